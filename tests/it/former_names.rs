//! What is told of the past goes by the names that it had, whatever was deleted since.

use std::path::Path;

use accessdesk::domain::command::{AccessPackageReference, Command, PackageCommand};
use accessdesk::domain::id::ObjectRef;
use accessdesk::domain::invariant;
use accessdesk::script::query::as_csv;
use accessdesk::script::{Ending, Sample};
use accessdesk::store::digest::{Digest, Tag};
use accessdesk::store::fs::{Fs as _, MemoryFs};
use accessdesk::store::{Access, Store};
use serde_json::{Value, json};

use crate::store_processes::roll_over;
use crate::support::script::{engine, engine_on, run_lines};
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
            if line.get("desk").is_none() {
                line["as"] = json!(ADMINISTRATOR);
            }
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
            assert_eq!(row["catalog"]["displayName"], CATALOG, "{row}");
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
fn what_was_made_and_taken_back_has_its_name_in_the_log() {
    let answers = after_the_tutorial(&[
        json!({"do": "createGroup", "with": {"displayName": "Mistake"}, "expect": "ok"}),
        json!({"desk": "undo"}),
        json!({"list": "audit", "where": {"activity": "Add group"}}),
    ]);
    let rows = answers[2]["rows"].as_array().unwrap();
    let last = rows.last().unwrap();
    assert_eq!(last["target"][0]["displayName"], "Mistake", "{last}");
    assert_eq!(last["targetResources"][0]["displayName"], "Mistake");
}

/// Makes of a snapshot what a program wrote that knew of no former names.
fn of_earlier_times(snapshot: &[u8]) -> Vec<u8> {
    let whole: Value = serde_json::from_slice(snapshot).unwrap();
    let mut head = whole["head"].clone();
    let announced = head["collections"].as_array_mut().unwrap();
    announced.retain(|collection| collection["name"] != "formerNames");
    let collections: Vec<String> = announced
        .iter()
        .map(|collection| {
            let name = collection["name"].as_str().unwrap();
            format!("\"{name}\":{}", whole["collections"][name])
        })
        .collect();
    for (announced, text) in announced.iter_mut().zip(&collections) {
        let (name, bytes) = text.split_once(':').unwrap();
        let name = name.trim_matches('"').as_bytes();
        let parts: [&[u8]; 3] = [name, b"\0", bytes.as_bytes()];
        announced["digest"] = json!(Digest::of(Tag::Collection, &parts).to_string());
        announced["length"] = json!(bytes.len());
    }
    let head = head.to_string();
    let check = Digest::of(Tag::SnapshotHead, &[head.as_bytes()]);
    let collections = collections.join(",\n");
    format!("{{\"head\":{head},\"check\":\"{check}\",\n\"collections\":{{\n{collections}\n}}}}\n")
        .into_bytes()
}

#[test]
fn a_store_with_a_snapshot_from_before_former_names_still_names_what_was_deleted() {
    let disk = MemoryFs::new();
    let mut engine = engine_on(disk.clone(), Sample::Tutorial);
    for steps in TUTORIAL {
        assert_eq!(run_lines(&mut engine, steps).0, Ending::Met);
    }
    let before = engine.desk().clone();
    drop(engine);
    let path = Path::new("/store");
    let open = || Store::open(disk.clone(), path, Access::Write).unwrap();
    roll_over(&mut open().store);
    let names = disk.list(path).unwrap();
    let snapshot = names
        .iter()
        .map(|name| path.join(name))
        .find(|file| file.to_string_lossy().contains("/snapshot-"))
        .unwrap();
    assert_eq!(open().findings, [], "the snapshot of today is used");
    let today = disk.contents().remove(&snapshot).unwrap();
    disk.plant(&snapshot, &of_earlier_times(&today));
    let opened = open();
    assert_eq!(opened.findings.len(), 1, "{:?}", opened.findings);
    assert_eq!(opened.desk, before);
    assert_eq!(invariant::check_all(&opened.desk.tenant), vec![]);
    let tenant = &opened.desk.tenant;
    let request = tenant.requests.iter().next().unwrap();
    assert_eq!(tenant.name_of(request.access_package.into()), Some(PACKAGE));
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
