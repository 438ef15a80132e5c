//! Decides what is done with requests and assignments afterwards: a delivery is tried again, and
//! records of requests are deleted.

use crate::domain::assignment::{Assignment, AssignmentState, GrantStatus, ResourceGrant};
use crate::domain::context::{Context, IdSource};
use crate::domain::decide::holding::holds;
use crate::domain::decide::request::progress;
use crate::domain::decide::{assignment, callout, delivery, extension, guest, request, settling};
use crate::domain::draft::Draft;
use crate::domain::eligibility;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::id::{AssignmentId, RequestId, RoleScopeId};
use crate::domain::refusal::{DeskRefusal, Refusal, RequestRefusal};
use crate::domain::request::{AssignmentRequest, REPROCESS_WINDOW, Reprocessed, RequestState};
use crate::domain::resource::RoleScope;
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;
use crate::domain::walk::{Check, Sink, require};

/// Requires that something of a delivery failed, not too long ago, and could be given now.
pub(super) fn can_reprocess<S: Sink + ?Sized>(
    tenant: &Tenant,
    id: RequestId,
    now: Timestamp,
    sink: &mut S,
) -> Result<(), Refusal> {
    let request = tenant.request(id)?;
    require(
        sink,
        Check::ReprocessAllowed,
        &[id.into()],
        request.progress.state.is_failed() && is_deliverable(tenant, request, now),
        || Refusal::from(RequestRefusal::ReprocessNotAllowed { request: id }),
    )?;
    let until = request
        .progress
        .completed_date_time
        .map_or(now, |ended| ended.plus(REPROCESS_WINDOW));
    require(
        sink,
        Check::WithinReprocessWindow,
        &[id.into()],
        now <= until,
        || Refusal::from(RequestRefusal::ReprocessWindowOver { request: id, until }),
    )?;
    if let (Some(_), Some(assignment)) = (request.stopped_at(), request.progress.assignment) {
        extension::none_pending(tenant, assignment, sink)?;
    }
    let anew = matches!(request.progress.state, RequestState::DeliveryFailed(_));
    if anew && request.request_type.is_add() {
        eligibility::not_held(tenant, request.target, request.access_package, sink)?;
    }
    Ok(())
}

/// Tells whether what a request asks for still exists and its period is not over.
fn is_deliverable(tenant: &Tenant, request: &AssignmentRequest, now: Timestamp) -> bool {
    let exists = tenant.find_package(request.access_package).is_some()
        && tenant.find_policy(request.policy).is_some();
    let over = request.wanted_end(now).is_some_and(|end| end <= now);
    let assignment = request
        .progress
        .assignment
        .and_then(|id| tenant.find_assignment(id));
    let waits_to_begin = request.stopped_at().is_some() && request.request_type.is_add();
    let alive = assignment.map_or(waits_to_begin, |assignment| {
        let state = assignment.progress.state;
        let failed = state == AssignmentState::DeliveryFailed;
        state.is_active() || (failed && request.request_type.is_add())
    });
    exists && alive && !over
}

/// Tries again to deliver a request.
pub(super) fn reprocess_request(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    id: RequestId,
) -> Result<(), Refusal> {
    context.bind("request", id);
    let is_extension = draft.request(id)?.request_type.is_extension();
    let stopped = draft.request(id)?.stopped_at();
    let (at, by) = (context.now, context.actor);
    progress(draft, Fact::RequestReprocessed, id, |progress| {
        progress.reprocessed.push(Reprocessed {
            at,
            by,
            was: progress.state,
            ended: progress.completed_date_time,
        });
        progress.state = if stopped.is_some() {
            RequestState::Submitted
        } else {
            RequestState::Delivering
        };
        progress.completed_date_time = None;
    })?;
    if let Some(step) = stopped {
        request::pass(draft, context.now, context.ids, id, step)?;
    } else if is_extension {
        extension::deliver(draft, context.now, id)?;
        request::granted(draft, context.now, context.ids, id)?;
    } else {
        deliver_again(draft, context.now, context.ids, id)?;
        request::granted(draft, context.now, context.ids, id)?;
    }
    if let Some(assignment) = draft.request(id)?.progress.assignment {
        context.bind("assignment", assignment);
    }
    Ok(())
}

/// Requires that giving everything of an active assignment again would change something.
pub(super) fn can_reaffirm<S: Sink + ?Sized>(
    tenant: &Tenant,
    id: AssignmentId,
    sink: &mut S,
) -> Result<(), Refusal> {
    let assignment = assignment::active(tenant, id, sink)?;
    let lacking = lacks(tenant, assignment);
    require(sink, Check::SomethingChanges, &[id.into()], lacking, || {
        DeskRefusal::NothingToChange {}.into()
    })
}

