//! Roll-over: begins a new journal file and has a worker write a snapshot of what came before.
//!
//! The worker reads the last snapshot and the finished files, never the live desk, so nothing is
//! copied or frozen. The new file comes first: a snapshot then always ends where a file ends.

use std::ffi::OsStr;
use std::path::PathBuf;

use uuid::Uuid;

use crate::store::error::StoreError;
use crate::store::finding::Finding;
use crate::store::fs::{Fs, OpenMode};
use crate::store::head::{Head, HeadFile};
use crate::store::journal::{Until, segment};
use crate::store::load::{Shortcut, Source, length};
use crate::store::snapshot::{self, Covered};
use crate::store::{Store, replace};

/// A journal file below this length is never worth a snapshot.
const SHORTEST: u64 = 4 << 20;
/// How many snapshots are kept.
const KEPT: usize = 2;

/// The work of writing a snapshot; owns all it needs and can run on another thread.
#[derive(Debug)]
pub struct SnapshotJob<F: Fs> {
    fs: F,
    directory: PathBuf,
    store: Uuid,
    through: Head,
}

/// A snapshot that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenSnapshot {
    /// The last commit in it.
    pub seq: u64,
    /// Its length in bytes.
    pub length: u64,
}

impl<F: Fs> Store<F> {
    /// Tells whether the journal has grown enough since the last snapshot for a new one.
    pub fn roll_over_due(&self) -> bool {
        self.read_only.is_none()
            && self.journal.current_length() > SHORTEST.max(self.snapshot_length / 2)
    }

    /// Begins a new journal file and returns the work that is left to do; needs the lock and to be
    /// caught up. Nothing when there is nothing new to snapshot.
    pub fn begin_roll_over(&mut self) -> Result<Option<SnapshotJob<F>>, StoreError> {
        if !self.holds_lock() || !self.caught_up {
            return Err(StoreError::NotLocked);
        }
        if self.journal.current_length() == 0 {
            return Ok(None);
        }
        self.journal.begin_segment()?;
        Ok(Some(SnapshotJob {
            fs: self.fs.clone(),
            directory: self.directory.clone(),
            store: self.manifest.id,
            through: self.journal.tip(),
        }))
    }

    /// Takes note of a finished snapshot and removes those it makes superfluous.
    pub fn finish_roll_over(&mut self, written: WrittenSnapshot) -> Result<(), StoreError> {
        self.snapshot_length = written.length;
        let old = snapshot::list(&self.fs, &self.directory)?
            .into_iter()
            .filter(|seq| *seq <= written.seq)
            .skip(KEPT)
            .map(|seq| snapshot::name(seq).into());
        let names = self
            .fs
            .list(&self.directory)
            .map_err(StoreError::io("list", &self.directory))?;
        let leftovers = names
            .into_iter()
            .filter(|name| unfinished_seq(name).is_some_and(|seq| seq <= written.seq));
        for name in leftovers.chain(old) {
            let path = self.directory.join(name);
            match self.fs.remove(&path) {
                Ok(()) => {}
                // Another process tidied up at the same time.
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => return Err(StoreError::io("remove", &path)(error)),
            }
        }
        Ok(())
    }
}

/// Reads from the name of an unfinished snapshot the commit it would have been of.
fn unfinished_seq(name: &OsStr) -> Option<u64> {
    let rest = name.to_str()?.strip_prefix('.')?;
    let (rest, _random) = rest.strip_suffix(replace::UNFINISHED)?.rsplit_once('.')?;
    snapshot::seq_of(OsStr::new(rest))
}

impl<F: Fs> SnapshotJob<F> {
    /// Builds and writes the snapshot.
    pub fn run(self) -> Result<WrittenSnapshot, StoreError> {
        let source = Source {
            fs: self.fs.clone(),
            directory: self.directory.clone(),
            store: self.store,
            head: HeadFile::silent(),
            mode: OpenMode::Read,
            shortcut: Shortcut::UpTo(self.through.seq),
            until: Until::Commit(self.through.seq),
        };
        let loaded = source.load()?;
        if loaded.journal.tip() != self.through {
            let damage = loaded.findings.into_iter().find(Finding::is_damage);
            return Err(damage.map_or(
                StoreError::ChangedUnderneath {
                    path: self.directory,
                },
                StoreError::Damaged,
            ));
        }
        let length = snapshot::write(
            &self.fs,
            &self.directory,
            self.store,
            self.through,
            self.covered()?,
            &loaded.desk,
        )?;
        Ok(WrittenSnapshot {
            seq: self.through.seq,
            length,
        })
    }

    /// Lists the finished journal files with their lengths.
    fn covered(&self) -> Result<Vec<Covered>, StoreError> {
        let mut covered = Vec::new();
        for first in segment::list(&self.fs, &self.directory)? {
            if first <= self.through.seq {
                let found = length(&self.fs, &self.directory, &segment::name(first))?;
                let length = found.unwrap_or(0);
                if length > 0 {
                    covered.push(Covered { first, length });
                }
            }
        }
        Ok(covered)
    }
}
