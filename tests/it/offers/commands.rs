//! Commands by what they are about, and those that no screen gives.

use std::collections::BTreeSet;

use accessdesk::domain::command::Command;
use serde_json::Value;
use uuid::Uuid;

/// The commands that can only be given on the command line, in the order of their tables. The list
/// is exact: whoever adds a key for one of them takes it out.
pub(super) const ON_NO_SCREEN: &[&str] = &[];

/// Lists the identifiers in a command, each with where it stands.
pub(super) fn identifiers(command: &Command) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    let written = serde_json::to_value(command).unwrap();
    gather("", &written["with"], &mut found);
    if let (Command::Role(_), Some(role)) = (command, written["with"]["role"].as_str()) {
        // What somebody may do to one role says nothing about another one.
        found.insert((".role".to_owned(), role.to_owned()));
    }
    found
}

fn gather(at: &str, value: &Value, into: &mut BTreeSet<(String, String)>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                gather(&format!("{at}.{name}"), member, into);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| gather(at, item, into)),
        Value::String(text) => {
            // A key that only asks whether anything could be named names nothing.
            if Uuid::parse_str(text).is_ok_and(|id| !id.is_nil()) {
                into.insert((at.to_owned(), text.clone()));
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
