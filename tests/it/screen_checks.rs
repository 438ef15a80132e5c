//! What every screen has to pass, looked at in a company with something in every state.

use accessdesk::script::Sample;
use accessdesk::ui::keymap::global::SCREENS;
use accessdesk::ui::keymap::{Binding, Shown};
use accessdesk::ui::layout::{Frames, Size};
use accessdesk::ui::modal::Chooser;
use accessdesk::ui::msg::Msg;
use accessdesk::ui::palette;
use accessdesk::ui::pointer::Act;
use accessdesk::ui::theme::Tone;
use accessdesk::ui::view::{ChoiceRow, Content, DetailLine, Overlay, Pane, Phrase};

use serde_json::json;

use crate::golden_woodgrove::{STOPS, visit};
use crate::screen_memory::Expect as _;
use crate::support::desk::Desk;

const ADMINISTRATOR: &str = "administrator@woodgrovebank.onmicrosoft.com";

/// A window in which every row of a list is in view.
const TALL: Size = Size {
    width: 200,
    height: 2_000,
};

/// Runs a check on every screen, as whoever looks at it.
fn on_every_screen(check: impl Fn(&str, &Desk)) {
    let mut desk = Desk::on(Sample::Woodgrove, "");
    for (name, person, keys) in STOPS {
        desk = visit(desk, person, keys);
        check(name, &desk);
    }
}

fn rows(list: &Chooser) -> Vec<ChoiceRow> {
    list.view(TALL, Frames::Boxes).rows
}

/// Calls back for every row of the key tables that work on a screen.
fn on_every_key(check: impl Fn(&str, &Binding, &[ChoiceRow], &[ChoiceRow], Option<&str>)) {
    on_every_screen(|name, desk| {
        let (ui, scene) = (&desk.seat.ui, desk.seat.scene());
        let layers = ui.screen_layers(&scene);
        let spot = ui.spot(&scene);
        let commands = rows(&palette::palette(&layers, &scene, &spot));
        let help = rows(&palette::help(&layers, &scene, &spot));
        for row in layers.iter().flat_map(|layer| layer.bindings) {
            let reason = row.answer(&scene, &spot).err();
            let reason = reason.as_ref().map(|reason| reason.0.as_str());
            check(name, row, &commands, &help, reason);
        }
    });
}

#[test]
fn every_action_of_every_screen_is_in_the_palette_with_its_key() {
    on_every_key(|name, row, commands, _, _| {
        if row.shown == Shown::KeyOnly {
            return;
        }
        let key = row.keys[0].to_string();
        // A key that leads to a screen stands beside the screen, which is listed once.
        let leads = SCREENS.iter().any(|(action, _)| *action == row.action);
        let named =
            |text: &str| (text == row.label && !leads) || (leads && text.ends_with(" (screen)"));
        let listed = commands
            .iter()
            .filter(|one| named(one.text.text.as_str()) && one.note.text.as_str().contains(&key));
        let times = listed.count();
        assert!(
            times == 1 || (times > 1 && !leads),
            "{name}: {} ({key})",
            row.label
        );
    });
}

#[test]
fn every_key_of_every_screen_is_in_help() {
    on_every_key(|name, row, _, help, _| {
        let key = row.keys[0].to_string();
        let listed = help.iter().any(|one| one.note.text.as_str().contains(&key));
        assert!(listed, "{name}: {} ({key})", row.label);
    });
}

#[test]
fn every_greyed_key_says_why_in_help() {
    on_every_key(|name, row, _, help, reason| {
        let Some(reason) = reason else {
            return;
        };
        assert!(
            !reason.is_empty() && reason != row.label,
            "{name}: {}",
            row.label
        );
        let of_row = |one: &&ChoiceRow| one.text.text.as_str() == row.label;
        for listed in help.iter().filter(of_row) {
            let says = listed.note.text.as_str();
            assert!(says.contains(reason), "{name}: {} says {says}", row.label);
        }
    });
}

