//! Answers for people: a block of `field: value` lines for each row.

use serde_json::Value;

use crate::domain::text::Safe;

/// Spaces before what belongs to the line above.
const STEP: usize = 2;

/// Writes an answer, given as JSON, for people.
pub(super) fn readable(answer: &str) -> String {
    let Ok(answer) = serde_json::from_str::<Value>(answer) else {
        return String::new();
    };
    let mut lines = Vec::new();
    match (answer.get("rows"), answer.get("row")) {
        (Some(Value::Array(rows)), _) => {
            for row in rows {
                block(&mut lines, row, 0);
                lines.push(String::new());
            }
            let shown = rows.len();
            let more = answer.get("more") == Some(&Value::Bool(true));
            lines.push(match answer.get("total").and_then(Value::as_u64) {
                Some(total) => format!("{shown} of {total}"),
                None if more => format!("{shown}, and there are more"),
                None => format!("{shown}, and no more"),
            });
        }
        (_, Some(row)) => block(&mut lines, row, 0),
        (_, None) => block(&mut lines, &answer, 0),
    }
    lines.push(String::new());
    lines.join("\n")
}

fn block(lines: &mut Vec<String>, value: &Value, indent: usize) {
    let margin = " ".repeat(indent);
    let Value::Object(fields) = value else {
        lines.push(format!("{margin}{}", words(value)));
        return;
    };
    for (name, value) in fields {
        match value {
            Value::Null => {}
            Value::Array(items) if items.is_empty() => {}
            Value::Array(items) if items.iter().any(is_large) => {
                lines.push(format!("{margin}{name}:"));
                for item in items {
                    block(lines, item, indent + STEP);
                    lines.push(String::new());
                }
                lines.pop();
            }
            Value::Array(items) => {
                let items: Vec<String> = items.iter().map(words).collect();
                lines.push(format!("{margin}{name}: {}", items.join(", ")));
            }
            Value::Object(_) if is_large(value) => {
                lines.push(format!("{margin}{name}:"));
                block(lines, value, indent + STEP);
            }
            Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
                lines.push(format!("{margin}{name}: {}", words(value)));
            }
        }
    }
}

/// Tells whether a value is more than a reference to an object.
fn is_large(value: &Value) -> bool {
    value
        .as_object()
        .is_some_and(|fields| !fields.contains_key("displayName") || fields.len() > 4)
}

fn words(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Object(fields) => {
            let text = |name: &str| fields.get(name).and_then(Value::as_str);
            let id = text("userPrincipalName").or_else(|| text("id"));
            let name = text("displayName").unwrap_or_default();
            id.map_or_else(|| name.to_owned(), |id| format!("{name} ({id})"))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => value.to_string(),
    };
    Safe::line(&text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_in_an_answer_are_marked() {
        let answer = r#"{"row":{"displayName":"a\u202eb","owner":{"displayName":"Ana","id":"1"}}}"#;
        assert_eq!(
            readable(answer),
            "displayName: a⟦U+202E⟧b\nowner: Ana (1)\n"
        );
    }
}
