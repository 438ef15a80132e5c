//! Finds out whom events may touch.
//!
//! Where they edit packages or policies, those are whom these are for, and whoever gets or loses a
//! package by it: what such an edit does to groups and accounts follows from it. Else an account that opens or closes, somebody who joins a
//! group, a group that goes and a catalog that is switched off change who finds packages and who
//! decides, though no policy is edited.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::approval::ApprovalStage;
use crate::domain::catalog::Catalog;
use crate::domain::eligibility;
use crate::domain::event::{Change, Edit, Event};
use crate::domain::group::{Group, Membership};
use crate::domain::id::{CatalogId, GroupId, PackageId, Person, PolicyId, Principal, UserId};
use crate::domain::impact::holding::{
    holds_otherwise, of_asker, of_holder, of_moves, waits_otherwise,
};
use crate::domain::impact::{Pair, acts, edits_packages};
use crate::domain::package::AccessPackage;
use crate::domain::policy::{AllowedTargetScope, AssignmentPolicy, PolicyTerms};
use crate::domain::subject::{User, UserType};
use crate::domain::subject_set::SubjectSet;
use crate::domain::tenant::Tenant;

/// What events edit.
#[derive(Debug, Default)]
struct Edited {
    /// Packages and policies, with those they are for.
    offers: BTreeSet<Pair>,
    users: BTreeSet<UserId>,
    groups: BTreeMap<GroupId, BTreeSet<UserId>>,
    catalogs: BTreeSet<CatalogId>,
    /// Packages that somebody comes to hold or holds no longer, and those that these exclude; and
    /// those for which somebody comes to have an open request, or has none any more.
    held: BTreeSet<Pair>,
}

/// Lists whom events may touch, and as to which packages.
pub(super) fn pairs(tenant: &Tenant, events: &[Event]) -> BTreeSet<Pair> {
    let mut edited = Edited::default();
    for event in events {
        edited.add(tenant, &event.change);
    }
    if edits_packages(events) {
        edited.offers.append(&mut edited.held);
        edited.offers.extend(of_moves(tenant, &edited.groups));
        return edited.offers;
    }
    let users = edited.users.iter().flat_map(|user| of_user(tenant, *user));
    let groups = edited.groups.iter();
    let groups = groups.flat_map(|(group, moved)| of_group(tenant, *group, moved));
    let catalogs = edited.catalogs.iter();
    let catalogs = catalogs.flat_map(|catalog| of_catalog(tenant, *catalog));
    let held = edited.held.iter().copied();
    users.chain(groups).chain(catalogs).chain(held).collect()
}

impl Edited {
    fn add(&mut self, tenant: &Tenant, change: &Change) {
        match change {
            Change::User(edit) => self.users.extend(acts_otherwise(edit)),
            Change::Membership(edit) => self.add_membership(tenant, edit),
            Change::Group(edit) => {
                if let Some(group) = comes_or_goes(edit) {
                    let moved = self.groups.entry(group).or_default();
                    // One that is deleted has its members still, though nobody counts as in it.
                    moved.extend(tenant.users_of_members(group));
                }
            }
            Change::Catalog(edit) => self.catalogs.extend(shown_otherwise(edit)),
            Change::Policy(edit) => self.add_offers(tenant, of_policy(tenant, edit)),
            Change::Package(edit) => self.add_offers(tenant, of_package(tenant, edit)),
            Change::Assignment(edit) => self.held.extend(of_holder(tenant, edit.latest())),
            Change::AssignmentProgress(id, edit) if holds_otherwise(edit) => {
                self.held
                    .extend(of_holder(tenant, tenant.find_assignment(*id)));
            }
            Change::Request(edit) => self.held.extend(of_asker(tenant, edit.latest())),
            Change::RequestProgress(id, edit) if waits_otherwise(edit) => {
                self.held.extend(of_asker(tenant, tenant.find_request(*id)));
            }
            Change::RequestProgress(..)
            | Change::AssignmentProgress(..)
            | Change::Directory(_)
            | Change::ExternalPerson(_)
            | Change::Ownership(_)
            | Change::RuleTurns(_)
            | Change::Application(_)
            | Change::Site(_)
            | Change::RoleHolding(_)
            | Change::Organization(_)
            | Change::Settings(_)
            | Change::RoleAssignment(_)
            | Change::Resource(_)
            | Change::ResourceRequest(_)
            | Change::Review(_)
            | Change::ReviewItem(_)
            | Change::CustomExtension(_)
            | Change::Callout(_)
            | Change::Delegation(_)
            | Change::Clock(_)
            | Change::Persona(_)
            | Change::Refusal(_) => {}
        }
    }

    fn add_offers(&mut self, tenant: &Tenant, concerned: Option<(PackageId, BTreeSet<Person>)>) {
        let Some((package, people)) = concerned else {
            return;
        };
        let people = people.into_iter().filter(|person| acts(tenant, *person));
        self.offers.extend(people.map(|person| (package, person)));
    }

    fn add_membership(&mut self, tenant: &Tenant, edit: &Edit<Membership>) {
        let Some(membership) = edit.latest() else {
            return;
        };
        let moved = self.groups.entry(membership.group).or_default();
        moved.extend(tenant.users_behind(membership.member));
    }
}

/// Returns the account of an edit after which somebody may sign in, is a guest or has a manager
/// otherwise than before.
fn acts_otherwise(edit: &Edit<User>) -> Option<UserId> {
    let of = |user: Option<&User>| {
        user.map(|user| (user.is_active(), user.user_type, user.manager))
            .filter(|(active, ..)| *active)
    };
    let differs = of(edit.old.as_deref()) != of(edit.new.as_deref());
    edit.latest().map(|user| user.id).filter(|_| differs)
}

