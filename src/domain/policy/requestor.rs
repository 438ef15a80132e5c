//! What a policy lets people do besides asking for access.

use crate::domain::policy::{OnBehalf, OnBehalfRequestor};
use crate::domain::shape::members;

/// What the people in scope may do besides asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the switches are independent of each other"
)]
pub struct RequestorSettings {
    /// Ask for more time before access ends.
    pub may_extend: bool,
    /// Hand access back.
    pub may_give_back: bool,
    /// Choose when access begins and ends.
    pub may_schedule: bool,
    /// Whether access ends when its holder no longer is among the users and groups that the policy
    /// lists. The service leaves such access until it expires; this is an offer of the desk.
    pub ends_with_scope: bool,
    /// What their managers may do for them.
    pub on_behalf: OnBehalf,
}

members! {
    /// Graph's requestor settings.
    #[derive(Default)]
    pub struct RequestorSettingsBody {
        /// Whether people in scope may ask; follows `isEnabled` when absent.
        enable_targets_to_self_add_access: Option<bool>,
        /// Whether they may ask for more time.
        enable_targets_to_self_update_access: Option<bool>,
        /// Whether they may hand access back.
        enable_targets_to_self_remove_access: Option<bool>,
        /// Whether they may choose when access begins and ends.
        allow_custom_assignment_schedule: Option<bool>,
        /// Whether managers may ask for their direct reports.
        enable_on_behalf_requestors_to_add_access: Option<bool>,
        /// Whether managers may ask for more time for them.
        enable_on_behalf_requestors_to_update_access: Option<bool>,
        /// Whether managers may hand their access back.
        enable_on_behalf_requestors_to_remove_access: Option<bool>,
        /// Whether access ends when its holder leaves the users and groups listed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remove_access_when_target_leaves_allowed_targets: Option<bool>,
        /// Who asks on behalf of somebody: the direct manager.
        on_behalf_requestors: Option<Vec<OnBehalfRequestor>>,
    }
}

impl RequestorSettingsBody {
    /// Fills in what is absent, and leaves out what only counts where the policy lists users: more
    /// time can be asked for where access ends by itself, and handed back is what people asked for.
    pub(super) fn settled(
        &self,
        asked: bool,
        lists_users: bool,
        has_end: bool,
    ) -> RequestorSettings {
        RequestorSettings {
            may_extend: self.enable_targets_to_self_update_access.unwrap_or(has_end),
            may_give_back: self.enable_targets_to_self_remove_access.unwrap_or(asked),
            may_schedule: self.allow_custom_assignment_schedule.unwrap_or(true),
            ends_with_scope: lists_users
                && self
                    .remove_access_when_target_leaves_allowed_targets
                    .unwrap_or(false),
            on_behalf: OnBehalf {
                may_add: self
                    .enable_on_behalf_requestors_to_add_access
                    .unwrap_or(false),
                may_extend: self
                    .enable_on_behalf_requestors_to_update_access
                    .unwrap_or(false),
                may_give_back: self
                    .enable_on_behalf_requestors_to_remove_access
                    .unwrap_or(false),
            },
        }
    }
}

impl RequestorSettings {
    /// Returns the settings as JSON has them; `asks` says whether anybody asks under the policy.
    pub(super) fn body(self, asks: bool) -> RequestorSettingsBody {
        let on_behalf = self.on_behalf;
        RequestorSettingsBody {
            enable_targets_to_self_add_access: Some(asks),
            enable_targets_to_self_update_access: Some(self.may_extend),
            enable_targets_to_self_remove_access: Some(self.may_give_back),
            allow_custom_assignment_schedule: Some(self.may_schedule),
            enable_on_behalf_requestors_to_add_access: Some(on_behalf.may_add),
            enable_on_behalf_requestors_to_update_access: Some(on_behalf.may_extend),
            enable_on_behalf_requestors_to_remove_access: Some(on_behalf.may_give_back),
            remove_access_when_target_leaves_allowed_targets: self.ends_with_scope.then_some(true),
            on_behalf_requestors: Some(if on_behalf.is_on() {
                vec![OnBehalfRequestor::MANAGER]
            } else {
                Vec::new()
            }),
        }
    }
}
