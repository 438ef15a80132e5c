//! Says without columns and pictures what a page shows with them, one fact a line.

use crate::domain::text::Safe;
use crate::ui::theme::Tone;
use crate::ui::view::picture::{Axis, Bars};
use crate::ui::view::{Moment, Phrase};
use crate::ui::widget::picture::{self, Pieces};

use super::wrapped;

/// Says a value behind its label.
pub(super) fn fact(label: &Safe, value: &Phrase, room: u16) -> Vec<Pieces> {
    say(value.tone, &format!("{label}: {}", value.text), room)
}

/// Says each mark of an axis.
pub(super) fn axis(axis: &Axis, room: u16) -> Vec<Pieces> {
    let marks = axis.marks.iter();
    let marks = marks.map(|mark| happens(mark.moment, &[&mark.when, &mark.what], room));
    marks.flatten().collect()
}

/// Says what happens when, what is known of it parted by commas.
pub(super) fn happens(moment: Moment, known: &[&Safe], room: u16) -> Vec<Pieces> {
    let known = known.iter().map(|text| text.as_str());
    let known: Vec<&str> = known.filter(|text| !text.is_empty()).collect();
    let text = format!("{}: {}", moment.word(), known.join(", "));
    say(picture::tone(moment), &text, room)
}

/// Says bars as numbers.
pub(super) fn bars(bars: &Bars, room: u16) -> Vec<Pieces> {
    let values = bars.values.iter().map(ToString::to_string);
    let values: Vec<String> = values.collect();
    let text = format!("{} to {}: {}", bars.first, bars.last, values.join(", "));
    say(Tone::Text, &text, room)
}

fn say(tone: Tone, text: &str, room: u16) -> Vec<Pieces> {
    wrapped(&Phrase::new(tone, text), 1, room)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::Timestamp;
    use crate::ui::theme::Borders;
    use crate::ui::view::DetailLine;
    use crate::ui::view::picture::AxisMark;
    use crate::ui::widget::detail::lay_out;

    fn said(lines: &[DetailLine]) -> Vec<String> {
        let lines = lay_out(lines, 60, Borders::Plain).into_iter();
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
