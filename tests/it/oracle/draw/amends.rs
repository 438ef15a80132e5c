//! Lines about what was deleted or went wrong.

use serde_json::{Value, json};

use super::{ADMINISTRATOR, anybody, by, pick, some_package};
use crate::oracle::world::{DAY, State, World};
use crate::support::random::Dice;

/// Draws the deletion of a group that packages give, or its return.
pub(super) fn deletion(dice: &mut Dice, world: &World) -> Value {
    let who = if dice.chance(92) {
        ADMINISTRATOR.to_owned()
    } else {
        anybody(dice)
    };
    let group = *dice.pick(&["Files", "Mail", "Mail", "Inner"]);
    let gone = world.groups[group].deleted.is_some();
    let command = if gone == dice.chance(90) {
        "restoreGroup"
    } else {
        "deleteGroup"
    };
    let mut line = by(&who, command, &json!({"group": group}));
    if dice.chance(80) {
        line["acknowledge"] = json!(["GroupInUse"]);
    }
    line
}

/// What packages can be made to give.
const ROLES: &[(&str, &str)] = &[
    ("Files", "Member"),
    ("Files", "Owner"),
    ("Mail", "Member"),
    ("Mail", "Owner"),
];

/// Draws an edit of what a package gives.
pub(in crate::oracle) fn contents(dice: &mut Dice, world: &World) -> Value {
    let package = some_package(dice, world);
    let (group, role) = *dice.pick(ROLES);
    let mut with = json!({"accessPackage": package, "resource": group, "role": role});
    let given = &world.packages[package].roles;
    let mut which = dice.below(3);
    if dice.chance(80) && !given.is_empty() {
        if which == 0 && given.len() == ROLES.len() {
            which = 1;
        }
        if which > 0 {
            let (group, role) = dice.pick(given);
            (with["resource"], with["role"]) = (json!(group), json!(role));
        }
    }
    if which == 2 {
        let (group, role) = *dice.pick(ROLES);
        with["by"] = json!({"resource": group, "role": role});
    }
    let commands = [
        "addResourceRole",
        "removeResourceRole",
        "replaceResourceRole",
    ];
    let who = if dice.chance(96) {
        ADMINISTRATOR.to_owned()
    } else {
        anybody(dice)
    };
    by(&who, commands[which], &with)
}

/// Draws what is done about a delivery that went wrong, or about a record that is old.
pub(super) fn repair(dice: &mut Dice, world: &World) -> Option<Value> {
    if dice.chance(30) {
        return None;
    }
    let who = if dice.chance(95) {
        ADMINISTRATOR.to_owned()
    } else {
        anybody(dice)
    };
    let wrong = |number: &usize| {
        let request = &world.requests[*number];
        let usable = !request.id.is_empty() && !request.purged;
        let failed = matches!(request.state, State::Partial | State::Failed);
        usable && !world.person(&request.target).purged && failed
    };
    let failed: Vec<usize> = (0..world.requests.len()).filter(wrong).collect();
    let known = |number: &usize| !world.assignments[*number].id.is_empty();
    let held: Vec<usize> = (0..world.assignments.len()).filter(known).collect();
    let all = |number: &usize| {
        let request = &world.requests[*number];
        !request.id.is_empty() && !request.purged
    };
    let all: Vec<usize> = (0..world.requests.len()).filter(all).collect();
    match dice.below(10) {
        0..4 => {
            let number = if dice.chance(85) {
                pick(dice, &failed)
            } else {
                pick(dice, &all)
            }?;
            let with = json!({"request": world.requests[number].id});
            Some(by(&who, "reprocessRequest", &with))
        }
        4..8 => {
            let record = &world.assignments[lacking(dice, world, &held)?];
            let with = json!({"assignment": record.id});
            Some(by(&who, "reprocessAssignment", &with))
        }
        _ => {
            let with = json!({"request": world.requests[pick(dice, &all)?].id});
            Some(by(&who, "deleteRequest", &with))
        }
    }
}

/// Tries again what failed some two weeks ago, if anything did.
pub(super) fn late_repair(world: &World) -> Option<Value> {
    let mut failed = world.requests.iter().filter(|request| {
        let ago = request.completed.map_or(0, |at| world.now - at);
        let failed = matches!(request.state, State::Partial | State::Failed);
        let usable = !request.id.is_empty() && !request.purged;
        failed && usable && ago / DAY == 14 && !world.person(&request.target).purged
    });
    let with = json!({"request": failed.next()?.id});
    Some(by(ADMINISTRATOR, "reprocessRequest", &with))
}

/// Lets an administrator give again what somebody lacks of access that they hold, if anybody does.
pub(super) fn reaffirmation(world: &World) -> Option<Value> {
    let lacks = |record: &&super::super::world::Assignment| {
        let mut members = record.grants.iter().filter(|grant| grant.role == "Member");
        let is_in = |group: &str| world.groups[group].members.contains(&record.target);
        !record.id.is_empty() && record.is_active() && !members.all(|grant| is_in(&grant.group))
    };
    let record = world.assignments.iter().find(lacks)?;
    let with = json!({"assignment": record.id});
    Some(by(ADMINISTRATOR, "reprocessAssignment", &with))
}

/// Picks an assignment, mostly one that lacks what it should give.
fn lacking(dice: &mut Dice, world: &World, held: &[usize]) -> Option<usize> {
    let lacks = |number: &usize| {
        let record = &world.assignments[*number];
        let gives = record.grants.iter();
        let mut members = gives.map(|grant| &world.groups[&grant.group].members);
        record.is_active() && members.any(|members| !members.contains(&record.target))
    };
    let lacking: Vec<usize> = held.iter().copied().filter(lacks).collect();
    if dice.chance(90) && !lacking.is_empty() {
        pick(dice, &lacking)
    } else {
        pick(dice, held)
    }
}
