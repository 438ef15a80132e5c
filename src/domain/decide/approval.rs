//! Decides approvers' commands.

use crate::domain::approval::{ApprovalStage, ApproverDecision, StageOutcome, Verdict};
use crate::domain::approvers::{self, open_stage};
use crate::domain::authority::visible;
use crate::domain::command::{ApprovalCommand, DecideRequest};
use crate::domain::context::Context;
use crate::domain::custom_extension::ExtensionStage;
use crate::domain::decide::answers;
use crate::domain::decide::request::{self, close_stage, objects_of, progress};
use crate::domain::draft::Draft;
use crate::domain::event::Fact;
use crate::domain::id::{AssignmentId, Person, RequestId, UserId};
use crate::domain::refusal::{ApprovalRefusal, DeskRefusal, Refusal};
use crate::domain::request::{AssignmentRequest, DenialReason, RequestState};
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;
use crate::domain::walk::{Check, Sink, require};

mod revocation;

/// Returns the access that a request led to, which ends where its approval is revoked.
pub fn led_to(tenant: &Tenant, request: RequestId) -> Option<AssignmentId> {
    revocation::led_to(tenant.find_request(request)?)
}

/// Makes the checks that need no contents: who decides, and whether there is anything to decide.
pub(super) fn precheck<S: Sink + ?Sized>(
    tenant: &Tenant,
    actor: Person,
    now: Timestamp,
    command: &ApprovalCommand,
    sink: &mut S,
) -> Result<(), Refusal> {
    let request = tenant.request(match command {
        ApprovalCommand::ApproveRequest(with) | ApprovalCommand::DenyRequest(with) => with.request,
        ApprovalCommand::EditRequestAnswers(with) => with.request,
        ApprovalCommand::RevokeApproval(with) => {
            return revocation::revocable(tenant, actor, with.request, now, sink).map(|_| ());
        }
    })?;
    let id = request.id;
    let objects = objects_of(request);
    require(
        sink,
        Check::NotOneself,
        &objects,
        !tenant.concerns(request, actor),
        || Refusal::from(ApprovalRefusal::SelfApproval { request: id }),
    )?;
    let user = actor.user().filter(|user| is_asked(tenant, request, *user));
    require(
        sink,
        Check::AskedToDecide,
        &[actor.into(), id.into()],
        user.is_some(),
        || not_asked(tenant, actor, id, now),
    )?;
    in_time(request, now, sink)?;
    if let Some(user) = user {
        undecided(tenant, request, user, sink)?;
    }
    Ok(())
}

/// Tells a stranger nothing: whoever may not see the request hears that they lack a right.
fn not_asked(tenant: &Tenant, actor: Person, request: RequestId, now: Timestamp) -> Refusal {
    if visible(tenant, actor, request.into(), now) {
        ApprovalRefusal::NotAnApprover { request }.into()
    } else {
        DeskRefusal::Unauthorized {
            needs: "to be one of the approvers",
        }
        .into()
    }
}

/// Tells whether a user decides on the open stage, or was asked at one that is over.
fn is_asked(tenant: &Tenant, request: &AssignmentRequest, user: UserId) -> bool {
    approvers::stand_in(tenant, request, user).is_some() || was_asked(request, user)
}

fn was_asked(request: &AssignmentRequest, user: UserId) -> bool {
    request
        .progress
        .stages
        .iter()
        .any(|stage| match &stage.outcome {
            StageOutcome::Open => false,
            StageOutcome::Decided(decision) => {
                decision.by == user || stage.everybody_asked().any(|asked| asked == user)
            }
            StageOutcome::Expired | StageOutcome::Withdrawn => {
                stage.everybody_asked().any(|asked| asked == user)
            }
        })
}

fn in_time<S: Sink + ?Sized>(
    request: &AssignmentRequest,
    now: Timestamp,
    sink: &mut S,
) -> Result<(), Refusal> {
    let id = request.id;
    let over = match request.progress.state {
        RequestState::Denied(DenialReason::ApprovalTimedOut) => true,
        RequestState::PendingApproval { due, .. } => due <= now,
        RequestState::Submitted
        | RequestState::WaitingForCallback { .. }
        | RequestState::Scheduled { .. }
        | RequestState::Delivering
        | RequestState::Delivered
        | RequestState::PartiallyDelivered
        | RequestState::DeliveryFailed(_)
        | RequestState::Denied(
            DenialReason::Approver | DenialReason::CustomExtension | DenialReason::PeriodOver,
        )
        | RequestState::Canceled => false,
    };
    require(sink, Check::RequestInTime, &[id.into()], !over, || {
        Refusal::from(ApprovalRefusal::RequestExpired { request: id })
    })?;
    let canceled = matches!(request.progress.state, RequestState::Canceled);
    let decided = !canceled
        && request
            .progress
            .stages
            .iter()
            .any(|stage| matches!(stage.outcome, StageOutcome::Decided(_)));
    let pending = open_stage(request).is_some();
    require(
        sink,
        Check::RequestPending,
        &[id.into()],
        pending || decided,
        || ApprovalRefusal::RequestNotPending { request: id }.into(),
    )
}

