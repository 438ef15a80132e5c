//! Who may do what: the table of rights, and the one function that reads it.
//!
//! Every command needs one right, over one object or over the whole directory; a right is held by
//! directory roles and by relations to the object. Whatever is not in the table is refused.

use serde::{Deserialize, Serialize};

use crate::domain::command::{
    ApprovalCommand, CatalogCommand, Command, DirectoryCommand, PackageCommand, RequestCommand,
};
use crate::domain::id::{GroupId, ObjectRef, Person, UserId};
use crate::domain::refusal::{DeskRefusal, DirectoryRefusal, Refusal};
use crate::domain::resource::Origin;
use crate::domain::subject::{DirectoryRole, UserType};
use crate::domain::tenant::Tenant;
use crate::domain::walk::{Check, Sink, require};

mod holders;
mod organizations;
mod presence;
mod sight;

pub use holders::{holders, right_held};
pub use presence::signed_in;
pub use sight::{Sight, visible};

/// The right that allowed a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Grant {
    /// What gave it.
    pub holder: Holder,
    /// The object it was needed for; the whole directory when absent.
    pub scope: Option<ObjectRef>,
}

/// What gives a right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Holder {
    /// A role over the directory.
    DirectoryRole(DirectoryRole),
    /// Owning the group.
    GroupOwner,
    /// Being a member of the directory, not a guest.
    Member,
    /// Being anybody; the rules of the command decide.
    Anybody,
}

/// What a command needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Right {
    /// Edit the directory itself.
    ManageDirectory,
    /// Give and take roles over the directory.
    ManageRoles,
    /// Make, edit, delete and restore accounts.
    ManageUsers,
    /// Make a security group.
    CreateGroup,
    /// Edit, fill, delete and restore a group.
    ManageGroup,
    /// Connect organizations, edit and disconnect them.
    ManageOrganizations,
    /// Edit the settings of entitlement management.
    ManageSettings,
    /// Make, edit and delete catalogs.
    ManageCatalogs,
    /// Put objects into catalogs and take them out.
    ManageResources,
    /// Make, edit and delete packages.
    ManagePackages,
    /// Make, edit and delete policies.
    ManagePolicies,
    /// See and cancel other people's requests.
    ManageRequests,
    /// See and remove other people's assignments.
    ManageAssignments,
    /// Read the audit log.
    ReadAudit,
    /// Ask, take back, decide: everybody may, and the rules of the command say on what.
    TakePart,
}

const GLOBAL: Holder = Holder::DirectoryRole(DirectoryRole::GlobalAdministrator);
const GOVERNANCE: Holder = Holder::DirectoryRole(DirectoryRole::IdentityGovernanceAdministrator);
const USERS: Holder = Holder::DirectoryRole(DirectoryRole::UserAdministrator);

/// The table of rights: who holds each, and how a refusal names it.
pub const RIGHTS: &[(Right, &[Holder], &str)] = &[
    (Right::ManageDirectory, &[GLOBAL], "Global Administrator"),
    (Right::ManageRoles, &[GLOBAL], "Global Administrator"),
    (
        Right::ManageUsers,
        &[GLOBAL, USERS],
        "Global Administrator or User Administrator",
    ),
    (
        Right::CreateGroup,
        &[GLOBAL, USERS, Holder::Member],
        "an account that is a member of the directory",
    ),
    (
        Right::ManageGroup,
        &[GLOBAL, USERS, Holder::GroupOwner],
        "Global Administrator, User Administrator or owner of the group",
    ),
    (
        Right::ManageOrganizations,
        &[GLOBAL, GOVERNANCE],
        ADMINISTRATORS,
    ),
    (Right::ManageSettings, &[GLOBAL, GOVERNANCE], ADMINISTRATORS),
    (Right::ManageCatalogs, &[GLOBAL, GOVERNANCE], ADMINISTRATORS),
    (
        Right::ManageResources,
        &[GLOBAL, GOVERNANCE],
        ADMINISTRATORS,
    ),
    (Right::ManagePackages, &[GLOBAL, GOVERNANCE], ADMINISTRATORS),
    (Right::ManagePolicies, &[GLOBAL, GOVERNANCE], ADMINISTRATORS),
    (Right::ManageRequests, &[GLOBAL, GOVERNANCE], ADMINISTRATORS),
    (
        Right::ManageAssignments,
        &[GLOBAL, GOVERNANCE],
        ADMINISTRATORS,
    ),
    (
        Right::ReadAudit,
        &[
            GLOBAL,
            GOVERNANCE,
            Holder::DirectoryRole(DirectoryRole::ReportsReader),
            Holder::DirectoryRole(DirectoryRole::SecurityReader),
            Holder::DirectoryRole(DirectoryRole::SecurityAdministrator),
            Holder::DirectoryRole(DirectoryRole::GlobalReader),
        ],
        "an administrator or reader role",
    ),
    (Right::TakePart, &[Holder::Anybody], "an account"),
];

