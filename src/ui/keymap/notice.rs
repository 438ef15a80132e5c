//! The key that explains a refusal while it is shown.

use crate::ui::action::Action;
use crate::ui::keymap::{Binding, Chord, Layer, Shown};
use crate::ui::step::Step;

/// The layer above a screen while a refusal is shown whose checks are known.
pub const LAYER: Layer = Layer {
    name: "Refusals",
    bindings: &[Binding {
        keys: &[Chord::char('w')],
        action: Action::WhyRefused,
        label: "why refused",
        shown: Shown::KeyOnly,
        step: |_, _| Ok(Step::Explain),
    }],
};
