//! Opens a store: looks at every file before trusting it, loads, and puts right what a crash left.
//!
//! Not a byte is changed for a reader or in a damaged store.

use std::path::{Path, PathBuf};

use crate::store::copying::ATTIC;
use crate::store::error::{ReadOnlyReason, StoreError};
use crate::store::finding::{Finding, FindingKind};
use crate::store::fs::{Fs, Kind, OpenMode};
use crate::store::head::{HEAD_FILE, HeadFile, HeadHandle};
use crate::store::journal::{Until, segment};
use crate::store::load::{Loaded, Shortcut, Source};
use crate::store::lock::{LOCK_FILE, Lock};
use crate::store::manifest::{BEGUN_FILE, MANIFEST_FILE, Manifest};
use crate::store::names::Names;
use crate::store::{Access, Making, Opened, Store, guard, snapshot};

/// Finds the directory of a store and checks that all that bears our names is ours.
pub(crate) fn find<F: Fs>(fs: &F, directory: &Path) -> Result<PathBuf, StoreError> {
    if !guard::exists(fs, directory)? {
        return Err(StoreError::NoStore {
            path: directory.to_owned(),
        });
    }
    let resolved = fs
        .resolve(directory)
        .map_err(StoreError::io("look at", directory))?;
    let metadata = fs
        .metadata(&resolved)
        .map_err(StoreError::io("look at", directory))?;
    if metadata.kind != Kind::Directory {
        return Err(StoreError::NotADirectory {
            path: directory.to_owned(),
        });
    }
    guard::check(fs, &resolved, Kind::Directory)?;
    let names = fs
        .list(&resolved)
        .map_err(StoreError::io("list", &resolved))?;
    for name in names {
        let is_file = name == MANIFEST_FILE
            || name == HEAD_FILE
            || name == LOCK_FILE
            || segment::first_of(&name).is_some()
            || snapshot::seq_of(&name).is_some();
        if is_file {
            guard::check(fs, &resolved.join(name), Kind::File)?;
        } else if name == ATTIC {
            guard::check(fs, &resolved.join(name), Kind::Directory)?;
        }
    }
    Ok(resolved)
}

/// Opens the store in `directory`.
pub(crate) fn open<F: Fs>(
    fs: F,
    directory: &Path,
    access: Access,
) -> Result<Opened<F>, StoreError> {
    let directory = find(&fs, directory)?;
    let manifest = Manifest::read(&fs, &directory, MANIFEST_FILE)?;
    let read_only = match access {
        Access::ReadOnly => Some(ReadOnlyReason::Asked),
        Access::Write => missing_permission(&fs, &directory)?,
    };
    let lock = open_lock(&fs, &directory, read_only.is_none())?;
    let files = Files {
        directory,
        manifest,
        making: Making::Finished,
        lock,
        read_only,
    };
    open_files(fs, files)
}

/// Opens a store that was begun; it keeps the lock.
pub(crate) fn open_begun<F: Fs>(
    fs: F,
    directory: PathBuf,
    lock: Lock<F>,
) -> Result<Opened<F>, StoreError> {
    let manifest = Manifest::read(&fs, &directory, BEGUN_FILE)?;
    let files = Files {
        directory,
        manifest,
        making: Making::Begun,
        lock: Some(lock),
        read_only: None,
    };
    open_files(fs, files)
}

/// What is known of a store before its journal is read.
struct Files<F: Fs> {
    directory: PathBuf,
    manifest: Manifest,
    making: Making,
    lock: Option<Lock<F>>,
    read_only: Option<ReadOnlyReason>,
}

