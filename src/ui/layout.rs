//! Where things stand: rectangles from the size of the screen.
//!
//! The same functions tell the renderer where to draw and the lists how many rows they have, so
//! that the selected row is always in view.

use ratatui::layout::Rect;

use crate::ui::view::{Focus, Head};

pub mod matrix;

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

/// The columns of the list beside its detail on a screen of 80.
const LIST: u16 = 52;

/// The same of a list that has a use for more: the detail beside it keeps room for an instant.
const LIST_OF_MANY: u16 = 54;

/// The cells that long words have a use for besides those that the columns of a list wish for.
const LONG_WORDS: u16 = 36;

/// Returns the columns that a list with such heads has a use for, its border and marks included.
///
/// What stands in its cells does not count, so that nothing moves aside while somebody scrolls.
pub fn useful(heads: &[Head]) -> u16 {
    let wishes = heads.iter().map(|head| head.width.saturating_add(1));
    wishes.fold(LONG_WORDS + 3, u16::saturating_add)
}

/// So many columns beyond 80 widen the detail rather than the list.
const DETAIL_FIRST: u16 = 40;

/// Cuts the body into list and detail; a pane without room is `None`.
///
/// Two panes side by side need 80 columns, one above the other 30 lines; else only the one with
/// the focus is shown. Room beyond 80 columns widens the detail first, until its lines are as long as
/// is good to read, and then the list, which cuts fewer words and shows more columns, until it has
/// the cells that it has a use for.
pub fn panes(screen: Size, body: Rect, focus: Focus, useful: u16) -> (Option<Rect>, Option<Rect>) {
    let mut rest = body;
    if screen.width >= Size::USUAL.width {
        let beyond = screen.width - Size::USUAL.width;
        let share = beyond.min(DETAIL_FIRST) / 3 + beyond.saturating_sub(DETAIL_FIRST) / 8 * 7;
        let list = (LIST + share).min(useful.max(LIST));
        let wishes = useful.saturating_sub(LONG_WORDS);
        let list = list.max(wishes.clamp(LIST, LIST_OF_MANY));
        (Some(take_left(&mut rest, list)), Some(rest))
    } else if screen.height >= 30 {
        let lines = body.height / 5 * 3;
        (Some(take_top(&mut rest, lines)), Some(rest))
    } else {
        match focus {
            Focus::List => (Some(body), None),
            Focus::Detail => (None, Some(body)),
        }
    }
}

/// Returns how many rows the list of a screen has room for, its head and border taken off.
pub fn list_rows(screen: Size, extra: Extra, split: Split) -> usize {
    let area = Rect::new(0, 0, screen.width, screen.height);
    let body = bands(area, extra).body;
    let list = match split {
        Split::One => body,
        Split::Two(useful) => panes(screen, body, Focus::List, useful).0.unwrap_or(body),
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
        Split::Two(useful) => panes(screen, body, Focus::Detail, useful).1.unwrap_or(body),
    };
    inside(detail)
}

/// Whether the body has one pane or two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Split {
    /// One pane.
    One,
    /// A list, with the columns that it has a use for, and the detail of its selected row.
    Two(u16),
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
    /// Returns how a list with such a use for columns and its detail share the body.
    pub const fn split(self, useful: u16) -> Split {
        match self {
            Self::Boxes => Split::Two(useful),
            Self::Plain => Split::Plain,
        }
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

    #[test]
    fn the_detail_stands_beside_below_or_instead_of_the_list() {
        let body = Rect::new(0, 2, 80, 21);
        let (list, detail) = panes(Size::USUAL, body, Focus::List, u16::MAX);
        assert_eq!((list.unwrap().width, detail.unwrap().width), (54, 26));
        for (width, expected) in [(120, (65, 55)), (200, (135, 65))] {
            let screen = Size { width, height: 60 };
            let body = Rect::new(0, 2, width, 57);
            let (list, detail) = panes(screen, body, Focus::List, u16::MAX);
            let widths = (list.unwrap().width, detail.unwrap().width);
            assert_eq!(widths, expected);
        }
        let narrow = Size {
            width: 70,
            height: 40,
        };
        let body = Rect::new(0, 2, 70, 37);
        let (list, detail) = panes(narrow, body, Focus::List, u16::MAX);
        assert!(list.unwrap().bottom() == detail.unwrap().y);
        let body = Rect::new(0, 2, 60, 15);
        let (list, detail) = panes(Size::LEAST, body, Focus::Detail, u16::MAX);
        assert!(list.is_none() && detail.is_some());
    }

    #[test]
    fn a_list_of_few_columns_leaves_the_room_that_it_cannot_use_to_the_detail() {
        let screen = Size {
            width: 200,
            height: 60,
        };
        let body = Rect::new(0, 2, 200, 57);
        let widths = |useful| {
            let (list, detail) = panes(screen, body, Focus::List, useful);
            (list.unwrap().width, detail.unwrap().width)
        };
        assert_eq!(widths(90), (90, 110));
        assert_eq!(widths(0), (52, 148));
        assert_eq!(widths(190), widths(u16::MAX));
    }
}
