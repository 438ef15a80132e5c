//! A desk to which things happen by chance.

use std::cell::Cell;
use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use std::rc::Rc;

use accessdesk::domain::commit::Commit;
use accessdesk::domain::desk::Desk;
use accessdesk::domain::id::{ObjectRef, Person};
use accessdesk::domain::impact::Affected;
use accessdesk::domain::subject::DirectoryRole;
use accessdesk::domain::tenant::Tenant;
use accessdesk::domain::time::{Span, Timestamp};
use accessdesk::engine::clock::SeededIds;
use accessdesk::engine::{Clock, Engine, Surroundings};
use accessdesk::store::fs::MemoryFs;
use accessdesk::store::manifest::Manifest;
use accessdesk::ui::log::Kept;
use serde_json::Value;
use uuid::Uuid;

use super::reading::{carry_out, code, foreseen, previewed};
use super::{Dice, Known, Onlooker};

mod drawing;
mod furnishing;

/// Where the store lies.
pub(crate) const STORE: &str = "/store";

/// A machine clock that a test moves.
#[derive(Debug, Clone)]
pub(crate) struct MovedClock(Rc<Cell<Timestamp>>);

impl Clock for MovedClock {
    fn now(&self) -> Timestamp {
        self.0.get()
    }
}

/// What a line came to.
#[derive(Debug)]
pub(crate) struct Step {
    /// The line.
    pub(crate) line: String,
    /// The code of the rule that refused it; `malformed` when it said nothing sensible.
    pub(crate) refused: Option<String>,
    /// The commits that it made, with their numbers.
    pub(crate) commits: Vec<(u64, Commit)>,
}

/// A desk, the chance that acts on it, and what has happened.
pub(crate) struct RandomDesk {
    seed: u64,
    pub(crate) dice: Dice,
    pub(crate) fs: MemoryFs,
    pub(crate) engine: Engine<MemoryFs>,
    /// What screens have read of the journal.
    pub(crate) kept: Kept,
    machine: Rc<Cell<Timestamp>>,
    known: Known,
    lines: Vec<String>,
    onlooker: Onlooker,
    plan: VecDeque<String>,
    seasons: usize,
    redo_next: bool,
    /// How often each command was accepted and refused.
    pub(crate) outcomes: BTreeMap<String, (usize, usize)>,
}

impl RandomDesk {
    fn empty(seed: u64) -> Self {
        let beginning = Timestamp::parse("2026-03-01T09:00:00Z").unwrap();
        let machine = Rc::new(Cell::new(beginning));
        let manifest = Manifest::new(Uuid::from_u128(7), beginning, beginning);
        let surroundings = Surroundings {
            clock: Box::new(MovedClock(Rc::clone(&machine))),
            ids: Box::new(SeededIds::new(seed)),
            os_user: "chance".to_owned(),
        };
        let fs = MemoryFs::new();
        let (engine, _) =
            Engine::create(fs.clone(), Path::new(STORE), &manifest, surroundings).unwrap();
        Self {
            seed,
            dice: Dice::new(seed),
            fs,
            engine,
            kept: Kept::default(),
            machine,
            known: Known::default(),
            lines: Vec::new(),
            onlooker: Onlooker::default(),
            plan: VecDeque::new(),
            seasons: 0,
            redo_next: false,
            outcomes: BTreeMap::new(),
        }
    }

    pub(crate) fn tenant(&self) -> &Tenant {
        self.engine.tenant()
    }

    pub(crate) fn desk(&self) -> &Desk {
        self.engine.desk()
    }

    /// Lists the objects that were ever made.
    pub(crate) fn known(&self) -> Vec<ObjectRef> {
        let kinds = self.known.kinds().into_iter();
        kinds
            .flat_map(|kind| self.known.of(kind).to_vec())
            .collect()
    }

    pub(crate) fn machine_time(&self) -> Timestamp {
        self.machine.get()
    }

    /// Lets something happen: mostly a command of a persona that is accepted.
    pub(crate) fn step(&mut self) -> Step {
        if self.dice.chance(10) {
            self.turn_machine_clock();
        }
        let line = self.draw();
        self.perform(&line)
    }

    /// Lists who administers the directory, the strongest first.
    pub(crate) fn administrators(&self) -> Vec<Person> {
        let roles = [
            DirectoryRole::GlobalAdministrator,
            DirectoryRole::IdentityGovernanceAdministrator,
            DirectoryRole::UserAdministrator,
        ];
        let holders = roles
            .iter()
            .flat_map(|role| self.tenant().index.role_holders.of(*role));
        holders.map(|user| Person::User(*user)).collect()
    }

    /// Moves the machine's clock, seldom back.
    fn turn_machine_clock(&mut self) {
        let by = Span::seconds(self.dice.next() % 40_000);
        let now = self.machine.get();
        let turned = if self.dice.chance(15) {
            now.minus(by)
        } else {
            now.plus(by)
        };
        self.machine.set(turned);
    }

    pub(crate) fn set_machine_clock_back(&mut self, by: Span) {
        self.machine.set(self.machine.get().minus(by));
    }

    /// Says which rule would refuse a line of a persona's; nothing when it would be accepted.
    pub(crate) fn preview(&mut self, line: &Value) -> Option<String> {
        match previewed(&mut self.engine, &line.to_string()) {
            Ok(()) => None,
            Err(trouble) => Some(code(&trouble)),
        }
    }

    /// Says whom a line of a persona's would touch; nothing when it would be refused.
    pub(crate) fn foresee(&mut self, line: &Value) -> Option<Affected> {
        foreseen(&mut self.engine, &line.to_string())
    }

    /// Carries out a line.
    pub(crate) fn perform(&mut self, line: &Value) -> Step {
        let text = line.to_string();
        self.lines.push(text.clone());
        let refused = carry_out(&mut self.engine, &text).err().as_ref().map(code);
        let name = line.get("do").or_else(|| line.get("desk"));
        let name = name.and_then(Value::as_str).unwrap().to_owned();
        let (accepted, denied) = self.outcomes.entry(name).or_default();
        match &refused {
            None => *accepted += 1,
            Some(_) => *denied += 1,
        }
        Step {
            line: text,
            refused,
            commits: self.new_commits(),
        }
    }

    /// Reads the commits that were made since this was last asked.
    pub(crate) fn new_commits(&mut self) -> Vec<(u64, Commit)> {
        let commits = self.onlooker.catch_up(&self.engine);
        for (_, commit) in &commits {
            commit
                .events
                .iter()
                .for_each(|event| self.known.learn(event));
        }
        commits
    }
}

impl Drop for RandomDesk {
    /// Tells how to come to the same place again.
    fn drop(&mut self) {
        if std::thread::panicking() {
            let last = self.lines.len().saturating_sub(12);
            eprintln!(
                "ACCESSDESK_TEST_SEED={}: {} lines, the last ones:\n{}",
                self.seed,
                self.lines.len(),
                self.lines[last..].join("\n")
            );
        }
    }
}