const ADMINISTRATORS: &str = "Global Administrator or Identity Governance Administrator";

/// Returns the right that a command needs and the object it is needed for.
pub fn right_for(command: &Command) -> (Right, Option<ObjectRef>) {
    match command {
        Command::Directory(command) => directory_right(command),
        Command::Organization(command) => organizations::right(command),
        Command::Catalog(command) => match command {
            CatalogCommand::CreateCatalog(_) => (Right::ManageCatalogs, None),
            CatalogCommand::UpdateCatalog(with) => {
                (Right::ManageCatalogs, Some(with.catalog.into()))
            }
            CatalogCommand::DeleteCatalog(with) => {
                (Right::ManageCatalogs, Some(with.catalog.into()))
            }
            CatalogCommand::AddCatalogResource(with) => {
                (Right::ManageResources, Some(with.catalog.into()))
            }
            CatalogCommand::RemoveCatalogResource(with) => {
                (Right::ManageResources, Some(with.catalog.into()))
            }
        },
        Command::Package(command) => package_right(command),
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
        Command::Approval(
            ApprovalCommand::ApproveRequest(with) | ApprovalCommand::DenyRequest(with),
        ) => (Right::TakePart, Some(with.request.into())),
    }
}

fn package_right(command: &PackageCommand) -> (Right, Option<ObjectRef>) {
    match command {
        PackageCommand::CreateAccessPackage(with) => {
            (Right::ManagePackages, with.catalog.map(Into::into))
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

fn directory_right(command: &DirectoryCommand) -> (Right, Option<ObjectRef>) {
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
        DirectoryCommand::CreateGroup(_) => (Right::CreateGroup, None),
        DirectoryCommand::UpdateGroup(with) => (Right::ManageGroup, Some(with.group.into())),
        DirectoryCommand::DeleteGroup(with) | DirectoryCommand::RestoreGroup(with) => {
            (Right::ManageGroup, Some(with.group.into()))
        }
        DirectoryCommand::AddGroupMember(with) | DirectoryCommand::RemoveGroupMember(with) => {
            (Right::ManageGroup, Some(with.group.into()))
        }
        DirectoryCommand::AddGroupOwner(with) | DirectoryCommand::RemoveGroupOwner(with) => {
            (Right::ManageGroup, Some(with.group.into()))
        }
        DirectoryCommand::MarkGuestGoverned(with) => {
            (Right::ManageAssignments, Some(with.user.into()))
        }
        DirectoryCommand::UpdateOrganization(_) => (Right::ManageDirectory, None),
    }
}

/// Finds what gives a person a right, over an object where one is named.
pub fn holder_of(
    tenant: &Tenant,
    person: Person,
    right: Right,
    scope: Option<ObjectRef>,
) -> Option<Holder> {
    let (_, holders, _) = RIGHTS.iter().find(|(listed, ..)| *listed == right)?;
    holders
        .iter()
        .copied()
        .find(|holder| holds(tenant, person, *holder, scope))
}

fn holds(tenant: &Tenant, person: Person, holder: Holder, scope: Option<ObjectRef>) -> bool {
    let Person::User(id) = person else {
        return holder == Holder::Anybody;
    };
    let Some(user) = tenant.find_user(id).filter(|user| user.is_active()) else {
        return false;
    };
    match holder {
        Holder::Anybody => true,
        Holder::Member => user.user_type == UserType::Member,
        Holder::DirectoryRole(role) => user.directory_roles.contains(&role),
        Holder::GroupOwner => match scope {
            Some(ObjectRef::Group(group)) => tenant.ownerships.find((group, id)).is_some(),
            Some(_) | None => false,
        },
    }
}

/// Rules on a command: the right that allows it, or why nothing does.
///
/// Asked before anything about the objects is told, so that a forbidden object and one that does
/// not exist are refused alike.
pub fn authorize<S: Sink + ?Sized>(
    tenant: &Tenant,
    actor: Person,
    command: &Command,
    sink: &mut S,
) -> Result<Grant, Refusal> {
    let grant = right_held(tenant, actor, command, sink)?;
    let origin = match command {
        Command::Catalog(CatalogCommand::AddCatalogResource(with)) => {
            Some(Origin::Group(with.origin_id))
        }
        Command::Catalog(CatalogCommand::RemoveCatalogResource(with)) => tenant
            .find_resource(with.resource)
            .map(|resource| resource.origin),
        Command::Catalog(_)
        | Command::Directory(_)
        | Command::Organization(_)
        | Command::Package(_)
        | Command::Request(_)
        | Command::Approval(_) => None,
    };
    if let Some(origin) = origin {
        over_object(tenant, actor, origin, sink)?;
    }
    not_oneself(actor, command, sink)?;
    Ok(grant)
}

/// Requires a right, over an object where one is named.
pub fn may<S: Sink + ?Sized>(
    tenant: &Tenant,
    person: Person,
    right: Right,
    scope: Option<ObjectRef>,
    sink: &mut S,
) -> Result<Grant, Refusal> {
    let holder = holder_of(tenant, person, right, scope);
    match scope {
        Some(object) => sink.note(Check::RightHeld, holder.is_some(), &[person.into(), object]),
        None => sink.note(Check::RightHeld, holder.is_some(), &[person.into()]),
    }
    let needs = RIGHTS
        .iter()
        .find(|(listed, ..)| *listed == right)
        .map_or("a right", |(_, _, needs)| *needs);
    holder
        .map(|holder| Grant { holder, scope })
        .ok_or_else(|| DeskRefusal::Unauthorized { needs }.into())
}

/// Requires a right over the object behind a resource, which a right over the catalog does not give.
///
/// A Global Administrator has it over everything, the owner of a group over that group; an Identity
/// Governance Administrator has none over groups, a User Administrator has it over all of them.
fn over_object<S: Sink + ?Sized>(
    tenant: &Tenant,
    actor: Person,
    origin: Origin,
    sink: &mut S,
) -> Result<(), Refusal> {
    let held = match origin {
        Origin::Group(group) => holds_group(tenant, actor, group),
    };
    let object = origin.object();
    require(
        sink,
        Check::RightOverObject,
        &[actor.into(), object],
        held,
        || crate::domain::refusal::CatalogRefusal::CallerNotResourceOwner { object }.into(),
    )
}

fn holds_group(tenant: &Tenant, actor: Person, group: GroupId) -> bool {
    let scope = Some(ObjectRef::Group(group));
    [
        GLOBAL,
        USERS,
        Holder::DirectoryRole(DirectoryRole::GroupsAdministrator),
        Holder::DirectoryRole(DirectoryRole::IntuneAdministrator),
        Holder::GroupOwner,
    ]
    .into_iter()
    .any(|holder| holds(tenant, actor, holder, scope))
}

fn not_oneself<S: Sink + ?Sized>(
    actor: Person,
    command: &Command,
    sink: &mut S,
) -> Result<(), Refusal> {
    let Command::Directory(DirectoryCommand::DeleteUser(with)) = command else {
        return Ok(());
    };
    let user: UserId = with.user;
    require(
        sink,
        Check::NotOneself,
        &[user.into()],
        actor != Person::User(user),
        || DirectoryRefusal::UserIsSelf { user }.into(),
    )
}
