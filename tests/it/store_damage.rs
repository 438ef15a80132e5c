//! Damage is found, named and left in place; an unfinished commit is no damage.

use std::path::PathBuf;

use accessdesk::store::error::{ReadOnlyReason, StoreError};
use accessdesk::store::finding::{Finding, FindingKind};
use accessdesk::store::fs::{Kind, MemoryFs};
use accessdesk::store::manifest::FORMAT_VERSION;
use accessdesk::store::verify::verify;
use accessdesk::store::{Access, Store};

use crate::store_desk::{
    add, commit, commits_of, desk_after, journal, manifest, open, path, save, store_with,
};

fn head() -> PathBuf {
    path().join("head.json")
}

fn bytes_of(fs: &MemoryFs, file: &PathBuf) -> Vec<u8> {
    fs.contents().remove(file).unwrap()
}

fn lines(fs: &MemoryFs) -> Vec<Vec<u8>> {
    commits_of(fs)
        .split_inclusive(|byte| *byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect()
}

/// Opens a damaged store and checks that it shows `last` commits, says so and is left alone.
#[track_caller]
fn damaged_after(fs: &MemoryFs, last: u64) -> Finding {
    let before = fs.contents();
    let mut opened = open(fs, path());
    assert_eq!(opened.desk, desk_after(last));
    let Err(ReadOnlyReason::Damaged(finding)) = opened.store.is_writable() else {
        panic!("the store should be read-only");
    };
    let refused = save(&mut opened.store, &commit(last + 1)).unwrap_err();
    assert_eq!(refused.exit_code(), 3);
    assert_eq!(verify(fs, path()).unwrap().exit_code(), 3);
    assert!(fs.contents() == before, "a damaged store is left alone");
    finding
}

#[test]
fn a_torn_tail_is_set_aside_and_the_store_goes_on() {
    let fs = store_with(3);
    let (good, whole_head) = (commits_of(&fs), bytes_of(&fs, &head()));
    add(&mut open(&fs, path()).store, [4]);
    let whole = commits_of(&fs);
    for cut in good.len() + 1..whole.len() {
        let fs = fs.killed();
        fs.plant(&journal(), &whole[..cut]);
        fs.plant(&head(), &whole_head);
        let mut opened = open(&fs, path());
        assert_eq!(opened.desk, desk_after(3));
        let [finding] = opened.findings.as_slice() else {
            panic!("one notice, not {:?}", opened.findings);
        };
        let FindingKind::TornTailSetAside { length, copy } = &finding.kind else {
            panic!("{finding}");
        };
        assert_eq!(*length, (cut - good.len()) as u64);
        assert_eq!(bytes_of(&fs, copy), &whole[good.len()..cut]);
        add(&mut opened.store, [4]);
        assert_eq!(commits_of(&fs), whole);
    }
}

/// The room behind the commits is overwritten in place, so a power cut can keep any part of a commit.
#[test]
fn a_commit_that_lost_its_beginning_is_a_torn_tail_too() {
    let fs = store_with(3);
    let whole_head = bytes_of(&fs, &head());
    let good = commits_of(&fs).len();
    add(&mut open(&fs, path()).store, [4]);
    let whole = commits_of(&fs);
    for lost in 1..whole.len() - good {
        let mut bytes = whole.clone();
        bytes[good..good + lost].fill(b'\n');
        fs.plant(&journal(), &bytes);
        fs.plant(&head(), &whole_head);
        let mut opened = open(&fs, path());
        assert_eq!(opened.desk, desk_after(3), "{lost}");
        // What is left of a commit that lost all but its newline is room.
        let notices = usize::from(lost < whole.len() - good - 1);
        assert_eq!(opened.findings.len(), notices, "{lost}");
        assert!(!opened.findings.iter().any(Finding::is_damage), "{lost}");
        add(&mut opened.store, [4]);
        assert_eq!(commits_of(&fs), whole, "{lost}");
    }
}

#[test]
fn a_reader_ignores_a_torn_tail_and_changes_nothing() {
    let fs = store_with(3);
    let torn = [commits_of(&fs), b"{\"h\":\"12".to_vec()].concat();
    fs.plant(&journal(), &torn);
    let before = fs.contents();
    let opened = Store::open(fs.clone(), path(), Access::ReadOnly).unwrap();
    assert_eq!(opened.desk, desk_after(3));
    assert!(matches!(
        opened.findings.as_slice(),
        [Finding {
            kind: FindingKind::TornTailIgnored { length: 8 },
            ..
        }]
    ));
    assert_eq!(verify(&fs, path()).unwrap().exit_code(), 7);
    assert!(fs.contents() == before, "not a byte was changed");
}

#[test]
fn a_commit_beyond_the_head_is_taken_up_and_vouched_for() {
    let fs = store_with(2);
    let old = bytes_of(&fs, &head());
    add(&mut open(&fs, path()).store, [3]);
    let new = bytes_of(&fs, &head());
    fs.plant(&head(), &old);
    let before = fs.contents();
    let reader = Store::open(fs.clone(), path(), Access::ReadOnly).unwrap();
    assert_eq!(reader.desk, desk_after(3));
    assert!(matches!(
        reader.findings[0].kind,
        FindingKind::NotVouchedFor { commits: 1 }
    ));
    assert!(fs.contents() == before, "not a byte was changed");
    assert_eq!(open(&fs, path()).findings, []);
    assert_eq!(bytes_of(&fs, &head()), new);
}

#[test]
fn every_flipped_byte_is_found_or_nothing_is_lost() {
    let fs = store_with(3);
    for (file, good) in fs.contents() {
        for place in 0..good.len() {
            let fs = fs.killed();
            let mut bad = good.clone();
            bad[place] ^= 1;
            fs.plant(&file, &bad);
            let story = format!("{} byte {place}", file.display());
            let before = fs.contents();
            let damaged = match Store::open(fs.clone(), path(), Access::Write) {
                Err(error) => matches!(error.exit_code(), 3 | 4),
                Ok(opened) if opened.store.is_writable().is_err() => {
                    opened.findings.iter().any(Finding::is_damage)
                }
                Ok(opened) => {
                    assert_eq!(opened.desk, desk_after(3), "{story}");
                    assert_eq!(opened.findings.len(), 1, "{story}");
                    let is_room = file == journal() && place >= commits_of(&fs).len();
                    assert!(file == head() || is_room, "{story}");
                    continue;
                }
            };
            assert!(damaged, "{story}");
            assert!(fs.contents() == before, "{story}");
        }
    }
}

#[test]
fn lines_deleted_doubled_or_exchanged_are_found() {
    let fs = store_with(4);
    let good = lines(&fs);
    for place in 0..good.len() {
        let last = place as u64;
        let mut deleted = good.clone();
        deleted.remove(place);
        fs.plant(&journal(), &deleted.concat());
        damaged_after(&fs, last);

        let mut doubled = good.clone();
        doubled.insert(place, good[place].clone());
        fs.plant(&journal(), &doubled.concat());
        damaged_after(&fs, last + 1);

        if place + 1 < good.len() {
            let mut exchanged = good.clone();
            exchanged.swap(place, place + 1);
            fs.plant(&journal(), &exchanged.concat());
            damaged_after(&fs, last);
        }
    }
}

#[test]
fn a_journal_cut_below_the_head_is_damage_at_every_length() {
    let fs = store_with(2);
    let whole = commits_of(&fs);
    let first = lines(&fs)[0].len();
    for length in 0..whole.len() {
        fs.plant(&journal(), &whole[..length]);
        damaged_after(&fs, u64::from(length >= first));
    }
}

#[test]
fn a_missing_journal_file_is_named() {
    let fs = store_with(2);
    let rolled = fs.killed();
    let mut opened = open(&rolled, path());
    opened.store.lock().unwrap();
    opened.store.catch_up(&mut |_, _| {}).unwrap();
    opened.store.begin_roll_over().unwrap().unwrap();
    opened.store.unlock();
    add(&mut opened.store, [3]);
    drop(opened);
    accessdesk::store::fs::Fs::remove(&rolled, &journal()).unwrap();
    let finding = damaged_after(&rolled, 0);
    assert_eq!(finding.kind, FindingKind::SegmentMissing);
    assert_eq!(finding.file, "journal-0000000001.jsonl");
}

#[test]
fn a_head_of_another_history_is_damage() {
    let fs = store_with(2);
    let other = MemoryFs::new();
    let mut other_store = Store::create(other.clone(), path(), &manifest())
        .unwrap()
        .store;
    add(&mut other_store, [1]);
    let strange = accessdesk::domain::commit::Commit {
        os_user: "someone else".to_owned(),
        ..commit(2)
    };
    save(&mut other_store, &strange).unwrap();
    fs.plant(&head(), &bytes_of(&other, &head()));
    assert_eq!(damaged_after(&fs, 1).kind, FindingKind::HeadDiffers);
}

#[test]
fn both_slots_bad_is_damage_and_one_is_a_notice() {
    let fs = store_with(2);
    let good = bytes_of(&fs, &head());
    fs.plant(&head(), b"");
    assert_eq!(damaged_after(&fs, 2).kind, FindingKind::HeadUnreadable);
    let mut bad = good.clone();
    bad[20] ^= 1;
    fs.plant(&head(), &bad);
    assert_eq!(verify(&fs, path()).unwrap().exit_code(), 7);
    let mut opened = open(&fs, path());
    assert_eq!(opened.findings[0].kind, FindingKind::HeadSlotUnreadable);
    add(&mut opened.store, [3]);
    assert_eq!(verify(&fs, path()).unwrap().exit_code(), 0);
}

#[test]
fn a_record_that_is_no_commit_is_damage() {
    let fs = store_with(1);
    let record = String::from_utf8(commits_of(&fs)).unwrap();
    let previous = accessdesk::store::digest::Digest::parse(&record.as_bytes()[6..70]).unwrap();
    let line = accessdesk::store::frame::encode(2, previous, r#"{"surprise":1}"#).unwrap();
    fs.plant(&journal(), &[record.as_bytes(), &line.bytes].concat());
    let finding = damaged_after(&fs, 1);
    assert!(matches!(finding.kind, FindingKind::NotACommit { .. }));
    assert_eq!(
        (finding.record, finding.byte),
        (Some(2), Some(record.len() as u64))
    );
}

#[test]
fn newer_format_is_left_untouched() {
    let fs = store_with(1);
    let next = FORMAT_VERSION + 1;
    let newer = format!(r#"{{"format":"accessdesk","version":{next},"new":[]}}"#);
    fs.plant(&path().join("store.json"), newer.as_bytes());
    let before = fs.contents();
    let error = Store::open(fs.clone(), path(), Access::Write).unwrap_err();
    assert!(matches!(
        error,
        StoreError::NewerFormat {
            found,
            known: FORMAT_VERSION,
            ..
        } if found == next
    ));
    assert_eq!(error.exit_code(), 4);
    assert_eq!(verify(&fs, path()).unwrap_err().exit_code(), 4);
    assert!(fs.contents() == before, "not a byte was changed");
}

#[test]
fn names_that_stand_for_something_else_are_refused() {
    for name in [
        "store.json",
        "lock",
        "head.json",
        "journal-0000000001.jsonl",
    ] {
        for kind in [Kind::Symlink, Kind::Special, Kind::Directory] {
            let fs = store_with(1);
            fs.plant_kind(&path().join(name), kind, 0o600, b"");
            let error = Store::open(fs.clone(), path(), Access::Write).unwrap_err();
            assert!(
                matches!(error, StoreError::WrongKind { .. }),
                "{name}: {error}"
            );
            assert_eq!(error.exit_code(), 2);
        }
    }
}

#[test]
fn files_that_others_own_or_may_write_are_refused() {
    for name in [
        "",
        "store.json",
        "lock",
        "head.json",
        "journal-0000000001.jsonl",
    ] {
        let fs = store_with(1);
        let file = if name.is_empty() {
            path().to_owned()
        } else {
            path().join(name)
        };
        fs.give_away(&file, 0);
        let error = Store::open(fs.clone(), path(), Access::ReadOnly).unwrap_err();
        assert!(
            matches!(error, StoreError::ForeignOwner { owner: 0, .. }),
            "{name}: {error}"
        );
        if !name.is_empty() {
            let fs = store_with(1);
            fs.plant_kind(&file, Kind::File, 0o620, &bytes_of(&fs, &file));
            let error = Store::open(fs.clone(), path(), Access::ReadOnly).unwrap_err();
            assert!(
                matches!(error, StoreError::OpenToOthers { mode: 0o620, .. }),
                "{error}"
            );
        }
    }
}

#[test]
fn without_permission_to_write_a_store_opens_for_reading() {
    let fs = store_with(2);
    fs.protect(true);
    let before = fs.contents();
    let mut opened = open(&fs, path());
    assert_eq!(opened.desk, desk_after(2));
    assert!(matches!(
        opened.store.is_writable(),
        Err(ReadOnlyReason::NoPermission { .. })
    ));
    assert_eq!(
        save(&mut opened.store, &commit(3)).unwrap_err().exit_code(),
        2
    );
    assert!(fs.contents() == before, "not a byte was changed");
}
