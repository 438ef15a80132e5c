//! Undo at a window while another one works on the same store.

use accessdesk::engine::Engine;
use accessdesk::script::{Ending, Sample};
use accessdesk::store::fs::MemoryFs;
use serde_json::{Value, json};

use crate::screen_memory::Expect as _;
use crate::support::desk::Desk;
use crate::support::script::{another_window, run_lines};

const ADMINISTRATOR: &str = "administrator@sandbox.onmicrosoft.com";
const OVERTAKEN: &str = "another window has made the last change";

fn create(name: &str) -> Value {
    json!({"as": ADMINISTRATOR, "do": "createCatalog",
        "with": {"displayName": name, "description": "For the field"}})
}

/// A window that has just made the catalog Events, and another one.
fn two_windows() -> (Desk, Engine<MemoryFs>) {
    let store = MemoryFs::new();
    let mut desk = Desk::on_disk(store.clone(), Sample::Empty, "").seated_as(ADMINISTRATOR);
    let other = another_window(store);
    desk.press("g c");
    make(&mut desk, "Events");
    (desk, other)
}

fn make(desk: &mut Desk, name: &str) {
    desk.press("n").type_text(name).press("tab");
    desk.type_text("For the field").press("Ctrl-S");
    desk.expect(&format!(">{name}"));
}

#[track_caller]
fn elsewhere(other: &mut Engine<MemoryFs>, line: &Value) {
    let (ending, answers) = run_lines(other, &line.to_string());
    assert_eq!(ending, Ending::Met, "{answers:?}");
}

fn notices(desk: &mut Desk) {
    assert!(desk.seat.catch_up().is_empty(), "{}", desk.screen());
}

#[test]
fn undo_is_grey_with_its_reason_once_another_window_has_changed_something() {
    let (mut desk, mut other) = two_windows();
    elsewhere(&mut other, &create("Welfare"));
    notices(&mut desk);
    desk.expect("Welfare").press("u").expect(OVERTAKEN);
    desk.expect("Events").expect("Welfare");
    desk.press("esc :").type_text("undo").expect(OVERTAKEN);
}

#[test]
fn undo_that_comes_too_late_is_refused_with_the_same_reason() {
    let (mut desk, mut other) = two_windows();
    elsewhere(&mut other, &create("Welfare"));
    desk.expect_no("Welfare").press("u");
    desk.expect_no("Taken back").expect(OVERTAKEN);
    desk.press("esc").expect("Events").expect("Welfare");
}

#[test]
fn what_was_done_here_since_is_taken_back_but_not_what_the_other_window_did_before() {
    let (mut desk, mut other) = two_windows();
    elsewhere(&mut other, &create("Welfare"));
    notices(&mut desk);
    make(&mut desk, "Trade");
    desk.press("u")
        .expect("Taken back: Create access package catalog: \"Trade\".");
    desk.press("u").expect(OVERTAKEN).expect("Welfare");
    desk.press("Ctrl-R")
        .expect("Done again: Create access package catalog: \"Trade\".");
    desk.press("u")
        .expect("Taken back: Create access package catalog: \"Trade\".");
}

#[test]
fn what_another_window_was_refused_does_not_stand_in_the_way_of_undo() {
    let (mut desk, mut other) = two_windows();
    let refused = json!({"as": ADMINISTRATOR, "do": "deleteCatalog",
        "with": {"catalog": "General"}});
    let before = desk.seat.engine.store().head().seq;
    run_lines(&mut other, &refused.to_string());
    notices(&mut desk);
    assert!(desk.seat.engine.store().head().seq > before);
    desk.press("u")
        .expect("Taken back: Create access package catalog: \"Events\".");
}
