//! Undo at a window after time has done its work, there or at another window: that goes back with
//! the command, as the question says, and time does again what is due all the same.

use accessdesk::domain::invariant;
use accessdesk::engine::Engine;
use accessdesk::script::{Ending, Sample};
use accessdesk::store::fs::MemoryFs;
use serde_json::{Value, json};

use crate::screen_memory::Expect as _;
use crate::support::desk::Desk;
use crate::support::script::{another_window, preparations, run_lines, wait_until};

const ADMINISTRATOR: &str = "administrator@woodgrovebank.onmicrosoft.com";
const APPROVER: &str = "approver@woodgrovebank.onmicrosoft.com";
const REQUESTOR: &str = "internal.requestor@woodgrovebank.onmicrosoft.com";
const PACKAGE: &str = "Entitlement test catalog/Entitlement test package";
const POLICY: &str = "Entitlement test catalog/Entitlement test package/Internal requestors";
/// When the access of the requestor ends, and when that of the approver does.
const ENDS: [(&str, &str); 2] = [
    (REQUESTOR, "2026-03-02T09:00:00Z"),
    (APPROVER, "2026-03-03T09:00:00Z"),
];
const TAKES_BACK_A_CATALOG: &str = "- Create access package catalog: \"Events\"";
const ENDS_ACCESS: &str = "Entitlement Management removes access package assignment request";
const AGAIN: &str = "What is due without it, time does again at once.";

fn assigned((person, end): (&str, &str)) -> Value {
    let expiration = json!({"type": "afterDateTime", "endDateTime": end});
    json!({"as": ADMINISTRATOR, "do": "assignDirectly", "with": {
        "accessPackage": PACKAGE, "policy": POLICY, "targets": [person],
        "schedule": {"expiration": expiration}}})
}

/// A window where an administrator sits while these people's access is about to end, and another one.
fn two_windows_while(access: &[(&str, &str)]) -> (Desk, Engine<MemoryFs>) {
    let store = MemoryFs::new();
    let admitted = json!({"as": ADMINISTRATOR, "do": "addGroupMember",
        "with": {"group": "Internal requestor", "member": APPROVER}});
    let mut lines = vec![preparations(), admitted.to_string()];
    lines.extend(access.iter().map(|end| assigned(*end).to_string()));
    let desk = Desk::on_disk(store.clone(), Sample::Tutorial, &lines.join("\n"));
    let other = another_window(store);
    (desk.seated_as(ADMINISTRATOR), other)
}

/// A window that has just made the catalog Events while two people's access is about to end, and
/// another one.
fn two_windows() -> (Desk, Engine<MemoryFs>) {
    let (mut desk, other) = two_windows_while(&ENDS);
    desk.press("g c n").type_text("Events").press("tab");
    desk.type_text("For the field").press("Ctrl-S");
    desk.expect(">Events");
    (desk, other)
}

/// Lets time pass at both windows until somebody's access has ended; the other one sees to it.
#[track_caller]
fn access_ends(desk: &mut Desk, other: &mut Engine<MemoryFs>, (_, end): (&str, &str)) {
    wait_until(&mut desk.seat.engine, end);
    wait_until(other, end);
    assert!(!other.tick().unwrap().is_empty());
}

/// Lists whose access has a state.
fn people(desk: &mut Desk, state: &str) -> Vec<String> {
    let query = json!({"as": ADMINISTRATOR, "list": "assignments", "where": {"state": state}});
    let (_, answers) = run_lines(&mut desk.seat.engine, &query.to_string());
    let rows = answers[0]["rows"].as_array().unwrap().iter();
    let names = rows.map(|row| row["target"]["displayName"].as_str().unwrap().to_owned());
    names.collect()
}

#[track_caller]
fn assert_sound(desk: &Desk) {
    assert_eq!(invariant::check_all(desk.seat.engine.tenant()), vec![]);
}

#[test]
fn due_work_of_another_window_goes_back_with_the_command_and_time_does_it_again() {
    let (mut desk, mut other) = two_windows();
    access_ends(&mut desk, &mut other, ENDS[0]);
    desk.seat.catch_up();
    desk.press("u").expect("Take back?");
    desk.expect(TAKES_BACK_A_CATALOG).expect(ENDS_ACCESS);
    desk.expect(AGAIN).press("y").expect("Taken back: ");
    desk.expect_no(" Events  ").expect("Ctrl-R redo");
    assert_eq!(people(&mut desk, "expired"), [""; 0]);
    desk.seat.do_due_work();
    desk.expect_no("Ctrl-R redo");
    assert_eq!(people(&mut desk, "expired"), ["Internal requestor"]);
    assert_eq!(people(&mut desk, "delivered"), ["Approver"]);
    assert_sound(&desk);
    // One is told of the end of access and one of an end to come, neither of them twice.
    let outbox = desk.press("esc g b").screen();
    assert_eq!(outbox.matches("ok Sent ┃").count(), 2, "{outbox}");
}

