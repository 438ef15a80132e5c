//! The key that acts while commands for many rows are on their way.

use crate::ui::action::Action;
use crate::ui::key::KeyCode;
use crate::ui::keymap::{Binding, Chord, Layer, Shown};
use crate::ui::step::Step;

/// The layer of commands under way.
pub const LAYER: Layer = Layer {
    name: "Many rows",
    bindings: &[Binding::new(
        &[Chord::plain(KeyCode::Escape)],
        Action::Back,
        "stop",
        Shown::Footer,
        |_, _| Ok(Step::Back),
    )],
};
