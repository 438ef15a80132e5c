//! Who may hand an object over to catalogs and take it back: the second table of rights.
//!
//! A right over the catalog is not enough; over the object behind the resource there must be one
//! as well: over the members and owners of a group, the role assignments of an application, the
//! permissions of a site. Once a resource is in a catalog, packages give it without any of these.

use crate::domain::authority::table::{
    APPLICATIONS, CLOUD_APPLICATIONS, EXCHANGE, GLOBAL, GOVERNANCE, GROUPS, INTUNE,
    PRIVILEGED_ROLES, SHARE_POINT, USERS,
};
use crate::domain::authority::{Holder, holds};
use crate::domain::group::GroupTrait;
use crate::domain::id::{Origin, Person};
use crate::domain::refusal::{CatalogRefusal, Refusal};
use crate::domain::tenant::Tenant;
use crate::domain::walk::{Check, Sink, require};

/// A kind of object, as far as rights differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A group that only gives access.
    SecurityGroup,
    /// A Microsoft 365 group, with a team or without.
    Microsoft365Group,
    /// An application.
    Application,
    /// A site.
    Site,
    /// A role over the directory, or a group to which such roles can be given.
    Privileged,
}

/// A row of the second table of rights.
#[derive(Debug, Clone, Copy)]
pub struct OverObject {
    /// The kind of object.
    pub target: Target,
    /// What gives a right over such an object.
    pub holders: &'static [Holder],
}

/// The second table of rights: what gives a right over the object behind a resource.
pub const OVER: &[OverObject] = &[
    OverObject {
        target: Target::SecurityGroup,
        holders: &[GLOBAL, USERS, GROUPS, INTUNE, Holder::GroupOwner],
    },
    OverObject {
        target: Target::Microsoft365Group,
        holders: &[
            GLOBAL,
            USERS,
            GROUPS,
            INTUNE,
            EXCHANGE,
            SHARE_POINT,
            Holder::GroupOwner,
        ],
    },
    OverObject {
        target: Target::Application,
        holders: &[
            GLOBAL,
            GOVERNANCE,
            USERS,
            APPLICATIONS,
            CLOUD_APPLICATIONS,
            Holder::ApplicationOwner,
        ],
    },
    OverObject {
        target: Target::Site,
        holders: &[GLOBAL, SHARE_POINT, Holder::SiteOwner],
    },
    OverObject {
        target: Target::Privileged,
        holders: &[GLOBAL, PRIVILEGED_ROLES],
    },
];

impl Target {
    /// Returns the row that an object falls under.
    pub fn of(tenant: &Tenant, origin: Origin) -> Self {
        match origin {
            Origin::Group(id) => match tenant.find_group(id) {
                Some(group) if group.is(GroupTrait::RoleAssignable) => Self::Privileged,
                Some(group) if group.kind().is_unified() => Self::Microsoft365Group,
                Some(_) | None => Self::SecurityGroup,
            },
            Origin::Application(_) => Self::Application,
            Origin::Site(_) => Self::Site,
            Origin::DirectoryRole(_) => Self::Privileged,
        }
    }
}

/// Requires a right over the object behind a resource.
///
/// Where the object is gone nothing is left to have a right over, and the right over the catalog
/// is enough to take the resource out.
pub(super) fn require_over<S: Sink + ?Sized>(
    tenant: &Tenant,
    actor: Person,
    origin: Origin,
    sink: &mut S,
) -> Result<(), Refusal> {
    let object = origin.object();
    let target = Target::of(tenant, origin);
    let gone = !tenant.contains(object);
    let row = OVER.iter().find(|row| row.target == target);
    let held = row.is_some_and(|row| {
        let mut holders = row.holders.iter();
        holders.any(|holder| holds(tenant, actor, *holder, Some(object)))
    });
    require(
        sink,
        Check::RightOverObject,
        &[actor.into(), object],
        held || gone,
        || CatalogRefusal::CallerNotResourceOwner { object }.into(),
    )
}
