//! How a list and the detail of its selected row share the body.

use ratatui::layout::Rect;

use crate::ui::layout::{Size, take_left, take_top};
use crate::ui::view::{Belongs, Focus, Head};

/// The columns of the list beside its detail on a screen of 80.
const LIST: u16 = 52;

/// The same of a list that has a use for more: the detail beside it keeps room for an instant.
const LIST_OF_MANY: u16 = 54;

/// The cells that long words have a use for besides those that the columns of a list wish for.
const LONG_WORDS: u16 = 36;

/// Returns the columns that a list with such heads has a use for, its border and marks included.
///
/// What stands in its cells does not count, so that nothing moves aside while somebody scrolls.
fn useful(heads: &[Head]) -> u16 {
    let wishes = heads.iter().map(|head| head.width.saturating_add(1));
    wishes.fold(LONG_WORDS + 3, u16::saturating_add)
}

/// So many columns beyond 80 widen the detail rather than the list.
const DETAIL_FIRST: u16 = 40;

/// From this height on the detail of a screen of fewer than 80 columns stands below its list.
const HIGH: u16 = 30;

/// How a list and the detail of its selected row share the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sharing {
    /// The columns that the list has a use for.
    pub useful: u16,
    /// Where its screen says that the detail belongs.
    pub belongs: Belongs,
}

impl Sharing {
    /// Returns how a list with such heads shares the body with a detail that belongs somewhere.
    pub fn of(heads: &[Head], belongs: Belongs) -> Self {
        Self {
            useful: useful(heads),
            belongs,
        }
    }

    /// Returns the columns that the columns of the list wish for.
    const fn wishes(self) -> u16 {
        self.useful.saturating_sub(LONG_WORDS)
    }

    /// Returns the columns that the list gets beside its detail.
    ///
    /// Room beyond 80 columns widens the detail first, until its lines are as long as is good to read,
    /// and then the list, which cuts fewer words and shows more columns, until it has the cells that it
    /// has a use for.
    fn beside(self, screen: Size) -> u16 {
        let beyond = screen.width.saturating_sub(Size::USUAL.width);
        let share = beyond.min(DETAIL_FIRST) / 3 + beyond.saturating_sub(DETAIL_FIRST) / 8 * 7;
        let list = (LIST + share).min(self.useful.max(LIST));
        list.max(self.wishes().clamp(LIST, LIST_OF_MANY))
    }

    /// Returns where the detail stands on a screen.
    ///
    /// One that belongs below stands beside the list as soon as that has there what its columns wish for.
    pub fn stands(self, screen: Size) -> Stands {
        let has_room = screen.width >= Size::USUAL.width;
        match self.belongs {
            Belongs::Beside if has_room => Stands::Beside,
            Belongs::Below if has_room && self.beside(screen) >= self.wishes() => Stands::Beside,
            Belongs::Below if has_room => Stands::Below,
            Belongs::Beside | Belongs::Below if screen.height >= HIGH => Stands::Below,
            Belongs::Beside | Belongs::Below => Stands::Instead,
        }
    }

    /// Returns the lines of a list whose detail stands below it.
    const fn above(self, body: u16) -> u16 {
        match self.belongs {
            Belongs::Beside => body / 5 * 3,
            // What belongs below is short; the list has the lines.
            Belongs::Below => body - body / 3,
        }
    }
}

/// Where the detail of a list stands on a screen of a size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// At the right of the list.
    Beside,
    /// Below the list.
    Below,
    /// In the place of the list, while it has the focus.
    Instead,
}

/// Cuts the body into list and detail; a pane without room is `None`.
pub fn panes(
    screen: Size,
    body: Rect,
    focus: Focus,
    sharing: Sharing,
) -> (Option<Rect>, Option<Rect>) {
    let mut rest = body;
    match (sharing.stands(screen), focus) {
        (Stands::Beside, _) => {
            let list = take_left(&mut rest, sharing.beside(screen));
            (Some(list), Some(rest))
        }
        (Stands::Below, _) => {
            let list = take_top(&mut rest, sharing.above(body.height));
            (Some(list), Some(rest))
        }
        (Stands::Instead, Focus::List) => (Some(body), None),
        (Stands::Instead, Focus::Detail) => (None, Some(body)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::layout::{Extra, bands};

    /// A list that has a use for so many columns.
    const fn of(useful: u16, belongs: Belongs) -> Sharing {
        Sharing { useful, belongs }
    }

    const MANY: Sharing = of(u16::MAX, Belongs::Beside);

    #[test]
    fn the_detail_stands_beside_below_or_instead_of_the_list() {
        let body = Rect::new(0, 2, 80, 21);
        let (list, detail) = panes(Size::USUAL, body, Focus::List, MANY);
        assert_eq!((list.unwrap().width, detail.unwrap().width), (54, 26));
        for (width, expected) in [(120, (65, 55)), (200, (135, 65))] {
            let screen = Size { width, height: 60 };
            let body = Rect::new(0, 2, width, 57);
            let (list, detail) = panes(screen, body, Focus::List, MANY);
            let widths = (list.unwrap().width, detail.unwrap().width);
            assert_eq!(widths, expected);
        }
        let narrow = Size {
            width: 70,
            height: 40,
        };
        let body = Rect::new(0, 2, 70, 37);
        let (list, detail) = panes(narrow, body, Focus::List, MANY);
        assert!(list.unwrap().bottom() == detail.unwrap().y);
        let body = Rect::new(0, 2, 60, 15);
        let (list, detail) = panes(Size::LEAST, body, Focus::Detail, MANY);
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
            let (list, detail) = panes(screen, body, Focus::List, of(useful, Belongs::Beside));
            (list.unwrap().width, detail.unwrap().width)
        };
        assert_eq!(widths(90), (90, 110));
        assert_eq!(widths(0), (52, 148));
        assert_eq!(widths(190), widths(u16::MAX));
    }

    #[test]
    fn a_detail_that_belongs_below_stands_there_until_the_list_has_what_it_wishes_for() {
        let sharing = of(130, Belongs::Below);
        let cut = |width, height| {
            let screen = Size { width, height };
            let area = Rect::new(0, 0, width, height);
            let body = bands(area, Extra::default()).body;
            let (list, detail) = panes(screen, body, Focus::List, sharing);
            (list.unwrap(), detail)
        };
        for (width, height, lines) in [(80, 24, 7), (80, 18, 5), (120, 40, 12), (70, 30, 9)] {
            let (list, detail) = cut(width, height);
            let detail = detail.unwrap();
            assert_eq!((list.width, detail.width), (width, width));
            assert_eq!((list.bottom(), detail.height), (detail.y, lines));
        }
        let (list, detail) = cut(160, 40);
        assert!(list.width >= 94 && list.right() == detail.unwrap().x);
        assert_eq!(cut(60, 18).1, None);
    }
}
