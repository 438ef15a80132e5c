//! Whatever lies over a screen: one thing has the focus, and nothing else looks as if it had.

use std::collections::BTreeSet;

use accessdesk::script::Sample;
use accessdesk::ui::modal::Modal;
use accessdesk::ui::msg::Msg;
use accessdesk::ui::theme::{Borders, ThemeName};
use ratatui::style::Modifier;

use crate::golden_woodgrove::{STOPS, visit};
use crate::screen_memory::Expect as _;
use crate::support::desk::Desk;
use crate::support::focus::assert_one_focus;

const ADMINISTRATOR: &str = "administrator@woodgrovebank.onmicrosoft.com";

/// What opens something over some screen: lists, questions, forms, lines to read.
const OPENERS: &[&str] = &[
    "", "tab", "?", ":", "s", "f", "v", "w", "n", "e", "d", "a", "x", "c", "i", "b", "P", "!", "o",
    "/", "tab /", "/ x z q",
];

/// Prefixes, whose keys are shown once they have waited.
const PREFIXES: &[&str] = &["g", "y"];

/// What is said of keys on edges and in the footer, and the keys, of which one moves something.
const NAMED: &[(&str, &[&str])] = &[
    ("more below, Down", &["down"]),
    ("more above, Up", &["up"]),
    ("Down and Up move", &["down", "up"]),
    ("Down next row", &["down", "up"]),
    ("more below, Tab", &["tab"]),
    ("more, Left", &["left"]),
    ("more, Right", &["right"]),
    ("Left and Right ", &["right"]),
];

/// So many fields of a form are gone through, whose lists are opened.
const FIELDS: usize = 12;

/// Opens on a screen whatever can be opened, and looks at each; into the fields of a form only once.
fn on_everything_opened(
    desk: &mut Desk,
    name: &str,
    forms: &mut BTreeSet<&'static str>,
    look: &mut impl FnMut(&mut Desk, &str),
) {
    let before = desk.seat.ui.clone();
    for keys in OPENERS {
        desk.press(keys);
        look(desk, &format!("{name}, {keys:?}"));
        if let Some(Modal::Form(form)) = desk.seat.ui.modals.last()
            && forms.insert(form.table.name)
        {
            on_every_field(desk, &format!("{name}, {keys:?}"), look);
        }
        desk.seat.ui = before.clone();
    }
    for prefix in PREFIXES {
        desk.press(prefix).tell(Msg::Waited(10_000));
        look(desk, &format!("{name}, {prefix:?} then"));
        desk.seat.ui = before.clone();
    }
}

/// Opens the list or the month of every field of a form, and what lies over these.
fn on_every_field(desk: &mut Desk, place: &str, look: &mut impl FnMut(&mut Desk, &str)) {
    for number in 0..FIELDS {
        let before = desk.seat.ui.clone();
        for keys in ["enter", "enter right", "Alt-A", "Ctrl-C"] {
            desk.press(keys);
            look(desk, &format!("{place}, field {number}, {keys:?}"));
            desk.seat.ui = before.clone();
        }
        desk.press("tab");
    }
}

#[test]
fn exactly_one_box_gets_the_keys_whatever_lies_over_a_screen() {
    let mut desk = Desk::on(Sample::Woodgrove, "");
    let (mut forms, mut covered) = (BTreeSet::new(), 0);
    for (name, person, keys) in STOPS {
        desk = visit(desk, person, keys);
        on_everything_opened(&mut desk, name, &mut forms, &mut |desk, place| {
            covered += usize::from(!desk.seat.ui.modals.is_empty());
            assert_one_focus(&desk.drawn().0, place);
        });
    }
    assert!(covered > 500 && forms.len() > 15, "{covered}, {forms:?}");
}

