//! A desk to which things happen by chance.

use std::cell::Cell;
use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use std::rc::Rc;

use accessdesk::domain::command::{Command, CommandRow};
use accessdesk::domain::commit::Commit;
use accessdesk::domain::desk::Desk;
use accessdesk::domain::id::{ObjectRef, Person};
use accessdesk::domain::refusal::Refusal;
use accessdesk::domain::subject::DirectoryRole;
use accessdesk::domain::tenant::Tenant;
use accessdesk::domain::time::{Span, Timestamp};
use accessdesk::engine::clock::SeededIds;
use accessdesk::engine::{Clock, Engine, Surroundings};
use accessdesk::script::Line;
use accessdesk::store::fs::SimFs;
use accessdesk::store::manifest::Manifest;
use serde_json::{Value, json};
use uuid::Uuid;

use super::reading::{carry_out, code, previewed, understood};
use super::values::Values;
use super::{Dice, Known, lines};

/// Where the store lies.
pub(crate) const STORE: &str = "/store";
/// How many lines are tried before one is given that will be refused.
const TRIES: usize = 16;
/// By how many actors each of them is tried.
const ACTORS: usize = 3;
/// The lines with which a furnished desk begins.
const FOUNDING: &str = include_str!("founding.jsonl");
/// Lines that bring in people, a catalog and packages; they come again and again, with another
/// number for each `N`, since chance takes away sooner than it builds.
const SEASON: &str = include_str!("season.jsonl");
/// Lines about the people of the first season after which time has something of every kind to do.
const AHEAD: &str = include_str!("ahead.jsonl");

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
    pub(crate) fs: SimFs,
    pub(crate) engine: Engine<SimFs>,
    machine: Rc<Cell<Timestamp>>,
    known: Known,
    lines: Vec<String>,
    read: u64,
    plan: VecDeque<String>,
    seasons: usize,
    redo_next: bool,
    /// How often each command was accepted and refused.
    pub(crate) outcomes: BTreeMap<String, (usize, usize)>,
}

impl RandomDesk {
    /// Makes a desk with people, groups, a catalog and packages.
    pub(crate) fn furnished(seed: u64) -> Self {
        Self::furnished_watching(seed, |_, _, _| {})
    }

    /// Makes such a desk, and lets somebody watch before each command that a persona gives.
    pub(crate) fn furnished_watching(
        seed: u64,
        mut watch: impl FnMut(&mut Self, Person, &Command),
    ) -> Self {
        let mut desk = Self::bare(seed);
        while desk.furnish(&mut watch).is_some() {}
        desk.outcomes.clear();
        desk
    }

    /// Makes a desk that is furnished step by step.
    pub(crate) fn bare(seed: u64) -> Self {
        let mut desk = Self::empty(seed);
        desk.begin_season(FOUNDING);
        desk.begin_season(SEASON);
        desk
    }

    /// Carries out the next line that furnishes a desk, which is accepted; none when all are done.
    pub(crate) fn furnish(
        &mut self,
        watch: &mut dyn FnMut(&mut Self, Person, &Command),
    ) -> Option<Step> {
        let line = self.planned()?;
        let text = line.to_string();
        let read = Line::read(&text).unwrap();
        if let Some((actor, command, _)) = understood(&self.engine, &read).unwrap() {
            watch(self, actor, &command);
        }
        let step = self.perform(&line);
        assert_eq!(step.refused, None, "{line}");
        Some(step)
    }

    /// Lets things begin that only time ends: a review, a grace period, a call, a start to come. What
    /// chance has made impossible by now is left out.
    pub(crate) fn begin_what_time_ends(&mut self) {
        let plan = std::mem::take(&mut self.plan);
        let first = AHEAD.replace("N@", "2@").replace(" N/", " 2/");
        self.plan.extend(first.lines().map(ToOwned::to_owned));
        while let Some(line) = self.planned() {
            self.perform(&line);
        }
        self.plan = plan;
    }

    /// Puts lines on the plan.
    fn begin_season(&mut self, lines: &str) {
        self.seasons += 1;
        let number = self.seasons.to_string();
        let numbered = lines.replace("N@", &format!("{number}@"));
        let numbered = numbered.replace(" N", &format!(" {number}"));
        self.plan.extend(numbered.lines().map(ToOwned::to_owned));
    }

    /// Takes the next line off the plan; an administrator of the day gives it.
    fn planned(&mut self) -> Option<Value> {
        let text = self.plan.pop_front()?;
        let mut line: Value = serde_json::from_str(&text).unwrap();
        if line.get("as") == Some(&json!("ADMINISTRATOR"))
            && let Some(person) = self.administrators().first()
        {
            line["as"] = json!(person.object().guid().to_string());
        }
        Some(line)
    }

