//! What of a package was given, what could not be, and who took it back.

use crate::domain::assignment::{Assignment, GrantStatus};
use crate::domain::authority::sees_contents;
use crate::domain::request::AssignmentRequest;
use crate::domain::text::Safe;
use crate::ui::scene::Scene;
use crate::ui::screen::timeline::Teller;
use crate::ui::wording;

/// Says which roles a request gave, and of every other why it could not be given.
///
/// Who may not look into the package is told of no role.
pub(super) fn of(
    scene: &Scene<'_>,
    request: &AssignmentRequest,
    held: Option<&Assignment>,
) -> (String, Vec<String>) {
    let package = request.access_package;
    let partly = held.filter(|_| {
        request.progress.state.is_failed() && sees_contents(scene.tenant(), scene.persona, package)
    });
    let Some(held) = partly else {
        return (wording::gives_in_short(scene, package), Vec::new());
    };
    let (mut given, mut failed) = (Vec::new(), Vec::new());
    for grant in &held.progress.grants {
        let resource = scene.name(grant.resource);
        let role = format!("{resource} as {}", scene.role(grant.resource, grant.role));
        match grant.status {
            GrantStatus::Failed(error) => failed.push(format!("{role}: {}", error.label())),
            GrantStatus::PendingFulfillment | GrantStatus::Fulfilled | GrantStatus::Revoked => {
                given.push(role);
            }
        }
    }
    (given.join(", "), failed)
}

impl Teller<'_> {
    /// Says who took the approval back, where a removal does that.
    pub(super) fn revocation(&self, removal: &AssignmentRequest) -> Option<String> {
        removal.revokes?;
        let by = self.person(removal.requestor?);
        Some(match &removal.justification {
            Some(reason) => {
                let reason = Safe::line(reason.as_str());
                format!("{by} revoked the approval: {reason}")
            }
            None => format!("{by} revoked the approval"),
        })
    }
}
