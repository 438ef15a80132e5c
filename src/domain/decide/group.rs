//! Decides commands on groups.

use crate::domain::assignment::{Assignment, GrantStatus};
use crate::domain::command::{CreateGroup, DirectoryCommand, GroupMember, GroupOwner, UpdateGroup};
use crate::domain::context::Context;
use crate::domain::decide::delivery;
use crate::domain::decide::user::changes;
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::group::{Group, GroupKind, Membership, Ownership};
use crate::domain::id::{AssignmentId, GroupId, ObjectRef, Person, Principal, UserId};
use crate::domain::refusal::{DeskRefusal, DirectoryRefusal, Refusal};
use crate::domain::resource::{Origin, ResourceRole};
use crate::domain::tenant::Tenant;
use crate::domain::text::Description;
use crate::domain::walk::{Check, Sink, require};

/// Makes the checks that need no contents.
pub(super) fn precheck<S: Sink + ?Sized>(
    tenant: &Tenant,
    command: &DirectoryCommand,
    sink: &mut S,
) -> Result<(), Refusal> {
    let group = match command {
        DirectoryCommand::UpdateGroup(with) => with.group,
        DirectoryCommand::DeleteGroup(with) => with.group,
        DirectoryCommand::AddGroupMember(with) | DirectoryCommand::RemoveGroupMember(with) => {
            with.group
        }
        DirectoryCommand::AddGroupOwner(with) | DirectoryCommand::RemoveGroupOwner(with) => {
            with.group
        }
        DirectoryCommand::RestoreGroup(with) => {
            let deleted = tenant
                .find_group(with.group)
                .is_some_and(|group| group.purge_due().is_some());
            return require(
                sink,
                Check::ObjectExists,
                &[with.group.into()],
                deleted,
                || {
                    DeskRefusal::NotFound {
                        object: with.group.into(),
                    }
                    .into()
                },
            );
        }
        DirectoryCommand::CreateGroup(_)
        | DirectoryCommand::CreateUser(_)
        | DirectoryCommand::UpdateUser(_)
        | DirectoryCommand::DeleteUser(_)
        | DirectoryCommand::RestoreUser(_)
        | DirectoryCommand::PurgeUser(_)
        | DirectoryCommand::AssignDirectoryRole(_)
        | DirectoryCommand::RemoveDirectoryRole(_)
        | DirectoryCommand::MarkGuestGoverned(_)
        | DirectoryCommand::UpdateOrganization(_) => return Ok(()),
    };
    let found = tenant.live_group(group);
    sink.note(Check::ObjectExists, found.is_ok(), &[group.into()]);
    found.map(|_| ())
}

/// Decides the commands on groups; passes over the others.
pub(super) fn decide(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    command: &DirectoryCommand,
) -> Result<(), Refusal> {
    match command {
        DirectoryCommand::CreateGroup(with) => create(draft, context, with),
        DirectoryCommand::UpdateGroup(with) => update(draft, context, with),
        DirectoryCommand::DeleteGroup(with) => delete(draft, context, with.group),
        DirectoryCommand::RestoreGroup(with) => restore(draft, context, with.group),
        DirectoryCommand::AddGroupMember(with) => add_member(draft, context, with),
        DirectoryCommand::RemoveGroupMember(with) => remove_member(draft, context, with),
        DirectoryCommand::AddGroupOwner(with) => add_owner(draft, context, with),
        DirectoryCommand::RemoveGroupOwner(with) => remove_owner(draft, context, with),
        DirectoryCommand::CreateUser(_)
        | DirectoryCommand::UpdateUser(_)
        | DirectoryCommand::DeleteUser(_)
        | DirectoryCommand::RestoreUser(_)
        | DirectoryCommand::PurgeUser(_)
        | DirectoryCommand::AssignDirectoryRole(_)
        | DirectoryCommand::RemoveDirectoryRole(_)
        | DirectoryCommand::MarkGuestGoverned(_)
        | DirectoryCommand::UpdateOrganization(_) => Ok(()),
    }
}

