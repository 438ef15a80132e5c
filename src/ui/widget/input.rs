//! Draws what a field holds: text with a cursor, toggles, choices.

use ratatui::layout::Rect;

use crate::domain::text::Safe;
use crate::ui::theme::Tone;
use crate::ui::view::{InputView, Phrase};
use crate::ui::widget::canvas::Canvas;
use crate::ui::width;

mod signs;

pub use signs::Signs;

/// What stands in a field that opens a list while nothing is chosen.
const CHOOSE: &str = "[ choose ]";

/// Whether the field gets the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Active {
    /// It does.
    Yes,
    /// Another one does.
    No,
}

/// Returns the lines that a field takes in a width.
pub fn height(input: &InputView, room: u16, signs: Signs) -> u16 {
    let lines = match input {
        InputView::Text { text, .. } => wrap(text, room).len(),
        InputView::Choices(labels, chosen) if !signs.fits(labels, *chosen, room) => {
            let lines = labels.iter().enumerate().map(|(place, label)| {
                let (_, text) = signs.of_choice(label, *chosen == Some(place));
                signs.stacked(&text, room).len()
            });
            lines.sum()
        }
        InputView::Chosen(rows) => rows.len(),
        InputView::Review(text) => width::wrap(text.as_str(), usize::from(room)).len(),
        InputView::Toggle(_) | InputView::Choices(..) => 1,
    };
    u16::try_from(lines.max(1)).unwrap_or(u16::MAX)
}

/// Returns the columns that a field takes in a width when one line holds it and nothing stands at
/// the end of that line.
pub fn extent(input: &InputView, room: u16) -> Option<u16> {
    let cells = |text: &Safe| width::width(text.as_str());
    let cells = match input {
        _ if height(input, room, Signs::Drawn) > 1 => return None,
        InputView::Text {
            counter: Some(_), ..
        } => return None,
        InputView::Text { text, expects, .. } => (cells(text) + 1).max(*expects),
        InputView::Toggle(state) => Signs::Drawn.of_toggle(*state).len(),
        InputView::Choices(labels, chosen) => Signs::Drawn.side_by_side(labels, *chosen),
        InputView::Chosen(rows) => rows.first().map_or(CHOOSE.len(), cells),
        InputView::Review(text) => cells(text),
    };
    u16::try_from(cells).ok()
}

/// Draws a field into an area that has its height.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, input: &InputView, active: Active) {
    let tone = match active {
        Active::Yes => Tone::Focus,
        Active::No => Tone::Text,
    };
    match input {
        InputView::Text {
            text,
            before,
            counter,
            expects: _,
        } => draw_text(canvas, area, text, before, counter.as_ref(), active),
        InputView::Toggle(state) => {
            canvas.sign(area, (0, 0), Signs::on(canvas).of_toggle(*state), tone);
        }
        InputView::Choices(labels, chosen) => draw_choices(canvas, area, labels, *chosen, tone),
        InputView::Chosen(rows) => {
            for (row, line) in rows.iter().zip(0..area.height) {
                canvas.text(area, (0, line), row, tone);
            }
            if rows.is_empty() {
                let text = if canvas.is_plain() {
                    "nothing chosen"
                } else {
                    CHOOSE
                };
                canvas.sign(area, (0, 0), text, tone);
            }
        }
        InputView::Review(text) => {
            let lines = width::wrap(text.as_str(), usize::from(area.width));
            for (text, line) in lines.into_iter().zip(0..area.height) {
                canvas.text(area, (0, line), &Safe::from(text), tone);
            }
        }
    }
    if active == Active::Yes && !matches!(input, InputView::Text { .. }) {
        canvas.place_cursor(area, (0, 0));
    }
}

fn draw_choices(
    canvas: &mut Canvas<'_>,
    area: Rect,
    labels: &[Phrase],
    chosen: Option<usize>,
    tone: Tone,
) {
    let signs = Signs::on(canvas);
    let is_stacked = !signs.fits(labels, chosen, area.width);
    let (mut column, mut line) = (0, 0);
    for (place, label) in labels.iter().enumerate() {
        let (sign, text) = signs.of_choice(label, chosen == Some(place));
        let tone = if label.tone == Tone::Disabled {
            Tone::Disabled
        } else {
            tone
        };
        canvas.sign(area, (column, line), sign, tone);
        column += signs.indent();
        if is_stacked {
            for text in signs.stacked(&text, area.width) {
                canvas.text(area, (column, line), &Safe::from(text), tone);
                line += 1;
            }
            column = 0;
        } else {
            let text = signs.on_line(&text, place + 1 == labels.len());
            column += canvas.text(area, (column, line), &Safe::from(text), tone);
        }
    }
}

fn draw_text(
    canvas: &mut Canvas<'_>,
    area: Rect,
    text: &Safe,
    before: &Safe,
    counter: Option<&Safe>,
    active: Active,
) {
    let tone = match active {
        Active::Yes => Tone::Focus,
        Active::No => Tone::Text,
    };
    let lines = wrap(text, area.width);
    let written = wrap(before, area.width);
    let at_line = written.len().saturating_sub(1);
    let at_column = written.last().map_or(0, |line| width::width(line));
    let skip = (at_line + 1).saturating_sub(usize::from(area.height));
    canvas.tint(area, tone);
    for (line, y) in lines.iter().skip(skip).zip(0..area.height) {
        canvas.text(area, (0, y), &Safe::from(line.as_str()), tone);
    }
    if let Some(counter) = counter {
        let cells = u16::try_from(width::width(counter.as_str())).unwrap_or(u16::MAX);
        let at = (
            area.width.saturating_sub(cells),
            area.height.saturating_sub(1),
        );
        canvas.text(area, at, counter, Tone::Muted);
    }
    if active == Active::Yes {
        let column = u16::try_from(at_column).unwrap_or(u16::MAX);
        let line = u16::try_from(at_line - skip.min(at_line)).unwrap_or(u16::MAX);
        canvas.place_cursor(area, (column, line));
    }
}

/// Breaks text being edited into lines by cells alone, so that the cursor never jumps while typing.
fn wrap(text: &Safe, room: u16) -> Vec<String> {
    let room = usize::from(room.saturating_sub(1)).max(2);
    let mut lines = Vec::new();
    for paragraph in text.as_str().split('\n') {
        let mut rest = paragraph;
        loop {
            let piece = width::head(rest, room);
            lines.push(piece.to_owned());
            let after = rest.get(piece.len()..).unwrap_or_default();
            if after.is_empty() || piece.is_empty() {
                break;
            }
            rest = after;
        }
    }
    lines
}
