//! Which right each command needs, and over which object.

use crate::domain::authority::{Right, organizations};
use crate::domain::command::{
    ApprovalCommand, CatalogCommand, Command, CreateGroup, DelegationCommand, DirectoryCommand,
    ExtensionCommand, ObjectCommand, PackageCommand, RequestCommand, ReviewCommand, RoleCommand,
};
use crate::domain::group::{GroupTrait, Traits};
use crate::domain::id::{GroupId, ObjectRef};
use crate::domain::tenant::Tenant;

/// Returns the right that a command needs and the object it is needed for.
pub fn right_for(tenant: &Tenant, command: &Command) -> (Right, Option<ObjectRef>) {
    match command {
        Command::Directory(command) => directory_right(tenant, command),
        Command::Object(command) => object_right(command),
        Command::Organization(command) => organizations::right(command),
        Command::Catalog(command) => catalog_right(command),
        Command::Extension(command) => extension_right(command),
        Command::Role(command) => role_right(command),
        Command::Package(command) => package_right(tenant, command),
        Command::Request(command) => match command {
            RequestCommand::SubmitRequest(with) => {
                (Right::TakePart, Some(with.access_package.into()))
            }
            RequestCommand::CancelRequest(with) => (Right::TakePart, Some(with.request.into())),
            RequestCommand::GiveBackAssignment(with) => {
                (Right::TakePart, Some(with.assignment.into()))
            }
            RequestCommand::RequestExtension(with) => {
                (Right::TakePart, Some(with.assignment.into()))
            }
            RequestCommand::ChangeAnswers(with) => (Right::TakePart, Some(with.assignment.into())),
            RequestCommand::AssignDirectly(with) => {
                (Right::ManageAssignments, Some(with.access_package.into()))
            }
            RequestCommand::RemoveAssignment(with) => {
                (Right::ManageAssignments, Some(with.assignment.into()))
            }
            RequestCommand::ExtendAssignment(with) => {
                (Right::ManageAssignments, Some(with.assignment.into()))
            }
            RequestCommand::ReprocessAssignment(with) => {
                (Right::ManageAssignments, Some(with.assignment.into()))
            }
            RequestCommand::ReprocessRequest(with) | RequestCommand::DeleteRequest(with) => {
                (Right::ManageRequests, Some(with.request.into()))
            }
        },
        Command::Approval(command) => approval_right(command),
        Command::Delegation(command) => delegation_right(command),
        Command::Review(command) => review_right(command),
    }
}

fn approval_right(command: &ApprovalCommand) -> (Right, Option<ObjectRef>) {
    let request = match command {
        ApprovalCommand::ApproveRequest(with) | ApprovalCommand::DenyRequest(with) => with.request,
        ApprovalCommand::EditRequestAnswers(with) => with.request,
        ApprovalCommand::RevokeApproval(with) => with.request,
    };
    (Right::TakePart, Some(request.into()))
}

fn delegation_right(command: &DelegationCommand) -> (Right, Option<ObjectRef>) {
    match command {
        DelegationCommand::DelegateApprovals(_) => (Right::TakePart, None),
        DelegationCommand::EndDelegation(with) => (Right::TakePart, Some(with.delegation.into())),
    }
}

fn review_right(command: &ReviewCommand) -> (Right, Option<ObjectRef>) {
    match command {
        ReviewCommand::DecideReview(with) => (Right::TakePart, Some(with.review.into())),
        ReviewCommand::AcceptRecommendations(with) => (Right::TakePart, Some(with.review.into())),
        ReviewCommand::StopReview(with) => (Right::ManageReviews, Some(with.review.into())),
    }
}

fn catalog_right(command: &CatalogCommand) -> (Right, Option<ObjectRef>) {
    match command {
        CatalogCommand::CreateCatalog(_) => (Right::CreateCatalogs, None),
        CatalogCommand::UpdateCatalog(with) => (Right::ManageCatalog, Some(with.catalog.into())),
        CatalogCommand::DeleteCatalog(with) => (Right::ManageCatalog, Some(with.catalog.into())),
        CatalogCommand::AddCatalogResource(with) => {
            (Right::ManageResources, Some(with.catalog.into()))
        }
        CatalogCommand::RemoveCatalogResource(with) => {
            (Right::ManageResources, Some(with.catalog.into()))
        }
        CatalogCommand::SetResourceAttributes(with) => {
            (Right::ManageCatalog, Some(with.catalog.into()))
        }
    }
}

fn extension_right(command: &ExtensionCommand) -> (Right, Option<ObjectRef>) {
    match command {
        ExtensionCommand::CreateCustomExtension(with) => {
            (Right::ManageCatalog, Some(with.catalog.into()))
        }
        ExtensionCommand::UpdateCustomExtension(with) => {
            (Right::ManageCatalog, Some(with.custom_extension.into()))
        }
        ExtensionCommand::DeleteCustomExtension(with) => {
            (Right::ManageCatalog, Some(with.custom_extension.into()))
        }
    }
}

