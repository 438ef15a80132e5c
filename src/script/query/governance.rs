//! Rows of what is governed: catalogs, resources, packages and policies.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::domain::approval::{ApprovalSettings, ApprovalStage};
use crate::domain::authority::{approval_shown, reads_catalog, sees_contents};
use crate::domain::id::{
    CatalogId, ObjectKind, ObjectRef, PackageId, PolicyId, ResourceId, ResourceRequestId,
};
use crate::domain::package::AccessPackage;
use crate::domain::policy::PolicyTerms;
use crate::domain::resource::{Origin, Resource};
use crate::domain::subject_set::{ManagerLevel, SubjectSet};
use crate::domain::text::Description;
use crate::script::query::directory::fields;
use crate::script::query::{Asked, Fields, roles, separation};
use crate::script::receipt::reference;

pub(super) fn catalog(asked: &Asked<'_>, id: CatalogId) -> Option<Fields> {
    let catalog = asked.tenant.find_catalog(id)?;
    let index = &asked.tenant.index;
    let told = reads_catalog(asked.tenant, asked.viewer, id);
    fields(json!({
        "displayName": catalog.display_name,
        "description": catalog.description,
        "catalogType": catalog.catalog_type,
        "state": catalog.state,
        "isExternallyVisible": catalog.is_externally_visible,
        "packageCount": told.then(|| index.packages_of.count(&id)),
        "resourceCount": told.then(|| index.resources_of.count(&id)),
        "owners": told.then(|| roles::owners_of(asked, id)),
        "createdDateTime": catalog.created_date_time,
        "modifiedDateTime": catalog.modified_date_time,
    }))
}

pub(super) fn resource(asked: &Asked<'_>, id: ResourceId) -> Option<Fields> {
    let resource = asked.tenant.find_resource(id)?;
    let used_by: Vec<Value> = asked
        .tenant
        .index
        .packages_using
        .of(id)
        .map(|package| reference(asked.tenant, *package))
        .collect();
    let (origin_id, system) = (
        asked.tenant.origin_id(resource.origin),
        resource.origin.system(),
    );
    let description = match resource.origin {
        Origin::Group(group) => asked.tenant.find_group(group).map(|it| &it.description),
        Origin::Application(_) | Origin::Site(_) | Origin::DirectoryRole(_) => None,
    };
    fields(json!({
        "displayName": asked.tenant.name_of(id.into()),
        "description": description.map_or("", Description::as_str),
        "originId": origin_id,
        "originSystem": system,
        "environment": environment_of(asked, resource.origin),
        "catalog": reference(asked.tenant, resource.catalog),
        "roles": roles_of(asked, resource),
        "scopes": [{
            "id": part_of(id, "Root"),
            "displayName": "Root",
            "description": "Root Scope",
            "originId": origin_id,
            "originSystem": system,
            "isRootScope": true,
        }],
        "attributes": resource.attributes,
        "usedBy": used_by,
        "createdDateTime": resource.created_date_time,
        "modifiedDateTime": resource.modified_date_time,
    }))
}

/// Describes the geographic environment of a site; no other resource has one.
fn environment_of(asked: &Asked<'_>, origin: Origin) -> Option<Value> {
    let Origin::Site(site) = origin else {
        return None;
    };
    let environment = asked.tenant.find_site(site)?.url.environment();
    let host = environment.as_str();
    Some(json!({
        "id": uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_DNS, host.as_bytes()).to_string(),
        "displayName": host,
        "originId": format!("https://{host}"),
        "originSystem": origin.system(),
    }))
}

/// Returns the identifier of a role or scope, which comes with the resource.
fn part_of(id: ResourceId, name: &str) -> String {
    uuid::Uuid::new_v5(&id.guid(), name.as_bytes()).to_string()
}

fn roles_of(asked: &Asked<'_>, resource: &Resource) -> Vec<Value> {
    let roles = asked.tenant.roles_offered(resource.origin).into_iter();
    let system = resource.origin.system();
    roles
        .map(|role| {
            json!({
                "id": part_of(resource.id, &role.origin_id),
                "displayName": role.name,
                "description": role.description,
                "originId": role.origin_id,
                "originSystem": system,
                "notEligible": role.barred,
            })
        })
        .collect()
}

pub(super) fn resource_request(asked: &Asked<'_>, id: ResourceRequestId) -> Option<Fields> {
    let request = asked.tenant.find_resource_request(id)?;
    let (origin_id, system) = (
        asked.tenant.origin_id(request.origin),
        request.origin.system(),
    );
    fields(json!({
        "requestType": request.request_type,
        "state": request.state,
        "catalog": reference(asked.tenant, request.catalog),
        "resource": {
            "id": request.resource.guid().to_string(),
            "displayName": request.display_name,
            "originId": origin_id,
            "originSystem": system,
        },
        "originSystem": system,
        "createdDateTime": request.created_date_time,
    }))
}

pub(super) fn package(asked: &Asked<'_>, id: PackageId) -> Option<Fields> {
    let package = asked.tenant.find_package(id)?;
    let told = reads_catalog(asked.tenant, asked.viewer, id);
    let mut row = fields(json!({
        "displayName": package.display_name,
        "description": package.description,
        "isHidden": package.visibility,
        "catalog": reference(asked.tenant, package.catalog),
        "resourceRoleScopes": roles_shown(asked, package),
        "policyCount": asked.tenant.index.policies_of.count(&id),
        "activeAssignments": told.then(|| asked.tenant.index.active_to.count(&id)),
        "link": link(asked, id),
        "createdDateTime": package.created_date_time,
        "modifiedDateTime": package.modified_date_time,
    }))?;
    row.extend(separation::links(asked, package)?);
    Some(row)
}

