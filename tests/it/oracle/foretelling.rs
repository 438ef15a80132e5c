//! Previews over thousands of small tenants: the events and the people that one lists are what comes
//! when the edit is kept, found out by asking the oracle about everybody before and after.

use std::collections::{BTreeMap, BTreeSet};

use accessdesk::domain::id::Person;
use accessdesk::domain::impact::Affected;
use accessdesk::engine::Terms;
use accessdesk::script::{Line, Session};
use serde_json::{Value, json};

use super::draw::{self, edits};
use super::mirror;
use super::observed::Observed;
use super::setting::{ADMINISTRATOR, GROUPS, HOME, a_package, policy, some_member};
use super::world::{World, text};
use crate::properties::previews::numbered;
use crate::support::random::{Dice, seeds};

/// How many tenants are made, and how often each has become another one before it is edited.
const TENANTS: u64 = 100;
const MOMENTS: usize = 20;

/// The edits that are compared, each of which is kept at least once.
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
                if asks.is_ok() || asks == Err("PolicyChoiceRequired") && free(world, package, name)
                {
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
        if stage["isEscalationEnabled"] == true {
            people.extend(world.alternates(stage, Some(name), name));
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
fn assert_touches(told: &Foretold, before: &Standing, after: &Standing) {
    for (what, was, is) in [
        ("Sight", &before.sight, &after.sight),
        ("Request", &before.request, &after.request),
        ("Conflict", &before.conflict, &after.conflict),
        ("Access", &before.access, &after.access),
    ] {
        for (verb, more, less) in [("gain", is, was), ("lose", was, is)] {
            let what = format!("{verb}{what}");
            assert_eq!(told.0[&what], people(more, less), "{what}");
        }
    }
    let told = &told.0["approverChanged"];
    assert_eq!(*told, decided_otherwise(before, after), "approverChanged");
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

fn does(command: &str, with: &Value) -> Value {
    json!({"as": ADMINISTRATOR, "do": command, "with": with})
}

/// Draws an edit of a package, of one of its policies or of what excludes it, and says which
/// package that is.
fn governance(dice: &mut Dice, world: &World) -> (Value, String) {
    let package = draw::some_package(dice, world);
    let known = draw::some_policy(dice, world, package);
    let chosen = (dice.below(12), known);
    let line = match chosen {
        (0..4, Some(key)) => {
            let name = text(&world.policies[&key].body, "displayName").to_owned();
            let mut with = policy(dice, &name);
            edits::still_to_come(&mut with["expiration"], world);
            with.as_object_mut().unwrap().remove("displayName");
            with["policy"] = json!(key);
            does("updatePolicy", &with)
        }
        (4, Some(key)) => {
            let with = json!({"policy": key, "isEnabled": dice.chance(50)});
            does("updatePolicy", &with)
        }
        (5, Some(key)) => does("deletePolicy", &json!({"policy": key})),
        (0..6, _) => does("createPolicy", &edits::new_policy(dice, world, package)),
        (6, _) => {
            let hidden = !world.packages[package].hidden;
            let with = json!({"accessPackage": package, "isHidden": hidden});
            does("updateAccessPackage", &with)
        }
        (7, _) => does("deleteAccessPackage", &json!({"accessPackage": package})),
        (8, _) => draw::contents(dice, world),
        (9, _) => {
            let verb = *dice.pick(&["add", "remove"]);
            let group = *dice.pick(&["Inner", "Mail", "Files", "Staff"]);
            let listed = world.packages[package].incompatible_groups.first();
            let group = listed.map_or(
                group,
                |listed| if verb == "remove" { listed } else { group },
            );
            let with = json!({"accessPackage": package, "group": group});
            does(&format!("{verb}IncompatibleGroup"), &with)
        }
        (10, _) => {
            let verb = *dice.pick(&["add", "add", "remove"]);
            let other = draw::some_package(dice, world);
            let with = json!({"accessPackage": package, "incompatible": other});
            does(&format!("{verb}IncompatibleAccessPackage"), &with)
        }
        _ => {
            let mut with = a_package(dice, "Sales/New");
            for policy in with["policies"].as_array_mut().unwrap() {
                edits::still_to_come(&mut policy["expiration"], world);
            }
            return (does("createAccessPackage", &with), "Sales/New".to_owned());
        }
    };
    let edited = text(&line["with"], "accessPackage");
    let edited = if edited.is_empty() { package } else { edited };
    let edited = edited.to_owned();
    (line, edited)
}

/// Draws an edit of accounts, groups, catalogs and what is let in from outside, which touches packages without editing any.
fn surroundings(dice: &mut Dice, world: &World) -> Value {
    match dice.below(8) {
        6 => {
            let list = json!({"mode": *dice.pick(&["none", "deny"]), "domains": ["fabrikam.com"]});
            does("updateOrganization", &json!({"b2b": list}))
        }
        7 => {
            let with = json!({"connectedOrganization": *dice.pick(&["Contoso people", "Fabrikam people"]),
                "state": *dice.pick(&["configured", "proposed"])});
            does("updateConnectedOrganization", &with)
        }
        0..2 => {
            let name = some_member(dice);
            let on = !world.person(&name).enabled;
            does("updateUser", &json!({"user": name, "accountEnabled": on}))
        }
        2 => {
            let manager = *dice.pick(&["boss", "cleo", "dan"]);
            let with =
                json!({"user": format!("ben@{HOME}"), "manager": format!("{manager}@{HOME}")});
            does("updateUser", &with)
        }
        3 => {
            let shown = json!({"catalog": *dice.pick(&["Sales", "Partners"]),
                "state": *dice.pick(&["published", "unpublished"]),
                "isExternallyVisible": dice.chance(50)});
            does("updateCatalog", &shown)
        }
        4 => {
            let verb = *dice.pick(&["add", "remove"]);
            let with = json!({"group": *dice.pick(GROUPS), "member": some_member(dice)});
            let mut line = does(&format!("{verb}GroupMember"), &with);
            line["acknowledge"] = json!(["ManagedByEntitlement"]);
            line
        }
        _ => {
            let group = *dice.pick(GROUPS);
            let gone = world.groups[group].deleted.is_some();
            let command = if gone { "restoreGroup" } else { "deleteGroup" };
            let mut line = does(command, &json!({"group": group}));
            line["acknowledge"] = json!(["GroupInUse"]);
            line
        }
    }
}

/// Asks whom an edit would touch, as the screens do.
fn foreseen(observed: &mut Observed, line: &Value) -> Option<Foretold> {
    let linked = mirror::linked(observed.engine.tenant(), line);
    let read = Line::read(&linked.to_string()).unwrap();
    let actor = mirror::person_named(observed.engine.tenant(), ADMINISTRATOR);
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
    let events = [&told, &answer].map(|it| numbered(&it["events"], &known));
    assert_eq!(events[0], events[1], "{line}");
    let after = Standing::of(&observed.world);
    let seen = seen.unwrap();
    assert_touches(&seen, &before, &after);
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
            let line = draw::line(&mut dice, &observed.world);
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
    let never = EDITS.iter().filter(|edit| !kept.contains_key(**edit));
    let never: Vec<&&str> = never.collect();
    assert!(never.is_empty(), "never kept: {never:?} among {kept:?}");
}
