//! The keys of lists to choose from: palette, help, pickers, and of lines to read.

use crate::ui::action::Action;
use crate::ui::key::{Key, KeyCode};
use crate::ui::keymap::{Binding, Chord, Layer, Shown};
use crate::ui::list::Motion;
use crate::ui::step::Step;

/// The layer of any list or lines that lie over a screen.
pub const LAYER: Layer = Layer {
    name: "Lists to choose from",
    bindings: BINDINGS,
};

/// Returns the layer of a list of so many rows.
pub const fn going(rows: usize) -> Layer {
    if rows > 1 { LAYER } else { ALONE }
}

/// The layer of a list of one row or none, or of lines that are all in view: no key goes to the next
/// one.
pub const ALONE: Layer = Layer {
    name: LAYER.name,
    bindings: match BINDINGS {
        [_, others @ ..] => others,
        [] => &[],
    },
};

/// The layer of a question that has more lines than room: only what moves through them.
pub const GOING_THROUGH: Layer = Layer {
    name: "Lines of a question",
    bindings: match BINDINGS {
        [moving @ .., _, _] => moving,
        _ => &[],
    },
};

/// The layer of a list whose rows are chosen.
pub const CHOOSING: Layer = Layer {
    name: "Choosing",
    bindings: &[Binding::new(
        &[Chord::plain(KeyCode::Enter)],
        Action::Enter,
        "choose",
        Shown::Footer,
        |_, _| Ok(Step::Choose),
    )],
};

/// The layer of a list of which several rows can be chosen, on a row that is not.
///
/// Space is text while something is typed, until rows are gone through; the other key never is.
pub const MARKING: Layer = Layer {
    name: "Choosing several",
    bindings: &[marking("add")],
};

/// The same on a row that is chosen: the key says that it takes the row away.
pub const UNMARKING: Layer = Layer {
    name: "Choosing several, on one that is chosen",
    bindings: &[marking("take away")],
};

const MARK: &[Chord] = &[Chord::char(' '), Chord::One(Key::alt(KeyCode::Enter))];

const fn marking(label: &'static str) -> Binding {
    Binding::new(MARK, Action::Toggle, label, Shown::Footer, |_, _| {
        Ok(Step::Mark)
    })
}

/// The layer of a list of which several rows can be chosen once some were: no other one is then.
pub const MARKED: Layer = Layer {
    name: "Several chosen",
    bindings: &[Binding::new(
        &[Chord::plain(KeyCode::Enter)],
        Action::Enter,
        "done",
        Shown::Footer,
        |_, _| Ok(Step::Choose),
    )],
};

/// The layer of a list that holds users and groups.
pub const KINDS: Layer = Layer {
    name: "Users and groups to choose from",
    bindings: &[Binding::new(
        &[Chord::plain(KeyCode::Tab)],
        Action::NextKind,
        "kind",
        Shown::Footer,
        |_, _| Ok(Step::NextKind),
    )],
};

/// The layer of a list whose selected row is a group.
pub const GROUP: Layer = Layer {
    name: "Groups to choose from",
    bindings: &[Binding::new(
        &[Chord::plain(KeyCode::Right)],
        Action::Members,
        "members",
        Shown::Footer,
        |_, _| Ok(Step::Members),
    )],
};

/// The layer of lines to read.
pub const READING: Layer = Layer {
    name: "Lines to read",
    bindings: &[Binding::new(
        &[Chord::plain(KeyCode::Enter)],
        Action::Enter,
        "close",
        Shown::KeyOnly,
        |_, _| Ok(Step::Choose),
    )],
};

/// The layer of lines that say what the reader can do about them.
pub const MENDING: Layer = Layer {
    name: "Lines that offer a change",
    bindings: &[Binding::new(
        &[Chord::plain(KeyCode::Enter)],
        Action::Enter,
        "change that",
        Shown::Footer,
        |_, _| Ok(Step::Choose),
    )],
};

/// The layer of lines to read, where no letter is typed: to both ends of them.
pub const ENDS: Layer = Layer {
    name: "Ends of what is read",
    bindings: &[
        Binding::new(
            &[Chord::plain(KeyCode::Home), Chord::after('g', 'g')],
            Action::MoveFirst,
            "first line",
            Shown::KeyOnly,
            |_, _| Ok(Step::Move(Motion::First)),
        ),
        Binding::new(
            &[Chord::plain(KeyCode::End), Chord::char('G')],
            Action::MoveLast,
            "last line",
            Shown::KeyOnly,
            |_, _| Ok(Step::Move(Motion::Last)),
        ),
    ],
};

const BINDINGS: &[Binding] = &[
    Binding::new(
        &[Chord::plain(KeyCode::Down)],
        Action::MoveDown,
        "next row",
        Shown::Footer,
        |_, _| Ok(Step::Move(Motion::Down)),
    ),
    Binding::new(
        &[Chord::plain(KeyCode::Up)],
        Action::MoveUp,
        "up",
        Shown::KeyOnly,
        |_, _| Ok(Step::Move(Motion::Up)),
    ),
    Binding::new(
        &[Chord::plain(KeyCode::PageUp)],
        Action::PageUp,
        "page up",
        Shown::KeyOnly,
        |_, _| Ok(Step::Move(Motion::PageUp)),
    ),
    Binding::new(
        &[Chord::plain(KeyCode::PageDown)],
        Action::PageDown,
        "page down",
        Shown::KeyOnly,
        |_, _| Ok(Step::Move(Motion::PageDown)),
    ),
    Binding::new(
        &[Chord::plain(KeyCode::Escape)],
        Action::Back,
        "back",
        Shown::Footer,
        |_, _| Ok(Step::Back),
    ),
    Binding::new(
        &[Chord::ctrl('c')],
        Action::Quit,
        "quit",
        Shown::KeyOnly,
        |_, _| Ok(Step::Quit),
    ),
];
