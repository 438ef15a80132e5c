//! Lines for situations that seldom come about by themselves, drawn while they last.

use serde_json::{Value, json};

use super::edits::new_policy;
use super::{ADMINISTRATOR, anybody, by, pick, some_package};
use crate::oracle::setting::{automatic, reviews, some_member};
use crate::oracle::world::{Given, Kind, Policy, State, World, text, written};
use crate::support::random::Dice;

mod attributes;
mod reviewing;
mod revoking;
mod ruled;

use attributes::{
    a_package_that_asks_alike, an_attribute_that_changes_in_between,
    an_end_of_what_brought_attributes, an_end_of_what_is_to_stay_and_to_go,
};
use reviewing::{
    a_review_of_who_was_long_away, a_review_that_ends_access, a_review_that_is_over,
    a_review_under_way,
};
use revoking::an_approval_that_is_taken_back;
use ruled::{
    a_domain_that_is_let_in_again, a_domain_that_is_shut_out, a_return_within_the_grace_period,
    a_rule_that_cannot_give,
};

/// Something to draw, where the world has it.
type Draw = fn(&mut Dice, &World) -> Option<Value>;

/// All of them; what is needed most stands here more than once.
const DRAWS: &[Draw] = &[
    a_rule_that_cannot_give,
    an_attribute_that_changes_in_between,
    a_package_that_asks_alike,
    a_domain_that_is_shut_out,
    a_deed_of_a_stranger,
    a_delegation_that_is_over,
    a_policy_that_cannot_be,
    a_request_that_was_withdrawn,
    an_attribute_that_changes_in_between,
    a_review_that_is_over,
    a_return_within_the_grace_period,
    a_return_within_the_grace_period,
    a_review_that_is_over,
    a_stage_too_many,
    a_review_under_way,
    a_role_that_is_barred_for_others,
    an_end_of_what_brought_attributes,
    a_package_that_asks_alike,
    an_account_that_is_gone,
    a_stage_too_many,
    a_role_that_is_barred_for_others,
    a_review_under_way,
    a_group_that_is_deleted_already,
    a_group_that_is_deleted_already,
    an_account_that_administers,
    an_assignment_that_cannot_be,
    a_role_that_is_barred_for_others,
    a_rule_that_cannot_give,
    a_delegate_who_goes,
    an_end_of_what_brought_attributes,
    a_request_that_was_withdrawn,
    an_assignment_that_cannot_be,
    a_return_within_the_grace_period,
    a_rule_that_cannot_give,
    an_account_that_administers,
    an_end_before_the_guest_comes,
    a_review_that_is_over,
    a_stage_too_many,
    an_approval_that_is_taken_back,
    a_wrong_correction,
    an_approval_that_is_taken_back,
    an_end_of_what_brought_attributes,
];

/// What is likely to be drawn as long as it is possible, and how likely: it takes several lines to
/// come so far.
const RIPE: &[(usize, Draw)] = &[
    (50, a_domain_that_is_let_in_again),
    (85, an_end_of_what_is_to_stay_and_to_go),
    (40, a_review_that_ends_access),
    (25, an_end_of_what_brought_attributes),
    (12, a_return_within_the_grace_period),
    (12, a_review_that_is_over),
    (12, a_role_that_is_barred_for_others),
    (25, a_stage_too_many),
    (22, a_package_that_asks_alike),
    (12, an_approval_that_comes_too_late),
    (12, another_wish_beside_an_open_one),
    (5, a_review_of_who_was_long_away),
    (5, an_attribute_that_changes_in_between),
    (4, an_approval_that_is_taken_back),
];

/// Draws what a situation is ripe for, if it is for anything.
pub(super) fn ripe(dice: &mut Dice, world: &World) -> Option<Value> {
    let mut draws = RIPE.iter();
    draws.find_map(|(likely, draw)| {
        if dice.chance(*likely) {
            draw(dice, world)
        } else {
            None
        }
    })
}

/// Draws one of them, if there is any such situation.
pub(super) fn seldom(dice: &mut Dice, world: &World) -> Option<Value> {
    let first = dice.below(DRAWS.len());
    let mut draws = DRAWS[first..].iter().chain(&DRAWS[..first]).take(8);
    draws.find_map(|draw| draw(dice, world))
}

