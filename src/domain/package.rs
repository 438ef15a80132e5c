//! Access packages: bundles of resource roles with policies for getting them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::domain::id::{CatalogId, GroupId, PackageId};
use crate::domain::resource::RoleScope;
use crate::domain::text::{Description, DisplayName};
use crate::domain::time::Timestamp;

mod link;

pub use link::{NoLink, PackageLink};

/// Whether people find a package by browsing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "bool", into = "bool")]
pub enum PackageVisibility {
    /// Listed for everybody who may request it.
    Listed,
    /// Not listed; whoever has the link may still request it.
    Hidden,
}

impl From<bool> for PackageVisibility {
    fn from(is_hidden: bool) -> Self {
        if is_hidden {
            Self::Hidden
        } else {
            Self::Listed
        }
    }
}

impl From<PackageVisibility> for bool {
    fn from(visibility: PackageVisibility) -> Self {
        visibility == PackageVisibility::Hidden
    }
}

/// An access package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AccessPackage {
    /// Which package.
    pub id: PackageId,
    /// The catalog it belongs to, for good.
    pub catalog: CatalogId,
    /// Its name, unique in the catalog.
    pub display_name: DisplayName,
    /// What it is for; requestors read it.
    pub description: Description,
    /// Whether people find it by browsing.
    #[serde(rename = "isHidden")]
    pub visibility: PackageVisibility,
    /// What it gives.
    pub resource_roles: Vec<RoleScope>,
    /// Whoever holds one of these does not get this package; the reverse is not implied.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub incompatible_access_packages: BTreeSet<PackageId>,
    /// Whoever is in one of these, nested groups included, does not get this package.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub incompatible_groups: BTreeSet<GroupId>,
    /// When it was made.
    pub created_date_time: Timestamp,
    /// When it was last edited.
    pub modified_date_time: Timestamp,
}

impl AccessPackage {
    /// Returns the My Access link, in which `hint` is the directory's initial domain.
    pub fn link(&self, hint: &str) -> String {
        let link = PackageLink {
            directory: Some(hint.to_owned()),
            package: self.id,
        };
        link.to_string()
    }
}
