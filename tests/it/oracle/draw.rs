//! Lines by chance, biased to where rules meet.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::clock::own_name;
use super::delegation::Leg;
use super::reviews::Review;
use super::setting::{ADMINISTRATOR, EXTERNALS, MEMBERS, PACKAGES, member, some_member, stage};
use super::world::{Instant, Kind, Request, State, World, text, written};
use crate::support::random::Dice;

mod amends;
mod answers;
pub(super) mod edits;
mod held;
mod passing;
mod rounds;
mod seldom;

use amends::{about_things, deletion, late_repair, reaffirmation, repair};
pub(super) use amends::{contents, edit_of_thing, roles_of_things};
use answers::answers;
use edits::{account, edit, some_deleted};
use held::holding;
pub(super) use passing::handing_over;
use passing::{leaving, membership, time};
use rounds::{call_back, opinion, other_answer};
use seldom::{ripe, seldom};

fn anybody(dice: &mut Dice) -> String {
    if dice.chance(25) {
        (*dice.pick(EXTERNALS)).to_owned()
    } else {
        some_member(dice)
    }
}

/// Draws a line for a world.
pub(super) fn line(dice: &mut Dice, world: &World) -> Value {
    loop {
        let line = any_line(dice, world);
        let who = line["as"].as_str();
        if names_what_only_administrators_see(&line, world) {
            continue;
        }
        if who.is_none_or(|who| !world.person(who).purged) && !names_the_gone(&line, world) {
            return line;
        }
    }
}

/// Tells whether somebody who does not administer is to name workflows, groups and organizations,
/// of which they would hear that there are none such.
fn names_what_only_administrators_see(line: &Value, world: &World) -> bool {
    let naming = [
        "createPolicy",
        "updatePolicy",
        "createAccessPackage",
        "updateCustomExtension",
        "updateConnectedOrganization",
    ];
    naming.contains(&text(line, "do")) && !world.administrators.contains(text(line, "as"))
}

/// Tells whether a policy is to name an account that no longer is one, which no script could.
pub(super) fn names_the_gone(line: &Value, world: &World) -> bool {
    let about = line["do"].as_str().or(line["desk"].as_str());
    let about = about.unwrap_or_default();
    let written = line.to_string();
    let people = world.people.iter().filter(|(name, person)| {
        let gone = person.kind == Kind::Outsider || person.deleted.is_some();
        gone || world.people.contains_key(&own_name(name))
    });
    let groups = world.groups.iter().filter(|(_, group)| group.purged);
    let mut gone = people.map(|it| it.0).chain(groups.map(|it| it.0));
    [
        "createPolicy",
        "updatePolicy",
        "createAccessPackage",
        "answerCallout",
    ]
    .contains(&about)
        && gone.any(|name| written.contains(&format!("\"{name}\"")))
}

fn any_line(dice: &mut Dice, world: &World) -> Value {
    if let Some(line) = urgent(dice, world) {
        return line;
    }
    match dice.below(100) {
        0..24 => submission(dice, world),
        24 | 45 => about_things(dice, world),
        25..45 => decision(dice, world).unwrap_or_else(|| submission(dice, world)),
        46..66 => holding(dice, world).unwrap_or_else(|| submission(dice, world)),
        66..69 => direct(dice, world),
        69..79 => time(dice, world),
        79..81 => handing_over(dice, world),
        81..84 => membership(dice, world),
        84..86 => contents(dice, world),
        86..90 => repair(dice, world).unwrap_or_else(|| deletion(dice, world)),
        _ => edit(dice, world),
    }
}

/// Draws what the moment calls for, now and then.
fn urgent(dice: &mut Dice, world: &World) -> Option<Value> {
    if let (Some(line), true) = (reaffirmation(world), dice.chance(25)) {
        return Some(line);
    }
    if some_deleted(world).is_some() && dice.chance(12) {
        return Some(account(dice, world));
    }
    let calls = !world.open_calls().is_empty();
    let under_review = world.reviews.iter().any(Review::is_under_way);
    let wanted: [(usize, Urgent); 7] = [
        (if calls { 22 } else { 0 }, call_back),
        (if under_review { 22 } else { 1 }, opinion),
        (100, ripe),
        (13, seldom),
        (35, in_place),
        (8, leaving),
        (50, |_, world| late_repair(world)),
    ];
    for (likely, draw) in wanted {
        if dice.chance(likely)
            && let Some(line) = draw(dice, world)
        {
            return Some(line);
        }
    }
    let mut invited = world.people.iter();
    let invited = invited.find(|(_, it)| it.kind == Kind::Guest && !it.redeemed);
    if let (Some((name, _)), true) = (invited, dice.chance(20)) {
        return Some(json!({"desk": "signIn", "with": {"persona": name}}));
    }
    let name = anybody(dice);
    let signs_in = dice.chance(2) && world.may_sign_in(&name);
    signs_in.then(|| json!({"desk": "signIn", "with": {"persona": name}}))
}

/// Something to draw, where the world has it.
type Urgent = fn(&mut Dice, &World) -> Option<Value>;

