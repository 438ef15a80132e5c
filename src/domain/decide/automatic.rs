//! Who holds a package since a rule gives it: judged anew when something that counts changes.
//!
//! Everything goes the way of requests: what a rule gives is a request by the service that nobody
//! approves, and so is what it takes. A user who holds the package otherwise is left alone.

use crate::domain::assignment::{AssignmentProgress, AssignmentState};
use crate::domain::context::IdSource;
use crate::domain::custom_extension::ExtensionStage;
use crate::domain::decide::following::Attempts;
use crate::domain::decide::{assignment, delivery, dynamic, request};
use crate::domain::draft::Draft;
use crate::domain::eligibility;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::id::{AssignmentId, PackageId, Person, PolicyId, RequestId, UserId};
use crate::domain::policy::{AUTOMATIC_USERS, AssignmentPolicy, Automatic};
use crate::domain::refusal::Refusal;
use crate::domain::request::{
    AssignmentRequest, DeliveryFailure, RequestProgress, RequestState, RequestType,
};
use crate::domain::rule_turns::Ruled;
use crate::domain::separation;
use crate::domain::subject::User;
use crate::domain::tenant::Tenant;
use crate::domain::time::{Expiration, Schedule, Span, Timestamp};
use crate::domain::walk::Silent;

/// What an automatic policy says about somebody.
#[derive(Debug, Clone, Copy)]
struct Verdict {
    package: PackageId,
    /// Whether the rule admits them.
    admits: bool,
    /// When it may say otherwise by itself.
    next: Option<Timestamp>,
    gives: bool,
    /// How long access lasts that the rule admits no longer; for good where it takes nothing.
    grace: Option<Span>,
}

/// Asks the rule of a policy about a live account; nothing is said where the policy assigns nobody.
fn verdict(tenant: &Tenant, policy: PolicyId, user: UserId, now: Timestamp) -> Option<Verdict> {
    let policy = tenant.find_policy(policy)?;
    let automatic: &Automatic = policy.terms.assigning()?;
    let user = tenant.find_user(user);
    let user: &User = user.filter(|user| user.deleted_date_time.is_none())?;
    Some(Verdict {
        package: policy.access_package,
        admits: automatic.rule.matches(user, now),
        next: automatic.rule.turns_after(user, now),
        gives: automatic.gives,
        grace: automatic.takes.then_some(automatic.grace),
    })
}

/// Lists everybody when a policy assigns otherwise than before, or calls no workflow any more that
/// could stop what it gives.
pub(super) fn about_policy(tenant: &Tenant, edit: &Edit<AssignmentPolicy>) -> Vec<(Ruled, UserId)> {
    let assigns = |policy: Option<&AssignmentPolicy>| {
        policy.and_then(|policy| policy.terms.assigning()).cloned()
    };
    let (old, new) = (assigns(edit.old.as_deref()), assigns(edit.new.as_deref()));
    let Some(id) = edit.latest().map(|policy| policy.id) else {
        return Vec::new();
    };
    let ruled = Ruled::Policy(id);
    let held_up =
        |policy: Option<&AssignmentPolicy>| policy.is_some_and(|it| it.terms.is_held_up());
    let is_let_go = held_up(edit.old.as_deref()) && !held_up(edit.new.as_deref());
    if old == new && !is_let_go {
        Vec::new()
    } else if new.is_some() {
        let users = tenant.users.iter().map(|user| (ruled, user.id));
        users.collect()
    } else {
        let turning = tenant.index.turns_under.of(ruled).copied();
        let holders = tenant.index.active_under.of(id);
        let holders = holders.filter_map(|held| tenant.find_assignment(*held)?.target.user());
        turning.chain(holders).map(|user| (ruled, user)).collect()
    }
}

/// Returns whom a request kept waiting that has ended without access, under the automatic policy of
/// its package.
pub(super) fn waited_for(
    tenant: &Tenant,
    id: RequestId,
    edit: &Edit<RequestProgress>,
) -> Option<(Ruled, UserId)> {
    let open = |progress: &RequestProgress| progress.state.is_open();
    let was = edit.old.as_deref().is_some_and(open);
    let ends = edit.new.as_deref().is_some_and(|new| !open(new));
    let request = tenant.find_request(id).filter(|_| was && ends)?;
    if !request.request_type.is_add() || request.requestor.is_none() {
        return None;
    }
    let policy = super::following::assigning(tenant, request.access_package)?;
    Some((Ruled::Policy(policy), tenant.account_of(request.target)?))
}

