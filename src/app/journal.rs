//! What was done, for the screens of the log, as the engine reads it from its store.

use std::ops::RangeInclusive;

use crate::domain::commit::Commit;
use crate::domain::event::Event;
use crate::engine::Engine;
use crate::script::query;
use crate::store::fs::Fs;
use crate::ui::log::{Journal, Modified};

impl<F: Fs> Journal for Engine<F> {
    fn last(&self) -> u64 {
        self.store().head().seq
    }

    fn read(&self, wanted: RangeInclusive<u64>, each: &mut dyn FnMut(u64, Commit)) {
        // What cannot be read is missing on the screen; damage is told of when the store is opened.
        drop(self.store().commits(wanted, each));
    }

    fn modified(&self, event: &Event) -> Vec<Modified> {
        query::modified(event)
            .into_iter()
            .map(|[name, old, new]| Modified { name, old, new })
            .collect()
    }
}
