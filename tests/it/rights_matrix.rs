//! Every command by everybody, against a table of rights that was written independently.
//!
//! A command without a row fails a test, so nothing can be given a right in passing.

mod people;
mod table;

use std::collections::BTreeSet;

use accessdesk::domain::command::Command;
use accessdesk::domain::id::{Person, Principal};
use accessdesk::domain::subject::DirectoryRole;
use accessdesk::engine::{Engine, Terms};
use accessdesk::script::bindings::Bindings;
use accessdesk::script::fill::Leaf;
use accessdesk::script::resolve::{Resolver, Viewer};
use accessdesk::script::{Ending, Line};
use accessdesk::store::fs::MemoryFs;
use serde_json::{Value, json};

use crate::support::script::{bare_engine, run_lines};
use table::{Row, TABLE};

const SETTING: &str = include_str!("rights_matrix/setting.jsonl");

/// Who is there besides one holder of each role over the directory.
const OTHERS: &[&str] = &[
    "owner@woodgrovebank.onmicrosoft.com",
    "governingOwner@woodgrovebank.onmicrosoft.com",
    "lead@woodgrovebank.onmicrosoft.com",
    "alex@woodgrovebank.onmicrosoft.com",
    "member@woodgrovebank.onmicrosoft.com",
    "guest@woodgrovebank.onmicrosoft.com",
    "creator@woodgrovebank.onmicrosoft.com",
    "catalogOwner@woodgrovebank.onmicrosoft.com",
    "owningCatalogOwner@woodgrovebank.onmicrosoft.com",
    "nestedCatalogOwner@woodgrovebank.onmicrosoft.com",
    "userAdministratorAndOwner@woodgrovebank.onmicrosoft.com",
    "catalogReader@woodgrovebank.onmicrosoft.com",
    "packageManager@woodgrovebank.onmicrosoft.com",
    "assignmentManager@woodgrovebank.onmicrosoft.com",
    "elsewhere@woodgrovebank.onmicrosoft.com",
    "disabledOwner@woodgrovebank.onmicrosoft.com",
    "disabled@woodgrovebank.onmicrosoft.com",
    "external@contoso.onmicrosoft.com",
];

/// What may have become of the objects; none of it gives anybody a right.
const STATES: &[&str] = &[
    r#"{"do":"updateCatalog","with":{"catalog":"Sales","state":"unpublished"}}"#,
    r#"{"do":"updateCatalog","with":{"catalog":"Sales","isExternallyVisible":false}}"#,
    r#"{"do":"updateAccessPackage","with":{"accessPackage":"Sales/Open","isHidden":true}}"#,
    r#"{"do":"updatePolicy","with":{"policy":"Sales/Held/Members","isEnabled":false}}"#,
    r#"{"do":"removeAssignment","with":{"assignment":"Sales/Held/alex@woodgrovebank.onmicrosoft.com"}}"#,
    r#"{"do":"cancelRequest","with":{"request":"Sales/Approved/alex@woodgrovebank.onmicrosoft.com"}}"#,
    r#"{"do":"deleteUser","with":{"user":"alex@woodgrovebank.onmicrosoft.com"}}"#,
    r#"{"do":"deleteGroup","with":{"group":"Files"},"acknowledge":["GroupInUse"]}"#,
    r#"{"desk":"advanceClock","with":{"by":"P20D"}}"#,
];

fn role_holder(role: DirectoryRole) -> String {
    format!("{}@woodgrovebank.onmicrosoft.com", role.json())
}

/// Returns a desk with everybody and everything that the table speaks of.
fn setting() -> Engine<MemoryFs> {
    let mut engine = bare_engine();
    let mut lines = SETTING.to_owned();
    let administrator = "administrator@woodgrovebank.onmicrosoft.com";
    for role in DirectoryRole::ALL {
        let holder = role_holder(*role);
        let user = json!({"userPrincipalName": holder, "displayName": role.label()});
        let give = json!({"user": holder, "role": role.json()});
        for (command, with) in [("createUser", user), ("assignDirectoryRole", give)] {
            let line = json!({"as": administrator, "do": command, "with": with});
            lines.push_str(&line.to_string());
            lines.push('\n');
        }
    }
    let (ending, answers) = run_lines(&mut engine, &lines);
    assert_eq!(ending, Ending::Met, "{:?}", answers.last());
    engine
}

fn everybody() -> Vec<String> {
    let holders = DirectoryRole::ALL.iter().map(|role| role_holder(*role));
    let others = OTHERS.iter().map(ToString::to_string);
    holders.chain(others).collect()
}

