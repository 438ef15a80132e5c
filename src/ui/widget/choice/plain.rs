//! Draws lists to choose from as sentences, without columns.

use ratatui::layout::Rect;

use crate::domain::text::Safe;
use crate::ui::layout::take_top;
use crate::ui::pointer::Target;
use crate::ui::theme::Tone;
use crate::ui::view::{Beyond, ChoiceRow, ChoiceView, Mark};
use crate::ui::widget::canvas::Canvas;
use crate::ui::width;

/// Draws the rows of a list, each whole, so many of them that the selected one is among them.
pub(super) fn draw_rows(canvas: &mut Canvas<'_>, frame: Rect, mut area: Rect, choice: &ChoiceView) {
    if choice.rows.is_empty() {
        canvas.text(area, (1, 0), &choice.empty, Tone::Muted);
    }
    let room = room(area.width);
    let rows = choice.rows.iter().map(|row| lines(row, room));
    let rows: Vec<Vec<String>> = rows.collect();
    let first = first(&rows, choice.selected, area.height);
    let mut drawn = first;
    for (place, (row, lines)) in choice.rows.iter().zip(&rows).enumerate().skip(first) {
        if lines.len() > usize::from(area.height) && place > first {
            break;
        }
        drawn = place + 1;
        let taken = take_top(&mut area, u16::try_from(lines.len()).unwrap_or(u16::MAX));
        for (text, line) in lines.iter().zip(0..taken.height) {
            canvas.text(taken, (2, line), &Safe::from(text.as_str()), row.text.tone);
            canvas.clickable(taken, (0, line), taken.width, Target::Choice(place));
        }
        if choice.selected == Some(place) {
            canvas.tint(taken, Tone::Selected);
            canvas.sign(taken, (0, 0), Tone::Selected.sign(), Tone::Selected);
            if choice.input.is_none() {
                canvas.place_cursor(taken, (0, 0));
            }
        }
    }
    let beyond = Beyond {
        above: choice.beyond.above || first > 0,
        below: choice.beyond.below || drawn < rows.len(),
    };
    super::draw_edges(canvas, frame, beyond);
}

/// Returns the first row that is drawn, so that the selected one is whole.
fn first(rows: &[Vec<String>], selected: Option<usize>, height: u16) -> usize {
    let until = selected.map_or(0, |selected| selected + 1);
    let mut used: usize = rows.iter().take(until).map(Vec::len).sum();
    let above = rows.iter().take(until.saturating_sub(1));
    let gone = above.take_while(|row| {
        let is_over = used > usize::from(height);
        used = used.saturating_sub(if is_over { row.len() } else { 0 });
        is_over
    });
    gone.count()
}

/// Returns the cells that rows have in a width.
pub(super) fn room(width: u16) -> usize {
    usize::from(width.saturating_sub(2))
}

/// Returns the lines that a row takes in so many cells.
pub(super) fn lines(row: &ChoiceRow, cells: usize) -> Vec<String> {
    width::wrap(&sentence(row), cells)
}

/// Says a row without columns: its name and mark, then what else it says, parted by commas.
fn sentence(row: &ChoiceRow) -> String {
    let mark = match row.mark {
        Mark::None | Mark::Heading | Mark::Other => "",
        Mark::On => "checked",
        Mark::Off => "not checked",
        Mark::Only => "chosen",
    };
    let [text, aside, note] = [&row.text, &row.aside, &row.note].map(|it| it.text.as_str());
    let said = [text, mark, aside, note].into_iter();
    let said: Vec<&str> = said.filter(|text| !text.is_empty()).collect();
    said.join(", ")
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;

    use super::*;
    use crate::ui::theme::{Borders, Theme};
    use crate::ui::view::Phrase;

    fn drawn(selected: usize, height: u16) -> Vec<String> {
        let row = |name: &str| ChoiceRow {
            mark: Mark::Off,
            text: Phrase::plain(name),
            aside: Phrase::muted("a person who approves"),
            note: Phrase::plain("user"),
        };
        let choice = ChoiceView {
            title: "People".into(),
            rows: vec![row("Ada Novak"), row("Ben Walters"), row("Kim Ray")],
            selected: Some(selected),
            says: Vec::new(),
            input: None,
            below: 0,
            beyond: Beyond::default(),
            switch: None,
            empty: Safe::default(),
        };
        let theme = Theme {
            borders: Borders::Plain,
            ..Theme::default()
        };
        let area = Rect::new(0, 0, 30, height);
        let mut buffer = Buffer::empty(area);
        super::super::draw(&mut Canvas::new(&mut buffer, theme), area, &choice);
        let line = |y| (0..area.width).map(move |x| (x, y));
        let lines = (0..height).map(|y| line(y).map(|at| buffer[at].symbol()).collect());
        lines
            .map(|line: String| line.trim_end().to_owned())
            .collect()
    }

    #[test]
    fn every_row_is_said_whole_whether_or_not_it_is_selected() {
        assert_eq!(
            drawn(0, 8),
            [
                " *People",
                " > Ada Novak, not checked,",
                "   a person who approves,",
                "   user",
                "   Ben Walters, not checked,",
                "   a person who approves,",
                "   user",
                "           more below, Down"
            ]
        );
    }

    #[test]
    fn the_selected_row_is_in_view_where_those_above_it_take_many_lines() {
        let last = drawn(2, 8);
        assert_eq!(last[1], "   Ben Walters, not checked,");
        assert_eq!(last[4], " > Kim Ray, not checked,");
        assert!(last[0].ends_with("more above, Up"));
    }
}
