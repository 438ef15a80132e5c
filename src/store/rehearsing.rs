//! Copies a store into memory, so that everything can be tried there.
//!
//! The copy holds what a reader would be shown, whatever others are committing meanwhile: all that is
//! there if the lock can be had, else what the head vouches for. The lock is kept for the newest
//! journal file alone; the ones before it never change. Not a byte of the store is written.

use std::io;
use std::path::{Path, PathBuf};

use crate::store::error::StoreError;
use crate::store::fs::{Fs, FsFile, Kind, MemoryFs, OpenMode};
use crate::store::head::{HEAD_FILE, HeadFile};
use crate::store::journal::segment;
use crate::store::manifest::{MANIFEST_FILE, Manifest};
use crate::store::{Access, Store, damage_free, guard, opening, snapshot};

/// Copies the store in `directory` to the same place of a file system in memory, and returns where
/// that is, with all links followed.
pub fn copy<F: Fs>(fs: &F, directory: &Path) -> Result<(MemoryFs, PathBuf), StoreError> {
    let from = opening::find(fs, directory)?;
    Manifest::read(fs, &from, MANIFEST_FILE)?;
    let mut lock = opening::open_lock(fs, &from, false)?;
    let locked = opening::acquire(lock.as_mut(), false)?;
    let copying = Copying {
        fs,
        from,
        to: MemoryFs::new(),
    };
    copying.make_directories();
    let rest = copying.what_changes()?;
    drop(lock);
    copying.what_stays(rest)?;
    let Copying { from, to, .. } = copying;
    if !locked {
        cut_off(&to, &from)?;
    }
    Ok((to, from))
}

/// A copy being made.
struct Copying<'fs, F> {
    fs: &'fs F,
    from: PathBuf,
    to: MemoryFs,
}

/// The files that nobody writes to any more.
struct Rest {
    snapshots: Vec<u64>,
    /// The first commits of the finished journal files.
    finished: Vec<u64>,
}

impl<F: Fs> Copying<'_, F> {
    /// Makes the directory of the copy, and those above it.
    fn make_directories(&self) {
        let above: Vec<&Path> = self.from.ancestors().collect();
        for directory in above.into_iter().rev().filter(|it| it.parent().is_some()) {
            self.to.plant_kind(directory, Kind::Directory, 0o700, &[]);
        }
    }

    /// Copies what a commit changes: the head before the journal, so that the journal holds whatever
    /// the head vouches for.
    fn what_changes(&self) -> Result<Rest, StoreError> {
        self.copy(MANIFEST_FILE)?;
        let vouched = match self.copy_unless_gone(HEAD_FILE)? {
            Some(head) => HeadFile::parse(&head).last(),
            None => None,
        };
        let mut snapshots = snapshot::list(self.fs, &self.from)?;
        snapshots.retain(|seq| vouched.is_none_or(|head| *seq <= head.seq));
        let mut finished = segment::list(self.fs, &self.from)?;
        if let Some(newest) = finished.pop() {
            self.copy(&segment::name(newest))?;
        }
        Ok(Rest {
            snapshots,
            finished,
        })
    }

    fn what_stays(&self, rest: Rest) -> Result<(), StoreError> {
        for first in rest.finished {
            self.copy(&segment::name(first))?;
        }
        for seq in rest.snapshots {
            // A newer one may have taken its place.
            self.copy_unless_gone(&snapshot::name(seq))?;
        }
        Ok(())
    }

    fn copy(&self, name: &str) -> Result<Vec<u8>, StoreError> {
        let bytes = guard::read(self.fs, &self.from.join(name))?;
        self.to.plant(&self.from.join(name), &bytes);
        Ok(bytes)
    }

    fn copy_unless_gone(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        match self.copy(name) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(StoreError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}

/// Cuts off what the head of a copy does not vouch for: others may have been writing it.
///
/// Of a damaged store nothing is cut, so that opening it says what is wrong.
fn cut_off(fs: &MemoryFs, directory: &Path) -> Result<(), StoreError> {
    // The copy has no lock file, so nothing beyond the head is read.
    let opened = Store::open(fs.clone(), directory, Access::ReadOnly)?;
    if !damage_free(&opened.findings) {
        return Ok(());
    }
    let (newest, end) = opened.store.journal.place();
    let next = opened.store.head().seq.saturating_add(1);
    for first in segment::list(fs, directory)? {
        let path = directory.join(segment::name(first));
        if segment::name(first) == newest {
            cut(fs, &path, end)?;
        } else if first == next {
            cut(fs, &path, 0)?;
        } else if first > next {
            fs.remove(&path).map_err(StoreError::io("remove", &path))?;
        }
    }
    Ok(())
}

fn cut(fs: &MemoryFs, path: &Path, end: u64) -> Result<(), StoreError> {
    fs.open(path, OpenMode::Overwrite)
        .and_then(|file| file.truncate(end))
        .map_err(StoreError::io("cut", path))
}
