//! Who holds the roles of entitlement management, and how far they reach.

use std::collections::BTreeSet;

use crate::domain::entitlement_role::{EntitlementRole, RoleAssignment};
use crate::domain::id::{CatalogId, GroupId, ObjectRef, PackageId, Person, Principal, UserId};
use crate::domain::tenant::Tenant;

/// Lists the catalogs through which a role reaches an object: its own, and for a person those of
/// the packages that they hold.
pub fn catalogs_of(tenant: &Tenant, object: ObjectRef) -> Vec<CatalogId> {
    let of_package = |package: PackageId| {
        let package = tenant.find_package(package);
        package.map(|package| package.catalog).into_iter().collect()
    };
    match object {
        ObjectRef::Catalog(id) => vec![id],
        ObjectRef::RoleAssignment(id) => {
            let given = tenant.find_role_assignment(id);
            given.and_then(|given| given.catalog).into_iter().collect()
        }
        ObjectRef::CustomExtension(id) => {
            let extension = tenant.find_custom_extension(id);
            extension.map(|found| found.catalog).into_iter().collect()
        }
        ObjectRef::Callout(id) => tenant.find_callout(id).map_or_else(Vec::new, |callout| {
            catalogs_of(tenant, callout.subject.into())
        }),
        ObjectRef::Resource(id) => {
            let resource = tenant.find_resource(id);
            resource.map(|found| found.catalog).into_iter().collect()
        }
        ObjectRef::ResourceRequest(id) => {
            let request = tenant.find_resource_request(id);
            request.map(|found| found.catalog).into_iter().collect()
        }
        ObjectRef::AccessPackage(id) => of_package(id),
        ObjectRef::Policy(id) => tenant
            .find_policy(id)
            .map_or_else(Vec::new, |policy| of_package(policy.access_package)),
        ObjectRef::Request(id) => tenant
            .find_request(id)
            .map_or_else(Vec::new, |request| of_package(request.access_package)),
        ObjectRef::Assignment(id) => tenant
            .find_assignment(id)
            .map_or_else(Vec::new, |held| of_package(held.access_package)),
        ObjectRef::Review(id) => tenant
            .find_review(id)
            .map_or_else(Vec::new, |review| of_package(review.access_package)),
        ObjectRef::User(id) => of_holder(tenant, Person::User(id)),
        ObjectRef::ExternalPerson(id) => of_holder(tenant, Person::ExternalPerson(id)),
        ObjectRef::Directory(_)
        | ObjectRef::Delegation(_)
        | ObjectRef::Group(_)
        | ObjectRef::ConnectedOrganization(_)
        | ObjectRef::Application(_)
        | ObjectRef::Site(_)
        | ObjectRef::DirectoryRole(_)
        | ObjectRef::Entry(_)
        | ObjectRef::Mail(_) => Vec::new(),
    }
}

/// Lists the catalogs whose packages somebody holds.
fn of_holder(tenant: &Tenant, person: Person) -> Vec<CatalogId> {
    let held = tenant.assignments_about(person).into_iter();
    held.filter_map(|(_, id)| tenant.find_assignment(id))
        .filter(|held| held.progress.state.is_active())
        .filter_map(|held| tenant.find_package(held.access_package))
        .map(|package| package.catalog)
        .collect()
}

/// Tells whether somebody holds a role that reaches an object; a role over the whole directory
/// reaches what is not in a catalog yet.
pub(super) fn holds(
    tenant: &Tenant,
    user: UserId,
    role: EntitlementRole,
    scope: Option<ObjectRef>,
) -> bool {
    if !role.is_of_a_catalog() {
        return scope.is_none() && is_appointed(tenant, user, role, None);
    }
    // Most people hold no role at all; what an object belongs to is looked up for the others only.
    if tenant.role_assignments.is_empty() {
        return false;
    }
    scope.is_some_and(|object| {
        catalogs_of(tenant, object)
            .into_iter()
            .any(|catalog| is_appointed(tenant, user, role, Some(catalog)))
    })
}

/// Tells whether somebody holds a role in a catalog by name or as a member of a group.
fn is_appointed(
    tenant: &Tenant,
    user: UserId,
    role: EntitlementRole,
    catalog: Option<CatalogId>,
) -> bool {
    let mut groups: Option<BTreeSet<GroupId>> = None;
    let given = tenant.index.appointed_in.of(catalog);
    given
        .filter_map(|id| tenant.find_role_assignment(*id))
        .filter(|given| given.role == role)
        .any(|given| match given.principal {
            Principal::User(id) => id == user,
            Principal::Group(id) => groups
                .get_or_insert_with(|| tenant.groups_of(user))
                .contains(&id),
        })
}

/// Lists the roles that somebody holds, by name or as a member of groups.
pub fn appointments(tenant: &Tenant, person: Person) -> impl Iterator<Item = &RoleAssignment> {
    let user = person.user();
    let groups = user.map_or_else(BTreeSet::new, |user| {
        if tenant.role_assignments.is_empty() {
            BTreeSet::new()
        } else {
            tenant.groups_of(user)
        }
    });
    let principals = user
        .map(Principal::User)
        .into_iter()
        .chain(groups.into_iter().map(Principal::Group));
    principals
        .flat_map(|principal| tenant.index.appointments_of.of(principal))
        .filter_map(|id| tenant.find_role_assignment(*id))
}
