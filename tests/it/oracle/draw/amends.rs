//! Lines about what was deleted or went wrong.

use serde_json::{Value, json};

use super::{ADMINISTRATOR, anybody, by, pick, some_package};
use crate::oracle::objects::{DEFAULT_ACCESS, MICROSOFT_365, SITES, Sort, TEAMS};
use crate::oracle::setting::{RULES, THINGS, attributes_wanted};
use crate::oracle::world::{DAY, Grant, Purpose, State, World};
use crate::support::random::Dice;

/// Draws the deletion of a group that packages give, or its return.
pub(super) fn deletion(dice: &mut Dice, world: &World) -> Value {
    let who = if dice.chance(92) {
        ADMINISTRATOR.to_owned()
    } else {
        anybody(dice)
    };
    let group = *dice.pick(&["Files", "Mail", "Mail", "Inner", "Ruled"]);
    if dice.chance(if group == "Ruled" { 70 } else { 8 }) && group != "Inner" {
        return other_rule(dice, world, &who, group);
    }
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

/// Draws another rule for a group, or none.
fn other_rule(dice: &mut Dice, world: &World, who: &str, group: &str) -> Value {
    let mut types = match world.groups[group].purpose {
        Purpose::Security => Vec::new(),
        Purpose::Microsoft365 | Purpose::Team => vec!["Unified"],
    };
    let ruled = !dice.chance(if group == "Ruled" { 20 } else { 55 });
    types.extend(ruled.then_some("DynamicMembership"));
    let rule = ruled.then(|| *dice.pick(RULES));
    let with = json!({"group": group, "groupTypes": types, "membershipRule": rule});
    by(who, "updateGroup", &with)
}

/// What packages can be made to give.
const ROLES: &[(&str, &str)] = &[
    ("Files", "Member"),
    ("Files", "Owner"),
    ("Mail", "Member"),
    ("Mail", "Owner"),
    ("Ruled", "Owner"),
    ("Ruled", "Member"),
];

/// Draws an edit of what a package gives.
pub(in crate::oracle) fn contents(dice: &mut Dice, world: &World) -> Value {
    let package = some_package(dice, world);
    let mut roles = roles_of_things(world);
    if roles.is_empty() || dice.chance(65) {
        let of_groups = ROLES.iter();
        let of_groups = of_groups.map(|(group, role)| json!({"resource": group, "role": role}));
        roles = of_groups.collect();
    }
    let mut with = dice.pick(&roles).clone();
    with["accessPackage"] = json!(package);
    let given = world.packages[package].roles.iter();
    let given = given.filter(|(object, role)| world.can_be_named(object, role));
    let given: Vec<&(String, String)> = given.collect();
    let mut which = dice.below(3);
    if dice.chance(80) && !given.is_empty() {
        if which == 0 && given.len() >= 5 {
            which = 1;
        }
        if which > 0 {
            let (group, role) = dice.pick(&given);
            (with["resource"], with["role"]) = (json!(group), json!(role));
        }
    }
    if which == 2 {
        with["by"] = dice.pick(&roles).clone();
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

/// Lists the roles on applications and sites, which scripts can name.
pub(in crate::oracle) fn roles_of_things(world: &World) -> Vec<Value> {
    let things = world.offers().into_iter();
    let roles = things.flat_map(|(name, roles)| roles.into_iter().map(move |role| (name, role)));
    roles
        .map(|(name, role)| json!({"resource": name, "role": role}))
        .collect()
}

/// Draws what becomes of applications and sites, of what is asked for them, and with whom sites are
/// shared.
pub(super) fn about_things(dice: &mut Dice, world: &World) -> Value {
    let who = if dice.chance(95) {
        ADMINISTRATOR.to_owned()
    } else {
        anybody(dice)
    };
    let live = THINGS.iter().map(|(_, name)| *name);
    let live: Vec<&str> = live.filter(|name| !world.things[*name].gone).collect();
    let which = dice.below(12);
    if which < 4 || live.is_empty() {
        let object = *dice.pick(&["Ledger", "Wiki", "Ledger", "Files"]);
        let catalog = *dice.pick(&["Sales", "Partners"]);
        let with = attributes_wanted(dice, catalog, object);
        return by(&who, "setResourceAttributes", &with);
    }
    if which < 6 {
        let switch = *dice.pick(&[SITES, MICROSOFT_365, TEAMS]);
        let on = world.not_shared.contains(switch) == dice.chance(90);
        let with = json!({switch: on});
        return by(&who, "updateOrganization", &with);
    }
    let name = *dice.pick(&live);
    let goes = which == 6 && dice.chance(70);
    edit_of_thing(dice, world, &who, name, goes)
}

/// Draws an application or a site that goes, or offers other roles.
pub(in crate::oracle) fn edit_of_thing(
    dice: &mut Dice,
    world: &World,
    who: &str,
    name: &str,
    goes: bool,
) -> Value {
    let thing = &world.things[name];
    let is_site = thing.sort == Sort::Site;
    let kind = if is_site { "Site" } else { "Application" };
    let member = kind.to_lowercase();
    if goes {
        return by(who, &format!("delete{kind}"), &json!({member: name}));
    }
    let mut with = json!({member: name});
    if is_site {
        let mut roles = json!([{"originId": 4, "displayName": "Visitors"}]);
        if dice.chance(60) {
            roles
                .as_array_mut()
                .unwrap()
                .push(json!({"originId": 5, "displayName": "Members"}));
        }
        with["roles"] = roles;
    } else {
        let mut kept: Vec<String> = thing.roles.iter().map(|(role, _)| role.clone()).collect();
        kept.retain(|role| role != DEFAULT_ACCESS && dice.chance(80));
        if dice.chance(30) {
            kept.push(format!("Role {}", world.things_edited));
        }
        let roles = kept.into_iter().map(|role| {
            json!({"value": role.to_lowercase().replace(' ', ""), "displayName": role,
                "isEnabled": dice.chance(70)})
        });
        with["appRoles"] = roles.collect();
    }
    by(who, &format!("update{kind}"), &with)
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
        !record.id.is_empty() && record.is_active() && !members.all(|grant| is_in(&grant.object))
    };
    let record = world.assignments.iter().find(lacks)?;
    let with = json!({"assignment": record.id});
    Some(by(ADMINISTRATOR, "reprocessAssignment", &with))
}

/// Picks an assignment, mostly one that lacks what it should give.
fn lacking(dice: &mut Dice, world: &World, held: &[usize]) -> Option<usize> {
    let lacks = |number: &usize| {
        let record = &world.assignments[*number];
        let mut gives = record.grants.iter();
        let lacks = |grant: &Grant| !world.is_in(&grant.object, &grant.role, &record.target);
        record.is_active() && gives.any(lacks)
    };
    let lacking: Vec<usize> = held.iter().copied().filter(lacks).collect();
    if dice.chance(90) && !lacking.is_empty() {
        pick(dice, &lacking)
    } else {
        pick(dice, held)
    }
}
