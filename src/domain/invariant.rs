//! What must hold of every tenant, whatever was done to it.
//!
//! Tests check it after every step, and `verify` checks it on a store. A violation is a bug or
//! damage, never the fault of whoever gave a command.

use std::collections::BTreeSet;

use crate::domain::approval::{STAGES, StageOutcome};
use crate::domain::assignment::{Assignment, AssignmentState, GrantStatus};
use crate::domain::id::{ObjectRef, Person, Principal};
use crate::domain::policy::AllowedTargetScope;
use crate::domain::request::{AssignmentRequest, RequestState};
use crate::domain::resource::{Origin, ResourceRole};
use crate::domain::subject::DirectoryRole;
use crate::domain::tenant::Tenant;

mod purged;

/// Something that must hold and does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// What must hold.
    pub rule: &'static str,
    /// Where it does not.
    pub object: Option<ObjectRef>,
}

type Findings = Vec<Violation>;

fn expect(found: &mut Findings, rule: &'static str, object: impl Into<ObjectRef>, holds: bool) {
    if !holds {
        found.push(Violation {
            rule,
            object: Some(object.into()),
        });
    }
}

/// Checks everything; nothing is found in a sound tenant.
pub fn check_all(tenant: &Tenant) -> Vec<Violation> {
    let mut found = Vec::new();
    if tenant.index != tenant.computed_index() {
        found.push(Violation {
            rule: "the index is what the records make it",
            object: None,
        });
    }
    administrators(tenant, &mut found);
    names(tenant, &mut found);
    purged::check(tenant, &mut found);
    packages(tenant, &mut found);
    policies(tenant, &mut found);
    tenant
        .requests
        .iter()
        .for_each(|request| request_holds(tenant, request, &mut found));
    tenant
        .assignments
        .iter()
        .for_each(|assignment| assignment_holds(tenant, assignment, &mut found));
    one_of_each(tenant, &mut found);
    found
}

fn administrators(tenant: &Tenant, found: &mut Findings) {
    let roles = [
        DirectoryRole::GlobalAdministrator,
        DirectoryRole::IdentityGovernanceAdministrator,
    ];
    let somebody = roles
        .iter()
        .any(|role| tenant.index.role_holders.count(role) > 0);
    if tenant.resource_directory().is_some() && !somebody {
        found.push(Violation {
            rule: "somebody can administer the tenant",
            object: None,
        });
    }
}

fn names(tenant: &Tenant, found: &mut Findings) {
    let mut sign_in_names = BTreeSet::new();
    for user in tenant
        .users
        .iter()
        .filter(|user| user.purged_date_time.is_none())
    {
        let new = sign_in_names.insert(user.user_principal_name.key());
        expect(found, "nobody shares a sign-in name", user.id, new);
    }
    let mut catalogs = BTreeSet::new();
    for catalog in tenant.catalogs.iter() {
        expect(
            found,
            "catalogs have different names",
            catalog.id,
            catalogs.insert(catalog.display_name.key()),
        );
    }
    let mut packages = BTreeSet::new();
    for package in tenant.packages.iter() {
        let new = packages.insert((package.catalog, package.display_name.key()));
        expect(
            found,
            "packages of a catalog have different names",
            package.id,
            new,
        );
    }
    let mut policies = BTreeSet::new();
    for policy in tenant.policies.iter() {
        let new = policies.insert((policy.access_package, policy.terms.display_name.key()));
        expect(
            found,
            "policies of a package have different names",
            policy.id,
            new,
        );
    }
}

fn packages(tenant: &Tenant, found: &mut Findings) {
    for resource in tenant.resources.iter() {
        expect(
            found,
            "a resource is in a catalog",
            resource.id,
            tenant.find_catalog(resource.catalog).is_some(),
        );
    }
    for package in tenant.packages.iter() {
        expect(
            found,
            "a package is in a catalog",
            package.id,
            tenant.find_catalog(package.catalog).is_some(),
        );
        let others = package
            .incompatible_access_packages
            .iter()
            .all(|other| *other != package.id && tenant.find_package(*other).is_some());
        expect(
            found,
            "a package excludes other packages that exist",
            package.id,
            others,
        );
        for scope in &package.resource_roles {
            let own = tenant
                .find_resource(scope.resource)
                .is_some_and(|resource| resource.catalog == package.catalog);
            expect(
                found,
                "a package gives roles of its own catalog",
                package.id,
                own,
            );
        }
    }
}

fn policies(tenant: &Tenant, found: &mut Findings) {
    for policy in tenant.policies.iter() {
        let there = tenant.find_package(policy.access_package).is_some();
        expect(found, "a policy belongs to a package", policy.id, there);
        let specific = policy.terms.scope == AllowedTargetScope::SpecificDirectoryUsers;
        expect(
            found,
            "a specific scope names somebody",
            policy.id,
            !specific || !policy.terms.targets.is_empty(),
        );
        let stages = policy.terms.approval.stages();
        expect(
            found,
            "there are at most three stages",
            policy.id,
            stages.len() <= STAGES,
        );
        for stage in stages {
            let named = !stage.primary_approvers.is_empty();
            expect(found, "a stage names an approver", policy.id, named);
            let covered = !stage.fallback_primary_approvers.is_empty()
                || !stage
                    .primary_approvers
                    .iter()
                    .any(|set| set.needs_fallback());
            expect(found, "a manager has a fallback", policy.id, covered);
        }
    }
}