    /// Makes a desk whose tenant is founded by chance and holds nothing else.
    pub(crate) fn founded(seed: u64) -> Self {
        let mut desk = Self::empty(seed);
        while desk.tenant().resource_directory().is_none() {
            let line = desk.with_values(|values| lines::desk_line_of("foundTenant", values));
            desk.perform(&line);
        }
        desk
    }

    fn empty(seed: u64) -> Self {
        let beginning = Timestamp::parse("2026-03-01T09:00:00Z").unwrap();
        let machine = Rc::new(Cell::new(beginning));
        let manifest = Manifest::new(Uuid::from_u128(7), beginning, beginning);
        let surroundings = Surroundings {
            clock: Box::new(MovedClock(Rc::clone(&machine))),
            ids: Box::new(SeededIds::new(seed)),
            os_user: "chance".to_owned(),
        };
        let fs = SimFs::new();
        let (engine, _) =
            Engine::create(fs.clone(), Path::new(STORE), &manifest, surroundings).unwrap();
        Self {
            seed,
            dice: Dice::new(seed),
            fs,
            engine,
            machine,
            known: Known::default(),
            lines: Vec::new(),
            read: 0,
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

    /// Draws a line: mostly a command of a persona that will be accepted.
    pub(crate) fn draw(&mut self) -> Value {
        if std::mem::take(&mut self.redo_next) {
            return json!({"desk": "redo"});
        }
        if self.plan.is_empty() && self.dice.chance(4) {
            self.begin_season(SEASON);
        }
        if self.dice.chance(50)
            && let Some(line) = self.planned()
        {
            return line;
        }
        if self.dice.chance(12) {
            let line = self.with_values(lines::any_desk_line);
            if line["desk"] == "undo" && self.dice.chance(60) {
                self.redo_next = true;
            }
            return line;
        }
        let row = self.rarest_command();
        let administrators = self.administrators();
        let tries = if self.dice.chance(85) { TRIES } else { 1 };
        let mut line = Value::Null;
        for _ in 0..tries {
            line = self.with_values(|values| lines::persona_line(row, values));
            for _ in 0..ACTORS {
                let actor = self.with_values(|values| lines::actor(&administrators, values));
                line["as"] = json!(actor);
                if self.would_be_accepted(&mut line) {
                    return line;
                }
            }
        }
        line
    }

    /// Picks four commands and takes the one that was accepted least often, so that what needs
    /// much preparation happens as often as what needs none.
    fn rarest_command(&mut self) -> &'static CommandRow {
        let accepted =
            |row: &CommandRow| self.outcomes.get(row.name).map_or(0, |(count, _)| *count);
        let rows: Vec<&CommandRow> = Command::TABLES.iter().copied().flatten().collect();
        let drawn: Vec<&CommandRow> = (0..4).map(|_| *self.dice.pick(&rows)).collect();
        drawn.into_iter().min_by_key(|row| accepted(row)).unwrap()
    }

    /// Tells whether a line would be accepted; a warning is taken into account.
    fn would_be_accepted(&mut self, line: &mut Value) -> bool {
        match self.preview(line) {
            None => true,
            Some(code) if Refusal::WARNINGS.contains(&code.as_str()) => {
                line["acknowledge"] = json!(Refusal::WARNINGS);
                self.preview(line).is_none()
            }
            Some(_) => false,
        }
    }

    fn with_values<T>(&mut self, draw: impl FnOnce(&mut Values<'_>) -> T) -> T {
        let mischief = *self.dice.pick(&[0, 0, 3, 10]);
        let mut values = Values {
            dice: &mut self.dice,
            known: &self.known,
            tenant: self.engine.tenant(),
            now: self.engine.now(),
            mischief,
        };
        draw(&mut values)
    }

    /// Draws a command of one kind that would be accepted of somebody, if chance finds one.
    pub(crate) fn acceptable(&mut self, row: &CommandRow, actor: Person) -> Option<Command> {
        for _ in 0..TRIES {
            let mut line = self.with_values(|values| lines::persona_line(row, values));
            line["as"] = json!(actor.object().guid().to_string());
            if self.would_be_accepted(&mut line) {
                let line = line.to_string();
                let read = Line::read(&line).unwrap();
                let (_, command, _) = understood(&self.engine, &read).unwrap()?;
                return Some(command);
            }
        }
        None
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
        let store = self.engine.store();
        let commits: Vec<(u64, Commit)> = (self.read + 1..=store.head().seq)
            .map(|seq| (seq, store.commit_at(seq).unwrap()))
            .collect();
        for (seq, commit) in &commits {
            self.read = *seq;
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
