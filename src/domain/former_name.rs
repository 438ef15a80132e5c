//! Names that what was deleted had last.

use serde::{Deserialize, Serialize};

use crate::domain::id::{CatalogId, ObjectRef};
use crate::domain::resource::ResourceRole;
use crate::domain::text::DisplayName;

/// The name of something that is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FormerName {
    /// What is gone.
    pub object: ObjectRef,
    /// The name that it had last.
    pub display_name: DisplayName,
    /// The catalog that a package was in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catalog: Option<CatalogId>,
    /// The roles that an application or a site offered, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<(ResourceRole, String)>,
}
