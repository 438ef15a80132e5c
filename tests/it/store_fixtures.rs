//! Stores of every released format still open, and hold what they held.
//!
//! `ACCESSDESK_FIXTURES=write cargo test store_fixtures` makes the newest one again, by the lines
//! of the tutorial. That is for changes of a format that is not released yet; a released one stays
//! as it is for good, and a reader for it too.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use accessdesk::domain::invariant::{self, Historian};
use accessdesk::domain::time::Timestamp;
use accessdesk::engine::clock::{FixedClock, SeededIds};
use accessdesk::engine::{Engine, Surroundings};
use accessdesk::script::{Ending, Sample, Session, run, sample};
use accessdesk::store::fs::RealFs;
use accessdesk::store::manifest::{FORMAT_VERSION, Manifest};
use accessdesk::store::verify::{verify, verify_before};
use accessdesk::store::{Access, Store};
use uuid::Uuid;

const TUTORIAL: &str = include_str!("../../assets/scripts/tutorial-steps-1-6.jsonl");
/// The variable that makes the newest fixture again.
const VARIABLE: &str = "ACCESSDESK_FIXTURES";

fn fixture(version: u64) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    root.join(format!("tests/it/fixtures/store-format-{version}"))
}

/// A store of format 1 whose mails, direct assignment and settings were decided by other rules.
fn other_rules() -> PathBuf {
    fixture(1).with_file_name("store-format-1-of-other-rules")
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
    let manifest = Manifest::new(Uuid::from_u128(0x0F1F_2F3F), start(), start());
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
fn unpacked(directory: &Path) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let store = home.path().join("store");
    fs::create_dir(&store).unwrap();
    fs::set_permissions(&store, Permissions::from_mode(0o700)).unwrap();
    for entry in fs::read_dir(directory).unwrap() {
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
        let home = unpacked(&fixture(version));
        let store = home.path().join("store");
        let checked = verify(&RealFs, &store).unwrap();
        let hint = format!("an unreleased format is made again with {VARIABLE}=write");
        assert_eq!(checked.findings, [], "format {version}: {hint}");
        assert_eq!(checked.exit_code(), 0);
        assert_eq!(checked.manifest.version(), version);
        assert_eq!(invariant::check_all(&checked.desk.tenant), []);
        let opened = Store::open(RealFs, &store, Access::Write).unwrap();
        let upgrades = u64::from(version < FORMAT_VERSION);
        assert_eq!(opened.findings.len() as u64, upgrades, "format {version}");
        assert_eq!(opened.store.manifest().version(), FORMAT_VERSION);
        assert_eq!(opened.desk, checked.desk);
        let packages = opened.desk.tenant.packages.iter();
        let names: Vec<&str> = packages.map(|it| it.display_name.as_str()).collect();
        assert_eq!(names, ["Entitlement test package"]);
        assert_eq!(opened.desk.tenant.assignments.iter().count(), 1);
    }
}

/// Returns what the replay of a store breaks of the rules on history after commit `earlier`.
fn broken(store: &Path, earlier: u64) -> Vec<&'static str> {
    let mut historian = Historian::after(earlier);
    let checked = verify_before(Some(&mut historian), &RealFs, store).unwrap();
    assert_eq!(checked.exit_code(), 0, "{:?}", checked.findings);
    let mut rules: Vec<&str> = historian.violations().iter().map(|it| it.rule).collect();
    rules.sort_unstable();
    rules
}

#[test]
fn what_happened_under_earlier_rules_is_no_damage() {
    let home = unpacked(&other_rules());
    let store = home.path().join("store");
    let by_todays_rules = [
        "a direct assignment is the request of whoever is assigned",
        "every mail follows from what happened",
    ];
    assert_eq!(broken(&store, 0), by_todays_rules);
    let last = verify(&RealFs, &store).unwrap().head.seq;
    let earlier = Manifest::of(&RealFs, &store).unwrap().last_earlier_commit();
    assert_eq!(broken(&store, earlier), [""; 0]);
    let mut engine = Engine::open(RealFs, &store, Access::Write, surroundings())
        .unwrap()
        .0;
    let mut session = Session::new(&mut engine, None);
    let line = r#"{"desk":"advanceClock","with":{"by":"P1D"},"expect":"ok"}"#;
    let mut echo = |_: &str| Ok(());
    let ending = run(
        &mut session,
        &mut line.as_bytes(),
        &mut Vec::new(),
        &mut echo,
    )
    .unwrap();
    assert_eq!(ending, Ending::Met);
    drop(engine);
    let upgraded = Manifest::of(&RealFs, &store).unwrap();
    assert_eq!(upgraded.last_earlier_commit(), last);
    assert_eq!(broken(&store, last), [""; 0], "the new commits are judged");
}

#[test]
fn what_held_unless_somebody_said_otherwise_still_holds() {
    for (version, shown) in [(1, true), (2, false), (3, false)] {
        let home = unpacked(&fixture(version));
        let store = home.path().join("store");
        let opened = Store::open(RealFs, &store, Access::Write).unwrap();
        let settings = opened.desk.tenant.settings;
        assert_eq!(settings.show_approver_details, shown, "format {version}");
    }
}
