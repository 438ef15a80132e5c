//! Rows of requests and assignments, whoever they are about, and of what time will do.

use serde_json::{Value, json};

use crate::domain::approval::{StageOutcome, StageRecord, Verdict};
use crate::domain::approvers;
use crate::domain::assignment::{Assignment, GrantStatus, ResourceGrant};
use crate::domain::authority::{sees_approvers, sees_contents};
use crate::domain::id::{
    AssignmentId, CalloutSubject, ObjectKind, ObjectRef, PackageId, RequestId,
};
use crate::domain::index::RequestPhase;
use crate::domain::request::AssignmentRequest;
use crate::domain::time::{Expiration, Timestamp};
use crate::script::query::answers::answers;
use crate::script::query::directory::{address_of, fields};
use crate::script::query::{Asked, Fields, extensions, separation};
use crate::script::receipt::reference;

pub(super) fn request(asked: &Asked<'_>, id: RequestId) -> Option<Fields> {
    let request = asked.tenant.find_request(id)?;
    let catalog = asked.tenant.catalog_of(request.access_package);
    let stages: Vec<Value> = (0..request.stages.len())
        .map(|place| stage_row(asked, request, place))
        .collect();
    fields(json!({
        "requestType": request.request_type,
        "state": request.progress.state.json(),
        "status": request.progress.status(),
        "requestor": request.requestor.map(|person| reference(asked.tenant, person)),
        "createdBy": request.made_by().map(|person| reference(asked.tenant, person)),
        "target": reference(asked.tenant, request.target),
        "connectedOrganization": request
            .connected_organization
            .map(|id| reference(asked.tenant, id)),
        "accessPackage": reference(asked.tenant, request.access_package),
        "catalog": catalog.map(|catalog| reference(asked.tenant, catalog)),
        "assignmentPolicy": reference(asked.tenant, request.policy),
        "schedule": request.schedule,
        "justification": request.justification,
        "review": request.review.map(|id| reference(asked.tenant, id)),
        "revokes": request.revokes.map(|id| reference(asked.tenant, id)),
        "answers": answers(asked, &request.progress.answers),
        "createdDateTime": request.created_date_time,
        "completedDateTime": request.progress.completed_date_time,
        "assignment": request.progress.assignment.map(|id| reference(asked.tenant, id)),
        "stages": stages,
        "noEligibleApprover": waits_for_nobody(asked, request),
        "conflict": separation::conflict(asked, request),
        "deliveryErrors": delivery_errors(asked, request),
        "customExtensionCalloutInstances":
            extensions::instances(asked.tenant, CalloutSubject::Request(id)),
    }))
}

/// Lists what could not be given by a request, and why.
fn delivery_errors(asked: &Asked<'_>, request: &AssignmentRequest) -> Vec<Value> {
    if !request.progress.state.is_failed() {
        return Vec::new();
    }
    if !sees_contents(asked.tenant, asked.viewer, request.access_package) {
        return Vec::new();
    }
    let assignment = request.progress.assignment;
    let assignment = assignment.and_then(|id| asked.tenant.find_assignment(id));
    let grants = assignment.map(|assignment| &assignment.progress.grants);
    grants
        .into_iter()
        .flatten()
        .filter(|grant| matches!(grant.status, GrantStatus::Failed(_)))
        .map(|grant| grant_row(asked, grant))
        .collect()
}

fn waits_for_nobody(asked: &Asked<'_>, request: &AssignmentRequest) -> bool {
    approvers::deciding(asked.tenant, request).is_some_and(|resolved| resolved.is_empty())
}

/// Tells of one stage: of one that has not opened, that it waits for those before it.
fn stage_row(asked: &Asked<'_>, request: &AssignmentRequest, place: usize) -> Value {
    let record = request.progress.stages.get(place);
    let told = sees_approvers(asked.tenant, asked.viewer, request, place);
    let approvers: Vec<Value> = record
        .into_iter()
        .flat_map(StageRecord::everybody_asked)
        .filter(|_| told)
        .map(|user| reference(asked.tenant, user))
        .collect();
    let status = match record.map(|record| &record.outcome) {
        None => "Initializing",
        Some(StageOutcome::Open) => "InProgress",
        Some(StageOutcome::Decided(_) | StageOutcome::Withdrawn) => "Completed",
        Some(StageOutcome::Expired) => "Expired",
    };
    let decided = record.and_then(StageRecord::decided);
    let result = match decided.map(|decision| decision.verdict) {
        None => "NotReviewed",
        Some(Verdict::Approve) => "Approved",
        Some(Verdict::Deny) => "Denied",
    };
    let open = record.is_some_and(|record| record.outcome == StageOutcome::Open);
    let viewer = asked.tenant.account_of(asked.viewer).filter(|_| open);
    let mine = viewer.and_then(|user| approvers::stand_in(asked.tenant, request, user));
    json!({
        "id": format!("{}.{}", request.id.guid(), place + 1),
        "displayName": format!("Stage {}", place + 1),
        "status": status,
        "assignedToMe": mine.is_some(),
        "openedDateTime": record.map(|record| record.opened),
        "dueDateTime": record.map(|record| record.due),
        "approvers": approvers,
        "reviewedBy": decided.map(|decision| reference(asked.tenant, decision.by)),
        "inPlaceOf": decided
            .and_then(|decision| decision.for_approver)
            .map(|approver| reference(asked.tenant, approver)),
        "standIn": record.and_then(StageRecord::stood_in),
        "reviewResult": result,
        "reviewedDateTime": decided.map(|decision| decision.at),
        "justification": decided.map(|decision| &decision.justification),
    })
}

