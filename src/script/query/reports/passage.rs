//! The steps of a request beside its approval: workflows, the wait for its start, and deliveries.

use super::Step;
use crate::domain::approval::{ApproverDecision, StageRecord, Verdict};
use crate::domain::callout::Callout;
use crate::domain::id::CalloutSubject;
use crate::domain::request::{AssignmentRequest, RequestState};
use crate::domain::time::Timestamp;
use crate::script::query::Asked;

/// Tells what happened to a request beside its approval, each kind of step in order.
pub(super) fn steps<'request>(
    asked: &Asked<'_>,
    request: &'request AssignmentRequest,
) -> Vec<Step<'request>> {
    let calls: Vec<&Callout> = asked
        .tenant
        .callouts_about(CalloutSubject::Request(request.id))
        .collect();
    let mut steps = Vec::new();
    for call in &calls {
        steps.extend(called(call));
    }
    steps.extend(scheduled(asked, request, &calls));
    steps.extend(started(asked, request).map(|at| Step::new(at, "deliveryStarted")));
    for again in &request.progress.reprocessed {
        steps.extend(again.ended.map(|at| Step {
            detail: vec![again.was.label().to_owned()],
            ..Step::new(at, "completed")
        }));
        steps.push(Step {
            actor: Some(again.by),
            ..Step::new(again.at, "reprocessed")
        });
    }
    if let Some(at) = request.progress.completed_date_time {
        steps.push(Step {
            actor: request.progress.canceled_by,
            detail: vec![request.label().to_owned()],
            ..Step::new(at, "completed")
        });
    }
    steps
}

/// Tells that a workflow was called, and what came of it where somebody waited for that.
fn called<'request>(call: &Callout) -> Vec<Step<'request>> {
    let name = call.display_name.as_str().to_owned();
    let mut steps = vec![Step {
        detail: vec![name.clone(), call.stage.label().to_owned()],
        ..Step::new(call.sent_date_time, "workflowCalled")
    }];
    let outcome = call
        .answer
        .map_or_else(|| call.status.label(), |it| it.label());
    steps.extend(call.settled_date_time.map(|at| Step {
        detail: vec![name, outcome.to_owned()],
        ..Step::new(at, "workflowAnswered")
    }));
    steps
}

/// Returns when the delivery of what a request gives began, if it has.
fn started(asked: &Asked<'_>, request: &AssignmentRequest) -> Option<Timestamp> {
    let assignment = asked.tenant.find_assignment(request.progress.assignment?)?;
    (assignment.request == request.id).then_some(assignment.progress.start)
}

/// Tells since when a request that was let through waited for its start.
fn scheduled<'request>(
    asked: &Asked<'_>,
    request: &AssignmentRequest,
    calls: &[&Callout],
) -> Option<Step<'request>> {
    let start = request.schedule.start_date_time?;
    let decided = request.progress.stages.iter().map(StageRecord::decided);
    let approved = |decision: Option<&ApproverDecision>| {
        decision.is_some_and(|decision| decision.verdict == Verdict::Approve)
    };
    let through = request.progress.stages.len() >= request.stages.len()
        && decided.clone().all(approved)
        && calls.iter().all(|call| call.has_succeeded());
    let waits = match request.progress.state {
        RequestState::Scheduled { .. } => true,
        RequestState::Canceled => through,
        RequestState::Submitted
        | RequestState::WaitingForCallback { .. }
        | RequestState::PendingApproval { .. }
        | RequestState::Denied(_) => false,
        RequestState::Delivering
        | RequestState::Delivered
        | RequestState::PartiallyDelivered
        | RequestState::DeliveryFailed(_) => started(asked, request).is_some_and(|at| at >= start),
    };
    let answered = calls.iter().filter_map(|call| call.settled_date_time);
    let before = |at: &Timestamp| *at < start;
    let passed = decided
        .flatten()
        .map(|decision| decision.at)
        .chain(answered)
        .filter(before);
    let since = passed.max().unwrap_or(request.created_date_time);
    (waits && since < start).then(|| Step {
        detail: vec![start.to_string()],
        ..Step::new(since, "scheduled")
    })
}
