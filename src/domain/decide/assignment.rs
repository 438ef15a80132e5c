//! Decides how assignments end, and announces it.

use crate::domain::assignment::{Assignment, AssignmentState, ExpiryNotice};
use crate::domain::command::{RemoveAssignment, RevokeApproval};
use crate::domain::context::{Context, IdSource};
use crate::domain::decide::{callout, delivery, request};
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::id::{AssignmentId, Person, RequestId, ReviewId};
use crate::domain::on_behalf;
use crate::domain::refusal::{Refusal, RequestRefusal};
use crate::domain::request::{AssignmentRequest, RequestProgress, RequestType};
use crate::domain::review::ReviewItem;
use crate::domain::tenant::Tenant;
use crate::domain::text::Justification;
use crate::domain::time::{Schedule, Timestamp};
use crate::domain::walk::{Check, Sink, require};

/// Requires that an assignment exists and has not ended.
pub(super) fn active<'tenant, S: Sink + ?Sized>(
    tenant: &'tenant Tenant,
    id: AssignmentId,
    sink: &mut S,
) -> Result<&'tenant Assignment, Refusal> {
    let assignment = tenant.assignment(id)?;
    require(
        sink,
        Check::AssignmentActive,
        &[id.into()],
        assignment.progress.state.is_active(),
        || Refusal::from(RequestRefusal::AssignmentNotActive { assignment: id }),
    )?;
    Ok(assignment)
}

/// Requires that a person may hand an assignment back.
pub(super) fn can_give_back<S: Sink + ?Sized>(
    tenant: &Tenant,
    actor: Person,
    id: AssignmentId,
    sink: &mut S,
) -> Result<(), Refusal> {
    let found = tenant.find_assignment(id);
    on_behalf::holds_or_manages(tenant, actor, found, |may| may.may_give_back, sink)?;
    let policy = active(tenant, id, sink)?.policy;
    let allowed = tenant
        .find_policy(policy)
        .is_none_or(|policy| policy.terms.requestor.may_give_back);
    require(
        sink,
        Check::GivingBackAllowed,
        &[policy.into()],
        allowed,
        || RequestRefusal::SelfRemoveNotAllowed { policy }.into(),
    )
}

/// Hands an assignment back.
pub(super) fn give_back(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    id: AssignmentId,
) -> Result<(), Refusal> {
    let removal = Removal {
        request_type: RequestType::UserRemove,
        fact: Fact::RemovalRequested,
        requestor: Some(context.actor),
        review: None,
        revokes: None,
        justification: None,
    };
    let request = end(draft, context.now, context.ids, id, removal)?;
    context.bind("request", request);
    Ok(())
}

/// Takes somebody's assignment away.
pub(super) fn remove(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &RemoveAssignment,
) -> Result<(), Refusal> {
    let removal = Removal {
        request_type: RequestType::AdminRemove,
        fact: Fact::RemovalOrdered,
        requestor: Some(context.actor),
        review: None,
        revokes: None,
        justification: with.justification.clone(),
    };
    let request = end(draft, context.now, context.ids, with.assignment, removal)?;
    context.bind("request", request);
    Ok(())
}

/// Ends an assignment whose end has come.
pub fn expire(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    id: AssignmentId,
) -> Result<(), Refusal> {
    let removal = Removal {
        request_type: RequestType::SystemRemove,
        fact: Fact::RemovalDue,
        requestor: None,
        review: None,
        revokes: None,
        justification: None,
    };
    end(draft, now, ids, id, removal).map(|_| ())
}

/// Ends an assignment whose review said so; the service does it as an administrator would.
pub(super) fn end_by_review(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    item: &ReviewItem,
) -> Result<(), Refusal> {
    let removal = Removal {
        request_type: RequestType::AdminRemove,
        fact: Fact::RemovalDue,
        requestor: None,
        review: Some(item.review),
        revokes: None,
        justification: item.justification.clone(),
    };
    end(draft, now, ids, item.assignment, removal).map(|_| ())
}

/// Ends an assignment since an approver took the approval back that led to it.
pub(super) fn end_by_revocation(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    id: AssignmentId,
    with: &RevokeApproval,
) -> Result<(), Refusal> {
    let removal = Removal {
        request_type: RequestType::AdminRemove,
        fact: Fact::ApprovalRevoked,
        requestor: Some(context.actor),
        review: None,
        revokes: Some(with.request),
        justification: Some(with.justification.clone()),
    };
    let request = end(draft, context.now, context.ids, id, removal)?;
    context.bind("removal", request);
    Ok(())
}

/// Who takes an assignment away, and why.
struct Removal {
    request_type: RequestType,
    fact: Fact,
    requestor: Option<Person>,
    review: Option<ReviewId>,
    revokes: Option<RequestId>,
    justification: Option<Justification>,
}

/// Ends an assignment by a request of its own: grants go, then the assignment, then the request is
/// done; a request for more time that is still open has nothing to extend any more.
fn end(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    id: AssignmentId,
    removal: Removal,
) -> Result<RequestId, Refusal> {
    let assignment = draft.assignment(id)?.clone();
    let request = AssignmentRequest {
        id: RequestId::new(ids.next_id()),
        request_type: removal.request_type,
        access_package: assignment.access_package,
        policy: assignment.policy,
        requestor: removal.requestor,
        created_by: None,
        target: assignment.target,
        connected_organization: draft.organization_of(assignment.target),
        justification: removal.justification,
        schedule: Schedule::UNSPECIFIED,
        policy_expiration: crate::domain::time::Expiration::NotSpecified,
        stages: Vec::new(),
        review: removal.review,
        revokes: removal.revokes,
        created_date_time: now,
        progress: RequestProgress::new(Some(id)),
    };
    let request_id = request.id;
    draft.emit(removal.fact, Change::Request(Edit::made(request)));
    delivery::take_away(draft, now, ids, request_id, id)?;
    let pending: Vec<RequestId> = draft.index.open_extensions.of(id).copied().collect();
    for extension in pending {
        request::cancel(draft, now, extension)?;
    }
    Ok(request_id)
}

/// Ends an assignment that a failed delivery left behind.
pub(super) fn abandon(draft: &mut Draft<'_>, now: Timestamp, id: AssignmentId) {
    delivery::revise(draft, Fact::AssignmentEnded, id, |progress| {
        progress.state = AssignmentState::Expired;
        progress.expired_date_time = Some(now);
    });
}

/// Announces that an assignment ends soon.
pub fn announce(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    id: AssignmentId,
    notice: ExpiryNotice,
) -> Result<(), Refusal> {
    delivery::revise(draft, Fact::ExpiryAnnounced, id, |progress| {
        progress.notice = Some(notice);
    });
    callout::announce(draft, now, ids, id, notice)
}
