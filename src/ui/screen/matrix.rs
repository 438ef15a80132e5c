//! What a screen says of a matrix.

use crate::domain::id::ObjectRef;
use crate::ui::scene::Scene;
use crate::ui::screen::{ListPage, Screen};
use crate::ui::view::{DetailLine, Phrase};

/// A matrix: a list whose rows meet columns that are objects, too.
#[derive(Clone, Copy)]
pub struct MatrixPage {
    /// The rows: its cells are what filters look at and what files begin with, the name first.
    pub list: ListPage,
    /// What each row is, in one word.
    pub each: &'static str,
    /// Lists its columns in order; asked when something changed, not for every key.
    pub columns: fn(&Scene<'_>, Screen) -> Vec<ObjectRef>,
    /// Finds the record by which a row meets a column.
    pub meeting: fn(&Scene<'_>, Cell) -> Option<ObjectRef>,
    /// Says how a row meets a column, in at most nine cells; asked for what is in view.
    pub cell: fn(&Scene<'_>, Cell) -> Phrase,
    /// Lists the columns that a row meets.
    pub along: fn(&Scene<'_>, ObjectRef) -> Vec<ObjectRef>,
    /// Says how a row meets a column in a sentence, with the names in full.
    pub caption: fn(&Scene<'_>, Cell) -> Phrase,
    /// Returns what is said about a cell.
    pub detail: fn(&Scene<'_>, Cell) -> Vec<DetailLine>,
    /// Says what the signs in the cells mean.
    pub legend: fn() -> Vec<Phrase>,
}

/// Where a row and a column meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// The row.
    pub row: ObjectRef,
    /// The column.
    pub column: ObjectRef,
}

impl std::fmt::Debug for MatrixPage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MatrixPage")
            .field("each", &self.each)
            .finish_non_exhaustive()
    }
}
