//! What kind of operation the audit log takes a fact for.

use crate::domain::event::Fact;
use crate::domain::subject::words;

words! {
    /// A kind of operation.
    Operation {
        /// Something came into being.
        Add = "Add", "Add";
        /// Something changed.
        Update = "Update", "Update";
        /// Something ceased to be, for good or for the time being.
        Delete = "Delete", "Delete";
        /// Somebody got something.
        Assign = "Assign", "Assign";
        /// Somebody lost something.
        Unassign = "Unassign", "Unassign";
        /// A policy came into being.
        CreateEntitlementGrantPolicy = "CreateEntitlementGrantPolicy", "Create policy";
        /// A policy changed.
        UpdateEntitlementGrantPolicy = "UpdateEntitlementGrantPolicy", "Update policy";
        /// A policy ceased to be.
        DeleteEntitlementGrantPolicy = "DeleteEntitlementGrantPolicy", "Delete policy";
    }
}

/// The facts that are more than a change of something that stays.
const FACTS: &[(Operation, &[Fact])] = &[
    (
        Operation::Add,
        &[
            Fact::DirectoryAdded,
            Fact::ExternalPersonAdded,
            Fact::UserAdded,
            Fact::GuestInvited,
            Fact::GroupAdded,
            Fact::OrganizationCreated,
            Fact::ApplicationAdded,
            Fact::SiteAdded,
            Fact::CatalogCreated,
            Fact::CustomExtensionCreated,
            Fact::ResourceAdded,
            Fact::EnvironmentCreated,
            Fact::ResourceRequested,
            Fact::ResourceUpdateRequested,
            Fact::ResourceRemovalRequested,
            Fact::PackageCreated,
            Fact::IncompatiblePackageAdded,
            Fact::IncompatibleGroupAdded,
            Fact::AccessRequested,
            Fact::AccessOrdered,
            Fact::AccessDue,
            Fact::ExtensionRequested,
            Fact::ExtensionOrdered,
            Fact::AnswersChangeRequested,
            Fact::RemovalRequested,
            Fact::RemovalOrdered,
            Fact::RemovalDue,
            Fact::ApprovalRevoked,
            Fact::StageOpened,
            Fact::ApproversAdded,
            Fact::StageEscalated,
            Fact::ApprovalsDelegated,
            Fact::ReviewCreated,
            Fact::ReviewItemOpened,
        ],
    ),
    (
        Operation::Delete,
        &[
            Fact::ExternalPersonRemoved,
            Fact::UserDeleted,
            Fact::UserPurged,
            Fact::GuestDeleted,
            Fact::GroupDeleted,
            Fact::GroupPurged,
            Fact::OrganizationDeleted,
            Fact::ApplicationDeleted,
            Fact::SiteDeleted,
            Fact::CatalogDeleted,
            Fact::CustomExtensionDeleted,
            Fact::CalloutDeleted,
            Fact::ResourceRemoved,
            Fact::ResourceRequestDeleted,
            Fact::PackageDeleted,
            Fact::IncompatiblePackageRemoved,
            Fact::IncompatibleGroupRemoved,
            Fact::RequestDeleted,
            Fact::RequestPurged,
            Fact::ReviewDeleted,
        ],
    ),
    (
        Operation::Assign,
        &[
            Fact::DirectoryRoleAssigned,
            Fact::MemberAdded,
            Fact::OwnerAdded,
            Fact::InternalSponsorAssigned,
            Fact::ExternalSponsorAssigned,
            Fact::AppRoleGiven,
            Fact::SiteRoleGiven,
            Fact::EligibilityGiven,
            Fact::RoleAssigned,
            Fact::AssignmentCreated,
            Fact::GrantFulfilled,
        ],
    ),
    (
        Operation::Unassign,
        &[
            Fact::DirectoryRoleRemoved,
            Fact::MemberRemoved,
            Fact::OwnerRemoved,
            Fact::InternalSponsorRemoved,
            Fact::ExternalSponsorRemoved,
            Fact::AppRoleTaken,
            Fact::SiteRoleTaken,
            Fact::EligibilityTaken,
            Fact::RoleRemoved,
            Fact::GrantRevoked,
            Fact::AssignmentEnded,
        ],
    ),
    (
        Operation::CreateEntitlementGrantPolicy,
        &[Fact::PolicyCreated],
    ),
    (
        Operation::UpdateEntitlementGrantPolicy,
        &[Fact::PolicyUpdated],
    ),
    (
        Operation::DeleteEntitlementGrantPolicy,
        &[Fact::PolicyDeleted, Fact::PolicyOrphaned],
    ),
];

impl Fact {
    /// Returns the kind of operation that the audit log takes the fact for.
    pub fn operation(self) -> Operation {
        let row = FACTS.iter().find(|(_, facts)| facts.contains(&self));
        row.map_or(Operation::Update, |(operation, _)| *operation)
    }
}
