//! Lines by chance, biased to where rules meet.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::setting::{
    ADMINISTRATOR, EXTERNALS, GROUPS, HOME, MEMBERS, PACKAGES, approval, expiration, member,
    requestor_settings, some_member,
};
use super::world::{Instant, Request, State, World, text, written};
use crate::support::random::Dice;

mod amends;

use amends::{contents, deletion, repair};

/// Spans that end before, at and after what the tenants' timers wait for.
const SPANS: &[&str] = &["PT1H", "PT8H", "P1D", "P2D", "P5D", "P14D", "P31D"];

fn anybody(dice: &mut Dice) -> String {
    if dice.chance(25) {
        (*dice.pick(EXTERNALS)).to_owned()
    } else {
        some_member(dice)
    }
}

/// Draws a line for a world.
pub(super) fn line(dice: &mut Dice, world: &World) -> Value {
    match dice.below(100) {
        0..28 => submission(dice, world),
        28..49 => decision(dice, world).unwrap_or_else(|| submission(dice, world)),
        49..69 => holding(dice, world).unwrap_or_else(|| submission(dice, world)),
        69..73 => direct(dice, world),
        73..85 => time(dice, world),
        85..88 => membership(dice, world),
        88..90 => contents(dice, world),
        90..94 => repair(dice, world).unwrap_or_else(|| deletion(dice, world)),
        _ => edit(dice, world),
    }
}

fn by(who: &str, command: &str, with: &Value) -> Value {
    json!({"as": who, "do": command, "with": with})
}

/// Picks somebody and a package, mostly one that a policy admits them to.
fn asking(dice: &mut Dice, world: &World) -> (String, &'static str) {
    let mut drawn = (anybody(dice), *dice.pick(PACKAGES));
    for _ in 0..6 {
        let (who, package) = &drawn;
        let sensible = world.may_sign_in(who)
            && !world.offered(package, who).is_empty()
            && world.held(package, who).is_none();
        if sensible || dice.chance(10) {
            break;
        }
        drawn = (anybody(dice), *dice.pick(PACKAGES));
    }
    drawn
}

fn submission(dice: &mut Dice, world: &World) -> Value {
    let (mut who, package) = asking(dice, world);
    let mut with = json!({"accessPackage": package});
    if dice.chance(85) {
        with["justification"] = json!("Quarter close");
    }
    let mut target = who.clone();
    if dice.chance(18) {
        if dice.chance(40) || !MEMBERS.iter().any(|name| member(name) == target) {
            target = some_member(dice);
        }
        if let (Some(manager), true) = (&world.person(&target).manager, dice.chance(80)) {
            who.clone_from(manager);
        }
        with["target"] = json!(target);
    }
    let package = text(&with, "accessPackage");
    let offered = world.offered(package, &target);
    if offered.len() > 1 && dice.chance(85) {
        with["policy"] = json!(dice.pick(&offered));
    } else if dice.chance(10) {
        let any = world.policies_of(package);
        with["policy"] = json!(any[dice.below(any.len())].0);
    }
    if dice.chance(40) {
        with["schedule"] = schedule(dice, world.now);
    }
    by(&who, "submitRequest", &with)
}

/// Draws a period, seldom one that cannot be.
fn schedule(dice: &mut Dice, now: Instant) -> Value {
    let mut schedule = json!({});
    if dice.chance(60) {
        let ahead = *dice.pick(&[-2 * 86_400, -60, 0, 3_600, 86_400, 2 * 86_400, 3 * 86_400]);
        schedule["startDateTime"] = json!(written(now + ahead));
    }
    if schedule.get("startDateTime").is_none() || dice.chance(60) {
        schedule["expiration"] = period(dice, now);
    }
    schedule
}

fn period(dice: &mut Dice, now: Instant) -> Value {
    match dice.below(5) {
        0 => json!({"type": "noExpiration"}),
        1 if dice.chance(40) => {
            let day = now / 86_400 + dice.pick::<Instant>(&[0, 2, 10, 19, 30]);
            let end = written(day * 86_400 + 86_399);
            json!({"type": "afterDateTime", "endDateTime": end})
        }
        1 | 2 => {
            let ahead = *dice.pick(&[-60, 7_200, 86_400, 4 * 86_400, 12 * 86_400, 40 * 86_400]);
            json!({"type": "afterDateTime", "endDateTime": written(now + ahead)})
        }
        _ => {
            json!({"type": "afterDuration", "duration": *dice.pick(&["PT1H", "P1D", "P2D", "P12D", "P60D"])})
        }
    }
}

