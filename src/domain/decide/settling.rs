//! Closes deliveries: what came of them, and why when nothing did.

use crate::domain::assignment::{AssignmentState, DeliveryError, GrantStatus, ResourceGrant};
use crate::domain::decide::delivery::{active_account, revise};
use crate::domain::decide::furnishing;
use crate::domain::decide::request::progress;
use crate::domain::draft::Draft;
use crate::domain::event::Fact;
use crate::domain::id::{AssignmentId, ObjectRef, RequestId};
use crate::domain::refusal::Refusal;
use crate::domain::request::{DeliveryFailure, RequestState};
use crate::domain::time::Timestamp;

/// Says why there is no account to give anything to.
fn unavailable(grants: &[ResourceGrant]) -> DeliveryFailure {
    let blocked = GrantStatus::Failed(DeliveryError::DomainBlocked);
    if grants.iter().any(|grant| grant.status == blocked) {
        DeliveryFailure::DomainBlocked
    } else {
        DeliveryFailure::AccountUnavailable
    }
}

/// Closes a delivery: delivered when nothing failed, failed when nothing could be given.
pub(super) fn settle(
    draft: &mut Draft<'_>,
    now: Timestamp,
    request: RequestId,
    assignment: AssignmentId,
    conflict: Option<ObjectRef>,
) -> Result<(), Refusal> {
    let found = draft.assignment(assignment)?;
    let target_gone = active_account(draft, found.target).is_none();
    let grants = &found.progress.grants;
    let failed = grants
        .iter()
        .filter(|grant| matches!(grant.status, GrantStatus::Failed(_)))
        .count();
    let nothing = !grants
        .iter()
        .any(|grant| grant.status == GrantStatus::Fulfilled);
    let failure = if target_gone && nothing {
        Some(unavailable(grants))
    } else if let Some(conflict) = conflict {
        Some(DeliveryFailure::Incompatible(conflict))
    } else {
        (failed > 0 && nothing).then_some(DeliveryFailure::NothingGiven)
    };
    let (fact, state, assigned) = if let Some(failure) = failure {
        (
            Fact::RequestFailed,
            RequestState::DeliveryFailed(failure),
            AssignmentState::DeliveryFailed,
        )
    } else if failed > 0 {
        (
            Fact::RequestPartiallyDelivered,
            RequestState::PartiallyDelivered,
            AssignmentState::PartiallyDelivered,
        )
    } else {
        (
            Fact::RequestDelivered,
            RequestState::Delivered,
            AssignmentState::Delivered,
        )
    };
    let mut answers = draft.assignment(assignment)?.progress.answers.clone();
    if assigned.is_active() {
        answers = furnishing::furnish(draft, assignment, answers, &[]);
    }
    revise(draft, Fact::AssignmentDelivered, assignment, |progress| {
        progress.state = assigned;
        progress.answers = answers;
    });
    progress(draft, fact, request, |progress| {
        progress.state = state;
        progress.completed_date_time = Some(now);
    })
}
