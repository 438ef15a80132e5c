//! `mayDo`: whether somebody may give a command, by the evaluator that rules on it.
//!
//! The question names a command, not its fields, so a command of that kind is made up around the
//! object in question; what the made-up fields hold makes no difference to a right.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::domain::authority::{Holder, authorize, holders, right_for, right_held};
use crate::domain::command::{Command, CommandRow};
use crate::domain::id::{ObjectKind, ObjectRef, Person};
use crate::domain::refusal::Refusal;
use crate::domain::resource::ResourceRole;
use crate::domain::shape::{Member, Shape};
use crate::domain::tenant::Tenant;
use crate::domain::walk::{Check, Sink, Step};
use crate::script::json::Malformed;
use crate::script::near::near;
use crate::script::query::Fields;
use crate::script::receipt::walk;

/// Texts of which one fits every field.
const TEXTS: &[&str] = &[
    "x",
    "x@example.com",
    "example.com",
    "https://example.com",
    "UTC",
];

/// A command of the kind in question.
struct Example {
    command: Command,
    /// Every reference in it is the object in question.
    complete: bool,
}

/// Finds the command that a question names.
pub(super) fn row(name: &str, column: usize) -> Result<&'static CommandRow, Malformed> {
    let rows = || Command::TABLES.iter().copied().flatten();
    rows().find(|row| row.name == name).ok_or_else(|| {
        let near = near(name, rows().map(|row| row.name));
        Malformed::at(column, format!("unknown command {name:?}")).meaning(near)
    })
}

/// Makes up a command of a kind about an object.
fn example(row: &CommandRow, on: Option<ObjectRef>) -> Option<Example> {
    let mut filling = Filling {
        on,
        used: false,
        complete: true,
    };
    let mut with = filling.required(row.members);
    if on.is_some() && !filling.used {
        let (name, value) = filling.optional(row.members)?;
        with.insert(name, value);
    }
    let command = serde_json::from_value(json!({"do": row.name, "with": with})).ok()?;
    Some(Example {
        command,
        complete: filling.complete,
    })
}

struct Filling {
    on: Option<ObjectRef>,
    used: bool,
    complete: bool,
}

impl Filling {
    /// Fills what must be there, and leaves lists empty, which some commands need.
    fn required(&mut self, members: &[Member]) -> Map<String, Value> {
        let mut filled = Map::new();
        for member in members {
            if let (Shape::Object(inner), true) = (member.shape, member.flattened) {
                filled.extend(self.required(inner));
            } else if member.required || matches!(member.shape, Shape::List(_)) {
                filled.insert(member.json_name(), self.value(&member.shape));
            }
        }
        filled
    }

    /// Puts the object in question into a field that may be absent.
    fn optional(&mut self, members: &[Member]) -> Option<(String, Value)> {
        let on = self.on?;
        let member = members.iter().find(
            |member| matches!(member.shape, Shape::Reference(kinds) if kinds.contains(&on.kind())),
        )?;
        Some((member.json_name(), self.value(&member.shape)))
    }

    fn value(&mut self, shape: &Shape) -> Value {
        match *shape {
            Shape::Text(check) => TEXTS
                .iter()
                .find(|text| check(text).is_ok())
                .map_or(Value::Null, |text| json!(text)),
            Shape::Boolean => json!(false),
            Shape::Number => json!(1),
            Shape::Within(from, _) => json!(from),
            Shape::Instant => json!("9999-01-01T00:00:00Z"),
            Shape::Role => json!(ResourceRole::Member.json()),
            Shape::Span => json!("P1D"),
            Shape::Choice(words) => json!(words.first()),
            Shape::Reference(kinds) => json!(self.object(kinds).guid().to_string()),
            Shape::AnyOf(kinds) => json!(crate::script::fill::tagged(self.object(kinds))),
            Shape::PersonOrMail => json!("mail:x@example.com"),
            Shape::List(_) => json!([]),
            Shape::Object(members) => Value::Object(self.required(members)),
            Shape::Tagged(variants) => {
                let Some((tag, members)) = variants.first() else {
                    return Value::Null;
                };
                let mut filled = self.required(members);
                filled.insert("@odata.type".to_owned(), json!(tag));
                Value::Object(filled)
            }
        }
    }

