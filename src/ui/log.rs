//! What the screens read of the journal: its newest commits, read once and kept.
//!
//! The journal only grows, so what was read stays true. Screens of the log show the newest changes
//! and reach further back when somebody asks for it.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::ops::RangeInclusive;
use std::rc::Rc;

use crate::domain::commit::{Commit, TakenBack};
use crate::domain::event::Event;

/// How many of the newest commits the screens show before more are asked for.
pub const MOST: u64 = 1_000;

/// Where commits are read.
pub trait Journal: Debug {
    /// Returns the number of the last commit; zero before the first.
    fn last(&self) -> u64;
    /// Reads commits in order, as far as they can be read.
    fn read(&self, wanted: RangeInclusive<u64>, each: &mut dyn FnMut(u64, Commit));
    /// Lists the properties that an event changed.
    fn modified(&self, event: &Event) -> Vec<Modified>;
}

/// A property of a record that an event changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Modified {
    /// Its name as scripts know it.
    pub name: String,
    /// What it was, as JSON unless it was plain text; empty when it was not there.
    pub old: String,
    /// What it is now.
    pub new: String,
}

/// Commits that were read, by number, and how far back they reach.
#[derive(Debug)]
pub struct Kept {
    commits: RefCell<BTreeMap<u64, Rc<Commit>>>,
    most: Cell<u64>,
}

impl Default for Kept {
    fn default() -> Self {
        Self {
            commits: RefCell::default(),
            most: Cell::new(MOST),
        }
    }
}

/// The newest part of the journal.
#[derive(Debug, Clone, Copy)]
pub struct Log<'a> {
    /// Where commits are read.
    pub journal: &'a dyn Journal,
    /// What was read, if that is kept.
    pub kept: Option<&'a Kept>,
}

/// A commit as the screens show it.
#[derive(Debug, Clone)]
pub struct Logged {
    /// Its number.
    pub seq: u64,
    /// The commit.
    pub commit: Rc<Commit>,
    /// Whether it was taken back and not done again.
    pub taken_back: bool,
}

impl Log<'_> {
    /// Lists the newest commits, the newest first.
    pub fn newest(&self) -> Vec<Logged> {
        let last = self.journal.last();
        let first = last.saturating_sub(self.most() - 1).max(1);
        let commits = self.commits(first, last);
        let mut off = TakenBack::default();
        let newest = commits.into_iter().rev();
        let logged = newest.map(|(seq, commit)| Logged {
            seq,
            taken_back: off.pass(seq, &commit),
            commit,
        });
        logged.collect()
    }

    /// Tells whether there are commits older than those shown.
    pub fn is_cut(&self) -> bool {
        self.journal.last() > self.most()
    }

    /// Returns how many of the newest commits are shown at most.
    pub fn most(&self) -> u64 {
        self.kept.map_or(MOST, |kept| kept.most.get())
    }

    /// Reaches twice as far back from now on.
    pub fn reach_further(&self) {
        if let Some(kept) = self.kept {
            kept.most.set(self.most().saturating_mul(2));
        }
    }

    /// Reads one commit.
    pub fn commit(&self, seq: u64) -> Option<Rc<Commit>> {
        if !(1..=self.journal.last()).contains(&seq) {
            return None;
        }
        let found = self.commits(seq, seq);
        found.into_iter().next().map(|(_, commit)| commit)
    }

    /// Reads commits, and keeps those that were not read before.
    fn commits(&self, first: u64, last: u64) -> Vec<(u64, Rc<Commit>)> {
        if first > last {
            return Vec::new();
        }
        let Some(Kept { commits: kept, .. }) = self.kept else {
            let mut read = Vec::new();
            let each = &mut |seq, commit| read.push((seq, Rc::new(commit)));
            self.journal.read(first..=last, each);
            return read;
        };
        let mut kept = kept.borrow_mut();
        let missing = (first..=last).find(|seq| !kept.contains_key(seq));
        if let Some(missing) = missing {
            self.journal.read(missing..=last, &mut |seq, commit| {
                kept.entry(seq).or_insert_with(|| Rc::new(commit));
            });
            let oldest = self.journal.last().saturating_sub(2 * self.most());
            kept.retain(|seq, _| *seq >= oldest.min(first));
        }
        let found = kept.range(first..=last);
        found
            .map(|(seq, commit)| (*seq, Rc::clone(commit)))
            .collect()
    }
}
