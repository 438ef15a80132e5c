//! Assignment requests: every change of who holds what begins and ends as one of these.

use serde::{Deserialize, Serialize};

use crate::domain::approval::{ApprovalStage, StageRecord};
use crate::domain::custom_extension::ExtensionStage;
use crate::domain::id::{
    AssignmentId, ConnectedOrganizationId, PackageId, Person, PolicyId, RequestId, ReviewId,
};
use crate::domain::question::AskedQuestion;
use crate::domain::subject::words;
use crate::domain::text::Justification;
use crate::domain::time::{Expiration, Schedule, Span, Timestamp};

mod state;

pub use state::{DeliveryFailure, DenialReason, RequestState};

words! {
    /// Who asks for what.
    RequestType {
        /// A user asks for access.
        UserAdd = "userAdd", "User add";
        /// A user asks for more time.
        UserExtend = "userExtend", "User extend";
        /// A manager asks for access for somebody who reports to them.
        OnBehalfAdd = "onBehalfAdd", "On behalf add";
        /// A user changes what they answered for access that they hold.
        UserUpdate = "userUpdate", "User update";
        /// An administrator gives access.
        AdminAdd = "adminAdd", "Admin add";
        /// An administrator gives more time, or changes answers.
        AdminUpdate = "adminUpdate", "Admin update";
        /// A user gives access back.
        UserRemove = "userRemove", "User remove";
        /// An administrator takes access away.
        AdminRemove = "adminRemove", "Admin remove";
        /// A rule gives access.
        SystemAdd = "systemAdd", "System add";
        /// Time or a rule takes access away.
        SystemRemove = "systemRemove", "System remove";
    }
}

impl RequestType {
    /// Tells whether the request asks for access that the target does not hold.
    pub const fn is_add(self) -> bool {
        match self {
            Self::UserAdd | Self::OnBehalfAdd | Self::AdminAdd | Self::SystemAdd => true,
            Self::UserExtend
            | Self::UserUpdate
            | Self::AdminUpdate
            | Self::UserRemove
            | Self::AdminRemove
            | Self::SystemRemove => false,
        }
    }

    /// Tells whether a user asks, for themselves or for somebody who reports to them.
    pub const fn is_of_users(self) -> bool {
        match self {
            Self::UserAdd
            | Self::OnBehalfAdd
            | Self::UserExtend
            | Self::UserUpdate
            | Self::UserRemove => true,
            Self::AdminAdd
            | Self::AdminUpdate
            | Self::AdminRemove
            | Self::SystemAdd
            | Self::SystemRemove => false,
        }
    }

    /// Tells whether the request ends access.
    pub const fn is_removal(self) -> bool {
        match self {
            Self::UserRemove | Self::AdminRemove | Self::SystemRemove => true,
            Self::UserAdd
            | Self::UserExtend
            | Self::UserUpdate
            | Self::OnBehalfAdd
            | Self::AdminAdd
            | Self::SystemAdd
            | Self::AdminUpdate => false,
        }
    }

    /// Tells whether the request asks to change access that the target holds: its end or its
    /// answers.
    pub const fn is_extension(self) -> bool {
        match self {
            Self::UserExtend | Self::UserUpdate | Self::AdminUpdate => true,
            Self::UserAdd
            | Self::OnBehalfAdd
            | Self::AdminAdd
            | Self::SystemAdd
            | Self::UserRemove
            | Self::AdminRemove
            | Self::SystemRemove => false,
        }
    }
}

/// An assignment request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AssignmentRequest {
    /// Which request; its approval has the same identifier.
    pub id: RequestId,
    /// Who asks for what.
    pub request_type: RequestType,
    /// The package.
    pub access_package: PackageId,
    /// The policy it was made under.
    pub policy: PolicyId,
    /// Who asked, or who was assigned where an administrator gives access; nobody when the system
    /// did.
    pub requestor: Option<Person>,
    /// The administrator who made it for the requestor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_by: Option<Person>,
    /// Who gets or loses access.
    ///
    /// Somebody without an account stays the target under that identity, also once there is a guest.
    pub target: Person,
    /// The organization that the target belonged to when it was made.
    pub connected_organization: Option<ConnectedOrganizationId>,
    /// Why.
    pub justification: Option<Justification>,
    /// For when.
    pub schedule: Schedule,
    /// The policy's expiration when it was made; later edits of the policy do not touch it.
    pub policy_expiration: Expiration,
    /// The stages in force when it was made; later edits of the policy do not touch them.
    pub stages: Vec<ApprovalStage>,
    /// The review that brought it about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<ReviewId>,
    /// The request whose approval was taken back by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revokes: Option<RequestId>,
    /// When it was made.
    pub created_date_time: Timestamp,
    /// What has become of it.
    pub progress: RequestProgress,
}

