//! What clicks and the wheel do, and keys that settings have moved.

use std::rc::Rc;

use accessdesk::app::Errand;
use accessdesk::script::Sample;
use accessdesk::ui::action::Action;
use accessdesk::ui::key::Key;
use accessdesk::ui::keymap::Chord;
use accessdesk::ui::msg::Msg;
use accessdesk::ui::pointer::{Act, Target};
use accessdesk::ui::preferences::Preferences;
use serde_json::json;

use crate::support::desk::Desk;

const ADMINISTRATOR: &str = "administrator@sandbox.onmicrosoft.com";

fn desk() -> Desk {
    let catalog = |number: usize| {
        let line = json!({"as": ADMINISTRATOR, "do": "createCatalog",
            "with": {"displayName": format!("Sales {number}"), "description": "For the field"}});
        line.to_string()
    };
    let lines: Vec<String> = (1..=9).map(catalog).collect();
    let mut desk = Desk::on(Sample::Empty, &lines.join("\n")).seated_as(ADMINISTRATOR);
    desk.press("g c");
    desk
}

#[track_caller]
fn expect(desk: &Desk, text: &str) {
    let screen = desk.screen();
    assert!(screen.contains(text), "no {text:?} on\n{screen}");
}

/// Returns what lies where a text begins.
#[track_caller]
fn target(desk: &Desk, text: &str) -> Target {
    let screen = desk.screen();
    let place = screen.lines().enumerate().find_map(|(row, line)| {
        let column = line.find(text)?;
        Some((line[..column].chars().count(), row))
    });
    let (column, row) = place.unwrap_or_else(|| panic!("no {text:?} on\n{screen}"));
    let targets = desk.drawn().1;
    let at = |place: usize| u16::try_from(place).unwrap();
    targets.at(at(column), at(row)).cloned().unwrap()
}

fn click(desk: &mut Desk, text: &str) {
    let target = target(desk, text);
    desk.tell(Msg::Pointer(Act::Click(target)));
}

#[test]
fn the_wheel_goes_down_and_up_again() {
    let mut desk = desk();
    expect(&desk, ">General");
    desk.tell(Msg::Pointer(Act::WheelDown));
    expect(&desk, ">Sales 3");
    desk.press("j");
    desk.tell(Msg::Pointer(Act::WheelUp));
    expect(&desk, ">Sales 1");
}

#[test]
fn the_pane_that_is_clicked_has_the_focus() {
    let mut desk = desk();
    expect(&desk, "*Catalogs");
    click(&mut desk, "Kind");
    expect(&desk, "*General");
    click(&mut desk, "Sales 2");
    expect(&desk, "*Catalogs");
    expect(&desk, ">Sales 2");
}

#[test]
fn a_question_is_answered_by_its_buttons_once_it_was_seen() {
    let mut desk = desk();
    desk.press("j d").type_text("Sales 1");
    expect(&desk, "Delete");
    // The next window has the same question with the name typed, and nobody has seen it yet.
    click(&mut desk, "[ No ]");
    expect(&desk, ">Sales 1");
    desk.seat.tell(Msg::Key(Key::char('d')));
    desk.seat.tell(Msg::Pointer(Act::Click(Target::Button(0))));
    expect(&desk, "[ No ]");
    desk.tell(Msg::Drawn);
    desk.type_text("Sales 1");
    desk.tell(Msg::Pointer(Act::Click(Target::Button(1))));
    assert!(!desk.screen().contains(" Sales 1 "), "{}", desk.screen());
}

#[test]
fn both_buttons_of_a_question_are_clicked_where_they_are_drawn() {
    let mut desk = desk();
    let before = desk.seat.engine.now();
    desk.press("T >");
    let moved = desk.seat.engine.now();
    assert!(moved > before, "{}", desk.screen());
    desk.press("u");
    click(&mut desk, "[ No ]");
    assert!(!desk.screen().contains("Take back?"), "{}", desk.screen());
    assert_eq!(desk.seat.engine.now(), moved);
    desk.press("u");
    click(&mut desk, "This will be reversed:");
    expect(&desk, "Take back?");
    click(&mut desk, "[ Take back ]");
    expect(&desk, "Taken back: Move clock");
    assert_eq!(desk.seat.engine.now(), before);
}

#[test]
fn the_wheel_over_a_month_goes_through_the_months() {
    let mut desk = desk();
    desk.press("T @");
    expect(&desk, "March 2026");
    desk.tell(Msg::Pointer(Act::WheelDown));
    expect(&desk, "April 2026");
    desk.tell(Msg::Pointer(Act::WheelDown));
    expect(&desk, "May 2026");
    desk.tell(Msg::Pointer(Act::WheelUp));
    expect(&desk, "April 2026");
    click(&mut desk, "29 ");
    expect(&desk, "Wed 2026-04-29");
}

/// Tells the screens what was done, and whether they now wait between two rows.
fn is_between_rows(desk: &mut Desk, msg: Msg) -> bool {
    let errands = desk.seat.tell(msg);
    errands.iter().any(|errand| matches!(errand, Errand::Pause))
}

#[test]
fn clicks_and_the_wheel_do_nothing_while_marked_rows_are_carried_out() {
    let mut desk = desk();
    desk.press("j space j space j space");
    let row = target(&desk, "Sales 9");
    desk.press("d").type_text("3");
    let away = [
        Act::Click(row.clone()),
        Act::DoubleClick(row),
        Act::Click(Target::Detail),
        Act::Click(target(&desk, "[ Delete ]")),
        Act::Click(Target::Button(0)),
        Act::Click(Target::Key("n".into())),
        Act::WheelDown,
    ];
    let mut between = is_between_rows(&mut desk, Msg::Pointer(Act::Click(Target::Button(1))));
    let mut pauses = 0;
    while between {
        pauses += 1;
        let seen = desk.screen();
        for act in &away {
            let ran = is_between_rows(&mut desk, Msg::Pointer(act.clone()));
            assert!(!ran, "{act:?} began something");
            assert_eq!(desk.screen(), seen, "{act:?}");
        }
        between = is_between_rows(&mut desk, Msg::Next);
    }
    assert_eq!(pauses, 3);
    expect(&desk, "Result of each row");
    desk.press("esc");
    let left: Vec<usize> = (1..=9)
        .filter(|number| desk.screen().contains(&format!("Sales {number} ")))
        .collect();
    assert_eq!(left, [4, 5, 6, 7, 8, 9], "{}", desk.screen());
}

#[test]
fn what_lies_under_a_list_to_choose_from_is_not_clicked() {
    let mut desk = desk();
    desk.press("s");
    assert_eq!(target(&desk, "Sort by"), Target::Cover);
}

#[test]
fn a_moved_key_is_shown_and_pressed_in_place_of_the_old_one_by_hand_and_by_mouse() {
    let mut desk = desk();
    let mut preferences = (*desk.seat.preferences).clone();
    let moved = vec![Chord::after('b', 'n')];
    preferences.keys.set(Action::New, moved).unwrap();
    desk.seat.preferences = Rc::new(Preferences { ..preferences });
    desk.press("n");
    assert!(!desk.screen().contains("New catalog"));
    expect(&desk, "b n new");
    desk.press("b n");
    expect(&desk, "New catalog");
    desk.press("esc");
    click(&mut desk, "b n new");
    expect(&desk, "New catalog");
}
