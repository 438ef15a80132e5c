//! Checks a whole store: every record from the first, the head, and every snapshot against the
//! replay. Not a byte is changed.

use std::path::Path;

use crate::domain::desk::{Desk, Witness};
use crate::store::error::StoreError;
use crate::store::finding::{Finding, FindingKind, Severity};
use crate::store::fs::{Fs, OpenMode};
use crate::store::head::{Head, HeadHandle};
use crate::store::load::{Shortcut, Source};
use crate::store::lock::Lock;
use crate::store::manifest::{MANIFEST_FILE, Manifest};
use crate::store::names::Names;
use crate::store::snapshot::{self, Snapshot};
use crate::store::{opening, snapshot::name};

/// What a check of a whole store found.
#[derive(Debug)]
pub struct Verification {
    /// What the store says about itself.
    pub manifest: Manifest,
    /// The last good commit.
    pub head: Head,
    /// The state after it, for checks of what the records mean.
    pub desk: Desk,
    /// What was found; nothing in a sound store.
    pub findings: Vec<Finding>,
}

impl Verification {
    /// Returns how `verify` ends: sound, damaged, or complete but in need of care.
    pub fn exit_code(&self) -> u8 {
        match self.findings.iter().map(Finding::severity).max() {
            None => 0,
            Some(Severity::Damage) => 3,
            Some(Severity::Notice) => 7,
        }
    }
}

/// Checks the store in `directory`.
pub fn verify<F: Fs>(fs: &F, directory: &Path) -> Result<Verification, StoreError> {
    verify_before(None, fs, directory)
}

/// Checks the store in `directory`; `witness` looks on while its commits are replayed.
pub fn verify_before<F: Fs>(
    witness: Option<&mut dyn Witness>,
    fs: &F,
    directory: &Path,
) -> Result<Verification, StoreError> {
    let directory = opening::find(fs, directory)?;
    let manifest = Manifest::read(fs, &directory, MANIFEST_FILE)?;
    // Held while reading, so that no commit in flight looks like a torn tail.
    let mut lock = Lock::open(fs, &directory).ok();
    let locked = lock.as_mut().is_some_and(|lock| lock.acquire().is_ok());
    let head = HeadHandle::of(&directory).read(fs, Names::Unknown)?;
    let source = Source {
        fs: fs.clone(),
        directory: directory.clone(),
        store: manifest.id,
        head,
        mode: OpenMode::Read,
        shortcut: Shortcut::None,
        until: opening::how_far(&head, locked),
    };
    let mut snapshots = if manifest.is_earlier() {
        // They are in the earlier format, which nothing reads any more.
        Vec::new()
    } else {
        snapshot::list(fs, &directory)?
    };
    let loaded = source.load_before(witness, &mut |reached, desk, findings| {
        if snapshots.contains(&reached.seq) {
            snapshots.retain(|seq| *seq != reached.seq);
            findings.extend(judge(&source, reached, desk));
        }
    })?;
    let mut findings = loaded.findings;
    findings.extend(snapshots.into_iter().map(|seq| {
        let reason = "the journal has no such commit".to_owned();
        Finding::of_file(FindingKind::SnapshotUnusable { reason }, name(seq))
    }));
    findings.extend(opening::about_head(&head));
    if let Some(length) = loaded.torn {
        let (file, byte) = loaded.journal.place();
        let seq = loaded.journal.tip().seq.saturating_add(1);
        let kind = FindingKind::TornTailIgnored { length };
        findings.push(Finding::at(kind, file, seq, byte));
    }
    Ok(Verification {
        manifest,
        head: loaded.journal.tip(),
        desk: loaded.desk,
        findings,
    })
}

/// Compares the snapshot after a commit with the desk after it.
fn judge<F: Fs>(source: &Source<F>, reached: Head, desk: &Desk) -> Option<Finding> {
    let kind = match Snapshot::read(&source.fs, &source.directory, source.store, reached.seq) {
        Err(reason) => FindingKind::SnapshotUnusable { reason },
        Ok(snapshot) if snapshot.head.at != reached => FindingKind::ChainBroken,
        Ok(snapshot) if !snapshot.holds_every_collection() => FindingKind::SnapshotUnusable {
            reason: "it does not hold the collections of this version".to_owned(),
        },
        Ok(snapshot) => FindingKind::SnapshotDiffers {
            collection: snapshot.differs_from(desk)?,
        },
    };
    Some(Finding::of_file(kind, name(reached.seq)))
}
