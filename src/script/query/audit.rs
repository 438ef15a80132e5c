//! Rows of the audit log, read from the commits themselves.
//!
//! Whoever reads the log for entitlement management reads its own entries and what it did to the
//! directory on the way, not what others do there.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::domain::audit::{Initiator, Reach, SERVICE, chains};
use crate::domain::authority::{Right, may};
use crate::domain::commit::{Actor, Commit, CommitKind};
use crate::domain::event::{AuditCategory, Change, Event, Fact};
use crate::domain::id::ObjectRef;
use crate::domain::refusal::{DeskRefusal, Refusal};
use crate::domain::time::Timestamp;
use crate::domain::walk::{Silent, Walk};
use crate::script::query::directory::fields;
use crate::script::query::log::{Kept, newest_first};
use crate::script::query::{Asked, Fields, Newest, all_named};
use crate::script::receipt::{reference, walk};
use crate::script::trouble::Trouble;

mod modified;

pub use modified::in_words;
use modified::modified;

/// How many commits are held at once while the newest entries are gathered.
const MOST_AT_ONCE: usize = 256;

/// Tells whether the asker may read the audit log.
pub(super) fn may_read(asked: &Asked<'_>) -> bool {
    let right = Right::ReadAudit;
    may(asked.tenant, asked.viewer, right, None, &mut Silent).is_ok()
}

/// Gives the entries that are kept still, commit by commit from the newest back, to whoever may read
/// them.
pub(super) fn audit(
    asked: &Asked<'_>,
    only: Option<u64>,
    each: &mut dyn FnMut(Vec<Fields>),
) -> Result<(), Trouble> {
    require_reader(asked)?;
    let instant = |filter| Timestamp::parse(asked.only_text(filter)?).ok();
    let (from, until) = (instant("from"), instant("until"));
    let fits = |seq: u64, commit: &Commit| {
        only.is_none_or(|only| only == seq)
            && from.is_none_or(|from| from <= commit.at)
            && until.is_none_or(|until| commit.at <= until)
    };
    let is_last = |seq: u64, _: &Commit| only.is_some_and(|only| seq <= only);
    entries(asked, fits, |_| true, is_last, each)
}

/// Lists the newest of these entries, reading no more commits than they stand in; one entry more
/// than was wanted tells that there are older ones.
pub(super) fn newest(asked: &Asked<'_>, wanted: &Newest) -> Result<Vec<Fields>, Trouble> {
    require_reader(asked)?;
    let enough = wanted.limit.saturating_add(1);
    let after = wanted.after.as_deref().map(place_of);
    let mut last = match after {
        None => asked.head.seq,
        Some(Some((seq, _))) if seq <= asked.head.seq => seq,
        Some(_) => 0,
    };
    let after = after.flatten();
    let reach = reach(asked);
    let mut rows = Vec::new();
    let mut kept = Kept::within(asked.tenant.settings.audit_retention());
    while last > 0 && rows.len() < enough {
        let missing = enough.saturating_sub(rows.len()).min(MOST_AT_ONCE);
        let first = last.saturating_sub(missing as u64).saturating_add(1).max(1);
        let mut commits = Vec::new();
        (asked.commits)(first..=last, &mut |seq, commit| commits.push((seq, commit)))?;
        for (seq, commit) in commits.iter().rev() {
            if !kept.passes(asked, commit) {
                last = 0;
                break;
            }
            let passed = after.filter(|after| after.0 == *seq).map(|after| after.1);
            let chains = chains(asked.tenant, commit);
            for (place, (event, chain)) in commit.events.iter().zip(&chains).enumerate() {
                if passed.is_none_or(|passed| place > passed) && reach.covers(commit, event) {
                    rows.extend(entry(asked, *seq, place, commit, *chain));
                }
            }
        }
        last = last.min(first.saturating_sub(1));
    }
    rows.truncate(enough);
    Ok(rows)
}

/// Reads the identifier of an entry: its commit and its place there.
fn place_of(id: &str) -> Option<(u64, usize)> {
    let (seq, place) = id.split_once('.')?;
    Some((seq.parse().ok()?, place.parse().ok()?))
}

