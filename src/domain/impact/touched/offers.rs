//! Whom packages and policies are for, and whom an edit of them may touch.

use std::collections::BTreeSet;

use crate::domain::catalog::CatalogState;
use crate::domain::eligibility::{has_ended, offered};
use crate::domain::event::Edit;
use crate::domain::id::{CatalogId, GroupId, PackageId, Person};
use crate::domain::impact::Pair;
use crate::domain::index::Admitted;
use crate::domain::package::{AccessPackage, PackageVisibility};
use crate::domain::policy::{AllowedTargetScope, AssignmentPolicy, PolicyTerms};
use crate::domain::subject::UserType;
use crate::domain::subject_set::SubjectSet;
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;
use crate::domain::walk::Silent;

use super::outside::externals;

/// A catalog: its packages, for everybody whom one of their policies admits.
pub(super) fn of_catalog(tenant: &Tenant, catalog: CatalogId) -> BTreeSet<Pair> {
    let packages = tenant.index.packages_of.of(catalog);
    let policies = packages.flat_map(|package| tenant.index.policies_of.of(*package));
    let policies = policies.filter_map(|policy| tenant.find_policy(*policy));
    policies
        .flat_map(|policy| {
            let people = admitted(tenant, &policy.terms).into_iter();
            people.map(|person| (policy.access_package, person))
        })
        .collect()
}

/// An edit of a policy concerns whom it admitted and whom it admits.
pub(super) fn of_policy(
    tenant: &Tenant,
    edit: &Edit<AssignmentPolicy>,
) -> Option<(PackageId, BTreeSet<Person>)> {
    let people = [&edit.old, &edit.new]
        .into_iter()
        .flatten()
        .flat_map(|policy| admitted(tenant, &policy.terms))
        .collect();
    edit.latest().map(|policy| (policy.access_package, people))
}

/// An edit of a package changes who finds it when it is hidden, listed, made or deleted, and who may
/// ask for it when something else begins or ceases to exclude it.
pub(super) fn of_package(
    tenant: &Tenant,
    edit: &Edit<AccessPackage>,
) -> Option<(PackageId, BTreeSet<Person>)> {
    let (old, new) = (edit.old.as_deref(), edit.new.as_deref());
    let package = edit.latest().map(|package| package.id);
    let mut people = excluded_otherwise(tenant, old, new);
    let visibility = |record: Option<&AccessPackage>| record.map(|package| package.visibility);
    if visibility(old) != visibility(new) {
        let policies = package.into_iter();
        let policies = policies.flat_map(|package| tenant.index.policies_of.of(package));
        let policies = policies.filter_map(|policy| tenant.find_policy(*policy));
        people.extend(policies.flat_map(|policy| admitted(tenant, &policy.terms)));
    }
    package.map(|package| (package, people))
}

/// Lists who has something that excludes a package on one side of an edit only.
fn excluded_otherwise(
    tenant: &Tenant,
    old: Option<&AccessPackage>,
    new: Option<&AccessPackage>,
) -> BTreeSet<Person> {
    let packages = |record: Option<&AccessPackage>| -> BTreeSet<PackageId> {
        let listed = record.map(|package| &package.incompatible_access_packages);
        listed.into_iter().flatten().copied().collect()
    };
    let groups = |record: Option<&AccessPackage>| -> BTreeSet<GroupId> {
        let listed = record.map(|package| &package.incompatible_groups);
        listed.into_iter().flatten().copied().collect()
    };
    let (before, after) = (packages(old), packages(new));
    let holders = before
        .symmetric_difference(&after)
        .flat_map(|package| tenant.index.active_to.of(*package))
        .filter_map(|assignment| tenant.find_assignment(*assignment))
        .map(|assignment| tenant.acting_as(assignment.target));
    let (before, after) = (groups(old), groups(new));
    let members = before
        .symmetric_difference(&after)
        .flat_map(|group| tenant.users_in(*group))
        .map(Person::User);
    holders.chain(members).collect()
}

/// Lists the people in a policy's scope.
pub(super) fn admitted(tenant: &Tenant, terms: &PolicyTerms) -> BTreeSet<Person> {
    match terms.scope {
        AllowedTargetScope::NotSpecified => BTreeSet::new(),
        AllowedTargetScope::AllMemberUsers | AllowedTargetScope::AllDirectoryUsers => {
            accounts(tenant).collect()
        }
        // The settings may show such packages to everybody.
        AllowedTargetScope::SpecificDirectoryUsers
            if tenant.settings.show_specific_scope_to_all_members =>
        {
            accounts(tenant).collect()
        }
        AllowedTargetScope::SpecificDirectoryUsers => terms
            .targets
            .iter()
            .flat_map(|target| match *target {
                SubjectSet::SingleUser { user_id } => BTreeSet::from([user_id]),
                SubjectSet::GroupMembers { group_id } => tenant.users_in(group_id),
                SubjectSet::RequestorManager { .. }
                | SubjectSet::ConnectedOrganizationMembers { .. }
                | SubjectSet::InternalSponsors
                | SubjectSet::ExternalSponsors
                | SubjectSet::TargetUserSponsors => BTreeSet::new(),
            })
            .map(Person::User)
            .collect(),
        AllowedTargetScope::SpecificConnectedOrganizationUsers
        | AllowedTargetScope::AllConfiguredConnectedOrganizationUsers
        | AllowedTargetScope::AllExternalUsers => externals(tenant),
    }
}

/// Lists everybody with an account that can be used.
fn accounts(tenant: &Tenant) -> impl Iterator<Item = Person> {
    let active = tenant.users.iter().filter(|user| user.is_active());
    active.map(|user| Person::User(user.id))
}

/// Lists the members to whom the settings show packages that only specific users may request, each
/// with one package that they would not find otherwise.
///
/// One says it all: with the setting, members begin or cease to find packages, and nothing else
/// comes of it. All of them for everybody would be as many as packages times people.
pub(super) fn shown_to_all_members(tenant: &Tenant, now: Timestamp) -> BTreeSet<Pair> {
    if !tenant.settings.show_specific_scope_to_all_members {
        return BTreeSet::new();
    }
    let shown: BTreeSet<PackageId> = tenant
        .index
        .policies_for
        .of(Admitted::Specific)
        .filter_map(|id| tenant.find_policy(*id))
        .filter(|policy| {
            policy.terms.automatic.is_none()
                && policy.terms.is_enabled
                && !has_ended(policy, now)
                && is_listed(tenant, policy.access_package)
        })
        .map(|policy| policy.access_package)
        .collect();
    let members = tenant.users.iter().filter(|user| user.is_active());
    let members = members.filter(|user| user.user_type == UserType::Member);
    let pairs = members.filter_map(|user| {
        let person = Person::User(user.id);
        let mut shown = shown.iter().copied();
        let found =
            shown.find(|package| offered(tenant, person, *package, now, &mut Silent).is_err());
        found.map(|package| (package, person))
    });
    pairs.collect()
}

/// Tells whether members find a package at all.
fn is_listed(tenant: &Tenant, package: PackageId) -> bool {
    let listed = tenant.find_package(package);
    let listed = listed.filter(|it| it.visibility == PackageVisibility::Listed);
    let catalog = listed.and_then(|it| tenant.find_catalog(it.catalog));
    catalog.is_some_and(|it| it.state == CatalogState::Published)
}
