//! Decides commands that end assignments.

use crate::domain::assignment::Assignment;
use crate::domain::command::RemoveAssignment;
use crate::domain::context::{Context, IdSource};
use crate::domain::decide::delivery;
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::id::{AssignmentId, Person, RequestId};
use crate::domain::refusal::{DeskRefusal, Refusal, RequestRefusal};
use crate::domain::request::{AssignmentRequest, RequestProgress, RequestState, RequestType};
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
    let own = tenant
        .find_assignment(id)
        .is_some_and(|assignment| tenant.is_holder(assignment, actor));
    require(
        sink,
        Check::RightHeld,
        &[actor.into(), id.into()],
        own,
        || {
            Refusal::from(DeskRefusal::Unauthorized {
                needs: "to hold the assignment oneself",
            })
        },
    )?;
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

/// Hands the actor's own assignment back.
pub(super) fn give_back(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    id: AssignmentId,
) -> Result<(), Refusal> {
    let removal = Removal {
        request_type: RequestType::UserRemove,
        requestor: Some(context.actor),
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
        requestor: Some(context.actor),
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
        requestor: None,
        justification: None,
    };
    end(draft, now, ids, id, removal).map(|_| ())
}

/// Who takes an assignment away, and why.
struct Removal {
    request_type: RequestType,
    requestor: Option<Person>,
    justification: Option<Justification>,
}

/// Ends an assignment by a request of its own: grants go, then the assignment, then the request is done.
fn end(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    id: AssignmentId,
    removal: Removal,
) -> Result<RequestId, Refusal> {
    let assignment = draft.assignment(id)?.clone();
    let fact = match removal.request_type {
        RequestType::UserRemove => Fact::RemovalRequested,
        RequestType::AdminRemove => Fact::RemovalOrdered,
        RequestType::SystemRemove | RequestType::UserAdd => Fact::RemovalDue,
    };
    let request = AssignmentRequest {
        id: RequestId::new(ids.next_id()),
        request_type: removal.request_type,
        access_package: assignment.access_package,
        policy: assignment.policy,
        requestor: removal.requestor,
        target: assignment.target,
        justification: removal.justification,
        schedule: Schedule::UNSPECIFIED,
        policy_expiration: crate::domain::time::Expiration::NotSpecified,
        stages: Vec::new(),
        created_date_time: now,
        progress: RequestProgress {
            state: RequestState::Submitted,
            stages: Vec::new(),
            assignment: Some(id),
            completed_date_time: None,
        },
    };
    let request_id = request.id;
    draft.emit(fact, Change::Request(Edit::made(request)));
    delivery::take_away(draft, now, request_id, id)?;
    Ok(request_id)
}