pub(super) fn assignment(asked: &Asked<'_>, id: AssignmentId) -> Option<Fields> {
    let assignment = asked.tenant.find_assignment(id)?;
    let catalog = asked.tenant.catalog_of(assignment.access_package);
    let progress = &assignment.progress;
    let told = sees_contents(asked.tenant, asked.viewer, assignment.access_package);
    let grants: Vec<Value> = progress
        .grants
        .iter()
        .filter(|_| told)
        .map(|grant| grant_row(asked, grant))
        .collect();
    fields(json!({
        "state": progress.state,
        "status": progress.status(),
        "target": reference(asked.tenant, assignment.target),
        "targetEmail": address_of(asked, assignment.target),
        "lifecycle": asked
            .tenant
            .account_of(assignment.target)
            .and_then(|account| asked.tenant.find_user(account))
            .map(|user| user.lifecycle),
        "accessPackage": reference(asked.tenant, assignment.access_package),
        "catalog": catalog.map(|catalog| reference(asked.tenant, catalog)),
        "assignmentPolicy": reference(asked.tenant, assignment.policy),
        "policy": reference(asked.tenant, assignment.policy),
        "request": reference(asked.tenant, assignment.request),
        "schedule": {
            "startDateTime": progress.start,
            "expiration": progress.end.map_or(Expiration::Never, Expiration::At),
        },
        "customExtensionCalloutInstances":
            extensions::instances(asked.tenant, CalloutSubject::Assignment(id)),
        "startDateTime": progress.start,
        "endDateTime": progress.end,
        "leavesDateTime": progress.leaves,
        "createdDateTime": progress.start,
        "expiredDateTime": progress.expired_date_time,
        "endedBy": ended_by(asked, assignment),
        "grants": grants,
        "answers": answers(asked, &progress.answers),
    }))
}

/// Says which request ended an assignment, and in which review that was decided.
fn ended_by(asked: &Asked<'_>, assignment: &Assignment) -> Option<Value> {
    assignment.progress.expired_date_time?;
    let about = asked.tenant.requests_about(assignment.target).into_iter();
    let mut about = about
        .rev()
        .filter_map(|(_, id)| asked.tenant.find_request(id));
    let request = about.find(|request| {
        request.progress.assignment == Some(assignment.id) && request.request_type.is_removal()
    })?;
    Some(json!({
        "request": reference(asked.tenant, request.id),
        "requestType": request.request_type,
        "requestor": request.requestor.map(|person| reference(asked.tenant, person)),
        "review": request.review.map(|id| reference(asked.tenant, id)),
        "justification": request.justification,
    }))
}

fn grant_row(asked: &Asked<'_>, grant: &ResourceGrant) -> Value {
    let (status, error) = match grant.status {
        GrantStatus::PendingFulfillment => ("PendingFulfillment", None),
        GrantStatus::Fulfilled => ("Fulfilled", None),
        GrantStatus::Failed(error) => ("Failed", Some(error.label())),
        GrantStatus::Revoked => ("Revoked", None),
    };
    json!({
        "resource": reference(asked.tenant, grant.resource),
        "role": asked.tenant.role_name(grant.resource, grant.role),
        "status": status,
        "error": error,
    })
}

pub(super) fn requests(asked: &Asked<'_>) -> Vec<ObjectRef> {
    let index = &asked.tenant.index;
    let package = asked.only("accessPackage").map(PackageId::new);
    match (asked.people("target"), package) {
        (Some(targets), _) => {
            let about = targets.into_iter();
            let mut found: Vec<_> = about
                .flat_map(|target| asked.tenant.requests_about(target))
                .collect();
            found.sort_unstable();
            found.dedup();
            requests_in(found.iter())
        }
        (None, Some(package)) => requests_in(index.requests_for.of(package)),
        (None, None) => asked.among(ObjectKind::Request, || {
            requests_in(index.requests_of_kind.of(RequestPhase::Any))
        }),
    }
}

fn requests_in<'a>(found: impl Iterator<Item = &'a (Timestamp, RequestId)>) -> Vec<ObjectRef> {
    found.map(|(_, id)| (*id).into()).collect()
}

pub(super) fn assignments(asked: &Asked<'_>) -> Vec<ObjectRef> {
    let index = &asked.tenant.index;
    let package = asked.only("accessPackage").map(PackageId::new);
    let mut found: Vec<ObjectRef> = match (asked.people("target"), package) {
        (Some(targets), _) => targets
            .into_iter()
            .flat_map(|target| asked.tenant.assignments_about(target))
            .map(|(_, id)| id.into())
            .collect(),
        (None, Some(package)) => index
            .assignments_to
            .of(package)
            .map(|(_, id)| (*id).into())
            .collect(),
        (None, None) => asked.among(ObjectKind::Assignment, || {
            let all = asked.tenant.assignments.iter();
            all.map(|it| it.id.into()).collect()
        }),
    };
    if let Some(before) = asked
        .only_text("endsBefore")
        .and_then(|text| Timestamp::parse(text).ok())
    {
        found.retain(|object| ends_before(asked, *object, before));
    }
    found
}

fn ends_before(asked: &Asked<'_>, object: ObjectRef, before: Timestamp) -> bool {
    asked
        .tenant
        .find_assignment(AssignmentId::new(object.guid()))
        .and_then(|assignment| assignment.progress.end)
        .is_some_and(|end| end < before)
}

/// Lists what time will do, as far as the asker may see what it happens to.
pub(super) fn upcoming(asked: &Asked<'_>) -> Vec<Fields> {
    let coming = asked.coming.iter();
    coming
        .filter_map(|(due, object)| {
            fields(json!({
                "id": due.object.guid().to_string(),
                "revision": asked.history.revision(due.object),
                "at": due.at,
                "createdDateTime": due.at,
                "kind": due.kind,
                "object": object,
            }))
        })
        .collect()
}
