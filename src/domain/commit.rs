//! A commit: one accepted command with everything it caused, as the journal keeps it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::domain::authority::Grant;
use crate::domain::event::Event;
use crate::domain::id::{CommandId, ObjectRef, Person};
use crate::domain::mail::Mail;
use crate::domain::time::Timestamp;

/// Who made a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Actor {
    /// A persona.
    Person(Person),
    /// The operator of the desk.
    Operator,
    /// Time.
    System,
}

/// What a commit is to undo and redo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CommitKind {
    /// A command, which can be taken back.
    Command,
    /// Due work, which goes back with the command before it.
    Sweep,
    /// A refusal, a switch of persona or the founding of the tenant, which undo passes over.
    Note,
    /// Takes back the commits named, newest last.
    Undo(Vec<u64>),
    /// Does again what the commit named took back.
    Redo(u64),
}

/// A name and the object that a command bound to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Binding {
    /// The name, such as `catalog`; several objects of a list share one.
    pub name: String,
    /// The object.
    pub object: ObjectRef,
}

/// One accepted command with everything it caused.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Commit {
    /// The command's identifier; a repeated one is answered from here.
    pub id: CommandId,
    /// Desk time.
    pub at: Timestamp,
    /// Who acted.
    pub actor: Actor,
    /// The account of the operating system that ran the desk.
    pub os_user: String,
    /// The command's name.
    pub command: String,
    /// The right that allowed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grant: Option<Grant>,
    /// What it is to undo and redo.
    pub kind: CommitKind,
    /// The revisions that had been looked at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub revisions: Vec<(ObjectRef, u64)>,
    /// What it bound, the main object first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bindings: Vec<Binding>,
    /// What happened.
    pub events: Vec<Event>,
    /// Who was told of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mails: Vec<Mail>,
}

/// Which commits were taken back and not done again, found out from the newest commit back.
#[derive(Debug, Default)]
pub struct TakenBack(BTreeSet<u64>);

impl TakenBack {
    /// Tells whether a commit was taken back; every later one must have passed before.
    pub fn pass(&mut self, seq: u64, commit: &Commit) -> bool {
        let taken_back = self.0.contains(&seq);
        match &commit.kind {
            CommitKind::Undo(steps) if !taken_back => self.0.extend(steps.iter().copied()),
            CommitKind::Redo(undo) if !taken_back => {
                self.0.insert(*undo);
            }
            CommitKind::Undo(_)
            | CommitKind::Redo(_)
            | CommitKind::Command
            | CommitKind::Sweep
            | CommitKind::Note => {}
        }
        taken_back
    }
}

/// Returns the events that take commits back, the newest first.
pub fn inverses(commits: Vec<Commit>) -> Vec<Event> {
    commits
        .into_iter()
        .rev()
        .flat_map(|commit| commit.events.into_iter().rev())
        .map(Event::inverse)
        .collect()
}
