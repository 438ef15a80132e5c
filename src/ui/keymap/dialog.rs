//! The keys of questions and of lines to read.

use crate::ui::action::Action;
use crate::ui::key::{Key, KeyCode};
use crate::ui::keymap::{Binding, Chord, Layer, Shown};
use crate::ui::step::{Answer, Step};

/// The layer of an open question.
pub const LAYER: Layer = Layer {
    name: "Questions",
    bindings: BINDINGS,
};

/// The layer of a question that only typing a name answers with yes: letters go into the name.
pub const TYPED: Layer = Layer {
    name: "Questions with a name to type",
    bindings: &[
        Binding::new(
            &[Chord::plain(KeyCode::Enter)],
            Action::Enter,
            "go on",
            Shown::Footer,
            |_, _| Ok(Step::Answer(Answer::Focused)),
        ),
        BACK,
        QUIT,
    ],
};

/// Leaves the question.
const BACK: Binding = Binding::new(
    &[Chord::plain(KeyCode::Escape)],
    Action::Back,
    "back",
    Shown::Footer,
    |_, _| Ok(Step::Back),
);

/// Leaves the program.
const QUIT: Binding = Binding::new(
    &[Chord::ctrl('c')],
    Action::Quit,
    "quit",
    Shown::KeyOnly,
    |_, _| Ok(Step::Quit),
);

const BINDINGS: &[Binding] = &[
    Binding::new(
        &[Chord::char('y')],
        Action::Yes,
        "yes",
        Shown::Footer,
        |_, _| Ok(Step::Answer(Answer::Yes)),
    ),
    Binding::new(
        &[Chord::char('n')],
        Action::No,
        "no",
        Shown::Footer,
        |_, _| Ok(Step::Answer(Answer::No)),
    ),
    Binding::new(
        &[
            Chord::plain(KeyCode::Tab),
            Chord::plain(KeyCode::Left),
            Chord::plain(KeyCode::Right),
            Chord::One(Key::shift(KeyCode::Tab)),
        ],
        Action::NextField,
        "other button",
        Shown::Footer,
        |_, _| Ok(Step::Answer(Answer::Other)),
    ),
    Binding::new(
        &[Chord::plain(KeyCode::Enter)],
        Action::Enter,
        "press button",
        Shown::Footer,
        |_, _| Ok(Step::Answer(Answer::Focused)),
    ),
    BACK,
    QUIT,
];
