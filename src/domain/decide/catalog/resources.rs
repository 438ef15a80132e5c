//! Decides which objects are resources of a catalog, and what is asked of whoever wants them.

use crate::domain::attribute;
use crate::domain::authority::visible;
use crate::domain::command::{AddCatalogResource, RemoveCatalogResource, SetResourceAttributes};
use crate::domain::context::Context;
use crate::domain::decide::user::changes;
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::id::{
    CatalogId, ObjectRef, PackageId, Person, ResourceId, ResourceRequestId, SiteId,
};
use crate::domain::refusal::{CatalogRefusal, DeskRefusal, PackageRefusal, Refusal};
use crate::domain::resource::{Origin, Resource};
use crate::domain::resource_request::{ResourceRequest, ResourceRequestState, ResourceRequestType};
use crate::domain::tenant::Tenant;
use crate::domain::text::DisplayName;
use crate::domain::time::Timestamp;
use crate::domain::walk::{Check, Sink, require};
use crate::domain::warning::Warning;

/// A resource that somebody names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named {
    pub(super) actor: Person,
    pub(super) now: Timestamp,
    pub(super) resource: ResourceId,
}

/// Requires that a resource is in a catalog; where it is instead is told to whoever may know it.
pub(super) fn resource_of<S: Sink + ?Sized>(
    tenant: &Tenant,
    catalog: CatalogId,
    named: Named,
    sink: &mut S,
) -> Result<(), Refusal> {
    let Named {
        actor,
        now,
        resource,
    } = named;
    let object = ObjectRef::from(resource);
    let home = tenant.find_resource(resource).map(|found| found.catalog);
    let there = home == Some(catalog);
    let known = home.filter(|_| !there && visible(tenant, actor, object, now));
    if let Some(home) = known {
        let objects = [object, catalog.into()];
        return require(sink, Check::ResourceInCatalog, &objects, false, || {
            let refusal = PackageRefusal::ResourceElsewhere {
                resource,
                catalog,
                home,
            };
            refusal.into()
        });
    }
    require(sink, Check::ObjectExists, &[object], there, || {
        DeskRefusal::NotFound { object }.into()
    })
}

/// Requires that an object is of a kind that catalogs can hold.
pub(in crate::domain::decide) fn eligible<S: Sink + ?Sized>(
    tenant: &Tenant,
    origin: Origin,
    sink: &mut S,
) -> Result<(), Refusal> {
    let object = origin.object();
    let barred = tenant.barred_from_catalogs(origin);
    let passed = barred.is_none();
    require(sink, Check::ResourceEligible, &[object], passed, || {
        let problem = barred.unwrap_or_default();
        CatalogRefusal::ResourceNotEligible { object, problem }.into()
    })
}

pub(super) fn removable<S: Sink + ?Sized>(
    tenant: &Tenant,
    resource: ResourceId,
    sink: &mut S,
) -> Result<(), Refusal> {
    let packages: Vec<PackageId> = tenant.index.packages_using.of(resource).copied().collect();
    let objects: Vec<ObjectRef> = packages.iter().map(|package| (*package).into()).collect();
    require(
        sink,
        Check::ResourceUnused,
        &objects,
        packages.is_empty(),
        || CatalogRefusal::ResourceInUse { resource, packages }.into(),
    )
}

/// Returns the resource that an object is in a catalog, which it becomes where it is none.
pub(in crate::domain::decide) fn had_or_added(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &AddCatalogResource,
) -> Result<ResourceId, Refusal> {
    match draft.resource_in(with.catalog, with.origin_id) {
        Some(had) => Ok(had),
        None => add(draft, context, with),
    }
}

pub(super) fn add(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &AddCatalogResource,
) -> Result<ResourceId, Refusal> {
    let origin = with.origin_id;
    let object = origin.object();
    let there = draft.is_there(origin) && origin.system() == with.origin_system;
    context.require(Check::ObjectExists, &[object], there, || {
        DeskRefusal::NotFound { object }
    })?;
    let present = draft.resource_in(with.catalog, origin);
    let objects: Vec<ObjectRef> = present.into_iter().map(Into::into).collect();
    context
        .walk
        .note(Check::ResourceNew, present.is_none(), &objects);
    if let Some(resource) = present {
        return Err(CatalogRefusal::DuplicateResource { resource }.into());
    }
    let name = draft.name_of(object).unwrap_or_default();
    let display_name = DisplayName::parse(name).map_err(|_| DeskRefusal::NotFound { object })?;
    let resource = Resource {
        id: context.draw(ResourceId::new),
        catalog: with.catalog,
        origin,
        display_name,
        attributes: Vec::new(),
        created_date_time: context.now,
        modified_date_time: context.now,
    };
    let id = resource.id;
    context.bind("resource", id);
    if let Origin::Site(site) = origin {
        let environment = draft.site(site)?.url.environment();
        if !draft.knows_environment(&environment) {
            tell_environment(draft, site)?;
        }
    }
    file(draft, context, &resource, ResourceRequestType::AdminAdd);
    draft.emit(Fact::ResourceAdded, Change::Resource(Edit::made(resource)));
    Ok(id)
}

