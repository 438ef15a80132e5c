//! Draws forms and wizards; scrolls so that the field with the focus is in view.

use ratatui::layout::Rect;

use crate::domain::text::Safe;
use crate::ui::layout::{take_bottom, take_top};
use crate::ui::theme::Tone;
use crate::ui::view::{FieldView, FormView, InputView, Need};
use crate::ui::widget::canvas::{Canvas, Standing, Weight};
use crate::ui::widget::input::{self, Active, Signs};
use crate::ui::width;

mod steps;

/// The widest that the column of labels gets.
const LABELS: usize = 26;

/// Where what fields hold begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Labels {
    /// In a column behind labels so wide.
    Column(u16),
    /// Right behind the label of each, for readers of screens; help has lines of its own.
    Own,
}

impl Labels {
    /// Returns the cells of a field's label.
    fn of(self, field: &FieldView) -> u16 {
        match self {
            Self::Column(cells) => cells,
            Self::Own => {
                let label = self.label(field);
                u16::try_from(width::width(label.as_str())).unwrap_or(u16::MAX)
            }
        }
    }

    /// Returns a field's label; readers of screens hear in words that it is required.
    fn label(self, field: &FieldView) -> Safe {
        match (field.need, self) {
            (Need::Required, Self::Own) => format!("{}, required", field.label).into(),
            (Need::Required, Self::Column(_)) => format!("{} {REQUIRED}", field.label).into(),
            (Need::Optional, Self::Own | Self::Column(_)) => field.label.clone(),
        }
    }

    const fn signs(self) -> Signs {
        match self {
            Self::Column(_) => Signs::Drawn,
            Self::Own => Signs::Said,
        }
    }
}

/// Stands behind the label of what must be entered.
const REQUIRED: char = '*';

/// Where help begins that stands beside what a short field holds.
const HELP: u16 = 17;

/// Draws a form over an area.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, form: &FormView) {
    let mut rest = area;
    canvas.clear(area);
    if !form.steps.is_empty() {
        let bar = take_top(&mut rest, 1);
        steps::bar(canvas, bar, &form.steps);
    }
    if let Some(away) = &form.away {
        let line = take_bottom(&mut rest, 1);
        steps::away(canvas, line, away);
    }
    let frame = rest;
    let mut inner = canvas.pane(frame, &form.title, Weight::Thick);
    let labels = if canvas.is_plain() {
        Labels::Own
    } else {
        Labels::Column(column_of_labels(form))
    };
    let heights = form
        .fields
        .iter()
        .map(|field| height(field, inner.width, labels));
    let fields = heights.fold(0, u16::saturating_add);
    notes(canvas, &mut inner, &form.notes, fields);
    let first = first_in_view(form, inner, labels);
    let mut rest = inner;
    let mut wanted = 0_u16;
    for (place, field) in form.fields.iter().enumerate().skip(first) {
        let height = height(field, inner.width, labels);
        wanted = wanted.saturating_add(height);
        let lines = take_top(&mut rest, height);
        let active = if place == form.focus {
            Active::Yes
        } else {
            Active::No
        };
        draw_field(canvas, lines, field, labels, active);
    }
    let needed = |field: &FieldView| field.need == Need::Required;
    if labels != Labels::Own && form.fields.iter().any(needed) {
        let last = frame.height.saturating_sub(1);
        canvas.sign(frame, (2, last), " * required ", Tone::Muted);
    }
    if first > 0 {
        canvas.on_edge(frame, 0, " more above ");
    }
    if wanted > inner.height {
        let last = frame.height.saturating_sub(1);
        canvas.on_edge(frame, last, " more below, Tab ");
    }
}

/// Returns how wide the longest label is, as far as labels may go.
fn column_of_labels(form: &FormView) -> u16 {
    let labels = form.fields.iter();
    let label = |field| Labels::Column(0).label(field);
    let widths = labels.map(|field| width::width(label(field).as_str()));
    let widest = widths.max().unwrap_or(0).min(LABELS);
    u16::try_from(widest).unwrap_or(0)
}

/// Draws what will follow from saving below the fields where all of them are in view, else at the
/// bottom, where scrolling cannot hide it.
fn notes(canvas: &mut Canvas<'_>, area: &mut Rect, notes: &[Safe], fields: u16) {
    let room = usize::from(area.width.saturating_sub(3));
    let texts: Vec<String> = notes
        .iter()
        .flat_map(|note| width::wrap(note.as_str(), room))
        .collect();
    let lines = u16::try_from(texts.len()).unwrap_or(u16::MAX);
    let below = fields.saturating_add(1);
    let mut rest = take_bottom(area, lines.min(area.height / 2));
    rest.y = rest.y.min(area.y.saturating_add(below));
    for text in texts {
        let line = take_top(&mut rest, 1);
        canvas.text(line, (2, 0), &Safe::from(text), Tone::Muted);
    }
}

/// Returns the first field to draw so that the one with the focus fits below it.
fn first_in_view(form: &FormView, area: Rect, labels: Labels) -> usize {
    let mut used = 0_u16;
    let mut first = 0;
    let heights: Vec<u16> = form
        .fields
        .iter()
        .map(|field| height(field, area.width, labels))
        .collect();
    for lines in heights.iter().take(form.focus + 1) {
        used = used.saturating_add(*lines);
    }
    while used > area.height && first < form.focus {
        used = used.saturating_sub(heights.get(first).copied().unwrap_or(0));
        first += 1;
    }
    first
}

