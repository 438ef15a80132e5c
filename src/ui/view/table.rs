//! The shape of a table: heads and the rows in view.

use crate::domain::text::Safe;
use crate::ui::view::Phrase;

/// Where a cell's text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// At the left: words.
    #[default]
    Left,
    /// At the right: numbers.
    Right,
}

/// Where overlong text is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Cut {
    /// At the end: names.
    #[default]
    End,
    /// In the middle: ids and addresses.
    Middle,
    /// At the start: paths.
    Start,
    /// At the end, after the words of all other columns: states, whose words tell a row's story.
    Late,
    /// At the end, after whatever is neither a state nor a name: names of people and objects, which
    /// tell rows apart.
    Name,
}

/// The head of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its title.
    pub title: Safe,
    /// What stands for its title where what it says is said in short; nothing where the title does.
    pub brief: &'static str,
    /// The cells it wants; room that is left over goes to the column that wants most.
    pub width: u16,
    /// The cells below which other columns go for it, where that is more than for any column.
    pub least: u16,
    /// The cells in which what it says in short is whole; 0 where it has nothing shorter to say.
    pub short: u16,
    /// Which columns go first when room ends: the highest number does.
    pub priority: u8,
    /// Where its text stands.
    pub align: Align,
    /// Where its text is cut.
    pub cut: Cut,
}

/// From this priority on a column is shown only where all others have what they wish.
const SPARE: u8 = 5;

impl Head {
    /// Tells whether the column is only shown where room is left over.
    pub const fn is_spare(&self) -> bool {
        self.priority >= SPARE
    }

    /// Returns the title where what the column says is said in short.
    pub fn in_short(&self) -> Safe {
        match self.brief {
            "" => self.title.clone(),
            brief => brief.into(),
        }
    }
}

/// The rows in view.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableView {
    /// The columns.
    pub heads: Vec<Head>,
    /// The cells of the rows in view.
    pub rows: Vec<Vec<Phrase>>,
    /// Which of these rows are marked.
    pub marked: Vec<bool>,
    /// Whether any row of the list is marked, in view or not.
    pub has_marks: bool,
    /// Which of these rows is selected.
    pub selected: Option<usize>,
    /// Whether the list goes on above and below the rows in view.
    pub beyond: Beyond,
    /// What is said when there is no row.
    pub empty: Vec<Safe>,
}

/// What of a list lies out of view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Beyond {
    /// Rows above those in view.
    pub above: bool,
    /// Rows below those in view.
    pub below: bool,
}
