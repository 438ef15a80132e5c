//! Mails: whom an event is told to, in which words, and why somebody is not told.
//!
//! No mail leaves the desk. Each is derived from the events of a commit and kept in that commit, so
//! an undone commit takes its mails back and the outbox costs nothing until somebody reads it.

use serde::{Deserialize, Serialize};

use crate::domain::id::{
    AssignmentId, DelegationId, ObjectRef, PackageId, Person, RequestId, ReviewId,
};
use crate::domain::subject::words;
use crate::domain::text::MailAddress;

mod case;
mod letters;
mod reading;
mod template;
mod wording;

pub use letters::written;
pub use reading::is_readable;
pub use template::{Audience, Occasion, Purpose, Stages, TEMPLATES, Template, template};

words! {
    /// What became of a mail to one person.
    MailState {
        /// It is in the person's mailbox.
        Sent = "sent", "Sent";
        /// The person has no mailbox.
        Undeliverable = "undeliverable", "Undeliverable";
        /// A rule keeps it back.
        Withheld = "withheld", "Withheld";
    }

    /// Why a mail is kept back.
    Withheld {
        /// Requests are told of when users make them, not when administrators or rules do.
        NotRequestedByUser = "notRequestedByUser", "No user asked for it";
        /// Whoever holds the access cannot ask for more time.
        NotExtensible = "notExtensible", "The holder cannot ask for an extension";
        /// The policy tells nobody about assignments.
        MutedByPolicy = "mutedByPolicy", "The policy tells nobody about assignments";
        /// Accounts that are disabled or deleted receive nothing.
        AccountUnavailable = "accountUnavailable", "The account is disabled or deleted";
    }
}

/// What a mail is about; a request ties all mails and entries of its chain together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Topic {
    /// The request, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<RequestId>,
    /// The assignment, where it is one that is told of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignment: Option<AssignmentId>,
    /// The review, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<ReviewId>,
    /// The delegation, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delegation: Option<DelegationId>,
    /// The package, but for what concerns none in particular.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_package: Option<PackageId>,
    /// The stage of the approval, counted from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<usize>,
}

impl Topic {
    /// Tells whether the mail is about an object.
    pub fn is_about(&self, object: ObjectRef) -> bool {
        let objects = [
            self.request.map(ObjectRef::from),
            self.assignment.map(ObjectRef::from),
            self.review.map(ObjectRef::from),
            self.delegation.map(ObjectRef::from),
        ];
        objects.contains(&Some(object))
    }
}

/// Somebody to whom a mail goes, or would go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Addressee {
    /// Who.
    pub person: Person,
    /// The mailbox at that time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<MailAddress>,
    /// Why it was kept back, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withheld: Option<Withheld>,
}

impl Addressee {
    /// Returns what became of the mail to this person.
    pub const fn state(&self) -> MailState {
        match (self.withheld, &self.address) {
            (Some(_), _) => MailState::Withheld,
            (None, Some(_)) => MailState::Sent,
            (None, None) => MailState::Undeliverable,
        }
    }
}

/// One mail, to everybody to whom it goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Mail {
    /// The template's number.
    pub number: u8,
    /// What it is about.
    pub topic: Topic,
    /// To whom.
    pub to: Vec<Addressee>,
    /// The subject.
    pub subject: String,
    /// The text.
    pub body: String,
}
