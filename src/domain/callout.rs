//! Callouts: one call of a custom extension, and what came of it.

use serde::{Deserialize, Serialize};

use crate::domain::custom_extension::ExtensionStage;
use crate::domain::id::{CalloutId, CalloutSubject, CustomExtensionId};
use crate::domain::subject::words;
use crate::domain::text::DisplayName;
use crate::domain::time::Timestamp;

words! {
    /// Where a call stands.
    CalloutStatus {
        /// The workflow was launched, and nobody waits for it.
        CalloutSent = "calloutSent", "launched";
        /// The workflow called back.
        CallbackReceived = "callbackReceived", "called back";
        /// The workflow could not be launched, or broke down.
        CalloutFailed = "calloutFailed", "failed";
        /// The workflow did not call back in time.
        CallbackTimedOut = "callbackTimedOut", "did not call back in time";
        /// The workflow is to call back.
        WaitingForCallback = "waitingForCallback", "to call back";
    }

    /// What a workflow says when it calls back.
    CalloutAnswer {
        /// The request may go on.
        Continue = "continue", "let it go on";
        /// The request is denied.
        Deny = "deny", "denied it";
        /// The workflow broke down.
        Fail = "fail", "broke down";
    }
}

/// One call of a custom extension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Callout {
    /// Which call.
    pub id: CalloutId,
    /// The extension, which may be gone by now.
    pub custom_extension: CustomExtensionId,
    /// What the extension was called then.
    pub display_name: DisplayName,
    /// The request or assignment that it was called about.
    pub subject: CalloutSubject,
    /// At which step.
    pub stage: ExtensionStage,
    /// When.
    pub sent_date_time: Timestamp,
    /// Until when it is waited for the workflow to call back, if it is.
    pub due: Option<Timestamp>,
    /// Where it stands.
    pub status: CalloutStatus,
    /// What the workflow said.
    pub answer: Option<CalloutAnswer>,
    /// When the workflow called back, or was given up.
    pub settled_date_time: Option<Timestamp>,
}

impl Callout {
    /// Tells whether the workflow is still to call back.
    pub const fn is_open(&self) -> bool {
        match self.status {
            CalloutStatus::WaitingForCallback => true,
            CalloutStatus::CalloutSent
            | CalloutStatus::CallbackReceived
            | CalloutStatus::CalloutFailed
            | CalloutStatus::CallbackTimedOut => false,
        }
    }

    /// Tells whether the call did what it was for, so that it need not be made again.
    pub const fn has_succeeded(&self) -> bool {
        match self.status {
            CalloutStatus::CalloutSent | CalloutStatus::CallbackReceived => true,
            CalloutStatus::CalloutFailed
            | CalloutStatus::CallbackTimedOut
            | CalloutStatus::WaitingForCallback => false,
        }
    }
}
