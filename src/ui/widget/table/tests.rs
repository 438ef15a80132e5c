//! What tables look like, as text.

use super::*;
use crate::ui::theme::Theme;
use crate::ui::view::Beyond;
use ratatui::buffer::Buffer;

fn head(title: &str, width: u16, priority: u8, align: Align) -> Head {
    Head {
        title: title.into(),
        brief: "",
        width,
        least: 0,
        short: 0,
        priority,
        align,
        cut: Cut::End,
    }
}

fn table(names: &[&str]) -> TableView {
    TableView {
        heads: vec![
            head("Name", 20, 0, Align::Left),
            head("State", 10, 2, Align::Left),
            head("Packages", 8, 1, Align::Right),
        ],
        rows: names
            .iter()
            .map(|name| {
                vec![
                    Phrase::plain(*name),
                    Phrase::plain("yes"),
                    Phrase::plain("7"),
                ]
            })
            .collect(),
        marked: Vec::new(),
        has_marks: false,
        selected: Some(0),
        beyond: Beyond::default(),
        empty: vec!["Nothing here yet.".into()],
    }
}

fn drawn(table: &TableView, width: u16, height: u16) -> Vec<String> {
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    draw(&mut Canvas::new(&mut buffer, Theme::default()), area, table);
    (0..height)
        .map(|y| {
            let line: String = (0..width).map(|x| buffer[(x, y)].symbol()).collect();
            line.trim_end().to_owned()
        })
        .collect()
}

#[test]
fn a_column_goes_before_names_are_hard_to_tell_apart_and_states_stay_whole() {
    let state = Head {
        cut: Cut::Late,
        least: 18,
        ..head("State", 19, 1, Align::Left)
    };
    let about = |title, width| Head {
        least: 11,
        ..head(title, width, 1, Align::Left)
    };
    let requests = TableView {
        heads: vec![
            about("Person", 16),
            about("Package", 22),
            state,
            head("Type", 13, 4, Align::Left),
        ],
        rows: vec![vec![
            Phrase::plain("Enrico Cattaneo"),
            Phrase::plain("Marketing campaign"),
            Phrase::plain("~ Pending approval"),
            Phrase::plain("User extend"),
        ]],
        ..table(&[])
    };
    assert_eq!(
        drawn(&requests, 50, 2)[1],
        ">Enrico Catta… Marketing campa… ~ Pending approval"
    );
    assert_eq!(
        drawn(&requests, 63, 2)[1],
        ">Enrico Cattan… Marketing campai… ~ Pending approval User exte…"
    );
}

#[test]
fn words_are_said_in_short_before_a_name_is_cut_those_of_a_kind_together() {
    let date = |title| Head {
        short: 6,
        ..head(title, 10, 2, Align::Left)
    };
    let state = Head {
        cut: Cut::Late,
        short: 9,
        ..head("State", 14, 1, Align::Left)
    };
    let row = |person, (state, short)| {
        let day = |whole, short| Phrase::plain(whole).in_short(short);
        let state = Phrase::plain(state).in_short(short);
        let (since, ends) = (day("2026-03-02", "2 Mar"), day("2026-06-02", "2 Jun"));
        vec![Phrase::plain(person), state, since, ends]
    };
    let held = TableView {
        heads: vec![
            head("Person", 16, 1, Align::Left),
            state,
            date("Since"),
            date("Ends"),
        ],
        rows: vec![
            row("Cameron White", ("x Delivery failed", "x Failed")),
            row("Hana Kim", ("ok Delivered", "ok")),
        ],
        ..table(&[])
    };
    let rows = |width| drawn(&held, width, 3).split_off(1);
    assert_eq!(
        rows(54),
        [
            ">Cameron White x Delivery failed 2026-03-02 2026-06-02",
            " Hana Kim      ok Delivered      2026-03-02 2026-06-02"
        ]
    );
    assert_eq!(
        rows(46),
        [
            ">Cameron White x Delivery failed 2 Mar  2 Jun",
            " Hana Kim      ok Delivered      2 Mar  2 Jun"
        ]
    );
    assert_eq!(
        rows(36),
        [
            ">Cameron White x Failed 2 Mar  2 Jun",
            " Hana Kim      ok       2 Mar  2 Jun"
        ]
    );
}

#[test]
fn names_beside_what_a_row_is_about_are_whole_while_its_words_can_be_cut() {
    let name = |title, least| Head {
        cut: Cut::Name,
        least,
        ..head(title, 16, 2, Align::Left)
    };
    let activity = Head {
        short: 10,
        ..head("Activity", 30, 0, Align::Left)
    };
    let row = |(activity, short)| {
        let activity = Phrase::plain(activity).in_short(short);
        let (who, target) = ("Patti Fernandez", "Security reports");
        vec![Phrase::plain(who), activity, Phrase::plain(target)]
    };
    let log = TableView {
        heads: vec![name("Who", 13), activity, name("Target", 16)],
        rows: vec![
            row(("Fulfill access package assignment request", "Fulfill")),
            row(("Update access package assignment", "Update assignment")),
        ],
        ..table(&[])
    };
    assert_eq!(
        drawn(&log, 44, 3).split_off(1),
        [
            ">Patti Fernandez Fulfill    Security reports",
            " Patti Fernandez Update as… Security reports"
        ]
    );
}

