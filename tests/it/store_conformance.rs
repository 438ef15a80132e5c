//! What the store expects of every file system, run over the real one and the one in memory.

use std::io::ErrorKind;
use std::path::Path;

use accessdesk::domain::commit::Commit;
use accessdesk::store::fs::{Fs, FsFile, Kind, MemoryFs, OpenMode, RealFs};
use accessdesk::store::{Access, Store};

use crate::store_desk::{add, bulky, commit, desk_after, manifest, open, save};

macro_rules! conformance {
    ($($name:ident)*) => {
        mod real {
            $(#[test]
            fn $name() {
                let directory = tempfile::tempdir().unwrap();
                super::$name(&super::RealFs, directory.path());
            })*
        }
        mod in_memory {
            $(#[test]
            fn $name() {
                super::$name(&super::MemoryFs::new(), std::path::Path::new("/"));
            })*
        }
    };
}

conformance! {
    files_grow_at_their_end_and_are_overwritten_in_place
    names_are_taken_once_and_can_be_given_away
    one_handle_at_a_time_has_the_lock
    new_things_are_private
    a_store_keeps_its_commits
    most_commits_leave_the_journal_as_long_as_it_was
    every_commit_is_found_again_in_a_long_journal
    two_processes_append_in_turn_and_see_each_other
}

fn files_grow_at_their_end_and_are_overwritten_in_place<F: Fs>(fs: &F, directory: &Path) {
    let path = directory.join("file");
    fs.create_new(&path).unwrap();
    let file = fs.open(&path, OpenMode::Append).unwrap();
    file.append_all(b"hello").unwrap();
    file.append_all(b" world").unwrap();
    let other = fs.open(&path, OpenMode::Overwrite).unwrap();
    other.write_all_at(0, b"J").unwrap();
    assert_eq!(file.read_range(0, 100).unwrap(), b"Jello world");
    assert_eq!(file.read_range(6, 2).unwrap(), b"wo");
    assert_eq!(file.read_range(100, 2).unwrap(), b"");
    file.truncate(5).unwrap();
    file.sync().unwrap();
    assert_eq!(other.metadata().unwrap().length, 5);
    let reader = fs.open(&path, OpenMode::Read).unwrap();
    assert!(reader.append(b"x").is_err());
}

fn names_are_taken_once_and_can_be_given_away<F: Fs>(fs: &F, directory: &Path) {
    let (one, two) = (directory.join("one"), directory.join("two"));
    let kind = |result: std::io::Result<F::File>| result.map(drop).unwrap_err().kind();
    assert_eq!(kind(fs.open(&one, OpenMode::Read)), ErrorKind::NotFound);
    fs.create_new(&one).unwrap().append_all(b"1").unwrap();
    fs.create_new(&two).unwrap();
    assert_eq!(kind(fs.create_new(&one)), ErrorKind::AlreadyExists);
    let inode = fs.metadata(&one).unwrap();
    fs.rename(&one, &two).unwrap();
    fs.sync_directory(directory).unwrap();
    assert!(fs.metadata(&two).unwrap().is_same_file(&inode));
    assert_eq!(fs.list(directory).unwrap(), ["two"]);
    fs.remove(&two).unwrap();
    assert!(fs.list(directory).unwrap().is_empty());
}

fn one_handle_at_a_time_has_the_lock<F: Fs>(fs: &F, directory: &Path) {
    let path = directory.join("lock");
    fs.create_new(&path).unwrap();
    let one = fs.open(&path, OpenMode::Read).unwrap();
    let two = fs.open(&path, OpenMode::Read).unwrap();
    assert!(one.try_lock().unwrap());
    assert!(!two.try_lock().unwrap());
    one.unlock().unwrap();
    assert!(two.try_lock().unwrap());
    drop(two);
    assert!(one.try_lock().unwrap());
}

