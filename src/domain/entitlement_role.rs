//! The roles of entitlement management: what administrators hand on without handing on the
//! directory.
//!
//! All but one are held in a single catalog. A role given to a group is held by its members, those
//! of nested groups included; what somebody may do is the sum of all their roles.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::id::{CatalogId, Principal, RoleAssignmentId};
use crate::domain::subject::words;
use crate::domain::time::Timestamp;

words! {
    /// A role of entitlement management.
    EntitlementRole {
        /// Makes catalogs, and owns those it makes.
        CatalogCreator = "catalogCreator", "Catalog creator";
        /// Does everything in a catalog.
        CatalogOwner = "catalogOwner", "Catalog owner";
        /// Reads everything in a catalog.
        CatalogReader = "catalogReader", "Catalog reader";
        /// Does everything with a catalog's packages, and reads the catalog.
        AccessPackageManager = "accessPackageManager", "Access package manager";
        /// Does everything with a catalog's requests and assignments, and reads the catalog.
        AccessPackageAssignmentManager = "accessPackageAssignmentManager", "Access package assignment manager";
    }
}

impl EntitlementRole {
    /// Returns the definition that identifies the role in every directory.
    pub const fn definition(self) -> Uuid {
        Uuid::from_u128(match self {
            Self::CatalogCreator => 0xba92_d953_d8e0_4e39_a797_0cbe_db0a_89e8,
            Self::CatalogOwner => 0xae79_f266_94d4_4dab_b730_feca_7e13_2178,
            Self::CatalogReader => 0x4427_2f93_9762_48e8_af59_1b53_51b1_d6b3,
            Self::AccessPackageManager => 0x7f48_0852_ebdc_47d4_87de_0d84_9838_4a83,
            Self::AccessPackageAssignmentManager => 0xe218_2095_804a_4656_ae11_6473_4e9b_7ae5,
        })
    }

    /// Returns the abbreviation by which administrators know the role, for the title bar.
    pub const fn abbreviation(self) -> &'static str {
        match self {
            Self::CatalogCreator => "CC",
            Self::CatalogOwner => "CO",
            Self::CatalogReader => "CR",
            Self::AccessPackageManager => "APM",
            Self::AccessPackageAssignmentManager => "APAM",
        }
    }

    /// Tells whether the role is held in one catalog rather than in the whole directory.
    pub const fn is_of_a_catalog(self) -> bool {
        match self {
            Self::CatalogCreator => false,
            Self::CatalogOwner
            | Self::CatalogReader
            | Self::AccessPackageManager
            | Self::AccessPackageAssignmentManager => true,
        }
    }
}

/// A role that was given to a user or group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RoleAssignment {
    /// Which role assignment.
    pub id: RoleAssignmentId,
    /// Who has the role: a user, or the members of a group.
    pub principal: Principal,
    /// The role.
    pub role: EntitlementRole,
    /// The catalog in which it is held; absent for roles over the whole directory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catalog: Option<CatalogId>,
    /// When it was given.
    pub created_date_time: Timestamp,
}
