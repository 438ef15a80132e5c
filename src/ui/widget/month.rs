//! Draws a month to choose a day from; without boxes and columns, a day a line.

use ratatui::layout::Rect;

use crate::domain::text::Safe;
use crate::ui::layout::{centered, take_top};
use crate::ui::pointer::Target;
use crate::ui::theme::Tone;
use crate::ui::view::{DayView, MonthView};
use crate::ui::widget::canvas::{Canvas, Weight};
use crate::ui::widget::input::{self, Active};
use crate::ui::width;

/// The widest that a month gets.
const WIDEST: u16 = 48;
/// The cells of a day, with the gap behind it.
const DAY: u16 = 5;
/// The cells left of the first day of a week.
const INDENT: u16 = 5;

/// The sign behind today.
const TODAY: &str = "=";
/// The sign behind a day that cannot be chosen.
const GREYED: &str = "-";

/// Draws a month over an area.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, month: &MonthView) {
    if canvas.is_plain() {
        draw_days(canvas, area, month);
        return;
    }
    let wide = WIDEST.min(area.width);
    let said = said(month, usize::from(wide.saturating_sub(4)));
    let weeks = month.days.last().map_or(0, |day| week(month, day) + 1);
    let said_lines = u16::try_from(said.len()).unwrap_or(u16::MAX);
    let lines = said_lines.saturating_add(weeks).saturating_add(5);
    let area = centered(area, wide, lines);
    canvas.clear(area);
    let mut inner = canvas.pane(area, &month.title, Weight::Thick);
    let line = take_top(&mut inner, 1);
    draw_typed(canvas, line, month);
    let line = take_top(&mut inner, 1);
    canvas.text(line, (INDENT + 1, 0), &month.name, Tone::Heading);
    let line = take_top(&mut inner, 1);
    let names = "Mo   Tu   We   Th   Fr   Sa   Su";
    canvas.sign(line, (INDENT + 1, 0), names, Tone::Muted);
    for day in &month.days {
        draw_day(canvas, inner, month, day);
    }
    take_top(&mut inner, weeks);
    for (text, tone) in said {
        let line = take_top(&mut inner, 1);
        canvas.text(line, (1, 0), &Safe::from(text), tone);
    }
}

/// Returns the week of the month in which a day lies, counted from 0.
fn week(month: &MonthView, day: &DayView) -> u16 {
    let place = month.blank.saturating_add(day.number).saturating_sub(1);
    u16::try_from(place / 7).unwrap_or(u16::MAX)
}

/// Draws a day of a month with the signs that say what color says besides: `>` before the selected
/// one, [`TODAY`] behind today, [`GREYED`] behind what cannot be chosen.
fn draw_day(canvas: &mut Canvas<'_>, area: Rect, month: &MonthView, day: &DayView) {
    let place = month.blank.saturating_add(day.number).saturating_sub(1) % 7;
    let column = u16::try_from(place).unwrap_or_default() * DAY + INDENT;
    let before = if day.is_selected { ">" } else { " " };
    let tone = match (&day.fault, day.is_today) {
        (Some(_), _) => Tone::Disabled,
        (None, true) => Tone::Heading,
        (None, false) => Tone::Text,
    };
    let today = if day.is_today { TODAY } else { "" };
    let greyed = if day.fault.is_some() { GREYED } else { "" };
    let at = (column, week(month, day));
    let text = format!("{before}{:>2}{:<2}", day.number, format!("{today}{greyed}"));
    canvas.text(area, at, &Safe::from(text), tone);
    canvas.clickable(area, at, DAY - 1, Target::Day(day.number));
    if day.is_selected {
        let cells = Rect {
            x: area.x.saturating_add(at.0),
            y: area.y.saturating_add(at.1),
            width: DAY - 1,
            height: 1,
        };
        canvas.tint(cells.intersection(area), Tone::Selected);
        if month.typed.is_none() {
            canvas.place_cursor(area, (at.0 + 1, at.1));
        }
    }
}

/// Draws what was typed, or what could be.
fn draw_typed(canvas: &mut Canvas<'_>, line: Rect, month: &MonthView) {
    // Without boxes the sign would be taken for that of the selected day.
    let sign = if canvas.is_plain() { "Day:" } else { ">" };
    let behind = canvas.sign(line, (1, 0), sign, Tone::Muted) + 2;
    let field = Rect {
        x: line.x.saturating_add(behind),
        width: line.width.saturating_sub(behind + 1),
        ..line
    };
    match &month.typed {
        Some(typed) => input::draw(canvas, field, typed, Active::Yes),
        None => {
            canvas.text(field, (0, 0), &month.hint, Tone::Muted);
        }
    }
}

