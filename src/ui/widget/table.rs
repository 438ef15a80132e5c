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
mod plain;

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
        .map(|head| Phrase::new(Tone::Muted, head.title.clone()))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::Theme;
    use crate::ui::view::Beyond;
    use ratatui::buffer::Buffer;

    fn head(title: &str, width: u16, priority: u8, align: Align) -> Head {
        Head {
            title: title.into(),
            width,
            least: 0,
            short: 0,
            priority,
            align,
            cut: Cut::End,
        }
    }

    fn table(names: &[&str]) -> TableView {
        TableView {
            heads: vec![
                head("Name", 20, 0, Align::Left),
                head("State", 10, 2, Align::Left),
                head("Packages", 8, 1, Align::Right),
            ],
            rows: names
                .iter()
                .map(|name| {
                    vec![
                        Phrase::plain(*name),
                        Phrase::plain("yes"),
                        Phrase::plain("7"),
                    ]
                })
                .collect(),
            marked: Vec::new(),
            has_marks: false,
            selected: Some(0),
            beyond: Beyond::default(),
            empty: vec!["Nothing here yet.".into()],
        }
    }

    fn drawn(table: &TableView, width: u16, height: u16) -> Vec<String> {
        let area = Rect::new(0, 0, width, height);
        let mut buffer = Buffer::empty(area);
        draw(&mut Canvas::new(&mut buffer, Theme::default()), area, table);
        (0..height)
            .map(|y| {
                let line: String = (0..width).map(|x| buffer[(x, y)].symbol()).collect();
                line.trim_end().to_owned()
            })
            .collect()
    }

    #[test]
    fn a_column_goes_before_names_are_hard_to_tell_apart_and_states_stay_whole() {
        let state = Head {
            cut: Cut::Late,
            least: 18,
            ..head("State", 19, 1, Align::Left)
        };
        let about = |title, width| Head {
            least: 11,
            ..head(title, width, 1, Align::Left)
        };
        let requests = TableView {
            heads: vec![
                about("Person", 16),
                about("Package", 22),
                state,
                head("Type", 13, 4, Align::Left),
            ],
            rows: vec![vec![
                Phrase::plain("Enrico Cattaneo"),
                Phrase::plain("Marketing campaign"),
                Phrase::plain("~ Pending approval"),
                Phrase::plain("User extend"),
            ]],
            ..table(&[])
        };
        assert_eq!(
            drawn(&requests, 50, 2)[1],
            ">Enrico Catta… Marketing campa… ~ Pending approval"
        );
        assert_eq!(
            drawn(&requests, 63, 2)[1],
            ">Enrico Cattan… Marketing campai… ~ Pending approval User exte…"
        );
    }

    #[test]
    fn words_are_said_in_short_before_a_name_is_cut_those_of_a_kind_together() {
        let date = |title| Head {
            short: 6,
            ..head(title, 10, 2, Align::Left)
        };
        let state = Head {
            cut: Cut::Late,
            short: 9,
            ..head("State", 14, 1, Align::Left)
        };
        let row = |person, (state, short)| {
            let day = |whole, short| Phrase::plain(whole).in_short(short);
            let state = Phrase::plain(state).in_short(short);
            let (since, ends) = (day("2026-03-02", "2 Mar"), day("2026-06-02", "2 Jun"));
            vec![Phrase::plain(person), state, since, ends]
        };
        let held = TableView {
            heads: vec![
                head("Person", 16, 1, Align::Left),
                state,
                date("Since"),
                date("Ends"),
            ],
            rows: vec![
                row("Cameron White", ("x Delivery failed", "x Failed")),
                row("Hana Kim", ("ok Delivered", "ok")),
            ],
            ..table(&[])
        };
        let rows = |width| drawn(&held, width, 3).split_off(1);
        assert_eq!(
            rows(54),
            [
                ">Cameron White x Delivery failed 2026-03-02 2026-06-02",
                " Hana Kim      ok Delivered      2026-03-02 2026-06-02"
            ]
        );
        assert_eq!(
            rows(46),
            [
                ">Cameron White x Delivery failed 2 Mar  2 Jun",
                " Hana Kim      ok Delivered      2 Mar  2 Jun"
            ]
        );
        assert_eq!(
            rows(36),
            [
                ">Cameron White x Failed 2 Mar  2 Jun",
                " Hana Kim      ok       2 Mar  2 Jun"
            ]
        );
    }

    #[test]
    fn numbers_stand_at_the_right_and_the_selected_row_has_a_sign() {
        assert_eq!(
            drawn(&table(&["General", "Sales"]), 42, 3),
            [
                " Name                  State      Packages",
                ">General               yes               7",
                " Sales                 yes               7",
            ]
        );
    }

    #[test]
    fn the_least_important_column_goes_when_room_ends() {
        assert_eq!(
            drawn(&table(&["General"]), 26, 2),
            [" Name             Packages", ">General                 7"]
        );
        assert_eq!(drawn(&table(&["General"]), 25, 2), [" Name", ">General"]);
        assert_eq!(drawn(&table(&["General"]), 9, 2), [" Name", ">General"]);
    }

    #[test]
    fn columns_that_all_are_cut_lack_alike() {
        let mut table = table(&[]);
        table.heads = vec![
            head("Person", 16, 1, Align::Left),
            head("Package", 22, 1, Align::Left),
            head("State", 19, 1, Align::Left),
        ];
        let cells = [
            "Enrico Cattaneo",
            "Marketing campaign",
            "~ Pending approval",
        ];
        table.rows = vec![cells.map(Phrase::plain).to_vec()];
        assert_eq!(
            drawn(&table, 41, 2)[1],
            ">Enrico Cat… Marketing cam… ~ Pending ap…"
        );
    }

    #[test]
    fn a_state_is_shown_whole_while_the_words_beside_it_can_be_cut() {
        let mut table = table(&[]);
        table.heads = vec![
            head("Package", 20, 0, Align::Left),
            Head {
                cut: Cut::Late,
                ..head("Status", 14, 1, Align::Left)
            },
            head("Policy", 16, 4, Align::Left),
        ];
        let cells = [
            "Entitlement test package",
            "~ In progress",
            "Internal requestors",
        ];
        table.rows = vec![cells.map(Phrase::plain).to_vec()];
        assert_eq!(
            drawn(&table, 45, 2)[1],
            ">Entitlement test pac… ~ In progress Interna…"
        );
    }

    #[test]
    fn a_column_goes_before_its_title_is_cut() {
        let mut table = table(&["General"]);
        table.heads = vec![
            head("Name", 20, 0, Align::Left),
            head("Who can request", 24, 1, Align::Left),
        ];
        assert_eq!(drawn(&table, 33, 1), [" Name             Who can request"]);
        assert_eq!(drawn(&table, 32, 1), [" Name"]);
    }

    #[test]
    fn a_word_that_lacks_very_little_is_completed_by_what_lacks_much() {
        let mut table = table(&[]);
        table.heads = vec![
            head("Package", 18, 1, Align::Left),
            head("Who can request", 24, 2, Align::Left),
        ];
        let who = "Specific users and groups, or whoever is in Sales";
        table.rows = vec![[Phrase::plain("Marketing campaign"), Phrase::plain(who)].to_vec()];
        let row = drawn(&table, 60, 2)[1].clone();
        assert!(row.starts_with(">Marketing campaign Specific"), "{row}");
    }

    #[test]
    fn what_has_room_is_shown_whole_however_long_it_is() {
        let long = "Remind approvers of requests that wait";
        let row = drawn(&table(&[long]), 80, 2)[1].clone();
        assert!(row.starts_with(&format!(">{long}")), "{row}");
    }

    #[test]
    fn names_of_any_length_and_script_are_cut_and_never_panic() {
        let long = "名".repeat(256);
        let combining = "e\u{301}".repeat(256);
        for name in [long.as_str(), combining.as_str(), "", "שלום"] {
            for width in 0..40 {
                drawn(&table(&[name]), width, 2);
            }
        }
        assert_eq!(
            drawn(&table(&[long.as_str()]), 9, 2)[1].chars().last(),
            Some('…')
        );
    }

    #[test]
    fn an_empty_list_says_what_would_be_here() {
        assert_eq!(drawn(&table(&[]), 12, 2), [" Nothing", " here yet."]);
    }
}
