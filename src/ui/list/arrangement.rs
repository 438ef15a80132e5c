//! The order of a list's rows, and the text of rows in which filters and orders look.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::ui::view::Phrase;

/// What is changed about how a list shows its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Which rows are shown.
    Filter(String),
    /// Their order.
    Sort(Sort),
    /// Shows a column that was put away, or puts it away.
    Column(usize),
}

/// The order of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sort {
    /// The column whose cells decide; without one the list's own order.
    pub column: Option<usize>,
    /// Whether the last comes first.
    pub reversed: bool,
}

impl Sort {
    /// Puts places of rows in order; equal rows stay in the list's own order, whatever the
    /// direction.
    pub(super) fn arrange(self, lines: &[Line], places: &mut [usize]) {
        let Some(column) = self.column else {
            if self.reversed {
                places.reverse();
            }
            return;
        };
        let keys: Vec<Key> = lines.iter().map(|line| key(line.cell(column))).collect();
        places.sort_by(|one, other| {
            let by_cell = match (keys.get(*one), keys.get(*other)) {
                (Some(one), Some(other)) => self.compare(one, other),
                _ => Ordering::Equal,
            };
            by_cell.then_with(|| one.cmp(other))
        });
    }

    /// Rows without a value come last in both directions.
    fn compare(self, one: &Key, other: &Key) -> Ordering {
        let order = one.cmp(other);
        if self.reversed && *one != Key::Nothing && *other != Key::Nothing {
            order.reverse()
        } else {
            order
        }
    }
}

/// What a cell is sorted by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    /// A number.
    Number(i64),
    /// Words; dates in full are in order as text.
    Words(String),
    /// An empty cell.
    Nothing,
}

/// Reads a cell for comparing: numbers as numbers, everything else without regard to case.
pub(super) fn key(cell: &str) -> Key {
    match cell.parse() {
        Ok(number) => Key::Number(number),
        Err(_) if cell.is_empty() => Key::Nothing,
        Err(_) => Key::Words(cell.to_lowercase()),
    }
}

/// A row written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The cells in small letters, a line each; those of columns that were put away are empty.
    pub(super) seen: String,
    cells: Vec<String>,
}

impl Line {
    /// Writes down a row; each cell by what it means in full.
    pub(super) fn new(cells: &[Phrase], hidden: &BTreeSet<usize>) -> Self {
        let mut seen = String::new();
        for (place, cell) in cells.iter().enumerate() {
            if !hidden.contains(&place) {
                let words = cell.text.as_str().to_lowercase();
                seen.push_str(&words.replace('\n', " "));
            }
            seen.push('\n');
        }
        Self {
            seen,
            cells: cells.iter().map(|cell| cell.in_full().to_owned()).collect(),
        }
    }

    /// Returns how many columns there are, those that were put away included.
    pub(super) const fn columns(&self) -> usize {
        self.cells.len()
    }

    /// Returns the cells in small letters, nothing for columns that were put away.
    pub(super) fn seen_cells(&self) -> impl Iterator<Item = &str> {
        self.seen.split('\n')
    }

    /// Returns the cell of a column.
    pub(super) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::list::ListState;
    use crate::ui::list::filter::Fields;

    #[test]
    fn sorting_puts_numbers_in_their_order_and_leaves_equals_in_the_order_of_the_list() {
        let parity = |row: u32| vec![Phrase::plain((row % 2).to_string())];
        let mut list = ListState::default();
        list.reload(vec![4, 3, 2, 1], Fields::default(), parity);
        list.select(2);
        let by = |reversed| {
            Change::Sort(Sort {
                column: Some(0),
                reversed,
            })
        };
        list.set(by(false), Fields::default(), parity);
        assert_eq!(list.shown(), [4, 2, 3, 1]);
        list.set(by(true), Fields::default(), parity);
        assert_eq!(
            (list.shown(), list.selected()),
            (&[3, 1, 4, 2][..], Some(2))
        );
        let mut list = ListState::default();
        let number = |row: u32| vec![Phrase::plain(row.to_string())];
        list.reload(vec![100, 9, 20], Fields::default(), number);
        list.set(by(false), Fields::default(), number);
        assert_eq!(list.shown(), [9, 20, 100]);
    }
}
