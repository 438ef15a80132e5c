//! Where a request stands, and why it ended without access.

use serde::{Deserialize, Serialize};

use crate::domain::custom_extension::ExtensionStage;
use crate::domain::id::ObjectRef;
use crate::domain::time::Timestamp;

/// Why a request ended without access.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DenialReason {
    /// An approver denied it.
    Approver,
    /// A workflow outside denied it.
    CustomExtension,
    /// Nobody decided in time; people see this as *Expired*.
    ApprovalTimedOut,
    /// The requested period was over before it was approved.
    PeriodOver,
}

/// Why an approved request led to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DeliveryFailure {
    /// None of the package's roles could be given.
    NothingGiven,
    /// The account is gone or may not sign in.
    AccountUnavailable,
    /// The directory does not let in the person's domain.
    DomainBlocked,
    /// The policy assigns to as many users as it may.
    PolicyFull,
    /// An assignment or a group of the target excludes the package.
    Incompatible(ObjectRef),
    /// A workflow that was called at a step failed.
    CalloutFailed(ExtensionStage),
    /// A workflow that was called at a step did not call back in time.
    CallbackTimedOut(ExtensionStage),
}

impl DeliveryFailure {
    /// Returns the step at which a workflow kept the request from going on, if one did.
    pub const fn stopped_at(self) -> Option<ExtensionStage> {
        match self {
            Self::CalloutFailed(stage) | Self::CallbackTimedOut(stage) => Some(stage),
            Self::NothingGiven
            | Self::AccountUnavailable
            | Self::DomainBlocked
            | Self::PolicyFull
            | Self::Incompatible(_) => None,
        }
    }
}

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum RequestState {
    /// Just asked; never seen between two commits.
    Submitted,
    /// A workflow outside is to call back before it goes on.
    WaitingForCallback {
        /// The step at which the workflow was called.
        stage: ExtensionStage,
    },
    /// A stage waits for its approvers.
    PendingApproval {
        /// The open stage, counted from 0.
        stage: usize,
        /// When the stage ends without a decision.
        due: Timestamp,
    },
    /// Approved, and waiting for its start.
    Scheduled {
        /// When access begins.
        start: Timestamp,
    },
    /// Access is being given or taken.
    Delivering,
    /// Everything was given or taken.
    Delivered,
    /// Some of the package's roles could not be given.
    PartiallyDelivered,
    /// Nothing could be given.
    DeliveryFailed(DeliveryFailure),
    /// Refused by people or by time.
    Denied(DenialReason),
    /// Taken back before anything was given.
    Canceled,
}

impl RequestState {
    /// Tells whether the request may still lead to access.
    pub const fn is_open(self) -> bool {
        match self {
            Self::Submitted
            | Self::WaitingForCallback { .. }
            | Self::PendingApproval { .. }
            | Self::Scheduled { .. }
            | Self::Delivering => true,
            Self::Delivered
            | Self::PartiallyDelivered
            | Self::DeliveryFailed(_)
            | Self::Denied(_)
            | Self::Canceled => false,
        }
    }

    /// Tells whether requestor and administrators may take the request back.
    pub const fn is_cancelable(self) -> bool {
        match self {
            Self::Submitted
            | Self::WaitingForCallback { .. }
            | Self::PendingApproval { .. }
            | Self::Scheduled { .. } => true,
            Self::Delivering
            | Self::Delivered
            | Self::PartiallyDelivered
            | Self::DeliveryFailed(_)
            | Self::Denied(_)
            | Self::Canceled => false,
        }
    }

    /// Tells whether something of the delivery failed.
    pub const fn is_failed(self) -> bool {
        match self {
            Self::PartiallyDelivered | Self::DeliveryFailed(_) => true,
            Self::Submitted
            | Self::WaitingForCallback { .. }
            | Self::PendingApproval { .. }
            | Self::Scheduled { .. }
            | Self::Delivering
            | Self::Delivered
            | Self::Denied(_)
            | Self::Canceled => false,
        }
    }

    /// Returns the state as Graph's `state` writes it.
    pub const fn json(self) -> &'static str {
        match self {
            Self::Submitted | Self::WaitingForCallback { .. } => "submitted",
            Self::PendingApproval { .. } => "pendingApproval",
            Self::Scheduled { .. } => "scheduled",
            Self::Delivering => "delivering",
            Self::Delivered => "delivered",
            Self::PartiallyDelivered => "partiallyDelivered",
            Self::DeliveryFailed(_) => "deliveryFailed",
            Self::Denied(_) => "denied",
            Self::Canceled => "canceled",
        }
    }

    /// Returns the finer `status` that follows from the state alone.
    pub(super) const fn status(self) -> &'static str {
        match self {
            Self::Submitted => "Accepted",
            Self::WaitingForCallback { .. } => "WaitingForCallback",
            Self::PendingApproval { .. } => "PendingApproval",
            Self::Scheduled { .. } => "PendingNotBefore",
            Self::Delivering => "Fulfilling",
            Self::Delivered => "Fulfilled",
            Self::PartiallyDelivered => "PartiallyFulfilled",
            Self::DeliveryFailed(DeliveryFailure::CallbackTimedOut(_)) => "CallbackTimedOut",
            Self::DeliveryFailed(_) => "FulfillmentFailed",
            Self::Denied(DenialReason::ApprovalTimedOut) => "ApprovalTimedOut",
            Self::Denied(
                DenialReason::Approver | DenialReason::CustomExtension | DenialReason::PeriodOver,
            ) => "Denied",
            Self::Canceled => "Canceled",
        }
    }

    /// Returns the words that people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Submitted => "Submitted",
            Self::WaitingForCallback { .. } => "Waiting for information",
            Self::PendingApproval { .. } => "Pending approval",
            Self::Scheduled { .. } => "Scheduled",
            Self::Delivering => "Delivering",
            Self::Delivered => "Delivered",
            Self::PartiallyDelivered => "Partially delivered",
            Self::DeliveryFailed(_) => "Delivery failed",
            Self::Denied(DenialReason::ApprovalTimedOut) => "Expired",
            Self::Denied(
                DenialReason::Approver | DenialReason::CustomExtension | DenialReason::PeriodOver,
            ) => "Denied",
            Self::Canceled => "Canceled",
        }
    }
}
