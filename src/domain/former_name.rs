//! Names that what was deleted had last.

use serde::{Deserialize, Serialize};

use crate::domain::id::ObjectRef;
use crate::domain::text::DisplayName;

/// The name of something that is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FormerName {
    /// What is gone.
    pub object: ObjectRef,
    /// The name that it had last.
    pub display_name: DisplayName,
}
