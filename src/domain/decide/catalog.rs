//! Decides commands on catalogs and their resources.

use crate::domain::catalog::{Catalog, CatalogState, CatalogType};
use crate::domain::command::{CatalogCommand, CreateCatalog, UpdateCatalog};
use crate::domain::context::Context;
use crate::domain::decide::user::changes;
use crate::domain::decide::{custom_extension, role};
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::id::{CatalogId, ObjectKind, ObjectRef, PackageId, Person, ResourceId};
use crate::domain::refusal::{CatalogRefusal, DeskRefusal, Refusal};
use crate::domain::tenant::Tenant;
use crate::domain::text::{Description, DisplayName};
use crate::domain::time::Timestamp;
use crate::domain::walk::{Check, Sink, require};

mod resources;

pub(super) use resources::{eligible, had_or_added, tell_environment};

/// Makes the checks that need no contents.
pub(super) fn precheck<S: Sink + ?Sized>(
    tenant: &Tenant,
    actor: Person,
    now: Timestamp,
    command: &CatalogCommand,
    sink: &mut S,
) -> Result<(), Refusal> {
    let named = |resource| resources::Named {
        actor,
        now,
        resource,
    };
    match command {
        CatalogCommand::CreateCatalog(_) => Ok(()),
        CatalogCommand::UpdateCatalog(with) => exists(tenant, with.catalog, sink),
        CatalogCommand::AddCatalogResource(with) => {
            exists(tenant, with.catalog, sink)?;
            eligible(tenant, with.origin_id, sink)
        }
        CatalogCommand::DeleteCatalog(with) => {
            exists(tenant, with.catalog, sink)?;
            deletable(tenant, with.catalog, sink)
        }
        CatalogCommand::RemoveCatalogResource(with) => {
            exists(tenant, with.catalog, sink)?;
            resources::resource_of(tenant, with.catalog, named(with.resource), sink)?;
            resources::removable(tenant, with.resource, sink)
        }
        CatalogCommand::SetResourceAttributes(with) => {
            exists(tenant, with.catalog, sink)?;
            resources::resource_of(tenant, with.catalog, named(with.resource), sink)
        }
    }
}

/// Decides the commands on catalogs.
pub(super) fn decide(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    command: &CatalogCommand,
) -> Result<(), Refusal> {
    match command {
        CatalogCommand::CreateCatalog(with) => create(draft, context, with),
        CatalogCommand::UpdateCatalog(with) => update(draft, context, with),
        CatalogCommand::DeleteCatalog(with) => delete(draft, context, with.catalog),
        CatalogCommand::AddCatalogResource(with) => resources::add(draft, context, with).map(drop),
        CatalogCommand::RemoveCatalogResource(with) => resources::remove(draft, context, with),
        CatalogCommand::SetResourceAttributes(with) => {
            resources::set_attributes(draft, context, with)
        }
    }
}

fn exists<S: Sink + ?Sized>(
    tenant: &Tenant,
    catalog: CatalogId,
    sink: &mut S,
) -> Result<(), Refusal> {
    let found = tenant.catalog(catalog);
    sink.note(Check::ObjectExists, found.is_ok(), &[catalog.into()]);
    found.map(|_| ())
}

fn deletable<S: Sink + ?Sized>(
    tenant: &Tenant,
    catalog: CatalogId,
    sink: &mut S,
) -> Result<(), Refusal> {
    not_built_in(tenant.catalog(catalog)?, sink)?;
    let packages: Vec<PackageId> = tenant.index.packages_of.of(catalog).copied().collect();
    let objects: Vec<ObjectRef> = packages.iter().map(|package| (*package).into()).collect();
    require(
        sink,
        Check::CatalogEmpty,
        &objects,
        packages.is_empty(),
        || CatalogRefusal::CatalogNotEmpty { catalog, packages }.into(),
    )
}

