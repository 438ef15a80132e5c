//! What is refused on the way through the tutorial says why and what to do instead.

use std::path::Path;

use accessdesk::store::manifest::FORMAT_VERSION;
use serde_json::Value;

use crate::support::program;
use crate::support::terminal::Terminal;
use crate::support::tutorial::{ADMINISTRATOR, APPROVER, REQUESTOR};

const PACKAGE: &str = "Entitlement test catalog/Entitlement test package";

/// Opens the program for somebody in a home where steps 1 to 3 are done.
fn prepared(persona: &str) -> Terminal {
    program::start_prepared(Terminal::accessdesk(&["-p", persona]))
}

fn submit(home: &Path, persona: &str) -> Value {
    let line = format!(
        r#"{{"as":"{persona}","do":"submitRequest","with":{{"accessPackage":"{PACKAGE}","justification":"Onboarding"}}}}"#
    );
    program::exec(home, &line)
}

fn approve(home: &Path, persona: &str, request: &Value) -> Value {
    let line = format!(
        r#"{{"as":"{persona}","do":"approveRequest","with":{{"request":{request},"justification":"Fits"}}}}"#
    );
    program::exec(home, &line)
}

/// Checks a refusal: its code, a sentence, a way out, and the check that failed.
#[track_caller]
fn expect_refused(answer: &Value, code: &str, says: &str, hint: &str) {
    assert_eq!(answer["ok"], false, "{answer}");
    assert_eq!(answer["code"], code, "{answer}");
    assert!(
        answer["message"].as_str().unwrap().contains(says),
        "{answer}"
    );
    assert!(answer["hint"].as_str().unwrap().contains(hint), "{answer}");
    let walk = answer["walk"].as_array().unwrap();
    let failed = walk.iter().filter(|check| check["passed"] == false);
    assert_eq!(failed.count(), 1, "{answer}");
}

#[test]
fn only_those_asked_approve_and_nobody_their_own_request() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    program::prepare(home);
    let answer = submit(home, REQUESTOR.1);
    let request = &answer["ids"]["request"];
    let own = approve(home, REQUESTOR.1, request);
    expect_refused(&own, "SelfApproval", "their own access", "another approver");
    let other = approve(home, ADMINISTRATOR.1, request);
    expect_refused(
        &other,
        "NotAnApprover",
        "not asked to decide",
        "one of its approvers",
    );
    assert_eq!(approve(home, APPROVER.1, request)["ok"], true);
}

#[test]
fn second_request_is_greyed_with_the_reason_and_the_way_out() {
    let mut window = prepared(REQUESTOR.1);
    let home = window.home().to_owned();
    assert_eq!(submit(&home, REQUESTOR.1)["ok"], true);
    window
        .wait_for("~ pend")
        .press_shown("Enter")
        .wait_for("already has an open request")
        .wait_for("cancel that");
    let again = submit(&home, REQUESTOR.1);
    expect_refused(
        &again,
        "OpenRequestExists",
        "already has an open request",
        "cancel that",
    );
}

#[test]
fn period_that_ends_before_it_begins_is_named_at_its_field() {
    let mut window = prepared(REQUESTOR.1);
    window
        .wait_for("[1 Available")
        .press_shown("Enter")
        .wait_for("* Business justification")
        .type_text("Onboarding")
        .press_shown("Tab")
        .wait_for("* For a specific period")
        .press_shown("Space")
        .wait_for("[x]")
        .press_shown("Tab Tab")
        .wait_for("* Expires on")
        .type_text("yesterday")
        .press_shown("Ctrl-S")
        .wait_for("! Expires on is before the start.")
        .wait_for("submit (1 problem)");
    let line = format!(
        r#"{{"as":"{}","do":"submitRequest","with":{{"accessPackage":"{PACKAGE}","justification":"Onboarding","schedule":{{"startDateTime":"2099-01-02T00:00:00Z","expiration":{{"type":"afterDateTime","endDateTime":"2099-01-01T00:00:00Z"}}}}}}}}"#,
        REQUESTOR.1
    );
    let answer = program::exec(window.home(), &line);
    expect_refused(
        &answer,
        "EndBeforeStart",
        "the period ends",
        "after the start",
    );
}

#[test]
fn what_is_in_use_cannot_be_removed_and_says_where_to_begin() {
    let mut window = prepared(ADMINISTRATOR.1);
    let home = window.home().to_owned();
    let request = submit(&home, REQUESTOR.1)["ids"]["request"].clone();
    assert_eq!(approve(&home, APPROVER.1, &request)["ok"], true);
    window
        .press_shown(":")
        .wait_for("*Commands")
        .type_text("catalogs")
        .press_shown("Enter")
        .wait_for(">Entitlement test")
        .press_shown("Enter")
        .wait_for("Catalogs > Entitlement test catalog")
        .press_shown("2")
        .wait_for(">Entitlement test group")
        .press_shown("x")
        .wait_for("is given by")
        .wait_for("Remove its roles from those packages first.")
        .wait_for("Go to access package \"Entitlement test package\"")
        .press_shown("Esc")
        .press_shown("3")
        .wait_for(">Entitlement test")
        .press_shown("d")
        .wait_for("still has 1 active")
        .wait_for("Remove every assignment first, under Assignments.")
        .wait_for("Remove the assignment...");
    let delete = format!(
        r#"{{"as":"{}","do":"deleteAccessPackage","with":{{"accessPackage":"{PACKAGE}"}}}}"#,
        ADMINISTRATOR.1
    );
    let answer = program::exec(&home, &delete);
    expect_refused(
        &answer,
        "PackageHasAssignments",
        "1 active assignment",
        "Remove every assignment first",
    );
}

