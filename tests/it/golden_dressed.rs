//! What the screens of `woodgrove` look like without color, without boxes and in plain characters.
//!
//! A file holds all screens of a person in one dress, at 80x24.

use std::collections::{BTreeMap, BTreeSet};

use accessdesk::script::Sample;
use accessdesk::ui::layout::Size;
use accessdesk::ui::modal::Modal;
use accessdesk::ui::present::body_size;
use accessdesk::ui::theme::{Borders, Color, ThemeName};
use ratatui::style::Modifier;

use crate::golden_woodgrove::{ADMINISTRATOR, FOLDER, FORMS, PATTI, STOPS, visit};
use crate::support::desk::Desk;
use crate::support::golden::{Stop, assert_golden, seen};

/// Screens that are looked at in plain characters, too.
const DRESSED: &[Stop] = &[
    ("home", ADMINISTRATOR, "g h"),
    ("requests", ADMINISTRATOR, "g r"),
    ("request_partial", ADMINISTRATOR, "g r / =nina enter enter"),
    (
        "package_policies",
        ADMINISTRATOR,
        "g p / =ledger enter enter 3",
    ),
    ("approval_dialog", PATTI, "g d a"),
    (
        "policy_form",
        ADMINISTRATOR,
        "g p / =ledger enter enter 3 e",
    ),
    ("who_has_what", ADMINISTRATOR, "g w right down"),
];

/// Returns every screen, person by person, as it looks at 80x24 in one dress.
fn of_everybody(desk: Desk, look: impl Fn(&mut Desk) -> String) -> BTreeMap<&'static str, String> {
    let mut desk = desk;
    let mut screens: BTreeMap<&str, String> = BTreeMap::new();
    for (name, person, keys) in STOPS.iter().chain(FORMS) {
        desk = visit(desk, person, keys);
        desk.resize(80, 24);
        let of_person = screens.entry(*person).or_default();
        for piece in [*name, ": ", *keys, "\n\n", &look(&mut desk), "\n\n"] {
            of_person.push_str(piece);
        }
    }
    screens
}

/// Returns the name of a file for what somebody sees.
fn file_of(dress: &str, person: &str) -> String {
    let name = person.split('@').next().unwrap_or(person);
    format!("{dress}_{}", name.replace('.', "_"))
}

#[test]
fn every_screen_without_boxes_and_columns_says_a_fact_a_line() {
    let desk = Desk::on(Sample::Woodgrove, "").dressed(ThemeName::Mono, Borders::Plain);
    let look = |desk: &mut Desk| {
        let screen = desk.screen();
        let marked = |line: &&str| line.trim_start().starts_with('>');
        assert!(screen.lines().filter(marked).count() <= 1, "{screen}");
        screen
    };
    for (person, screens) in of_everybody(desk, look) {
        for line in screens.lines() {
            let boxed = |c: char| ('\u{2500}'..='\u{257f}').contains(&c);
            assert!(!line.contains(boxed), "{line}");
        }
        assert_golden(FOLDER, &file_of("plain", person), &screens);
    }
}

#[test]
fn a_plain_page_is_scrolled_to_its_end_and_no_further() {
    let mut desk = Desk::on(Sample::Woodgrove, "").dressed(ThemeName::Mono, Borders::Plain);
    for keys in [
        "g p / =ledger enter enter",
        "g r / =nina enter enter",
        "g w down w",
    ] {
        desk = visit(desk, ADMINISTRATOR, keys);
        desk.resize(60, 18);
        let end = desk.press("end").screen();
        assert!(!end.contains("more below"), "{end}");
        assert_eq!(desk.press("down").screen(), end);
        let above = desk.press("up").screen();
        assert!(above.contains("more below"), "{above}");
    }
}

#[test]
fn a_page_of_a_plain_list_is_all_rows_in_view() {
    let mut desk = Desk::on(Sample::Woodgrove, "").dressed(ThemeName::Mono, Borders::Plain);
    desk = visit(desk, ADMINISTRATOR, "g u");
    desk.resize(160, 30);
    let selected = |screen: &str| {
        let line = screen
            .lines()
            .find(|line| line.trim_start().starts_with('>'));
        line.unwrap().trim_start().to_owned()
    };
    let first = desk.screen();
    let beyond = desk.press("pagedown").screen();
    let next = selected(&beyond);
    let name = next.trim_start_matches("> ").split(',').next().unwrap();
    assert!(!first.contains(name), "{name} stands on\n{first}");
    desk.press("up");
    let last = selected(&desk.screen());
    let name = last.trim_start_matches("> ").split(',').next().unwrap();
    assert!(first.contains(name), "no {name} on\n{first}");
}

