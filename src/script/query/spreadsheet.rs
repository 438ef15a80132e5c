//! Lists as tables for spreadsheets: the rows that the asker may see, in the columns of the list.

use serde_json::Value;

use crate::domain::text::csv;
use crate::script::query::columns::{COLUMNS, Column};

/// Writes the rows of an answer as a table; `None` when the list is not known.
pub fn as_csv(list: &str, answer: &Value) -> Option<String> {
    let (_, columns) = COLUMNS.iter().find(|(names, _)| names.contains(&list))?;
    let mut text = csv::line(columns.iter().map(|column| column.title));
    for row in answer.get("rows")?.as_array()? {
        let cells: Vec<String> = columns.iter().map(|column| cell(row, column)).collect();
        text.push_str(&csv::line(cells.iter().map(String::as_str)));
    }
    Some(text)
}

fn cell(row: &Value, column: &Column) -> String {
    if let Some(path) = column.path.strip_prefix('#') {
        return found(row, path).len().to_string();
    }
    let mut ways = column.path.split('|').map(|path| {
        let found = found(row, path);
        let words = found.into_iter().map(words);
        words.collect::<Vec<_>>().join("; ")
    });
    ways.find(|words| !words.is_empty()).unwrap_or_default()
}

/// Follows a path into a row; every item of a list on the way is followed.
fn found<'row>(row: &'row Value, path: &str) -> Vec<&'row Value> {
    let mut found = vec![row];
    for step in path.split('.') {
        found = found
            .into_iter()
            .filter_map(|value| value.get(step))
            .flat_map(items)
            .collect();
    }
    found
}

fn items(value: &Value) -> Vec<&Value> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(items) => items.iter().flat_map(self::items).collect(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => vec![value],
    }
}

/// Puts a value into words: what is referred to by its name, what changed from what to what.
fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Object(fields) => {
            let name = fields.get("displayName").or_else(|| fields.get("id"));
            let name = name.and_then(Value::as_str);
            match (name, fields.get("oldValue"), fields.get("newValue")) {
                (Some(name), None, None) => name.to_owned(),
                (Some(name), old, new) => {
                    let [old, new] = [old, new].map(|side| side.map(words).unwrap_or_default());
                    format!("{name}: {old} > {new}")
                }
                (None, _, _) => value.to_string(),
            }
        }
        Value::Null => String::new(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::script::query::LISTS;

    #[test]
    fn every_list_has_its_columns() {
        let tables: Vec<&str> = COLUMNS
            .iter()
            .flat_map(|(names, _)| *names)
            .copied()
            .collect();
        for list in LISTS {
            let count = tables.iter().filter(|name| **name == list.name).count();
            assert_eq!(count, 1, "{}", list.name);
        }
    }

    #[test]
    fn paths_lead_into_objects_lists_and_counts() {
        let row = json!({
            "principal": {"id": "1", "displayName": "Ana", "userPrincipalName": "ana@x"},
            "owners": [{"id": "1", "displayName": "Ana"}, {"id": "2", "displayName": "Ben"}],
            "system": {"displayName": "Clock"},
            "changes": [{"displayName": "state", "oldValue": "a", "newValue": null}],
        });
        let case = |path: &'static str, expected: &str| {
            assert_eq!(cell(&row, &Column { title: "", path }), expected, "{path}");
        };
        case("principal", "Ana");
        case("owners.id", "1; 2");
        case("owners", "Ana; Ben");
        case("#owners", "2");
        case("#nothing", "0");
        case("system.userPrincipalName|system", "Clock");
        case("changes", "state: a > ");
    }
}
