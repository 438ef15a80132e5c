//! A store is made whole or not at all, wherever the making is interrupted.

use std::io::ErrorKind;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use accessdesk::store::error::StoreError;
use accessdesk::store::finding::Finding;
use accessdesk::store::fs::{Lasting, MemoryFs};
use accessdesk::store::{Access, Store};

use crate::store_desk::{add, commit, desk_after, manifest, open, path, save};

/// Makes a store with three commits in it from the start.
fn make(fs: &MemoryFs) -> Result<(), StoreError> {
    let mut store = Store::begin(fs.clone(), path(), &manifest())?.store;
    for number in 1..=3 {
        save(&mut store, &commit(number))?;
    }
    store.finish()
}

/// Checks that there is a whole store or none, and that a store can be made where there is none.
#[track_caller]
fn whole_or_none(fs: &MemoryFs, made: bool, story: &str) {
    match Store::open(fs.clone(), path(), Access::Write) {
        Ok(opened) => assert_eq!(opened.store.head().seq, 3, "{story}"),
        Err(StoreError::NoStore { .. }) => {
            assert!(!made, "{story}: what was made is gone");
            make(fs).unwrap_or_else(|error| panic!("{story}: {error}"));
        }
        Err(error) => panic!("{story}: {error}"),
    }
    let mut opened = open(fs, path());
    assert_eq!(opened.findings, [] as [Finding; 0], "{story}");
    assert_eq!(opened.desk, desk_after(3), "{story}");
    add(&mut opened.store, [4]);
}

#[test]
fn a_power_cut_while_a_store_is_filled_leaves_a_whole_one_or_none() {
    for call in 1.. {
        let fs = MemoryFs::new();
        fs.fail(call, ErrorKind::Other, Lasting::Forever);
        let made = make(&fs).is_ok();
        for (number, disk) in fs.crashes().into_iter().step_by(7).enumerate() {
            whole_or_none(&disk, made, &format!("call {call}, outcome {number}"));
        }
        whole_or_none(&fs.killed(), made, &format!("call {call}, killed"));
        if !fs.heal() {
            assert!(made && call > 50);
            return;
        }
    }
}

#[test]
fn a_second_power_cut_while_the_first_is_cleared_up_changes_nothing() {
    for call in 1.. {
        let fs = MemoryFs::new();
        let mut begun = Store::begin(fs.clone(), path(), &manifest()).unwrap().store;
        save(&mut begun, &commit(1)).unwrap();
        drop(begun);
        let again = fs.killed();
        again.fail(call, ErrorKind::Other, Lasting::Forever);
        let made = make(&again).is_ok();
        for (number, disk) in again.crashes().into_iter().step_by(7).enumerate() {
            whole_or_none(&disk, made, &format!("call {call}, outcome {number}"));
        }
        if !again.heal() {
            return;
        }
    }
}

#[test]
fn a_store_that_is_being_made_is_none_for_others() {
    let fs = MemoryFs::new();
    let mut begun = Store::begin(fs.clone(), path(), &manifest()).unwrap().store;
    save(&mut begun, &commit(1)).unwrap();
    let opened = Store::open(fs.clone(), path(), Access::ReadOnly);
    assert!(matches!(opened.unwrap_err(), StoreError::NoStore { .. }));
    let second = Store::begin(fs.clone(), path(), &manifest());
    assert!(matches!(second.unwrap_err(), StoreError::Busy { .. }));
    begun.finish().unwrap();
    assert_eq!(open(&fs, path()).store.head().seq, 1);
    let third = Store::begin(fs.clone(), path(), &manifest());
    assert!(matches!(
        third.unwrap_err(),
        StoreError::AlreadyThere { .. }
    ));
}

fn program(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_accessdesk"));
    command
        .env_clear()
        .env("HOME", home)
        .arg("--store")
        .arg(home.join("store"))
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// Kills a program as soon as so many files and bytes are in its store, or lets it end.
fn kill_at(mut child: Child, store: &Path, size: u64) {
    loop {
        let entries = std::fs::read_dir(store).into_iter().flatten().flatten();
        let written: u64 = entries
            .filter_map(|entry| entry.metadata().ok())
            .map(|metadata| metadata.len() + 1)
            .sum();
        if written >= size || child.try_wait().unwrap().is_some() {
            // It may have ended by itself in between, which is one of the stories.
            let _ = child.kill();
            child.wait().unwrap();
            return;
        }
        std::thread::yield_now();
    }
}

#[test]
fn killing_init_at_any_point_leaves_a_store_that_works_or_none() {
    let init = ["init", "--sample", "prepared"];
    let whole = tempfile::tempdir().unwrap();
    assert!(program(whole.path(), &init).status().unwrap().success());
    let open = |home: &Path| Store::open(accessdesk::store::fs::RealFs, home, Access::ReadOnly);
    let commits = open(&whole.path().join("store")).unwrap().store.head().seq;
    for size in (1..6_000).step_by(500) {
        let home = tempfile::tempdir().unwrap();
        let store = home.path().join("store");
        kill_at(program(home.path(), &init).spawn().unwrap(), &store, size);
        if open(&store).is_err() {
            let again = program(home.path(), &init).status().unwrap();
            assert_eq!(again.code(), Some(0), "killed at {size}");
        }
        assert_eq!(open(&store).unwrap().store.head().seq, commits);
        let verified = program(home.path(), &["verify"]).status().unwrap();
        assert_eq!(verified.code(), Some(0), "killed at {size}");
    }
}
