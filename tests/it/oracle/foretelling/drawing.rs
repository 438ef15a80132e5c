//! Draws edits to look ahead to, each kind of them often enough to be accepted often.

use serde_json::{Value, json};

use crate::oracle::draw::{self, edits};
use crate::oracle::setting::{
    ADMINISTRATOR, GROUPS, HOME, THINGS, a_package, automatic, policy, some_member,
};
use crate::oracle::world::{World, text};
use crate::support::random::Dice;

fn does(command: &str, with: &Value) -> Value {
    json!({"as": ADMINISTRATOR, "do": command, "with": with})
}

/// Draws an edit of a package, of one of its policies or of what excludes it, and says which
/// package that is.
pub(super) fn governance(dice: &mut Dice, world: &World) -> (Value, String) {
    let package = draw::some_package(dice, world);
    let known = draw::some_policy(dice, world, package);
    let line = match (dice.below(16), known) {
        (0..4, Some(key)) => does("updatePolicy", &other_terms(dice, world, &key)),
        (4, Some(key)) => {
            let with = json!({"policy": key, "isEnabled": dice.chance(50)});
            does("updatePolicy", &with)
        }
        (5 | 6, Some(_)) => deletion(dice, world),
        (0..9, _) => does("createPolicy", &edits::new_policy(dice, world, package)),
        (9, _) => {
            let hidden = !world.packages[package].hidden;
            let with = json!({"accessPackage": package, "isHidden": hidden});
            does("updateAccessPackage", &with)
        }
        (10 | 11, _) => draw::contents(dice, world),
        (12 | 13, _) => exclusion(dice, world, package, GROUPS, "group"),
        (14, _) => {
            let others: Vec<&str> = world
                .live_packages()
                .into_iter()
                .map(String::as_str)
                .collect();
            exclusion(dice, world, package, &others, "incompatible")
        }
        _ => {
            let mut with = a_package(dice, "Sales/New", &draw::roles_of_things(world));
            for policy in with["policies"].as_array_mut().unwrap() {
                edits::still_to_come(&mut policy["expiration"], world);
            }
            return (does("createAccessPackage", &with), "Sales/New".to_owned());
        }
    };
    let edited = match (&line["with"]["accessPackage"], &line["with"]["policy"]) {
        (Value::String(package), _) => package.clone(),
        (_, policy) => world.policies[policy.as_str().unwrap()].package.clone(),
    };
    (line, edited)
}

/// Draws everything that a policy says anew.
fn other_terms(dice: &mut Dice, world: &World, key: &str) -> Value {
    let policies = &world.policies[key];
    let name = text(&policies.body, "displayName").to_owned();
    let mut with = if policies.is_automatic() {
        automatic(dice, &name)
    } else {
        policy(dice, &name)
    };
    edits::still_to_come(&mut with["expiration"], world);
    let start = policies.body["reviewSettings"]["schedule"]["startDateTime"].clone();
    if let (Some(settings), Value::String(_)) = (with.get_mut("reviewSettings"), &start) {
        settings["schedule"]["startDateTime"] = start.clone();
    }
    with.as_object_mut().unwrap().remove("displayName");
    with["policy"] = json!(key);
    with
}

/// Draws a policy or a package that goes, mostly one under which nobody holds anything.
fn deletion(dice: &mut Dice, world: &World) -> Value {
    let held = |of: &dyn Fn(&super::super::world::Assignment) -> bool| {
        let mut held = world.assignments.iter();
        held.any(|record| record.is_active() && of(record))
    };
    if dice.chance(50) {
        let mut packages = world.live_packages();
        if dice.chance(80) {
            packages.retain(|package| !held(&|record| record.package == **package));
        }
        if !packages.is_empty() {
            let with = json!({"accessPackage": dice.pick(&packages)});
            return does("deleteAccessPackage", &with);
        }
    }
    let policies = world.policies.iter().filter(|(_, policy)| !policy.gone);
    let mut policies: Vec<&String> = policies.map(|(key, _)| key).collect();
    if dice.chance(80) {
        let free = policies.clone().into_iter();
        let free = free.filter(|key| !held(&|record| record.policy == **key));
        let free: Vec<&String> = free.collect();
        policies = if free.is_empty() { policies } else { free };
    }
    does("deletePolicy", &json!({"policy": dice.pick(&policies)}))
}

/// Draws something that begins or ceases to exclude a package, and mostly was not so before.
fn exclusion(dice: &mut Dice, world: &World, package: &str, all: &[&str], what: &str) -> Value {
    let listed = |package: &str| {
        let record = &world.packages[package];
        let listed = if what == "group" {
            &record.incompatible_groups
        } else {
            &record.incompatible_packages
        };
        listed.clone()
    };
    let mut package = package.to_owned();
    let packages = world.live_packages().into_iter();
    let mut excluded: Vec<&String> = packages.filter(|it| !listed(it).is_empty()).collect();
    let mut other = (*dice.pick(all)).to_owned();
    let mut verb = "add";
    if !excluded.is_empty() && dice.chance(60) {
        package.clone_from(excluded.swap_remove(dice.below(excluded.len())));
        let present: Vec<String> = listed(&package).into_iter().collect();
        other.clone_from(dice.pick(&present));
        verb = "remove";
    } else if listed(&package).contains(&other) && dice.chance(80) {
        verb = "remove";
    }
    let command = if what == "group" {
        format!("{verb}IncompatibleGroup")
    } else {
        format!("{verb}IncompatibleAccessPackage")
    };
    does(&command, &json!({"accessPackage": package, what: other}))
}

