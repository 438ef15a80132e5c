//! Stores of every released format still open, and hold what they held.
//!
//! `ACCESSDESK_FIXTURES=write cargo test store_fixtures` makes the newest one again, by the lines
//! of the tutorial. That is for changes of a format that is not released yet; a released one stays
//! as it is for good, and a reader for it too.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use accessdesk::domain::invariant;
use accessdesk::domain::time::Timestamp;
use accessdesk::engine::clock::{FixedClock, SeededIds};
use accessdesk::engine::{Engine, Surroundings};
use accessdesk::script::{Ending, Sample, Session, run, sample};
use accessdesk::store::fs::RealFs;
use accessdesk::store::manifest::{FORMAT_VERSION, Manifest};
use accessdesk::store::verify::verify;
use accessdesk::store::{Access, Store};
use uuid::Uuid;

const TUTORIAL: &str = include_str!("../../assets/scripts/tutorial-steps-1-6.jsonl");
/// The variable that makes the newest fixture again.
const VARIABLE: &str = "ACCESSDESK_FIXTURES";

fn fixture(version: u64) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    root.join(format!("tests/it/fixtures/store-format-{version}"))
}

fn surroundings() -> Surroundings {
    Surroundings {
        clock: Box::new(FixedClock(start())),
        ids: Box::new(SeededIds::new(2026)),
        os_user: "trainer".to_owned(),
    }
}

fn start() -> Timestamp {
    Timestamp::parse("2026-03-01T09:00:00Z").unwrap()
}

/// Makes the fixture of the format that is written now.
fn write(directory: &Path) {
    if directory.exists() {
        fs::remove_dir_all(directory).unwrap();
    }
    fs::create_dir_all(directory.parent().unwrap()).unwrap();
    let manifest = Manifest {
        id: Uuid::from_u128(0x0F1F_2F3F),
        created_at: start(),
        desk_time_start: start(),
    };
    let (mut engine, _) = Engine::begin(RealFs, directory, &manifest, surroundings()).unwrap();
    sample::apply(&mut engine, Sample::Tutorial, surroundings()).unwrap();
    engine.finish().unwrap();
    let mut session = Session::new(&mut engine, None);
    let mut echo = |_: &str| Ok(());
    let mut lines = TUTORIAL.as_bytes();
    let ending = run(&mut session, &mut lines, &mut Vec::new(), &mut echo).unwrap();
    assert_eq!(ending, Ending::Met);
}

/// Copies a fixture to where it belongs to nobody else; version control keeps no permissions.
fn unpacked(version: u64) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let store = home.path().join("store");
    fs::create_dir(&store).unwrap();
    fs::set_permissions(&store, Permissions::from_mode(0o700)).unwrap();
    for entry in fs::read_dir(fixture(version)).unwrap() {
        let entry = entry.unwrap();
        let copy = store.join(entry.file_name());
        fs::copy(entry.path(), &copy).unwrap();
        fs::set_permissions(&copy, Permissions::from_mode(0o600)).unwrap();
    }
    home
}

#[test]
fn a_store_of_every_released_format_opens_and_is_sound() {
    if std::env::var_os(VARIABLE).is_some_and(|value| value == "write") {
        write(&fixture(FORMAT_VERSION));
    }
    for version in 1..=FORMAT_VERSION {
        let home = unpacked(version);
        let store = home.path().join("store");
        let checked = verify(&RealFs, &store).unwrap();
        let hint = format!("an unreleased format is made again with {VARIABLE}=write");
        assert_eq!(checked.findings, [], "format {version}: {hint}");
        assert_eq!(checked.exit_code(), 0);
        assert_eq!(invariant::check_all(&checked.desk.tenant), []);
        let opened = Store::open(RealFs, &store, Access::Write).unwrap();
        assert_eq!(opened.findings, []);
        assert_eq!(opened.desk, checked.desk);
        let packages = opened.desk.tenant.packages.iter();
        let names: Vec<&str> = packages.map(|it| it.display_name.as_str()).collect();
        assert_eq!(names, ["Entitlement test package"]);
        assert_eq!(opened.desk.tenant.assignments.iter().count(), 1);
    }
}
