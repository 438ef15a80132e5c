//! Takes the last command back and does it again, by events that are recorded like all others.

use crate::domain::commit::{Actor, Commit, CommitKind, inverses};
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Event};
use crate::domain::id::CommandId;
use crate::domain::refusal::{DeskRefusal, Refusal};
use crate::domain::walk::{Check, Sink, Walk, require};
use crate::engine::{Engine, EngineError, Receipt, Refused, Terms, receipt};
use crate::store::fs::Fs;

impl<F: Fs> Engine<F> {
    /// Says whether anything could be taken back now, and if not why.
    pub fn can_undo<S: Sink + ?Sized>(&self, sink: &mut S) -> Result<(), Refusal> {
        let command = self.desk().history.to_undo().and_then(<[u64]>::first);
        sink.note(Check::SomethingToUndo, command.is_some(), &[]);
        let Some(command) = command else {
            return Err(DeskRefusal::NothingToUndo {}.into());
        };
        let overtaken = *command <= self.overtaken;
        sink.note(Check::NotOvertaken, !overtaken, &[]);
        if overtaken {
            Err(DeskRefusal::UndoOvertaken {}.into())
        } else {
            Ok(())
        }
    }

    /// Says whether anything could be done again now, and if not why.
    pub fn can_redo<S: Sink + ?Sized>(&self, sink: &mut S) -> Result<(), Refusal> {
        let something = self.desk().history.to_redo().is_some();
        sink.note(Check::SomethingToRedo, something, &[]);
        if something {
            Ok(())
        } else {
            Err(DeskRefusal::NothingToRedo {}.into())
        }
    }

    /// Returns the commits that undo would take back, the command first, then its due work.
    pub fn undoable(&self) -> Result<Vec<Commit>, EngineError> {
        self.undoable_first(usize::MAX)
    }

    /// Returns the first of these commits, since a move of the clock may have set off very many.
    pub fn undoable_first(&self, most: usize) -> Result<Vec<Commit>, EngineError> {
        let steps = self.desk().history.to_undo().unwrap_or_default();
        let first = steps.iter().take(most);
        first.map(|seq| Ok(self.store().commit_at(*seq)?)).collect()
    }

    /// Returns the commit of the undo that redo would take back.
    pub fn redoable(&self) -> Result<Option<Commit>, EngineError> {
        let undo = self.desk().history.to_redo();
        Ok(undo.map(|seq| self.store().commit_at(seq)).transpose()?)
    }

    pub(super) fn undo(&mut self, terms: &Terms) -> Result<Receipt, EngineError> {
        let mut walk = Walk::default();
        let possible = self.can_undo(&mut walk);
        let steps = self.desk().history.to_undo().unwrap_or_default().to_vec();
        let possible = possible.and_then(|()| as_shown(terms, steps.last().copied(), &mut walk));
        if let Err(refusal) = possible {
            let refused = Refused::new(refusal, walk);
            return Err(self.refuse(Actor::Operator, ("undo", None), self.now(), refused));
        }
        let commits = self.undoable()?;
        self.compensate(terms, "undo", CommitKind::Undo(steps), commits)
    }

    pub(super) fn redo(&mut self, terms: &Terms) -> Result<Receipt, EngineError> {
        let mut walk = Walk::default();
        let possible = self.can_redo(&mut walk);
        let undo = self.desk().history.to_redo();
        let possible = possible.and_then(|()| as_shown(terms, undo, &mut walk));
        if let Err(refusal) = possible {
            let refused = Refused::new(refusal, walk);
            return Err(self.refuse(Actor::Operator, ("redo", None), self.now(), refused));
        }
        let undo = undo.unwrap_or_default();
        let commit = self.store().commit_at(undo)?;
        self.compensate(terms, "redo", CommitKind::Redo(undo), vec![commit])
    }

    /// Applies the inverses of commits, newest first, as a commit of its own.
    fn compensate(
        &mut self,
        terms: &Terms,
        command: &str,
        kind: CommitKind,
        commits: Vec<Commit>,
    ) -> Result<Receipt, EngineError> {
        let first_at = commits.first().map(|commit| commit.at);
        let mut draft = Draft::new(&mut self.desk.tenant);
        for event in inverses(commits) {
            draft.replay(event);
        }
        let events = draft.events().to_vec();
        let manifest = self.store.manifest();
        let elapsed = self.clock.now().since(manifest.created_at);
        let now = manifest
            .desk_time_start
            .plus(elapsed)
            .plus(draft.clock_ahead);
        let moves = |event: &Event| matches!(event.change, Change::Clock(_));
        let goes_back = matches!(kind, CommitKind::Undo(_)) && draft.events().iter().any(moves);
        // Desk time goes back with an undone move of the clock and never otherwise, whatever the
        // machine's clock does meanwhile.
        let earliest = if goes_back {
            first_at
        } else {
            self.desk.history.last_at
        };
        let at = earliest.map_or(now, |earliest| now.max(earliest));
        let commit = Commit {
            id: terms
                .id
                .unwrap_or_else(|| CommandId::new(self.ids.next_id())),
            at,
            actor: Actor::Operator,
            os_user: self.os_user.clone(),
            command: command.to_owned(),
            grant: None,
            kind,
            revisions: Vec::new(),
            bindings: Vec::new(),
            events,
            mails: Vec::new(),
        };
        let seq = self.store.append(&commit)?;
        draft.keep();
        self.desk.note(seq, &commit);
        Ok(receipt(seq, commit, Vec::new()))
    }
}

/// Requires that what would be reversed ends where it ended when somebody looked at it.
fn as_shown(terms: &Terms, last: Option<u64>, walk: &mut Walk) -> Result<(), Refusal> {
    let as_shown = terms.reverses.is_none_or(|seen| Some(seen) == last);
    require(walk, Check::RevisionSeen, &[], as_shown, || {
        DeskRefusal::ReversalChanged {}.into()
    })
}