fn create(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &CreateGroup,
) -> Result<(), Refusal> {
    let id = context.draw(GroupId::new);
    let group = Group {
        id,
        display_name: with.display_name.clone(),
        description: with.description.clone().unwrap_or_else(Description::none),
        mail_nickname: with.mail_nickname.clone(),
        kind: GroupKind::Security,
        created_date_time: context.now,
        deleted_date_time: None,
        purged_date_time: None,
    };
    context.bind("group", id);
    draft.emit(Fact::GroupAdded, Change::Group(Edit::made(group)));
    let creator = match context.actor {
        Person::User(user) => Some(user),
        Person::ExternalPerson(_) => None,
    };
    for owner in creator.iter().chain(&with.owners) {
        draft.live_user(*owner)?;
        own(draft, id, *owner);
    }
    for member in &with.members {
        live_principal(draft, *member)?;
        join(draft, id, *member);
    }
    Ok(())
}

fn live_principal(tenant: &Tenant, principal: Principal) -> Result<(), Refusal> {
    match principal {
        Principal::User(user) => tenant.live_user(user).map(|_| ()),
        Principal::Group(group) => tenant.live_group(group).map(|_| ()),
    }
}

/// Makes somebody a member, unless they are one; tells whether anything changed.
pub(super) fn join(draft: &mut Draft<'_>, group: GroupId, member: Principal) -> bool {
    let new = draft.memberships.find((group, member)).is_none();
    if new {
        draft.emit(
            Fact::MemberAdded,
            Change::Membership(Edit::made(Membership { group, member })),
        );
    }
    new
}

/// Ends a membership; tells whether anything changed.
pub(super) fn leave(draft: &mut Draft<'_>, group: GroupId, member: Principal) -> bool {
    let Some(old) = draft.memberships.find((group, member)).copied() else {
        return false;
    };
    draft.emit(Fact::MemberRemoved, Change::Membership(Edit::gone(old)));
    true
}

/// Makes somebody an owner, unless they are one; tells whether anything changed.
pub(super) fn own(draft: &mut Draft<'_>, group: GroupId, owner: UserId) -> bool {
    let new = draft.ownerships.find((group, owner)).is_none();
    if new {
        draft.emit(
            Fact::OwnerAdded,
            Change::Ownership(Edit::made(Ownership { group, owner })),
        );
    }
    new
}

/// Ends an ownership; tells whether anything changed.
pub(super) fn disown(draft: &mut Draft<'_>, group: GroupId, owner: UserId) -> bool {
    let Some(old) = draft.ownerships.find((group, owner)).copied() else {
        return false;
    };
    draft.emit(Fact::OwnerRemoved, Change::Ownership(Edit::gone(old)));
    true
}

fn update(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &UpdateGroup,
) -> Result<(), Refusal> {
    let old = draft.live_group(with.group)?.clone();
    let new = Group {
        display_name: with
            .display_name
            .clone()
            .unwrap_or_else(|| old.display_name.clone()),
        description: with
            .description
            .clone()
            .unwrap_or_else(|| old.description.clone()),
        mail_nickname: with.mail_nickname.over(old.mail_nickname.as_ref()),
        ..old.clone()
    };
    changes(context, &old, &new)?;
    context.bind("group", old.id);
    draft.emit(Fact::GroupUpdated, Change::Group(Edit::changed(old, new)));
    Ok(())
}

/// Lists the catalogs and policies that a group stands behind, and the packages that exclude its
/// members.
pub fn uses(tenant: &Tenant, group: GroupId) -> Vec<ObjectRef> {
    let catalogs = tenant
        .index
        .resources_from
        .of(Origin::Group(group))
        .filter_map(|resource| tenant.find_resource(*resource))
        .map(|resource| ObjectRef::Catalog(resource.catalog));
    let policies = tenant
        .index
        .policies_naming
        .of(Principal::Group(group))
        .map(|policy| ObjectRef::Policy(*policy));
    let exclusions = tenant
        .index
        .excluded_by_group
        .of(group)
        .map(|package| ObjectRef::AccessPackage(*package));
    catalogs.chain(policies).chain(exclusions).collect()
}

