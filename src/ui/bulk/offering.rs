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
/// does nothing to any of them else.
pub fn possible(row: &Binding, scene: &Scene<'_>, spot: &Spot) -> Result<(), Reason> {
    let mut reasons = Vec::new();
    for object in &spot.first_marked {
        match (row.step)(scene, &spot.alone(*object)) {
            Ok(_) => return Ok(()),
            Err(reason) => reasons.push((*object, reason)),
        }
    }
    if spot.marks > reasons.len() {
        return Ok(());
    }
    none_of(reasons, scene).map_or(Ok(()), Err)
}

/// Says why a key does nothing to any of several rows: their reason where all have the same, else that
/// of the first one, by its name. What one of them is in the way of is no way out for all.
pub(super) fn none_of(reasons: Vec<(ObjectRef, Reason)>, scene: &Scene<'_>) -> Option<Reason> {
    let count = reasons.len();
    let mut rest = reasons.into_iter();
    let (first, reason) = rest.next()?;
    let reason = reason.without_way_out();
    let is_shared = rest.all(|(_, other)| other.without_way_out() == reason);
    let none = format!("none of the {count} can be done");
    Some(match (count, is_shared) {
        (1, _) => reason,
        (_, true) => reason.with(&none),
        (_, false) => {
            let name = scene.name(first);
            reason.with(&format!("that is the first, \"{name}\", and {none}"))
        }
    })
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
    fn where_no_marked_row_can_be_done_the_reason_is_that_of_the_first_by_its_name() {
        let mut made = Furnished::new();
        made.package();
        made.at(Screen::Catalogs).press("*").expect("2 marked");
        made.desk
            .press("d")
            .expect("the first, \"General\", and none of the 2 can be done.");
        made.desk.expect_no("list its").press("esc esc");
        made.desk.press("space d").expect_no("none of the");
    }

    #[test]
    fn a_reason_that_all_marked_rows_have_is_said_of_all() {
        let mut made = Furnished::new();
        let package = made.package();
        for _ in 0..2 {
            let request = made.request(package);
            made.make(&json!({"do": "cancelRequest", "with": {"request": request.guid()}}));
        }
        made.at(Screen::Requests).press("*").expect("2 marked");
        made.desk.press("c").expect("; none of the 2 can be done");
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
        let shared = Reason::new(format!("no; none of the {ASKED} can be done"));
        assert_eq!(row.answer(&scene, &spot), Err(shared));
    }
}
