//! Gives people roles on objects and takes them away, whatever the kind of object.
//!
//! Nothing here knows of packages; what stands in the way of a role is told as the reason that a
//! delivery fails with.

use crate::domain::assignment::{Assignment, DeliveryError, GrantStatus};
use crate::domain::decide::group::{disown, join, leave, own, owners_full};
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::group::{Group, GroupKind, GroupTrait, OWNERS};
use crate::domain::holding::RoleHolding;
use crate::domain::id::{AssignmentId, DirectoryRoleId, Origin, Person, Principal, UserId};
use crate::domain::resource::ResourceRole;
use crate::domain::subject::{DirectoryRole, UserType};
use crate::domain::tenant::Tenant;

/// Says what keeps everybody from a role on an object, those included who have it already.
pub(super) fn standing_obstacle(
    tenant: &Tenant,
    origin: Origin,
    role: ResourceRole,
) -> Option<DeliveryError> {
    if !tenant.is_there(origin) {
        return Some(DeliveryError::ResourceDeleted);
    }
    let offered = tenant.roles_offered(origin);
    if !offered.iter().any(|offered| offered.role == role) {
        return Some(DeliveryError::RoleGone);
    }
    let Origin::Group(group) = origin else {
        return None;
    };
    let group = tenant.find_group(group)?;
    if group.is(GroupTrait::OnPremises) {
        Some(DeliveryError::GroupOnPremises)
    } else if group.is_dynamic() && role == ResourceRole::Member {
        Some(DeliveryError::GroupDynamic)
    } else {
        None
    }
}

/// Says what keeps a user from getting a role on an object now.
pub(super) fn obstacle(
    tenant: &Tenant,
    origin: Origin,
    role: ResourceRole,
    user: UserId,
) -> Option<DeliveryError> {
    if let Some(error) = standing_obstacle(tenant, origin, role) {
        return Some(error);
    }
    if !shares(tenant, origin, user) {
        return Some(DeliveryError::SharingOff);
    }
    match origin {
        Origin::Group(group) => {
            let new =
                role == ResourceRole::Owner && tenant.ownerships.find((group, user)).is_none();
            (new && owners_full(tenant, group, OWNERS - 1)).then_some(DeliveryError::OwnersFull)
        }
        Origin::Application(_) => {
            let offered = tenant.roles_offered(origin);
            let barred = offered
                .iter()
                .any(|offered| offered.role == role && offered.barred.is_some());
            barred.then_some(DeliveryError::RoleDisabled)
        }
        Origin::Site(_) | Origin::DirectoryRole(_) => None,
    }
}

/// Tells whether the directory shares such an object with a user; guests get what is switched on.
fn shares(tenant: &Tenant, origin: Origin, user: UserId) -> bool {
    let is_guest = tenant
        .find_user(user)
        .is_some_and(|user| user.user_type == UserType::Guest);
    let Some(directory) = tenant.resource_directory().filter(|_| is_guest) else {
        return true;
    };
    match origin {
        Origin::Group(id) => match tenant.find_group(id).map(Group::kind) {
            Some(GroupKind::Team) => directory.sharing.teams_guests,
            Some(GroupKind::Microsoft365) => directory.sharing.group_guests,
            Some(GroupKind::Security | GroupKind::Distribution) | None => true,
        },
        Origin::Site(_) => directory.sharing.share_point_external_sharing,
        Origin::Application(_) | Origin::DirectoryRole(_) => true,
    }
}

/// Gives a user a role on an object, unless they have it.
pub(super) fn hold(draft: &mut Draft<'_>, origin: Origin, role: ResourceRole, user: UserId) {
    match (origin, role) {
        (Origin::Group(group), ResourceRole::Owner) => {
            own(draft, group, user);
        }
        (Origin::Group(group), _) => {
            join(draft, group, Principal::User(user));
        }
        (Origin::DirectoryRole(id), ResourceRole::ActiveMember) => activate(draft, id, user),
        (Origin::Application(_) | Origin::Site(_) | Origin::DirectoryRole(_), _) => {
            let new = RoleHolding {
                object: origin,
                role,
                user,
            };
            if draft.role_holdings.find((origin, role, user)).is_none() {
                let change = Change::RoleHolding(Edit::made(new));
                draft.emit(facts(origin).0, change);
            }
        }
    }
}

