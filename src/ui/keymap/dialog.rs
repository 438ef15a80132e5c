//! The keys of questions and of lines to read.

use crate::ui::action::Action;
use crate::ui::key::{Key, KeyCode};
use crate::ui::keymap::{Answerable, Binding, Chord, Layer, Shown};
use crate::ui::step::{Answer, Step};

/// The layer of an open question.
pub const LAYER: Layer = Layer {
    name: "Questions",
    bindings: BINDINGS,
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
        &[Chord::char('y')],
        Action::Yes,
        "yes",
        Shown::Footer,
        |_, _| Ok(Step::Answer(Answer::Yes)),
    ),
    row(
        &[Chord::char('n')],
        Action::No,
        "no",
        Shown::Footer,
        |_, _| Ok(Step::Answer(Answer::No)),
    ),
    row(
        &[
            one(KeyCode::Tab),
            one(KeyCode::Left),
            one(KeyCode::Right),
            Chord::One(Key::shift(KeyCode::Tab)),
        ],
        Action::NextField,
        "other button",
        Shown::Footer,
        |_, _| Ok(Step::Answer(Answer::Other)),
    ),
    row(
        &[one(KeyCode::Enter)],
        Action::Enter,
        "press button",
        Shown::Footer,
        |_, _| Ok(Step::Answer(Answer::Focused)),
    ),
    row(
        &[one(KeyCode::Escape)],
        Action::Back,
        "back",
        Shown::Footer,
        |_, _| Ok(Step::Back),
    ),
    row(
        &[Chord::One(Key::ctrl('c'))],
        Action::Quit,
        "quit",
        Shown::KeyOnly,
        |_, _| Ok(Step::Quit),
    ),
];
