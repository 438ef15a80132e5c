//! Draws tables: chooses the columns that fit, aligns, cuts, and shows what an empty list means.

use ratatui::layout::Rect;

use crate::domain::text::Safe;
use crate::ui::pointer::Target;
use crate::ui::theme::Tone;
use crate::ui::view::{Align, Cut, Head, Phrase, TableView};
use crate::ui::widget::canvas::Canvas;
use crate::ui::width;

/// A column of words narrower than this tells nothing and goes instead.
const LEAST: u16 = 8;
/// The same of addresses, which are cut in their middle.
const LEAST_ADDRESS: u16 = 12;
/// The same of what a row is known by.
const LEAST_NAME: u16 = 16;
/// A column that wants no more than this holds dates or states, which are shown whole or not at all.
const WHOLE: u16 = 10;

/// From this priority on a column is shown only where all others have what they wish.
const SPARE: u8 = 5;

/// How far a column grows beyond its wish for something long that stands in it.
const GROWS: u16 = 26;

/// Stands before a marked row.
const MARK: &str = "*";

/// Draws a table into an area.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, table: &TableView) {
    if table.rows.is_empty() {
        draw_empty(canvas, area, &table.empty);
        return;
    }
    if canvas.is_plain() {
        draw_plain(canvas, area, table);
        return;
    }
    // Marks have a cell of their own beside the sign of the selected row.
    let gutter = if table.has_marks { 2 } else { 1 };
    let columns = fit(
        &table.heads,
        &taken(table),
        area.width.saturating_sub(gutter),
    );
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

