//! The journal: every commit in order, in files to which commits are only added at the end.
//!
//! Commits are texts here; what they mean is the business of `load`. Start at
//! [`Journal::read_on`], which is how both opening and catching up read, and which tells an
//! unfinished commit from damage.

mod reading;
mod room;
pub(crate) mod segment;
mod writing;

use std::io;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use crate::store::error::StoreError;
use crate::store::frame::Text;
use crate::store::fs::{Fs, FsFile, Kind, Metadata, OpenMode};
use crate::store::guard;
use crate::store::head::Head;

pub(crate) use reading::{End, Until};
use segment::Lines;

/// The journal file that is read or written at the moment.
#[derive(Debug)]
struct Current<F: Fs> {
    first: u64,
    path: PathBuf,
    file: F::File,
    opened: Metadata,
    /// Where its last whole commit ends.
    end: u64,
    /// Where its last line begins.
    last_line: u64,
    /// How long the file was when last looked at: what lies beyond the last commit is room. A length
    /// that is no longer true costs time and nothing else.
    length: u64,
}

impl<F: Fs> Current<F> {
    fn open(fs: &F, path: PathBuf, first: u64, mode: OpenMode) -> Result<Self, StoreError> {
        let (file, opened) = guard::open_known(fs, &path, mode)?;
        Ok(Self {
            first,
            path,
            file,
            opened,
            end: 0,
            last_line: 0,
            length: opened.length,
        })
    }

    fn state(&mut self) -> Result<Metadata, StoreError> {
        let looked = self.file.metadata();
        let state = looked.map_err(StoreError::io("look at", &self.path))?;
        self.length = state.length;
        Ok(state)
    }
}

/// A stretch of a journal file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) path: PathBuf,
    pub(crate) from: u64,
    pub(crate) to: u64,
}

/// A journal, read up to some commit.
#[derive(Debug)]
pub(crate) struct Journal<F: Fs> {
    fs: F,
    directory: PathBuf,
    mode: OpenMode,
    tip: Head,
    current: Option<Current<F>>,
    /// The first commits of the files before the current one, as far as they were read.
    passed: Vec<u64>,
    /// Commits that were read though the head did not vouch for them.
    unvouched: Vec<Stretch>,
    /// The current file holds commits that were written and not yet made durable.
    unsynced: bool,
}

/// When a commit becomes durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Durability {
    /// Before it counts as written.
    AtOnce,
    /// With [`Journal::sync`], since nobody can see the store before.
    Later,
}

impl<F: Fs> Journal<F> {
    /// Prepares to read what follows `tip`, the end of a journal file or the start of the chain.
    pub(crate) fn after(fs: &F, directory: &Path, tip: Head, mode: OpenMode) -> Self {
        Self {
            fs: fs.clone(),
            directory: directory.to_owned(),
            mode,
            tip,
            current: None,
            passed: Vec::new(),
            unvouched: Vec::new(),
            unsynced: false,
        }
    }

    /// Returns the last commit that was read or written.
    pub(crate) const fn tip(&self) -> Head {
        self.tip
    }

    /// Tells whether the file that begins with commit `first` was read.
    pub(crate) fn has_read(&self, first: u64) -> bool {
        self.current.as_ref().map(|current| current.first) == Some(first)
            || self.passed.contains(&first)
    }

    /// Returns the name of the current file and where its last whole commit ends.
    pub(crate) fn place(&self) -> (String, u64) {
        let first = self.current.as_ref().map_or(1, |current| current.first);
        (segment::name(first), self.current_length())
    }

    /// Returns the length of the current file as far as it was read or written.
    pub(crate) fn current_length(&self) -> u64 {
        self.current.as_ref().map_or(0, |current| current.end)
    }

    /// Describes the current file as it is now, and tells where its last whole commit ends.
    pub(crate) fn current_state(&mut self) -> Result<Option<(Metadata, u64)>, StoreError> {
        let state = |current: &mut Current<F>| Ok((current.state()?, current.end));
        self.current.as_mut().map(state).transpose()
    }