/// Says what of the log the asker reads.
fn reach(asked: &Asked<'_>) -> Reach {
    Reach::of(asked.tenant, asked.viewer)
}

fn require_reader(asked: &Asked<'_>) -> Result<(), Trouble> {
    let mut walk = Walk::default();
    if let Err(refusal) = may(
        asked.tenant,
        asked.viewer,
        Right::ReadAudit,
        None,
        &mut walk,
    ) {
        return Err(Trouble::refused(refusal, walk));
    }
    Ok(())
}

/// Lists the entries about one object, reading no further back than it was made.
pub(super) fn of_object(asked: &Asked<'_>, object: ObjectRef) -> Result<Vec<Value>, Trouble> {
    let about = |event: &Event| event.targets().contains(&object);
    let is_first = |_: u64, commit: &Commit| makes(commit, object);
    let mut commits: Vec<Vec<Fields>> = Vec::new();
    entries(asked, |_, _| true, about, is_first, &mut |rows| {
        commits.push(rows);
    })?;
    let rows = commits.into_iter().rev().flatten();
    Ok(rows.map(Value::Object).collect())
}

/// Tells whether an object comes into being by a commit; one that redoes has another before it.
fn makes(commit: &Commit, object: ObjectRef) -> bool {
    let first = match commit.kind {
        CommitKind::Command | CommitKind::Sweep | CommitKind::Note => true,
        CommitKind::Undo(_) | CommitKind::Redo(_) => false,
    };
    first
        && commit
            .events
            .iter()
            .any(|event| event.made() == Some(object))
}

/// Explains a failure entry by the walk that was written down with it.
pub(super) fn refusal(asked: &Asked<'_>, entry: &str) -> Result<Value, Trouble> {
    let unknown = || {
        let name = entry.to_owned();
        let kind = "failure entry of the audit log";
        Trouble::from(Refusal::from(DeskRefusal::NameNotFound { kind, name }))
    };
    let (seq, place) = place_of(entry).ok_or_else(unknown)?;
    if !(1..=asked.head.seq).contains(&seq) {
        return Err(unknown());
    }
    let mut found = None;
    (asked.commits)(seq..=seq, &mut |_, commit| found = Some(commit))?;
    let commit = found.ok_or_else(unknown)?;
    let own = commit.actor == Actor::Person(asked.viewer);
    let Some(Change::Refusal(refused)) = commit.events.get(place).map(|event| &event.change) else {
        return Err(unknown());
    };
    let covered = || {
        let event = commit.events.get(place);
        event.is_some_and(|event| reach(asked).covers(&commit, event))
    };
    let reads = own || (may_read(asked) && covered());
    if !reads {
        return Err(unknown());
    }
    let decided = refused.walk.iter().rev().find(|step| !step.passed);
    Ok(json!({
        "ok": true,
        "verdict": false,
        "code": refused.code,
        "command": refused.command,
        "message": decided.map(|step| format!("this does not hold: {}", step.check.sentence())),
        "walk": walk(asked.tenant, &refused.walk),
    }))
}

fn entries(
    asked: &Asked<'_>,
    of: impl Fn(u64, &Commit) -> bool,
    wanted: impl Fn(&Event) -> bool,
    is_last: impl Fn(u64, &Commit) -> bool,
    each: &mut dyn FnMut(Vec<Fields>),
) -> Result<(), Trouble> {
    let reach = reach(asked);
    let retention = asked.tenant.settings.audit_retention();
    newest_first(asked, retention, &mut |read| {
        let commit = &read.commit;
        if !of(read.seq, commit) {
            return !is_last(read.seq, commit);
        }
        let chains = chains(asked.tenant, commit);
        let entries = commit.events.iter().zip(&chains).enumerate();
        let fitting =
            entries.filter(|(_, (event, _))| wanted(event) && reach.covers(commit, event));
        let made = fitting
            .filter_map(|(place, (_, chain))| entry(asked, read.seq, place, commit, *chain))
            .collect();
        each(made);
        !is_last(read.seq, commit)
    })
}

