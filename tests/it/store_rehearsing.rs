//! Copies of a store in memory, made beside whoever commits to it.

use accessdesk::store::error::StoreError;
use accessdesk::store::fs::{Fs, FsFile, MemoryFs, OpenMode};
use accessdesk::store::{Access, Store, rehearsing};

use crate::store_desk::{
    add, commit, commits_of, desk_after, journal, open, path, save, store_with,
};
use crate::store_processes::roll_over;

/// Copies a store and opens the copy for writing, which has nothing to find.
#[track_caller]
fn copied(fs: &MemoryFs) -> accessdesk::store::Opened<MemoryFs> {
    let before = fs.contents();
    let (copy, at) = rehearsing::copy(fs, path()).unwrap();
    assert!(fs.contents() == before);
    let opened = open(&copy, &at);
    assert_eq!(opened.findings, []);
    opened
}

#[test]
fn what_is_committed_to_a_copy_is_not_in_the_store() {
    let fs = store_with(3);
    let before = fs.contents();
    let mut copy = copied(&fs);
    assert_eq!(copy.desk, desk_after(3));
    add(&mut copy.store, 4..=6);
    assert!(fs.contents() == before);
    assert_eq!(open(&fs, path()).desk, desk_after(3));
}

#[test]
fn a_copy_made_while_a_commit_is_written_holds_what_was_acknowledged() {
    let fs = store_with(3);
    let mut writer = open(&fs, path()).store;
    writer.lock().unwrap();
    let acknowledged = commits_of(&fs).len();
    let fourth = commits_of(&store_with(4)).split_off(acknowledged);
    let file = fs.open(&journal(), OpenMode::Overwrite).unwrap();
    for written in [fourth.len() / 2, fourth.len()] {
        let bytes = fourth.get(..written).unwrap();
        file.write_all_at(acknowledged as u64, bytes).unwrap();
        let mut copy = copied(&fs);
        assert_eq!(copy.desk, desk_after(3));
        add(&mut copy.store, [4]);
    }
}

#[test]
fn a_copy_begins_with_the_snapshot_and_the_file_behind_it_whoever_has_the_lock() {
    let fs = store_with(3);
    let mut writer = open(&fs, path()).store;
    roll_over(&mut writer);
    for last in [3, 4] {
        assert_eq!(copied(&fs).desk, desk_after(last));
        writer.lock().unwrap();
        let mut copy = copied(&fs);
        assert_eq!(copy.desk, desk_after(last));
        add(&mut copy.store, [last + 1]);
        writer.unlock();
        add(&mut writer, [last + 1]);
    }
}

#[test]
fn copies_made_all_the_while_others_commit_are_whole() {
    let fs = store_with(1);
    let writing = std::thread::spawn({
        let fs = fs.clone();
        move || {
            let mut store = loop {
                match Store::open(fs.clone(), path(), Access::Write) {
                    Ok(opened) => break opened.store,
                    Err(error) => assert!(matches!(error, StoreError::Busy { .. }), "{error}"),
                }
            };
            for number in 2..=300 {
                while let Err(error) = save(&mut store, &commit(number)) {
                    assert!(matches!(error, StoreError::Busy { .. }), "{error}");
                }
            }
        }
    });
    while !writing.is_finished() {
        let (copy, at) = rehearsing::copy(&fs, path()).unwrap();
        let opened = open(&copy, &at);
        assert_eq!(opened.findings, []);
        assert_eq!(opened.desk, desk_after(opened.store.head().seq));
    }
    writing.join().unwrap();
}

#[test]
fn a_damaged_store_is_as_damaged_in_a_copy() {
    let fs = store_with(3);
    let mut bytes = fs.contents().remove(&journal()).unwrap();
    let middle = commits_of(&fs).len() / 2;
    *bytes.get_mut(middle).unwrap() ^= 1;
    fs.plant(&journal(), &bytes);
    let mut writer = open(&fs, path());
    let told = writer.findings;
    for busy in [false, true] {
        if busy {
            let _ = writer.store.lock();
        }
        let (copy, at) = rehearsing::copy(&fs, path()).unwrap();
        assert_eq!(open(&copy, &at).findings, told);
    }
}
