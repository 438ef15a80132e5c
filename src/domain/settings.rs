//! The tenant's settings of entitlement management.

use serde::{Deserialize, Serialize};

use crate::domain::guest::Farewell;
use crate::domain::shape::{Shape, Shaped};
use crate::domain::subject::words;
use crate::domain::time::Span;

words! {
    /// What becomes of a governed guest who loses the last assignment.
    ExternalUserLifecycleAction {
        /// Nothing.
        None = "none", "Nothing";
        /// The guest can no longer sign in.
        BlockSignIn = "blockSignIn", "Block sign-in";
        /// The guest can no longer sign in, and is deleted after a while.
        BlockSignInAndDelete = "blockSignInAndDelete", "Block sign-in, then delete";
    }

    /// Who sees in My Access what a package gives.
    ResourceRoleVisibility {
        /// Nobody.
        None = "none", "Nobody";
        /// Members of the directory.
        Members = "members", "Members";
        /// Guests too.
        Everyone = "everyone", "Everyone";
    }
}

/// For how many days records are kept: 1 to 3,660.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct KeptDays(u32);

impl KeptDays {
    /// The longest time for which records are kept.
    pub const MOST: u32 = 3_660;

    /// Returns the number.
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl TryFrom<u32> for KeptDays {
    type Error = String;
    fn try_from(days: u32) -> Result<Self, String> {
        if (1..=Self::MOST).contains(&days) {
            Ok(Self(days))
        } else {
            Err(format!("records are kept for 1 to {} days", Self::MOST))
        }
    }
}

impl From<KeptDays> for u32 {
    fn from(days: KeptDays) -> Self {
        days.0
    }
}

impl Shaped for KeptDays {
    const SHAPE: Shape = Shape::Within(1, Self::MOST);
}

/// The tenant's settings of entitlement management.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the switches are independent of each other"
)]
pub struct Settings {
    /// What becomes of a governed guest who loses the last assignment.
    pub external_user_lifecycle_action: ExternalUserLifecycleAction,
    /// How long after that the guest is deleted; at once when 0.
    pub duration_until_external_user_deleted_after_blocked: Span,
    /// Whether a guest who is to be deleted may sign in until then.
    pub delete_without_block: bool,
    /// Who sees in My Access what a package gives.
    pub resource_role_visibility: ResourceRoleVisibility,
    /// Whether requestors see who decides.
    pub show_approver_details: bool,
    /// Whether My Access suggests packages.
    pub suggested_packages: bool,
    /// Whether approvers may let somebody else decide for them.
    pub approval_delegation: bool,
    /// Whether members find packages that only specific users may request.
    pub show_specific_scope_to_all_members: bool,
    /// How many days the audit log is kept.
    pub audit_retention_days: u32,
    /// How many days requests are kept once they are completed.
    pub request_retention_days: u32,
}

impl Settings {
    /// Returns what becomes of a governed guest who loses the last assignment; `None` where the
    /// account stays as it is.
    pub fn farewell(&self) -> Option<Farewell> {
        let deletes = match self.external_user_lifecycle_action {
            ExternalUserLifecycleAction::None => return None,
            ExternalUserLifecycleAction::BlockSignIn => false,
            ExternalUserLifecycleAction::BlockSignInAndDelete => true,
        };
        let wait = self.duration_until_external_user_deleted_after_blocked;
        Some(Farewell {
            blocks: !(deletes && self.delete_without_block),
            deletes_after: deletes.then_some(wait),
        })
    }

    /// Returns what a new tenant begins with, which its founding tells.
    pub fn of_a_new_tenant() -> Self {
        Self {
            show_approver_details: false,
            ..Self::default()
        }
    }

    /// Returns how long the record of a request is kept after it ended.
    pub const fn request_retention(&self) -> Span {
        Span::days(self.request_retention_days)
    }

    /// Returns how long entries of the audit log are kept.
    pub const fn audit_retention(&self) -> Span {
        Span::days(self.audit_retention_days)
    }
}

/// What holds in a tenant whose record says nothing about it.
///
/// These never change: records of tenants that were founded before lean on them. What new tenants are
/// to begin with goes into [`Settings::of_a_new_tenant`].
impl Default for Settings {
    fn default() -> Self {
        Self {
            external_user_lifecycle_action: ExternalUserLifecycleAction::BlockSignInAndDelete,
            duration_until_external_user_deleted_after_blocked: Span::days(30),
            delete_without_block: false,
            resource_role_visibility: ResourceRoleVisibility::Everyone,
            show_approver_details: true,
            suggested_packages: false,
            approval_delegation: false,
            show_specific_scope_to_all_members: false,
            audit_retention_days: 30,
            request_retention_days: 90,
        }
    }
}
