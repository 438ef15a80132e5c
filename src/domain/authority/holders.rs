//! Everything that could give a right, each held or not: the answer to "may they, and by what?".

use crate::domain::authority::{Grant, Holder, RIGHTS, Right, holds, may, right_for, signed_in};
use crate::domain::command::Command;
use crate::domain::id::{ObjectRef, Person};
use crate::domain::refusal::Refusal;
use crate::domain::tenant::Tenant;
use crate::domain::walk::Sink;

impl Holder {
    /// Returns the words that people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::DirectoryRole(role) => role.label(),
            Self::EntitlementRole(role) => role.label(),
            Self::GroupOwner => "Owner of the group",
            Self::ApplicationOwner => "Owner of the application",
            Self::SiteOwner => "Owner of the site",
            Self::Member => "Member of the directory",
            Self::Anybody => "Anybody",
        }
    }
}

/// Lists what could give a right, and whether a person has it.
pub fn holders(
    tenant: &Tenant,
    person: Person,
    right: Right,
    scope: Option<ObjectRef>,
) -> Vec<(Holder, bool)> {
    RIGHTS
        .iter()
        .filter(|(listed, ..)| *listed == right)
        .flat_map(|(_, holders, _)| *holders)
        .map(|holder| (*holder, holds(tenant, person, *holder, scope)))
        .collect()
}

/// Rules on a command as far as that can be done before all its objects are known.
pub fn right_held<S: Sink + ?Sized>(
    tenant: &Tenant,
    actor: Person,
    command: &Command,
    sink: &mut S,
) -> Result<Grant, Refusal> {
    signed_in(tenant, actor, sink)?;
    let (right, scope) = right_for(tenant, command);
    may(tenant, actor, right, scope, sink)
}