#[test]
fn every_state_on_every_screen_is_told_by_a_sign_besides_its_color() {
    on_every_screen(|name, desk| {
        let body = desk.seat.view().body;
        for phrase in std::iter::once(&body.main)
            .chain(&body.side)
            .flat_map(phrases)
        {
            let sign = match phrase.tone {
                Tone::Good
                | Tone::Pending
                | Tone::Warning
                | Tone::Danger
                | Tone::Disabled
                | Tone::Changed => phrase.tone.sign(),
                Tone::Text
                | Tone::Muted
                | Tone::Heading
                | Tone::Focus
                | Tone::Selected
                | Tone::Info
                | Tone::Key => continue,
            };
            let text = phrase.text.as_str();
            assert!(
                text.starts_with(sign),
                "{name}: {text:?} is {:?}",
                phrase.tone
            );
        }
    });
}

/// Lists what a pane says in some tone.
fn phrases(pane: &Pane) -> Vec<Phrase> {
    match &pane.content {
        Content::Table(table) => table.rows.iter().flatten().cloned().collect(),
        Content::Matrix(matrix) => {
            let cells = matrix.rows.iter().flat_map(|row| &row.cells);
            cells.chain(&matrix.legend).cloned().collect()
        }
        Content::Detail(detail) => detail.lines.iter().flat_map(said).collect(),
    }
}

fn said(line: &DetailLine) -> Vec<Phrase> {
    match line {
        DetailLine::Fact(_, phrase) | DetailLine::Text(phrase) | DetailLine::Bullet(phrase) => {
            vec![phrase.clone()]
        }
        DetailLine::Moment { note, .. } => vec![note.clone()],
        DetailLine::Chain(chain) => chain.links.clone(),
        DetailLine::Heading(_) | DetailLine::Gap | DetailLine::Axis(_) | DetailLine::Bars(_) => {
            Vec::new()
        }
    }
}

#[test]
fn escape_leads_home_from_every_screen_in_six_presses() {
    let mut desk = Desk::on(Sample::Woodgrove, "");
    for (name, person, keys) in STOPS {
        desk = visit(desk, person, keys);
        desk.press("esc esc esc esc esc esc");
        let (ui, scene) = (&desk.seat.ui, desk.seat.scene());
        assert!(ui.modals.is_empty(), "{name}");
        let parent = (ui.here.page().parent)(&scene, ui.here);
        assert_eq!(parent, None, "{name}");
    }
}

#[test]
fn both_panes_are_about_the_same_object() {
    on_every_screen(|name, desk| {
        let view = desk.seat.view();
        let (Content::Table(table), Some(side)) = (&view.body.main.content, &view.body.side) else {
            return;
        };
        assert_eq!(
            table.selected.is_none(),
            side.title.as_str().is_empty(),
            "{name}"
        );
    });
}

/// Returns the identifier that a pane shows, where it is about one object.
fn id_shown(pane: &Pane) -> Option<String> {
    let Content::Detail(detail) = &pane.content else {
        return None;
    };
    detail.lines.iter().find_map(|line| {
        if let DetailLine::Fact(label, id) = line
            && label.as_str() == "Id"
        {
            Some(id.text.as_str().to_owned())
        } else {
            None
        }
    })
}

#[test]
fn the_pane_beside_a_list_follows_the_selection_to_every_row() {
    let mut desk = Desk::on(Sample::Woodgrove, "");
    let mut followed = 0;
    for (name, person, keys) in STOPS {
        desk = visit(desk, person, keys);
        for key in ["home", "down", "down", "end", "up"] {
            desk.press(key);
            let selected = desk.seat.ui.spot(&desk.seat.scene()).selected;
            let side = desk.seat.view().body.side;
            if let (Some(object), Some(id)) = (selected, side.as_ref().and_then(id_shown)) {
                assert_eq!(id, object.guid().to_string(), "{name} after {key}");
                followed += 1;
            }
        }
    }
    assert!(followed > 50, "{followed}");
}

