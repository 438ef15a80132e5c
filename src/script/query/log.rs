//! Reads the commits that are kept still, from the newest back.

use crate::domain::commit::{Commit, TakenBack};
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

/// Tells whether what a commit tells is shown still.
pub(super) fn is_kept(asked: &Asked<'_>, commit: &Commit) -> bool {
    commit.at.plus(asked.tenant.settings.audit_retention()) >= asked.now
}

/// Goes through the commits that are kept still, newest first, until none is left or `each` says
/// that it has enough; what is older than the retention is not read.
pub(super) fn newest_first(
    asked: &Asked<'_>,
    each: &mut dyn FnMut(&Entry) -> bool,
) -> Result<(), Trouble> {
    let mut off = TakenBack::default();
    let mut last = asked.head.seq;
    while last > 0 {
        let first = last.saturating_sub(AT_ONCE - 1).max(1);
        let mut commits = Vec::new();
        (asked.commits)(first..=last, &mut |seq, commit| commits.push((seq, commit)))?;
        let mut any = false;
        for (seq, commit) in commits.into_iter().rev() {
            let taken_back = off.pass(seq, &commit);
            if !is_kept(asked, &commit) {
                continue;
            }
            any = true;
            let entry = Entry {
                seq,
                commit,
                taken_back,
            };
            if !each(&entry) {
                return Ok(());
            }
        }
        if !any {
            return Ok(());
        }
        last = first - 1;
    }
    Ok(())
}
