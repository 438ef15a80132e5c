//! The manifest `store.json`: what makes a directory a store, and of which format.
//!
//! It gets its name last when a store is made, so a directory with a manifest is complete.

use std::path::Path;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::time::Timestamp;
use crate::store::digest::{Digest, Tag};
use crate::store::error::StoreError;
use crate::store::finding::{Finding, FindingKind};
use crate::store::fs::Fs;
use crate::store::guard;

/// The name of the manifest file.
pub(crate) const MANIFEST_FILE: &str = "store.json";
/// The name that the manifest has while its store is being made.
pub(crate) const BEGUN_FILE: &str = ".store.json.begun";
/// The name of the format.
const FORMAT: &str = "accessdesk";
/// The newest format this program knows, and the one it writes.
pub const FORMAT_VERSION: u64 = 3;
const CHECK: &str = r#","check":""#;

/// What a store says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// Tells this store and its copies from all other stores.
    pub id: Uuid,
    /// When the store was created, by the clock of the machine.
    pub created_at: Timestamp,
    /// What time it was on the desk when the store was created.
    pub desk_time_start: Timestamp,
    /// The format, at most [`FORMAT_VERSION`].
    version: u64,
    /// The last commit that was written in an earlier format; none before the first upgrade.
    upgraded_after: Option<u64>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Fields {
    format: String,
    version: u64,
    id: Uuid,
    created_at: Timestamp,
    desk_time_start: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    upgraded_after: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    check: Option<Digest>,
}

/// The part of a manifest that every format keeps.
#[derive(Debug, Deserialize)]
struct Version {
    format: String,
    version: u64,
}

impl Manifest {
    /// Describes a new store, of the newest format.
    pub const fn new(id: Uuid, created_at: Timestamp, desk_time_start: Timestamp) -> Self {
        Self {
            id,
            created_at,
            desk_time_start,
            version: FORMAT_VERSION,
            upgraded_after: None,
        }
    }

    /// Reads what the store in `directory` says about itself.
    pub fn of<F: Fs>(fs: &F, directory: &Path) -> Result<Self, StoreError> {
        Self::read(fs, directory, MANIFEST_FILE)
    }

    /// Returns the format that the store is in.
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// Tells whether the store is in an earlier format than the one that is written now.
    pub(crate) const fn is_earlier(&self) -> bool {
        self.version < FORMAT_VERSION
    }

    /// Describes the same store in the newest format, which begins after commit `seq`.
    pub(crate) const fn upgraded_after(&self, seq: u64) -> Self {
        Self {
            version: FORMAT_VERSION,
            upgraded_after: Some(seq),
            id: self.id,
            created_at: self.created_at,
            desk_time_start: self.desk_time_start,
        }
    }

    /// Returns the last commit that was written in an earlier format, by the rules of its time.
    pub const fn last_earlier_commit(&self) -> u64 {
        match self.upgraded_after {
            _ if self.is_earlier() => u64::MAX,
            Some(seq) => seq,
            None => 0,
        }
    }

    /// Writes the manifest with the digest of everything before it.
    pub(crate) fn to_text(&self) -> serde_json::Result<String> {
        let fields = Fields {
            format: FORMAT.to_owned(),
            version: self.version,
            id: self.id,
            created_at: self.created_at,
            desk_time_start: self.desk_time_start,
            upgraded_after: self.upgraded_after,
            check: None,
        };
        let mut text = serde_json::to_string(&fields)?;
        text.pop();
        let check = Digest::of(Tag::Manifest, &[text.as_bytes()]);
        Ok(format!("{text}{CHECK}{check}\"}}\n"))
    }

    /// Reads the manifest called `name` of the store in `directory`.
    pub(crate) fn read<F: Fs>(fs: &F, directory: &Path, name: &str) -> Result<Self, StoreError> {
        let path = directory.join(name);
        if !guard::exists(fs, &path)? {
            return Err(StoreError::NoStore {
                path: directory.to_owned(),
            });
        }
        Self::parse(&path, &guard::read(fs, &path)?)
    }

    fn parse(path: &Path, bytes: &[u8]) -> Result<Self, StoreError> {
        let damaged = |reason: String| {
            let kind = FindingKind::ManifestDamaged { reason };
            StoreError::Damaged(Finding::of_file(kind, MANIFEST_FILE))
        };
        let version: Version =
            serde_json::from_slice(bytes).map_err(|error| damaged(error.to_string()))?;
        if version.format != FORMAT {
            return Err(damaged(format!("the format is not {FORMAT}")));
        }
        if version.version > FORMAT_VERSION {
            return Err(StoreError::NewerFormat {
                path: path.to_owned(),
                found: version.version,
                known: FORMAT_VERSION,
            });
        }
        let fields: Fields =
            serde_json::from_slice(bytes).map_err(|error| damaged(error.to_string()))?;
        let manifest = Self {
            id: fields.id,
            created_at: fields.created_at,
            desk_time_start: fields.desk_time_start,
            version: fields.version,
            upgraded_after: fields.upgraded_after,
        };
        // The file has exactly one form, so comparing it checks the digest and everything else.
        match manifest.to_text() {
            Ok(text) if text.as_bytes() == bytes => Ok(manifest),
            Ok(_) | Err(_) => Err(damaged("its digest does not fit".to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        let (created_at, start) = (1_000_000, 2_000_000);
        Manifest::new(
            Uuid::from_u128(7),
            Timestamp::from_seconds(created_at),
            Timestamp::from_seconds(start),
        )
    }

    fn read(text: &str) -> Result<Manifest, StoreError> {
        Manifest::parse(Path::new("/store.json"), text.as_bytes())
    }

    #[test]
    fn a_manifest_reads_back_as_written() {
        assert_eq!(read(&manifest().to_text().unwrap()).unwrap(), manifest());
    }

    #[test]
    fn an_upgraded_manifest_reads_back_with_where_its_format_begins() {
        let upgraded = manifest().upgraded_after(511);
        assert_eq!(read(&upgraded.to_text().unwrap()).unwrap(), upgraded);
        assert_eq!(upgraded.last_earlier_commit(), 511);
        assert_eq!(manifest().last_earlier_commit(), 0);
    }

    #[test]
    fn every_flipped_bit_of_a_manifest_is_noticed() {
        let good = manifest().to_text().unwrap().into_bytes();
        for place in 0..good.len() {
            for bit in 0..8 {
                let mut bad = good.clone();
                bad[place] ^= 1 << bit;
                assert!(Manifest::parse(Path::new("/m"), &bad).is_err());
            }
        }
    }

    #[test]
    fn a_newer_format_is_recognized_whatever_else_it_holds() {
        let next = FORMAT_VERSION + 1;
        let newer = format!(r#"{{"format":"accessdesk","version":{next},"novelty":[1]}}"#);
        assert!(matches!(
            read(&newer),
            Err(StoreError::NewerFormat { found, .. }) if found == next
        ));
    }
}
