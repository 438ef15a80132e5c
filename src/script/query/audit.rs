//! Rows of the audit log, read from the commits themselves.
//!
//! Whoever reads the log for entitlement management reads its own entries and what it did to the
//! directory on the way, not what others do there.

use serde_json::{Value, json};

use crate::domain::audit::Reach;
use crate::domain::authority::{Right, may};
use crate::domain::commit::{Actor, Commit};
use crate::domain::event::{AuditCategory, Change, Event, Fact};
use crate::domain::id::{CalloutSubject, ObjectRef, RequestId};
use crate::domain::refusal::{DeskRefusal, Refusal};
use crate::domain::request::{DeliveryFailure, RequestState};
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

/// Lists the entries that are kept still, oldest first, for whoever may read them.
pub(super) fn audit(asked: &Asked<'_>) -> Result<Vec<Fields>, Trouble> {
    require_reader(asked)?;
    let instant = |filter| Timestamp::parse(asked.only_text(filter)?).ok();
    let (from, until) = (instant("from"), instant("until"));
    let fits = |commit: &Commit| {
        from.is_none_or(|from| from <= commit.at) && until.is_none_or(|until| commit.at <= until)
    };
    entries(asked, fits, |_| true)
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
    let mut kept = Kept::default();
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
            let chains = chains(asked, commit);
            for (place, (event, chain)) in commit.events.iter().zip(&chains).enumerate() {
                if passed.is_none_or(|passed| place > passed) && reach.covers(commit, event) {
                    rows.extend(entry(asked, *seq, place, commit, chain));
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

/// Lists the entries about one object.
pub(super) fn of_object(asked: &Asked<'_>, object: ObjectRef) -> Result<Vec<Value>, Trouble> {
    let rows = entries(asked, |_| true, |event| event.objects().contains(&object))?;
    Ok(rows.into_iter().map(Value::Object).collect())
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
    of: impl Fn(&Commit) -> bool,
    wanted: impl Fn(&Event) -> bool,
) -> Result<Vec<Fields>, Trouble> {
    let reach = reach(asked);
    let mut rows: Vec<Vec<Fields>> = Vec::new();
    newest_first(asked, &mut |read| {
        let commit = &read.commit;
        if !of(commit) {
            return true;
        }
        let chains = chains(asked, commit);
        let entries = commit.events.iter().zip(&chains).enumerate();
        let fitting =
            entries.filter(|(_, (event, _))| wanted(event) && reach.covers(commit, event));
        let made = fitting
            .filter_map(|(place, (_, chain))| entry(asked, read.seq, place, commit, chain))
            .collect();
        rows.push(made);
        true
    })?;
    Ok(rows.into_iter().rev().flatten().collect())
}

/// The application by whose name the service acts.
const SYSTEM: &str = "Azure AD Identity Governance - User Management";

/// Returns what ties each event of a commit to the others of its chain: the request, or else the
/// commit.
///
/// What a delivery does to the directory is told between the events of the request that caused it.
fn chains(asked: &Asked<'_>, commit: &Commit) -> Vec<String> {
    let first = commit.events.iter().find_map(request_of);
    let mut known = first;
    let mut chains = Vec::with_capacity(commit.events.len());
    for event in &commit.events {
        known = match first {
            Some(_) => request_of(event).or(known),
            None => stem_of(asked, event),
        };
        let own = commit.id.guid();
        chains.push(known.map_or(own, RequestId::guid).to_string());
    }
    chains
}

/// Returns the request that an event is about.
fn request_of(event: &Event) -> Option<RequestId> {
    if let Change::Request(edit) = &event.change {
        edit.latest().map(|request| request.id)
    } else if let Change::RequestProgress(id, _) = &event.change {
        Some(*id)
    } else if let Change::Callout(edit) = &event.change
        && let Some(CalloutSubject::Request(id)) = edit.latest().map(|callout| callout.subject)
    {
        Some(id)
    } else {
        None
    }
}

/// Returns the request that the assignment which an event is about stems from.
fn stem_of(asked: &Asked<'_>, event: &Event) -> Option<RequestId> {
    let held = if let Change::AssignmentProgress(id, _) = &event.change {
        Some(*id)
    } else if let Change::Callout(edit) = &event.change
        && let Some(CalloutSubject::Assignment(id)) = edit.latest().map(|callout| callout.subject)
    {
        Some(id)
    } else {
        None
    };
    Some(asked.tenant.find_assignment(held?)?.request)
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

/// Returns the word for why a delivery came to nothing, if it did.
const fn failure(state: RequestState) -> Option<&'static str> {
    let RequestState::DeliveryFailed(failure) = state else {
        return None;
    };
    Some(match failure {
        DeliveryFailure::NothingGiven => "NothingGiven",
        DeliveryFailure::AccountUnavailable => "AccountUnavailable",
        DeliveryFailure::DomainBlocked => "DomainBlocked",
        DeliveryFailure::PolicyFull => "RuleTooManyUsers",
        DeliveryFailure::Incompatible(_) => "IncompatibleAccess",
        DeliveryFailure::CalloutFailed(_) => "CalloutFailed",
        DeliveryFailure::CallbackTimedOut(_) => "CallbackTimedOut",
    })
}

fn entry(
    asked: &Asked<'_>,
    seq: u64,
    place: usize,
    commit: &Commit,
    chain: &str,
) -> Option<Fields> {
    let event = commit.events.get(place)?;
    // What a rule gives and takes in the wake of an edit is the doing of the service.
    let by_itself = matches!(event.fact, Fact::AccessDue | Fact::RemovalDue);
    let initiator = match commit.actor {
        Actor::Person(_) if by_itself => json!({"displayName": SYSTEM}),
        Actor::Person(person) => reference(asked.tenant, person),
        Actor::Operator => json!({"displayName": "operator"}),
        Actor::System => json!({"displayName": SYSTEM}),
    };
    let reason = match (&event.change, event.fact) {
        (Change::Refusal(refused), _) => Some(refused.code.as_str()),
        (Change::RequestProgress(_, edit), Fact::RequestFailed) => {
            edit.new.as_deref().and_then(|new| failure(new.state))
        }
        (_, _) => None,
    };
    let objects = event.objects();
    fields(json!({
        "id": format!("{seq}.{place}"),
        "revision": seq,
        "activityDateTime": commit.at,
        "activity": event.fact.activity(),
        "category": event.fact.category(),
        "operationType": event.fact.operation(),
        "undone": event.undone,
        "actor": initiator,
        "osUser": commit.os_user,
        "command": commit.command,
        "target": all_named(asked.tenant, &objects),
        "loggedByService": service(event.fact),
        "correlationId": chain,
        "result": if reason.is_some() { "failure" } else { "success" },
        "resultReason": reason,
        "modifiedProperties": modified(event),
        "createdDateTime": commit.at,
    }))
}