/// Returns whom a workflow kept from what a rule gives, once the record of that is gone and the
/// policy calls no workflow any more that could do so again.
pub(super) fn forgotten(
    tenant: &Tenant,
    edit: &Edit<AssignmentRequest>,
) -> Option<(Ruled, UserId)> {
    let gone = edit.old.as_deref().filter(|_| edit.new.is_none());
    let gone = gone.filter(|request| is_stopped(request))?;
    let policy = super::following::assigning(tenant, gone.access_package)?;
    let terms = &tenant.find_policy(policy)?.terms;
    let user = tenant.account_of(gone.target)?;
    (!terms.is_held_up()).then_some((Ruled::Policy(policy), user))
}

/// Returns who has ceased to hold what.
pub(super) fn ended(
    tenant: &Tenant,
    id: AssignmentId,
    edit: &Edit<AssignmentProgress>,
) -> Option<(PackageId, UserId)> {
    let was = edit.old.as_deref().is_some_and(|old| old.state.is_active());
    let ends = edit
        .new
        .as_deref()
        .is_some_and(|new| new.state == AssignmentState::Expired);
    let assignment = tenant.find_assignment(id).filter(|_| was && ends)?;
    let user = tenant.account_of(assignment.target)?;
    Some((assignment.access_package, user))
}

/// Returns under which policy somebody has ceased to hold something.
pub(super) fn left(
    tenant: &Tenant,
    id: AssignmentId,
    edit: &Edit<AssignmentProgress>,
) -> Option<PolicyId> {
    let active = |progress: &AssignmentProgress| progress.state.is_active();
    let was = edit.old.as_deref().is_some_and(active);
    let ends = edit.new.as_deref().is_some_and(|new| !active(new));
    let assignment = tenant.find_assignment(id).filter(|_| was && ends)?;
    Some(assignment.policy)
}

/// Lists whom a policy gave nothing for want of room, now that it has some again: `freed` have just
/// gone.
pub(super) fn waiting_for_room(
    tenant: &Tenant,
    policy: PolicyId,
    freed: usize,
) -> Vec<(Ruled, UserId)> {
    let found = tenant.find_policy(policy);
    let Some(found) = found.filter(|found| found.terms.assigning().is_some()) else {
        return Vec::new();
    };
    let held = tenant.index.active_under.count(&policy);
    if held >= AUTOMATIC_USERS || held + freed < AUTOMATIC_USERS {
        return Vec::new();
    }
    let full = RequestState::DeliveryFailed(DeliveryFailure::PolicyFull);
    let requests = tenant.index.requests_for.of(found.access_package);
    requests
        .filter_map(|(_, id)| tenant.find_request(*id))
        .filter(|request| request.policy == policy && request.progress.state == full)
        .filter_map(|request| Some((Ruled::Policy(policy), tenant.account_of(request.target)?)))
        .collect()
}

/// Lets a policy be asked again shortly about somebody who lost what its rule gives, so that who
/// took it away sees that it went and that it came back.
pub(super) fn ask_soon(draft: &mut Draft<'_>, now: Timestamp, policy: PolicyId, user: UserId) {
    let verdict = verdict(draft, policy, user, now).filter(|it| it.admits && it.gives);
    let Some(verdict) = verdict else {
        return;
    };
    if draft.held_by(Person::User(user), verdict.package).is_none() {
        dynamic::schedule(draft, Ruled::Policy(policy), user, Some(now));
    }
}

/// Lets an automatic policy decide about somebody.
pub(super) fn judge(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    (policy, user): (PolicyId, UserId),
    attempts: &mut Attempts,
) -> Result<(), Refusal> {
    let verdict = verdict(draft, policy, user, now);
    let next = verdict.and_then(|verdict| verdict.next);
    dynamic::schedule(draft, Ruled::Policy(policy), user, next);
    let Some(verdict) = verdict else {
        stay(draft, policy, user);
        return Ok(());
    };
    if let Some(held) = draft.held_by(Person::User(user), verdict.package) {
        keep_or_take(draft, now, ids, held, policy, verdict)
    } else if verdict.admits && verdict.gives {
        give(draft, now, ids, (policy, user), verdict.package, attempts)
    } else {
        Ok(())
    }
}

/// Lets somebody keep what a policy would have taken that takes nothing any more; who was deleted
/// keeps nothing longer than before.
fn stay(draft: &mut Draft<'_>, policy: PolicyId, user: UserId) {
    let found = draft.find_policy(policy);
    let automatic = found.and_then(|policy| policy.terms.assigning());
    let takes = automatic.is_some_and(|automatic| automatic.takes);
    let package = found.map(|policy| policy.access_package);
    let held = package.and_then(|package| draft.held_by(Person::User(user), package));
    if let Some(held) = held.filter(|_| !takes) {
        keep(draft, held);
    }
}

fn keep(draft: &mut Draft<'_>, held: AssignmentId) {
    delivery::revise(draft, Fact::GraceEnded, held, |progress| {
        progress.leaves = None;
    });
}

