//! Creates a store so that a crash leaves a whole one or none.
//!
//! The manifest comes last. What an interrupted attempt left behind holds nothing and is taken up
//! by the next one.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::store::digest::Digest;
use crate::store::error::StoreError;
use crate::store::finding::{Finding, FindingKind};
use crate::store::fs::{Fs, FsFile, Kind};
use crate::store::head::{HEAD_FILE, Head, HeadFile};
use crate::store::journal::segment;
use crate::store::lock::{LOCK_FILE, Lock};
use crate::store::manifest::{MANIFEST_FILE, Manifest};
use crate::store::{guard, replace};

/// Creates an empty store in `directory`, whose parent must exist; returns its resolved path.
pub(crate) fn create<F: Fs>(
    fs: &F,
    directory: &Path,
    manifest: &Manifest,
) -> Result<PathBuf, StoreError> {
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
    refuse_strangers(fs, &directory)?;
    let genesis = Head {
        seq: 0,
        hash: Digest::genesis(manifest.id),
    };
    let text = manifest.to_text().map_err(|error| failed()(error.into()))?;
    begin(fs, &directory, &segment::name(1), "")?;
    begin(fs, &directory, HEAD_FILE, &HeadFile::initial(genesis))?;
    fs.sync_directory(&directory).map_err(failed())?;
    replace::replace(fs, &directory, MANIFEST_FILE, &[text.as_bytes()]).map_err(failed())?;
    Ok(directory)
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

/// Refuses a directory that holds more than an interrupted attempt to create a store leaves.
fn refuse_strangers<F: Fs>(fs: &F, directory: &Path) -> Result<(), StoreError> {
    let names = fs
        .list(directory)
        .map_err(StoreError::io("list", directory))?;
    if names.iter().any(|name| name == MANIFEST_FILE) {
        return Err(StoreError::AlreadyThere {
            path: directory.to_owned(),
        });
    }
    for name in names {
        if segment::first_of(&name).is_some() {
            refuse_commits(fs, directory, &name)?;
        } else if name != LOCK_FILE && name != HEAD_FILE && !is_leftover(&name) {
            return Err(StoreError::NotEmpty {
                path: directory.to_owned(),
                name: name.into(),
            });
        }
    }
    Ok(())
}

fn is_leftover(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with('.') && name.ends_with(replace::UNFINISHED)
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

/// Writes a file anew, in place of what an interrupted attempt left.
fn begin<F: Fs>(fs: &F, directory: &Path, name: &str, text: &str) -> Result<(), StoreError> {
    let path = directory.join(name);
    if guard::exists(fs, &path)? {
        guard::check(fs, &path, Kind::File)?;
        fs.remove(&path).map_err(StoreError::io("remove", &path))?;
    }
    fs.create_new(&path)
        .and_then(|file| file.append_all(text.as_bytes()).and_then(|()| file.sync()))
        .map_err(StoreError::io("create", &path))
}