    fn object(&mut self, kinds: &[ObjectKind]) -> ObjectRef {
        if let Some(on) = self.on.filter(|on| kinds.contains(&on.kind())) {
            self.used = true;
            return on;
        }
        self.complete = false;
        let kind = kinds.first().copied().unwrap_or(ObjectKind::Directory);
        ObjectRef::new(kind, Uuid::nil())
    }
}

fn asked(with: &Fields) -> Option<Example> {
    let row = row(with.get("command")?.as_str()?, 1).ok()?;
    let on = with.get("on").and_then(Value::as_str);
    example(row, on.and_then(untagged))
}

/// Reads a reference that keeps its kind.
fn untagged(text: &str) -> Option<ObjectRef> {
    let (kind, guid) = text.split_once(':')?;
    let kind = crate::script::session::ANY_KIND
        .iter()
        .find(|known| crate::script::fill::tag(**known) == kind)?;
    Some(ObjectRef::new(*kind, Uuid::parse_str(guid).ok()?))
}

/// Requires that a command could be about the object that a question names.
pub(super) fn fits(with: &Fields) -> Result<(), Malformed> {
    let name = with
        .get("command")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let row = row(name, 1)?;
    let on = with.get("on").and_then(Value::as_str).and_then(untagged);
    let mut filling = Filling {
        on,
        used: false,
        complete: true,
    };
    filling.required(row.members);
    match on {
        Some(on) if !filling.used && filling.optional(row.members).is_none() => {
            let word = on.kind().word();
            Err(Malformed::at(1, format!("{name} is not about a {word}")))
        }
        Some(_) | None => Ok(()),
    }
}

/// Rules on the command in question.
pub(super) fn ruled<S: Sink + ?Sized>(
    tenant: &Tenant,
    person: Person,
    with: &Fields,
    sink: &mut S,
) -> Result<(), Refusal> {
    match asked(with) {
        Some(Example {
            command,
            complete: true,
        }) => authorize(tenant, person, &command, sink).map(|_| ()),
        Some(Example { command, .. }) => right_held(tenant, person, &command, sink).map(|_| ()),
        None => Ok(()),
    }
}

/// What could give the right in question.
#[derive(Default)]
pub(super) struct Ways {
    /// The object that the right is needed for.
    pub(super) scope: Option<ObjectRef>,
    /// Each role and relation, and whether the person has it.
    pub(super) holders: Vec<(Holder, bool)>,
}

/// Lists what could give the right in question.
pub(super) fn ways(tenant: &Tenant, person: Person, with: &Fields) -> Option<Ways> {
    let (right, scope) = right_for(tenant, &asked(with)?.command);
    let scope = scope.filter(|object| !object.guid().is_nil());
    let holders = holders(tenant, person, right, scope);
    Some(Ways { scope, holders })
}

/// Writes the walk with one entry for each role and relation in place of the check on the right.
pub(super) fn steps(tenant: &Tenant, person: Person, with: &Fields, walked: &[Step]) -> Vec<Value> {
    let known = |object: &ObjectRef| !object.guid().is_nil();
    walked
        .iter()
        .flat_map(|step| {
            let step = Step {
                objects: step.objects.iter().copied().filter(known).collect(),
                ..step.clone()
            };
            let plain = walk(tenant, std::slice::from_ref(&step));
            if step.check != Check::RightHeld {
                return plain;
            }
            let Some(ways) = ways(tenant, person, with) else {
                return plain;
            };
            ways.holders
                .into_iter()
                .flat_map(|(holder, held)| {
                    plain.iter().cloned().map(move |mut entry| {
                        if let Some(entry) = entry.as_object_mut() {
                            entry.insert("passed".to_owned(), json!(held));
                            entry.insert("text".to_owned(), json!(holder.label()));
                            entry.insert("holder".to_owned(), json!(holder));
                        }
                        entry
                    })
                })
                .collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_can_be_asked_about_with_and_without_an_object() {
        for row in Command::TABLES.iter().copied().flatten() {
            let made = example(row, None).unwrap_or_else(|| panic!("{}", row.name));
            assert_eq!(made.command.name(), row.name);
        }
    }
}
