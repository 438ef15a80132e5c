//! Finds, makes and opens the store that the arguments name.

use std::env;
use std::path::PathBuf;

use crate::cli::General;
use crate::cli::failure::{Failure, note, remark};
use crate::domain::context::IdSource as _;
use crate::domain::text::counting::counted;
use crate::domain::time::Timestamp;
use crate::engine::clock::{Clock as _, MachineClock, RandomIds};
use crate::engine::{Engine, Surroundings};
use crate::script::Sample;
use crate::script::sample;
use crate::store::Access;
use crate::store::error::StoreError;
use crate::store::finding::Finding;
use crate::store::fs::{Fs, MemoryFs, RealFs};
use crate::store::location::Location;
use crate::store::manifest::{FORMAT_VERSION, Manifest};
use crate::store::rehearsing;

/// Returns the directory of the store.
pub(super) fn store(general: &General) -> Result<PathBuf, Failure> {
    match &general.store {
        Some(path) => Ok(path.clone()),
        None => Ok(Location::find(|name| env::var_os(name))?.store),
    }
}

/// Opens the store; what was found on the way is told on the standard error.
pub(super) fn open(general: &General, access: Access) -> Result<Engine<RealFs>, Failure> {
    open_finding(general, access).map(|(engine, _)| engine)
}

/// Opens the store, tells on the standard error what was found on the way, and returns it.
pub(super) fn open_finding(
    general: &General,
    access: Access,
) -> Result<(Engine<RealFs>, Vec<Finding>), Failure> {
    let access = if general.read_only {
        Access::ReadOnly
    } else {
        access
    };
    let path = store(general)?;
    let (engine, findings) = Engine::open(RealFs, &path, access, surroundings())?;
    tell(general, &findings);
    remark(general, &about(&engine));
    Ok((engine, findings))
}

/// Says which store is open and how much it holds.
fn about<F: Fs>(engine: &Engine<F>) -> String {
    let store = engine.store();
    let path = store.directory().display();
    let commits = counted(engine.desk().history.seq, "commit");
    format!("the store at {path} holds {commits}, format {FORMAT_VERSION}")
}

/// Opens a copy of the store in memory, on which everything can be tried.
pub(super) fn rehearse(general: &General) -> Result<Engine<MemoryFs>, Failure> {
    let (copy, path) = rehearsing::copy(&RealFs, &store(general)?)?;
    let (engine, findings) = Engine::open(copy, &path, Access::Write, surroundings())?;
    tell(general, &findings);
    remark(general, &about(&engine));
    Ok(engine)
}

/// Makes a store with a sample in it, whole or not at all.
pub(super) fn create(
    general: &General,
    sample: Sample,
    at: Option<Timestamp>,
) -> Result<Engine<RealFs>, Failure> {
    let path = store(general)?;
    if general.store.is_none()
        && let Some(parent) = path.parent()
    {
        // A place that people did not choose is made for them.
        std::fs::create_dir_all(parent).map_err(|source| StoreError::Io {
            action: "create",
            path: parent.to_owned(),
            source,
        })?;
    }
    let created_at = MachineClock.now();
    let manifest = Manifest::new(RandomIds.next_id(), created_at, at.unwrap_or(created_at));
    let (mut engine, findings) = Engine::begin(RealFs, &path, &manifest, surroundings())?;
    tell(general, &findings);
    sample::apply(&mut engine, sample, surroundings())
        .map_err(|trouble| Failure::of_line(trouble, engine.tenant()))?;
    engine.finish()?;
    Ok(engine)
}

/// Returns the machine's clock, chance and the name of whoever runs the program.
pub(super) fn surroundings() -> Surroundings {
    Surroundings {
        clock: Box::new(MachineClock),
        ids: Box::new(RandomIds),
        os_user: os_user(),
    }
}

/// Returns the account of the operating system.
pub(super) fn os_user() -> String {
    ["USER", "LOGNAME", "USERNAME"]
        .into_iter()
        .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()))
        .unwrap_or_else(|| "unknown".to_owned())
}

fn tell(general: &General, findings: &[Finding]) {
    for finding in findings {
        note(general, &finding.to_string());
    }
}
