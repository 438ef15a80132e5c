//! Whom an automatic policy may give its package now that something excludes it no longer.

use std::collections::BTreeSet;

use super::{Judgment, assigning, users_behind};
use crate::domain::event::Edit;
use crate::domain::group::{Group, Membership};
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

/// Somebody left a group whose members some packages exclude.
pub(super) fn of_membership(tenant: &Tenant, edit: &Edit<Membership>) -> Vec<Judgment> {
    let Some(gone) = edit.old.as_deref().filter(|_| edit.new.is_none()) else {
        return Vec::new();
    };
    let users = || users_behind(tenant, gone.member);
    judgments(&excluding(tenant, gone.group), users)
}

/// A group whose members some packages exclude was deleted.
pub(super) fn of_group(tenant: &Tenant, edit: &Edit<Group>) -> Vec<Judgment> {
    let live = |group: &Group| group.deleted_date_time.is_none();
    let was = edit.old.as_deref().is_some_and(live);
    let Some(group) = edit.new.as_deref().filter(|new| was && !live(new)) else {
        return Vec::new();
    };
    let users = || {
        let members = tenant.members(group.id);
        members
            .flat_map(|member| users_behind(tenant, member))
            .collect()
    };
    judgments(&excluding(tenant, group.id), users)
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
