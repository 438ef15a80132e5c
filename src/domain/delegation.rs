//! Delegations: approvers on leave hand their decisions over for a while.

use serde::{Deserialize, Serialize};

use crate::domain::id::{DelegationId, UserId};
use crate::domain::subject::words;
use crate::domain::time::Timestamp;

words! {
    /// How far a delegation has come.
    DelegationState {
        /// It has not begun.
        Planned = "planned", "Planned";
        /// The delegate decides too.
        Active = "active", "Active";
        /// It is over.
        Ended = "ended", "Ended";
    }
}

/// An approver's word that somebody else may decide in their place for a while.
///
/// It goes one level: what reaches the delegate does not go on to whomever they name themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Delegation {
    /// Which delegation.
    pub id: DelegationId,
    /// Whose decisions are handed over; they keep the right themselves.
    pub approver: UserId,
    /// Who decides besides.
    pub delegate: UserId,
    /// From when on.
    pub start_date_time: Timestamp,
    /// Until when at the latest.
    pub end_date_time: Timestamp,
    /// How far it has come.
    pub state: DelegationState,
    /// When it was made.
    pub created_date_time: Timestamp,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_date_time: Option<Timestamp>,
}

impl Delegation {
    /// Tells whether it has effect still, or will have.
    pub const fn is_open(&self) -> bool {
        match self.state {
            DelegationState::Planned | DelegationState::Active => true,
            DelegationState::Ended => false,
        }
    }

    /// Tells whether a user is one of the two.
    pub fn concerns(&self, user: UserId) -> bool {
        self.approver == user || self.delegate == user
    }
}
