//! Looks on while commits are replayed, for what a tenant alone does not show.
//!
//! Commits of undo and redo are no steps of their own: what they give back was checked when it first
//! happened. Only what holds of every commit is asked of them too.
//!
//! Neither are commits of an earlier format judged by today's rules: what is decided, who is told and
//! what holds unless somebody says otherwise may have been different then. That they are numbered,
//! dated and tell of something new was always asked.

use crate::domain::commit::{Commit, CommitKind};
use crate::domain::desk::{Desk, Witness};
use crate::domain::event::Event;
use crate::domain::invariant::{Findings, Violation, deliveries, records, transitions};
use crate::domain::time::Timestamp;

/// Checks commits while they are replayed; keeps nothing of them but what it found.
#[derive(Debug, Default)]
pub struct Historian {
    found: Findings,
    last_at: Option<Timestamp>,
    /// The last commit of an earlier format.
    earlier: u64,
    /// The commit that is looked at came after it.
    is_of_today: bool,
}

impl Historian {
    /// Makes one that judges by today's rules only what came after commit `earlier`.
    pub fn after(earlier: u64) -> Self {
        Self {
            earlier,
            ..Self::default()
        }
    }

    /// Returns what was found; nothing in a sound history.
    pub fn violations(&self) -> &[Violation] {
        &self.found.violations
    }
}

/// Tells whether a commit is a step of its own, rather than one that takes steps back.
pub(super) const fn is_step(commit: &Commit) -> bool {
    match commit.kind {
        CommitKind::Command | CommitKind::Sweep | CommitKind::Note => true,
        CommitKind::Undo(_) | CommitKind::Redo(_) => false,
    }
}

impl Witness for Historian {
    fn before(&mut self, desk: &Desk, seq: u64, commit: &Commit) {
        self.is_of_today = seq > self.earlier;
        let found = &mut self.found;
        found.commit = Some(seq);
        records::numbered_without_a_gap(desk, seq, found);
        records::time_goes_on(self.last_at, commit, found);
        records::says_something(commit, found);
        records::refusals_change_nothing(commit, found);
        if self.is_of_today {
            records::actor_could_act(&desk.tenant, commit, found);
            records::nothing_was_overdue(&desk.tenant, commit, found);
            records::decisions_name_what_was_seen(desk, commit, found);
        }
    }

    fn event(&mut self, desk: &Desk, commit: &Commit, event: &Event) {
        let found = &mut self.found;
        if is_step(commit) {
            records::identifier_is_new(desk, event, found);
        }
        if self.is_of_today {
            records::old_value_is_true(&desk.tenant, event, found);
        }
        if self.is_of_today && is_step(commit) {
            transitions::check(&desk.tenant, commit, event, found);
            deliveries::check(&desk.tenant, event, found);
        }
    }

    fn after(&mut self, desk: &Desk, seq: u64, commit: &Commit) {
        let found = &mut self.found;
        records::revisions_follow(desk, seq, commit, found);
        if !is_step(commit) {
            records::turns_write_no_mails(commit, found);
        } else if self.is_of_today {
            records::mails_follow(&desk.tenant, commit, found);
            deliveries::what_was_taken_is_gone(&desk.tenant, commit, found);
            deliveries::guests_go_with_the_last(&desk.tenant, commit, found);
        }
        self.last_at = Some(commit.at);
        found.commit = None;
    }
}
