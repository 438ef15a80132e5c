//! Events: past-tense facts, each with the change it made, old and new.
//!
//! An event is the journal's line, the audit entry, the step of an undo and the row of a preview.
//! Its inverse is the same event with old and new exchanged, so what `apply` did, `apply` takes back.

use serde::{Deserialize, Serialize};

use crate::domain::assignment::{Assignment, AssignmentProgress};
use crate::domain::catalog::Catalog;
use crate::domain::group::{Group, Membership, Ownership};
use crate::domain::id::{AssignmentId, ObjectRef, Person, RequestId};
use crate::domain::organization::ConnectedOrganization;
use crate::domain::package::AccessPackage;
use crate::domain::policy::AssignmentPolicy;
use crate::domain::request::{AssignmentRequest, RequestProgress};
use crate::domain::resource::Resource;
use crate::domain::settings::Settings;
use crate::domain::subject::{Directory, ExternalPerson, User};
use crate::domain::time::Span;
use crate::domain::walk::Step;

mod edit;

pub use edit::Edit;

/// The part of the audit log that a fact belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AuditCategory {
    /// Catalogs, packages, policies, requests and assignments.
    EntitlementManagement,
    /// Accounts and approvals.
    UserManagement,
    /// Groups.
    GroupManagement,
    /// The directory itself.
    DirectoryManagement,
    /// The operator of the desk; no such category exists in the service.
    Desk,
}

