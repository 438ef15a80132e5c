//! Makes a store so that a crash leaves a whole one or none.
//!
//! Until [`finish`] the manifest has a name that nobody looks for, so a store that is being filled
//! does not exist for others. What an interrupted attempt left behind is cleared by the next one.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use crate::store::digest::Digest;
use crate::store::error::StoreError;
use crate::store::finding::{Finding, FindingKind};
use crate::store::fs::{Fs, FsFile, Kind};
use crate::store::head::{HEAD_FILE, Head, HeadFile};
use crate::store::journal::segment;
use crate::store::lock::{LOCK_FILE, Lock};
use crate::store::manifest::{BEGUN_FILE, MANIFEST_FILE, Manifest};
use crate::store::{guard, replace, snapshot};

/// Begins a store in `directory`, whose parent must exist; returns its resolved path and the lock,
/// which is held until the store is finished.
pub(crate) fn begin<F: Fs>(
    fs: &F,
    directory: &Path,
    manifest: &Manifest,
) -> Result<(PathBuf, Lock<F>), StoreError> {
    let directory = make_directory(fs, directory)?;
    let failed = || StoreError::io("create a store in", &directory);
    refuse_strangers(fs, &directory)?;
    let lock_path = directory.join(LOCK_FILE);
    if !guard::exists(fs, &lock_path)? {
        match fs.create_new(&lock_path) {
            Ok(_) => {}
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(failed()(error)),
        }
    }
    let mut lock = Lock::open(fs, &directory)?;
    lock.acquire()?;
    // Looked at once more: another process may have finished a store before the lock was ours.
    let leftovers = refuse_strangers(fs, &directory)?;
    clear(fs, &directory, &leftovers)?;
    let genesis = Head {
        seq: 0,
        hash: Digest::genesis(manifest.id),
    };
    let text = manifest.to_text().map_err(|error| failed()(error.into()))?;
    write(fs, &directory, &segment::name(1), "")?;
    write(fs, &directory, HEAD_FILE, &HeadFile::initial(genesis))?;
    write(fs, &directory, BEGUN_FILE, &text)?;
    fs.sync_directory(&directory).map_err(failed())?;
    Ok((directory, lock))
}

/// Gives the manifest its name; from then on the store exists.
pub(crate) fn finish<F: Fs>(fs: &F, directory: &Path) -> Result<(), StoreError> {
    fs.rename(&directory.join(BEGUN_FILE), &directory.join(MANIFEST_FILE))
        .and_then(|()| fs.sync_directory(directory))
        .map_err(StoreError::io("finish the store in", directory))
}

/// Removes what an interrupted attempt left; the sign of it goes last, after the rest is gone for
/// good, so that a second interruption leaves an attempt as well.
fn clear<F: Fs>(fs: &F, directory: &Path, names: &[OsString]) -> Result<(), StoreError> {
    let (sign, rest): (Vec<&OsString>, Vec<&OsString>) =
        names.iter().partition(|name| *name == BEGUN_FILE);
    for names in [rest, sign] {
        if names.is_empty() {
            continue;
        }
        for name in names {
            let path = directory.join(name);
            guard::check(fs, &path, Kind::File)?;
            fs.remove(&path).map_err(StoreError::io("remove", &path))?;
        }
        fs.sync_directory(directory)
            .map_err(StoreError::io("clear", directory))?;
    }
    Ok(())
}

/// Makes the directory unless it is there, and returns its resolved path.
fn make_directory<F: Fs>(fs: &F, directory: &Path) -> Result<PathBuf, StoreError> {
    let failed = || StoreError::io("create", directory);
    if !guard::exists(fs, directory)? {
        let parent = match directory.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            Some(_) | None => Path::new("."),
        };
        if !guard::exists(fs, parent)? {
            return Err(StoreError::ParentMissing {
                path: parent.to_owned(),
            });
        }
        fs.create_directory(directory)
            .and_then(|()| fs.sync_directory(parent))
            .map_err(failed())?;
    }
    let resolved = fs.resolve(directory).map_err(failed())?;
    let metadata = fs.metadata(&resolved).map_err(failed())?;
    if metadata.kind != Kind::Directory {
        return Err(StoreError::NotADirectory {
            path: directory.to_owned(),
        });
    }
    guard::check(fs, &resolved, Kind::Directory)?;
    Ok(resolved)
}

/// Refuses a directory that holds more than an interrupted attempt to make a store leaves; returns
/// the names of what such an attempt left.
fn refuse_strangers<F: Fs>(fs: &F, directory: &Path) -> Result<Vec<OsString>, StoreError> {
    let names = fs
        .list(directory)
        .map_err(StoreError::io("list", directory))?;
    if names.iter().any(|name| name == MANIFEST_FILE) {
        return Err(StoreError::AlreadyThere {
            path: directory.to_owned(),
        });
    }
    let begun = names.iter().any(|name| name == BEGUN_FILE);
    let mut leftovers = Vec::new();
    for name in names {
        if segment::first_of(&name).is_some() && !begun {
            refuse_commits(fs, directory, &name)?;
        } else if !is_leftover(&name) {
            return Err(StoreError::NotEmpty {
                path: directory.to_owned(),
                name: name.into(),
            });
        }
        if name != LOCK_FILE {
            leftovers.push(name);
        }
    }
    Ok(leftovers)
}

fn is_leftover(name: &OsStr) -> bool {
    let text = name.to_string_lossy();
    name == LOCK_FILE
        || name == HEAD_FILE
        || name == BEGUN_FILE
        || segment::first_of(name).is_some()
        || snapshot::seq_of(name).is_some()
        || (text.starts_with('.') && text.ends_with(replace::UNFINISHED))
}

/// Refuses a journal with something in it: a store that lost its manifest is no place for another.
fn refuse_commits<F: Fs>(fs: &F, directory: &Path, name: &OsStr) -> Result<(), StoreError> {
    let metadata = guard::check(fs, &directory.join(name), Kind::File)?;
    if metadata.length == 0 {
        return Ok(());
    }
    let reason = "it is missing though there is a journal".to_owned();
    Err(StoreError::Damaged(Finding::of_file(
        FindingKind::ManifestDamaged { reason },
        MANIFEST_FILE,
    )))
}

/// Writes a new file.
fn write<F: Fs>(fs: &F, directory: &Path, name: &str, text: &str) -> Result<(), StoreError> {
    let path = directory.join(name);
    fs.create_new(&path)
        .and_then(|file| file.append_all(text.as_bytes()).and_then(|()| file.sync()))
        .map_err(StoreError::io("create", &path))
}
