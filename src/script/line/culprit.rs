//! Which field of a line is to blame where its fields, each right in itself, make no command.

use serde_json::Value;

use crate::script::json::{Content, Node};

/// A field that is to blame.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Culprit {
    /// Its name, with those of the objects around it in front.
    pub field: String,
    /// The column of its value.
    pub column: usize,
}

/// Finds the innermost field without which there would not be this error.
///
/// `filled` is what became of `node`; `fails` says what is wrong with it without the field. That
/// something is missing then is no sign.
pub(super) fn find(
    node: &Node,
    filled: &Value,
    error: &str,
    fails: &mut dyn FnMut(&Value) -> Option<String>,
) -> Option<Culprit> {
    let mut path = Vec::new();
    let mut at = node;
    let mut column = None;
    while let Some((name, inner)) = step(at, filled, &path, error, fails) {
        path.push(name);
        column = Some(inner.column);
        at = inner;
    }
    Some(Culprit {
        field: path.join("."),
        column: column?,
    })
}

/// Finds the one entry or item of a value without which there would not be this error.
fn step<'line>(
    node: &'line Node,
    filled: &Value,
    path: &[String],
    error: &str,
    fails: &mut dyn FnMut(&Value) -> Option<String>,
) -> Option<(String, &'line Node)> {
    let inner: Vec<(String, &Node)> = match &node.content {
        Content::Object(entries) => entries
            .iter()
            .map(|entry| (entry.name.clone(), &entry.value))
            .collect(),
        Content::List(items) => items
            .iter()
            .enumerate()
            .map(|(place, item)| (place.to_string(), item))
            .collect(),
        Content::Null | Content::Boolean(_) | Content::Number(_) | Content::Text(_) => Vec::new(),
    };
    inner.into_iter().find(|(name, _)| {
        let Some(without) = without(filled, path, name) else {
            return false;
        };
        fails(&without).is_none_or(|other| other != error && !other.starts_with("missing field"))
    })
}

/// Returns a copy of a value that lacks one of its entries or items.
fn without(filled: &Value, path: &[String], name: &str) -> Option<Value> {
    let mut copy = filled.clone();
    let mut at = &mut copy;
    for part in path {
        at = match at {
            Value::Array(items) => items.get_mut(part.parse::<usize>().ok()?)?,
            Value::Object(fields) => fields.get_mut(part)?,
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return None,
        };
    }
    match at {
        Value::Array(items) => {
            let place: usize = name.parse().ok()?;
            (place < items.len()).then(|| items.remove(place))?;
        }
        Value::Object(fields) => {
            fields.remove(name)?;
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return None,
    }
    Some(copy)
}
