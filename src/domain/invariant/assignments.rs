//! Rules on assignments and their ledger.

use std::collections::BTreeSet;

use crate::domain::assignment::{Assignment, AssignmentState, GrantStatus, ResourceGrant};
use crate::domain::decide::holding::holds;
use crate::domain::eligibility;
use crate::domain::id::UserId;
use crate::domain::invariant::{Findings, Violation};
use crate::domain::tenant::Tenant;

/// An assignment stems from one request, ends after it begins and gives nothing once it ended.
pub(super) fn assignments_are_consistent(tenant: &Tenant, found: &mut Findings) {
    let mut requests = BTreeSet::new();
    for assignment in tenant.assignments.iter() {
        let id = assignment.id;
        let progress = &assignment.progress;
        let own = requests.insert(assignment.request);
        found.expect("no two assignments stem from one request", id, own);
        let ordered = progress.end.is_none_or(|end| end >= progress.start);
        found.expect("access ends after it begins", id, ordered);
        let noticed = progress.notice.is_none() || progress.end.is_some();
        found.expect("only an end is announced", id, noticed);
        let ended = progress.state == AssignmentState::Expired;
        found.expect(
            "access that ended has an end",
            id,
            ended == progress.expired_date_time.is_some(),
        );
        let gives = progress
            .grants
            .iter()
            .any(|grant| grant.status == GrantStatus::Fulfilled);
        found.expect("an ended assignment gives nothing", id, !(ended && gives));
    }
}

/// What somebody holds exists, and its grants are what the package gives.
pub(super) fn active_assignments_give_their_package(tenant: &Tenant, found: &mut Findings) {
    for assignment in active(tenant) {
        let id = assignment.id;
        let package = tenant.find_package(assignment.access_package);
        let live = package.is_some() && tenant.find_policy(assignment.policy).is_some();
        found.expect("what is held exists", id, live);
        let grants = &assignment.progress.grants;
        let given: BTreeSet<_> = grants.iter().map(|grant| grant.role_scope).collect();
        let wanted: BTreeSet<_> = package
            .iter()
            .flat_map(|package| &package.resource_roles)
            .map(|scope| scope.id)
            .collect();
        found.expect(
            "an assignment's grants are its package's roles",
            id,
            given == wanted,
        );
        found.expect("each role is given once", id, given.len() == grants.len());
    }
}

/// Whoever has access that ends with the scope of its policy is in that scope.
pub(super) fn scopes_hold_their_own(tenant: &Tenant, found: &mut Findings) {
    for assignment in active(tenant) {
        let given = assignment.progress.state.is_given();
        let policy = tenant.find_policy(assignment.policy);
        let policy = policy.filter(|policy| given && policy.terms.requestor.ends_with_scope);
        let inside =
            policy.is_none_or(|policy| eligibility::in_scope(tenant, assignment.target, policy));
        let rule = "access that ends with its scope is held inside it";
        found.expect(rule, assignment.id, inside);
    }
}

/// Nobody holds a package twice.
pub(super) fn one_assignment_of_each(tenant: &Tenant, found: &mut Findings) {
    let mut held = BTreeSet::new();
    for assignment in active(tenant) {
        let new = held.insert((assignment.access_package, assignment.target));
        found.expect("nobody holds a package twice", assignment.id, new);
    }
}

fn active(tenant: &Tenant) -> impl Iterator<Item = &Assignment> {
    tenant
        .assignments
        .iter()
        .filter(|assignment| assignment.progress.state.is_active())
}

/// Says whether every fulfilled grant of an active assignment has its membership; hand edits that
/// were acknowledged may break this, so it is no part of [`check_all`](super::check_all).
pub fn grants_reach_their_objects(tenant: &Tenant) -> Vec<Violation> {
    let mut found = Findings::default();
    for assignment in active(tenant) {
        for grant in &assignment.progress.grants {
            let reached = grant.status != GrantStatus::Fulfilled
                || assignment
                    .target
                    .user()
                    .is_none_or(|account| reaches(tenant, grant, account) != Some(false));
            let rule = "a fulfilled grant has its membership";
            found.expect(rule, assignment.id, reached);
        }
    }
    found.violations
}

/// Tells whether an account has the role of a grant; `None` when the resource is gone.
pub(super) fn reaches(tenant: &Tenant, grant: &ResourceGrant, account: UserId) -> Option<bool> {
    let resource = tenant.find_resource(grant.resource)?;
    Some(holds(tenant, resource.origin, grant.role, account))
}
