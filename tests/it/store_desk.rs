//! What the stories about the store share: a manifest, plain commits, and a store in memory.

use std::path::{Path, PathBuf};

use accessdesk::domain::commit::{Actor, Commit, CommitKind};
use accessdesk::domain::desk::Desk;
use accessdesk::domain::event::{Change, Edit, Event, Fact};
use accessdesk::domain::id::CommandId;
use accessdesk::domain::time::{Span, Timestamp};
use accessdesk::store::error::StoreError;
use accessdesk::store::fs::{Fs, MemoryFs};
use accessdesk::store::manifest::Manifest;
use accessdesk::store::{Access, Opened, Store};
use uuid::Uuid;

/// Where the store of a story lies.
pub(crate) const PATH: &str = "/desk";

pub(crate) fn path() -> &'static Path {
    Path::new(PATH)
}

/// The first file of the journal.
pub(crate) fn journal() -> PathBuf {
    path().join("journal-0000000001.jsonl")
}

/// The commits in the first file of the journal, without the room behind them.
pub(crate) fn commits_of(fs: &MemoryFs) -> Vec<u8> {
    let mut bytes = fs.contents().remove(&journal()).unwrap();
    while bytes.ends_with(b"\n\n") {
        bytes.pop();
    }
    bytes
}

pub(crate) fn manifest() -> Manifest {
    Manifest::new(
        Uuid::from_u128(0x00AC_CE55),
        Timestamp::from_seconds(1_000),
        Timestamp::from_seconds(2_000),
    )
}

/// A commit that moves the clock to `number` seconds ahead.
pub(crate) fn commit(number: u64) -> Commit {
    let edit = Edit {
        old: Some(Box::new(Span::seconds(number.saturating_sub(1)))),
        new: Some(Box::new(Span::seconds(number))),
    };
    Commit {
        id: CommandId::new(Uuid::from_u128(u128::from(number))),
        at: Timestamp::from_seconds(3_000 + i64::try_from(number).unwrap()),
        actor: Actor::Operator,
        os_user: "tester".to_owned(),
        command: "advanceClock".to_owned(),
        grant: None,
        kind: CommitKind::Command,
        revisions: Vec::new(),
        bindings: Vec::new(),
        events: vec![Event::new(Fact::ClockMoved, Change::Clock(edit))],
        mails: Vec::new(),
    }
}

/// A commit with a text of so many bytes in it.
pub(crate) fn bulky(number: u64, bytes: usize) -> Commit {
    Commit {
        os_user: "\"".repeat(bytes),
        ..commit(number)
    }
}

/// The desk after commits 1 to `last`.
pub(crate) fn desk_after(last: u64) -> Desk {
    let mut desk = Desk::default();
    for number in 1..=last {
        desk.replay(number, &commit(number));
    }
    desk
}

/// Makes a store with commits 1 to `last`.
pub(crate) fn store_with(last: u64) -> MemoryFs {
    let fs = MemoryFs::new();
    let mut opened = Store::create(fs.clone(), path(), &manifest()).unwrap();
    add(&mut opened.store, 1..=last);
    fs
}

pub(crate) fn open<F: Fs>(fs: &F, directory: &Path) -> Opened<F> {
    Store::open(fs.clone(), directory, Access::Write).unwrap()
}

/// Adds commits, each under a lock of its own.
pub(crate) fn add<F: Fs>(store: &mut Store<F>, numbers: impl IntoIterator<Item = u64>) {
    for number in numbers {
        assert_eq!(save(store, &commit(number)).unwrap(), number);
    }
}

/// Saves one commit as the engine does.
pub(crate) fn save<F: Fs>(store: &mut Store<F>, commit: &Commit) -> Result<u64, StoreError> {
    store.lock()?;
    let saved = store.catch_up(&mut |_, _| {}).and_then(|_| {
        store.append(commit).map_err(|error| StoreError::Io {
            action: "save in",
            path: path().to_owned(),
            source: std::io::Error::other(error.to_string()),
        })
    });
    store.unlock();
    saved
}
