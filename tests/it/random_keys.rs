//! Anything pressed, typed, pasted and clicked by anybody, over a company with something in every
//! state: the screens never panic, never show what the text gate keeps out, and never disagree with
//! what they show; and whatever was ordered by chance leaves a sound tenant.
//!
//! `ACCESSDESK_TEST_CASES` sets how many desks are sat down at, `ACCESSDESK_TEST_SEED` one of them.

use std::collections::VecDeque;

use accessdesk::domain::text::Safe;
use accessdesk::script::Sample;
use accessdesk::ui::key::Key;
use accessdesk::ui::layout::Size;
use accessdesk::ui::modal::Modal;
use accessdesk::ui::msg::Msg;
use accessdesk::ui::pointer::{Act, Targets};
use accessdesk::ui::view::{Content, Pane};
use ratatui::buffer::Buffer;

use crate::support::desk::Desk;
use crate::support::focus::assert_one_focus;
use crate::support::random::{Dice, Onlooker, seeds};

/// How many desks the ordinary run sits down at, and what is done at each: 100,000 strokes in all.
const DESKS: u64 = 4;
const STROKES: usize = 25_000;
/// After so many strokes somebody else sits down.
const SITTING: usize = 500;
/// So many of the last strokes are told of a failure.
const TOLD: usize = 60;

/// Who sits down: administrators, delegates, approvers, requestors, readers, guests and strangers.
const PEOPLE: &[&str] = &[
    "administrator@woodgrovebank.onmicrosoft.com",
    "maria.oliveira@woodgrovebank.onmicrosoft.com",
    "mark.hassall@woodgrovebank.onmicrosoft.com",
    "joni.sherman@woodgrovebank.onmicrosoft.com",
    "patti.fernandez@woodgrovebank.onmicrosoft.com",
    "debra.berger@woodgrovebank.onmicrosoft.com",
    "hana.kim@woodgrovebank.onmicrosoft.com",
    "kim.ray@woodgrovebank.onmicrosoft.com",
    "cameron.white@woodgrovebank.onmicrosoft.com",
    "allan.deyoung@contoso.example",
    "ivy.young@litware.onmicrosoft.com",
    "lou.social@friends.example",
];

/// Keys, those that lead somewhere more often than the others.
const KEYS: &[&str] = &[
    "enter",
    "enter",
    "enter",
    "enter",
    "esc",
    "esc",
    "tab",
    "tab",
    "Shift-Tab",
    "up",
    "down",
    "down",
    "down",
    "left",
    "right",
    "pageup",
    "pagedown",
    "home",
    "end",
    "space",
    "space",
    "backspace",
    "delete",
    "Ctrl-S",
    "Ctrl-S",
    "Ctrl-S",
    "Ctrl-A",
    "Ctrl-E",
    "Ctrl-W",
    "Ctrl-K",
    "Ctrl-U",
    "Ctrl-Z",
    "Ctrl-D",
    "Ctrl-R",
    "Ctrl-P",
    "Ctrl-L",
    "Alt-Enter",
    "Alt-Left",
    "F1",
    "a",
    "b",
    "c",
    "d",
    "e",
    "f",
    "g",
    "h",
    "i",
    "j",
    "k",
    "l",
    "n",
    "o",
    "r",
    "s",
    "u",
    "v",
    "w",
    "x",
    "y",
    "y",
    "G",
    "H",
    "P",
    "R",
    "S",
    "T",
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "8",
    "9",
    "!",
    "?",
    ":",
    "/",
    "*",
    "[",
    "]",
    "+",
    ">",
    ".",
    "@",
    "Ctrl-C",
];

/// What people type and paste, wanted or not.
const WORDS: &[&str] = &[
    "ledger",
    "kim",
    "state:pending",
    "-denied",
    "\"",
    "2026-12-31",
    "+30d",
    "30",
    "Needed for the close",
    "administrator@woodgrovebank.onmicrosoft.com",
    "user.department -eq \"Sales\"",
    "田中 由紀",
    "ليلى عزيز",
    "e\u{301}\u{301}\u{301}",
    "\u{202e}dne eht",
    "\u{1b}[31mred",
    "\u{7}\u{0}",
    "👩‍👩‍👧",
    "one\ntwo\r\nthree",
    "\u{feff}\u{200b}zero",
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
];

/// What was done last, told of a failure.
struct Told {
    seed: u64,
    last: VecDeque<String>,
}

impl Drop for Told {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let last: Vec<&str> = self.last.iter().map(String::as_str).collect();
            let (seed, last) = (self.seed, last.join("\n"));
            eprintln!("ACCESSDESK_TEST_SEED={seed}, the last strokes:\n{last}");
        }
    }
}

/// A desk at which somebody does anything.
struct Hand {
    dice: Dice,
    desk: Desk,
    buffer: Buffer,
    targets: Targets,
    onlooker: Onlooker,
    told: Told,
}

impl Hand {
    fn new(seed: u64) -> Self {
        let desk = Desk::on(Sample::Woodgrove, "");
        let (buffer, targets) = desk.drawn();
        Self {
            dice: Dice::new(seed),
            desk,
            buffer,
            targets,
            onlooker: Onlooker::default(),
            told: Told {
                seed,
                last: VecDeque::new(),
            },
        }
    }

