//! The shapes of questions and of lists to choose from.

use crate::domain::text::Safe;
use crate::ui::view::{Beyond, InputView, Phrase};

/// A question with two buttons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DialogView {
    /// What is asked, in few words.
    pub title: Safe,
    /// Object, person and consequence.
    pub lines: Vec<Phrase>,
    /// How many drawn lines of that are scrolled away at the top.
    pub scroll: usize,
    /// What is to be typed, which is always in view.
    pub wants: Option<Phrase>,
    /// What has been typed of the name that a heavy question asks for.
    pub input: Option<InputView>,
    /// The buttons; the first one is the harmless answer.
    pub buttons: [Safe; 2],
    /// Which button has the focus.
    pub focus: usize,
}

/// What stands in front of a row that can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Nothing: choosing acts at once.
    None,
    /// One of any number that are chosen.
    On,
    /// Not chosen, where any number may be.
    Off,
    /// The one that is chosen.
    Only,
    /// Not the one that is chosen.
    Other,
    /// The row is the name of a group and cannot be chosen.
    Heading,
}

impl Mark {
    /// Returns the mark of a row where any number may be chosen.
    pub const fn of(chosen: bool) -> Self {
        if chosen { Self::On } else { Self::Off }
    }

    /// Returns the mark of a row where only one is chosen.
    pub const fn only(chosen: bool) -> Self {
        if chosen { Self::Only } else { Self::Other }
    }
}

/// A row of a list to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceRow {
    /// What stands in front.
    pub mark: Mark,
    /// What it is.
    pub text: Phrase,
    /// What tells it apart from others of that name.
    pub aside: Phrase,
    /// What is said at the right: its key, kind or the reason why not.
    pub note: Phrase,
}

/// A list to choose from, with a line to type in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceView {
    /// What is chosen here.
    pub title: Safe,
    /// What is said above the rows, wrapped.
    pub says: Vec<Safe>,
    /// The text that narrows the list.
    pub input: Option<InputView>,
    /// The kinds of rows that can be shown alone, and which is, at the right of what is typed.
    pub switch: Option<Vec<(Safe, bool)>>,
    /// The rows in view.
    pub rows: Vec<ChoiceRow>,
    /// Which of these rows is selected.
    pub selected: Option<usize>,
    /// Whether the list goes on above and below the rows in view.
    pub beyond: Beyond,
    /// The lines kept below the rows, in which the selected one is said whole where it is cut.
    pub below: usize,
    /// What is said when nothing is left.
    pub empty: Safe,
}
