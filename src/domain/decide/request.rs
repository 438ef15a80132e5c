//! Decides commands on requests, and carries a request from stage to stage.

use crate::domain::approval::{ApprovalStage, StageOutcome, StageRecord};
use crate::domain::approvers;
use crate::domain::authority::{Right, holder_of};
use crate::domain::command::{RequestCommand, SubmitRequest};
use crate::domain::context::{Context, IdSource};
use crate::domain::decide::{assignment, delivery};
use crate::domain::draft::Draft;
use crate::domain::eligibility;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::id::{ObjectRef, Person, RequestId, UserId};
use crate::domain::policy::AssignmentPolicy;
use crate::domain::refusal::{DeskRefusal, Refusal, RequestRefusal};
use crate::domain::request::{
    AssignmentRequest, DenialReason, RequestProgress, RequestState, RequestType,
};
use crate::domain::tenant::Tenant;
use crate::domain::time::{Expiration, Schedule, Timestamp};
use crate::domain::walk::{Check, Sink, require};

/// Makes the checks that need no contents.
pub(super) fn precheck<S: Sink + ?Sized>(
    tenant: &Tenant,
    actor: Person,
    now: Timestamp,
    command: &RequestCommand,
    sink: &mut S,
) -> Result<(), Refusal> {
    match command {
        RequestCommand::SubmitRequest(with) => {
            match eligibility::can_request(
                tenant,
                actor,
                with.access_package,
                with.policy,
                now,
                sink,
            ) {
                Ok(_) => Ok(()),
                Err(refusal) => Err(refusal),
            }
        }
        RequestCommand::CancelRequest(with) => cancelable(tenant, actor, with.request, sink),
        RequestCommand::GiveBackAssignment(with) => {
            assignment::can_give_back(tenant, actor, with.assignment, sink)
        }
        RequestCommand::RemoveAssignment(with) => {
            assignment::active(tenant, with.assignment, sink).map(|_| ())
        }
    }
}

/// Decides the commands on requests and assignments.
pub(super) fn decide(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    command: &RequestCommand,
) -> Result<(), Refusal> {
    match command {
        RequestCommand::SubmitRequest(with) => submit(draft, context, with),
        RequestCommand::CancelRequest(with) => {
            context.bind("request", with.request);
            cancel(draft, context.now, with.request)
        }
        RequestCommand::GiveBackAssignment(with) => {
            assignment::give_back(draft, context, with.assignment)
        }
        RequestCommand::RemoveAssignment(with) => assignment::remove(draft, context, with),
    }
}

fn cancelable<S: Sink + ?Sized>(
    tenant: &Tenant,
    actor: Person,
    id: RequestId,
    sink: &mut S,
) -> Result<(), Refusal> {
    let administers = holder_of(tenant, actor, Right::ManageRequests, Some(id.into())).is_some();
    let concerned = tenant
        .find_request(id)
        .is_some_and(|request| tenant.concerns(request, actor));
    require(
        sink,
        Check::RightHeld,
        &[actor.into(), id.into()],
        administers || concerned,
        || {
            Refusal::from(DeskRefusal::Unauthorized {
                needs: "to be the requestor or an administrator",
            })
        },
    )?;
    let open = tenant.request(id)?.progress.state.is_cancelable();
    require(sink, Check::RequestCancelable, &[id.into()], open, || {
        RequestRefusal::NotCancellable { request: id }.into()
    })
}

fn submit(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &SubmitRequest,
) -> Result<(), Refusal> {
    let package = with.access_package;
    let policy = eligibility::can_request(
        draft,
        context.actor,
        package,
        with.policy,
        context.now,
        context.walk,
    )?;
    let policy = draft.policy(policy)?.clone();
    let justified = with.justification.is_some() || !policy.terms.justification_required;
    context.require(
        Check::JustificationGiven,
        &[policy.id.into()],
        justified,
        || RequestRefusal::JustificationRequired { policy: policy.id },
    )?;
    let schedule = schedule(draft, context, &policy, with.schedule)?;
    let request = asked_for(context, with, &policy, schedule);
    let id = request.id;
    let needs_approval = !request.stages.is_empty();
    context.bind("request", id);
    draft.emit(Fact::AccessRequested, Change::Request(Edit::made(request)));
    if needs_approval {
        open_stage(draft, context.now, id, 0)?;
    } else {
        approved(
            draft,
            context.now,
            context.ids,
            id,
            Fact::RequestAutoApproved,
        )?;
    }
    if let Some(assignment) = draft.request(id)?.progress.assignment {
        context.bind("assignment", assignment);
    }
    Ok(())
}