/// Draws rows as sentences: each cell with its title where it says something.
fn draw_plain(canvas: &mut Canvas<'_>, area: Rect, table: &TableView) {
    for (place, (row, line)) in table.rows.iter().zip(0..area.height).enumerate() {
        let cells = table.heads.iter().zip(row);
        let said = cells.filter(|(_, cell)| !cell.text.as_str().is_empty());
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

/// A column that is shown: which one, where it starts and how many cells it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Slot {
    column: usize,
    width: u16,
}

/// Returns how many cells what stands in each column takes, its title included.
fn taken(table: &TableView) -> Vec<u16> {
    let heads = table.heads.iter().enumerate();
    heads
        .map(|(column, head)| {
            let cells = table.rows.iter().filter_map(|row| row.get(column));
            let widest = cells.map(|cell| width::width(cell.text.as_str())).max();
            let taken = widest.unwrap_or(0).max(width::width(head.title.as_str()));
            u16::try_from(taken).unwrap_or(u16::MAX)
        })
        .collect()
}

/// Chooses the columns that fit, drops the least important first, and gives the rest away.
///
/// Which columns are shown does not depend on what stands in them; how wide they are does where not
/// all get what they want, so that no word is cut beside cells that nobody fills.
fn fit(heads: &[Head], taken: &[u16], room: u16) -> Vec<Slot> {
    let mut shown: Vec<usize> = (0..heads.len()).collect();
    let least = |column: &usize| heads.get(*column).map_or(0, least);
    let gaps = |shown: &[usize]| u16::try_from(shown.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let priority = |column: &usize| heads.get(*column).map_or(0, |head| head.priority);
    let wish = |column: &usize| heads.get(*column).map_or(0, |head| head.width);
    let needed = |shown: &[usize]| -> u16 {
        let cells: u16 = if shown.iter().any(|column| priority(column) >= SPARE) {
            shown.iter().map(wish).sum()
        } else {
            shown.iter().map(least).sum()
        };
        cells.saturating_add(gaps(shown))
    };
    while shown.len() > 1 && needed(&shown) > room {
        let dropped = shown
            .iter()
            .enumerate()
            .max_by_key(|(place, column)| (priority(column), *place))
            .map_or(0, |(place, _)| place);
        shown.remove(dropped);
    }
    let fills = |column: &usize| taken.get(*column).copied().unwrap_or(0);
    let mut slots: Vec<Slot> = shown
        .iter()
        .map(|column| Slot {
            column: *column,
            width: least(column).min(fills(column)),
        })
        .collect();
    let used = slots.iter().map(|slot| slot.width).sum::<u16>() + gaps(&shown);
    share(heads, taken, &mut slots, room.saturating_sub(used));
    slots
}

/// Returns the fewest cells in which a column says something: never fewer than its title has.
fn least(head: &Head) -> u16 {
    let least = match (head.priority, head.cut) {
        _ if head.width <= WHOLE => WHOLE,
        (0, _) => LEAST_NAME,
        (_, Cut::Middle) => LEAST_ADDRESS,
        (_, Cut::End | Cut::Start) => LEAST,
    };
    let title = u16::try_from(width::width(head.title.as_str())).unwrap_or(u16::MAX);
    head.width.min(least.max(title))
}

/// Gives the cells that are left to columns whose words would be cut, each as much of what it lacks
/// as the others, then to those that are cut all the same because they are very long, then to columns
/// below their wish, then all of the rest to the widest.
fn share(heads: &[Head], taken: &[u16], slots: &mut [Slot], mut left: u16) {
    let wish = |slot: &Slot| heads.get(slot.column).map_or(0, |head| head.width);
    let whole = |slot: &Slot| taken.get(slot.column).copied().unwrap_or(0);
    let fills = |slot: &Slot| whole(slot).min(wish(slot).max(GROWS));
    let is_name = |slot: &Slot| {
        let head = heads.get(slot.column);
        head.is_some_and(|head| head.priority == 0)
    };
    level(slots, &fills, &is_name, &mut left);
    level(slots, &whole, &is_name, &mut left);
    complete(slots, &whole);
    level(slots, &wish, &is_name, &mut left);
    if let Some(widest) = slots.iter_mut().rev().max_by_key(|slot| wish(slot)) {
        widest.width = widest.width.saturating_add(left);
    }
}

/// What a name has counts for so many parts of what other columns have, so that it is cut least.
const NAME_COUNTS: (u32, u32) = (1, 2);

/// Gives cells one by one to the column that has the least of what it wants.
fn level(
    slots: &mut [Slot],
    wanted: &dyn Fn(&Slot) -> u16,
    is_name: &dyn Fn(&Slot) -> bool,
    left: &mut u16,
) {
    let (part, of) = NAME_COUNTS;
    let has = |slot: &Slot| {
        let counts = if is_name(slot) { part } else { of };
        u32::from(slot.width) * counts * 1_000 / u32::from(wanted(slot).max(1))
    };
    while *left > 0 {
        let lacking = slots
            .iter_mut()
            .filter(|slot| slot.width < wanted(slot))
            .min_by_key(|slot| has(slot));
        let Some(slot) = lacking else {
            return;
        };
        slot.width += 1;
        *left -= 1;
    }
}

/// A word that lacks no more cells than this is completed at the cost of one that lacks many.
const LITTLE: u16 = 2;
/// A column that lacks so many cells loses nothing that tells when it lacks one or two more.
const MANY: u16 = 6;

/// Takes cells from the column that lacks most for those that lack very few.
fn complete(slots: &mut [Slot], whole: &dyn Fn(&Slot) -> u16) {
    let lacks = |slot: &Slot| whole(slot).saturating_sub(slot.width);
    for place in 0..slots.len() {
        let lacking = slots.get(place).map_or(0, lacks);
        if lacking == 0 || lacking > LITTLE {
            continue;
        }
        let giver = slots.iter_mut().max_by_key(|slot| lacks(slot));
        let Some(giver) = giver.filter(|slot| lacks(slot) >= MANY && slot.width > LEAST_NAME)
        else {
            return;
        };
        giver.width -= lacking;
        if let Some(slot) = slots.get_mut(place) {
            slot.width += lacking;
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
        let taken = u16::try_from(width::width(cell.text.as_str())).unwrap_or(u16::MAX);
        let indent = match head.align {
            Align::Left => 0,
            Align::Right => slot.width.saturating_sub(taken),
        };
        let place = Rect {
            x: area.x.saturating_add(column),
            width: slot.width.min(area.width.saturating_sub(column)),
            ..area
        };
        canvas.cut_text(place, (indent, line), &cell.text, cell.tone, head.cut);
        column = column.saturating_add(slot.width).saturating_add(1);
    }
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
