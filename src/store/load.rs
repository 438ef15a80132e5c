//! Makes a desk from the newest usable snapshot and the commits after it.
//!
//! Nothing is written here; what is found is told, and the caller decides what to do about it.

use std::path::{Path, PathBuf};

use uuid::Uuid;

use crate::domain::commit::Commit;
use crate::domain::desk::{Desk, Witness};
use crate::store::digest::Digest;
use crate::store::error::StoreError;
use crate::store::finding::{Finding, FindingKind};
use crate::store::fs::{Fs, Kind, OpenMode};
use crate::store::guard;
use crate::store::head::{Head, HeadFile};
use crate::store::journal::{End, Journal, Until, segment};
use crate::store::names::Names;
use crate::store::snapshot::{self, Covered, Snapshot};

/// Which snapshots may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shortcut {
    /// The newest.
    Newest,
    /// The newest at or before a commit.
    UpTo(u64),
    /// None: every commit is read.
    None,
}

/// What to load, from where and how far.
#[derive(Debug)]
pub(crate) struct Source<F: Fs> {
    pub(crate) fs: F,
    pub(crate) directory: PathBuf,
    pub(crate) store: Uuid,
    pub(crate) head: HeadFile,
    pub(crate) mode: OpenMode,
    pub(crate) shortcut: Shortcut,
    pub(crate) until: Until,
}

/// What was loaded.
#[derive(Debug)]
pub(crate) struct Loaded<F: Fs> {
    pub(crate) desk: Desk,
    pub(crate) journal: Journal<F>,
    /// How many bytes of an unfinished commit lie at the end.
    pub(crate) torn: Option<u64>,
    pub(crate) findings: Vec<Finding>,
    /// The length of the snapshot that was used.
    pub(crate) snapshot_length: u64,
}

/// The state that reading begins with.
struct Base {
    desk: Desk,
    start: Head,
    /// The finished journal files that need not be read.
    covered: Vec<Covered>,
    /// The length of the snapshot.
    length: u64,
}

/// Reads the text of a commit; unknown and repeated members and trailing text are refused.
pub(crate) fn parse(text: &str) -> Result<Commit, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

impl<F: Fs> Source<F> {
    /// Loads.
    pub(crate) fn load(&self) -> Result<Loaded<F>, StoreError> {
        self.load_before(None, &mut |_, _, _| {})
    }

    /// Loads while `witness` looks on, and shows the desk after each commit to `watch`.
    pub(crate) fn load_before(
        &self,
        mut witness: Option<&mut dyn Witness>,
        watch: &mut dyn FnMut(Head, &Desk, &mut Vec<Finding>),
    ) -> Result<Loaded<F>, StoreError> {
        let mut findings = Vec::new();
        let Base {
            mut desk,
            start,
            covered,
            length: snapshot_length,
        } = self.base(&mut findings)?;
        let mut journal = Journal::after(&self.fs, &self.directory, start, self.mode);
        let end = journal.read_on(
            &self.head,
            Names::Unknown,
            self.until,
            &mut |reached, text| {
                let commit = parse(text)?;
                match &mut witness {
                    Some(witness) => desk.replay_before(*witness, reached.seq, &commit),
                    None => desk.replay(reached.seq, &commit),
                }
                watch(reached, &desk, &mut findings);
                Ok(())
            },
        )?;
        let torn = match end {
            End::Whole => None,
            End::Torn(length) => Some(length),
            End::Damaged(finding) => {
                findings.push(finding);
                None
            }
        };
        if self.until == Until::End && !findings.iter().any(Finding::is_damage) {
            findings.extend(self.stray(&journal, start, &covered)?);
        }
        Ok(Loaded {
            desk,
            journal,
            torn,
            findings,
            snapshot_length,
        })
    }

    fn genesis(&self) -> Head {
        Head {
            seq: 0,
            hash: Digest::genesis(self.store),
        }
    }

    /// Takes the newest usable snapshot, or begins before the first commit.
    fn base(&self, findings: &mut Vec<Finding>) -> Result<Base, StoreError> {
        for seq in snapshot::list(&self.fs, &self.directory)? {
            let wanted = match self.shortcut {
                Shortcut::Newest => true,
                Shortcut::UpTo(last) => seq <= last,
                Shortcut::None => false,
            };
            if !wanted {
                continue;
            }
            let read = Snapshot::read(&self.fs, &self.directory, self.store, seq)
                .and_then(|snapshot| snapshot.desk().map(|desk| (snapshot, desk)));
            match read {
                Ok((snapshot, desk)) => {
                    return Ok(Base {
                        desk,
                        start: snapshot.head.at,
                        length: snapshot.length(),
                        covered: snapshot.head.journal,
                    });
                }
                Err(reason) => findings.push(Finding::of_file(
                    FindingKind::SnapshotUnusable { reason },
                    snapshot::name(seq),
                )),
            }
        }
        Ok(Base {
            desk: Desk::default(),
            start: self.genesis(),
            covered: Vec::new(),
            length: 0,
        })
    }

    /// Looks for journal files that are missing, have changed, or do not belong.
    fn stray(
        &self,
        journal: &Journal<F>,
        start: Head,
        covered: &[Covered],
    ) -> Result<Option<Finding>, StoreError> {
        for file in covered {
            let name = segment::name(file.first);
            let found = length(&self.fs, &self.directory, &name)?;
            let kind = match found {
                None => FindingKind::SegmentMissing,
                Some(found) if found != file.length => FindingKind::SegmentChanged {
                    expected: file.length,
                    found,
                },
                Some(_) => continue,
            };
            return Ok(Some(Finding::of_file(kind, name)));
        }
        let next = journal.tip().seq.saturating_add(1);
        for first in segment::list(&self.fs, &self.directory)? {
            let name = segment::name(first);
            let known = covered.iter().any(|file| file.first == first)
                || first > start.seq && journal.has_read(first);
            if first > next {
                let missing = segment::name(next);
                return Ok(Some(Finding::of_file(FindingKind::SegmentMissing, missing)));
            }
            // An empty file is what a failed roll-over leaves; it holds nothing that could be lost.
            if !known && length(&self.fs, &self.directory, &name)? != Some(0) {
                return Ok(Some(Finding::of_file(FindingKind::ChainBroken, name)));
            }
        }
        Ok(None)
    }
}

/// Returns the length of one of our files; nothing when it is not there.
pub(crate) fn length<F: Fs>(
    fs: &F,
    directory: &Path,
    name: &str,
) -> Result<Option<u64>, StoreError> {
    let path = directory.join(name);
    if !guard::exists(fs, &path)? {
        return Ok(None);
    }
    guard::check(fs, &path, Kind::File).map(|metadata| Some(metadata.length))
}
