//! Who may do what: the table of rights, and the one function that reads it.
//!
//! Every command needs one right, over one object or over the whole directory; a right is held by
//! directory roles, by roles of entitlement management and by relations to the object. Whatever is not in the table is refused.

use serde::{Deserialize, Serialize};

use crate::domain::command::{CatalogCommand, Command, DirectoryCommand, PackageCommand};
use crate::domain::entitlement_role::EntitlementRole;
use crate::domain::id::{CatalogId, ObjectRef, Origin, Person, UserId};
use crate::domain::refusal::{DeskRefusal, DirectoryRefusal, Refusal};
use crate::domain::subject::{DirectoryRole, UserType};
use crate::domain::tenant::Tenant;
use crate::domain::walk::{Check, Sink, require};

mod appointed;
mod details;
mod holders;
mod needed;
mod organizations;
mod over;
mod presence;
mod sight;
mod table;
mod within;

pub use appointed::{appointments, catalogs_of};
pub use details::{
    approval_shown, may_explain, reads_catalog, sees_approvers, sees_contents, sees_deciders,
};
pub use holders::{holders, right_held};
pub use needed::right_for;
pub use over::{OVER, OverObject, Target};
pub use presence::signed_in;
pub use sight::{Sight, visible};
pub use table::{RIGHTS, Right};
pub use within::within_sight;

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
    /// A role of entitlement management: over the catalog concerned, or over the directory.
    EntitlementRole(EntitlementRole),
    /// Being a member of the directory, not a guest.
    Member,
    /// Being anybody; the rules of the command decide.
    Anybody,
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
        Holder::EntitlementRole(role) => appointed::holds(tenant, id, role, scope),
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
    match command {
        Command::Catalog(CatalogCommand::AddCatalogResource(with)) => {
            over::require_over(tenant, actor, with.origin_id, sink)?;
        }
        Command::Catalog(CatalogCommand::RemoveCatalogResource(with)) => {
            if let Some(resource) = tenant.find_resource(with.resource) {
                over::require_over(tenant, actor, resource.origin, sink)?;
            }
        }
        Command::Package(PackageCommand::CreateAccessPackage(with)) => {
            let catalog = with.catalog.or_else(|| tenant.general_catalog());
            let added = with.added_resource_roles.iter();
            let origins = added.map(|role| role.origin_id);
            adds_in_passing(tenant, actor, (catalog, origins), sink)?;
        }
        Command::Package(PackageCommand::AddObjectRole(with)) => {
            let package = tenant.find_package(with.access_package);
            let catalog = package.map(|package| package.catalog);
            let origins = std::iter::once(with.origin_id);
            adds_in_passing(tenant, actor, (catalog, origins), sink)?;
        }
        Command::Catalog(_)
        | Command::Directory(_)
        | Command::Object(_)
        | Command::Organization(_)
        | Command::Extension(_)
        | Command::Role(_)
        | Command::Package(_)
        | Command::Request(_)
        | Command::Approval(_)
        | Command::Delegation(_)
        | Command::Review(_) => {}
    }
    not_oneself(actor, command, sink)?;
    Ok(grant)
}

/// Requires the rights to make resources of a catalog of the objects that are none yet, as
/// `addCatalogResource` does.
fn adds_in_passing<S: Sink + ?Sized>(
    tenant: &Tenant,
    actor: Person,
    (catalog, mut origins): (Option<CatalogId>, impl Iterator<Item = Origin>),
    sink: &mut S,
) -> Result<(), Refusal> {
    let Some(catalog) = catalog else {
        return Ok(());
    };
    origins.try_for_each(|origin| {
        if tenant.resource_in(catalog, origin).is_some() {
            return Ok(());
        }
        let right = Right::ManageResources;
        may(tenant, actor, right, Some(catalog.into()), sink)?;
        over::require_over(tenant, actor, origin, sink)
    })
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

/// Requires a right over everything, or over some catalog in which a role is held.
pub fn may_somewhere<S: Sink + ?Sized>(
    tenant: &Tenant,
    person: Person,
    right: Right,
    sink: &mut S,
) -> Result<(), Refusal> {
    let mut catalogs = appointments(tenant, person).filter_map(|given| given.catalog);
    let within = |catalog: CatalogId| {
        let scope = Some(catalog.into());
        holder_of(tenant, person, right, scope).is_some()
    };
    if catalogs.any(within) {
        return Ok(());
    }
    may(tenant, person, right, None, sink).map(drop)
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
