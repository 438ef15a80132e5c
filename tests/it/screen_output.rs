//! What the screens write into files: the rows shown, in the columns that scripts know.

use accessdesk::script::Sample;
use accessdesk::script::query::COLUMNS;
use accessdesk::ui::msg::Msg;
use accessdesk::ui::output::listed_as;

use crate::golden_woodgrove::{STOPS, visit};
use crate::support::desk::Desk;

/// Returns the titles of the table that a list has for spreadsheets.
fn titles(list: &str) -> Vec<&'static str> {
    let found = COLUMNS.iter().find(|(names, _)| names.contains(&list));
    let (_, columns) = found.expect("scripts know the list");
    columns.iter().map(|column| column.title).collect()
}

#[test]
fn every_list_that_scripts_know_is_written_in_their_columns_with_every_row_shown() {
    let home = tempfile::tempdir().unwrap();
    let mut desk = Desk::on(Sample::Woodgrove, "");
    let mut written = 0;
    for (name, person, keys) in STOPS {
        desk = visit(desk, person, keys);
        let here = desk.seat.ui.here;
        let scene = desk.seat.scene();
        let rows = desk
            .seat
            .ui
            .page(&scene)
            .map_or(0, |page| page.list.shown().len());
        let (Some(list), true) = (listed_as(here), desk.seat.ui.modals.is_empty() && rows > 0)
        else {
            continue;
        };
        let file = home.path().join(format!("{name}.csv"));
        desk.press("o tab Ctrl-U");
        desk.tell(Msg::Paste(file.display().to_string()));
        desk.press("Ctrl-S");
        let text = std::fs::read_to_string(&file).unwrap();
        let mut records = csv_records(&text).into_iter();
        assert_eq!(records.next().unwrap(), titles(list), "{name}");
        assert_eq!(records.len(), rows, "{name}: {text}");
        written += 1;
    }
    assert!(written > 20, "{written}");
}

/// Reads a table whose cells are all quoted.
fn csv_records(text: &str) -> Vec<Vec<String>> {
    let mut records = vec![vec![String::new()]];
    let mut quoted = false;
    for c in text.chars() {
        let record = records.last_mut().unwrap();
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(String::new()),
            '\n' if !quoted => records.push(vec![String::new()]),
            '\r' if !quoted => {}
            c => record.last_mut().unwrap().push(c),
        }
    }
    records.pop();
    records
}
