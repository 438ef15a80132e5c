//! The lock that lets one process at a time change the store.
//!
//! The system frees it when the process ends, however it ends; there is no stale lock to judge.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::store::error::StoreError;
use crate::store::fs::{Fs, FsFile, Metadata, OpenMode};
use crate::store::guard;

/// The name of the file that is locked, and never anything else.
pub(crate) const LOCK_FILE: &str = "lock";

const FIRST_PAUSE: Duration = Duration::from_millis(5);
const LONGEST_PAUSE: Duration = Duration::from_millis(50);
const PATIENCE: Duration = Duration::from_secs(2);

/// The one handle of this process on the lock file.
#[derive(Debug)]
pub(crate) struct Lock<F: Fs> {
    fs: F,
    path: PathBuf,
    file: F::File,
    metadata: Metadata,
    held: bool,
}

impl<F: Fs> Lock<F> {
    /// Opens the lock file of a store without locking it.
    pub(crate) fn open(fs: &F, directory: &Path) -> Result<Self, StoreError> {
        let path = directory.join(LOCK_FILE);
        let (file, metadata) = guard::open_known(fs, &path, OpenMode::Read)?;
        Ok(Self {
            fs: fs.clone(),
            path,
            file,
            metadata,
            held: false,
        })
    }

    /// Takes the lock, waiting up to two seconds for another process to finish its commit.
    pub(crate) fn acquire(&mut self) -> Result<(), StoreError> {
        let mut waited = Duration::ZERO;
        let mut pause = FIRST_PAUSE;
        while !self.try_acquire()? {
            if waited >= PATIENCE {
                let path = self.path.parent().unwrap_or(&self.path).to_owned();
                return Err(StoreError::Busy { path });
            }
            self.fs.pause(pause);
            waited = waited.saturating_add(pause);
            pause = pause.saturating_mul(2).min(LONGEST_PAUSE);
        }
        Ok(())
    }

    fn try_acquire(&mut self) -> Result<bool, StoreError> {
        if self.held {
            return Ok(true);
        }
        match self.file.try_lock() {
            Ok(held) => {
                self.held = held;
                Ok(held)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(false),
            Err(error) => Err(StoreError::io("lock", &self.path)(error)),
        }
    }

    /// Gives the lock up.
    ///
    /// A failure leaves nothing to do: the lock falls with the process, others wait and say so.
    pub(crate) fn release(&mut self) {
        if std::mem::take(&mut self.held) {
            let _ = self.file.unlock();
        }
    }

    /// Tells whether this process has the lock.
    pub(crate) const fn is_held(&self) -> bool {
        self.held
    }

    /// Describes the file that is locked, whatever its name stands for by now.
    pub(crate) const fn metadata(&self) -> &Metadata {
        &self.metadata
    }
}
