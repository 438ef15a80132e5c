//! The keys that take something out of the program: to the clipboard or into a file.

use crate::domain::id::ObjectRef;
use crate::ui::action::Action;
use crate::ui::keymap::{Answerable, Binding, Chord, Layer, Shown};
use crate::ui::output::Copied;
use crate::ui::scene::Reason;
use crate::ui::step::Step;

/// The layer of every screen that shows records.
pub const LAYER: Layer = Layer {
    name: "Copy and output",
    bindings: &[
        copy(
            &[Chord::after('y', 'i')],
            Action::CopyId,
            "copy id",
            |_, spot| spot.object().map(|object| Step::Copy(Copied::Id, object)),
        ),
        copy(
            &[Chord::after('y', 'n')],
            Action::CopyName,
            "copy name",
            |_, spot| spot.object().map(|object| Step::Copy(Copied::Name, object)),
        ),
        copy(
            &[Chord::after('y', 'l')],
            Action::CopyLink,
            "copy request link",
            |_, spot| {
                let object = spot.object()?;
                if let ObjectRef::AccessPackage(_) = object {
                    Ok(Step::Copy(Copied::Link, object))
                } else {
                    Err(Reason::new("only packages have a request link"))
                }
            },
        ),
        copy(
            &[Chord::after('y', 'j')],
            Action::CopyJson,
            "copy JSON",
            |_, spot| spot.object().map(|object| Step::Copy(Copied::Json, object)),
        ),
        copy(&[Chord::char('o')], Action::Output, "output", |_, _| {
            Ok(Step::Output)
        }),
    ],
};

const fn copy(
    keys: &'static [Chord],
    action: Action,
    label: &'static str,
    step: Answerable,
) -> Binding {
    Binding::new(keys, action, label, Shown::Help, step)
}
