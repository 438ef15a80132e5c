//! Approvers who take an approval back, and others who try to.

use serde_json::{Value, json};

use crate::oracle::draw::{ADMINISTRATOR, anybody, asked_at, by};
use crate::oracle::world::World;
use crate::support::random::Dice;

pub(super) fn an_approval_that_is_taken_back(dice: &mut Dice, world: &World) -> Option<Value> {
    let decided = world.requests.iter().filter(|request| {
        let known = !request.id.is_empty() && !request.purged;
        known && request.opened.iter().any(|it| it.decided_by.is_some())
    });
    let held = |at: Option<usize>| at.is_some_and(|at| world.assignments[at].is_active());
    let mut decided: Vec<_> = decided.collect();
    if dice.chance(85) {
        decided.retain(|request| held(request.assignment));
    }
    if decided.is_empty() {
        return None;
    }
    let request = *dice.pick(&decided);
    let stages = request.opened.iter();
    let approvers: Vec<&String> = stages.filter_map(|it| it.decided_by.as_ref()).collect();
    let asked: Vec<String> = asked_at(request).into_iter().collect();
    let who = match dice.below(10) {
        0 => request.target.clone(),
        1 => ADMINISTRATOR.to_owned(),
        2 | 3 => anybody(dice),
        4 if !asked.is_empty() => dice.pick(&asked).clone(),
        _ => (*dice.pick(&approvers)).clone(),
    };
    let with = json!({"request": request.id, "justification": "Left the project"});
    let there = !who.contains('#') && !world.person(&who).purged;
    there.then(|| by(&who, "revokeApproval", &with))
}
