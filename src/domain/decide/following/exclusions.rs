//! Whom an automatic policy may give its package now that something excludes it no longer.

use std::collections::BTreeSet;

use super::{Judgment, assigning};
use crate::domain::event::Edit;
use crate::domain::id::{GroupId, PackageId, PolicyId, UserId};
use crate::domain::package::AccessPackage;
use crate::domain::rule_turns::Ruled;
use crate::domain::tenant::Tenant;

/// Somebody ceased to hold a package that others exclude.
pub(super) fn of_holder(tenant: &Tenant, package: PackageId, user: UserId) -> Vec<Judgment> {
    let excluding = tenant.index.excluded_by_package.of(package);
    let policies = excluding.filter_map(|package| assigning(tenant, *package));
    policies
        .map(|policy| (Ruled::Policy(policy), user))
        .collect()
}

/// Some left a group whose members some packages exclude, or it was deleted.
pub(super) fn of_leaving(
    tenant: &Tenant,
    group: GroupId,
    users: impl FnOnce() -> BTreeSet<UserId>,
) -> Vec<Judgment> {
    judgments(&excluding(tenant, group), users)
}

/// A package excludes less than before.
pub(super) fn of_package(tenant: &Tenant, edit: &Edit<AccessPackage>) -> Vec<Judgment> {
    let (Some(old), Some(new)) = (edit.old.as_deref(), edit.new.as_deref()) else {
        return Vec::new();
    };
    let packages = old
        .incompatible_access_packages
        .is_subset(&new.incompatible_access_packages);
    let groups = old.incompatible_groups.is_subset(&new.incompatible_groups);
    let Some(policy) = assigning(tenant, new.id).filter(|_| !(packages && groups)) else {
        return Vec::new();
    };
    let everybody = || tenant.users.iter().map(|user| user.id).collect();
    judgments(&BTreeSet::from([policy]), everybody)
}

fn judgments(
    policies: &BTreeSet<PolicyId>,
    users: impl FnOnce() -> BTreeSet<UserId>,
) -> Vec<Judgment> {
    if policies.is_empty() {
        return Vec::new();
    }
    let users = users();
    let pairs = policies
        .iter()
        .flat_map(|policy| users.iter().map(|user| (Ruled::Policy(*policy), *user)));
    pairs.collect()
}

/// Lists the automatic policies of packages that exclude the members of a group or of one that it
/// lies in.
fn excluding(tenant: &Tenant, group: GroupId) -> BTreeSet<PolicyId> {
    if tenant.index.policies_automatic.total() == 0 {
        return BTreeSet::new();
    }
    let packages = tenant
        .groups_around(group)
        .into_iter()
        .flat_map(|group| tenant.index.excluded_by_group.of(group));
    packages
        .filter_map(|package| assigning(tenant, *package))
        .collect()
}