fn by(who: &str, command: &str, with: &Value) -> Value {
    json!({"as": who, "do": command, "with": with})
}

/// Picks a package that was not deleted.
pub(super) fn some_package(dice: &mut Dice, world: &World) -> &'static str {
    let live = PACKAGES.iter().copied();
    let live: Vec<&'static str> = live.filter(|it| world.live_package(it).is_some()).collect();
    live[dice.below(live.len())]
}

/// Picks somebody and a package, mostly one that a policy admits them to.
pub(super) fn asking(dice: &mut Dice, world: &World) -> (String, &'static str) {
    let mut drawn = (anybody(dice), some_package(dice, world));
    for _ in 0..6 {
        let (who, package) = &drawn;
        let sensible = world.may_sign_in(who)
            && !world.offered(package, who).is_empty()
            && world.held(package, who).is_none();
        if sensible || dice.chance(10) {
            break;
        }
        drawn = (anybody(dice), some_package(dice, world));
    }
    drawn
}

/// Picks a policy of a package, if it has any.
pub(super) fn some_policy(dice: &mut Dice, world: &World, package: &str) -> Option<String> {
    let policies = world.policies_of(package);
    (!policies.is_empty()).then(|| policies[dice.below(policies.len())].0.clone())
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
    } else if let (Some(policy), true) = (some_policy(dice, world, package), dice.chance(10)) {
        with["policy"] = json!(policy);
    }
    let meant = with["policy"]
        .as_str()
        .or(offered.first().map(String::as_str));
    let asked = meant.map(|policy| world.asked_of(policy, &target));
    if let Some(given) = asked.and_then(|asked| answers(dice, &asked)) {
        with["answers"] = given;
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
    // Nobody decides on what the service files and does by itself; that is tried seldom.
    let seldom = dice.chance(5);
    let known = |number: &usize| {
        let request = &world.requests[*number];
        known(number) && (seldom || request.requestor.is_some() || request.state.is_open())
    };
    let all: Vec<usize> = (0..world.requests.len()).filter(known).collect();
    let open: Vec<usize> = all
        .iter()
        .copied()
        .filter(|number| world.requests[*number].state.is_open())
        .collect();
    if open.is_empty() && dice.chance(70) {
        return None;
    }
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
    let with = json!({"request": request.id});
    if dice.chance(12) || matches!(request.state, State::Scheduled { .. } | State::Failed) {
        let who = match dice.below(4) {
            0 => request.target.clone(),
            1 => request
                .requestor
                .clone()
                .unwrap_or_else(|| request.target.clone()),
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
    Some(judgment(dice, request, &who, with))
}

/// Lets somebody decide in the place of whoever is asked, if anybody can.
fn in_place(dice: &mut Dice, world: &World) -> Option<Value> {
    let mut handed = world.delegations.iter();
    if !handed.any(|found| found.leg == Leg::Active) {
        return None;
    }
    let mut ways: Vec<(usize, String)> = Vec::new();
    for number in 0..world.requests.len() {
        let request = &world.requests[number];
        if request.state.open_stage().is_none() || request.id.is_empty() {
            continue;
        }
        let themselves = world.asked_themselves(number);
        let deciding = world.deciding(number).into_iter();
        let others = deciding.filter(|name| !themselves.contains(name));
        ways.extend(others.map(|name| (number, name)));
    }
    if ways.is_empty() {
        return None;
    }
    let (number, who) = dice.pick(&ways);
    let request = &world.requests[*number];
    let with = json!({"request": request.id});
    Some(judgment(dice, request, who, with))
}

/// Draws what somebody says to a request.
fn judgment(dice: &mut Dice, request: &Request, who: &str, mut with: Value) -> Value {
    if dice.chance(88) {
        with["justification"] = json!("Fits");
    }
    if let (Some(given), true) = (answers::other(dice, &request.answers), dice.chance(30)) {
        let with = json!({"request": request.id, "answers": given});
        return by(who, "editRequestAnswers", &with);
    }
    // Wishes for more time are few, so that both answers to them are drawn as often.
    let likely = if request.kind == "userExtend" { 50 } else { 80 };
    let command = if dice.chance(likely) {
        "approveRequest"
    } else {
        "denyRequest"
    };
    by(who, command, &with)
}

fn direct(dice: &mut Dice, world: &World) -> Value {
    let package = some_package(dice, world);
    let Some(policy) = some_policy(dice, world, package) else {
        return submission(dice, world);
    };
    let target = if dice.chance(8) {
        ADMINISTRATOR.to_owned()
    } else if world.b2b_mode == "deny" && dice.chance(50) {
        (*dice.pick(&["otto@fabrikam.com", "sam@fabrikam.com"])).to_owned()
    } else {
        anybody(dice)
    };
    let mut with = json!({"accessPackage": package, "policy": policy, "targets": [target]});
    if dice.chance(12) {
        with["targets"] = json!([target, anybody(dice)]);
    }
    if let Some(given) = answers(dice, &world.asked_of(&policy, &target)) {
        with["answers"] = given;
    }
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
