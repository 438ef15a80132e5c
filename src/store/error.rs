//! Why the store did not do what it was asked.

use std::io;
use std::path::{Path, PathBuf};

use crate::store::finding::Finding;
use crate::store::fs::Kind;

/// The code for a store whose format this program does not know.
const SCHEMA_UNSUPPORTED: &str = "SchemaUnsupported";
/// The code for a store that was changed by something else.
const STATE_FILE_CONFLICT: &str = "StateFileConflict";

/// Why a store takes no changes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadOnlyReason {
    /// It was opened for reading.
    #[error("the store was opened for reading only")]
    Asked,
    /// Its files may not be written.
    #[error("no permission to write {path:?}")]
    NoPermission {
        /// The file or directory.
        path: PathBuf,
    },
    /// Something in it is damaged.
    #[error("the store is damaged: {0}")]
    Damaged(Finding),
    /// Its files are no longer those that were opened.
    #[error("the store changed underneath; reopen it")]
    ChangedUnderneath,
    /// A failed save left it unclear what the files hold.
    #[error("it is unknown whether the last save reached the disk; reopen the store")]
    OutcomeUnknown,
}

/// Why a store could not be created, opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No store is there, or only the beginnings of one.
    #[error("no store at {path:?}")]
    NoStore {
        /// Where one was expected.
        path: PathBuf,
    },
    /// The directory that should hold the store does not exist.
    #[error("the directory {path:?} does not exist")]
    ParentMissing {
        /// The missing directory.
        path: PathBuf,
    },
    /// The path of the store is not a directory.
    #[error("{path:?} is not a directory")]
    NotADirectory {
        /// The path.
        path: PathBuf,
    },
    /// A store is there already.
    #[error("there is a store at {path:?} already")]
    AlreadyThere {
        /// Its directory.
        path: PathBuf,
    },
    /// The directory holds something that is not part of a store.
    #[error("{path:?} holds {name:?}, which is not part of a store")]
    NotEmpty {
        /// The directory.
        path: PathBuf,
        /// The first thing that is in the way.
        name: PathBuf,
    },
    /// A file or directory belongs to someone else.
    #[error("{path:?} belongs to user {owner}, not to you")]
    ForeignOwner {
        /// The file or directory.
        path: PathBuf,
        /// Who owns it.
        owner: u32,
    },
    /// A file or directory may be written by other people.
    #[error("{path:?} can be written by others (mode {mode:o}); run chmod go-w on it")]
    OpenToOthers {
        /// The file or directory.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// One of the store's names stands for something else.
    #[error("{path:?} is {}, not {}", named(*.found), named(*.expected))]
    WrongKind {
        /// The file or directory.
        path: PathBuf,
        /// What it should be.
        expected: Kind,
        /// What it is.
        found: Kind,
    },
    /// The store was written by a later version of the program.
    #[error("{path:?} has format {found}; this program knows formats up to {known}")]
    NewerFormat {
        /// The manifest.
        path: PathBuf,
        /// The format of the store.
        found: u64,
        /// The newest format this program knows.
        known: u64,
    },
    /// The store cannot be read any further than the finding says.
    #[error("{0}")]
    Damaged(Finding),
    /// The store's files are no longer those that were opened.
    #[error("the store at {path:?} changed underneath; reopen it")]
    ChangedUnderneath {
        /// Its directory.
        path: PathBuf,
    },
    /// Someone else held the lock for too long.
    #[error("the store at {path:?} is busy")]
    Busy {
        /// Its directory.
        path: PathBuf,
    },
    /// The store takes no changes.
    #[error("{0}")]
    ReadOnly(ReadOnlyReason),
    /// The lock is not held.
    #[error("the store is not locked")]
    NotLocked,
    /// No commit has that number.
    #[error("there is no commit {seq}")]
    NoSuchCommit {
        /// The number.
        seq: u64,
    },
    /// Nothing says where stores are kept.
    #[error("{variable} is not set, so there is no place for a store; set it or use {option}")]
    NoHome {
        /// The variable that would say it.
        variable: &'static str,
        /// The option that says it instead.
        option: &'static str,
    },
    /// The system refused.
    #[error("cannot {action} {path:?}: {source}")]
    Io {
        /// What was attempted.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

const fn named(kind: Kind) -> &'static str {
    match kind {
        Kind::File => "a plain file",
        Kind::Directory => "a directory",
        Kind::Symlink => "a symbolic link",
        Kind::Special => "a device, pipe or socket",
    }
}

impl StoreError {
    /// Returns how the program ends because of this error.
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::NoStore { .. }
            | Self::ParentMissing { .. }
            | Self::NotADirectory { .. }
            | Self::AlreadyThere { .. }
            | Self::NotEmpty { .. }
            | Self::ForeignOwner { .. }
            | Self::OpenToOthers { .. }
            | Self::WrongKind { .. }
            | Self::NotLocked
            | Self::NoSuchCommit { .. }
            | Self::NoHome { .. }
            | Self::Io { .. } => 2,
            Self::Damaged(_) => 3,
            Self::NewerFormat { .. } => 4,
            Self::Busy { .. } => 5,
            Self::ChangedUnderneath { .. } => 6,
            Self::ReadOnly(reason) => reason.exit_code(),
        }
    }

    /// Returns the code by which scripts know the error, for those that are no matter of the machine.
    pub const fn code(&self) -> Option<&'static str> {
        match self {
            Self::NewerFormat { .. } => Some(SCHEMA_UNSUPPORTED),
            Self::ChangedUnderneath { .. } => Some(STATE_FILE_CONFLICT),
            Self::ReadOnly(reason) => reason.code(),
            Self::NoStore { .. }
            | Self::ParentMissing { .. }
            | Self::NotADirectory { .. }
            | Self::AlreadyThere { .. }
            | Self::NotEmpty { .. }
            | Self::ForeignOwner { .. }
            | Self::OpenToOthers { .. }
            | Self::WrongKind { .. }
            | Self::Damaged(_)
            | Self::Busy { .. }
            | Self::NotLocked
            | Self::NoSuchCommit { .. }
            | Self::NoHome { .. }
            | Self::Io { .. } => None,
        }
    }

    /// Returns how to turn what the system said about `path` into an error.
    pub(crate) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io {
            action,
            path,
            source,
        }
    }
}