#[test]
fn unknown_persona_is_named_before_the_terminal_is_taken() {
    let mut window = program::start_prepared(Terminal::accessdesk(&["-p", "nobody@example.com"]));
    window
        .wait_for("nobody@example.com")
        .wait_for("Leave --persona out to choose among everybody.");
    assert_eq!(window.exit_code(), 1);
    window.wait_until_terminal(|screen| !screen.alternate_screen());
}

#[test]
fn a_persona_goes_by_what_people_call_them_where_only_one_is_called_that() {
    for name in ["administrator", "Administrator", "external requestor"] {
        let mut window = program::start_prepared(Terminal::accessdesk(&["-p", name]));
        window.wait_for("? keys").press("q");
        assert_eq!(window.exit_code(), 0, "{name}");
    }
    let launch = Terminal::accessdesk(&["-p", "Hugo Salas"]);
    program::run(launch.home(), &["init", "--sample", "woodgrove"]);
    let mut guest = launch.start();
    guest
        .wait_for(" Hugo Salas ")
        .wait_for(">Welcome")
        .press("q");
    assert_eq!(guest.exit_code(), 0);
    for name in ["administrat", "nobody"] {
        let mut window = program::start_prepared(Terminal::accessdesk(&["-p", name]));
        window.wait_for("there is no user");
        assert_eq!(window.exit_code(), 1, "{name}");
    }
}

#[test]
fn path_of_a_file_is_no_store_and_the_file_is_left_alone() {
    let launch = Terminal::accessdesk(&["--store", "letter.txt"]);
    let letter = launch.home().join("letter.txt");
    std::fs::write(&letter, "Dear all").unwrap();
    let mut window = launch.start();
    window.wait_for("letter.txt").wait_for("is not a directory");
    assert_eq!(window.exit_code(), 2);
    assert_eq!(std::fs::read_to_string(&letter).unwrap(), "Dear all");
}

#[test]
fn damaged_line_opens_for_reading_and_names_file_and_byte() {
    let launch = Terminal::accessdesk(&["-p", ADMINISTRATOR.1]);
    let home = launch.home().to_owned();
    program::prepare(&home);
    let journal = program::store(&home).join("journal-0000000001.jsonl");
    let mut bytes = std::fs::read(&journal).unwrap();
    // Behind the last line is room for the next one.
    let end = bytes.iter().rposition(|byte| *byte != b'\n').unwrap();
    let last = bytes[..end].iter().rposition(|byte| *byte == b'\n');
    let last = last.unwrap() + 1;
    bytes[last + 200] ^= 1;
    std::fs::write(&journal, &bytes).unwrap();
    let place = format!("{last}: the record is damaged");
    let mut window = launch.start();
    window
        .wait_for("Read-only: the store is damaged: journal-0000000001.jsonl")
        .wait_for(&place)
        .press_shown(":")
        .wait_for("*Commands")
        .type_text("catalogs")
        .press_shown("Enter")
        .wait_for(">Entitlement test")
        .wait_for(&place)
        .wait_for("(n new)")
        .press("n")
        .wait_for("Not possible (new): the store takes no changes");
    let (code, said) = program::verify(&home);
    assert_eq!(code, Some(3), "{said}");
    assert!(
        said.contains("journal-0000000001.jsonl") && said.contains(&format!("byte {last}")),
        "{said}"
    );
    assert_eq!(std::fs::read(&journal).unwrap(), bytes);
}

#[test]
fn store_of_a_newer_program_is_not_touched() {
    let launch = Terminal::accessdesk(&[]);
    let home = launch.home().to_owned();
    program::prepare(&home);
    let manifest = program::store(&home).join("store.json");
    let text = std::fs::read_to_string(&manifest).unwrap();
    let next = FORMAT_VERSION + 1;
    let version = |number: u64| format!("\"version\":{number}");
    let newer = text.replace(&version(FORMAT_VERSION), &version(next));
    assert_ne!(newer, text);
    std::fs::write(&manifest, &newer).unwrap();
    let before = contents(&program::store(&home));
    let mut window = launch.start();
    window.wait_for(&format!("format {next}"));
    assert_eq!(window.exit_code(), 4);
    assert_eq!(program::verify(&home).0, Some(4));
    assert_eq!(contents(&program::store(&home)), before);
}

/// Returns every file of a directory with its bytes.
fn contents(directory: &Path) -> Vec<(std::ffi::OsString, Vec<u8>)> {
    let entries = std::fs::read_dir(directory).unwrap();
    let mut files: Vec<_> = entries
        .map(|entry| {
            let entry = entry.unwrap();
            (entry.file_name(), std::fs::read(entry.path()).unwrap())
        })
        .collect();
    files.sort();
    files
}