macro_rules! facts {
    ($($(#[$doc:meta])* $fact:ident = $category:ident, $activity:literal;)*) => {
        /// What happened, in the past tense.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub enum Fact {
            $($(#[$doc])* $fact,)*
        }

        impl Fact {
            /// Every fact.
            pub const ALL: &'static [Self] = &[$(Self::$fact,)*];

            /// Returns the name that the audit log gives the activity.
            pub const fn activity(self) -> &'static str {
                match self { $(Self::$fact => $activity,)* }
            }

            /// Returns the part of the audit log that the fact belongs to.
            pub const fn category(self) -> AuditCategory {
                match self { $(Self::$fact => AuditCategory::$category,)* }
            }
        }
    };
}

facts! {
    /// A directory was added to the desk.
    DirectoryAdded = DirectoryManagement, "Add directory";
    /// The resource directory was edited.
    DirectoryUpdated = DirectoryManagement, "Update company information";
    /// A person of another directory was added.
    ExternalPersonAdded = Desk, "Add external person";
    /// A person of another directory was edited.
    ExternalPersonUpdated = Desk, "Update external person";
    /// A person of another directory was removed.
    ExternalPersonRemoved = Desk, "Remove external person";
    /// An account was made.
    UserAdded = UserManagement, "Add user";
    /// An account was edited.
    UserUpdated = UserManagement, "Update user";
    /// An account was deleted.
    UserDeleted = UserManagement, "Delete user";
    /// A deleted account came back.
    UserRestored = UserManagement, "Restore user";
    /// A deleted account was purged.
    UserPurged = UserManagement, "Hard Delete user";
    /// A user got a role over the directory.
    DirectoryRoleAssigned = UserManagement, "Add member to role";
    /// A user lost a role over the directory.
    DirectoryRoleRemoved = UserManagement, "Remove member from role";
    /// A guest was invited, so that something could be given.
    GuestInvited = UserManagement, "Invite external user";
    /// A guest signed in for the first time.
    InvitationRedeemed = UserManagement, "Redeem external user invite";
    /// A guest came under the care of entitlement management.
    GuestGoverned = UserManagement, "Update user";
    /// A guest who lost the last assignment can no longer sign in.
    GuestBlocked = UserManagement, "Disable account";
    /// A guest who lost the last assignment will be deleted.
    GuestDeletionScheduled = UserManagement, "Update user";
    /// A guest who was to go got something new and stays.
    GuestKept = UserManagement, "Update user";
    /// A guest who lost the last assignment was deleted.
    GuestDeleted = UserManagement, "Delete external user";
    /// A group was made.
    GroupAdded = GroupManagement, "Add group";
    /// A group was edited.
    GroupUpdated = GroupManagement, "Update group";
    /// A group was deleted.
    GroupDeleted = GroupManagement, "Delete group";
    /// A deleted group came back.
    GroupRestored = GroupManagement, "Restore group";
    /// A deleted group was purged.
    GroupPurged = GroupManagement, "Hard Delete group";
    /// Somebody joined a group.
    MemberAdded = GroupManagement, "Add member to group";
    /// Somebody left a group.
    MemberRemoved = GroupManagement, "Remove member from group";
    /// Somebody became owner of a group.
    OwnerAdded = GroupManagement, "Add owner to group";
    /// Somebody ceased to be owner of a group.
    OwnerRemoved = GroupManagement, "Remove owner from group";
    /// An organization was connected.
    OrganizationCreated = EntitlementManagement, "Create connected organization";
    /// A connected organization was edited.
    OrganizationUpdated = EntitlementManagement, "Update connected organization";
    /// A connected organization was deleted.
    OrganizationDeleted = EntitlementManagement, "Delete connected organization";
    /// A member vouches for an organization's people.
    InternalSponsorAssigned = EntitlementManagement, "Assign user as internal sponsor";
    /// A guest vouches for an organization's people.
    ExternalSponsorAssigned = EntitlementManagement, "Assign user as external sponsor";
    /// A member no longer vouches for an organization's people.
    InternalSponsorRemoved = EntitlementManagement, "Remove user as internal sponsor";
    /// A guest no longer vouches for an organization's people.
    ExternalSponsorRemoved = EntitlementManagement, "Remove user as external sponsor";
    /// The settings of entitlement management were edited.
    SettingsUpdated = EntitlementManagement, "Update tenant setting";
    /// A catalog was made.
    CatalogCreated = EntitlementManagement, "Create access package catalog";
    /// A catalog was edited.
    CatalogUpdated = EntitlementManagement, "Update access package catalog";
    /// A catalog was deleted.
    CatalogDeleted = EntitlementManagement, "Delete access package catalog";
    /// An object became a resource of a catalog.
    ResourceAdded = EntitlementManagement, "Create resource request";
    /// A resource left a catalog.
    ResourceRemoved = EntitlementManagement, "Create resource remove request";
    /// A package was made.
    PackageCreated = EntitlementManagement, "Create access package";
    /// A package was edited, its roles included.
    PackageUpdated = EntitlementManagement, "Update access package";
    /// A package was deleted.
    PackageDeleted = EntitlementManagement, "Delete access package";
    /// Holders of another package were kept from one.
    IncompatiblePackageAdded = EntitlementManagement, "Create incompatible access package";
    /// Holders of another package were let to one again.
    IncompatiblePackageRemoved = EntitlementManagement, "Delete incompatible access package";
    /// Members of a group were kept from a package.
    IncompatibleGroupAdded = EntitlementManagement, "Create incompatible group";
    /// Members of a group were let to a package again.
    IncompatibleGroupRemoved = EntitlementManagement, "Delete incompatible group";
    /// A policy was made.
    PolicyCreated = EntitlementManagement, "Create access package assignment policy";
    /// A policy was edited.
    PolicyUpdated = EntitlementManagement, "Update access package assignment policy";
    /// A policy was deleted.
    PolicyDeleted = EntitlementManagement, "Delete access package assignment policy";
    /// A user asked for access.
    AccessRequested = EntitlementManagement, "User requests access package assignment";
    /// An administrator gave access without a request.
    AccessOrdered = EntitlementManagement, "Administrator directly assigns user to access package";
    /// A user asked for more time.
    ExtensionRequested = EntitlementManagement, "User requests to extend access package assignment";
    /// An administrator gave more time.
    ExtensionOrdered = EntitlementManagement, "Create access package assignment user update request";
    /// A user gave access back.
    RemovalRequested = EntitlementManagement, "User requests to remove access package assignment";
    /// An administrator took access away.
    RemovalOrdered = EntitlementManagement, "Administrator directly removes user access package assignment";
    /// Time took access away.
    RemovalDue = EntitlementManagement, "Entitlement Management removes access package assignment request for user";
    /// A stage began to wait for its approvers.
    StageOpened = UserManagement, "Create request approval";
    /// The approvers of a stage were reminded.
    ApproversReminded = UserManagement, "Remind approvers of request";
    /// The alternates of a stage were asked too.
    StageEscalated = UserManagement, "Add approver to request approval";
    /// No approval was needed.
    RequestAutoApproved = EntitlementManagement, "Auto approve access package assignment request";
    /// A stage was approved, and more follow.
    StageApproved = EntitlementManagement, "Approval stage completed for access package assignment request";
    /// The last stage was approved.
    RequestApproved = EntitlementManagement, "Approve access package assignment request";
    /// An approver denied.
    RequestDenied = EntitlementManagement, "Deny access package assignment request";
    /// Nobody decided in time.
    RequestTimedOut = EntitlementManagement, "Access package assignment request timed out (no approver action taken)";
    /// Access was approved for a later time.
    RequestScheduled = EntitlementManagement, "Schedule a future access package assignment";
    /// The request was taken back.
    RequestCanceled = EntitlementManagement, "Cancel access package assignment request";
    /// Giving or taking began.
    DeliveryStarted = EntitlementManagement, "Ready to fulfill access package assignment request";
    /// An assignment came into being.
    AssignmentCreated = EntitlementManagement, "Create access package assignment";
    /// One role was given.
    GrantFulfilled = EntitlementManagement, "Fulfill access package resource assignment";
    /// One role could not be given.
    GrantFailed = EntitlementManagement, "Failed access package resource assignment";
    /// One role was taken away.
    GrantRevoked = EntitlementManagement, "Remove access package resource assignment";
    /// All roles were given or taken.
    RequestDelivered = EntitlementManagement, "Fulfill access package assignment request";
    /// Some roles could not be given.
    RequestPartiallyDelivered = EntitlementManagement, "Partially fulfill access package assignment request";
    /// No role could be given.
    RequestFailed = EntitlementManagement, "Failed access package assignment request";
    /// The assignment reached a new state.
    AssignmentDelivered = EntitlementManagement, "Update access package assignment";
    /// Access got a new end.
    AssignmentExtended = EntitlementManagement, "Extend access package assignment";
    /// Whoever holds access was told that it ends soon.
    ExpiryAnnounced = EntitlementManagement, "Announce the end of an access package assignment";
    /// A delivery was tried again.
    RequestReprocessed = EntitlementManagement, "Update access package assignment request";
    /// The record of a request was deleted.
    RequestDeleted = EntitlementManagement, "Delete access package assignment request";
    /// The record of a request was deleted because it was old.
    RequestPurged = EntitlementManagement, "Purge access package assignment request";
    /// Access ended.
    AssignmentEnded = EntitlementManagement, "Remove access package assignment";
    /// Somebody signed in at the desk.
    SignedIn = Desk, "Sign in";
    /// The clock was moved.
    ClockMoved = Desk, "Move clock";
    /// Somebody else acts from now on.
    PersonaSwitched = Desk, "Switch persona";
    /// A command was refused.
    CommandRefused = Desk, "Refuse command";
}

/// A command that a rule refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RefusedCommand {
    /// The command's name.
    pub command: String,
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
    /// A connected organization.
    Organization(Edit<ConnectedOrganization>),
    /// The settings of entitlement management.
    Settings(Edit<Settings>),
    /// A catalog.
    Catalog(Edit<Catalog>),
    /// A resource.
    Resource(Edit<Resource>),
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
            Change::Organization(edit) => Change::Organization(edit.inverse()),
            Change::Settings(edit) => Change::Settings(edit.inverse()),
            Change::Catalog(edit) => Change::Catalog(edit.inverse()),
            Change::Resource(edit) => Change::Resource(edit.inverse()),
            Change::Package(edit) => Change::Package(edit.inverse()),
            Change::Policy(edit) => Change::Policy(edit.inverse()),
            Change::Request(edit) => Change::Request(edit.inverse()),
            Change::RequestProgress(id, edit) => Change::RequestProgress(id, edit.inverse()),
            Change::Assignment(edit) => Change::Assignment(edit.inverse()),
            Change::AssignmentProgress(id, edit) => Change::AssignmentProgress(id, edit.inverse()),
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

    /// Lists the objects that the event changed, those whose revision it raises.
    pub fn objects(&self) -> Vec<ObjectRef> {
        fn one<T>(edit: &Edit<T>, object: impl Fn(&T) -> ObjectRef) -> Vec<ObjectRef> {
            edit.latest().map(object).into_iter().collect()
        }
        match &self.change {
            Change::Directory(edit) => one(edit, |record| record.id.into()),
            Change::ExternalPerson(edit) => one(edit, |record| record.id.into()),
            Change::User(edit) => one(edit, |record| record.id.into()),
            Change::Group(edit) => one(edit, |record| record.id.into()),
            Change::Membership(edit) => one(edit, |record| record.group.into()),
            Change::Ownership(edit) => one(edit, |record| record.group.into()),
            Change::Organization(edit) => one(edit, |record| record.id.into()),
            Change::Catalog(edit) => one(edit, |record| record.id.into()),
            Change::Resource(edit) => one(edit, |record| record.id.into()),
            Change::Package(edit) => one(edit, |record| record.id.into()),
            Change::Policy(edit) => one(edit, |record| record.id.into()),
            Change::Request(edit) => one(edit, |record| record.id.into()),
            Change::RequestProgress(id, _) => vec![(*id).into()],
            Change::Assignment(edit) => one(edit, |record| record.id.into()),
            Change::AssignmentProgress(id, _) => vec![(*id).into()],
            Change::Settings(_) | Change::Clock(_) | Change::Persona(_) | Change::Refusal(_) => {
                Vec::new()
            }
        }
    }
}