fn open_files<F: Fs>(fs: F, files: Files<F>) -> Result<Opened<F>, StoreError> {
    let Files {
        directory,
        mut manifest,
        making,
        mut lock,
        read_only,
    } = files;
    let locked = acquire(lock.as_mut(), read_only.is_none())?;
    if manifest.is_earlier() {
        // Another process may have upgraded the store while this one waited for the lock.
        manifest = Manifest::read(&fs, &directory, making.manifest_name())?;
    }
    let manifest_file = guard::check(&fs, &directory.join(making.manifest_name()), Kind::File)?;
    let mut head_handle = HeadHandle::of(&directory);
    let head = head_handle.read(&fs, Names::Unknown)?;
    let loaded = load(&fs, &directory, &manifest, head, locked, read_only.as_ref())?;
    let Loaded {
        desk,
        journal,
        torn,
        findings,
        snapshot_length,
    } = loaded;
    let mut store = Store {
        fs,
        directory,
        manifest,
        manifest_file,
        making,
        journal,
        head,
        head_handle,
        lock,
        caught_up: false,
        looked_at: None,
        read_only,
        snapshot_length,
        notices: findings,
    };
    store.settle(torn)?;
    if store.manifest.is_earlier() && store.holds_lock() {
        store.upgrade(&desk)?;
    }
    store.unlock();
    let findings = store.take_notices();
    Ok(Opened {
        store,
        desk,
        findings,
    })
}

/// Loads all there is, or without the lock all that the head vouches for.
fn load<F: Fs>(
    fs: &F,
    directory: &Path,
    manifest: &Manifest,
    head: HeadFile,
    locked: bool,
    read_only: Option<&ReadOnlyReason>,
) -> Result<Loaded<F>, StoreError> {
    let source = Source {
        fs: fs.clone(),
        directory: directory.to_owned(),
        store: manifest.id,
        head,
        mode: match read_only {
            Some(_) => OpenMode::Read,
            None => OpenMode::Overwrite,
        },
        shortcut: if manifest.is_earlier() {
            // Its snapshots are in the earlier format too, and the upgrade writes a new one.
            Shortcut::None
        } else {
            Shortcut::Newest
        },
        until: how_far(&head, locked),
    };
    let mut loaded = source.load()?;
    loaded.findings.extend(about_head(&head));
    Ok(loaded)
}

/// Returns how far to read: beyond the head may lie a write in flight, unless we have the lock.
pub(crate) fn how_far(head: &HeadFile, locked: bool) -> Until {
    match head.last() {
        Some(last) if !locked => Until::Commit(last.seq),
        Some(_) | None => Until::End,
    }
}

/// Says what is wrong with the head itself.
pub(crate) fn about_head(head: &HeadFile) -> Option<Finding> {
    let kind = match head.last() {
        None => FindingKind::HeadUnreadable,
        Some(_) if head.has_one_slot() => FindingKind::HeadSlotUnreadable,
        Some(_) => return None,
    };
    Some(Finding::of_file(kind, HEAD_FILE))
}

fn missing_permission<F: Fs>(
    fs: &F,
    directory: &Path,
) -> Result<Option<ReadOnlyReason>, StoreError> {
    let mut paths = vec![directory.to_owned()];
    if let Some(last) = segment::list(fs, directory)?.last() {
        paths.push(directory.join(segment::name(*last)));
    }
    if guard::exists(fs, &directory.join(HEAD_FILE))? {
        paths.push(directory.join(HEAD_FILE));
    }
    let refused = paths.into_iter().find(|path| !fs.may_write(path));
    Ok(refused.map(|path| ReadOnlyReason::NoPermission { path }))
}

/// Opens the lock file; a writer brings it back when a restored copy lacks it.
pub(crate) fn open_lock<F: Fs>(
    fs: &F,
    directory: &Path,
    may_create: bool,
) -> Result<Option<Lock<F>>, StoreError> {
    let path = directory.join(LOCK_FILE);
    if !guard::exists(fs, &path)? {
        if !may_create {
            return Ok(None);
        }
        match fs.create_new(&path) {
            Ok(_) => {}
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(StoreError::io("create", &path)(error)),
        }
    }
    Lock::open(fs, directory).map(Some)
}

/// Takes the lock for the time of opening; a reader does without when others are busy.
pub(crate) fn acquire<F: Fs>(
    lock: Option<&mut Lock<F>>,
    required: bool,
) -> Result<bool, StoreError> {
    let Some(lock) = lock else {
        return Ok(false);
    };
    match lock.acquire() {
        Ok(()) => Ok(true),
        Err(StoreError::Busy { .. } | StoreError::Io { .. }) if !required => Ok(false),
        Err(error) => Err(error),
    }
}
