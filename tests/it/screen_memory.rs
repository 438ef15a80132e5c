//! What screens remember: by persona and screen, within a session and from one to the next.

use accessdesk::app::Seat;
use accessdesk::domain::id::Person;
use accessdesk::domain::text::NameKey;
use accessdesk::script::Sample;
use accessdesk::store::fs::MemoryFs;
use accessdesk::ui::form::answers::Value;
use accessdesk::ui::form::{Answers, FieldKey, Pick};
use accessdesk::ui::memory::Memory;
use accessdesk::ui::modal::Modal;
use accessdesk::ui::msg::Msg;
use serde_json::json;

use crate::support::desk::Desk;
use crate::support::script::run_lines;

const ADMINISTRATOR: &str = "administrator@sandbox.onmicrosoft.com";
const ANA: &str = "ana@sandbox.onmicrosoft.com";

/// Two administrators, two more users, and two catalogs.
pub(crate) fn desk() -> Desk {
    let user = |name: &str| {
        json!({"as": ADMINISTRATOR, "do": "createUser", "with": {
            "displayName": name, "userPrincipalName": format!("{}@sandbox.onmicrosoft.com", name.to_lowercase())}})
    };
    let catalog = |name: &str| {
        json!({"as": ADMINISTRATOR, "do": "createCatalog",
            "with": {"displayName": name, "description": "For the field"}})
    };
    let role = json!({"as": ADMINISTRATOR, "do": "assignDirectoryRole",
        "with": {"user": ANA, "role": "globalAdministrator"}});
    let lines = [
        user("Ana"),
        role,
        user("Bea"),
        user("Cleo"),
        catalog("Sales"),
        catalog("Travel"),
    ];
    let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
    Desk::on(Sample::Empty, &lines.join("\n")).seated_as(ADMINISTRATOR)
}

fn person(seat: &Seat<MemoryFs>, sign_in_name: &str) -> Person {
    let names = &seat.engine.tenant().index.sign_in_names;
    *names.of(NameKey::of(sign_in_name)).next().unwrap()
}

/// Ends the session and begins the next one, as somebody or as whoever is chosen.
fn again(mut desk: Desk, who: Option<&str>) -> Desk {
    let text = serde_json::to_string(&desk.seat.ui.remember(desk.seat.persona)).unwrap();
    let nobody = Person::NOBODY.object().guid().to_string();
    assert!(!text.contains(&nobody), "{text}");
    let memory: Memory = serde_json::from_str(&text).unwrap();
    let next = who.map(|who| person(&desk.seat, who));
    let Seat {
        engine,
        ui,
        preferences,
        ..
    } = desk.seat;
    let remembered = ((*preferences).clone(), memory);
    desk.seat = Seat::take_with(engine, ui.size, next, None, remembered);
    desk
}

pub(crate) trait Expect {
    fn expect(&mut self, text: &str) -> &mut Self;
    fn expect_no(&mut self, text: &str) -> &mut Self;
}

impl Expect for Desk {
    #[track_caller]
    fn expect(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(screen.contains(text), "no {text:?} on\n{screen}");
        self
    }

    #[track_caller]
    fn expect_no(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(!screen.contains(text), "{text:?} on\n{screen}");
        self
    }
}

#[test]
fn order_columns_and_selection_of_a_list_come_back_to_whoever_arranged_it_and_nobody_else() {
    let mut mine = desk();
    mine.press("g u s").type_text("name").press("enter S");
    mine.press("v")
        .type_text("enabled")
        .press("enter esc")
        .press("home j j");
    mine.expect("by Name reversed")
        .expect(">Bea")
        .expect_no("Enabled Roles");
    let mut hers = again(mine, Some(ANA));
    hers.press("g u")
        .expect_no("reversed")
        .expect("Enabled Roles");
    hers.press("/").type_text("cleo").press("enter");
    hers.expect(">Cleo").expect("filter: cleo");
    let mut mine = again(hers, Some(ADMINISTRATOR));
    mine.expect("by Name reversed")
        .expect(">Bea")
        .expect_no("Enabled Roles")
        .expect_no("filter:");
    mine.press("g c").expect_no("reversed").expect(">General");
    let mut hers = again(mine, Some(ANA));
    hers.expect("filter: cleo").expect(">Cleo");
}

#[test]
fn a_session_begins_where_the_persona_was_last_and_not_where_another_was_or_nothing_is_left() {
    let mut mine = desk();
    mine.press("g u").expect("Users");
    let mut mine = again(mine, Some(ADMINISTRATOR));
    mine.press("g c j enter").expect("Catalogs > Sales");
    let mut hers = again(mine, Some(ANA));
    hers.expect("Home").expect_no("Catalogs > Sales");
    let mut mine = again(hers, Some(ADMINISTRATOR));
    mine.expect("Catalogs > Sales");
    let line = json!({"as": ANA, "do": "deleteCatalog", "with": {"catalog": "Sales"}});
    run_lines(&mut mine.seat.engine, &line.to_string());
    again(mine, Some(ADMINISTRATOR))
        .expect("Home")
        .expect_no("Catalogs >");
}

