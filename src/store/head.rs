//! The head: the last durable commit, in two slots that are overwritten in turn.
//!
//! It tells a commit that was cut off the journal from one that never was acknowledged. Commits do
//! not wait for it: a head that lags behind the journal is harmless, one ahead of it cannot come to
//! be. It is synced once in a `STRETCH` of the journal, since opening writes again whatever a
//! power cut left beyond it.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::store::digest::{Digest, Tag};
use crate::store::error::StoreError;
use crate::store::fs::{Fs, FsFile, Kind, Metadata, OpenMode};
use crate::store::guard;
use crate::store::names::Names;

/// The name of the head file.
pub(crate) const HEAD_FILE: &str = "head.json";
/// How many bytes of the journal the head may lag behind after a power cut.
const STRETCH: u64 = 1 << 20;
const OPENING: &str = "[\n";
const BETWEEN: &str = ",\n";
const CLOSING: &str = "\n]\n";
const SLOT: usize = 179;
const FIRST_SLOT: usize = OPENING.len();
const SECOND_SLOT: usize = FIRST_SLOT + SLOT + BETWEEN.len();
const LENGTH: usize = SECOND_SLOT + SLOT + CLOSING.len();

/// A place in the chain: a commit and the digest of its last line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// The number of the commit; zero before the first.
    pub seq: u64,
    /// The digest of its last line.
    pub hash: Digest,
}

impl Head {
    /// Writes one slot; the width is always the same.
    fn slot(&self) -> String {
        let check = self.check();
        format!(
            r#"{{"seq":"{:020}","hash":"{}","check":"{check}"}}"#,
            self.seq, self.hash
        )
    }

    fn check(&self) -> Digest {
        Digest::of(
            Tag::HeadSlot,
            &[&self.seq.to_be_bytes(), self.hash.as_bytes()],
        )
    }

