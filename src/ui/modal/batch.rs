//! Several commands, one after the other: a result for each, and a stop between two of them.
//!
//! Every row is a command of its own, so that undo takes back one at a time and a refusal keeps
//! nobody else from what they were to get. A row is sent when the screen has been drawn and the
//! keys pressed so far have been answered, so what is under way can be seen and stopped.

use crate::domain::command::Command;
use crate::domain::text::Safe;
use crate::ui::theme::Tone;
use crate::ui::view::{Content, DetailLine, DetailView, Pane, Phrase};

/// So many rows stay in view above the one that is next.
const ABOVE: usize = 5;

/// What has become of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Fate {
    /// Its turn has not come.
    Waiting,
    /// It was sent.
    Sent,
    /// It was accepted.
    Done,
    /// It was refused, for this reason.
    Refused(Safe),
}

/// A command of a batch and what has become of it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    label: Safe,
    command: Command,
    fate: Fate,
}

/// Where the rows come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A question that was answered with yes.
    Question,
    /// The form below, which closes once any row was accepted.
    Form,
}

/// Several commands, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    title: Safe,
    rows: Vec<Row>,
    stopped: bool,
    /// Where the rows come from.
    pub origin: Origin,
}

impl Batch {
    /// Makes a batch of commands, each with the name of whom or what it is about.
    pub fn new(
        title: impl Into<Safe>,
        origin: Origin,
        rows: impl IntoIterator<Item = (Safe, Command)>,
    ) -> Self {
        let rows = rows.into_iter().map(|(label, command)| Row {
            label,
            command,
            fate: Fate::Waiting,
        });
        Self {
            title: title.into(),
            rows: rows.collect(),
            stopped: false,
            origin,
        }
    }

    /// Returns the command that is next, and takes note that it is sent.
    pub fn send_next(&mut self) -> Option<Command> {
        if self.is_over() || self.rows.iter().any(|row| row.fate == Fate::Sent) {
            return None;
        }
        let next = self.rows.iter_mut().find(|row| row.fate == Fate::Waiting)?;
        next.fate = Fate::Sent;
        Some(next.command.clone())
    }

    /// Takes note of what has become of the row that was sent.
    pub fn record(&mut self, result: Result<(), Safe>) {
        if let Some(row) = self.rows.iter_mut().find(|row| row.fate == Fate::Sent) {
            row.fate = match result {
                Ok(()) => Fate::Done,
                Err(reason) => Fate::Refused(reason),
            };
        }
    }

    /// Sends no further row.
    pub const fn stop(&mut self) {
        self.stopped = true;
    }

    /// Tells whether nothing is sent any more.
    pub fn is_over(&self) -> bool {
        let open = self.rows.iter().any(|row| match row.fate {
            Fate::Sent => true,
            Fate::Waiting => !self.stopped,
            Fate::Done | Fate::Refused(_) => false,
        });
        !open
    }

    /// Tells whether every row was accepted.
    pub fn all_done(&self) -> bool {
        self.done() == self.rows.len()
    }

    /// Counts the rows that were accepted.
    pub fn done(&self) -> usize {
        let done = self.rows.iter().filter(|row| row.fate == Fate::Done);
        done.count()
    }

    /// Returns why the first refused row was.
    pub fn first_refusal(&self) -> Option<Safe> {
        self.rows.iter().find_map(|row| match &row.fate {
            Fate::Refused(reason) => Some(reason.clone()),
            Fate::Waiting | Fate::Sent | Fate::Done => None,
        })
    }

    /// Says how far it came.
    pub fn summary(&self) -> String {
        let (done, all) = (self.done(), self.rows.len());
        let count = |wanted: fn(&Fate) -> bool| {
            let rows = self.rows.iter().filter(|row| wanted(&row.fate));
            rows.count()
        };
        let refused = count(|fate| matches!(fate, Fate::Refused(_)));
        let left = count(|fate| matches!(fate, Fate::Waiting));
        let refused = match refused {
            0 => String::new(),
            count => format!(", {count} refused"),
        };
        let left = match left {
            0 => String::new(),
            count => format!(", stopped before {count}"),
        };
        format!("{}: {done} of {all} done{refused}{left}.", self.title)
    }

    /// Returns the title.
    pub fn title(&self) -> Safe {
        self.title.clone()
    }

    /// Says of every row what has become of it.
    pub fn lines(&self) -> Vec<DetailLine> {
        let rows = self.rows.iter();
        rows.map(|row| DetailLine::Bullet(in_words(row))).collect()
    }

    /// Returns what is drawn.
    pub fn pane(&self) -> Pane {
        let gone = self.rows.iter().take_while(|row| row.fate != Fate::Waiting);
        let gone = gone.count();
        Pane {
            title: format!("{}: {gone} of {}", self.title, self.rows.len()).into(),
            content: Content::Detail(DetailView {
                lines: self.lines(),
                scroll: gone.saturating_sub(ABOVE),
            }),
        }
    }
}

fn in_words(row: &Row) -> Phrase {
    match &row.fate {
        Fate::Waiting => Phrase::muted(row.label.clone()),
        Fate::Sent => Phrase::signed(Tone::Pending, row.label.as_str()),
        Fate::Done => Phrase::signed(Tone::Good, row.label.as_str()),
        Fate::Refused(reason) => Phrase::signed(Tone::Danger, &format!("{}: {reason}", row.label)),
    }
}
