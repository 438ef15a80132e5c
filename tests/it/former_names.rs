//! What is told of the past goes by the names that it had, whatever was deleted since.

use accessdesk::domain::command::{AccessPackageReference, Command, PackageCommand};
use accessdesk::domain::id::ObjectRef;
use accessdesk::script::query::as_csv;
use accessdesk::script::{Ending, Sample};
use serde_json::{Value, json};

use crate::support::script::{engine, run_lines};
use crate::support::world::World;

const TUTORIAL: &[&str] = &[
    include_str!("../../assets/scripts/tutorial-steps-1-6.jsonl"),
    include_str!("../../assets/scripts/tutorial-steps-7-12.jsonl"),
];
const ADMINISTRATOR: &str = "administrator@woodgrovebank.onmicrosoft.com";
const REQUESTOR: &str = "internal.requestor@woodgrovebank.onmicrosoft.com";
const PACKAGE: &str = "Entitlement test package";
const CATALOG: &str = "Entitlement test catalog";

/// Does the whole tutorial with its cleaning up, and the lines after it as its administrator.
fn after_the_tutorial(lines: &[Value]) -> Vec<Value> {
    let mut engine = engine(Sample::Tutorial);
    for steps in TUTORIAL {
        assert_eq!(run_lines(&mut engine, steps).0, Ending::Met);
    }
    assert!(engine.tenant().packages.is_empty());
    let lines: Vec<String> = lines
        .iter()
        .map(|line| {
            let mut line = line.clone();
            line["as"] = json!(ADMINISTRATOR);
            line.to_string()
        })
        .collect();
    let (ending, answers) = run_lines(&mut engine, &lines.join("\n"));
    assert_eq!(ending, Ending::Met, "{:?}", answers.last());
    answers
}

#[test]
fn requests_and_assignments_name_a_deleted_package_and_its_policy() {
    let answers =
        after_the_tutorial(&[json!({"list": "requests"}), json!({"list": "assignments"})]);
    for (answer, list) in answers.iter().zip(["requests", "assignments"]) {
        let rows = answer["rows"].as_array().unwrap();
        assert!(!rows.is_empty(), "{list}");
        for row in rows {
            assert_eq!(row["accessPackage"]["displayName"], PACKAGE, "{row}");
            let policy = &row["assignmentPolicy"]["displayName"];
            assert!(policy.is_string(), "{row}");
        }
        let table = as_csv(list, answer).unwrap();
        let named = table.lines().skip(1).all(|line| line.contains(PACKAGE));
        assert!(named, "{table}");
    }
}

#[test]
fn the_audit_log_names_all_that_was_cleaned_up() {
    let answers = after_the_tutorial(&[
        json!({"list": "audit", "where": {"category": "EntitlementManagement"}, "limit": 500}),
    ]);
    let rows = answers[0]["rows"].as_array().unwrap();
    let nameless = |row: &&Value| {
        let targets = row["target"].as_array().unwrap();
        targets.iter().any(|target| target["displayName"].is_null())
    };
    let nameless: Vec<&Value> = rows.iter().filter(nameless).collect();
    assert_eq!(nameless, Vec::<&Value>::new());
    let deleted = |activity: &str| {
        let row = rows.iter().find(|row| row["activity"] == activity).unwrap();
        row["target"][0]["displayName"].clone()
    };
    assert_eq!(deleted("Delete access package"), PACKAGE);
    assert_eq!(deleted("Delete access package catalog"), CATALOG);
    let table = as_csv("audit", &answers[0]).unwrap();
    assert!(table.contains(PACKAGE), "{table}");
}

#[test]
fn the_names_of_what_is_gone_are_free_again_and_lead_to_the_new() {
    let answers = after_the_tutorial(&[
        json!({"do": "deleteCatalog", "with": {"catalog": CATALOG}, "expect": "NotFound"}),
        json!({
            "do": "createCatalog",
            "with": {"displayName": CATALOG, "description": "Again"},
            "expect": "ok",
        }),
        json!({
            "do": "createAccessPackage",
            "with": {"catalog": CATALOG, "displayName": PACKAGE, "description": "Again"},
            "expect": "ok",
        }),
        json!({"list": "accessPackages"}),
        json!({"list": "requests", "where": {"accessPackage": format!("{CATALOG}/{PACKAGE}")}}),
    ]);
    assert_eq!(answers[3]["total"], 1, "only what exists is listed");
    assert_eq!(answers[4]["total"], 0, "the new package has no past");
}

#[test]
fn undo_and_redo_of_a_deletion_leave_one_name_and_an_undone_making_none() {
    let mut world = World::new();
    let tutorial = world.tutorial();
    let package = ObjectRef::from(tutorial.package);
    let name = world.tenant().name_of(package).unwrap().to_owned();
    let before = world.tenant().clone();
    let delete: Command = PackageCommand::DeleteAccessPackage(AccessPackageReference {
        access_package: tutorial.package,
    })
    .into();
    world.administering().give(delete).unwrap();
    let after = world.tenant().clone();
    assert!(!after.contains(package));
    assert_eq!(after.name_of(package), Some(name.as_str()));
    world.undo().unwrap();
    assert_eq!(world.tenant(), &before);
    world.redo().unwrap();
    assert_eq!(world.tenant(), &after);
    world.undo().unwrap();
    world.undo().unwrap();
    assert!(world.tenant().former_names.is_empty());
}

#[test]
fn the_identifier_of_a_deleted_package_does_not_lead_to_its_name() {
    let removal = json!({"as": ADMINISTRATOR, "do": "deleteAccessPackage", "expect": "ok",
        "with": {"accessPackage": "$package"}});
    for question in ["canSee", "canRequest"] {
        let mut engine = engine(Sample::Tutorial);
        let asked = json!({"as": REQUESTOR, "why": question, "expect": "NotFound",
            "with": {"person": REQUESTOR, "accessPackage": "$package"}});
        let lines = format!("{}{removal}\n{asked}", TUTORIAL[0]);
        let (ending, answers) = run_lines(&mut engine, &lines);
        let answer = answers.last().unwrap();
        assert_eq!(ending, Ending::Met, "{answer}");
        assert!(!answer.to_string().contains(PACKAGE), "{answer}");
    }
}
