//! The shape of a matrix: what is in its rows, what is in its columns, and how they meet.

use crate::domain::text::Safe;
use crate::ui::view::Phrase;

/// A row of a matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixRow {
    /// Whom or what it is about.
    pub name: Safe,
    /// How it meets the columns in view.
    pub cells: Vec<Phrase>,
}

/// The rows and columns in view.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MatrixView {
    /// What each row is.
    pub each: Safe,
    /// The names of the columns in view, in full.
    pub heads: Vec<Safe>,
    /// The lines that the names of all columns have a use for.
    pub head_lines: u16,
    /// The rows in view.
    pub rows: Vec<MatrixRow>,
    /// Which of these rows and which of these columns is selected.
    pub selected: Option<(usize, usize)>,
    /// Whether columns lie left of those in view.
    pub more_left: bool,
    /// Whether columns lie right of those in view.
    pub more_right: bool,
    /// What the selected cell says, in words and with the names in full.
    pub caption: Phrase,
    /// What the signs in the cells mean.
    pub legend: Vec<Phrase>,
    /// What is said when there is no row or no column.
    pub empty: Vec<Safe>,
}
