//! Lays a page out without columns and pictures, one fact a line.

use crate::domain::text::Safe;
use crate::ui::theme::{Borders, Tone};
use crate::ui::view::picture::Bars;
use crate::ui::view::{DetailLine, Moment, Phrase};
use crate::ui::widget::picture::{self, Glyphs, Pieces};

use super::{bullet, wrapped};

/// Returns the lines that a page takes in a width.
pub(super) fn lay_out(lines: &[DetailLine], room: u16) -> Vec<Pieces> {
    let is_moment = |line: &DetailLine| matches!(line, DetailLine::Moment { .. });
    let has_timeline = lines.iter().any(is_moment);
    let lines = lines.iter();
    lines
        .flat_map(|line| match line {
            DetailLine::Heading(text) => say(Tone::Heading, text.as_str(), room),
            DetailLine::Text(phrase) => wrapped(phrase, 1, room),
            DetailLine::Gap => vec![Vec::new()],
            DetailLine::Bullet(phrase) => bullet(phrase, room),
            DetailLine::Fact(label, value) => {
                say(value.tone, &format!("{label}: {}", value.text), room)
            }
            DetailLine::Moment {
                moment,
                at: _,
                when,
                what,
                note,
            } => happens(*moment, &[when, what, &note.text], room),
            // The timeline says all that an axis shows.
            DetailLine::Axis(_) if has_timeline => Vec::new(),
            DetailLine::Axis(axis) => {
                let marks = axis.marks.iter();
                let marks = marks.map(|mark| happens(mark.moment, &[&mark.when, &mark.what], room));
                marks.flatten().collect()
            }
            DetailLine::Bars(bars) => say(Tone::Text, &in_numbers(bars), room),
            DetailLine::Chain(chain) => picture::chain(chain, room, Glyphs::beside(Borders::Plain)),
        })
        .collect()
}

/// Says what happens when, what is known of it parted by commas.
fn happens(moment: Moment, known: &[&Safe], room: u16) -> Vec<Pieces> {
    let known = known.iter().map(|text| text.as_str());
    let known: Vec<&str> = known.filter(|text| !text.is_empty()).collect();
    let text = format!("{}: {}", moment.word(), known.join(", "));
    say(picture::tone(moment), &text, room)
}

/// Says bars as numbers.
fn in_numbers(bars: &Bars) -> String {
    let values = bars.values.iter().map(ToString::to_string);
    let values: Vec<String> = values.collect();
    format!("{} to {}: {}", bars.first, bars.last, values.join(", "))
}

fn say(tone: Tone, text: &str, room: u16) -> Vec<Pieces> {
    wrapped(&Phrase::new(tone, text), 1, room)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::Timestamp;
    use crate::ui::view::picture::{Axis, AxisMark};

    fn said(lines: &[DetailLine]) -> Vec<String> {
        let lines = lay_out(lines, 60).into_iter();
        let text = |(_, phrase): &(u16, Phrase)| phrase.text.to_string();
        lines.map(|line| line.iter().map(text).collect()).collect()
    }

    fn axis() -> DetailLine {
        let mark = |moment, what: &str, when: &str| AxisMark {
            at: Timestamp::from_seconds(0),
            moment,
            what: what.into(),
            when: when.into(),
        };
        let given = mark(Moment::Past, "given", "2 Mar 09:00");
        let marks = vec![given, mark(Moment::Future, "ends", "2 Jun 09:00")];
        DetailLine::Axis(Axis { marks })
    }

    #[test]
    fn pictures_are_said_a_fact_a_line_unless_the_timeline_says_them() {
        assert_eq!(
            said(&[axis()]),
            ["Done: 2 Mar 09:00, given", "To come: 2 Jun 09:00, ends"]
        );
        let moment = DetailLine::Moment {
            moment: Moment::Present,
            at: None,
            when: "".into(),
            what: "Stage 1 of 1".into(),
            note: Phrase::plain("waiting for Ana Lima"),
        };
        let timeline = [moment, axis()];
        assert_eq!(said(&timeline), ["Now: Stage 1 of 1, waiting for Ana Lima"]);
        let bars = DetailLine::Bars(Bars {
            values: vec![2, 0, 5],
            first: "1 Mar".into(),
            last: "3 Mar".into(),
        });
        assert_eq!(said(&[bars]), ["1 Mar to 3 Mar: 2, 0, 5"]);
    }
}
