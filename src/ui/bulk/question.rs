//! The questions of many rows in one.

use crate::domain::text::Safe;
use crate::ui::bulk::Batch;
use crate::ui::modal::{Confirm, Grade};
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::Phrase;

/// The most rows that a question names.
const NAMED: usize = 6;

/// The questions of all rows in one.
pub(super) struct Question {
    title: Safe,
    lines: Vec<Phrase>,
    yes: Safe,
    count: usize,
    is_heavy: bool,
}

impl Question {
    pub(super) fn of<'a>(
        label: &str,
        marked: usize,
        questions: impl Iterator<Item = &'a Confirm>,
    ) -> Option<Self> {
        let questions: Vec<&Confirm> = questions.collect();
        let first = questions.first()?;
        let count = questions.len();
        let mut lines: Vec<Phrase> = questions
            .iter()
            .take(NAMED)
            .filter_map(|question| question.lines().first().cloned())
            .collect();
        if count > NAMED {
            lines.push(Phrase::muted(format!("and {} more", count - NAMED)));
        }
        if marked > count {
            let refused = format!("Left out, because it is not possible: {}", marked - count);
            lines.push(Phrase::new(Tone::Warning, refused));
        }
        let is_heavy = questions.iter().any(|question| match question.grade() {
            Grade::Simple => false,
            Grade::Growing => count > 1,
            Grade::Heavy(_) => true,
        });
        Some(Self {
            title: format!(
                "{}{} {count}?",
                label.get(..1)?.to_uppercase(),
                label.get(1..)?
            )
            .into(),
            lines,
            yes: first.yes().clone(),
            count,
            is_heavy,
        })
    }

    pub(super) fn confirm(self, batch: Batch) -> Confirm {
        let then = Step::Bulk(Box::new(batch));
        let confirm = Confirm::simple(self.title, self.lines, self.yes.as_str(), then);
        if self.is_heavy {
            confirm.count(("the number of rows", self.count))
        } else {
            confirm
        }
    }
}
