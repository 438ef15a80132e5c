//! Reports: what somebody may request and has, how far reviews are, and the story of a request.
//!
//! Reports on a person need a right of their own; the others show what their lists show.

use serde_json::json;

use crate::domain::approval::StandIn;
use crate::domain::approval::{StageOutcome, StageRecord, Verdict};
use crate::domain::assignment::{Assignment, GrantStatus, ResourceGrant};
use crate::domain::authority::{Right, may, sees_approvers};
use crate::domain::eligibility;
use crate::domain::id::{ObjectRef, PackageId, Person, RequestId, UserId};
use crate::domain::request::AssignmentRequest;
use crate::domain::review_status::telling;
use crate::domain::text::Justification;
use crate::domain::time::Timestamp;
use crate::domain::walk::Walk;
use crate::script::query::directory::fields;
use crate::script::query::my_access::offer;
use crate::script::query::{Asked, Fields, not_found};
use crate::script::receipt::reference;
use crate::script::trouble::Trouble;

mod passage;

/// Returns the person a report is about, for whoever may read such reports.
fn subject(asked: &Asked<'_>) -> Result<Option<Person>, Trouble> {
    let mut walk = Walk::default();
    let right = Right::ReadReports;
    if let Err(refusal) = may(asked.tenant, asked.viewer, right, None, &mut walk) {
        return Err(Trouble::refused(refusal, walk));
    }
    let person = asked
        .people("user")
        .and_then(|people| people.first().copied());
    Ok(person.map(|person| asked.tenant.acting_as(person)))
}

/// Lists the packages that somebody could ask for now, hidden ones included.
pub(super) fn can_request(asked: &Asked<'_>) -> Result<Vec<Fields>, Trouble> {
    let Some(person) = subject(asked)? else {
        return Ok(Vec::new());
    };
    let packages = eligibility::requestable(asked.tenant, person, asked.now);
    let rows = packages.into_iter().filter_map(|id| {
        let mut row = offer(asked, person, id)?;
        let package = asked.tenant.find_package(id)?;
        row.insert("isHidden".to_owned(), json!(package.visibility));
        row.insert("user".to_owned(), reference(asked.tenant, person));
        Some(row)
    });
    Ok(rows.collect())
}

/// Lists what somebody has through packages, by resource; a role that several packages give has a
/// row for each.
pub(super) fn resource_assignments(asked: &Asked<'_>) -> Result<Vec<Fields>, Trouble> {
    let Some(person) = subject(asked)? else {
        return Ok(Vec::new());
    };
    let held = asked.tenant.assignments_about(person).into_iter();
    let held = held
        .filter_map(|(_, id)| asked.tenant.find_assignment(id))
        .filter(|assignment| assignment.progress.state.is_active());
    let mut rows: Vec<Fields> = held
        .flat_map(|assignment| {
            let grants = assignment.progress.grants.iter();
            grants.filter_map(|grant| given(asked, person, assignment, grant))
        })
        .collect();
    let name = |row: &Fields, field: &str| {
        let named = row.get(field)?;
        let name = named.get("displayName").unwrap_or(named);
        name.as_str().map(ToOwned::to_owned)
    };
    rows.sort_by_cached_key(|row| {
        ["resource", "role", "accessPackage"].map(|field| name(row, field))
    });
    Ok(rows)
}

fn given(
    asked: &Asked<'_>,
    person: Person,
    assignment: &Assignment,
    grant: &ResourceGrant,
) -> Option<Fields> {
    let tenant = asked.tenant;
    if grant.status != GrantStatus::Fulfilled {
        return None;
    }
    let resource = tenant.find_resource(grant.resource)?;
    let (id, scope) = (assignment.id.guid(), grant.role_scope.guid());
    fields(json!({
        "id": format!("{id}.{scope}"),
        "revision": asked.history.revision(assignment.id.into()),
        "user": reference(tenant, person),
        "resource": reference(tenant, grant.resource),
        "originSystem": resource.origin.system(),
        "role": tenant.role_name(grant.resource, grant.role),
        "accessPackage": reference(tenant, assignment.access_package),
        "assignmentPolicy": reference(tenant, assignment.policy),
        "assignment": reference(tenant, assignment.id),
        "startDateTime": assignment.progress.start,
        "endDateTime": assignment.progress.end,
    }))
}

