//! Closes deliveries: what came of them, and why when nothing did.

use crate::domain::assignment::{Assignment, AssignmentState, GrantStatus, ResourceGrant};
use crate::domain::context::IdSource;
use crate::domain::decide::delivery::{self, active_account, revise};
use crate::domain::decide::furnishing;
use crate::domain::decide::request::{self, progress};
use crate::domain::draft::Draft;
use crate::domain::event::Fact;
use crate::domain::id::{AssignmentId, Person, RequestId, RoleScopeId, UserId};
use crate::domain::refusal::Refusal;
use crate::domain::request::{DeliveryFailure, RequestState};
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;

/// Closes a delivery: delivered when nothing failed, failed when nothing could be given.
///
/// One of which something waits for its guest to accept the invitation stays open, unless it was
/// `barred` as a whole.
pub(super) fn settle(
    draft: &mut Draft<'_>,
    now: Timestamp,
    request: RequestId,
    assignment: AssignmentId,
    barred: Option<DeliveryFailure>,
) -> Result<(), Refusal> {
    let found = draft.assignment(assignment)?;
    let target_gone = active_account(draft, found.target).is_none();
    let grants = &found.progress.grants;
    let count = |is: fn(GrantStatus) -> bool| grants.iter().filter(|it| is(it.status)).count();
    let failed = count(|status| matches!(status, GrantStatus::Failed(_)));
    let nothing = count(|status| status == GrantStatus::Fulfilled) == 0;
    let waiting = count(|status| status == GrantStatus::PendingFulfillment) > 0;
    let blocked = barred == Some(DeliveryFailure::DomainBlocked);
    let failure = if target_gone && nothing && !blocked {
        Some(DeliveryFailure::AccountUnavailable)
    } else if waiting && barred.is_none() {
        return Ok(());
    } else {
        barred.or((failed > 0 && nothing).then_some(DeliveryFailure::NothingGiven))
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

/// Goes on with what waited for a guest to accept the invitation.
pub(super) fn resume(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    guest: UserId,
) -> Result<(), Refusal> {
    let held = draft.assignments_about(Person::User(guest));
    for (_, id) in held {
        let active = |assignment: &&Assignment| assignment.progress.state.is_active();
        let grants = draft.find_assignment(id).filter(active);
        let waiting: Vec<RoleScopeId> = grants
            .into_iter()
            .flat_map(|assignment| &assignment.progress.grants)
            .filter(|grant| grant.status == GrantStatus::PendingFulfillment)
            .map(|grant| grant.role_scope)
            .collect();
        if waiting.is_empty() {
            continue;
        }
        for scope in waiting {
            delivery::give(draft, id, scope);
        }
        settle_rest(draft, now, ids, id)?;
    }
    Ok(())
}

/// Closes a delivery that waits for nothing any more, and lets an assignment count as delivered
/// that has everything by now.
pub(super) fn settle_rest(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    id: AssignmentId,
) -> Result<(), Refusal> {
    let Some(request) = delivering(draft, id) else {
        complete(draft, id);
        return Ok(());
    };
    settle(draft, now, request, id, None)?;
    request::granted(draft, now, ids, request)
}

/// Lets an assignment that was delivered in part count as delivered once it lacks nothing.
pub(super) fn complete(draft: &mut Draft<'_>, id: AssignmentId) {
    let partly = draft
        .find_assignment(id)
        .is_some_and(|it| it.progress.state == AssignmentState::PartiallyDelivered);
    if partly && delivery::outstanding(draft, id).is_empty() {
        revise(draft, Fact::AssignmentDelivered, id, |progress| {
            progress.state = AssignmentState::Delivered;
        });
    }
}

/// Closes the delivery of an assignment that is about to end while something of it still waits.
pub(super) fn give_up(
    draft: &mut Draft<'_>,
    now: Timestamp,
    id: AssignmentId,
) -> Result<(), Refusal> {
    let Some(request) = delivering(draft, id) else {
        return Ok(());
    };
    let grants = &draft.assignment(id)?.progress.grants;
    let given = |grant: &ResourceGrant| grant.status == GrantStatus::Fulfilled;
    let (fact, state) = if grants.iter().any(given) {
        let partly = RequestState::PartiallyDelivered;
        (Fact::RequestPartiallyDelivered, partly)
    } else {
        let failed = RequestState::DeliveryFailed(DeliveryFailure::NothingGiven);
        (Fact::RequestFailed, failed)
    };
    progress(draft, fact, request, |progress| {
        progress.state = state;
        progress.completed_date_time = Some(now);
    })
}

/// Returns the request of an assignment whose delivery is not over.
fn delivering(tenant: &Tenant, id: AssignmentId) -> Option<RequestId> {
    let assignment = tenant.find_assignment(id)?;
    let request = tenant.find_request(assignment.request)?;
    let open = assignment.progress.state == AssignmentState::Delivering
        && request.progress.state == RequestState::Delivering;
    open.then_some(request.id)
}
