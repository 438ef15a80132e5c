//! Rows of the audit log, read from the commits themselves.

use serde_json::{Value, json};

use crate::domain::authority::{Right, may};
use crate::domain::commit::{AUDIT_RETENTION, Actor, Commit};
use crate::domain::event::{Change, Event};
use crate::domain::id::ObjectRef;
use crate::domain::refusal::{DeskRefusal, Refusal};
use crate::domain::walk::{Silent, Walk};
use crate::script::query::directory::fields;
use crate::script::query::{Asked, Fields, all_named};
use crate::script::receipt::{reference, walk};
use crate::script::trouble::Trouble;

/// Tells whether the asker may read the audit log.
pub(super) fn may_read(asked: &Asked<'_>) -> bool {
    let right = Right::ReadAudit;
    may(asked.tenant, asked.viewer, right, None, &mut Silent).is_ok()
}

/// Lists the entries of the last 30 days, oldest first, for whoever may read them.
pub(super) fn audit(asked: &Asked<'_>) -> Result<Vec<Fields>, Trouble> {
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
    entries(asked, |_| true)
}

/// Lists the entries about one object.
pub(super) fn of_object(asked: &Asked<'_>, object: ObjectRef) -> Result<Vec<Value>, Trouble> {
    let rows = entries(asked, |event| event.objects().contains(&object))?;
    Ok(rows.into_iter().map(Value::Object).collect())
}

/// Explains a failure entry by the walk that was written down with it.
pub(super) fn refusal(asked: &Asked<'_>, entry: &str) -> Result<Value, Trouble> {
    let unknown = || {
        let name = entry.to_owned();
        let kind = "failure entry of the audit log";
        Trouble::from(Refusal::from(DeskRefusal::NameNotFound { kind, name }))
    };
    let (seq, place) = entry.split_once('.').ok_or_else(unknown)?;
    let seq: u64 = seq.parse().map_err(|_| unknown())?;
    let place: usize = place.parse().map_err(|_| unknown())?;
    if !(1..=asked.head.seq).contains(&seq) {
        return Err(unknown());
    }
    let commit = (asked.commit)(seq)?;
    let own = commit.actor == Actor::Person(asked.viewer);
    let Some(Change::Refusal(refused)) = commit.events.get(place).map(|event| &event.change) else {
        return Err(unknown());
    };
    if !own && !may_read(asked) {
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

fn entries(asked: &Asked<'_>, wanted: impl Fn(&Event) -> bool) -> Result<Vec<Fields>, Trouble> {
    let mut rows = Vec::new();
    for seq in 1..=asked.head.seq {
        let commit = (asked.commit)(seq)?;
        if commit.at.plus(AUDIT_RETENTION) < asked.now {
            continue;
        }
        for (place, event) in commit.events.iter().enumerate() {
            if wanted(event) {
                rows.extend(entry(asked, seq, place, &commit, event));
            }
        }
    }
    Ok(rows)
}

fn entry(
    asked: &Asked<'_>,
    seq: u64,
    place: usize,
    commit: &Commit,
    event: &Event,
) -> Option<Fields> {
    let initiator = match commit.actor {
        Actor::Person(person) => reference(asked.tenant, person),
        Actor::Operator => json!({"displayName": "operator"}),
        Actor::System => json!({"displayName": "system"}),
    };
    let reason = match &event.change {
        Change::Refusal(refused) => Some(refused.code.as_str()),
        Change::Directory(_)
        | Change::ExternalPerson(_)
        | Change::User(_)
        | Change::Group(_)
        | Change::Membership(_)
        | Change::Ownership(_)
        | Change::Catalog(_)
        | Change::Resource(_)
        | Change::Package(_)
        | Change::Policy(_)
        | Change::Request(_)
        | Change::RequestProgress(..)
        | Change::Assignment(_)
        | Change::AssignmentProgress(..)
        | Change::Clock(_)
        | Change::Persona(_) => None,
    };
    let objects = event.objects();
    fields(json!({
        "id": format!("{seq}.{place}"),
        "revision": seq,
        "activityDateTime": commit.at,
        "activity": event.fact.activity(),
        "category": event.fact.category(),
        "undone": event.undone,
        "actor": initiator,
        "osUser": commit.os_user,
        "command": commit.command,
        "target": all_named(asked.tenant, &objects),
        "correlationId": commit.id.guid().to_string(),
        "result": if reason.is_some() { "failure" } else { "success" },
        "resultReason": reason,
        "createdDateTime": commit.at,
    }))
}
