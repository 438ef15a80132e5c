//! Rules on the roles of entitlement management.

use std::collections::BTreeSet;

use crate::domain::id::Principal;
use crate::domain::invariant::Findings;
use crate::domain::tenant::Tenant;

/// A role is held where roles of its kind are, once, by somebody who is not gone for good.
pub(super) fn roles_are_held_by_somebody(tenant: &Tenant, found: &mut Findings) {
    let mut held = BTreeSet::new();
    for given in tenant.role_assignments.iter() {
        let placed = given.role.is_of_a_catalog() == given.catalog.is_some();
        let rule = "a role is held in a catalog, or in the whole directory";
        found.expect(rule, given.id, placed);
        let there = given
            .catalog
            .is_none_or(|catalog| tenant.find_catalog(catalog).is_some());
        found.expect("a role is held in a catalog that exists", given.id, there);
        let new = held.insert((given.principal, given.role, given.catalog));
        found.expect("a role is given once", given.id, new);
        let purged = match given.principal {
            Principal::User(id) => tenant.find_user(id).map(|user| user.purged_date_time),
            Principal::Group(id) => tenant.find_group(id).map(|group| group.purged_date_time),
        };
        let somebody = purged.is_some_and(|purged| purged.is_none());
        found.expect("a role is held by somebody", given.id, somebody);
    }
}
