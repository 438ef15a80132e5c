//! What leaves the program: lists and objects as files, single values for the clipboard.

use crate::domain::id::ObjectRef;
use crate::domain::text::csv;
use crate::ui::view::{DetailLine, Head, Phrase};

mod contract;
pub mod matrix;

pub use contract::listed_as;

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
    /// The rows of these objects in the list that scripts know by a name.
    Rows(&'static str, Vec<ObjectRef>, Format),
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
    let mut text = csv::line(titles);
    for row in rows {
        text.push_str(&csv::line(row.iter().map(Phrase::in_full)));
    }
    text
}

/// Writes what is said about one object: each fact with its label.
pub fn facts_as_csv(lines: &[DetailLine]) -> String {
    let mut text = csv::line(["Field", "Value"]);
    for fact in lines {
        if let DetailLine::Fact(label, value) = fact {
            text.push_str(&csv::line([label.as_str(), value.in_full()]));
        }
    }
    text
}
