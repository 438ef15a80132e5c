//! Room at the end of a journal file: filler that the commits to come overwrite.
//!
//! A commit that fits into it changes neither the length of the file nor its place on the disk. Then
//! nothing but its own bytes has to reach the disk, where a file that grows would take the file
//! system's records along, at a third as much again. Filler is empty lines, which everyday tools pass
//! over.

use std::io;

use crate::store::error::StoreError;
use crate::store::fs::{Fs, FsFile};
use crate::store::journal::Current;

/// What room is filled with: the byte that no line begins with.
pub(super) const FILLER: u8 = b'\n';
/// The most room that is made at once, in bytes.
const MOST: u64 = 64 * 1024;
/// What part of a file's length is made room at once, so that a small journal stays small.
const PART: u64 = 4;
/// How many bytes are looked through at once.
const CHUNK: usize = 64 * 1024;

impl<F: Fs> Current<F> {
    /// Tells whether anything was written after the last commit, at the cost of one byte.
    ///
    /// Whoever writes begins there, so this sees another process's commit, and one that it left
    /// unfinished. Only a power cut can leave a commit without its beginning: see
    /// [`Current::left_over`].
    pub(super) fn goes_on(&self) -> Result<bool, StoreError> {
        let next = self.file.read_range(self.end, 1);
        let next = next.map_err(StoreError::io("read", &self.path))?;
        Ok(next.first().is_some_and(|byte| *byte != FILLER))
    }

    /// Returns where that ends which lies after the last commit and is no filler, if there is any.
    pub(super) fn left_over(&self) -> Result<Option<u64>, StoreError> {
        let mut from = self.end;
        let mut end = None;
        loop {
            let bytes = self.file.read_range(from, CHUNK);
            let bytes = bytes.map_err(StoreError::io("read", &self.path))?;
            if bytes.is_empty() {
                return Ok(end);
            }
            if let Some(last) = bytes.iter().rposition(|byte| *byte != FILLER) {
                end = Some(from.saturating_add(last as u64).saturating_add(1));
            }
            from = from.saturating_add(bytes.len() as u64);
        }
    }

    /// Writes lines after the last commit; where they do not fit, with new room behind them.
    pub(super) fn write(&mut self, lines: &[u8]) -> io::Result<()> {
        let end = self.end.saturating_add(lines.len() as u64);
        if end <= self.length {
            return self.file.write_all_at(self.end, lines);
        }
        let room = usize::try_from(MOST.min(end / PART)).unwrap_or(0);
        let mut bytes = lines.to_vec();
        bytes.resize(lines.len().saturating_add(room), FILLER);
        self.file.write_all_at(self.end, &bytes)?;
        self.length = end.saturating_add(room as u64);
        Ok(())
    }
}
