//! Lines about what is waited for: workflows that are to call back, and reviews.

use serde_json::{Value, json};

use super::{ADMINISTRATOR, anybody, by, pick};
use crate::oracle::setting::{ANSWERS, WORKFLOWS, stage};
use crate::oracle::world::World;
use crate::support::random::Dice;

/// Draws what a workflow says that is waited for, if there is one.
pub(super) fn call_back(dice: &mut Dice, world: &World) -> Option<Value> {
    let open = world.open_calls().into_iter();
    let mut about: Vec<usize> = open
        .filter_map(|number| world.calls[number].about.request())
        .collect();
    if dice.chance(8) {
        about = (0..world.requests.len()).collect();
    }
    about.retain(|number| {
        let request = &world.requests[*number];
        !request.id.is_empty() && !request.purged
    });
    let request = &world.requests[pick(dice, &about)?];
    let answer = *dice.pick(&[
        "continue", "continue", "continue", "continue", "deny", "fail",
    ]);
    let mut with = json!({"request": request.id, "answer": answer});
    if dice.chance(12) {
        with["stage"] = stage(dice, &mut Vec::new());
    }
    Some(json!({"desk": "answerCallout", "with": with}))
}

/// Draws another answer for a workflow.
pub(super) fn other_answer(dice: &mut Dice) -> (&'static str, Value) {
    let name = *dice.pick(WORKFLOWS);
    let with = json!({"customExtension": name, "answer": *dice.pick(ANSWERS)});
    ("updateCustomExtension", with)
}

/// Draws a review, mostly one that is under way.
fn some_review(dice: &mut Dice, world: &World) -> Option<usize> {
    let known = (0..world.reviews.len()).filter(|it| !world.reviews[*it].id.is_empty());
    let known: Vec<usize> = known.collect();
    let mut open = known.clone();
    open.retain(|it| world.reviews[*it].is_under_way());
    if dice.chance(90) && !open.is_empty() {
        pick(dice, &open)
    } else {
        pick(dice, &known)
    }
}

/// Draws what somebody says in a review, if there is one.
pub(super) fn opinion(dice: &mut Dice, world: &World) -> Option<Value> {
    let number = some_review(dice, world)?;
    let review = &world.reviews[number];
    if dice.chance(6) {
        let who = if dice.chance(80) {
            ADMINISTRATOR.to_owned()
        } else {
            anybody(dice)
        };
        return Some(by(&who, "stopReview", &json!({"review": review.id})));
    }
    let gone = |name: &str| world.person(name).purged || name.contains('#');
    let mut people: Vec<&String> = review.items.iter().map(|item| &item.principal).collect();
    people.retain(|name| !gone(name));
    if people.is_empty() {
        return None;
    }
    let principal = (*dice.pick(&people)).clone();
    let mut asked: Vec<String> = world.reviewers(number, &principal).into_iter().collect();
    if asked.is_empty() || dice.chance(15) {
        asked = review.contacted.iter().cloned().collect();
    }
    asked.retain(|name| !gone(name));
    let who = match dice.below(12) {
        0 => principal.clone(),
        1 => ADMINISTRATOR.to_owned(),
        2 => anybody(dice),
        _ if !asked.is_empty() => dice.pick(&asked).clone(),
        _ => anybody(dice),
    };
    if dice.chance(15) {
        let with = json!({"review": review.id});
        return Some(by(&who, "acceptRecommendations", &with));
    }
    let decision = *dice.pick(&[
        "Approve",
        "Approve",
        "Deny",
        "Deny",
        "DontKnow",
        "NotReviewed",
    ]);
    let mut with = json!({"review": review.id, "principal": principal, "decision": decision});
    if dice.chance(75) {
        with["justification"] = json!("We spoke");
    }
    Some(by(&who, "decideReview", &with))
}
