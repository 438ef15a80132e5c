//! Who has which role on an application, a site or the directory.
//!
//! Members and owners of groups have records of their own, and so has an active role over the
//! directory, which stands in the account; everything else that access packages give stands here.

use serde::{Deserialize, Serialize};

use crate::domain::id::{Origin, UserId};
use crate::domain::resource::ResourceRole;

/// Somebody's role on an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RoleHolding {
    /// The object.
    pub object: Origin,
    /// The role on it.
    pub role: ResourceRole,
    /// Who has it.
    pub user: UserId,
}
