//! Decides who gets and loses the roles of entitlement management.

use crate::domain::authority::{Right, holder_of};
use crate::domain::command::{HeldRole, RoleCommand};
use crate::domain::context::Context;
use crate::domain::decide::user::changes;
use crate::domain::draft::Draft;
use crate::domain::entitlement_role::{EntitlementRole, RoleAssignment};
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::id::{CatalogId, ObjectRef, Person, Principal, RoleAssignmentId};
use crate::domain::refusal::{CatalogRefusal, DeskRefusal, Refusal};
use crate::domain::tenant::Tenant;
use crate::domain::walk::{Check, Sink, require};

/// Makes the checks that need no contents.
pub(super) fn precheck<S: Sink + ?Sized>(
    tenant: &Tenant,
    actor: Person,
    command: &RoleCommand,
    sink: &mut S,
) -> Result<(), Refusal> {
    let (RoleCommand::AssignRole(with) | RoleCommand::RemoveRole(with)) = command;
    fits(tenant, with, sink)?;
    match command {
        RoleCommand::AssignRole(with) => {
            let live = match with.principal {
                Principal::User(id) => tenant.live_user(id).is_ok(),
                Principal::Group(id) => tenant.live_group(id).is_ok(),
            };
            known(with.principal, live, sink)
        }
        RoleCommand::RemoveRole(with) => {
            known(with.principal, tenant.contains(with.principal.into()), sink)?;
            owner_remains(tenant, actor, with, sink)
        }
    }
}

/// Decides the commands on roles.
pub(super) fn decide(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    command: &RoleCommand,
) -> Result<(), Refusal> {
    match command {
        RoleCommand::AssignRole(with) => {
            let present = find(draft, with);
            let objects: Vec<ObjectRef> = present.into_iter().map(Into::into).collect();
            context.require(Check::RoleGivenOnce, &objects, present.is_none(), || {
                CatalogRefusal::DuplicateRoleAssignment {
                    principal: with.principal,
                    role: with.role.label(),
                }
            })?;
            let id = appoint(draft, context, *with);
            context.bind("roleAssignment", id);
            Ok(())
        }
        RoleCommand::RemoveRole(with) => {
            let present = find(draft, with);
            changes(context, &present.is_some(), &false)?;
            let Some(id) = present else {
                return Ok(());
            };
            context.bind("roleAssignment", id);
            dismiss(draft, id)
        }
    }
}

/// Requires that a catalog is named where the role is held in one, and only there, and that it
/// exists.
fn fits<S: Sink + ?Sized>(tenant: &Tenant, with: &HeldRole, sink: &mut S) -> Result<(), Refusal> {
    let placed = with.role.is_of_a_catalog() == with.catalog.is_some();
    require(sink, Check::RoleFitsScope, &[], placed, || {
        let field = "catalog".to_owned();
        Refusal::from(if with.role.is_of_a_catalog() {
            DeskRefusal::NameRequired { field }
        } else {
            let problem = "is not for catalog creators, who make catalogs of their own".to_owned();
            DeskRefusal::TextInvalid { field, problem }
        })
    })?;
    with.catalog.map_or(Ok(()), |catalog| {
        let found = tenant.catalog(catalog);
        sink.note(Check::ObjectExists, found.is_ok(), &[catalog.into()]);
        found.map(|_| ())
    })
}

fn known<S: Sink + ?Sized>(principal: Principal, there: bool, sink: &mut S) -> Result<(), Refusal> {
    require(
        sink,
        Check::PrincipalFound,
        &[principal.into()],
        there,
        || CatalogRefusal::PrincipalNotFound { principal }.into(),
    )
}

/// Requires that an owner remains, unless an administrator takes the last one away.
fn owner_remains<S: Sink + ?Sized>(
    tenant: &Tenant,
    actor: Person,
    with: &HeldRole,
    sink: &mut S,
) -> Result<(), Refusal> {
    let Some(catalog) = with
        .catalog
        .filter(|_| with.role == EntitlementRole::CatalogOwner)
    else {
        return Ok(());
    };
    let others = owners(tenant, catalog).any(|owner| owner != with.principal);
    let administers = holder_of(tenant, actor, Right::ManageSettings, None).is_some();
    let objects = [catalog.into(), with.principal.into()];
    require(
        sink,
        Check::OwnerRemains,
        &objects,
        others || administers,
        || CatalogRefusal::LastCatalogOwner { catalog }.into(),
    )
}

/// Lists the users and groups that own a catalog.
pub fn owners(tenant: &Tenant, catalog: CatalogId) -> impl Iterator<Item = Principal> {
    let given = tenant.index.appointed_in.of(Some(catalog));
    given
        .filter_map(|id| tenant.find_role_assignment(*id))
        .filter(|given| given.role == EntitlementRole::CatalogOwner)
        .map(|given| given.principal)
}

fn find(tenant: &Tenant, with: &HeldRole) -> Option<RoleAssignmentId> {
    let given = tenant.index.appointments_of.of(with.principal);
    given
        .filter_map(|id| tenant.find_role_assignment(*id))
        .find(|given| given.role == with.role && given.catalog == with.catalog)
        .map(|given| given.id)
}

fn appoint(draft: &mut Draft<'_>, context: &mut Context<'_>, with: HeldRole) -> RoleAssignmentId {
    let given = RoleAssignment {
        id: context.draw(RoleAssignmentId::new),
        principal: with.principal,
        role: with.role,
        catalog: with.catalog,
        created_date_time: context.now,
    };
    let id = given.id;
    let change = Change::RoleAssignment(Edit::made(given));
    draft.emit(Fact::RoleAssigned, change);
    id
}

/// Makes whoever made a catalog its owner; administrators need no role in it and get none.
pub(super) fn own_made(draft: &mut Draft<'_>, context: &mut Context<'_>, catalog: CatalogId) {
    let administers = holder_of(draft, context.actor, Right::ManageSettings, None).is_some();
    if let Some(user) = context.actor.user().filter(|_| !administers) {
        let role = HeldRole {
            principal: Principal::User(user),
            role: EntitlementRole::CatalogOwner,
            catalog: Some(catalog),
        };
        appoint(draft, context, role);
    }
}

fn dismiss(draft: &mut Draft<'_>, id: RoleAssignmentId) -> Result<(), Refusal> {
    let old = draft.role_assignment(id)?.clone();
    let change = Change::RoleAssignment(Edit::gone(old));
    draft.emit(Fact::RoleRemoved, change);
    Ok(())
}

/// Ends the roles in a catalog that is about to go.
pub(super) fn dismiss_from(draft: &mut Draft<'_>, catalog: CatalogId) -> Result<(), Refusal> {
    let given = draft.index.appointed_in.of(Some(catalog));
    let given: Vec<RoleAssignmentId> = given.copied().collect();
    given.into_iter().try_for_each(|id| dismiss(draft, id))
}

/// Ends the roles of a user or group that is about to go for good.
pub(super) fn dismiss_all(draft: &mut Draft<'_>, principal: Principal) -> Result<(), Refusal> {
    let given = draft.index.appointments_of.of(principal);
    let given: Vec<RoleAssignmentId> = given.copied().collect();
    given.into_iter().try_for_each(|id| dismiss(draft, id))
}