#[test]
fn a_question_says_in_a_small_window_too_what_is_to_be_typed() {
    let mut desk = Desk::on(Sample::Woodgrove, "").seated_as(ADMINISTRATOR);
    desk.resize(60, 18).press("g u * d");
    desk.expect("Delete ").expect("can no longer sign in.");
    desk.expect("Type the number of rows to go on: ");
}

#[test]
fn a_question_without_room_is_read_to_its_end_and_none_of_its_lines_is_left_out() {
    let mut desk = Desk::on(Sample::Woodgrove, "").seated_as(ADMINISTRATOR);
    desk.resize(60, 18).press("g u * d");
    desk.expect("below, Down").expect("Down next row");
    let first = desk.seat.view().overlays;
    desk.press("down").expect("1 line above, Up");
    desk.expect_no(" below, Down");
    desk.tell(Msg::Pointer(Act::WheelUp));
    desk.expect("1 line below, Down");
    desk.tell(Msg::Pointer(Act::WheelDown));
    desk.expect("1 line above, Up");
    desk.expect("Type the number of rows to go on: ");
    desk.type_text("1").expect("> 1");
    desk.press("pageup backspace").expect("below, Down");
    assert_eq!(desk.seat.view().overlays, first);
    desk.resize(80, 40).expect_no("Down next row");
    desk.expect_no("above, Up").expect_no("below, Down");
}

#[test]
fn what_takes_access_from_several_people_wants_their_number() {
    let mut desk = Desk::on(Sample::Woodgrove, "").seated_as(ADMINISTRATOR);
    desk.press("g a * x").expect("Remove 45?");
    desk.expect("Type the number of rows to go on: 45");
    desk.type_text("44").press("enter").expect("Remove 45?");
    desk.press("esc esc j x").expect("Remove assignment?");
    desk.expect_no("Type the number");
}

/// More people than any window has lines.
fn crowd() -> Desk {
    let person = |number: usize| {
        let line = json!({"as": ADMINISTRATOR, "do": "createUser", "with": {
            "userPrincipalName": format!("person{number}@woodgrovebank.onmicrosoft.com"),
            "displayName": format!("Person {number:05}")}});
        line.to_string()
    };
    let lines: Vec<String> = (0..10_000).map(person).collect();
    Desk::on(Sample::Prepared, &lines.join("\n")).seated_as(ADMINISTRATOR)
}

#[test]
fn a_list_of_ten_thousand_rows_is_gone_through_searched_and_marked_at_every_size() {
    let mut desk = crowd();
    for (width, height) in [(60, 18), (80, 24), (120, 40)] {
        desk.resize(width, height).press("g u end");
        desk.expect("[1 Users 10003]").expect(">Person 09999");
        desk.press("up").expect(">Person 09998").press("home");
        desk.expect(">Administrator").press("/").type_text("04711");
        desk.press("enter").expect(">Person 04711");
        desk.expect("1 of 10003").press("esc *");
        desk.expect("10003 marked")
            .press("d")
            .expect("Delete 10002?");
        desk.expect("Type the number of rows to go on: 10002");
        desk.press("esc esc").expect_no("marked");
    }
}

#[test]
fn tab_goes_past_the_fields_of_a_form_that_do_not_count() {
    let mut desk = Desk::on(Sample::Woodgrove, "");
    let (_, person, keys) = STOPS.iter().find(|stop| stop.0 == "policy_form").unwrap();
    desk = visit(desk, person, keys);
    let mut visited = Vec::new();
    let mut passed = 0;
    for key in ["tab"; 40].iter().chain(&["Shift-Tab"; 40]) {
        let view = desk.press(key).seat.view();
        let Some(Overlay::Form(form)) = view.overlays.first() else {
            panic!("the form is open");
        };
        let field = &form.fields[form.focus];
        assert_eq!(field.off, None, "{}", field.label);
        visited.push(field.label.as_str().to_owned());
        passed = form
            .fields
            .iter()
            .filter(|field| field.off.is_some())
            .count();
    }
    assert!(passed > 0);
    assert!(
        visited
            .iter()
            .any(|label| label.starts_with("Enable policy"))
    );
}
