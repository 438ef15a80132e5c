//! The keys while several commands are carried out, one after the other.

use crate::ui::action::Action;
use crate::ui::key::KeyCode;
use crate::ui::keymap::{Binding, Chord, Layer, Shown};
use crate::ui::step::Step;

/// The layer of a batch.
pub const LAYER: Layer = Layer {
    name: "Several commands",
    bindings: &[
        Binding::new(
            &[Chord::plain(KeyCode::Escape)],
            Action::Stop,
            "stop here",
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
    ],
};
