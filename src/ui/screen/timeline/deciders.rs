//! Who decides on a stage of a request, as far as the persona may know.

use crate::domain::approvers::{self, Asker, Resolved};
use crate::domain::authority::sees_approvers;
use crate::domain::request::AssignmentRequest;
use crate::ui::scene::Scene;
use crate::ui::wording;

/// Names those who decide on a stage of a request, alternates once they are asked.
pub(super) fn waiting(scene: &Scene<'_>, request: &AssignmentRequest, place: usize) -> String {
    if !sees_approvers(scene.tenant(), scene.persona, request, place) {
        return wording::SOMEBODY.to_owned();
    }
    let resolved = match approvers::open_stage(request) {
        Some((open, _)) if open == place => approvers::deciding(scene.tenant(), request),
        _ => {
            let ahead = request.stages.get(place);
            let ahead = ahead.map(|stage| wording::deciders(scene, stage, Asker::of(request)));
            ahead.map(|ahead| Resolved {
                alternates: Vec::new(),
                ..ahead
            })
        }
    };
    resolved
        .map(|resolved| [resolved.people, resolved.alternates].concat())
        .and_then(|people| wording::any_of(scene, &people))
        .unwrap_or_else(|| "nobody, since nobody can decide".to_owned())
}
