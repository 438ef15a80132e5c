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

/// The narrowest and the widest that the column of what happens in a timeline gets.
const ACTS: (usize, usize) = (18, 24);
/// A page narrower than this has no room to give to that column.
const ROOMY: u16 = 70;

/// Where the columns of a page are.
#[derive(Debug, Clone, Copy)]
struct Columns {
    /// How wide labels are.
    labels: usize,
    /// How wide what happens in a timeline is.
    acts: usize,
}

/// Returns how wide what happens in the timeline of a page is.
fn acts(lines: &[DetailLine], room: u16) -> usize {
    let (narrow, wide) = ACTS;
    if room < ROOMY {
        return narrow;
    }
    let acts = lines.iter().filter_map(|line| match line {
        DetailLine::Moment { what, .. } => Some(width::width(what.as_str())),
        DetailLine::Heading(_)
        | DetailLine::Text(_)
        | DetailLine::Bullet(_)
        | DetailLine::Fact(..)
        | DetailLine::Gap
        | DetailLine::Axis(_)
        | DetailLine::Bars(_)
        | DetailLine::Chain(_) => None,
    });
    acts.max().unwrap_or(0).clamp(narrow, wide)
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
    let acts = acts(lines, room);
    lines
        .iter()
        .flat_map(|line| lay_out_line(line, room, Columns { labels, acts }, glyphs))
        .collect()
}

fn lay_out_line(line: &DetailLine, room: u16, at: Columns, glyphs: Glyphs) -> Vec<Pieces> {
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
        DetailLine::Fact(label, value) => fact(label, value, room, at.labels),
        DetailLine::Moment {
            moment,
            at: _,
            when,
            what,
            note,
        } => {
            let tone = picture::tone(*moment);
            let beside = columns(20 + at.acts);
            let mut lines = wrapped(note, beside, room.max(48));
            if let Some(first) = lines.first_mut() {
                first.insert(0, (1, Phrase::new(tone, moment.sign())));
                first.insert(1, (6, Phrase::muted(width::cut_end(when.as_str(), 12))));
                let what = width::cut_end(what.as_str(), at.acts);
                first.insert(2, (19, Phrase::new(tone, what)));
            }
            lines
        }
    }
}

/// Puts a value beside its label; below it where a word of the value would be broken beside it, or
/// where the label itself is too long.
fn fact(label: &Safe, value: &Phrase, room: u16, labels: usize) -> Vec<Pieces> {
    let long = width::width(label.as_str());
    let text = width::width(value.text.as_str());
    let head = Phrase::muted(label.clone());
    if long > labels && long + text + 4 <= usize::from(room) {
        return vec![vec![(1, head), (columns(long + 3), value.clone())]];
    }
    let beside = columns(labels + 3);
    let cells = usize::from(room.saturating_sub(beside).saturating_sub(1));
    let mut words = value.text.as_str().split_whitespace();
    if long > labels || words.any(|word| width::width(word) > cells) {
        let below = wrapped(value, 3, room);
        return std::iter::once(vec![(1, head)]).chain(below).collect();
    }
    let mut lines = wrapped(value, beside, room);
    if let Some(first) = lines.first_mut() {
        first.insert(0, (1, head));
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
