//! Undo and redo at the screens: across personas, several steps deep, and asked about where more than
//! an edit is at stake.

use crate::screen_memory::{Expect as _, desk};
use crate::support::desk::Desk;

/// Makes a catalog from the list of catalogs.
fn make(desk: &mut Desk, name: &str) {
    desk.press("n").type_text(name).press("tab");
    desk.type_text("For the field").press("Ctrl-S");
    desk.expect(&format!(">{name}"));
}

fn become_somebody(desk: &mut Desk, name: &str) {
    desk.press("P").type_text(name).press("enter");
    desk.press("g c").expect("General");
}

#[test]
fn the_last_command_is_taken_back_and_done_again_whoever_looks_at_the_desk() {
    let mut desk = desk();
    desk.press("g c");
    make(&mut desk, "Events");
    become_somebody(&mut desk, "ana");
    desk.expect("Events").press("u");
    desk.expect("Taken back: Create access package catalog: \"Events\".");
    desk.press("j").expect_no(" Events  ");
    become_somebody(&mut desk, "global");
    desk.press("Ctrl-R");
    desk.expect("Done again: Create access package catalog: \"Events\".");
    desk.press("j").expect(" Events  ");
}

#[test]
fn several_commands_are_taken_back_one_after_the_other_and_done_again_in_their_order() {
    let mut desk = desk();
    desk.press("g c");
    make(&mut desk, "Events");
    make(&mut desk, "Welfare");
    desk.press("u")
        .expect("Taken back: Create access package catalog: \"Welfare\".");
    desk.press("u")
        .expect("Taken back: Create access package catalog: \"Events\".");
    desk.press("Ctrl-R")
        .expect("Done again: Create access package catalog: \"Events\".");
    desk.press("Ctrl-R")
        .expect("Done again: Create access package catalog: \"Welfare\".");
    desk.press("u").expect("Taken back");
    make(&mut desk, "Trade");
    desk.press("Ctrl-R").expect("nothing was taken back");
}

#[test]
fn a_move_of_the_clock_is_taken_back_after_a_question_and_time_goes_back_with_it() {
    let mut desk = desk();
    let before = desk.seat.engine.now();
    desk.press("T").expect("Clock").press(">");
    assert!(desk.seat.engine.now() > before, "{}", desk.screen());
    desk.press("u").expect("Take back?").press("y");
    assert_eq!(desk.seat.engine.now(), before);
}

#[test]
fn a_resize_keeps_what_is_open_and_half_typed() {
    let mut desk = desk();
    desk.press("g c /").type_text("e");
    desk.press("down").expect(">Sales");
    desk.resize(60, 18).expect("filter: e_").expect(">Sales");
    desk.press("backspace").type_text("sal");
    desk.resize(80, 24).expect("filter: sal_").press("enter");
    desk.resize(60, 18).expect("filter: sal ").press("s");
    desk.resize(120, 40).expect("Sort by").press("esc g");
    desk.resize(80, 24).press("u").expect("Users");
}
