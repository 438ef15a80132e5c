//! Refusals of approvers' commands.

use crate::domain::id::{RequestId, UserId};
use crate::domain::refusal::refusals;
use crate::domain::time::Timestamp;

refusals! {
    /// Refusals of approvers' commands.
    ApprovalRefusal, |names|
    /// The person is not among the approvers.
    NotAnApprover {
        /// The request.
        request: RequestId,
    } "NotAnApprover" =>
        format!("you are not asked to decide on this request for {}", names.quoted(*request)),
        "Act as one of its approvers: w on the request names them.";
    /// Nobody decides on their own access.
    SelfApproval {
        /// The request.
        request: RequestId,
    } "SelfApproval" =>
        format!("nobody decides on their own access to {}", names.quoted(*request)),
        "Let another approver decide.";
    /// Somebody has decided.
    AlreadyDecided {
        /// The request.
        request: RequestId,
        /// Who decided.
        by: UserId,
        /// When.
        at: Timestamp,
    } "AlreadyDecided" =>
        format!("{} decided this stage at {}", names.person(*by), names.when(*at)),
        "See the decision under History.";
    /// The time for deciding is over.
    RequestExpired {
        /// The request.
        request: RequestId,
    } "RequestExpired" =>
        format!("the time for deciding on {} is over", names.quoted(*request)),
        "Ask the requestor to submit it again.";
    /// The request does not wait for a decision.
    RequestNotPending {
        /// The request.
        request: RequestId,
    } "RequestNotPending" =>
        format!("the request for {} does not wait for a decision", names.quoted(*request)),
        "See where it stands in its details.";
    /// The stage wants a reason.
    ApproverJustificationRequired {
        /// The request.
        request: RequestId,
    } "ApproverJustificationRequired" =>
        format!("this stage of {} asks approvers for a reason", names.quoted(*request)),
        "Enter the reason for the decision.";
}
