//! Reads the commits that are kept still, from the newest back.

use crate::domain::commit::{Commit, TakenBack};
use crate::domain::time::{Span, Timestamp};
use crate::script::query::Asked;
use crate::script::trouble::Trouble;

/// How many commits are held at once.
const AT_ONCE: u64 = 256;

/// A commit and what has become of it.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its number.
    pub(super) seq: u64,
    /// The commit.
    pub(super) commit: Commit,
    /// Whether it was taken back and not done again.
    pub(super) taken_back: bool,
}

/// Up to when the log is kept, seen from its end.
///
/// A clock that was moved and taken back leaves commits of a later time than those after them: they
/// are as old as what follows, so that whatever is older than the first that is gone is gone too.
#[derive(Debug)]
pub(super) struct Kept {
    retention: Span,
    latest: Option<Timestamp>,
}

impl Kept {
    /// Keeps what is no older than the retention.
    pub(super) const fn within(retention: Span) -> Self {
        Self {
            retention,
            latest: None,
        }
    }

    /// Tells whether the next older commit is shown still.
    pub(super) fn passes(&mut self, asked: &Asked<'_>, commit: &Commit) -> bool {
        let at = self
            .latest
            .map_or(commit.at, |latest| latest.min(commit.at));
        self.latest = Some(at);
        at.plus(self.retention) >= asked.now
    }
}

/// Reads the number of the commit that a row of a log stands in off the row's identifier.
pub(super) fn commit_of(id: &str) -> Option<u64> {
    id.split_once('.')?.0.parse().ok()
}

/// Goes through the commits that are kept still, newest first, until none is left or `each` says
/// that it has enough; what is older than the retention is not read.
pub(super) fn newest_first(
    asked: &Asked<'_>,
    retention: Span,
    each: &mut dyn FnMut(&Entry) -> bool,
) -> Result<(), Trouble> {
    let mut off = TakenBack::default();
    let mut kept = Kept::within(retention);
    let mut last = asked.head.seq;
    while last > 0 {
        let first = last.saturating_sub(AT_ONCE - 1).max(1);
        let mut commits = Vec::new();
        (asked.commits)(first..=last, &mut |seq, commit| commits.push((seq, commit)))?;
        for (seq, commit) in commits.into_iter().rev() {
            if !kept.passes(asked, &commit) {
                return Ok(());
            }
            let entry = Entry {
                seq,
                taken_back: off.pass(seq, &commit),
                commit,
            };
            if !each(&entry) {
                return Ok(());
            }
        }
        last = first - 1;
    }
    Ok(())
}
