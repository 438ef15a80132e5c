//! The keys that mean the same on every object, wherever it is listed or shown.
//!
//! A screen says what they do to its objects; their letters and labels are written here once.

use crate::ui::action::Action;
use crate::ui::keymap::{Answerable, Binding, Chord, Shown, list};

macro_rules! rows {
    ($($(#[$doc:meta])* $name:ident = $keys:expr, $action:ident, $label:literal;)*) => {$(
        $(#[$doc])*
        pub const fn $name(step: Answerable) -> Binding {
            const KEYS: &[Chord] = $keys;
            Binding::new(KEYS, Action::$action, $label, Shown::Footer, step)
        }
    )*};
}

rows! {
    /// Makes the row that opens what is selected.
    open = list::OPEN_KEYS, Open, "open";
    /// Makes the row that makes a new object.
    new = &[Chord::char('n')], New, "new";
    /// Makes the row that edits an object.
    edit = &[Chord::char('e')], Edit, "edit";
    /// Makes the row that deletes an object.
    delete = &[Chord::char('d')], Delete, "delete";
    /// Makes the row that explains who can see or request an object.
    why = &[Chord::char('w')], Why, "why";
}
