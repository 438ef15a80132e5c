//! What a turn hands to the renderer: plain shapes, every text already safe to show.
//!
//! A view knows nothing of tenants, keys or colours. It is made once per message and compared in
//! tests. Shapes that only one screen would use do not belong here.

use crate::domain::text::Safe;
use crate::ui::theme::Tone;

pub mod detail;
pub mod dialog;
pub mod form;
pub mod matrix;
pub mod month;
pub mod picture;
pub mod table;

pub use detail::{DetailLine, DetailView, Moment};
pub use dialog::{ChoiceRow, ChoiceView, DialogView, Mark};
pub use form::{AwayView, FieldView, FormView, InputView, Need, StepMark, StepView};
pub use matrix::{MatrixRow, MatrixView};
pub use month::{DayView, MonthView};
pub use table::{Align, Beyond, Cut, Head, TableView};

/// A piece of text with its meaning.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Phrase {
    /// The words.
    pub text: Safe,
    /// What they mean.
    pub tone: Tone,
    /// What stands for them where rows are compared or written out, such as a date in full.
    pub full: Option<Safe>,
    /// What says the same in fewer cells, for columns where not all words have room.
    pub short: Option<Safe>,
}

impl Phrase {
    /// Makes a phrase of a tone.
    pub fn new(tone: Tone, text: impl Into<Safe>) -> Self {
        Self {
            text: text.into(),
            tone,
            full: None,
            short: None,
        }
    }

    /// Says what stands for the phrase in a column where not all words have room.
    #[must_use]
    pub fn in_short(self, short: impl Into<Safe>) -> Self {
        Self {
            short: Some(short.into()),
            ..self
        }
    }

    /// Says what stands for the phrase where rows are compared or written out.
    #[must_use]
    pub fn meaning(self, full: impl Into<Safe>) -> Self {
        Self {
            full: Some(full.into()),
            ..self
        }
    }

    /// Returns what the phrase says, in full and without the sign of its tone.
    pub fn in_full(&self) -> &str {
        self.full
            .as_ref()
            .map_or_else(|| self.unsigned(), Safe::as_str)
    }

    /// Returns the words without the sign of their tone, which words behind it say as well.
    pub fn unsigned(&self) -> &str {
        let text = self.text.as_str();
        let bare = text.strip_prefix(self.tone.sign()).unwrap_or(text);
        let signed = bare.starts_with(' ') && bare.len() < text.len();
        if signed { bare.trim_start() } else { text }
    }

    /// Makes an ordinary phrase.
    pub fn plain(text: impl Into<Safe>) -> Self {
        Self::new(Tone::Text, text)
    }

    /// Makes a phrase that may be overlooked.
    pub fn muted(text: impl Into<Safe>) -> Self {
        Self::new(Tone::Muted, text)
    }

    /// Makes a phrase whose sign says its tone: `~ pending`, `! overdue`.
    pub fn signed(tone: Tone, text: &str) -> Self {
        if tone.sign().is_empty() {
            Self::new(tone, text)
        } else {
            Self::new(tone, format!("{} {text}", tone.sign()))
        }
    }
}

/// The first line: where the data comes from, who acts, when.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TitleBand {
    /// The directory and the store.
    pub place: Safe,
    /// The persona with the roles that matter.
    pub persona: Safe,
    /// How it stands out: administrators in another way than whoever asks for access.
    pub tone: Tone,
    /// The desk's time with its zone.
    pub clock: Safe,
    /// Notices not looked at yet.
    pub unseen: usize,
}

/// Which of two panes gets the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Focus {
    /// The list, or the only pane.
    #[default]
    List,
    /// The pane that shows more of the selected row.
    Detail,
}

/// Where the detail of a list belongs while there is room for both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Belongs {
    /// Beside it.
    #[default]
    Beside,
    /// Below it, so that the list has the whole width for its words.
    Below,
}

/// What a pane holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Rows and columns.
    Table(TableView),
    /// Names at the left and above, and how they meet.
    Matrix(MatrixView),
    /// Lines about one object.
    Detail(DetailView),
}

/// A framed part of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pane {
    /// What it shows.
    pub title: Safe,
    /// Its rows or lines.
    pub content: Content,
}

/// One of several faces of the same object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// Its name, with a count where that helps.
    pub title: Safe,
    /// Its name alone, for where there is no room for counts.
    pub name: Safe,
    /// Whether it is the one shown.
    pub open: Open,
}

/// Whether a tab is the one shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Open {
    /// It is shown.
    Yes,
    /// Its number shows it.
    No,
}

/// The middle of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// The faces of the object, if it has several.
    pub tabs: Vec<Tab>,
    /// The list, or the only pane.
    pub main: Pane,
    /// More of the selected row, when there is one.
    pub side: Option<Pane>,
    /// Where that belongs.
    pub belongs: Belongs,
    /// Who gets the keys.
    pub focus: Focus,
}

/// What just happened, said in the line above the footer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeView {
    /// The sentence.
    pub words: Phrase,
    /// The key that helps next, such as undo.
    pub hint: Option<Hint>,
}

/// A key with what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The key as it is written.
    pub key: Safe,
    /// What it does.
    pub label: Safe,
    /// Why it is not possible now.
    pub reason: Option<Safe>,
}

impl Hint {
    /// Makes the hint of a key that works.
    pub fn new(key: impl Into<Safe>, label: impl Into<Safe>) -> Self {
        Self {
            key: key.into(),
            label: label.into(),
            reason: None,
        }
    }
}

/// What lies over the body; the last one gets the keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Overlay {
    /// A form or wizard, as large as the body.
    Form(FormView),
    /// A question.
    Dialog(DialogView),
    /// A list to choose from: palette, help, picker, personas, keys after a prefix.
    Choice(ChoiceView),
    /// A month to choose a day from.
    Month(MonthView),
    /// Lines to read.
    Lines(Pane),
}

/// A whole screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The first line.
    pub title: TitleBand,
    /// The path of screens; the last one is where we are.
    pub crumbs: Vec<Safe>,
    /// What is said at the right of the path: filter and counts.
    pub status: Safe,
    /// The panes.
    pub body: Body,
    /// Whether keys go into a filter, but for those that move through the rows that it leaves.
    pub is_filtering: bool,
    /// What just happened.
    pub notice: Option<NoticeView>,
    /// The next useful keys, most useful first.
    pub footer: Vec<Hint>,
    /// The keys that lead elsewhere from any screen, shown where room is left.
    pub elsewhere: Vec<Hint>,
    /// The keys that are shown whatever the width.
    pub fixed: Vec<Hint>,
    /// What lies over the body.
    pub overlays: Vec<Overlay>,
}
