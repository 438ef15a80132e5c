//! Decides how approvers take an approval of theirs back.

use crate::domain::approval::{StageOutcome, Verdict};
use crate::domain::authority::visible;
use crate::domain::command::RevokeApproval;
use crate::domain::context::Context;
use crate::domain::decide::assignment;
use crate::domain::decide::request::objects_of;
use crate::domain::draft::Draft;
use crate::domain::id::{AssignmentId, Person, RequestId, UserId};
use crate::domain::refusal::{ApprovalRefusal, DeskRefusal, Refusal};
use crate::domain::request::{AssignmentRequest, RequestState};
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;
use crate::domain::walk::{Check, Sink, require};

/// Requires that somebody approved a request themselves, at whatever stage, and that the access it
/// led to has not ended; returns that access.
pub(super) fn revocable<S: Sink + ?Sized>(
    tenant: &Tenant,
    actor: Person,
    id: RequestId,
    now: Timestamp,
    sink: &mut S,
) -> Result<AssignmentId, Refusal> {
    let request = tenant.request(id)?;
    let user = actor.user();
    let own = user.is_some_and(|user| has_approved(request, user));
    require(
        sink,
        Check::ApprovedByOneself,
        &[actor.into(), id.into()],
        own,
        || not_approved(tenant, actor, id, now),
    )?;
    let Some(held) = led_to(request) else {
        sink.note(Check::AssignmentActive, false, &objects_of(request));
        return Err(ApprovalRefusal::NothingToRevoke { request: id }.into());
    };
    assignment::active(tenant, held, sink).map(|active| active.id)
}

/// Returns the access that a request led to: one about access that is there already has led to
/// nothing before it is delivered, and that access rests on the approval of others.
pub(super) fn led_to(request: &AssignmentRequest) -> Option<AssignmentId> {
    let gave =
        request.request_type.is_add() || matches!(request.progress.state, RequestState::Delivered);
    request.progress.assignment.filter(|_| gave)
}

fn not_approved(tenant: &Tenant, actor: Person, request: RequestId, now: Timestamp) -> Refusal {
    if visible(tenant, actor, request.into(), now) {
        ApprovalRefusal::NotApprovedByOneself { request }.into()
    } else {
        let needs = "to have approved the request";
        DeskRefusal::Unauthorized { needs }.into()
    }
}

fn has_approved(request: &AssignmentRequest, user: UserId) -> bool {
    let mut stages = request.progress.stages.iter();
    stages.any(|stage| match &stage.outcome {
        StageOutcome::Decided(decision) => {
            decision.by == user && decision.verdict == Verdict::Approve
        }
        StageOutcome::Open | StageOutcome::Expired | StageOutcome::Withdrawn => false,
    })
}

/// Takes an approval back: the access goes as an administrator would take it away.
pub(super) fn revoke(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &RevokeApproval,
) -> Result<(), Refusal> {
    let id = with.request;
    let held = revocable(draft, context.actor, id, context.now, context.walk)?;
    context.bind("request", id);
    assignment::end_by_revocation(draft, context, held, with)?;
    context.bind("assignment", held);
    Ok(())
}
