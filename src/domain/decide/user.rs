//! Decides commands on accounts and on the directory itself.

use std::collections::BTreeSet;

use crate::domain::command::{
    CreateUser, DirectoryCommand, UpdateOrganization, UpdateUser, UserReference, UserRole,
};
use crate::domain::context::Context;
use crate::domain::decide::{purge, request};
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::id::{Person, RequestId, UserId};
use crate::domain::refusal::{DeskRefusal, DirectoryRefusal, Refusal};
use crate::domain::shape::Patch;
use crate::domain::subject::{Directory, DirectoryRole, User, UserType};
use crate::domain::tenant::Tenant;
use crate::domain::text::{MailAddress, UserPrincipalName};
use crate::domain::time::Timestamp;
use crate::domain::walk::{Check, Sink, require};

/// Makes the checks that need no contents.
pub(super) fn precheck<S: Sink + ?Sized>(
    tenant: &Tenant,
    command: &DirectoryCommand,
    sink: &mut S,
) -> Result<(), Refusal> {
    match command {
        DirectoryCommand::UpdateUser(with) => exists(tenant, with.user, sink),
        DirectoryCommand::AssignDirectoryRole(with)
        | DirectoryCommand::RemoveDirectoryRole(with) => exists(tenant, with.user, sink),
        DirectoryCommand::DeleteUser(with) => {
            exists(tenant, with.user, sink)?;
            administrator_remains(tenant, with.user, sink)
        }
        DirectoryCommand::RestoreUser(with) | DirectoryCommand::PurgeUser(with) => {
            let deleted = tenant
                .find_user(with.user)
                .is_some_and(|user| user.purge_due().is_some());
            require(
                sink,
                Check::ObjectExists,
                &[with.user.into()],
                deleted,
                || {
                    DeskRefusal::NotFound {
                        object: with.user.into(),
                    }
                    .into()
                },
            )
        }
        DirectoryCommand::CreateUser(_)
        | DirectoryCommand::CreateGroup(_)
        | DirectoryCommand::UpdateGroup(_)
        | DirectoryCommand::DeleteGroup(_)
        | DirectoryCommand::RestoreGroup(_)
        | DirectoryCommand::AddGroupMember(_)
        | DirectoryCommand::RemoveGroupMember(_)
        | DirectoryCommand::AddGroupOwner(_)
        | DirectoryCommand::RemoveGroupOwner(_)
        | DirectoryCommand::UpdateOrganization(_) => Ok(()),
    }
}

/// Decides the commands on accounts; passes over the others.
pub(super) fn decide(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    command: &DirectoryCommand,
) -> Result<(), Refusal> {
    match command {
        DirectoryCommand::CreateUser(with) => create(draft, context, with),
        DirectoryCommand::UpdateUser(with) => update(draft, context, with),
        DirectoryCommand::DeleteUser(with) => delete(draft, context, *with_user(with)),
        DirectoryCommand::RestoreUser(with) => restore(draft, context, *with_user(with)),
        DirectoryCommand::PurgeUser(with) => {
            context.bind("user", with.user);
            purge::user(draft, context.now, context.ids, with.user)
        }
        DirectoryCommand::AssignDirectoryRole(with) => assign_role(draft, context, with),
        DirectoryCommand::RemoveDirectoryRole(with) => remove_role(draft, context, with),
        DirectoryCommand::UpdateOrganization(with) => update_organization(draft, context, with),
        DirectoryCommand::CreateGroup(_)
        | DirectoryCommand::UpdateGroup(_)
        | DirectoryCommand::DeleteGroup(_)
        | DirectoryCommand::RestoreGroup(_)
        | DirectoryCommand::AddGroupMember(_)
        | DirectoryCommand::RemoveGroupMember(_)
        | DirectoryCommand::AddGroupOwner(_)
        | DirectoryCommand::RemoveGroupOwner(_) => Ok(()),
    }
}

const fn with_user(with: &UserReference) -> &UserId {
    &with.user
}

