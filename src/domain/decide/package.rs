//! Decides commands on access packages; policies have a file of their own.

use std::collections::BTreeSet;

use crate::domain::command::{
    AddCatalogResource, CreateAccessPackage, PackageCommand, RoleOfResource, UpdateAccessPackage,
};
use crate::domain::context::Context;
use crate::domain::decide::catalog::{described, eligible, had_or_added};
use crate::domain::decide::user::changes;
use crate::domain::decide::{policy, request, separation};
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::id::{CatalogId, ObjectKind, ObjectRef, PackageId, Person, PolicyId};
use crate::domain::package::{AccessPackage, PackageVisibility};
use crate::domain::refusal::{DeskRefusal, PackageRefusal, Refusal};
use crate::domain::tenant::Tenant;
use crate::domain::text::DisplayName;
use crate::domain::walk::{Check, Sink, require};

mod roles;

/// Makes the checks that need no contents.
pub(super) fn precheck<S: Sink + ?Sized>(
    tenant: &Tenant,
    actor: Person,
    command: &PackageCommand,
    sink: &mut S,
) -> Result<(), Refusal> {
    match command {
        PackageCommand::CreateAccessPackage(with) => {
            if let Some(catalog) = with.catalog {
                tenant.catalog(catalog)?;
            }
            let mut added = with.added_resource_roles.iter();
            added.try_for_each(|role| eligible(tenant, role.origin_id, sink))
        }
        PackageCommand::UpdateAccessPackage(with) => exists(tenant, with.access_package, sink),
        PackageCommand::AddResourceRole(with) | PackageCommand::RemoveResourceRole(with) => {
            exists(tenant, with.access_package, sink)
        }
        PackageCommand::AddObjectRole(with) => {
            exists(tenant, with.access_package, sink)?;
            eligible(tenant, with.origin_id, sink)
        }
        PackageCommand::ReplaceResourceRole(with) => exists(tenant, with.access_package, sink),
        PackageCommand::DeleteAccessPackage(with) => {
            exists(tenant, with.access_package, sink)?;
            deletable(tenant, with.access_package, sink)
        }
        PackageCommand::AddIncompatibleAccessPackage(with)
        | PackageCommand::RemoveIncompatibleAccessPackage(with) => {
            exists(tenant, with.access_package, sink)
        }
        PackageCommand::AddIncompatibleGroup(with)
        | PackageCommand::RemoveIncompatibleGroup(with) => {
            exists(tenant, with.access_package, sink)
        }
        PackageCommand::CreatePolicy(with) => exists(tenant, with.access_package, sink),
        PackageCommand::UpdatePolicy(with) => {
            policy::exists(tenant, with.policy, sink)?;
            policy::governable(tenant, actor, with.policy, sink)
        }
        PackageCommand::DeletePolicy(with) => {
            policy::exists(tenant, with.policy, sink)?;
            policy::governable(tenant, actor, with.policy, sink)?;
            policy::deletable(tenant, with.policy, sink)
        }
    }
}

/// Decides the commands on packages and policies.
pub(super) fn decide(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    command: &PackageCommand,
) -> Result<(), Refusal> {
    match command {
        PackageCommand::CreateAccessPackage(with) => create(draft, context, with),
        PackageCommand::UpdateAccessPackage(with) => update(draft, context, with),
        PackageCommand::DeleteAccessPackage(with) => delete(draft, context, with.access_package),
        PackageCommand::AddResourceRole(with) => roles::add_role(draft, context, with),
        PackageCommand::AddObjectRole(with) => roles::add_role_on_object(draft, context, with),
        PackageCommand::RemoveResourceRole(with) => roles::remove_role(draft, context, with),
        PackageCommand::ReplaceResourceRole(with) => roles::replace_role(draft, context, with),
        PackageCommand::AddIncompatibleAccessPackage(with) => {
            separation::add_package(draft, context, with)
        }
        PackageCommand::RemoveIncompatibleAccessPackage(with) => {
            separation::remove_package(draft, context, with)
        }
        PackageCommand::AddIncompatibleGroup(with) => separation::add_group(draft, context, with),
        PackageCommand::RemoveIncompatibleGroup(with) => {
            separation::remove_group(draft, context, with)
        }
        PackageCommand::CreatePolicy(with) => {
            let id = policy::create(draft, context, with.access_package, with.terms.clone())?;
            context.bind("policy", id);
            Ok(())
        }
        PackageCommand::UpdatePolicy(with) => {
            policy::update(draft, context, with.policy, with.terms.clone())
        }
        PackageCommand::DeletePolicy(with) => {
            context.bind("policy", with.policy);
            policy::delete(draft, context, with.policy)
        }
    }
}

fn exists<S: Sink + ?Sized>(
    tenant: &Tenant,
    package: PackageId,
    sink: &mut S,
) -> Result<(), Refusal> {
    let found = tenant.package(package);
    sink.note(Check::ObjectExists, found.is_ok(), &[package.into()]);
    found.map(|_| ())
}

