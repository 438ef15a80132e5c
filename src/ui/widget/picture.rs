//! Lays pictures out as lines of text: axes, bars and chains.

use crate::domain::text::Safe;
use crate::ui::theme::{Borders, Tone};
use crate::ui::view::picture::{Axis, AxisMark, Bars, Chain};
use crate::ui::view::{Moment, Phrase};
use crate::ui::width;

/// A drawn line: phrases with the column in which they start.
pub(super) type Pieces = Vec<(u16, Phrase)>;

/// The column in which pictures begin.
const LEFT: u16 = 1;
/// How many cells each bar is wide.
const BAR: usize = 2;

/// The signs that pictures are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyphs {
    past: &'static str,
    future: &'static str,
    leads_to: &'static str,
    bars: [&'static str; 9],
}

impl Glyphs {
    const UNICODE: Self = Self {
        past: "━",
        future: "╌",
        leads_to: "─>",
        bars: [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    };

    const ASCII: Self = Self {
        past: "=",
        future: "-",
        leads_to: "->",
        bars: [" ", ".", ".", ":", ":", "|", "|", "#", "#"],
    };

    /// Returns the signs that go with the lines around boxes.
    pub const fn beside(borders: Borders) -> Self {
        match borders {
            Borders::Unicode => Self::UNICODE,
            Borders::Ascii | Borders::Plain => Self::ASCII,
        }
    }
}

/// Lays out an axis: the line itself, and below it what its marks are and when.
///
/// What lies behind now is a solid line, what lies ahead a broken one. Names that would run into
/// each other are left out, those in the middle first; nothing is said here alone.
pub(super) fn axis(axis: &Axis, room: u16, glyphs: Glyphs) -> Vec<Pieces> {
    let cells = room.saturating_sub(LEFT).saturating_sub(1);
    let placed = place(&axis.marks, cells);
    let mut line = Pieces::new();
    let mut behind = true;
    for (number, (column, mark)) in placed.iter().enumerate() {
        line.push((LEFT + column, sign(mark)));
        behind &= mark.moment != Moment::Present;
        let next = placed.get(number + 1).map(|(column, _)| *column);
        let length = next.map_or(0, |next| next.saturating_sub(*column).saturating_sub(1));
        let (glyph, tone) = if behind {
            (glyphs.past, Tone::Text)
        } else {
            (glyphs.future, Tone::Muted)
        };
        let stretch = glyph.repeat(usize::from(length));
        line.push((LEFT + column + 1, Phrase::new(tone, stretch)));
    }
    let mut names = Pieces::new();
    let mut instants = Pieces::new();
    for (column, mark) in captions(&placed, cells) {
        let tone = tone(mark.moment);
        names.push((LEFT + column, Phrase::new(tone, mark.what.clone())));
        instants.push((LEFT + column, Phrase::muted(mark.when.clone())));
    }
    vec![line, names, instants]
}

/// Gives each mark a column in proportion to its time, and every one a column of its own.
fn place(marks: &[AxisMark], cells: u16) -> Vec<(u16, &AxisMark)> {
    let at = |mark: Option<&AxisMark>| mark.map_or(0, |mark| mark.at.seconds());
    let (first, last) = (at(marks.first()), at(marks.last()));
    let whole = last.saturating_sub(first).max(1);
    let span = i64::from(cells.saturating_sub(1));
    let mut placed: Vec<(u16, &AxisMark)> = Vec::new();
    for mark in marks {
        let ahead = mark.at.seconds().saturating_sub(first);
        let wanted = u16::try_from(ahead.saturating_mul(span) / whole).unwrap_or(0);
        let free = placed.last().map_or(0, |(column, _)| column + 2);
        placed.push((wanted.max(free), mark));
    }
    let mut free = cells.saturating_sub(1);
    for (column, _) in placed.iter_mut().rev() {
        *column = (*column).min(free);
        free = column.saturating_sub(2);
    }
    placed
}

/// Chooses which marks are named, and the column in which each name starts.
fn captions<'a>(placed: &[(u16, &'a AxisMark)], cells: u16) -> Vec<(u16, &'a AxisMark)> {
    let mut chosen: Vec<(u16, u16, &AxisMark)> = Vec::new();
    let importance = |(number, mark): (usize, &AxisMark)| {
        if mark.moment == Moment::Present {
            0
        } else {
            1 + usize::from(number != 0 && number + 1 != placed.len())
        }
    };
    let mut order: Vec<usize> = (0..placed.len()).collect();
    order.sort_by_key(|number| {
        placed
            .get(*number)
            .map(|(_, mark)| importance((*number, mark)))
    });
    for number in order {
        let Some((column, mark)) = placed.get(number) else {
            continue;
        };
        let wide = width::width(mark.what.as_str()).max(width::width(mark.when.as_str()));
        let wide = u16::try_from(wide).unwrap_or(cells).min(cells);
        let start = (*column).min(cells.saturating_sub(wide));
        let end = start.saturating_add(wide);
        let is_free = chosen
            .iter()
            .all(|(from, to, _)| end.saturating_add(1) < *from || to.saturating_add(1) < start);
        if is_free {
            chosen.push((start, end, mark));
        }
    }
    chosen.sort_by_key(|(start, _, _)| *start);
    chosen
        .into_iter()
        .map(|(start, _, mark)| (start, mark))
        .collect()
}

