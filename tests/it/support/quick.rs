//! A desk without a store, for tests that give more commands than a store could write down.
//!
//! It takes the lines of `exec` and puts them through the same reading, deciding and sweeping; only
//! the journal is left out. What happened since a mark is taken back by inverse events, so many
//! sequences share one preparation.

use accessdesk::domain::authority::{Grant, signed_in};
use accessdesk::domain::commit::{Actor, Binding, Commit, CommitKind};
use accessdesk::domain::context::Context;
use accessdesk::domain::decide;
use accessdesk::domain::draft::Draft;
use accessdesk::domain::event::{Event, Fact};
use accessdesk::domain::history::History;
use accessdesk::domain::id::{CommandId, ObjectKind, Person};
use accessdesk::domain::mail::{Mail, written};
use accessdesk::domain::refusal::Refusal;
use accessdesk::domain::sweep;
use accessdesk::domain::tenant::Tenant;
use accessdesk::domain::time::{Span, Timestamp};
use accessdesk::domain::walk::Walk;
use accessdesk::engine::Refused;
use accessdesk::engine::clock::SeededIds;
use accessdesk::script::bindings::Bindings;
use accessdesk::script::fill::Leaf;
use accessdesk::script::line::Verb;
use accessdesk::script::resolve::{Resolver, Viewer};
use accessdesk::script::{Line, Trouble};
use serde_json::Value;

use super::random::Onlooker;

/// A tenant, its time, and what has happened in it.
pub(crate) struct QuickDesk {
    pub(crate) tenant: Tenant,
    pub(crate) now: Timestamp,
    ids: SeededIds,
    past: Vec<Event>,
    /// The mails about ends of access that come near, each with when it was written.
    pub(crate) announcements: Vec<(Timestamp, Mail)>,
    /// Nothing is written down, so nothing is remembered of the order of things either.
    history: History,
    /// Nobody, where what happens is not what a sound tenant comes to.
    onlooker: Option<Onlooker>,
}

/// A moment to which a desk can be taken back.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark(usize, Timestamp, usize);