fn request_holds(tenant: &Tenant, request: &AssignmentRequest, found: &mut Findings) {
    let progress = &request.progress;
    let completed = progress.completed_date_time.is_some();
    expect(
        found,
        "a request is completed when it is closed",
        request.id,
        completed != progress.state.is_open(),
    );
    let settled = !matches!(
        progress.state,
        RequestState::Submitted | RequestState::Delivering
    );
    expect(
        found,
        "a request rests in a state that waits or is final",
        request.id,
        settled,
    );
    for stage in &progress.stages {
        if let StageOutcome::Decided(decision) = &stage.outcome {
            let other = !tenant.concerns(request, Person::User(decision.by));
            expect(
                found,
                "nobody decides on their own access",
                request.id,
                other,
            );
            expect(
                found,
                "a decision comes in time",
                request.id,
                decision.at < stage.due,
            );
        }
    }
    stages_fit_the_state(request, found);
    if request.request_type.is_add() && progress.state.is_open() {
        let live = tenant.find_package(request.access_package).is_some()
            && tenant.find_policy(request.policy).is_some();
        expect(
            found,
            "an open request is for a package and policy that exist",
            request.id,
            live,
        );
    }
}

fn stages_fit_the_state(request: &AssignmentRequest, found: &mut Findings) {
    let progress = &request.progress;
    let open = progress
        .stages
        .iter()
        .filter(|stage| stage.outcome == StageOutcome::Open)
        .count();
    let pending = matches!(progress.state, RequestState::PendingApproval { .. });
    expect(
        found,
        "a pending request has one open stage",
        request.id,
        open == usize::from(pending),
    );
    let delivered = matches!(
        progress.state,
        RequestState::Delivered | RequestState::PartiallyDelivered | RequestState::Scheduled { .. }
    );
    if request.request_type.is_add() && delivered {
        let approvals = progress
            .stages
            .iter()
            .filter(|stage| matches!(stage.outcome, StageOutcome::Decided(_)))
            .count();
        expect(
            found,
            "nothing is delivered without every stage's approval",
            request.id,
            approvals == request.stages.len(),
        );
    }
}

fn assignment_holds(tenant: &Tenant, assignment: &Assignment, found: &mut Findings) {
    let progress = &assignment.progress;
    let noticed = progress.notice.is_none() || progress.end.is_some();
    expect(found, "only an end is announced", assignment.id, noticed);
    expect(
        found,
        "access ends after it begins",
        assignment.id,
        progress.end.is_none_or(|end| end >= progress.start),
    );
    if !progress.state.is_active() {
        let fulfilled = progress
            .grants
            .iter()
            .any(|grant| grant.status == GrantStatus::Fulfilled);
        let ended = progress.state == AssignmentState::Expired;
        expect(
            found,
            "an ended assignment gives nothing",
            assignment.id,
            !(ended && fulfilled),
        );
        return;
    }
    let live = tenant.find_package(assignment.access_package);
    expect(
        found,
        "what is held exists",
        assignment.id,
        live.is_some() && tenant.find_policy(assignment.policy).is_some(),
    );
    let given: BTreeSet<_> = progress
        .grants
        .iter()
        .map(|grant| grant.role_scope)
        .collect();
    let wanted: BTreeSet<_> = live
        .iter()
        .flat_map(|package| &package.resource_roles)
        .map(|scope| scope.id)
        .collect();
    expect(
        found,
        "an assignment's grants are its package's roles",
        assignment.id,
        given == wanted,
    );
}

/// Says whether every fulfilled grant of an active assignment has its membership; hand edits that
/// were acknowledged may break this, so it is no part of [`check_all`].
pub fn grants_reach_their_objects(tenant: &Tenant) -> Vec<Violation> {
    let mut found = Vec::new();
    for assignment in tenant
        .assignments
        .iter()
        .filter(|assignment| assignment.progress.state.is_active())
    {
        for grant in assignment
            .progress
            .grants
            .iter()
            .filter(|grant| grant.status == GrantStatus::Fulfilled)
        {
            let Some(resource) = tenant.find_resource(grant.resource) else {
                continue;
            };
            let Origin::Group(group) = resource.origin;
            let held = assignment
                .target
                .user()
                .is_some_and(|account| match grant.role {
                    ResourceRole::Member => tenant
                        .memberships
                        .find((group, Principal::User(account)))
                        .is_some(),
                    ResourceRole::Owner => tenant.ownerships.find((group, account)).is_some(),
                });
            expect(
                &mut found,
                "a fulfilled grant has its membership",
                assignment.id,
                held,
            );
        }
    }
    found
}

fn one_of_each(tenant: &Tenant, found: &mut Findings) {
    let mut held = BTreeSet::new();
    for assignment in tenant
        .assignments
        .iter()
        .filter(|assignment| assignment.progress.state.is_active())
    {
        let new = held.insert((assignment.access_package, assignment.target));
        expect(found, "nobody holds a package twice", assignment.id, new);
    }
    let mut open = BTreeSet::new();
    for request in tenant.requests.iter() {
        if !request.request_type.is_add() || !request.progress.state.is_open() {
            continue;
        }
        let key = (request.access_package, request.target);
        expect(
            found,
            "nobody asks for a package twice at a time",
            request.id,
            open.insert(key),
        );
        expect(
            found,
            "nobody asks for what they hold",
            request.id,
            !held.contains(&key),
        );
    }
}
