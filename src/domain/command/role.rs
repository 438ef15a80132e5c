//! Commands that hand work on to others: the roles of entitlement management.

use crate::domain::command::commands;
use crate::domain::entitlement_role::EntitlementRole;
use crate::domain::id::{CatalogId, Principal};
use crate::domain::shape::members;

commands! {
    /// What can be done to the roles of entitlement management.
    "do" RoleCommand {
        /// Gives a user, or the members of a group, a role in a catalog or the right to make catalogs.
        AssignRole(HeldRole) = "assignRole",
        /// Takes such a role away.
        RemoveRole(HeldRole) = "removeRole",
    }
}

members! {
    /// Fields of `assignRole` and `removeRole`.
    #[derive(Copy)]
    pub struct HeldRole {
        /// The user or group.
        principal: Principal,
        /// The role.
        role: EntitlementRole,
        /// The catalog; wanted for every role but that of catalog creators.
        catalog: Option<CatalogId>,
    }
}
