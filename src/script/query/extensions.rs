//! Rows of custom extensions and their calls.

use serde_json::{Value, json};

use crate::domain::callout::Callout;
use crate::domain::id::{
    CalloutId, CalloutSubject, CatalogId, CustomExtensionId, ObjectRef, PolicyId, RequestId,
};
use crate::domain::tenant::Tenant;
use crate::script::query::directory::fields;
use crate::script::query::{Asked, Fields};
use crate::script::receipt::reference;

pub(super) fn custom_extension(asked: &Asked<'_>, id: CustomExtensionId) -> Option<Fields> {
    let extension = asked.tenant.find_custom_extension(id)?;
    let mut row = fields(serde_json::to_value(extension).ok()?)?;
    let calling = asked.tenant.index.policies_calling.of(id);
    let policies: Vec<PolicyId> = calling.copied().collect();
    let policies: Vec<Value> = policies
        .into_iter()
        .map(|policy| reference(asked.tenant, policy))
        .collect();
    row.extend(fields(json!({
        "catalog": reference(asked.tenant, extension.catalog),
        "createdBy": reference(asked.tenant, extension.created_by),
        "lastModifiedBy": reference(asked.tenant, extension.last_modified_by),
        "usedBy": policies,
    }))?);
    Some(row)
}

pub(super) fn custom_extensions(asked: &Asked<'_>) -> Vec<ObjectRef> {
    if let Some(catalog) = asked.only("catalog").map(CatalogId::new) {
        let made = asked.tenant.index.extensions_of.of(catalog);
        return made.map(|id| (*id).into()).collect();
    }
    let made = asked.tenant.custom_extensions.iter();
    made.map(|extension| extension.id.into()).collect()
}

pub(super) fn callout(asked: &Asked<'_>, id: CalloutId) -> Option<Fields> {
    let tenant = asked.tenant;
    let callout = tenant.find_callout(id)?;
    let mut row = fields(instance(tenant, callout))?;
    row.extend(fields(json!({
        "request": request_of(tenant, callout).map(|request| reference(tenant, request)),
        "assignment": assignment_of(tenant, callout),
        "createdDateTime": callout.sent_date_time,
    }))?);
    Some(row)
}

fn request_of(tenant: &Tenant, callout: &Callout) -> Option<RequestId> {
    match callout.subject {
        CalloutSubject::Request(id) => Some(id),
        CalloutSubject::Assignment(id) => tenant.find_assignment(id).map(|held| held.request),
    }
}

fn assignment_of(tenant: &Tenant, callout: &Callout) -> Option<Value> {
    match callout.subject {
        CalloutSubject::Request(id) => tenant
            .find_request(id)?
            .progress
            .assignment
            .map(|held| reference(tenant, held)),
        CalloutSubject::Assignment(id) => Some(reference(tenant, id)),
    }
}

pub(super) fn callouts(asked: &Asked<'_>) -> Vec<ObjectRef> {
    let tenant = asked.tenant;
    if let Some(request) = asked.only("request").map(RequestId::new) {
        let made = tenant.callouts_about(CalloutSubject::Request(request));
        return made.map(|callout| callout.id.into()).collect();
    }
    let made = tenant.callouts.iter();
    made.map(|callout| callout.id.into()).collect()
}

/// Lists the calls about a request or an assignment as Graph has them.
pub(super) fn instances(tenant: &Tenant, subject: CalloutSubject) -> Vec<Value> {
    tenant
        .callouts_about(subject)
        .map(|callout| instance(tenant, callout))
        .collect()
}

fn instance(tenant: &Tenant, callout: &Callout) -> Value {
    let detail = callout
        .answer
        .map_or_else(|| callout.status.label(), |answer| answer.label());
    json!({
        "id": callout.id.guid().to_string(),
        "customExtensionId": callout.custom_extension.guid().to_string(),
        "customExtension": {
            "id": callout.custom_extension.guid().to_string(),
            "displayName": callout.display_name,
        },
        "externalCorrelationId": request_of(tenant, callout).map(|id| id.guid().to_string()),
        "stage": callout.stage,
        "status": callout.status,
        "answer": callout.answer,
        "detail": detail,
        "sentDateTime": callout.sent_date_time,
        "dueDateTime": callout.due,
        "settledDateTime": callout.settled_date_time,
    })
}
