//! Guests: how far an invitation has come, who looks after the account, and when it goes.

use serde::{Deserialize, Serialize};

use crate::domain::subject::words;
use crate::domain::time::{Span, Timestamp};

words! {
    /// How far an invitation has come; Graph's `externalUserState`.
    InvitationState {
        /// The guest has not signed in yet.
        PendingAcceptance = "PendingAcceptance", "Pending acceptance";
        /// The guest has signed in and accepted.
        Accepted = "Accepted", "Accepted";
    }

    /// Whether entitlement management looks after an account.
    SubjectLifecycle {
        /// A member: nothing to look after.
        NotDefined = "notDefined", "";
        /// A guest who came another way and stays.
        NotGoverned = "notGoverned", "Ungoverned";
        /// A guest who goes when the last assignment does.
        Governed = "governed", "Governed";
    }
}

impl Default for SubjectLifecycle {
    /// Accounts from before guests were looked after are nobody's to look after.
    fn default() -> Self {
        Self::NotDefined
    }
}

/// What the settings do with a governed guest who loses the last assignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Farewell {
    /// Whether sign-in is blocked at once.
    pub blocks: bool,
    /// How long after that the account is deleted, if it is.
    pub deletes_after: Option<Span>,
}

/// What happens to a governed guest who has lost the last assignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Departure {
    /// Whether sign-in was blocked for this reason, and comes back with a new assignment.
    pub blocked: bool,
    /// When the account is deleted; later changes of the settings do not move it.
    pub delete_at: Option<Timestamp>,
}