#[test]
fn who_acted_last_is_selected_among_the_personas() {
    let mut hers = again(desk(), Some(ANA));
    hers.expect("Home");
    again(hers, None).expect(">Ana");
    again(again(desk(), Some(ADMINISTRATOR)), None).expect(">Global Administrator");
}

#[test]
fn a_draft_is_offered_for_the_same_form_about_the_same_object_to_the_same_persona() {
    let mut mine = desk();
    mine.press("g c home j e tab").type_text(" and more");
    mine.expect("For the field and more");
    let mut hers = again(mine, Some(ANA));
    hers.press("g c home j").expect(">Sales").press("e");
    hers.expect("Edit").expect_no("Go on with");
    let mut mine = again(hers, Some(ADMINISTRATOR));
    mine.press("home j j")
        .expect(">Travel")
        .press("e")
        .expect_no("Go on with");
    mine.press("esc n")
        .expect("New catalog")
        .expect_no("Go on with");
    mine.press("esc home j e").expect("Go on with").press("y");
    mine.expect("For the field and more");
}

#[test]
fn a_draft_that_was_kept_outlasts_a_switch_of_persona_and_is_offered_to_nobody_else() {
    let mut desk = desk();
    desk.press("g c n").type_text("Trade").press("esc");
    desk.expect("Leave the form half filled?").press("enter");
    desk.expect("Kept as a draft").expect_no("New catalog");
    desk.press("P").type_text("ana").press("enter");
    desk.press("g c n").expect("New catalog");
    desk.expect_no("Go on with").expect_no("Trade");
    desk.type_text("Hers").press("esc").press("enter");
    desk.press("P").type_text("global").press("enter");
    desk.press("g c n").expect("Go on with").press("y");
    desk.expect("Trade").expect_no("Hers");
}

fn answers(desk: &mut Desk) -> &mut Answers {
    match desk.seat.ui.modals.last_mut() {
        Some(Modal::Form(form)) => &mut form.answers,
        other => panic!("no form is open: {other:?}"),
    }
}

#[test]
fn a_draft_keeps_switches_choices_and_people() {
    let mut mine = desk();
    mine.press("g u n").expect("New user").type_text("dora");
    let manager = person(&mine.seat, ANA).object().guid().to_string();
    let filled = answers(&mut mine);
    let before: Vec<(FieldKey, Value)> = filled
        .all()
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    for (key, value) in before {
        match value {
            Value::Toggle(on) => filled.set(key, Value::Toggle(Some(on != Some(true)))),
            Value::Picked(_) => {
                let row = Pick::new(manager.clone(), "Ana");
                filled.set(key, Value::Picked(vec![row]));
            }
            Value::Text(_) | Value::Choice(_) => {}
        }
    }
    let filled = filled.clone();
    let mut mine = again(mine, Some(ADMINISTRATOR));
    mine.press("n").expect("Go on with").press("y");
    assert_eq!(*answers(&mut mine), filled);
}

#[test]
fn a_form_in_which_nothing_was_typed_is_no_draft() {
    let mut mine = desk();
    mine.press("g c n").expect("New catalog");
    let mut mine = again(mine, Some(ADMINISTRATOR));
    mine.press("n")
        .expect("New catalog")
        .expect_no("Go on with");
}

#[test]
fn what_another_window_does_leaves_everything_where_it_was() {
    let mut mine = desk();
    mine.press("g c s")
        .type_text("name")
        .press("enter S")
        .press("home j space");
    mine.expect("by Name reversed")
        .expect(">*Sales")
        .press("/")
        .type_text("e");
    let elsewhere = |mine: &mut Desk, name: &str| {
        let line = json!({"as": ANA, "do": "createCatalog",
            "with": {"displayName": name, "description": "Elsewhere"}});
        run_lines(&mut mine.seat.engine, &line.to_string());
        mine.tell(Msg::Reloaded);
    };
    elsewhere(&mut mine, "Welfare");
    mine.expect("by Name reversed")
        .expect("filter: e_")
        .expect("Welfare");
    mine.press("enter").expect(">*Sales").expect("filter: e ");
    mine.expect("1 marked")
        .press("esc esc")
        .press("v")
        .expect("Columns");
    elsewhere(&mut mine, "Events");
    mine.expect("Columns").press("esc g");
    elsewhere(&mut mine, "Energy");
    mine.press("u").expect("Users").press("[").expect(">Sales");
    mine.press("tab");
    elsewhere(&mut mine, "Estate");
    mine.expect("*Sales").press("tab n").type_text("Trade");
    elsewhere(&mut mine, "Export");
    mine.expect("New catalog").expect("Trade").press("esc esc");
}