/// Returns the columns that are left for what a field holds.
fn room(total: u16, labels: u16) -> u16 {
    total.saturating_sub(labels).saturating_sub(5)
}

fn height(field: &FieldView, total: u16, labels: Labels) -> u16 {
    let room = room(total, labels.of(field));
    input::height(&field.input, room, labels.signs()).saturating_add(below(field, room, labels))
}

/// Returns the lines that the problem and the help of a field take.
fn below(field: &FieldView, room: u16, labels: Labels) -> u16 {
    let lines = problem_lines(field, room).len() + help_lines(field, room, labels).len();
    u16::try_from(lines).unwrap_or(u16::MAX)
}

/// Returns what is wrong with a field, broken into lines that leave room for its sign.
fn problem_lines(field: &FieldView, room: u16) -> Vec<String> {
    let room = usize::from(room.saturating_sub(2));
    let problem = field.problem.iter();
    problem
        .flat_map(|text| width::wrap(text.as_str(), room))
        .collect()
}

/// Returns the column behind what a field holds from which its help is said on the same line, when
/// there is room for both. Help that stands right behind a text would move with every letter typed.
fn help_beside(field: &FieldView, room: u16, labels: Labels) -> Option<u16> {
    let help = help_of(field).filter(|_| labels != Labels::Own)?;
    let cells = u16::try_from(width::width(help.as_str())).ok()?;
    let behind = input::extent(&field.input, room)?.saturating_add(2);
    let starts = match field.input {
        InputView::Text { .. } => [behind.max(HELP); 2],
        InputView::Toggle(_)
        | InputView::Choices(..)
        | InputView::Chosen(_)
        | InputView::Review(_) => [behind.max(HELP), behind],
    };
    let mut starts = starts.into_iter();
    starts.find(|start| start.saturating_add(cells) <= room)
}

/// Returns the help that is said under a field, broken into lines.
fn help_lines(field: &FieldView, room: u16, labels: Labels) -> Vec<String> {
    let under = help_beside(field, room, labels).is_none();
    let help = help_of(field).filter(|_| under).into_iter();
    help.flat_map(|text| width::wrap(text.as_str(), usize::from(room)))
        .collect()
}

/// Returns what is said beside or under a field: what switches it on, or its help.
fn help_of(field: &FieldView) -> Option<&Safe> {
    let help = field.off.as_ref().unwrap_or(&field.help);
    (!help.as_str().is_empty()).then_some(help)
}

/// Draws the label of a field, and the sign of the focus before it.
fn draw_label(
    canvas: &mut Canvas<'_>,
    area: Rect,
    field: &FieldView,
    labels: Labels,
    active: Active,
) {
    let tone = match (active, &field.off) {
        (Active::Yes, _) => Tone::Heading,
        (Active::No, Some(_)) => Tone::Disabled,
        (Active::No, None) => Tone::Text,
    };
    if active == Active::Yes {
        let sign = match (labels, canvas.standing) {
            (Labels::Column(_), Standing::Top | Standing::Filtered | Standing::Beside) => {
                Tone::Focus.sign()
            }
            (Labels::Column(_), Standing::Below) | (Labels::Own, _) => Tone::Selected.sign(),
        };
        canvas.sign(area, (0, 0), sign, Tone::Key);
    }
    let cells = labels.of(field);
    let left = Rect {
        width: area.width.min(cells.saturating_add(2)),
        ..area
    };
    canvas.text(left, (2, 0), &labels.label(field), tone);
    if labels == Labels::Own {
        canvas.sign(area, (cells.saturating_add(2), 0), ":", tone);
    }
}

fn draw_field(
    canvas: &mut Canvas<'_>,
    area: Rect,
    field: &FieldView,
    labels: Labels,
    active: Active,
) {
    let mut rest = area;
    let cells = labels.of(field);
    draw_label(canvas, area, field, labels, active);
    let indent = cells.saturating_add(4);
    let from = |indent: u16, lines: Rect| Rect {
        x: lines.x.saturating_add(indent).min(lines.right()),
        width: lines.width.saturating_sub(indent).saturating_sub(1),
        ..lines
    };
    let column = |lines: Rect| from(indent, lines);
    let under = |lines: Rect| match labels {
        Labels::Column(_) => from(indent, lines),
        Labels::Own => from(4, lines),
    };
    let room = column(area).width;
    let mut lines = column(take_top(
        &mut rest,
        input::height(&field.input, room, labels.signs()),
    ));
    if let (Some(start), Some(help)) = (help_beside(field, room, labels), help_of(field)) {
        canvas.text(lines, (start, 0), help, Tone::Muted);
        lines.width = start.saturating_sub(1);
    }
    input::draw(canvas, lines, &field.input, active);
    if field.off.is_some() {
        canvas.tint(lines, Tone::Disabled);
    }
    for (number, text) in problem_lines(field, room).into_iter().enumerate() {
        let line = under(take_top(&mut rest, 1));
        if number == 0 {
            canvas.sign(line, (0, 0), Tone::Warning.sign(), Tone::Warning);
        }
        canvas.text(line, (2, 0), &Safe::from(text), Tone::Warning);
    }
    for text in help_lines(field, room, labels) {
        let line = under(take_top(&mut rest, 1));
        canvas.text(line, (0, 0), &Safe::from(text), Tone::Muted);
    }
}
