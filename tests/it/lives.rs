//! What becomes of everything that has a life of its own: every step from one state to another is
//! taken in a story, and a step that no story takes fails here.
//!
//! A step is what happened, as events name it, and where the object stood before and after.

use std::collections::BTreeSet;

use accessdesk::script::Sample;
use serde_json::Value;

use crate::request_transitions::{events, state};
use crate::support::script::tell;

const ADMINISTRATOR: &str = "administrator@sandbox.onmicrosoft.com";

/// The stories whose steps count.
const STORIES: &[&str] = &[
    include_str!("request_transitions/story.jsonl"),
    include_str!("audit_log/story.jsonl"),
    include_str!("lives/story.jsonl"),
    include_str!("lives/workflows.jsonl"),
    include_str!("lives/guests.jsonl"),
];

/// The steps: where each belongs, what happens, and where the object stands before and after.
const STEPS: &str = include_str!("lives/steps.txt");

/// Says where an object stands; before it is made and after it is gone it is nowhere.
fn stands(kind: &str, record: &Value) -> String {
    if record.is_null() {
        return "nowhere".to_owned();
    }
    let word = |value: &Value| value.as_str().unwrap_or("nothing").to_owned();
    match kind {
        "request" => state(&record["progress"]),
        "requestProgress" => state(record),
        "assignment" => word(&record["progress"]["state"]),
        "assignmentProgress" => match record["notice"].as_str() {
            Some(notice) if record["state"] == "delivered" => format!("delivered, {notice}"),
            Some(_) | None => word(&record["state"]),
        },
        "review" | "callout" => word(&record["status"]),
        "catalog" | "organization" => word(&record["state"]),
        "user" => guest(record),
        _ => "there".to_owned(),
    }
}

/// Says how far somebody from elsewhere has come.
fn guest(record: &Value) -> String {
    let parts = [
        (record["deletedDateTime"].is_string(), "deleted"),
        (record["departure"].is_object(), "departing"),
        (record["accountEnabled"] == false, "blocked"),
        (
            record["externalUserState"] == "PendingAcceptance",
            "invited",
        ),
        (record["externalUserState"] == "Accepted", "accepted"),
    ];
    let parts = parts
        .iter()
        .filter(|(holds, _)| *holds)
        .map(|(_, word)| *word);
    parts.collect::<Vec<_>>().join(" ")
}

/// Lists the steps that a story takes.
fn steps(story: &str) -> BTreeSet<(String, String, String)> {
    let lines = story
        .lines()
        .map(|line| serde_json::from_str(line).unwrap());
    let lines: Vec<Value> = lines.collect();
    let told = events(&tell(Sample::Empty, ADMINISTRATOR, &lines));
    let steps = told.iter().filter_map(|event| {
        let (kind, change) = event["change"].as_object()?.iter().next()?;
        let edit = change.get(1).unwrap_or(change);
        let [from, to] = ["old", "new"].map(|side| stands(kind, &edit[side]));
        let fact = event["type"].as_str()?.to_owned();
        Some((fact, from, to))
    });
    steps.collect()
}

#[test]
fn every_step_of_every_life_is_taken_in_a_story() {
    let taken: BTreeSet<_> = STORIES.iter().flat_map(|story| steps(story)).collect();
    let missing = STEPS.lines().filter(|line| {
        let parts: Vec<&str> = line.split(" | ").collect();
        let [_, fact, from, to] = parts[..] else {
            panic!("{line}");
        };
        !taken.contains(&[fact, from, to].map(ToOwned::to_owned).into())
    });
    let missing: Vec<&str> = missing.collect();
    assert!(
        missing.is_empty(),
        "never taken: {missing:#?} of {taken:#?}"
    );
}
