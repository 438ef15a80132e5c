//! `pinSession`: makes a run repeatable. The clock stands still and identifiers follow a seed.

use serde::Deserialize;

use crate::domain::shape::{Member, Shape};
use crate::domain::time::Timestamp;
use crate::engine::Surroundings;
use crate::engine::clock::{FixedClock, SeededIds};

/// The name on a line.
pub const NAME: &str = "pinSession";
/// What the line says it does.
pub const DOC: &str = "Lets the clock stand still and identifiers follow a seed; first line only.";
/// The fields.
pub const MEMBERS: &[Member] = &[
    Member::new("clock", Shape::Instant, true),
    Member::new("seed", Shape::Number, true),
    Member::new("osUser", Shape::Text(|_| Ok(())), false),
];

/// What a run is pinned to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Pin {
    /// The machine's time, as far as this run is concerned.
    pub clock: Timestamp,
    /// Where identifiers begin.
    pub seed: u64,
    /// The account of the operating system that the journal names.
    #[serde(default)]
    pub os_user: Option<String>,
}

impl Pin {
    /// Returns what the engine is to get time, identifiers and a name from.
    pub fn surroundings(self) -> Surroundings {
        Surroundings {
            clock: Box::new(FixedClock(self.clock)),
            ids: Box::new(SeededIds::new(self.seed)),
            os_user: self.os_user.unwrap_or_else(|| "operator".to_owned()),
        }
    }
}
