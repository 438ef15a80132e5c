//! Draws pages about one object.

use ratatui::layout::Rect;

use crate::domain::text::Safe;
use crate::ui::layout::Frames;
use crate::ui::theme::{Borders, Tone};
use crate::ui::view::{DetailLine, DetailView, Phrase};
use crate::ui::widget::canvas::Canvas;
use crate::ui::widget::picture::{self, Glyphs, Pieces};
use crate::ui::width;

mod plain;

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
    let lines = lay_out(&detail.lines, area.width, canvas.borders());
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

/// What the lines of a page share.
#[derive(Debug, Clone, Copy)]
struct Page {
    /// How wide labels are.
    labels: usize,
    /// How wide what happens in a timeline is.
    acts: usize,
    /// Whether it has a timeline.
    has_timeline: bool,
    borders: Borders,
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

/// Returns how wide the column of labels is for a label: what does not fit is longer than it.
fn label_width(label: &Safe, room: u16) -> usize {
    let widest = LABELS.min(usize::from(room / 2));
    width::width(label.as_str()).min(widest)
}

/// Returns the lines that a page takes in a width. A label whose value stands below it leaves the
/// column of labels, and so the room beside it, to the others.
fn lay_out(lines: &[DetailLine], room: u16, borders: Borders) -> Vec<Pieces> {
    let labels = lines
        .iter()
        .filter_map(|line| match line {
            DetailLine::Fact(label, value) => {
                let label = label_width(label, room);
                (!stands_below(value, room, label)).then_some(label)
            }
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
        .unwrap_or(0);
    let is_moment = |line: &DetailLine| matches!(line, DetailLine::Moment { .. });
    let page = Page {
        labels,
        acts: acts(lines, room),
        has_timeline: lines.iter().any(is_moment),
        borders,
    };
    lines
        .iter()
        .flat_map(|line| lay_out_line(line, room, page))
        .collect()
}

fn lay_out_line(line: &DetailLine, room: u16, page: Page) -> Vec<Pieces> {
    let glyphs = Glyphs::beside(page.borders);
    let is_said = page.borders == Borders::Plain;
    match line {
        // The timeline says all that an axis shows.
        DetailLine::Axis(_) if is_said && page.has_timeline => Vec::new(),
        DetailLine::Axis(axis) if is_said => plain::axis(axis, room),
        DetailLine::Axis(axis) => picture::axis(axis, room, glyphs),
        DetailLine::Bars(bars) if is_said => plain::bars(bars, room),
        DetailLine::Bars(bars) => picture::bars(bars, room, glyphs),
        DetailLine::Chain(chain) => picture::chain(chain, room, glyphs),
        DetailLine::Heading(text) => wrapped(&Phrase::new(Tone::Heading, text.clone()), 1, room),
        DetailLine::Text(phrase) => wrapped(phrase, 1, room),
        DetailLine::Gap => vec![Vec::new()],
        DetailLine::Bullet(phrase) => bullet(phrase, room),
        DetailLine::Fact(label, value) if is_said => plain::fact(label, value, room),
        DetailLine::Fact(label, value) => fact(label, value, room, page.labels),
        DetailLine::Moment {
            moment,
            at: _,
            when,
            what,
            note,
        } if is_said => plain::happens(*moment, &[when, what, &note.text], room),
        DetailLine::Moment {
            moment,
            at: _,
            when,
            what,
            note,
        } => {
            let drawn = Happening {
                sign: Phrase::new(picture::tone(*moment), moment.sign()),
                when: width::cut_end(when.as_str(), WHEN),
                what: what.as_str(),
                note,
            };
            happening(&drawn, room, page.acts)
        }
    }
}

fn bullet(phrase: &Phrase, room: u16) -> Vec<Pieces> {
    let mut lines = wrapped(phrase, 3, room);
    // A phrase that begins with the sign of its tone needs no other in front of it.
    let sign = phrase.tone.sign();
    let signed = !sign.is_empty() && phrase.text.as_str().starts_with(sign);
    if let Some(first) = lines.first_mut() {
        if signed {
            for (column, _) in first.iter_mut() {
                *column = 1;
            }
        } else {
            first.insert(0, (1, Phrase::muted("-")));
        }
    }
    lines
}

/// How wide instants of a timeline are.
const WHEN: usize = 12;
/// The column in which instants of a timeline stand, and what stands below them.
const BESIDE_SIGN: u16 = 6;
/// The column in which stands what happens.
const BESIDE_WHEN: u16 = 19;
/// The fewest cells that a note has beside what happens; else it stands below.
const LEAST_NOTE: usize = 30;

/// A row of a timeline as it is written.
struct Happening<'a> {
    sign: Phrase,
    when: String,
    what: &'a str,
    note: &'a Phrase,
}

/// Puts sign, instant, what happens and why in columns where there is room for that; else the last
/// one below the others, and where it is narrower still what happens below its instant, too.
fn happening(told: &Happening<'_>, room: u16, acts: usize) -> Vec<Pieces> {
    let tone = told.sign.tone;
    let when = (BESIDE_SIGN, Phrase::muted(told.when.clone()));
    let beside = BESIDE_WHEN.saturating_add(1) + columns(acts);
    if usize::from(room.saturating_sub(beside)) > LEAST_NOTE {
        let mut lines = wrapped(told.note, beside, room);
        if let Some(first) = lines.first_mut() {
            let what = Phrase::new(tone, width::cut_end(told.what, acts));
            let head = [(1, told.sign.clone()), when, (BESIDE_WHEN, what)];
            first.splice(0..0, head);
        }
        return lines;
    }
    let what = Phrase::new(tone, told.what);
    let cells = columns(width::width(told.what));
    let mut first = vec![(1, told.sign.clone())];
    let mut lines = Vec::new();
    if told.when.is_empty() {
        first.push((BESIDE_SIGN, what));
    } else if BESIDE_WHEN + cells < room {
        first.extend([when, (BESIDE_WHEN, what)]);
    } else {
        first.push(when);
        lines = wrapped(&what, BESIDE_SIGN, room);
    }
    lines.insert(0, first);
    if !told.note.text.as_str().is_empty() {
        lines.extend(wrapped(told.note, BESIDE_SIGN, room));
    }
    lines
}

/// Tells whether a value takes fewer lines below its label than beside a column of labels, or would
/// have a word broken there.
fn stands_below(value: &Phrase, room: u16, labels: usize) -> bool {
    let indent = columns(labels + 3);
    let cells = usize::from(room.saturating_sub(indent).saturating_sub(1));
    let mut words = width::words(value.text.as_str());
    words.any(|word| width::width(word.trim_end()) > cells)
        || wrapped(value, indent, room).len() > wrapped(value, 3, room).len() + 1
}

/// Puts a value beside its label; below it where that takes fewer lines or a word of the value would
/// be broken beside it, or where the label itself is too long.
fn fact(label: &Safe, value: &Phrase, room: u16, labels: usize) -> Vec<Pieces> {
    let long = width::width(label.as_str());
    let text = width::width(value.text.as_str());
    let head = Phrase::muted(label.clone());
    // A label that is longer by one cell keeps one cell off its value, which stays in its column.
    let is_long = long > labels + 1;
    if is_long && long + text + 4 <= usize::from(room) {
        return vec![vec![(1, head), (columns(long + 3), value.clone())]];
    }
    if is_long || stands_below(value, room, labels) {
        let below = wrapped(value, 3, room);
        return std::iter::once(vec![(1, head)]).chain(below).collect();
    }
    let mut beside = wrapped(value, columns(labels + 3), room);
    if let Some(first) = beside.first_mut() {
        first.insert(0, (1, head));
    }
    beside
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
pub fn height(lines: &[DetailLine], room: u16, frames: Frames) -> usize {
    let borders = match frames {
        Frames::Boxes => Borders::default(),
        Frames::Plain => Borders::Plain,
    };
    lay_out(lines, room, borders).len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::view::Moment;

    fn drawn(line: &DetailLine, room: u16) -> Vec<String> {
        let lines = lay_out(std::slice::from_ref(line), room, Borders::default());
        let write = |pieces: Pieces| {
            pieces.iter().fold(String::new(), |mut text, (at, phrase)| {
                let gap = usize::from(*at).saturating_sub(width::width(&text));
                text.push_str(&" ".repeat(gap));
                text.push_str(phrase.text.as_str());
                text
            })
        };
        lines.into_iter().map(write).collect()
    }

    #[test]
    fn words_that_would_take_many_short_lines_beside_their_label_stand_below_it() {
        let fact = DetailLine::fact("If undecided", "Remove access at the end of the review");
        assert_eq!(
            drawn(&fact, 26),
            [
                " If undecided",
                "   Remove access at the",
                "   end of the review"
            ]
        );
        assert_eq!(
            drawn(&DetailLine::fact("Created", "2026-03-01 09:00 UTC"), 26),
            [" Created  2026-03-01", "          09:00 UTC"]
        );
    }

    #[test]
    fn a_label_above_its_value_takes_no_room_from_the_values_beside_others() {
        let facts = [
            DetailLine::fact("Environment", "woodgrovebank.sharepoint.com"),
            DetailLine::fact("Owners", "Kim Ray, Hana"),
        ];
        let lines = lay_out(&facts, 24, Borders::default());
        let owners = lines.last().and_then(|pieces| pieces.last());
        assert_eq!(
            owners.map(|(at, phrase)| (*at, phrase.text.as_str())),
            Some((9, "Kim Ray, Hana"))
        );
    }

    #[test]
    fn timeline_puts_below_what_has_no_room_beside() {
        let moment = DetailLine::Moment {
            moment: Moment::Present,
            at: None,
            when: "3 May 10:00".into(),
            what: "Stage 1 of 1".into(),
            note: Phrase::plain("waiting for Joni Sherman"),
        };
        assert_eq!(
            drawn(&moment, 70),
            [" (>)  3 May 10:00  Stage 1 of 1       waiting for Joni Sherman"]
        );
        assert_eq!(
            drawn(&moment, 40),
            [
                " (>)  3 May 10:00  Stage 1 of 1",
                "      waiting for Joni Sherman"
            ]
        );
        assert_eq!(
            drawn(&moment, 26),
            [
                " (>)  3 May 10:00",
                "      Stage 1 of 1",
                "      waiting for Joni",
                "      Sherman"
            ]
        );
    }

    #[test]
    fn values_stand_in_one_column_beside_a_label_that_is_a_little_longer() {
        let lines = [
            DetailLine::fact("Resource roles", "3"),
            DetailLine::fact("Policies", "1"),
        ];
        let laid = lay_out(&lines, 26, Borders::default());
        let columns = laid.iter().filter_map(|pieces| pieces.last());
        let columns: Vec<u16> = columns.map(|(column, _)| *column).collect();
        assert_eq!(columns, [16, 16]);
    }

    #[test]
    fn long_value_stands_below_its_label_and_is_broken_only_where_it_comes_apart() {
        let name = "administrator@woodgrovebank.onmicrosoft.com";
        let fact = [DetailLine::fact("Signs in as", name)];
        assert_eq!(height(&fact, 26, Frames::Boxes), 4);
        assert_eq!(height(&fact, 78, Frames::Boxes), 1);
    }
}
