//! Previews over thousands of small tenants: the events and the people that one lists are what comes
//! when the edit is kept, found out by asking the oracle about everybody before and after.

use std::collections::{BTreeMap, BTreeSet};

use accessdesk::domain::id::Person;
use accessdesk::domain::impact::Affected;
use accessdesk::engine::Terms;
use accessdesk::script::{Line, Session};
use serde_json::{Value, json};

use super::approval::{ALTERNATES, PRIMARIES};
use super::draw;
use super::mirror;
use super::observed::Observed;
use super::world::{World, text};
use crate::properties::previews::numbered;
use crate::support::random::{Dice, seeds};

mod drawing;

use drawing::{governance, surroundings};

/// How many tenants are made, and how often each has become another one before it is edited.
const TENANTS: u64 = 100;
const MOMENTS: usize = 20;

/// How often each edit is kept at least.
const OFTEN: usize = 20;

/// The edits that are compared.
const EDITS: &[&str] = &[
    "createAccessPackage",
    "updateAccessPackage",
    "deleteAccessPackage",
    "createPolicy",
    "updatePolicy",
    "deletePolicy",
    "addResourceRole",
    "removeResourceRole",
    "replaceResourceRole",
    "addIncompatibleAccessPackage",
    "removeIncompatibleAccessPackage",
    "addIncompatibleGroup",
    "removeIncompatibleGroup",
    "updateUser",
    "updateCatalog",
    "addGroupMember",
    "removeGroupMember",
    "deleteGroup",
    "restoreGroup",
    "updateOrganization",
    "updateConnectedOrganization",
    "updateApplication",
    "deleteApplication",
    "updateSite",
    "deleteSite",
    "updateSettings",
    "delegateApprovals",
    "endDelegation",
];

/// A package, and somebody.
type Pair = (String, String);

/// What everybody is to every package, and in every group.
#[derive(Debug, Default)]
struct Standing {
    sight: BTreeSet<Pair>,
    request: BTreeSet<Pair>,
    conflict: BTreeSet<Pair>,
    access: BTreeSet<Pair>,
    /// Who would decide, stage by stage, under each policy that is offered.
    deciders: BTreeMap<Pair, Vec<Vec<BTreeSet<String>>>>,
}

impl Standing {
    fn of(world: &World) -> Self {
        let mut standing = Self::default();
        let people = world.people.iter().filter(|(_, person)| !person.purged);
        let names = people.map(|(name, _)| name);
        for name in names {
            for package in world.live_packages() {
                let pair = (package.clone(), name.clone());
                if world.held(package, name).is_some() && world.conflicts(package, name) {
                    standing.conflict.insert(pair.clone());
                }
                if !world.may_sign_in(name) {
                    continue;
                }
                if world.sees(package, name) {
                    standing.sight.insert(pair.clone());
                }
                let asks = world.may_ask(name, name, package, "");
                let asks = match &asks {
                    Ok((_, policy)) => world.proves(name, policy).is_ok(),
                    Err(code) => {
                        let mut choice = world.offered(package, name).into_iter();
                        *code == "PolicyChoiceRequired"
                            && free(world, package, name)
                            && choice.any(|policy| world.proves(name, &policy).is_ok())
                    }
                };
                if asks {
                    standing.request.insert(pair.clone());
                }
                let offered = world.offered(package, name);
                if !offered.is_empty() {
                    let stages = offered.iter().map(|policy| deciders(world, policy, name));
                    let mut stages: Vec<_> = stages.collect();
                    stages.sort();
                    standing.deciders.insert(pair, stages);
                }
            }
        }
        for (name, group) in world.groups.iter().filter(|(_, group)| !group.purged) {
            for (role, people) in [("Member", &group.members), ("Owner", &group.owners)] {
                let people = people.iter().filter(|name| name.contains('@'));
                let people = people.map(|person| (format!("{role} of {name}"), person.clone()));
                standing.access.extend(people);
            }
        }
        for (name, thing) in &world.things {
            let held = thing.holders.iter();
            let held = held.map(|(role, who)| (format!("{role} of {name}"), who.clone()));
            standing.access.extend(held);
        }
        standing
    }
}

fn free(world: &World, package: &str, name: &str) -> bool {
    world.nothing_in_the_way(package, name).is_ok()
}

fn deciders(world: &World, policy: &str, name: &str) -> Vec<BTreeSet<String>> {
    let stages = world.policies[policy].stages("isApprovalRequiredForAdd");
    let stages = stages.iter().map(|stage| {
        let mut people = world.primaries(stage, Some(name), name);
        people.extend(world.delegates(stage, PRIMARIES, Some(name), name));
        if stage["isEscalationEnabled"] == true {
            people.extend(world.alternates(stage, Some(name), name));
            people.extend(world.delegates(stage, ALTERNATES, Some(name), name));
        }
        people
    });
    stages.collect()
}

/// Names the people of pairs that are in one set and not in the other.
fn people(more: &BTreeSet<Pair>, less: &BTreeSet<Pair>) -> BTreeSet<String> {
    let only = more.difference(less);
    only.map(|(_, person)| person.clone()).collect()
}

/// Names those for whom others would decide, of those who may ask before and after.
fn decided_otherwise(before: &Standing, after: &Standing) -> BTreeSet<String> {
    let both = before.deciders.iter().filter(|(pair, stages)| {
        let after = after.deciders.get(pair);
        after.is_some_and(|after| after != *stages)
    });
    both.map(|((_, person), _)| person.clone()).collect()
}

