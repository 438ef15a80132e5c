//! Draws lists as sentences, without columns.

use ratatui::layout::Rect;

use crate::domain::text::Safe;
use crate::ui::layout::{SENTENCE, take_top};
use crate::ui::pointer::Target;
use crate::ui::theme::Tone;
use crate::ui::view::{Head, Phrase, TableView};
use crate::ui::widget::canvas::Canvas;
use crate::ui::width;

/// Stands where facts of a row are left out, which the selected row says.
const MORE: &str = "\u{2026}";

/// Draws rows as sentences: each cell with its title where it says something, the most important
/// first. The selected row says all; the others what has room, and never a part of a fact.
pub(super) fn draw(canvas: &mut Canvas<'_>, area: Rect, table: &TableView) {
    let rows = table.rows.iter().enumerate().map(|(place, row)| {
        let is_marked = table.marked.get(place) == Some(&true);
        let is_selected = table.selected == Some(place);
        sentence(&table.heads, row, area.width, (is_marked, is_selected))
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let mut rest = area;
    for (place, lines) in rows
        .iter()
        .enumerate()
        .skip(first(&rows, table.selected, area.height))
    {
        let row = take_top(&mut rest, u16::try_from(lines.len()).unwrap_or(u16::MAX));
        for (text, line) in lines.iter().zip(0..row.height) {
            canvas.text(row, (2, line), &Safe::from(text.as_str()), Tone::Text);
            canvas.clickable(row, (0, line), row.width, Target::Row(place));
        }
        if table.selected == Some(place) {
            canvas.sign(row, (0, 0), Tone::Selected.sign(), Tone::Selected);
            canvas.place_cursor(row, (0, 0));
        }
    }
}

/// Returns the lines that a row takes in so many cells, whether it is marked and selected.
pub(crate) fn sentence(
    heads: &[Head],
    row: &[Phrase],
    cells: u16,
    (is_marked, is_selected): (bool, bool),
) -> Vec<String> {
    let room = usize::from(cells.saturating_sub(2));
    let facts = facts(heads, row, is_marked);
    if is_selected {
        width::wrap(&facts.join(", "), room)
    } else {
        shortened(&facts, room)
    }
}

/// Returns the first row that is drawn, so that the selected one is whole.
fn first(rows: &[Vec<String>], selected: Option<usize>, height: u16) -> usize {
    let Some(selected) = selected else {
        return 0;
    };
    let mut lines = rows.get(selected).map_or(0, Vec::len);
    let above = rows.iter().enumerate().take(selected).rev();
    let fitting = above.take_while(|(_, row)| {
        lines += row.len();
        lines <= usize::from(height)
    });
    fitting.last().map_or(selected, |(place, _)| place)
}

/// Lists what the cells of a row say, the most important first.
fn facts(heads: &[Head], row: &[Phrase], is_marked: bool) -> Vec<String> {
    let mut cells: Vec<(&Head, &Phrase)> = heads.iter().zip(row).collect();
    cells.sort_by_key(|(head, _)| head.priority);
    let said = cells
        .into_iter()
        .filter(|(_, cell)| !cell.text.as_str().is_empty());
    let said = said.map(|(head, cell)| match head.priority {
        0 => words(cell).to_owned(),
        _ => format!("{}: {}", head.title, words(cell)),
    });
    let mark = is_marked.then(|| "marked".to_owned());
    mark.into_iter().chain(said).collect()
}

/// Returns the words of a cell: only of what failed they may be a code that does not say so itself.
fn words(cell: &Phrase) -> &str {
    if cell.tone == Tone::Danger {
        cell.text.as_str()
    } else {
        cell.unsigned()
    }
}

/// Says as many facts as have room.
fn shortened(facts: &[String], room: usize) -> Vec<String> {
    let most = usize::from(SENTENCE);
    let said = (1..=facts.len()).rev().find_map(|count| {
        let more = if count < facts.len() { MORE } else { "" };
        let text = format!("{}{more}", facts.get(..count)?.join(", "));
        Some(width::wrap(&text, room)).filter(|lines| lines.len() <= most)
    });
    said.unwrap_or_else(|| {
        let mut lines = width::wrap(facts.first().map_or("", String::as_str), room);
        lines.truncate(most);
        lines
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::{Borders, Theme};
    use crate::ui::view::{Align, Cut};
    use ratatui::buffer::Buffer;

    fn head(title: &str, priority: u8) -> Head {
        Head {
            title: title.into(),
            brief: "",
            width: 20,
            least: 0,
            short: 0,
            priority,
            align: Align::Left,
            cut: Cut::End,
        }
    }

    fn drawn(rows: &[[&str; 3]], selected: usize, height: u16) -> Vec<String> {
        let table = TableView {
            heads: vec![head("Name", 0), head("State", 1), head("Policy", 5)],
            rows: rows
                .iter()
                .map(|row| row.map(Phrase::plain).to_vec())
                .collect(),
            marked: vec![false, true],
            selected: Some(selected),
            ..TableView::default()
        };
        let theme = Theme {
            borders: Borders::Plain,
            ..Theme::default()
        };
        let area = Rect::new(0, 0, 30, height);
        let mut buffer = Buffer::empty(area);
        draw(&mut Canvas::new(&mut buffer, theme), area, &table);
        let line = |y| (0..area.width).map(move |x| (x, y));
        let lines = (0..height).map(|y| line(y).map(|at| buffer[at].symbol()).collect());
        lines
            .map(|line: String| line.trim_end().to_owned())
            .collect()
    }

    const ROWS: [[&str; 3]; 2] = [
        ["Ana Lima", "pending", "Whoever is new in the branches"],
        ["Ben Walters", "delivered", "Whoever is new in the branches"],
    ];

    #[test]
    fn a_row_is_a_sentence_and_the_selected_one_says_all() {
        assert_eq!(
            drawn(&ROWS, 1, 6),
            [
                "  Ana Lima, State: pending\u{2026}",
                "> marked, Ben Walters, State:",
                "  delivered, Policy: Whoever",
                "  is new in the branches",
                "",
                ""
            ]
        );
    }

    #[test]
    fn signs_go_where_words_say_the_same_and_stay_before_codes_of_failures() {
        let heads = [head("Name", 0), head("State", 1)];
        let said = |tone, text| {
            let row = [Phrase::plain("Kim Ray"), Phrase::signed(tone, text)];
            facts(&heads, &row, false).join(", ")
        };
        assert_eq!(said(Tone::Disabled, "no"), "Kim Ray, State: no");
        assert_eq!(said(Tone::Pending, "pending"), "Kim Ray, State: pending");
        assert_eq!(said(Tone::Danger, "RoleGone"), "Kim Ray, State: x RoleGone");
    }

    #[test]
    fn the_selected_row_is_in_view_to_its_end() {
        assert_eq!(
            drawn(&ROWS, 1, 3).last().unwrap(),
            "  is new in the branches"
        );
    }
}
