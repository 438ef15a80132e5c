//! How far back undo reaches, and in which order redo comes forth again.

use accessdesk::domain::commit::{Actor, Commit, CommitKind};
use accessdesk::domain::desk::Desk;
use accessdesk::domain::id::CommandId;
use accessdesk::domain::time::Timestamp;
use uuid::Uuid;

use crate::support::script::START;

/// How many commands can be taken back.
const DEPTH: u64 = 1_000;

/// A desk that is told of commits in which nothing happened.
#[derive(Default)]
struct Told {
    desk: Desk,
    seq: u64,
}

impl Told {
    /// Tells of the next commit and returns its number.
    fn next(&mut self, kind: CommitKind) -> u64 {
        self.seq += 1;
        let commit = Commit {
            id: CommandId::new(Uuid::from_u128(self.seq.into())),
            at: Timestamp::parse(START).unwrap(),
            actor: Actor::Operator,
            os_user: "storyteller".to_owned(),
            command: "addDirectory".to_owned(),
            grant: None,
            kind,
            revisions: Vec::new(),
            bindings: Vec::new(),
            events: Vec::new(),
            mails: Vec::new(),
        };
        self.desk.replay(self.seq, &commit);
        self.seq
    }

    /// Takes back what can be, and returns it.
    fn undo(&mut self) -> Option<Vec<u64>> {
        let steps = self.desk.history.to_undo()?.to_vec();
        self.next(CommitKind::Undo(steps.clone()));
        Some(steps)
    }

    /// Does again what can be, and returns the undo that is gone by that.
    fn redo(&mut self) -> Option<u64> {
        let undo = self.desk.history.to_redo()?;
        self.next(CommitKind::Redo(undo));
        Some(undo)
    }
}

#[test]
fn the_last_thousand_commands_are_taken_back_and_no_earlier_one() {
    let mut told = Told::default();
    for _ in 0..DEPTH + 5 {
        told.next(CommitKind::Command);
    }
    let mut taken = Vec::new();
    while let Some(steps) = told.undo() {
        taken.extend(steps);
    }
    let newest_first: Vec<u64> = (6..=DEPTH + 5).rev().collect();
    assert_eq!(taken, newest_first);
    let mut again = 0;
    while told.redo().is_some() {
        again += 1;
    }
    assert_eq!(again, DEPTH);
}

#[test]
fn due_work_goes_back_with_its_command_and_takes_no_place_among_the_thousand() {
    let mut told = Told::default();
    for _ in 0..DEPTH {
        told.next(CommitKind::Command);
        told.next(CommitKind::Sweep);
        told.next(CommitKind::Note);
    }
    assert_eq!(told.undo(), Some(vec![2_998, 2_999]));
    let rest = std::iter::from_fn(|| told.undo());
    assert_eq!(rest.last(), Some(vec![1, 2]));
}

#[test]
fn what_was_taken_back_last_is_done_again_first_until_something_else_is_done() {
    let mut told = Told::default();
    for _ in 0..3 {
        told.next(CommitKind::Command);
    }
    assert_eq!(told.undo(), Some(vec![3]));
    assert_eq!(told.undo(), Some(vec![2]));
    assert_eq!(told.redo(), Some(5));
    told.next(CommitKind::Note);
    assert_eq!(told.redo(), Some(4));
    // What was done again is taken back like a command.
    assert_eq!(told.undo(), Some(vec![8]));
    assert_eq!(told.undo(), Some(vec![6]));
    assert_eq!(told.undo(), Some(vec![1]));
    told.next(CommitKind::Command);
    assert_eq!(told.redo(), None);
}
