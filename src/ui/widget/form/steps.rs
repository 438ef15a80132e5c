//! The steps of a wizard: the bar above its form, and the line that leads to a problem of another step.

use ratatui::layout::Rect;

use crate::ui::pointer::Target;
use crate::ui::theme::Tone;
use crate::ui::view::{AwayView, Phrase, StepMark, StepView};
use crate::ui::widget::canvas::Canvas;
use crate::ui::width;

/// Draws the bar of a wizard's steps; where they do not all fit, from such a one that the step
/// which is shown and the one after it are in view.
///
/// A step is named in full or not at all.
pub(super) fn bar(canvas: &mut Canvas<'_>, area: Rect, steps: &[StepView]) {
    let room = usize::from(area.width);
    if canvas.is_plain() {
        let said = sentence(steps, room.saturating_sub(2));
        canvas.text(area, (1, 0), &said.into(), Tone::Heading);
        return;
    }
    let gap = gap(steps, room);
    let first = first_step(steps, gap, room);
    let mut column = 1;
    if first > 0 {
        column += 2;
        canvas.sign(area, (1, 0), "<", Tone::Muted);
    }
    let last = steps.len().saturating_sub(1);
    for (place, step) in steps.iter().enumerate().skip(first) {
        let behind = if place == last { 0 } else { 2 };
        if usize::from(column) + named(step) + behind > room {
            let edge = area.width.saturating_sub(1).min(column);
            canvas.sign(area, (edge, 0), ">", Tone::Muted);
            break;
        }
        let tone = match step.mark {
            StepMark::Done => Tone::Good,
            StepMark::Problem => Tone::Warning,
            StepMark::Here => Tone::Heading,
            StepMark::Unseen => Tone::Muted,
        };
        let phrases = [
            Phrase::new(tone, step.mark.sign()),
            Phrase::new(tone, step.title.clone()),
        ];
        canvas.phrases(area, (column, 0), &phrases);
        let taken = u16::try_from(named(step) + gap).unwrap_or(u16::MAX);
        column = column.saturating_add(taken);
    }
}

/// Says which step is shown, where problems are and what is done, as far as there is room.
fn sentence(steps: &[StepView], room: usize) -> String {
    let named = |mark: StepMark| {
        let titles = steps.iter().filter(|step| step.mark == mark);
        let titles: Vec<&str> = titles.map(|step| step.title.as_str()).collect();
        titles.join(", ")
    };
    let here = steps.iter().position(|step| step.mark == StepMark::Here);
    let place = here.map_or(0, |place| place + 1);
    let mut said = format!("Step {place} of {}: {}", steps.len(), named(StepMark::Here));
    for (mark, what) in [(StepMark::Problem, "problem in"), (StepMark::Done, "done")] {
        let titles = named(mark);
        let more = format!("{said}; {what}: {titles}");
        if !titles.is_empty() && width::width(&more) <= room {
            said = more;
        }
    }
    said
}

/// Returns the cells of a step with its mark.
fn named(step: &StepView) -> usize {
    width::width(step.title.as_str()) + 4
}

/// Returns the cells between two steps: one where all of them fit only so, else two.
fn gap(steps: &[StepView], room: usize) -> usize {
    let names: usize = steps.iter().map(named).sum();
    let taken = |gap: usize| 1 + names + gap * steps.len().saturating_sub(1);
    if taken(2) > room && taken(1) <= room {
        1
    } else {
        2
    }
}

fn first_step(steps: &[StepView], gap: usize, room: usize) -> usize {
    let cells = |step: &StepView| named(step) + gap;
    let here = steps.iter().position(|step| step.mark == StepMark::Here);
    let until = here.unwrap_or_default() + 2;
    let shown: Vec<usize> = steps.iter().take(until).map(cells).collect();
    let starts = 0..shown.len();
    let fits = |first: &usize| {
        let cut = if *first == 0 { 2 } else { 4 };
        shown.iter().skip(*first).sum::<usize>() + cut <= room
    };
    starts.into_iter().find(fits).unwrap_or_default()
}

/// Draws the problem of another step with the way there, which is shortened where room ends.
pub(super) fn away(canvas: &mut Canvas<'_>, line: Rect, away: &AwayView) {
    let ways: &[&str] = if away.has_focus {
        &["Enter goes there"]
    } else {
        &["Tab here, Enter goes there", "Enter goes there"]
    };
    let said = u16::try_from(width::width(away.text.as_str())).unwrap_or(u16::MAX);
    let left = line.width.saturating_sub(said.saturating_add(7));
    let room = usize::from(left);
    let way = ways.iter().find(|way| width::width(way) <= room);
    let cells = way.map_or(0, |way| width::width(way));
    let cells = u16::try_from(cells).unwrap_or_default();
    let end = line.width.saturating_sub(cells + 1);
    if away.has_focus {
        canvas.sign(line, (1, 0), ">", Tone::Key);
    }
    canvas.sign(line, (3, 0), Tone::Warning.sign(), Tone::Warning);
    let words = Rect { width: end, ..line };
    canvas.text(words, (5, 0), &away.text, Tone::Warning);
    if let Some(way) = way {
        canvas.sign(line, (end, 0), way, Tone::Muted);
    }
    canvas.clickable(line, (0, 0), line.width, Target::Away);
    if away.has_focus {
        canvas.place_cursor(line, (1, 0));
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;

    use super::*;
    use crate::ui::theme::Theme;

    fn drawn(width: u16, here: usize) -> String {
        let titles = ["Basics", "Resource roles", "Requests", "Review"];
        let views: Vec<StepView> = titles
            .into_iter()
            .enumerate()
            .map(|(place, title)| StepView {
                title: title.into(),
                mark: if place == here {
                    StepMark::Here
                } else {
                    StepMark::Unseen
                },
            })
            .collect();
        let area = Rect::new(0, 0, width, 1);
        let mut buffer = Buffer::empty(area);
        bar(
            &mut Canvas::new(&mut buffer, Theme::default()),
            area,
            &views,
        );
        let line: String = (0..width).map(|x| buffer[(x, 0)].symbol()).collect();
        line.trim_end().to_owned()
    }

    #[test]
    fn steps_are_a_sentence_where_no_signs_are_drawn() {
        let step = |title: &str, mark| StepView {
            title: title.into(),
            mark,
        };
        let steps = [
            step("Basics", StepMark::Problem),
            step("Requests", StepMark::Done),
            step("Review", StepMark::Here),
        ];
        let whole = "Step 3 of 3: Review; problem in: Basics; done: Requests";
        assert_eq!(sentence(&steps, 60), whole);
        assert_eq!(
            sentence(&steps, 50),
            "Step 3 of 3: Review; problem in: Basics"
        );
    }

    #[test]
    fn steps_are_named_in_full_closer_together_or_from_a_later_one_on() {
        assert_eq!(
            drawn(57, 0),
            " [>] Basics  [ ] Resource roles  [ ] Requests  [ ] Review"
        );
        assert_eq!(
            drawn(54, 0),
            " [>] Basics [ ] Resource roles [ ] Requests [ ] Review"
        );
        assert_eq!(
            drawn(50, 0),
            " [>] Basics  [ ] Resource roles  [ ] Requests  >"
        );
        assert_eq!(drawn(40, 2), " < [>] Requests  [ ] Review");
    }
}
