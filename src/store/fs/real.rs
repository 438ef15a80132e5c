//! The file system of the machine.

use std::ffi::OsString;
use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, FileExt, FileTypeExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::fs::OFlags;

use crate::store::fs::{Fs, FsFile, Kind, Metadata, OpenMode};

/// The file system of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealFs;

/// An open file of the machine.
#[derive(Debug)]
pub struct RealFile(File);

/// Returns options that neither follow a link nor wait for a pipe.
fn careful() -> OpenOptions {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    let mut options = OpenOptions::new();
    options
        .read(true)
        .mode(0o600)
        .custom_flags(i32::try_from(flags.bits()).unwrap_or_default());
    options
}

fn describe(metadata: &std::fs::Metadata) -> Metadata {
    let file_type = metadata.file_type();
    let special = file_type.is_fifo()
        || file_type.is_socket()
        || file_type.is_char_device()
        || file_type.is_block_device();
    let kind = if file_type.is_symlink() {
        Kind::Symlink
    } else if file_type.is_dir() {
        Kind::Directory
    } else if special {
        Kind::Special
    } else {
        Kind::File
    };
    Metadata {
        kind,
        owner: metadata.uid(),
        mode: metadata.mode() & 0o7777,
        length: metadata.len(),
        device: metadata.dev(),
        inode: metadata.ino(),
        changed: i128::from(metadata.ctime())
            .saturating_mul(1_000_000_000)
            .saturating_add(metadata.ctime_nsec().into()),
    }
}

impl Fs for RealFs {
    type File = RealFile;

    fn open(&self, path: &Path, mode: OpenMode) -> io::Result<RealFile> {
        let mut options = careful();
        match mode {
            OpenMode::Read => &mut options,
            OpenMode::Overwrite => options.write(true),
            OpenMode::Append => options.append(true),
        };
        options.open(path).map(RealFile)
    }

    fn create_new(&self, path: &Path) -> io::Result<RealFile> {
        careful()
            .write(true)
            .create_new(true)
            .open(path)
            .map(RealFile)
    }

    fn create_directory(&self, path: &Path) -> io::Result<()> {
        DirBuilder::new().mode(0o700).create(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        std::fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        std::fs::remove_file(path)
    }

    fn list(&self, directory: &Path) -> io::Result<Vec<OsString>> {
        std::fs::read_dir(directory)?
            .map(|entry| entry.map(|entry| entry.file_name()))
            .collect()
    }

    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        std::fs::symlink_metadata(path).map(|metadata| describe(&metadata))
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        std::fs::canonicalize(path)
    }

    fn sync_directory(&self, directory: &Path) -> io::Result<()> {
        File::open(directory)?.sync_all()
    }

    fn may_write(&self, path: &Path) -> bool {
        rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok()
    }

    fn user(&self) -> u32 {
        rustix::process::geteuid().as_raw()
    }

    fn pause(&self, time: Duration) {
        std::thread::sleep(time);
    }
}

impl FsFile for RealFile {
    fn metadata(&self) -> io::Result<Metadata> {
        self.0.metadata().map(|metadata| describe(&metadata))
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read_at(buffer, offset)
    }

    fn write_at(&self, offset: u64, bytes: &[u8]) -> io::Result<usize> {
        self.0.write_at(bytes, offset)
    }

    fn append(&self, bytes: &[u8]) -> io::Result<usize> {
        (&self.0).write(bytes)
    }

    fn truncate(&self, length: u64) -> io::Result<()> {
        self.0.set_len(length)
    }

    fn sync(&self) -> io::Result<()> {
        self.0.sync_data()
    }

    fn try_lock(&self) -> io::Result<bool> {
        match self.0.try_lock() {
            Ok(()) => Ok(true),
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    fn unlock(&self) -> io::Result<()> {
        self.0.unlock()
    }
}
