//! Time and second thoughts: undo, redo, and moves of the clock.

use std::collections::BTreeMap;
use std::path::Path;

use accessdesk::domain::command::{AdvanceClock, DeskCommand};
use accessdesk::domain::commit::CommitKind;
use accessdesk::domain::desk::Desk;
use accessdesk::domain::id::CommandId;
use accessdesk::domain::tenant::Tenant;
use accessdesk::domain::time::{Span, Timestamp};
use accessdesk::engine::clock::{FixedClock, SeededIds};
use accessdesk::engine::{Engine, Surroundings, Terms};
use accessdesk::store::Access;
use accessdesk::store::fs::{Kind, MemoryFs};
use serde_json::json;
use uuid::Uuid;

use crate::properties::events::assert_same;
use crate::support::random::{Dice, RandomDesk, STORE, seeds};

#[test]
fn undo_gives_back_the_tenant_and_redo_what_was_undone() {
    let mut undone = 0;
    for seed in seeds(6) {
        let mut desk = RandomDesk::furnished(seed);
        for _ in 0..100 {
            desk.engine.tick().unwrap();
            desk.new_commits();
            let line = desk.draw();
            let before = desk.tenant().clone();
            let step = desk.perform(&line);
            let [(_, commit), due_work @ ..] = step.commits.as_slice() else {
                continue;
            };
            let took = due_work
                .iter()
                .all(|(_, work)| work.kind == CommitKind::Sweep);
            if step.refused.is_some() || commit.kind != CommitKind::Command || !took {
                continue;
            }
            undone += 1;
            let after = desk.tenant().clone();
            assert_eq!(
                desk.perform(&json!({"desk": "undo"})).refused,
                None,
                "{line}"
            );
            assert_same(desk.tenant(), &before, &format!("undone: {line}"));
            assert_eq!(
                desk.perform(&json!({"desk": "redo"})).refused,
                None,
                "{line}"
            );
            assert_same(desk.tenant(), &after, &format!("done again: {line}"));
        }
    }
    assert!(undone > 100, "{undone}");
}

#[test]
fn undoing_everything_leads_back_to_the_founding_and_redoing_it_to_the_end() {
    for seed in seeds(4) {
        let mut desk = RandomDesk::furnished(seed);
        for _ in 0..50 {
            desk.step();
        }
        let end = desk.tenant().clone();
        let mut founding = Desk::default();
        founding.replay(1, &desk.engine.store().commit_at(1).unwrap());
        let mut back = 0;
        while desk.desk().history.to_undo().is_some() {
            assert_eq!(desk.perform(&json!({"desk": "undo"})).refused, None);
            back += 1;
        }
        assert_same(
            desk.tenant(),
            &founding.tenant,
            "nothing but the founding is left",
        );
        for _ in 0..back {
            assert_eq!(desk.perform(&json!({"desk": "redo"})).refused, None);
        }
        assert_same(desk.tenant(), &end, "done again");
    }
}

#[test]
fn undoing_a_command_after_the_machine_clock_was_set_back_keeps_desk_time() {
    let mut desk = RandomDesk::furnished(1);
    let directory = json!({"displayName": "Fabrikam", "initialDomain": "fabrikam.onmicrosoft.com"});
    let line = json!({"desk": "addDirectory", "with": directory});
    assert_eq!(desk.perform(&line).refused, None);
    let before = desk.engine.now();
    desk.set_machine_clock_back(Span::days(3));
    assert_eq!(desk.perform(&json!({"desk": "undo"})).refused, None);
    assert_eq!(desk.desk().history.last_at, Some(before));
}

/// Opens a copy of the store and moves its clock by these spans, one after the other; says what
/// time did by that, and how often.
fn moved(fs: &MemoryFs, machine: Timestamp, spans: &[u64]) -> (Tenant, BTreeMap<String, usize>) {
    let copy = MemoryFs::new();
    for (path, bytes) in fs.contents() {
        if path == Path::new(STORE) {
            copy.plant_kind(&path, Kind::Directory, 0o700, &[]);
        }
        if path.parent() == Some(Path::new(STORE)) {
            copy.plant(&path, &bytes);
        }
    }
    let surroundings = Surroundings {
        clock: Box::new(FixedClock(machine)),
        ids: Box::new(SeededIds::new(5)),
        os_user: "chance".to_owned(),
    };
    let (mut engine, _) =
        Engine::open(copy, Path::new(STORE), Access::Write, surroundings).unwrap();
    engine.tick().unwrap();
    let before = engine.store().head().seq;
    for (number, span) in (1..).zip(spans) {
        let command = DeskCommand::AdvanceClock(AdvanceClock {
            by: Some(Span::seconds(*span)),
            to: None,
            to_next_event: None,
        });
        let terms = Terms {
            id: Some(CommandId::new(Uuid::from_u128(number))),
            ..Terms::default()
        };
        engine.operate(&command, &terms).unwrap();
    }
    let mut done = BTreeMap::new();
    for seq in before + 1..=engine.store().head().seq {
        let commit = engine.store().commit_at(seq).unwrap();
        if commit.kind == CommitKind::Sweep {
            *done.entry(commit.command).or_insert(0) += 1;
        }
    }
    (engine.tenant().clone(), done)
}

/// What time is seen to do in the moves that are compared, besides whatever else it does.
const DONE: &[&str] = &[
    "reviewStart",
    "reviewReminder",
    "reviewEnd",
    "reviewApply",
    "graceEnd",
    "ruleTurn",
    "callbackTimeOut",
    "scheduledStart",
    "approvalTimeOut",
    "expiry",
];

#[test]
fn moving_the_clock_in_steps_is_moving_it_at_once() {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for seed in seeds(6) {
        let mut desk = RandomDesk::furnished(seed);
        let mut dice = Dice::new(seed);
        for _ in 0..3 {
            desk.begin_what_time_ends();
            let steps: Vec<u64> = (0..4).map(|_| 1 + dice.next() % 4_000_000).collect();
            let machine = desk.machine_time();
            let (at_once, done) = moved(&desk.fs, machine, &[steps.iter().sum()]);
            let (in_steps, done_in_steps) = moved(&desk.fs, machine, &steps);
            assert_same(&in_steps, &at_once, &format!("by {steps:?}"));
            assert_eq!(done_in_steps, done, "by {steps:?}");
            for (kind, count) in done {
                *seen.entry(kind).or_default() += count;
            }
            for _ in 0..40 {
                desk.step();
            }
        }
    }
    let never: Vec<&&str> = DONE
        .iter()
        .filter(|kind| !seen.contains_key(**kind))
        .collect();
    assert!(never.is_empty(), "{never:?} among {seen:?}");
}