fn does(command: &str, with: &Value) -> Value {
    by(ADMINISTRATOR, command, with)
}

fn a_delegate_who_goes(dice: &mut Dice, world: &World) -> Option<Value> {
    let open = world.delegations.iter().filter(|found| found.is_open());
    let people = open.flat_map(|found| [&found.approver, &found.delegate]);
    let people = people.filter(|name| world.person(name).kind == Kind::Member);
    let people: Vec<&String> = people.collect();
    let name = people.get(dice.below(people.len().max(1)))?;
    let command = match world.person(name).deleted {
        Some(_) => "purgeUser",
        None => "deleteUser",
    };
    Some(does(command, &json!({"user": name})))
}

/// Lets an approver write what a question does not take.
fn a_wrong_correction(dice: &mut Dice, world: &World) -> Option<Value> {
    let all: Vec<usize> = (0..world.requests.len()).collect();
    let pending = all.into_iter().filter(|number| {
        let request = &world.requests[*number];
        let mut asked = request.answers.iter();
        let picky = asked.any(|(it, _)| it.get("choices").is_some());
        picky && request.state.open_stage().is_some() && !request.id.is_empty()
    });
    let pending: Vec<usize> = pending.collect();
    let number = pick(dice, &pending)?;
    let deciding = world.deciding(number).into_iter();
    let deciding: Vec<String> = deciding.collect();
    let who = deciding.first()?;
    let wrong = json!([{"answeredQuestion": {"id": "Which plants?"}, "value": "ROM"}]);
    let with = json!({"request": world.requests[number].id, "answers": wrong});
    Some(by(who, "editRequestAnswers", &with))
}

/// Assigns under a policy that has ended, or one whose stages ask nobody.
fn an_assignment_that_cannot_be(dice: &mut Dice, world: &World) -> Option<Value> {
    let live = world.policies.iter();
    let live = live.filter(|(_, policy)| !policy.gone && policy.is_enabled());
    let name = anybody(dice);
    let nobody = |policy: &Policy| {
        let stages = policy.stages("isApprovalRequiredForAdd");
        let mut asked = stages.iter();
        asked.any(|stage| world.primaries(stage, Some(&name), &name).is_empty())
    };
    let telling = live.filter(|(_, policy)| {
        let free = world.nothing_in_the_way(&policy.package, &name).is_ok();
        let has_ended = policy.has_ended(world.now);
        has_ended || free && world.matches(policy, &name) && nobody(policy)
    });
    let telling: Vec<_> = telling.collect();
    let (key, policy) = telling.get(dice.below(telling.len().max(1)))?;
    let with = json!({"accessPackage": policy.package, "policy": key, "targets": [name],
        "bypassApproval": false});
    Some(does("assignDirectly", &with))
}

fn a_role_that_is_barred_for_others(_: &mut Dice, world: &World) -> Option<Value> {
    let mut held = world.assignments.iter().filter(|held| {
        let mut grants = held.grants.iter();
        let known = world.people.get(&held.target).is_some_and(|it| !it.purged);
        let barred = grants.any(|grant| {
            let now = || world.barred_from(&grant.object, &grant.role, &held.target);
            grant.is_fulfilled() && matches!(now(), Given::SwitchedOff | Given::NotShared)
        });
        held.is_active() && !held.id.is_empty() && known && barred
    });
    let with = json!({"assignment": held.next()?.id});
    Some(does("reprocessAssignment", &with))
}

fn an_end_before_the_guest_comes(_: &mut Dice, world: &World) -> Option<Value> {
    let mut waiting = world.assignments.iter().filter(|held| {
        let request = &world.requests[held.request];
        request.state == State::Delivering && !held.id.is_empty()
    });
    let with = json!({"assignment": waiting.next()?.id});
    Some(does("removeAssignment", &with))
}