    fn note(&mut self, what: String) {
        if self.told.last.len() == TOLD {
            self.told.last.pop_front();
        }
        self.told.last.push_back(what);
    }

    fn tell(&mut self, msg: Msg) {
        self.note(format!("{msg:?}"));
        self.desk.tell(msg);
    }

    /// Tells whether the form on top would write a file where the tests run.
    fn is_about_to_write(&self) -> bool {
        let top = self.desk.seat.ui.modals.last();
        matches!(top, Some(Modal::Form(form)) if form.table.name == "output")
    }

    fn stroke(&mut self) {
        if self.is_about_to_write() {
            for key in ["esc", "down", "enter"] {
                self.tell(Msg::Key(key.parse().unwrap()));
            }
        }
        match self.dice.below(100) {
            0..60 => {
                let key = *self.dice.pick(KEYS);
                self.tell(Msg::Key(key.parse().unwrap()));
            }
            60..70 => {
                let word = *self.dice.pick(WORDS);
                self.note(word.to_owned());
                for c in word.chars() {
                    self.desk.tell(Msg::Key(Key::char(c)));
                }
            }
            70..76 => {
                let word = *self.dice.pick(WORDS);
                let pasted = word.repeat(1 + self.dice.below(40));
                self.tell(Msg::Paste(pasted));
            }
            76..88 => self.point(),
            88..92 => {
                let size = Size {
                    width: u16::try_from(self.dice.below(210)).unwrap(),
                    height: u16::try_from(self.dice.below(64)).unwrap(),
                };
                self.tell(Msg::Resize(size));
            }
            92..95 => self.tell(Msg::Resize(Size::USUAL)),
            95..97 => {
                let waited = u64::try_from(self.dice.below(8_000)).unwrap();
                self.tell(Msg::Waited(waited));
            }
            _ => {
                let to = *self.dice.pick(&[
                    "h", "c", "p", "r", "a", "o", "u", "l", "n", "b", "s", "m", "d", "v",
                ]);
                for key in ["esc", "esc", "esc", "g", to] {
                    self.tell(Msg::Key(key.parse().unwrap()));
                }
            }
        }
    }

    fn point(&mut self) {
        let Size { width, height } = self.desk.seat.ui.size;
        let column = u16::try_from(self.dice.below(usize::from(width.max(1)))).unwrap();
        let row = u16::try_from(self.dice.below(usize::from(height.max(1)))).unwrap();
        let target = self.targets.at(column, row).cloned();
        let act = match (self.dice.below(4), target) {
            (0, _) | (_, None) => Act::WheelDown,
            (1, _) => Act::WheelUp,
            (2, Some(target)) => Act::DoubleClick(target),
            (_, Some(target)) => Act::Click(target),
        };
        self.tell(Msg::Pointer(act));
    }

    /// Draws the screen, and looks whether it may be shown and agrees with itself.
    fn look(&mut self) {
        let view = self.desk.seat.view();
        self.targets = self.desk.draw_into(&mut self.buffer, &view);
        for cell in &self.buffer.content {
            assert!(is_showable(cell.symbol()), "{:?}", cell.symbol());
        }
        let ui = &self.desk.seat.ui;
        if ui.size.is_enough() {
            assert_one_focus(&self.buffer, "after the last stroke");
        }
        assert!(ui.sent.is_none() || ui.batch.is_some(), "{:?}", ui.sent);
        assert!(view.overlays.len() >= ui.modals.len());
        agrees(&view.body.main);
        if let Some(side) = &view.body.side {
            agrees(side);
        }
    }
}

/// Tells whether the text gate lets a cell through.
fn is_showable(symbol: &str) -> bool {
    match symbol.as_bytes() {
        [byte] => (b' '..=b'~').contains(byte),
        // What boxes are made of.
        [0xe2, 0x94..=0x95, _] => true,
        _ => Safe::line(symbol).as_str() == symbol,
    }
}

/// Asserts that a list shows a selected row where it shows any, and every cell under a head.
fn agrees(pane: &Pane) {
    let Content::Table(table) = &pane.content else {
        return;
    };
    assert_eq!(table.selected.is_some(), !table.rows.is_empty());
    assert!(table.selected.is_none_or(|row| row < table.rows.len()));
    assert!(table.rows.iter().all(|row| row.len() == table.heads.len()));
}

fn sit_down(seed: u64) {
    let mut hand = Hand::new(seed);
    for number in 0..STROKES {
        if number % SITTING == 0 {
            let person = *hand.dice.pick(PEOPLE);
            // Somebody may have deleted them meanwhile.
            if hand.desk.knows(person) {
                hand.note(format!("as {person}"));
                hand.desk = hand.desk.seated_as(person);
            }
        }
        hand.stroke();
        hand.look();
        hand.onlooker.catch_up(&hand.desk.seat.engine);
    }
}

#[test]
fn anything_pressed_typed_pasted_and_clicked_leaves_screens_that_can_be_shown() {
    let seeds: Vec<u64> = seeds(DESKS).collect();
    for pair in seeds.chunks(2) {
        std::thread::scope(|scope| {
            for seed in pair {
                scope.spawn(|| sit_down(*seed));
            }
        });
    }
}