/// Catalog creators are appointed by those who manage the settings, everybody else by those who
/// manage the catalog.
fn role_right(command: &RoleCommand) -> (Right, Option<ObjectRef>) {
    let (RoleCommand::AssignRole(with) | RoleCommand::RemoveRole(with)) = command;
    if with.role.is_of_a_catalog() {
        (Right::ManageCatalogRoles, with.catalog.map(Into::into))
    } else {
        (Right::ManageSettings, None)
    }
}

fn package_right(tenant: &Tenant, command: &PackageCommand) -> (Right, Option<ObjectRef>) {
    match command {
        PackageCommand::CreateAccessPackage(with) => {
            let catalog = with.catalog.or_else(|| tenant.general_catalog());
            (Right::ManagePackages, catalog.map(Into::into))
        }
        PackageCommand::UpdateAccessPackage(with) => {
            (Right::ManagePackages, Some(with.access_package.into()))
        }
        PackageCommand::DeleteAccessPackage(with) => {
            (Right::ManagePackages, Some(with.access_package.into()))
        }
        PackageCommand::AddResourceRole(with) | PackageCommand::RemoveResourceRole(with) => {
            (Right::ManagePackages, Some(with.access_package.into()))
        }
        PackageCommand::AddObjectRole(with) => {
            (Right::ManagePackages, Some(with.access_package.into()))
        }
        PackageCommand::ReplaceResourceRole(with) => {
            (Right::ManagePackages, Some(with.access_package.into()))
        }
        PackageCommand::AddIncompatibleAccessPackage(with)
        | PackageCommand::RemoveIncompatibleAccessPackage(with) => {
            (Right::ManagePackages, Some(with.access_package.into()))
        }
        PackageCommand::AddIncompatibleGroup(with)
        | PackageCommand::RemoveIncompatibleGroup(with) => {
            (Right::ManagePackages, Some(with.access_package.into()))
        }
        PackageCommand::CreatePolicy(with) => {
            (Right::ManagePolicies, Some(with.access_package.into()))
        }
        PackageCommand::UpdatePolicy(with) => (Right::ManagePolicies, Some(with.policy.into())),
        PackageCommand::DeletePolicy(with) => (Right::ManagePolicies, Some(with.policy.into())),
    }
}

fn directory_right(tenant: &Tenant, command: &DirectoryCommand) -> (Right, Option<ObjectRef>) {
    let over = |group: GroupId| (right_over(tenant, group), Some(group.into()));
    match command {
        DirectoryCommand::CreateUser(_) => (Right::ManageUsers, None),
        DirectoryCommand::UpdateUser(with) => (Right::ManageUsers, Some(with.user.into())),
        DirectoryCommand::DeleteUser(with)
        | DirectoryCommand::RestoreUser(with)
        | DirectoryCommand::PurgeUser(with) => (Right::ManageUsers, Some(with.user.into())),
        DirectoryCommand::AssignDirectoryRole(with)
        | DirectoryCommand::RemoveDirectoryRole(with) => {
            (Right::ManageRoles, Some(with.user.into()))
        }
        DirectoryCommand::CreateGroup(with) => (right_to_create(with), None),
        DirectoryCommand::UpdateGroup(with) => over(with.group),
        DirectoryCommand::DeleteGroup(with) | DirectoryCommand::RestoreGroup(with) => {
            over(with.group)
        }
        DirectoryCommand::AddGroupMember(with) | DirectoryCommand::RemoveGroupMember(with) => {
            over(with.group)
        }
        DirectoryCommand::AddGroupOwner(with) | DirectoryCommand::RemoveGroupOwner(with) => {
            over(with.group)
        }
        DirectoryCommand::MarkGuestGoverned(with) => {
            (Right::ManageAssignments, Some(with.user.into()))
        }
        DirectoryCommand::UpdateOrganization(_) => (Right::ManageDirectory, None),
    }
}

/// Returns the right over a group: whoever fills one to which roles can be given, gives roles.
fn right_over(tenant: &Tenant, group: GroupId) -> Right {
    let found = tenant.find_group(group);
    if found.is_some_and(|group| group.is(GroupTrait::RoleAssignable)) {
        Right::ManageRoleGroup
    } else {
        Right::ManageGroup
    }
}

/// Returns the right to make a group: everybody makes plain security groups only.
fn right_to_create(with: &CreateGroup) -> Right {
    let traits = with.features.traits();
    if traits.contains(&GroupTrait::RoleAssignable) {
        Right::CreateRoleGroup
    } else if traits == Traits::from([GroupTrait::Security]) && with.membership_rule.is_none() {
        Right::CreateGroup
    } else {
        Right::CreateOtherGroup
    }
}

fn object_right(command: &ObjectCommand) -> (Right, Option<ObjectRef>) {
    match command {
        ObjectCommand::CreateApplication(_) => (Right::ManageApplication, None),
        ObjectCommand::UpdateApplication(with) => {
            (Right::ManageApplication, Some(with.application.into()))
        }
        ObjectCommand::DeleteApplication(with) => {
            (Right::ManageApplication, Some(with.application.into()))
        }
        ObjectCommand::CreateSite(_) => (Right::ManageSite, None),
        ObjectCommand::UpdateSite(with) => (Right::ManageSite, Some(with.site.into())),
        ObjectCommand::DeleteSite(with) => (Right::ManageSite, Some(with.site.into())),
    }
}
