//! Rules on policies that assign by a rule.

use std::collections::BTreeSet;

use crate::domain::approval::ApprovalSettings;
use crate::domain::assignment::{Assignment, GrantStatus};
use crate::domain::eligibility;
use crate::domain::id::{PackageId, Person};
use crate::domain::invariant::Findings;
use crate::domain::policy::{AUTOMATIC_USERS, AssignmentPolicy, Automatic};
use crate::domain::request::RequestType;
use crate::domain::rule_turns::Ruled;
use crate::domain::separation;
use crate::domain::subject::User;
use crate::domain::tenant::Tenant;
use crate::domain::time::Expiration;
use crate::domain::walk::Silent;

/// A package has one automatic policy, under which nobody asks and nothing ends by itself.
pub(super) fn rules_assign_for_good(tenant: &Tenant, found: &mut Findings) {
    let mut packages = BTreeSet::new();
    for policy in tenant.policies.iter() {
        if policy.terms.automatic.is_none() {
            continue;
        }
        let first = packages.insert(policy.access_package);
        found.expect("a package has one automatic policy", policy.id, first);
        let alone = policy.terms.targets.is_empty()
            && policy.terms.questions.is_empty()
            && policy.terms.credentials.is_empty();
        let unasked = policy.terms.approval == ApprovalSettings::NotRequired && alone;
        found.expect("nobody asks under an automatic policy", policy.id, unasked);
        let endless = policy.terms.expiration == Expiration::Never;
        found.expect("what a rule gives has no end", policy.id, endless);
    }
}

/// Whoever a rule admits holds its package, as far as nothing stands in the way, and who holds it by
/// a rule that admits them no longer loses it. A rule that heeds the present is judged at an instant
/// that a tenant by itself does not tell.
pub(super) fn rules_give_their_packages(tenant: &Tenant, found: &mut Findings) {
    for assignment in tenant.assignments.iter() {
        kept_for_a_reason(tenant, assignment, found);
    }
    for policy in tenant.policies.iter() {
        let automatic = policy.terms.assigning();
        let Some(automatic) = automatic.filter(|it| it.gives && !it.rule.heeds_time()) else {
            continue;
        };
        if tenant.index.active_under.count(&policy.id) >= AUTOMATIC_USERS {
            continue;
        }
        let admitted = tenant.users.iter().filter(|user| {
            user.is_active() && automatic.rule.matches(*user, user.created_date_time)
        });
        let given = |user: &User| is_served(tenant, policy, user);
        let all = admitted.into_iter().all(given);
        found.expect("a rule gives its package", policy.id, all);
    }
}

fn kept_for_a_reason(tenant: &Tenant, assignment: &Assignment, found: &mut Findings) {
    if !assignment.progress.state.is_active() {
        return;
    }
    let policy = tenant.find_policy(assignment.policy);
    let automatic: Option<&Automatic> = policy.and_then(|policy| policy.terms.assigning());
    let takes = automatic.filter(|it| it.takes);
    let leaves = assignment.progress.leaves.is_some();
    let rule = "only an automatic policy lets access lapse";
    found.expect(rule, assignment.id, takes.is_some() || !leaves);
    let user = assignment.target.user().and_then(|id| tenant.find_user(id));
    let user = user.filter(|user| user.deleted_date_time.is_none());
    if let (Some(automatic), Some(user)) = (takes, user)
        && !automatic.rule.heeds_time()
    {
        let admits = automatic.rule.matches(user, user.created_date_time);
        let rule = "access lapses when the rule admits its holder no longer";
        found.expect(rule, assignment.id, leaves != admits);
    }
}

/// Tells whether somebody holds the package of an automatic policy or there is a reason why not.
fn is_served(tenant: &Tenant, policy: &AssignmentPolicy, user: &User) -> bool {
    let (person, package) = (Person::User(user.id), policy.access_package);
    let turns = tenant.rule_turns.find(user.id);
    tenant.held_by(person, package).is_some()
        || tenant.open_add_of(person, package).is_some()
        || turns.is_some_and(|turns| turns.of(Ruled::Policy(policy.id)).is_some())
        || separation::conflict(tenant, person, package).is_some()
        || eligibility::domain_allowed(tenant, person, &mut Silent).is_err()
        || was_tried(tenant, person, package)
        || was_stopped(tenant, policy, person)
}

/// Tells whether a delivery of a package to somebody failed.
fn was_tried(tenant: &Tenant, person: Person, package: PackageId) -> bool {
    let held = tenant.assignments_about(person).into_iter();
    let mut held = held.filter_map(|(_, id)| tenant.find_assignment(id));
    held.any(|assignment| {
        let grants = assignment.progress.grants.iter();
        let mut failed = grants.filter(|grant| matches!(grant.status, GrantStatus::Failed(_)));
        assignment.access_package == package && failed.next().is_some()
    })
}

/// Tells whether a workflow ended what the service asked for last, or may have done so: records of
/// requests are deleted in time.
fn was_stopped(tenant: &Tenant, policy: &AssignmentPolicy, person: Person) -> bool {
    let requests = tenant.requests_about(person).into_iter();
    let requests = requests.filter_map(|(at, id)| Some((at, tenant.find_request(id)?)));
    let about: Vec<_> = requests
        .filter(|(_, request)| request.access_package == policy.access_package)
        .collect();
    let last = about.iter().map(|(at, _)| *at).max();
    let mut latest = about.iter().filter(|(at, _)| Some(*at) == last);
    policy.terms.is_held_up()
        || latest.any(|(_, request)| {
            request.request_type == RequestType::SystemAdd && request.was_ended_by_workflow()
        })
}
