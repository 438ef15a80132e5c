//! What the screens did last, without a word of what people typed or keep: for the log, and for the
//! report of a crash.

use std::collections::VecDeque;
use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::Instant;

use crate::ui::layout::Size;

mod words;

pub(super) use words::{asked, happened};

/// How many of the last things are remembered.
const REMEMBERED: usize = 60;

/// Notes of what is done, shared by whoever does something and whoever reports it.
#[derive(Debug, Clone, Default)]
pub struct Diary(Arc<Mutex<Pages>>);

#[derive(Debug, Default)]
struct Pages {
    /// What was done, each with how often in a row.
    last: VecDeque<(String, u32)>,
    size: Option<Size>,
    seq: Option<u64>,
    log: Option<(File, Instant)>,
}

/// What a diary says once the program has broken down.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Read {
    /// Up to which commit everything is durable, where a store is open.
    pub seq: Option<u64>,
    /// The size of the window and what was done last, the oldest first.
    pub text: String,
}

impl Diary {
    /// Writes every note to a file as well, behind what it holds.
    pub fn log_to(&self, path: &Path, head: &str) -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        writeln!(file, "{head}")?;
        self.pages().log = Some((file, Instant::now()));
        Ok(())
    }

    /// Notes something; it must hold nothing that people typed or keep.
    pub fn note(&self, what: String) {
        self.pages().note(what);
    }

    /// Notes the size of the window.
    pub fn note_size(&self, size: Size) {
        let mut pages = self.pages();
        if pages.size.replace(size) != Some(size) {
            pages.note(format!("window {}x{}", size.width, size.height));
        }
    }

    /// Notes up to which commit everything is durable.
    pub fn note_saved(&self, seq: u64) {
        let mut pages = self.pages();
        if pages.seq.replace(seq) != Some(seq) {
            pages.note(format!("safe up to seq {seq}"));
        }
    }

    /// Reads what was noted; nothing where whoever broke down was about to write.
    pub fn read(&self) -> Read {
        match self.0.try_lock() {
            Ok(pages) => pages.read(),
            Err(TryLockError::Poisoned(pages)) => pages.into_inner().read(),
            Err(TryLockError::WouldBlock) => Read::default(),
        }
    }

    /// Notes are whole even where whoever wrote them broke down.
    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pages {
    fn note(&mut self, what: String) {
        if let Some((file, begun)) = &mut self.log {
            let passed = begun.elapsed().as_millis();
            // Nobody can be told on the screen of each line that a full disk does not take.
            let _ = writeln!(file, "{passed:>8} ms  {what}");
        }
        match self.last.back_mut() {
            Some((last, times)) if *last == what => *times = times.saturating_add(1),
            _ => self.last.push_back((what, 1)),
        }
        if self.last.len() > REMEMBERED {
            self.last.pop_front();
        }
    }

    fn read(&self) -> Read {
        Read {
            seq: self.seq,
            text: self.to_string(),
        }
    }
}

impl fmt::Display for Pages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(size) = self.size {
            writeln!(f, "window: {}x{}", size.width, size.height)?;
        }
        writeln!(f, "last actions:")?;
        for (what, times) in &self.last {
            match times {
                1 => writeln!(f, "  {what}")?,
                _ => writeln!(f, "  {what} ({times} times)")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happens_again_and_again_takes_one_line_and_the_oldest_goes() {
        let diary = Diary::default();
        diary.note("key Enter: open".to_owned());
        diary.note_saved(7);
        diary.note_saved(7);
        (0..3).for_each(|_| diary.note("a character".to_owned()));
        let read = diary.read();
        assert_eq!(read.seq, Some(7));
        let expected =
            "last actions:\n  key Enter: open\n  safe up to seq 7\n  a character (3 times)\n";
        assert_eq!(read.text, expected);
        (0..100).for_each(|number| diary.note(number.to_string()));
        assert_eq!(diary.read().text.lines().count(), 1 + REMEMBERED);
    }
}
