//! Lines to read, and what they offer to do about what they say.

use ratatui::layout::Rect;

use crate::domain::command::Command;
use crate::domain::text::Safe;
use crate::ui::keymap::{Layer, choice};
use crate::ui::layout::Frames;
use crate::ui::modal::{Chooser, Confirm, Row};
use crate::ui::step::Step;
use crate::ui::view::{DetailLine, Phrase};
use crate::ui::widget::detail;

/// A command that would turn a "no" into a "yes".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// What would be so then.
    pub then: Safe,
    /// What is to be done, in words.
    pub text: Safe,
    /// The command, where whoever reads may give it.
    pub command: Option<Box<Command>>,
}

/// Lines to read, such as a walk of checks, scrolled so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What they are about.
    pub title: Safe,
    /// The lines.
    pub lines: Vec<DetailLine>,
    /// How many of them are above the screen.
    pub scroll: usize,
    /// What whoever reads can do about it.
    ways: Vec<Way>,
    /// Where each of very many lines ends, so that no key asks all of them.
    ends: Option<Ends>,
}

/// Where each line ends in a width.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Ends {
    room: (u16, Frames),
    of_line: Vec<usize>,
}

/// So many lines are asked at every key without anybody noticing.
const FEW: usize = 200;

impl Reading {
    /// Makes lines to read from the first one.
    pub fn new(title: impl Into<Safe>, lines: Vec<DetailLine>) -> Self {
        Self {
            title: title.into(),
            lines,
            scroll: 0,
            ways: Vec::new(),
            ends: None,
        }
    }

    /// Works out where very many lines end in a width, once for each width, where none of them
    /// depends on others.
    pub fn settle(&mut self, width: u16, frames: Frames) {
        let room = (width, frames);
        let is_known = self.ends.as_ref().is_some_and(|ends| ends.room == room);
        if self.lines.len() <= FEW || is_known || !self.lines.iter().all(stands_alone) {
            return;
        }
        let mut end = 0;
        let of_line = self.lines.iter().map(|line| {
            end += detail::height(std::slice::from_ref(line), width, frames);
            end
        });
        let of_line = of_line.collect();
        self.ends = Some(Ends { room, of_line });
    }

    /// Returns the lines of which some are in view where a screen is so high, one more above and
    /// below, and how far they are scrolled.
    pub fn in_view(&self, height: usize) -> (&[DetailLine], usize) {
        let Some(Ends { of_line, .. }) = &self.ends else {
            return (&self.lines, self.scroll);
        };
        let all = of_line.last().copied().unwrap_or(0);
        let top = self.scroll.min(all.saturating_sub(height));
        let bottom = top.saturating_add(height);
        let first = of_line.partition_point(|end| *end <= top).saturating_sub(1);
        let after = of_line.partition_point(|end| *end <= bottom) + 2;
        let above = first.checked_sub(1).and_then(|line| of_line.get(line));
        let lines = self.lines.get(first..after.min(self.lines.len()));
        let scrolled = self.scroll.saturating_sub(above.copied().unwrap_or(0));
        (lines.unwrap_or_default(), scrolled)
    }

    /// Says what would change the answer right after it, which is the first paragraph, and offers
    /// what the reader may do.
    #[must_use]
    pub fn offering(mut self, ways: Vec<Way>) -> Self {
        if ways.is_empty() {
            return self;
        }
        let mut lines = vec![DetailLine::heading("What would change a \"no\"")];
        for way in &ways {
            let who = match way.command {
                Some(_) => "",
                None => " (an administrator can)",
            };
            let text = format!("{}{who}: then {}", capital(way.text.as_str()), way.then);
            lines.push(DetailLine::Bullet(Phrase::plain(text)));
        }
        let gap = self.lines.iter().position(|line| *line == DetailLine::Gap);
        let answer = gap.unwrap_or(self.lines.len());
        lines.insert(0, DetailLine::Gap);
        self.lines.splice(answer..answer, lines);
        self.ways = ways;
        self.ways.retain(|way| way.command.is_some());
        self
    }

    /// Returns how many lines there are more than a room has.
    pub fn beyond(&self, room: Rect, frames: Frames) -> usize {
        let asked = (room.width, frames);
        let known = self.ends.as_ref().filter(|ends| ends.room == asked);
        let lines = match known {
            Some(ends) => ends.of_line.last().copied().unwrap_or(0),
            None => detail::height(&self.lines, room.width, frames),
        };
        lines.saturating_sub(usize::from(room.height))
    }