fn deletable<S: Sink + ?Sized>(
    tenant: &Tenant,
    package: PackageId,
    sink: &mut S,
) -> Result<(), Refusal> {
    let active = tenant.index.active_to.count(&package);
    require(
        sink,
        Check::NobodyAssigned,
        &[package.into()],
        active == 0,
        || PackageRefusal::PackageHasAssignments { package, active }.into(),
    )
}

fn name_free(
    tenant: &Tenant,
    context: &mut Context<'_>,
    catalog: CatalogId,
    name: &DisplayName,
    except: Option<PackageId>,
) -> Result<(), Refusal> {
    let taken = tenant
        .named(ObjectKind::AccessPackage, name.as_str())
        .map(|object| PackageId::new(object.guid()))
        .find(|found| {
            except != Some(*found)
                && tenant
                    .find_package(*found)
                    .is_some_and(|package| package.catalog == catalog)
        });
    let objects: Vec<ObjectRef> = taken.into_iter().map(Into::into).collect();
    context
        .walk
        .note(Check::NameUnique, taken.is_none(), &objects);
    match taken {
        Some(package) => Err(PackageRefusal::DuplicatePackageName { package }.into()),
        None => Ok(()),
    }
}

fn create(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &CreateAccessPackage,
) -> Result<(), Refusal> {
    let Some(catalog) = with.catalog.or_else(|| draft.general_catalog()) else {
        return Err(DeskRefusal::NameNotFound {
            kind: "catalog",
            name: "General".to_owned(),
        }
        .into());
    };
    described(context, &with.description)?;
    name_free(draft, context, catalog, &with.display_name, None)?;
    let id = context.draw(PackageId::new);
    context.bind("accessPackage", id);
    let mut given = with.resource_roles.clone();
    for added in &with.added_resource_roles {
        let wanted = AddCatalogResource {
            catalog,
            origin_system: added.origin_system,
            origin_id: added.origin_id,
        };
        let resource = had_or_added(draft, context, &wanted)?;
        let role = added.role;
        given.push(RoleOfResource { resource, role });
    }
    let mut package = AccessPackage {
        id,
        catalog,
        display_name: with.display_name.clone(),
        description: with.description.clone(),
        visibility: with.is_hidden.unwrap_or(false).into(),
        resource_roles: Vec::new(),
        incompatible_access_packages: BTreeSet::new(),
        incompatible_groups: BTreeSet::new(),
        created_date_time: context.now,
        modified_date_time: context.now,
    };
    for role in &given {
        let scope = roles::new_role(draft, context, &package, role)?;
        package.resource_roles.push(scope);
    }
    draft.emit(Fact::PackageCreated, Change::Package(Edit::made(package)));
    for terms in &with.policies {
        let policy = policy::create(draft, context, id, terms.clone())?;
        context.bind("policies", policy);
    }
    Ok(())
}

fn update(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &UpdateAccessPackage,
) -> Result<(), Refusal> {
    let old = draft.package(with.access_package)?.clone();
    let stays = with.catalog.is_none_or(|catalog| catalog == old.catalog);
    context.require(
        Check::PackageStaysInCatalog,
        &[old.id.into()],
        stays,
        || PackageRefusal::PackageMoveNotSupported { package: old.id },
    )?;
    if let Some(description) = &with.description {
        described(context, description)?;
    }
    if let Some(name) = &with.display_name {
        name_free(draft, context, old.catalog, name, Some(old.id))?;
    }
    let new = AccessPackage {
        display_name: with
            .display_name
            .clone()
            .unwrap_or_else(|| old.display_name.clone()),
        description: with
            .description
            .clone()
            .unwrap_or_else(|| old.description.clone()),
        visibility: with
            .is_hidden
            .map_or(old.visibility, PackageVisibility::from),
        ..old.clone()
    };
    changes(context, &old, &new)?;
    context.bind("accessPackage", old.id);
    revise(draft, context, old, new);
    Ok(())
}

fn revise(draft: &mut Draft<'_>, context: &Context<'_>, old: AccessPackage, new: AccessPackage) {
    let new = AccessPackage {
        modified_date_time: context.now,
        ..new
    };
    draft.emit(
        Fact::PackageUpdated,
        Change::Package(Edit::changed(old, new)),
    );
}

/// Deletes a package: its open requests are canceled, its policies go with it.
fn delete(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    package: PackageId,
) -> Result<(), Refusal> {
    let policies: Vec<PolicyId> = draft.index.policies_of.of(package).copied().collect();
    for policy in policies {
        policy::delete(draft, context, policy)?;
    }
    separation::forget_package(draft, context, package)?;
    let old = draft.package(package)?.clone();
    context.bind("accessPackage", package);
    draft.emit(Fact::PackageDeleted, Change::Package(Edit::gone(old)));
    Ok(())
}

/// Cancels the open requests made under a policy that is about to go.
pub(super) fn cancel_open_requests(
    draft: &mut Draft<'_>,
    now: crate::domain::time::Timestamp,
    policy: PolicyId,
) -> Result<(), Refusal> {
    let open: Vec<_> = draft.index.open_under.of(policy).copied().collect();
    for id in open {
        request::cancel(draft, now, id)?;
    }
    Ok(())
}
