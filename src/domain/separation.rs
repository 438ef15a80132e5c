//! Separation of duties: what somebody holds that keeps them from a package.
//!
//! The links lead one way: a package lists what excludes it. The same function refuses a request,
//! fails a delivery and tells approvers what they are about to approve; nobody can override it.

use std::collections::BTreeSet;

use crate::domain::id::{AssignmentId, ObjectRef, PackageId, Person};
use crate::domain::refusal::{Refusal, RequestRefusal};
use crate::domain::tenant::Tenant;
use crate::domain::walk::{Check, Sink};

/// Finds what keeps somebody from a package: an active assignment of a package that it lists, else a
/// group that it lists and that the person is in, directly or through nested groups.
pub fn conflict(tenant: &Tenant, person: Person, package: PackageId) -> Option<ObjectRef> {
    let package = tenant.find_package(package)?;
    let held = package
        .incompatible_access_packages
        .iter()
        .find_map(|other| tenant.held_by(person, *other))
        .map(ObjectRef::Assignment);
    held.or_else(|| {
        if package.incompatible_groups.is_empty() {
            return None;
        }
        let groups = tenant.groups_of(tenant.account_of(person)?);
        package
            .incompatible_groups
            .iter()
            .find(|group| groups.contains(group))
            .map(|group| ObjectRef::Group(*group))
    })
}

/// Requires that nothing keeps somebody from a package.
pub fn separate<S: Sink + ?Sized>(
    tenant: &Tenant,
    person: Person,
    package: PackageId,
    sink: &mut S,
) -> Result<(), Refusal> {
    let conflict = conflict(tenant, person, package);
    sink.note(
        Check::NothingIncompatible,
        conflict.is_none(),
        &[conflict.unwrap_or_else(|| package.into())],
    );
    match conflict {
        Some(conflict) => Err(RequestRefusal::IncompatibleAccess {
            package,
            person,
            conflict,
        }
        .into()),
        None => Ok(()),
    }
}

/// Lists the packages that list something that excludes them.
pub fn restricted(tenant: &Tenant) -> BTreeSet<PackageId> {
    let by_package = tenant.index.excluded_by_package.iter();
    let by_group = tenant.index.excluded_by_group.iter();
    let by_package = by_package.map(|(_, package)| *package);
    by_package
        .chain(by_group.map(|(_, package)| *package))
        .collect()
}

/// Lists the active assignments of a package whose holders have something that excludes it, with
/// what that is: access from before the link was made, which stays until it ends.
pub fn additional_access(tenant: &Tenant, package: PackageId) -> Vec<(AssignmentId, ObjectRef)> {
    tenant
        .index
        .active_to
        .of(package)
        .filter_map(|id| tenant.find_assignment(*id))
        .filter_map(|assignment| {
            conflict(tenant, assignment.target, package).map(|conflict| (assignment.id, conflict))
        })
        .collect()
}
