//! Events: past-tense facts, each with the change it made, old and new.
//!
//! An event is the journal's line, the audit entry, the step of an undo and the row of a preview.
//! Its inverse is the same event with old and new exchanged, so what `apply` did, `apply` takes back.

use serde::{Deserialize, Serialize};

use crate::domain::application::Application;
use crate::domain::assignment::{Assignment, AssignmentProgress};
use crate::domain::callout::Callout;
use crate::domain::catalog::Catalog;
use crate::domain::custom_extension::CustomExtension;
use crate::domain::delegation::Delegation;
use crate::domain::entitlement_role::RoleAssignment;
use crate::domain::group::{Group, Membership, Ownership};
use crate::domain::holding::RoleHolding;
use crate::domain::id::{AssignmentId, ObjectRef, Person, RequestId};
use crate::domain::organization::ConnectedOrganization;
use crate::domain::package::AccessPackage;
use crate::domain::policy::AssignmentPolicy;
use crate::domain::request::{AssignmentRequest, RequestProgress};
use crate::domain::resource::Resource;
use crate::domain::resource_request::ResourceRequest;
use crate::domain::review::{AccessReview, ReviewItem};
use crate::domain::rule_turns::RuleTurns;
use crate::domain::settings::Settings;
use crate::domain::site::Site;
use crate::domain::subject::{Directory, ExternalPerson, User};
use crate::domain::time::Span;
use crate::domain::walk::Step;

mod attempt;
mod edit;
mod fact;
mod operation;
mod outcome;
mod recorded;

pub use edit::Edit;
pub use fact::{AuditCategory, Fact};
pub use operation::Operation;
pub use outcome::{AuditResult, Outcome};

/// A command that a rule refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RefusedCommand {
    /// The command's name.
    pub command: String,
    /// What it was to be done to, where that is one object.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<ObjectRef>,
    /// The rule's code.
    pub code: String,
    /// The checks that led to it.
    pub walk: Vec<Step>,
}

/// What an event changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Change {
    /// A directory.
    Directory(Edit<Directory>),
    /// A person of another directory.
    ExternalPerson(Edit<ExternalPerson>),
    /// An account.
    User(Edit<User>),
    /// A group.
    Group(Edit<Group>),
    /// A membership.
    Membership(Edit<Membership>),
    /// An ownership.
    Ownership(Edit<Ownership>),
    /// When rules are asked about a user again.
    RuleTurns(Edit<RuleTurns>),
    /// An application.
    Application(Edit<Application>),
    /// A site.
    Site(Edit<Site>),
    /// A role on an object.
    RoleHolding(Edit<RoleHolding>),
    /// A connected organization.
    Organization(Edit<ConnectedOrganization>),
    /// The settings of entitlement management.
    Settings(Edit<Settings>),
    /// A catalog.
    Catalog(Edit<Catalog>),
    /// A role of entitlement management.
    RoleAssignment(Edit<RoleAssignment>),
    /// A resource.
    Resource(Edit<Resource>),
    /// A request about a resource.
    ResourceRequest(Edit<ResourceRequest>),
    /// A package.
    Package(Edit<AccessPackage>),
    /// A policy.
    Policy(Edit<AssignmentPolicy>),
    /// A request, when it is made.
    Request(Edit<AssignmentRequest>),
    /// What has become of a request.
    RequestProgress(RequestId, Edit<RequestProgress>),
    /// An assignment, when it is made.
    Assignment(Edit<Assignment>),
    /// What has become of an assignment.
    AssignmentProgress(AssignmentId, Edit<AssignmentProgress>),
    /// A round of an access review.
    Review(Edit<AccessReview>),
    /// What a review says about somebody's access.
    ReviewItem(Edit<ReviewItem>),
    /// A custom extension.
    CustomExtension(Edit<CustomExtension>),
    /// A call of a custom extension.
    Callout(Edit<Callout>),
    /// What an approver handed over.
    Delegation(Edit<Delegation>),
    /// How far the clock is ahead.
    Clock(Edit<Span>),
    /// Nothing but the persona at the desk.
    Persona(Edit<Person>),
    /// Nothing: a refusal.
    Refusal(RefusedCommand),
}

/// A fact and the change it made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// What happened.
    #[serde(rename = "type")]
    pub fact: Fact,
    /// Whether the fact was taken back by this event.
    #[serde(default, skip_serializing_if = "is_false")]
    pub undone: bool,
    /// The change it made.
    pub change: Change,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands skip conditions a reference"
)]
const fn is_false(flag: &bool) -> bool {
    !*flag
}

impl Event {
    /// Says that something happened and what it changed.
    pub const fn new(fact: Fact, change: Change) -> Self {
        Self {
            fact,
            undone: false,
            change,
        }
    }

