//! Does what has become due, each piece as a commit of its own.

use crate::domain::commit::{Actor, Commit, CommitKind};
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Event};
use crate::domain::id::CommandId;
use crate::domain::mail;
use crate::domain::sweep::{self, Due};
use crate::domain::time::{Span, Timestamp};
use crate::domain::walk::Walk;
use crate::engine::{Engine, EngineError, Refused};
use crate::store::fs::Fs;

/// How many commits are read at once to find where the due work ends.
const AT_ONCE: u64 = 256;

impl<F: Fs> Engine<F> {
    /// Sweeps everything due by now, in order; each item happens at its own instant, so that moving
    /// the clock by two steps or by their sum comes to the same.
    pub(super) fn sweep(&mut self) -> Result<Vec<(u64, Commit)>, EngineError> {
        let mut swept = Vec::new();
        while let Some(due) = sweep::next_due(self.tenant()).filter(|due| due.at <= self.now()) {
            swept.push(self.sweep_one(due)?);
        }
        Ok(swept)
    }

    /// Reads again which due work a command of the operator set off: what follows its commit and was
    /// due by the time to which it moved the clock.
    pub(super) fn swept_after(
        &self,
        seq: u64,
        commit: &Commit,
    ) -> Result<Vec<(u64, Commit)>, EngineError> {
        let mut swept = Vec::new();
        let mut goes_on = match commit.kind {
            CommitKind::Command | CommitKind::Note => commit.actor == Actor::Operator,
            CommitKind::Sweep | CommitKind::Undo(_) | CommitKind::Redo(_) => false,
        };
        let until = commit.events.iter().fold(commit.at, moved);
        let last = self.store.head().seq;
        let mut first = seq + 1;
        while goes_on && first <= last {
            let some = first..=last.min(first + AT_ONCE - 1);
            first = some.end() + 1;
            self.store.commits(some, &mut |seq, commit| {
                goes_on &= commit.kind == CommitKind::Sweep && commit.at <= until;
                if goes_on {
                    swept.push((seq, commit));
                }
            })?;
        }
        Ok(swept)
    }

    fn sweep_one(&mut self, due: Due) -> Result<(u64, Commit), EngineError> {
        let at = self
            .desk
            .history
            .last_at
            .map_or(due.at, |last| last.max(due.at));
        let mut draft = Draft::new(&mut self.desk.tenant);
        sweep::run(&mut draft, at, self.ids.as_mut(), due).map_err(|refusal| {
            EngineError::Refused(Box::new(Refused::new(refusal, Walk::default())))
        })?;
        let commit = Commit {
            id: CommandId::new(self.ids.next_id()),
            at,
            actor: Actor::System,
            os_user: self.os_user.clone(),
            command: due.kind.json().to_owned(),
            grant: None,
            kind: CommitKind::Sweep,
            revisions: Vec::new(),
            bindings: Vec::new(),
            events: draft.events().to_vec(),
            mails: mail::written(&draft, draft.events()),
        };
        let seq = self.store.append(&commit)?;
        draft.keep();
        self.desk.note(seq, &commit);
        Ok((seq, commit))
    }
}

/// Returns what time it is on the desk after an event.
fn moved(now: Timestamp, event: &Event) -> Timestamp {
    let Change::Clock(edit) = &event.change else {
        return now;
    };
    let ahead = |side: &Option<Box<Span>>| side.as_deref().copied().unwrap_or_default();
    now.minus(ahead(&edit.old)).plus(ahead(&edit.new))
}
