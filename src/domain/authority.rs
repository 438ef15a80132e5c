//! Who may do what.

use serde::{Deserialize, Serialize};

/// The right that allowed a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Grant {
    /// Everybody may.
    Everybody,
}
