//! A store of an earlier format becomes one of the newest, whole or not at all.

use std::io::ErrorKind;
use std::path::PathBuf;

use accessdesk::domain::desk::Desk;
use accessdesk::store::finding::FindingKind;
use accessdesk::store::fs::{Fs as _, Lasting, MemoryFs};
use accessdesk::store::manifest::{FORMAT_VERSION, Manifest};
use accessdesk::store::verify::verify;
use accessdesk::store::{Access, Store};

use crate::store_desk::{open, path};

const FILES: [(&str, &[u8]); 4] = [
    ("lock", b""),
    (
        "head.json",
        include_bytes!("fixtures/store-format-1/head.json"),
    ),
    (
        "journal-0000000001.jsonl",
        include_bytes!("fixtures/store-format-1/journal-0000000001.jsonl"),
    ),
    (
        "store.json",
        include_bytes!("fixtures/store-format-1/store.json"),
    ),
];

/// A store of the first format, in memory.
fn earlier() -> MemoryFs {
    let fs = MemoryFs::new();
    fs.create_directory(path()).unwrap();
    fs.sync_directory(std::path::Path::new("/")).unwrap();
    for (name, bytes) in FILES {
        fs.plant(&path().join(name), bytes);
    }
    fs
}

fn state(fs: &MemoryFs) -> Desk {
    verify(fs, path()).unwrap().desk
}

#[test]
fn opening_for_writing_upgrades_and_keeps_a_copy_as_it_was() {
    let fs = earlier();
    let before = state(&fs);
    let opened = open(&fs, path());
    let [finding] = opened.findings.as_slice() else {
        panic!("{:?}", opened.findings);
    };
    let FindingKind::Upgraded { earlier: 1, copy } = &finding.kind else {
        panic!("{finding}");
    };
    let kept = fs.contents();
    for (name, bytes) in FILES.into_iter().filter(|(name, _)| *name != "lock") {
        assert_eq!(kept[&copy.join(name)], bytes, "{name}");
    }
    assert_eq!(opened.desk, before);
    let checked = verify(&fs, path()).unwrap();
    assert_eq!(checked.findings, []);
    assert_eq!(checked.desk, before);
    assert_eq!(checked.manifest.version(), FORMAT_VERSION);
    assert_eq!(checked.manifest.last_earlier_commit(), checked.head.seq);
    drop(opened);
    assert_eq!(open(&fs, path()).findings, [], "one upgrade is enough");
}

#[test]
fn a_snapshot_of_an_earlier_format_is_neither_read_nor_blamed() {
    let fs = earlier();
    let before = state(&fs);
    let snapshot = path().join("snapshot-0000000004.json");
    fs.plant(&snapshot, b"what an earlier program remembered");
    assert_eq!(verify(&fs, path()).unwrap().findings, []);
    let opened = Store::open(fs.clone(), path(), Access::ReadOnly).unwrap();
    assert_eq!(opened.findings, []);
    drop(opened);
    let opened = open(&fs, path());
    assert_eq!(opened.findings.len(), 1, "{:?}", opened.findings);
    assert_eq!(opened.desk, before);
    drop(opened);
    assert!(!fs.contents().contains_key(&snapshot));
    assert_eq!(verify(&fs, path()).unwrap().findings, []);
}

#[test]
fn reading_an_earlier_format_changes_nothing() {
    let fs = earlier();
    let before = fs.contents();
    let opened = Store::open(fs.clone(), path(), Access::ReadOnly).unwrap();
    assert_eq!(opened.desk, state(&fs));
    assert_eq!(opened.store.manifest().version(), 1);
    assert!(fs.contents() == before, "not a byte was changed");
}

#[test]
fn an_upgrade_that_is_cut_off_leaves_a_store_of_either_format() {
    let before = state(&earlier());
    for call in 1.. {
        let fs = earlier();
        fs.fail(call, ErrorKind::Other, Lasting::Forever);
        let upgraded = Store::open(fs.clone(), path(), Access::Write).is_ok();
        let mut outcomes: Vec<MemoryFs> = fs.crashes().into_iter().step_by(29).collect();
        outcomes.push(fs.killed());
        for (number, disk) in outcomes.into_iter().enumerate() {
            let story = format!("call {call}, outcome {number}");
            assert_eq!(state(&disk), before, "{story}");
            let opened = open(&disk, path());
            assert_eq!(opened.store.is_writable(), Ok(()), "{story}");
            assert_eq!(opened.desk, before, "{story}");
            let manifest = Manifest::of(&disk, path()).unwrap();
            assert_eq!(manifest.version(), FORMAT_VERSION, "{story}");
            assert_eq!(verify(&disk, path()).unwrap().findings, [], "{story}");
        }
        if !fs.heal() {
            assert!(upgraded && call > 20);
            return;
        }
    }
}

#[test]
fn a_full_disk_leaves_the_earlier_format_to_be_read() {
    let before = state(&earlier());
    for call in 1.. {
        let fs = earlier();
        fs.fail(call, ErrorKind::StorageFull, Lasting::Once);
        let opened = Store::open(fs.clone(), path(), Access::Write);
        let reached = fs.heal();
        drop(opened);
        assert_eq!(state(&fs), before, "call {call}");
        assert_eq!(open(&fs, path()).desk, before, "call {call}");
        if !reached {
            return;
        }
    }
}

#[test]
fn upgrades_that_are_tried_again_on_a_full_disk_leave_one_copy() {
    for call in 1.. {
        let fs = earlier();
        for _ in 0..3 {
            fs.fail(call, ErrorKind::StorageFull, Lasting::Once);
            drop(Store::open(fs.clone(), path(), Access::Write));
        }
        let reached = fs.heal();
        drop(open(&fs, path()));
        let attic = path().join("attic");
        assert_eq!(fs.list(&attic).unwrap().len(), 1, "call {call}");
        let kept = fs.contents();
        for (name, bytes) in FILES.into_iter().filter(|(name, _)| *name != "lock") {
            assert_eq!(kept[&attic.join("format-1-1").join(name)], bytes, "{name}");
        }
        if !reached {
            return;
        }
    }
}

#[test]
fn a_damaged_store_is_not_upgraded() {
    let fs = earlier();
    let journal: PathBuf = path().join("journal-0000000001.jsonl");
    let mut bytes = fs.contents().remove(&journal).unwrap();
    bytes[5000] ^= 1;
    fs.plant(&journal, &bytes);
    let before = fs.contents();
    let opened = Store::open(fs.clone(), path(), Access::Write).unwrap();
    assert!(opened.store.is_writable().is_err());
    assert!(fs.contents() == before, "not a byte was changed");
}