fn a_group_that_is_deleted_already(dice: &mut Dice, world: &World) -> Option<Value> {
    let gone = world.groups.iter();
    let gone = gone.filter(|(_, group)| group.deleted.is_some() && !group.purged);
    let gone: Vec<&String> = gone.map(|(name, _)| name).collect();
    let group = gone.get(dice.below(gone.len().max(1)))?;
    if dice.chance(50) {
        let with = json!({"group": group, "groupTypes": [], "membershipRule": null});
        return Some(does("updateGroup", &with));
    }
    let mut line = does("deleteGroup", &json!({"group": group}));
    line["acknowledge"] = json!(["GroupInUse"]);
    Some(line)
}

fn a_deed_of_a_stranger(dice: &mut Dice, world: &World) -> Option<Value> {
    let who = anybody(dice);
    let package = some_package(dice, world);
    let known = |number: &usize| {
        let request = &world.requests[*number];
        !request.id.is_empty() && !request.purged
    };
    let requests: Vec<usize> = (0..world.requests.len()).filter(known).collect();
    let request = pick(dice, &requests).map(|number| json!({"request": world.requests[number].id}));
    let review = world.reviews.iter().rfind(|review| !review.id.is_empty());
    let review = review.map(|review| json!({"review": review.id}));
    let given = world.packages[package].roles.iter();
    let mut given = given.filter(|(object, role)| world.can_be_named(object, role));
    let role = given.next().map(|(object, role)| {
        let other = json!({"resource": "Files", "role": "Owner"});
        json!({"accessPackage": package, "resource": object, "role": role, "by": other})
    });
    let deleted = world.groups.iter();
    let mut deleted = deleted.filter(|(_, group)| group.deleted.is_some() && !group.purged);
    let (command, with) = match dice.below(7) {
        0 => ("reprocessRequest", request?),
        1 => ("deleteRequest", request?),
        2 => ("stopReview", review?),
        3 => ("acceptRecommendations", review?),
        4 => ("replaceResourceRole", role?),
        5 => ("restoreGroup", json!({"group": deleted.next()?.0})),
        _ => (
            "updateApplication",
            json!({"application": "Ledger", "appRoles": []}),
        ),
    };
    Some(by(&who, command, &with))
}

fn a_policy_that_cannot_be(dice: &mut Dice, world: &World) -> Option<Value> {
    let mut assigning = world.policies.iter();
    let assigning = assigning.find(|(_, it)| it.is_automatic() && !it.gone);
    match (dice.below(3), assigning) {
        (0, Some((_, policy))) => {
            let mut body = new_policy(dice, world, &policy.package);
            let name = text(&body, "displayName").to_owned();
            body = automatic(dice, &name);
            body["accessPackage"] = json!(policy.package);
            Some(does("createPolicy", &body))
        }
        (1, Some((key, _))) => {
            let days = json!({"type": "afterDuration", "duration": "P30D"});
            let with = json!({"policy": key, "expiration": days});
            Some(does("updatePolicy", &with))
        }
        _ => {
            let mut reviewed = world.policies.iter().filter(|(_, policy)| {
                !policy.gone && policy.body["reviewSettings"]["isEnabled"] == true
            });
            let (key, _) = reviewed.next()?;
            let mut settings = reviews(dice, Some("2026-03-09T09:00:00Z"));
            settings["isEnabled"] = json!(true);
            let with = json!({"policy": key, "reviewSettings": settings});
            Some(does("updatePolicy", &with))
        }
    }
}

fn an_account_that_is_gone(dice: &mut Dice, world: &World) -> Option<Value> {
    let name = super::some_deleted(world)?;
    Some(match dice.below(4) {
        0 => does("deleteUser", &json!({"user": name})),
        1 => {
            let with = json!({"user": name, "role": "globalAdministrator"});
            does("assignDirectoryRole", &with)
        }
        2 => {
            let with = json!({"user": name, "role": "globalAdministrator"});
            does("removeDirectoryRole", &with)
        }
        _ if world.delegation_on => {
            let with = json!({"delegate": name, "startDateTime": "2026-05-01T09:00:00Z",
                "endDateTime": "2026-05-02T09:00:00Z"});
            does("delegateApprovals", &with)
        }
        _ => {
            let with = json!({"group": *dice.pick(&["Files", "Staff"]), "member": name});
            does("addGroupMember", &with)
        }
    })
}

