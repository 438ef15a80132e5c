//! Samples: stores made by commands that are compiled in.

use crate::engine::clock::{FixedClock, SeededIds};
use crate::engine::{Engine, Surroundings};
use crate::script::json::Malformed;
use crate::script::line::Line;
use crate::script::run::is_skipped;
use crate::script::session::Session;
use crate::script::trouble::Trouble;
use crate::store::fs::Fs;

/// The seed of every sample's identifiers.
const SEED: u64 = 1;
/// The account that the journal names for what a sample did.
const OS_USER: &str = "accessdesk";

/// A store's first content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sample {
    /// Two directories and one administrator: where the tutorial begins.
    Tutorial,
    /// The same with the people and groups of the tutorial's first steps.
    Prepared,
    /// A company in its third month of entitlement management, with something in every state.
    Woodgrove,
    /// One directory with catalog General and a Global Administrator.
    Empty,
}

impl Sample {
    /// Every sample.
    pub const ALL: &'static [Self] =
        &[Self::Tutorial, Self::Prepared, Self::Woodgrove, Self::Empty];

    /// Returns the name that people write.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tutorial => "tutorial",
            Self::Prepared => "prepared",
            Self::Woodgrove => "woodgrove",
            Self::Empty => "empty",
        }
    }

    /// Says what the sample holds.
    pub const fn doc(self) -> &'static str {
        match self {
            Self::Tutorial => "two directories and one administrator, where the tutorial begins",
            Self::Prepared => "the same with people and groups, nothing governed yet",
            Self::Woodgrove => "a company in its third month, with something in every state",
            Self::Empty => "one directory with catalog General and a Global Administrator",
        }
    }

    const fn lines(self) -> &'static str {
        match self {
            Self::Tutorial => include_str!("../../assets/samples/tutorial.jsonl"),
            Self::Prepared => include_str!("../../assets/samples/prepared.jsonl"),
            Self::Woodgrove => include_str!("../../assets/samples/woodgrove.jsonl"),
            Self::Empty => include_str!("../../assets/samples/empty.jsonl"),
        }
    }
}

/// Fills a new store with a sample, through the same door as everything else.
///
/// The clock stands still and identifiers follow a seed meanwhile, so the same sample with the same
/// start gives the same journal; afterwards the engine has `surroundings`.
pub fn apply<F: Fs>(
    engine: &mut Engine<F>,
    sample: Sample,
    surroundings: Surroundings,
) -> Result<(), Trouble> {
    let created = engine.store().manifest().created_at;
    engine.pin(Surroundings {
        clock: Box::new(FixedClock(created)),
        ids: Box::new(SeededIds::new(SEED)),
        os_user: OS_USER.to_owned(),
    });
    let mut session = Session::new(engine, None);
    let lines = sample.lines().lines().zip(1..);
    for (line, number) in lines.filter(|(line, _)| !is_skipped(line)) {
        let line: Result<Line, Malformed> = Line::read(line);
        let line = line?;
        match session.perform(number, &line) {
            Err(Trouble::Refused(refused)) if line.expected()? == Some(refused.refusal.code()) => {}
            outcome => drop(outcome?),
        }
    }
    engine.pin(surroundings);
    Ok(())
}
