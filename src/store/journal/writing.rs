//! Appends commits, and puts the end of the journal right.

use std::io;
use std::path::{Path, PathBuf};

use crate::store::copying;
use crate::store::error::{AppendError, StoreError};
use crate::store::frame;
use crate::store::fs::{Fs, FsFile, OpenMode};
use crate::store::guard;
use crate::store::head::Head;
use crate::store::journal::{Durability, Journal, segment};

/// How many bytes are written again at once.
const CHUNK: usize = 1 << 20;

impl<F: Fs> Journal<F> {
    /// Writes one commit, and makes it durable unless that is left for later.
    ///
    /// On failure the file is cut back to its old length. Only when that is certain to have worked
    /// is the commit said to be not saved.
    pub(crate) fn append(
        &mut self,
        text: &str,
        durability: Durability,
    ) -> Result<Head, AppendError> {
        let seq = self.tip.seq.saturating_add(1);
        let Some(lines) = frame::encode(seq, self.tip.hash, text) else {
            return Err(AppendError::TooLarge {
                length: text.len(),
                most: frame::LONGEST_COMMIT,
            });
        };
        let changed = StoreError::ChangedUnderneath {
            path: self.directory.clone(),
        };
        if self.current_length() == 0 {
            self.sync_names().map_err(AppendError::NotSaved)?;
        }
        let Some(current) = &mut self.current else {
            return Err(AppendError::NotSaved(changed));
        };
        match current.goes_on() {
            Ok(false) => {}
            Ok(true) => return Err(AppendError::NotSaved(changed)),
            Err(error) => return Err(AppendError::NotSaved(error)),
        }
        let written = current.write(&lines.bytes).and_then(|()| match durability {
            Durability::AtOnce => current.file.sync(),
            Durability::Later => Ok(()),
        });
        if let Err(error) = written {
            let cause = StoreError::io("write", &current.path)(error);
            return Err(match self.take_back() {
                Ok(true) => AppendError::NotSaved(cause),
                Ok(false) | Err(_) => AppendError::OutcomeUnknown(cause),
            });
        }
        current.last_line = current.end.saturating_add(lines.last_line as u64);
        current.end = current.end.saturating_add(lines.bytes.len() as u64);
        self.tip = Head {
            seq,
            hash: lines.digest,
        };
        self.unsynced = durability == Durability::Later;
        Ok(self.tip)
    }

    /// Makes durable what was written and left for later.
    pub(crate) fn sync(&mut self) -> Result<(), StoreError> {
        if let Some(current) = &self.current
            && self.unsynced
        {
            current
                .file
                .sync()
                .map_err(StoreError::io("sync", &current.path))?;
        }
        self.unsynced = false;
        Ok(())
    }

    /// Cuts the file back to the last commit; tells whether it now ends as remembered.
    fn take_back(&self) -> io::Result<bool> {
        let Some(current) = &self.current else {
            return Ok(false);
        };
        current.file.truncate(current.end)?;
        current.file.sync()?;
        if current.file.metadata()?.length != current.end {
            return Ok(false);
        }
        if current.end == 0 {
            return Ok(true);
        }
        let length = usize::try_from(current.end.saturating_sub(current.last_line));
        let line = current
            .file
            .read_range(current.last_line, length.unwrap_or(frame::LONGEST_LINE))?;
        Ok(frame::decode(&line).is_ok_and(|record| record.digest == self.tip.hash))
    }

    /// Copies an unfinished commit to the attic and cuts it off; returns the name of the copy.
    pub(crate) fn set_tail_aside(&mut self) -> Result<PathBuf, StoreError> {
        let attic = copying::attic(&self.fs, &self.directory)?;
        let Some(current) = &self.current else {
            return Ok(attic);
        };
        let failed = || StoreError::io("write", &current.path);
        let end = current.left_over()?.unwrap_or(current.end);
        let name = format!("torn-tail-after-{}", self.tip.seq);
        let create = |path: &Path| self.fs.create_new(path);
        let (path, copy) = copying::create_numbered(&attic, &name, create)?;
        let range = current.end..end;
        copying::copy_range(&current.file, &current.path, range, &copy, &path)?;
        self.fs
            .sync_directory(&attic)
            .map_err(StoreError::io("write", &path))?;
        current.file.truncate(current.end).map_err(failed())?;
        current.file.sync().map_err(failed())?;
        Ok(path)
    }

    /// Writes commits that the head did not vouch for once more in place, and makes them durable.
    ///
    /// A sync alone could be content with pages that an earlier, failed sync marked as clean.
    pub(crate) fn write_again(&mut self) -> Result<(), StoreError> {
        for stretch in &self.unvouched {
            let failed = || StoreError::io("write", &stretch.path);
            let file = guard::open(&self.fs, &stretch.path, OpenMode::Overwrite)?;
            let mut from = stretch.from;
            while from < stretch.to {
                let rest = usize::try_from(stretch.to.saturating_sub(from)).unwrap_or(CHUNK);
                let bytes = file.read_range(from, rest.min(CHUNK)).map_err(failed())?;
                file.write_all_at(from, &bytes).map_err(failed())?;
                from = from.saturating_add(bytes.len().max(1) as u64);
            }
            file.sync().map_err(failed())?;
        }
        if self.unvouched.iter().any(|stretch| stretch.from == 0) {
            self.sync_names()?;
        }
        self.unvouched.clear();
        Ok(())
    }

    /// Makes the names of the journal files durable; whoever created the last one may have died
    /// before doing so.
    fn sync_names(&self) -> Result<(), StoreError> {
        self.fs
            .sync_directory(&self.directory)
            .map_err(StoreError::io("sync", &self.directory))
    }

    /// Begins a new file for the commits to come; the current one never changes again.
    pub(crate) fn begin_segment(&mut self) -> Result<(), StoreError> {
        self.sync()?;
        let first = self.tip.seq.saturating_add(1);
        let path = self.directory.join(segment::name(first));
        if !guard::exists(&self.fs, &path)? {
            let created = self
                .fs
                .create_new(&path)
                .and_then(|file| file.sync())
                .and_then(|()| self.fs.sync_directory(&self.directory));
            if let Err(error) = created {
                // An empty file that stays behind is passed over: it holds nothing.
                let _ = self.fs.remove(&path);
                return Err(StoreError::io("create", &path)(error));
            }
        }
        self.enter_next().map(drop)
    }
}