fn sign(mark: &AxisMark) -> Phrase {
    let sign = match mark.moment {
        Moment::Past | Moment::Denied => "o",
        Moment::Present => ">",
        Moment::Future | Moment::Aside => ".",
        Moment::Partly => "!",
        Moment::Failed => "x",
    };
    Phrase::new(tone(mark.moment), sign)
}

/// Returns the tone that says how a moment relates to now.
pub(super) const fn tone(moment: Moment) -> Tone {
    match moment {
        Moment::Past => Tone::Text,
        Moment::Present => Tone::Pending,
        Moment::Future | Moment::Aside => Tone::Muted,
        Moment::Denied => Tone::Disabled,
        Moment::Partly => Tone::Warning,
        Moment::Failed => Tone::Danger,
    }
}

/// Lays out bars, as high as the highest allows, and below them what the first and the last are.
pub(super) fn bars(bars: &Bars, room: u16, glyphs: Glyphs) -> Vec<Pieces> {
    let cells = usize::from(room.saturating_sub(LEFT).saturating_sub(1));
    let fits = cells / BAR;
    let values = bars
        .values
        .get(bars.values.len().saturating_sub(fits)..)
        .unwrap_or_default();
    let highest = values.iter().copied().max().unwrap_or(0).max(1);
    let drawn: String = values
        .iter()
        .map(|value| {
            let full = glyphs.bars.len() - 1;
            let height = value.saturating_mul(full).div_ceil(highest);
            glyphs.bars.get(height).copied().unwrap_or(" ").repeat(BAR)
        })
        .collect();
    let whole = width::width(&drawn);
    let gap = whole.saturating_sub(width::width(bars.first.as_str()));
    let gap = gap.saturating_sub(width::width(bars.last.as_str())).max(1);
    let below = format!("{}{}{}", bars.first, " ".repeat(gap), bars.last);
    vec![
        vec![(LEFT, Phrase::new(Tone::Info, drawn))],
        vec![(LEFT, Phrase::muted(width::cut_end(&below, cells)))],
    ]
}

