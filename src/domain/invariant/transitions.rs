//! Rules on the steps of requests: how they are made, decided and moved on.

use crate::domain::approval::StageOutcome;
use crate::domain::approvers;
use crate::domain::catalog::CatalogState;
use crate::domain::commit::{Actor, Commit};
use crate::domain::eligibility;
use crate::domain::event::{Change, Event};
use crate::domain::id::Person;
use crate::domain::invariant::Findings;
use crate::domain::request::{AssignmentRequest, RequestProgress, RequestState, RequestType};
use crate::domain::separation;
use crate::domain::tenant::Tenant;

/// From which state a request may come into which other, as Graph's `state` writes them.
const STEPS: &[(&str, &[&str])] = &[
    (
        "submitted",
        &[
            "submitted",
            "pendingApproval",
            "scheduled",
            "delivering",
            "denied",
            "canceled",
            "deliveryFailed",
        ],
    ),
    (
        "pendingApproval",
        &[
            "submitted",
            "pendingApproval",
            "scheduled",
            "delivering",
            "denied",
            "canceled",
            "deliveryFailed",
        ],
    ),
    ("scheduled", &["delivering", "canceled", "deliveryFailed"]),
    (
        "delivering",
        &["delivered", "partiallyDelivered", "deliveryFailed"],
    ),
    ("delivered", &[]),
    ("partiallyDelivered", &["delivering"]),
    ("deliveryFailed", &["submitted", "delivering", "canceled"]),
    ("denied", &[]),
    ("canceled", &[]),
];

/// Checks what an event does to a request; `tenant` is as it was before the event.
pub(super) fn check(tenant: &Tenant, commit: &Commit, event: &Event, found: &mut Findings) {
    if let Change::Request(edit) = &event.change {
        match (&edit.old, &edit.new) {
            (None, Some(request)) => submission(tenant, commit, request, found),
            (Some(request), None) => {
                let over = !request.progress.state.is_open();
                found.expect("only a request that is over is deleted", request.id, over);
            }
            (Some(old), Some(new)) => {
                let grown = AssignmentRequest {
                    stages: new.stages.clone(),
                    ..old.as_ref().clone()
                };
                let added = new.stages.starts_with(&old.stages) && grown == *new.as_ref();
                found.expect("a request only ever gets more stages", old.id, added);
            }
            (None, None) => {}
        }
    }
    if let Change::RequestProgress(id, edit) = &event.change
        && let (Some(request), Some(new)) = (tenant.find_request(*id), &edit.new)
    {
        step(request, new, found);
        decision(tenant, commit, request, new, found);
    }
}

/// A request begins as submitted, by whoever gave the command, for what nothing excludes.
fn submission(tenant: &Tenant, commit: &Commit, request: &AssignmentRequest, found: &mut Findings) {
    let id = request.id;
    let begins = request.progress.state == RequestState::Submitted;
    found.expect("a request begins as submitted", id, begins);
    let now = request.created_date_time == commit.at;
    found.expect("a request is made when it says", id, now);
    // What follows from a command by itself, such as the removals of a purge, names nobody.
    let by_a_person = request
        .made_by()
        .is_none_or(|person| commit.actor == Actor::Person(person));
    found.expect("a request names who made it", id, by_a_person);
    direct(tenant, request, found);
    // What a rule would give is no request: where something excludes it, that is why it fails.
    if request.request_type.is_add() && request.request_type != RequestType::SystemAdd {
        let conflict = separation::conflict(tenant, request.target, request.access_package);
        let rule = "nobody asks for what something excludes them from";
        found.expect(rule, id, conflict.is_none());
    }
    match request.request_type {
        RequestType::UserAdd => {
            let own = request.requestor == Some(request.target);
            found.expect("users ask for themselves", id, own);
            asked(tenant, commit, request, found);
        }
        RequestType::OnBehalfAdd => {
            let report = request.target.user();
            let manager = report.and_then(|report| tenant.manager_of(report, 1));
            let own = manager.is_some() && manager.map(Person::User) == request.requestor;
            let rule = "managers ask for those who report to them";
            found.expect(rule, id, own);
            let policy = tenant.find_policy(request.policy);
            let may = policy.is_some_and(|policy| policy.terms.requestor.on_behalf.may_add);
            found.expect("managers ask where the policy lets them", id, may);
            asked(tenant, commit, request, found);
        }
        RequestType::AdminAdd
        | RequestType::SystemAdd
        | RequestType::UserExtend
        | RequestType::UserUpdate
        | RequestType::AdminUpdate
        | RequestType::UserRemove
        | RequestType::AdminRemove
        | RequestType::SystemRemove => {}
    }
}

