//! Commands by chance, for tests of what holds whatever people do.
//!
//! Everything follows from a seed. The commands are built from the command tables themselves, so a
//! new command takes part as soon as it has a row. A failing test prints its seed;
//! `ACCESSDESK_TEST_SEED` runs that seed alone, `ACCESSDESK_TEST_CASES` sets how many seeds run.

mod desk;
mod dice;
mod lines;
mod onlooker;
mod reading;
mod values;

pub(crate) use desk::{RandomDesk, STORE, Step};
pub(crate) use dice::Dice;
pub(crate) use lines::persona_line;
pub(crate) use onlooker::Onlooker;
pub(crate) use reading::foreseen;
pub(crate) use values::{Known, Values};

/// Returns the seeds that a test runs, `cases` of them unless the environment says otherwise.
pub(crate) fn seeds(cases: u64) -> std::ops::RangeInclusive<u64> {
    let number = |name: &str| -> Option<u64> {
        let text = std::env::var(name).ok()?;
        Some(
            text.parse()
                .unwrap_or_else(|_| panic!("{name} is no number: {text}")),
        )
    };
    if let Some(seed) = number("ACCESSDESK_TEST_SEED") {
        return seed..=seed;
    }
    1..=number("ACCESSDESK_TEST_CASES").unwrap_or(cases)
}