/// Makes the request, with what later edits of the policy must not touch.
fn asked_for(
    context: &mut Context<'_>,
    with: &SubmitRequest,
    policy: &AssignmentPolicy,
    schedule: Schedule,
) -> AssignmentRequest {
    AssignmentRequest {
        id: context.draw(RequestId::new),
        request_type: RequestType::UserAdd,
        access_package: with.access_package,
        policy: policy.id,
        requestor: Some(context.actor),
        target: context.actor,
        justification: with.justification.clone(),
        schedule,
        policy_expiration: policy.terms.expiration,
        stages: policy.terms.approval.stages_for_add().to_vec(),
        created_date_time: context.now,
        progress: RequestProgress {
            state: RequestState::Submitted,
            stages: Vec::new(),
            assignment: None,
            completed_date_time: None,
        },
    }
}

/// Checks the requested period against the policy and against time.
///
/// A start earlier on the present day counts as now, so that "today until tomorrow" is valid.
fn schedule(
    tenant: &Tenant,
    context: &mut Context<'_>,
    policy: &AssignmentPolicy,
    wanted: Option<Schedule>,
) -> Result<Schedule, Refusal> {
    let Some(wanted) = wanted.filter(|wanted| *wanted != Schedule::UNSPECIFIED) else {
        return Ok(Schedule::UNSPECIFIED);
    };
    let id = policy.id;
    context.require(
        Check::ScheduleAllowed,
        &[id.into()],
        policy.terms.requestor.may_schedule,
        || RequestRefusal::ScheduleNotAllowed { policy: id },
    )?;
    let asked = wanted.start_date_time.unwrap_or(context.now);
    let start = asked.max(context.now);
    let end = wanted.expiration.end(start);
    if let Some(end) = end {
        context.require(Check::EndAfterStart, &[], end > start, || {
            RequestRefusal::EndBeforeStart { start: asked, end }
        })?;
    }
    let today = day(tenant, context.now);
    context.require(
        Check::StartNotPast,
        &[],
        asked >= context.now || day(tenant, asked) == today,
        || RequestRefusal::StartInPast { start: asked },
    )?;
    let latest = policy.terms.expiration.end(start);
    let beyond = |latest: Timestamp| match wanted.expiration {
        Expiration::Never => true,
        Expiration::NotSpecified => false,
        Expiration::At(_) | Expiration::After(_) => {
            end.is_some_and(|end| end > end_of_day(tenant, latest))
        }
    };
    if let Some(latest) = latest {
        context.require(Check::WithinPolicy, &[id.into()], !beyond(latest), || {
            RequestRefusal::ExceedsPolicy { policy: id, latest }
        })?;
    }
    let end = match (end, latest) {
        (Some(end), Some(latest)) => Some(end.min(latest)),
        (end, _) => end,
    };
    Ok(Schedule {
        start_date_time: (start > context.now).then_some(start),
        expiration: end.map_or(wanted.expiration, Expiration::At),
    })
}

fn day(tenant: &Tenant, instant: Timestamp) -> chrono::NaiveDate {
    instant
        .to_utc()
        .with_timezone(&tenant.time_zone().0)
        .date_naive()
}

