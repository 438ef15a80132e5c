//! The keys that mean the same on every object, wherever it is listed or shown.
//!
//! A screen says what they do to its objects; their letters and labels are written here once.

use crate::ui::action::Action;
use crate::ui::keymap::{Answerable, Binding, Chord, Shown, list};

/// Makes the row that opens what is selected.
pub const fn open(step: Answerable) -> Binding {
    Binding::new(list::OPEN_KEYS, Action::Open, "open", Shown::Footer, step)
}

/// Makes the row that makes a new object.
pub const fn new(step: Answerable) -> Binding {
    Binding::new(&[Chord::char('n')], Action::New, "new", Shown::Footer, step)
}

/// Makes the row that edits an object.
pub const fn edit(step: Answerable) -> Binding {
    Binding::new(
        &[Chord::char('e')],
        Action::Edit,
        "edit",
        Shown::Footer,
        step,
    )
}

/// Makes the row that deletes an object.
pub const fn delete(step: Answerable) -> Binding {
    Binding::new(
        &[Chord::char('d')],
        Action::Delete,
        "delete",
        Shown::Footer,
        step,
    )
}

/// Makes the row that explains who can see or request an object.
pub const fn why(step: Answerable) -> Binding {
    Binding::new(&[Chord::char('w')], Action::Why, "why", Shown::Footer, step)
}