/// Returns the group of an edit that makes, deletes or restores it.
fn comes_or_goes(edit: &Edit<Group>) -> Option<GroupId> {
    let is_live = |group: Option<&Group>| group.is_some_and(|it| it.deleted_date_time.is_none());
    let differs = is_live(edit.old.as_deref()) != is_live(edit.new.as_deref());
    edit.latest().map(|group| group.id).filter(|_| differs)
}

/// Returns the catalog of an edit that switches it on or off, or opens or closes it to people from
/// elsewhere.
fn shown_otherwise(edit: &Edit<Catalog>) -> Option<CatalogId> {
    let of =
        |it: Option<&Catalog>| it.map(|catalog| (catalog.state, catalog.is_externally_visible));
    let differs = of(edit.old.as_deref()) != of(edit.new.as_deref());
    edit.latest().map(|catalog| catalog.id).filter(|_| differs)
}

/// An account: what its person finds, what those find whose manager they are or whose manager's, and
/// the packages on which they decide.
fn of_user(tenant: &Tenant, user: UserId) -> BTreeSet<Pair> {
    let reports = |of: UserId| tenant.index.reports_of.of(of).copied();
    let below = reports(user).flat_map(|report| std::iter::once(report).chain(reports(report)));
    let people = std::iter::once(user).chain(below);
    let people: BTreeSet<Person> = people.map(Person::User).collect();
    let mut pairs: BTreeSet<Pair> = people
        .into_iter()
        .flat_map(|person| {
            let reach = eligibility::within_reach(tenant, person).into_iter();
            reach.map(move |package| (package, person))
        })
        .collect();
    for policy in tenant.index.policies_naming.of(Principal::User(user)) {
        let target = SubjectSet::SingleUser { user_id: user };
        pairs.extend(of_policy_naming(tenant, *policy, &target));
    }
    pairs.extend(of_sponsor(tenant, Principal::User(user)));
    for group in tenant.groups_of(user) {
        for policy in tenant.index.policies_naming.of(Principal::Group(group)) {
            let target = SubjectSet::GroupMembers { group_id: group };
            pairs.extend(of_policy_naming(tenant, *policy, &target));
        }
        pairs.extend(of_sponsor(tenant, Principal::Group(group)));
    }
    pairs
}

/// A sponsor: those for whom they vouch, and may have to decide.
fn of_sponsor(tenant: &Tenant, sponsor: Principal) -> BTreeSet<Pair> {
    let index = &tenant.index;
    let vouched = index.sponsored_users.of(sponsor).copied().map(Person::User);
    let organizations: BTreeSet<_> = index.sponsored_organizations.of(sponsor).collect();
    let mut people: BTreeSet<Person> = vouched.collect();
    if !organizations.is_empty() {
        let externals = externals(tenant).into_iter().filter(|person| {
            let organization = tenant.organization_of(*person);
            organization.is_some_and(|own| organizations.contains(&own))
        });
        people.extend(externals);
    }
    let pairs = people.into_iter().flat_map(|person| {
        let reach = eligibility::within_reach(tenant, person).into_iter();
        reach.map(move |package| (package, person))
    });
    pairs.collect()
}

/// A group: the packages that it leads to or keeps people from, for those who join or leave it; and
/// those on which it decides, for everybody who may ask. The groups around it count as well.
fn of_group(tenant: &Tenant, group: GroupId, moved: &BTreeSet<UserId>) -> BTreeSet<Pair> {
    let mut pairs = BTreeSet::new();
    for group in tenant.groups_around(group) {
        let naming = tenant.index.policies_naming.of(Principal::Group(group));
        let mut packages: BTreeSet<PackageId> =
            tenant.index.excluded_by_group.of(group).copied().collect();
        for policy in naming {
            let target = SubjectSet::GroupMembers { group_id: group };
            let found = tenant.find_policy(*policy);
            packages.extend(found.map(|policy| policy.access_package));
            pairs.extend(of_policy_naming(tenant, *policy, &target));
        }
        pairs.extend(of_sponsor(tenant, Principal::Group(group)));
        let moved = moved.iter().map(|user| Person::User(*user));
        pairs.extend(moved.flat_map(|person| {
            let packages = packages.iter();
            packages.map(move |package| (*package, person))
        }));
    }
    pairs
}

/// A policy whose stages name somebody lets them decide for all whom it admits.
fn of_policy_naming(tenant: &Tenant, policy: PolicyId, named: &SubjectSet) -> BTreeSet<Pair> {
    let found = tenant.find_policy(policy).filter(|policy| {
        let stages = policy.terms.approval.stages_for_add().iter();
        let mut sets = stages.flat_map(ApprovalStage::sets);
        sets.any(|set| set == *named)
    });
    let pairs = found.map(|policy| {
        let people = admitted(tenant, &policy.terms).into_iter();
        people.map(|person| (policy.access_package, person))
    });
    pairs.into_iter().flatten().collect()
}

/// A catalog: its packages, for everybody whom one of their policies admits.
fn of_catalog(tenant: &Tenant, catalog: CatalogId) -> BTreeSet<Pair> {
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
fn of_policy(
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
fn of_package(
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
fn admitted(tenant: &Tenant, terms: &PolicyTerms) -> BTreeSet<Person> {
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

/// Lists everybody from elsewhere, as the guest where there is one.
fn externals(tenant: &Tenant) -> BTreeSet<Person> {
    let known = tenant
        .external_persons
        .iter()
        .map(|person| tenant.acting_as(Person::ExternalPerson(person.id)));
    let guests = tenant
        .users
        .iter()
        .filter(|user| user.is_active() && user.user_type == UserType::Guest)
        .map(|user| Person::User(user.id));
    known.chain(guests).collect()
}
