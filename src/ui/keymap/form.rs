//! The keys of forms; inside a text field only these and the editing keys act.
//!
//! What a key does to the field with the focus depends on what the field takes, so every kind of
//! field has a layer of its own above the one of all forms.

use crate::ui::action::Action;
use crate::ui::form::{FormState, FormStep, Kind};
use crate::ui::key::{Key, KeyCode};
use crate::ui::keymap::{Answerable, Binding, Chord, Layer, Shown};
use crate::ui::step::Step;

/// The layer of an open form; nothing lies below it but the way out.
pub const LAYER: Layer = Layer {
    name: "Forms",
    bindings: BINDINGS,
};

/// The layer of a form that has steps.
pub const WIZARD: Layer = Layer {
    name: "Steps",
    bindings: &[
        row(
            &[one(KeyCode::PageDown)],
            Action::NextStep,
            "next step",
            Shown::Footer,
            |_, _| Ok(Step::Form(FormStep::NextStep)),
        ),
        row(
            &[one(KeyCode::PageUp)],
            Action::PreviousStep,
            "step before",
            Shown::Help,
            |_, _| Ok(Step::Form(FormStep::PreviousStep)),
        ),
    ],
};

/// The layer of a field whose values are in a list that opens.
pub const PICKER: Layer = Layer {
    name: "Field with a list",
    bindings: &[row(
        &[one(KeyCode::Enter)],
        Action::Enter,
        "choose",
        Shown::Footer,
        |_, _| Ok(Step::Form(FormStep::Enter)),
    )],
};

/// The layer of a field that is on or off.
pub const TOGGLE: Layer = Layer {
    name: "Field to switch",
    bindings: &[row(
        &[Chord::char(' ')],
        Action::Toggle,
        "switch",
        Shown::Footer,
        |_, _| Ok(Step::Form(FormStep::Toggle)),
    )],
};

/// The layer of a field whose few values are all shown.
pub const CHOICE: Layer = Layer {
    name: "Field with choices",
    bindings: &[
        row(
            &[Chord::char(' '), one(KeyCode::Right)],
            Action::Toggle,
            "next choice",
            Shown::Footer,
            |_, _| Ok(Step::Form(FormStep::Toggle)),
        ),
        row(
            &[one(KeyCode::Left)],
            Action::MoveUp,
            "choice before",
            Shown::KeyOnly,
            |_, _| Ok(Step::Form(FormStep::ChoiceBefore)),
        ),
    ],
};

/// The layer of a field of several lines.
pub const LINES: Layer = Layer {
    name: "Field of several lines",
    bindings: &[row(
        &[Chord::One(Key::alt(KeyCode::Enter))],
        Action::NewLine,
        "new line",
        Shown::Footer,
        |_, _| Ok(Step::Form(FormStep::NewLine)),
    )],
};

/// The layer of the review that ends a wizard.
pub const REVIEW: Layer = Layer {
    name: "Review",
    bindings: &[row(
        &[one(KeyCode::Enter)],
        Action::Enter,
        "go to the field",
        Shown::Footer,
        |_, _| Ok(Step::Form(FormStep::Enter)),
    )],
};

/// Returns the key tables of an open form, that of the field with the focus first.
pub fn layers(form: &FormState) -> Vec<Layer> {
    let field = if form.is_review() {
        Some(REVIEW)
    } else {
        form.editable().and_then(|field| of_field(&field.kind))
    };
    let wizard = form.is_wizard().then_some(WIZARD);
    field.into_iter().chain(wizard).chain([LAYER]).collect()
}

fn of_field(kind: &Kind) -> Option<Layer> {
    match kind {
        Kind::Picker(..) | Kind::Search(..) => Some(PICKER),
        Kind::Choice(_) if kind.opens_a_list() => Some(PICKER),
        Kind::Choice(_) | Kind::Decision => Some(CHOICE),
        Kind::Toggle => Some(TOGGLE),
        Kind::Long(_) => Some(LINES),
        Kind::Text(_) | Kind::Date | Kind::Number(..) => None,
    }
}

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

/// The label of the saving key, in place of which a form puts its own word.
pub const SAVE: &str = "save";

const BINDINGS: &[Binding] = &[
    row(
        &[Chord::One(Key::ctrl('s'))],
        Action::Save,
        SAVE,
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
        &[one(KeyCode::Enter)],
        Action::Enter,
        "next field",
        Shown::KeyOnly,
        |_, _| Ok(Step::Form(FormStep::Enter)),
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
