//! Whether the names in a store's directory still stand for the files that were opened.

use std::path::Path;

use crate::store::error::{ReadOnlyReason, StoreError};
use crate::store::fs::{Fs, Kind, Metadata};
use crate::store::lock::LOCK_FILE;
use crate::store::{Store, guard};

/// How far apart, in nanoseconds, two changes can lie and bear the same time on any file system.
const COARSEST_CLOCK: i128 = 2_000_000_000;

/// What is known of the names in a store's directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Names {
    /// Each still stands for what it did when all were looked at.
    Unchanged,
    /// Any may have been given to another file since, and new ones may have come.
    Unknown,
}

impl<F: Fs> Store<F> {
    /// Looks at the directory, and at the names in it unless they must be what they were.
    ///
    /// One look in place of five, at each commit. Returns also how the directory was before anything
    /// else was looked at, if a change from then on is bound to show in it.
    pub(super) fn look_at_names(&mut self) -> Result<(Names, Option<Metadata>), StoreError> {
        let directory = self.fs.metadata(&self.directory).ok();
        let written = self.journal.current_state()?;
        let is_long_ago = |directory: &Metadata| {
            written.is_some_and(|(written, _)| {
                written.changed.saturating_sub(directory.changed) > COARSEST_CLOCK
            })
        };
        let directory = directory.filter(is_long_ago);
        let is_unchanged = directory.zip(self.looked_at).is_some_and(|(now, before)| {
            now.is_same_file(&before) && now.changed == before.changed
        });
        let names = if is_unchanged {
            Names::Unchanged
        } else {
            Names::Unknown
        };
        let is_whole = written.is_none_or(|(written, end)| written.length >= end);
        if is_whole && (is_unchanged || self.stand_for_the_same()?) {
            Ok((names, directory))
        } else {
            self.read_only = Some(ReadOnlyReason::ChangedUnderneath);
            Err(self.changed_underneath())
        }
    }

    /// Tells whether the names of our files still stand for the files that were opened.
    fn stand_for_the_same(&self) -> Result<bool, StoreError> {
        let manifest = self.directory.join(self.making.manifest_name());
        let mut same = self.still(&manifest, &self.manifest_file)?;
        if let Some(lock) = &self.lock {
            same &= self.still(&self.directory.join(LOCK_FILE), lock.metadata())?;
        }
        if let Some((path, opened)) = self.journal.current_file() {
            same &= self.still(path, opened)?;
        }
        Ok(same)
    }

    /// Tells whether the name still stands for the file that was opened.
    fn still(&self, path: &Path, opened: &Metadata) -> Result<bool, StoreError> {
        let named = guard::find(&self.fs, path, Kind::File)?;
        Ok(named.is_some_and(|named| named.is_same_file(opened)))
    }
}
