//! The help on commands, made from the very tables that lines are read by.

use std::fmt::Write as _;

use crate::domain::command::{Command, CommandRow, DeskCommand};
use crate::domain::shape::{Member, Shape};
use crate::script::pin;
use crate::script::query::{LISTS, SHOWS, WHYS};

/// What may stand on a line besides what it asks for.
const LINES: &str = "\
A line is one JSON object with one of do, desk, list, show and why, and besides:
  as: who acts, by sign-in name or identifier; not with desk
  with: the fields below; of list: where, search, sort, limit, after; of show: of
  let: a name for what the line makes, to be used as $name; $last is the newest of its kind
  expect: \"ok\" or the code of a refusal; another outcome stops the run with exit 1
  preview: true decides and keeps nothing
  revisions: {reference: number}, the revisions looked at
  acknowledge: [code], warnings taken into account
  id: a GUID by which a repeated command is recognized
References are identifiers, $names, sign-in names of people, Catalog/Package,
Catalog/Package/Policy, or the name of anything else. Fields with * are required;
-> stands for a reference.
";

/// Writes every command and query with its fields; required ones have a star.
pub fn commands() -> String {
    let mut text = String::from(LINES);
    section(&mut text, "do (a persona; needs \"as\")");
    for row in Command::TABLES.iter().copied().flatten() {
        command(&mut text, row);
    }
    section(&mut text, "desk (the operator)");
    for row in DeskCommand::ROWS {
        command(&mut text, row);
    }
    entry(&mut text, pin::NAME, pin::DOC, pin::MEMBERS);
    section(&mut text, "list (where; with search, sort, limit, after)");
    for row in LISTS {
        entry(&mut text, row.name, row.doc, row.filters);
    }
    section(&mut text, "show (of)");
    for row in SHOWS {
        entry(&mut text, row.name, row.doc, &[]);
    }
    section(&mut text, "why (with)");
    for row in WHYS {
        entry(&mut text, row.name, row.doc, row.members);
    }
    text
}

fn section(text: &mut String, title: &str) {
    // Writing to a String cannot fail, here and below.
    let _ = writeln!(text, "\n{title}");
}

fn command(text: &mut String, row: &CommandRow) {
    entry(text, row.name, row.doc, row.members);
}

fn entry(text: &mut String, name: &str, doc: &str, members: &[Member]) {
    let _ = writeln!(text, "  {name}: {}", doc.trim());
    fields(text, members, 6);
}

/// Writes the fields of an object, one a line, with those of objects inside below them.
fn fields(text: &mut String, members: &[Member], indent: usize) {
    for member in members {
        if let (Shape::Object(inner), true) = (member.shape, member.flattened) {
            fields(text, inner, indent);
            continue;
        }
        let star = if member.required { "*" } else { "" };
        let name = member.json_name();
        let _ = writeln!(text, "{:indent$}{name}{star} {}", "", words(&member.shape));
        for (tag, inner) in inside(&member.shape) {
            let _ = tag.map_or(Ok(()), |tag| {
                writeln!(text, "{:width$}{tag}", "", width = indent + 2)
            });
            fields(text, inner, indent + 4);
        }
    }
}

fn words(shape: &Shape) -> String {
    match shape {
        Shape::Text(_) => "text".to_owned(),
        Shape::Boolean => "true or false".to_owned(),
        Shape::Number => "whole number".to_owned(),
        Shape::Within(from, to) if from == to => from.to_string(),
        Shape::Within(from, to) => format!("{from} to {to}"),
        Shape::Instant => "instant or date".to_owned(),
        Shape::Role => "role on the resource, by name or originId".to_owned(),
        Shape::Span => "duration such as P30D".to_owned(),
        Shape::Choice(words) => words.join(" | "),
        Shape::Reference(kinds) | Shape::AnyOf(kinds) => {
            let kinds: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
            format!("-> {}", kinds.join(" or "))
        }
        Shape::PersonOrMail => "user, external person or mail address".to_owned(),
        Shape::List(item) => format!("list of {}", words(item)),
        Shape::Object(_) => "object".to_owned(),
        Shape::Tagged(variants) => {
            let count = variants.len();
            format!("object with @odata.type, one of {count}:")
        }
    }
}

/// Lists the members inside a value, each set with the type that has it where there are several.
fn inside(shape: &Shape) -> Vec<(Option<&'static str>, &'static [Member])> {
    match shape {
        Shape::List(item) => inside(item),
        Shape::Object(members) => vec![(None, members)],
        Shape::Tagged(variants) => variants
            .iter()
            .map(|(tag, members)| (Some(*tag), *members))
            .collect(),
        Shape::Text(_)
        | Shape::Boolean
        | Shape::Number
        | Shape::Within(..)
        | Shape::Instant
        | Shape::Span
        | Shape::Choice(_)
        | Shape::Role
        | Shape::Reference(_)
        | Shape::PersonOrMail
        | Shape::AnyOf(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_marks_what_is_required_and_knows_members_beside_others() {
        let help = commands();
        for part in [
            "createCatalog: Creates a catalog.",
            "displayName* text",
            "allowedTargetScope* notSpecified | ",
            "allowedTargetScope notSpecified | ",
            "acknowledge: [code]",
            "#microsoft.graph.groupMembers",
            "accessPackage* -> access package",
            "pinSession",
            "groupMembers",
        ] {
            assert!(help.contains(part), "{part}\n{help}");
        }
    }
}
