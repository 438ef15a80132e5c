//! What opening, reading or checking a store has to say about its files.

use std::fmt;
use std::path::PathBuf;

use crate::domain::text::counting::counted;
use crate::store::manifest::FORMAT_VERSION;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is lost and the store goes on working.
    Notice,
    /// Something acknowledged may be lost; the store takes no change until it is repaired.
    Damage,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FindingKind {
    /// A commit that was never acknowledged was cut off the end.
    #[error("an unfinished commit of {} was set aside as {copy:?}", counted(.length, "byte"))]
    TornTailSetAside {
        /// How many bytes were cut off.
        length: u64,
        /// Where they were copied to.
        copy: PathBuf,
    },
    /// A commit that was never acknowledged is at the end and was left there.
    #[error("an unfinished commit of {} at the end is not shown", counted(.length, "byte"))]
    TornTailIgnored {
        /// How many bytes it has so far.
        length: u64,
    },
    /// Commits that the head does not vouch for are shown but could not be made durable.
    #[error("the last {} may not be durable yet", counted(.commits, "commit"))]
    NotVouchedFor {
        /// How many there are.
        commits: u64,
    },
    /// The store was in an earlier format.
    #[error(
        "the store was brought from format {earlier} to {FORMAT_VERSION}; as it was it lies in {copy:?}"
    )]
    Upgraded {
        /// The format that it had.
        earlier: u64,
        /// Where it was copied to.
        copy: PathBuf,
    },
    /// One of the two slots of the head cannot be read.
    #[error("one of the two slots is unreadable; the next commit puts it right")]
    HeadSlotUnreadable,
    /// The head could not be written after a commit; the commit stands.
    #[error("the head could not be written: {reason}; the commit stands")]
    HeadNotWritten {
        /// What the system said.
        reason: String,
    },
    /// A snapshot cannot be used; the one before it or the journal was.
    #[error("the snapshot is not usable: {reason}; it was not needed")]
    SnapshotUnusable {
        /// What is wrong with it.
        reason: String,
    },
    /// Neither slot of the head can be read, or it is gone.
    #[error("the head is unreadable, so a cut-off journal could not be told")]
    HeadUnreadable,
    /// The head and the journal disagree on a commit.
    #[error("the head vouches for another record than the journal holds")]
    HeadDiffers,
    /// The head vouches for more commits than the journal holds.
    #[error("the journal ends before commit {vouched}, which the head vouches for")]
    JournalEndsEarly {
        /// The last commit according to the head.
        vouched: u64,
    },
    /// Bytes that are no record, before the end or vouched for by the head.
    #[error("the record is damaged")]
    RecordDamaged,
    /// A whole record that does not continue the one before it.
    #[error("the record does not continue the one before it")]
    ChainBroken,
    /// A whole record whose content is no commit.
    #[error("the record holds no commit: {reason}")]
    NotACommit {
        /// What is wrong with it.
        reason: String,
    },
    /// A journal file is not there.
    #[error("the file is missing")]
    SegmentMissing,
    /// A finished journal file does not have the length it had when it was finished.
    #[error("the finished file has {} instead of {expected}", counted(.found, "byte"))]
    SegmentChanged {
        /// How long it was.
        expected: u64,
        /// How long it is.
        found: u64,
    },
    /// The manifest cannot be read.
    #[error("the manifest is damaged: {reason}")]
    ManifestDamaged {
        /// What is wrong with it.
        reason: String,
    },
    /// A snapshot holds another state than the journal gives.
    #[error("the snapshot differs from the journal in {collection}")]
    SnapshotDiffers {
        /// The first collection that differs.
        collection: String,
    },
}

/// What was found, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// The file, by its name in the store's directory.
    pub file: String,
    /// The number of the commit.
    pub record: Option<u64>,
    /// Where in the file it begins.
    pub byte: Option<u64>,
}

impl Finding {
    /// Makes a finding about a whole file.
    pub fn of_file(kind: FindingKind, file: impl Into<String>) -> Self {
        Self {
            kind,
            file: file.into(),
            record: None,
            byte: None,
        }
    }

    /// Makes a finding about a place in a file.
    pub fn at(kind: FindingKind, file: impl Into<String>, record: u64, byte: u64) -> Self {
        Self {
            kind,
            file: file.into(),
            record: Some(record),
            byte: Some(byte),
        }
    }

    /// Tells whether the store may go on taking changes.
    pub const fn severity(&self) -> Severity {
        match self.kind {
            FindingKind::TornTailSetAside { .. }
            | FindingKind::TornTailIgnored { .. }
            | FindingKind::NotVouchedFor { .. }
            | FindingKind::Upgraded { .. }
            | FindingKind::HeadSlotUnreadable
            | FindingKind::HeadNotWritten { .. }
            | FindingKind::SnapshotUnusable { .. } => Severity::Notice,
            FindingKind::HeadUnreadable
            | FindingKind::HeadDiffers
            | FindingKind::JournalEndsEarly { .. }
            | FindingKind::RecordDamaged
            | FindingKind::ChainBroken
            | FindingKind::NotACommit { .. }
            | FindingKind::SegmentMissing
            | FindingKind::SegmentChanged { .. }
            | FindingKind::ManifestDamaged { .. }
            | FindingKind::SnapshotDiffers { .. } => Severity::Damage,
        }
    }

    /// Tells whether the finding stops all changes.
    pub fn is_damage(&self) -> bool {
        self.severity() == Severity::Damage
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some(record) = self.record {
            write!(f, ", record {record}")?;
        }
        if let Some(byte) = self.byte {
            write!(f, ", byte {byte}")?;
        }
        write!(f, ": {}", self.kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_names_file_record_and_byte() {
        let finding = Finding::at(
            FindingKind::RecordDamaged,
            "journal-0000000001.jsonl",
            7,
            2048,
        );
        assert_eq!(
            finding.to_string(),
            "journal-0000000001.jsonl, record 7, byte 2048: the record is damaged"
        );
        assert!(finding.is_damage());
    }
}
