//! Draws matrices: names at the left and above, a sign where they meet, and what the signs mean.

use ratatui::layout::Rect;

use crate::domain::text::Safe;
use crate::ui::layout::matrix::{COLUMN, Grid, broken, grid};
use crate::ui::pointer::Target;
use crate::ui::theme::Tone;
use crate::ui::view::{MatrixView, Phrase};
use crate::ui::widget::canvas::Canvas;
use crate::ui::width;

/// Draws a matrix into an area.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, matrix: &MatrixView) {
    if matrix.rows.is_empty() || matrix.heads.is_empty() {
        draw_empty(canvas, area, matrix);
        return;
    }
    if canvas.is_plain() {
        draw_plain(canvas, area, matrix);
        return;
    }
    let grid = grid(area, matrix.head_lines);
    draw_heads(canvas, area, grid, matrix);
    for (row, line) in (0..matrix.rows.len()).zip(grid.heads..grid.heads + grid.rows) {
        draw_row(canvas, area, grid, matrix, (row, line));
    }
    draw_below(canvas, area, matrix);
}

/// Returns the cell before a column, where the sign of the selected one stands.
fn left_of(grid: Grid, column: usize) -> u16 {
    let column = u16::try_from(column).unwrap_or(u16::MAX);
    (grid.names + 1).saturating_add(column.saturating_mul(COLUMN + 1))
}

/// Draws the names of the columns, each broken into as many lines as there are for it.
fn draw_heads(canvas: &mut Canvas<'_>, area: Rect, grid: Grid, matrix: &MatrixView) {
    let last = grid.heads.saturating_sub(1);
    canvas.text(area, (1, last), &matrix.each, Tone::Muted);
    for (column, name) in matrix.heads.iter().enumerate() {
        let left = left_of(grid, column);
        let lines = broken(name.as_str(), grid.heads);
        let first = usize::from(grid.heads).saturating_sub(lines.len());
        let selected = matrix.selected.is_some_and(|(_, chosen)| chosen == column);
        let tone = if selected { Tone::Heading } else { Tone::Muted };
        for (text, line) in lines.into_iter().zip(0..grid.heads) {
            let line = line + u16::try_from(first).unwrap_or(0);
            canvas.text(area, (left + 1, line), &Safe::from(text), tone);
        }
        if selected {
            canvas.sign(area, (left, last), Tone::Selected.sign(), Tone::Selected);
        }
    }
}

fn draw_row(
    canvas: &mut Canvas<'_>,
    area: Rect,
    grid: Grid,
    matrix: &MatrixView,
    (place, line): (usize, u16),
) {
    let Some(row) = matrix.rows.get(place) else {
        return;
    };
    let names = Rect {
        width: (grid.names + 1).min(area.width),
        ..area
    };
    canvas.text(names, (1, line), &row.name, Tone::Text);
    for (column, cell) in row.cells.iter().enumerate() {
        let left = left_of(grid, column);
        canvas.text(area, (left + 1, line), &cell.text, cell.tone);
        canvas.clickable(area, (left, line), COLUMN + 1, Target::Cell(place, column));
    }
    canvas.clickable(area, (0, line), grid.names + 1, Target::Row(place));
    if let Some((_, column)) = matrix.selected.filter(|(chosen, _)| *chosen == place) {
        let band = Rect {
            y: area.y.saturating_add(line),
            height: 1,
            ..area
        };
        canvas.tint(band, Tone::Selected);
        canvas.sign(area, (0, line), Tone::Selected.sign(), Tone::Selected);
        let left = left_of(grid, column);
        canvas.sign(area, (left, line), Tone::Selected.sign(), Tone::Selected);
        canvas.place_cursor(area, (left, line));
    }
}

/// Draws what the selected cell says, and what the signs mean.
fn draw_below(canvas: &mut Canvas<'_>, area: Rect, matrix: &MatrixView) {
    let last = area.height.saturating_sub(1);
    let caption = &matrix.caption;
    canvas.text(
        area,
        (1, last.saturating_sub(1)),
        &caption.text,
        caption.tone,
    );
    if canvas.is_plain() {
        return;
    }
    let mut column = 1;
    for phrase in &matrix.legend {
        column += canvas.text(area, (column, last), &phrase.text, phrase.tone) + 2;
    }
}

/// Says in words how a row meets a column: what the legend says of a sign that stands alone.
fn words<'a>(cell: &'a Phrase, legend: &'a [Phrase]) -> &'a str {
    let meanings = legend.iter().filter_map(|meaning| {
        let (sign, meaning) = meaning.text.as_str().split_once(' ')?;
        (sign == cell.text.as_str()).then_some(meaning)
    });
    let mut meanings = meanings;
    meanings.next().unwrap_or(cell.unsigned())
}