/// Lists what a package gives, as far as the asker may know.
pub(super) fn roles_shown(asked: &Asked<'_>, package: &AccessPackage) -> Vec<Value> {
    if !sees_contents(asked.tenant, asked.viewer, package.id) {
        return Vec::new();
    }
    let roles = package.resource_roles.iter();
    roles
        .map(|scope| {
            json!({
                "id": scope.id.guid().to_string(),
                "resource": reference(asked.tenant, scope.resource),
                "role": asked.tenant.role_name(scope.resource, scope.role),
                "createdDateTime": asked.history.given_since(scope.id),
            })
        })
        .collect()
}

/// Returns a package's My Access link.
pub(super) fn link(asked: &Asked<'_>, id: PackageId) -> Option<String> {
    let directory = asked.tenant.resource_directory()?;
    let package = asked.tenant.find_package(id)?;
    Some(package.link(directory.initial_domain.as_str()))
}

pub(super) fn policy(asked: &Asked<'_>, id: PolicyId) -> Option<Fields> {
    let policy = asked.tenant.find_policy(id)?;
    let package = asked.tenant.find_package(policy.access_package)?;
    let told = reads_catalog(asked.tenant, asked.viewer, id);
    let approval = approval_shown(asked.tenant, asked.viewer, policy);
    let approver = deciders(asked, &approval);
    let terms = PolicyTerms {
        approval,
        ..policy.terms.clone()
    };
    let mut row = fields(serde_json::to_value(terms).ok()?)?;
    row.extend(fields(json!({
        "accessPackage": reference(asked.tenant, policy.access_package),
        "catalog": reference(asked.tenant, package.catalog),
        "activeAssignments": told.then(|| asked.tenant.index.active_under.count(&id)),
        "approver": approver,
        "createdDateTime": policy.created_date_time,
        "modifiedDateTime": policy.modified_date_time,
    }))?);
    Some(row)
}

/// Lists who is named as an approver in any stage, or what they are to whoever asks.
fn deciders(asked: &Asked<'_>, approval: &ApprovalSettings) -> Vec<Value> {
    let sets = approval.stages().iter();
    let sets: BTreeSet<SubjectSet> = sets.flat_map(ApprovalStage::sets).collect();
    let worded = sets.into_iter().map(|set| match set {
        SubjectSet::SingleUser { user_id } => reference(asked.tenant, user_id),
        SubjectSet::GroupMembers { group_id } => reference(asked.tenant, group_id),
        SubjectSet::ConnectedOrganizationMembers {
            connected_organization_id,
        } => reference(asked.tenant, connected_organization_id),
        SubjectSet::RequestorManager { manager_level } => match manager_level {
            ManagerLevel::First => json!({"displayName": "manager"}),
            ManagerLevel::Second => json!({"displayName": "manager of level 2"}),
        },
        SubjectSet::InternalSponsors => json!({"displayName": "internal sponsors"}),
        SubjectSet::ExternalSponsors => json!({"displayName": "external sponsors"}),
        SubjectSet::TargetUserSponsors => json!({"displayName": "sponsors of the user"}),
    });
    worded.collect()
}

/// Lists the catalogs that the asker works in or administers; finding a package opens none.
pub(super) fn catalogs(asked: &Asked<'_>) -> Vec<ObjectRef> {
    let mut catalogs = asked.among(ObjectKind::Catalog, || {
        asked
            .tenant
            .catalogs
            .iter()
            .map(|it| it.id.into())
            .collect()
    });
    catalogs.retain(|id| reads_catalog(asked.tenant, asked.viewer, *id));
    catalogs
}

pub(super) fn resources(asked: &Asked<'_>) -> Vec<ObjectRef> {
    match asked.only("catalog").map(CatalogId::new) {
        Some(catalog) => objects(asked.tenant.index.resources_of.of(catalog)),
        None => asked
            .tenant
            .resources
            .iter()
            .map(|it| it.id.into())
            .collect(),
    }
}

pub(super) fn resource_requests(asked: &Asked<'_>) -> Vec<ObjectRef> {
    let index = &asked.tenant.index.resource_requests_of;
    match asked.only("catalog").map(CatalogId::new) {
        Some(catalog) => index.of(catalog).map(|(_, id)| (*id).into()).collect(),
        None => asked
            .tenant
            .resource_requests
            .iter()
            .map(|it| it.id.into())
            .collect(),
    }
}

pub(super) fn packages(asked: &Asked<'_>) -> Vec<ObjectRef> {
    match asked.only("catalog").map(CatalogId::new) {
        Some(catalog) => objects(asked.tenant.index.packages_of.of(catalog)),
        None => asked.among(ObjectKind::AccessPackage, || {
            asked
                .tenant
                .packages
                .iter()
                .map(|it| it.id.into())
                .collect()
        }),
    }
}

pub(super) fn policies(asked: &Asked<'_>) -> Vec<ObjectRef> {
    match asked.only("accessPackage").map(PackageId::new) {
        Some(package) => objects(asked.tenant.index.policies_of.of(package)),
        None => asked.among(ObjectKind::Policy, || {
            asked
                .tenant
                .policies
                .iter()
                .map(|it| it.id.into())
                .collect()
        }),
    }
}

fn objects<'a, T: Copy + Into<ObjectRef> + 'a>(ids: impl Iterator<Item = &'a T>) -> Vec<ObjectRef> {
    ids.map(|id| (*id).into()).collect()
}