/// Requires a catalog that people made: General keeps its place and its name.
fn not_built_in<S: Sink + ?Sized>(catalog: &Catalog, sink: &mut S) -> Result<(), Refusal> {
    require(
        sink,
        Check::CatalogNotBuiltIn,
        &[catalog.id.into()],
        catalog.catalog_type != CatalogType::ServiceDefault,
        || {
            Refusal::from(CatalogRefusal::BuiltInCatalog {
                catalog: catalog.id,
            })
        },
    )
}

/// Requires a description where the forms of the service do.
pub(super) fn described(
    context: &mut Context<'_>,
    description: &Description,
) -> Result<(), Refusal> {
    context.require(
        Check::DescriptionGiven,
        &[],
        !description.is_empty(),
        || DeskRefusal::DescriptionRequired {},
    )
}

fn name_free(
    tenant: &Tenant,
    context: &mut Context<'_>,
    name: &DisplayName,
    except: Option<CatalogId>,
) -> Result<(), Refusal> {
    let taken = tenant
        .named(ObjectKind::Catalog, name.as_str())
        .find(|found| except.map(ObjectRef::Catalog) != Some(*found));
    let objects: Vec<ObjectRef> = taken.into_iter().collect();
    context
        .walk
        .note(Check::NameUnique, taken.is_none(), &objects);
    match taken {
        Some(object) => Err(CatalogRefusal::DuplicateCatalogName {
            catalog: CatalogId::new(object.guid()),
        }
        .into()),
        None => Ok(()),
    }
}

fn create(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &CreateCatalog,
) -> Result<(), Refusal> {
    described(context, &with.description)?;
    name_free(draft, context, &with.display_name, None)?;
    let catalog = Catalog {
        id: context.draw(CatalogId::new),
        display_name: with.display_name.clone(),
        description: with.description.clone(),
        catalog_type: CatalogType::UserManaged,
        state: with.state.unwrap_or(CatalogState::Published),
        is_externally_visible: with.is_externally_visible.unwrap_or(true),
        created_date_time: context.now,
        modified_date_time: context.now,
    };
    let id = catalog.id;
    context.bind("catalog", id);
    draft.emit(Fact::CatalogCreated, Change::Catalog(Edit::made(catalog)));
    role::own_made(draft, context, id);
    Ok(())
}

fn update(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &UpdateCatalog,
) -> Result<(), Refusal> {
    let old = draft.catalog(with.catalog)?.clone();
    if let Some(description) = &with.description {
        described(context, description)?;
    }
    if let Some(name) = &with.display_name {
        if *name != old.display_name {
            not_built_in(&old, context.walk)?;
        }
        name_free(draft, context, name, Some(old.id))?;
    }
    let new = Catalog {
        display_name: with
            .display_name
            .clone()
            .unwrap_or_else(|| old.display_name.clone()),
        description: with
            .description
            .clone()
            .unwrap_or_else(|| old.description.clone()),
        state: with.state.unwrap_or(old.state),
        is_externally_visible: with
            .is_externally_visible
            .unwrap_or(old.is_externally_visible),
        ..old.clone()
    };
    changes(context, &old, &new)?;
    let new = Catalog {
        modified_date_time: context.now,
        ..new
    };
    context.bind("catalog", old.id);
    draft.emit(
        Fact::CatalogUpdated,
        Change::Catalog(Edit::changed(old, new)),
    );
    Ok(())
}

fn delete(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    catalog: CatalogId,
) -> Result<(), Refusal> {
    let resources: Vec<ResourceId> = draft.index.resources_of.of(catalog).copied().collect();
    for resource in resources {
        let old = draft.resource(resource)?.clone();
        draft.emit(Fact::ResourceRemoved, Change::Resource(Edit::gone(old)));
    }
    resources::forget_requests(draft, catalog)?;
    custom_extension::delete_of(draft, catalog)?;
    role::dismiss_from(draft, catalog)?;
    let old = draft.catalog(catalog)?.clone();
    context.bind("catalog", catalog);
    draft.emit(Fact::CatalogDeleted, Change::Catalog(Edit::gone(old)));
    Ok(())
}
