//! How far the detail is scrolled: it begins anew with every object that it shows.

use accessdesk::script::{Ending, Sample};
use accessdesk::ui::msg::Msg;
use accessdesk::ui::pointer::{Act, Target};
use accessdesk::ui::view::Content;
use serde_json::{Value, json};

use crate::screen_memory::Expect as _;
use crate::support::desk::Desk;
use crate::support::script::run_lines;

const ADMINISTRATOR: &str = "administrator@woodgrovebank.onmicrosoft.com";

/// A list of people beside the detail of the first one.
fn people() -> Desk {
    let mut desk = Desk::on(Sample::Woodgrove, "").seated_as(ADMINISTRATOR);
    desk.press("g u").expect(">Ada Nováková");
    desk
}

/// Returns how many lines of the detail are scrolled away.
fn scrolled(desk: &Desk) -> usize {
    match desk.seat.view().body.side.map(|pane| pane.content) {
        Some(Content::Detail(detail)) => detail.scroll,
        other => panic!("no detail but {other:?}"),
    }
}

/// Scrolls the detail and leaves it.
#[track_caller]
fn scroll(desk: &mut Desk) {
    desk.press("tab j j j");
    assert_eq!(scrolled(desk), 3, "{}", desk.screen());
}

#[track_caller]
fn elsewhere(desk: &mut Desk, what: &str, with: &Value) {
    let line = json!({"as": ADMINISTRATOR, "do": what, "with": with});
    let (ending, answers) = run_lines(&mut desk.seat.engine, &line.to_string());
    assert_eq!(ending, Ending::Met, "{answers:?}");
    desk.tell(Msg::Reloaded);
}

#[test]
fn the_detail_keeps_its_place_while_its_object_stays() {
    let mut desk = people();
    scroll(&mut desk);
    desk.press("tab").tell(Msg::Reloaded);
    assert_eq!(scrolled(&desk), 3);
    desk.press("g c [");
    assert_eq!(scrolled(&desk), 3, "{}", desk.screen());
}

#[test]
fn the_detail_of_another_row_begins_at_its_beginning() {
    let mut desk = people();
    scroll(&mut desk);
    desk.press("tab j").expect(">Adele Vance");
    assert_eq!(scrolled(&desk), 0);
    scroll(&mut desk);
    desk.tell(Msg::Pointer(Act::Click(Target::Row(3))));
    desk.expect(">Alex Wilber");
    assert_eq!(scrolled(&desk), 0);
    scroll(&mut desk);
    desk.press("tab").tell(Msg::Pointer(Act::WheelDown));
    desk.expect_no(">Alex Wilber");
    assert_eq!(scrolled(&desk), 0);
}

#[test]
fn the_detail_begins_anew_when_another_object_comes_under_it() {
    let mut desk = people();
    scroll(&mut desk);
    desk.press("tab /").type_text("kim.ray").press("enter");
    desk.expect(">Kim Ray");
    assert_eq!(scrolled(&desk), 0);
    scroll(&mut desk);
    desk.press("tab esc").expect(">Kim Ray");
    assert_eq!(scrolled(&desk), 3);
}

#[test]
fn the_detail_begins_anew_when_its_object_is_deleted_elsewhere() {
    let mut desk = people();
    let who = "zoe@woodgrovebank.onmicrosoft.com";
    elsewhere(
        &mut desk,
        "createUser",
        &json!({"displayName": "0 Zoe", "userPrincipalName": who}),
    );
    desk.resize(80, 18).press("home").expect(">0 Zoe");
    scroll(&mut desk);
    elsewhere(&mut desk, "deleteUser", &json!({"user": who}));
    desk.expect_no("0 Zoe");
    assert_eq!(scrolled(&desk), 0);
}

#[test]
fn the_detail_of_another_cell_begins_at_its_beginning() {
    let mut desk = people();
    desk.resize(120, 18).press("g w");
    let find = |desk: &mut Desk, column: &str| {
        desk.press("v").type_text(column).press("enter");
    };
    // Ada holds this one, of which there is more to say than there is room for.
    let scroll = |desk: &mut Desk| {
        desk.press("home");
        find(desk, "ledger");
        desk.press("tab j tab");
        assert_eq!(scrolled(desk), 1, "{}", desk.screen());
    };
    scroll(&mut desk);
    desk.press("right");
    assert_eq!(scrolled(&desk), 0);
    scroll(&mut desk);
    desk.tell(Msg::Pointer(Act::Click(Target::Cell(2, 2))));
    assert_eq!(scrolled(&desk), 0);
    scroll(&mut desk);
    find(&mut desk, "branch keys");
    assert_eq!(scrolled(&desk), 0);
}
