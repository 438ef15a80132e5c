//! Who may do what: the table of rights, and the one function that reads it.
//!
//! Every command needs one right, over one object or over the whole directory; a right is held by
//! directory roles and by relations to the object. Whatever is not in the table is refused.

use serde::{Deserialize, Serialize};

use crate::domain::command::{CatalogCommand, Command, DirectoryCommand};
use crate::domain::id::{ObjectRef, Person, UserId};
use crate::domain::refusal::{DeskRefusal, DirectoryRefusal, Refusal};
use crate::domain::subject::{DirectoryRole, UserType};
use crate::domain::tenant::Tenant;
use crate::domain::walk::{Check, Sink, require};

mod holders;
mod needed;
mod organizations;
mod over;
mod presence;
mod sight;

pub use holders::{holders, right_held};
pub use needed::right_for;
pub use over::{OVER, OverObject, Target};
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
    /// Owning the application.
    ApplicationOwner,
    /// Owning the site.
    SiteOwner,
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
    /// Make a plain security group.
    CreateGroup,
    /// Make a group of any other kind.
    CreateOtherGroup,
    /// Make a group to which roles over the directory can be given.
    CreateRoleGroup,
    /// Edit, fill, delete and restore a group.
    ManageGroup,
    /// Make, edit and delete an application.
    ManageApplication,
    /// Make, edit and delete a site.
    ManageSite,
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
const GROUPS: Holder = Holder::DirectoryRole(DirectoryRole::GroupsAdministrator);
const PRIVILEGED_ROLES: Holder = Holder::DirectoryRole(DirectoryRole::PrivilegedRoleAdministrator);

const INTUNE: Holder = Holder::DirectoryRole(DirectoryRole::IntuneAdministrator);
const EXCHANGE: Holder = Holder::DirectoryRole(DirectoryRole::ExchangeAdministrator);
const SHARE_POINT: Holder = Holder::DirectoryRole(DirectoryRole::SharePointAdministrator);
const APPLICATIONS: Holder = Holder::DirectoryRole(DirectoryRole::ApplicationAdministrator);
const CLOUD_APPLICATIONS: Holder =
    Holder::DirectoryRole(DirectoryRole::CloudApplicationAdministrator);

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
        Right::CreateOtherGroup,
        &[GLOBAL, USERS, GROUPS],
        "Global Administrator, User Administrator or Groups Administrator",
    ),
    (
        Right::CreateRoleGroup,
        &[GLOBAL, PRIVILEGED_ROLES],
        "Global Administrator or Privileged Role Administrator",
    ),
    (
        Right::ManageGroup,
        &[GLOBAL, USERS, GROUPS, Holder::GroupOwner],
        "Global Administrator, User Administrator, Groups Administrator or owner of the group",
    ),
    (
        Right::ManageApplication,
        &[
            GLOBAL,
            APPLICATIONS,
            CLOUD_APPLICATIONS,
            Holder::ApplicationOwner,
        ],
        "Global Administrator, Application Administrator or owner of the application",
    ),
    (
        Right::ManageSite,
        &[GLOBAL, SHARE_POINT, Holder::SiteOwner],
        "Global Administrator, SharePoint Administrator or owner of the site",
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
        Holder::ApplicationOwner => match scope {
            Some(ObjectRef::Application(application)) => tenant
                .find_application(application)
                .is_some_and(|found| found.owners.contains(&id)),
            Some(_) | None => false,
        },
        Holder::SiteOwner => match scope {
            Some(ObjectRef::Site(site)) => tenant
                .find_site(site)
                .is_some_and(|found| found.owners.contains(&id)),
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
        Command::Catalog(CatalogCommand::AddCatalogResource(with)) => Some(with.origin_id),
        Command::Catalog(CatalogCommand::RemoveCatalogResource(with)) => tenant
            .find_resource(with.resource)
            .map(|resource| resource.origin),
        Command::Catalog(_)
        | Command::Directory(_)
        | Command::Object(_)
        | Command::Organization(_)
        | Command::Package(_)
        | Command::Request(_)
        | Command::Approval(_) => None,
    };
    if let Some(origin) = origin {
        over::require_over(tenant, actor, origin, sink)?;
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
