//! What an entry of the audit log changed, property by property.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::domain::event::Event;

/// Under which names an account keeps its attributes, each of which is a property of its own.
const NESTED: &[&str] = &["attributes", "extensionAttributes"];

/// Lists the properties that an event changed, with the old and the new value.
///
/// The record before and after stands in the event, whatever kind of record it is: an object with
/// `old` and `new`, by itself or behind the identifier of what it is about.
pub(super) fn modified(event: &Event) -> Vec<Value> {
    if let Some(site) = event.environment() {
        let environment = json!(site.url.environment().as_str());
        return vec![property("environment", &Value::Null, &environment)];
    }
    let Ok(Value::Object(change)) = serde_json::to_value(&event.change) else {
        return Vec::new();
    };
    let edits = change.iter().filter_map(|(kind, edit)| {
        let edit = match edit {
            Value::Array(parts) => parts.last()?,
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Object(_) => edit,
        };
        Some(properties(kind, edit.get("old")?, edit.get("new")?))
    });
    edits.flatten().collect()
}

/// Lists the properties that an event changed for people to read: name, old and new value.
pub fn in_words(event: &Event) -> Vec<[String; 3]> {
    let modified = modified(event).into_iter();
    let text = |property: &Value, member: &str| match property.get(member) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => String::new(),
        Some(value @ (Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_))) => {
            value.to_string()
        }
    };
    let members = ["displayName", "oldValue", "newValue"];
    modified
        .map(|property| members.map(|member| text(&property, member)))
        .collect()
}

fn properties(kind: &str, old: &Value, new: &Value) -> Vec<Value> {
    let (Some(before), Some(after)) = (members(old), members(new)) else {
        return vec![property(kind, old, new)];
    };
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let sides = names.into_iter().map(|name| {
        let side = |members: &Map<String, Value>| members.get(name).cloned().unwrap_or_default();
        (name, side(&before), side(&after))
    });
    sides
        .filter(|(_, before, after)| before != after)
        .map(|(name, before, after)| property(name, &before, &after))
        .collect()
}

/// Returns the members of a record, none of one that is not there; `None` of a plain value.
fn members(side: &Value) -> Option<Cow<'_, Map<String, Value>>> {
    match side {
        Value::Object(members) => {
            let nested = NESTED
                .iter()
                .filter_map(|name| members.get(*name)?.as_object());
            let nested: Vec<&Map<String, Value>> = nested.collect();
            if nested.is_empty() {
                return Some(Cow::Borrowed(members));
            }
            let is_nested = |name: &str, value: &Value| value.is_object() && NESTED.contains(&name);
            let own = members
                .iter()
                .filter(|(name, value)| !is_nested(name, value));
            let all = own.chain(nested.into_iter().flatten());
            let all = all.map(|(name, value)| (name.clone(), value.clone()));
            Some(Cow::Owned(all.collect()))
        }
        Value::Null => Some(Cow::Owned(Map::new())),
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => None,
    }
}

fn property(name: &str, old: &Value, new: &Value) -> Value {
    json!({"displayName": name, "oldValue": old, "newValue": new})
}
