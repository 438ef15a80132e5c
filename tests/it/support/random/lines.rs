//! Lines of commands by chance.

use accessdesk::domain::command::{CommandRow, DeskCommand};
use accessdesk::domain::id::{ObjectKind, ObjectRef, Person, UserId};
use accessdesk::domain::subject::User;
use serde_json::{Value, json};

use super::values::Values;

/// Lines of the operator's that make time pass and give second thoughts.
const OFTEN: &[&str] = &[
    r#"{"desk":"advanceClock","with":{"toNextEvent":true}}"#,
    r#"{"desk":"advanceClock","with":{"by":"PT8H"}}"#,
    r#"{"desk":"advanceClock","with":{"by":"PT20H"}}"#,
    r#"{"desk":"advanceClock","with":{"by":"P15D"}}"#,
    r#"{"desk":"advanceClock","with":{"by":"P95D"}}"#,
    r#"{"desk":"undo"}"#,
    r#"{"desk":"undo"}"#,
    r#"{"desk":"redo"}"#,
];

/// Writes a line of the operator's, more often than not one about time.
pub(super) fn any_desk_line(values: &mut Values<'_>) -> Value {
    if values.dice.chance(60) {
        let line: &str = values.dice.pick::<&str>(OFTEN);
        return serde_json::from_str(line).unwrap();
    }
    let row = values.dice.pick(DeskCommand::ROWS);
    desk_line(row, values)
}

fn desk_row(name: &str) -> &'static CommandRow {
    DeskCommand::ROWS
        .iter()
        .find(|row| row.name == name)
        .unwrap()
}

/// Writes a line of the operator's with a known name.
pub(super) fn desk_line_of(name: &str, values: &mut Values<'_>) -> Value {
    desk_line(desk_row(name), values)
}

/// Writes a line of the operator's.
fn desk_line(row: &CommandRow, values: &mut Values<'_>) -> Value {
    json!({"desk": row.name, "with": values.object(row.members)})
}

/// Writes a line of a persona's; who it is comes later.
pub(crate) fn persona_line(row: &CommandRow, values: &mut Values<'_>) -> Value {
    json!({"do": row.name, "with": values.object(row.members)})
}

/// Chooses who acts: an administrator, or anybody.
pub(super) fn actor(administrators: &[Person], values: &mut Values<'_>) -> String {
    if values.dice.chance(50) && !administrators.is_empty() {
        return values.dice.pick(administrators).object().guid().to_string();
    }
    let users = values.known.of(ObjectKind::User).iter();
    let tenant = values.tenant;
    let active: Vec<ObjectRef> = users
        .copied()
        .filter(|user| {
            let user = tenant.find_user(UserId::new(user.guid()));
            user.is_some_and(User::is_active)
        })
        .collect();
    let among = if values.dice.chance(90) && !active.is_empty() {
        active
    } else {
        let everybody = Person::KINDS.iter().flat_map(|kind| values.known.of(*kind));
        everybody.copied().collect()
    };
    let nobody = ObjectRef::MIN;
    let drawn = values.dice.below(among.len().max(1));
    among.get(drawn).unwrap_or(&nobody).guid().to_string()
}