/// Tells of the environment that becomes known by a site.
pub(in crate::domain::decide) fn tell_environment(
    draft: &mut Draft<'_>,
    site: SiteId,
) -> Result<(), Refusal> {
    let site = draft.site(site)?.clone();
    let unchanged = Edit::changed(site.clone(), site);
    draft.emit(Fact::SiteUpdated, Change::Site(unchanged));
    Ok(())
}

/// Stores what is asked of whoever wants access to a resource.
pub(super) fn set_attributes(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &SetResourceAttributes,
) -> Result<(), Refusal> {
    let old = draft.resource(with.resource)?.clone();
    let names = with.attributes.iter().map(|asked| &asked.attribute);
    let fault = attribute::misnamed(names).next();
    let objects = [old.id.into()];
    context.require(Check::AttributeKnown, &objects, fault.is_none(), || {
        let (_, problem) = fault.unwrap_or_default();
        DeskRefusal::TextInvalid {
            field: "attributes".to_owned(),
            problem,
        }
    })?;
    let new = Resource {
        attributes: with.attributes.clone(),
        ..old.clone()
    };
    changes(context, &old, &new)?;
    let by = giving_unasked(draft, old.id);
    if !new.attributes.is_empty() && !by.is_empty() {
        let object = old.id.into();
        context.warn(Warning::AnswersNotAsked { object, by });
    }
    let new = Resource {
        modified_date_time: context.now,
        ..new
    };
    context.bind("resource", old.id);
    file(draft, context, &new, ResourceRequestType::AdminUpdate);
    let change = Change::Resource(Edit::changed(old, new));
    draft.emit(Fact::ResourceUpdated, change);
    Ok(())
}

/// Lists the policies whose rule gives something of a resource, and so asks nobody.
fn giving_unasked(tenant: &Tenant, resource: ResourceId) -> Vec<ObjectRef> {
    let packages = tenant.index.packages_using.of(resource);
    packages
        .flat_map(|package| tenant.index.policies_of.of(*package))
        .filter(|policy| {
            let policy = tenant.find_policy(**policy);
            policy.is_some_and(|policy| policy.terms.assigning().is_some())
        })
        .map(|policy| (*policy).into())
        .collect()
}

pub(super) fn remove(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &RemoveCatalogResource,
) -> Result<(), Refusal> {
    let old = draft.resource(with.resource)?.clone();
    context.bind("resource", old.id);
    file(draft, context, &old, ResourceRequestType::AdminRemove);
    draft.emit(Fact::ResourceRemoved, Change::Resource(Edit::gone(old)));
    Ok(())
}

/// Writes down what was asked for; here it is carried out in the same commit.
fn file(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    resource: &Resource,
    request_type: ResourceRequestType,
) {
    let request = ResourceRequest {
        id: context.draw(ResourceRequestId::new),
        request_type,
        state: ResourceRequestState::Delivered,
        catalog: resource.catalog,
        resource: resource.id,
        origin: resource.origin,
        display_name: resource.display_name.clone(),
        created_date_time: context.now,
    };
    context.bind("resourceRequest", request.id);
    let fact = match request_type {
        ResourceRequestType::AdminAdd => Fact::ResourceRequested,
        ResourceRequestType::AdminUpdate => Fact::ResourceUpdateRequested,
        ResourceRequestType::AdminRemove => Fact::ResourceRemovalRequested,
    };
    draft.emit(fact, Change::ResourceRequest(Edit::made(request)));
}

/// Deletes the requests about the resources of a catalog that is about to go.
pub(super) fn forget_requests(draft: &mut Draft<'_>, catalog: CatalogId) -> Result<(), Refusal> {
    let filed = draft.index.resource_requests_of.of(catalog);
    let filed: Vec<ResourceRequestId> = filed.map(|(_, id)| *id).collect();
    for id in filed {
        let old = draft.resource_request(id)?.clone();
        let change = Change::ResourceRequest(Edit::gone(old));
        draft.emit(Fact::ResourceRequestDeleted, change);
    }
    Ok(())
}
