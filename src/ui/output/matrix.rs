//! A matrix as a file: its cells in words, or the records behind them.

use std::collections::BTreeSet;

use crate::domain::id::ObjectRef;
use crate::domain::text::{Safe, csv};
use crate::ui::scene::Scene;
use crate::ui::screen::MatrixPage;
use crate::ui::screen::matrix::Cell;
use crate::ui::view::Phrase;

/// The rows and the columns that go into a file.
#[derive(Debug, Clone, Copy)]
pub struct Extent<'a> {
    /// The rows.
    pub rows: &'a [ObjectRef],
    /// The columns.
    pub columns: &'a [ObjectRef],
}

/// Lists the columns that a row meets.
///
/// Only what a row meets is asked for, so the cost follows what is there and not all cells.
fn met(scene: &Scene<'_>, page: &MatrixPage, row: ObjectRef) -> BTreeSet<ObjectRef> {
    (page.along)(scene, row).into_iter().collect()
}

/// Writes a line for each row, with a cell for each column.
pub fn as_csv(scene: &Scene<'_>, page: &MatrixPage, extent: Extent<'_>) -> String {
    let own = (page.list.heads)().len().min(2);
    let heads: Vec<Safe> = (page.list.heads)()
        .into_iter()
        .take(own)
        .map(|head| head.title)
        .chain(extent.columns.iter().map(|column| scene.name(*column)))
        .collect();
    let mut text = csv::line(heads.iter().map(Safe::as_str));
    for row in extent.rows {
        let met = met(scene, page, *row);
        let mut cells: Vec<Phrase> = (page.list.cells)(scene, *row);
        cells.truncate(own);
        cells.extend(extent.columns.iter().map(|column| {
            if met.contains(column) {
                let (row, column) = (*row, *column);
                (page.cell)(scene, Cell { row, column })
            } else {
                Phrase::default()
            }
        }));
        text.push_str(&csv::line(cells.iter().map(Phrase::in_full)));
    }
    text
}

/// Lists the records behind the cells, row by row.
pub fn records(scene: &Scene<'_>, page: &MatrixPage, extent: Extent<'_>) -> Vec<ObjectRef> {
    let rows = extent.rows.iter();
    rows.flat_map(|row| {
        let met = met(scene, page, *row);
        let columns = extent.columns.iter();
        let columns = columns.filter(move |column| met.contains(column));
        columns.filter_map(|column| {
            let (row, column) = (*row, *column);
            (page.meeting)(scene, Cell { row, column })
        })
    })
    .collect()
}
