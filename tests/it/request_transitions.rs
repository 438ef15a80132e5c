//! What becomes of requests: every step from one state to another, and every type, in one story.

use std::collections::BTreeSet;

use accessdesk::domain::request::RequestType;
use accessdesk::script::Sample;
use serde_json::Value;

use crate::support::script::tell;

const ADMINISTRATOR: &str = "administrator@sandbox.onmicrosoft.com";
const STORY: &str = include_str!("request_transitions/story.jsonl");

/// The steps that requests take; before they are made and after their record is gone they are
/// nowhere.
const STEPS: &[(&str, &str)] = &[
    ("nowhere", "submitted"),
    ("submitted", "pendingApproval"),
    ("submitted", "scheduled"),
    ("submitted", "delivering"),
    ("pendingApproval", "scheduled"),
    ("pendingApproval", "delivering"),
    ("pendingApproval", "denied by approver"),
    ("pendingApproval", "denied by approvalTimedOut"),
    ("pendingApproval", "denied by periodOver"),
    ("pendingApproval", "canceled"),
    ("scheduled", "canceled"),
    ("scheduled", "delivering"),
    ("delivering", "delivered"),
    ("delivering", "partiallyDelivered"),
    ("delivering", "deliveryFailed"),
    ("partiallyDelivered", "delivering"),
    ("deliveryFailed", "delivering"),
    ("deliveryFailed", "canceled"),
    ("denied by approver", "nowhere"),
    ("delivered", "nowhere"),
];

/// Types of requests that other stories tell of, each with the reason.
const TOLD_ELSEWHERE: &[(&str, &str)] = &[];

/// Returns the word for where a request stands.
pub(crate) fn state(progress: &Value) -> String {
    let state = &progress["state"];
    if let Some(state) = state.as_str() {
        return state.to_owned();
    }
    let Some((name, detail)) = state.as_object().and_then(|state| state.iter().next()) else {
        return "nowhere".to_owned();
    };
    match detail.as_str() {
        Some(reason) if name == "denied" => format!("denied by {reason}"),
        Some(_) | None => name.clone(),
    }
}

/// Lists everything that a story made happen, in order.
pub(crate) fn events(answers: &[Value]) -> Vec<Value> {
    let mut events = Vec::new();
    for answer in answers {
        let swept = answer["swept"].as_array().into_iter().flatten();
        for part in swept.chain([answer]) {
            events.extend(part["events"].as_array().into_iter().flatten().cloned());
        }
    }
    events
}

#[test]
fn requests_of_every_type_take_every_step_there_is() {
    let lines: Vec<Value> = STORY
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let told = events(&tell(Sample::Empty, ADMINISTRATOR, &lines));
    let mut steps: BTreeSet<(String, String)> = BTreeSet::new();
    let mut types: BTreeSet<String> = BTreeSet::new();
    for event in &told {
        let running = &event["change"]["requestProgress"][1];
        let edit = &event["change"]["request"];
        let progress = ["old", "new"].map(|side| {
            let own = running.get(side);
            own.unwrap_or(&edit[side]["progress"]).clone()
        });
        if running.is_null() && edit.is_null() {
            continue;
        }
        let made = edit["new"]["requestType"].as_str();
        types.extend(made.map(ToOwned::to_owned));
        let [from, to] = progress.each_ref().map(state);
        if from != to {
            steps.insert((from, to));
        }
    }
    let missing: Vec<_> = STEPS
        .iter()
        .filter(|(from, to)| !steps.contains(&((*from).to_owned(), (*to).to_owned())))
        .collect();
    assert!(missing.is_empty(), "never taken: {missing:?} of {steps:#?}");
    let untold: Vec<&str> = RequestType::ALL
        .iter()
        .map(|kind| kind.json())
        .filter(|kind| TOLD_ELSEWHERE.iter().all(|(known, _)| known != kind))
        .filter(|kind| !types.contains(*kind))
        .collect();
    assert!(untold.is_empty(), "never made: {untold:?}");
}
