//! Replaces a whole file so that a crash leaves either the old or the new one.

use std::ffi::OsString;
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::path::Path;

use crate::store::fs::{Fs, FsFile};

/// What the names of unfinished files end with.
pub(crate) const UNFINISHED: &str = ".unfinished";

/// Writes `pieces` as the file `path` of `directory`: a new file, synced, renamed, and the
/// directory synced.
pub(crate) fn replace<F: Fs>(
    fs: &F,
    directory: &Path,
    name: &str,
    pieces: &[&[u8]],
) -> io::Result<()> {
    let mut unfinished = OsString::from(format!(".{name}."));
    unfinished.push(format!("{:016x}{UNFINISHED}", random()));
    let unfinished = directory.join(unfinished);
    let file = fs.create_new(&unfinished)?;
    let written = write(&file, pieces).and_then(|()| fs.rename(&unfinished, &directory.join(name)));
    if let Err(error) = written {
        // The first failure is what matters; a leftover is never mistaken for a finished file.
        let _ = fs.remove(&unfinished);
        return Err(error);
    }
    fs.sync_directory(directory)
}

fn write<File: FsFile>(file: &File, pieces: &[&[u8]]) -> io::Result<()> {
    for piece in pieces {
        file.append_all(piece)?;
    }
    file.sync()
}

/// Draws a number that other processes will not draw; it appears in nothing but a passing name.
fn random() -> u64 {
    RandomState::new().hash_one(std::process::id())
}
