//! What became of many rows, as it is said.

use std::collections::BTreeSet;

use crate::domain::id::{ObjectKind, ObjectRef};
use crate::domain::text::Safe;
use crate::ui::bulk::{Batch, Said, Work};
use crate::ui::scene::Scene;
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Phrase};
use crate::ui::wording::{came_of, counted};

impl Batch {
    /// Takes the end of what was sent: the objects that it bound, or why it was refused.
    ///
    /// A commit of its own between two rows is nothing that somebody would have to look at again.
    pub fn finished(&mut self, ended: Result<Vec<ObjectRef>, Safe>, scene: &Scene<'_>) {
        let Some(item) = self.sent.take() else {
            return;
        };
        let seq = scene.desk.history.seq;
        if ended.is_ok() && seq == self.seq_when_sent.saturating_add(1) {
            self.looked = self.looked.max(seq);
        }
        let outcome = ended.and_then(|bound| match &item.work {
            Ok(Work {
                said: Said::Words(words),
                ..
            }) => Ok(words.clone()),
            Ok(Work {
                said: Said::WhatCameOfIt,
                ..
            }) => came_of(scene, &bound),
            Err(reason) => Err(reason.clone()),
        });
        self.keep(item, outcome);
    }

    /// Returns how many rows were done.
    pub fn done(&self) -> usize {
        self.results
            .iter()
            .filter(|row| row.outcome.is_ok())
            .count()
    }

    /// Returns the objects that were done.
    pub fn objects_done(&self) -> Vec<ObjectRef> {
        let done = self.results.iter().filter(|row| row.outcome.is_ok());
        done.map(|row| row.object).collect()
    }

    /// Says in one sentence what became of it: `Removed 2 resources, 1 not.`
    pub fn summary(&self) -> Safe {
        let (done, all) = (self.done(), self.results.len());
        let was_done = in_words(self.command);
        let kinds: BTreeSet<ObjectKind> =
            self.results.iter().map(|row| row.object.kind()).collect();
        let mut kinds = kinds.into_iter();
        let kind = kinds.next().filter(|_| kinds.next().is_none());
        let what = |count| counted(count, kind);
        match all.saturating_sub(done) {
            0 => format!("{was_done} {}.", what(done)).into(),
            _ if done == 0 => format!("{was_done} none of {}.", what(all)).into(),
            left => format!("{was_done} {}, {left} not.", what(done)).into(),
        }
    }

    /// Says how far it is.
    pub fn progress(&self) -> Safe {
        let done = self.results.len();
        let all = done + self.left.len() + usize::from(self.sent.is_some());
        format!(
            "{}: {done} of {}. Esc stops before the next.",
            self.label,
            counted(all, None)
        )
        .into()
    }

    /// Returns the result of each row.
    pub fn lines(&self) -> Vec<DetailLine> {
        let lines = self.results.iter().map(|row| {
            let (tone, text) = match &row.outcome {
                Ok(done) => (Tone::Good, done),
                Err(reason) => (Tone::Warning, reason),
            };
            DetailLine::Text(Phrase::signed(tone, &format!("{}: {text}", row.name)))
        });
        lines.collect()
    }
}

/// What the first word of a command's name comes to once it was carried out for many rows.
const DONE: &[(&str, &str)] = &[
    ("approve", "Approved"),
    ("assign", "Assigned to"),
    ("cancel", "Canceled"),
    ("decide", "Decided on"),
    ("delete", "Deleted"),
    ("deny", "Denied"),
    ("extend", "Extended"),
    ("give", "Gave back"),
    ("purge", "Deleted for good"),
    ("remove", "Removed"),
    ("reprocess", "Reprocessed"),
    ("request", "Asked for more time with"),
    ("restore", "Restored"),
    ("stop", "Ended"),
    ("update", "Changed"),
];

/// Says what a command did, as the beginning of a sentence.
fn in_words(command: &str) -> &'static str {
    let end = command.find(|c: char| c.is_ascii_uppercase());
    let verb = end.and_then(|end| command.get(..end)).unwrap_or(command);
    let mut known = DONE.iter();
    let found = known.find(|(word, _)| *word == verb);
    found.map_or("Done for", |(_, done)| *done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_is_said_by_the_name_of_the_command() {
        assert_eq!(in_words("giveBackAssignment"), "Gave back");
        assert_eq!(in_words("removeCatalogResource"), "Removed");
    }
}
