//! Lines run against a store that is made for one story.

use std::path::Path;

use accessdesk::domain::invariant;
use accessdesk::domain::time::Timestamp;
use accessdesk::engine::clock::{FixedClock, SeededIds};
use accessdesk::engine::{Engine, Surroundings};
use accessdesk::script::{Ending, Sample, Session, run, sample};
use accessdesk::store::Access;
use accessdesk::store::fs::MemoryFs;
use accessdesk::store::manifest::Manifest;
use serde_json::{Value, json};
use uuid::Uuid;

/// The instant at which every story begins.
pub(crate) const START: &str = "2026-03-01T09:00:00Z";
const TUTORIAL: &str = include_str!("../../../assets/scripts/tutorial-steps-1-6.jsonl");

fn surroundings(start: Timestamp) -> Surroundings {
    surroundings_drawing(7, start)
}

fn surroundings_drawing(seed: u64, start: Timestamp) -> Surroundings {
    Surroundings {
        clock: Box::new(FixedClock(start)),
        ids: Box::new(SeededIds::new(seed)),
        os_user: "storyteller".to_owned(),
    }
}

/// Opens another window on the store of a story.
pub(crate) fn another_window(disk: MemoryFs) -> Engine<MemoryFs> {
    let surroundings = surroundings_drawing(99, Timestamp::parse(START).unwrap());
    let opened = Engine::open(disk, Path::new("/store"), Access::Write, surroundings);
    opened.unwrap().0
}

/// Lets the machine's time pass at a window until an instant.
pub(crate) fn wait_until(engine: &mut Engine<MemoryFs>, instant: &str) {
    let then = Timestamp::parse(instant).unwrap();
    // Nothing made from here on has an identifier that another window has given.
    let seed = engine.store().head().seq + 1_000;
    engine.pin(surroundings_drawing(seed, then));
}

/// Makes a store in memory and fills it with a sample.
pub(crate) fn engine(kind: Sample) -> Engine<MemoryFs> {
    engine_at(kind, START)
}

/// Makes a store in memory that begins at some instant, and fills it with a sample.
pub(crate) fn engine_at(kind: Sample, start: &str) -> Engine<MemoryFs> {
    let start = Timestamp::parse(start).unwrap();
    let mut engine = bare_engine_at(start);
    sample::apply(&mut engine, kind, surroundings(start)).unwrap();
    engine
}

/// Makes a store on a disk in memory and fills it with a sample.
pub(crate) fn engine_on(disk: MemoryFs, kind: Sample) -> Engine<MemoryFs> {
    let start = Timestamp::parse(START).unwrap();
    let mut engine = bare_engine_on(disk, start);
    sample::apply(&mut engine, kind, surroundings(start)).unwrap();
    engine
}

/// Makes a store in memory with nothing in it.
pub(crate) fn bare_engine() -> Engine<MemoryFs> {
    bare_engine_at(Timestamp::parse(START).unwrap())
}

fn bare_engine_at(start: Timestamp) -> Engine<MemoryFs> {
    bare_engine_on(MemoryFs::new(), start)
}

fn bare_engine_on(disk: MemoryFs, start: Timestamp) -> Engine<MemoryFs> {
    let manifest = Manifest::new(Uuid::from_u128(1), start, start);
    let path = Path::new("/store");
    let (engine, _) = Engine::create(disk, path, &manifest, surroundings(start)).unwrap();
    engine
}

/// Runs lines and returns how the run ended and every answer.
pub(crate) fn run_lines(engine: &mut Engine<MemoryFs>, lines: &str) -> (Ending, Vec<Value>) {
    let mut session = Session::new(engine, None);
    let mut output = Vec::new();
    let ending = run(
        &mut session,
        &mut lines.as_bytes(),
        &mut output,
        &mut |_| Ok(()),
    )
    .unwrap();
    let answers = String::from_utf8(output).unwrap();
    let answers = answers
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    (ending, answers)
}

/// Runs lines on a sample; those that name nobody are somebody's, those that expect nothing must
/// be accepted.
#[track_caller]
pub(crate) fn tell(sample: Sample, who: &str, lines: &[Value]) -> Vec<Value> {
    let lines: Vec<String> = lines
        .iter()
        .map(|line| {
            let mut line = line.clone();
            let fields = line.as_object_mut().unwrap();
            if !fields.contains_key("desk") {
                fields.entry("as").or_insert(json!(who));
            }
            if fields.contains_key("do") {
                fields.entry("expect").or_insert(json!("ok"));
            }
            line.to_string()
        })
        .collect();
    let mut engine = engine(sample);
    let (ending, answers) = run_lines(&mut engine, &lines.join("\n"));
    assert_eq!(ending, Ending::Met, "{:#?}", answers.last());
    assert_eq!(invariant::check_all(engine.tenant()), vec![]);
    assert_eq!(
        invariant::grants_reach_their_objects(engine.tenant()),
        vec![]
    );
    answers
}

/// Returns the lines of the tutorial up to the request.
pub(crate) fn preparations() -> String {
    let tutorial: Vec<&str> = TUTORIAL.lines().collect();
    let requested = tutorial.iter().position(|line| line.starts_with("# 4"));
    tutorial[..requested.unwrap()].join("\n")
}

/// Runs the tutorial up to the request and what follows, and returns the answers to that.
#[track_caller]
pub(crate) fn after_the_preparations(lines: &[Value]) -> Vec<Value> {
    let mut engine = engine(Sample::Tutorial);
    let (ending, _) = run_lines(&mut engine, &preparations());
    assert_eq!(ending, Ending::Met);
    let lines: Vec<String> = lines.iter().map(Value::to_string).collect();
    let (ending, answers) = run_lines(&mut engine, &lines.join("\n"));
    assert_eq!(ending, Ending::Met, "{:?}", answers.last());
    answers
}
