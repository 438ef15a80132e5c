//! Rows of the audit log, read from the commits themselves.

use serde_json::{Value, json};

use crate::domain::authority::{Right, may};
use crate::domain::commit::{AUDIT_RETENTION, Actor, Commit};
use crate::domain::event::{Change, Event};
use crate::domain::id::ObjectRef;
use crate::domain::walk::{Silent, Walk};
use crate::engine::Refused;
use crate::script::query::directory::fields;
use crate::script::query::{Asked, Fields, all_named};
use crate::script::receipt::reference;
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
        return Err(Trouble::Refused(Box::new(Refused { refusal, walk })));
    }
    entries(asked, |_| true)
}

/// Lists the entries about one object.
pub(super) fn of_object(asked: &Asked<'_>, object: ObjectRef) -> Result<Vec<Value>, Trouble> {
    let rows = entries(asked, |event| event.objects().contains(&object))?;
    Ok(rows.into_iter().map(Value::Object).collect())
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