/// What has become of a request: the part of it that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RequestProgress {
    /// Where it stands.
    pub state: RequestState,
    /// The stages opened so far.
    pub stages: Vec<StageRecord>,
    /// What was asked of the requestor, and the answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<AskedQuestion>,
    /// The assignment it led to or is about.
    pub assignment: Option<AssignmentId>,
    /// When it ended.
    pub completed_date_time: Option<Timestamp>,
    /// Who took it back; nobody where it went with something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub canceled_by: Option<Person>,
    /// When its delivery was tried again, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reprocessed: Vec<Reprocessed>,
}

/// One more try of a delivery of which something had failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Reprocessed {
    /// When.
    pub at: Timestamp,
    /// Who had it tried.
    pub by: Person,
    /// How the try before had ended.
    pub was: RequestState,
    /// When that try had ended.
    pub ended: Option<Timestamp>,
}

/// How long after a failed delivery it can be tried again.
pub const REPROCESS_WINDOW: Span = Span::days(14);

impl AssignmentRequest {
    /// Returns the words that people read of where the request stands.
    pub const fn label(&self) -> &'static str {
        if matches!(self.progress.state, RequestState::Delivered)
            && self.request_type.is_extension()
        {
            if self.changes_answers() {
                return "Answers changed";
            }
            "Access extended"
        } else {
            self.progress.state.label()
        }
    }

    /// Tells whether the request is about the answers for access that is held, not about its end.
    pub const fn changes_answers(&self) -> bool {
        match self.request_type {
            RequestType::UserUpdate => true,
            RequestType::AdminUpdate => !self.progress.answers.is_empty(),
            RequestType::UserAdd
            | RequestType::UserExtend
            | RequestType::OnBehalfAdd
            | RequestType::AdminAdd
            | RequestType::UserRemove
            | RequestType::AdminRemove
            | RequestType::SystemAdd
            | RequestType::SystemRemove => false,
        }
    }

    /// Returns when access ends that begins, or is extended, at `now`.
    pub fn wanted_end(&self, now: Timestamp) -> Option<Timestamp> {
        match self.schedule.expiration {
            Expiration::NotSpecified => self.policy_expiration.end(now),
            asked @ (Expiration::Never | Expiration::At(_) | Expiration::After(_)) => {
                asked.end(now)
            }
        }
    }

    /// Returns who made the request; nobody when the system did.
    pub fn made_by(&self) -> Option<Person> {
        self.created_by.or(self.requestor)
    }

    /// Returns the step at which a workflow kept the request from going on, if one did.
    pub const fn stopped_at(&self) -> Option<ExtensionStage> {
        if let RequestState::DeliveryFailed(failure) = self.progress.state {
            failure.stopped_at()
        } else {
            None
        }
    }

    /// Tells whether a workflow outside ended the request, by denying it, failing or keeping silent.
    pub fn was_ended_by_workflow(&self) -> bool {
        let denied = RequestState::Denied(DenialReason::CustomExtension);
        self.stopped_at().is_some() || self.progress.state == denied
    }

    /// Returns when the request was over; its record is kept for a while from then on.
    pub fn ended(&self) -> Option<Timestamp> {
        let ended = self.progress.completed_date_time?;
        (!self.progress.state.is_open()).then_some(ended)
    }
}

impl RequestProgress {
    /// The progress of a request that was just made, about an assignment where there is one.
    pub const fn new(assignment: Option<AssignmentId>) -> Self {
        Self {
            state: RequestState::Submitted,
            stages: Vec::new(),
            answers: Vec::new(),
            assignment,
            completed_date_time: None,
            canceled_by: None,
            reprocessed: Vec::new(),
        }
    }

    /// Tells whether the open stage has asked its alternates.
    pub fn is_escalated(&self) -> bool {
        matches!(self.state, RequestState::PendingApproval { .. })
            && self
                .stages
                .last()
                .is_some_and(|stage| stage.escalated.is_some())
    }

    /// Returns Graph's finer `status`.
    pub fn status(&self) -> &'static str {
        if self.is_escalated() {
            "PendingApprovalEscalated"
        } else {
            self.state.status()
        }
    }
}
