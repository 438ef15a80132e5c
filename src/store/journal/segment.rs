//! The files a journal is made of, and their lines.

use std::ffi::OsStr;
use std::io;
use std::path::Path;

use crate::store::error::StoreError;
use crate::store::frame::{self, FrameError, HEADER, LONGEST_LINE, Record};
use crate::store::fs::{Fs, FsFile};
use crate::store::journal::room::FILLER;

/// How many bytes are asked of the system at first, so that one commit costs no more than that.
const FIRST_CHUNK: usize = 16 * 1024;
/// How many bytes are asked of the system at once when more and more are wanted.
const CHUNK: usize = 256 * 1024;
/// Within how many bytes a commit is looked for line by line.
const NEAR: u64 = 64 * 1024;
/// What every record begins with.
const START: &[u8] = br#"{"h":""#;

/// Returns the name of the journal file that begins with commit `first`.
pub(crate) fn name(first: u64) -> String {
    format!("journal-{first:010}.jsonl")
}

/// Reads the number of the first commit from the name of a journal file.
pub(crate) fn first_of(file_name: &OsStr) -> Option<u64> {
    let text = file_name.to_str()?;
    let digits = text.strip_prefix("journal-")?.strip_suffix(".jsonl")?;
    let first = digits.parse().ok()?;
    (name(first) == text).then_some(first)
}

/// Lists the first commits of all journal files, in order.
pub(crate) fn list<F: Fs>(fs: &F, directory: &Path) -> Result<Vec<u64>, StoreError> {
    let names = fs
        .list(directory)
        .map_err(StoreError::io("list", directory))?;
    let mut firsts: Vec<u64> = names.iter().filter_map(|name| first_of(name)).collect();
    firsts.sort_unstable();
    Ok(firsts)
}

/// Reads the lines of a journal file one by one.
#[derive(Debug)]
pub(crate) struct Lines<'file, File> {
    file: &'file File,
    /// Where in the file the buffer begins.
    base: u64,
    buffer: Vec<u8>,
    /// How much of the buffer has been used.
    used: usize,
}

impl<'file, File: FsFile> Lines<'file, File> {
    /// Starts to read at `offset`, which must be the start of a line.
    pub(crate) const fn new(file: &'file File, offset: u64) -> Self {
        Self {
            file,
            base: offset,
            buffer: Vec::new(),
            used: 0,
        }
    }

    /// Returns where the next line begins.
    pub(crate) const fn offset(&self) -> u64 {
        self.base.saturating_add(self.used as u64)
    }

    /// Reads the next line; nothing at the very end of the file and where room begins.
    pub(crate) fn next(&mut self) -> io::Result<Option<Result<Record, FrameError>>> {
        let header = self.ahead(HEADER)?;
        if header.first().is_none_or(|byte| *byte == FILLER) {
            return Ok(None);
        }
        let length = match frame::line_length(header) {
            Ok(length) => length,
            Err(error) => return Ok(Some(Err(error))),
        };
        let decoded = frame::decode(self.ahead(length)?);
        if decoded.is_ok() {
            self.used = self.used.saturating_add(length);
        }
        Ok(Some(decoded))
    }

    /// Passes over a line without checking it; returns its commit's number, or nothing when there
    /// is no further line.
    pub(crate) fn skip(&mut self) -> io::Result<Option<u64>> {
        // The number follows the header within a few bytes.
        let start = self.ahead(HEADER.saturating_add(40))?;
        let (Ok(length), Some(seq)) = (frame::line_length(start), frame::peek_seq(start)) else {
            return Ok(None);
        };
        let rest = self.buffer.len().saturating_sub(self.used);
        if length <= rest {
            self.used = self.used.saturating_add(length);
        } else {
            *self = Self::new(self.file, self.offset().saturating_add(length as u64));
        }
        Ok(Some(seq))
    }

    /// Returns at least `length` bytes from the next line on, fewer only at the end of the file.
    fn ahead(&mut self, length: usize) -> io::Result<&[u8]> {
        let missing = |lines: &Self| {
            let rest = lines.buffer.len().saturating_sub(lines.used);
            length.saturating_sub(rest)
        };
        if missing(self) > 0 && self.used > LONGEST_LINE {
            self.buffer.drain(..self.used);
            self.base = self.base.saturating_add(self.used as u64);
            self.used = 0;
        }
        if missing(self) > 0 {
            let end = self.base.saturating_add(self.buffer.len() as u64);
            let chunk = self.buffer.len().clamp(FIRST_CHUNK, CHUNK);
            let more = self.file.read_range(end, missing(self).max(chunk))?;
            self.buffer.extend_from_slice(&more);
        }
        Ok(self.buffer.get(self.used..).unwrap_or_default())
    }
}

/// Finds where a commit begins.
///
/// Lines stand in the order of their numbers, so halving the file comes near it in a few looks, and
/// going from line to line does the rest. Nothing is believed here: whoever reads from there on
/// looks at the lines themselves.
pub(crate) fn find<File: FsFile>(file: &File, seq: u64) -> io::Result<Option<u64>> {
    let mut lines = Lines::new(file, near(file, seq)?);
    loop {
        let offset = lines.offset();
        match lines.skip()? {
            Some(found) if found == seq => return Ok(Some(offset)),
            Some(_) => {}
            None => return Ok(None),
        }
    }
}

/// Finds the beginning of a line shortly before a commit.
fn near<File: FsFile>(file: &File, seq: u64) -> io::Result<u64> {
    let (mut low, mut high) = (0, file.metadata()?.length);
    while high.saturating_sub(low) > NEAR {
        let middle = low.saturating_add(high.saturating_sub(low) / 2);
        match line_after(file, middle, high)? {
            Some((start, found)) if found < seq => low = start,
            Some(_) | None => high = middle,
        }
    }
    Ok(low)
}

/// Finds the first line that begins between two places, and the number of its commit.
fn line_after<File: FsFile>(file: &File, from: u64, to: u64) -> io::Result<Option<(u64, u64)>> {
    let mut at = from;
    while at < to {
        let window = file.read_range(at, FIRST_CHUNK)?;
        if window.is_empty() {
            return Ok(None);
        }
        if let Some(place) = window.iter().position(|byte| *byte == b'\n') {
            let start = at.saturating_add(place as u64).saturating_add(1);
            let found = Lines::new(file, start).skip()?;
            return Ok(found.filter(|_| start < to).map(|found| (start, found)));
        }
        at = at.saturating_add(window.len() as u64);
    }
    Ok(None)
}

/// Tells whether a whole record begins anywhere after `offset`.
pub(crate) fn holds_record_after<File: FsFile>(file: &File, offset: u64) -> io::Result<bool> {
    let mut from = offset.saturating_add(1);
    loop {
        let window = file.read_range(from, CHUNK)?;
        for (place, bytes) in window.windows(START.len()).enumerate() {
            if bytes == START {
                let at = from.saturating_add(place as u64);
                if matches!(Lines::new(file, at).next()?, Some(Ok(_))) {
                    return Ok(true);
                }
            }
        }
        if window.len() < CHUNK {
            return Ok(false);
        }
        // The windows overlap, so that no start is missed between two of them.
        from = from.saturating_add((CHUNK - START.len()) as u64);
    }
}