    /// Returns the key tables that act, the top one first: none of them moves where all lines are in
    /// view.
    pub(super) fn layers(&self, room: Rect, frames: Frames) -> Vec<Layer> {
        let enter = if self.ways.is_empty() {
            choice::READING
        } else {
            choice::MENDING
        };
        if self.beyond(room, frames) > 0 {
            vec![enter, choice::ENDS, choice::LAYER]
        } else {
            vec![enter, choice::ALONE]
        }
    }

    /// Returns the question, or the list of questions, that comes before doing it.
    pub fn mend(self) -> Option<Step> {
        let mut asks = self.ways.into_iter().filter_map(ask);
        let (first, second) = (asks.next()?, asks.next());
        let Some(second) = second else {
            return Some(Step::Ask(Box::new(first.1)));
        };
        let rows = [first, second].into_iter().chain(asks);
        let rows = rows.map(|(text, ask)| Row::step(text, "", Ok(Step::Ask(Box::new(ask)))));
        let chooser = Chooser::new("What is to be done?", rows.collect());
        Some(Step::Offer(Box::new(chooser)))
    }
}

/// Tells whether a line takes as many lines beside others as without them.
const fn stands_alone(line: &DetailLine) -> bool {
    match line {
        DetailLine::Heading(_) | DetailLine::Text(_) | DetailLine::Bullet(_) | DetailLine::Gap => {
            true
        }
        DetailLine::Fact(..)
        | DetailLine::Moment { .. }
        | DetailLine::Axis(_)
        | DetailLine::Bars(_)
        | DetailLine::Chain(_) => false,
    }
}

fn ask(way: Way) -> Option<(Safe, Confirm)> {
    let text: Safe = capital(way.text.as_str()).into();
    let lines = vec![
        Phrase::plain(format!("{text}.")),
        Phrase::plain(format!("Then {}.", way.then)),
    ];
    let done = format!("Done: {}.", way.text);
    let then = Step::Execute(way.command?, done.into());
    Some((text, Confirm::simple("Change that?", lines, "Do it", then)))
}

/// Begins a sentence with a capital letter.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::layout::Size;
    use crate::ui::modal::Modal;
    use crate::ui::msg::Msg;
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;

    #[test]
    fn very_many_lines_are_read_as_a_few_are_from_the_first_to_the_last() {
        let line = |number: usize| {
            let text = format!("Line {number}{}", " on".repeat(number % 40));
            DetailLine::text(&text)
        };
        let lines: Vec<DetailLine> = (0..FEW + 50).map(line).collect();
        let mut desk = Rehearsal::new(Screen::Catalogs);
        let reading = Reading::new("Result", lines);
        desk.ui.modals.push(Modal::Lines(Box::new(reading)));
        // The same lines, none of them left out for being out of view.
        let whole = |desk: &Rehearsal| {
            let mut whole = desk.ui.clone();
            if let Some(Modal::Lines(reading)) = whole.modals.last_mut() {
                assert!(reading.ends.is_some());
                assert!(reading.in_view(20).0.len() < 30);
                reading.ends = None;
            }
            whole
        };
        let keys = [
            "up", "down", "down", "pagedown", "down", "end", "up", "pageup", "home",
        ];
        for key in keys.into_iter().chain(["down"; 30]) {
            desk.press(key);
            let drawn = desk.screen();
            let whole = whole(&desk);
            let ui = std::mem::replace(&mut desk.ui, whole);
            assert_eq!(drawn, desk.screen(), "{key}");
            desk.ui = ui;
        }
        desk.press("end");
        desk.tell(Msg::Resize(Size {
            width: 120,
            height: 60,
        }));
        desk.expect("Line 249").expect_no("more below");
    }

    #[test]
    fn only_lines_that_go_on_out_of_view_name_a_key_that_moves_through_them() {
        let reading = |lines| {
            let lines = vec![DetailLine::text("A line"); lines];
            Modal::Lines(Box::new(Reading::new("Why", lines)))
        };
        let mut desk = Rehearsal::new(Screen::Catalogs);
        desk.ui.modals.push(reading(5));
        desk.expect("Esc back").expect_no("Down").press("down");
        desk.ui.modals.push(reading(50));
        desk.expect("Down next row").expect("more below, Down");
        desk.press("end").expect_no("more below");
    }
}
