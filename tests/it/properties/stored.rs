//! The store: what is read back is what was, whatever the clock says and whichever way it is read.

use std::path::Path;

use accessdesk::domain::desk::{CollectionWriter, Desk};
use accessdesk::domain::time::Timestamp;
use accessdesk::engine::clock::{FixedClock, SeededIds};
use accessdesk::engine::{Engine, Surroundings};
use accessdesk::store::fs::MemoryFs;
use accessdesk::store::{Access, Store};
use serde::Serialize;

use crate::properties::events::assert_same;
use crate::support::random::{RandomDesk, STORE, seeds};

/// Writes a desk down as a snapshot would.
#[derive(Default)]
struct Pages(Vec<String>);

impl CollectionWriter for Pages {
    type Error = serde_json::Error;

    fn write<T: Serialize>(
        &mut self,
        name: &'static str,
        collection: &T,
    ) -> serde_json::Result<()> {
        self.0
            .push(format!("{name}: {}", serde_json::to_string(collection)?));
        Ok(())
    }
}

fn pages(desk: &Desk) -> Vec<String> {
    let mut pages = Pages::default();
    desk.write_collections(&mut pages).unwrap();
    pages.0
}

#[track_caller]
fn assert_holds(fs: &MemoryFs, machine_time: i64, live: &Desk, what: &str) {
    let surroundings = Surroundings {
        clock: Box::new(FixedClock(Timestamp::from_seconds(machine_time))),
        ids: Box::new(SeededIds::new(99)),
        os_user: "somebody else".to_owned(),
    };
    let (reader, findings) =
        Engine::open(fs.clone(), Path::new(STORE), Access::ReadOnly, surroundings).unwrap();
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(pages(reader.desk()), pages(live), "{what}");
    assert_same(reader.tenant(), &live.tenant, what);
}

#[test]
fn reopened_store_holds_what_was_alive_whatever_the_clock_says() {
    for seed in seeds(5) {
        let mut desk = RandomDesk::furnished(seed);
        for _ in 0..6 {
            for _ in 0..30 {
                desk.step();
            }
            assert_holds(&desk.fs, 0, desk.desk(), "read before the store was made");
            assert_holds(&desk.fs, i64::MAX, desk.desk(), "read at the end of time");
        }
    }
}

#[test]
fn snapshot_gives_what_the_replay_gives() {
    for seed in seeds(5) {
        let mut desk = RandomDesk::furnished(seed);
        for round in 0..4 {
            for _ in 0..25 {
                desk.step();
            }
            let mut other = Store::open(desk.fs.clone(), Path::new(STORE), Access::Write).unwrap();
            other.store.lock().unwrap();
            other.store.catch_up(&mut |_, _| {}).unwrap();
            let job = other.store.begin_roll_over().unwrap().unwrap();
            other.store.unlock();
            let written = job.run().unwrap();
            other.store.finish_roll_over(written).unwrap();
            assert_holds(&desk.fs, 0, desk.desk(), &format!("snapshot {round}"));
            desk.step();
            assert_holds(&desk.fs, 0, desk.desk(), "snapshot and what came after it");
        }
    }
}
