//! Draws pages about one object.

use ratatui::layout::Rect;

use crate::domain::text::Safe;
use crate::ui::theme::{Borders, Tone};
use crate::ui::view::{DetailLine, DetailView, Phrase};
use crate::ui::widget::canvas::Canvas;
use crate::ui::widget::picture::{self, Glyphs, Pieces};
use crate::ui::width;

/// The widest that the column of labels gets.
const LABELS: usize = 22;

/// Where lines of a page are out of view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutOfView {
    /// Some stand above.
    pub above: bool,
    /// Some stand below.
    pub below: bool,
}

/// Draws a page into an area, from its scrolled line on, and tells where there is more of it.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, detail: &DetailView) -> OutOfView {
    let glyphs = Glyphs::beside(canvas.borders());
    let lines = lay_out(&detail.lines, area.width, glyphs);
    let last = lines.len().saturating_sub(usize::from(area.height));
    let first = detail.scroll.min(last);
    let visible = lines.into_iter().skip(first);
    for (pieces, line) in visible.zip(0..area.height) {
        for (column, phrase) in pieces {
            canvas.text(area, (column, line), &phrase.text, phrase.tone);
        }
    }
    OutOfView {
        above: first > 0,
        below: first < last,
    }
}

/// Returns the lines that a page takes in a width.
fn lay_out(lines: &[DetailLine], room: u16, glyphs: Glyphs) -> Vec<Pieces> {
    let labels = lines
        .iter()
        .filter_map(|line| match line {
            DetailLine::Fact(label, _) => Some(width::width(label.as_str())),
            DetailLine::Heading(_)
            | DetailLine::Text(_)
            | DetailLine::Bullet(_)
            | DetailLine::Moment { .. }
            | DetailLine::Gap
            | DetailLine::Axis(_)
            | DetailLine::Bars(_)
            | DetailLine::Chain(_) => None,
        })
        .max()
        .unwrap_or(0)
        .min(LABELS)
        .min(usize::from(room / 2));
    lines
        .iter()
        .flat_map(|line| lay_out_line(line, room, labels, glyphs))
        .collect()
}

fn lay_out_line(line: &DetailLine, room: u16, labels: usize, glyphs: Glyphs) -> Vec<Pieces> {
    match line {
        DetailLine::Axis(axis) => picture::axis(axis, room, glyphs),
        DetailLine::Bars(bars) => picture::bars(bars, room, glyphs),
        DetailLine::Chain(chain) => picture::chain(chain, room, glyphs),
        DetailLine::Heading(text) => wrapped(&Phrase::new(Tone::Heading, text.clone()), 1, room),
        DetailLine::Text(phrase) => wrapped(phrase, 1, room),
        DetailLine::Gap => vec![Vec::new()],
        DetailLine::Bullet(phrase) => {
            let mut lines = wrapped(phrase, 3, room);
            // A phrase that begins with the sign of its tone needs no other in front of it.
            let sign = phrase.tone.sign();
            let signed = !sign.is_empty() && phrase.text.as_str().starts_with(sign);
            if let (Some(first), false) = (lines.first_mut(), signed) {
                first.insert(0, (1, Phrase::muted("-")));
            }
            lines
        }
        DetailLine::Fact(label, value) => fact(label, value, room, labels),
        DetailLine::Moment {
            moment,
            at: _,
            when,
            what,
            note,
        } => {
            let tone = picture::tone(*moment);
            let mut lines = wrapped(note, 38, room.max(48));
            if let Some(first) = lines.first_mut() {
                first.insert(0, (1, Phrase::new(tone, moment.sign())));
                first.insert(1, (6, Phrase::muted(width::cut_end(when.as_str(), 12))));
                first.insert(
                    2,
                    (19, Phrase::new(tone, width::cut_end(what.as_str(), 18))),
                );
            }
            lines
        }
    }
}

/// Puts a value beside its label; below it where a word of the value would be broken beside it.
fn fact(label: &Safe, value: &Phrase, room: u16, labels: usize) -> Vec<Pieces> {
    let beside = columns(labels + 3);
    let cells = usize::from(room.saturating_sub(beside).saturating_sub(1));
    let mut words = value.text.as_str().split_whitespace();
    if words.any(|word| width::width(word) > cells) {
        let label = vec![(1, Phrase::muted(label.clone()))];
        return std::iter::once(label)
            .chain(wrapped(value, 3, room))
            .collect();
    }
    let mut lines = wrapped(value, beside, room);
    let label = width::cut_end(label.as_str(), labels);
    if let Some(first) = lines.first_mut() {
        first.insert(0, (1, Phrase::muted(label)));
    }
    lines
}

fn wrapped(phrase: &Phrase, indent: u16, room: u16) -> Vec<Pieces> {
    let cells = usize::from(room.saturating_sub(indent).saturating_sub(1));
    width::wrap(phrase.text.as_str(), cells)
        .into_iter()
        .map(|text| vec![(indent, Phrase::new(phrase.tone, Safe::from(text)))])
        .collect()
}

fn columns(cells: usize) -> u16 {
    u16::try_from(cells).unwrap_or(u16::MAX)
}

/// Returns how many lines a page takes in a width, so that scrolling stops at its end.
pub fn height(lines: &[DetailLine], room: u16) -> usize {
    lay_out(lines, room, Glyphs::beside(Borders::default())).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_value_stands_below_its_label_and_is_broken_as_rarely_as_can_be() {
        let name = "administrator@woodgrovebank.onmicrosoft.com";
        let fact = [DetailLine::fact("Signs in as", name)];
        assert_eq!(height(&fact, 26), 3);
        assert_eq!(height(&fact, 78), 1);
    }
}
