//! Decides commands on requests, and carries a request from stage to stage.

use crate::domain::approval::{Escalated, StageOutcome, StageRecord};
use crate::domain::approvers::{self, Asker};
use crate::domain::authority::{Right, holder_of};
use crate::domain::command::{RequestCommand, SubmitRequest};
use crate::domain::context::Context;
use crate::domain::custom_extension::ExtensionStage;
use crate::domain::decide::schedule::{self, Freedom};
use crate::domain::decide::{answers, assignment, direct, extension, guest, reprocessing};
use crate::domain::draft::Draft;
use crate::domain::eligibility::{self, Asking};
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::id::{AssignmentId, ObjectRef, Person, PolicyId, RequestId};
use crate::domain::refusal::{DeskRefusal, Refusal, RequestRefusal};
use crate::domain::request::{
    AssignmentRequest, DenialReason, RequestProgress, RequestState, RequestType,
};
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;
use crate::domain::walk::{Check, Silent, Sink, require};

mod passage;

pub use passage::carry_out;
pub(super) use passage::{go_on, granted, pass};

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
            eligibility::can_fill_in(tenant, asking(actor, with), now, sink).map(|_| ())
        }
        RequestCommand::CancelRequest(with) => cancelable(tenant, actor, with.request, sink),
        RequestCommand::GiveBackAssignment(with) => {
            assignment::can_give_back(tenant, actor, with.assignment, sink)
        }
        RequestCommand::RequestExtension(with) => {
            extension::can_request(tenant, actor, with.assignment, now, sink)
        }
        RequestCommand::ChangeAnswers(with) => {
            answers::can_change(tenant, actor, with.assignment, sink)
        }
        RequestCommand::AssignDirectly(with) => {
            direct::can_assign(tenant, with.access_package, with.policy, now, sink)
        }
        RequestCommand::ExtendAssignment(with) => {
            extension::can_extend(tenant, with.assignment, sink).map(|_| ())
        }
        RequestCommand::RemoveAssignment(with) => {
            assignment::active(tenant, with.assignment, sink).map(|_| ())
        }
        RequestCommand::ReprocessAssignment(with) => {
            reprocessing::can_reaffirm(tenant, with.assignment, sink)
        }
        RequestCommand::ReprocessRequest(with) => {
            reprocessing::can_reprocess(tenant, with.request, now, sink)
        }
        RequestCommand::DeleteRequest(with) => reprocessing::can_delete(tenant, with.request, sink),
    }
}

/// Makes the checks that a request meets after those on its contents, but that are known before.
pub(super) fn presented<S: Sink + ?Sized>(
    tenant: &Tenant,
    actor: Person,
    now: Timestamp,
    command: &RequestCommand,
    sink: &mut S,
) -> Result<(), Refusal> {
    let RequestCommand::SubmitRequest(with) = command else {
        return Ok(());
    };
    let policy = eligibility::can_fill_in(tenant, asking(actor, with), now, &mut Silent)?;
    eligibility::proven(tenant, actor, policy, sink)
}

/// Says who asks for what, and for whom.
fn asking(actor: Person, with: &SubmitRequest) -> Asking {
    Asking {
        requestor: actor,
        target: with.target.map_or(actor, Person::User),
        package: with.access_package,
        policy: with.policy,
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
            cancel_by(draft, context.now, with.request, Some(context.actor))
        }
        RequestCommand::GiveBackAssignment(with) => {
            assignment::give_back(draft, context, with.assignment)
        }
        RequestCommand::RemoveAssignment(with) => assignment::remove(draft, context, with),
        RequestCommand::RequestExtension(with) => extension::request(draft, context, with),
        RequestCommand::ExtendAssignment(with) => extension::extend(draft, context, with),
        RequestCommand::ChangeAnswers(with) => answers::change(draft, context, with),
        RequestCommand::AssignDirectly(with) => direct::assign(draft, context, with),
        RequestCommand::ReprocessAssignment(with) => {
            reprocessing::reprocess_assignment(draft, context, with.assignment)
        }
        RequestCommand::ReprocessRequest(with) => {
            reprocessing::reprocess_request(draft, context, with.request)
        }
        RequestCommand::DeleteRequest(with) => reprocessing::delete(draft, context, with.request),
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
    let state = tenant.request(id)?.progress.state;
    let clean_up = administers && matches!(state, RequestState::DeliveryFailed(_));
    let open = state.is_cancelable() || clean_up;
    require(sink, Check::RequestCancelable, &[id.into()], open, || {
        RequestRefusal::NotCancellable { request: id }.into()
    })
}

