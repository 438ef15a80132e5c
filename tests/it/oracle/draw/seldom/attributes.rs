//! Attributes that came by access: changed in between, brought twice, about to go.

use serde_json::{Value, json};

use super::does;
use crate::oracle::draw::answers;
use crate::oracle::world::{Assignment, Kind, World};
use crate::support::random::Dice;

/// Lists access for which an attribute was asked that does not stay, with the answer.
fn bringing(world: &World) -> Vec<(&Assignment, &str, &str)> {
    let held = world.assignments.iter().filter(|held| {
        let here = world.people.get(&held.target);
        let member = here.is_some_and(|it| it.kind == Kind::Member && it.deleted.is_none());
        held.is_active() && !held.id.is_empty() && member
    });
    let mut found = Vec::new();
    for held in held {
        for (question, answer) in &held.answers {
            if let (false, Some(attribute), Some(answer)) = (
                question["stays"] == true,
                question["number"].as_str(),
                answer,
            ) {
                found.push((held, attribute, answer.as_str()));
            }
        }
    }
    found
}

pub(super) fn an_attribute_that_changes_in_between(
    dice: &mut Dice,
    world: &World,
) -> Option<Value> {
    let brought = bringing(world);
    let (held, attribute, _) = brought.get(dice.below(brought.len().max(1)))?;
    let with = json!({"user": held.target, *attribute: "Elsewhere"});
    Some(does("updateUser", &with))
}

pub(super) fn an_end_of_what_brought_attributes(dice: &mut Dice, world: &World) -> Option<Value> {
    let brought = bringing(world);
    let other = |(held, attribute, answer): &&(&Assignment, &str, &str)| {
        let present = world.person(&held.target).attributes.get(*attribute);
        let twice = brought.iter().filter(|(it, name, value)| {
            (&it.target, name, value) == (&held.target, attribute, answer)
        });
        let mut asked = held.answers.iter();
        let had = asked.any(|(it, _)| it["number"] == *attribute && it["brought"] == false);
        had || present != Some(&json!(answer)) || twice.count() > 1
    };
    let telling: Vec<_> = brought.iter().filter(other).collect();
    let (held, _, _) = telling.get(dice.below(telling.len().max(1)))?;
    Some(does("removeAssignment", &json!({"assignment": held.id})))
}

/// Lets two accesses end at once of which both brought an attribute and one is to leave it behind.
pub(super) fn an_end_of_what_is_to_stay_and_to_go(_: &mut Dice, world: &World) -> Option<Value> {
    let brought = bringing(world);
    let stays = |(held, attribute, answer): &&(&Assignment, &str, &str)| {
        let now = Some(world.now);
        let mut ended = world.assignments.iter();
        ended.any(|other| {
            let mut answers = other.answers.iter();
            other.expired == now
                && other.target == held.target
                && answers.any(|(question, value)| {
                    question["number"] == *attribute
                        && question["stays"] == true
                        && question["brought"] == true
                        && value.as_deref() == Some(*answer)
                })
        })
    };
    if let Some((held, _, _)) = brought.iter().find(stays) {
        return Some(does("removeAssignment", &json!({"assignment": held.id})));
    }
    let stays_with = |other: &&Assignment| {
        let mut answers = other.answers.iter();
        let twice = answers.any(|(question, value)| {
            let mut same = brought.iter();
            question["stays"] == true
                && question["brought"] == true
                && same.any(|(held, attribute, answer)| {
                    held.target == other.target
                        && held.id != other.id
                        && question["number"] == *attribute
                        && value.as_deref() == Some(*answer)
                })
        });
        other.is_active() && !other.id.is_empty() && twice
    };
    let both = world.assignments.iter().find(stays_with)?;
    Some(does("removeAssignment", &json!({"assignment": both.id})))
}

/// Gives somebody another package for which the same attribute is asked.
pub(super) fn a_package_that_asks_alike(dice: &mut Dice, world: &World) -> Option<Value> {
    let brought = bringing(world);
    let (held, attribute, answer) = brought.get(dice.below(brought.len().max(1)))?;
    let mut policies = world.policies.iter().filter(|(key, policy)| {
        let asked = || world.asked_of(key, &held.target);
        let free = world
            .nothing_in_the_way(&policy.package, &held.target)
            .is_ok();
        let open = policy.is_enabled() && !policy.has_ended(world.now);
        let admits = policy.scope() == "notSpecified" || world.matches(policy, &held.target);
        free && open
            && admits
            && !policy.gone
            && asked().iter().any(|(it, _)| it["number"] == *attribute)
    });
    let (key, policy) = policies.next()?;
    let answers = world.asked_of(key, &held.target).into_iter();
    let answers = answers.map(|(question, present)| {
        let known = question["number"] == *attribute;
        let other = present.unwrap_or_else(|| answers::value(dice, &question).to_owned());
        let value = if known { (*answer).to_owned() } else { other };
        json!({"answeredQuestion": {"id": question["text"]}, "value": value})
    });
    let answers: Vec<Value> = answers.collect();
    let with = json!({"accessPackage": policy.package, "policy": key, "targets": [held.target],
        "answers": answers});
    Some(does("assignDirectly", &with))
}