    /// Takes what was read beyond the head.
    pub(crate) fn take_unvouched(&mut self) -> Vec<Stretch> {
        std::mem::take(&mut self.unvouched)
    }

    /// Describes the current file as it was opened, and returns the name it was opened by.
    pub(crate) fn current_file(&self) -> Option<(&Path, &Metadata)> {
        let current = self.current.as_ref()?;
        Some((&current.path, &current.opened))
    }

    /// Goes on with the file that follows the current one, if there is one.
    ///
    /// A new file begins where the one before it ends, so its name is known; whoever holds the lock
    /// and finds it goes on there, even while it is empty.
    fn enter_next(&mut self) -> Result<bool, StoreError> {
        let first = self.tip.seq.saturating_add(1);
        if self.current.as_ref().map(|current| current.first) == Some(first) {
            return Ok(false);
        }
        let path = self.directory.join(segment::name(first));
        if !guard::exists(&self.fs, &path)? {
            return Ok(false);
        }
        let next = Current::open(&self.fs, path, first, self.mode)?;
        if let Some(passed) = self.current.replace(next) {
            self.passed.push(passed.first);
        }
        Ok(true)
    }

    /// Reads the text of one commit again.
    pub(crate) fn text_of(&self, seq: u64) -> Result<String, StoreError> {
        let mut found = Err(StoreError::NoSuchCommit { seq });
        self.texts(seq..=seq, &mut |_, text| {
            found = Ok(text);
            Ok(())
        })?;
        found
    }

    /// Reads the texts of commits again, in order, and gives each with its number.
    pub(crate) fn texts(
        &self,
        wanted: RangeInclusive<u64>,
        each: &mut dyn FnMut(u64, String) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut next = *wanted.start();
        if next == 0 || *wanted.end() > self.tip.seq {
            let seq = *wanted.end();
            return Err(StoreError::NoSuchCommit { seq });
        }
        for path in self.files_from(next)? {
            if next > *wanted.end() {
                break;
            }
            let file = guard::open(&self.fs, &path, OpenMode::Read)?;
            let failed = || StoreError::io("read", &path);
            let Some(offset) = segment::find(&file, next).map_err(failed())? else {
                continue;
            };
            let mut lines = Lines::new(&file, offset);
            while next <= *wanted.end()
                && let Some(text) = read_commit(&mut lines, next).map_err(failed())?
            {
                each(next, text)?;
                next = next.saturating_add(1);
            }
        }
        if next <= *wanted.end() {
            return Err(StoreError::NoSuchCommit { seq: next });
        }
        Ok(())
    }

    /// Lists the files that hold a commit and what follows it.
    ///
    /// An empty file may be what a roll-over that failed left behind; then the commit is in the file
    /// before.
    fn files_from(&self, seq: u64) -> Result<Vec<PathBuf>, StoreError> {
        let mut files = Vec::new();
        for first in segment::list(&self.fs, &self.directory)?.into_iter().rev() {
            let path = self.directory.join(segment::name(first));
            let length = guard::check(&self.fs, &path, Kind::File)?.length;
            files.push(path);
            if first <= seq && length > 0 {
                break;
            }
        }
        files.reverse();
        Ok(files)
    }
}

/// Reads the commit whose first line comes next; nothing when another one does.
fn read_commit<File: FsFile>(lines: &mut Lines<'_, File>, seq: u64) -> io::Result<Option<String>> {
    let mut parts = String::new();
    while let Some(Ok(record)) = lines.next()? {
        if record.seq != seq {
            break;
        }
        match record.text {
            Text::Whole(text) => return Ok(Some(text)),
            Text::Part(part) => parts.push_str(&part),
            Text::LastPart(part) => {
                parts.push_str(&part);
                return Ok(Some(parts));
            }
        }
    }
    Ok(None)
}
