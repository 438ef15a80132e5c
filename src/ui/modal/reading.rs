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
}

impl Reading {
    /// Makes lines to read from the first one.
    pub fn new(title: impl Into<Safe>, lines: Vec<DetailLine>) -> Self {
        Self {
            title: title.into(),
            lines,
            scroll: 0,
            ways: Vec::new(),
        }
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
        let lines = detail::height(&self.lines, room.width, frames);
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
    use crate::ui::modal::Modal;
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;

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
