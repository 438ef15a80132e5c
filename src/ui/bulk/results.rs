//! What became of many rows, as it is said.

use crate::domain::id::ObjectRef;
use crate::domain::text::Safe;
use crate::ui::bulk::Batch;
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Phrase};

impl Batch {
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

    /// Says in one sentence what became of it.
    pub fn summary(&self) -> Safe {
        let done = self.done();
        let rows = if done == 1 { "row" } else { "rows" };
        match self.results.len() - done {
            0 if done == 1 => format!("{}: 1 row done.", self.label).into(),
            0 => format!("{}: all {done} rows done.", self.label).into(),
            left => format!("{}: {done} {rows} done, {left} not.", self.label).into(),
        }
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