#[test]
fn undo_asks_about_due_work_of_another_window_that_nobody_has_noticed_here() {
    let (mut desk, mut other) = two_windows();
    access_ends(&mut desk, &mut other, ENDS[0]);
    desk.press("u").expect("Take back?").expect(ENDS_ACCESS);
    desk.press("n").expect_no("Taken back").expect(">Events");
    assert_eq!(people(&mut desk, "expired"), ["Internal requestor"]);
}

#[test]
fn what_falls_due_while_the_question_is_open_has_to_be_looked_at_too() {
    let (mut desk, mut other) = two_windows();
    access_ends(&mut desk, &mut other, ENDS[0]);
    desk.press("u").expect("- and 3 more");
    access_ends(&mut desk, &mut other, ENDS[1]);
    desk.press("y").expect("[ReversalChanged]");
    desk.expect_no("Taken back").expect(">Events");
    assert_eq!(people(&mut desk, "expired").len(), 2);
    desk.press("u").expect("- and 9 more").press("y");
    desk.expect("Taken back: ").expect_no(" Events  ");
    desk.seat.do_due_work();
    assert_eq!(people(&mut desk, "expired").len(), 2);
    assert_sound(&desk);
}

#[test]
fn due_work_here_while_the_question_is_open_counts_as_well() {
    let (mut desk, _) = two_windows();
    wait_until(&mut desk.seat.engine, ENDS[0].1);
    desk.seat.do_due_work();
    desk.press("u").expect("Take back?");
    wait_until(&mut desk.seat.engine, ENDS[1].1);
    desk.seat.do_due_work();
    desk.press("y")
        .expect("[ReversalChanged]")
        .expect(">Events");
}

#[test]
fn what_is_due_but_not_done_yet_does_not_stand_in_the_way_of_undo() {
    let (mut desk, _) = two_windows();
    wait_until(&mut desk.seat.engine, ENDS[0].1);
    desk.press("u")
        .expect_no("Take back?")
        .expect("Taken back: ");
    desk.seat.do_due_work();
    assert_eq!(people(&mut desk, "expired"), ["Internal requestor"]);
}

#[test]
fn a_command_of_another_window_greys_undo_whatever_time_did_since() {
    let (mut desk, mut other) = two_windows();
    let made = json!({"as": ADMINISTRATOR, "do": "createCatalog",
        "with": {"displayName": "Welfare", "description": "For the field"}});
    let (ending, _) = run_lines(&mut other, &made.to_string());
    assert_eq!(ending, Ending::Met);
    access_ends(&mut desk, &mut other, ENDS[0]);
    desk.press("u")
        .expect("another window has made the last change");
    desk.expect_no("Take back?")
        .expect("Events")
        .expect("Welfare");
    let steps = other.desk().history.to_undo().unwrap();
    assert!(steps.len() > 1, "the other window could take both back");
}

#[test]
fn an_approval_goes_back_after_due_work_and_the_request_waits_again() {
    let (desk, mut other) = two_windows_while(&ENDS[1..]);
    let asked = json!({"as": REQUESTOR, "do": "submitRequest",
        "with": {"accessPackage": PACKAGE, "justification": "Onboarding"}});
    run_lines(&mut other, &asked.to_string());
    let mut desk = desk.seated_as(APPROVER);
    desk.seat.catch_up();
    desk.press("g d").expect("Internal requestor").press("a");
    desk.type_text("Known").press("Ctrl-S");
    access_ends(&mut desk, &mut other, ENDS[1]);
    desk.press("u").expect("Take back?").expect(AGAIN);
    desk.expect("- Approve access package assignment request");
    desk.press("y").expect("Taken back: ").press("esc g d");
    desk.expect("Internal requestor").seat.do_due_work();
    assert_eq!(people(&mut desk, "expired"), ["Approver"]);
    assert_eq!(people(&mut desk, "delivered").len(), 0);
    assert_sound(&desk);
}
