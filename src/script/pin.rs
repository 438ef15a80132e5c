//! `pinSession`: makes a run repeatable. The clock stands still and identifiers follow a seed.

use serde::Deserialize;

use crate::domain::shape::{Member, Shape};
use crate::domain::time::Timestamp;
use crate::engine::Surroundings;
use crate::engine::clock::{FixedClock, SeededIds};
use crate::script::json::Malformed;
use crate::script::line::Line;

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

/// Says that a pin comes too late.
pub(super) fn misplaced(line: &Line) -> Malformed {
    Malformed::at(line.column(), "pinSession stands on the first line only")
}

/// What a run is pinned to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Pin {
    /// Desk time at the start of the run.
    pub clock: Timestamp,
    /// Where identifiers begin.
    pub seed: u64,
    /// The account of the operating system that the journal names.
    #[serde(default)]
    pub os_user: Option<String>,
}

impl Pin {
    /// Returns what the engine is to get time, identifiers and a name from; `machine` is the
    /// machine's time at which it is that time on the desk, whenever the store was made.
    pub fn surroundings(self, machine: Timestamp) -> Surroundings {
        Surroundings {
            clock: Box::new(FixedClock(machine)),
            ids: Box::new(SeededIds::new(self.seed)),
            os_user: self.os_user.unwrap_or_else(|| "operator".to_owned()),
        }
    }
}
