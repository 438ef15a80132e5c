//! A commit survives or never was: every call fails once, and the power is cut at every call.

use std::io::ErrorKind;

use accessdesk::store::finding::FindingKind;
use accessdesk::store::fs::{Lasting, MemoryFs};
use accessdesk::store::verify::verify;
use accessdesk::store::{Access, Store};

use crate::store_desk::{
    add, bulky, commit, commits_of, desk_after, journal, manifest, open, path, save, store_with,
};

/// Checks that a store holds two or three commits, and takes the next one.
#[track_caller]
fn goes_on(fs: &MemoryFs, acknowledged: bool, story: &str) {
    let mut opened = open(fs, path());
    let seq = opened.store.head().seq;
    assert_eq!(opened.store.is_writable(), Ok(()), "{story}");
    assert!(
        seq == 3 || seq == 2 && !acknowledged,
        "{story}: {seq} commits"
    );
    assert_eq!(opened.desk, desk_after(seq), "{story}");
    add(&mut opened.store, [seq + 1]);
    drop(opened);
    assert_eq!(open(fs, path()).desk, desk_after(seq + 1), "{story}");
    let verification = verify(fs, path()).unwrap();
    assert!(
        verification.exit_code() != 3,
        "{story}: {:?}",
        verification.findings
    );
}

#[test]
fn a_power_cut_at_any_call_leaves_the_state_before_or_after() {
    for call in 1.. {
        let fs = store_with(2);
        let mut store = open(&fs, path()).store;
        fs.fail(call, ErrorKind::Other, Lasting::Forever);
        let acknowledged = save(&mut store, &commit(3)).is_ok();
        drop(store);
        for (number, disk) in fs.crashes().into_iter().enumerate() {
            goes_on(
                &disk,
                acknowledged,
                &format!("call {call}, outcome {number}"),
            );
        }
        goes_on(&fs.killed(), acknowledged, &format!("call {call}, killed"));
        if !fs.heal() {
            assert!(acknowledged && call > 10);
            return;
        }
    }
}

#[test]
fn a_call_that_fails_once_costs_at_most_the_commit_it_failed_in() {
    for error in [
        ErrorKind::StorageFull,
        ErrorKind::Interrupted,
        ErrorKind::Other,
    ] {
        for call in 1.. {
            let fs = store_with(2);
            let mut store = open(&fs, path()).store;
            fs.fail(call, error, Lasting::Once);
            let acknowledged = save(&mut store, &commit(3)).is_ok();
            let reached = fs.heal();
            if !acknowledged && store.is_writable().is_ok() {
                let seq = store.head().seq;
                assert_eq!(seq, 2, "not saved is not saved (call {call})");
                add(&mut store, [3]);
            }
            drop(store);
            let acknowledged = acknowledged || open(&fs, path()).store.head().seq == 3;
            for (number, disk) in fs.crashes().into_iter().enumerate() {
                goes_on(
                    &disk,
                    acknowledged,
                    &format!("{error} at {call}, outcome {number}"),
                );
            }
            if !reached {
                break;
            }
        }
    }
}

#[test]
fn a_second_power_cut_during_recovery_changes_nothing() {
    for call in 1.. {
        let fs = store_with(2);
        let mut store = open(&fs, path()).store;
        fs.fail(call, ErrorKind::Other, Lasting::Forever);
        let saved = save(&mut store, &commit(3)).is_ok();
        drop(store);
        let disks = fs.crashes().into_iter().step_by(61).chain([fs.killed()]);
        for disk in disks {
            cut_during_recovery(&disk, saved);
        }
        if !fs.heal() {
            return;
        }
    }
}

fn cut_during_recovery(disk: &MemoryFs, saved: bool) {
    for call in 1.. {
        let again = disk.killed();
        again.fail(call, ErrorKind::Other, Lasting::Forever);
        let recovered = Store::open(again.clone(), path(), Access::Write);
        let seen = recovered.ok().map(|opened| opened.store.head().seq);
        for outcome in again.crashes().into_iter().step_by(23) {
            let story = format!("recovery call {call}, seen {seen:?}");
            goes_on(&outcome, saved || seen == Some(3), &story);
        }
        if !again.heal() {
            return;
        }
    }
}

#[test]
fn an_interrupted_creation_leaves_no_store_or_a_whole_one() {
    for call in 1.. {
        let fs = MemoryFs::new();
        fs.fail(call, ErrorKind::Other, Lasting::Forever);
        let created = Store::create(fs.clone(), path(), &manifest()).is_ok();
        for disk in fs.crashes().into_iter().chain([fs.killed()]) {
            if Store::open(disk.clone(), path(), Access::Write).is_err() {
                assert!(!created, "call {call}");
                Store::create(disk.clone(), path(), &manifest()).unwrap();
            }
            let mut opened = open(&disk, path());
            assert_eq!(opened.findings, [], "call {call}");
            add(&mut opened.store, 1..=2);
        }
        if !fs.heal() {
            return;
        }
    }
}

