//! Reviews in which somebody has said something.

use serde_json::{Value, json};

use crate::oracle::draw::{ADMINISTRATOR, by};
use crate::oracle::reviews::Phase;
use crate::oracle::world::{DAY, World};
use crate::support::random::Dice;

/// Lets a review end in which somebody has said that access is to go.
pub(super) fn a_review_that_ends_access(_: &mut Dice, world: &World) -> Option<Value> {
    let mut open = world.reviews.iter().filter(|it| it.is_under_way());
    let review = open.find(|review| {
        let mut denied = review.items.iter().filter(|it| it.decision == "Deny");
        denied.any(|item| world.assignments[item.assignment].is_active())
    })?;
    let by = format!("PT{}S", (review.end - world.now).max(1));
    Some(json!({"desk": "advanceClock", "with": {"by": by}}))
}

/// Lets so much time pass that who has signed in seems to need their access no longer.
pub(super) fn a_review_of_who_was_long_away(_: &mut Dice, world: &World) -> Option<Value> {
    let mut held = world.assignments.iter().filter(|held| {
        let policy = &world.policies[&held.policy];
        let settings = &policy.body["reviewSettings"];
        let listens = settings["isEnabled"] == true
            && settings["expirationBehavior"] == "acceptAccessRecommendation";
        let lasts = held.end.is_none_or(|end| end > world.now + 40 * DAY);
        let signed_in = world.person(&held.target).signed_in;
        held.is_active() && !policy.gone && listens && lasts && signed_in.is_some()
    });
    held.next()?;
    Some(json!({"desk": "advanceClock", "with": {"by": "P45D"}}))
}

pub(super) fn a_review_that_is_over(dice: &mut Dice, world: &World) -> Option<Value> {
    let decided = world.reviews.iter().filter(|review| {
        let mut items = review.items.iter();
        review.is_under_way() && items.any(|item| item.decision != "NotReviewed")
    });
    if let (Some(review), true) = (decided.max_by_key(|it| it.start), dice.chance(75)) {
        let by = format!("PT{}S", (review.end - world.now).max(1));
        return Some(json!({"desk": "advanceClock", "with": {"by": by}}));
    }
    let mut over = world.reviews.iter().filter(|review| {
        let known = !review.id.is_empty() && !review.items.is_empty();
        known && matches!(review.phase, Phase::Closed | Phase::Done)
    });
    let review = over.next()?;
    let mut contacted = review.contacted.iter();
    let who = contacted.find(|who| !who.contains('#') && world.may_sign_in(who))?;
    let principal = &review.items[0].principal;
    let there = !principal.contains('#') && !world.person(principal).purged;
    let with = json!({"review": review.id, "principal": principal, "decision": "Approve",
        "justification": "We spoke"});
    there.then(|| by(who, "decideReview", &with))
}

pub(super) fn a_review_under_way(dice: &mut Dice, world: &World) -> Option<Value> {
    let review = world.reviews.iter().rfind(|review| review.is_under_way())?;
    let with = json!({"review": review.id});
    let mut contacted = review.contacted.iter();
    let asked = contacted.find(|who| !who.contains('#') && world.may_sign_in(who));
    let who = match asked {
        Some(who) if dice.chance(65) => who.as_str(),
        _ => ADMINISTRATOR,
    };
    Some(by(who, "acceptRecommendations", &with))
}