fn an_account_that_administers(dice: &mut Dice, world: &World) -> Option<Value> {
    let mut others = world.administrators.iter();
    let other = others.find(|name| *name != ADMINISTRATOR);
    let command = match other {
        None if dice.chance(20) => return None,
        Some(_) if dice.chance(50) => "removeDirectoryRole",
        _ => "assignDirectoryRole",
    };
    let other = other.map_or_else(|| some_member(dice), Clone::clone);
    let with = json!({"user": other, "role": "globalAdministrator"});
    Some(does(command, &with))
}

fn a_delegation_that_is_over(_: &mut Dice, world: &World) -> Option<Value> {
    let mut over = world.delegations.iter();
    let over = over.find(|found| !found.is_open() && !found.id.is_empty())?;
    Some(does("endDelegation", &json!({"delegation": over.id})))
}

fn a_stage_too_many(dice: &mut Dice, world: &World) -> Option<Value> {
    let open = world.open_calls().into_iter();
    let mut requests = open.filter_map(|number| world.calls[number].about.request());
    let number = requests.find(|number| {
        let request = &world.requests[*number];
        request.stages.len() == 3 && !request.id.is_empty()
    })?;
    let stage = super::stage(dice, &mut Vec::new());
    let request = &world.requests[number].id;
    let with = json!({"request": request, "answer": "continue", "stage": stage});
    Some(json!({"desk": "answerCallout", "with": with}))
}

/// Lets a request be approved whose period is over by then.
fn an_approval_that_comes_too_late(dice: &mut Dice, world: &World) -> Option<Value> {
    for (number, request) in world.requests.iter().enumerate() {
        let Some((_, runs_out)) = world.stage_times(number) else {
            continue;
        };
        let end = World::end_wanted(request, request.start.unwrap_or(world.now));
        let Some(end) = end.filter(|end| *end < runs_out && !request.id.is_empty()) else {
            continue;
        };
        if end <= world.now {
            let who = world.deciding(number).into_iter().next()?;
            let with = json!({"request": request.id, "justification": "At last"});
            return Some(by(&who, "approveRequest", &with));
        }
        if dice.chance(25) {
            let by = format!("PT{}S", end - world.now);
            return Some(json!({"desk": "advanceClock", "with": {"by": by}}));
        }
    }
    None
}

fn another_wish_beside_an_open_one(dice: &mut Dice, world: &World) -> Option<Value> {
    let mut held = world
        .assignments
        .iter()
        .enumerate()
        .filter(|(number, held)| {
            let known = !held.id.is_empty() && world.people.contains_key(&held.target);
            held.is_active() && known && world.pending_extension(*number).is_some()
        });
    let (number, held) = held.next()?;
    let open = world
        .pending_extension(number)
        .map(|it| &world.requests[it]);
    let later = open.and_then(|open| World::end_wanted(open, world.now));
    if let (Some(later), true) = (later, dice.chance(35)) {
        let end = json!({"type": "afterDateTime", "endDateTime": written(later + 3_600)});
        let with = json!({"assignment": held.id, "schedule": {"expiration": end}});
        return Some(does("extendAssignment", &with));
    }
    let with = json!({"assignment": held.id, "answers": []});
    Some(by(&held.target, "changeAnswers", &with))
}

fn a_request_that_was_withdrawn(dice: &mut Dice, world: &World) -> Option<Value> {
    let mut asked = world.requests.iter().rev().filter(|request| {
        let withdrawn = matches!(request.state, State::Canceled | State::TimedOut);
        withdrawn && !request.opened.is_empty() && !request.id.is_empty() && !request.purged
    });
    let request = asked.next()?;
    let mut people = request.opened[0].asked.iter();
    let who = people.find(|who| !who.contains('#') && world.may_sign_in(who))?;
    let mut with = json!({"request": request.id, "justification": "No"});
    if let (Some(given), true) = (
        super::answers::other(dice, &request.answers),
        dice.chance(60),
    ) {
        with = json!({"request": request.id, "answers": given});
        return Some(by(who, "editRequestAnswers", &with));
    }
    let command = *dice.pick(&["denyRequest", "denyRequest", "approveRequest"]);
    Some(by(who, command, &with))
}
