//! Draws lists to choose from: palette, help, pickers and the keys after a prefix.

use ratatui::layout::Rect;

use crate::domain::text::Safe;
use crate::ui::layout::{Size, centered, take_bottom, take_top};
use crate::ui::pointer::Target;
use crate::ui::theme::Tone;
use crate::ui::view::{Beyond, ChoiceRow, ChoiceView, Cut, InputView, Mark, Phrase};
use crate::ui::widget::canvas::{Canvas, Weight};
use crate::ui::widget::input::{self, Active};
use crate::ui::width;

mod plain;
mod room;

pub use room::Room;

/// The widest that such a list gets on a screen of 80 columns, and on any.
const WIDEST: (u16, u16) = (76, 100);

/// What stays in view of the screen at both sides of such a list, on a wider one.
const BESIDE: u16 = 24;

/// The widest that the column of names gets when something stands beside them.
const NAMES: u16 = 28;

/// The fewest cells in which what stands beside a name says anything when it is cut.
const READABLE: u16 = 8;

/// Returns how many rows such a list shows on a body of a size, below what it says.
pub fn rows(body: Size, says: &[Safe]) -> usize {
    let wide = wide(body.width);
    usize::from(body.height.saturating_sub(3)).saturating_sub(said(says, wide).len())
}

/// The most lines in which the selected row of a list is said whole.
const WHOLE: usize = 3;

/// Returns the lines that a list of such rows on a body of a size keeps below them, so that its
/// selected row can be said whole wherever it is cut, and a rule above them.
fn below(body: Size, rows: &[ChoiceRow]) -> usize {
    let wide = wide(body.width).saturating_sub(2);
    let names = names(rows);
    let cut = rows.iter().filter(|row| is_cut(row, wide, names));
    cut.map(|row| whole(row, wide).len() + 1).max().unwrap_or(0)
}

/// Says a row whole, why it cannot be chosen before what tells it apart.
fn whole(row: &ChoiceRow, wide: u16) -> Vec<String> {
    let said = [&row.text, &row.note, &row.aside].map(|phrase| phrase.text.as_str());
    let said: Vec<&str> = said.into_iter().filter(|text| !text.is_empty()).collect();
    let room = usize::from(wide.saturating_sub(2));
    let mut lines = width::wrap(&said.join("  "), room);
    let beyond = lines.split_off(lines.len().min(WHOLE));
    if let (Some(last), false) = (lines.last_mut(), beyond.is_empty()) {
        *last = width::cut_end(&format!("{last} {}", beyond.join(" ")), room);
    }
    lines
}

/// Tells whether a row does not fit into so many cells.
fn is_cut(row: &ChoiceRow, wide: u16, names: u16) -> bool {
    let has_aside = !row.aside.text.as_str().is_empty();
    let name = cells(row.text.text.as_str());
    let column = if has_aside { names } else { name };
    let area = Rect::new(0, 0, wide, 1);
    let note = note(area, row, column);
    let left = wide.saturating_sub(cells(&note)).saturating_sub(2);
    let indent = match row.mark {
        Mark::None | Mark::Heading => 1,
        Mark::On | Mark::Off | Mark::Only | Mark::Other => 5,
    };
    let beside = if has_aside {
        cells(row.aside.text.as_str()) + 2
    } else {
        0
    };
    note != row.note.text.as_str() || name > column || indent + column + beside > left
}

/// Returns how wide the column of names is where something stands beside them.
fn names(rows: &[ChoiceRow]) -> u16 {
    let asides = rows
        .iter()
        .filter(|row| !row.aside.text.as_str().is_empty());
    let names = asides.map(|row| cells(row.text.text.as_str())).max();
    names.unwrap_or(0).min(NAMES)
}

/// Returns the cells that such a list takes of a width.
fn wide(room: u16) -> u16 {
    let (least, most) = WIDEST;
    room.saturating_sub(BESIDE).clamp(least, most).min(room)
}

/// Returns the lines above the rows of a list that is so wide.
fn said(says: &[Safe], wide: u16) -> Vec<String> {
    let room = usize::from(wide.saturating_sub(4));
    let lines = says
        .iter()
        .flat_map(|text| width::wrap(text.as_str(), room));
    lines.collect()
}

/// Draws a list over an area.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, choice: &ChoiceView) {
    let wide = wide(area.width);
    let said = said(&choice.says, wide);
    let lines = said.len() + choice.rows.len().max(1) + 2 + usize::from(choice.input.is_some());
    let lines = lines + choice.below;
    let high = u16::try_from(lines).unwrap_or(u16::MAX);
    // Without boxes, what lies below would be read as if it were part of the list.
    let area = if canvas.is_plain() {
        area
    } else {
        centered(area, wide, high)
    };
    canvas.clear(area);
    let mut inner = canvas.pane(area, &choice.title, Weight::Thick);
    for text in said {
        let line = take_top(&mut inner, 1);
        canvas.text(line, (1, 0), &Safe::from(text), Tone::Text);
    }
    if let Some(typed) = &choice.input {
        let line = take_top(&mut inner, 1);
        draw_search(canvas, line, typed, choice.switch.as_deref());
    }
    if canvas.is_plain() {
        plain::draw_rows(canvas, area, inner, choice);
    } else {
        draw_edges(canvas, area, choice.beyond);
        draw_rows(canvas, inner, choice);
    }
}

