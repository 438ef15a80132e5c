//! Rows of My Access: what the asker may ask for, holds, asked for and is to decide.

use serde_json::{Value, json};

use crate::domain::approval::{StageRecord, Verdict};
use crate::domain::approvers;
use crate::domain::assignment::{Assignment, AssignmentState};
use crate::domain::authority::signed_in;
use crate::domain::eligibility;
use crate::domain::id::{ObjectRef, PackageId, Person, RequestId, UserId};
use crate::domain::on_behalf;
use crate::domain::request::AssignmentRequest;
use crate::domain::walk::{Silent, Walk};
use crate::script::query::directory::fields;
use crate::script::query::{Asked, Fields, governance};
use crate::script::receipt::reference;
use crate::script::trouble::Trouble;

/// Tells whether the portal of another directory is asked for, which offers nothing and shows
/// nothing of what is held here.
fn is_elsewhere(asked: &Asked<'_>) -> bool {
    let home = asked.tenant.resource_directory();
    asked
        .only("directory")
        .is_some_and(|asked| home.is_none_or(|home| home.id.guid() != asked))
}

/// Gives rows to an asker who may sign in.
pub(super) fn opened(
    asked: &Asked<'_>,
    rows: fn(&Asked<'_>) -> Vec<Fields>,
) -> Result<Vec<Fields>, Trouble> {
    let mut walk = Walk::default();
    match signed_in(asked.tenant, asked.viewer, &mut walk) {
        Ok(()) => Ok(rows(asked)),
        Err(refusal) => Err(Trouble::refused(refusal, walk)),
    }
}

/// Lists the packages that the asker could ask for now, with the policies offered.
pub(super) fn available(asked: &Asked<'_>) -> Vec<Fields> {
    if is_elsewhere(asked) {
        return Vec::new();
    }
    let (packages, about) = match report(asked) {
        Some(target) => (
            eligibility::available_for(asked.tenant, asked.viewer, target, asked.now),
            target,
        ),
        None => (
            eligibility::available(asked.tenant, asked.viewer, asked.now),
            asked.viewer,
        ),
    };
    as_made(asked, packages)
        .into_iter()
        .filter_map(|id| offer(asked, about, id))
        .collect()
}

/// Returns on whose behalf the asker looks, where that is somebody else.
fn report(asked: &Asked<'_>) -> Option<Person> {
    let target = asked.only("target").map(|id| Person::User(UserId::new(id)));
    target.filter(|target| *target != asked.viewer)
}

/// Puts objects in the order in which they were made.
fn as_made<I: Copy + Into<ObjectRef>>(asked: &Asked<'_>, mut objects: Vec<I>) -> Vec<I> {
    objects.sort_by_cached_key(|object| asked.history.place(*object));
    objects
}

/// Makes the row of a package that somebody may ask for.
pub(super) fn offer(asked: &Asked<'_>, about: Person, id: PackageId) -> Option<Fields> {
    let package = asked.tenant.find_package(id)?;
    let offered = eligibility::offered(asked.tenant, about, id, asked.now, &mut Silent);
    let offered: Vec<Value> = as_made(asked, offered.unwrap_or_default())
        .into_iter()
        .map(|policy| reference(asked.tenant, policy))
        .collect();
    fields(json!({
        "id": id.guid().to_string(),
        "revision": asked.history.revision(id.into()),
        "accessPackage": reference(asked.tenant, id),
        "description": package.description,
        "catalog": reference(asked.tenant, package.catalog),
        "policies": offered,
        "resourceRoles": governance::roles_shown(asked, package),
    }))
}

/// Lists the packages that are suggested to the asker, each with the reason.
pub(super) fn suggested(asked: &Asked<'_>) -> Vec<Fields> {
    if is_elsewhere(asked) {
        return Vec::new();
    }
    let report = report(asked);
    let about = report.unwrap_or(asked.viewer);
    let offered = report
        .map(|report| eligibility::available_for(asked.tenant, asked.viewer, report, asked.now));
    eligibility::suggested(asked.tenant, about, asked.now)
        .into_iter()
        .filter(|(id, _)| offered.as_ref().is_none_or(|offered| offered.contains(id)))
        .filter_map(|(id, reason)| {
            let mut row = offer(asked, about, id)?;
            row.insert("reason".to_owned(), json!(reason));
            Some(row)
        })
        .collect()
}

pub(super) fn active(asked: &Asked<'_>) -> Vec<Fields> {
    own_assignments(asked, |assignment| assignment.progress.state.is_active())
}

pub(super) fn expired(asked: &Asked<'_>) -> Vec<Fields> {
    own_assignments(asked, |assignment| {
        assignment.progress.state == AssignmentState::Expired
    })
}

fn own_assignments(asked: &Asked<'_>, wanted: fn(&Assignment) -> bool) -> Vec<Fields> {
    if is_elsewhere(asked) {
        return Vec::new();
    }
    let report = report(asked);
    let held = asked
        .tenant
        .assignments_about(report.unwrap_or(asked.viewer));
    let held = asked.history.oldest_first(held).into_iter();
    held.filter_map(|id| asked.tenant.find_assignment(id))
        .filter(|held| wanted(held))
        .filter(|held| report.is_none() || on_behalf::manages(asked.tenant, asked.viewer, held))
        .filter_map(|assignment| asked.row(assignment.id.into()))
        .collect()
}

/// Lists the asker's own requests, and those filed for others.
pub(super) fn history(asked: &Asked<'_>) -> Vec<Fields> {
    if is_elsewhere(asked) {
        return Vec::new();
    }
    let own = asked.tenant.own_requests(asked.viewer);
    let own = asked.history.oldest_first(own).into_iter();
    own.filter_map(|id| asked.row(id.into())).collect()
}

/// Lists the requests that wait for the asker, or those with a stage that was put to the asker.
pub(super) fn approvals(asked: &Asked<'_>) -> Vec<Fields> {
    let Some(user) = asked.tenant.account_of(asked.viewer) else {
        return Vec::new();
    };
    let found: Vec<RequestId> = if asked.only_text("status") == Some("decided") {
        let decided = asked.tenant.index.decided_by.of(user);
        decided.map(|(_, id)| *id).collect()
    } else {
        approvers::waiting_for(asked.tenant, user)
    };
    as_made(asked, found)
        .into_iter()
        .filter_map(|id| {
            let request = asked.tenant.find_request(id)?;
            let mut row = asked.row(id.into())?;
            row.insert("request".to_owned(), reference(asked.tenant, id));
            let standing = approvers::stand_in(asked.tenant, request, user);
            let (place, stage) = put_to(request, user, standing.is_some())?;
            let decision = stage.decided();
            let standing = standing.or_else(|| stage.stood_in());
            row.insert("standIn".to_owned(), json!(standing));
            row.insert("stage".to_owned(), json!(place + 1));
            row.insert("dueDateTime".to_owned(), json!(stage.due));
            let verdict = decision.map(|it| match it.verdict {
                Verdict::Approve => "Approve",
                Verdict::Deny => "Deny",
            });
            row.insert("decision".to_owned(), json!(verdict));
            let by = decision.map(|it| reference(asked.tenant, it.by));
            row.insert("reviewedBy".to_owned(), json!(by));
            Some(row)
        })
        .collect()
}

/// Returns the last stage that was put to somebody, with its place: the open one for whoever decides
/// on it now.
fn put_to(
    request: &AssignmentRequest,
    user: UserId,
    decides: bool,
) -> Option<(usize, &StageRecord)> {
    let mut newest_first = request.progress.stages.iter().enumerate().rev();
    let last = newest_first.clone().next();
    let asked = |stage: &StageRecord| {
        let own = stage.decided().is_some_and(|decision| decision.by == user);
        own || stage.everybody_asked().any(|asked| asked == user)
    };
    let put = newest_first.find(|(_, stage)| decides || asked(stage));
    put.or(last)
}
