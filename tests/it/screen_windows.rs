//! What another window did is on the screens as soon as it is known here, whatever made it known.

use accessdesk::engine::Engine;
use accessdesk::script::{Ending, Sample};
use accessdesk::store::fs::MemoryFs;
use serde_json::json;

use crate::screen_memory::Expect as _;
use crate::support::desk::Desk;
use crate::support::script::{another_window, run_lines};

const ADMINISTRATOR: &str = "administrator@sandbox.onmicrosoft.com";

/// A window that shows the packages, of which there is one, and another window.
fn two_windows() -> (Desk, Engine<MemoryFs>) {
    let store = MemoryFs::new();
    let mut desk = Desk::on_disk(store.clone(), Sample::Empty, "").seated_as(ADMINISTRATOR);
    let mut other = another_window(store);
    make(&mut other, "Ledger");
    desk.seat.catch_up();
    desk.press("g p").expect(">Ledger");
    (desk, other)
}

#[track_caller]
fn make(other: &mut Engine<MemoryFs>, name: &str) {
    let line = json!({"as": ADMINISTRATOR, "do": "createAccessPackage",
        "with": {"displayName": name, "description": "For the close"}});
    let (ending, answers) = run_lines(other, &line.to_string());
    assert_eq!(ending, Ending::Met, "{answers:?}");
}

#[test]
fn a_question_that_reads_what_another_window_did_shows_it_on_the_list_below() {
    let (mut desk, mut other) = two_windows();
    make(&mut other, "Payroll");
    desk.press("w enter").expect("What would change a \"no\"");
    desk.press("esc").expect(">Ledger").expect("Payroll");
}

#[test]
fn a_copy_that_reads_what_another_window_did_shows_it() {
    let (mut desk, mut other) = two_windows();
    make(&mut other, "Payroll");
    desk.press("y j").expect(">Ledger").expect("Payroll");
}