fn keep_or_take(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    held: AssignmentId,
    policy: PolicyId,
    verdict: Verdict,
) -> Result<(), Refusal> {
    let assignment = draft.assignment(held)?;
    if assignment.policy != policy {
        return Ok(());
    }
    let leaves = assignment.progress.leaves;
    match verdict.grace.filter(|_| !verdict.admits) {
        None => keep(draft, held),
        Some(_) if leaves.is_some() => {}
        Some(Span::ZERO) => return assignment::expire(draft, now, ids, held),
        Some(grace) => delivery::revise(draft, Fact::GraceBegun, held, |progress| {
            progress.leaves = Some(now.plus(grace));
        }),
    }
    Ok(())
}

/// Takes access away whose holder the rule admits no longer, now that the grace period is over.
pub fn leave(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    held: AssignmentId,
) -> Result<(), Refusal> {
    assignment::expire(draft, now, ids, held)
}

/// Gives a package to whoever the rule admits, unless something stands in the way.
///
/// What does is written down as a request that failed, once as long as it is the same.
fn give(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    (policy, user): (PolicyId, UserId),
    package: PackageId,
    attempts: &mut Attempts,
) -> Result<(), Refusal> {
    let target = Person::User(user);
    let asked = draft.open_add_of(target, package).is_some();
    if asked || stopped_by_workflow(draft, target, package) {
        return Ok(());
    }
    let failure = obstacle(draft, policy, target, package);
    if failure.is_some_and(|failure| was_told(draft, target, package, failure)) {
        return Ok(());
    }
    if failure.is_none() && !attempts.insert((policy, user)) {
        return Ok(());
    }
    let request = AssignmentRequest {
        id: RequestId::new(ids.next_id()),
        request_type: RequestType::SystemAdd,
        access_package: package,
        policy,
        requestor: None,
        created_by: None,
        target,
        connected_organization: draft.organization_of(target),
        justification: None,
        schedule: Schedule::UNSPECIFIED,
        policy_expiration: Expiration::Never,
        stages: Vec::new(),
        review: None,
        revokes: None,
        created_date_time: now,
        progress: RequestProgress::new(None),
    };
    let id = request.id;
    draft.emit(Fact::AccessDue, Change::Request(Edit::made(request)));
    let Some(failure) = failure else {
        return request::pass(draft, now, ids, id, ExtensionStage::RequestCreated);
    };
    request::progress(draft, Fact::RequestFailed, id, |progress| {
        progress.state = RequestState::DeliveryFailed(failure);
        progress.completed_date_time = Some(now);
    })
}

/// Says what keeps a rule from giving somebody a package.
fn obstacle(
    tenant: &Tenant,
    policy: PolicyId,
    target: Person,
    package: PackageId,
) -> Option<DeliveryFailure> {
    if eligibility::domain_allowed(tenant, target, &mut Silent).is_err() {
        return Some(DeliveryFailure::DomainBlocked);
    }
    if delivery::active_account(tenant, target).is_none() {
        return Some(DeliveryFailure::AccountUnavailable);
    }
    if let Some(conflict) = separation::conflict(tenant, target, package) {
        return Some(DeliveryFailure::Incompatible(conflict));
    }
    let full = tenant.index.active_under.count(&policy) >= AUTOMATIC_USERS;
    full.then_some(DeliveryFailure::PolicyFull)
}

/// Lists the last requests for a package about somebody: all of one instant, within which nothing
/// says which came first.
fn last_requests(tenant: &Tenant, target: Person, package: PackageId) -> Vec<&AssignmentRequest> {
    let requests = tenant.requests_about(target).into_iter().rev();
    let requests = requests.filter_map(|(_, id)| tenant.find_request(id));
    let mut requests = requests.filter(|request| request.access_package == package);
    let Some(last) = requests.next() else {
        return Vec::new();
    };
    let at = last.created_date_time;
    let beside = requests.take_while(|request| request.created_date_time == at);
    std::iter::once(last).chain(beside).collect()
}

/// Tells whether a request is one by a rule that a workflow ended.
fn is_stopped(request: &AssignmentRequest) -> bool {
    request.request_type == RequestType::SystemAdd && request.was_ended_by_workflow()
}

/// Tells whether a workflow ended what a rule gave last; only an administrator tries that again.
fn stopped_by_workflow(tenant: &Tenant, target: Person, package: PackageId) -> bool {
    let last = last_requests(tenant, target, package);
    last.into_iter().any(is_stopped)
}

/// Tells whether it was written down last that a rule could not give somebody a package, for the
/// same reason.
fn was_told(tenant: &Tenant, target: Person, package: PackageId, failure: DeliveryFailure) -> bool {
    let last = last_requests(tenant, target, package);
    last.into_iter().any(|request| {
        request.request_type == RequestType::SystemAdd
            && request.progress.state == RequestState::DeliveryFailed(failure)
    })
}
