//! The panes of a screen with a matrix.

use crate::domain::text::Safe;
use crate::ui::layout::matrix::{Grid, on_screen};
use crate::ui::model::{PageState, Ui};
use crate::ui::scene::Scene;
use crate::ui::screen::MatrixPage;
use crate::ui::screen::matrix::Cell;
use crate::ui::view::{
    Belongs, Body, Content, DetailView, MatrixRow, MatrixView, Pane, Phrase, Tab,
};

impl Ui {
    /// Returns how many columns of a matrix there is room for.
    pub fn columns(&self, scene: &Scene<'_>) -> usize {
        usize::from(self.grid(scene).columns)
    }

    /// Divides the screen for the matrix on it.
    pub fn grid(&self, scene: &Scene<'_>) -> Grid {
        let heads = self.page(scene).map_or(0, |page| page.head_lines);
        on_screen(self.size, self.extra(scene), heads)
    }
}

/// Puts the panes together; only what is in view is asked for.
pub(super) fn body(
    ui: &Ui,
    page: &MatrixPage,
    (tabs, title): (Vec<Tab>, Safe),
    scene: &Scene<'_>,
) -> Body {
    let state = ui.page(scene);
    let cell = ui.cell(scene);
    let beside = cell.map(|cell| Pane {
        title: named(scene, cell),
        content: Content::Detail(DetailView {
            lines: (page.detail)(scene, cell),
            scroll: state.map_or(0, |state| state.scroll),
        }),
    });
    let matrix = state.map(|state| matrix(ui, page, state, scene));
    Body {
        tabs,
        main: Pane {
            title,
            content: Content::Matrix(matrix.unwrap_or_default()),
        },
        side: beside,
        belongs: Belongs::Beside,
        focus: state.map(|state| state.focus).unwrap_or_default(),
    }
}

fn named(scene: &Scene<'_>, cell: Cell) -> Safe {
    format!("{}: {}", scene.name(cell.row), scene.name(cell.column)).into()
}

fn matrix(ui: &Ui, page: &MatrixPage, state: &PageState, scene: &Scene<'_>) -> MatrixView {
    let (rows, row) = state.list.window(ui.rows(scene));
    let (columns, column) = state.columns.window(ui.columns(scene));
    let of_row = |row: &_| MatrixRow {
        name: scene.name(*row),
        cells: columns
            .iter()
            .map(|column| {
                let (row, column) = (*row, *column);
                (page.cell)(scene, Cell { row, column })
            })
            .collect(),
    };
    let all = state.columns.shown();
    MatrixView {
        each: page.each.into(),
        heads: columns.iter().map(|column| scene.name(*column)).collect(),
        head_lines: state.head_lines,
        rows: rows.iter().map(of_row).collect(),
        selected: row.zip(column),
        more_left: columns.first() != all.first(),
        more_right: columns.last() != all.last(),
        caption: caption(ui, page, scene),
        legend: (page.legend)(),
        empty: super::empty::says(ui, &state.list, &page.list, scene),
    }
}

fn caption(ui: &Ui, page: &MatrixPage, scene: &Scene<'_>) -> Phrase {
    let cell = ui.cell(scene);
    cell.map(|cell| (page.caption)(scene, cell))
        .unwrap_or_default()
}

/// Says which column is selected of how many.
pub(super) fn column(state: &PageState) -> Option<String> {
    let columns = state.columns.shown();
    let selected = state.columns.selected()?;
    let place = columns.iter().position(|column| *column == selected)?;
    Some(format!("column {} of {}", place + 1, columns.len()))
}
