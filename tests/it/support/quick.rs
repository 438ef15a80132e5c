//! A desk without a store, for tests that give more commands than a store could write down.
//!
//! It takes the lines of `exec` and puts them through the same reading, deciding and sweeping; only
//! the journal is left out. What happened since a mark is taken back by inverse events, so many
//! sequences share one preparation.

use accessdesk::domain::authority::signed_in;
use accessdesk::domain::commit::Binding;
use accessdesk::domain::context::Context;
use accessdesk::domain::decide;
use accessdesk::domain::draft::Draft;
use accessdesk::domain::event::{Event, Fact};
use accessdesk::domain::history::History;
use accessdesk::domain::id::Person;
use accessdesk::domain::mail::{Mail, written};
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
        }
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
                self.decide(actor, &acknowledged, |draft, context| {
                    decide::decide(draft, context, &command).map(|_| ())
                })
            }
            Verb::Desk(row) => {
                let command = line.desk_command(row.name, &mut resolver(Viewer::Operator))?;
                self.decide(Person::NOBODY, &[], |draft, context| {
                    decide::desk::decide(draft, context, &command)
                })
            }
            Verb::Pin | Verb::List(_) | Verb::Show(_) | Verb::Why(_) => panic!("no command"),
        }
    }

    fn decide(
        &mut self,
        actor: Person,
        acknowledged: &[String],
        decide: impl FnOnce(
            &mut Draft<'_>,
            &mut Context<'_>,
        ) -> Result<(), accessdesk::domain::refusal::Refusal>,
    ) -> Result<Vec<Binding>, Trouble> {
        let mut walk = Walk::default();
        let mut draft = Draft::new(&mut self.tenant);
        let mut context = Context {
            actor,
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
            Ok(()) => {
                let events = draft.keep();
                self.keep(events);
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
            self.keep(events);
        }
        self.now = until;
    }

    fn keep(&mut self, events: Vec<Event>) {
        let near = events.iter().filter(|it| it.fact == Fact::ExpiryAnnounced);
        let near: Vec<Event> = near.cloned().collect();
        let mails = written(&self.tenant, &near).into_iter();
        self.announcements
            .extend(mails.map(|mail| (self.now, mail)));
        self.past.extend(events);
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
        while self.past.len() > mark.0 {
            let event = self.past.pop().unwrap();
            let mut draft = Draft::new(&mut self.tenant);
            draft.replay(event.inverse());
            draft.keep();
        }
        self.now = mark.1;
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
