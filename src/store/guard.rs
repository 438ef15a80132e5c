//! Opens only what is ours: plain files of this user that nobody else may write.
//!
//! Names are checked before opening, for a clear answer, and the open file once more, because a
//! name can be exchanged in between.

use std::path::Path;

use crate::store::error::StoreError;
use crate::store::fs::{Fs, FsFile, Kind, Metadata, OpenMode};

/// The permission bits that let people other than the owner write.
const OTHERS_MAY_WRITE: u32 = 0o022;

/// Checks that `path` is ours and of the expected kind.
pub(crate) fn check<F: Fs>(fs: &F, path: &Path, expected: Kind) -> Result<Metadata, StoreError> {
    let metadata = fs.metadata(path).map_err(StoreError::io("look at", path))?;
    judge(fs, path, expected, metadata)
}

/// Checks what has the name, if anything has it.
pub(crate) fn find<F: Fs>(
    fs: &F,
    path: &Path,
    expected: Kind,
) -> Result<Option<Metadata>, StoreError> {
    match fs.metadata(path) {
        Ok(metadata) => judge(fs, path, expected, metadata).map(Some),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::io("look at", path)(error)),
    }
}

/// Opens one of our files.
pub(crate) fn open<F: Fs>(fs: &F, path: &Path, mode: OpenMode) -> Result<F::File, StoreError> {
    open_known(fs, path, mode).map(|(file, _)| file)
}

/// Opens one of our files, and tells which file that is.
pub(crate) fn open_known<F: Fs>(
    fs: &F,
    path: &Path,
    mode: OpenMode,
) -> Result<(F::File, Metadata), StoreError> {
    let named = check(fs, path, Kind::File)?;
    let file = fs.open(path, mode).map_err(StoreError::io("open", path))?;
    let opened = file.metadata().map_err(StoreError::io("look at", path))?;
    let opened = judge(fs, path, Kind::File, opened)?;
    if opened.is_same_file(&named) {
        Ok((file, opened))
    } else {
        Err(StoreError::ChangedUnderneath {
            path: path.to_owned(),
        })
    }
}

/// Reads one of our files to its end.
pub(crate) fn read<F: Fs>(fs: &F, path: &Path) -> Result<Vec<u8>, StoreError> {
    let file = open(fs, path, OpenMode::Read)?;
    let length = file
        .metadata()
        .map_err(StoreError::io("look at", path))?
        .length;
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    file.read_range(0, length)
        .map_err(StoreError::io("read", path))
}

/// Tells whether anything has the name.
pub(crate) fn exists<F: Fs>(fs: &F, path: &Path) -> Result<bool, StoreError> {
    match fs.metadata(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(StoreError::io("look at", path)(error)),
    }
}

fn judge<F: Fs>(
    fs: &F,
    path: &Path,
    expected: Kind,
    metadata: Metadata,
) -> Result<Metadata, StoreError> {
    let path = path.to_owned();
    if metadata.kind != expected {
        let found = metadata.kind;
        return Err(StoreError::WrongKind {
            path,
            expected,
            found,
        });
    }
    if metadata.owner != fs.user() {
        let owner = metadata.owner;
        return Err(StoreError::ForeignOwner { path, owner });
    }
    if metadata.mode & OTHERS_MAY_WRITE != 0 {
        let mode = metadata.mode;
        return Err(StoreError::OpenToOthers { path, mode });
    }
    Ok(metadata)
}
