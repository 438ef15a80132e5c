//! Assignments: who holds which package, since when, until when, and what it gave them.

use serde::{Deserialize, Serialize};

use crate::domain::id::{
    AssignmentId, PackageId, Person, PolicyId, RequestId, ResourceId, RoleScopeId,
};
use crate::domain::question::AskedQuestion;
use crate::domain::resource::ResourceRole;
use crate::domain::subject::words;
use crate::domain::time::{Span, Timestamp};

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

    /// What whoever holds access was told about its end.
    ExpiryNotice {
        /// It ends in 14 days.
        FourteenDays = "fourteenDays", "ends in 14 days";
        /// It ends in a day.
        OneDay = "oneDay", "ends in 1 day";
    }

    /// Why a role could not be given.
    DeliveryError {
        /// The object behind the resource is gone.
        ResourceDeleted = "resourceDeleted", "the resource was deleted in the directory";
        /// A rule decides who is in the group now.
        GroupDynamic = "groupDynamic", "a rule decides who is in the group now";
        /// The group's members are kept on premises now.
        GroupOnPremises = "groupOnPremises", "the group is synchronized from on premises now";
        /// The group has as many owners as it may have.
        OwnersFull = "ownersFull", "the group has as many owners as it may have";
        /// The application or site offers the role no longer.
        RoleGone = "roleGone", "the resource offers the role no longer";
        /// The application's role is switched off.
        RoleDisabled = "roleDisabled", "the role of the application is disabled";
        /// The directory does not share such resources with guests.
        SharingOff = "sharingOff", "the directory does not share such resources with guests";
        /// Something the person holds excludes the package.
        IncompatibleAccess = "incompatibleAccess", "the person holds something that excludes the package";
        /// The account is gone or may not sign in.
        AccountUnavailable = "accountUnavailable", "the account is disabled or deleted";
        /// The directory does not let in the person's domain.
        DomainBlocked = "domainBlocked", "the directory does not let the person's domain in";
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

    /// Tells whether the assignment gives something and its delivery is over.
    pub const fn is_given(self) -> bool {
        match self {
            Self::PartiallyDelivered | Self::Delivered => true,
            Self::Delivering | Self::Expired | Self::DeliveryFailed => false,
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
    /// When that end was set; what would have been announced before is passed over.
    pub end_set_date_time: Timestamp,
    /// What was announced of the end last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<ExpiryNotice>,
    /// When access is taken away since the rule of its policy admits its holder no longer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leaves: Option<Timestamp>,
    /// What was asked of whoever requested it, and the answers in force.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<AskedQuestion>,
    /// When access did end.
    pub expired_date_time: Option<Timestamp>,
    /// What it gave: the ledger by which it is taken back.
    pub grants: Vec<ResourceGrant>,
}

impl ExpiryNotice {
    /// Returns how long before the end it is due.
    pub const fn ahead(self) -> Span {
        match self {
            Self::FourteenDays => Span::days(14),
            Self::OneDay => Span::days(1),
        }
    }
}

impl AssignmentProgress {
    /// Returns the next announcement of the end, and when it is due.
    ///
    /// Each is made once, and none whose moment had passed when the end was set: access for two days
    /// is announced to end in one.
    pub fn next_notice(&self) -> Option<(Timestamp, ExpiryNotice)> {
        let end = self.end?;
        ExpiryNotice::ALL
            .iter()
            .copied()
            .filter(|notice| self.notice < Some(*notice))
            .map(|notice| (end.minus(notice.ahead()), notice))
            .find(|(due, _)| *due > self.end_set_date_time)
    }

    /// Returns when access ends if nobody acts: by its own end, or by the rule of its policy.
    pub fn ends(&self) -> Option<Timestamp> {
        self.end.into_iter().chain(self.leaves).min()
    }

    /// Returns Graph's finer `status`.
    pub const fn status(&self) -> &'static str {
        match (self.state, self.notice) {
            (AssignmentState::Delivering, _) => "Delivering",
            (AssignmentState::PartiallyDelivered, _) => "PartiallyDelivered",
            (AssignmentState::Delivered, None) => "Delivered",
            (AssignmentState::Delivered, Some(ExpiryNotice::FourteenDays)) => {
                "NearExpiry14DaysNotificationTriggered"
            }
            (AssignmentState::Delivered, Some(ExpiryNotice::OneDay)) => {
                "NearExpiry1DayNotificationTriggered"
            }
            (AssignmentState::Expired, _) => "ExpiredNotificationTriggered",
            (AssignmentState::DeliveryFailed, _) => "DeliveryFailed",
        }
    }
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
