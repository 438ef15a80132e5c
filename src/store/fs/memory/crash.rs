//! What a power cut may leave behind.
//!
//! Of the changes that were never made durable any subset may have reached the disk, the last of
//! them in part. That is harsher than any one file system, and therefore covers them all.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex};

use crate::store::fs::memory::disk::{Change, Disk};
use crate::store::fs::memory::{MemoryFs, World};

/// Up to so many changes every subset is tried; beyond, only what lies near none and all of them.
const ALL_SUBSETS: usize = 5;

impl World {
    /// Ends a sync: what it covers becomes durable, or is stuck when it failed.
    pub(super) fn settle(
        &mut self,
        entered: io::Result<()>,
        covers: impl Fn(&Change) -> bool,
    ) -> io::Result<()> {
        if let Err(error) = entered {
            for pending in &mut self.pending {
                pending.stuck |= covers(&pending.change);
            }
            return Err(error);
        }
        let mut left = Vec::new();
        for pending in std::mem::take(&mut self.pending) {
            if pending.stuck || !covers(&pending.change) {
                left.push(pending);
            } else {
                self.durable.apply(&pending.change);
                left.retain(|earlier| !pending.change.supersedes(&earlier.change));
            }
        }
        self.pending = left;
        Ok(())
    }

    /// Returns the same machine after a restart with another disk.
    fn restarted(&self, disk: &Disk) -> MemoryFs {
        let world = Self {
            seen: disk.clone(),
            durable: disk.clone(),
            pending: Vec::new(),
            locks: BTreeMap::new(),
            fault: None,
            calls: 0,
            ..self.clone()
        };
        MemoryFs(Arc::new(Mutex::new(world)))
    }
}

impl MemoryFs {
    /// Returns the machine after all its processes were killed: nothing is lost, all locks are free.
    #[must_use]
    pub fn killed(&self) -> Self {
        let world = World {
            locks: BTreeMap::new(),
            fault: None,
            calls: 0,
            ..self.world().clone()
        };
        Self(Arc::new(Mutex::new(world)))
    }

    /// Returns the machine after each power cut that can happen now.
    pub fn crashes(&self) -> Vec<Self> {
        let world = self.world();
        let changes: Vec<&Change> = world
            .pending
            .iter()
            .map(|pending| &pending.change)
            .collect();
        let mut outcomes = Vec::new();
        for kept in subsets(changes.len()) {
            let everything = kept.iter().all(|kept| *kept);
            let kept: Vec<&Change> = changes
                .iter()
                .zip(&kept)
                .filter_map(|(change, kept)| kept.then_some(*change))
                .collect();
            outcomes.push(world.restarted(&disk_with(&world.durable, &kept, None)));
            if let Some(Change::Write { bytes, .. }) = kept.last() {
                for cut in cuts(bytes.len(), everything) {
                    outcomes.push(world.restarted(&disk_with(&world.durable, &kept, Some(cut))));
                }
            }
        }
        outcomes
    }
}

/// How the last write is incomplete.
#[derive(Debug, Clone, Copy)]
enum Cut {
    /// Only the first bytes arrived.
    After(usize),
    /// Only the first bytes arrived, and the length: what was there stays, what is new is zero.
    ZeroedAfter(usize),
}

fn cuts(length: usize, thorough: bool) -> Vec<Cut> {
    let places: Vec<usize> = if thorough {
        (0..length).collect()
    } else {
        vec![0, 1, length / 2, length.saturating_sub(1)]
    };
    let after = places.iter().map(|place| Cut::After(*place));
    let zeroed = [0, length / 2, length.saturating_sub(1)].map(Cut::ZeroedAfter);
    after.chain(zeroed).collect()
}

fn subsets(count: usize) -> Vec<Vec<bool>> {
    if count <= ALL_SUBSETS {
        return (0..1_u32 << count)
            .map(|bits| (0..count).map(|place| bits >> place & 1 == 1).collect())
            .collect();
    }
    let prefixes = (0..=count).map(|end| (0..count).map(|place| place < end).collect());
    let holes = (0..count).map(|hole| (0..count).map(|place| place != hole).collect());
    prefixes.chain(holes).collect()
}

fn disk_with(durable: &Disk, kept: &[&Change], cut: Option<Cut>) -> Disk {
    let mut disk = durable.clone();
    let Some((last, before)) = kept.split_last() else {
        return disk;
    };
    for change in before {
        disk.apply(change);
    }
    match (last, cut) {
        (
            Change::Write {
                inode,
                offset,
                bytes,
            },
            Some(Cut::After(length) | Cut::ZeroedAfter(length)),
        ) => disk.apply(&Change::Write {
            inode: *inode,
            offset: *offset,
            bytes: bytes.iter().copied().take(length).collect(),
        }),
        (_, _) => disk.apply(last),
    }
    if let (Change::Write { inode, .. }, Some(Cut::ZeroedAfter(_))) = (last, cut) {
        disk.lengthen(*inode, last.end());
    }
    disk
}
