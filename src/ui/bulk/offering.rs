//! Whether a key does something to any of the marked rows.

use crate::domain::id::ObjectRef;
use crate::ui::keymap::{Binding, Spot};
use crate::ui::scene::{Reason, Scene};

/// The most marked rows that are asked before a key is pressed.
///
/// Where more are marked and none of these can be done, the key is offered all the same: each row is
/// asked once it is pressed, and has a result of its own.
pub const ASKED: usize = 32;

impl Spot {
    /// Returns the place where nothing is marked and an object alone is selected.
    #[must_use]
    pub fn alone(&self, object: ObjectRef) -> Self {
        Self {
            selected: Some(object),
            marks: 0,
            first_marked: Vec::new(),
            ..self.clone()
        }
    }
}

/// Tells whether a key does something to a marked row, up to the first to which it does, and why it
/// does nothing to the first of them else.
pub fn possible(row: &Binding, scene: &Scene<'_>, spot: &Spot) -> Result<(), Reason> {
    let mut first = None;
    for object in &spot.first_marked {
        match (row.step)(scene, &spot.alone(*object)) {
            Ok(_) => return Ok(()),
            Err(reason) => {
                first.get_or_insert(reason);
            }
        }
    }
    match first {
        // What one of several is in the way of is no way out for all of them.
        Some(reason) if spot.marks <= spot.first_marked.len() => Err(reason.without_way_out()),
        Some(_) | None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use serde_json::json;

    use super::*;
    use crate::domain::id::CatalogId;
    use crate::ui::action::Action;
    use crate::ui::keymap::Shown;
    use crate::ui::present;
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    thread_local! {
        static TIMES: Cell<usize> = const { Cell::new(0) };
    }

    #[test]
    fn a_key_is_greyed_when_none_of_the_marked_rows_can_be_done_and_offered_when_one_can() {
        let reason = |made: &Furnished| {
            let footer = present::view(&made.desk.ui, &made.desk.scene()).footer;
            let hint = footer.into_iter().find(|hint| hint.key.as_str() == "c");
            hint.unwrap().reason
        };
        let mut made = Furnished::new();
        let package = made.package();
        let request = made.request(package);
        made.make(&json!({"do": "cancelRequest", "with": {"request": request.guid()}}));
        made.at(Screen::Requests).press("space").expect("1 marked");
        assert!(reason(&made).is_some());
        made.desk.press("c").expect("Not possible (cancel request)");
        made.request(package);
        made.at(Screen::Requests).press("esc *").expect("2 marked");
        assert_eq!(reason(&made), None);
        made.desk.press("c").expect("Cancel request 1?");
    }

    #[test]
    fn a_greyed_key_of_marked_rows_explains_the_row_that_it_speaks_of() {
        let mut desk = Rehearsal::new(Screen::Catalogs);
        desk.press("space d").expect("is built in").press("w");
        desk.expect("Every check").expect("x The catalog is not");
    }

    #[test]
    fn of_many_marked_rows_only_so_many_are_asked_before_the_key_is_pressed() {
        let row = Binding::new(&[], Action::Delete, "delete", Shown::Footer, |_, _| {
            TIMES.set(TIMES.get() + 1);
            Err(Reason::new("no"))
        });
        let desk = Rehearsal::new(Screen::Catalogs);
        let scene = desk.scene();
        let marked: Vec<ObjectRef> = (0..ASKED)
            .map(|_| ObjectRef::Catalog(CatalogId::MIN))
            .collect();
        let mut spot = desk.ui.spot(&scene);
        (spot.marks, spot.first_marked) = (10_000, marked);
        assert_eq!(row.answer(&scene, &spot).err(), None);
        assert_eq!(TIMES.get(), ASKED);
        spot.marks = ASKED;
        assert_eq!(row.answer(&scene, &spot), Err(Reason::new("no")));
    }
}
