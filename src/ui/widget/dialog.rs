//! Draws questions.

use ratatui::layout::Rect;

use crate::domain::text::Safe;
use crate::ui::layout::{centered, take_bottom, take_top};
use crate::ui::pointer::Target;
use crate::ui::theme::Tone;
use crate::ui::view::DialogView;
use crate::ui::widget::canvas::{Canvas, Weight};
use crate::ui::widget::input::{self, Active};
use crate::ui::width;

/// The widest that a question gets.
const WIDEST: u16 = 72;

/// Draws a question in the middle of an area.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, dialog: &DialogView) {
    let wide = WIDEST.min(area.width);
    let room = usize::from(wide.saturating_sub(4));
    let lines: Vec<(String, Tone)> = dialog
        .lines
        .iter()
        .flat_map(|phrase| {
            wrapped(phrase.text.as_str(), room)
                .into_iter()
                .map(|text| (text, phrase.tone))
        })
        .collect();
    let extra = 4 + u16::from(dialog.input.is_some());
    let high = u16::try_from(lines.len())
        .unwrap_or(u16::MAX)
        .saturating_add(extra);
    // Without boxes, what lies below would be read as if it were part of the question.
    let area = if canvas.is_plain() {
        area
    } else {
        centered(area, wide, high)
    };
    canvas.clear(area);
    let mut inner = canvas.pane(area, &dialog.title, Weight::Thick);
    if canvas.is_plain() {
        inner.height = inner.height.min(high.saturating_sub(2));
    }
    let buttons = take_bottom(&mut inner, 1);
    if let Some(typed) = &dialog.input {
        let line = take_bottom(&mut inner, 1);
        canvas.sign(line, (1, 0), ">", Tone::Muted);
        let field = Rect {
            x: line.x.saturating_add(3),
            width: line.width.saturating_sub(4),
            ..line
        };
        input::draw(canvas, field, typed, Active::Yes);
    }
    for (text, tone) in fitted(lines, usize::from(inner.height)) {
        let line = take_top(&mut inner, 1);
        canvas.text(line, (1, 0), &Safe::from(text), tone);
    }
    draw_buttons(canvas, buttons, dialog);
}

/// Leaves out what there is no room for: behind the first line, since the last ones say what follows
/// and what is to be typed.
fn fitted(mut lines: Vec<(String, Tone)>, room: usize) -> Vec<(String, Tone)> {
    let missing = lines.len().saturating_sub(room);
    if missing > 0 && room > 2 {
        let out = missing + 1;
        let says = (
            format!("({out} lines left out for want of room)"),
            Tone::Muted,
        );
        lines.splice(1..=out, [says]);
    }
    lines
}

/// Stands before each of several things that a question names.
const BULLET: &str = "- ";

/// Breaks a line of a question; what is named behind a bullet stays behind it.
fn wrapped(text: &str, room: usize) -> Vec<String> {
    let Some(named) = text.strip_prefix(BULLET) else {
        return width::wrap(text, room);
    };
    let indent = BULLET.len();
    let lines = width::wrap(named, room.saturating_sub(indent)).into_iter();
    let starts = std::iter::once(BULLET).chain(std::iter::repeat("  "));
    lines
        .zip(starts)
        .map(|(line, start)| format!("{start}{line}"))
        .collect()
}

fn draw_buttons(canvas: &mut Canvas<'_>, area: Rect, dialog: &DialogView) {
    let texts = dialog.buttons.clone().map(|label| {
        if canvas.is_plain() {
            label.to_string()
        } else {
            format!("[ {label} ]")
        }
    });
    let cells: usize = texts.iter().map(|text| width::width(text) + 2).sum();
    let cells = u16::try_from(cells).unwrap_or(u16::MAX);
    let mut column = if canvas.is_plain() {
        1
    } else {
        area.width.saturating_sub(cells)
    };
    for (place, text) in texts.into_iter().enumerate() {
        let tone = if place == dialog.focus {
            Tone::Selected
        } else {
            Tone::Text
        };
        // Where something is typed, that has the sign of the focus.
        if place == dialog.focus && canvas.is_plain() && dialog.input.is_none() {
            canvas.sign(area, (column, 0), Tone::Selected.sign(), tone);
            column += 2;
        }
        if place == dialog.focus && dialog.input.is_none() {
            canvas.place_cursor(area, (column, 0));
        }
        let used = canvas.text(area, (column, 0), &Safe::from(text), tone);
        canvas.clickable(area, (column, 0), used, Target::Button(place));
        column += used + 2 + u16::from(canvas.is_plain());
    }
}