/// Picks one of the newer of several things.
fn pick(dice: &mut Dice, from: &[usize]) -> Option<usize> {
    dice.pick_late(from).copied()
}

/// Lists who was asked to decide on a request, at whichever stage.
fn asked_at(request: &Request) -> BTreeSet<String> {
    let stages = request.opened.iter();
    stages
        .flat_map(|stage| stage.asked.iter().cloned())
        .collect()
}

fn decision(dice: &mut Dice, world: &World) -> Option<Value> {
    let known =
        |number: &usize| !world.requests[*number].id.is_empty() && !world.requests[*number].purged;
    let all: Vec<usize> = (0..world.requests.len()).filter(known).collect();
    let open: Vec<usize> = all
        .iter()
        .copied()
        .filter(|number| world.requests[*number].state.is_open())
        .collect();
    let number = if dice.chance(80) && !open.is_empty() {
        pick(dice, &open)
    } else {
        pick(dice, &all)
    }?;
    let request = &world.requests[number];
    if world.person(&request.target).purged {
        return None;
    }
    let deciding: Vec<String> = world.deciding(number).into_iter().collect();
    let asked: Vec<String> = asked_at(request).into_iter().collect();
    let mut with = json!({"request": request.id});
    if dice.chance(12) || matches!(request.state, State::Scheduled { .. } | State::Failed) {
        let who = match dice.below(4) {
            0 => request.target.clone(),
            1 => request.requestor.clone().unwrap_or_default(),
            2 => ADMINISTRATOR.to_owned(),
            _ => anybody(dice),
        };
        return Some(by(&who, "cancelRequest", &with));
    }
    let who = match dice.below(10) {
        0 => request.target.clone(),
        1 if dice.chance(50) => ADMINISTRATOR.to_owned(),
        1 => anybody(dice),
        2 if !asked.is_empty() => dice.pick(&asked).clone(),
        _ if !deciding.is_empty() => dice.pick(&deciding).clone(),
        _ if !asked.is_empty() => dice.pick(&asked).clone(),
        _ => anybody(dice),
    };
    if dice.chance(88) {
        with["justification"] = json!("Fits");
    }
    let command = if dice.chance(80) {
        "approveRequest"
    } else {
        "denyRequest"
    };
    Some(by(&who, command, &with))
}

fn holding(dice: &mut Dice, world: &World) -> Option<Value> {
    let known: Vec<usize> = (0..world.assignments.len())
        .filter(|number| !world.assignments[*number].id.is_empty())
        .collect();
    let active: Vec<usize> = known
        .iter()
        .copied()
        .filter(|number| world.assignments[*number].is_active())
        .collect();
    let number = if dice.chance(88) && !active.is_empty() {
        pick(dice, &active)
    } else {
        pick(dice, &known)
    }?;
    let record = &world.assignments[number];
    if world.person(&record.target).purged {
        return None;
    }
    let mut with = json!({"assignment": record.id});
    let who = match (dice.below(10), &world.person(&record.target).manager) {
        (0, _) => anybody(dice),
        (1..=3, Some(manager)) => manager.clone(),
        _ => record.target.clone(),
    };
    let administrator = if dice.chance(92) {
        ADMINISTRATOR.to_owned()
    } else {
        who.clone()
    };
    let mut later = json!({"expiration": period(dice, world.now)});
    if let (Some(end), true) = (record.end, dice.chance(50)) {
        let end = written(end + dice.pick::<Instant>(&[60, 3_600, 86_400]));
        later["expiration"] = json!({"type": "afterDateTime", "endDateTime": end});
    }
    Some(match dice.below(12) {
        0..2 => by(&who, "giveBackAssignment", &with),
        2..4 => by(&administrator, "removeAssignment", &with),
        4..6 => {
            with["schedule"] = later;
            by(&administrator, "extendAssignment", &with)
        }
        _ => {
            if dice.chance(85) {
                with["justification"] = json!("Not done yet");
            }
            if dice.chance(50) {
                with["schedule"] = later;
            }
            by(&who, "requestExtension", &with)
        }
    })
}

