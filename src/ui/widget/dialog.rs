//! Draws questions.

use ratatui::layout::Rect;

use crate::domain::text::Safe;
use crate::ui::layout::{Frames, centered, take_bottom, take_top};
use crate::ui::pointer::Target;
use crate::ui::theme::Tone;
use crate::ui::view::{DialogView, Phrase};
use crate::ui::widget::canvas::{Canvas, Weight};
use crate::ui::widget::input::{self, Active};
use crate::ui::width;

/// The widest that a question gets.
const WIDEST: u16 = 72;

/// A question broken into lines, with the room that it has.
struct Laid {
    /// Object, person and consequence.
    lines: Vec<(String, Tone)>,
    /// What is to be typed.
    wants: Vec<(String, Tone)>,
    /// Where the question stands.
    area: Rect,
    /// What of that is inside.
    high: u16,
    /// How many of the lines are in view at once.
    room: usize,
}

fn lay_out(dialog: &DialogView, body: Rect, frames: Frames) -> Laid {
    let wide = WIDEST.min(body.width);
    let cells = usize::from(wide.saturating_sub(4));
    let broken = |phrase: &Phrase| {
        let tone = phrase.tone;
        let lines = wrapped(phrase.text.as_str(), cells).into_iter();
        lines.map(move |text| (text, tone)).collect::<Vec<_>>()
    };
    let lines: Vec<_> = dialog.lines.iter().flat_map(broken).collect();
    let wants: Vec<_> = dialog.wants.iter().flat_map(broken).collect();
    let fixed = wants.len() + 1 + usize::from(dialog.input.is_some());
    // An empty line stands above what is answered where there is room for it.
    let high = u16::try_from(lines.len() + fixed + 3).unwrap_or(u16::MAX);
    // Without boxes, what lies below would be read as if it were part of the question.
    let area = match frames {
        Frames::Plain => body,
        Frames::Boxes => centered(body, wide, high),
    };
    let high = area.height.min(high).saturating_sub(2);
    Laid {
        lines,
        wants,
        area,
        high,
        room: usize::from(high).saturating_sub(fixed),
    }
}

/// Returns how many lines of a question there are more than a body has room for.
pub fn beyond(dialog: &DialogView, body: Rect, frames: Frames) -> usize {
    let laid = lay_out(dialog, body, frames);
    laid.lines.len().saturating_sub(laid.room)
}

/// Draws a question in the middle of an area: what it says from its scrolled line on, and always what
/// is to be typed and the buttons.
pub fn draw(canvas: &mut Canvas<'_>, body: Rect, dialog: &DialogView) {
    let frames = if canvas.is_plain() {
        Frames::Plain
    } else {
        Frames::Boxes
    };
    let laid = lay_out(dialog, body, frames);
    let area = laid.area;
    canvas.clear(area);
    let mut inner = canvas.pane(area, &dialog.title, Weight::Thick);
    inner.height = inner.height.min(laid.high);
    let buttons = take_bottom(&mut inner, 1);
    let typed = dialog
        .input
        .as_ref()
        .map(|typed| (typed, take_bottom(&mut inner, 1)));
    let beyond = laid.lines.len().saturating_sub(laid.room);
    let first = dialog.scroll.min(beyond);
    let in_view = laid.lines.into_iter().skip(first).take(laid.room);
    for (text, tone) in in_view.chain(laid.wants) {
        let line = take_top(&mut inner, 1);
        canvas.text(line, (1, 0), &Safe::from(text), tone);
    }
    if first > 0 {
        canvas.lines_on_edge(area, 0, first, "above, Up");
    }
    if first < beyond {
        let last = area.height.saturating_sub(1);
        canvas.lines_on_edge(area, last, beyond - first, "below, Down");
    }
    if let Some((typed, line)) = typed {
        canvas.sign(line, (1, 0), ">", Tone::Muted);
        let field = Rect {
            x: line.x.saturating_add(3),
            width: line.width.saturating_sub(4),
            ..line
        };
        input::draw(canvas, field, typed, Active::Yes);
    }
    draw_buttons(canvas, buttons, dialog);
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
