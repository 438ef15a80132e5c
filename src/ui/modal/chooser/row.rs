//! The rows of lists to choose from.

use crate::domain::text::Safe;
use crate::ui::form::Pick;
use crate::ui::scene::Reason;
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Mark, Phrase};

/// What a row does when it is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Does {
    /// It takes a step, or says why it does not.
    Step(Box<Result<Step, Reason>>),
    /// It goes into a field.
    Pick(Pick),
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub text: Phrase,
    /// What tells it apart from others of that name, such as an address.
    pub aside: Phrase,
    /// What stands at the right.
    pub note: Phrase,
    /// What it does.
    pub does: Does,
    /// Whether it is chosen already, for rows that take a step.
    pub mark: Mark,
    /// What it is found by besides what it says.
    pub also: Safe,
}

impl Row {
    /// Makes a row that takes a step; a greyed one says why.
    pub fn step(text: impl Into<Safe>, key: &str, step: Result<Step, Reason>) -> Self {
        let (tone, note) = match &step {
            Ok(_) => (Tone::Text, Phrase::new(Tone::Key, key)),
            Err(reason) if key.is_empty() => (
                Tone::Disabled,
                Phrase::new(Tone::Disabled, reason.0.clone()),
            ),
            Err(reason) => (
                Tone::Disabled,
                Phrase::new(Tone::Disabled, format!("({key}) {}", reason.0)),
            ),
        };
        Self {
            text: Phrase::new(tone, text),
            aside: Phrase::default(),
            note,
            does: Does::Step(Box::new(step)),
            mark: Mark::None,
            also: Safe::default(),
        }
    }

    /// Sets what tells the row apart from others of that name.
    #[must_use]
    pub fn aside(self, text: impl Into<Safe>) -> Self {
        Self {
            aside: Phrase::muted(text),
            ..self
        }
    }

    /// Sets what the row is found by besides what it says.
    #[must_use]
    pub fn found_by(self, text: impl Into<Safe>) -> Self {
        Self {
            also: text.into(),
            ..self
        }
    }

    /// Returns the number of the tab that the row opens, counted from 1.
    pub fn opens_tab(&self) -> Option<usize> {
        match &self.does {
            Does::Step(step) => match step.as_ref() {
                Ok(Step::OpenTab(number)) => Some(*number),
                Ok(_) | Err(_) => None,
            },
            Does::Pick(_) => None,
        }
    }

    /// Calls the row something else; it is still found by what it was called.
    #[must_use]
    pub fn called(self, text: impl Into<Safe>) -> Self {
        Self {
            also: self.text.text,
            text: Phrase::new(self.text.tone, text),
            ..self
        }
    }

    /// Returns the text in which what is typed is looked for: why a row cannot serve is none of it,
    /// for its words would be found in every such row.
    pub(super) fn sought(&self) -> String {
        let note = match &self.does {
            Does::Pick(pick) => &pick.note,
            Does::Step(_) => &self.note.text,
        };
        let texts = [&self.text.text, &self.aside.text, note, &self.also];
        let texts: Vec<&str> = texts.into_iter().map(Safe::as_str).collect();
        texts.join(" ")
    }

    /// Shows whether the row is chosen already.
    #[must_use]
    pub fn marked(self, mark: Mark) -> Self {
        Self { mark, ..self }
    }

    /// Makes a row that goes into a field.
    pub(super) fn pick(pick: Pick) -> Self {
        let tone = if pick.off.is_some() {
            Tone::Disabled
        } else {
            Tone::Text
        };
        Self {
            text: Phrase::new(tone, pick.label.clone()),
            aside: Phrase::muted(pick.aside.clone()),
            note: match (&pick.off, &pick.unfit) {
                (Some(why), _) => Phrase::new(Tone::Disabled, why.clone()),
                (None, Some(why)) => {
                    Phrase::signed(Tone::Warning, &format!("{why}  {}", pick.note))
                }
                (None, None) => Phrase::muted(pick.note.clone()),
            },
            does: Does::Pick(pick),
            mark: Mark::None,
            also: Safe::default(),
        }
    }

    /// Makes a row of something that is said, which opens it in full: a list cuts what is long.
    pub fn read(text: Phrase, note: Phrase, whole: Vec<DetailLine>) -> Self {
        let title = note.text.clone();
        Self {
            text,
            aside: Phrase::default(),
            note,
            does: Does::Step(Box::new(Ok(Step::Read(title, whole)))),
            mark: Mark::None,
            also: Safe::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_found_by_what_it_is_and_not_by_why_it_cannot_serve() {
        let pick = Pick::new("role", "Exchange Administrator").note("Directory role");
        let row = Row::pick(pick.unfit("needs a right over entitlements"));
        assert!(row.note.text.as_str().contains("entitlements"));
        assert_eq!(
            row.sought().trim(),
            "Exchange Administrator  Directory role"
        );
    }
}
