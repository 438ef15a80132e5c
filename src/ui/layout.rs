//! Where things stand: rectangles from the size of the screen.
//!
//! The same functions tell the renderer where to draw and the lists how many rows they have, so
//! that the selected row is always in view.

use ratatui::layout::Rect;

use crate::ui::view::Focus;

pub mod matrix;
mod sharing;

pub use sharing::{Sharing, Stands, panes};

/// The size of the screen in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Columns.
    pub width: u16,
    /// Lines.
    pub height: u16,
}

impl Size {
    /// The size that screens are made for.
    pub const USUAL: Self = Self {
        width: 80,
        height: 24,
    };
    /// The smallest size in which every task can be done.
    pub const LEAST: Self = Self {
        width: 60,
        height: 18,
    };

    /// Tells whether a screen of this size can show anything but its size.
    pub const fn is_enough(self) -> bool {
        self.width >= Self::LEAST.width && self.height >= Self::LEAST.height
    }
}

/// The most lines that a notice takes.
pub const NOTICE_LINES: u16 = 4;

/// The most lines that the faces of an object take.
pub const TAB_LINES: u16 = 3;

/// Lines that come and go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Extra {
    /// Lines of the tab strip: none or one.
    pub tabs: u16,
    /// Lines of the notice: none to four.
    pub notice: u16,
}

/// The five bands of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bands {
    /// Where the data comes from, who acts, when.
    pub title: Rect,
    /// The path of screens.
    pub crumbs: Rect,
    /// The faces of the object; empty when it has one.
    pub tabs: Rect,
    /// The panes.
    pub body: Rect,
    /// What just happened; empty when nothing did.
    pub notice: Rect,
    /// The next useful keys.
    pub footer: Rect,
}

/// Cuts the screen into its bands.
pub fn bands(area: Rect, extra: Extra) -> Bands {
    let mut rest = area;
    let title = take_top(&mut rest, 1);
    let crumbs = take_top(&mut rest, 1);
    let footer = take_bottom(&mut rest, 1);
    let notice = take_bottom(&mut rest, extra.notice.min(NOTICE_LINES));
    let tabs = take_top(&mut rest, extra.tabs.min(TAB_LINES));
    Bands {
        title,
        crumbs,
        tabs,
        body: rest,
        notice,
        footer,
    }
}

/// Cuts lines off the top of an area and returns them.
pub fn take_top(area: &mut Rect, lines: u16) -> Rect {
    let lines = lines.min(area.height);
    let top = Rect {
        height: lines,
        ..*area
    };
    area.y = area.y.saturating_add(lines);
    area.height -= lines;
    top
}

/// Cuts lines off the bottom of an area and returns them.
pub fn take_bottom(area: &mut Rect, lines: u16) -> Rect {
    let lines = lines.min(area.height);
    area.height -= lines;
    Rect {
        y: area.y.saturating_add(area.height),
        height: lines,
        ..*area
    }
}

/// Cuts columns off the left of an area and returns them.
pub fn take_left(area: &mut Rect, columns: u16) -> Rect {
    let columns = columns.min(area.width);
    let left = Rect {
        width: columns,
        ..*area
    };
    area.x = area.x.saturating_add(columns);
    area.width -= columns;
    left
}

/// Returns what a border of one cell leaves of an area.
pub fn inside(area: Rect) -> Rect {
    Rect {
        x: area.x.saturating_add(1),
        y: area.y.saturating_add(1),
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(2),
    }
}

/// Returns how many rows the list of a screen has room for, its head and border taken off.
pub fn list_rows(screen: Size, extra: Extra, split: Split) -> usize {
    let area = Rect::new(0, 0, screen.width, screen.height);
    let body = bands(area, extra).body;
    let list = match split {
        Split::One => body,
        Split::Two(sharing) => panes(screen, body, Focus::List, sharing).0.unwrap_or(body),
        Split::Plain => return usize::from(inside(body).height / SENTENCE),
    };
    usize::from(inside(list).height.saturating_sub(1))
}

/// Returns the room that a list of sentences has.
pub fn sentences_room(screen: Size, extra: Extra) -> Rect {
    inside(bands(Rect::new(0, 0, screen.width, screen.height), extra).body)
}

/// Returns the room that the lines about an object have, their border taken off.
pub fn detail_room(screen: Size, extra: Extra, split: Split) -> Rect {
    let area = Rect::new(0, 0, screen.width, screen.height);
    let body = bands(area, extra).body;
    let detail = match split {
        Split::One | Split::Plain => body,
        Split::Two(sharing) => panes(screen, body, Focus::Detail, sharing)
            .1
            .unwrap_or(body),
    };
    inside(detail)
}

/// Whether the body has one pane or two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Split {
    /// One pane.
    One,
    /// A list and the detail of its selected row.
    Two(Sharing),
    /// A list of sentences or the detail of its selected row, the one of them that has the focus.
    Plain,
}

/// Whether what is shown stands in boxes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Frames {
    /// In boxes, in columns.
    #[default]
    Boxes,
    /// Without both, one fact a line.
    Plain,
}

impl Frames {
    /// Returns how many panes a list and its detail have where they share the body like this.
    pub const fn split(self, sharing: Sharing) -> Split {
        match self {
            Self::Boxes => Split::Two(sharing),
            Self::Plain => Split::Plain,
        }
    }
}

/// Returns an area with a border of one cell around it.
pub fn around(inner: Rect) -> Rect {
    Rect {
        x: inner.x.saturating_sub(1),
        y: inner.y.saturating_sub(1),
        width: inner.width.saturating_add(2),
        height: inner.height.saturating_add(2),
    }
}

/// The most lines that a row of a list of sentences takes while it is not selected.
pub const SENTENCE: u16 = 2;

/// Returns a rectangle in the middle of an area, never larger than it.
pub fn centered(area: Rect, width: u16, height: u16) -> Rect {
    let width = width.min(area.width);
    let height = height.min(area.height);
    Rect {
        x: area.x.saturating_add((area.width - width) / 2),
        y: area.y.saturating_add((area.height - height) / 2),
        width,
        height,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_fill_any_screen_and_never_overlap() {
        for (width, height) in [(0, 0), (1, 1), (60, 18), (80, 24), (300, 100)] {
            for extra in [Extra::default(), Extra { tabs: 1, notice: 1 }] {
                let area = Rect::new(0, 0, width, height);
                let bands = bands(area, extra);
                let heights = [
                    bands.title,
                    bands.crumbs,
                    bands.tabs,
                    bands.body,
                    bands.notice,
                    bands.footer,
                ]
                .map(|band| band.height);
                assert_eq!(heights.iter().sum::<u16>(), height);
            }
        }
    }
}
