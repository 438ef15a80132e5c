//! The whole program beside the oracle, so that what it says can be held against what it does.

use accessdesk::domain::id::Person;
use accessdesk::engine::Engine;
use accessdesk::store::fs::MemoryFs;
use serde_json::{Value, json};

use super::draw;
use super::mirror;
use super::setting::{self, ADMINISTRATOR};
use super::world::{World, instant};
use crate::support::random::{Dice, Onlooker};
use crate::support::script::{START, bare_engine, run_lines};

/// An engine and an oracle that were told the same.
pub(super) struct Observed {
    pub(super) engine: Engine<MemoryFs>,
    pub(super) world: World,
    onlooker: Onlooker,
    seed: u64,
    told: Vec<String>,
}

impl Observed {
    /// Makes a tenant by chance.
    pub(super) fn furnished(seed: u64, dice: &mut Dice) -> Self {
        let world = World {
            now: instant(START),
            turned: instant(START),
            ..World::default()
        };
        let mut observed = Self {
            engine: bare_engine(),
            world,
            onlooker: Onlooker::default(),
            seed,
            told: Vec::new(),
        };
        for line in setting::lines(dice) {
            observed.tell(&line);
        }
        observed
    }

    /// Draws a line that leaves the administrator, who asks why, in office.
    pub(super) fn draw(&self, dice: &mut Dice) -> Value {
        loop {
            let line = draw::line(dice, &self.world);
            if line["with"]["user"] != ADMINISTRATOR {
                return line;
            }
        }
    }

    /// Answers a line that the oracle does not hear.
    pub(super) fn answer(&mut self, line: &Value) -> Value {
        let (_, mut answers) = run_lines(&mut self.engine, &line.to_string());
        self.onlooker.catch_up(&self.engine);
        answers.remove(0)
    }

    /// Tells both a line, on which they agree, and returns the program's answer.
    pub(super) fn tell(&mut self, line: &Value) -> Value {
        self.told.push(line.to_string());
        let before = self.world.requests.len();
        let expected = self.world.perform(line).err();
        let linked = mirror::linked(self.engine.tenant(), line);
        let answer = self.answer(&linked);
        assert_eq!(answer["code"].as_str(), expected, "{line}: {answer}");
        let made = answer["ids"].as_object().into_iter().flatten();
        let made = made.filter(|(name, _)| name.starts_with("request"));
        let made = made.flat_map(|(_, ids)| match ids.as_array() {
            Some(ids) => ids.clone(),
            None => vec![ids.clone()],
        });
        let made = made.map(|id| id.as_str().unwrap().to_owned());
        let made: Vec<String> = made.collect();
        self.world.learn(before, made, self.engine.tenant());
        answer
    }

    /// Lets a second pass on both sides, and happen what has become due by now.
    pub(super) fn settle(&mut self) {
        self.tell(&json!({"desk": "advanceClock", "with": {"by": "PT1S"}}));
    }

    /// Asks why as the administrator.
    pub(super) fn why(&mut self, what: &str, with: &Value) -> Value {
        let told = self.answer(&json!({"as": ADMINISTRATOR, "why": what, "with": with}));
        assert_eq!(told["ok"], true, "{what} {with}: {told}");
        told
    }

    /// Says which rule a line would meet, without keeping anything.
    pub(super) fn door(&mut self, line: &Value) -> Option<String> {
        let mut line = mirror::linked(self.engine.tenant(), line);
        line["preview"] = json!(true);
        let told = self.answer(&line);
        told["code"].as_str().map(ToOwned::to_owned)
    }

    /// Returns how the program calls a person.
    pub(super) fn person(&self, name: &str) -> String {
        let person = mirror::person_named(self.engine.tenant(), name);
        person.object().guid().to_string()
    }

    /// Returns how the oracle calls whom an answer refers to.
    pub(super) fn name(&self, reference: &Value) -> String {
        let id = reference["id"].as_str().unwrap();
        let tenant = self.engine.tenant();
        let users = tenant.users.iter().map(|user| Person::User(user.id));
        let outside = tenant.external_persons.iter();
        let outside = outside.map(|person| Person::ExternalPerson(person.id));
        let mut known = users.chain(outside);
        let person = known.find(|person| person.object().guid().to_string() == id);
        mirror::name_of(tenant, person.unwrap())
    }

    /// Returns how the program calls a package.
    pub(super) fn package(&self, key: &str) -> String {
        let tenant = self.engine.tenant();
        let mut packages = tenant.packages.iter();
        let found = packages.find(|package| mirror::package_of(tenant, package.id) == key);
        found.unwrap().id.guid().to_string()
    }

    /// Returns how the program calls a policy.
    pub(super) fn policy(&self, key: &str) -> String {
        let tenant = self.engine.tenant();
        let mut policies = tenant.policies.iter();
        let found = policies.find(|policy| mirror::policy_of(tenant, policy.id) == key);
        found.unwrap().id.guid().to_string()
    }

    /// Returns how the program calls a group.
    pub(super) fn group(&self, name: &str) -> String {
        let mut groups = self.engine.tenant().groups.iter();
        let found = groups.find(|group| group.display_name.as_str() == name);
        found.unwrap().id.guid().to_string()
    }

    /// Returns how the program calls a catalog.
    pub(super) fn catalog(&self, name: &str) -> String {
        let mut catalogs = self.engine.tenant().catalogs.iter();
        let found = catalogs.find(|catalog| catalog.display_name.as_str() == name);
        found.unwrap().id.guid().to_string()
    }

    /// Lists everybody who is somebody still, by name.
    pub(super) fn everybody(&self) -> Vec<String> {
        let people = self.world.people.iter();
        let people = people.filter(|(_, person)| !person.purged);
        people.map(|(name, _)| name.clone()).collect()
    }

    /// Lists those of them who can sign in.
    pub(super) fn acting(&self) -> Vec<String> {
        let mut people = self.everybody();
        people.retain(|name| self.world.may_sign_in(name));
        people
    }

    /// Takes the last change of the program back.
    pub(super) fn undo(&mut self) {
        let undone = self.answer(&json!({"desk": "undo"}));
        assert_eq!(undone["ok"], true, "{undone}");
    }
}

impl Drop for Observed {
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