/// Whoever is assigned directly is their own requestor, and nobody skips approval for themselves.
fn direct(tenant: &Tenant, request: &AssignmentRequest, found: &mut Findings) {
    let id = request.id;
    let direct = request.request_type == RequestType::AdminAdd;
    let assigned = !direct || request.requestor == Some(request.target);
    let rule = "a direct assignment is the request of whoever is assigned";
    found.expect(rule, id, assigned && direct == request.created_by.is_some());
    let oneself = direct && request.created_by == Some(request.target);
    if let Some(policy) = tenant.find_policy(request.policy).filter(|_| oneself) {
        let whole = request.stages == policy.terms.approval.stages_for_add();
        let rule = "nobody skips the approval of what they assign to themselves";
        found.expect(rule, id, whole);
    }
}

/// What somebody asks for is offered to whoever gets it, under a policy that covers them and is in
/// force.
fn asked(tenant: &Tenant, commit: &Commit, request: &AssignmentRequest, found: &mut Findings) {
    let id = request.id;
    let package = tenant.find_package(request.access_package);
    let catalog = package.and_then(|package| tenant.find_catalog(package.catalog));
    let (Some(policy), Some(catalog)) = (tenant.find_policy(request.policy), catalog) else {
        return found.expect("a request is for something that exists", id, false);
    };
    let person = request.target;
    let published = catalog.state == CatalogState::Published;
    let open = catalog.is_externally_visible || !eligibility::is_external(tenant, person);
    found.expect(
        "a request is for what its catalog offers",
        id,
        published && open,
    );
    let offers = policy.terms.is_enabled && !eligibility::has_ended(policy, commit.at);
    found.expect("a request is under a policy in force", id, offers);
    let covered = eligibility::in_scope(tenant, person, policy);
    found.expect("the policy covered whoever asked", id, covered);
    let pinned = request.stages == policy.terms.approval.stages_for_add()
        && request.policy_expiration == policy.terms.expiration;
    found.expect("a request keeps what its policy said", id, pinned);
    let reasoned = request.justification.is_some() || !policy.terms.justification_required;
    found.expect("a reason is given where the policy wants one", id, reasoned);
}

/// A request moves along the table of steps only; what is over stays over.
fn step(request: &AssignmentRequest, new: &RequestProgress, found: &mut Findings) {
    let old = request.progress.state;
    let allowed = STEPS
        .iter()
        .find(|(from, _)| *from == old.json())
        .is_some_and(|(_, to)| to.contains(&new.state.json()));
    let stays = old == new.state;
    found.expect(
        "a request moves along the table of states",
        request.id,
        allowed || stays,
    );
    let stage = |state| {
        if let RequestState::PendingApproval { stage, .. } = state {
            Some(stage)
        } else {
            None
        }
    };
    if let (Some(before), Some(after)) = (stage(old), stage(new.state)) {
        let next = after == before || after == before + 1;
        found.expect("stages follow one another", request.id, next);
    }
}

/// A decision is made once, by the person at the desk, who was asked at that moment, in time, on
/// the open stage, and with a reason where one is due.
fn decision(
    tenant: &Tenant,
    commit: &Commit,
    request: &AssignmentRequest,
    new: &RequestProgress,
    found: &mut Findings,
) {
    let id = request.id;
    let mut decided = 0;
    for (number, after) in new.stages.iter().enumerate() {
        let before = request.progress.stages.get(number);
        let StageOutcome::Decided(decision) = &after.outcome else {
            continue;
        };
        if before.is_some_and(|before| before.outcome == after.outcome) {
            continue;
        }
        decided += 1;
        let open = before.is_some_and(|before| before.outcome == StageOutcome::Open);
        let waits = matches!(request.progress.state,
            RequestState::PendingApproval { stage, due } if stage == number && due > commit.at);
        found.expect(
            "a decision is on the open stage, in time",
            id,
            open && waits,
        );
        let own_hand = commit.actor == Actor::Person(Person::User(decision.by));
        found.expect(
            "who decides is who acts",
            id,
            own_hand && decision.at == commit.at,
        );
        let standing = approvers::stand_in(tenant, request, decision.by);
        let rule = "who decides was asked at that moment";
        found.expect(rule, id, standing.is_some());
        let rule = "a decision says as what it was made";
        found.expect(
            rule,
            id,
            decision.stand_in.is_none_or(|it| standing == Some(it)),
        );
        let represented = approvers::deciding(tenant, request)
            .and_then(|resolved| resolved.represented_by(decision.by));
        let rule = "a delegate decides in the place of an approver who was asked";
        found.expect(rule, id, represented == decision.for_approver);
        let wanted = request
            .stages
            .get(number)
            .is_some_and(|stage| stage.is_approver_justification_required);
        let reasoned = decision.justification.is_some() || !wanted;
        found.expect("a decision has a reason where one is due", id, reasoned);
    }
    found.expect("one decision counts for one stage", id, decided <= 1);
}
