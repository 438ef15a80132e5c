//! Rows of the roles of entitlement management.

use serde_json::{Value, json};

use crate::domain::decide::role::owners;
use crate::domain::id::{CatalogId, ObjectRef, Principal, RoleAssignmentId};
use crate::script::query::directory::fields;
use crate::script::query::{Asked, Fields};
use crate::script::receipt::reference;

pub(super) fn role_assignment(asked: &Asked<'_>, id: RoleAssignmentId) -> Option<Fields> {
    let given = asked.tenant.find_role_assignment(id)?;
    let scope = given.catalog.map_or_else(
        || "/".to_owned(),
        |catalog| format!("/AccessPackageCatalog/{}", catalog.guid()),
    );
    fields(json!({
        "principal": reference(asked.tenant, given.principal),
        "role": given.role,
        "catalog": given.catalog.map(|catalog| reference(asked.tenant, catalog)),
        "roleDefinitionId": given.role.definition().to_string(),
        "directoryScopeId": "/",
        "appScopeId": scope,
        "createdDateTime": given.created_date_time,
    }))
}

/// Lists the owners of a catalog.
pub(super) fn owners_of(asked: &Asked<'_>, catalog: CatalogId) -> Vec<Value> {
    owners(asked.tenant, catalog)
        .map(|owner| reference(asked.tenant, owner))
        .collect()
}

pub(super) fn role_assignments(asked: &Asked<'_>) -> Vec<ObjectRef> {
    let index = &asked.tenant.index;
    if let Some(catalog) = asked.only("catalog").map(CatalogId::new) {
        let given = index.appointed_in.of(Some(catalog));
        return given.map(|id| (*id).into()).collect();
    }
    if let Some(principal) = asked.only("principal") {
        let named = Principal::KINDS
            .iter()
            .map(|kind| ObjectRef::new(*kind, principal))
            .filter_map(Principal::of);
        return named
            .flat_map(|principal| index.appointments_of.of(principal))
            .map(|id| (*id).into())
            .collect();
    }
    let given = asked.tenant.role_assignments.iter();
    given.map(|given| given.id.into()).collect()
}