/// Takes a role on an object from a user, if they have it.
pub(super) fn release(draft: &mut Draft<'_>, origin: Origin, role: ResourceRole, user: UserId) {
    match (origin, role) {
        (Origin::Group(group), ResourceRole::Owner) => {
            disown(draft, group, user);
        }
        (Origin::Group(group), _) => {
            leave(draft, group, Principal::User(user));
        }
        (Origin::DirectoryRole(id), ResourceRole::ActiveMember) => deactivate(draft, id, user),
        (Origin::Application(_) | Origin::Site(_) | Origin::DirectoryRole(_), _) => {
            if let Some(old) = draft.role_holdings.find((origin, role, user)).copied() {
                let change = Change::RoleHolding(Edit::gone(old));
                draft.emit(facts(origin).1, change);
            }
        }
    }
}

/// Returns what is said when somebody gets and loses a role by a record of its own.
const fn facts(origin: Origin) -> (Fact, Fact) {
    match origin {
        Origin::Group(_) => (Fact::MemberAdded, Fact::MemberRemoved),
        Origin::Application(_) => (Fact::AppRoleGiven, Fact::AppRoleTaken),
        Origin::Site(_) => (Fact::SiteRoleGiven, Fact::SiteRoleTaken),
        Origin::DirectoryRole(_) => (Fact::EligibilityGiven, Fact::EligibilityTaken),
    }
}

fn activate(draft: &mut Draft<'_>, id: DirectoryRoleId, user: UserId) {
    let (Some(role), Some(old)) = (DirectoryRole::of(id), draft.find_user(user).cloned()) else {
        return;
    };
    let mut new = old.clone();
    if new.directory_roles.insert(role) {
        let change = Change::User(Edit::changed(old, new));
        draft.emit(Fact::DirectoryRoleAssigned, change);
    }
}

fn deactivate(draft: &mut Draft<'_>, id: DirectoryRoleId, user: UserId) {
    let (Some(role), Some(old)) = (DirectoryRole::of(id), draft.find_user(user).cloned()) else {
        return;
    };
    let mut new = old.clone();
    if new.directory_roles.remove(&role) {
        let change = Change::User(Edit::changed(old, new));
        draft.emit(Fact::DirectoryRoleRemoved, change);
    }
}

/// Takes the roles that an object offers no longer from everybody who has them.
pub(super) fn release_gone(draft: &mut Draft<'_>, origin: Origin) {
    let offered = draft.roles_offered(origin);
    let gone: Vec<RoleHolding> = draft
        .holdings_on(origin)
        .filter(|holding| !offered.iter().any(|role| role.role == holding.role))
        .copied()
        .collect();
    for holding in gone {
        release(draft, origin, holding.role, holding.user);
    }
}

/// Tells whether a user has a role on an object.
pub fn holds(tenant: &Tenant, origin: Origin, role: ResourceRole, user: UserId) -> bool {
    match (origin, role) {
        (Origin::Group(group), ResourceRole::Owner) => {
            tenant.ownerships.find((group, user)).is_some()
        }
        (Origin::Group(group), _) => tenant
            .memberships
            .find((group, Principal::User(user)))
            .is_some(),
        (Origin::DirectoryRole(id), ResourceRole::ActiveMember) => tenant
            .find_user(user)
            .zip(DirectoryRole::of(id))
            .is_some_and(|(user, role)| user.directory_roles.contains(&role)),
        (Origin::Application(_) | Origin::Site(_) | Origin::DirectoryRole(_), _) => {
            tenant.role_holdings.find((origin, role, user)).is_some()
        }
    }
}

/// Lists the active assignments that give a user a role on an object.
pub fn given_by(
    tenant: &Tenant,
    origin: Origin,
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
                        .is_some_and(|resource| resource.origin == origin)
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
