//! Explanations over thousands of small tenants: what `why` says is what the door does and what the
//! oracle expects, and the change that it names turns the answer.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::draw;
use super::observed::Observed;
use super::setting::{ADMINISTRATOR, GROUPS};
use super::world::Kind;
use crate::support::random::{Dice, seeds};

mod asking;
mod deciding;
mod reviewing;
mod telling;

use asking::asks;
use deciding::decides;
use reviewing::reviews;
use telling::told_of;

/// How many tenants are made, and how many lines are told to each at most before it is asked about.
const TENANTS: u64 = 2_000;
const LINES: usize = 16;

/// Reasons for a no that are met again and again.
const REASONS: &str = "SignInBlocked CatalogDisabled CatalogNotExternal DomainBlocked NotInScope \
    PolicyDisabled PolicyEnded PolicyNotApplicable PolicyChoiceRequired NotManagerOfTarget \
    OnBehalfNotAllowed AlreadyAssigned OpenRequestExists IncompatibleAccess PackageNotFound \
    UnAuthorized NotAnApprover AlreadyDecided";

/// How often each question was answered with yes, with no, and turned by the change it names.
#[derive(Default)]
struct Tally(BTreeMap<&'static str, [usize; 3]>, BTreeSet<String>);

impl Tally {
    fn add(&mut self, other: Self) {
        for (question, counts) in other.0 {
            let sums = self.0.entry(question).or_default();
            sums.iter_mut().zip(counts).for_each(|(sum, it)| *sum += it);
        }
        self.1.extend(other.1);
    }

    fn note(&mut self, question: &'static str, told: &Value, turned: bool) {
        let [yes, no, changed] = self.0.entry(question).or_default();
        *(if told["verdict"] == true { yes } else { no }) += 1;
        *changed += usize::from(turned);
        if let Some(code) = told["code"].as_str() {
            self.1.insert(code.to_owned());
        }
    }
}

/// Asks why and requires that the change, where one is named, turns the answer; the change is taken
/// back.
#[track_caller]
fn asked(
    observed: &mut Observed,
    tally: &mut Tally,
    question: &'static str,
    with: &Value,
) -> Value {
    let told = observed.why(question, with);
    let change = told.get("change").map(|change| change["line"].clone());
    let turned = change.is_some();
    if let Some(mut line) = change {
        assert_eq!(told["verdict"], false, "{told}");
        line["as"] = json!(ADMINISTRATOR);
        let done = observed.answer(&line);
        assert_eq!(done["ok"], true, "{question} {with}: {line} {done}");
        let again = observed.why(question, with);
        assert_eq!(again["verdict"], true, "{question} {with}: {line} {again}");
        observed.undo();
    }
    tally.note(question, &told, turned);
    told
}

fn finds(observed: &mut Observed, dice: &mut Dice, tally: &mut Tally) {
    let who = dice.pick(&observed.everybody()).clone();
    let package = draw::some_package(dice, &observed.world);
    let with = json!({"person": observed.person(&who), "accessPackage": observed.package(package)});
    let told = asked(observed, tally, "canSee", &with);
    let expected = observed.world.sees(package, &who);
    assert_eq!(told["verdict"], expected, "{who} {package}: {told}");
    let free = observed.world.held(package, &who).is_none();
    if free && observed.world.may_sign_in(&who) {
        let found = observed.answer(&json!({"as": who, "list": "available"}));
        let mut rows = found["rows"].as_array().unwrap().iter();
        let found = rows.any(|row| row["id"] == with["accessPackage"]);
        assert_eq!(found, expected, "{who} {package}: {told}");
    }
}

fn refuses(observed: &mut Observed, dice: &mut Dice, tally: &mut Tally) {
    let line = observed.draw(dice);
    if line.get("do").is_none() {
        observed.tell(&line);
        return;
    }
    let linked = super::mirror::linked(observed.engine.tenant(), &line);
    let told = asked(observed, tally, "refusal", &json!({"line": linked}));
    let answer = observed.tell(&line);
    assert_eq!(told["verdict"], answer["ok"], "{line}: {told}");
    assert_eq!(told["code"], answer["code"], "{line}: {told}");
    assert_eq!(told.get("message"), answer.get("message"), "{line}: {told}");
    if answer["ok"] == false {
        assert_eq!(told["walk"], answer["walk"], "{line}: {told}");
        let list = json!({"as": ADMINISTRATOR, "list": "audit", "limit": 1,
            "sort": "-revision", "where": {"result": "failure"}});
        let newest = observed.answer(&list);
        let entry = &newest["rows"][0];
        assert_eq!(entry["resultReason"], answer["code"], "{line}: {newest}");
        let behind = observed.why("refusal", &json!({"audit": entry["id"]}));
        assert_eq!(behind["code"], answer["code"], "{line}: {behind}");
    }
}

fn belongs(observed: &mut Observed, dice: &mut Dice, tally: &mut Tally) {
    // What was refused or done before may be followed by what a rule gives back.
    observed.settle();
    let groups = GROUPS.iter().copied();
    let groups = groups.filter(|name| observed.world.groups[*name].deleted.is_none());
    let groups: Vec<&str> = groups.collect();
    let people = observed.everybody().into_iter();
    let accounts: Vec<String> = people
        .filter(|name| {
            let person = observed.world.person(name);
            person.kind != Kind::Outsider && person.deleted.is_none()
        })
        .collect();
    let (who, group) = (dice.pick(&accounts).clone(), *dice.pick(&groups));
    let with = json!({"person": observed.person(&who), "group": observed.group(group)});
    let told = asked(observed, tally, "membership", &with);
    let is_in = observed.world.groups_of(&who).contains(group);
    assert_eq!(told["verdict"], is_in, "{who} {group}: {told}");
}

/// Commands with what they are given to: those of the administrator alone, and those of owners too.
const COMMANDS: &[(&str, &str)] = &[
    ("createCatalog", ""),
    ("updateSettings", ""),
    ("createUser", ""),
    ("updateCatalog", "catalog"),
    ("deleteCatalog", "catalog"),
    ("updateAccessPackage", "package"),
    ("createPolicy", "package"),
    ("updatePolicy", "policy"),
    ("addGroupMember", "group"),
    ("updateGroup", "group"),
];

fn may(observed: &mut Observed, dice: &mut Dice, tally: &mut Tally) {
    let (command, on) = *dice.pick(COMMANDS);
    let who = dice.pick(&observed.acting()).clone();
    let package = draw::some_package(dice, &observed.world);
    let group = *dice.pick(GROUPS);
    let mut with = json!({"person": observed.person(&who), "command": command});
    let mut owns = false;
    match on {
        "catalog" => with["on"] = json!(observed.catalog("Sales")),
        "package" => with["on"] = json!(observed.package(package)),
        "policy" => {
            let Some(policy) = draw::some_policy(dice, &observed.world, package) else {
                return;
            };
            with["on"] = json!(observed.policy(&policy));
        }
        "group" => {
            if observed.world.groups[group].deleted.is_some() {
                return;
            }
            owns = observed.world.groups[group].owners.contains(&who);
            with["on"] = json!(observed.group(group));
        }
        _ => {}
    }
    let told = asked(observed, tally, "mayDo", &with);
    let expected = owns || observed.world.administrators.contains(&who);
    assert_eq!(told["verdict"], expected, "{who} {command}: {told}");
}

/// Asks everything of the tenants of some seeds.
fn ask_everything(seeds: &[u64]) -> Tally {
    let mut tally = Tally::default();
    for seed in seeds {
        let mut dice = Dice::new(*seed);
        let mut observed = Observed::furnished(*seed, &mut dice);
        for _ in 0..=dice.below(LINES) {
            let line = observed.draw(&mut dice);
            observed.tell(&line);
        }
        observed.settle();
        for question in [
            finds, asks, decides, reviews, reviews, refuses, belongs, may, told_of, told_of,
        ] {
            question(&mut observed, &mut dice, &mut tally);
        }
    }
    tally
}

#[test]
fn every_explanation_agrees_with_the_door_and_its_change_turns_the_answer() {
    let mut tally = Tally::default();
    let all: Vec<u64> = seeds(TENANTS).collect();
    let (some, others) = all.split_at(all.len() / 2);
    std::thread::scope(|scope| {
        let both = [some, others].map(|half| scope.spawn(move || ask_everything(half)));
        for half in both {
            tally.add(half.join().unwrap());
        }
    });
    if seeds(TENANTS).count() < usize::try_from(TENANTS).unwrap() {
        return;
    }
    for (question, [yes, no, turned]) in &tally.0 {
        let turns = !["approvers", "reviewers", "refusal", "mail"].contains(question);
        assert!(*yes > 50 && *no > 50, "{question}: {yes} {no}");
        assert!(!turns || *turned > 50, "{question}: {turned}");
    }
    let answers = REASONS.split_whitespace();
    let never: Vec<&str> = answers.filter(|code| !tally.1.contains(*code)).collect();
    assert!(never.is_empty(), "never met: {never:?} among {:?}", tally.1);
}
