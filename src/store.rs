//! The files of a desk: a journal of commits, and what makes reading it quick and safe.
//!
//! Nothing here decides anything about access packages: commits come in and go out as they are,
//! and a desk is always their replay. A commit is durable before [`Store::append`] returns. Damage
//! is named and left alone. Start at [`Store`]; below it come `opening` and `creating`, then
//! `journal`, `head` and `snapshot`, then [`frame`] and [`fs`].
//!
//! One commit goes: [`Store::lock`], [`Store::catch_up`], [`Store::append`] as often as due work
//! and the command need, [`Store::unlock`].

mod copying;
mod creating;
pub mod digest;
pub mod error;
pub mod finding;
pub mod frame;
pub mod fs;
mod guard;
pub mod head;
mod journal;
mod load;
pub mod location;
mod lock;
pub mod manifest;
mod names;
mod opening;
pub mod rehearsing;
pub(crate) mod replace;
pub mod roll_over;
mod snapshot;
mod upgrade;
pub mod verify;

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use crate::domain::commit::Commit;
use crate::domain::desk::Desk;
use crate::store::error::{AppendError, ReadOnlyReason, StoreError};
use crate::store::finding::{Finding, FindingKind};
use crate::store::fs::{Fs, Metadata};
use crate::store::head::{HEAD_FILE, Head, HeadFile, HeadHandle};
use crate::store::journal::{Durability, End, Journal, Until};
use crate::store::lock::Lock;
use crate::store::manifest::{BEGUN_FILE, MANIFEST_FILE, Manifest};

/// What a store is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Reading and committing.
    Write,
    /// Reading; not a byte is changed.
    ReadOnly,
}

/// A store that was opened, with the desk that it holds.
#[derive(Debug)]
pub struct Opened<F: Fs> {
    /// The store.
    pub store: Store<F>,
    /// The state after the last commit that was read.
    pub desk: Desk,
    /// What there is to say about the files.
    pub findings: Vec<Finding>,
}

/// Whether a store exists for others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Making {
    /// Its first content is being written.
    Begun,
    /// It is whole.
    Finished,
}

impl Making {
    /// Returns the name that the manifest has meanwhile.
    const fn manifest_name(self) -> &'static str {
        match self {
            Self::Begun => BEGUN_FILE,
            Self::Finished => MANIFEST_FILE,
        }
    }

    /// Returns when commits become durable: a store that nobody finds yet is made so at its end.
    const fn durability(self) -> Durability {
        match self {
            Self::Begun => Durability::Later,
            Self::Finished => Durability::AtOnce,
        }
    }
}

/// An open store.
#[derive(Debug)]
pub struct Store<F: Fs> {
    fs: F,
    directory: PathBuf,
    manifest: Manifest,
    manifest_file: Metadata,
    making: Making,
    journal: Journal<F>,
    head: HeadFile,
    head_handle: HeadHandle<F>,
    lock: Option<Lock<F>>,
    /// Everything others wrote was read since the lock was taken.
    caught_up: bool,
    /// The directory as it was when last all names in it were looked at.
    looked_at: Option<Metadata>,
    read_only: Option<ReadOnlyReason>,
    snapshot_length: u64,
    notices: Vec<Finding>,
}

impl<F: Fs> Store<F> {
    /// Makes an empty store in `directory`, whose parent must exist, and opens it.
    pub fn create(fs: F, directory: &Path, manifest: &Manifest) -> Result<Opened<F>, StoreError> {
        let mut opened = Self::begin(fs, directory, manifest)?;
        opened.store.finish()?;
        Ok(opened)
    }

    /// Begins a store that nobody else finds until it is finished, so that what it is to hold from
    /// the start can be committed first; the lock is kept until then.
    pub fn begin(fs: F, directory: &Path, manifest: &Manifest) -> Result<Opened<F>, StoreError> {
        let (directory, lock) = creating::begin(&fs, directory, manifest)?;
        opening::open_begun(fs, directory, lock)
    }

    /// Makes a store that was begun durable, and one that others find.
    pub fn finish(&mut self) -> Result<(), StoreError> {
        if self.making == Making::Begun {
            self.journal.sync()?;
            creating::finish(&self.fs, &self.directory)?;
            self.making = Making::Finished;
            self.unlock();
        }
        Ok(())
    }

