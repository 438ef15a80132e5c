//! Several processes on one store, and stores that change underneath.

use std::time::Duration;

use accessdesk::store::error::{ReadOnlyReason, StoreError};
use accessdesk::store::fs::{Fs, MemoryFs, RealFs};
use accessdesk::store::verify::verify;
use accessdesk::store::{Access, Store};

use crate::store_desk::{add, commit, desk_after, manifest, open, path, save, store_with};

/// Begins a new journal file and writes a snapshot of what came before.
pub(crate) fn roll_over(store: &mut Store<MemoryFs>) {
    store.lock().unwrap();
    store.catch_up(&mut |_, _| {}).unwrap();
    let job = store.begin_roll_over().unwrap().unwrap();
    store.unlock();
    let written = std::thread::spawn(|| job.run()).join().unwrap().unwrap();
    store.finish_roll_over(written).unwrap();
}

#[test]
fn a_busy_store_is_said_after_two_seconds_and_readers_do_without_the_lock() {
    let fs = store_with(2);
    let mut one = open(&fs, path()).store;
    let mut two = open(&fs, path()).store;
    one.lock().unwrap();
    let error = two.lock().unwrap_err();
    assert!(matches!(error, StoreError::Busy { .. }));
    assert_eq!(error.exit_code(), 5);
    assert!(fs.waited() >= Duration::from_secs(2));
    let reader = Store::open(fs.clone(), path(), Access::ReadOnly).unwrap();
    assert_eq!(reader.desk, desk_after(2));
    one.unlock();
    two.lock().unwrap();
}

#[test]
fn a_lagging_process_must_catch_up_before_it_appends() {
    let fs = store_with(1);
    let mut store = open(&fs, path()).store;
    assert!(store.append(&commit(2)).is_err());
    store.lock().unwrap();
    assert!(store.append(&commit(2)).is_err());
    store.catch_up(&mut |_, _| {}).unwrap();
    assert_eq!(store.append(&commit(2)).unwrap(), 2);
    assert_eq!(store.append(&commit(3)).unwrap(), 3);
}

#[test]
fn a_store_that_was_deleted_replaced_or_rolled_back_is_noticed() {
    let cut = |fs: &MemoryFs| {
        let journal = path().join("journal-0000000001.jsonl");
        let file = fs.open(&journal, accessdesk::store::fs::OpenMode::Overwrite);
        accessdesk::store::fs::FsFile::truncate(&file.unwrap(), 10).unwrap();
    };
    let stories: [&dyn Fn(&MemoryFs); 5] = [
        &|fs| fs.remove(&path().join("store.json")).unwrap(),
        &|fs| {
            let journal = path().join("journal-0000000001.jsonl");
            let bytes = fs.contents().remove(&journal).unwrap();
            fs.plant(&journal, &bytes);
        },
        &|fs| fs.plant(&path().join("lock"), b""),
        &|fs| {
            let head = store_with(1).contents().remove(&path().join("head.json"));
            cut(fs);
            fs.plant(&path().join("head.json"), &head.unwrap());
        },
        &cut,
    ];
    for (number, change) in stories.iter().enumerate() {
        let fs = store_with(2);
        let mut store = open(&fs, path()).store;
        store.lock().unwrap();
        store.catch_up(&mut |_, _| {}).unwrap();
        store.unlock();
        change(&fs);
        let before = fs.contents();
        let error = store.catch_up(&mut |_, _| {}).unwrap_err();
        assert!(
            matches!(error, StoreError::ChangedUnderneath { .. }),
            "{number}: {error}"
        );
        assert_eq!(error.code(), Some("StateFileConflict"));
        assert_eq!(store.is_writable(), Err(ReadOnlyReason::ChangedUnderneath));
        assert!(save(&mut store, &commit(3)).is_err());
        assert!(fs.contents() == before, "{number}");
    }
}

