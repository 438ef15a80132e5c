//! Decides which roles on resources a package gives.
//!
//! Whoever holds the package gets and loses them at once, all in one commit.

use crate::domain::command::{
    AddCatalogResource, ObjectRole, PackageRole, ReplaceRole, RoleOfResource,
};
use crate::domain::context::Context;
use crate::domain::decide::catalog::had_or_added;
use crate::domain::decide::delivery;
use crate::domain::decide::package::revise;
use crate::domain::draft::Draft;
use crate::domain::id::{AssignmentId, PackageId, RoleScopeId};
use crate::domain::package::AccessPackage;
use crate::domain::refusal::{PackageRefusal, Refusal};
use crate::domain::resource::RoleScope;
use crate::domain::tenant::Tenant;
use crate::domain::walk::Check;

/// Checks a role that a package is to give, and makes the grant for it.
pub(super) fn new_role(
    tenant: &Tenant,
    context: &mut Context<'_>,
    package: &AccessPackage,
    role: &RoleOfResource,
) -> Result<RoleScope, Refusal> {
    let RoleOfResource { resource, role } = *role;
    let catalog = package.catalog;
    let found = tenant
        .find_resource(resource)
        .filter(|found| found.catalog == catalog);
    context.require(
        Check::ResourceInCatalog,
        &[resource.into(), catalog.into()],
        found.is_some(),
        || PackageRefusal::ResourceNotInCatalog { resource, catalog },
    )?;
    let offered = found.map(|found| tenant.roles_offered(found.origin));
    let offered = offered
        .into_iter()
        .flatten()
        .find(|found| found.role == role);
    let problem = match offered {
        Some(offered) => offered.barred,
        None => Some("it does not offer the role"),
    };
    let passed = problem.is_none();
    context.require(Check::RoleOffered, &[resource.into()], passed, || {
        PackageRefusal::RoleNotEligible {
            resource,
            role,
            problem: problem.unwrap_or_default(),
        }
    })?;
    let given = package
        .resource_roles
        .iter()
        .any(|scope| scope.resource == resource && scope.role == role);
    context.require(Check::RoleNew, &[resource.into()], !given, || {
        PackageRefusal::DuplicateResourceRole { resource, role }
    })?;
    Ok(RoleScope {
        id: context.draw(RoleScopeId::new),
        resource,
        role,
    })
}

/// Adds a role to what a package gives; everybody who holds the package gets it.
pub(super) fn add_role(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &PackageRole,
) -> Result<(), Refusal> {
    let old = draft.package(with.access_package)?.clone();
    let role = RoleOfResource {
        resource: with.resource,
        role: with.role,
    };
    give(draft, context, old, &role)
}

/// Adds a role on an object to what a package gives, after making the object a resource of the
/// package's catalog where it is none.
pub(super) fn add_role_on_object(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &ObjectRole,
) -> Result<(), Refusal> {
    let old = draft.package(with.access_package)?.clone();
    let wanted = AddCatalogResource {
        catalog: old.catalog,
        origin_system: with.origin_system,
        origin_id: with.origin_id,
    };
    let role = RoleOfResource {
        resource: had_or_added(draft, context, &wanted)?,
        role: with.role,
    };
    give(draft, context, old, &role)
}

fn give(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    old: AccessPackage,
    role: &RoleOfResource,
) -> Result<(), Refusal> {
    let id = old.id;
    let scope = new_role(draft, context, &old, role)?;
    let mut new = old.clone();
    new.resource_roles.push(scope);
    context.bind("accessPackage", id);
    revise(draft, context, old, new);
    for assignment in holders(draft, id) {
        delivery::extend_grants(draft, assignment, scope);
    }
    Ok(())
}

/// Finds a role among those that a package gives; refuses when it gives none such.
fn role_given(
    context: &mut Context<'_>,
    package: &AccessPackage,
    role: &RoleOfResource,
) -> Result<RoleScope, Refusal> {
    let RoleOfResource { resource, role } = *role;
    let mut scopes = package.resource_roles.iter().copied();
    let scope = scopes.find(|scope| scope.resource == resource && scope.role == role);
    let objects = [resource.into()];
    context
        .walk
        .note(Check::ObjectExists, scope.is_some(), &objects);
    let package = package.id;
    scope.ok_or_else(|| {
        PackageRefusal::RoleNotGiven {
            package,
            resource,
            role,
        }
        .into()
    })
}

/// Takes a role out of what a package gives; everybody who holds the package loses it, unless
/// another assignment gives it too.
pub(super) fn remove_role(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &PackageRole,
) -> Result<(), Refusal> {
    let old = draft.package(with.access_package)?.clone();
    let role = RoleOfResource {
        resource: with.resource,
        role: with.role,
    };
    let scope = role_given(context, &old, &role)?;
    let mut new = old.clone();
    new.resource_roles.retain(|kept| kept.id != scope.id);
    context.bind("accessPackage", old.id);
    revise(draft, context, old, new);
    for assignment in holders(draft, with.access_package) {
        delivery::drop_grant(draft, context.now, context.ids, assignment, scope.id)?;
    }
    Ok(())
}

/// Puts a role in the place of another; whoever holds the package gets the one before losing the
/// other, and nobody loses what both give.
pub(super) fn replace_role(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &ReplaceRole,
) -> Result<(), Refusal> {
    let old = draft.package(with.access_package)?.clone();
    let role = RoleOfResource {
        resource: with.resource,
        role: with.role,
    };
    let gone = role_given(context, &old, &role)?;
    let come = new_role(draft, context, &old, &with.by)?;
    let mut new = old.clone();
    for scope in &mut new.resource_roles {
        if scope.id == gone.id {
            *scope = come;
        }
    }
    context.bind("accessPackage", old.id);
    revise(draft, context, old, new);
    for assignment in holders(draft, with.access_package) {
        delivery::extend_grants(draft, assignment, come);
        delivery::drop_grant(draft, context.now, context.ids, assignment, gone.id)?;
    }
    Ok(())
}

fn holders(tenant: &Tenant, package: PackageId) -> Vec<AssignmentId> {
    tenant.index.active_to.of(package).copied().collect()
}
