//! Who reads which entries of the audit log, by whom an entry says it was initiated, and what ties it
//! to others.
//!
//! An entry is an event and the commit that it happened in. Whether somebody reads the log at all is
//! a right; this is about how much of it they read.

use uuid::Uuid;

use crate::domain::authority::{Right, holder_of};
use crate::domain::command::{DeskCommand, DirectoryCommand, ObjectCommand};
use crate::domain::commit::{Actor, Commit, CommitKind};
use crate::domain::event::{AuditCategory, Change, Event, Fact};
use crate::domain::id::{CalloutSubject, ObjectRef, Person, RequestId};
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

/// Tells whether an event stands in a commit whose command was about something else than the
/// directory and the desk.
fn is_consequence(commit: &Commit, event: &Event) -> bool {
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
    let mut rows = elsewhere.into_iter().flatten();
    rows.all(|row| row.name != command)
}

fn is_of_entitlement(commit: &Commit, event: &Event) -> bool {
    // Where nobody is known by the name that acts, the operator is refused in their place.
    let nobody = commit.actor == Actor::Operator && matches!(event.change, Change::Refusal(_));
    if nobody {
        return true;
    }
    let is_consequence = is_consequence(commit, event);
    match event.told_as().category() {
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

/// The application by whose name the service acts.
pub const SERVICE: &str = "Azure AD Identity Governance - User Management";

/// By whom an entry of the log says it was initiated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Initiator {
    /// A persona.
    Person(Person),
    /// The operator of the desk.
    Operator,
    /// The service, by itself or in carrying out what somebody decided.
    Service,
}

/// What the service does in everybody's commits: it asks approvers, delivers, and keeps the books.
const WORK: &[Fact] = &[
    Fact::PolicyOrphaned,
    Fact::AccessDue,
    Fact::RemovalDue,
    Fact::StageOpened,
    Fact::ApproversAdded,
    Fact::ApproversReminded,
    Fact::StageEscalated,
    Fact::StageAdded,
    Fact::DelegationStarted,
    Fact::RequestAutoApproved,
    Fact::RequestTimedOut,
    Fact::RequestScheduled,
    Fact::RequestPaused,
    Fact::RequestResumed,
    Fact::ExtensionExecuted,
    Fact::CallbackTimedOut,
    Fact::DeliveryStarted,
    Fact::AssignmentCreated,
    Fact::GrantFulfilled,
    Fact::GrantFailed,
    Fact::GrantRevoked,
    Fact::RequestDelivered,
    Fact::RequestPartiallyDelivered,
    Fact::RequestFailed,
    Fact::RequestPurged,
    Fact::AssignmentDelivered,
    Fact::AssignmentExtended,
    Fact::AssignmentEnded,
    Fact::AnswersChanged,
    Fact::ExpiryAnnounced,
    Fact::GraceBegun,
    Fact::GraceEnded,
    Fact::GuestInvited,
    Fact::GuestKept,
    Fact::GuestBlocked,
    Fact::GuestDeletionScheduled,
    Fact::GuestDeleted,
    Fact::JudgmentScheduled,
    Fact::ReviewStarted,
    Fact::ReviewItemOpened,
    Fact::ReviewersReminded,
    Fact::DecisionApplied,
    Fact::ReviewApplied,
];

/// What the service does to the directory in consequence of a decision, and people do by hand too.
const HANDED: &[Fact] = &[
    Fact::UserUpdated,
    Fact::MemberAdded,
    Fact::MemberRemoved,
    Fact::OwnerAdded,
    Fact::OwnerRemoved,
    Fact::AppRoleGiven,
    Fact::AppRoleTaken,
    Fact::SiteRoleGiven,
    Fact::SiteRoleTaken,
    Fact::EligibilityGiven,
    Fact::EligibilityTaken,
    Fact::DirectoryRoleAssigned,
    Fact::DirectoryRoleRemoved,
];

impl Initiator {
    /// Says by whom an event of a commit was initiated.
    ///
    /// Whoever decides initiates the decision only; what follows from it is the work of the service.
    pub fn of(commit: &Commit, event: &Event) -> Self {
        let reverses = matches!(commit.kind, CommitKind::Undo(_) | CommitKind::Redo(_));
        let follows = !reverses && is_work(commit, event);
        match commit.actor {
            Actor::System => Self::Service,
            Actor::Person(_) | Actor::Operator if follows => Self::Service,
            Actor::Person(person) => Self::Person(person),
            Actor::Operator => Self::Operator,
        }
    }
}

fn is_work(commit: &Commit, event: &Event) -> bool {
    let fact = event.fact;
    // An approver's denial has no reason of the service's own.
    let by_itself = fact == Fact::RequestDenied && event.outcome().reason.is_some();
    let handed = HANDED.contains(&fact) && is_consequence(commit, event);
    by_itself || handed || WORK.contains(&fact)
}

/// Returns what ties each event of a commit to the others of its chain: the request, or else the
/// commit.
///
/// What a delivery does to the directory is told between the events of the request that caused it.
pub fn chains(tenant: &Tenant, commit: &Commit) -> Vec<Uuid> {
    let first = commit.events.iter().find_map(request_of);
    let mut known = first;
    let mut chains = Vec::with_capacity(commit.events.len());
    for event in &commit.events {
        known = match first {
            Some(_) => request_of(event).or(known),
            None => stem_of(tenant, event),
        };
        let own = commit.id.guid();
        chains.push(known.map_or(own, RequestId::guid));
    }
    chains
}

/// Returns the request that an event is about.
fn request_of(event: &Event) -> Option<RequestId> {
    if let Change::Refusal(refused) = &event.change
        && let Some(ObjectRef::Request(id)) = refused.object
    {
        Some(id)
    } else if let Change::Request(edit) = &event.change {
        edit.latest().map(|request| request.id)
    } else if let Change::RequestProgress(id, _) = &event.change {
        Some(*id)
    } else if let Change::Callout(edit) = &event.change
        && let Some(CalloutSubject::Request(id)) = edit.latest().map(|callout| callout.subject)
    {
        Some(id)
    } else {
        None
    }
}

/// Returns the request that the assignment which an event is about stems from.
fn stem_of(tenant: &Tenant, event: &Event) -> Option<RequestId> {
    let held = if let Change::AssignmentProgress(id, _) = &event.change {
        Some(*id)
    } else if let Change::Refusal(refused) = &event.change
        && let Some(ObjectRef::Assignment(id)) = refused.object
    {
        Some(id)
    } else if let Change::Callout(edit) = &event.change
        && let Some(CalloutSubject::Assignment(id)) = edit.latest().map(|callout| callout.subject)
    {
        Some(id)
    } else {
        None
    };
    Some(tenant.find_assignment(held?)?.request)
}
