//! Resources: directory objects that a catalog may hand out, and the roles they offer.

use serde::{Deserialize, Serialize};

use crate::domain::id::{CatalogId, GroupId, ObjectRef, ResourceId, RoleScopeId};
use crate::domain::shape::{Shape, Shaped};
use crate::domain::subject::words;
use crate::domain::text::DisplayName;
use crate::domain::time::Timestamp;

words! {
    /// The kind of system that a resource comes from.
    OriginSystem {
        /// A group of the directory.
        AadGroup = "AadGroup", "Group";
    }

    /// What one can be on a resource.
    ResourceRole {
        /// A member of the group.
        Member = "Member", "Member";
        /// An owner of the group.
        Owner = "Owner", "Owner";
    }
}

/// The object behind a resource; in JSON `group:<guid>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Origin {
    /// A group.
    Group(GroupId),
}

impl Origin {
    /// The smallest origin, where a range over origins begins.
    pub const MIN: Self = Self::Group(GroupId::MIN);

    /// Returns the object itself.
    pub const fn object(self) -> ObjectRef {
        match self {
            Self::Group(group) => ObjectRef::Group(group),
        }
    }

    /// Returns the system the object lives in.
    pub const fn system(self) -> OriginSystem {
        match self {
            Self::Group(_) => OriginSystem::AadGroup,
        }
    }

    /// Lists the roles that the object offers.
    pub const fn roles(self) -> &'static [ResourceRole] {
        match self {
            Self::Group(_) => &[ResourceRole::Member, ResourceRole::Owner],
        }
    }
}

/// An object's presence in a catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Resource {
    /// Which resource.
    pub id: ResourceId,
    /// The catalog that may hand it out.
    pub catalog: CatalogId,
    /// The object behind it.
    pub origin: Origin,
    /// The object's name when it was added, for the time after the object is gone.
    pub display_name: DisplayName,
    /// When it was added.
    pub created_date_time: Timestamp,
}

/// A role on a resource that a package gives to whoever is assigned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RoleScope {
    /// Which grant of the package.
    pub id: RoleScopeId,
    /// The resource, of the package's own catalog.
    pub resource: ResourceId,
    /// The role on it.
    pub role: ResourceRole,
}

impl Shaped for Origin {
    const SHAPE: Shape = Shape::Reference(&[crate::domain::id::ObjectKind::Group]);
}
