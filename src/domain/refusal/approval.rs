//! Refusals of approvers' commands.

use crate::domain::id::{DelegationId, RequestId, UserId};
use crate::domain::refusal::describe::Names;
use crate::domain::refusal::refusals;
use crate::domain::time::Timestamp;

/// Why decisions cannot be handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DelegationObstacle {
    /// The settings do not let approvers hand over.
    SwitchedOff,
    /// The person has no account here, and so decides on nothing.
    NoAccount,
    /// Nobody stands in for themselves.
    Oneself,
    /// The account cannot decide.
    CannotDecide(UserId),
    /// There is a delegation already.
    Another(DelegationId),
}

impl DelegationObstacle {
    fn sentence(self, names: &Names<'_>) -> String {
        match self {
            Self::SwitchedOff => "the settings do not let approvers hand decisions over".to_owned(),
            Self::NoAccount => "you have no account here, so nothing waits for you".to_owned(),
            Self::Oneself => "nobody stands in for themselves".to_owned(),
            Self::CannotDecide(user) => format!(
                "{} cannot decide: the account is disabled, or the invitation not accepted",
                names.person(user)
            ),
            Self::Another(delegation) => format!(
                "you have handed your decisions over to {} already",
                names.quoted(delegation)
            ),
        }
    }
}

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
    /// The person has not approved the request.
    NotApprovedByOneself {
        /// The request.
        request: RequestId,
    } "NotAnApprover" =>
        format!("you have not approved this request for {}", names.quoted(*request)),
        "Have one of those who approved it revoke, or an administrator remove the assignment.";
    /// The request has led to no access.
    NothingToRevoke {
        /// The request.
        request: RequestId,
    } "AssignmentNotActive" =>
        format!("the request for {} has led to no access that could be taken back", names.quoted(*request)),
        "See where it stands in its details.";
    /// Decisions cannot be handed over like that.
    DelegationNotAllowed {
        /// Why not.
        obstacle: DelegationObstacle,
    } "DelegationNotAllowed" =>
        obstacle.sentence(names),
        "Have delegation switched on, name another person, or end the delegation there is.";
    /// The stage wants a reason.
    ApproverJustificationRequired {
        /// The request.
        request: RequestId,
    } "ApproverJustificationRequired" =>
        format!("this stage of {} asks approvers for a reason", names.quoted(*request)),
        "Enter the reason for the decision.";
}