/// Returns the last second of an instant's day: a period typed as dates ends then, and one that
/// ends on the last day the policy allows is not longer than the policy.
fn end_of_day(tenant: &Tenant, instant: Timestamp) -> Timestamp {
    let zone = tenant.time_zone().0;
    let next = day(tenant, instant)
        .succ_opt()
        .and_then(|day| day.and_hms_opt(0, 0, 0));
    let midnight = next.and_then(|next| next.and_local_timezone(zone).earliest());
    midnight.map_or(instant, |midnight| {
        Timestamp::from_seconds(midnight.timestamp() - 1)
    })
}

/// Moves a request on and says why.
pub(super) fn progress(
    draft: &mut Draft<'_>,
    fact: Fact,
    id: RequestId,
    change: impl FnOnce(&mut RequestProgress),
) -> Result<(), Refusal> {
    let old = draft.request(id)?.progress.clone();
    let mut new = old.clone();
    change(&mut new);
    draft.emit(fact, Change::RequestProgress(id, Edit::changed(old, new)));
    Ok(())
}

/// Opens a stage: its approvers are asked and its clock starts.
pub(super) fn open_stage(
    draft: &mut Draft<'_>,
    now: Timestamp,
    id: RequestId,
    stage: usize,
) -> Result<(), Refusal> {
    let request = draft.request(id)?;
    let Some(settings) = request.stages.get(stage).cloned() else {
        return Ok(());
    };
    let asked = asked(draft, &settings, request.requestor, request.target);
    let due = now.plus(settings.duration_before_automatic_denial);
    progress(draft, Fact::StageOpened, id, |progress| {
        progress.state = RequestState::PendingApproval { stage, due };
        progress.stages.push(StageRecord {
            opened: now,
            due,
            asked,
            outcome: StageOutcome::Open,
        });
    })
}

fn asked(
    tenant: &Tenant,
    stage: &ApprovalStage,
    requestor: Option<Person>,
    target: Person,
) -> Vec<UserId> {
    approvers::resolve(tenant, stage, requestor, target).people
}

/// Takes an approved request on: to its start if that lies ahead, else to delivery.
///
/// A request whose end has passed while it waited is denied, since nothing could be delivered.
pub(super) fn approved(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    id: RequestId,
    fact: Fact,
) -> Result<(), Refusal> {
    let schedule = draft.request(id)?.schedule;
    progress(draft, fact, id, |_| {})?;
    if matches!(schedule.expiration, Expiration::At(end) if end <= now) {
        return progress(draft, Fact::RequestDenied, id, |progress| {
            progress.state = RequestState::Denied(DenialReason::PeriodOver);
            progress.completed_date_time = Some(now);
        });
    }
    match schedule.start_date_time {
        Some(start) if start > now => progress(draft, Fact::RequestScheduled, id, |progress| {
            progress.state = RequestState::Scheduled { start }
        }),
        Some(_) | None => delivery::deliver(draft, now, ids, id),
    }
}

/// Ends a request that has not been delivered; nobody gets anything.
pub(super) fn cancel(draft: &mut Draft<'_>, now: Timestamp, id: RequestId) -> Result<(), Refusal> {
    progress(draft, Fact::RequestCanceled, id, |progress| {
        progress.state = RequestState::Canceled;
        progress.completed_date_time = Some(now);
        close_stage(progress, StageOutcome::Withdrawn);
    })
}

/// Writes down how the open stage ended.
pub(super) fn close_stage(progress: &mut RequestProgress, outcome: StageOutcome) {
    if let Some(stage) = progress
        .stages
        .last_mut()
        .filter(|stage| stage.outcome == StageOutcome::Open)
    {
        stage.outcome = outcome;
    }
}

/// Ends a request whose stage has waited long enough.
pub fn time_out(draft: &mut Draft<'_>, now: Timestamp, id: RequestId) -> Result<(), Refusal> {
    progress(draft, Fact::RequestTimedOut, id, |progress| {
        progress.state = RequestState::Denied(DenialReason::ApprovalTimedOut);
        progress.completed_date_time = Some(now);
        close_stage(progress, StageOutcome::Expired);
    })
}

/// Lists what the checks on a request looked at.
pub(super) fn objects_of(request: &AssignmentRequest) -> [ObjectRef; 2] {
    [request.id.into(), request.target.into()]
}
