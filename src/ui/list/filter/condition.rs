//! The conditions of a filter, made ready for many rows.

use nucleo_matcher::pattern::{Atom, AtomKind};

use crate::ui::list::arrangement::{Key, Line, key};
use crate::ui::list::filter::{Comparison, Fields, Term};
use crate::ui::list::fuzzy::{Fuzzy, atom, made_ready};

/// A condition made ready for many rows.
pub(super) enum Condition {
    Whole(Atom),
    /// In one cell of the columns for which it says so.
    Strewn(Atom, Vec<bool>),
    Contains(String),
    Cell(usize, Comparison, Key, String),
    Not(Box<Condition>),
    Both(Box<Condition>, Box<Condition>),
    Never,
}

impl Condition {
    pub(super) fn holds(&self, row: &Line, fuzzy: &mut Fuzzy) -> bool {
        match self {
            Self::Whole(atom) => fuzzy.score(atom, &row.seen).is_some(),
            Self::Strewn(atom, columns) => {
                let cells = row.seen_cells().zip(columns);
                let mut cells = cells.filter(|(_, counts)| **counts);
                cells.any(|(cell, _)| fuzzy.score(atom, cell).is_some())
            }
            Self::Contains(words) => row.seen.contains(words),
            Self::Not(condition) => !condition.holds(row, fuzzy),
            Self::Both(one, other) => one.holds(row, fuzzy) && other.holds(row, fuzzy),
            Self::Never => false,
            Self::Cell(place, comparison, wanted, words) => {
                let cell = key(row.cell(*place));
                match comparison {
                    Comparison::Contains => text_of(&cell).contains(words),
                    Comparison::Is => text_of(&cell).replace('"', "") == *words,
                    // A day stands for all of its hours.
                    Comparison::After => cell > *wanted && !text_of(&cell).starts_with(words),
                    Comparison::AtLeast => cell != Key::Nothing && cell >= *wanted,
                    Comparison::Before => cell < *wanted,
                    Comparison::AtMost => cell <= *wanted || text_of(&cell).starts_with(words),
                }
            }
        }
    }
}

fn text_of(key: &Key) -> String {
    match key {
        Key::Number(number) => number.to_string(),
        Key::Words(words) => words.clone(),
        Key::Nothing => String::new(),
    }
}

/// Makes a condition ready.
pub(super) fn condition(
    term: &Term,
    fields: Fields<'_>,
    rows: &[Line],
    fuzzy: &mut Fuzzy,
) -> Condition {
    match term {
        Term::Fuzzy(word) => {
            // Strewn letters are a guess, which is made only for want of the word itself.
            let whole = made_ready(word, AtomKind::Substring);
            let found = rows
                .iter()
                .any(|row| fuzzy.score(&whole, &row.seen).is_some());
            if found {
                return Condition::Whole(whole);
            }
            let columns = rows.first().map_or(0, Line::columns);
            let columns = (0..columns).map(|column| fields.takes_strewn(column));
            Condition::Strewn(atom(word), columns.collect())
        }
        Term::Exact(words) => Condition::Contains(words.clone()),
        Term::Not(term) => Condition::Not(Box::new(condition(term, fields, rows, fuzzy))),
        Term::Both(one, other) => Condition::Both(
            Box::new(condition(one, fields, rows, fuzzy)),
            Box::new(condition(other, fields, rows, fuzzy)),
        ),
        Term::Field(field, comparison, words) => match fields.place(field) {
            Some(place) => {
                let words = fields.compared(words, place, rows);
                Condition::Cell(place, *comparison, key(&words), words)
            }
            None => Condition::Never,
        },
    }
}
