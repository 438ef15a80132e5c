//! Commands by which approvers hand their decisions over for a while.

use crate::domain::command::commands;
use crate::domain::id::{DelegationId, UserId};
use crate::domain::shape::members;
use crate::domain::time::Timestamp;

commands! {
    /// What an approver does about their own absence.
    "do" DelegationCommand {
        /// Lets somebody decide in one's place for a while.
        DelegateApprovals(DelegateApprovals) = "delegateApprovals",
        /// Ends such a delegation before its time.
        EndDelegation(DelegationReference) = "endDelegation",
    }
}

members! {
    /// Fields of `delegateApprovals`.
    pub struct DelegateApprovals {
        /// Who decides besides.
        delegate: UserId,
        /// From when on.
        start_date_time: Timestamp,
        /// Until when.
        end_date_time: Timestamp,
    }

    /// A delegation.
    pub struct DelegationReference {
        /// Which delegation.
        delegation: DelegationId,
    }
}