/// Says on the edges of the list whether it goes on out of view.
fn draw_edges(canvas: &mut Canvas<'_>, area: Rect, beyond: Beyond) {
    if beyond.above {
        canvas.on_edge(area, 0, " more above, Up ");
    }
    if beyond.below {
        let last = area.height.saturating_sub(1);
        canvas.on_edge(area, last, " more below, Down ");
    }
}

/// Draws the line of text that narrows the list, and the switch beside it.
fn draw_search(
    canvas: &mut Canvas<'_>,
    mut line: Rect,
    typed: &InputView,
    switch: Option<&[(Safe, bool)]>,
) {
    if let Some(switch) = switch {
        line.width = draw_switch(canvas, line, switch);
    }
    // Without boxes the sign would be taken for that of the selected row.
    let sign = if canvas.is_plain() { "Find:" } else { ">" };
    let behind = canvas.sign(line, (1, 0), sign, Tone::Muted) + 2;
    let field = Rect {
        x: line.x.saturating_add(behind),
        width: line.width.saturating_sub(behind + 1),
        ..line
    };
    input::draw(canvas, field, typed, Active::Yes);
}

/// Draws the rows of a list from the top of an area, or what is said where there are none.
fn draw_rows(canvas: &mut Canvas<'_>, mut area: Rect, choice: &ChoiceView) {
    if choice.rows.is_empty() {
        canvas.text(area, (1, 0), &choice.empty, Tone::Muted);
    }
    let mut below = take_bottom(&mut area, u16::try_from(choice.below).unwrap_or(u16::MAX));
    // Without it, what is said below would be taken for one more row.
    let rule = take_top(&mut below, 1);
    canvas.rule(rule);
    let names = names(&choice.rows);
    for (place, row) in choice.rows.iter().enumerate() {
        let line = take_top(&mut area, 1);
        draw_row(canvas, line, row, names);
        canvas.clickable(line, (0, 0), line.width, Target::Choice(place));
        if choice.selected == Some(place) {
            canvas.tint(line, Tone::Selected);
            canvas.sign(line, (0, 0), Tone::Selected.sign(), Tone::Selected);
            if choice.input.is_none() {
                canvas.place_cursor(line, (0, 0));
            }
            if is_cut(row, line.width, names) {
                for (text, y) in whole(row, line.width).into_iter().zip(0..below.height) {
                    canvas.text(below, (1, y), &Safe::from(text), row.note.tone);
                }
            }
        }
    }
}

/// Draws the kinds of rows of which one can be shown alone, the one that is in brackets, and returns
/// what is left of the line.
fn draw_switch(canvas: &mut Canvas<'_>, line: Rect, kinds: &[(Safe, bool)]) -> u16 {
    let phrases = kinds.iter().map(|(name, shown)| {
        if *shown {
            Phrase::new(Tone::Heading, format!("[{name}]"))
        } else {
            Phrase::new(Tone::Muted, format!(" {name} "))
        }
    });
    let phrases: Vec<Phrase> = phrases.collect();
    let texts = phrases.iter().map(|phrase| cells(phrase.text.as_str()) + 1);
    let start = line.width.saturating_sub(texts.sum());
    canvas.phrases(line, (start, 0), &phrases);
    start
}

/// Writes what stands at the right of a row, which has all that the name leaves, and at least half of
/// the row; half of it where something else stands between them. Why the row cannot serve leaves that
/// half of what there is beside the name, as it is said whole below the list.
fn note(area: Rect, row: &ChoiceRow, name: u16) -> String {
    let half = area.width / 2;
    let taken = match row.mark {
        Mark::None | Mark::Heading => 5,
        Mark::On | Mark::Off | Mark::Only | Mark::Other => 9,
    };
    let left = area.width.saturating_sub(name).saturating_sub(taken);
    let aside = cells(row.aside.text.as_str());
    let room = if aside == 0 || row.note.tone == Tone::Disabled {
        left.max(half)
    } else if row.note.tone == Tone::Warning {
        left.div_ceil(2).max(left.saturating_sub(aside))
    } else {
        half
    };
    let note = row.note.text.as_str();
    match cut_of(note) {
        Cut::Middle => width::cut_middle(note, usize::from(room)),
        Cut::End | Cut::Late | Cut::Name | Cut::Start => width::cut_end(note, usize::from(room)),
    }
}

/// Returns where what stands beside a name is cut: a single word is an id or an address.
fn cut_of(text: &str) -> Cut {
    if text.contains(' ') {
        Cut::End
    } else {
        Cut::Middle
    }
}

