//! Hears of what other processes write into the store.

use std::path::PathBuf;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use notify::{RecursiveMode, Watcher};

use crate::term::events::{Events, Poster};

/// Another process may have written something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoreChanged;

/// How often the store is looked at where the system cannot tell of changes.
const POLL: Duration = Duration::from_millis(400);

/// Posts whenever the directory of the store changes.
///
/// A window without this still works: it catches up before each of its own commands.
pub(super) fn watch(directory: PathBuf, events: &Events<StoreChanged>) {
    drop(events.spawn("store", move |poster| {
        if hear(&directory, &poster).is_none() {
            loop {
                thread::sleep(POLL);
                poster.post(StoreChanged);
            }
        }
    }));
}

/// Passes the system's own word of changes on until the program ends; `None` where it has none.
fn hear(directory: &std::path::Path, poster: &Poster<StoreChanged>) -> Option<()> {
    let (sender, receiver) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let written = event.is_ok_and(|event| !event.kind.is_access());
        if written {
            let _ = sender.send(());
        }
    })
    .ok()?;
    watcher.watch(directory, RecursiveMode::NonRecursive).ok()?;
    // What was written between opening the store and now made no sound.
    poster.post(StoreChanged);
    while receiver.recv().is_ok() {
        // One commit makes several sounds.
        while receiver.try_recv().is_ok() {}
        poster.post(StoreChanged);
    }
    Some(())
}
