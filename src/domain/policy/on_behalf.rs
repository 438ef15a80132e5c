//! What a policy lets managers do for those who report to them directly.

use serde::{Deserialize, Serialize};

use crate::domain::shape::{Member, Shape, Shaped};

/// What a policy lets managers do for their direct reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OnBehalf {
    /// Ask for access.
    pub may_add: bool,
    /// Ask for more time.
    pub may_extend: bool,
    /// Hand access back.
    pub may_give_back: bool,
}

impl OnBehalf {
    /// Tells whether managers may do anything.
    pub const fn is_on(self) -> bool {
        self.may_add || self.may_extend || self.may_give_back
    }
}

/// Whoever may ask on behalf of somebody, in Graph's form; the manager is the only one there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "@odata.type", rename_all_fields = "camelCase")]
pub enum OnBehalfRequestor {
    /// The manager of whoever gets access.
    #[serde(rename = "#microsoft.graph.targetManager")]
    TargetManager {
        /// How far up.
        #[serde(default)]
        manager_level: DirectManager,
    },
}

impl OnBehalfRequestor {
    /// The direct manager.
    pub const MANAGER: Self = Self::TargetManager {
        manager_level: DirectManager,
    };
}

impl Shaped for OnBehalfRequestor {
    const SHAPE: Shape = Shape::Tagged(&[(
        "#microsoft.graph.targetManager",
        &[Member::new("managerLevel", Shape::Within(1, 1), false)],
    )]);
}

/// The first level of management: nobody further up acts on behalf of anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct DirectManager;

impl TryFrom<u32> for DirectManager {
    type Error = String;
    fn try_from(level: u32) -> Result<Self, String> {
        if level == 1 {
            Ok(Self)
        } else {
            Err(format!(
                "managerLevel is {level}, only 1 acts on behalf of somebody"
            ))
        }
    }
}

impl From<DirectManager> for u32 {
    fn from(_: DirectManager) -> Self {
        1
    }
}
