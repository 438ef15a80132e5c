//! Draws lists to choose from: palette, help, pickers and the keys after a prefix.

use ratatui::layout::Rect;

use crate::domain::text::Safe;
use crate::ui::layout::{centered, take_top};
use crate::ui::theme::Tone;
use crate::ui::view::{ChoiceRow, ChoiceView, Mark};
use crate::ui::widget::canvas::{Canvas, Weight};
use crate::ui::widget::input::{self, Active};
use crate::ui::width;

/// The widest that such a list gets.
const WIDEST: u16 = 76;

/// Returns how many rows such a list shows on a body of a height.
pub fn rows(body: u16) -> usize {
    usize::from(body.saturating_sub(3))
}

/// Draws a list over an area.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, choice: &ChoiceView) {
    let lines = choice.rows.len().max(1) + 2 + usize::from(choice.input.is_some());
    let high = u16::try_from(lines).unwrap_or(u16::MAX);
    let area = centered(area, WIDEST.min(area.width), high);
    canvas.clear(area);
    let mut inner = canvas.pane(area, &choice.title, Weight::Thick);
    if let Some(typed) = &choice.input {
        let line = take_top(&mut inner, 1);
        canvas.sign(line, (1, 0), ">", Tone::Muted);
        let field = Rect {
            x: line.x.saturating_add(3),
            width: line.width.saturating_sub(4),
            ..line
        };
        input::draw(canvas, field, typed, Active::Yes);
    }
    if choice.rows.is_empty() {
        canvas.text(inner, (1, 0), &choice.empty, Tone::Muted);
    }
    for (place, row) in choice.rows.iter().enumerate() {
        let line = take_top(&mut inner, 1);
        draw_row(canvas, line, row);
        if choice.selected == Some(place) {
            canvas.tint(line, Tone::Selected);
            canvas.sign(line, (0, 0), Tone::Selected.sign(), Tone::Selected);
            if choice.input.is_none() {
                canvas.place_cursor(line, (0, 0));
            }
        }
    }
}

fn draw_row(canvas: &mut Canvas<'_>, area: Rect, row: &ChoiceRow) {
    let note = width::cut_end(row.note.text.as_str(), usize::from(area.width / 2));
    let cells = u16::try_from(width::width(&note)).unwrap_or(u16::MAX);
    let start = area.width.saturating_sub(cells).saturating_sub(1);
    canvas.text(area, (start, 0), &Safe::from(note), row.note.tone);
    let left = Rect {
        width: start.saturating_sub(1),
        ..area
    };
    let indent = match row.mark {
        Mark::None | Mark::Heading => 1,
        Mark::On => 2 + canvas.sign(left, (1, 0), "[x]", Tone::Good),
        Mark::Off => 2 + canvas.sign(left, (1, 0), "[ ]", Tone::Muted),
    };
    canvas.text(left, (indent, 0), &row.text.text, row.text.tone);
}
