//! Decides commands on accounts and on the directory itself.

use crate::domain::command::{CreateUser, DirectoryCommand, UpdateUser, UserReference, UserRole};
use crate::domain::context::Context;
use crate::domain::decide::{directory, guest, purge, request};
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::guest::{InvitationState, SubjectLifecycle};
use crate::domain::id::{Person, Principal, RequestId, UserId};
use crate::domain::refusal::{DeskRefusal, DirectoryRefusal, Refusal};
use crate::domain::shape::Patch;
use crate::domain::subject::{DirectoryRole, User, UserType};
use crate::domain::tenant::Tenant;
use crate::domain::text::{MailAddress, UserPrincipalName};
use crate::domain::time::Timestamp;
use crate::domain::walk::{Check, Sink, require};

mod editing;

use editing::edited;
pub(super) use editing::given_or;

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
        DirectoryCommand::MarkGuestGoverned(with) => {
            exists(tenant, with.user, sink)?;
            guest::governable(tenant, with.user, sink)
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
        DirectoryCommand::MarkGuestGoverned(with) => guest::govern(draft, context, with.user),
        DirectoryCommand::UpdateOrganization(with) => directory::update(draft, context, with),
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

/// Returns the role of which the last holder must stay.
///
/// Only a Global Administrator gives that role to another one; a tenant that has none is left with
/// its Identity Governance Administrators.
fn governing(tenant: &Tenant) -> DirectoryRole {
    let highest = DirectoryRole::GlobalAdministrator;
    if tenant.index.role_holders.count(&highest) > 0 {
        highest
    } else {
        DirectoryRole::IdentityGovernanceAdministrator
    }
}

/// Requires that somebody other than `user` could still administer the tenant.
fn administrator_remains<S: Sink + ?Sized>(
    tenant: &Tenant,
    user: UserId,
    sink: &mut S,
) -> Result<(), Refusal> {
    let holders = &tenant.index.role_holders;
    let role = governing(tenant);
    let is_one = holders.contains(role, user);
    let others = holders.of(role).any(|holder| *holder != user);
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
    let name = sign_in_name(draft, with)?;
    name_free(draft, context, &name)?;
    let home = draft.resource_directory().map(|directory| directory.id);
    directory::not_from_elsewhere(draft, context, &name, home)?;
    if let Some(manager) = with.manager {
        draft.live_user(manager)?;
    }
    vouching(draft, &with.sponsors)?;
    let by_identity = match with.external_identity {
        Some(_) => UserType::Guest,
        None => UserType::Member,
    };
    let user_type = with.user_type.unwrap_or(by_identity);
    let elsewhere = with
        .external_identity
        .and_then(|id| draft.find_external_person(id));
    let mailbox = match user_type {
        UserType::Member => MailAddress::parse(name.as_str()).ok(),
        UserType::Guest => elsewhere.and_then(|person| person.mail.clone()),
    };
    let (lifecycle, invitation) = match user_type {
        UserType::Member => (SubjectLifecycle::NotDefined, None),
        UserType::Guest => (
            SubjectLifecycle::NotGoverned,
            Some(InvitationState::Accepted),
        ),
    };
    let id = context.draw(UserId::new);
    let user = User {
        user_type,
        mail: with.mail.over(mailbox.as_ref()),
        account_enabled: with.account_enabled.unwrap_or(true),
        manager: with.manager,
        attributes: with.attributes.given(),
        other_mails: with.other_mails.clone(),
        proxy_addresses: with.proxy_addresses.clone(),
        employee_hire_date: with.employee_hire_date,
        on_premises_sync_enabled: with.on_premises_sync_enabled.unwrap_or(false),
        verified_credentials: with.verified_credentials.clone(),
        sponsors: with.sponsors.iter().copied().collect(),
        external_identity: with.external_identity,
        external_user_state: invitation,
        lifecycle,
        ..User::named(id, name, with.display_name.clone(), context.now)
    };
    context.bind("user", user.id);
    draft.emit(Fact::UserAdded, Change::User(Edit::made(user)));
    Ok(())
}

/// Returns the name to sign in with: a guest whose identity elsewhere is known may have it made.
fn sign_in_name(tenant: &Tenant, with: &CreateUser) -> Result<UserPrincipalName, Refusal> {
    if let Some(id) = with.external_identity {
        let person = tenant.external_person(id)?;
        if let Some(guest) = tenant.guest_of(id) {
            return Err(DirectoryRefusal::DuplicateUser {
                name: person.user_principal_name.clone(),
                person: Person::User(guest),
            }
            .into());
        }
        let made = guest::guest_name(tenant, person);
        if let Some(name) = with.user_principal_name.clone().or(made) {
            return Ok(name);
        }
    }
    let missing = || DeskRefusal::NameRequired {
        field: "userPrincipalName".to_owned(),
    };
    Ok(with.user_principal_name.clone().ok_or_else(missing)?)
}

/// Requires that those who vouch for a user exist.
fn vouching<'a>(
    tenant: &Tenant,
    sponsors: impl IntoIterator<Item = &'a Principal>,
) -> Result<(), Refusal> {
    sponsors.into_iter().try_for_each(|sponsor| match *sponsor {
        Principal::User(user) => tenant.live_user(user).map(|_| ()),
        Principal::Group(group) => tenant.live_group(group).map(|_| ()),
    })
}

fn update(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &UpdateUser,
) -> Result<(), Refusal> {
    let old = draft.live_user(with.user)?.clone();
    vouching(draft, with.sponsors.iter().flatten())?;
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
    let new = edited(&old, with);
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
    cancel_open_requests(draft, context.now, user)?;
    let old = draft.live_user(user)?.clone();
    let new = User {
        deleted_date_time: Some(context.now),
        departure: None,
        ..old.clone()
    };
    context.bind("user", user);
    draft.emit(Fact::UserDeleted, Change::User(Edit::changed(old, new)));
    Ok(())
}

/// Takes back the requests about an account that is about to go, and those it made for others.
pub(super) fn cancel_open_requests(
    draft: &mut Draft<'_>,
    now: Timestamp,
    user: UserId,
) -> Result<(), Refusal> {
    let open: Vec<RequestId> = draft
        .own_requests(Person::User(user))
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
    if with.role == governing(draft) {
        administrator_remains(draft, old.id, context.walk)?;
    }
    context.bind("user", old.id);
    draft.emit(
        Fact::DirectoryRoleRemoved,
        Change::User(Edit::changed(old, new)),
    );
    Ok(())
}
