//! A file system in memory: what is only tried is kept there, and it fails and crashes on demand.
//!
//! What programs see and what would survive a power cut are kept apart. Clones share one file
//! system, so two of them stand for two processes. Start at [`MemoryFs::fail`] and [`MemoryFs::crashes`].

mod crash;
mod disk;
mod file;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::store::fs::{Fs, Kind, Metadata, OpenMode};
use disk::{Change, Disk, Pending};
use file::MemoryFile;

/// How long an injected fault lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lasting {
    /// One call fails, the next one works again.
    Once,
    /// This call and all later ones fail.
    Forever,
}

#[derive(Debug, Clone, Copy)]
struct Fault {
    call: u64,
    error: io::ErrorKind,
    lasting: Lasting,
}

/// Everything behind one file system.
#[derive(Debug, Clone, Default)]
struct World {
    seen: Disk,
    durable: Disk,
    pending: Vec<Pending>,
    locks: BTreeMap<u64, u64>,
    last_handle: u64,
    last_inode: u64,
    calls: u64,
    fault: Option<Fault>,
    longest_write: Option<usize>,
    write_protected: bool,
    waited: Duration,
}

impl World {
    /// Counts one call and fails it when a fault is due.
    fn enter(&mut self) -> io::Result<()> {
        self.calls = self.calls.saturating_add(1);
        let Some(fault) = self.fault else {
            return Ok(());
        };
        let hit = match fault.lasting {
            Lasting::Once => self.calls == fault.call,
            Lasting::Forever => self.calls >= fault.call,
        };
        if hit { Err(fault.error.into()) } else { Ok(()) }
    }

    fn allow_change(&self) -> io::Result<()> {
        if self.write_protected {
            Err(io::ErrorKind::PermissionDenied.into())
        } else {
            Ok(())
        }
    }

    /// Makes a change visible and remembers that it is not durable yet.
    fn change(&mut self, change: Change) {
        self.seen.apply(&change);
        self.pending.push(Pending::new(change));
    }

    fn new_node(&mut self, kind: Kind, mode: u32) -> u64 {
        self.last_inode = self.last_inode.saturating_add(1);
        self.seen.add_node(self.last_inode, kind, mode);
        self.durable.add_node(self.last_inode, kind, mode);
        self.last_inode
    }

    fn link(&mut self, path: &Path, kind: Kind, mode: u32) -> io::Result<u64> {
        self.allow_change()?;
        if self.seen.find(path).is_some() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let parent = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
        if self.seen.metadata_of(parent)?.kind != Kind::Directory {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        let inode = self.new_node(kind, mode);
        self.change(Change::Link {
            path: path.to_owned(),
            inode,
        });
        Ok(inode)
    }
}

/// A file system in memory; clones share it.
#[derive(Debug, Clone)]
pub struct MemoryFs(Arc<Mutex<World>>);

impl Default for MemoryFs {
    fn default() -> Self {
        Self::new()
    }
}

impl MemoryFs {
    /// The user who owns everything here.
    const USER: u32 = 1000;