/// Draws an edit of accounts, groups and catalogs, which touches packages without editing any.
pub(super) fn surroundings(dice: &mut Dice, world: &World) -> Value {
    let gone = world.groups.values();
    let mut gone = gone.filter(|group| group.deleted.is_some() && !group.purged);
    if gone.next().is_some() && dice.chance(20) {
        return a_group_goes_or_comes_back(dice, world);
    }
    match dice.below(17) {
        0..4 => an_account(dice, world),
        4 => {
            let shown = json!({"catalog": *dice.pick(&["Sales", "Partners"]),
                "state": *dice.pick(&["published", "unpublished"]),
                "isExternallyVisible": dice.chance(50)});
            does("updateCatalog", &shown)
        }
        5 | 6 => a_membership(dice, world),
        9 => {
            let list = json!({"mode": *dice.pick(&["none", "deny"]), "domains": ["fabrikam.com"]});
            does("updateOrganization", &json!({"b2b": list}))
        }
        10 => {
            let name = *dice.pick(&["Contoso people", "Fabrikam people"]);
            let state = *dice.pick(&["configured", "proposed"]);
            let with = json!({"connectedOrganization": name, "state": state});
            does("updateConnectedOrganization", &with)
        }
        11..14 => an_object(dice, world),
        14..16 => a_delegation(dice, world),
        16 => {
            let (command, with) = edits::other_sight(dice, world);
            does(command, &with)
        }
        _ => a_group_goes_or_comes_back(dice, world),
    }
}

/// Draws an approver who hands decisions over, or takes them back.
fn a_delegation(dice: &mut Dice, world: &World) -> Value {
    let open = world.delegations.iter().filter(|found| found.is_open());
    let open = open.filter(|found| world.may_sign_in(&found.approver));
    let open: Vec<_> = open.collect();
    if dice.chance(45) && !open.is_empty() {
        let found = dice.pick(&open);
        let with = json!({"delegation": found.id});
        return json!({"as": found.approver, "do": "endDelegation", "with": with});
    }
    loop {
        let line = draw::handing_over(dice, world);
        if world.may_sign_in(text(&line, "as")) {
            return line;
        }
    }
}

fn an_account(dice: &mut Dice, world: &World) -> Value {
    let with = match dice.below(4) {
        0 => {
            let name = some_member(dice);
            json!({"user": name, "accountEnabled": !world.person(&name).enabled})
        }
        1 => {
            let manager = *dice.pick(&["boss", "cleo", "dan"]);
            json!({"user": format!("ben@{HOME}"), "manager": format!("{manager}@{HOME}")})
        }
        _ => edits::another_attribute(dice, world),
    };
    does("updateUser", &with)
}

fn a_membership(dice: &mut Dice, world: &World) -> Value {
    let (group, member) = (*dice.pick(GROUPS), some_member(dice));
    let is_in = world.groups[group].members.contains(&member);
    let verb = if is_in == dice.chance(90) {
        "remove"
    } else {
        "add"
    };
    let with = json!({"group": group, "member": member});
    let mut line = does(&format!("{verb}GroupMember"), &with);
    line["acknowledge"] = json!(["ManagedByEntitlement"]);
    line
}

/// Draws an application or a site that offers other roles, or goes.
fn an_object(dice: &mut Dice, world: &World) -> Value {
    let live = THINGS.iter().map(|(_, name)| *name);
    let live: Vec<&str> = live.filter(|name| !world.things[*name].gone).collect();
    if live.is_empty() {
        return a_group_goes_or_comes_back(dice, world);
    }
    let name = *dice.pick(&live);
    let goes = dice.chance(40);
    draw::edit_of_thing(dice, world, ADMINISTRATOR, name, goes)
}

fn a_group_goes_or_comes_back(dice: &mut Dice, world: &World) -> Value {
    let gone = |name: &&str| {
        let group = &world.groups[*name];
        group.deleted.is_some() && !group.purged
    };
    let back = GROUPS
        .iter()
        .copied()
        .find(gone)
        .filter(|_| dice.chance(80));
    let group = back.unwrap_or(dice.pick::<&str>(GROUPS));
    let deleted = world.groups[group].deleted.is_some();
    let command = if deleted {
        "restoreGroup"
    } else {
        "deleteGroup"
    };
    let mut line = does(command, &json!({"group": group}));
    line["acknowledge"] = json!(["GroupInUse"]);
    line
}
