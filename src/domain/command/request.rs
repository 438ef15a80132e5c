//! Commands on requests and assignments.

use crate::domain::command::commands;
use crate::domain::id::{AssignmentId, PackageId, PolicyId, RequestId};
use crate::domain::shape::members;
use crate::domain::text::Justification;
use crate::domain::time::Schedule;

commands! {
    /// What can be done to requests and assignments.
    "do" RequestCommand {
        /// Asks for a package.
        SubmitRequest(SubmitRequest) = "submitRequest",
        /// Takes a request back before anything is delivered.
        CancelRequest(RequestReference) = "cancelRequest",
        /// Hands one's own access back.
        GiveBackAssignment(AssignmentReference) = "giveBackAssignment",
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
        /// Why.
        justification: Option<Justification>,
        /// For when.
        schedule: Option<Schedule>,
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

    /// Fields of `removeAssignment`.
    pub struct RemoveAssignment {
        /// Which assignment.
        assignment: AssignmentId,
        /// Why.
        justification: Option<Justification>,
    }
}
