//! The keys that work before anybody has signed in.

use crate::ui::action::Action;
use crate::ui::key::KeyCode;
use crate::ui::keymap::{Binding, Chord, Layer, Shown, global};
use crate::ui::step::Step;

/// The only layer of the screen of nobody: what needs a persona is not there.
pub const LAYER: Layer = Layer {
    name: "Before signing in",
    bindings: &[
        Binding {
            keys: &[Chord::plain(KeyCode::Enter), Chord::char('P')],
            action: Action::SwitchPersona,
            label: "sign in",
            shown: Shown::Footer,
            step: |_, _| Ok(Step::Personas),
        },
        Binding {
            shown: Shown::Footer,
            ..global::QUIT
        },
        global::HELP,
        global::NOTICES,
        global::REDRAW,
        global::SUSPEND,
    ],
};
