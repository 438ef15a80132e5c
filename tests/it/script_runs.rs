//! Runs as a whole: what is checked beforehand, and what makes a run repeatable.

use std::path::Path;

use accessdesk::domain::time::{Span, Timestamp};
use accessdesk::engine::clock::{FixedClock, SeededIds};
use accessdesk::engine::{Engine, Surroundings};
use accessdesk::script::help;
use accessdesk::script::line::Line;
use accessdesk::script::query::{LISTS, SHOWS, WHYS};
use accessdesk::script::run::check;
use accessdesk::script::{Ending, Sample, sample};
use accessdesk::store::fs::MemoryFs;
use accessdesk::store::manifest::Manifest;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::script::{START, run_lines};

const PIN: &str = r#"{"desk":"pinSession","with":{"clock":"2026-03-01T10:00:00Z","seed":5}}"#;
const TUTORIAL: &str = include_str!("../../assets/scripts/tutorial-steps-1-6.jsonl");

/// Makes a store whose desk time starts as always, at another time of the machine.
fn made_on(created_at: &str) -> Engine<MemoryFs> {
    let created_at = Timestamp::parse(created_at).unwrap();
    let manifest = Manifest::new(
        Uuid::from_u128(9),
        created_at,
        Timestamp::parse(START).unwrap(),
    );
    let surroundings = || Surroundings {
        clock: Box::new(FixedClock(created_at.plus(Span::hours(3)))),
        ids: Box::new(SeededIds::new(created_at.seconds().unsigned_abs())),
        os_user: "storyteller".to_owned(),
    };
    let path = Path::new("/store");
    let (mut engine, _) = Engine::create(MemoryFs::new(), path, &manifest, surroundings()).unwrap();
    sample::apply(&mut engine, Sample::Tutorial, surroundings()).unwrap();
    engine
}

#[test]
fn a_pinned_run_gives_the_same_journal_whenever_and_wherever_the_store_was_made() {
    let lines = format!("{PIN}\n{TUTORIAL}");
    let ran = |created_at: &str| {
        let mut engine = made_on(created_at);
        let (ending, answers) = run_lines(&mut engine, &lines);
        assert_eq!(ending, Ending::Met, "{:?}", answers.last());
        (engine.desk().clone(), answers)
    };
    let (desk, answers) = ran("2026-03-01T09:00:00Z");
    let (other, repeated) = ran("2031-07-15T22:10:09Z");
    assert_eq!(desk, other);
    assert_eq!(answers, repeated);
}

#[track_caller]
fn unsound(lines: &str, persona: Option<&str>, error: &str) {
    let mut output = Vec::new();
    let ending = check(&mut lines.as_bytes(), &mut output, persona).unwrap();
    let output = String::from_utf8(output).unwrap();
    assert_eq!(ending, Ending::Malformed, "{lines}");
    assert!(output.contains(error), "{output}");
}

#[test]
fn checking_finds_what_a_run_would_stop_at() {
    let list = r#"{"list":"users"}"#;
    unsound(list, None, "nobody acts");
    let mut output = Vec::new();
    let ending = check(&mut list.as_bytes(), &mut output, Some("a@b.com")).unwrap();
    assert_eq!((ending, output.len()), (Ending::Met, 0));
    unsound(
        &format!("{{\"desk\":\"undo\"}}\n{PIN}"),
        None,
        "first line only",
    );
    let slip = r#"{"desk":"undo","expect":"NothingToUnd"}"#;
    unsound(slip, None, r#""near":["NothingToUndo""#);
}

#[test]
fn help_names_every_list_answer_and_question_there_is() {
    let help = help::commands();
    let lists = LISTS.iter().map(|row| row.name);
    let shows = SHOWS.iter().map(|row| row.name);
    let whys = WHYS.iter().map(|row| row.name);
    for name in lists.chain(shows).chain(whys) {
        assert!(help.contains(&format!("\n  {name}: ")), "{name}");
    }
}

#[test]
fn every_object_of_a_list_can_be_shown_by_its_identifier() {
    let mut engine = made_on(START);
    run_lines(&mut engine, TUTORIAL);
    for list in LISTS {
        let singular = list.name.strip_suffix("ies").map_or_else(
            || list.name.trim_end_matches('s').to_owned(),
            |stem| format!("{stem}y"),
        );
        if !SHOWS.iter().any(|row| row.name == singular) {
            continue;
        }
        let who = "administrator@woodgrovebank.onmicrosoft.com";
        let question = json!({"as": who, "list": list.name});
        let (_, listed) = run_lines(&mut engine, &question.to_string());
        for row in listed[0]["rows"].as_array().unwrap() {
            let show = json!({"as": who, "show": singular, "of": row["id"]});
            let (ending, shown) = run_lines(&mut engine, &show.to_string());
            assert_eq!(ending, Ending::Met, "{show}: {shown:?}");
            let mut object: Value = shown[0]["row"].clone();
            object.as_object_mut().unwrap().remove("history");
            assert_eq!(&object, row, "{singular}");
        }
    }
}

#[test]
fn every_line_of_the_tutorial_reads_without_a_store() {
    for line in TUTORIAL.lines().filter(|line| !line.starts_with('#')) {
        Line::read(line).unwrap();
    }
}
