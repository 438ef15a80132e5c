//! Draws tables: chooses the columns that fit, aligns, cuts, and shows what an empty list means.

use ratatui::layout::Rect;

use crate::domain::text::Safe;
use crate::ui::pointer::Target;
use crate::ui::theme::Tone;
use crate::ui::view::{Align, Cut, Head, Phrase, TableView};
use crate::ui::widget::canvas::Canvas;
use crate::ui::width;

use columns::{Slot, divide};

mod columns;
pub(crate) mod plain;
#[cfg(test)]
mod tests;

/// Stands before a marked row.
const MARK: &str = "*";

/// Draws a table into an area.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, table: &TableView) {
    if table.rows.is_empty() {
        draw_empty(canvas, area, &table.empty);
        return;
    }
    if canvas.is_plain() {
        plain::draw(canvas, area, table);
        return;
    }
    // Marks have a cell of their own beside the sign of the selected row.
    let gutter = if table.has_marks { 2 } else { 1 };
    let columns = divide(table, area.width.saturating_sub(gutter));
    let heads: Vec<Phrase> = table
        .heads
        .iter()
        .map(|head| Phrase::new(Tone::Muted, head.title.clone()).in_short(head.in_short()))
        .collect();
    draw_row(canvas, area, (gutter, 0), &columns, &table.heads, &heads);
    for (place, (row, line)) in table.rows.iter().zip(1..area.height).enumerate() {
        draw_row(canvas, area, (gutter, line), &columns, &table.heads, row);
        canvas.clickable(area, (0, line), area.width, Target::Row(place));
        if table.marked.get(place) == Some(&true) {
            canvas.sign(area, (1, line), MARK, Tone::Changed);
        }
        if table
            .selected
            .is_some_and(|selected| selected + 1 == usize::from(line))
        {
            let band = Rect {
                y: area.y.saturating_add(line),
                height: 1,
                ..area
            };
            canvas.tint(band, Tone::Selected);
            canvas.sign(area, (0, line), Tone::Selected.sign(), Tone::Selected);
            canvas.place_cursor(area, (0, line));
        }
    }
}

fn draw_row(
    canvas: &mut Canvas<'_>,
    area: Rect,
    (mut column, line): (u16, u16),
    columns: &[Slot],
    heads: &[Head],
    cells: &[Phrase],
) {
    for slot in columns {
        let (Some(cell), Some(head)) = (cells.get(slot.column), heads.get(slot.column)) else {
            continue;
        };
        let text = words(slot, head, cell);
        let taken = cells_of(text);
        let indent = match head.align {
            Align::Left => 0,
            Align::Right => slot.width.saturating_sub(taken),
        };
        let place = Rect {
            x: area.x.saturating_add(column),
            width: slot.width.min(area.width.saturating_sub(column)),
            ..area
        };
        canvas.cut_text(place, (indent, line), text, cell.tone, head.cut);
        column = column.saturating_add(slot.width).saturating_add(1);
    }
}

/// Returns the words of a cell: in short where its column has no room, but for a state that has.
fn words<'a>(slot: &Slot, head: &Head, cell: &'a Phrase) -> &'a Safe {
    let is_state = head.cut == Cut::Late;
    match &cell.short {
        Some(_) if is_state && cells_of(&cell.text) <= slot.width => &cell.text,
        Some(short) if slot.in_short => short,
        Some(_) | None => &cell.text,
    }
}

fn cells_of(text: &Safe) -> u16 {
    u16::try_from(width::width(text.as_str())).unwrap_or(u16::MAX)
}

fn draw_empty(canvas: &mut Canvas<'_>, area: Rect, sentences: &[Safe]) {
    let room = usize::from(area.width.saturating_sub(2));
    let lines = sentences
        .iter()
        .flat_map(|sentence| width::wrap(sentence.as_str(), room));
    for (text, line) in lines.zip(0..area.height) {
        canvas.text(area, (1, line), &Safe::from(text), Tone::Text);
    }
    canvas.place_cursor(area, (0, 0));
}
