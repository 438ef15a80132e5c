//! What becomes of the commands of a rehearsal.

use crate::domain::command::{Command, DeskCommand};
use crate::domain::commit::{Actor, Binding, Commit, CommitKind, inverses};
use crate::domain::context::{Context, IdSource};
use crate::domain::decide;
use crate::domain::draft::Draft;
use crate::domain::event::Event;
use crate::domain::id::{CommandId, ObjectRef};
use crate::domain::mail::{self, Mail};
use crate::domain::refusal::{Refusal, Refused};
use crate::domain::walk::Walk;
use crate::domain::{impact, limits};
use crate::ui::msg::{Execution, Foreseen, Msg, Outcome};
use crate::ui::rehearsal::Rehearsal;
use crate::ui::reversal::Turn;

/// What becomes of a command: the objects it made, or why it was refused after which checks.
type Decided = Result<Vec<ObjectRef>, Box<Refused>>;

impl Rehearsal {
    pub(super) fn carry_out(&mut self, execution: &Execution) -> Decided {
        let mut walk = Walk::default();
        let seen = self.desk.history.as_seen(&execution.seen, &mut walk);
        seen.map_err(|refusal| Box::new(Refused::new(refusal, walk)))?;
        let actor = Actor::Person(self.persona);
        let command = &execution.command;
        self.decide(
            (actor, command.name(), CommitKind::Command),
            &execution.acknowledge,
            |draft, context| decide::decide(draft, context, command).map(|_| ()),
        )
    }

    pub(super) fn operate(&mut self, command: &DeskCommand, kind: CommitKind) -> Decided {
        self.decide(
            (Actor::Operator, command.name(), kind),
            &[],
            |draft, context| decide::desk::decide(draft, context, command),
        )
    }

    /// Decides something on a draft and keeps it unless it is refused.
    fn decide(
        &mut self,
        by: (Actor, &str, CommitKind),
        acknowledged: &[String],
        decide: impl FnOnce(&mut Draft<'_>, &mut Context<'_>) -> Result<(), Refusal>,
    ) -> Decided {
        let mut walk = Walk::default();
        let mut draft = Draft::new(&mut self.desk.tenant);
        let mut context = Context {
            actor: self.persona,
            now: self.now,
            ids: &mut self.ids,
            walk: &mut walk,
            acknowledged,
            warnings: Vec::new(),
            bindings: Vec::new(),
        };
        let decided = decide(&mut draft, &mut context);
        let bindings = std::mem::take(&mut context.bindings);
        if let Err(refusal) = decided {
            let refused = Refused::new(refusal, walk).named_on(&draft);
            return Err(Box::new(refused));
        }
        let mails = mail::written(&draft, draft.events());
        let events = draft.keep();
        let bound = bindings.iter().map(|binding| binding.object).collect();
        self.record(by, bindings, events, mails);
        Ok(bound)
    }

    /// Says whom commands would affect, as the program does.
    pub(super) fn foresee(&mut self, commands: &[Command]) {
        let mut draft = Draft::new(&mut self.desk.tenant);
        let mut warnings = Vec::new();
        let mut refused = None;
        let mut accepted = false;
        for command in commands {
            let before = draft.events().len();
            let mut walk = Walk::default();
            let mut context = Context {
                actor: self.persona,
                now: self.now,
                ids: &mut self.ids,
                walk: &mut walk,
                acknowledged: &[],
                warnings: Vec::new(),
                bindings: Vec::new(),
            };
            match decide::decide(&mut draft, &mut context, command) {
                Ok(_) => {
                    accepted = true;
                    warnings.append(&mut context.warnings);
                }
                Err(refusal) => {
                    refused.get_or_insert_with(|| Refused::new(refusal, walk).named_on(&draft));
                    draft.take_back_to(before);
                }
            }
        }
        let warnings = limits::advised(&draft, &warnings);
        let events = draft.events().to_vec();
        drop(draft);
        if let Some(refused) = refused.filter(|_| !accepted) {
            return self.finish(Err(Box::new(refused)));
        }
        let affected = impact::foreseen(&mut self.desk.tenant, self.now, &events);
        self.tell(Msg::Foreseen(Box::new(Foreseen { affected, warnings })));
    }

    pub(super) fn record(
        &mut self,
        (actor, command, kind): (Actor, &str, CommitKind),
        bindings: Vec<Binding>,
        events: Vec<Event>,
        mails: Vec<Mail>,
    ) {
        let commit = Commit {
            id: CommandId::new(self.ids.next_id()),
            at: self.now,
            actor,
            os_user: "trainer".to_owned(),
            command: command.to_owned(),
            grant: None,
            kind,
            revisions: Vec::new(),
            bindings,
            events,
            mails,
        };
        self.commits.0.push(commit.clone());
        let seq = u64::try_from(self.commits.0.len()).unwrap();
        self.desk.note(seq, &commit);
    }

    /// Returns the commits that undo or redo would reverse.
    pub(super) fn reversible(&self, turn: Turn) -> (CommitKind, Vec<Commit>) {
        let history = &self.desk.history;
        let (kind, steps) = match turn {
            Turn::Undo => {
                let steps = history.to_undo().unwrap_or_default().to_vec();
                (CommitKind::Undo(steps.clone()), steps)
            }
            Turn::Redo => {
                let undo = history.to_redo().unwrap();
                (CommitKind::Redo(undo), vec![undo])
            }
        };
        let commits = steps.into_iter().map(|seq| {
            let place = usize::try_from(seq).unwrap() - 1;
            self.commits.0[place].clone()
        });
        (kind, commits.collect())
    }

    pub(super) fn reverse(&mut self, turn: Turn) {
        let (kind, commits) = self.reversible(turn);
        let mut draft = Draft::new(&mut self.desk.tenant);
        for event in inverses(commits) {
            draft.replay(event);
        }
        let events = draft.keep();
        self.record(
            (Actor::Operator, "turn", kind),
            Vec::new(),
            events,
            Vec::new(),
        );
        self.finish(Ok(Vec::new()));
    }

    pub(super) fn finish(&mut self, decided: Decided) {
        self.tell(Msg::Finished(match decided {
            Ok(made) => Outcome::Done(made),
            Err(refused) => Outcome::Refused(refused),
        }));
    }
}