    /// Makes a file system with a root directory and nothing in it.
    pub fn new() -> Self {
        let mut world = World::default();
        let root = world.new_node(Kind::Directory, 0o700);
        let link = Change::Link {
            path: PathBuf::from("/"),
            inode: root,
        };
        world.seen.apply(&link);
        world.durable.apply(&link);
        Self(Arc::new(Mutex::new(world)))
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes the `call`-th call from now fail; a failing write may have written its first half.
    pub fn fail(&self, call: u64, error: io::ErrorKind, lasting: Lasting) {
        let mut world = self.world();
        world.calls = 0;
        world.fault = Some(Fault {
            call,
            error,
            lasting,
        });
    }

    /// Stops failing; tells whether a fault was reached since it was set.
    pub fn heal(&self) -> bool {
        let mut world = self.world();
        let calls = world.calls;
        world.fault.take().is_some_and(|fault| calls >= fault.call)
    }

    /// Lets one write call take at most so many bytes.
    pub fn shorten_writes(&self, longest: usize) {
        self.world().longest_write = Some(longest.max(1));
    }

    /// Refuses or again allows every change, as a file system mounted read-only does.
    pub fn protect(&self, write_protected: bool) {
        self.world().write_protected = write_protected;
    }

    /// Returns how long callers have waited in all.
    pub fn waited(&self) -> Duration {
        self.world().waited
    }

    /// Returns every name with what a program would read there; directories are empty.
    pub fn contents(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        self.world().seen.contents()
    }

    /// Puts `bytes` under a name at once and durably, as a hand edit between two runs would.
    pub fn plant(&self, path: &Path, bytes: &[u8]) {
        self.plant_kind(path, Kind::File, 0o600, bytes);
    }

    /// Puts something other than a plain private file under a name, at once and durably.
    pub fn plant_kind(&self, path: &Path, kind: Kind, mode: u32, bytes: &[u8]) {
        let mut world = self.world();
        let inode = world.new_node(kind, mode);
        let link = Change::Link {
            path: path.to_owned(),
            inode,
        };
        let write = Change::Write {
            inode,
            offset: 0,
            bytes: bytes.to_vec(),
        };
        for change in [link, write] {
            world.seen.apply(&change);
            world.durable.apply(&change);
        }
    }

    /// Hands a file over to another user.
    pub fn give_away(&self, path: &Path, owner: u32) {
        let mut world = self.world();
        world.seen.set_owner(path, owner);
        world.durable.set_owner(path, owner);
    }
}

impl Fs for MemoryFs {
    type File = MemoryFile;

    fn open(&self, path: &Path, mode: OpenMode) -> io::Result<MemoryFile> {
        let mut world = self.world();
        world.enter()?;
        let kind = world.seen.metadata_of(path)?.kind;
        match kind {
            Kind::Symlink => return Err(io::Error::other("too many levels of symbolic links")),
            Kind::Directory if mode != OpenMode::Read => {
                return Err(io::ErrorKind::IsADirectory.into());
            }
            Kind::Directory | Kind::File | Kind::Special => {}
        }
        if mode != OpenMode::Read {
            world.allow_change()?;
        }
        let inode = world.seen.find(path).ok_or(io::ErrorKind::NotFound)?;
        world.last_handle = world.last_handle.saturating_add(1);
        Ok(MemoryFile::new(
            self.clone(),
            inode,
            world.last_handle,
            mode,
        ))
    }

    fn create_new(&self, path: &Path) -> io::Result<MemoryFile> {
        let mut world = self.world();
        world.enter()?;
        let inode = world.link(path, Kind::File, 0o600)?;
        world.last_handle = world.last_handle.saturating_add(1);
        let handle = world.last_handle;
        Ok(MemoryFile::new(
            self.clone(),
            inode,
            handle,
            OpenMode::Overwrite,
        ))
    }

    fn create_directory(&self, path: &Path) -> io::Result<()> {
        let mut world = self.world();
        world.enter()?;
        world.link(path, Kind::Directory, 0o700).map(drop)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut world = self.world();
        world.enter()?;
        world.allow_change()?;
        world.seen.metadata_of(from)?;
        world.change(Change::Rename {
            from: from.to_owned(),
            to: to.to_owned(),
        });
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut world = self.world();
        world.enter()?;
        world.allow_change()?;
        world.seen.metadata_of(path)?;
        world.change(Change::Unlink {
            path: path.to_owned(),
        });
        Ok(())
    }

    fn list(&self, directory: &Path) -> io::Result<Vec<OsString>> {
        let mut world = self.world();
        world.enter()?;
        world.seen.metadata_of(directory)?;
        Ok(world.seen.names_in(directory))
    }

    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        let mut world = self.world();
        world.enter()?;
        world.seen.metadata_of(path)
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        let mut world = self.world();
        world.enter()?;
        world.seen.metadata_of(path).map(|_| path.to_owned())
    }

    fn sync_directory(&self, directory: &Path) -> io::Result<()> {
        let mut world = self.world();
        let entered = world.enter();
        world.settle(entered, |change| change.names_in(directory))
    }

    fn may_write(&self, _path: &Path) -> bool {
        !self.world().write_protected
    }

    fn user(&self) -> u32 {
        Self::USER
    }

    fn pause(&self, time: Duration) {
        let mut world = self.world();
        world.waited = world.waited.saturating_add(time);
    }
}
