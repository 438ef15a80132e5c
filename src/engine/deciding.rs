//! Decides a command on a draft and writes down what came of it.

use crate::domain::authority::{Grant, right_for};
use crate::domain::command::{Command, DeskCommand};
use crate::domain::commit::{Actor, Commit, CommitKind};
use crate::domain::context::Context;
use crate::domain::decide;
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Event, Fact, RefusedCommand};
use crate::domain::history::History;
use crate::domain::id::{CommandId, ObjectRef, Person};
use crate::domain::limits;
use crate::domain::mail;
use crate::domain::time::Timestamp;
use crate::domain::walk::Walk;
use crate::engine::{Engine, EngineError, Receipt, Refused, Terms, receipt};
use crate::store::fs::Fs;

impl<F: Fs> Engine<F> {
    pub(super) fn decide(
        &mut self,
        actor: Person,
        command: &Command,
        terms: &Terms,
    ) -> Result<Receipt, EngineError> {
        let now = self.now();
        let mut walk = Walk::default();
        let seen = self.desk.history.as_seen(&terms.revisions, &mut walk);
        let mut draft = Draft::new(&mut self.desk.tenant);
        let mut context = Context {
            actor,
            now,
            ids: self.ids.as_mut(),
            walk: &mut walk,
            acknowledged: &terms.acknowledge,
            warnings: Vec::new(),
            bindings: Vec::new(),
        };
        let decided = seen.and_then(|()| decide::decide(&mut draft, &mut context, command));
        let (actor, bindings) = (context.actor, std::mem::take(&mut context.bindings));
        let warnings = std::mem::take(&mut context.warnings);
        match decided {
            Ok(grant) => {
                let commit = Commit {
                    id: terms
                        .id
                        .unwrap_or_else(|| CommandId::new(self.ids.next_id())),
                    at: now,
                    actor: Actor::Person(actor),
                    os_user: self.os_user.clone(),
                    command: command.name().to_owned(),
                    grant: Some(grant),
                    kind: CommitKind::Command,
                    revisions: decided_on(&self.desk.history, command, grant, terms),
                    bindings,
                    events: draft.events().to_vec(),
                    mails: mail::written(&draft, draft.events()),
                };
                let warnings = limits::advised(&draft, &warnings);
                let seq = self.store.append(&commit)?;
                draft.keep();
                self.desk.note(seq, &commit);
                Ok(receipt(seq, commit, Vec::new()).warning_of(warnings))
            }
            Err(refusal) => {
                let refused = Refused::new(refusal, walk).named_on(&draft);
                drop(draft);
                let (_, object) = right_for(&self.desk.tenant, command);
                let attempt = (command.name(), object);
                Err(self.refuse(Actor::Person(actor), attempt, now, refused))
            }
        }
    }

    pub(super) fn decide_desk(
        &mut self,
        command: &DeskCommand,
        terms: &Terms,
    ) -> Result<Receipt, EngineError> {
        let now = self.now();
        let mut walk = Walk::default();
        let mut draft = Draft::new(&mut self.desk.tenant);
        let mut context = Context {
            actor: Person::NOBODY,
            now,
            ids: self.ids.as_mut(),
            walk: &mut walk,
            acknowledged: &terms.acknowledge,
            warnings: Vec::new(),
            bindings: Vec::new(),
        };
        let decided = decide::desk::decide(&mut draft, &mut context, command);
        let bindings = std::mem::take(&mut context.bindings);
        if let Err(refusal) = decided {
            let refused = Refused::new(refusal, walk).named_on(&draft);
            drop(draft);
            return Err(self.refuse(Actor::Operator, (command.name(), None), now, refused));
        }
        let kind = kind_of(command, draft.events());
        let events = draft.events().to_vec();
        let commit = Commit {
            id: terms
                .id
                .unwrap_or_else(|| CommandId::new(self.ids.next_id())),
            at: now,
            actor: Actor::Operator,
            os_user: self.os_user.clone(),
            command: command.name().to_owned(),
            grant: None,
            kind,
            revisions: Vec::new(),
            bindings,
            mails: mail::written(&draft, &events),
            events,
        };
        let seq = self.store.append(&commit)?;
        draft.keep();
        self.desk.note(seq, &commit);
        let swept = self.sweep()?;
        Ok(receipt(seq, commit, swept))
    }

    /// Writes down a refusal that was met before there was a command to decide, such as a name that
    /// leads to nothing, and reports it like one of the door's own.
    pub fn turn_away(&mut self, actor: Actor, command: &str, refused: Refused) -> EngineError {
        self.in_lock(|engine| {
            engine.sweep()?;
            let now = engine.now();
            let spoken_of = refused.refusal.objects().first().copied();
            Ok(engine.refuse(actor, (command, spoken_of), now, refused))
        })
        .unwrap_or_else(|error| error)
    }

    /// Writes a refusal down, with the command's name and what it was to be done to, and reports it;
    /// nothing else changes.
    pub(super) fn refuse(
        &mut self,
        actor: Actor,
        (command, object): (&str, Option<ObjectRef>),
        now: Timestamp,
        refused: Refused,
    ) -> EngineError {
        let note = RefusedCommand {
            command: command.to_owned(),
            object,
            code: refused.refusal.code().to_owned(),
            walk: refused.walk.0.clone(),
        };
        let commit = Commit {
            id: CommandId::new(self.ids.next_id()),
            at: now,
            actor,
            os_user: self.os_user.clone(),
            command: command.to_owned(),
            grant: None,
            kind: CommitKind::Note,
            revisions: Vec::new(),
            bindings: Vec::new(),
            events: vec![Event::new(Fact::CommandRefused, Change::Refusal(note))],
            mails: Vec::new(),
        };
        match self.store.append(&commit) {
            Ok(seq) => {
                self.desk.note(seq, &commit);
                EngineError::Refused(Box::new(refused))
            }
            Err(error) => error.into(),
        }
    }
}

/// Returns the revisions that a command was given on: those that were looked at and, for a decision,
/// always that of the request.
fn decided_on(
    history: &History,
    command: &Command,
    grant: Grant,
    terms: &Terms,
) -> Vec<(ObjectRef, u64)> {
    let mut seen = terms.revisions.clone();
    let decides = matches!(command, Command::Approval(_));
    if let Some(request) = grant.scope.filter(|_| decides)
        && seen.iter().all(|(object, _)| *object != request)
    {
        seen.push((request, history.revision(request)));
    }
    seen
}

/// Returns what undo makes of a command: founding, persona switches and sign-ins that change no
/// account are passed over.
fn kind_of(command: &DeskCommand, events: &[Event]) -> CommitKind {
    let signs_in = matches!(command, DeskCommand::SignIn(_));
    let edits = events
        .iter()
        .any(|event| !matches!(event.change, Change::Persona(_)));
    let passed_over = matches!(
        command,
        DeskCommand::SwitchPersona(_) | DeskCommand::FoundTenant(_)
    );
    if passed_over || (signs_in && !edits) {
        CommitKind::Note
    } else {
        CommitKind::Command
    }
}
