//! What of a value an entry changed: only the parts of it that differ.

use serde_json::Value;

/// A part of a value that differs: where it is, and what stood and stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// The name of the property and the way to the part within it.
    pub name: String,
    /// What stood there; empty where nothing did.
    pub old: String,
    /// What stands there; empty where nothing does.
    pub new: String,
}

/// Takes the change of a value apart; a value that is no list or object on both sides stays whole.
pub(super) fn parts(name: &str, old: &str, new: &str) -> Vec<Part> {
    let whole = || {
        vec![Part {
            name: name.to_owned(),
            old: old.to_owned(),
            new: new.to_owned(),
        }]
    };
    let (Some(before), Some(after)) = (nested(old), nested(new)) else {
        return whole();
    };
    let mut parts = Vec::new();
    compare(name, &before, &after, &mut parts);
    if parts.is_empty() { whole() } else { parts }
}

/// Reads a value that has parts.
fn nested(text: &str) -> Option<Value> {
    let value: Value = serde_json::from_str(text).ok()?;
    (value.is_array() || value.is_object()).then_some(value)
}

fn compare(name: &str, old: &Value, new: &Value, parts: &mut Vec<Part>) {
    match (old, new) {
        (Value::Object(before), Value::Object(after)) => {
            let added = after.keys().filter(|key| !before.contains_key(*key));
            for key in before.keys().chain(added) {
                let name = format!("{name}.{key}");
                let of = |object: &serde_json::Map<String, Value>| {
                    object.get(key).cloned().unwrap_or_default()
                };
                compare(&name, &of(before), &of(after), parts);
            }
        }
        (Value::Array(before), Value::Array(after)) => {
            for place in 0..before.len().max(after.len()) {
                let name = format!("{name} {}", place + 1);
                let of = |list: &[Value]| list.get(place).cloned().unwrap_or_default();
                compare(&name, &of(before), &of(after), parts);
            }
        }
        (old, new) if old == new => {}
        (old, new) => parts.push(Part {
            name: name.to_owned(),
            old: written(old),
            new: written(new),
        }),
    }
}

/// Writes a part as it stands in an entry: words without quotes, nothing where there is none.
fn written(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(old: &str, new: &str) -> Vec<String> {
        let parts = parts("grants", old, new).into_iter();
        let told = parts.map(|Part { name, old, new }| format!("{name}: {old} -> {new}"));
        told.collect()
    }

    #[test]
    fn of_a_list_only_what_became_different_is_told() {
        let old = r#"[{"role":"Member","status":"pending"},{"role":"Owner","status":"pending"}]"#;
        let new = r#"[{"role":"Member","status":"pending"},{"role":"Owner","status":{"failed":"groupDynamic"}}]"#;
        assert_eq!(
            told(old, new),
            [r#"grants 2.status: pending -> {"failed":"groupDynamic"}"#]
        );
    }

    #[test]
    fn what_was_added_and_what_went_stands_beside_nothing() {
        assert_eq!(
            told(r#"["Ana"]"#, r#"["Ana","Kim"]"#),
            ["grants 2:  -> Kim"]
        );
        assert_eq!(told(r#"{"a":1,"b":2}"#, r#"{"a":1}"#), ["grants.b: 2 -> "]);
    }

    #[test]
    fn words_and_what_was_not_there_before_stay_whole() {
        assert_eq!(
            told("published", "unpublished"),
            ["grants: published -> unpublished"]
        );
        assert_eq!(told("", r#"["Ana"]"#), [r#"grants:  -> ["Ana"]"#]);
        assert_eq!(told("[]", "[]"), ["grants: [] -> []"]);
    }
}