    /// Opens the store in `directory`.
    ///
    /// A damaged store opens read-only at its last good commit; the findings say what is wrong.
    pub fn open(fs: F, directory: &Path, access: Access) -> Result<Opened<F>, StoreError> {
        opening::open(fs, directory, access)
    }

    /// Returns what the store says about itself.
    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Returns the directory that holds the store, with all links followed.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Returns the last commit that was read or written.
    pub const fn head(&self) -> Head {
        self.journal.tip()
    }

    /// Tells whether the store takes commits, and if not, why.
    pub fn is_writable(&self) -> Result<(), ReadOnlyReason> {
        match &self.read_only {
            None => Ok(()),
            Some(reason) => Err(reason.clone()),
        }
    }

    /// Takes what was found since the store was opened or last asked.
    pub fn take_notices(&mut self) -> Vec<Finding> {
        std::mem::take(&mut self.notices)
    }

    /// Takes the lock, waiting up to two seconds.
    pub fn lock(&mut self) -> Result<(), StoreError> {
        self.is_writable().map_err(StoreError::ReadOnly)?;
        self.caught_up = false;
        self.lock
            .as_mut()
            .ok_or(StoreError::NotLocked)
            .and_then(Lock::acquire)
    }

    /// Gives the lock up, unless the store is still being made.
    pub fn unlock(&mut self) {
        self.caught_up = false;
        if let Some(lock) = &mut self.lock
            && self.making == Making::Finished
        {
            lock.release();
        }
    }

    /// Reads what other processes committed and gives it to `each`; returns how many there were.
    ///
    /// Without the lock only what the head vouches for is read, and nothing is written. With the
    /// lock everything is, and what a crash of the other process left is put right.
    pub fn catch_up(&mut self, each: &mut dyn FnMut(u64, Commit)) -> Result<usize, StoreError> {
        match &self.read_only {
            Some(ReadOnlyReason::Damaged(_)) => return Ok(0),
            Some(ReadOnlyReason::ChangedUnderneath) => return Err(self.changed_underneath()),
            Some(ReadOnlyReason::OutcomeUnknown) => {
                return Err(StoreError::ReadOnly(ReadOnlyReason::OutcomeUnknown));
            }
            Some(ReadOnlyReason::Asked | ReadOnlyReason::NoPermission { .. }) | None => {}
        }
        let (names, directory) = self.look_at_names()?;
        self.head = self.head_handle.read(&self.fs, names)?;
        let known = self.journal.tip().seq;
        let until = if self.holds_lock() {
            Until::End
        } else {
            let vouched = self.head.last().map_or(known, |head| head.seq);
            Until::Commit(vouched.max(known))
        };
        let mut count = 0_usize;
        let end = self
            .journal
            .read_on(&self.head, names, until, &mut |reached, text| {
                each(reached.seq, load::parse(text)?);
                count = count.saturating_add(1);
                Ok(())
            })?;
        let torn = match end {
            End::Whole => None,
            End::Torn(length) => Some(length),
            End::Damaged(finding) => return Err(self.stop(finding)),
        };
        self.settle(torn)?;
        self.caught_up = self.holds_lock();
        if until == Until::End {
            self.looked_at = directory;
        }
        Ok(count)
    }

    /// Writes one commit; needs the lock and to be caught up.
    ///
    /// It is durable at once, or when the store is finished if it was only begun.
    pub fn append(&mut self, commit: &Commit) -> Result<u64, AppendError> {
        self.is_writable()
            .map_err(|reason| AppendError::NotSaved(StoreError::ReadOnly(reason)))?;
        if !self.holds_lock() || !self.caught_up {
            return Err(AppendError::NotSaved(StoreError::NotLocked));
        }
        let text = serde_json::to_string(commit).map_err(|error| {
            AppendError::NotSaved(StoreError::io("write", &self.directory)(error.into()))
        })?;
        let before = self.journal.current_length();
        let head = self
            .journal
            .append(&text, self.making.durability())
            .inspect_err(|error| {
                if matches!(error, AppendError::OutcomeUnknown(_)) {
                    self.read_only = Some(ReadOnlyReason::OutcomeUnknown);
                } else if matches!(
                    error,
                    AppendError::NotSaved(StoreError::ChangedUnderneath { .. })
                ) {
                    self.read_only = Some(ReadOnlyReason::ChangedUnderneath);
                }
            })?;
        self.write_head(head);
        if head::is_stretched(before, self.journal.current_length()) {
            self.sync_head();
        }
        Ok(head.seq)
    }