/// Requires that a preview names everybody for whom any package comes to stand otherwise, and nobody
/// else.
fn assert_touches(told: &Foretold, before: &Standing, after: &Standing, line: &Value) {
    for (what, was, is) in [
        ("Sight", &before.sight, &after.sight),
        ("Request", &before.request, &after.request),
        ("Conflict", &before.conflict, &after.conflict),
        ("Access", &before.access, &after.access),
    ] {
        for (verb, more, less) in [("gain", is, was), ("lose", was, is)] {
            let what = format!("{verb}{what}");
            assert_eq!(told.0[&what], people(more, less), "{what} {line}");
        }
    }
    let told = &told.0["approverChanged"];
    assert_eq!(*told, decided_otherwise(before, after), "{line}");
}

/// The people that a preview lists, by what it says of them.
#[derive(Debug, PartialEq, Eq)]
struct Foretold(BTreeMap<String, BTreeSet<String>>);

impl Foretold {
    fn told(observed: &Observed, affected: &Value) -> Self {
        let lists = affected.as_object().unwrap().iter().map(|(what, listed)| {
            let people = listed.as_array().unwrap().iter();
            let people = people.map(|person| observed.name(person));
            (what.clone(), people.collect())
        });
        Self(lists.collect())
    }

    fn foreseen(observed: &Observed, affected: &Affected) -> Self {
        let tenant = observed.engine.tenant();
        let names = |people: &BTreeSet<Person>| -> BTreeSet<String> {
            let people = people.iter();
            people.map(|it| mirror::name_of(tenant, *it)).collect()
        };
        let lists = [
            ("gainSight", &affected.gain_sight),
            ("loseSight", &affected.lose_sight),
            ("gainAccess", &affected.gain_access),
            ("loseAccess", &affected.lose_access),
            ("gainRequest", &affected.gain_request),
            ("loseRequest", &affected.lose_request),
            ("gainConflict", &affected.gain_conflict),
            ("loseConflict", &affected.lose_conflict),
            ("approverChanged", &affected.approver_changed),
        ];
        let lists = lists.map(|(what, people)| (what.to_owned(), names(people)));
        Self(lists.into_iter().collect())
    }
}

/// Asks whom an edit would touch, as the screens do.
fn foreseen(observed: &mut Observed, line: &Value) -> Option<Foretold> {
    let linked = mirror::linked(observed.engine.tenant(), line);
    let read = Line::read(&linked.to_string()).unwrap();
    let actor = mirror::person_named(observed.engine.tenant(), text(line, "as"));
    let command = Session::new(&mut observed.engine, None).command(actor, &read)?;
    let acknowledge = line["acknowledge"].as_array().into_iter().flatten();
    let acknowledge = acknowledge.map(|code| code.as_str().unwrap().to_owned());
    let terms = Terms {
        acknowledge: acknowledge.collect(),
        ..Terms::default()
    };
    let receipt = observed.engine.preview(actor, &command, &terms).ok()?;
    let affected = observed.engine.foresee(&receipt);
    Some(Foretold::foreseen(observed, &affected))
}

/// Previews an edit, keeps it, compares, and takes it back; says whether it was accepted.
fn compare(observed: &mut Observed, line: &Value, of: Option<&str>) -> bool {
    // What has become due by now comes before whatever is edited.
    observed.settle();
    let known = serde_json::to_string(observed.engine.tenant()).unwrap();
    let kept = observed.world.clone();
    let before = Standing::of(&kept);
    let mut linked = mirror::linked(observed.engine.tenant(), line);
    linked["preview"] = json!(true);
    let told = observed.answer(&linked);
    let seen = foreseen(observed, line);
    let listed = told.get("affected").map(|it| Foretold::told(observed, it));
    let answer = observed.tell(line);
    assert_eq!(told["code"], answer["code"], "{line}");
    if answer["ok"] == false {
        return false;
    }
    // Read again: what is sorted by identifiers stands in another order once they are drawn anew.
    let events = [&told, &answer].map(|it| numbered(&it["events"], &known));
    let events = events.map(|it| serde_json::from_str::<Value>(&it).unwrap());
    assert_eq!(events[0], events[1], "{line}");
    let after = Standing::of(&observed.world);
    let seen = seen.unwrap();
    assert_touches(&seen, &before, &after, line);
    assert_eq!(listed.is_some(), of.is_some(), "{line}: {told}");
    if let Some(listed) = listed {
        assert_eq!(listed, seen, "{line}");
    }
    observed.undo();
    observed.world = kept;
    true
}

#[test]
fn every_preview_lists_the_events_and_the_people_that_keeping_the_edit_touches() {
    let mut kept: BTreeMap<String, usize> = BTreeMap::new();
    for seed in seeds(TENANTS) {
        let mut dice = Dice::new(seed);
        let mut observed = Observed::furnished(seed, &mut dice);
        for _ in 0..MOMENTS {
            let line = observed.draw(&mut dice);
            observed.tell(&line);
            let (line, package) = loop {
                let (line, package) = governance(&mut dice, &observed.world);
                if !draw::names_the_gone(&line, &observed.world) {
                    break (line, package);
                }
            };
            let around = surroundings(&mut dice, &observed.world);
            for (line, of) in [(line, Some(package.as_str())), (around, None)] {
                if compare(&mut observed, &line, of) {
                    *kept.entry(text(&line, "do").to_owned()).or_default() += 1;
                }
            }
        }
    }
    if seeds(TENANTS).count() < usize::try_from(TENANTS).unwrap() {
        return;
    }
    let seldom = EDITS
        .iter()
        .filter(|edit| kept.get(**edit).copied().unwrap_or_default() < OFTEN);
    let seldom: Vec<&&str> = seldom.collect();
    assert!(seldom.is_empty(), "seldom kept: {seldom:?} among {kept:?}");
}
