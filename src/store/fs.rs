//! The few things the store asks of a file system.
//!
//! [`RealFs`] does them on disk; [`MemoryFs`] keeps all in memory, for what is only tried, and fails
//! and crashes on demand. The store never calls `std::fs` itself, so that every promise about power
//! cuts can be tested without one.

mod memory;
mod real;

use std::ffi::OsString;
use std::fmt::Debug;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub use memory::{Lasting, MemoryFs};
pub use real::RealFs;

/// What an open file may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenMode {
    /// Reading and locking.
    Read,
    /// Reading, and writing over what is there.
    Overwrite,
    /// Reading, and writing at the end only.
    Append,
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A plain file.
    File,
    /// A directory.
    Directory,
    /// A symbolic link.
    Symlink,
    /// A device, a pipe or a socket.
    Special,
}

/// What is known of a file without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Metadata {
    /// What the name stands for.
    pub kind: Kind,
    /// The user who owns it.
    pub owner: u32,
    /// The permission bits.
    pub mode: u32,
    /// The length in bytes.
    pub length: u64,
    /// The file system it lies on.
    pub device: u64,
    /// Its number on that file system; two names with the same numbers are one file.
    pub inode: u64,
    /// When it last changed by the clock of that file system, in nanoseconds since 1970; for a
    /// directory, when a name in it did.
    ///
    /// It cannot be set by hand, unlike the time of the last writing.
    pub changed: i128,
}

impl Metadata {
    /// Tells whether both describe the very same file.
    pub fn is_same_file(&self, other: &Self) -> bool {
        (self.device, self.inode) == (other.device, other.inode)
    }
}

/// A file system; handles are cheap to clone and share what they stand for.
pub trait Fs: Clone + Debug + Send + Sync + 'static {
    /// An open file.
    type File: FsFile;

    /// Opens a file; never follows a link in the last place and never waits for a pipe's other end.
    fn open(&self, path: &Path, mode: OpenMode) -> io::Result<Self::File>;
    /// Creates a file that only its owner may use; refuses when the name is taken.
    fn create_new(&self, path: &Path) -> io::Result<Self::File>;
    /// Creates a directory that only its owner may use; refuses when the name is taken.
    fn create_directory(&self, path: &Path) -> io::Result<()>;
    /// Gives a file another name, in place of what had it.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Lists the names in a directory, in no particular order.
    fn list(&self, directory: &Path) -> io::Result<Vec<OsString>>;
    /// Describes what a name stands for, without following a link in the last place.
    fn metadata(&self, path: &Path) -> io::Result<Metadata>;
    /// Follows every link in a path.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf>;
    /// Makes creations, renames and removals in a directory durable.
    fn sync_directory(&self, directory: &Path) -> io::Result<()>;
    /// Tells whether this process may write to a file or into a directory.
    fn may_write(&self, path: &Path) -> bool;
    /// Returns the user on whose behalf files are opened.
    fn user(&self) -> u32;
    /// Waits.
    fn pause(&self, time: Duration);
}

/// An open file. Closing it gives up its lock.
pub trait FsFile: Debug + Send + Sync {
    /// Describes the file itself, whatever its name stands for by now.
    fn metadata(&self) -> io::Result<Metadata>;
    /// Reads some bytes at `offset`; none at the end.
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize>;
    /// Writes some bytes at `offset`.
    fn write_at(&self, offset: u64, bytes: &[u8]) -> io::Result<usize>;
    /// Writes some bytes at the end.
    fn append(&self, bytes: &[u8]) -> io::Result<usize>;
    /// Cuts the file to `length`.
    fn truncate(&self, length: u64) -> io::Result<()>;
    /// Makes the content and the length durable.
    fn sync(&self) -> io::Result<()>;
    /// Takes the exclusive lock; false when another handle has it.
    fn try_lock(&self) -> io::Result<bool>;
    /// Gives the lock up.
    fn unlock(&self) -> io::Result<()>;

    /// Writes all bytes at the end, with one call if the system takes them at once.
    fn append_all(&self, bytes: &[u8]) -> io::Result<()> {
        write_on(bytes, |_, rest| self.append(rest))
    }

    /// Writes all bytes at `offset`.
    fn write_all_at(&self, offset: u64, bytes: &[u8]) -> io::Result<()> {
        write_on(bytes, |done, rest| {
            self.write_at(offset.saturating_add(done), rest)
        })
    }

    /// Reads up to `length` bytes at `offset`; fewer only at the end of the file.
    fn read_range(&self, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; length];
        let mut done = 0;
        while let Some(rest) = bytes.get_mut(done..).filter(|rest| !rest.is_empty()) {
            match self.read_at(offset.saturating_add(done as u64), rest) {
                Ok(0) => break,
                Ok(count) => done = done.saturating_add(count),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        bytes.truncate(done);
        Ok(bytes)
    }
}

fn write_on(
    bytes: &[u8],
    mut write: impl FnMut(u64, &[u8]) -> io::Result<usize>,
) -> io::Result<()> {
    let mut done = 0_usize;
    while let Some(rest) = bytes.get(done..).filter(|rest| !rest.is_empty()) {
        match write(done as u64, rest) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => done = done.saturating_add(count),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
