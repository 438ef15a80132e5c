//! A list whose names are to be read: its detail stands below it, as long as it needs the width.

use accessdesk::script::Sample;
use accessdesk::ui::view::Content;

use crate::screen_memory::Expect as _;
use crate::support::desk::Desk;

const STEPS: &str = include_str!("../../assets/scripts/tutorial-steps-1-6.jsonl");
const ADMINISTRATOR: &str = "administrator@woodgrovebank.onmicrosoft.com";

/// The audit log of the tutorial in a window of a size.
fn log(width: u16, height: u16) -> Desk {
    let mut desk = Desk::on(Sample::Tutorial, STEPS).seated_as(ADMINISTRATOR);
    desk.resize(width, height).press("g l");
    desk
}

/// Returns the line of the screen on which words begin.
#[track_caller]
fn line(desk: &Desk, words: &str) -> usize {
    let screen = desk.screen();
    let found = screen.lines().position(|line| line.contains(words));
    found.unwrap_or_else(|| panic!("no \"{words}\" in\n{screen}"))
}

#[test]
fn in_the_usual_window_who_did_what_to_whom_is_read_whole_and_what_changed_below() {
    let mut desk = log(80, 24);
    desk.press("/").type_text("member").press("enter");
    desk.expect("Administrator Add member to group")
        .expect("Internal requestor ")
        .expect("ok done");
    assert!(line(&desk, "Entry") > line(&desk, ">"), "{}", desk.screen());
    desk.press("/ ctrl-u").type_text("activity:policy");
    desk.press("enter");
    desk.expect("Internal requestors").expect("(none) -> ");
}

#[test]
fn what_ties_an_entry_to_others_stands_behind_what_changed() {
    let mut desk = log(80, 24);
    desk.press("/")
        .type_text("approve request ok")
        .press("enter");
    let state = line(&desk, "- stages 1.outcome");
    let origin = line(&desk, "correlation ");
    assert!(state < origin, "{}", desk.screen());
    desk.expect("right Anybody over").expect("OS user");
}

#[test]
fn the_entry_below_is_read_to_its_end_by_tab_and_goes_with_the_selection() {
    let mut desk = log(80, 24);
    desk.expect("more below, Tab").press("tab end");
    desk.expect("more above").expect_no("more below, Down");
    let scrolled = |desk: &Desk| match desk.seat.view().body.side.map(|pane| pane.content) {
        Some(Content::Detail(detail)) => detail.scroll,
        other => panic!("no detail but {other:?}"),
    };
    assert!(scrolled(&desk) > 0);
    desk.press("tab down");
    assert_eq!(scrolled(&desk), 0);
}

#[test]
fn the_selected_row_stays_in_view_above_its_entry() {
    let mut desk = log(80, 24);
    desk.press("end").expect("┃>");
    assert!(line(&desk, "┃>") < line(&desk, "Entry"));
    desk.press("home pagedown").expect("┃>");
}

#[test]
fn with_room_for_every_column_the_entry_stands_beside_and_with_little_in_its_place() {
    let mut desk = log(200, 40);
    assert_eq!(line(&desk, "Audit log ━"), line(&desk, "Change "));
    desk.resize(60, 18).expect_no("Entry").press("tab");
    desk.expect("Change ").expect_no("┏*Audit log");
    desk.press("tab").resize(60, 30);
    assert!(line(&desk, "Entry") > line(&desk, "┃>"));
}