/// Requires that the stage a user was asked at has not been decided.
fn undecided<S: Sink + ?Sized>(
    tenant: &Tenant,
    request: &AssignmentRequest,
    user: UserId,
    sink: &mut S,
) -> Result<(), Refusal> {
    let free = approvers::stand_in(tenant, request, user).is_some();
    sink.note(Check::StageUndecided, free, &[request.id.into()]);
    if free {
        return Ok(());
    }
    let last = request
        .progress
        .stages
        .iter()
        .rev()
        .find_map(|stage| match &stage.outcome {
            StageOutcome::Decided(decision) => Some(decision),
            StageOutcome::Open | StageOutcome::Expired | StageOutcome::Withdrawn => None,
        });
    Err(match last {
        Some(decision) => ApprovalRefusal::AlreadyDecided {
            request: request.id,
            by: decision.by,
            at: decision.at,
        }
        .into(),
        None => ApprovalRefusal::RequestNotPending {
            request: request.id,
        }
        .into(),
    })
}

/// Decides the commands of approvers.
pub(super) fn decide(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    command: &ApprovalCommand,
) -> Result<(), Refusal> {
    match command {
        ApprovalCommand::ApproveRequest(with) => {
            decide_stage(draft, context, with, Verdict::Approve)
        }
        ApprovalCommand::DenyRequest(with) => decide_stage(draft, context, with, Verdict::Deny),
        ApprovalCommand::EditRequestAnswers(with) => answers::edit(draft, context, with),
        ApprovalCommand::RevokeApproval(with) => revocation::revoke(draft, context, with),
    }
}

/// Requires a reason where the stage wants one.
fn reasoned(
    context: &mut Context<'_>,
    with: &DecideRequest,
    settings: &ApprovalStage,
) -> Result<(), Refusal> {
    let id = with.request;
    let reasoned = with.justification.is_some() || !settings.is_approver_justification_required;
    context.require(Check::ReasonGiven, &[id.into()], reasoned, || {
        ApprovalRefusal::ApproverJustificationRequired { request: id }
    })
}

fn decide_stage(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &DecideRequest,
    verdict: Verdict,
) -> Result<(), Refusal> {
    let id = with.request;
    let request = draft.request(id)?;
    let Some((stage, settings)) = open_stage(request) else {
        return Err(ApprovalRefusal::RequestNotPending { request: id }.into());
    };
    let Person::User(by) = context.actor else {
        return Err(ApprovalRefusal::NotAnApprover { request: id }.into());
    };
    let resolved = approvers::deciding(draft, request);
    let last = stage + 1 == request.stages.len();
    reasoned(context, with, settings)?;
    context.bind("request", id);
    let decision = ApproverDecision {
        by,
        for_approver: resolved.as_ref().and_then(|it| it.represented_by(by)),
        stand_in: resolved.as_ref().and_then(|it| it.standing_of(by)),
        verdict,
        at: context.now,
        justification: with.justification.clone(),
    };
    let outcome = StageOutcome::Decided(decision);
    match (verdict, last) {
        (Verdict::Deny, _) => progress(draft, Fact::RequestDenied, id, |progress| {
            close_stage(progress, outcome);
            progress.state = RequestState::Denied(DenialReason::Approver);
            progress.completed_date_time = Some(context.now);
        })?,
        (Verdict::Approve, false) => {
            progress(draft, Fact::StageApproved, id, |progress| {
                close_stage(progress, outcome);
            })?;
            request::open_stage(draft, context.now, id, stage + 1)?;
        }
        (Verdict::Approve, true) => {
            progress(draft, Fact::RequestApproved, id, |progress| {
                close_stage(progress, outcome);
            })?;
            let step = ExtensionStage::RequestApproved;
            request::pass(draft, context.now, context.ids, id, step)?;
        }
    }
    if let Some(assignment) = draft.request(id)?.progress.assignment {
        context.bind("assignment", assignment);
    }
    Ok(())
}