/// Lists for each policy with reviews the round that tells where they stand.
pub(super) fn review_status(asked: &Asked<'_>) -> Vec<ObjectRef> {
    let rounds = &asked.tenant.index.reviews_of;
    let telling = match asked.only("accessPackage").map(PackageId::new) {
        Some(package) => telling(asked.tenant, rounds.of(package).map(|(_, id)| *id)),
        None => telling(asked.tenant, rounds.iter().map(|(_, (_, id))| *id)),
    };
    telling.into_iter().map(|review| review.id.into()).collect()
}

/// Tells the steps of one request in order: what happened, who did it, and why.
pub(super) fn request_history(asked: &Asked<'_>) -> Result<Vec<Fields>, Trouble> {
    let Some(id) = asked.only("request").map(RequestId::new) else {
        return Ok(Vec::new());
    };
    let request = asked
        .tenant
        .find_request(id)
        .filter(|_| asked.resolver.sees(id.into()))
        .ok_or_else(|| not_found(id.into()))?;
    let mut steps = vec![Step {
        actor: request.made_by(),
        justification: request.justification.as_ref().map(Justification::as_str),
        ..Step::new(request.created_date_time, "submitted")
    }];
    for (place, stage) in request.progress.stages.iter().enumerate() {
        steps.extend(steps_of(asked, request, place, stage));
    }
    steps.extend(passage::steps(asked, request));
    steps.sort_by_key(|step| step.at);
    let rows = steps.into_iter().enumerate().filter_map(|(place, step)| {
        fields(json!({
            "id": format!("{}.{place}", id.guid()),
            "revision": asked.history.revision(id.into()),
            "request": reference(asked.tenant, id),
            "at": step.at,
            "step": step.what,
            "stage": step.stage,
            "actor": step.actor.map(|person| reference(asked.tenant, person)),
            "decision": step.decision,
            "standIn": step.stand_in,
            "justification": step.justification,
            "detail": step.detail,
        }))
    });
    Ok(rows.collect())
}

/// A step of a request.
#[derive(Debug)]
struct Step<'request> {
    at: Timestamp,
    what: &'static str,
    stage: Option<usize>,
    actor: Option<Person>,
    decision: Option<Verdict>,
    stand_in: Option<StandIn>,
    justification: Option<&'request str>,
    detail: Vec<String>,
}

impl Step<'_> {
    const fn new(at: Timestamp, what: &'static str) -> Self {
        Self {
            at,
            what,
            stage: None,
            actor: None,
            decision: None,
            stand_in: None,
            justification: None,
            detail: Vec::new(),
        }
    }
}

fn steps_of<'request>(
    asked: &Asked<'_>,
    request: &'request AssignmentRequest,
    place: usize,
    stage: &'request StageRecord,
) -> Vec<Step<'request>> {
    let told = sees_approvers(asked.tenant, asked.viewer, request, place);
    let names = |people: &[UserId]| -> Vec<String> {
        let shown = people.iter().filter(|_| told);
        let names = shown.filter_map(|user| asked.tenant.name_of((*user).into()));
        names.map(ToOwned::to_owned).collect()
    };
    let step = |at: Timestamp, step: &'static str| Step {
        stage: Some(place + 1),
        ..Step::new(at, step)
    };
    let mut steps = vec![Step {
        detail: names(&stage.asked),
        ..step(stage.opened, "approversAsked")
    }];
    steps.extend(stage.reminded.map(|at| step(at, "approversReminded")));
    steps.extend(stage.escalated.as_ref().map(|escalated| Step {
        detail: names(&escalated.asked),
        ..step(escalated.at, "alternatesAsked")
    }));
    match &stage.outcome {
        StageOutcome::Open | StageOutcome::Withdrawn => {}
        StageOutcome::Decided(decision) => steps.push(Step {
            actor: Some(Person::User(decision.by)),
            decision: Some(decision.verdict),
            stand_in: stage.stood_in(),
            justification: decision.justification.as_ref().map(Justification::as_str),
            ..step(decision.at, "decided")
        }),
        StageOutcome::Expired => steps.push(step(stage.due, "timedOut")),
    }
    steps.sort_by_key(|step| step.at);
    steps
}
