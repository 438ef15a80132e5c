//! Commands of approvers.

use crate::domain::command::commands;
use crate::domain::id::RequestId;
use crate::domain::question::GivenAnswer;
use crate::domain::shape::members;
use crate::domain::text::Justification;

commands! {
    /// What an approver does with a request.
    "do" ApprovalCommand {
        /// Lets a request go on.
        ApproveRequest(DecideRequest) = "approveRequest",
        /// Ends a request.
        DenyRequest(DecideRequest) = "denyRequest",
        /// Corrects answers of a request that waits for one's decision.
        EditRequestAnswers(EditRequestAnswers) = "editRequestAnswers",
        /// Takes an approval of one's own back, and with it the access.
        RevokeApproval(RevokeApproval) = "revokeApproval",
    }
}

members! {
    /// Fields of `approveRequest` and `denyRequest`.
    pub struct DecideRequest {
        /// Which request.
        request: RequestId,
        /// Why.
        justification: Option<Justification>,
    }

    /// Fields of `revokeApproval`.
    pub struct RevokeApproval {
        /// Which request.
        request: RequestId,
        /// Why.
        justification: Justification => required,
    }

    /// Fields of `editRequestAnswers`.
    pub struct EditRequestAnswers {
        /// Which request.
        request: RequestId,
        /// The answers that change.
        answers: Vec<GivenAnswer> => required,
    }
}