impl QuickDesk {
    /// Makes a desk on which nothing has happened.
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            tenant: Tenant::default(),
            now: Timestamp::parse("2026-03-01T09:00:00Z").unwrap(),
            ids: SeededIds::new(seed),
            past: Vec::new(),
            announcements: Vec::new(),
            history: History::default(),
            onlooker: Some(Onlooker::default()),
        }
    }

    /// Lets nobody look on any more, since something is made up that no command leads to.
    pub(crate) fn make_up(&mut self) {
        self.onlooker = None;
    }

    /// Carries out a line; says what it bound, or the code of the rule that refused it.
    pub(crate) fn perform(&mut self, line: &Value) -> Result<Vec<Binding>, String> {
        self.attempt(line).map_err(|trouble| match trouble {
            Trouble::Refused(refused) => refused.refusal.code().to_owned(),
            trouble @ (Trouble::Malformed(_) | Trouble::Store(_) | Trouble::Append(_)) => {
                panic!("{trouble}: {line}")
            }
        })
    }

    /// Carries out a line.
    pub(crate) fn attempt(&mut self, line: &Value) -> Result<Vec<Binding>, Trouble> {
        if line["desk"] == "advanceClock" {
            self.advance(Span::parse(line["with"]["by"].as_str().unwrap()).unwrap());
            return Ok(Vec::new());
        }
        let line = Line::read(&line.to_string())?;
        let bindings = Bindings::default();
        let resolver = |viewer| Resolver {
            tenant: &self.tenant,
            history: &self.history,
            viewer,
            bindings: &bindings,
            now: self.now,
        };
        match line.verb {
            Verb::Do(row) => {
                let named = line.member("as").unwrap();
                let leaf = Leaf {
                    field: "as",
                    text: named.text()?,
                    column: named.column,
                };
                let actor = resolver(Viewer::Operator).person(leaf)?;
                let actor = self.tenant.acting_as(actor);
                let mut walk = Walk::default();
                if let Err(refusal) = signed_in(&self.tenant, actor, &mut walk) {
                    return Err(Trouble::refused(refusal, walk));
                }
                let command = line.command(row.name, &mut resolver(Viewer::Person(actor)))?;
                let acknowledged = acknowledged(&line)?;
                self.decide(
                    Actor::Person(actor),
                    row.name,
                    &acknowledged,
                    |draft, context| decide::decide(draft, context, &command).map(Some),
                )
            }
            Verb::Desk(row) => {
                let command = line.desk_command(row.name, &mut resolver(Viewer::Operator))?;
                self.decide(Actor::Operator, row.name, &[], |draft, context| {
                    decide::desk::decide(draft, context, &command).map(|()| None)
                })
            }
            Verb::Pin | Verb::List(_) | Verb::Show(_) | Verb::Why(_) => panic!("no command"),
        }
    }

    fn decide(
        &mut self,
        actor: Actor,
        command: &str,
        acknowledged: &[String],
        decide: impl FnOnce(&mut Draft<'_>, &mut Context<'_>) -> Result<Option<Grant>, Refusal>,
    ) -> Result<Vec<Binding>, Trouble> {
        let mut walk = Walk::default();
        let mut draft = Draft::new(&mut self.tenant);
        let mut context = Context {
            actor: match actor {
                Actor::Person(person) => person,
                Actor::Operator | Actor::System => Person::NOBODY,
            },
            now: self.now,
            ids: &mut self.ids,
            walk: &mut walk,
            acknowledged,
            warnings: Vec::new(),
            bindings: Vec::new(),
        };
        let decided = decide(&mut draft, &mut context);
        let bindings = std::mem::take(&mut context.bindings);
        match decided {
            Ok(grant) => {
                let events = draft.keep();
                let commit = self.commit(actor, command, (grant, bindings), events);
                let bindings = commit.bindings.clone();
                self.keep(commit);
                Ok(bindings)
            }
            Err(refusal) => {
                drop(draft);
                Err(Trouble::Refused(Box::new(Refused::new(refusal, walk))))
            }
        }
    }

    /// Lets happen what has become due by now.
    pub(crate) fn catch_up(&mut self) {
        self.advance(Span::ZERO);
    }

    /// Moves desk time; what has become due happens on the way, each at its instant.
    fn advance(&mut self, by: Span) {
        let until = self.now.plus(by);
        while let Some(due) = sweep::next_due(&self.tenant).filter(|due| due.at <= until) {
            self.now = self.now.max(due.at);
            let mut draft = Draft::new(&mut self.tenant);
            sweep::run(&mut draft, self.now, &mut self.ids, due).unwrap();
            let events = draft.keep();
            let commit = self.commit(Actor::System, due.kind.json(), Default::default(), events);
            self.keep(commit);
        }
        self.now = until;
    }

    /// Writes down what was done as a store would.
    fn commit(
        &self,
        actor: Actor,
        command: &str,
        (grant, bindings): (Option<Grant>, Vec<Binding>),
        events: Vec<Event>,
    ) -> Commit {
        let seen = bindings.iter().map(|bound| bound.object);
        let seen = seen.filter(|object| object.kind() == ObjectKind::Request);
        let revision = |object| {
            self.onlooker
                .as_ref()
                .map(|it| (object, it.revision(object)))
        };
        Commit {
            id: CommandId::new(uuid::Uuid::nil()),
            at: self.now,
            actor,
            os_user: String::new(),
            command: command.to_owned(),
            grant,
            kind: match actor {
                Actor::Person(_) => CommitKind::Command,
                Actor::Operator => CommitKind::Note,
                Actor::System => CommitKind::Sweep,
            },
            revisions: seen.filter_map(revision).collect(),
            mails: written(&self.tenant, &events),
            bindings,
            events,
        }
    }

    fn keep(&mut self, commit: Commit) {
        if let Some(onlooker) = &mut self.onlooker {
            onlooker.see(&commit);
        }
        if commit
            .events
            .iter()
            .any(|it| it.fact == Fact::ExpiryAnnounced)
        {
            let mails = commit.mails.into_iter().map(|mail| (commit.at, mail));
            self.announcements.extend(mails);
        }
        self.past.extend(commit.events);
    }

    /// Lists what has happened since a mark.
    pub(crate) fn since(&self, mark: Mark) -> &[Event] {
        &self.past[mark.0..]
    }

    /// Marks this moment.
    pub(crate) const fn mark(&self) -> Mark {
        Mark(self.past.len(), self.now, self.announcements.len())
    }

    /// Takes back everything since a mark.
    pub(crate) fn rewind(&mut self, mark: Mark) {
        if let Some(onlooker) = &self.onlooker {
            onlooker.agree_on(&self.tenant);
        }
        let undone = self.past.split_off(mark.0).into_iter().rev();
        let inverses: Vec<Event> = undone.map(Event::inverse).collect();
        for event in inverses.clone() {
            let mut draft = Draft::new(&mut self.tenant);
            draft.replay(event);
            draft.keep();
        }
        self.now = mark.1;
        let taken_back = self.commit(Actor::System, "rewind", Default::default(), inverses);
        if let Some(onlooker) = &mut self.onlooker {
            onlooker.forget(&taken_back);
        }
        self.announcements.truncate(mark.2);
    }
}

fn acknowledged(line: &Line) -> Result<Vec<String>, Trouble> {
    let mut codes = Vec::new();
    if let Some(node) = line.member("acknowledge") {
        for code in node.items()? {
            codes.push(code.text()?.to_owned());
        }
    }
    Ok(codes)
}