#[test]
fn a_title_is_said_in_short_with_its_words_and_whole_where_a_name_gains_nothing() {
    let enabled = Head {
        brief: "On",
        short: 4,
        ..head("Enabled", 7, 2, Align::Left)
    };
    let users = |name: &str| TableView {
        heads: vec![head("Name", 18, 0, Align::Left), enabled.clone()],
        rows: vec![vec![Phrase::plain(name), Phrase::plain("yes")]],
        ..table(&[])
    };
    let narrow = |name| drawn(&users(name), 24, 2);
    assert_eq!(
        narrow("Joni Sherman"),
        [" Name            Enabled", ">Joni Sherman    yes"]
    );
    assert_eq!(
        narrow("Enrico of Cattaneo"),
        [" Name               On", ">Enrico of Cattaneo yes"]
    );
}

#[test]
fn an_address_keeps_what_tells_it_apart_when_the_columns_beside_it_have_no_room() {
    let address = Head {
        cut: Cut::Middle,
        short: 12,
        ..head("Signs in as", 24, 1, Align::Left)
    };
    let users = TableView {
        heads: vec![head("Name", 18, 0, Align::Left), address],
        rows: vec![
            ["Pradeep Gupta", "pradeep.gupta@woodgrove.example"]
                .map(Phrase::plain)
                .to_vec(),
            ["Sales room", "https://woodgrove.example/sites/sales"]
                .map(Phrase::plain)
                .to_vec(),
        ],
        ..table(&[])
    };
    assert_eq!(
        drawn(&users, 31, 3).split_off(1),
        [
            ">Pradeep Gupta  pradeep.gupta@…",
            " Sales room     …/sites/sales"
        ]
    );
}

#[test]
fn numbers_stand_at_the_right_and_the_selected_row_has_a_sign() {
    assert_eq!(
        drawn(&table(&["General", "Sales"]), 42, 3),
        [
            " Name                  State      Packages",
            ">General               yes               7",
            " Sales                 yes               7",
        ]
    );
}

#[test]
fn the_least_important_column_goes_when_room_ends() {
    assert_eq!(
        drawn(&table(&["General"]), 26, 2),
        [" Name             Packages", ">General                 7"]
    );
    assert_eq!(drawn(&table(&["General"]), 25, 2), [" Name", ">General"]);
    assert_eq!(drawn(&table(&["General"]), 9, 2), [" Name", ">General"]);
}

#[test]
fn columns_that_all_are_cut_lack_alike() {
    let mut table = table(&[]);
    table.heads = vec![
        head("Person", 16, 1, Align::Left),
        head("Package", 22, 1, Align::Left),
        head("State", 19, 1, Align::Left),
    ];
    let cells = [
        "Enrico Cattaneo",
        "Marketing campaign",
        "~ Pending approval",
    ];
    table.rows = vec![cells.map(Phrase::plain).to_vec()];
    assert_eq!(
        drawn(&table, 41, 2)[1],
        ">Enrico Cat… Marketing cam… ~ Pending ap…"
    );
}

#[test]
fn a_state_is_shown_whole_while_the_words_beside_it_can_be_cut() {
    let mut table = table(&[]);
    table.heads = vec![
        head("Package", 20, 0, Align::Left),
        Head {
            cut: Cut::Late,
            ..head("Status", 14, 1, Align::Left)
        },
        head("Policy", 16, 4, Align::Left),
    ];
    let cells = [
        "Entitlement test package",
        "~ In progress",
        "Internal requestors",
    ];
    table.rows = vec![cells.map(Phrase::plain).to_vec()];
    assert_eq!(
        drawn(&table, 45, 2)[1],
        ">Entitlement test pac… ~ In progress Interna…"
    );
}

#[test]
fn a_column_goes_before_its_title_is_cut() {
    let mut table = table(&["General"]);
    table.heads = vec![
        head("Name", 20, 0, Align::Left),
        head("Who can request", 24, 1, Align::Left),
    ];
    assert_eq!(drawn(&table, 33, 1), [" Name             Who can request"]);
    assert_eq!(drawn(&table, 32, 1), [" Name"]);
}

#[test]
fn a_word_that_lacks_very_little_is_completed_by_what_lacks_much() {
    let mut table = table(&[]);
    table.heads = vec![
        head("Package", 18, 1, Align::Left),
        head("Who can request", 24, 2, Align::Left),
    ];
    let who = "Specific users and groups, or whoever is in Sales";
    table.rows = vec![[Phrase::plain("Marketing campaign"), Phrase::plain(who)].to_vec()];
    let row = drawn(&table, 60, 2)[1].clone();
    assert!(row.starts_with(">Marketing campaign Specific"), "{row}");
}

#[test]
fn what_has_room_is_shown_whole_however_long_it_is() {
    let long = "Remind approvers of requests that wait";
    let row = drawn(&table(&[long]), 80, 2)[1].clone();
    assert!(row.starts_with(&format!(">{long}")), "{row}");
}

#[test]
fn names_of_any_length_and_script_are_cut_and_never_panic() {
    let long = "名".repeat(256);
    let combining = "e\u{301}".repeat(256);
    for name in [long.as_str(), combining.as_str(), "", "שלום"] {
        for width in 0..40 {
            drawn(&table(&[name]), width, 2);
        }
    }
    assert_eq!(
        drawn(&table(&[long.as_str()]), 9, 2)[1].chars().last(),
        Some('…')
    );
}

#[test]
fn an_empty_list_says_what_would_be_here() {
    assert_eq!(drawn(&table(&[]), 12, 2), [" Nothing", " here yet."]);
}
