//! The keys that work on every screen.

use crate::domain::command::DeskCommand;
use crate::domain::command::desk::Nothing;
use crate::ui::action::Action;
use crate::ui::key::{Key, KeyCode};
use crate::ui::keymap::{Binding, Chord, Layer, Shown};
use crate::ui::scene::Reason;
use crate::ui::screen::{Screen, approvals, my_access};
use crate::ui::step::Step;

/// The layer below all others.
pub const LAYER: Layer = Layer {
    name: "Everywhere",
    bindings: BINDINGS,
};

/// Shows the keys.
pub(super) const HELP: Binding = Binding {
    keys: &[Chord::char('?'), Chord::One(Key::plain(KeyCode::F1))],
    action: Action::Help,
    label: "keys",
    shown: Shown::Fixed,
    step: |_, _| Ok(Step::Help),
};

/// Leaves the program.
pub(super) const QUIT: Binding = Binding {
    keys: &[Chord::char('q'), Chord::One(Key::ctrl('c'))],
    action: Action::Quit,
    label: "quit",
    shown: Shown::Help,
    step: |_, _| Ok(Step::Quit),
};

/// Shows what has been said.
pub(super) const NOTICES: Binding = Binding {
    keys: &[Chord::char('!')],
    action: Action::Notices,
    label: "all notices",
    shown: Shown::Help,
    step: |_, _| Ok(Step::Notices),
};

/// Draws every cell again.
pub(super) const REDRAW: Binding = Binding {
    keys: &[Chord::One(Key::ctrl('l'))],
    action: Action::Redraw,
    label: "draw again",
    shown: Shown::KeyOnly,
    step: |_, _| Ok(Step::Redraw),
};

/// Puts the program to sleep.
pub(super) const SUSPEND: Binding = Binding {
    keys: &[Chord::One(Key::ctrl('z'))],
    action: Action::Suspend,
    label: "suspend",
    shown: Shown::KeyOnly,
    step: |_, _| Ok(Step::Suspend),
};

const BINDINGS: &[Binding] = &[
    Binding {
        keys: &[Chord::char(':'), Chord::One(Key::ctrl('p'))],
        action: Action::Palette,
        label: "commands",
        shown: Shown::Fixed,
        step: |_, _| Ok(Step::Palette),
    },
    HELP,
    Binding {
        keys: &[Chord::One(Key::plain(KeyCode::Escape))],
        action: Action::Back,
        label: "back",
        shown: Shown::KeyOnly,
        step: |_, _| Ok(Step::Back),
    },
    QUIT,
    Binding {
        keys: &[Chord::char('[')],
        action: Action::VisitPrevious,
        label: "screen before",
        shown: Shown::KeyOnly,
        step: |_, _| Ok(Step::VisitPrevious),
    },
    Binding {
        keys: &[Chord::char(']')],
        action: Action::VisitNext,
        label: "screen after",
        shown: Shown::KeyOnly,
        step: |_, _| Ok(Step::VisitNext),
    },
    Binding {
        keys: &[Chord::after('g', 'h')],
        action: Action::GoHome,
        label: "home",
        shown: Shown::Help,
        step: |_, _| Ok(Step::Go(Screen::Home)),
    },
    Binding {
        keys: &[Chord::after('g', 'c')],
        action: Action::GoCatalogs,
        label: "catalogs",
        shown: Shown::Help,
        step: |_, _| Ok(Step::Go(Screen::Catalogs)),
    },
    Binding {
        keys: &[Chord::after('g', 'u')],
        action: Action::GoPeople,
        label: "users and groups",
        shown: Shown::Help,
        step: |_, _| Ok(Step::Go(Screen::Users)),
    },
    Binding {
        keys: &[Chord::after('g', 'p')],
        action: Action::GoPackages,
        label: "packages",
        shown: Shown::Help,
        step: |_, _| Ok(Step::Go(Screen::Packages)),
    },
    Binding {
        keys: &[Chord::after('g', 'r')],
        action: Action::GoRequests,
        label: "requests",
        shown: Shown::Help,
        step: |_, _| Ok(Step::Go(Screen::Requests)),
    },
    Binding {
        keys: &[Chord::after('g', 'a')],
        action: Action::GoAssignments,
        label: "assignments",
        shown: Shown::Help,
        step: |_, _| Ok(Step::Go(Screen::Assignments)),
    },
    Binding {
        keys: &[Chord::after('g', 'm')],
        action: Action::GoMyAccess,
        label: "My Access",
        shown: Shown::Help,
        step: |scene, _| Ok(Step::Go(my_access::front(scene.persona))),
    },
    Binding {
        keys: &[Chord::after('g', 'd')],
        action: Action::GoApprovals,
        label: "approvals",
        shown: Shown::Help,
        step: |scene, _| approvals::front(scene).map(Step::Go),
    },
    Binding {
        keys: &[Chord::char('T')],
        action: Action::Clock,
        label: "clock",
        shown: Shown::Help,
        step: |_, _| Ok(Step::Go(Screen::Clock)),
    },
    Binding {
        keys: &[Chord::char('P')],
        action: Action::SwitchPersona,
        label: "switch persona",
        shown: Shown::Footer,
        step: |_, _| Ok(Step::Personas),
    },
    Binding {
        keys: &[Chord::char('u')],
        action: Action::Undo,
        label: "undo",
        shown: Shown::Help,
        step: |scene, _| {
            let known = scene.desk.history.to_undo().is_some();
            let command = Box::new(DeskCommand::Undo(Nothing {}));
            known
                .then(|| Step::Operate(command, "Taken back.".into()))
                .ok_or_else(|| Reason::new("nothing to take back"))
        },
    },
    Binding {
        keys: &[Chord::One(Key::ctrl('r'))],
        action: Action::Redo,
        label: "redo",
        shown: Shown::Help,
        step: |scene, _| {
            let known = scene.desk.history.to_redo().is_some();
            let command = Box::new(DeskCommand::Redo(Nothing {}));
            known
                .then(|| Step::Operate(command, "Done again.".into()))
                .ok_or_else(|| Reason::new("nothing was taken back"))
        },
    },
    NOTICES,
    REDRAW,
    SUSPEND,
];
