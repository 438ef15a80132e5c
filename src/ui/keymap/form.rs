//! The keys of forms; inside a text field only these and the editing keys act.

use crate::ui::action::Action;
use crate::ui::form::FormStep;
use crate::ui::key::{Key, KeyCode};
use crate::ui::keymap::{Binding, Chord, Layer, Shown};
use crate::ui::scene::Reason;
use crate::ui::step::Step;

/// The layer of an open form; nothing lies below it but the way out.
pub const LAYER: Layer = Layer {
    name: "Forms",
    bindings: BINDINGS,
};

const BINDINGS: &[Binding] = &[
    Binding::new(
        &[Chord::ctrl('s')],
        Action::Save,
        "save",
        Shown::Footer,
        |_, _| Ok(Step::Form(FormStep::Save)),
    ),
    Binding::new(
        &[Chord::plain(KeyCode::Tab), Chord::plain(KeyCode::Down)],
        Action::NextField,
        "field",
        Shown::Footer,
        |_, _| Ok(Step::Form(FormStep::NextField)),
    ),
    Binding::new(
        &[
            Chord::One(Key::shift(KeyCode::Tab)),
            Chord::plain(KeyCode::Up),
        ],
        Action::PreviousField,
        "field before",
        Shown::KeyOnly,
        |_, _| Ok(Step::Form(FormStep::PreviousField)),
    ),
    Binding::new(
        &[Chord::plain(KeyCode::PageDown)],
        Action::NextStep,
        "next step",
        Shown::Help,
        |_, _| Ok(Step::Form(FormStep::NextStep)),
    ),
    Binding::new(
        &[Chord::plain(KeyCode::PageUp)],
        Action::PreviousStep,
        "step before",
        Shown::Help,
        |_, _| Ok(Step::Form(FormStep::PreviousStep)),
    ),
    Binding::new(
        &[Chord::char(' ')],
        Action::Toggle,
        "switch, choose",
        Shown::KeyOnly,
        |_, _| Ok(Step::Form(FormStep::Toggle)),
    ),
    Binding::new(
        &[Chord::plain(KeyCode::Enter)],
        Action::Enter,
        "open list",
        Shown::KeyOnly,
        |_, _| Ok(Step::Form(FormStep::Enter)),
    ),
    Binding::new(
        &[Chord::One(Key::alt(KeyCode::Enter))],
        Action::NewLine,
        "new line",
        Shown::KeyOnly,
        |_, _| Ok(Step::Form(FormStep::NewLine)),
    ),
    Binding::new(
        &[Chord::plain(KeyCode::Left)],
        Action::MoveUp,
        "choice before",
        Shown::KeyOnly,
        |_, _| Ok(Step::Form(FormStep::ChoiceBefore)),
    ),
    Binding::new(
        &[Chord::plain(KeyCode::Right)],
        Action::MoveDown,
        "choice after",
        Shown::KeyOnly,
        |_, _| Ok(Step::Form(FormStep::ChoiceAfter)),
    ),
    Binding::new(
        &[Chord::plain(KeyCode::Escape)],
        Action::Back,
        "back",
        Shown::Footer,
        |_, _| Ok(Step::Back),
    ),
    Binding::new(
        &[Chord::plain(KeyCode::F1)],
        Action::Help,
        "keys",
        Shown::Fixed,
        |_, _| Ok(Step::Help),
    ),
    Binding::new(
        &[Chord::One(Key::alt(KeyCode::Char('w')))],
        Action::WhyRefused,
        "why refused",
        Shown::Help,
        |_, spot| {
            let known = spot.explains.then_some(Step::Explain);
            known.ok_or_else(|| Reason::new("no rule has refused anything"))
        },
    ),
    Binding::new(
        &[Chord::ctrl('c')],
        Action::Quit,
        "quit",
        Shown::KeyOnly,
        |_, _| Ok(Step::Quit),
    ),
    Binding::new(
        &[Chord::ctrl('l')],
        Action::Redraw,
        "draw again",
        Shown::KeyOnly,
        |_, _| Ok(Step::Redraw),
    ),
];
