//! The keys that move through lists, panes and tabs.

use crate::ui::action::Action;
use crate::ui::key::{Key, KeyCode};
use crate::ui::keymap::{Answerable, Binding, Chord, Layer, Shown};
use crate::ui::list::Motion;
use crate::ui::step::{ListStep, Step};

/// The layer of a screen's body; a screen's own table lies above it.
pub const LAYER: Layer = Layer {
    name: "Lists and panes",
    bindings: BINDINGS,
};

/// The layer of a filter being typed; every other key goes into its text.
pub const FILTERING: Layer = Layer {
    name: "Filter",
    bindings: &[Binding {
        keys: &[Chord::One(Key::plain(KeyCode::Enter))],
        action: Action::Enter,
        label: "keep filter",
        shown: Shown::Footer,
        step: |_, _| Ok(Step::KeepFilter),
    }],
};

const fn quiet(
    keys: &'static [Chord],
    action: Action,
    label: &'static str,
    step: Answerable,
) -> Binding {
    Binding::new(keys, action, label, Shown::KeyOnly, step)
}

const fn tab<const NUMBER: usize>(keys: &'static [Chord]) -> Binding {
    quiet(keys, Action::OpenTab, "open tab", |_, _| {
        Ok(Step::OpenTab(NUMBER))
    })
}

/// The layer of a screen's list; only screens with a list have it.
pub const LISTING: Layer = Layer {
    name: "Lists",
    bindings: &[
        Binding::new(
            &[Chord::char('/')],
            Action::Filter,
            "filter",
            Shown::Footer,
            |_, _| Ok(Step::Filter),
        ),
        Binding::new(
            &[Chord::char('s')],
            Action::Sort,
            "sort",
            Shown::Help,
            |_, _| Ok(Step::List(ListStep::OfferSort)),
        ),
        Binding::new(
            &[Chord::char('S')],
            Action::Reverse,
            "reverse order",
            Shown::Help,
            |_, _| Ok(Step::List(ListStep::Reverse)),
        ),
        Binding::new(
            &[Chord::char('f')],
            Action::Facets,
            "filter by value",
            Shown::Help,
            |_, _| Ok(Step::List(ListStep::OfferFacets)),
        ),
        Binding::new(
            &[Chord::char('v')],
            Action::Columns,
            "columns",
            Shown::Help,
            |_, _| Ok(Step::List(ListStep::OfferColumns)),
        ),
        Binding::new(
            &[Chord::char(' ')],
            Action::Mark,
            "mark",
            Shown::Help,
            |_, spot| spot.object().map(|_| Step::List(ListStep::MarkRow)),
        ),
        Binding::new(
            &[Chord::char('*')],
            Action::MarkAll,
            "mark all shown",
            Shown::Help,
            |_, spot| spot.object().map(|_| Step::List(ListStep::MarkAll)),
        ),
    ],
};

/// The layer of an object with several faces; only screens with tabs have it.
pub const TABS: Layer = Layer {
    name: "Tabs",
    bindings: &[
        tab::<1>(&[Chord::char('1')]),
        tab::<2>(&[Chord::char('2')]),
        tab::<3>(&[Chord::char('3')]),
        tab::<4>(&[Chord::char('4')]),
        tab::<5>(&[Chord::char('5')]),
        tab::<6>(&[Chord::char('6')]),
        tab::<7>(&[Chord::char('7')]),
        tab::<8>(&[Chord::char('8')]),
        tab::<9>(&[Chord::char('9')]),
    ],
};

/// Returns the layer of a screen with so many tabs; only those have keys.
pub fn tabs(count: usize) -> Option<Layer> {
    let bindings = TABS.bindings.get(..count).unwrap_or(TABS.bindings);
    (count > 0).then_some(Layer { bindings, ..TABS })
}

const BINDINGS: &[Binding] = &[
    quiet(
        &[Chord::plain(KeyCode::Up), Chord::char('k')],
        Action::MoveUp,
        "up",
        |_, _| Ok(Step::Move(Motion::Up)),
    ),
    quiet(
        &[Chord::plain(KeyCode::Down), Chord::char('j')],
        Action::MoveDown,
        "down",
        |_, _| Ok(Step::Move(Motion::Down)),
    ),
    quiet(
        &[Chord::plain(KeyCode::PageUp), Chord::ctrl('u')],
        Action::PageUp,
        "page up",
        |_, _| Ok(Step::Move(Motion::PageUp)),
    ),
    quiet(
        &[Chord::plain(KeyCode::PageDown), Chord::ctrl('d')],
        Action::PageDown,
        "page down",
        |_, _| Ok(Step::Move(Motion::PageDown)),
    ),
    quiet(
        &[Chord::plain(KeyCode::Home), Chord::after('g', 'g')],
        Action::MoveFirst,
        "first row",
        |_, _| Ok(Step::Move(Motion::First)),
    ),
    quiet(
        &[Chord::plain(KeyCode::End), Chord::char('G')],
        Action::MoveLast,
        "last row",
        |_, _| Ok(Step::Move(Motion::Last)),
    ),
    quiet(
        &[Chord::plain(KeyCode::Tab)],
        Action::NextPane,
        "next pane",
        |_, _| Ok(Step::OtherPane),
    ),
    quiet(
        &[Chord::One(Key::shift(KeyCode::Tab))],
        Action::PreviousPane,
        "previous pane",
        |_, _| Ok(Step::OtherPane),
    ),
    quiet(
        &[Chord::plain(KeyCode::Left), Chord::char('h')],
        Action::Back,
        "back",
        |_, _| Ok(Step::Back),
    ),
];

/// The keys that open the selected row; a screen uses them in its own row for `Action::Open`.
pub const OPEN_KEYS: &[Chord] = &[
    Chord::plain(KeyCode::Enter),
    Chord::plain(KeyCode::Right),
    Chord::char('l'),
];

#[cfg(test)]
mod tests {
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;

    #[test]
    fn help_lists_the_keys_of_tabs_and_lists_only_where_there_are_some() {
        let mut desk = Rehearsal::new(Screen::Catalogs);
        desk.press("?").type_text("tab").expect_no("open tab");
        desk.press("esc esc enter ?").type_text("open tab");
        desk.expect("open Who has what").expect_no(" 7 |");
        desk.press("esc").type_text("columns");
        desk.expect("No match.");
    }

    #[test]
    fn a_list_of_several_rows_says_that_arrows_move_and_what_is_out_of_view() {
        let mut desk = Rehearsal::new(Screen::Catalogs);
        desk.expect_no("Down and Up move");
        for number in 0..30 {
            desk.press("n").type_text(&format!("Catalog {number}"));
            desk.press("tab").type_text("x").press("Ctrl-S");
            if number == 0 {
                desk.expect("Down and Up move").expect_no("more below");
            }
        }
        desk.press("home").expect("more below, Down");
        desk.expect_no("more above").press("end");
        desk.expect("more above, Up").expect("Down and Up move");
    }

    #[test]
    fn filter_being_typed_shows_its_own_keys_and_no_others() {
        let mut desk = Rehearsal::new(Screen::Catalogs);
        desk.press("/").type_text("gen");
        desk.expect("Enter keep filter").expect_no("n new");
        desk.press("enter").expect("filter: gen   1 of 1");
        desk.expect("n new").press("/ esc").expect_no("filter: gen");
    }
}