fn exists<S: Sink + ?Sized>(tenant: &Tenant, user: UserId, sink: &mut S) -> Result<(), Refusal> {
    let found = tenant.live_user(user);
    sink.note(Check::ObjectExists, found.is_ok(), &[user.into()]);
    found.map(|_| ())
}

/// Requires that somebody other than `user` could still administer the tenant.
fn administrator_remains<S: Sink + ?Sized>(
    tenant: &Tenant,
    user: UserId,
    sink: &mut S,
) -> Result<(), Refusal> {
    let roles = [
        DirectoryRole::GlobalAdministrator,
        DirectoryRole::IdentityGovernanceAdministrator,
    ];
    let is_one = roles
        .iter()
        .any(|role| tenant.index.role_holders.contains(*role, user));
    let others = roles
        .iter()
        .flat_map(|role| tenant.index.role_holders.of(*role))
        .any(|holder| *holder != user);
    require(
        sink,
        Check::AdministratorRemains,
        &[user.into()],
        !is_one || others,
        || DirectoryRefusal::LastAdministrator { user }.into(),
    )
}

/// Requires that nobody signs in with a name yet.
pub(super) fn name_free(
    tenant: &Tenant,
    context: &mut Context<'_>,
    name: &UserPrincipalName,
) -> Result<(), Refusal> {
    free(tenant, context.walk, name)
}

/// Requires that nobody signs in with a name yet, for those who have no context.
pub(super) fn free<S: Sink + ?Sized>(
    tenant: &Tenant,
    sink: &mut S,
    name: &UserPrincipalName,
) -> Result<(), Refusal> {
    let taken: Option<Person> = tenant.index.sign_in_names.of(name.key()).next().copied();
    let objects: Vec<_> = taken.into_iter().map(Into::into).collect();
    sink.note(Check::SignInNameFree, taken.is_none(), &objects);
    match taken {
        Some(person) => Err(DirectoryRefusal::DuplicateUser {
            name: name.clone(),
            person,
        }
        .into()),
        None => Ok(()),
    }
}

fn create(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &CreateUser,
) -> Result<(), Refusal> {
    name_free(draft, context, &with.user_principal_name)?;
    if let Some(manager) = with.manager {
        draft.live_user(manager)?;
    }
    let user_type = with.user_type.unwrap_or(UserType::Member);
    let mailbox = match user_type {
        UserType::Member => MailAddress::parse(with.user_principal_name.as_str()).ok(),
        UserType::Guest => None,
    };
    let user = User {
        id: context.draw(UserId::new),
        user_principal_name: with.user_principal_name.clone(),
        display_name: with.display_name.clone(),
        user_type,
        mail: with.mail.over(mailbox.as_ref()),
        account_enabled: with.account_enabled.unwrap_or(true),
        manager: with.manager,
        department: with.department.clone(),
        job_title: with.job_title.clone(),
        external_identity: None,
        directory_roles: BTreeSet::new(),
        created_date_time: context.now,
        deleted_date_time: None,
        purged_date_time: None,
    };
    context.bind("user", user.id);
    draft.emit(Fact::UserAdded, Change::User(Edit::made(user)));
    Ok(())
}

fn update(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &UpdateUser,
) -> Result<(), Refusal> {
    let old = draft.live_user(with.user)?.clone();
    if let Patch::Set(manager) = with.manager {
        draft.live_user(manager)?;
        let circle = draft.closes_manager_circle(old.id, manager);
        context.require(
            Check::ManagerChainEnds,
            &[old.id.into(), manager.into()],
            !circle,
            || DirectoryRefusal::ManagerCycle {
                user: old.id,
                manager,
            },
        )?;
    }
    let new = User {
        display_name: with
            .display_name
            .clone()
            .unwrap_or_else(|| old.display_name.clone()),
        user_type: with.user_type.unwrap_or(old.user_type),
        mail: with.mail.over(old.mail.as_ref()),
        account_enabled: with.account_enabled.unwrap_or(old.account_enabled),
        manager: with.manager.over(old.manager.as_ref()),
        department: with.department.over(old.department.as_ref()),
        job_title: with.job_title.over(old.job_title.as_ref()),
        ..old.clone()
    };
    changes(context, &old, &new)?;
    if !new.account_enabled {
        administrator_remains(draft, old.id, context.walk)?;
    }
    context.bind("user", old.id);
    draft.emit(Fact::UserUpdated, Change::User(Edit::changed(old, new)));
    Ok(())
}