/// Draws rows as sentences: who, then each column in view in which something is.
fn draw_plain(canvas: &mut Canvas<'_>, area: Rect, matrix: &MatrixView) {
    let rows = area.height.saturating_sub(2);
    for ((place, row), line) in matrix.rows.iter().enumerate().zip(0..rows) {
        let chosen = matrix.selected.filter(|(chosen, _)| *chosen == place);
        let column = chosen.map(|(_, column)| column);
        let meets = matrix.heads.iter().zip(&row.cells).enumerate();
        let said: Vec<String> = meets
            .filter(|(at, (_, cell))| cell.tone != Tone::Muted || Some(*at) == column)
            .map(|(at, (head, cell))| {
                let here = if Some(at) == column { "at " } else { "" };
                format!("{here}{head}: {}", words(cell, &matrix.legend))
            })
            .collect();
        let said = if said.is_empty() {
            "nothing in view".to_owned()
        } else {
            said.join(", ")
        };
        let text = format!("{}: {said}", row.name);
        canvas.text(area, (2, line), &Safe::from(text), Tone::Text);
        canvas.clickable(area, (0, line), area.width, Target::Row(place));
        if chosen.is_some() {
            canvas.sign(area, (0, line), Tone::Selected.sign(), Tone::Selected);
            canvas.place_cursor(area, (0, line));
        }
    }
    draw_below(canvas, area, matrix);
}

fn draw_empty(canvas: &mut Canvas<'_>, area: Rect, matrix: &MatrixView) {
    let room = usize::from(area.width.saturating_sub(2));
    let sentences = matrix.empty.iter();
    let lines = sentences.flat_map(|sentence| width::wrap(sentence.as_str(), room));
    for (text, line) in lines.zip(0..area.height) {
        canvas.text(area, (1, line), &Safe::from(text), Tone::Text);
    }
    canvas.place_cursor(area, (0, 0));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::layout::matrix::useful_heads;
    use crate::ui::theme::{Borders, Theme};
    use crate::ui::view::{MatrixRow, Phrase};
    use ratatui::buffer::Buffer;

    fn matrix(names: &[&str], heads: &[&str]) -> MatrixView {
        let row = |name: &&str| MatrixRow {
            name: (*name).into(),
            cells: heads
                .iter()
                .map(|_| Phrase::new(Tone::Good, "ok"))
                .collect(),
        };
        MatrixView {
            each: "Person".into(),
            head_lines: useful_heads(heads.iter().copied()),
            heads: heads.iter().map(|head| (*head).into()).collect(),
            rows: names.iter().map(row).collect(),
            selected: Some((0, 1)),
            caption: Phrase::plain("what is selected"),
            legend: vec![Phrase::plain("ok holds"), Phrase::plain(". nothing")],
            ..MatrixView::default()
        }
    }

    fn drawn(matrix: &MatrixView, borders: Borders, (wide, high): (u16, u16)) -> Vec<String> {
        let area = Rect::new(0, 0, wide, high);
        let mut buffer = Buffer::empty(area);
        let theme = Theme {
            borders,
            ..Theme::default()
        };
        draw(&mut Canvas::new(&mut buffer, theme), area, matrix);
        (0..high)
            .map(|y| {
                let line: String = (0..wide).map(|x| buffer[(x, y)].symbol()).collect();
                line.trim_end().to_owned()
            })
            .collect()
    }

    #[test]
    fn the_row_the_column_and_the_cell_selected_have_a_sign_each() {
        let shown = matrix(
            &["Kim Ray", "Ada Novak"],
            &["Ledger", "Marketing campaign of spring"],
        );
        assert_eq!(
            drawn(&shown, Borders::Unicode, (42, 6)),
            [
                "                            Marketing",
                " Person           Ledger   >campaign…",
                ">Kim Ray          ok       >ok",
                " Ada Novak        ok        ok",
                " what is selected",
                " ok holds  . nothing",
            ]
        );
    }

    #[test]
    fn no_line_is_kept_free_above_names_of_one_word() {
        let shown = matrix(&["Kim Ray"], &["Ledger", "Payments"]);
        let drawn = drawn(&shown, Borders::Unicode, (42, 24));
        assert_eq!(drawn[0], " Person           Ledger   >Payments");
        assert_eq!(drawn[1], ">Kim Ray          ok       >ok");
    }

    #[test]
    fn rows_are_sentences_where_no_columns_are_drawn() {
        let shown = matrix(&["Kim Ray"], &["Ledger", "Payments"]);
        assert_eq!(
            drawn(&shown, Borders::Plain, (50, 3)),
            [
                "> Kim Ray: Ledger: holds, at Payments: holds",
                " what is selected",
                ""
            ]
        );
    }

    #[test]
    fn names_of_any_length_and_script_are_cut_and_never_panic() {
        let (wide, marked) = ("名".repeat(256), "e\u{301}".repeat(256));
        for name in [
            wide.as_str(),
            marked.as_str(),
            "",
            "שלום",
            "a b c d e f g h",
        ] {
            let shown = matrix(&[name], &[name, name]);
            for size in 0..60 {
                drawn(&shown, Borders::Unicode, (size, 7));
                drawn(&shown, Borders::Plain, (size, 7));
            }
        }
    }
}