    fn read_slot(slot: &[u8]) -> Option<Self> {
        let rest = slot.strip_prefix(br#"{"seq":""#)?;
        let (digits, rest) = rest.split_at_checked(20)?;
        if !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let seq = std::str::from_utf8(digits).ok()?.parse().ok()?;
        let rest = rest.strip_prefix(br#"","hash":""#)?;
        let (hash, rest) = rest.split_at_checked(Digest::WIDTH)?;
        let head = Self {
            seq,
            hash: Digest::parse(hash)?,
        };
        let check = rest
            .strip_prefix(br#"","check":""#)?
            .strip_suffix(br#""}"#)?;
        (Digest::parse(check)? == head.check()).then_some(head)
    }
}

/// Tells whether a journal file that grew from one length to another began a new stretch.
///
/// Lengths decide, not what a process remembers: many short runs add up to stretches too.
pub(crate) const fn is_stretched(before: u64, after: u64) -> bool {
    before == 0 || before / STRETCH != after / STRETCH
}

/// What the head file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct HeadFile {
    slots: [Option<Head>; 2],
}

impl HeadFile {
    /// Writes the head of a store without commits.
    pub(crate) fn initial(head: Head) -> String {
        let slot = head.slot();
        format!("{OPENING}{slot}{BETWEEN}{slot}{CLOSING}")
    }

    /// Reads the bytes of a head file.
    pub(crate) fn parse(bytes: &[u8]) -> Self {
        let slot = |at: usize| {
            bytes
                .get(at..at.saturating_add(SLOT))
                .and_then(Head::read_slot)
        };
        let framed = |at: usize, text: &str| {
            bytes.get(at..at.saturating_add(text.len())) == Some(text.as_bytes())
        };
        let whole = bytes.len() == LENGTH
            && framed(0, OPENING)
            && framed(FIRST_SLOT.saturating_add(SLOT), BETWEEN)
            && framed(SECOND_SLOT.saturating_add(SLOT), CLOSING);
        let mut slots = [slot(FIRST_SLOT), slot(SECOND_SLOT)];
        if !whole && slots.iter().all(Option::is_some) {
            // The slots vouch for themselves; damage around them counts as damage to the older.
            slots = [
                slots.into_iter().flatten().max_by_key(|head| head.seq),
                None,
            ];
        }
        Self { slots }
    }

    /// Returns the last commit that the head vouches for.
    pub(crate) fn last(&self) -> Option<Head> {
        self.slots.into_iter().flatten().max_by_key(|head| head.seq)
    }

    /// Returns what the head says of a commit, if it says anything.
    pub(crate) fn hash_of(&self, seq: u64) -> Option<Digest> {
        self.slots
            .into_iter()
            .flatten()
            .find(|head| head.seq == seq)
            .map(|head| head.hash)
    }

    /// Tells whether exactly one slot can be read.
    pub(crate) fn has_one_slot(&self) -> bool {
        self.slots.iter().flatten().count() == 1
    }

    /// Knows nothing, as when an old part of the journal is read.
    pub(crate) const fn silent() -> Self {
        Self {
            slots: [None, None],
        }
    }

    /// Overwrites the unreadable or else the older slot.
    ///
    /// Returns where the slot begins, and its text.
    fn write<File: FsFile>(&mut self, file: &File, head: Head) -> io::Result<(usize, String)> {
        let put = |at: usize, text: &str| file.write_all_at(at as u64, text.as_bytes());
        if self.slots.iter().any(Option::is_none) {
            file.truncate(LENGTH as u64)?;
            put(0, OPENING)?;
            put(FIRST_SLOT.saturating_add(SLOT), BETWEEN)?;
            put(SECOND_SLOT.saturating_add(SLOT), CLOSING)?;
        }
        let [first, second] = &mut self.slots;
        // An unreadable slot is `None`, which comes before every number.
        let (slot, at) = if first.map(|head| head.seq) <= second.map(|head| head.seq) {
            (first, FIRST_SLOT)
        } else {
            (second, SECOND_SLOT)
        };
        // A write that fails half-way leaves the slot unreadable.
        *slot = None;
        let text = head.slot();
        put(at, &text)?;
        *slot = Some(head);
        Ok((at, text))
    }
}

/// The head file on its disk, kept open: every commit reads it and writes it.
#[derive(Debug)]
pub(crate) struct HeadHandle<F: Fs> {
    path: PathBuf,
    opened: Option<Opened<F>>,
    /// The bytes that were last read or written, with what they say.
    known: Option<(Vec<u8>, HeadFile)>,
}

#[derive(Debug)]
struct Opened<F: Fs> {
    file: F::File,
    metadata: Metadata,
    mode: OpenMode,
}

impl<F: Fs> HeadHandle<F> {
    /// Knows where the head of a store lies without opening it.
    pub(crate) fn of(directory: &Path) -> Self {
        Self {
            path: directory.join(HEAD_FILE),
            opened: None,
            known: None,
        }
    }

    /// Reads what has the name now; a missing file is as good as an unreadable one.
    pub(crate) fn read(&mut self, fs: &F, names: Names) -> Result<HeadFile, StoreError> {
        if self.opened.is_none() || names == Names::Unknown {
            let Some(found) = guard::find(fs, &self.path, Kind::File)? else {
                self.opened = None;
                return Ok(HeadFile::silent());
            };
            self.opened
                .take_if(|opened| !opened.metadata.is_same_file(&found));
        }
        let path = self.path.clone();
        let bytes = self
            .open(fs, OpenMode::Read)?
            .read_range(0, LENGTH.saturating_add(1))
            .map_err(StoreError::io("read", &path))?;
        let said = match self.known.take() {
            Some((known, said)) if known == bytes => said,
            Some(_) | None => HeadFile::parse(&bytes),
        };
        self.known = Some((bytes, said));
        Ok(said)
    }

    /// Writes a head beside the one before it.
    pub(crate) fn write(
        &mut self,
        fs: &F,
        said: &mut HeadFile,
        head: Head,
    ) -> Result<(), StoreError> {
        let path = self.path.clone();
        let known = self.known.take();
        let (at, slot) = said
            .write(self.open(fs, OpenMode::Overwrite)?, head)
            .map_err(StoreError::io("write", &path))?;
        self.known = known.and_then(|(mut bytes, _)| {
            let place = bytes.get_mut(at..at.saturating_add(SLOT))?;
            place.copy_from_slice(slot.as_bytes());
            Some((bytes, *said))
        });
        Ok(())
    }

    /// Makes what was written durable.
    pub(crate) fn sync(&mut self, fs: &F) -> Result<(), StoreError> {
        let path = self.path.clone();
        self.open(fs, OpenMode::Overwrite)?
            .sync()
            .map_err(StoreError::io("sync", &path))
    }

    /// Returns the open file, which whoever only reads never opens for writing.
    fn open(&mut self, fs: &F, mode: OpenMode) -> Result<&F::File, StoreError> {
        let opened = match self.opened.take() {
            Some(opened) if mode == OpenMode::Read || opened.mode == mode => opened,
            Some(_) | None => {
                let (file, metadata) = guard::open_known(fs, &self.path, mode)?;
                Opened {
                    file,
                    metadata,
                    mode,
                }
            }
        };
        Ok(&self.opened.insert(opened).file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(seq: u64) -> Head {
        Head {
            seq,
            hash: Digest::genesis(uuid::Uuid::from_u128(u128::from(seq))),
        }
    }

    fn file(first: u64, second: u64) -> Vec<u8> {
        let (first, second) = (head(first).slot(), head(second).slot());
        format!("{OPENING}{first}{BETWEEN}{second}{CLOSING}").into_bytes()
    }

    #[test]
    fn the_later_slot_is_the_head_and_both_can_be_asked() {
        let read = HeadFile::parse(&file(5, 4));
        assert_eq!(read.last(), Some(head(5)));
        assert_eq!(read.hash_of(4), Some(head(4).hash));
        assert_eq!(read.hash_of(3), None);
        assert!(serde_json::from_slice::<serde_json::Value>(&file(5, 4)).is_ok());
    }

    #[test]
    fn a_damaged_byte_costs_one_slot_at_most() {
        let good = file(5, 4);
        for place in 0..good.len() {
            let mut bad = good.clone();
            bad[place] ^= 1;
            let read = HeadFile::parse(&bad);
            assert!(read.has_one_slot(), "byte {place}");
        }
        assert_eq!(HeadFile::parse(b"").last(), None);
    }
}
