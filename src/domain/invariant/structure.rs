//! Rules on identifiers, references, names and the index.

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::domain::id::{Person, Principal};
use crate::domain::invariant::Findings;
use crate::domain::subject::User;
use crate::domain::tenant::Tenant;
use crate::domain::text::NameKey;

/// The index is what the records make it.
pub(super) fn index_follows_from_the_records(tenant: &Tenant, found: &mut Findings) {
    let same = tenant.index == tenant.computed_index();
    found.expect_overall("the index is what the records make it", same);
}

/// No two objects share an identifier, of whatever kinds they are.
pub(super) fn identifiers_are_unique(tenant: &Tenant, found: &mut Findings) {
    let mut seen: BTreeSet<Uuid> = BTreeSet::new();
    let rule = "no two objects share an identifier";
    macro_rules! each {
        ($($collection:ident)*) => {$(
            for record in tenant.$collection.iter() {
                found.expect(rule, record.id, seen.insert(record.id.guid()));
            }
        )*};
    }
    each! {
        directories external_persons users groups catalogs role_assignments resource_requests resources packages policies requests
        assignments custom_extensions callouts delegations
    }
    for package in tenant.packages.iter() {
        for scope in &package.resource_roles {
            found.expect(rule, package.id, seen.insert(scope.id.guid()));
        }
    }
}

/// Only what is gone goes by a former name.
pub(super) fn former_names_are_of_the_gone(tenant: &Tenant, found: &mut Findings) {
    for former in tenant.former_names.iter() {
        let gone = !tenant.contains(former.object);
        found.expect("only what is gone has a former name", former.object, gone);
    }
}

/// Names that people tell objects apart by are not given twice.
pub(super) fn names_are_unique(tenant: &Tenant, found: &mut Findings) {
    let mut sign_in_names: BTreeSet<NameKey> = BTreeSet::new();
    let rule = "nobody shares a sign-in name";
    let kept = |user: &&User| user.purged_date_time.is_none();
    for user in tenant.users.iter().filter(kept) {
        let new = sign_in_names.insert(user.user_principal_name.key());
        found.expect(rule, user.id, new);
    }
    for person in tenant.external_persons.iter() {
        let new = sign_in_names.insert(person.user_principal_name.key());
        found.expect(rule, person.id, new);
    }
    let mut domains = BTreeSet::new();
    for directory in tenant.directories.iter() {
        for domain in directory.domains() {
            let new = domains.insert(domain.key());
            found.expect("a domain belongs to one directory", directory.id, new);
        }
    }
    let mut catalogs = BTreeSet::new();
    for catalog in tenant.catalogs.iter() {
        let new = catalogs.insert(catalog.display_name.key());
        found.expect("catalogs have different names", catalog.id, new);
    }
    let mut packages = BTreeSet::new();
    let rule = "packages of a catalog have different names";
    for package in tenant.packages.iter() {
        let new = packages.insert((package.catalog, package.display_name.key()));
        found.expect(rule, package.id, new);
    }
    let mut policies = BTreeSet::new();
    let rule = "policies of a package have different names";
    for policy in tenant.policies.iter() {
        let new = policies.insert((policy.access_package, policy.terms.display_name.key()));
        found.expect(rule, policy.id, new);
    }
}

/// What the directory's records refer to is there, if only as something deleted.
pub(super) fn references_lead_somewhere(tenant: &Tenant, found: &mut Findings) {
    for membership in tenant.memberships.iter() {
        let group = membership.group;
        let member = match membership.member {
            Principal::User(id) => tenant.find_user(id).is_some(),
            Principal::Group(id) => tenant.find_group(id).is_some(),
        };
        let there = member && tenant.find_group(group).is_some();
        found.expect("a member and the group exist", group, there);
    }
    for ownership in tenant.ownerships.iter() {
        let group = ownership.group;
        let there =
            tenant.find_group(group).is_some() && tenant.find_user(ownership.owner).is_some();
        found.expect("an owner and the group exist", group, there);
    }
    for person in tenant.external_persons.iter() {
        let known = person
            .directory
            .is_none_or(|id| tenant.find_directory(id).is_some());
        found.expect("a person's home directory exists", person.id, known);
    }
    for request in tenant.requests.iter() {
        let open = request.progress.state.is_open();
        let there = !open || person_exists(tenant, request.target);
        found.expect("whoever a request is for exists", request.id, there);
    }
    for assignment in tenant.assignments.iter() {
        let active = assignment.progress.state.is_active();
        let there = !active || person_exists(tenant, assignment.target);
        found.expect("whoever holds access exists", assignment.id, there);
    }
}

fn person_exists(tenant: &Tenant, person: Person) -> bool {
    match person {
        Person::User(id) => tenant.find_user(id).is_some(),
        Person::ExternalPerson(id) => tenant.find_external_person(id).is_some(),
    }
}

/// A founded tenant has one resource directory.
pub(super) fn one_directory_owns_the_resources(tenant: &Tenant, found: &mut Findings) {
    let owners = tenant
        .directories
        .iter()
        .filter(|directory| directory.is_resource_directory)
        .count();
    let founded = !tenant.users.is_empty() || !tenant.catalogs.is_empty();
    let fits = owners == usize::from(founded);
    found.expect_overall("one directory owns the resources", fits);
}
