//! Where the parts of a matrix stand.

use ratatui::layout::Rect;

use crate::ui::layout::{Extra, Frames, Size, bands, inside, take_left, take_top};
use crate::ui::view::Focus;
use crate::ui::width;

/// The cells of a column; one more stands before each, for the sign of the selected one.
pub const COLUMN: u16 = 9;
/// The lines below the rows: what is selected, and what the signs mean.
const BELOW: u16 = 2;
/// From this width on the detail stands beside the matrix.
const WIDE: u16 = 120;
/// From this height on the detail of a narrower screen stands below it.
const HIGH: u16 = 30;

/// Cuts the body into matrix and detail; a pane without room is `None`.
///
/// A matrix lives from its columns, so it gives room away later than a list does.
pub fn panes(screen: Size, body: Rect, focus: Focus) -> (Option<Rect>, Option<Rect>) {
    let mut rest = body;
    if screen.width >= WIDE {
        let beside = 36 + (screen.width - WIDE) / 4;
        let matrix = take_left(&mut rest, body.width.saturating_sub(beside));
        (Some(matrix), Some(rest))
    } else if screen.height >= HIGH {
        let lines = body.height / 5 * 3;
        (Some(take_top(&mut rest, lines)), Some(rest))
    } else {
        match focus {
            Focus::List => (Some(body), None),
            Focus::Detail => (None, Some(body)),
        }
    }
}

/// How much of a matrix an area shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grid {
    /// The cells for the names of the rows, one before them for the sign of the selected one.
    pub names: u16,
    /// The lines for the names of the columns.
    pub heads: u16,
    /// The rows.
    pub rows: u16,
    /// The columns.
    pub columns: u16,
}

/// The most lines that the name of a column gets on a low screen, and on any.
const HEADS: (u16, u16) = (2, 3);

/// Breaks the name of a column between its words into lines as wide as a column; what has no room
/// is cut.
pub fn broken(name: &str, most: u16) -> Vec<String> {
    let cells = usize::from(COLUMN);
    let mut lines: Vec<String> = Vec::new();
    for word in name.split_whitespace() {
        let full = lines.len() >= usize::from(most);
        match lines.last_mut() {
            Some(line) if full || width::width(line) + 1 + width::width(word) <= cells => {
                *line = width::cut_end(&format!("{line} {word}"), cells);
            }
            Some(_) | None => lines.push(width::cut_end(word, cells)),
        }
    }
    lines
}

/// Returns the lines that names of columns have a use for, at most as many as there ever are.
///
/// All columns count and not only those in view, so that no row moves while somebody scrolls.
pub fn useful_heads<'a>(names: impl Iterator<Item = &'a str>) -> u16 {
    let (_, most) = HEADS;
    let lines = names.map(|name| broken(name, most).len()).max();
    u16::try_from(lines.unwrap_or_default()).unwrap_or(most)
}

/// Divides the inside of a pane whose columns have a use for so many lines above them.
pub fn grid(inner: Rect, heads: u16) -> Grid {
    let names = (inner.width / 4).clamp(16, 26);
    let (low, most) = HEADS;
    let most = if inner.height < 20 { low } else { most };
    let heads = heads.clamp(1, most);
    Grid {
        names,
        heads,
        rows: inner.height.saturating_sub(heads).saturating_sub(BELOW),
        columns: inner.width.saturating_sub(names + 1) / (COLUMN + 1),
    }
}

/// Divides the screen as [`panes`] and [`grid`] do.
pub fn on_screen(screen: Size, extra: Extra, heads: u16) -> Grid {
    let body = bands(Rect::new(0, 0, screen.width, screen.height), extra).body;
    let matrix = panes(screen, body, Focus::List).0.unwrap_or(body);
    grid(inside(matrix), heads)
}

/// Returns the room that the lines beside or below a matrix have.
pub fn detail_room(screen: Size, extra: Extra, frames: Frames) -> Rect {
    let body = bands(Rect::new(0, 0, screen.width, screen.height), extra).body;
    inside(match frames {
        Frames::Boxes => panes(screen, body, Focus::Detail).1.unwrap_or(body),
        Frames::Plain => body,
    })
}
