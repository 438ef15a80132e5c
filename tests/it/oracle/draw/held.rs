//! Lines about access that somebody holds.

use serde_json::{Value, json};

use super::{ADMINISTRATOR, answers, anybody, by, period, pick};
use crate::oracle::questions::Answers;
use crate::oracle::world::{Instant, World, written};
use crate::support::random::Dice;

pub(super) fn holding(dice: &mut Dice, world: &World) -> Option<Value> {
    let known = |number: &usize| !world.assignments[*number].id.is_empty();
    let known: Vec<usize> = (0..world.assignments.len()).filter(known).collect();
    let active = known.iter().copied();
    let active = active.filter(|number| world.assignments[*number].is_active());
    let mut active: Vec<usize> = active.collect();
    let ending = |number: &usize| world.assignments[*number].end.is_some();
    if dice.chance(75) && active.iter().any(ending) {
        active.retain(ending);
    }
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
    let often = dice.chance(92);
    let administrator = if often { ADMINISTRATOR } else { &who }.to_owned();
    let mut later = json!({"expiration": period(dice, world.now)});
    if let (Some(end), true) = (record.end, dice.chance(50)) {
        let end = written(end + dice.pick::<Instant>(&[60, 3_600, 86_400]));
        later["expiration"] = json!({"type": "afterDateTime", "endDateTime": end});
    }
    let asked = world.asked_of(&record.policy, &record.target);
    Some(match dice.below(16) {
        12.. if !asked.is_empty() || dice.chance(10) => {
            with["answers"] = answers(dice, &asked).unwrap_or_else(|| json!([]));
            let who = if dice.chance(20) { administrator } else { who };
            by(&who, "changeAnswers", &with)
        }
        0..2 => by(&who, "giveBackAssignment", &with),
        2..4 => by(&administrator, "removeAssignment", &with),
        4..6 => {
            with["schedule"] = later;
            by(&administrator, "extendAssignment", &with)
        }
        _ => extension(dice, &who, with, later, &asked),
    })
}

/// Draws a wish for more time.
fn extension(dice: &mut Dice, who: &str, mut with: Value, later: Value, asked: &Answers) -> Value {
    if dice.chance(85) {
        with["justification"] = json!("Not done yet");
    }
    if dice.chance(50) {
        with["schedule"] = later;
    }
    if let (Some(given), true) = (answers(dice, asked), dice.chance(60)) {
        with["answers"] = given;
    }
    by(who, "requestExtension", &with)
}
