//! Snapshots: the state after a commit, so that opening need not read the whole journal.
//!
//! A snapshot is a cache. Its first line gives length and digest of every collection and the
//! lengths of the finished journal files before it; nothing in it is believed without them.

use std::ffi::OsStr;
use std::path::Path;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::desk::{CollectionReader, CollectionWriter, Desk};
use crate::store::digest::{Digest, Tag};
use crate::store::error::StoreError;
use crate::store::fs::Fs;
use crate::store::head::Head;
use crate::store::{guard, replace};

const OPENING: &str = r#"{"head":"#;
const CHECK: &str = r#","check":""#;
const COLLECTIONS: &str = "\",\n\"collections\":{\n";
const CLOSING: &str = "\n}}\n";
const BETWEEN: &str = ",\n";

/// A finished journal file that a snapshot covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Covered {
    pub(crate) first: u64,
    pub(crate) length: u64,
}

/// One collection as the head of a snapshot announces it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Announced {
    pub(crate) name: String,
    length: usize,
    digest: Digest,
}

/// The head of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SnapshotHead {
    store: Uuid,
    pub(crate) at: Head,
    pub(crate) journal: Vec<Covered>,
    collections: Vec<Announced>,
}

/// Returns the name of the snapshot after commit `seq`.
pub(crate) fn name(seq: u64) -> String {
    format!("snapshot-{seq:010}.json")
}

/// Reads the number of the commit from the name of a snapshot.
pub(crate) fn seq_of(file_name: &OsStr) -> Option<u64> {
    let text = file_name.to_str()?;
    let digits = text.strip_prefix("snapshot-")?.strip_suffix(".json")?;
    let seq = digits.parse().ok()?;
    (name(seq) == text).then_some(seq)
}

/// Lists the commits after which there are snapshots, newest first.
pub(crate) fn list<F: Fs>(fs: &F, directory: &Path) -> Result<Vec<u64>, StoreError> {
    let names = fs
        .list(directory)
        .map_err(StoreError::io("list", directory))?;
    let mut seqs: Vec<u64> = names.iter().filter_map(|name| seq_of(name)).collect();
    seqs.sort_unstable_by(|one, other| other.cmp(one));
    Ok(seqs)
}