/// Requires that an edit changes something.
pub(super) fn changes<T: PartialEq>(
    context: &mut Context<'_>,
    old: &T,
    new: &T,
) -> Result<(), Refusal> {
    context.require(Check::SomethingChanges, &[], old != new, || {
        DeskRefusal::NothingToChange {}
    })
}

fn delete(draft: &mut Draft<'_>, context: &mut Context<'_>, user: UserId) -> Result<(), Refusal> {
    let old = draft.live_user(user)?.clone();
    cancel_open_requests(draft, context.now, user)?;
    let new = User {
        deleted_date_time: Some(context.now),
        ..old.clone()
    };
    context.bind("user", user);
    draft.emit(Fact::UserDeleted, Change::User(Edit::changed(old, new)));
    Ok(())
}

/// Takes back the requests about an account that is about to go.
pub(super) fn cancel_open_requests(
    draft: &mut Draft<'_>,
    now: Timestamp,
    user: UserId,
) -> Result<(), Refusal> {
    let open: Vec<RequestId> = draft
        .requests_about(Person::User(user))
        .into_iter()
        .map(|(_, id)| id)
        .filter(|id| {
            draft
                .find_request(*id)
                .is_some_and(|request| request.progress.state.is_cancelable())
        })
        .collect();
    for id in open {
        request::cancel(draft, now, id)?;
    }
    Ok(())
}

fn restore(draft: &mut Draft<'_>, context: &mut Context<'_>, user: UserId) -> Result<(), Refusal> {
    let old = draft.user(user)?.clone();
    let new = User {
        deleted_date_time: None,
        ..old.clone()
    };
    context.bind("user", user);
    draft.emit(Fact::UserRestored, Change::User(Edit::changed(old, new)));
    Ok(())
}

fn assign_role(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &UserRole,
) -> Result<(), Refusal> {
    let old = draft.live_user(with.user)?.clone();
    let mut new = old.clone();
    new.directory_roles.insert(with.role);
    changes(context, &old, &new)?;
    context.bind("user", old.id);
    draft.emit(
        Fact::DirectoryRoleAssigned,
        Change::User(Edit::changed(old, new)),
    );
    Ok(())
}

fn remove_role(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &UserRole,
) -> Result<(), Refusal> {
    let old = draft.live_user(with.user)?.clone();
    let mut new = old.clone();
    new.directory_roles.remove(&with.role);
    changes(context, &old, &new)?;
    let governs = |user: &User| {
        user.directory_roles
            .contains(&DirectoryRole::GlobalAdministrator)
            || user
                .directory_roles
                .contains(&DirectoryRole::IdentityGovernanceAdministrator)
    };
    if governs(&old) && !governs(&new) {
        administrator_remains(draft, old.id, context.walk)?;
    }
    context.bind("user", old.id);
    draft.emit(
        Fact::DirectoryRoleRemoved,
        Change::User(Edit::changed(old, new)),
    );
    Ok(())
}

fn update_organization(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &UpdateOrganization,
) -> Result<(), Refusal> {
    let Some(old) = draft.resource_directory().cloned() else {
        return Err(DeskRefusal::NothingToChange {}.into());
    };
    let new = Directory {
        display_name: with
            .display_name
            .clone()
            .unwrap_or_else(|| old.display_name.clone()),
        time_zone: with.time_zone.unwrap_or(old.time_zone),
        ..old.clone()
    };
    changes(context, &old, &new)?;
    context.bind("directory", old.id);
    draft.emit(
        Fact::DirectoryUpdated,
        Change::Directory(Edit::changed(old, new)),
    );
    Ok(())
}
