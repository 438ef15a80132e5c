//! Brings a store of an earlier format to the one that is written now.
//!
//! First everything is copied to the attic as it is. Then a new journal file begins and a snapshot in
//! the new format is written of all that lies before it; the lines of earlier files stay as they are,
//! for their digests cover their bytes, and can be read as ever. The manifest comes last: until it is
//! replaced the store is one of the earlier format, and an upgrade that was cut off begins again.

use std::path::{Path, PathBuf};

use crate::domain::desk::Desk;
use crate::store::copying;
use crate::store::error::StoreError;
use crate::store::finding::{Finding, FindingKind};
use crate::store::fs::{Fs, Kind};
use crate::store::head::HEAD_FILE;
use crate::store::journal::segment;
use crate::store::manifest::{MANIFEST_FILE, Manifest};
use crate::store::snapshot::{self, Snapshot};
use crate::store::{Store, guard, replace};

/// What there is in the attic of a store that was to be upgraded before.
enum EarlierCopy {
    /// Nothing of this store as it is.
    None,
    /// Pieces, without a manifest that can be read.
    Unfinished(PathBuf),
    /// The store with the commits that it has now.
    Whole(PathBuf),
}

impl<F: Fs> Store<F> {
    /// Upgrades the store, whose state is `desk`; needs the lock and everything to be read.
    pub(super) fn upgrade(&mut self, desk: &Desk) -> Result<(), StoreError> {
        let earlier = self.manifest.version();
        let copy = self.copy_to_attic(earlier)?;
        self.caught_up = true;
        if let Some(job) = self.begin_roll_over()? {
            let written = job.run()?;
            self.finish_roll_over(written)?;
        }
        let tip = self.journal.tip();
        self.clear_snapshots_but(tip.seq, desk)?;
        let manifest = self.manifest.upgraded_after(tip.seq);
        let path = self.directory.join(MANIFEST_FILE);
        let failed = || StoreError::io("upgrade", &path);
        let text = manifest.to_text().map_err(|error| failed()(error.into()))?;
        replace::replace(&self.fs, &self.directory, MANIFEST_FILE, &[text.as_bytes()])
            .map_err(failed())?;
        self.manifest = manifest;
        self.manifest_file = guard::check(&self.fs, &path, Kind::File)?;
        let kind = FindingKind::Upgraded { earlier, copy };
        self.notices.push(Finding::of_file(kind, MANIFEST_FILE));
        Ok(())
    }

    /// Copies every file of the store to a directory of its own in the attic, unless an upgrade that
    /// was cut off has done so.
    fn copy_to_attic(&self, earlier: u64) -> Result<PathBuf, StoreError> {
        let attic = copying::attic(&self.fs, &self.directory)?;
        let name = format!("format-{earlier}");
        let create = |path: &Path| self.fs.create_directory(path);
        let sync = |directory: &Path| {
            let synced = self.fs.sync_directory(directory);
            synced.map_err(StoreError::io("write", directory))
        };
        let (copy, names) = match self.earlier_copy(&attic, &name)? {
            EarlierCopy::Whole(copy) => (copy, Vec::new()),
            EarlierCopy::Unfinished(copy) => (copy, self.own_names()?),
            EarlierCopy::None => {
                let (copy, ()) = copying::create_numbered(&attic, &name, create)?;
                (copy, self.own_names()?)
            }
        };
        sync(&attic)?;
        for name in names {
            if name == MANIFEST_FILE {
                sync(&copy)?;
            }
            let to = copy.join(&name);
            if guard::exists(&self.fs, &to)? {
                self.fs.remove(&to).map_err(StoreError::io("remove", &to))?;
            }
            copying::copy(&self.fs, &self.directory.join(&name), &to)?;
        }
        sync(&copy)?;
        Ok(copy)
    }

    /// Finds what an upgrade that was cut off has left in the attic: pieces, to be made anew in their
    /// place, or the whole store as it is, so that upgrades tried again on a full disk do not fill it.
    fn earlier_copy(&self, attic: &Path, name: &str) -> Result<EarlierCopy, StoreError> {
        for number in 1..=copying::MOST_COPIES {
            let copy = copying::numbered(attic, name, number);
            if !guard::exists(&self.fs, &copy)? {
                return Ok(EarlierCopy::None);
            }
            if guard::check(&self.fs, &copy, Kind::Directory).is_err() {
                continue;
            }
            if Manifest::of(&self.fs, &copy).is_err() {
                return Ok(EarlierCopy::Unfinished(copy));
            }
            let same = |file| {
                let own = guard::read(&self.fs, &self.directory.join(file)).ok();
                own.is_some() && own == guard::read(&self.fs, &copy.join(file)).ok()
            };
            if same(MANIFEST_FILE) && same(HEAD_FILE) {
                return Ok(EarlierCopy::Whole(copy));
            }
        }
        Ok(EarlierCopy::None)
    }

    /// Lists the files that make up the store: all but the lock, which is empty.
    fn own_names(&self) -> Result<Vec<String>, StoreError> {
        let segments = segment::list(&self.fs, &self.directory)?;
        let snapshots = snapshot::list(&self.fs, &self.directory)?;
        let mut names: Vec<String> = segments.into_iter().map(segment::name).collect();
        names.extend(snapshots.into_iter().map(snapshot::name));
        let head = self.directory.join(HEAD_FILE);
        if guard::exists(&self.fs, &head)? {
            names.push(HEAD_FILE.to_owned());
        }
        // Last, as when a store is made: a copy with a manifest is a whole one.
        names.push(MANIFEST_FILE.to_owned());
        Ok(names)
    }

    /// Removes the snapshots of the earlier format, and one after commit `seq` that is not of `desk`.
    fn clear_snapshots_but(&self, seq: u64, desk: &Desk) -> Result<(), StoreError> {
        for found in snapshot::list(&self.fs, &self.directory)? {
            if found == seq && self.is_snapshot_of(seq, desk) {
                continue;
            }
            let path = self.directory.join(snapshot::name(found));
            self.fs
                .remove(&path)
                .map_err(StoreError::io("remove", &path))?;
        }
        Ok(())
    }

    fn is_snapshot_of(&self, seq: u64, desk: &Desk) -> bool {
        Snapshot::read(&self.fs, &self.directory, self.manifest.id, seq).is_ok_and(|snapshot| {
            snapshot.holds_every_collection() && snapshot.differs_from(desk).is_none()
        })
    }
}
