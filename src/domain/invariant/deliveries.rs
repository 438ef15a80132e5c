//! Rules on giving and taking: how assignments come into being, what they give, and what goes.

use crate::domain::assignment::{
    Assignment, AssignmentProgress, AssignmentState, GrantStatus, ResourceGrant,
};
use crate::domain::commit::Commit;
use crate::domain::event::{Change, Event, Fact};
use crate::domain::guest::SubjectLifecycle;
use crate::domain::id::{AssignmentId, Person};
use crate::domain::impact;
use crate::domain::invariant::Findings;
use crate::domain::invariant::assignments::reaches;
use crate::domain::request::{AssignmentRequest, RequestProgress, RequestState, RequestType};
use crate::domain::resource::Origin;
use crate::domain::separation;
use crate::domain::settings::ExternalUserLifecycleAction;
use crate::domain::subject::User;
use crate::domain::tenant::Tenant;

/// From which state an assignment may come into which other, as Graph's `state` writes them.
const STEPS: &[(&str, &[&str])] = &[
    (
        "delivering",
        &[
            "delivered",
            "partiallyDelivered",
            "deliveryFailed",
            "expired",
        ],
    ),
    (
        "delivered",
        &[
            "delivering",
            "partiallyDelivered",
            "deliveryFailed",
            "expired",
        ],
    ),
    (
        "partiallyDelivered",
        &["delivering", "delivered", "deliveryFailed", "expired"],
    ),
    ("deliveryFailed", &["delivering", "expired"]),
    ("expired", &[]),
];

/// Checks what an event does to an assignment; `tenant` is as it was before the event.
pub(super) fn check(tenant: &Tenant, event: &Event, found: &mut Findings) {
    if let Change::Assignment(edit) = &event.change
        && let (None, Some(assignment)) = (&edit.old, &edit.new)
    {
        creation(tenant, assignment, found);
    }
    if let Change::AssignmentProgress(id, edit) = &event.change
        && let (Some(assignment), Some(new)) = (tenant.find_assignment(*id), &edit.new)
    {
        step(assignment, new, found);
        given(tenant, assignment, new, found);
        if event.fact == Fact::AssignmentExtended {
            extension(tenant, assignment, new, found);
        }
    }
    if let Change::RequestProgress(id, edit) = &event.change
        && let (Some(request), Some(new)) = (tenant.find_request(*id), &edit.new)
    {
        completion(tenant, request, new, found);
    }
}

/// An assignment is made by delivering a request, and ends no later than the policy allowed.
fn creation(tenant: &Tenant, assignment: &Assignment, found: &mut Findings) {
    let id = assignment.id;
    let request = tenant.find_request(assignment.request);
    let stems = request.filter(|request| {
        request.progress.assignment == Some(id)
            && request.access_package == assignment.access_package
            && request.policy == assignment.policy
            && tenant.is_same_person(request.target, assignment.target)
    });
    found.expect("an assignment stems from its request", id, stems.is_some());
    // Whoever assigns directly may choose another end.
    let asked = stems.filter(|request| request.request_type != RequestType::AdminAdd);
    if let Some(request) = asked {
        let latest = request.policy_expiration.end(assignment.progress.start);
        let end = assignment.progress.end;
        let in_bounds = latest.is_none_or(|latest| end.is_some_and(|end| end <= latest));
        found.expect("access ends when the policy wants it to", id, in_bounds);
    }
}

/// Access is extended by an extension, and no further than the policy allowed when that was asked
/// for, counted from when it was approved.
fn extension(
    tenant: &Tenant,
    assignment: &Assignment,
    new: &AssignmentProgress,
    found: &mut Findings,
) {
    let id = assignment.id;
    let requests = tenant.requests_about(assignment.target).into_iter();
    let mut requests = requests.filter_map(|(_, id)| tenant.find_request(id));
    let request = requests.find(|request| {
        request.request_type.is_extension()
            && request.progress.assignment == Some(id)
            && request.progress.state == RequestState::Delivering
    });
    found.expect("only an extension extends access", id, request.is_some());
    let latest = request.and_then(|it| it.policy_expiration.end(new.end_set_date_time));
    let in_bounds = latest.is_none_or(|latest| new.end.is_some_and(|end| end <= latest));
    let unchanged = new.end == assignment.progress.end;
    let rule = "access is extended no further than the policy allows";
    found.expect(rule, id, unchanged || in_bounds);
}

/// An assignment moves along the table of steps only; one that ended stays ended.
fn step(assignment: &Assignment, new: &AssignmentProgress, found: &mut Findings) {
    let word = |progress: &AssignmentProgress| progress.state.json();
    let old = word(&assignment.progress);
    let allowed = STEPS
        .iter()
        .find(|(from, _)| *from == old)
        .is_some_and(|(_, to)| to.contains(&word(new)));
    let rule = "an assignment moves along the table of states";
    found.expect(rule, assignment.id, allowed || old == word(new));
}

/// Only somebody who may sign in is given anything, and no package to whom something excludes it.
fn given(tenant: &Tenant, assignment: &Assignment, new: &AssignmentProgress, found: &mut Findings) {
    let old = &assignment.progress.grants;
    let gives = new
        .grants
        .iter()
        .any(|grant| grant.status == GrantStatus::Fulfilled && !old.contains(grant));
    let account = tenant.account_of(assignment.target);
    let active = account
        .and_then(|id| tenant.find_user(id))
        .is_some_and(User::is_active);
    let rule = "only who may sign in is given anything";
    found.expect(rule, assignment.id, active || !gives);
    // A package may give the very group that it excludes, so only the first role counts.
    let first = old
        .iter()
        .all(|grant| grant.status != GrantStatus::Fulfilled);
    let delivers = gives && first && assignment.progress.state == AssignmentState::Delivering;
    let package = assignment.access_package;
    let conflict = separation::conflict(tenant, assignment.target, package).is_some();
    let rule = "nothing is delivered to whom something excludes it";
    found.expect(rule, assignment.id, !(delivers && conflict));
}

