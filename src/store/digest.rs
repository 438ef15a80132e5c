//! SHA-256 digests with a purpose: every use has a tag of its own.
//!
//! The tags keep the digest of one kind of thing from ever passing for that of another, so a line
//! of the journal cannot be replayed as the head of a snapshot.

use std::fmt;

use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// What a digest speaks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// The start of the chain, before the first record.
    Genesis,
    /// One line of the journal.
    Record,
    /// One slot of the head file.
    HeadSlot,
    /// The manifest.
    Manifest,
    /// The head of a snapshot.
    SnapshotHead,
    /// One collection of a snapshot.
    Collection,
}

impl Tag {
    const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Genesis => b"accessdesk genesis 1\0",
            Self::Record => b"accessdesk record 1\0",
            Self::HeadSlot => b"accessdesk head slot 1\0",
            Self::Manifest => b"accessdesk manifest 1\0",
            Self::SnapshotHead => b"accessdesk snapshot head 1\0",
            Self::Collection => b"accessdesk collection 1\0",
        }
    }
}

/// A SHA-256 digest, written as 64 lower-case hex digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The number of hex digits.
    pub const WIDTH: usize = 64;

    /// Computes the digest of `parts` laid end to end.
    pub fn of(tag: Tag, parts: &[&[u8]]) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(tag.bytes());
        for part in parts {
            hasher.update(part);
        }
        Self(hasher.finalize().into())
    }

    /// Returns what the first record of a store names as the one before it.
    ///
    /// It depends on the store's id, so records of two stores never continue each other.
    pub fn genesis(store: Uuid) -> Self {
        Self::of(Tag::Genesis, &[store.as_bytes()])
    }

    /// Reads exactly 64 lower-case hex digits.
    pub fn parse(text: &[u8]) -> Option<Self> {
        if text.len() != Self::WIDTH {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
            let &[high, low] = pair else { return None };
            *byte = nibble(high)? << 4 | nibble(low)?;
        }
        Some(Self(bytes))
    }

    /// Returns the 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

const fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

const fn digit(nibble: u8) -> u8 {
    match nibble {
        0..=9 => b'0' + nibble,
        _ => b'a' + (nibble - 10),
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = [0; Self::WIDTH];
        for (pair, byte) in text.chunks_exact_mut(2).zip(self.0) {
            pair.copy_from_slice(&[digit(byte >> 4), digit(byte & 0xf)]);
        }
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

impl serde::Serialize for Digest {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Digest {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(text.as_bytes())
            .ok_or_else(|| serde::de::Error::custom("is not a digest of 64 hex digits"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_read_back_as_written_and_in_no_other_form() {
        let digest = Digest::of(Tag::Record, &[b"a", b"b"]);
        assert_eq!(Digest::parse(digest.to_string().as_bytes()), Some(digest));
        assert_eq!(
            Digest::parse(digest.to_string().to_uppercase().as_bytes()),
            None
        );
        assert_eq!(Digest::parse(&[b'0'; 63]), None);
    }

    #[test]
    fn the_same_bytes_have_another_digest_for_another_purpose() {
        assert_ne!(
            Digest::of(Tag::Record, &[b"a"]),
            Digest::of(Tag::HeadSlot, &[b"a"])
        );
    }
}
