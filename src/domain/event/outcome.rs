//! What the audit log says of how an activity ended, and why.

use crate::domain::assignment::{AssignmentProgress, DeliveryError, GrantStatus};
use crate::domain::callout::CalloutStatus;
use crate::domain::event::{Change, Edit, Event, Fact};
use crate::domain::request::{DeliveryFailure, DenialReason, RequestProgress, RequestState};
use crate::domain::subject::words;

words! {
    /// How an activity ended.
    AuditResult {
        /// It was done.
        Success = "success", "done";
        /// A rule refused it, or it came to nothing.
        Failure = "failure", "failed";
        /// Nobody acted in time.
        Timeout = "timeout", "timed out";
    }
}

/// How an activity ended, and why where that needs a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome<'a> {
    /// How.
    pub result: AuditResult,
    /// The code of the reason.
    pub reason: Option<&'a str>,
}

impl<'a> Outcome<'a> {
    const DONE: Self = Self {
        result: AuditResult::Success,
        reason: None,
    };

    const fn because(result: AuditResult, reason: &'a str) -> Self {
        Self {
            result,
            reason: Some(reason),
        }
    }
}

impl Event {
    /// Says how the activity ended and why; one that was taken back says nothing more of it.
    pub fn outcome(&self) -> Outcome<'_> {
        if let Change::Refusal(refused) = &self.change {
            return Outcome::because(AuditResult::Failure, &refused.code);
        }
        if self.undone {
            return Outcome::DONE;
        }
        let told = if let Change::RequestProgress(_, edit) = &self.change {
            of_request(self.fact, edit)
        } else if let (Change::AssignmentProgress(_, edit), Fact::GrantFailed) =
            (&self.change, self.fact)
        {
            of_grant(edit)
        } else if let Change::Callout(edit) = &self.change {
            edit.new.as_deref().and_then(|call| of_call(call.status))
        } else {
            None
        };
        told.unwrap_or(Outcome::DONE)
    }
}

fn of_request(fact: Fact, edit: &Edit<RequestProgress>) -> Option<Outcome<'static>> {
    let state = edit.new.as_deref()?.state;
    match (fact, state) {
        (Fact::RequestTimedOut, _) => {
            Some(Outcome::because(AuditResult::Timeout, "ApprovalTimedOut"))
        }
        (Fact::RequestFailed, RequestState::DeliveryFailed(why)) => {
            Some(Outcome::because(AuditResult::Failure, failure(why)))
        }
        (Fact::RequestPartiallyDelivered, _) => {
            let reason = "PartiallyFulfilled";
            Some(Outcome::because(AuditResult::Success, reason))
        }
        (Fact::RequestDenied, RequestState::Denied(why)) => {
            let reason = denial(why)?;
            Some(Outcome::because(AuditResult::Success, reason))
        }
        (_, _) => None,
    }
}

/// Returns the word for who or what denied a request, unless it was an approver.
const fn denial(why: DenialReason) -> Option<&'static str> {
    match why {
        DenialReason::Approver => None,
        DenialReason::CustomExtension => Some("CustomExtension"),
        DenialReason::ApprovalTimedOut => Some("ApprovalTimedOut"),
        DenialReason::PeriodOver => Some("PeriodOver"),
    }
}

/// Returns the word for why a delivery came to nothing.
const fn failure(why: DeliveryFailure) -> &'static str {
    match why {
        DeliveryFailure::NothingGiven => "NothingGiven",
        DeliveryFailure::AccountUnavailable => "AccountUnavailable",
        DeliveryFailure::DomainBlocked => "DomainBlocked",
        DeliveryFailure::PolicyFull => "RuleTooManyUsers",
        DeliveryFailure::Incompatible(_) => "IncompatibleAccess",
        DeliveryFailure::CalloutFailed(_) => "CalloutFailed",
        DeliveryFailure::CallbackTimedOut(_) => "CallbackTimedOut",
    }
}

/// Says why a role could not be given: the one grant that differs has failed.
fn of_grant(edit: &Edit<AssignmentProgress>) -> Option<Outcome<'static>> {
    let before = &edit.old.as_deref()?.grants;
    let after = edit.new.as_deref()?.grants.iter();
    let error = after
        .filter(|grant| !before.contains(grant))
        .find_map(|grant| match grant.status {
            GrantStatus::Failed(error) => Some(error),
            GrantStatus::PendingFulfillment | GrantStatus::Fulfilled | GrantStatus::Revoked => None,
        })?;
    Some(Outcome::because(AuditResult::Failure, obstacle(error)))
}

/// Returns the word for what kept a role from being given.
const fn obstacle(error: DeliveryError) -> &'static str {
    match error {
        DeliveryError::ResourceDeleted => "ResourceDeleted",
        DeliveryError::GroupDynamic => "GroupDynamic",
        DeliveryError::GroupOnPremises => "GroupOnPremises",
        DeliveryError::OwnersFull => "OwnersFull",
        DeliveryError::RoleGone => "RoleGone",
        DeliveryError::RoleDisabled => "RoleDisabled",
        DeliveryError::SharingOff => "SharingOff",
        DeliveryError::IncompatibleAccess => "IncompatibleAccess",
        DeliveryError::AccountUnavailable => "AccountUnavailable",
        DeliveryError::DomainBlocked => "DomainBlocked",
    }
}

const fn of_call(status: CalloutStatus) -> Option<Outcome<'static>> {
    match status {
        CalloutStatus::CalloutFailed => {
            Some(Outcome::because(AuditResult::Failure, "CalloutFailed"))
        }
        CalloutStatus::CallbackTimedOut => {
            Some(Outcome::because(AuditResult::Timeout, "CallbackTimedOut"))
        }
        CalloutStatus::CalloutSent
        | CalloutStatus::CallbackReceived
        | CalloutStatus::WaitingForCallback => None,
    }
}