/// A request for new access is delivered when nothing failed, and partially when something was given.
fn completion(
    tenant: &Tenant,
    request: &AssignmentRequest,
    new: &RequestProgress,
    found: &mut Findings,
) {
    let assignment = new.assignment.and_then(|id| tenant.find_assignment(id));
    let Some(assignment) = assignment.filter(|_| request.request_type.is_add()) else {
        return;
    };
    let grants = &assignment.progress.grants;
    let given = grants
        .iter()
        .filter(|grant| grant.status == GrantStatus::Fulfilled)
        .count();
    let fits = match new.state {
        RequestState::Delivered => given == grants.len(),
        RequestState::PartiallyDelivered => given > 0 && given < grants.len(),
        RequestState::DeliveryFailed(_) => given == 0,
        RequestState::Submitted
        | RequestState::WaitingForCallback { .. }
        | RequestState::PendingApproval { .. }
        | RequestState::Scheduled { .. }
        | RequestState::Delivering
        | RequestState::Denied(_)
        | RequestState::Canceled => true,
    };
    let rule = "a request ends as its delivery did";
    found.expect(
        rule,
        request.id,
        fits || request.progress.state == new.state,
    );
}

/// A governed guest whose last assignment ended goes, as far as the settings say so.
pub(super) fn guests_go_with_the_last(tenant: &Tenant, commit: &Commit, found: &mut Findings) {
    let stay = tenant.settings.external_user_lifecycle_action == ExternalUserLifecycleAction::None;
    for event in commit.events.iter().filter(|_| !stay) {
        let Change::AssignmentProgress(id, edit) = &event.change else {
            continue;
        };
        let states = edit.old.as_deref().zip(edit.new.as_deref());
        let ends = states.is_some_and(|(old, new)| {
            old.state.is_active() && new.state == AssignmentState::Expired
        });
        if !ends {
            continue;
        }
        let assignment = tenant.find_assignment(*id);
        let person = assignment.map(|assignment| assignment.target);
        let guest = person
            .and_then(|person| tenant.find_user(tenant.account_of(person)?))
            .filter(|guest| guest.lifecycle == SubjectLifecycle::Governed);
        let Some((guest, person)) = guest.zip(person) else {
            continue;
        };
        let going = guest.departure.is_some() || guest.deleted_date_time.is_some();
        let held = tenant.assignments_about(person).into_iter();
        let holds = held
            .filter_map(|(_, id)| tenant.find_assignment(id))
            .any(|held| held.progress.state.is_active());
        let rule = "a guest who has lost the last package goes";
        found.expect(rule, guest.id, going || holds);
    }
}

/// A role that an assignment gave goes with it, unless another one gives it too.
pub(super) fn what_was_taken_is_gone(tenant: &Tenant, commit: &Commit, found: &mut Findings) {
    for event in &commit.events {
        let Change::AssignmentProgress(id, edit) = &event.change else {
            continue;
        };
        let (Some(old), Some(new)) = (&edit.old, &edit.new) else {
            continue;
        };
        let lost = old.grants.iter().filter(|grant| {
            let same = |other: &&ResourceGrant| other.role_scope == grant.role_scope;
            let now = new.grants.iter().find(same);
            let gone = now.is_none_or(|now| now.status == GrantStatus::Revoked);
            grant.status == GrantStatus::Fulfilled && gone
        });
        for grant in lost {
            taken(tenant, commit, *id, grant, found);
        }
    }
}

fn taken(
    tenant: &Tenant,
    commit: &Commit,
    id: AssignmentId,
    grant: &ResourceGrant,
    found: &mut Findings,
) {
    let Some(assignment) = tenant.find_assignment(id) else {
        return;
    };
    let Some(account) = tenant.account_of(assignment.target) else {
        return;
    };
    let Some(resource) = tenant.find_resource(grant.resource) else {
        return;
    };
    let elsewhere = given_elsewhere(tenant, assignment.target, id, grant, resource.origin);
    let holds = reaches(tenant, grant, account) == Some(true);
    let rule = "a role goes with the last assignment that gave it";
    found.expect(rule, id, elsewhere || !holds);
    // What goes with one assignment may come back with another that a rule gives instead.
    let taken = (resource.origin, grant.role, account);
    let changes = commit.events.iter().rev().flat_map(impact::access_changed);
    let mut changes =
        changes.filter(|(origin, changed, who, _)| (*origin, *changed, *who) == taken);
    let removed = changes.next().is_some_and(|(.., given)| !given);
    let rule = "a role stays while another assignment gives it";
    found.expect(rule, id, !(elsewhere && removed));
}

/// Tells whether another active assignment of the same person gives a role on the same object.
fn given_elsewhere(
    tenant: &Tenant,
    person: Person,
    except: AssignmentId,
    grant: &ResourceGrant,
    origin: Origin,
) -> bool {
    let others = tenant
        .identities_of(person)
        .flat_map(|person| tenant.index.assignments_of.of(person))
        .filter_map(|(_, id)| tenant.find_assignment(*id))
        .filter(|other| other.id != except && other.progress.state.is_active());
    others
        .flat_map(|other| &other.progress.grants)
        .filter(|other| other.status == GrantStatus::Fulfilled && other.role == grant.role)
        .any(|other| {
            tenant
                .find_resource(other.resource)
                .is_some_and(|resource| resource.origin == origin)
        })
}
