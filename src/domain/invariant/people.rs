//! Rules on people and their roles.

use std::collections::BTreeSet;

use crate::domain::id::UserId;
use crate::domain::invariant::Findings;
use crate::domain::subject::DirectoryRole;
use crate::domain::tenant::Tenant;

/// Somebody who may sign in can administer the tenant.
pub(super) fn somebody_administers(tenant: &Tenant, found: &mut Findings) {
    let roles = [
        DirectoryRole::GlobalAdministrator,
        DirectoryRole::IdentityGovernanceAdministrator,
    ];
    let somebody = roles
        .iter()
        .any(|role| tenant.index.role_holders.count(role) > 0);
    let founded = tenant.resource_directory().is_some();
    found.expect_overall("somebody can administer the tenant", somebody || !founded);
}

/// A manager exists, and nobody is their own manager, however many steps up.
pub(super) fn chains_of_managers_end(tenant: &Tenant, found: &mut Findings) {
    let mut known_to_end: BTreeSet<UserId> = BTreeSet::new();
    for user in tenant.users.iter() {
        let mut chain = BTreeSet::from([user.id]);
        let mut above = user.manager;
        while let Some(id) = above.filter(|id| !known_to_end.contains(id)) {
            let circle = !chain.insert(id);
            found.expect("a chain of managers ends", user.id, !circle);
            let manager = tenant.find_user(id);
            found.expect("a manager exists", user.id, manager.is_some());
            above = manager
                .filter(|_| !circle)
                .and_then(|manager| manager.manager);
        }
        known_to_end.extend(chain);
    }
}
