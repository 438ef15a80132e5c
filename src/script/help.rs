//! The help on commands, made from the very tables that lines are read by.

use std::fmt::Write as _;

use crate::domain::command::{Command, CommandRow, DeskCommand};
use crate::domain::shape::{Member, Shape};
use crate::script::pin;
use crate::script::query::{LISTS, SHOWS, WHYS};

/// Writes every command and query with its fields; required ones have a star.
pub fn commands() -> String {
    let mut text = String::from("Fields with * are required; -> stands for a reference.\n");
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
        for inner in inside(&member.shape) {
            fields(text, inner, indent + 4);
        }
    }
}

fn words(shape: &Shape) -> String {
    match shape {
        Shape::Text(_) => "text".to_owned(),
        Shape::Boolean => "true or false".to_owned(),
        Shape::Number => "whole number".to_owned(),
        Shape::Instant => "instant or date".to_owned(),
        Shape::Role => "role on the resource, by name or originId".to_owned(),
        Shape::Span => "duration such as P30D".to_owned(),
        Shape::Choice(words) => words.join(" | "),
        Shape::Reference(kinds) | Shape::AnyOf(kinds) => {
            let kinds: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
            format!("-> {}", kinds.join(" or "))
        }
        Shape::List(item) => format!("list of {}", words(item)),
        Shape::Object(_) => "object".to_owned(),
        Shape::Tagged(variants) => {
            let tags: Vec<&str> = variants.iter().map(|(tag, _)| *tag).collect();
            format!("object with @odata.type {}", tags.join(" | "))
        }
    }
}

fn inside(shape: &Shape) -> Vec<&'static [Member]> {
    match shape {
        Shape::List(item) => inside(item),
        Shape::Object(members) => vec![members],
        Shape::Tagged(variants) => variants.iter().map(|(_, members)| *members).collect(),
        Shape::Text(_)
        | Shape::Boolean
        | Shape::Number
        | Shape::Instant
        | Shape::Span
        | Shape::Choice(_)
        | Shape::Role
        | Shape::Reference(_)
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
            "allowedTargetScope notSpecified | ",
            "accessPackage* -> access package",
            "pinSession",
            "groupMembers",
        ] {
            assert!(help.contains(part), "{part}\n{help}");
        }
    }
}
