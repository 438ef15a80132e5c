//! The machine's file system without syncs, to fill stores in seconds that nobody will miss.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use accessdesk::store::fs::{Fs, FsFile, Metadata, OpenMode, RealFs};

/// The machine's file system, but syncing does nothing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unsynced(pub(crate) RealFs);

/// An open file, but syncing does nothing.
#[derive(Debug)]
pub(crate) struct UnsyncedFile(<RealFs as Fs>::File);

impl Fs for Unsynced {
    type File = UnsyncedFile;

    fn open(&self, path: &Path, mode: OpenMode) -> io::Result<UnsyncedFile> {
        self.0.open(path, mode).map(UnsyncedFile)
    }

    fn create_new(&self, path: &Path) -> io::Result<UnsyncedFile> {
        self.0.create_new(path).map(UnsyncedFile)
    }

    fn create_directory(&self, path: &Path) -> io::Result<()> {
        self.0.create_directory(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.0.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.0.remove(path)
    }

    fn list(&self, directory: &Path) -> io::Result<Vec<OsString>> {
        self.0.list(directory)
    }

    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        self.0.metadata(path)
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.0.resolve(path)
    }

    fn sync_directory(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn may_write(&self, path: &Path) -> bool {
        self.0.may_write(path)
    }

    fn user(&self) -> u32 {
        self.0.user()
    }

    fn pause(&self, time: Duration) {
        self.0.pause(time);
    }
}

impl FsFile for UnsyncedFile {
    fn metadata(&self) -> io::Result<Metadata> {
        self.0.metadata()
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read_at(offset, buffer)
    }

    fn write_at(&self, offset: u64, bytes: &[u8]) -> io::Result<usize> {
        self.0.write_at(offset, bytes)
    }

    fn append(&self, bytes: &[u8]) -> io::Result<usize> {
        self.0.append(bytes)
    }

    fn truncate(&self, length: u64) -> io::Result<()> {
        self.0.truncate(length)
    }

    fn sync(&self) -> io::Result<()> {
        Ok(())
    }

    fn try_lock(&self) -> io::Result<bool> {
        self.0.try_lock()
    }

    fn unlock(&self) -> io::Result<()> {
        self.0.unlock()
    }
}
