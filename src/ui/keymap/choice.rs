//! The keys of lists to choose from: palette, help, persons, pickers; and of what is only read.

use crate::ui::action::Action;
use crate::ui::key::KeyCode;
use crate::ui::keymap::{Binding, Chord, Layer, Shown};
use crate::ui::list::Motion;
use crate::ui::step::Step;

/// The layer of a list of which one row is chosen; characters go into its line of text.
pub const LAYER: Layer = Layer {
    name: "Lists to choose from",
    bindings: &[CHOOSE, CLOSE, UP, DOWN, PAGE_UP, PAGE_DOWN, QUIT],
};

/// The layer of a list of which several rows are chosen.
pub const MANY: Layer = Layer {
    name: "Lists to mark in",
    bindings: &[MARK, DONE, CLOSE, UP, DOWN, PAGE_UP, PAGE_DOWN, QUIT],
};

/// The layer of a list whose rows are there to be read; characters narrow it.
pub const READ: Layer = Layer {
    name: "Lists to read",
    bindings: &[CLOSE, UP, DOWN, PAGE_UP, PAGE_DOWN, QUIT],
};

/// The layer of lines to read, such as a walk of checks, which take no text.
pub const LINES: Layer = Layer {
    name: "Lines to read",
    bindings: &[
        Binding {
            keys: &[
                Chord::plain(KeyCode::Escape),
                Chord::plain(KeyCode::Enter),
                Chord::plain(KeyCode::Left),
                Chord::char('h'),
            ],
            ..CLOSE
        },
        Binding {
            keys: &[Chord::plain(KeyCode::Down), Chord::char('j')],
            label: "scroll",
            shown: Shown::Footer,
            ..DOWN
        },
        Binding {
            keys: &[Chord::plain(KeyCode::Up), Chord::char('k')],
            ..UP
        },
        Binding {
            keys: &[Chord::plain(KeyCode::PageUp), Chord::ctrl('u')],
            ..PAGE_UP
        },
        Binding {
            keys: &[Chord::plain(KeyCode::PageDown), Chord::ctrl('d')],
            ..PAGE_DOWN
        },
        Binding {
            keys: &[Chord::char('q'), Chord::ctrl('c')],
            ..QUIT
        },
    ],
};

const CHOOSE: Binding = Binding::new(
    &[Chord::plain(KeyCode::Enter)],
    Action::Enter,
    "choose",
    Shown::Footer,
    |_, _| Ok(Step::Choose),
);

const DONE: Binding = Binding {
    label: "done",
    ..CHOOSE
};

const MARK: Binding = Binding::new(
    &[Chord::plain(KeyCode::Tab)],
    Action::Toggle,
    "mark",
    Shown::Footer,
    |_, _| Ok(Step::Mark),
);

const CLOSE: Binding = Binding::new(
    &[Chord::plain(KeyCode::Escape)],
    Action::Back,
    "back",
    Shown::Footer,
    |_, _| Ok(Step::Back),
);

const UP: Binding = Binding::new(
    &[Chord::plain(KeyCode::Up)],
    Action::MoveUp,
    "up",
    Shown::KeyOnly,
    |_, _| Ok(Step::Move(Motion::Up)),
);

const DOWN: Binding = Binding::new(
    &[Chord::plain(KeyCode::Down)],
    Action::MoveDown,
    "down",
    Shown::KeyOnly,
    |_, _| Ok(Step::Move(Motion::Down)),
);

const PAGE_UP: Binding = Binding::new(
    &[Chord::plain(KeyCode::PageUp)],
    Action::PageUp,
    "page up",
    Shown::KeyOnly,
    |_, _| Ok(Step::Move(Motion::PageUp)),
);

const PAGE_DOWN: Binding = Binding::new(
    &[Chord::plain(KeyCode::PageDown)],
    Action::PageDown,
    "page down",
    Shown::KeyOnly,
    |_, _| Ok(Step::Move(Motion::PageDown)),
);

const QUIT: Binding = Binding::new(
    &[Chord::ctrl('c')],
    Action::Quit,
    "quit",
    Shown::KeyOnly,
    |_, _| Ok(Step::Quit),
);