/// Draws a row; what stands beside its name begins behind the column of names.
fn draw_row(canvas: &mut Canvas<'_>, area: Rect, row: &ChoiceRow, names: u16) {
    let name = match row.aside.text.as_str() {
        "" => cells(row.text.text.as_str()),
        _ => names,
    };
    let note = note(area, row, name);
    let start = area.width.saturating_sub(cells(&note)).saturating_sub(1);
    canvas.text(area, (start, 0), &Safe::from(note), row.note.tone);
    let left = Rect {
        width: start.saturating_sub(1),
        ..area
    };
    let indent = match row.mark {
        Mark::None | Mark::Heading => 1,
        Mark::On => 2 + canvas.sign(left, (1, 0), "[x]", Tone::Good),
        Mark::Off => 2 + canvas.sign(left, (1, 0), "[ ]", Tone::Muted),
        Mark::Only => 2 + canvas.sign(left, (1, 0), "(o)", Tone::Good),
        Mark::Other => 2 + canvas.sign(left, (1, 0), "( )", Tone::Muted),
    };
    if row.aside.text.as_str().is_empty() {
        canvas.text(left, (indent, 0), &row.text.text, row.text.tone);
        return;
    }
    let name = Rect {
        width: left.width.min(indent.saturating_add(names)),
        ..left
    };
    canvas.text(name, (indent, 0), &row.text.text, row.text.tone);
    let beside = indent.saturating_add(names).saturating_add(2);
    let aside = &row.aside;
    let cut = cut_of(aside.text.as_str());
    let room = left.width.saturating_sub(beside);
    if room >= cells(aside.text.as_str()).min(READABLE) {
        canvas.cut_text(left, (beside, 0), &aside.text, aside.tone, cut);
    }
}

fn cells(text: &str) -> u16 {
    u16::try_from(width::width(text)).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::Theme;
    use ratatui::buffer::Buffer;

    const WHY: &str = "! needs a right over entitlements that nobody has  Directory role";

    fn row(name: &str, aside: &str, note: &str) -> ChoiceRow {
        ChoiceRow {
            mark: Mark::Off,
            text: Phrase::plain(name),
            aside: Phrase::muted(aside),
            note: Phrase::new(Tone::Warning, note),
        }
    }

    fn drawn(rows: Vec<ChoiceRow>, selected: usize) -> String {
        let body = Size {
            width: 60,
            height: 14,
        };
        let choice = ChoiceView {
            title: "Roles".into(),
            says: Vec::new(),
            input: None,
            switch: None,
            below: below(body, &rows),
            rows,
            selected: Some(selected),
            beyond: crate::ui::view::Beyond::default(),
            empty: Safe::default(),
        };
        let area = Rect::new(0, 0, body.width, body.height);
        let mut buffer = Buffer::empty(area);
        draw(
            &mut Canvas::new(&mut buffer, Theme::default()),
            area,
            &choice,
        );
        let line = |y| (0..area.width).map(move |x| (x, y));
        let lines = (0..area.height).map(|y| line(y).map(|at| buffer[at].symbol()).collect());
        lines.collect::<Vec<String>>().join("\n")
    }

    #[test]
    fn why_the_picked_row_cannot_serve_is_said_whole_below_the_list() {
        let rows = || {
            let long = row("Exchange Administrator", "exchange@woodgrove.example", WHY);
            vec![row("Reports Reader", "", "Directory role"), long]
        };
        let screen = drawn(rows(), 1);
        assert!(
            screen.contains("Exchange Administrator  ! needs a right over"),
            "{screen}"
        );
        assert!(
            screen.contains("that nobody has  Directory role"),
            "{screen}"
        );
        assert!(screen.contains("exchange@woodgrove.example"), "{screen}");
        let rule = "\u{2500}".repeat(20);
        let ruled = screen.find(&rule).unwrap();
        assert!(
            ruled < screen.rfind("Exchange Administrator").unwrap(),
            "{screen}"
        );
        assert!(ruled > screen.find("Exchange").unwrap(), "{screen}");
        // The lines are kept while another row is picked, so that nothing moves.
        let other = drawn(rows(), 0);
        assert!(!other.contains("that nobody has"), "{other}");
        let edges = |screen: &str| screen.lines().position(|line| line.contains('┗'));
        assert_eq!(edges(&screen), edges(&other));
    }

    #[test]
    fn why_a_person_cannot_serve_leaves_room_for_the_address_that_tells_who_it_is() {
        let long = row("Internal requestor", "internal@woodgrove.example", WHY);
        let screen = drawn(vec![long], 0);
        assert!(
            screen.contains("internal@woodg\u{2026} ! needs a right\u{2026}"),
            "{screen}"
        );
    }

    #[test]
    fn what_would_be_a_letter_or_two_beside_a_name_is_left_out() {
        let mut grey = row(
            "call back",
            "Requests",
            "(b) the request waits for no workflow",
        );
        grey.mark = Mark::None;
        grey.note.tone = Tone::Disabled;
        let screen = drawn(vec![grey], 0);
        let line = "call back          (b) the request waits for no workflow";
        assert!(screen.contains(line), "{screen}");
    }

    #[test]
    fn no_line_is_kept_below_rows_that_have_room() {
        let rows = vec![row("Reports Reader", "", "Directory role")];
        let body = Size::USUAL;
        assert_eq!(below(body, &rows), 0);
    }
}
