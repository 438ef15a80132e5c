//! Draws answers, mostly ones that will do.

use serde_json::{Value, json};

use super::super::questions::Answers;
use super::super::world::text;
use crate::support::random::Dice;

fn given(question: &str, value: &str) -> Value {
    json!({"answeredQuestion": {"id": question}, "value": value})
}

/// Draws a value for a question, seldom one that it does not take.
pub(super) fn value(dice: &mut Dice, question: &Value) -> &'static str {
    let wrong = dice.chance(7);
    if question.get("choices").is_some() {
        let several = question["isMultipleSelectionAllowed"] == true;
        match dice.below(3) {
            _ if wrong => "ROM",
            0 if several || dice.chance(5) => "BER;PAR",
            1 => "BER",
            _ => "PAR",
        }
    } else if question.get("regexPattern").is_some() {
        match dice.below(2) {
            _ if wrong => "471",
            0 => "4711",
            _ => "0815",
        }
    } else if question["number"].is_string() {
        dice.pick::<&str>(&["Sales", "IT", "Legal"])
    } else {
        dice.pick::<&str>(&["No", "Soon, please"])
    }
}

/// Draws answers to what is asked, if anything is or something is answered all the same.
pub(super) fn answers(dice: &mut Dice, asked: &Answers) -> Option<Value> {
    let mut answers = Vec::new();
    for (question, present) in asked {
        let likely = if question["isRequired"] == true && present.is_none() {
            93
        } else {
            50
        };
        if dice.chance(likely) {
            let value = match present {
                Some(present) if dice.chance(50) => present,
                _ => value(dice, question),
            };
            answers.push(given(text(question, "text"), value));
        }
    }
    if dice.chance(1) {
        answers.push(given("Who asks?", "Me"));
    }
    (!answers.is_empty()).then(|| json!(answers))
}

/// Draws another answer to one of the questions that were put.
pub(super) fn other(dice: &mut Dice, asked: &Answers) -> Option<Value> {
    if asked.is_empty() {
        return None;
    }
    let (question, _) = dice.pick(asked);
    let mut answer = given(text(question, "text"), value(dice, question));
    if dice.chance(10) {
        answer["value"] = Value::Null;
    }
    Some(json!([answer]))
}
