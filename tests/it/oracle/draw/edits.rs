//! Draws edits of people, catalogs, packages, policies and organizations.

use serde_json::{Value, json};

use super::super::setting::{
    ADMINISTRATOR, MEMBERS, approval, attribute, automatic, automatic_terms, calls, expiration,
    listed_people, member, policy, proofs, proofs_wanted, questions, requestor_settings, reviews,
    some_member,
};
use super::super::world::{Kind, World, text, written};
use super::{anybody, by, other_answer, some_package, some_policy};
use crate::support::random::Dice;

pub(super) fn edit(dice: &mut Dice, world: &World) -> Value {
    let package = some_package(dice, world);
    let (command, with) = match dice.below(25) {
        20..23 => other_answer(dice),
        24 if dice.chance(50) => return other_proofs(dice, world),
        23..25 => other_domains(dice),
        16..20 => ("updateUser", another_attribute(dice, world)),
        0..3 => {
            let name = some_member(dice);
            let on = !world.person(&name).enabled;
            ("updateUser", json!({"user": name, "accountEnabled": on}))
        }
        3 => {
            let (user, manager) = (*dice.pick(&["ana", "ben"]), *dice.pick(&["boss", "cleo"]));
            let with = json!({"user": member(user), "manager": member(manager)});
            ("updateUser", with)
        }
        4 => {
            let state = *dice.pick(&["published", "published", "unpublished"]);
            let with = json!({"catalog": *dice.pick(&["Sales", "Partners"]), "state": state,
                "isExternallyVisible": dice.chance(80)});
            ("updateCatalog", with)
        }
        5 => {
            let with = json!({"accessPackage": package, "isHidden": dice.chance(20)});
            ("updateAccessPackage", with)
        }
        6..10 => match some_policy(dice, world, package) {
            Some(policy) => ("updatePolicy", new_terms(dice, world, &policy)),
            None => ("createPolicy", new_policy(dice, world, package)),
        },
        14..16 => return account(dice, world),
        12..14 => coming_and_going(dice, world, package),
        10 => return exclusion(dice, world, package),
        11 if dice.chance(50) => other_domains(dice),
        11 => other_sight(dice, world),
        _ => {
            let name = *dice.pick(&["Contoso people", "Fabrikam people"]);
            let state = *dice.pick(&["configured", "proposed"]);
            let with = json!({"connectedOrganization": name, "state": state});
            ("updateConnectedOrganization", with)
        }
    };
    by(ADMINISTRATOR, command, &with)
}

/// Draws what somebody, here or elsewhere, comes to be able to prove.
fn other_proofs(dice: &mut Dice, world: &World) -> Value {
    let name = anybody(dice);
    if world.person(&name).kind == Kind::Member {
        let with = json!({"user": name, "verifiedCredentials": proofs(dice)});
        return by(ADMINISTRATOR, "updateUser", &with);
    }
    let with = json!({"person": name, "verifiedCredentials": proofs(dice)});
    json!({"desk": "updateExternalPerson", "with": with})
}

/// Draws which domains are let in.
fn other_domains(dice: &mut Dice) -> (&'static str, Value) {
    let mode = *dice.pick(&["none", "none", "deny"]);
    let with = json!({"b2b": {"mode": mode, "domains": ["fabrikam.com"]}});
    ("updateOrganization", with)
}

/// Draws whether every member sees what only specific users may ask for.
pub(in crate::oracle) fn other_sight(dice: &mut Dice, world: &World) -> (&'static str, Value) {
    let shown = world.specific_seen_by_all != dice.chance(90);
    (
        "updateSettings",
        json!({"showSpecificScopeToAllMembers": shown}),
    )
}

/// Draws another attribute of somebody for rules to read.
pub(in crate::oracle) fn another_attribute(dice: &mut Dice, world: &World) -> Value {
    let (name, value) = attribute(dice);
    // Mostly of somebody about whom a rule is not done: who keeps access for a while, could not be
    // given any, or waits for an answer.
    let leaving = world
        .assignments
        .iter()
        .filter(|held| held.leaves.is_some());
    let leaving = leaving.map(|held| &held.target);
    let undone = world.requests.iter().filter(|request| {
        let told = request.obstacle.is_some() && request.kind == "systemAdd";
        let policies = world.policies_of(&request.package);
        let ruled = policies.iter().any(|(_, policy)| policy.is_automatic());
        told || request.is_asked_add() && request.state.is_open() && ruled
    });
    let people = leaving.chain(undone.map(|request| &request.target));
    let people = people.filter(|it| MEMBERS.iter().any(|name| member(name) == **it));
    let people: Vec<&String> = people.collect();
    let person = match people.as_slice() {
        [] => some_member(dice),
        _ if dice.chance(30) => some_member(dice),
        people => (*dice.pick(people)).clone(),
    };
    json!({"user": person, name: value})
}

/// Draws a package that begins or ceases to exclude another one.
fn exclusion(dice: &mut Dice, world: &World, package: &str) -> Value {
    let verb = *dice.pick(&["add", "remove"]);
    let other = some_package(dice, world);
    let with = json!({"accessPackage": package, "incompatible": other});
    let command = format!("{verb}IncompatibleAccessPackage");
    by(ADMINISTRATOR, &command, &with)
}

