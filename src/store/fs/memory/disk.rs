//! The names and bytes of a disk in memory, and the changes that have not reached it yet.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use crate::store::fs::{Kind, MemoryFs, Metadata};

/// One hour, in nanoseconds.
const HOUR: i128 = 3_600_000_000_000;

/// One thing a program did to the disk.
#[derive(Debug, Clone)]
pub(super) enum Change {
    Write {
        inode: u64,
        offset: u64,
        bytes: Vec<u8>,
    },
    Truncate {
        inode: u64,
        length: u64,
    },
    Link {
        path: PathBuf,
        inode: u64,
    },
    Unlink {
        path: PathBuf,
    },
    Rename {
        from: PathBuf,
        to: PathBuf,
    },
}

impl Change {
    /// Tells whether the change is to the content of a file.
    pub(super) fn content_of(&self, file: u64) -> bool {
        match self {
            Self::Write { inode, .. } | Self::Truncate { inode, .. } => *inode == file,
            Self::Link { .. } | Self::Unlink { .. } | Self::Rename { .. } => false,
        }
    }

    /// Tells whether the change is to the names in a directory.
    pub(super) fn names_in(&self, directory: &Path) -> bool {
        let here = |path: &Path| path.parent() == Some(directory);
        match self {
            Self::Write { .. } | Self::Truncate { .. } => false,
            Self::Link { path, .. } | Self::Unlink { path } => here(path),
            Self::Rename { from, to } => here(from) || here(to),
        }
    }

    /// Returns where the bytes of a write end.
    pub(super) const fn end(&self) -> u64 {
        match self {
            Self::Write { offset, bytes, .. } => offset.saturating_add(bytes.len() as u64),
            Self::Truncate { length, .. } => *length,
            Self::Link { .. } | Self::Unlink { .. } | Self::Rename { .. } => 0,
        }
    }

    /// Tells whether nothing of `earlier` is left once this change is durable.
    pub(super) fn supersedes(&self, earlier: &Self) -> bool {
        let Self::Write { inode, offset, .. } = earlier else {
            return false;
        };
        match self {
            Self::Truncate {
                inode: file,
                length,
            } => file == inode && length <= offset,
            Self::Write {
                inode: file,
                offset: from,
                ..
            } => file == inode && from <= offset && self.end() >= earlier.end(),
            Self::Link { .. } | Self::Unlink { .. } | Self::Rename { .. } => false,
        }
    }
}

/// A change that is visible and may or may not survive a power cut.
#[derive(Debug, Clone)]
pub(super) struct Pending {
    pub(super) change: Change,
    /// A sync failed on it: no later sync will write it, though it may have been written.
    pub(super) stuck: bool,
}

impl Pending {
    pub(super) const fn new(change: Change) -> Self {
        Self {
            change,
            stuck: false,
        }
    }
}

#[derive(Debug, Clone)]
struct Node {
    kind: Kind,
    owner: u32,
    mode: u32,
    bytes: Vec<u8>,
    changed: i128,
}

/// Names, and what they stand for.
#[derive(Debug, Clone, Default)]
pub(super) struct Disk {
    names: BTreeMap<PathBuf, u64>,
    nodes: BTreeMap<u64, Node>,
    /// The time of the last change; each comes an hour after the one before.
    time: i128,
}

impl Disk {
    pub(super) fn add_node(&mut self, inode: u64, kind: Kind, mode: u32) {
        let node = Node {
            kind,
            owner: MemoryFs::USER,
            mode,
            bytes: Vec::new(),
            changed: self.time,
        };
        self.nodes.insert(inode, node);
    }

    pub(super) fn find(&self, path: &Path) -> Option<u64> {
        self.names.get(path).copied()
    }

    pub(super) fn bytes(&self, inode: u64) -> &[u8] {
        self.nodes
            .get(&inode)
            .map(|node| node.bytes.as_slice())
            .unwrap_or_default()
    }

    pub(super) fn set_owner(&mut self, path: &Path, owner: u32) {
        if let Some(node) = self.find(path).and_then(|inode| self.nodes.get_mut(&inode)) {
            node.owner = owner;
        }
    }

    pub(super) fn metadata(&self, inode: u64) -> io::Result<Metadata> {
        let node = self.nodes.get(&inode).ok_or(io::ErrorKind::NotFound)?;
        Ok(Metadata {
            kind: node.kind,
            owner: node.owner,
            mode: node.mode,
            length: node.bytes.len() as u64,
            device: 1,
            inode,
            changed: node.changed,
        })
    }

    pub(super) fn metadata_of(&self, path: &Path) -> io::Result<Metadata> {
        self.metadata(self.find(path).ok_or(io::ErrorKind::NotFound)?)
    }

    pub(super) fn names_in(&self, directory: &Path) -> Vec<OsString> {
        self.names
            .keys()
            .filter(|path| path.parent() == Some(directory))
            .filter_map(|path| path.file_name().map(OsString::from))
            .collect()
    }

    pub(super) fn contents(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        self.names
            .iter()
            .map(|(path, &inode)| (path.clone(), self.bytes(inode).to_vec()))
            .collect()
    }

    /// Makes a file at least so long, with zeros.
    pub(super) fn lengthen(&mut self, inode: u64, length: u64) {
        if let (Some(node), Ok(length)) = (self.nodes.get_mut(&inode), usize::try_from(length)) {
            let longer = node.bytes.len().max(length);
            node.bytes.resize(longer, 0);
        }
    }

    /// Lists the files whose content, and the directories of which a name, a change is about.
    fn changed_by(&self, change: &Change) -> Vec<u64> {
        let holding = |path: &Path| path.parent().and_then(|parent| self.find(parent));
        match change {
            Change::Write { inode, .. } | Change::Truncate { inode, .. } => vec![*inode],
            Change::Link { path, .. } | Change::Unlink { path } => {
                holding(path).into_iter().collect()
            }
            Change::Rename { from, to } => [from, to]
                .into_iter()
                .filter_map(|path| holding(path))
                .collect(),
        }
    }

    pub(super) fn apply(&mut self, change: &Change) {
        self.time = self.time.saturating_add(HOUR);
        for inode in self.changed_by(change) {
            if let Some(node) = self.nodes.get_mut(&inode) {
                node.changed = self.time;
            }
        }
        match change {
            Change::Write {
                inode,
                offset,
                bytes,
            } => self.write(*inode, *offset, bytes),
            Change::Truncate { inode, length } => {
                if let (Some(node), Ok(length)) =
                    (self.nodes.get_mut(inode), usize::try_from(*length))
                {
                    node.bytes.resize(length, 0);
                }
            }
            Change::Link { path, inode } => {
                self.names.insert(path.clone(), *inode);
            }
            Change::Unlink { path } => {
                self.names.remove(path);
            }
            Change::Rename { from, to } => {
                if let Some(inode) = self.names.remove(from) {
                    self.names.insert(to.clone(), inode);
                }
            }
        }
    }

    fn write(&mut self, inode: u64, offset: u64, bytes: &[u8]) {
        let (Some(node), Ok(start)) = (self.nodes.get_mut(&inode), usize::try_from(offset)) else {
            return;
        };
        let end = start.saturating_add(bytes.len());
        if node.bytes.len() < end {
            node.bytes.resize(end, 0);
        }
        if let Some(place) = node.bytes.get_mut(start..end) {
            place.copy_from_slice(bytes);
        }
    }
}
