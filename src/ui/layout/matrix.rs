//! Where the parts of a matrix stand.

use ratatui::layout::Rect;

use crate::ui::layout::{Extra, Size, bands, inside, take_left, take_top};
use crate::ui::view::Focus;

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

/// Divides the inside of a pane.
pub fn grid(inner: Rect) -> Grid {
    let names = (inner.width / 4).clamp(16, 26);
    let heads = if inner.height < 20 { 2 } else { 3 };
    Grid {
        names,
        heads,
        rows: inner.height.saturating_sub(heads).saturating_sub(BELOW),
        columns: inner.width.saturating_sub(names + 1) / (COLUMN + 1),
    }
}

/// Divides the screen as [`panes`] and [`grid`] do.
pub fn on_screen(screen: Size, extra: Extra) -> Grid {
    let body = bands(Rect::new(0, 0, screen.width, screen.height), extra).body;
    let matrix = panes(screen, body, Focus::List).0.unwrap_or(body);
    grid(inside(matrix))
}

/// Returns the room that the lines beside or below a matrix have.
pub fn detail_room(screen: Size, extra: Extra) -> Rect {
    let body = bands(Rect::new(0, 0, screen.width, screen.height), extra).body;
    inside(panes(screen, body, Focus::Detail).1.unwrap_or(body))
}