/// Says which part of the service writes an entry.
fn service(fact: Fact) -> &'static str {
    if matches!(fact, Fact::GuestInvited | Fact::InvitationRedeemed) {
        return "Invited Users";
    }
    match fact.category() {
        AuditCategory::EntitlementManagement => "Entitlement Management",
        AuditCategory::Policy => "Access Reviews",
        AuditCategory::UserManagement
        | AuditCategory::GroupManagement
        | AuditCategory::ApplicationManagement
        | AuditCategory::RoleManagement
        | AuditCategory::SiteManagement
        | AuditCategory::DirectoryManagement
        | AuditCategory::Desk => "Core Directory",
    }
}

fn entry(
    asked: &Asked<'_>,
    seq: u64,
    place: usize,
    commit: &Commit,
    chain: Uuid,
) -> Option<Fields> {
    let event = commit.events.get(place)?;
    let fact = event.told_as();
    let by = Initiator::of(commit, event);
    let outcome = event.outcome();
    let modified = modified(event);
    let targets = targets(asked, event);
    fields(json!({
        "id": format!("{seq}.{place}"),
        "revision": seq,
        "activityDateTime": commit.at,
        "activity": fact.activity(),
        "activityDisplayName": fact.activity(),
        "category": fact.category(),
        "operationType": fact.operation(),
        "undone": event.undone,
        "actor": actor(asked, by),
        "initiatedBy": initiated_by(asked, by),
        "osUser": commit.os_user,
        "command": commit.command,
        "target": targets,
        "targetResources": resources(&targets, &modified),
        "additionalDetails": details(asked, commit, event, by),
        "loggedByService": service(fact),
        "correlationId": chain,
        "result": outcome.result,
        "resultReason": outcome.reason,
        "modifiedProperties": modified,
        "createdDateTime": commit.at,
    }))
}

/// Names what an entry is about; what is known nowhere else goes by the name in the entry itself.
fn targets(asked: &Asked<'_>, event: &Event) -> Vec<Value> {
    let objects = event.targets();
    let mut targets = all_named(asked.tenant, &objects);
    for (target, object) in targets.iter_mut().zip(objects) {
        if let Some(fields) = target.as_object_mut()
            && let Some(name) = asked.tenant.name_in(event, object)
        {
            fields.entry("displayName").or_insert(json!(name));
        }
    }
    targets
}

/// Names who initiated an entry, as `where` filters by it.
fn actor(asked: &Asked<'_>, by: Initiator) -> Value {
    match by {
        Initiator::Person(person) => reference(asked.tenant, person),
        Initiator::Operator => json!({"displayName": "operator"}),
        Initiator::Service => json!({"displayName": SERVICE}),
    }
}

/// Names who initiated an entry in Graph's form: a user, or an application.
fn initiated_by(asked: &Asked<'_>, by: Initiator) -> Value {
    let kind = match by {
        Initiator::Person(_) => "user",
        Initiator::Operator | Initiator::Service => "app",
    };
    json!({kind: actor(asked, by)})
}

/// Lists what an entry is about in Graph's form; what changed stands with the first.
fn resources(targets: &[Value], modified: &[Value]) -> Vec<Value> {
    let numbered = targets.iter().enumerate();
    let resources = numbered.filter_map(|(place, target)| {
        let mut resource = target.as_object()?.clone();
        let kind = resource.remove("kind");
        resource.insert("type".to_owned(), kind.unwrap_or_default());
        let changed = if place == 0 { modified } else { &[] };
        resource.insert("modifiedProperties".to_owned(), json!(changed));
        Some(Value::Object(resource))
    });
    resources.collect()
}

/// Lists what else is known of an entry: what it was done with, and by whose order.
fn details(asked: &Asked<'_>, commit: &Commit, event: &Event, by: Initiator) -> Vec<Value> {
    let detail = |key: &str, value: Value| json!({"key": key, "value": value});
    let mut details = vec![
        detail("command", json!(commit.command)),
        detail("osUser", json!(commit.os_user)),
    ];
    if let (Initiator::Service, Actor::Person(person)) = (by, commit.actor) {
        let name = asked.tenant.sign_in_name(person);
        details.push(detail("orderedBy", json!(name)));
    }
    if event.undone {
        details.push(detail("undone", json!("true")));
    }
    details
}