impl ReadOnlyReason {
    /// Returns the code by which scripts know the reason, if it has one.
    pub const fn code(&self) -> Option<&'static str> {
        match self {
            Self::ChangedUnderneath => Some(STATE_FILE_CONFLICT),
            Self::Asked | Self::NoPermission { .. } | Self::Damaged(_) | Self::OutcomeUnknown => {
                None
            }
        }
    }

    /// Returns how the program ends when a change is refused for this reason.
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Asked | Self::NoPermission { .. } => 2,
            Self::Damaged(_) => 3,
            Self::ChangedUnderneath | Self::OutcomeUnknown => 6,
        }
    }
}

/// Why a commit was not acknowledged.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// The store is as it was before.
    #[error("not saved: {0}")]
    NotSaved(#[source] StoreError),
    /// The commit is too large to be written.
    #[error("not saved: the commit has {length} bytes, more than the {most} a commit may have")]
    TooLarge {
        /// Its length.
        length: usize,
        /// The longest that is taken.
        most: usize,
    },
    /// It may or may not have been saved; only reopening the store can tell.
    #[error("outcome unknown, reopen the store: {0}")]
    OutcomeUnknown(#[source] StoreError),
}

impl AppendError {
    /// Returns the code by which scripts know the error, if it has one.
    pub const fn code(&self) -> Option<&'static str> {
        match self {
            Self::NotSaved(error) | Self::OutcomeUnknown(error) => error.code(),
            Self::TooLarge { .. } => None,
        }
    }

    /// Returns how the program ends because of this error.
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::NotSaved(StoreError::ReadOnly(reason)) => reason.exit_code(),
            Self::NotSaved(_) | Self::TooLarge { .. } | Self::OutcomeUnknown(_) => 6,
        }
    }
}
