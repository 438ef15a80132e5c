//! The file in which what the screens remember is kept between sessions.
//!
//! It is never a reason not to start: what cannot be read is forgotten, what cannot be written is
//! not remembered.

use std::fs;
use std::path::{Path, PathBuf};

use crate::engine::clock::{Clock as _, MachineClock};
use crate::store::fs::RealFs;
use crate::store::replace::replace;
use crate::ui::memory::Memory;

/// Seconds of a day.
const DAY: i64 = 86_400;
/// The largest file that is read.
const LARGEST: u64 = 1 << 20;

/// Where the memory of one store is kept, and how long drafts are.
#[derive(Debug, Clone)]
pub struct MemoryFile {
    directory: PathBuf,
    name: String,
    draft_days: u64,
}

impl MemoryFile {
    /// Names the file of a store in the directory of remembered state.
    pub fn new(state: &Path, store: &str, draft_days: u64) -> Self {
        Self {
            directory: state.join("screens"),
            name: format!("{store}.json"),
            draft_days,
        }
    }

    /// Reads what was remembered; drafts that are too old are forgotten.
    pub fn read(&self) -> Memory {
        let path = self.directory.join(&self.name);
        let small = fs::metadata(&path).is_ok_and(|file| file.len() <= LARGEST);
        let text = if small { fs::read(&path).ok() } else { None };
        let memory = text.and_then(|text| serde_json::from_slice(&text).ok());
        let mut memory: Memory = memory.unwrap_or_default();
        let days = i64::try_from(self.draft_days).unwrap_or(i64::MAX);
        let oldest = MachineClock
            .now()
            .seconds()
            .saturating_sub(days.saturating_mul(DAY));
        memory
            .drafts
            .retain(|draft| draft.kept_at.is_some_and(|at| at >= oldest));
        memory
    }

    /// Writes what is to be remembered, whole or not at all.
    pub fn write(&self, mut memory: Memory) {
        let now = MachineClock.now().seconds();
        if self.draft_days == 0 {
            memory.drafts.clear();
        }
        for draft in &mut memory.drafts {
            draft.kept_at.get_or_insert(now);
        }
        let Ok(text) = serde_json::to_vec(&memory) else {
            return;
        };
        let mut making = fs::DirBuilder::new();
        making.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut making, 0o700);
        if making.create(&self.directory).is_ok() {
            // Nothing but comfort is lost.
            drop(replace(&RealFs, &self.directory, &self.name, &[&text]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_cannot_be_understood_is_forgotten() {
        let state = tempfile::tempdir().unwrap();
        let file = MemoryFile::new(state.path(), "store", 14);
        assert_eq!(file.read(), Memory::default());
        file.write(Memory::default());
        assert_eq!(file.read(), Memory::default());
        fs::write(state.path().join("screens/store.json"), "{\"places\":3}").unwrap();
        assert_eq!(file.read(), Memory::default());
    }

    /// Keeps a draft that was left so many seconds ago and reads it as often as asked.
    fn drafts_left(days: u64, ago: i64, sessions: usize) -> usize {
        let state = tempfile::tempdir().unwrap();
        let file = MemoryFile::new(state.path(), "store", days);
        let left = MachineClock.now().seconds() - ago;
        let nobody = crate::domain::id::Person::NOBODY;
        let draft = serde_json::json!({"person": nobody, "form": "create-catalog", "about": null,
            "answers": [], "keptAt": left});
        let memory = serde_json::json!({"drafts": [draft]});
        file.write(serde_json::from_value(memory).unwrap());
        for _ in 0..sessions {
            file.write(file.read());
        }
        file.read().drafts.len()
    }

    #[test]
    fn drafts_are_kept_for_as_many_days_as_wanted_however_often_the_program_is_started() {
        assert_eq!(drafts_left(14, 13 * DAY, 2), 1);
        assert_eq!(drafts_left(14, 15 * DAY, 0), 0);
        assert_eq!(drafts_left(0, 0, 0), 0);
        let state = tempfile::tempdir().unwrap();
        let file = MemoryFile::new(state.path(), "store", 14);
        let memory = serde_json::json!({"drafts": [{"person": crate::domain::id::Person::NOBODY,
            "form": "create-catalog", "about": null, "answers": [], "keptAt": 7}]});
        file.write(serde_json::from_value(memory).unwrap());
        let kept = fs::read_to_string(state.path().join("screens/store.json")).unwrap();
        assert!(kept.contains("\"keptAt\":7"), "{kept}");
    }
}