fn direct(dice: &mut Dice, world: &World) -> Value {
    let package = *dice.pick(PACKAGES);
    let policies = world.policies_of(package);
    let policy = policies[dice.below(policies.len())].0.clone();
    let target = if dice.chance(8) {
        ADMINISTRATOR.to_owned()
    } else {
        anybody(dice)
    };
    let mut with = json!({"accessPackage": package, "policy": policy, "targets": [target]});
    if dice.chance(35) {
        with["bypassApproval"] = json!(dice.chance(30));
    }
    if dice.chance(30) {
        with["schedule"] = schedule(dice, world.now);
    }
    let who = if dice.chance(95) {
        ADMINISTRATOR.to_owned()
    } else {
        anybody(dice)
    };
    by(&who, "assignDirectly", &with)
}

fn time(dice: &mut Dice, world: &World) -> Value {
    // A wish for more time seldom stays open for long: now and then nothing else happens to it.
    let wishes = world.requests.iter().enumerate();
    let mut wishes = wishes.filter(|(_, request)| request.kind == "userExtend");
    let open = wishes.find_map(|(number, _)| world.stage_times(number));
    if let Some((_, time_out)) = open.filter(|_| dice.chance(60)) {
        let by = format!("PT{}S", (time_out - world.now).max(1));
        return json!({"desk": "advanceClock", "with": {"by": by}});
    }
    let next = world.next_instant().filter(|_| dice.chance(65));
    let by = match next {
        Some(at) => {
            let late = *dice.pick(&[-1, 0, 0, 1]);
            format!("PT{}S", (at - world.now + late).max(1))
        }
        None => (*dice.pick(SPANS)).to_owned(),
    };
    json!({"desk": "advanceClock", "with": {"by": by}})
}

fn membership(dice: &mut Dice, world: &World) -> Value {
    let who = if dice.chance(90) {
        ADMINISTRATOR.to_owned()
    } else {
        anybody(dice)
    };
    let mut with = json!({"group": *dice.pick(GROUPS), "member": some_member(dice)});
    // Mostly one that a package gives, where there is any.
    let given: Vec<(&str, &str)> = world
        .assignments
        .iter()
        .filter(|held| held.is_active() && held.target.ends_with(HOME))
        .flat_map(|held| {
            let members = held.grants.iter().filter(|grant| grant.role == "Member");
            members.map(|grant| (grant.group.as_str(), held.target.as_str()))
        })
        .filter(|(_, target)| !world.person(target).purged && !target.contains('#'))
        .collect();
    if let (false, true) = (given.is_empty(), dice.chance(60)) {
        let (group, member) = *dice.pick(&given);
        with = json!({"group": group, "member": member});
    }
    let command = if dice.chance(50) {
        "addGroupMember"
    } else {
        "removeGroupMember"
    };
    let mut line = by(&who, command, &with);
    if dice.chance(60) {
        line["acknowledge"] = json!(["ManagedByEntitlement"]);
    }
    line
}

fn edit(dice: &mut Dice, world: &World) -> Value {
    let package = *dice.pick(PACKAGES);
    let (command, with) = match dice.below(12) {
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
        6..10 => ("updatePolicy", new_terms(dice, world, package)),
        10 => {
            let verb = *dice.pick(&["add", "remove"]);
            let other = *dice.pick(PACKAGES);
            let with = json!({"accessPackage": package, "incompatible": other});
            return by(
                ADMINISTRATOR,
                &format!("{verb}IncompatibleAccessPackage"),
                &with,
            );
        }
        _ if dice.chance(50) => {
            let mode = *dice.pick(&["none", "none", "deny"]);
            let with = json!({"b2b": {"mode": mode, "domains": ["fabrikam.com"]}});
            ("updateOrganization", with)
        }
        _ => {
            let name = *dice.pick(&["Contoso people", "Fabrikam people"]);
            let state = *dice.pick(&["configured", "proposed"]);
            let with = json!({"connectedOrganization": name, "state": state});
            ("updateConnectedOrganization", with)
        }
    };
    by(ADMINISTRATOR, command, &with)
}

/// Draws an edit of one of a package's policies.
fn new_terms(dice: &mut Dice, world: &World, package: &str) -> Value {
    let policies = world.policies_of(package);
    let (policy, terms) = policies[dice.below(policies.len())];
    match dice.below(4) {
        0 => json!({"policy": policy, "isEnabled": dice.chance(75)}),
        1 => json!({"policy": policy, "requestorSettings": requestor_settings(dice)}),
        2 => {
            let approval = approval(dice, terms.scope());
            json!({"policy": policy, "requestApprovalSettings": approval})
        }
        _ => {
            let mut new = expiration(dice);
            if text(&new, "type") == "afterDateTime" {
                new["endDateTime"] = json!(written(world.now + 3 * 86_400));
            }
            json!({"policy": policy, "expiration": new})
        }
    }
}