#[test]
fn exactly_one_title_has_the_sign_of_the_focus_where_no_boxes_are_drawn() {
    let plain = Desk::on(Sample::Woodgrove, "");
    let mut desk = plain.dressed(ThemeName::Mono, Borders::Plain);
    let mut forms = BTreeSet::new();
    for (name, person, keys) in STOPS.iter().step_by(4) {
        desk = visit(desk, person, keys);
        desk = desk.dressed(ThemeName::Mono, Borders::Plain);
        on_everything_opened(&mut desk, name, &mut forms, &mut |desk, place| {
            let screen = desk.screen();
            let titles = screen.lines().filter(|line| {
                let title = line.strip_prefix(" *").unwrap_or(" ");
                // Enter presses the button that has the sign while a name is typed above it.
                !title.starts_with([' ', '['])
            });
            assert_eq!(titles.count(), 1, "{place}\n{screen}");
        });
    }
}

#[test]
fn the_selected_row_beside_a_pane_that_gets_the_keys_is_told_by_its_sign_and_bold_letters() {
    let mut desk = Desk::on(Sample::Woodgrove, "").seated_as(ADMINISTRATOR);
    for theme in [ThemeName::Mono, ThemeName::Terminal, ThemeName::Contrast] {
        desk = desk.dressed(theme, Borders::Unicode);
        let row = |desk: &Desk| {
            let (buffer, _) = desk.drawn();
            let lines = 0..buffer.area.height;
            let mut lines = lines.filter(|y| buffer[(1, *y)].symbol() == ">");
            let line = lines.next().unwrap();
            [1, 2].map(|x| buffer[(x, line)].modifier)
        };
        desk.press("g u");
        assert_eq!(row(&desk), [Modifier::REVERSED; 2], "{theme:?}");
        desk.press("tab");
        assert_eq!(row(&desk), [Modifier::BOLD; 2], "{theme:?}");
        desk.press("tab");
        assert_eq!(row(&desk), [Modifier::REVERSED; 2], "{theme:?}");
    }
}

#[test]
fn a_filter_typed_while_the_detail_gets_the_keys_leaves_them_there_at_any_size() {
    let mut desk = Desk::on(Sample::Woodgrove, "").seated_as(ADMINISTRATOR);
    for list in ["g b", "g u"] {
        for keys in ["", "/", "/ 6"] {
            desk.resize(58, 36).press("esc esc esc").press(list);
            desk.press("tab").press(keys);
            for (width, height) in [(80, 24), (60, 36), (60, 18), (140, 40)] {
                desk.resize(width, height);
                let place = format!("{list} tab {keys} at {width}x{height}");
                assert_one_focus(&desk.drawn().0, &place);
            }
        }
    }
}

#[test]
fn a_pane_below_a_question_keeps_its_selected_row_and_names_no_key() {
    let mut desk = Desk::on(Sample::Woodgrove, "").seated_as(ADMINISTRATOR);
    desk.press("g u")
        .expect("┏*Users")
        .expect("more below, Down");
    desk.press("d");
    desk.expect("┏*Delete user?").expect("┌Users");
    desk.expect(">Ada").expect_no("more below, Down");
}

#[test]
fn a_key_that_is_named_to_go_on_does_so() {
    let mut desk = Desk::on(Sample::Woodgrove, "");
    let (mut forms, mut said) = (BTreeSet::new(), BTreeSet::new());
    for (number, (name, person, keys)) in STOPS.iter().enumerate() {
        desk = visit(desk, person, keys);
        let (width, height) = [(60, 18), (80, 24)][number % 2];
        desk.resize(width, height);
        on_everything_opened(&mut desk, name, &mut forms, &mut |desk, place| {
            let screen = desk.screen();
            let named = NAMED.iter().filter(|(words, _)| screen.contains(words));
            for (words, keys) in named {
                let before = desk.seat.ui.clone();
                let moves = keys.iter().any(|key| {
                    desk.seat.ui = before.clone();
                    desk.press(key).screen() != screen
                });
                desk.seat.ui = before;
                assert!(moves, "{place}: {words:?} on\n{screen}");
                said.insert(*words);
            }
        });
    }
    assert!(said.len() > 5, "{said:?}");
}