/// Returns the lines below the weeks: the selected day, why it cannot be chosen, and what the signs
/// mean, the most needed first.
fn said(month: &MonthView, room: usize) -> Vec<(String, Tone)> {
    let selected = month.selected();
    let name = selected.map(|day| (day.name.to_string(), Tone::Text));
    let fault = selected.and_then(|day| day.fault.as_ref());
    let fault = fault.map(|fault| width::wrap(&format!("- {fault}"), room));
    let fault = fault.into_iter().flatten();
    let greyed = month.days.iter().any(|day| day.fault.is_some());
    let dated = month.days.iter().any(|day| day.is_today);
    let signs = [
        (dated, format!("{TODAY} today")),
        (greyed, format!("{GREYED} not possible")),
    ];
    let signs: Vec<String> = signs
        .into_iter()
        .filter_map(|(stands, says)| stands.then_some(says))
        .collect();
    let signs = (!signs.is_empty()).then(|| (signs.join("   "), Tone::Muted));
    name.into_iter()
        .chain(fault.map(|text| (text, Tone::Disabled)))
        .chain(signs)
        .collect()
}

/// Draws a day a line, so many of them that the selected one is among them.
fn draw_days(canvas: &mut Canvas<'_>, area: Rect, month: &MonthView) {
    canvas.clear(area);
    let mut inner = canvas.pane(area, &month.title, Weight::Thick);
    let line = take_top(&mut inner, 1);
    draw_typed(canvas, line, month);
    let line = take_top(&mut inner, 1);
    canvas.text(line, (1, 0), &month.name, Tone::Heading);
    let place = month.days.iter().position(|day| day.is_selected);
    let room = usize::from(inner.width.saturating_sub(2));
    let whole = month.selected().map(|day| width::wrap(&said_of(day), room));
    let more = whole.map_or(0, |lines| lines.len().saturating_sub(1));
    let page = usize::from(inner.height).saturating_sub(more).max(1);
    let first = (place.unwrap_or_default() + 1).saturating_sub(page);
    for day in month.days.iter().skip(first).take(page) {
        let lines = width::wrap(&said_of(day), room);
        let line = take_top(&mut inner, u16::try_from(lines.len()).unwrap_or(u16::MAX));
        let tone = match &day.fault {
            Some(_) => Tone::Disabled,
            None => Tone::Text,
        };
        for (text, y) in lines.into_iter().zip(0..line.height) {
            canvas.text(line, (2, y), &Safe::from(text), tone);
        }
        canvas.clickable(line, (0, 0), line.width, Target::Day(day.number));
        if day.is_selected {
            canvas.tint(line, Tone::Selected);
            canvas.sign(line, (0, 0), Tone::Selected.sign(), Tone::Selected);
            if month.typed.is_none() {
                canvas.place_cursor(line, (0, 0));
            }
        }
    }
}

/// Says a day; why it cannot be chosen is said of the selected one.
fn said_of(day: &DayView) -> String {
    let today = if day.is_today { ", today" } else { "" };
    let fault = match &day.fault {
        Some(fault) if day.is_selected => format!(", not possible: {fault}"),
        Some(_) => ", not possible".to_owned(),
        None => String::new(),
    };
    format!("{}{today}{fault}", day.name)
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;

    use super::*;
    use crate::ui::theme::{Borders, Theme};

    fn march() -> MonthView {
        let days = (1..=31).map(|number| DayView {
            number,
            name: format!("2026-03-{number:02}").into(),
            is_today: number == 10,
            is_selected: number == 30,
            fault: (number < 10).then(|| "lies in the past".into()),
        });
        MonthView {
            title: "Ends".into(),
            name: "March 2026".into(),
            hint: "or type it: fri".into(),
            blank: 6,
            days: days.collect(),
            typed: None,
        }
    }

    fn drawn(borders: Borders, width: u16, height: u16) -> String {
        let area = Rect::new(0, 0, width, height);
        let mut buffer = Buffer::empty(area);
        let theme = Theme {
            borders,
            ..Theme::default()
        };
        draw(&mut Canvas::new(&mut buffer, theme), area, &march());
        let lines = (0..height).map(|y| {
            let line: String = (0..width).map(|x| buffer[(x, y)].symbol()).collect();
            line.trim_end().to_owned()
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn weeks_begin_on_monday_and_signs_say_what_color_says() {
        let drawn = drawn(Borders::Ascii, 48, 14);
        for line in [
            "|      Mo   Tu   We   Th   Fr   Sa   Su",
            "|                                     1-",
            "|       9-  10=  11   12   13   14   15",
            "|     >30   31",
            "= today   - not possible",
        ] {
            assert!(drawn.contains(line), "no {line:?} in\n{drawn}");
        }
    }

    #[test]
    fn without_boxes_every_day_is_a_line_and_the_selected_one_is_among_them() {
        let drawn = drawn(Borders::Plain, 60, 12);
        assert!(drawn.contains("> 2026-03-30"), "{drawn}");
        assert!(drawn.contains("  2026-03-29"), "{drawn}");
        assert!(!drawn.contains("2026-03-01"), "{drawn}");
    }
}
