//! Assignments: who holds which package, since when, until when, and what it gave them.

use serde::{Deserialize, Serialize};

use crate::domain::id::{
    AssignmentId, PackageId, Person, PolicyId, RequestId, ResourceId, RoleScopeId,
};
use crate::domain::resource::ResourceRole;
use crate::domain::subject::words;
use crate::domain::time::Timestamp;

words! {
    /// Where an assignment stands.
    AssignmentState {
        /// Access is being given.
        Delivering = "delivering", "Delivering";
        /// Some of the package's roles could not be given.
        PartiallyDelivered = "partiallyDelivered", "Partially delivered";
        /// Everything was given.
        Delivered = "delivered", "Delivered";
        /// Access has ended.
        Expired = "expired", "Expired";
        /// Nothing could be given.
        DeliveryFailed = "deliveryFailed", "Delivery failed";
    }

    /// Why a role could not be given.
    DeliveryError {
        /// The object behind the resource is gone.
        ResourceDeleted = "resourceDeleted", "the resource was deleted in the directory";
        /// The account is gone or may not sign in.
        AccountUnavailable = "accountUnavailable", "the account is disabled or deleted";
    }
}

impl AssignmentState {
    /// Tells whether the assignment counts as held.
    pub const fn is_active(self) -> bool {
        match self {
            Self::Delivering | Self::PartiallyDelivered | Self::Delivered => true,
            Self::Expired | Self::DeliveryFailed => false,
        }
    }
}

/// An assignment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Assignment {
    /// Which assignment.
    pub id: AssignmentId,
    /// The package held.
    pub access_package: PackageId,
    /// The policy it was given under.
    pub policy: PolicyId,
    /// Who holds it: an account, or a person for whom none could be made.
    pub target: Person,
    /// The request it stems from.
    pub request: RequestId,
    /// What has become of it.
    pub progress: AssignmentProgress,
}

/// What has become of an assignment: the part of it that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AssignmentProgress {
    /// Where it stands.
    pub state: AssignmentState,
    /// When access began.
    pub start: Timestamp,
    /// When access ends by itself.
    pub end: Option<Timestamp>,
    /// When access did end.
    pub expired_date_time: Option<Timestamp>,
    /// What it gave: the ledger by which it is taken back.
    pub grants: Vec<ResourceGrant>,
}

/// One role that an assignment gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ResourceGrant {
    /// The package's grant behind it.
    pub role_scope: RoleScopeId,
    /// The resource.
    pub resource: ResourceId,
    /// The role.
    pub role: ResourceRole,
    /// Whether the target has it.
    pub status: GrantStatus,
}

/// Whether the target of an assignment has one of its roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum GrantStatus {
    /// It is about to be given.
    PendingFulfillment,
    /// It was given.
    Fulfilled,
    /// It could not be given.
    Failed(DeliveryError),
    /// It was taken away again.
    Revoked,
}
