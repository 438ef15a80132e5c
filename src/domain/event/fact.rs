//! The facts that events tell of, by the names that the audit log gives them.

use serde::{Deserialize, Serialize};

use crate::domain::subject::words;

words! {
    /// The part of the audit log that a fact belongs to.
    AuditCategory {
        /// Catalogs, packages, policies, requests and assignments.
        EntitlementManagement = "EntitlementManagement", "Entitlement management";
        /// Accounts and approvals.
        UserManagement = "UserManagement", "User management";
        /// Groups.
        GroupManagement = "GroupManagement", "Group management";
        /// Applications.
        ApplicationManagement = "ApplicationManagement", "Application management";
        /// Roles over the directory.
        RoleManagement = "RoleManagement", "Role management";
        /// Sites.
        SiteManagement = "SiteManagement", "Site management";
        /// The directory itself.
        DirectoryManagement = "DirectoryManagement", "Directory management";
        /// Access reviews.
        Policy = "Policy", "Policy";
        /// The operator of the desk; no such category exists in the service.
        Desk = "Desk", "Desk";
    }
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
    /// It was settled when a group's rule is asked about a user again.
    JudgmentScheduled = GroupManagement, "Schedule dynamic membership evaluation";
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
    /// An application was made.
    ApplicationAdded = ApplicationManagement, "Add service principal";
    /// An application was edited.
    ApplicationUpdated = ApplicationManagement, "Update service principal";
    /// An application was deleted.
    ApplicationDeleted = ApplicationManagement, "Remove service principal";
    /// A user got a role of an application.
    AppRoleGiven = UserManagement, "Add app role assignment grant to user";
    /// A user lost a role of an application.
    AppRoleTaken = UserManagement, "Remove app role assignment from user";
    /// A site was made.
    SiteAdded = SiteManagement, "Add site";
    /// A site was edited.
    SiteUpdated = SiteManagement, "Update site";
    /// A site was deleted.
    SiteDeleted = SiteManagement, "Delete site";
    /// A user got a role on a site.
    SiteRoleGiven = SiteManagement, "Add user to site role";
    /// A user lost a role on a site.
    SiteRoleTaken = SiteManagement, "Remove user from site role";
    /// A user became eligible for a role over the directory.
    EligibilityGiven = RoleManagement, "Add eligible member to role";
    /// A user ceased to be eligible for a role over the directory.
    EligibilityTaken = RoleManagement, "Remove eligible member from role";
    /// A catalog was made.
    CatalogCreated = EntitlementManagement, "Create access package catalog";
    /// A catalog was edited.
    CatalogUpdated = EntitlementManagement, "Update access package catalog";
    /// A catalog was deleted.
    CatalogDeleted = EntitlementManagement, "Delete access package catalog";
    /// An object became a resource of a catalog.
    ResourceAdded = EntitlementManagement, "Add access package catalog resource";
    /// What is asked for a resource changed.
    ResourceUpdated = EntitlementManagement, "Update access package catalog resource";
    /// A resource left a catalog.
    ResourceRemoved = EntitlementManagement, "Remove access package catalog resource";
    /// An object was to become a resource of a catalog.
    ResourceRequested = EntitlementManagement, "Create resource request";
    /// What is asked for a resource was to change.
    ResourceUpdateRequested = EntitlementManagement, "Create resource update request";
    /// A resource was to leave a catalog.
    ResourceRemovalRequested = EntitlementManagement, "Create resource remove request";
    /// A request about a resource went with its catalog.
    ResourceRequestDeleted = EntitlementManagement, "Delete resource request";
    /// The first site of a geographic environment became a resource; told of a change of that site.
    EnvironmentCreated = EntitlementManagement, "Create resource environment";
    /// A role of entitlement management was given.
    RoleAssigned = EntitlementManagement, "Add Entitlement Management role assignment";
    /// A role of entitlement management was taken away.
    RoleRemoved = EntitlementManagement, "Remove Entitlement Management role assignment";
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
    /// A policy went with the last user whom it admitted.
    PolicyOrphaned = EntitlementManagement, "Delete access package assignment policy for a deleted user";
    /// A user asked for access.
    AccessRequested = EntitlementManagement, "User requests access package assignment";
    /// An administrator gave access without a request.
    AccessOrdered = EntitlementManagement, "Administrator directly assigns user to access package";
    /// A rule gave access without a request.
    AccessDue = EntitlementManagement, "Entitlement Management creates access package assignment request for user";
    /// A user asked for more time.
    ExtensionRequested = EntitlementManagement, "User requests to extend access package assignment";
    /// An administrator gave more time.
    ExtensionOrdered = EntitlementManagement, "Create access package assignment user update request";
    /// Answers for access that is held are to change.
    AnswersChangeRequested = EntitlementManagement, "Create access package assignment user update request";
    /// An approver corrected answers.
    AnswersEdited = EntitlementManagement, "Update request answers by approver";
    /// Access got other answers.
    AnswersChanged = EntitlementManagement, "Update access package assignment";
    /// A user gave access back.
    RemovalRequested = EntitlementManagement, "User requests to remove access package assignment";
    /// An administrator took access away.
    RemovalOrdered = EntitlementManagement, "Administrator directly removes user access package assignment";
    /// An approver took an approval back, and the access with it.
    ApprovalRevoked = EntitlementManagement, "Administrator directly removes user access package assignment";
    /// Time or a rule took access away.
    RemovalDue = EntitlementManagement, "Entitlement Management removes access package assignment request for user";
    /// A stage began to wait for its approvers.
    StageOpened = UserManagement, "Create request approval";
    /// The approvers of a stage were asked.
    ApproversAdded = UserManagement, "Add approver to request approval";
    /// The approvers of a stage were reminded.
    ApproversReminded = UserManagement, "Remind approvers of request";
    /// The alternates of a stage were asked too.
    StageEscalated = UserManagement, "Add approver to request approval";
    /// An approver let somebody else decide for a while.
    ApprovalsDelegated = UserManagement, "Create approval delegation";
    /// Whom an approver named began to decide.
    DelegationStarted = UserManagement, "Start approval delegation";
    /// Whom an approver named no longer decides.
    DelegationEnded = UserManagement, "End approval delegation";
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
    /// A rule admitted whoever holds access no longer, who keeps it for a while.
    GraceBegun = EntitlementManagement, "Update access package assignment";
    /// Whoever would have lost access by a rule keeps it.
    GraceEnded = EntitlementManagement, "Update access package assignment";
    /// A delivery was tried again.
    RequestReprocessed = EntitlementManagement, "Update access package assignment request";
    /// The record of a request was deleted.
    RequestDeleted = EntitlementManagement, "Delete access package assignment request";
    /// The record of a request was deleted because it was old.
    RequestPurged = EntitlementManagement, "Purge access package assignment request";
    /// Access ended.
    AssignmentEnded = EntitlementManagement, "Remove access package assignment";
    /// A round of an access review was planned.
    ReviewCreated = Policy, "Create access review";
    /// A round that has not begun was planned anew.
    ReviewUpdated = Policy, "Update access review";
    /// A round that had not begun will not be.
    ReviewDeleted = Policy, "Delete access review";
    /// A review opened.
    ReviewStarted = Policy, "Access review started";
    /// Somebody's access is up for review.
    ReviewItemOpened = Policy, "Create access review decision";
    /// The reviewers were reminded.
    ReviewersReminded = Policy, "Remind reviewers of access review";
    /// A reviewer said that access is still needed.
    AccessApproved = Policy, "Approve decision";
    /// A reviewer said that access is to go.
    AccessDenied = Policy, "Deny decision";
    /// A reviewer could not tell.
    AccessDoubted = Policy, "Don't know decision";
    /// A reviewer took a decision back.
    DecisionReset = Policy, "Reset decision";
    /// A review closed.
    ReviewEnded = Policy, "Access review ended";
    /// What was decided about somebody's access was done.
    DecisionApplied = Policy, "Apply decision";
    /// All that was decided was done.
    ReviewApplied = Policy, "Apply access review";
    /// A custom extension was made.
    CustomExtensionCreated = EntitlementManagement, "Create custom extension";
    /// A custom extension was edited.
    CustomExtensionUpdated = EntitlementManagement, "Update custom extension";
    /// A custom extension was deleted.
    CustomExtensionDeleted = EntitlementManagement, "Delete custom extension";
    /// A custom extension was called.
    ExtensionExecuted = EntitlementManagement, "Execute custom extension";
    /// The workflow behind a custom extension called back.
    CallbackReceived = EntitlementManagement, "Receive custom extension callback";
    /// The workflow behind a custom extension did not call back in time.
    CallbackTimedOut = EntitlementManagement, "Custom extension callback timed out";
    /// The record of a call went with its request.
    CalloutDeleted = EntitlementManagement, "Delete custom extension callout";
    /// A workflow added a stage to the approval of a request.
    StageAdded = EntitlementManagement, "Update access package assignment request";
    /// A request began to wait for a workflow.
    RequestPaused = EntitlementManagement, "Pause access package assignment request";
    /// A request goes on after a workflow called back.
    RequestResumed = EntitlementManagement, "Resume access package assignment request";
    /// Somebody signed in at the desk.
    SignedIn = Desk, "Sign in";
    /// The clock was moved.
    ClockMoved = Desk, "Move clock";
    /// Somebody else acts from now on.
    PersonaSwitched = Desk, "Switch persona";
    /// A command was refused.
    CommandRefused = Desk, "Refuse command";
}
