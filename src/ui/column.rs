//! Columns of lists as rows of a table: a title, its place in the order of importance, a cell.
//!
//! A screen writes `const COLUMNS: &[Column<CatalogRow>]`; its row type holds names already looked
//! up, so that a cell is a short function of one row.

use crate::ui::view::{Align, Cut, Head, Phrase};

/// A column of a list whose rows are `T`.
pub struct Column<T: 'static> {
    /// Its title; in lower case and without spaces it is the name of the field in filters.
    pub title: &'static str,
    /// What stands for its title where what it says is said in short; nothing where the title does.
    pub brief: &'static str,
    /// The cells it wants.
    pub width: u16,
    /// The cells below which columns of less importance go for it.
    pub least: u16,
    /// The cells in which what it says in short is whole; 0 where it has nothing shorter to say.
    pub short: u16,
    /// Which columns go first when room ends: the highest number does.
    pub priority: u8,
    /// Where its text stands.
    pub align: Align,
    /// Where its text is cut.
    pub cut: Cut,
    /// Writes the cell of a row.
    pub cell: fn(&T) -> Phrase,
}

impl<T> std::fmt::Debug for Column<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Column")
            .field("title", &self.title)
            .field("width", &self.width)
            .finish_non_exhaustive()
    }
}

impl<T> Column<T> {
    /// Makes a column of words.
    pub const fn words(title: &'static str, width: u16, cell: fn(&T) -> Phrase) -> Self {
        Self {
            title,
            brief: "",
            width,
            least: 0,
            short: 0,
            priority: 1,
            align: Align::Left,
            cut: Cut::End,
            cell,
        }
    }

    /// Makes a column of numbers.
    pub const fn number(title: &'static str, width: u16, cell: fn(&T) -> Phrase) -> Self {
        Self {
            align: Align::Right,
            ..Self::words(title, width, cell)
        }
    }

    /// Makes a column of ids or addresses, which are cut in the middle; in short, an address is what
    /// tells it apart from others.
    pub const fn address(title: &'static str, width: u16, cell: fn(&T) -> Phrase) -> Self {
        Self {
            cut: Cut::Middle,
            ..Self::words(title, width, cell).short(12)
        }
    }

    /// Makes a column of states, which are shown whole while the words beside them can be cut.
    pub const fn state(title: &'static str, width: u16, cell: fn(&T) -> Phrase) -> Self {
        Self {
            cut: Cut::Late,
            ..Self::words(title, width, cell)
        }
    }

    /// Makes a column of names of people or objects, which are cut after the words beside them.
    pub const fn name(title: &'static str, width: u16, cell: fn(&T) -> Phrase) -> Self {
        Self {
            cut: Cut::Name,
            ..Self::words(title, width, cell)
        }
    }

    /// Makes a column of instants: what [`crate::ui::calendar::Calendar::when`] writes.
    pub const fn instant(title: &'static str, cell: fn(&T) -> Phrase) -> Self {
        Self::words(title, 10, cell).short(8)
    }

    /// Sets the cells in which what the column says in short is whole, so that it stays with them.
    #[must_use]
    pub const fn short(self, short: u16) -> Self {
        Self { short, ..self }
    }

    /// Sets what stands for the title where what the column says is said in short.
    #[must_use]
    pub const fn brief(self, brief: &'static str) -> Self {
        Self { brief, ..self }
    }

    /// Sets the cells that the column keeps at the cost of columns of less importance.
    #[must_use]
    pub const fn least(self, least: u16) -> Self {
        Self { least, ..self }
    }

    /// Sets how soon the column goes when room ends; 0 stays longest, and from 5 on the column is
    /// shown only where no other one would be cut for it.
    #[must_use]
    pub const fn priority(self, priority: u8) -> Self {
        Self { priority, ..self }
    }
}

/// Returns the heads of columns.
pub fn heads<T>(columns: &[Column<T>]) -> Vec<Head> {
    columns
        .iter()
        .map(|column| Head {
            title: column.title.into(),
            brief: column.brief,
            width: column.width,
            least: column.least,
            short: column.short,
            priority: column.priority,
            align: column.align,
            cut: column.cut,
        })
        .collect()
}

/// Returns the cells of a row.
pub fn cells<T>(columns: &[Column<T>], row: &T) -> Vec<Phrase> {
    columns.iter().map(|column| (column.cell)(row)).collect()
}