    /// Returns the event that takes this one back.
    #[must_use]
    pub fn inverse(self) -> Self {
        let change = match self.change {
            Change::Directory(edit) => Change::Directory(edit.inverse()),
            Change::ExternalPerson(edit) => Change::ExternalPerson(edit.inverse()),
            Change::User(edit) => Change::User(edit.inverse()),
            Change::Group(edit) => Change::Group(edit.inverse()),
            Change::Membership(edit) => Change::Membership(edit.inverse()),
            Change::Ownership(edit) => Change::Ownership(edit.inverse()),
            Change::Application(edit) => Change::Application(edit.inverse()),
            Change::Site(edit) => Change::Site(edit.inverse()),
            Change::RoleHolding(edit) => Change::RoleHolding(edit.inverse()),
            Change::Organization(edit) => Change::Organization(edit.inverse()),
            Change::Settings(edit) => Change::Settings(edit.inverse()),
            Change::Catalog(edit) => Change::Catalog(edit.inverse()),
            Change::RuleTurns(edit) => Change::RuleTurns(edit.inverse()),
            Change::RoleAssignment(edit) => Change::RoleAssignment(edit.inverse()),
            Change::Resource(edit) => Change::Resource(edit.inverse()),
            Change::ResourceRequest(edit) => Change::ResourceRequest(edit.inverse()),
            Change::Package(edit) => Change::Package(edit.inverse()),
            Change::Policy(edit) => Change::Policy(edit.inverse()),
            Change::Request(edit) => Change::Request(edit.inverse()),
            Change::RequestProgress(id, edit) => Change::RequestProgress(id, edit.inverse()),
            Change::Assignment(edit) => Change::Assignment(edit.inverse()),
            Change::AssignmentProgress(id, edit) => Change::AssignmentProgress(id, edit.inverse()),
            Change::Review(edit) => Change::Review(edit.inverse()),
            Change::ReviewItem(edit) => Change::ReviewItem(edit.inverse()),
            Change::CustomExtension(edit) => Change::CustomExtension(edit.inverse()),
            Change::Callout(edit) => Change::Callout(edit.inverse()),
            Change::Delegation(edit) => Change::Delegation(edit.inverse()),
            Change::Clock(edit) => Change::Clock(edit.inverse()),
            Change::Persona(edit) => Change::Persona(edit.inverse()),
            Change::Refusal(refused) => Change::Refusal(refused),
        };
        Self {
            fact: self.fact,
            undone: !self.undone,
            change,
        }
    }

    /// Returns the object that the event changed, whose revision it raises.
    pub fn object(&self) -> Option<ObjectRef> {
        self.subject().map(|subject| subject.object)
    }

    /// Returns the object that comes into being by this event; `None` where one that was there
    /// comes back, or nothing does.
    pub fn made(&self) -> Option<ObjectRef> {
        let made = self.subject().filter(|it| it.appears && !self.undone);
        made.map(|subject| subject.object)
    }

    /// Says what the event is about: a whole object, or a part of one that was there before.
    fn subject(&self) -> Option<Subject> {
        fn whole<T, I: Into<ObjectRef>>(edit: &Edit<T>, id: fn(&T) -> I) -> Option<Subject> {
            let object = id(edit.latest()?).into();
            let appears = edit.old.is_none();
            Some(Subject { object, appears })
        }
        fn part<T, I: Into<ObjectRef>>(edit: &Edit<T>, of: fn(&T) -> I) -> Option<Subject> {
            Some(Subject::part_of(of(edit.latest()?)))
        }
        match &self.change {
            Change::Directory(edit) => whole(edit, |record| record.id),
            Change::ExternalPerson(edit) => whole(edit, |record| record.id),
            Change::User(edit) => whole(edit, |record| record.id),
            Change::Group(edit) => whole(edit, |record| record.id),
            Change::Membership(edit) => part(edit, |record| record.group),
            Change::Ownership(edit) => part(edit, |record| record.group),
            Change::Application(edit) => whole(edit, |record| record.id),
            Change::Site(edit) => whole(edit, |record| record.id),
            Change::RoleHolding(edit) => part(edit, |record| record.object),
            Change::Organization(edit) => whole(edit, |record| record.id),
            Change::Catalog(edit) => whole(edit, |record| record.id),
            Change::RoleAssignment(edit) => whole(edit, |record| record.id),
            Change::Resource(edit) => whole(edit, |record| record.id),
            Change::ResourceRequest(edit) => whole(edit, |record| record.id),
            Change::Package(edit) => whole(edit, |record| record.id),
            Change::Policy(edit) => whole(edit, |record| record.id),
            Change::Request(edit) => whole(edit, |record| record.id),
            Change::RequestProgress(id, _) => Some(Subject::part_of(*id)),
            Change::Assignment(edit) => whole(edit, |record| record.id),
            Change::AssignmentProgress(id, _) => Some(Subject::part_of(*id)),
            Change::Review(edit) => whole(edit, |record| record.id),
            Change::ReviewItem(edit) => part(edit, |record| record.review),
            Change::CustomExtension(edit) => whole(edit, |record| record.id),
            Change::Callout(edit) => whole(edit, |record| record.id),
            Change::Delegation(edit) => whole(edit, |record| record.id),
            Change::RuleTurns(_)
            | Change::Settings(_)
            | Change::Clock(_)
            | Change::Persona(_)
            | Change::Refusal(_) => None,
        }
    }
}

/// What an event is about.
struct Subject {
    object: ObjectRef,
    /// Whether the object was not there before.
    appears: bool,
}

impl Subject {
    fn part_of(object: impl Into<ObjectRef>) -> Self {
        Self {
            object: object.into(),
            appears: false,
        }
    }
}