    /// Reads one commit again, for undo and for receipts.
    pub fn commit_at(&self, seq: u64) -> Result<Commit, StoreError> {
        reread(seq, &self.journal.text_of(seq)?)
    }

    /// Reads commits again, in order, and gives each with its number.
    pub fn commits(
        &self,
        wanted: RangeInclusive<u64>,
        each: &mut dyn FnMut(u64, Commit),
    ) -> Result<(), StoreError> {
        self.journal.texts(wanted, &mut |seq, text| {
            each(seq, reread(seq, &text)?);
            Ok(())
        })
    }

    fn holds_lock(&self) -> bool {
        self.lock.as_ref().is_some_and(Lock::is_held) && self.read_only.is_none()
    }

    /// Deals with what reading found at the end of the journal.
    fn settle(&mut self, torn: Option<u64>) -> Result<(), StoreError> {
        let damage = self.notices.iter().find(|finding| finding.is_damage());
        if let Some(damage) = damage {
            self.read_only = Some(ReadOnlyReason::Damaged(damage.clone()));
        }
        let tip = self.journal.tip();
        let vouched = self.head.last().map_or(0, |head| head.seq);
        if !self.holds_lock() {
            self.notices
                .extend(torn.map(|length| self.about_end(FindingKind::TornTailIgnored { length })));
            if !self.journal.take_unvouched().is_empty() && damage_free(&self.notices) {
                let commits = tip.seq.saturating_sub(vouched);
                let finding = self.about_end(FindingKind::NotVouchedFor { commits });
                self.notices.push(finding);
            }
            return Ok(());
        }
        if let Some(length) = torn {
            let copy = self.journal.set_tail_aside()?;
            let finding = self.about_end(FindingKind::TornTailSetAside { length, copy });
            self.notices.push(finding);
        }
        self.journal.write_again()?;
        if tip.seq > vouched {
            self.write_head(tip);
            self.sync_head();
        }
        Ok(())
    }

    fn about_end(&self, kind: FindingKind) -> Finding {
        let (file, byte) = self.journal.place();
        Finding {
            kind,
            file,
            record: Some(self.journal.tip().seq.saturating_add(1)),
            byte: Some(byte),
        }
    }

    /// Writes the head; a failure is worth a notice, for the commit stands without it.
    fn write_head(&mut self, head: Head) {
        let written = self.head_handle.write(&self.fs, &mut self.head, head);
        self.note_head(written);
    }

    fn sync_head(&mut self) {
        let synced = self.head_handle.sync(&self.fs);
        self.note_head(synced);
    }

    fn note_head(&mut self, outcome: Result<(), StoreError>) {
        if let Err(error) = outcome {
            let reason = error.to_string();
            let kind = FindingKind::HeadNotWritten { reason };
            self.notices.push(Finding::of_file(kind, HEAD_FILE));
        }
    }

    fn changed_underneath(&self) -> StoreError {
        StoreError::ChangedUnderneath {
            path: self.directory.clone(),
        }
    }

    /// Stops all writing after something odd was read; a chain that does not continue means that
    /// the files were exchanged or that the lock does not hold here.
    fn stop(&mut self, finding: Finding) -> StoreError {
        let damaged = matches!(
            finding.kind,
            FindingKind::RecordDamaged | FindingKind::NotACommit { .. }
        );
        if damaged {
            self.read_only = Some(ReadOnlyReason::Damaged(finding.clone()));
            StoreError::Damaged(finding)
        } else {
            self.read_only = Some(ReadOnlyReason::ChangedUnderneath);
            self.changed_underneath()
        }
    }
}

fn reread(seq: u64, text: &str) -> Result<Commit, StoreError> {
    load::parse(text).map_err(|reason| {
        let kind = FindingKind::NotACommit { reason };
        let mut finding = Finding::of_file(kind, "journal");
        finding.record = Some(seq);
        StoreError::Damaged(finding)
    })
}

fn damage_free(findings: &[Finding]) -> bool {
    !findings.iter().any(Finding::is_damage)
}