fn new_things_are_private<F: Fs>(fs: &F, directory: &Path) {
    let (file, child) = (directory.join("file"), directory.join("child"));
    fs.create_new(&file).unwrap();
    fs.create_directory(&child).unwrap();
    let (file, child) = (fs.metadata(&file).unwrap(), fs.metadata(&child).unwrap());
    assert_eq!((file.kind, file.mode), (Kind::File, 0o600));
    assert_eq!((child.kind, child.mode), (Kind::Directory, 0o700));
    assert_eq!((file.owner, child.owner), (fs.user(), fs.user()));
}

fn a_store_keeps_its_commits<F: Fs>(fs: &F, directory: &Path) {
    let directory = directory.join("desk");
    let mut opened = Store::create(fs.clone(), &directory, &manifest()).unwrap();
    assert!(opened.findings.is_empty());
    add(&mut opened.store, 1..=5);
    assert_eq!(opened.store.commit_at(3).unwrap(), commit(3));
    drop(opened);
    for access in [Access::Write, Access::ReadOnly] {
        let opened = Store::open(fs.clone(), &directory, access).unwrap();
        assert_eq!(opened.findings, []);
        assert_eq!(opened.desk, desk_after(5));
        assert_eq!(opened.store.head().seq, 5);
        assert_eq!(opened.store.commit_at(3).unwrap(), commit(3));
        assert_eq!(opened.store.manifest(), &manifest());
    }
}

fn most_commits_leave_the_journal_as_long_as_it_was<F: Fs>(fs: &F, directory: &Path) {
    let directory = directory.join("roomy");
    let created = Store::create(fs.clone(), &directory, &manifest());
    let mut store = created.unwrap().store;
    let journal = directory.join("journal-0000000001.jsonl");
    let mut lengths = std::collections::BTreeSet::new();
    for number in 1..=200 {
        add(&mut store, [number]);
        lengths.insert(fs.metadata(&journal).unwrap().length);
    }
    assert!(lengths.len() < 50, "{lengths:?}");
    let read = fs.open(&journal, OpenMode::Read).unwrap();
    let bytes = read.read_range(0, 1 << 20).unwrap();
    let room = bytes.iter().rev().take_while(|byte| **byte == b'\n');
    assert!(
        room.count() < bytes.len() / 4,
        "a small journal stays small"
    );
    assert_eq!(open(fs, &directory).desk, desk_after(200));
}

fn every_commit_is_found_again_in_a_long_journal<F: Fs>(fs: &F, directory: &Path) {
    let directory = directory.join("long");
    let mut store = Store::create(fs.clone(), &directory, &manifest())
        .unwrap()
        .store;
    let commits: Vec<Commit> = (1..=30)
        .map(|number| bulky(number, if number % 7 == 0 { 600_000 } else { 9_000 }))
        .collect();
    for commit in &commits {
        save(&mut store, commit).unwrap();
    }
    for (commit, seq) in commits.iter().zip(1..) {
        assert_eq!(store.commit_at(seq).unwrap(), *commit);
    }
    let mut found = Vec::new();
    let read = store.commits(5..=28, &mut |seq, commit| found.push((seq, commit)));
    read.unwrap();
    let expected: Vec<(u64, Commit)> = (5..=28).zip(commits.into_iter().skip(4)).collect();
    assert_eq!(found, expected);
    assert!(store.commits(5..=31, &mut |_, _| {}).is_err());
}

fn two_processes_append_in_turn_and_see_each_other<F: Fs>(fs: &F, directory: &Path) {
    let directory = directory.join("desk");
    let mut one = Store::create(fs.clone(), &directory, &manifest())
        .unwrap()
        .store;
    let mut two = open(fs, &directory).store;
    add(&mut one, [1]);
    add(&mut two, [2]);
    add(&mut one, [3]);
    let mut seen = Vec::new();
    let read = two.catch_up(&mut |seq, commit| seen.push((seq, commit)));
    assert_eq!(read.unwrap(), 1);
    assert_eq!(seen, [(3, commit(3))]);
    assert_eq!(two.head(), one.head());
    assert_eq!(open(fs, &directory).desk, desk_after(3));
}
