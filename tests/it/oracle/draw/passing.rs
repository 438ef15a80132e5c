//! Lines that move the clock, and those that change who is in which group.

use serde_json::{Value, json};

use super::{ADMINISTRATOR, anybody, by};
use crate::oracle::delegation::Delegation;
use crate::oracle::reviews::Phase;
use crate::oracle::setting::{GROUPS, HOME, some_member};
use crate::oracle::world::{DAY, Instant, Kind, State, World, items, text, written};
use crate::support::random::Dice;

/// Spans that end before, at and after what the tenants' timers wait for.
const SPANS: &[&str] = &["PT1H", "PT8H", "P1D", "P2D", "P5D", "P14D", "P31D"];

pub(super) fn time(dice: &mut Dice, world: &World) -> Value {
    // A wish for more time seldom stays open for long: now and then nothing else happens to it.
    let wishes = world.requests.iter().enumerate();
    let mut wishes = wishes.filter(|(_, request)| request.kind == "userExtend");
    let open = wishes.find_map(|(number, _)| world.stage_times(number));
    if let Some((_, time_out)) = open.filter(|_| dice.chance(60)) {
        let by = format!("PT{}S", (time_out - world.now).max(1));
        return json!({"desk": "advanceClock", "with": {"by": by}});
    }
    // What failed can be tried again for so long; now and then it is just so long ago.
    let mut failed = world.requests.iter().rev();
    let failed = failed.find(|it| matches!(it.state, State::Partial | State::Failed) && !it.purged);
    let over = failed
        .and_then(|request| request.completed)
        .map(|at| at + 14 * DAY);
    if let Some(over) = over.filter(|over| *over > world.now && dice.chance(8)) {
        let late = *dice.pick(&[0, 1, 1]);
        let by = format!("PT{}S", over - world.now + late);
        return json!({"desk": "advanceClock", "with": {"by": by}});
    }
    let mut planned = world.reviews.iter().filter(|it| it.phase == Phase::Ahead);
    let planned = planned.find(|review| {
        let mut held = world.assignments.iter();
        held.any(|held| held.is_active() && held.policy == review.policy)
    });
    if let Some(review) = planned.filter(|_| dice.chance(25)) {
        let by = format!("PT{}S", (review.start - world.now).max(1));
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

/// Lets somebody leave a group that a policy lists which ends access with its scope, if anybody
/// holds or asks for anything under one.
pub(super) fn leaving(dice: &mut Dice, world: &World) -> Option<Value> {
    let held = world.assignments.iter().filter(|held| held.is_active());
    let held = held.map(|held| (&held.policy, &held.target));
    let asked = world.requests.iter().filter(|it| it.state.is_open());
    let asked = asked.map(|request| (&request.policy, &request.target));
    let mut ways: Vec<(String, String)> = Vec::new();
    for (policy, name) in held.chain(asked) {
        let policy = &world.policies[policy];
        let ends = policy.lets("removeAccessWhenTargetLeavesAllowedTargets");
        if policy.gone || !ends || policy.is_automatic() {
            continue;
        }
        for target in items(&policy.body, "specificAllowedTargets") {
            let group = text(target, "groupId");
            for inner in [group, "Inner"] {
                let listed = world.groups.get(inner);
                let through = inner == group || world.groups_of(inner).contains(group);
                let is_in = listed.is_some_and(|it| it.members.contains(name));
                if through && is_in && name.ends_with(HOME) && !name.contains('#') {
                    ways.push((inner.to_owned(), name.clone()));
                }
            }
        }
    }
    if ways.is_empty() {
        return None;
    }
    let (group, member) = dice.pick(&ways);
    let with = json!({"group": group, "member": member});
    let mut line = by(ADMINISTRATOR, "removeGroupMember", &with);
    line["acknowledge"] = json!(["ManagedByEntitlement"]);
    Some(line)
}

/// Draws an approver who hands decisions over, or such an agreement that ends, or the switch for it.
pub(in crate::oracle) fn handing_over(dice: &mut Dice, world: &World) -> Value {
    if dice.chance(if world.delegation_on { 8 } else { 60 }) {
        let who = if dice.chance(92) {
            ADMINISTRATOR.to_owned()
        } else {
            anybody(dice)
        };
        let on = world.delegation_on == dice.chance(4);
        return by(&who, "updateSettings", &json!({"approvalDelegation": on}));
    }
    let mut open: Vec<&Delegation> = world.delegations.iter().collect();
    if dice.chance(85) {
        open.retain(|found| found.is_open());
    }
    open.retain(|found| !world.person(&found.approver).purged);
    if dice.chance(25) && !open.is_empty() {
        let found = dice.pick(&open);
        let who = match dice.below(4) {
            0 => found.approver.clone(),
            1 => found.delegate.clone(),
            2 => ADMINISTRATOR.to_owned(),
            _ => anybody(dice),
        };
        return by(&who, "endDelegation", &json!({"delegation": found.id}));
    }
    // Mostly somebody whose decision is waited for, who hands nothing over yet.
    let pending = 0..world.requests.len();
    let mut asked: Vec<String> = pending.flat_map(|it| world.asked_themselves(it)).collect();
    let busy = |name: &String| {
        let mut handed = world.delegations.iter();
        handed.any(|found| found.is_open() && found.approver == *name)
    };
    if dice.chance(85) {
        asked.retain(|name| !busy(name));
    }
    let who = if dice.chance(80) && !asked.is_empty() {
        dice.pick(&asked).clone()
    } else {
        anybody(dice)
    };
    let delegate = if dice.chance(4) && world.person("otto@fabrikam.com").kind == Kind::Guest {
        "otto@fabrikam.com".to_owned()
    } else {
        some_member(dice)
    };
    let start = world.now + dice.pick::<Instant>(&[-DAY, -60, 0, 0, 0, 3_600, DAY, 2 * DAY]);
    let end = world.now + dice.pick::<Instant>(&[-60, 7_200, DAY, 3 * DAY, 10 * DAY]);
    let with =
        json!({"delegate": delegate, "startDateTime": written(start), "endDateTime": written(end)});
    by(&who, "delegateApprovals", &with)
}

pub(super) fn membership(dice: &mut Dice, world: &World) -> Value {
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
            members.map(|grant| (grant.object.as_str(), held.target.as_str()))
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