/// Finds a member whose account was deleted and can still come back.
pub(super) fn some_deleted(world: &World) -> Option<&String> {
    let mut people = world.people.iter();
    let gone = people.find(|(_, it)| it.kind == Kind::Member && it.deleted.is_some() && !it.purged);
    gone.map(|(name, _)| name)
}

/// Draws what becomes of an account, or of somebody's part in administration.
pub(super) fn account(dice: &mut Dice, world: &World) -> Value {
    let gone = some_deleted(world);
    let name = if let (Some(gone), true) = (gone, dice.chance(75)) {
        gone.clone()
    } else if dice.chance(6) {
        ADMINISTRATOR.to_owned()
    } else {
        some_member(dice)
    };
    let administrators: Vec<&String> = world.administrators.iter().collect();
    let who = if dice.chance(30) && !administrators.is_empty() {
        dice.pick(&administrators).as_str()
    } else {
        ADMINISTRATOR
    };
    let deleted = world.person(&name).deleted.is_some();
    let command = match dice.below(10) {
        0..3 if deleted => "restoreUser",
        3..5 if deleted => "purgeUser",
        0..5 => "deleteUser",
        5 => "restoreUser",
        6 if deleted => "deleteUser",
        6..8 => "assignDirectoryRole",
        _ => "removeDirectoryRole",
    };
    let mut with = json!({"user": name});
    if command == "removeDirectoryRole" && dice.chance(50) && !administrators.is_empty() {
        with["user"] = json!(dice.pick(&administrators));
    }
    if command.ends_with("Role") {
        with["role"] = json!("globalAdministrator");
    }
    by(who, command, &with)
}

/// Draws a policy, or even the package, that comes or goes.
fn coming_and_going(dice: &mut Dice, world: &World, package: &str) -> (&'static str, Value) {
    let policy = some_policy(dice, world, package).filter(|_| dice.chance(55));
    match policy {
        _ if dice.chance(20) && world.live_packages().len() > 1 => {
            ("deleteAccessPackage", json!({"accessPackage": package}))
        }
        Some(policy) => ("deletePolicy", json!({"policy": policy})),
        None => ("createPolicy", new_policy(dice, world, package)),
    }
}

/// Draws a policy with a name that none ever had.
pub(in crate::oracle) fn new_policy(dice: &mut Dice, world: &World, package: &str) -> Value {
    let name = format!("N{}", world.policies.len());
    let calls = dice.chance(25).then(|| calls(dice, package));
    let mut body = if dice.chance(20) {
        automatic(dice, &name)
    } else {
        policy(dice, &name)
    };
    if let Some(calls) = calls {
        body["customExtensionStageSettings"] = calls;
    }
    still_to_come(&mut body["expiration"], world);
    body["accessPackage"] = json!(package);
    body
}

/// Puts the end of an expiration off that may have passed by now.
pub(in crate::oracle) fn still_to_come(expiration: &mut Value, world: &World) {
    if text(expiration, "type") == "afterDateTime" {
        expiration["endDateTime"] = json!(written(world.now + 3 * 86_400));
    }
}

/// Draws an edit of a policy.
fn new_terms(dice: &mut Dice, world: &World, policy: &str) -> Value {
    let terms = &world.policies[policy];
    if terms.is_automatic() {
        let (member, value) = automatic_terms(dice);
        return json!({"policy": policy, member: value});
    }
    match dice.below(10) {
        9 => {
            let mut wanted = proofs_wanted(dice);
            if dice.chance(5) {
                wanted = json!([{"issuer": "Contoso", "types": []}]);
            }
            json!({"policy": policy, "verifiedCredentialRequirements": wanted})
        }
        8 if terms.scope() == "specificDirectoryUsers" => {
            json!({"policy": policy, "specificAllowedTargets": listed_people(dice)})
        }
        5 => {
            let calls = calls(dice, &terms.package);
            json!({"policy": policy, "customExtensionStageSettings": calls})
        }
        6..8 => {
            let start = &terms.body["reviewSettings"]["schedule"]["startDateTime"];
            let start = start.as_str().filter(|_| dice.chance(88));
            json!({"policy": policy, "reviewSettings": reviews(dice, start)})
        }
        4 => json!({"policy": policy, "questions": questions(dice)}),
        0 if dice.chance(30) => {
            let muted = json!({"isAssignmentNotificationDisabled": dice.chance(50)});
            json!({"policy": policy, "notificationSettings": muted})
        }
        0 => json!({"policy": policy, "isEnabled": dice.chance(75)}),
        1 => json!({"policy": policy, "requestorSettings": requestor_settings(dice)}),
        2 => {
            let approval = approval(dice, terms.scope());
            json!({"policy": policy, "requestApprovalSettings": approval})
        }
        _ => {
            let mut new = expiration(dice);
            still_to_come(&mut new, world);
            json!({"policy": policy, "expiration": new})
        }
    }
}
