//! The keys that work on every screen.

use crate::ui::action::Action;
use crate::ui::key::{Key, KeyCode};
use crate::ui::keymap::{Binding, Chord, Layer, Shown};
use crate::ui::reversal::Turn;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::{Screen, approvals, my_access};
use crate::ui::step::Step;

/// The layer below all others.
pub const LAYER: Layer = Layer {
    name: "Everywhere",
    bindings: BINDINGS,
};

/// Shows the keys.
pub(super) const HELP: Binding = Binding {
    keys: &[Chord::char('?'), Chord::plain(KeyCode::F1)],
    action: Action::Help,
    label: "keys",
    shown: Shown::Fixed,
    step: |_, _| Ok(Step::Help),
};

/// Leaves the program.
pub(super) const QUIT: Binding = Binding {
    keys: &[Chord::char('q'), Chord::ctrl('c')],
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

/// Shows what the program knows of itself.
const DIAGNOSTICS: Binding = Binding {
    keys: &[Chord::One(Key::alt(KeyCode::Char('d')))],
    action: Action::Diagnostics,
    label: "diagnostics",
    shown: Shown::Help,
    step: |_, _| Ok(Step::Diagnose),
};

/// Draws every cell again.
pub(super) const REDRAW: Binding = Binding {
    keys: &[Chord::ctrl('l')],
    action: Action::Redraw,
    label: "draw again",
    shown: Shown::KeyOnly,
    step: |_, _| Ok(Step::Redraw),
};

/// Puts the program to sleep.
pub(super) const SUSPEND: Binding = Binding {
    keys: &[Chord::ctrl('z')],
    action: Action::Suspend,
    label: "suspend",
    shown: Shown::KeyOnly,
    step: |_, _| Ok(Step::Suspend),
};

/// The prefix of the keys that go to a screen, and what the footer says of it.
pub const GO_TO: (char, &str) = ('g', "go to");

/// The screen that a persona is led to.
pub type Led = fn(&Scene<'_>) -> Screen;

/// The screens that have a key of their own, by the action of that key.
pub const SCREENS: &[(Action, Led)] = &[
    (Action::GoHome, |_| Screen::Home),
    (Action::GoMyAccess, |scene| my_access::front(scene.persona)),
    (Action::GoApprovals, |_| Screen::PendingApprovals),
    (Action::GoCatalogs, |_| Screen::Catalogs),
    (Action::GoPeople, |_| Screen::Users),
    (Action::GoPackages, |_| Screen::Packages),
    (Action::GoRequests, |_| Screen::Requests),
    (Action::GoAssignments, |_| Screen::Assignments),
    (Action::GoOrganizations, |_| Screen::Organizations),
    (Action::GoReviews, |_| Screen::Reviews),
    (Action::GoReports, |_| Screen::Reports),
    (Action::GoWhoHasWhat, |_| Screen::WhoHasWhat),
    (Action::GoAuditLog, |_| Screen::AuditLog),
    (Action::GoOutbox, |_| Screen::Outbox),
    (Action::GoSettings, |_| Screen::Settings),
    (Action::Clock, |_| Screen::Clock),
];

const BINDINGS: &[Binding] = &[
    Binding {
        keys: &[Chord::char(':'), Chord::ctrl('p')],
        action: Action::Palette,
        label: "commands",
        shown: Shown::Fixed,
        step: |_, _| Ok(Step::Palette),
    },
    HELP,
    Binding {
        keys: &[Chord::plain(KeyCode::Escape)],
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
        shown: Shown::Help,
        step: |_, spot| visited(spot.has_past, Step::VisitPrevious),
    },
    Binding {
        keys: &[Chord::char(']')],
        action: Action::VisitNext,
        label: "screen after",
        shown: Shown::Help,
        step: |_, spot| visited(spot.has_ahead, Step::VisitNext),
    },
    Binding {
        keys: &[Chord::after(GO_TO.0, 'h')],
        action: Action::GoHome,
        label: "home",
        shown: Shown::Help,
        step: |scene, _| Screen::Home.go(scene),
    },
    Binding {
        keys: &[Chord::after(GO_TO.0, 'c')],
        action: Action::GoCatalogs,
        label: "catalogs",
        shown: Shown::Help,
        step: |scene, _| Screen::Catalogs.go(scene),
    },
    Binding {
        keys: &[Chord::after(GO_TO.0, 'u')],
        action: Action::GoPeople,
        label: "users and groups",
        shown: Shown::Help,
        step: |scene, _| Screen::Users.go(scene),
    },
    Binding {
        keys: &[Chord::after(GO_TO.0, 'p')],
        action: Action::GoPackages,
        label: "packages",
        shown: Shown::Help,
        step: |scene, _| Screen::Packages.go(scene),
    },
    Binding {
        keys: &[Chord::after(GO_TO.0, 'r')],
        action: Action::GoRequests,
        label: "requests",
        shown: Shown::Help,
        step: |scene, _| Screen::Requests.go(scene),
    },
    Binding {
        keys: &[Chord::after(GO_TO.0, 'a')],
        action: Action::GoAssignments,
        label: "assignments",
        shown: Shown::Help,
        step: |scene, _| Screen::Assignments.go(scene),
    },
    Binding {
        keys: &[Chord::after(GO_TO.0, 'o')],
        action: Action::GoOrganizations,
        label: "organizations",
        shown: Shown::Help,
        step: |scene, _| Screen::Organizations.go(scene),
    },
    Binding {
        keys: &[Chord::after(GO_TO.0, 'l')],
        action: Action::GoAuditLog,
        label: "audit log",
        shown: Shown::Help,
        step: |scene, _| Screen::AuditLog.go(scene),
    },
    Binding {
        keys: &[Chord::after(GO_TO.0, 'b')],
        action: Action::GoOutbox,
        label: "outbox",
        shown: Shown::Help,
        step: |scene, _| Screen::Outbox.go(scene),
    },
    Binding {
        keys: &[Chord::after(GO_TO.0, 'v')],
        action: Action::GoReviews,
        label: "access reviews",
        shown: Shown::Help,
        step: |scene, _| Screen::Reviews.go(scene),
    },
    Binding {
        keys: &[Chord::after(GO_TO.0, 'e')],
        action: Action::GoReports,
        label: "reports",
        shown: Shown::Help,
        step: |scene, _| Screen::Reports.go(scene),
    },
    Binding {
        keys: &[Chord::after(GO_TO.0, 'w')],
        action: Action::GoWhoHasWhat,
        label: "who has what",
        shown: Shown::Help,
        step: |scene, _| Screen::WhoHasWhat.go(scene),
    },
    Binding {
        keys: &[Chord::after(GO_TO.0, 's')],
        action: Action::GoSettings,
        label: "settings",
        shown: Shown::Help,
        step: |scene, _| Screen::Settings.go(scene),
    },
    Binding {
        keys: &[Chord::after(GO_TO.0, 'm')],
        action: Action::GoMyAccess,
        label: "My Access",
        shown: Shown::Help,
        step: |scene, _| Ok(Step::Go(my_access::front(scene.persona))),
    },
    Binding {
        keys: &[Chord::after(GO_TO.0, 'd')],
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
        step: |scene, _| scene.turns(Turn::Undo).map(|()| Step::Turn(Turn::Undo)),
    },
    Binding {
        keys: &[Chord::ctrl('r')],
        action: Action::Redo,
        label: "redo",
        shown: Shown::Help,
        step: |scene, _| scene.turns(Turn::Redo).map(|()| Step::Turn(Turn::Redo)),
    },
    Binding {
        keys: &[Chord::char('!'), Chord::after(GO_TO.0, 'n')],
        ..NOTICES
    },
    DIAGNOSTICS,
    REDRAW,
    SUSPEND,
];

/// Goes through the screens visited, where there is one on that side.
fn visited(there: bool, step: Step) -> Result<Step, Reason> {
    if there {
        Ok(step)
    } else {
        Err(Reason::new("no screen was visited on that side"))
    }
}
