//! Lets a worker write a snapshot when the journal has grown long; the desk goes on meanwhile.

use std::thread::{self, JoinHandle};

use crate::engine::Engine;
use crate::store::error::StoreError;
use crate::store::fs::Fs;
use crate::store::roll_over::WrittenSnapshot;

/// The worker, while there is one.
#[derive(Debug, Default)]
pub(super) struct RollOver {
    worker: Option<JoinHandle<Result<WrittenSnapshot, StoreError>>>,
}

impl<F: Fs> Engine<F> {
    /// Starts a snapshot when one is due and takes a finished one over.
    ///
    /// A snapshot is a cache: when it cannot be written nothing is lost, and the next commit tries
    /// again, so a failure is no reason to refuse a command.
    pub(super) fn begin_roll_over(&mut self) {
        if let Some(worker) = self.roll_over.worker.take_if(|worker| worker.is_finished())
            && let Ok(Ok(written)) = worker.join()
        {
            drop(self.store.finish_roll_over(written));
        }
        if self.roll_over.worker.is_some() || !self.store.roll_over_due() {
            return;
        }
        if let Ok(Some(job)) = self.store.begin_roll_over() {
            self.roll_over.worker = Some(thread::spawn(move || job.run()));
        }
    }
}
