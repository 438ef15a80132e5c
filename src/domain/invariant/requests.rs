//! Rules on requests, their stages and the decisions on them.

use std::collections::BTreeSet;

use crate::domain::approval::{StageOutcome, Verdict};
use crate::domain::id::{ObjectRef, Person};
use crate::domain::invariant::Findings;
use crate::domain::question::question_about;
use crate::domain::request::{AssignmentRequest, DenialReason, RequestState};
use crate::domain::tenant::Tenant;

/// A request rests in a state that fits what else is known of it.
pub(super) fn requests_are_consistent(tenant: &Tenant, found: &mut Findings) {
    for request in tenant.requests.iter() {
        let id = request.id;
        let progress = &request.progress;
        let completed = progress.completed_date_time;
        let closed = completed.is_some() != progress.state.is_open();
        found.expect("a request is completed when it is closed", id, closed);
        let ordered = completed.is_none_or(|end| end >= request.created_date_time);
        found.expect("a request ends after it was made", id, ordered);
        let settled = progress.state != RequestState::Submitted;
        found.expect("a request is judged when it is made", id, settled);
        if request.request_type.is_add() && progress.state.is_open() {
            let live = tenant.find_package(request.access_package).is_some()
                && tenant.find_policy(request.policy).is_some();
            let rule = "an open request is for a package and policy that exist";
            found.expect(rule, id, live);
        }
        let known = progress
            .assignment
            .is_none_or(|assignment| tenant.find_assignment(assignment).is_some());
        found.expect("what a request led to exists", id, known);
    }
}

/// What is kept of questions has the answers that were required, each as its question takes it.
pub(super) fn answers_are_given(tenant: &Tenant, found: &mut Findings) {
    let requests = tenant.requests.iter();
    let requests = requests.map(|request| (ObjectRef::from(request.id), &request.progress.answers));
    let assignments = tenant.assignments.iter();
    let assignments = assignments.map(|held| (ObjectRef::from(held.id), &held.progress.answers));
    for (object, asked) in requests.chain(assignments) {
        let mut ids = BTreeSet::new();
        for asked in asked {
            let question = &asked.question;
            let once = ids.insert(question.id);
            found.expect("nobody is asked the same question twice", object, once);
            let answered = asked.answer.is_some() || !question.is_required;
            found.expect("a question that needs an answer has one", object, answered);
            let answer = asked.answer.as_ref();
            let fits = answer.is_none_or(|answer| question.wants(answer).is_none());
            found.expect("an answer is what its question takes", object, fits);
            let destination = asked.destination.as_ref();
            let own = destination.is_none_or(|it| question_about(&it.attribute) == question.id);
            found.expect("an attribute has one question", object, own);
            let answered = asked.answer.is_some() || destination.is_none_or(|it| !it.brought);
            found.expect("access brings nothing but answers", object, answered);
        }
    }
}

/// Nobody asks for a package twice at a time, or for what they hold.
pub(super) fn one_request_at_a_time(tenant: &Tenant, found: &mut Findings) {
    let held: BTreeSet<_> = tenant
        .assignments
        .iter()
        .filter(|assignment| assignment.progress.state.is_active())
        .map(|assignment| (assignment.access_package, assignment.target))
        .collect();
    let mut open = BTreeSet::new();
    for request in tenant.requests.iter() {
        let state = request.progress.state;
        // What is being delivered is held already: delivery waits for what it gives.
        if !request.request_type.is_add() || !state.is_open() {
            continue;
        }
        let key = (request.access_package, request.target);
        let first = open.insert(key);
        found.expect(
            "nobody asks for a package twice at a time",
            request.id,
            first,
        );
        let free = state == RequestState::Delivering || !held.contains(&key);
        found.expect("nobody asks for what they hold", request.id, free);
    }
}

/// The stages opened so far fit the state that the request is in.
pub(super) fn stages_fit_the_state(tenant: &Tenant, found: &mut Findings) {
    for request in tenant.requests.iter() {
        let progress = &request.progress;
        let open = progress
            .stages
            .iter()
            .position(|stage| stage.outcome == StageOutcome::Open);
        let pending = if let RequestState::PendingApproval { stage, .. } = progress.state {
            Some(stage)
        } else {
            None
        };
        let rule = "a pending request has its last stage open, any other none";
        found.expect(rule, request.id, open == pending);
        let last = open.is_none_or(|stage| stage + 1 == progress.stages.len());
        found.expect("stages are opened one after the other", request.id, last);
        let few = progress.stages.len() <= request.stages.len();
        found.expect("only stages of the policy are opened", request.id, few);
        due_when_the_stage_is(request, found);
    }
}

fn due_when_the_stage_is(request: &AssignmentRequest, found: &mut Findings) {
    if let RequestState::PendingApproval { stage, due } = request.progress.state {
        let record = request.progress.stages.get(stage);
        let same = record.is_some_and(|record| record.due == due);
        found.expect(
            "a request waits as long as its open stage",
            request.id,
            same,
        );
    }
}

/// Nobody decides on their own access or too late, one denial ends a request, and nothing goes on
/// without every stage's approval.
pub(super) fn decisions_are_sound(tenant: &Tenant, found: &mut Findings) {
    for request in tenant.requests.iter() {
        let id = request.id;
        let stages = &request.progress.stages;
        let (mut approved, mut denied) = (0, 0);
        for stage in stages {
            let StageOutcome::Decided(decision) = &stage.outcome else {
                continue;
            };
            match decision.verdict {
                Verdict::Approve => approved += 1,
                Verdict::Deny => denied += 1,
            }
            let other = !tenant.concerns(request, Person::User(decision.by));
            found.expect("nobody decides on their own access", id, other);
            let represented = decision.for_approver.map(Person::User);
            let fit = represented.is_none_or(|person| !tenant.concerns(request, person));
            let rule = "nobody lets others decide on their own access";
            found.expect(rule, id, fit);
            let in_time = decision.at >= stage.opened && decision.at < stage.due;
            found.expect("a decision comes in time", id, in_time);
        }
        let state = request.progress.state;
        let refused = usize::from(state == RequestState::Denied(DenialReason::Approver));
        let rule = "a request is denied when one approver denied it";
        found.expect(rule, id, denied == refused);
        let opened = stages.iter().take(stages.len().saturating_sub(1));
        let passed = opened
            .filter(|stage| !matches!(&stage.outcome, StageOutcome::Decided(decision) if decision.verdict == Verdict::Approve))
            .count();
        found.expect(
            "a stage opens when the one before approved",
            id,
            passed == 0,
        );
        if went_on(request) {
            let rule = "nothing is delivered without every stage's approval";
            found.expect(rule, id, approved == request.stages.len());
        }
    }
}

/// Tells whether a request for new access has passed its approval.
fn went_on(request: &AssignmentRequest) -> bool {
    let json = request.progress.state.json();
    let passed = [
        "scheduled",
        "delivering",
        "delivered",
        "partiallyDelivered",
        "deliveryFailed",
    ];
    let stopped = request.stopped_at().is_some();
    request.request_type.is_add() && passed.contains(&json) && !stopped
}
