//! An open file of the file system in memory.

use std::io;

use crate::store::fs::memory::MemoryFs;
use crate::store::fs::memory::disk::Change;
use crate::store::fs::{FsFile, Metadata, OpenMode};

/// An open file of a [`MemoryFs`]; dropping it gives its lock up, as the end of a process would.
#[derive(Debug)]
pub struct MemoryFile {
    fs: MemoryFs,
    inode: u64,
    handle: u64,
    mode: OpenMode,
}

impl MemoryFile {
    pub(super) const fn new(fs: MemoryFs, inode: u64, handle: u64, mode: OpenMode) -> Self {
        Self {
            fs,
            inode,
            handle,
            mode,
        }
    }

    fn put(&self, offset: Option<u64>, bytes: &[u8]) -> io::Result<usize> {
        if self.mode == OpenMode::Read {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        let mut world = self.fs.world();
        let entered = world.enter();
        let offset = match offset {
            Some(offset) if self.mode == OpenMode::Overwrite => offset,
            Some(_) | None => world.seen.bytes(self.inode).len() as u64,
        };
        let taken = match &entered {
            Ok(()) => world.longest_write.unwrap_or(usize::MAX).min(bytes.len()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => 0,
            Err(_) => bytes.len() / 2,
        };
        let bytes = bytes.get(..taken).unwrap_or_default().to_vec();
        if !bytes.is_empty() {
            world.change(Change::Write {
                inode: self.inode,
                offset,
                bytes,
            });
        }
        entered.map(|()| taken)
    }
}

impl FsFile for MemoryFile {
    fn metadata(&self) -> io::Result<Metadata> {
        let mut world = self.fs.world();
        world.enter()?;
        world.seen.metadata(self.inode)
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let mut world = self.fs.world();
        world.enter()?;
        let start = usize::try_from(offset).unwrap_or(usize::MAX);
        let rest = world
            .seen
            .bytes(self.inode)
            .get(start..)
            .unwrap_or_default();
        let count = rest.len().min(buffer.len());
        for (place, byte) in buffer.iter_mut().zip(rest) {
            *place = *byte;
        }
        Ok(count)
    }

    fn write_at(&self, offset: u64, bytes: &[u8]) -> io::Result<usize> {
        self.put(Some(offset), bytes)
    }

    fn append(&self, bytes: &[u8]) -> io::Result<usize> {
        self.put(None, bytes)
    }

    fn truncate(&self, length: u64) -> io::Result<()> {
        if self.mode == OpenMode::Read {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        let mut world = self.fs.world();
        world.enter()?;
        world.change(Change::Truncate {
            inode: self.inode,
            length,
        });
        Ok(())
    }

    fn sync(&self) -> io::Result<()> {
        let mut world = self.fs.world();
        let entered = world.enter();
        world.settle(entered, |change| change.content_of(self.inode))
    }

    fn try_lock(&self) -> io::Result<bool> {
        let mut world = self.fs.world();
        world.enter()?;
        let holder = *world.locks.entry(self.inode).or_insert(self.handle);
        Ok(holder == self.handle)
    }

    fn unlock(&self) -> io::Result<()> {
        self.release();
        Ok(())
    }
}

impl MemoryFile {
    fn release(&self) {
        let mut world = self.fs.world();
        if world.locks.get(&self.inode) == Some(&self.handle) {
            world.locks.remove(&self.inode);
        }
    }
}

impl Drop for MemoryFile {
    fn drop(&mut self) {
        self.release();
    }
}
