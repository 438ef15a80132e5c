//! Copies to the attic, the directory of whatever was set aside.

use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::store::error::StoreError;
use crate::store::fs::{Fs, FsFile, Kind, OpenMode};
use crate::store::guard;

/// Where everything goes that was set aside.
pub(crate) const ATTIC: &str = "attic";
/// How many bytes are copied at once.
const CHUNK: usize = 1 << 20;
/// How many copies of the same thing are kept apart by their names.
pub(crate) const MOST_COPIES: u32 = 10_000;

/// Returns the attic of the store in `directory`, which is made unless it is there.
pub(crate) fn attic<F: Fs>(fs: &F, directory: &Path) -> Result<PathBuf, StoreError> {
    let attic = directory.join(ATTIC);
    if !guard::exists(fs, &attic)? {
        fs.create_directory(&attic)
            .and_then(|()| fs.sync_directory(directory))
            .map_err(StoreError::io("create", &attic))?;
    }
    guard::check(fs, &attic, Kind::Directory)?;
    Ok(attic)
}

/// Returns where a copy of a number is or would be.
pub(crate) fn numbered(attic: &Path, name: &str, number: u32) -> PathBuf {
    attic.join(format!("{name}-{number}"))
}

/// Creates in the attic what `create` creates, under the first free name that begins with `name`.
pub(crate) fn create_numbered<T>(
    attic: &Path,
    name: &str,
    create: impl Fn(&Path) -> io::Result<T>,
) -> Result<(PathBuf, T), StoreError> {
    for number in 1..=MOST_COPIES {
        let path = numbered(attic, name, number);
        match create(&path) {
            Ok(created) => return Ok((path, created)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(StoreError::io("create", &path)(error)),
        }
    }
    let full = io::ErrorKind::AlreadyExists.into();
    Err(StoreError::io("create", attic)(full))
}

/// Copies a whole file of ours to a new one, durably but for its name.
pub(crate) fn copy<F: Fs>(fs: &F, from: &Path, to: &Path) -> Result<(), StoreError> {
    let source = guard::open(fs, from, OpenMode::Read)?;
    let length = source
        .metadata()
        .map_err(StoreError::io("look at", from))?
        .length;
    let copy = fs.create_new(to).map_err(StoreError::io("create", to))?;
    copy_range(&source, from, 0..length, &copy, to)
}

/// Copies some bytes of a file to the end of another and syncs that.
pub(crate) fn copy_range<File: FsFile>(
    source: &File,
    from: &Path,
    range: Range<u64>,
    copy: &File,
    to: &Path,
) -> Result<(), StoreError> {
    let mut next = range.start;
    while next < range.end {
        let rest = usize::try_from(range.end.saturating_sub(next)).unwrap_or(CHUNK);
        let bytes = source
            .read_range(next, rest.min(CHUNK))
            .map_err(StoreError::io("read", from))?;
        if bytes.is_empty() {
            break;
        }
        copy.append_all(&bytes)
            .map_err(StoreError::io("write", to))?;
        next = next.saturating_add(bytes.len() as u64);
    }
    copy.sync().map_err(StoreError::io("write", to))
}
