//! The keys of forms; inside a text field only these and the editing keys act.

use crate::ui::action::Action;
use crate::ui::form::FormStep;
use crate::ui::key::{Key, KeyCode};
use crate::ui::keymap::{Answerable, Binding, Chord, Layer, Shown};
use crate::ui::step::Step;

/// The layer of an open form; nothing lies below it but the way out.
pub const LAYER: Layer = Layer {
    name: "Forms",
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
        &[Chord::One(Key::ctrl('s'))],
        Action::Save,
        "save",
        Shown::Footer,
        |_, _| Ok(Step::Form(FormStep::Save)),
    ),
    row(
        &[one(KeyCode::Tab), one(KeyCode::Down)],
        Action::NextField,
        "field",
        Shown::Footer,
        |_, _| Ok(Step::Form(FormStep::NextField)),
    ),
    row(
        &[Chord::One(Key::shift(KeyCode::Tab)), one(KeyCode::Up)],
        Action::PreviousField,
        "field before",
        Shown::KeyOnly,
        |_, _| Ok(Step::Form(FormStep::PreviousField)),
    ),
    row(
        &[one(KeyCode::PageDown)],
        Action::NextStep,
        "next step",
        Shown::Help,
        |_, _| Ok(Step::Form(FormStep::NextStep)),
    ),
    row(
        &[one(KeyCode::PageUp)],
        Action::PreviousStep,
        "step before",
        Shown::Help,
        |_, _| Ok(Step::Form(FormStep::PreviousStep)),
    ),
    row(
        &[Chord::char(' ')],
        Action::Toggle,
        "switch, choose",
        Shown::KeyOnly,
        |_, _| Ok(Step::Form(FormStep::Toggle)),
    ),
    row(
        &[one(KeyCode::Enter)],
        Action::Enter,
        "open list",
        Shown::KeyOnly,
        |_, _| Ok(Step::Form(FormStep::Enter)),
    ),
    row(
        &[Chord::One(Key::alt(KeyCode::Enter))],
        Action::NewLine,
        "new line",
        Shown::KeyOnly,
        |_, _| Ok(Step::Form(FormStep::NewLine)),
    ),
    row(
        &[one(KeyCode::Left)],
        Action::MoveUp,
        "choice before",
        Shown::KeyOnly,
        |_, _| Ok(Step::Form(FormStep::ChoiceBefore)),
    ),
    row(
        &[one(KeyCode::Right)],
        Action::MoveDown,
        "choice after",
        Shown::KeyOnly,
        |_, _| Ok(Step::Form(FormStep::ChoiceAfter)),
    ),
    row(
        &[one(KeyCode::Escape)],
        Action::Back,
        "back",
        Shown::Footer,
        |_, _| Ok(Step::Back),
    ),
    row(
        &[one(KeyCode::F1)],
        Action::Help,
        "keys",
        Shown::Fixed,
        |_, _| Ok(Step::Help),
    ),
    row(
        &[Chord::One(Key::ctrl('c'))],
        Action::Quit,
        "quit",
        Shown::KeyOnly,
        |_, _| Ok(Step::Quit),
    ),
    row(
        &[Chord::One(Key::ctrl('l'))],
        Action::Redraw,
        "draw again",
        Shown::KeyOnly,
        |_, _| Ok(Step::Redraw),
    ),
];
