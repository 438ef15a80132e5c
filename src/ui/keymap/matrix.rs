//! The keys that walk through a matrix; they stand above those of lists.

use crate::ui::action::Action;
use crate::ui::key::{Key, KeyCode};
use crate::ui::keymap::{Answerable, Binding, Chord, Layer, Shown};
use crate::ui::list::Motion;
use crate::ui::step::{ListStep, Step};

/// The layer of a screen with a matrix.
pub const LAYER: Layer = Layer {
    name: "Matrix",
    bindings: &[
        Binding::new(
            &[Chord::plain(KeyCode::Right), Chord::char('l')],
            Action::MoveRight,
            "next column",
            Shown::KeyOnly,
            |_, _| Ok(across(Motion::Down)),
        ),
        Binding::new(
            &[Chord::plain(KeyCode::Left), Chord::char('h')],
            Action::MoveLeft,
            "previous column",
            Shown::KeyOnly,
            |_, _| Ok(across(Motion::Up)),
        ),
        paging(
            &[Chord::One(Key::shift(KeyCode::Right)), Chord::char('>')],
            Action::ColumnsRight,
            "columns further on",
            |_, _| Ok(across(Motion::PageDown)),
        ),
        paging(
            &[Chord::One(Key::shift(KeyCode::Left)), Chord::char('<')],
            Action::ColumnsLeft,
            "columns before",
            |_, _| Ok(across(Motion::PageUp)),
        ),
        Binding::new(
            &[Chord::char('/')],
            Action::Filter,
            "filter",
            Shown::Footer,
            |_, _| Ok(Step::Filter),
        ),
        Binding::new(
            &[Chord::char('v')],
            Action::Columns,
            "find column",
            Shown::Footer,
            |_, _| Ok(Step::List(ListStep::FindColumn)),
        ),
    ],
};

const fn paging(
    keys: &'static [Chord],
    action: Action,
    label: &'static str,
    step: Answerable,
) -> Binding {
    Binding::new(keys, action, label, Shown::KeyOnly, step)
}

const fn across(motion: Motion) -> Step {
    Step::List(ListStep::Across(motion))
}
