//! The questions of many rows in one.

use crate::domain::command::{Command, RequestCommand};
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
    heavy: bool,
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
        let heavy = |question: &&Confirm| matches!(question.grade(), Grade::Heavy(_));
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
            heavy: questions.iter().any(heavy),
        })
    }

    pub(super) fn confirm(self, batch: Batch) -> Confirm {
        let ends = |command: &Command| {
            matches!(
                command,
                Command::Request(RequestCommand::RemoveAssignment(_))
            )
        };
        let many_end = batch
            .commands()
            .iter()
            .filter(|command| ends(command))
            .count()
            > 1;
        let then = Step::Bulk(Box::new(batch));
        let confirm = Confirm::simple(self.title, self.lines, self.yes.as_str(), then);
        if self.heavy || many_end {
            confirm.count(self.count)
        } else {
            confirm
        }
    }
}
