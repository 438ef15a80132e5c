//! Catalogs: what holds resources and packages together and decides who may look in.

use serde::{Deserialize, Serialize};

use crate::domain::id::CatalogId;
use crate::domain::subject::words;
use crate::domain::text::{Description, DisplayName};
use crate::domain::time::Timestamp;

words! {
    /// Whether a catalog's packages may be requested.
    CatalogState {
        /// Its packages can be requested: the portal's *Enabled: Yes*.
        Published = "published", "yes";
        /// Its packages are hidden, and new requests are refused.
        Unpublished = "unpublished", "no";
    }

    /// Where a catalog comes from.
    CatalogType {
        /// Made by people.
        UserManaged = "userManaged", "user managed";
        /// The built-in one, named General.
        ServiceDefault = "serviceDefault", "built in";
    }
}

/// A catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Catalog {
    /// Which catalog.
    pub id: CatalogId,
    /// Its name, unique among catalogs.
    pub display_name: DisplayName,
    /// What it is for; requestors read it.
    pub description: Description,
    /// Made by people, or built in.
    pub catalog_type: CatalogType,
    /// Whether its packages may be requested.
    pub state: CatalogState,
    /// Whether people from other directories may request them too.
    pub is_externally_visible: bool,
    /// When it was made.
    pub created_date_time: Timestamp,
    /// When it was last edited.
    pub modified_date_time: Timestamp,
}