fn delete(draft: &mut Draft<'_>, context: &mut Context<'_>, group: GroupId) -> Result<(), Refusal> {
    let old = draft.live_group(group)?.clone();
    let by = uses(draft, group);
    let passed = by.is_empty() || context.is_acknowledged("GroupInUse");
    let objects: Vec<ObjectRef> = std::iter::once(group.into())
        .chain(by.iter().copied())
        .collect();
    context.require(Check::GroupUnused, &objects, passed, || {
        DirectoryRefusal::GroupInUse { group, by }
    })?;
    let new = Group {
        deleted_date_time: Some(context.now),
        ..old.clone()
    };
    context.bind("group", group);
    draft.emit(Fact::GroupDeleted, Change::Group(Edit::changed(old, new)));
    delivery::origin_gone(draft, Origin::Group(group));
    Ok(())
}

fn restore(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    group: GroupId,
) -> Result<(), Refusal> {
    let old = draft.group(group)?.clone();
    let new = Group {
        deleted_date_time: None,
        ..old.clone()
    };
    context.bind("group", group);
    draft.emit(Fact::GroupRestored, Change::Group(Edit::changed(old, new)));
    delivery::origin_back(draft, Origin::Group(group));
    Ok(())
}

fn add_member(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &GroupMember,
) -> Result<(), Refusal> {
    live_principal(draft, with.member)?;
    let itself = with.member == Principal::Group(with.group);
    let new = !itself && draft.memberships.find((with.group, with.member)).is_none();
    context.require(
        Check::SomethingChanges,
        &[with.group.into(), with.member.into()],
        new,
        || DeskRefusal::NothingToChange {},
    )?;
    join(draft, with.group, with.member);
    context.bind("group", with.group);
    Ok(())
}

fn remove_member(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &GroupMember,
) -> Result<(), Refusal> {
    let there = draft.memberships.find((with.group, with.member)).is_some();
    context.require(
        Check::SomethingChanges,
        &[with.group.into(), with.member.into()],
        there,
        || DeskRefusal::NothingToChange {},
    )?;
    if let Principal::User(user) = with.member {
        not_governed(draft, context, with.group, user, ResourceRole::Member)?;
    }
    leave(draft, with.group, with.member);
    context.bind("group", with.group);
    Ok(())
}

fn add_owner(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &GroupOwner,
) -> Result<(), Refusal> {
    draft.live_user(with.owner)?;
    let new = draft.ownerships.find((with.group, with.owner)).is_none();
    context.require(
        Check::SomethingChanges,
        &[with.group.into(), with.owner.into()],
        new,
        || DeskRefusal::NothingToChange {},
    )?;
    own(draft, with.group, with.owner);
    context.bind("group", with.group);
    Ok(())
}

fn remove_owner(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &GroupOwner,
) -> Result<(), Refusal> {
    let there = draft.ownerships.find((with.group, with.owner)).is_some();
    context.require(
        Check::SomethingChanges,
        &[with.group.into(), with.owner.into()],
        there,
        || DeskRefusal::NothingToChange {},
    )?;
    not_governed(draft, context, with.group, with.owner, ResourceRole::Owner)?;
    disown(draft, with.group, with.owner);
    context.bind("group", with.group);
    Ok(())
}

/// Lists the active assignments that give a user a role on a group.
pub fn given_by(
    tenant: &Tenant,
    group: GroupId,
    user: UserId,
    role: ResourceRole,
) -> Vec<AssignmentId> {
    let gives = |assignment: &&Assignment| {
        assignment.progress.state.is_active()
            && assignment.progress.grants.iter().any(|grant| {
                grant.role == role
                    && grant.status == GrantStatus::Fulfilled
                    && tenant
                        .find_resource(grant.resource)
                        .is_some_and(|resource| resource.origin == Origin::Group(group))
            })
    };
    tenant
        .index
        .assignments_of
        .of(Person::User(user))
        .filter_map(|(_, id)| tenant.find_assignment(*id))
        .filter(gives)
        .map(|assignment| assignment.id)
        .collect()
}

fn not_governed(
    tenant: &Tenant,
    context: &mut Context<'_>,
    group: GroupId,
    user: UserId,
    role: ResourceRole,
) -> Result<(), Refusal> {
    let by = given_by(tenant, group, user, role);
    let passed = by.is_empty() || context.is_acknowledged("ManagedByEntitlement");
    let objects: Vec<ObjectRef> = std::iter::once(group.into())
        .chain(by.iter().map(|id| (*id).into()))
        .collect();
    context.require(Check::MembershipFree, &objects, passed, || {
        DirectoryRefusal::ManagedByEntitlement { group, by }
    })
}
