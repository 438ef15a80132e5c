//! Who reads which entries of the audit log.
//!
//! An entry is an event and the commit that it happened in. Whether somebody reads the log at all is
//! a right; this is about how much of it they read.

use crate::domain::authority::{Right, holder_of};
use crate::domain::command::{DeskCommand, DirectoryCommand, ObjectCommand};
use crate::domain::commit::{Actor, Commit};
use crate::domain::event::{AuditCategory, Change, Event, Fact};
use crate::domain::id::Person;
use crate::domain::tenant::Tenant;

/// What of the log a reader reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// All of it.
    Whole,
    /// Entitlement management and what it brings about, and what the reader did.
    Entitlement(Person),
}

impl Reach {
    /// Says what of the log somebody reads who reads it.
    pub fn of(tenant: &Tenant, reader: Person) -> Self {
        match holder_of(tenant, reader, Right::ReadWholeAudit, None) {
            Some(_) => Self::Whole,
            None => Self::Entitlement(reader),
        }
    }

    /// Tells whether an event of a commit is within reach.
    ///
    /// A command on the directory or of the operator, refused or not, is no matter of entitlement
    /// management, unless the reader gave it; what entitlement management notes in consequence is.
    pub fn covers(self, commit: &Commit, event: &Event) -> bool {
        match self {
            Self::Whole => true,
            Self::Entitlement(reader) => {
                commit.actor == Actor::Person(reader) || is_of_entitlement(commit, event)
            }
        }
    }
}

fn is_of_entitlement(commit: &Commit, event: &Event) -> bool {
    let command = if let Change::Refusal(refused) = &event.change {
        &refused.command
    } else {
        &commit.command
    };
    let elsewhere = [
        DirectoryCommand::ROWS,
        ObjectCommand::ROWS,
        DeskCommand::ROWS,
    ];
    let is_consequence = elsewhere
        .into_iter()
        .flatten()
        .all(|row| row.name != command);
    match event.fact.category() {
        AuditCategory::EntitlementManagement | AuditCategory::Policy => true,
        AuditCategory::Desk => commit.actor == Actor::Operator || is_consequence,
        AuditCategory::UserManagement
        | AuditCategory::GroupManagement
        | AuditCategory::ApplicationManagement
        | AuditCategory::RoleManagement
        | AuditCategory::SiteManagement
        | AuditCategory::DirectoryManagement => {
            is_consequence || matches!(event.fact, Fact::GuestGoverned | Fact::InvitationRedeemed)
        }
    }
}
