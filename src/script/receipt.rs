//! What a line is answered with, as JSON.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::domain::commit::{Binding, Commit};
use crate::domain::event::Event;
use crate::domain::id::{ObjectRef, Person};
use crate::domain::impact::Affected;
use crate::domain::tenant::Tenant;
use crate::domain::walk::Step;
use crate::engine::{Receipt, Refused};
use crate::script::bindings::is_plural;
use crate::script::json::Malformed;

/// The answer to an accepted command.
#[derive(Debug, Serialize)]
pub struct Accepted<'run> {
    ok: bool,
    line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    seq: Option<u64>,
    ids: BTreeMap<String, Value>,
    events: &'run [Event],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    swept: Vec<Swept<'run>>,
    warnings: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    affected: Option<Value>,
}

/// One piece of due work that a command set off.
#[derive(Debug, Serialize)]
struct Swept<'run> {
    seq: u64,
    at: String,
    command: &'run str,
    events: &'run [Event],
}

impl<'run> Accepted<'run> {
    /// Puts a receipt into words of JSON; a preview has no number.
    pub fn of(line: usize, receipt: &'run Receipt) -> Self {
        Self {
            ok: true,
            line,
            seq: (receipt.seq > 0).then_some(receipt.seq),
            ids: ids(&receipt.bindings),
            events: &receipt.events,
            swept: receipt.swept.iter().map(swept).collect(),
            warnings: receipt
                .warnings
                .iter()
                .map(|warned| json!({"code": warned.code, "message": warned.text.to_string()}))
                .collect(),
            affected: None,
        }
    }

    /// Adds whom a preview would touch.
    #[must_use]
    pub fn touching(mut self, tenant: &Tenant, affected: Option<&Affected>) -> Self {
        let people = |people: &BTreeSet<Person>| -> Vec<Value> {
            people
                .iter()
                .map(|person| reference(tenant, *person))
                .collect()
        };
        self.affected = affected.map(|affected| {
            json!({
                "gainSight": people(&affected.gain_sight),
                "loseSight": people(&affected.lose_sight),
                "gainAccess": people(&affected.gain_access),
                "loseAccess": people(&affected.lose_access),
                "gainRequest": people(&affected.gain_request),
                "loseRequest": people(&affected.lose_request),
                "gainConflict": people(&affected.gain_conflict),
                "loseConflict": people(&affected.lose_conflict),
                "approverChanged": people(&affected.approver_changed),
            })
        });
        self
    }
}

fn swept((seq, commit): &(u64, Commit)) -> Swept<'_> {
    Swept {
        seq: *seq,
        at: commit.at.to_string(),
        command: &commit.command,
        events: &commit.events,
    }
}

/// Lists what was bound by name; a name in the plural stands for a list.
fn ids(bindings: &[Binding]) -> BTreeMap<String, Value> {
    let mut ids: BTreeMap<String, Value> = BTreeMap::new();
    for binding in bindings {
        let id = Value::String(binding.object.guid().to_string());
        match ids.get_mut(&binding.name) {
            Some(Value::Array(listed)) => listed.push(id),
            Some(first) => *first = Value::Array(vec![first.take(), id]),
            None if is_plural(&binding.name) => {
                ids.insert(binding.name.clone(), Value::Array(vec![id]));
            }
            None => {
                ids.insert(binding.name.clone(), id);
            }
        }
    }
    ids
}

/// The answer to a line that a rule refused.
#[derive(Debug, Serialize)]
pub struct Denied {
    ok: bool,
    line: usize,
    code: &'static str,
    message: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    hint: String,
    objects: Vec<Value>,
    walk: Vec<Value>,
}

impl Denied {
    /// Puts a refusal into words; the walk keeps every check in order.
    pub fn of(line: usize, refused: &Refused, tenant: &Tenant) -> Self {
        let description = refused.describe(tenant);
        Self {
            ok: false,
            line,
            code: refused.refusal.code(),
            message: description.message.to_string(),
            hint: description.hint.to_string(),
            objects: refused
                .refusal
                .objects()
                .into_iter()
                .map(|object| met(tenant, object))
                .collect(),
            walk: walk(tenant, &refused.walk.0),
        }
    }
}

/// The answer to a line that is wrong in itself.
#[derive(Debug, Serialize)]
pub struct Wrong<'run> {
    ok: bool,
    line: usize,
    column: usize,
    error: &'run str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    near: &'run [String],
}

impl<'run> Wrong<'run> {
    /// Says what is wrong, where, and what may have been meant.
    pub fn of(line: usize, malformed: &'run Malformed) -> Self {
        Self {
            ok: false,
            line,
            column: malformed.column,
            error: &malformed.error,
            near: &malformed.near,
        }
    }
}

/// The answer where the store itself stands in the way, for which the errors have a code.
#[derive(Debug, Serialize)]
pub struct Stopped {
    ok: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    code: &'static str,
    error: String,
}

impl Stopped {
    /// Says what is the matter with the store, and at which line if one had been read.
    pub fn at(line: Option<usize>, code: &'static str, error: &impl std::fmt::Display) -> Self {
        Self {
            ok: false,
            line,
            code,
            error: error.to_string(),
        }
    }
}

/// Writes checks with the names of what they looked at.
pub fn walk(tenant: &Tenant, steps: &[Step]) -> Vec<Value> {
    steps
        .iter()
        .map(|step| {
            let objects: Vec<Value> = step
                .objects
                .iter()
                .map(|object| met(tenant, *object))
                .collect();
            json!({
                "check": step.check,
                "passed": step.passed,
                "objects": objects,
                "text": step.check.sentence(),
            })
        })
        .collect()
}

/// Writes an object that a rule looked at with its kind and name. The name of what is gone is not
/// told: whoever gives an identifier need not have known what it stood for.
pub fn met(tenant: &Tenant, object: ObjectRef) -> Value {
    if tenant.contains(object) {
        named(tenant, object)
    } else {
        json!({"id": object.guid().to_string(), "kind": object.kind()})
    }
}

/// Writes an object with its kind and name.
pub fn named(tenant: &Tenant, object: ObjectRef) -> Value {
    let mut fields = reference_fields(tenant, object);
    fields.insert("kind".to_owned(), json!(object.kind()));
    Value::Object(fields)
}

/// Writes an object as rows refer to it: identifier and name, and a person's sign-in name.
pub fn reference(tenant: &Tenant, object: impl Into<ObjectRef>) -> Value {
    Value::Object(reference_fields(tenant, object.into()))
}

fn reference_fields(tenant: &Tenant, object: ObjectRef) -> Map<String, Value> {
    let mut fields = Map::new();
    fields.insert("id".to_owned(), Value::from(object.guid().to_string()));
    if let Some(name) = tenant.name_of(object) {
        fields.insert("displayName".to_owned(), Value::from(name));
    }
    if let Some(name) = Person::of(object).and_then(|person| tenant.sign_in_name(person)) {
        fields.insert("userPrincipalName".to_owned(), Value::from(name));
    }
    fields
}
