//! Finds, makes and opens the store that the arguments name.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::cli::General;
use crate::cli::failure::{Failure, note, remark};
use crate::domain::context::IdSource as _;
use crate::domain::time::Timestamp;
use crate::engine::clock::{Clock as _, MachineClock, RandomIds};
use crate::engine::{Engine, Surroundings};
use crate::script::Sample;
use crate::script::sample;
use crate::store::Access;
use crate::store::error::StoreError;
use crate::store::finding::Finding;
use crate::store::fs::{Fs, Kind, RealFs, SimFs};
use crate::store::location::Location;
use crate::store::manifest::{FORMAT_VERSION, Manifest};

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
    let commits = engine.desk().history.seq;
    format!("the store at {path} holds {commits} commits, format {FORMAT_VERSION}")
}

/// Opens a copy of the store in memory, on which everything can be tried.
pub(super) fn rehearse(general: &General) -> Result<Engine<SimFs>, Failure> {
    let path = store(general)?;
    let copy = SimFs::new();
    copy_into(&copy, &path).map_err(|source| {
        if source.kind() == io::ErrorKind::NotFound {
            StoreError::NoStore { path: path.clone() }
        } else {
            StoreError::Io {
                action: "read",
                path: path.clone(),
                source,
            }
        }
    })?;
    let (engine, findings) = Engine::open(copy, &path, Access::Write, surroundings())?;
    tell(general, &findings);
    remark(general, &about(&engine));
    Ok(engine)
}

/// Copies a directory with all that is in it, and the directories above it.
fn copy_into(copy: &SimFs, path: &Path) -> io::Result<()> {
    let above: Vec<&Path> = path.ancestors().skip(1).collect();
    for directory in above
        .into_iter()
        .rev()
        .filter(|above| above.parent().is_some())
    {
        copy.plant_kind(directory, Kind::Directory, 0o700, &[]);
    }
    copy.plant_kind(path, Kind::Directory, 0o700, &[]);
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            copy_into(copy, &entry.path())?;
        } else if entry.file_type()?.is_file() {
            copy.plant(&entry.path(), &fs::read(entry.path())?);
        }
    }
    Ok(())
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