fn submit(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &SubmitRequest,
) -> Result<(), Refusal> {
    let asking = asking(context.actor, with);
    let target = asking.target;
    let other = target != context.actor;
    let policy = eligibility::can_fill_in(draft, asking, context.now, context.walk)?;
    let policy = draft.policy(policy)?.clone();
    let justified = with.justification.is_some() || !policy.terms.justification_required;
    require_justification(context, policy.id, justified)?;
    let any = answers::Freedom::Any;
    let answers = answers::laid_over(draft, context, (&policy, target), &[], &with.answers, any)?;
    let schedule = schedule::checked(draft, context, &policy, with.schedule, Freedom::ByPolicy)?;
    eligibility::proven(draft, context.actor, policy.id, context.walk)?;
    let request = AssignmentRequest {
        id: context.draw(RequestId::new),
        request_type: if other {
            RequestType::OnBehalfAdd
        } else {
            RequestType::UserAdd
        },
        access_package: with.access_package,
        policy: policy.id,
        requestor: Some(context.actor),
        created_by: None,
        target,
        connected_organization: None,
        justification: with.justification.clone(),
        schedule,
        policy_expiration: policy.terms.expiration,
        stages: policy.terms.approval.stages_for_add().to_vec(),
        review: None,
        revokes: None,
        created_date_time: context.now,
        progress: RequestProgress {
            answers,
            ..RequestProgress::new(None)
        },
    };
    context.bind("request", request.id);
    if let Some(assignment) = begin(draft, context, Fact::AccessRequested, request)? {
        context.bind("assignment", assignment);
    }
    Ok(())
}

/// Requires that a justification is given where the policy asks for one.
pub(super) fn require_justification(
    context: &mut Context<'_>,
    policy: PolicyId,
    justified: bool,
) -> Result<(), Refusal> {
    context.require(
        Check::JustificationGiven,
        &[policy.into()],
        justified,
        || RequestRefusal::JustificationRequired { policy },
    )
}

/// Takes a request that was just made to its approvers, or on when it needs none; returns the
/// assignment it led to or is about.
pub(super) fn begin(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    fact: Fact,
    mut request: AssignmentRequest,
) -> Result<Option<AssignmentId>, Refusal> {
    request.connected_organization =
        guest::organization_for(draft, context, request.policy, request.target);
    let id = request.id;
    draft.emit(fact, Change::Request(Edit::made(request)));
    pass(
        draft,
        context.now,
        context.ids,
        id,
        ExtensionStage::RequestCreated,
    )?;
    Ok(draft.request(id)?.progress.assignment)
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

/// Opens a stage: its clock starts and its approvers are asked, if there are any.
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
    let asked = approvers::resolve(draft, &settings, Asker::of(request)).people;
    let due = now.plus(settings.duration_before_automatic_denial);
    progress(draft, Fact::StageOpened, id, |progress| {
        progress.state = RequestState::PendingApproval { stage, due };
        progress.stages.push(StageRecord {
            opened: now,
            due,
            asked: Vec::new(),
            reminded: None,
            escalated: None,
            outcome: StageOutcome::Open,
        });
    })?;
    if asked.is_empty() {
        return Ok(());
    }
    progress(draft, Fact::ApproversAdded, id, |progress| {
        if let Some(stage) = progress.stages.last_mut() {
            stage.asked = asked;
        }
    })
}

/// Ends a request that has not been delivered; nobody gets anything.
///
/// The assignment that a failed delivery left behind ends with it.
pub(super) fn cancel(draft: &mut Draft<'_>, now: Timestamp, id: RequestId) -> Result<(), Refusal> {
    cancel_by(draft, now, id, None)
}

fn cancel_by(
    draft: &mut Draft<'_>,
    now: Timestamp,
    id: RequestId,
    by: Option<Person>,
) -> Result<(), Refusal> {
    let request = draft.request(id)?;
    let old = &request.progress;
    // A request for more time or for an end that failed left what is held as it was.
    let failed =
        matches!(old.state, RequestState::DeliveryFailed(_)) && request.request_type.is_add();
    let left = old.assignment.filter(|_| failed);
    progress(draft, Fact::RequestCanceled, id, |progress| {
        progress.state = RequestState::Canceled;
        progress.canceled_by = by;
        progress.completed_date_time = Some(now);
        close_stage(progress, StageOutcome::Withdrawn);
    })?;
    if let Some(assignment) = left {
        assignment::abandon(draft, now, assignment);
    }
    Ok(())
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

/// Reminds the approvers of a stage that has waited half of its time.
pub fn remind(draft: &mut Draft<'_>, now: Timestamp, id: RequestId) -> Result<(), Refusal> {
    progress(draft, Fact::ApproversReminded, id, |progress| {
        if let Some(stage) = progress.stages.last_mut() {
            stage.reminded = Some(now);
        }
    })
}

/// Asks the alternates of a stage; those asked first may still decide.
pub fn escalate(draft: &mut Draft<'_>, now: Timestamp, id: RequestId) -> Result<(), Refusal> {
    let request = draft.request(id)?;
    let Some((_, settings)) = approvers::open_stage(request) else {
        return Ok(());
    };
    let asked = approvers::resolve(draft, settings, Asker::of(request)).alternates;
    progress(draft, Fact::StageEscalated, id, |progress| {
        if let Some(stage) = progress.stages.last_mut() {
            stage.escalated = Some(Escalated { at: now, asked });
        }
    })
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
