//! Decides who is in a group and who owns it.

use crate::domain::command::{GroupMember, GroupOwner};
use crate::domain::context::Context;
use crate::domain::decide::holding::given_by;
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::group::{Group, Membership, OWNERS, Ownership};
use crate::domain::id::{GroupId, ObjectRef, Principal, UserId};
use crate::domain::refusal::{DeskRefusal, DirectoryRefusal, Refusal};
use crate::domain::resource::{Origin, ResourceRole};
use crate::domain::tenant::Tenant;
use crate::domain::walk::{Check, Sink, require};

pub(super) fn live_principal(tenant: &Tenant, principal: Principal) -> Result<(), Refusal> {
    match principal {
        Principal::User(user) => tenant.live_user(user).map(|_| ()),
        Principal::Group(group) => tenant.live_group(group).map(|_| ()),
    }
}

/// Makes somebody a member, unless they are one; tells whether anything changed.
pub(in crate::domain::decide) fn join(
    draft: &mut Draft<'_>,
    group: GroupId,
    member: Principal,
) -> bool {
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
pub(in crate::domain::decide) fn leave(
    draft: &mut Draft<'_>,
    group: GroupId,
    member: Principal,
) -> bool {
    let Some(old) = draft.memberships.find((group, member)).copied() else {
        return false;
    };
    draft.emit(Fact::MemberRemoved, Change::Membership(Edit::gone(old)));
    true
}

/// Makes somebody an owner, unless they are one; tells whether anything changed.
pub(in crate::domain::decide) fn own(draft: &mut Draft<'_>, group: GroupId, owner: UserId) -> bool {
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
pub(in crate::domain::decide) fn disown(
    draft: &mut Draft<'_>,
    group: GroupId,
    owner: UserId,
) -> bool {
    let Some(old) = draft.ownerships.find((group, owner)).copied() else {
        return false;
    };
    draft.emit(Fact::OwnerRemoved, Change::Ownership(Edit::gone(old)));
    true
}

pub(super) fn add_member(
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

pub(super) fn remove_member(
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

pub(super) fn add_owner(
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
    owners_fit(draft, context, with.group)?;
    context.bind("group", with.group);
    Ok(())
}

/// Requires that a Microsoft 365 group has no more owners than it may have.
pub(super) fn owners_fit(
    tenant: &Tenant,
    context: &mut Context<'_>,
    group: GroupId,
) -> Result<(), Refusal> {
    let fits = !owners_full(tenant, group, OWNERS);
    context.require(Check::WithinLimits, &[group.into()], fits, || {
        DeskRefusal::LimitReached {
            what: "owners of a Microsoft 365 group",
            most: OWNERS,
        }
    })
}

/// Tells whether a group is a Microsoft 365 group with more owners than so many.
pub(in crate::domain::decide) fn owners_full(
    tenant: &Tenant,
    group: GroupId,
    limit: usize,
) -> bool {
    tenant
        .find_group(group)
        .is_some_and(|group| group.kind().is_unified())
        && tenant.owners(group).nth(limit).is_some()
}

/// Requires that people, and not a rule, decide who is in a group.
pub(super) fn filled_by_hand<S: Sink + ?Sized>(group: &Group, sink: &mut S) -> Result<(), Refusal> {
    let id = group.id;
    require(
        sink,
        Check::MembersByHand,
        &[id.into()],
        !group.is_dynamic(),
        || DirectoryRefusal::DynamicGroupMembership { group: id }.into(),
    )
}

pub(super) fn remove_owner(
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

fn not_governed(
    tenant: &Tenant,
    context: &mut Context<'_>,
    group: GroupId,
    user: UserId,
    role: ResourceRole,
) -> Result<(), Refusal> {
    let by = given_by(tenant, Origin::Group(group), user, role);
    let passed = by.is_empty() || context.is_acknowledged("ManagedByEntitlement");
    let objects: Vec<ObjectRef> = std::iter::once(group.into())
        .chain(by.iter().map(|id| (*id).into()))
        .collect();
    context.require(Check::MembershipFree, &objects, passed, || {
        DirectoryRefusal::ManagedByEntitlement { group, by }
    })
}