#[test]
fn a_power_cut_during_a_roll_over_loses_nothing() {
    for call in 1.. {
        let fs = store_with(2);
        let mut store = open(&fs, path()).store;
        fs.fail(call, ErrorKind::Other, Lasting::Forever);
        let rolled = roll_over(&mut store);
        let acknowledged = save(&mut store, &commit(3)).is_ok();
        drop(store);
        for (number, disk) in fs.crashes().into_iter().enumerate() {
            goes_on(
                &disk,
                acknowledged,
                &format!("call {call}, outcome {number}"),
            );
        }
        goes_on(&fs.killed(), acknowledged, &format!("call {call}, killed"));
        if !fs.heal() {
            assert!(rolled && acknowledged);
            return;
        }
    }
}

#[test]
fn a_roll_over_that_fails_once_loses_nothing() {
    for call in 1.. {
        let fs = store_with(2);
        let mut store = open(&fs, path()).store;
        fs.fail(call, ErrorKind::Other, Lasting::Once);
        let _ = roll_over(&mut store);
        let reached = fs.heal();
        add(&mut store, [3]);
        drop(store);
        for (number, disk) in fs.crashes().into_iter().enumerate() {
            goes_on(&disk, true, &format!("call {call}, outcome {number}"));
        }
        if !reached {
            return;
        }
    }
}

fn roll_over(store: &mut Store<MemoryFs>) -> bool {
    let rolled = store
        .lock()
        .and_then(|()| store.catch_up(&mut |_, _| {}))
        .and_then(|_| store.begin_roll_over());
    store.unlock();
    let Ok(Some(job)) = rolled else { return false };
    job.run()
        .and_then(|written| store.finish_roll_over(written))
        .is_ok()
}

#[test]
fn a_full_disk_is_said_and_the_next_save_works_once_there_is_room() {
    let fs = store_with(2);
    let before = commits_of(&fs);
    let mut store = open(&fs, path()).store;
    store.lock().unwrap();
    store.catch_up(&mut |_, _| {}).unwrap();
    // What follows the last commit is looked at first; then comes the write.
    fs.fail(2, ErrorKind::StorageFull, Lasting::Once);
    let error = store.append(&commit(3)).unwrap_err();
    assert!(fs.heal());
    assert_eq!(error.exit_code(), 6);
    assert!(error.to_string().starts_with("not saved"), "{error}");
    store.unlock();
    assert_eq!(commits_of(&fs), before);
    add(&mut store, [3]);
}

#[test]
fn a_power_cut_leaves_about_a_megabyte_at_most_to_write_again() {
    const BYTES: u64 = 200_000;
    let fs = store_with(2);
    // Each run ends after a few commits, so that none of them alone fills a stretch.
    for run in 0..4 {
        let mut store = open(&fs, path()).store;
        for number in 1..=3 {
            save(&mut store, &bulky(2 + run * 3 + number, 100_000)).unwrap();
        }
    }
    for disk in fs.crashes() {
        let opened = Store::open(disk, path(), Access::ReadOnly).unwrap();
        assert_eq!(opened.store.head().seq, 14);
        for finding in opened.findings {
            if let FindingKind::NotVouchedFor { commits } = finding.kind {
                assert!(commits * BYTES < 1 << 21, "{commits} commits");
            }
        }
    }
}

#[test]
fn a_commit_of_several_lines_is_there_whole_or_not_at_all() {
    let fs = store_with(2);
    let mut store = open(&fs, path()).store;
    let large = bulky(3, 1_500_000);
    save(&mut store, &large).unwrap();
    add(&mut store, [4]);
    assert_eq!(store.commit_at(3).unwrap(), large);
    assert_eq!(open(&fs, path()).store.head().seq, 4);
    assert_eq!(open(&fs, path()).store.commit_at(3).unwrap(), large);

    let fs = store_with(2);
    let (head, before) = (fs.contents(), commits_of(&fs));
    save(&mut open(&fs, path()).store, &large).unwrap();
    let journal = journal();
    let whole = commits_of(&fs);
    let second_line = whole.len() - 1_000;
    for cut in [second_line, whole.len() - 1, before.len() + 1_048_576] {
        fs.plant(&journal, &whole[..cut.min(whole.len() - 1)]);
        fs.plant(&path().join("head.json"), &head[&path().join("head.json")]);
        let opened = open(&fs, path());
        assert_eq!(opened.desk, desk_after(2));
        assert_eq!(opened.findings.len(), 1, "{:?}", opened.findings);
        assert!(!opened.findings[0].is_damage());
    }
}