#[test]
fn a_roll_over_gives_what_the_replay_gives() {
    let fs = store_with(3);
    let mut one = open(&fs, path()).store;
    let mut two = open(&fs, path()).store;
    for round in 0..4 {
        roll_over(&mut one);
        add(&mut two, [4 + 2 * round]);
        add(&mut one, [5 + 2 * round]);
        let opened = open(&fs, path());
        assert_eq!(opened.findings, []);
        assert_eq!(opened.desk, desk_after(5 + 2 * round));
    }
    let snapshots = fs
        .contents()
        .into_keys()
        .filter(|name| name.to_string_lossy().contains("/snapshot-"));
    assert_eq!(snapshots.count(), 2);
    for seq in 1..=11 {
        assert_eq!(open(&fs, path()).store.commit_at(seq).unwrap(), commit(seq));
    }
    let verification = verify(&fs, path()).unwrap();
    assert_eq!(
        (verification.exit_code(), verification.desk),
        (0, desk_after(11))
    );
}

#[test]
fn a_damaged_snapshot_costs_nothing_at_every_byte() {
    let fs = store_with(3);
    let mut store = open(&fs, path()).store;
    roll_over(&mut store);
    add(&mut store, [4]);
    drop(store);
    let snapshot = path().join("snapshot-0000000003.json");
    let good = fs.contents().remove(&snapshot).unwrap();
    assert!(serde_json::from_slice::<serde_json::Value>(&good).is_ok());
    for place in 0..good.len() {
        let mut bad = good.clone();
        bad[place] ^= 1;
        fs.plant(&snapshot, &bad);
        let opened = open(&fs, path());
        assert_eq!(opened.desk, desk_after(4), "byte {place}");
        assert_eq!(opened.findings.len(), 1, "byte {place}");
        assert!(opened.store.is_writable().is_ok(), "byte {place}");
    }
    assert_eq!(verify(&fs, path()).unwrap().exit_code(), 7);
}

#[test]
fn a_finished_journal_file_that_changed_is_damage_though_a_snapshot_covers_it() {
    let fs = store_with(3);
    roll_over(&mut open(&fs, path()).store);
    let journal = path().join("journal-0000000001.jsonl");
    let bytes = fs.contents().remove(&journal).unwrap();
    fs.plant(&journal, &bytes[..bytes.len() - 1]);
    let opened = open(&fs, path());
    assert_eq!(opened.desk, desk_after(3));
    assert!(opened.findings[0].is_damage());
}

#[test]
fn a_directory_with_other_things_in_it_becomes_no_store() {
    let fs = MemoryFs::new();
    fs.create_directory(path()).unwrap();
    fs.plant(&path().join("letter.txt"), b"dear");
    let error = Store::create(fs.clone(), path(), &manifest()).unwrap_err();
    assert!(matches!(error, StoreError::NotEmpty { .. }));
    let fs = store_with(1);
    let error = Store::create(fs.clone(), path(), &manifest()).unwrap_err();
    assert!(matches!(error, StoreError::AlreadyThere { .. }));
    fs.remove(&path().join("store.json")).unwrap();
    let error = Store::create(fs, path(), &manifest()).unwrap_err();
    assert_eq!(error.exit_code(), 3);
}

#[test]
fn a_path_without_a_store_is_named() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("file");
    std::fs::write(&file, "").unwrap();
    let kind = |path: &std::path::Path| Store::open(RealFs, path, Access::Write).unwrap_err();
    assert!(matches!(kind(&file), StoreError::NotADirectory { .. }));
    assert!(matches!(
        kind(&directory.path().join("none")),
        StoreError::NoStore { .. }
    ));
    assert!(matches!(kind(directory.path()), StoreError::NoStore { .. }));
    let orphan = directory.path().join("missing/desk");
    let error = Store::create(RealFs, &orphan, &manifest()).unwrap_err();
    assert!(matches!(error, StoreError::ParentMissing { .. }));
}

#[test]
fn links_and_pipes_in_place_of_our_files_are_never_opened() {
    let directory = tempfile::tempdir().unwrap();
    let desk = directory.path().join("desk");
    drop(Store::create(RealFs, &desk, &manifest()).unwrap());
    let head = desk.join("head.json");
    let elsewhere = directory.path().join("elsewhere");
    std::fs::rename(&head, &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, &head).unwrap();
    let refused = || Store::open(RealFs, &desk, Access::Write).unwrap_err();
    assert!(matches!(refused(), StoreError::WrongKind { .. }));
    std::fs::remove_file(&head).unwrap();
    let socket = std::os::unix::net::UnixListener::bind(&head).unwrap();
    assert!(matches!(refused(), StoreError::WrongKind { .. }));
    drop(socket);
}
