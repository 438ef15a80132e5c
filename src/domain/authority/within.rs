//! Where to look for what somebody may know of, so that no list goes through all that there is.

use std::collections::BTreeSet;

use crate::domain::approvers;
use crate::domain::authority::{Sight, appointments};
use crate::domain::eligibility;
use crate::domain::id::{CatalogId, ObjectKind, ObjectRef, PackageId, Person, RequestId, UserId};
use crate::domain::on_behalf;
use crate::domain::reviewers;
use crate::domain::tenant::Tenant;

/// Lists the objects of a kind among which are all that somebody may know of, each of which still
/// has to be asked about; `None` where nothing narrows them down.
///
/// Costs as much as the person takes part in, never what there is in all.
pub fn within_sight(
    tenant: &Tenant,
    viewer: Person,
    kind: ObjectKind,
) -> Option<BTreeSet<ObjectRef>> {
    let sight = Sight::of(tenant, viewer);
    if sight.governance {
        return None;
    }
    let worked = worked_in(tenant, viewer);
    match kind {
        ObjectKind::Catalog => {
            let of_packages = packages(tenant, viewer, &worked);
            let of_packages = of_packages.into_iter();
            let of_packages = of_packages.filter_map(|id| tenant.find_package(id));
            let catalogs = of_packages.map(|package| package.catalog).chain(worked);
            Some(catalogs.map(ObjectRef::from).collect())
        }
        ObjectKind::AccessPackage => {
            let found = packages(tenant, viewer, &worked);
            Some(found.into_iter().map(ObjectRef::from).collect())
        }
        ObjectKind::Policy => {
            let found = packages(tenant, viewer, &worked).into_iter();
            let policies = found.flat_map(|package| tenant.index.policies_of.of(package));
            Some(policies.map(|policy| (*policy).into()).collect())
        }
        ObjectKind::Request => Some(requests(tenant, viewer, &worked)),
        ObjectKind::Assignment => Some(assignments(tenant, viewer, &worked)),
        ObjectKind::Review => Some(reviews(tenant, viewer, &worked)),
        ObjectKind::User if !sight.directory => Some(users(tenant, viewer, &worked)),
        ObjectKind::Group if !sight.directory => {
            let user = viewer.user().into_iter();
            let groups = user.flat_map(|user| tenant.groups_of(user));
            Some(groups.map(ObjectRef::from).collect())
        }
        ObjectKind::User
        | ObjectKind::Group
        | ObjectKind::Directory
        | ObjectKind::ExternalPerson
        | ObjectKind::Application
        | ObjectKind::Site
        | ObjectKind::DirectoryRole
        | ObjectKind::ConnectedOrganization
        | ObjectKind::Resource
        | ObjectKind::ResourceRequest
        | ObjectKind::RoleAssignment
        | ObjectKind::CustomExtension
        | ObjectKind::Callout
        | ObjectKind::Delegation
        | ObjectKind::Entry
        | ObjectKind::Mail => None,
    }
}

/// Lists the catalogs in which somebody has a role.
fn worked_in(tenant: &Tenant, viewer: Person) -> BTreeSet<CatalogId> {
    let given = appointments(tenant, viewer);
    given.filter_map(|given| given.catalog).collect()
}

fn packages_in<'a>(
    tenant: &'a Tenant,
    catalogs: &'a BTreeSet<CatalogId>,
) -> impl Iterator<Item = PackageId> + 'a {
    let packages = catalogs.iter();
    packages.flat_map(|catalog| tenant.index.packages_of.of(*catalog).copied())
}

/// Lists the requests that somebody made, was made for, decided on or is asked about.
fn taken_part_in(tenant: &Tenant, viewer: Person) -> BTreeSet<RequestId> {
    let own = tenant.own_requests(viewer).into_iter();
    let ordered = tenant.identities_of(viewer);
    let ordered = ordered.flat_map(|identity| tenant.index.ordered_by.of(identity).copied());
    let own = own.chain(ordered).map(|(_, id)| id);
    let account = tenant.account_of(viewer).into_iter();
    let asked = account.flat_map(|user| {
        let decided = tenant.index.decided_by.of(user);
        let asked = tenant.index.asked_about.of(user);
        approvers::waiting_for(tenant, user)
            .into_iter()
            .chain(decided.chain(asked).map(|(_, id)| *id))
    });
    own.chain(asked).collect()
}

/// Lists the packages that a policy offers somebody or those who report to them, and those of
/// requests and reviews that they take part in.
fn packages(tenant: &Tenant, viewer: Person, worked: &BTreeSet<CatalogId>) -> BTreeSet<PackageId> {
    let requests = taken_part_in(tenant, viewer).into_iter();
    let requests = requests.filter_map(|id| tenant.find_request(id));
    let account = tenant.account_of(viewer).into_iter();
    let reviewed = account
        .flat_map(|user| reviewers::waiting_for(tenant, user))
        .filter_map(|id| tenant.find_review(id));
    let reports = on_behalf::reports_to(tenant, viewer).map(Person::User);
    let offered = std::iter::once(viewer).chain(reports);
    offered
        .flat_map(|person| eligibility::within_reach(tenant, person))
        .chain(requests.map(|request| request.access_package))
        .chain(reviewed.map(|review| review.access_package))
        .chain(packages_in(tenant, worked))
        .collect()
}

fn requests(tenant: &Tenant, viewer: Person, worked: &BTreeSet<CatalogId>) -> BTreeSet<ObjectRef> {
    let made = packages_in(tenant, worked);
    let made = made.flat_map(|package| tenant.index.requests_for.of(package));
    taken_part_in(tenant, viewer)
        .into_iter()
        .chain(made.map(|(_, id)| *id))
        .map(ObjectRef::from)
        .collect()
}

fn assignments(
    tenant: &Tenant,
    viewer: Person,
    worked: &BTreeSet<CatalogId>,
) -> BTreeSet<ObjectRef> {
    let reports = on_behalf::reports_to(tenant, viewer).map(Person::User);
    let people = std::iter::once(viewer).chain(reports);
    let held = people.flat_map(|person| tenant.assignments_about(person));
    let given = packages_in(tenant, worked);
    let given = given.flat_map(|package| tenant.index.assignments_to.of(package));
    held.chain(given.copied())
        .map(|(_, id)| id.into())
        .collect()
}

fn reviews(tenant: &Tenant, viewer: Person, worked: &BTreeSet<CatalogId>) -> BTreeSet<ObjectRef> {
    let account = tenant.account_of(viewer).into_iter();
    let asked = account.flat_map(|user| {
        let contacted = tenant.index.reviews_asked_of.of(user).copied();
        reviewers::waiting_for(tenant, user)
            .into_iter()
            .chain(contacted)
    });
    let led = packages_in(tenant, worked);
    let led = led.flat_map(|package| tenant.index.reviews_of.of(package));
    asked
        .chain(led.map(|(_, id)| *id))
        .map(ObjectRef::from)
        .collect()
}

/// Lists somebody from elsewhere, and who holds packages of the catalogs in which they have a role.
fn users(tenant: &Tenant, viewer: Person, worked: &BTreeSet<CatalogId>) -> BTreeSet<ObjectRef> {
    let held = packages_in(tenant, worked);
    let held = held.flat_map(|package| tenant.index.active_to.of(package));
    let held = held.filter_map(|id| tenant.find_assignment(*id));
    let holders = held.filter_map(|held| tenant.account_of(held.target));
    let users: BTreeSet<UserId> = holders.chain(viewer.user()).collect();
    users.into_iter().map(ObjectRef::from).collect()
}
