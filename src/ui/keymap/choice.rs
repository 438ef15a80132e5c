//! The keys of lists to choose from: palette, help, pickers, and of lines to read.

use crate::ui::action::Action;
use crate::ui::key::{Key, KeyCode};
use crate::ui::keymap::{Answerable, Binding, Chord, Layer, Shown};
use crate::ui::list::Motion;
use crate::ui::step::Step;

/// The layer of any list or lines that lie over a screen.
pub const LAYER: Layer = Layer {
    name: "Lists to choose from",
    bindings: BINDINGS,
};

/// The layer of a list whose rows are chosen.
pub const CHOOSING: Layer = Layer {
    name: "Choosing",
    bindings: &[row(
        &[one(KeyCode::Enter)],
        Action::Enter,
        "choose",
        Shown::Footer,
        |_, _| Ok(Step::Choose),
    )],
};

/// The layer of a list of which several rows can be marked.
pub const MARKING: Layer = Layer {
    name: "Marking",
    bindings: &[row(
        &[one(KeyCode::Tab)],
        Action::Toggle,
        "mark",
        Shown::Footer,
        |_, _| Ok(Step::Mark),
    )],
};

/// The layer of lines to read.
pub const READING: Layer = Layer {
    name: "Lines to read",
    bindings: &[row(
        &[one(KeyCode::Enter)],
        Action::Enter,
        "close",
        Shown::KeyOnly,
        |_, _| Ok(Step::Choose),
    )],
};

const fn row(
    keys: &'static [Chord],
    action: Action,
    label: &'static str,
    shown: Shown,
    step: Answerable,
) -> Binding {
    Binding {
        keys,
        action,
        label,
        shown,
        step,
    }
}

const fn one(code: KeyCode) -> Chord {
    Chord::One(Key::plain(code))
}

const BINDINGS: &[Binding] = &[
    row(
        &[one(KeyCode::Down)],
        Action::MoveDown,
        "next row",
        Shown::Footer,
        |_, _| Ok(Step::Move(Motion::Down)),
    ),
    row(
        &[one(KeyCode::Escape)],
        Action::Back,
        "back",
        Shown::Footer,
        |_, _| Ok(Step::Back),
    ),
    row(
        &[one(KeyCode::Up)],
        Action::MoveUp,
        "up",
        Shown::KeyOnly,
        |_, _| Ok(Step::Move(Motion::Up)),
    ),
    row(
        &[one(KeyCode::PageUp)],
        Action::PageUp,
        "page up",
        Shown::KeyOnly,
        |_, _| Ok(Step::Move(Motion::PageUp)),
    ),
    row(
        &[one(KeyCode::PageDown)],
        Action::PageDown,
        "page down",
        Shown::KeyOnly,
        |_, _| Ok(Step::Move(Motion::PageDown)),
    ),
    row(
        &[Chord::One(Key::ctrl('c'))],
        Action::Quit,
        "quit",
        Shown::KeyOnly,
        |_, _| Ok(Step::Quit),
    ),
];
