//! Many marked rows of which the rules refuse every one, since another window was there before.

use accessdesk::app::Errand;
use accessdesk::script::{Ending, Sample};
use accessdesk::store::fs::MemoryFs;
use accessdesk::ui::key::Key;
use accessdesk::ui::msg::Msg;
use serde_json::json;

use crate::screen_memory::Expect as _;
use crate::support::desk::Desk;
use crate::support::script::{another_window, run_lines};

const ADMINISTRATOR: &str = "administrator@sandbox.onmicrosoft.com";
const CATALOGS: [&str; 3] = ["Sales", "Tools", "Travel"];

/// A line of the administrator about a catalog.
fn catalog(what: &str, key: &str, name: &str) -> String {
    let with = json!({key: name, "description": format!("Made by {what}")});
    json!({"as": ADMINISTRATOR, "do": what, "with": with}).to_string()
}

/// A window that asks whether three catalogs are to be deleted, all of which another window has
/// changed meanwhile, and made one more.
fn overtaken() -> Desk {
    let store = MemoryFs::new();
    let lines = CATALOGS.map(|name| catalog("createCatalog", "displayName", name));
    let mut desk = Desk::on_disk(store.clone(), Sample::Empty, &lines.join("\n"));
    desk = desk.seated_as(ADMINISTRATOR);
    desk.press("g c * d").expect("Delete 3?").press("3");
    let mut other = another_window(store);
    let mut lines = CATALOGS
        .map(|name| catalog("updateCatalog", "catalog", name))
        .to_vec();
    lines.push(catalog("createCatalog", "displayName", "Welfare"));
    let (ending, answers) = run_lines(&mut other, &lines.join("\n"));
    assert_eq!(ending, Ending::Met, "{answers:?}");
    desk
}

#[test]
fn the_list_is_taken_anew_once_after_the_last_row_and_not_for_each_refusal() {
    let mut desk = overtaken();
    let mut msg = Msg::Key("enter".parse::<Key>().unwrap());
    for row in 0..CATALOGS.len() {
        let errands = desk.seat.tell(msg);
        assert_eq!(errands, [Errand::Pause], "row {row}");
        // What reads the store meanwhile waits as well.
        assert_eq!(desk.seat.catch_up(), []);
        desk.expect_no("Welfare").expect("Esc stop");
        msg = Msg::Next;
    }
    desk.tell(msg);
    desk.expect("Result of each row")
        .expect("[RevisionConflict]")
        .expect("Deleted none of 4 catalogs.");
    desk.press("esc").expect("Welfare").expect("Travel");
}