/// Collects the bytes of a desk's collections.
#[derive(Debug, Default)]
struct Writer(Vec<(&'static str, Vec<u8>)>);

impl CollectionWriter for Writer {
    type Error = serde_json::Error;

    fn write<T: Serialize>(
        &mut self,
        name: &'static str,
        collection: &T,
    ) -> Result<(), Self::Error> {
        self.0.push((name, serde_json::to_vec(collection)?));
        Ok(())
    }
}

fn announce(collections: &[(&'static str, Vec<u8>)]) -> Vec<Announced> {
    collections
        .iter()
        .map(|(name, bytes)| Announced {
            name: (*name).to_owned(),
            length: bytes.len(),
            digest: digest(name, bytes),
        })
        .collect()
}

fn digest(name: &str, bytes: &[u8]) -> Digest {
    Digest::of(Tag::Collection, &[name.as_bytes(), b"\0", bytes])
}

/// Writes the snapshot of `desk`, which is the state after `at`; returns its length.
pub(crate) fn write<F: Fs>(
    fs: &F,
    directory: &Path,
    store: Uuid,
    at: Head,
    journal: Vec<Covered>,
    desk: &Desk,
) -> Result<u64, StoreError> {
    let name = name(at.seq);
    let path = directory.join(&name);
    let failed = || StoreError::io("write", &path);
    let mut writer = Writer::default();
    desk.write_collections(&mut writer)
        .map_err(|error| failed()(error.into()))?;
    let head = SnapshotHead {
        store,
        at,
        journal,
        collections: announce(&writer.0),
    };
    let head = serde_json::to_string(&head).map_err(|error| failed()(error.into()))?;
    let check = Digest::of(Tag::SnapshotHead, &[head.as_bytes()]);
    let first = format!("{OPENING}{head}{CHECK}{check}{COLLECTIONS}");
    let mut pieces = vec![first.into_bytes()];
    for (number, (name, bytes)) in writer.0.into_iter().enumerate() {
        let between = if number == 0 { "" } else { BETWEEN };
        pieces.push(format!("{between}\"{name}\":").into_bytes());
        pieces.push(bytes);
    }
    pieces.push(CLOSING.as_bytes().to_vec());
    let slices: Vec<&[u8]> = pieces.iter().map(Vec::as_slice).collect();
    replace::replace(fs, directory, &name, &slices).map_err(failed())?;
    Ok(slices.iter().map(|piece| piece.len() as u64).sum())
}

/// A snapshot whose digests all fit.
#[derive(Debug)]
pub(crate) struct Snapshot {
    pub(crate) head: SnapshotHead,
    bytes: Vec<u8>,
    /// Where the first collection's name begins.
    start: usize,
}

impl Snapshot {
    /// Reads the snapshot after commit `seq`, or says why it cannot be used.
    pub(crate) fn read<F: Fs>(
        fs: &F,
        directory: &Path,
        store: Uuid,
        seq: u64,
    ) -> Result<Self, String> {
        let bytes =
            guard::read(fs, &directory.join(name(seq))).map_err(|error| error.to_string())?;
        let snapshot =
            Self::parse(bytes).ok_or_else(|| "its digests do not fit its content".to_owned())?;
        if snapshot.head.store != store || snapshot.head.at.seq != seq {
            return Err("it belongs to another store or commit".to_owned());
        }
        Ok(snapshot)
    }

    fn parse(bytes: Vec<u8>) -> Option<Self> {
        let line = bytes.split(|byte| *byte == b'\n').next()?;
        let line = line.strip_prefix(OPENING.as_bytes())?;
        let tail = CHECK.len().saturating_add(Digest::WIDTH + 2);
        let (head, check) = line.split_at_checked(line.len().checked_sub(tail)?)?;
        let expected = Digest::of(Tag::SnapshotHead, &[head]);
        if check != format!("{CHECK}{expected}\",").as_bytes() {
            return None;
        }
        let start = [OPENING.len(), head.len(), CHECK.len(), Digest::WIDTH]
            .into_iter()
            .sum();
        let head: SnapshotHead = serde_json::from_slice(head).ok()?;
        let rest = bytes.get(start..)?.strip_prefix(COLLECTIONS.as_bytes())?;
        let start = bytes.len().checked_sub(rest.len())?;
        let mut pieces = Pieces { rest, first: true };
        for announced in &head.collections {
            let piece = pieces.next(&announced.name, announced.length)?;
            if digest(&announced.name, piece) != announced.digest {
                return None;
            }
        }
        let whole = pieces.rest == CLOSING.as_bytes();
        whole.then_some(Self { head, bytes, start })
    }

    /// Returns its length in bytes.
    pub(crate) fn length(&self) -> u64 {
        self.bytes.len() as u64
    }

    /// Tells whether it holds the collections that a desk has now; one of an earlier version of the
    /// program may lack some.
    pub(crate) fn holds_every_collection(&self) -> bool {
        let held = self.head.collections.iter().map(|held| held.name.as_str());
        held.eq(Desk::COLLECTIONS.iter().copied())
    }

    /// Makes the desk that the snapshot holds.
    pub(crate) fn desk(&self) -> Result<Desk, String> {
        let rest = self.bytes.get(self.start..).unwrap_or_default();
        let mut reader = Reader {
            announced: self.head.collections.iter(),
            pieces: Pieces { rest, first: true },
        };
        let desk = Desk::read_collections(&mut reader)?;
        match reader.announced.next() {
            None => Ok(desk),
            Some(unknown) => Err(format!("it holds an unknown collection {}", unknown.name)),
        }
    }

    /// Returns the first collection in which `desk` is not what the snapshot holds.
    pub(crate) fn differs_from(&self, desk: &Desk) -> Option<String> {
        let mut writer = Writer::default();
        if desk.write_collections(&mut writer).is_err() {
            return Some("every collection".to_owned());
        }
        let actual = announce(&writer.0);
        let longest = actual.len().max(self.head.collections.len());
        (0..longest)
            .find(|&place| actual.get(place) != self.head.collections.get(place))
            .and_then(|place| actual.get(place).or(self.head.collections.get(place)))
            .map(|differing| differing.name.clone())
    }
}

/// What is left of the collections' bytes.
#[derive(Debug)]
struct Pieces<'a> {
    rest: &'a [u8],
    first: bool,
}

impl<'a> Pieces<'a> {
    fn next(&mut self, name: &str, length: usize) -> Option<&'a [u8]> {
        let between = if std::mem::take(&mut self.first) {
            ""
        } else {
            BETWEEN
        };
        let label = format!("{between}\"{name}\":");
        let (piece, rest) = self
            .rest
            .strip_prefix(label.as_bytes())?
            .split_at_checked(length)?;
        self.rest = rest;
        Some(piece)
    }
}

struct Reader<'a> {
    announced: std::slice::Iter<'a, Announced>,
    pieces: Pieces<'a>,
}

impl CollectionReader for Reader<'_> {
    type Error = String;

    fn read<T: DeserializeOwned>(&mut self, name: &'static str) -> Result<T, String> {
        self.announced
            .next()
            .filter(|announced| announced.name == name)
            .and_then(|announced| self.pieces.next(name, announced.length))
            .ok_or_else(|| format!("it lacks the collection {name}"))
            .and_then(|bytes| {
                serde_json::from_slice(bytes).map_err(|error| format!("{name}: {error}"))
            })
    }
}