/// Tells whether an assignment does not stand as it would once everything was given again.
fn lacks(tenant: &Tenant, assignment: &Assignment) -> bool {
    let target = assignment.target;
    let progress = &assignment.progress;
    let stands = |grant: &ResourceGrant| match delivery::reach(tenant, target, *grant) {
        Err(error) => grant.status == GrantStatus::Failed(error),
        Ok((account, origin)) if delivery::waits(tenant, origin, account) => {
            grant.status == GrantStatus::PendingFulfillment
        }
        Ok((account, origin)) => {
            grant.status == GrantStatus::Fulfilled && holds(tenant, origin, grant.role, account)
        }
    };
    let whole = progress
        .grants
        .iter()
        .all(|grant| grant.status == GrantStatus::Fulfilled);
    let settled = !whole || progress.state == AssignmentState::Delivered;
    delivery::active_account(tenant, target).is_some()
        && !(settled && progress.grants.iter().all(stands))
}

/// Gives again what an assignment should give: what failed, and what was taken away by hand.
pub(super) fn reprocess_assignment(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    id: AssignmentId,
) -> Result<(), Refusal> {
    reaffirm(draft, id)?;
    context.bind("assignment", id);
    Ok(())
}

/// Requires that a request is over.
pub(super) fn can_delete<S: Sink + ?Sized>(
    tenant: &Tenant,
    id: RequestId,
    sink: &mut S,
) -> Result<(), Refusal> {
    let over = !tenant.request(id)?.progress.state.is_open();
    require(sink, Check::RequestCompleted, &[id.into()], over, || {
        RequestRefusal::RequestNotCompleted { request: id }.into()
    })
}

/// Deletes the record of a request; the assignment it led to stays.
pub(super) fn delete(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    id: RequestId,
) -> Result<(), Refusal> {
    context.bind("request", id);
    drop_record(draft, Fact::RequestDeleted, id)
}

/// Deletes the record of a request that has been kept long enough.
pub fn purge(draft: &mut Draft<'_>, id: RequestId) -> Result<(), Refusal> {
    drop_record(draft, Fact::RequestPurged, id)
}

fn drop_record(draft: &mut Draft<'_>, fact: Fact, id: RequestId) -> Result<(), Refusal> {
    callout::forget(draft, id);
    let old = draft.request(id)?.clone();
    draft.emit(fact, Change::Request(Edit::gone(old)));
    Ok(())
}

/// Tries a failed delivery again: with what the package gives by now.
///
/// Access of which nothing was given begins anew, so that it must not conflict with anything; the
/// rest of access that is held is given all the same.
fn deliver_again(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    id: RequestId,
) -> Result<(), Refusal> {
    let request = draft.request(id)?.clone();
    let package = draft.package(request.access_package)?.clone();
    let Some(assignment) = request.progress.assignment else {
        return Ok(());
    };
    let held = draft.assignment(assignment)?.progress.state.is_active();
    delivery::revise(draft, Fact::AssignmentDelivered, assignment, |progress| {
        let given = progress.grants.clone();
        let kept = |scope: &RoleScope| {
            let found = given.iter().find(|grant| grant.role_scope == scope.id);
            found
                .filter(|grant| grant.status == GrantStatus::Fulfilled)
                .copied()
        };
        if !held {
            progress.start = now;
            progress.end = request.wanted_end(now);
            progress.end_set_date_time = now;
        }
        progress.state = AssignmentState::Delivering;
        progress.grants = package
            .resource_roles
            .iter()
            .map(|scope| kept(scope).unwrap_or_else(|| delivery::pending(*scope)))
            .collect();
    });
    if !held {
        let uninvited = guest::invite_again(draft, now, ids, assignment)?;
        return delivery::attempt(draft, now, id, assignment, uninvited);
    }
    for scope in delivery::outstanding(draft, assignment) {
        delivery::give(draft, assignment, scope);
    }
    settling::settle(draft, now, id, assignment, None)
}

/// Makes an assignment true again: gives what failed, and what was taken away by hand.
fn reaffirm(draft: &mut Draft<'_>, id: AssignmentId) -> Result<(), Refusal> {
    let record = draft.assignment(id)?;
    if delivery::active_account(draft, record.target).is_none() {
        return Ok(());
    }
    let scopes: Vec<RoleScopeId> = record
        .progress
        .grants
        .iter()
        .map(|grant| grant.role_scope)
        .collect();
    for scope in scopes {
        delivery::give(draft, id, scope);
    }
    settling::complete(draft, id);
    Ok(())
}
