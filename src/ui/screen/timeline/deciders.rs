//! Who decides on a stage of a request, as far as the persona may know.

use crate::domain::approvers::Asker;
use crate::domain::authority::sees_approvers;
use crate::domain::request::AssignmentRequest;
use crate::ui::scene::Scene;
use crate::ui::wording;

/// Names those who decide on a stage of a request.
pub(super) fn waiting(scene: &Scene<'_>, request: &AssignmentRequest, place: usize) -> String {
    if !sees_approvers(scene.tenant(), scene.persona, request, place) {
        return wording::SOMEBODY.to_owned();
    }
    request
        .stages
        .get(place)
        .map(|stage| wording::deciders(scene, stage, Asker::of(request)))
        .and_then(|resolved| wording::any_of(scene, &resolved.people))
        .unwrap_or_else(|| "nobody, since nobody can decide".to_owned())
}
