//! The machine's clock and chance: the only place that reads them.

use std::time::{SystemTime, UNIX_EPOCH};

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::domain::context::IdSource;
use crate::domain::time::Timestamp;

/// Where machine time comes from.
pub trait Clock {
    /// Returns the machine's time.
    fn now(&self) -> Timestamp;
}

/// The clock of this machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct MachineClock;

impl Clock for MachineClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the clock"
    )]
    fn now(&self) -> Timestamp {
        let seconds = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| since.as_secs());
        Timestamp::from_seconds(i64::try_from(seconds).unwrap_or(i64::MAX))
    }
}

/// A clock that stands still, for scripts that pin their session and for tests.
#[derive(Debug, Clone, Copy)]
pub struct FixedClock(pub Timestamp);

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        self.0
    }
}

/// Identifiers drawn by chance.
#[derive(Debug, Clone, Copy, Default)]
pub struct RandomIds;

impl IdSource for RandomIds {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that draws identifiers"
    )]
    fn next_id(&mut self) -> Uuid {
        Uuid::new_v4()
    }
}

/// Identifiers that follow from a seed: the same seed gives the same ones in the same order.
#[derive(Debug, Clone)]
pub struct SeededIds {
    seed: u64,
    drawn: u64,
}

impl SeededIds {
    /// Starts a sequence.
    pub const fn new(seed: u64) -> Self {
        Self { seed, drawn: 0 }
    }
}

impl IdSource for SeededIds {
    fn next_id(&mut self) -> Uuid {
        self.drawn += 1;
        let digest = Sha256::new()
            .chain_update(b"accessdesk id")
            .chain_update(self.seed.to_le_bytes())
            .chain_update(self.drawn.to_le_bytes())
            .finalize();
        let mut bytes = [0_u8; 16];
        bytes
            .iter_mut()
            .zip(digest)
            .for_each(|(byte, drawn)| *byte = drawn);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }
}
