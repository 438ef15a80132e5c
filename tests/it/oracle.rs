//! A second, naive reading of the rules, against which the program is held.
//!
//! It shares no code with the program: plain records, scans and clones, written for clarity. Both
//! get the same lines of `exec`; after each of them they agree on the answer, on every request,
//! assignment and membership, and on what people find.

mod accounts;
mod approval;
mod automatic;
mod clock;
mod coverage;
mod delegation;
mod deletion;
mod directory;
mod draw;
mod editing;
mod explanations;
mod facts;
mod foretelling;
mod holding;
mod lifecycle;
mod lines;
mod mirror;
mod notices;
mod objects;
mod observed;
mod people;
mod questions;
mod reading;
mod repair;
mod reviews;
mod roles;
mod rules;
mod setting;
mod submission;
mod visibility;
mod workflows;
mod world;

use std::collections::BTreeMap;

use accessdesk::domain::id::ObjectKind;
use serde_json::Value;

use crate::support::quick::QuickDesk;
use crate::support::random::{Dice, seeds};
use coverage::{MET, REACHED, seldom, unseen};
use world::{World, instant};

/// How many tenants there are, how many sequences share one, and how long each of them is.
const TENANTS: u64 = 600;
const SEQUENCES: usize = 50;
const LENGTH: usize = 10;

/// The program and the oracle side by side.
struct Pair {
    desk: QuickDesk,
    world: World,
    seed: u64,
    told: Vec<String>,
    /// How often each command was answered in each way.
    answers: BTreeMap<(String, String), usize>,
    /// How often a request of each type was seen to have come to what.
    reached: BTreeMap<(String, String), usize>,
    /// How often what few lines bring about has come about.
    happened: BTreeMap<&'static str, usize>,
}

impl Pair {
    /// Makes a tenant by chance.
    fn furnished(seed: u64, dice: &mut Dice) -> Self {
        let world = World {
            now: instant("2026-03-01T09:00:00Z"),
            turned: instant("2026-03-01T09:00:00Z"),
            ..World::default()
        };
        let mut pair = Self {
            desk: QuickDesk::new(seed),
            world,
            seed,
            told: Vec::new(),
            answers: BTreeMap::new(),
            reached: BTreeMap::new(),
            happened: BTreeMap::new(),
        };
        for line in setting::lines(dice) {
            pair.tell(&line);
        }
        pair
    }

    /// Tells both a line and holds their answers and what they know against each other.
    fn tell(&mut self, line: &Value) {
        self.told.push(line.to_string());
        let before = self.world.requests.len();
        let expected = self.world.perform(line);
        if line.get("do").is_some() {
            self.desk.catch_up();
        }
        let found = self.desk.perform(&mirror::linked(&self.desk.tenant, line));
        let answer = found.as_ref().err().map_or("ok", String::as_str);
        assert_eq!(answer, expected.err().unwrap_or("ok"), "{line}");
        let name = line.get("do").or_else(|| line.get("desk")).unwrap();
        let key = (name.as_str().unwrap().to_owned(), answer.to_owned());
        *self.answers.entry(key).or_default() += 1;
        let changed = found.is_ok() || self.world.requests.len() > before;
        let bound = found.unwrap_or_default();
        if !changed {
            return;
        }
        let requests = bound
            .iter()
            .filter(|it| it.object.kind() == ObjectKind::Request);
        let requests = requests.map(|it| it.object.guid().to_string());
        self.world.learn(before, requests, &self.desk.tenant);
        let (program, oracle) = (mirror::program(&self.desk), mirror::oracle(&self.world));
        if program != oracle {
            let only = |one: &[String], other: &[String]| -> Vec<String> {
                one.iter()
                    .filter(|row| !other.contains(row))
                    .cloned()
                    .collect()
            };
            panic!(
                "{line}\nprogram: {:#?}\noracle: {:#?}",
                only(&program, &oracle),
                only(&oracle, &program)
            );
        }
    }

    fn look(&self, name: &str) {
        let found = mirror::available(&self.desk, name);
        assert_eq!(found, self.world.available(name), "what {name} finds");
    }

    /// Lets something happen by chance, and takes it all back.
    fn sequence(&mut self, dice: &mut Dice) {
        let (mark, world, told) = (self.desk.mark(), self.world.clone(), self.told.len());
        for _ in 0..LENGTH {
            let line = draw::line(dice, &self.world);
            self.tell(&line);
            for request in &self.world.requests {
                let key = (request.kind.to_owned(), request.came_to().to_owned());
                *self.reached.entry(key).or_default() += 1;
            }
            let people = self
                .world
                .people
                .iter()
                .filter(|(_, person)| !person.purged);
            let names: Vec<&String> = people.map(|(name, _)| name).collect();
            self.look(names[dice.below(names.len())]);
        }
        for (what, count) in &self.world.happened {
            let before = world.happened.get(what).copied().unwrap_or_default();
            *self.happened.entry(what).or_default() += count - before;
        }
        self.desk.rewind(mark);
        self.world = world;
        self.told.truncate(told);
    }
}

impl Drop for Pair {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!(
                "ACCESSDESK_TEST_SEED={}\n{}",
                self.seed,
                self.told.join("\n")
            );
        }
    }
}

#[test]
fn program_and_oracle_agree_on_every_answer_and_on_what_comes_of_it() {
    let mut answers: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut reached: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut happened: BTreeMap<&'static str, usize> = BTreeMap::new();
    for seed in seeds(TENANTS) {
        let mut dice = Dice::new(seed);
        let mut pair = Pair::furnished(seed, &mut dice);
        for _ in 0..SEQUENCES {
            pair.sequence(&mut dice);
        }
        let (told, came_to) = (&mut pair.answers, &mut pair.reached);
        for (key, count) in std::mem::take(told) {
            *answers.entry(key).or_default() += count;
        }
        for (key, count) in std::mem::take(came_to) {
            *reached.entry(key).or_default() += count;
        }
        for (what, count) in std::mem::take(&mut pair.happened) {
            *happened.entry(what).or_default() += count;
        }
    }
    if seeds(TENANTS).count() < usize::try_from(TENANTS).unwrap() {
        return;
    }
    let missing = [
        unseen(MET, &answers),
        unseen(REACHED, &reached),
        seldom(&happened),
    ]
    .concat();
    assert!(
        missing.is_empty(),
        "never or seldom met: {missing:?} among {answers:?} {reached:?} {happened:?}"
    );
    let accepted: usize = answers
        .iter()
        .filter(|((_, answer), _)| answer == "ok")
        .map(|(_, count)| count)
        .sum();
    let all: usize = answers.values().sum();
    assert!(
        accepted * 100 > all * 45,
        "{accepted} of {all} lines accepted"
    );
}
