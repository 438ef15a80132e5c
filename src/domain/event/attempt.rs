//! What a command that was refused would have brought about, by which the audit log tells of it.

use crate::domain::approval::StageRecord;
use crate::domain::event::{Change, Event, Fact};
use crate::domain::id::{ObjectRef, UserId};

/// The fact that each command of a persona is after.
///
/// Sponsors and decisions of reviews come in several kinds, so that their commands stand under a
/// fact that is true of all of them.
const ATTEMPTS: &[(&str, Fact)] = &[
    ("createUser", Fact::UserAdded),
    ("updateUser", Fact::UserUpdated),
    ("deleteUser", Fact::UserDeleted),
    ("restoreUser", Fact::UserRestored),
    ("purgeUser", Fact::UserPurged),
    ("assignDirectoryRole", Fact::DirectoryRoleAssigned),
    ("removeDirectoryRole", Fact::DirectoryRoleRemoved),
    ("createGroup", Fact::GroupAdded),
    ("updateGroup", Fact::GroupUpdated),
    ("deleteGroup", Fact::GroupDeleted),
    ("restoreGroup", Fact::GroupRestored),
    ("addGroupMember", Fact::MemberAdded),
    ("removeGroupMember", Fact::MemberRemoved),
    ("addGroupOwner", Fact::OwnerAdded),
    ("removeGroupOwner", Fact::OwnerRemoved),
    ("markGuestGoverned", Fact::GuestGoverned),
    ("updateOrganization", Fact::DirectoryUpdated),
    ("createApplication", Fact::ApplicationAdded),
    ("updateApplication", Fact::ApplicationUpdated),
    ("deleteApplication", Fact::ApplicationDeleted),
    ("createSite", Fact::SiteAdded),
    ("updateSite", Fact::SiteUpdated),
    ("deleteSite", Fact::SiteDeleted),
    ("createConnectedOrganization", Fact::OrganizationCreated),
    ("updateConnectedOrganization", Fact::OrganizationUpdated),
    ("deleteConnectedOrganization", Fact::OrganizationDeleted),
    ("addSponsor", Fact::OrganizationUpdated),
    ("removeSponsor", Fact::OrganizationUpdated),
    ("updateSettings", Fact::SettingsUpdated),
    ("createCatalog", Fact::CatalogCreated),
    ("updateCatalog", Fact::CatalogUpdated),
    ("deleteCatalog", Fact::CatalogDeleted),
    ("addCatalogResource", Fact::ResourceRequested),
    ("removeCatalogResource", Fact::ResourceRemovalRequested),
    ("setResourceAttributes", Fact::ResourceUpdated),
    ("createCustomExtension", Fact::CustomExtensionCreated),
    ("updateCustomExtension", Fact::CustomExtensionUpdated),
    ("deleteCustomExtension", Fact::CustomExtensionDeleted),
    ("assignRole", Fact::RoleAssigned),
    ("removeRole", Fact::RoleRemoved),
    ("createAccessPackage", Fact::PackageCreated),
    ("updateAccessPackage", Fact::PackageUpdated),
    ("deleteAccessPackage", Fact::PackageDeleted),
    ("addResourceRole", Fact::PackageUpdated),
    ("addObjectRole", Fact::PackageUpdated),
    ("removeResourceRole", Fact::PackageUpdated),
    ("replaceResourceRole", Fact::PackageUpdated),
    (
        "addIncompatibleAccessPackage",
        Fact::IncompatiblePackageAdded,
    ),
    (
        "removeIncompatibleAccessPackage",
        Fact::IncompatiblePackageRemoved,
    ),
    ("addIncompatibleGroup", Fact::IncompatibleGroupAdded),
    ("removeIncompatibleGroup", Fact::IncompatibleGroupRemoved),
    ("createPolicy", Fact::PolicyCreated),
    ("updatePolicy", Fact::PolicyUpdated),
    ("deletePolicy", Fact::PolicyDeleted),
    ("submitRequest", Fact::AccessRequested),
    ("cancelRequest", Fact::RequestCanceled),
    ("giveBackAssignment", Fact::RemovalRequested),
    ("requestExtension", Fact::ExtensionRequested),
    ("assignDirectly", Fact::AccessOrdered),
    ("extendAssignment", Fact::ExtensionOrdered),
    ("changeAnswers", Fact::AnswersChangeRequested),
    ("reprocessAssignment", Fact::AssignmentDelivered),
    ("reprocessRequest", Fact::RequestReprocessed),
    ("deleteRequest", Fact::RequestDeleted),
    ("removeAssignment", Fact::RemovalOrdered),
    ("approveRequest", Fact::RequestApproved),
    ("denyRequest", Fact::RequestDenied),
    ("editRequestAnswers", Fact::AnswersEdited),
    ("revokeApproval", Fact::ApprovalRevoked),
    ("delegateApprovals", Fact::ApprovalsDelegated),
    ("endDelegation", Fact::DelegationEnded),
    ("decideReview", Fact::ReviewItemOpened),
    ("acceptRecommendations", Fact::ReviewItemOpened),
    ("stopReview", Fact::ReviewEnded),
];

impl Event {
    /// Returns the fact under whose name the audit log tells of the event.
    ///
    /// A refusal stands under what the command was after; one of the operator, of whose commands the
    /// service knows nothing, under a name of its own. A change of a site by which an environment
    /// became known stands under that.
    pub fn told_as(&self) -> Fact {
        if let Change::Refusal(refused) = &self.change {
            let row = ATTEMPTS.iter().find(|(name, _)| *name == refused.command);
            row.map_or(self.fact, |(_, fact)| *fact)
        } else if self.environment().is_some() {
            Fact::EnvironmentCreated
        } else {
            self.fact
        }
    }

    /// Lists the objects that the event is about: the one that it changed and the approvers whom it
    /// added, or those that a command which was refused would have changed.
    pub fn targets(&self) -> Vec<ObjectRef> {
        if let Change::Refusal(refused) = &self.change {
            return refused.object.into_iter().collect();
        }
        let mut targets: Vec<ObjectRef> = self.object().into_iter().collect();
        if let Change::RequestProgress(_, edit) = &self.change
            && let Some(stage) = edit.latest().and_then(|progress| progress.stages.last())
        {
            targets.extend(added(self.fact, stage).iter().copied().map(ObjectRef::from));
        }
        targets
    }
}

/// Returns whom a fact added to the approvers of the stage that it is about.
fn added(fact: Fact, stage: &StageRecord) -> &[UserId] {
    if fact == Fact::ApproversAdded {
        &stage.asked
    } else if fact == Fact::StageEscalated {
        let escalated = stage.escalated.as_ref();
        escalated.map_or(&[], |escalated| &escalated.asked)
    } else {
        &[]
    }
}
