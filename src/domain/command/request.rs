//! Commands on requests and assignments.

use crate::domain::command::assignee::Assignee;
use crate::domain::command::commands;
use crate::domain::id::{AssignmentId, PackageId, PolicyId, RequestId, UserId};
use crate::domain::question::GivenAnswer;
use crate::domain::shape::members;
use crate::domain::text::Justification;
use crate::domain::time::{Expiration, Schedule};

commands! {
    /// What can be done to requests and assignments.
    "do" RequestCommand {
        /// Asks for a package.
        SubmitRequest(SubmitRequest) = "submitRequest",
        /// Takes a request back before anything is delivered.
        CancelRequest(RequestReference) = "cancelRequest",
        /// Hands one's own access back.
        GiveBackAssignment(AssignmentReference) = "giveBackAssignment",
        /// Asks for more time before access ends.
        RequestExtension(RequestExtension) = "requestExtension",
        /// Gives access to people without a request of theirs.
        AssignDirectly(AssignDirectly) = "assignDirectly",
        /// Moves the end of somebody's access.
        ExtendAssignment(ExtendAssignment) = "extendAssignment",
        /// Changes what was answered for access that somebody holds.
        ChangeAnswers(ChangeAnswers) = "changeAnswers",
        /// Tries again to give what an assignment should give.
        ReprocessAssignment(AssignmentReference) = "reprocessAssignment",
        /// Tries again to deliver a request.
        ReprocessRequest(RequestReference) = "reprocessRequest",
        /// Deletes the record of a request that is over.
        DeleteRequest(RequestReference) = "deleteRequest",
        /// Takes somebody's access away.
        RemoveAssignment(RemoveAssignment) = "removeAssignment",
    }
}

members! {
    /// Fields of `submitRequest`.
    pub struct SubmitRequest {
        /// Which package.
        access_package: PackageId,
        /// Which policy, when several of the best rank apply.
        policy: Option<PolicyId>,
        /// For whom, when a manager asks for somebody who reports to them.
        target: Option<UserId>,
        /// Why.
        justification: Option<Justification>,
        /// For when.
        schedule: Option<Schedule>,
        /// The answers to the policy's questions.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        answers: Vec<GivenAnswer>,
    }

    /// A request.
    pub struct RequestReference {
        /// Which request.
        request: RequestId,
    }

    /// An assignment.
    pub struct AssignmentReference {
        /// Which assignment.
        assignment: AssignmentId,
    }

    /// Fields of `requestExtension`.
    pub struct RequestExtension {
        /// Which assignment.
        assignment: AssignmentId,
        /// Why.
        justification: Option<Justification>,
        /// Until when; as long as the policy gives unless said.
        schedule: Option<NewEnd>,
        /// The answers to the policy's questions.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        answers: Vec<GivenAnswer>,
    }

    /// When access that is extended is to end.
    pub struct NewEnd {
        /// The new end.
        expiration: Expiration,
    }

    /// Fields of `assignDirectly`.
    pub struct AssignDirectly {
        /// Which package.
        access_package: PackageId,
        /// Under which policy.
        policy: PolicyId,
        /// Who gets it: all of them, or nobody.
        #[serde(default)]
        targets: Vec<Assignee>,
        /// Why.
        justification: Option<Justification>,
        /// For when.
        schedule: Option<Schedule>,
        /// The answers to the policy's questions.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        answers: Vec<GivenAnswer>,
        /// Whether the policy's approvers are passed over; they are unless said.
        bypass_approval: Option<bool>,
    }

    /// Fields of `extendAssignment`.
    pub struct ExtendAssignment {
        /// Which assignment.
        assignment: AssignmentId,
        /// Until when.
        schedule: NewEnd,
    }

    /// Fields of `changeAnswers`.
    pub struct ChangeAnswers {
        /// Which assignment.
        assignment: AssignmentId,
        /// The answers that change.
        answers: Vec<GivenAnswer> => required,
    }

    /// Fields of `removeAssignment`.
    pub struct RemoveAssignment {
        /// Which assignment.
        assignment: AssignmentId,
        /// Why.
        justification: Option<Justification>,
    }
}
