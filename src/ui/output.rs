//! What leaves the program: lists and objects as files, single values for the clipboard.
//!
//! A cell that a spreadsheet would take for a formula is defused, whatever it holds.

use crate::domain::id::ObjectRef;
use crate::ui::view::{DetailLine, Head, Phrase};

/// What a file is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A line a row, its cells quoted.
    Csv,
    /// The records as scripts see them.
    Json,
}

impl Format {
    /// Returns how the names of such files end.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Csv => ".csv",
            Self::Json => ".json",
        }
    }
}

/// A file that somebody asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Its name or path.
    pub file: String,
    /// What it is written as.
    pub format: Format,
}

/// A file to be written where none is yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writing {
    /// Its name or path.
    pub file: String,
    /// What goes into it.
    pub content: Content,
}

/// What goes into a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// This text.
    Text(String),
    /// These records, as scripts see them: one alone, or several as a list.
    Records(Vec<ObjectRef>, Amount),
}

/// Whether one record or a list of them is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// One.
    One,
    /// A list, which may have one.
    List,
}

/// What is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copied {
    /// The identifier.
    Id,
    /// The name.
    Name,
    /// The link under which a package is requested.
    Link,
    /// The record as scripts see it.
    Json,
}

/// Writes rows with their heads.
pub fn rows_as_csv(heads: &[Head], rows: impl Iterator<Item = Vec<Phrase>>) -> String {
    let titles = heads.iter().map(|head| head.title.as_str());
    let mut text = line(titles);
    for row in rows {
        text.push_str(&line(row.iter().map(Phrase::in_full)));
    }
    text
}

/// Writes what is said about one object: each fact with its label.
pub fn facts_as_csv(lines: &[DetailLine]) -> String {
    let mut text = line(["Field", "Value"].into_iter());
    for fact in lines {
        if let DetailLine::Fact(label, value) = fact {
            text.push_str(&line([label.as_str(), value.in_full()].into_iter()));
        }
    }
    text
}

fn line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.map(cell).collect();
    format!("{}\r\n", cells.join(","))
}

/// Quotes a cell; one that begins like a formula gets an apostrophe before it.
fn cell(text: &str) -> String {
    const FORMULA: [char; 10] = [
        '=', '+', '-', '@', '\t', '\r', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}',
    ];
    let defused = if text.starts_with(FORMULA) { "'" } else { "" };
    format!("\"{defused}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_taken_for_a_formula_and_quotes_are_doubled() {
        assert_eq!(cell("Sales \"tools\", all"), "\"Sales \"\"tools\"\", all\"");
        for formula in ["=1+1", "+1", "-1", "@x", "\t=1", "\u{FF1D}1"] {
            assert!(cell(formula).starts_with("\"'"), "{formula}");
        }
    }
}