/// Says what becomes of a command that somebody gives: `ok`, or the code of the rule against it.
fn outcome(engine: &mut Engine<MemoryFs>, who: &str, row: &Row) -> String {
    let with: Value = serde_json::from_str(row.with).unwrap();
    let line = Line::read(&json!({"do": row.command, "with": with}).to_string()).unwrap();
    let bindings = Bindings::default();
    let mut resolver = Resolver {
        tenant: engine.tenant(),
        history: &engine.desk().history,
        viewer: Viewer::Operator,
        bindings: &bindings,
        now: engine.now(),
    };
    let leaf = Leaf {
        field: "as",
        text: who,
        column: 1,
    };
    let actor: Person = resolver.person(leaf).unwrap();
    let command = match line.command(row.command, &mut resolver) {
        Ok(command) => command,
        Err(fault) => return format!("unresolved: {fault}"),
    };
    let terms = Terms {
        acknowledge: vec!["GroupInUse".to_owned(), "ManagedByEntitlement".to_owned()],
        ..Terms::default()
    };
    match engine.preview(actor, &command, &terms) {
        Ok(_) => "ok".to_owned(),
        Err(error) => error.refused().unwrap().refusal.code().to_owned(),
    }
}

fn is_allowed(who: &str, row: &Row) -> bool {
    let name = who.split('@').next().unwrap();
    row.allowed.contains(&name)
}

#[test]
fn every_command_has_its_row_in_the_independent_table() {
    let commands: BTreeSet<&str> = Command::TABLES
        .iter()
        .copied()
        .flatten()
        .map(|row| row.name)
        .collect();
    let rows: BTreeSet<&str> = TABLE.iter().map(|row| row.command).collect();
    assert_eq!(rows, commands);
}

#[test]
fn everybody_may_do_what_the_table_says_and_nothing_else() {
    let mut engine = setting();
    let mut wrong = Vec::new();
    for row in TABLE {
        for who in everybody() {
            let outcome = outcome(&mut engine, &who, row);
            if (outcome == "ok") != is_allowed(&who, row) {
                wrong.push(format!("{} by {who}: {outcome}", row.command));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Who may give a command of the table.
fn allowed(engine: &mut Engine<MemoryFs>, who: &[&str]) -> BTreeSet<(String, &'static str)> {
    let mut allowed = BTreeSet::new();
    for row in TABLE {
        for who in who {
            if outcome(engine, who, row) == "ok" {
                allowed.insert(((*who).to_owned(), row.command));
            }
        }
    }
    allowed
}

#[test]
fn losing_a_role_never_adds_a_right() {
    let administrator = "administrator@woodgrovebank.onmicrosoft.com";
    let mut engine = setting();
    let mut losses: Vec<(&str, Value)> = Vec::new();
    for given in engine.tenant().role_assignments.iter() {
        let holder = match given.principal {
            Principal::User(user) => engine.tenant().sign_in_name(Person::User(user)).unwrap(),
            Principal::Group(_) => "nestedCatalogOwner@woodgrovebank.onmicrosoft.com",
        };
        let holder = OTHERS
            .iter()
            .find(|other| other.eq_ignore_ascii_case(holder));
        let catalog = given.catalog.map(|catalog| catalog.guid().to_string());
        let mut with = json!({
            "principal": given.principal.object().guid().to_string(), "role": given.role.json()});
        if let Some(catalog) = catalog {
            with["catalog"] = json!(catalog);
        }
        losses.push((holder.unwrap(), json!({"do": "removeRole", "with": with})));
    }
    assert!(losses.len() > 15, "{}", losses.len());
    let mut lost = 0;
    for (holder, line) in losses {
        let before = allowed(&mut engine, &[holder]);
        let mut line = line;
        line["as"] = json!(administrator);
        let (ending, answers) = run_lines(&mut engine, &line.to_string());
        assert_eq!(ending, Ending::Met, "{answers:?}");
        let after = allowed(&mut engine, &[holder]);
        let more: Vec<_> = after.difference(&before).collect();
        assert!(more.is_empty(), "{line} gave {more:?}");
        lost += before.len() - after.len();
    }
    assert!(lost > 100, "{lost}");
}

#[test]
fn nothing_that_becomes_of_the_objects_gives_anybody_a_right() {
    let mut wrong = Vec::new();
    for state in STATES {
        let mut engine = setting();
        let mut line: Value = serde_json::from_str(state).unwrap();
        if line.get("do").is_some() {
            line["as"] = json!("administrator@woodgrovebank.onmicrosoft.com");
        }
        let (ending, answers) = run_lines(&mut engine, &line.to_string());
        assert_eq!(ending, Ending::Met, "{answers:?}");
        for row in TABLE {
            for who in everybody().iter().filter(|who| !is_allowed(who, row)) {
                if outcome(&mut engine, who, row) == "ok" {
                    wrong.push(format!("{} by {who} after {state}", row.command));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