/// Lays out a chain, broken between its links where a line is full.
pub(super) fn chain(chain: &Chain, room: u16, glyphs: Glyphs) -> Vec<Pieces> {
    let arrow = u16::try_from(width::width(glyphs.leads_to)).unwrap_or(0) + 2;
    let right = room.saturating_sub(1);
    let mut lines: Vec<Pieces> = vec![Pieces::new()];
    let mut column = LEFT;
    for (number, link) in chain.links.iter().enumerate() {
        let cells = u16::try_from(width::width(link.text.as_str())).unwrap_or(u16::MAX);
        if number > 0 {
            if column.saturating_add(arrow).saturating_add(cells) > right {
                lines.push(Pieces::new());
                column = LEFT;
            }
            if let Some(line) = lines.last_mut() {
                line.push((column + 1, Phrase::muted(glyphs.leads_to)));
            }
            column += arrow;
        }
        let words = width::wrap(
            link.text.as_str(),
            usize::from(right.saturating_sub(column)),
        );
        let several = words.len() > 1;
        for (place, text) in words.into_iter().enumerate() {
            if place > 0 {
                lines.push(Pieces::new());
            }
            if let Some(line) = lines.last_mut() {
                line.push((column, Phrase::new(link.tone, Safe::from(text))));
            }
        }
        column = if several {
            right
        } else {
            column.saturating_add(cells)
        };
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::Timestamp;

    fn mark(at: i64, moment: Moment, what: &str) -> AxisMark {
        AxisMark {
            at: Timestamp::from_seconds(at),
            moment,
            what: what.into(),
            when: format!("day {at}").into(),
        }
    }

    fn drawn(lines: &[Pieces]) -> Vec<String> {
        lines.iter().map(on_one_line).collect()
    }

    fn on_one_line(pieces: &Pieces) -> String {
        let mut text = String::new();
        for (column, phrase) in pieces {
            let gap = usize::from(*column).saturating_sub(width::width(&text));
            text.push_str(&" ".repeat(gap));
            text.push_str(phrase.text.as_str());
        }
        text
    }

    #[test]
    fn what_was_is_solid_and_what_will_be_is_broken() {
        let marks = vec![
            mark(0, Moment::Past, "Asked"),
            mark(50, Moment::Present, "now"),
            mark(100, Moment::Future, "Ends"),
        ];
        let lines = drawn(&axis(&Axis { marks }, 33, Glyphs::ASCII));
        assert_eq!(lines[0], " o==============>--------------.");
        assert_eq!(lines[1], " Asked          now      Ends");
        assert_eq!(lines[2], " day 0          day 50   day 100");
    }

    #[test]
    fn marks_close_to_each_other_keep_columns_of_their_own_and_never_leave_the_line() {
        for cells in 20..90 {
            let marks: Vec<AxisMark> = (0..9)
                .map(|at| mark(if at < 8 { at } else { 100_000 }, Moment::Past, "Stage"))
                .collect();
            let lines = axis(&Axis { marks }, cells, Glyphs::ASCII);
            let signs: Vec<u16> = lines[0].iter().step_by(2).map(|(at, _)| *at).collect();
            assert!(signs.windows(2).all(|two| two[0] < two[1]), "{signs:?}");
            for line in drawn(&lines) {
                assert!(width::width(&line) <= usize::from(cells), "{cells}: {line}");
            }
        }
    }

    #[test]
    fn bars_are_as_high_as_the_highest_and_nothing_is_no_bar() {
        let shown = Bars {
            values: vec![0, 1, 4, 8],
            first: "1 Mar".into(),
            last: "4".into(),
        };
        let lines = drawn(&bars(&shown, 40, Glyphs::UNICODE));
        assert_eq!(lines[0], "   ▁▁▄▄██");
        assert_eq!(lines[1], " 1 Mar  4");
        let none = Bars {
            values: vec![0; 3],
            ..shown
        };
        assert_eq!(drawn(&bars(&none, 40, Glyphs::UNICODE))[0].trim(), "");
    }

    #[test]
    fn a_chain_breaks_between_its_links() {
        let links = ["Requestor", "request of 1 March", "Kit"].map(Phrase::plain);
        let shown = Chain {
            links: links.to_vec(),
        };
        let wide = drawn(&chain(&shown, 80, Glyphs::ASCII));
        assert_eq!(wide, [" Requestor -> request of 1 March -> Kit"]);
        let narrow = drawn(&chain(&shown, 30, Glyphs::ASCII));
        assert_eq!(
            narrow,
            [" Requestor", "  -> request of 1 March", "  -> Kit"]
        );
    }
}
