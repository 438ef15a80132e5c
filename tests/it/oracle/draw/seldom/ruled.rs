//! Rules that are about to admit somebody again, or somebody to whom they cannot give anything.

use serde_json::{Value, json};

use super::does;
use crate::oracle::automatic::Obstacle;
use crate::oracle::rules::{admits, rule_of};
use crate::oracle::world::{Kind, Policy, World};
use crate::support::random::Dice;

/// What rules may come to read of somebody.
const READS: &[(&str, &str)] = &[
    ("department", "\"Sales\""),
    ("department", "\"IT\""),
    ("department", "null"),
    ("jobTitle", "\"Seller\""),
    ("jobTitle", "\"Lead\""),
    ("jobTitle", "null"),
    ("employeeHireDate", "\"2026-02-20T09:00:00Z\""),
    ("employeeHireDate", "\"2026-03-02T12:00:00Z\""),
    ("otherMails", "[\"a@old.example\"]"),
    ("otherMails", "[\"a@new.example\"]"),
];

/// Draws what makes the rule of a policy admit somebody.
fn so_that_it_admits(dice: &mut Dice, world: &World, policy: &Policy, name: &str) -> Option<Value> {
    let rule = rule_of(&policy.body)?;
    let person = world.person(name);
    let mut ways: Vec<Value> = Vec::new();
    for (attribute, value) in READS {
        let value: Value = serde_json::from_str(value).unwrap();
        let mut changed = person.clone();
        changed.attributes.remove(*attribute);
        if !value.is_null() {
            changed
                .attributes
                .insert((*attribute).to_owned(), value.clone());
        }
        if changed.attributes != person.attributes && admits(rule, &changed, world.now) {
            ways.push(json!({"user": name, *attribute: value}));
        }
    }
    (!ways.is_empty()).then(|| does("updateUser", dice.pick(&ways)))
}

pub(super) fn a_return_within_the_grace_period(dice: &mut Dice, world: &World) -> Option<Value> {
    let mut leaving = world.assignments.iter().filter(|held| {
        let here = world.people.get(&held.target);
        held.is_active() && held.leaves.is_some() && here.is_some_and(|it| it.kind == Kind::Member)
    });
    let held = leaving.next()?;
    so_that_it_admits(dice, world, &world.policies[&held.policy], &held.target)
}

/// Lists whom policies that assign could give something, and do not yet.
fn without(world: &World, fits: impl Fn(&str) -> bool) -> Vec<(&Policy, &String)> {
    let assigning = world.policies.values();
    let assigning = assigning.filter(|it| it.is_automatic() && !it.gone && it.is_enabled());
    let mut found = Vec::new();
    for policy in assigning {
        for (name, person) in &world.people {
            let live = person.kind != Kind::Outsider && person.deleted.is_none() && !person.purged;
            let free = world.held(&policy.package, name).is_none();
            if live && free && fits(name) && !name.contains('#') {
                found.push((policy, name));
            }
        }
    }
    found
}

pub(super) fn a_domain_that_is_shut_out(dice: &mut Dice, world: &World) -> Option<Value> {
    let candidates = without(world, |name| name.ends_with("fabrikam.com"));
    if candidates.is_empty() {
        return None;
    }
    if world.b2b_mode != "deny" {
        let list = json!({"mode": "deny", "domains": ["fabrikam.com"]});
        return Some(does("updateOrganization", &json!({"b2b": list})));
    }
    let mut told = world.requests.iter();
    if told.any(|request| request.obstacle == Some(Obstacle::Domain)) && dice.chance(70) {
        let list = json!({"mode": "none", "domains": ["fabrikam.com"]});
        return Some(does("updateOrganization", &json!({"b2b": list})));
    }
    let (policy, name) = dice.pick(&candidates);
    so_that_it_admits(dice, world, policy, name)
}

/// Lets a domain in again that kept a rule from giving something.
pub(super) fn a_domain_that_is_let_in_again(_: &mut Dice, world: &World) -> Option<Value> {
    if world.b2b_mode != "deny" {
        return None;
    }
    let candidates = without(world, |name| name.ends_with("fabrikam.com"));
    let mut kept_out = candidates.iter();
    kept_out.find(|(policy, name)| {
        let mut last = world.last_about(&policy.package, name).into_iter();
        last.any(|request| request.obstacle == Some(Obstacle::Domain))
            && world.rule_admits(policy, name)
    })?;
    let list = json!({"mode": "none", "domains": ["fabrikam.com"]});
    Some(does("updateOrganization", &json!({"b2b": list})))
}

/// Lets a rule admit somebody who cannot sign in, or holds what excludes the package.
pub(super) fn a_rule_that_cannot_give(dice: &mut Dice, world: &World) -> Option<Value> {
    let candidates = without(world, |name| world.person(name).kind == Kind::Member);
    let barred = |(policy, name): &(&Policy, &String)| {
        !world.person(name).enabled || world.conflicts(&policy.package, name)
    };
    let mut candidates: Vec<(&Policy, &String)> = candidates.into_iter().filter(barred).collect();
    let disabled = |(_, name): &(&Policy, &String)| !world.person(name).enabled;
    if candidates.iter().any(disabled) && dice.chance(70) {
        candidates.retain(disabled);
    }
    if candidates.is_empty() {
        return None;
    }
    let (policy, name) = dice.pick(&candidates);
    so_that_it_admits(dice, world, policy, name)
}