#[test]
fn paging_through_a_list_to_choose_from_leaves_no_row_unseen() {
    for borders in [Borders::Plain, Borders::Unicode] {
        let desk = Desk::on(Sample::Woodgrove, "").dressed(ThemeName::Mono, borders);
        let frames = desk.seat.ui.preferences.frames;
        let mut desk = visit(desk, ADMINISTRATOR, "g p");
        desk.resize(60, 18);
        desk.press(":");
        let rows = |desk: &Desk, body| {
            let Some(Modal::Chooser(list)) = desk.seat.ui.modals.last() else {
                panic!("no list is open");
            };
            let rows = list.view(body, frames).rows.into_iter();
            let named = rows.map(|row| format!("{} {}", row.text.text, row.note.text));
            named.collect::<BTreeSet<String>>()
        };
        let body = body_size(&desk.seat.ui, &desk.seat.scene());
        let all = Size {
            height: u16::MAX,
            ..body
        };
        let all = rows(&desk, all);
        assert!(all.len() > 40, "{all:?}");
        for key in ["pagedown", "pageup"] {
            let mut seen = rows(&desk, body);
            for _ in 0..all.len() {
                desk.press(key);
                seen.extend(rows(&desk, body));
            }
            let unseen: Vec<&String> = all.difference(&seen).collect();
            assert_eq!(unseen, Vec::<&String>::new(), "{borders:?}, {key}");
        }
    }
}

#[test]
fn every_screen_without_color_says_by_signs_and_modifiers_what_color_says() {
    let desk = Desk::on(Sample::Woodgrove, "").dressed(ThemeName::Mono, Borders::Unicode);
    for (person, screens) in of_everybody(desk, |desk| with_modifiers(desk)) {
        assert_golden(FOLDER, &file_of("mono", person), &screens);
    }
}

/// Writes a screen with the modifiers of its cells below each line: bold, dim, underlined, reversed.
fn with_modifiers(desk: &Desk) -> String {
    let (buffer, _) = desk.drawn();
    let told = [
        (Modifier::REVERSED, 'r'),
        (Modifier::UNDERLINED, 'u'),
        (Modifier::BOLD, 'b'),
        (Modifier::DIM, 'd'),
    ];
    let lines = desk.screen();
    let lines = lines.lines().zip(0..).flat_map(|(text, y)| {
        let below = (0..buffer.area.width).map(|x| {
            let modifier = buffer[(x, y)].modifier;
            let one = told.iter().find(|(one, _)| modifier.contains(*one));
            one.map_or(' ', |(_, letter)| *letter)
        });
        let below: String = below.collect();
        let below = below.trim_end().to_owned();
        let below = Some(below).filter(|below| !below.is_empty());
        std::iter::once(text.to_owned()).chain(below)
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn screens_say_the_same_in_plain_characters() {
    let desk = Desk::on(Sample::Woodgrove, "");
    let mut desk = desk.dressed(ThemeName::Terminal, Borders::Ascii);
    let mut screens = Vec::new();
    for (_, person, keys) in DRESSED {
        desk = visit(desk, person, keys);
        screens.push(seen(&mut desk, keys, &[(80, 24)]));
    }
    assert_golden(FOLDER, "dressed_ascii", &screens.join("\n"));
}

#[test]
fn without_color_no_cell_has_a_color() {
    let mut desk = Desk::on(Sample::Woodgrove, "").dressed(ThemeName::Mono, Borders::Unicode);
    for (name, person, keys) in STOPS.iter().chain(FORMS) {
        desk = visit(desk, person, keys);
        let (buffer, _) = desk.drawn();
        let colored = buffer.content.iter();
        let mut colored = colored.filter(|cell| (cell.fg, cell.bg) != (Color::Reset, Color::Reset));
        assert_eq!(colored.next(), None, "{name}");
    }
}
