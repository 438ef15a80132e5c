//! What the screens did last, without a word of what people typed or keep: for the log, and for the
//! report of a crash.

use std::collections::VecDeque;
use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::Instant;

use crate::domain::text::Safe;
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
    said: Read,
    log: Option<Log>,
}

/// Where every note goes as well.
#[derive(Debug)]
struct Log {
    file: File,
    begun: Instant,
    keeps: Keeps,
}

/// How much of what is done a log keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeps {
    /// No names, and nothing that was typed.
    Acts,
    /// Names, answers and what was typed as well.
    Data,
}

/// Something that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What, without anything that people typed or keep.
    what: String,
    /// What was typed, or what a command holds.
    data: Option<String>,
}

impl Note {
    /// Notes something that holds nothing people typed or keep.
    pub fn of(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            data: None,
        }
    }

    /// Adds what was typed or what a command holds, for a log that keeps it.
    #[must_use]
    pub fn with(mut self, data: Option<String>) -> Self {
        self.data = data;
        self
    }
}

/// Something that was done, and how often in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    what: String,
    times: u32,
}

impl fmt::Display for Done {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.times {
            1 => f.write_str(&self.what),
            times => write!(f, "{} ({times} times)", self.what),
        }
    }
}

/// What a diary says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Read {
    /// Up to which commit everything is durable, where a store is open.
    pub seq: Option<u64>,
    /// The size of the window.
    pub size: Option<Size>,
    /// What was done last, the oldest first.
    pub last: VecDeque<Done>,
}

impl Diary {
    /// Writes every note to a file as well, behind what it holds.
    pub fn log_to(&self, path: &Path, head: &str, keeps: Keeps) -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        writeln!(file, "{head}")?;
        self.pages().log = Some(Log {
            file,
            begun: Instant::now(),
            keeps,
        });
        Ok(())
    }

    /// Notes something.
    pub fn note(&self, note: Note) {
        self.pages().note(note);
    }

    /// Notes the size of the window.
    pub fn note_size(&self, size: Size) {
        let mut pages = self.pages();
        if pages.said.size.replace(size) != Some(size) {
            pages.note(Note::of(format!("window {}x{}", size.width, size.height)));
        }
    }

    /// Notes up to which commit everything is durable.
    pub fn note_saved(&self, seq: u64) {
        let mut pages = self.pages();
        if pages.said.seq.replace(seq) != Some(seq) {
            pages.note(Note::of(format!("safe up to seq {seq}")));
        }
    }

    /// Reads what was noted; nothing where whoever broke down was about to write.
    pub fn read(&self) -> Read {
        match self.0.try_lock() {
            Ok(pages) => pages.said.clone(),
            Err(TryLockError::Poisoned(pages)) => pages.into_inner().said.clone(),
            Err(TryLockError::WouldBlock) => Read::default(),
        }
    }

    /// Notes are whole even where whoever wrote them broke down.
    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pages {
    fn note(&mut self, Note { what, data }: Note) {
        if let Some(log) = &mut self.log {
            log.write(&what, data.as_deref());
        }
        let last = &mut self.said.last;
        match last.back_mut() {
            Some(done) if done.what == what => done.times = done.times.saturating_add(1),
            _ => last.push_back(Done { what, times: 1 }),
        }
        if last.len() > REMEMBERED {
            last.pop_front();
        }
    }
}

impl Log {
    fn write(&mut self, what: &str, data: Option<&str>) {
        let passed = self.begun.elapsed().as_millis();
        let data = data.filter(|_| self.keeps == Keeps::Data);
        // Nobody can be told on the screen of each line that a full disk does not take.
        let _ = match data {
            Some(data) => writeln!(self.file, "{passed:>8} ms  {what}  {}", Safe::line(data)),
            None => writeln!(self.file, "{passed:>8} ms  {what}"),
        };
    }
}

impl fmt::Display for Read {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(size) = self.size {
            writeln!(f, "window: {}x{}", size.width, size.height)?;
        }
        writeln!(f, "last actions:")?;
        for done in &self.last {
            writeln!(f, "  {done}")?;
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
        diary.note(Note::of("key Enter: open"));
        diary.note_saved(7);
        diary.note_saved(7);
        (0..3).for_each(|_| diary.note(Note::of("a character")));
        let read = diary.read();
        assert_eq!(read.seq, Some(7));
        let expected =
            "last actions:\n  key Enter: open\n  safe up to seq 7\n  a character (3 times)\n";
        assert_eq!(read.to_string(), expected);
        (0..100).for_each(|number| diary.note(Note::of(number.to_string())));
        assert_eq!(diary.read().last.len(), REMEMBERED);
    }
}
