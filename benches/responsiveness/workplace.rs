//! Stores to measure on, made through the same door as everything else.

use std::path::Path;

use accessdesk::domain::id::Person;
use accessdesk::engine::clock::{MachineClock, RandomIds};
use accessdesk::engine::{Clock as _, Engine, Surroundings};
use accessdesk::script::{Line, Sample, Session, sample};
use accessdesk::store::fs::{Fs, RealFs};
use accessdesk::store::manifest::Manifest;
use accessdesk::store::{Access, Store};

use crate::Outcome;
use crate::unsynced::Unsynced;

/// The size of the window.
pub(crate) const COLUMNS: u16 = 120;
pub(crate) const ROWS: u16 = 40;
/// Who acts.
pub(crate) const ADMINISTRATOR: &str = "administrator@woodgrovebank.onmicrosoft.com";

/// How large a tenant is, beside what the sample holds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Extent {
    pub(crate) users: usize,
    pub(crate) packages: usize,
}

/// Returns this machine's clock and chance.
pub(crate) fn surroundings() -> Surroundings {
    Surroundings {
        clock: Box::new(MachineClock),
        ids: Box::new(RandomIds),
        os_user: "bench".to_owned(),
    }
}

/// Makes the store of a sample.
pub(crate) fn sample(directory: &Path, sample: Sample) -> Outcome<()> {
    create(RealFs, directory, sample).map(drop)
}

/// Opens a store as the program does.
pub(crate) fn open(directory: &Path) -> Outcome<Engine<RealFs>> {
    Ok(Engine::open(RealFs, directory, Access::Write, surroundings())?.0)
}

/// Finds who acts.
pub(crate) fn administrator(engine: &Engine<RealFs>) -> Outcome<Person> {
    let mut users = engine.tenant().users.iter();
    let found = users.find(|user| !user.directory_roles.is_empty());
    let user = found.ok_or("nobody administers")?;
    Ok(Person::User(user.id))
}

/// Makes a store with many users and packages, and begins a new journal file behind them.
pub(crate) fn filled(directory: &Path, extent: Extent) -> Outcome<()> {
    let mut engine = create(Unsynced(RealFs), directory, Sample::Prepared)?;
    let mut session = Session::new(&mut engine, Some(ADMINISTRATOR.to_owned()));
    let mut give = |line: String| -> Outcome<()> {
        session
            .perform(1, &Line::read(&line).map_err(|error| format!("{error:?}"))?)
            .map_err(|trouble| format!("{trouble:?}"))?;
        Ok(())
    };
    for number in 0..extent.users {
        give(format!(
            r#"{{"do":"createUser","with":{{"userPrincipalName":"person{number}@woodgrovebank.onmicrosoft.com","displayName":"Person {number}"}}}}"#
        ))?;
    }
    for number in 0..extent.packages {
        give(format!(
            r#"{{"do":"createAccessPackage","with":{{"catalog":"General","displayName":"Package {number}","description":"For the benchmark"}}}}"#
        ))?;
    }
    drop(engine);
    roll_over(directory)
}

fn create<F: Fs>(fs: F, directory: &Path, sample: Sample) -> Outcome<Engine<F>> {
    let now = MachineClock.now();
    let manifest = Manifest::new(uuid::Uuid::from_u128(7), now, now);
    let (mut engine, _) = Engine::create(fs, directory, &manifest, surroundings())?;
    sample::apply(&mut engine, sample, surroundings()).map_err(|trouble| format!("{trouble:?}"))?;
    Ok(engine)
}

fn roll_over(directory: &Path) -> Outcome<()> {
    let mut store = Store::open(RealFs, directory, Access::Write)?.store;
    store.lock()?;
    store.catch_up(&mut |_, _| {})?;
    if let Some(job) = store.begin_roll_over()? {
        let written = job.run()?;
        store.finish_roll_over(written)?;
    }
    store.unlock();
    Ok(())
}
