//! Draws lists as sentences, without columns.

use ratatui::layout::Rect;

use crate::domain::text::Safe;
use crate::ui::pointer::Target;
use crate::ui::theme::Tone;
use crate::ui::view::{Head, Phrase, TableView};
use crate::ui::widget::canvas::Canvas;

/// Draws rows as sentences: each cell with its title where it says something, the most important
/// first, since a sentence is cut where the line ends.
pub(super) fn draw(canvas: &mut Canvas<'_>, area: Rect, table: &TableView) {
    for (place, (row, line)) in table.rows.iter().zip(0..area.height).enumerate() {
        let mut cells: Vec<(&Head, &Phrase)> = table.heads.iter().zip(row).collect();
        cells.sort_by_key(|(head, _)| head.priority);
        let said = cells
            .into_iter()
            .filter(|(_, cell)| !cell.text.as_str().is_empty());
        let said: Vec<String> = said
            .map(|(head, cell)| match head.priority {
                0 => cell.text.to_string(),
                _ => format!("{} {}", head.title, cell.text),
            })
            .collect();
        let mark = match table.marked.get(place) {
            Some(true) => "marked, ",
            Some(false) | None => "",
        };
        let text = Safe::from(format!("{mark}{}", said.join(", ")));
        canvas.text(area, (2, line), &text, Tone::Text);
        canvas.clickable(area, (0, line), area.width, Target::Row(place));
        if table.selected == Some(place) {
            canvas.sign(area, (0, line), Tone::Selected.sign(), Tone::Selected);
            canvas.place_cursor(area, (0, line));
        }
    }
}
