//! What is remembered of the commits beside the state they led to.

use std::collections::{BTreeMap, HashMap, VecDeque};

use serde::{Deserialize, Serialize};

use crate::domain::commit::{Commit, CommitKind};
use crate::domain::event::{Change, Event};
use crate::domain::id::{CommandId, ObjectRef, RoleScopeId};
use crate::domain::refusal::{DeskRefusal, Refusal};
use crate::domain::time::Timestamp;
use crate::domain::walk::{Check, Sink, require};

/// How many commands are recognized when they come a second time.
const REMEMBERED_COMMANDS: usize = 10_000;
/// How many commands can be taken back.
const UNDO_DEPTH: usize = 1_000;

/// Revisions, recent command identifiers, and what undo and redo would do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Memory", into = "Memory")]
pub struct History {
    /// The number of commits so far.
    pub seq: u64,
    /// Desk time of the last commit.
    pub last_at: Option<Timestamp>,
    known: BTreeMap<ObjectRef, Known>,
    /// When packages began to give what they give or gave.
    given: BTreeMap<RoleScopeId, Timestamp>,
    recent: VecDeque<(CommandId, u64)>,
    /// By hash, since nothing depends on an order and each commit looks into it, mostly uncached.
    seq_of: HashMap<CommandId, u64>,
    done: VecDeque<Vec<u64>>,
    undone: Vec<u64>,
}

/// What is remembered of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Known {
    /// How many objects had been made before it.
    place: u64,
    /// The last commit that changed it.
    revision: u64,
}

impl History {
    /// Takes note of a commit.
    pub(super) fn note(&mut self, seq: u64, commit: &Commit) {
        self.seq = seq;
        self.last_at = Some(commit.at);
        for event in &commit.events {
            self.note_given(event, commit.at);
            if let Some(object) = event.object() {
                let place = u64::try_from(self.known.len()).unwrap_or(u64::MAX);
                let known = self.known.entry(object);
                known.or_insert(Known { place, revision: 0 }).revision = seq;
            }
        }
        self.remember(commit.id, seq);
        match &commit.kind {
            CommitKind::Command => {
                self.done.push_back(vec![seq]);
                self.undone.clear();
            }
            CommitKind::Sweep => {
                if let Some(last) = self.done.back_mut() {
                    last.push(seq);
                }
                self.undone.clear();
            }
            CommitKind::Note => {}
            CommitKind::Undo(_) => {
                self.done.pop_back();
                self.undone.push(seq);
            }
            CommitKind::Redo(_) => {
                self.undone.pop();
                self.done.push_back(vec![seq]);
            }
        }
        if self.done.len() > UNDO_DEPTH {
            self.done.pop_front();
        }
    }

    /// Remembers since when a package gives a role; one that an undo gives back is no younger for it.
    fn note_given(&mut self, event: &Event, at: Timestamp) {
        if let Change::Package(edit) = &event.change {
            let package = edit.new.as_deref();
            for scope in package.iter().flat_map(|package| &package.resource_roles) {
                self.given.entry(scope.id).or_insert(at);
            }
        }
    }

    fn remember(&mut self, id: CommandId, seq: u64) {
        self.recent.push_back((id, seq));
        self.seq_of.insert(id, seq);
        if self.recent.len() > REMEMBERED_COMMANDS
            && let Some((old, _)) = self.recent.pop_front()
        {
            self.seq_of.remove(&old);
        }
    }

    /// Returns the commit that answered a command, if it is one of the last 10,000.
    pub fn seq_of(&self, command: CommandId) -> Option<u64> {
        self.seq_of.get(&command).copied()
    }

    /// Returns the last commit that changed an object; 0 when none is known.
    pub fn revision(&self, object: ObjectRef) -> u64 {
        self.known.get(&object).map_or(0, |known| known.revision)
    }

    /// Returns how many objects had been made before an object, by which those of one instant are
    /// told apart; unknown ones come last.
    pub fn place(&self, object: impl Into<ObjectRef>) -> u64 {
        let known = self.known.get(&object.into());
        known.map_or(u64::MAX, |known| known.place)
    }

    /// Returns since when a package gives a role on a resource.
    pub fn given_since(&self, scope: RoleScopeId) -> Option<Timestamp> {
        self.given.get(&scope).copied()
    }

    /// Puts what happened at the same instant in the order in which it was made; instants are in
    /// order already.
    pub fn settle<I: Copy + Into<ObjectRef>>(&self, dated: &mut [(Timestamp, I)]) {
        for together in dated.chunk_by_mut(|(one, _), (other, _)| one == other) {
            if together.len() > 1 {
                together.sort_by_cached_key(|(_, id)| self.place(*id));
            }
        }
    }

    /// Lists what an index has by time, the first that was made first.
    pub fn oldest_first<I: Copy + Into<ObjectRef>>(
        &self,
        dated: impl IntoIterator<Item = (Timestamp, I)>,
    ) -> Vec<I> {
        let mut dated: Vec<(Timestamp, I)> = dated.into_iter().collect();
        self.settle(&mut dated);
        dated.into_iter().map(|(_, id)| id).collect()
    }

    /// Lists what an index has by time, the last that was made first.
    pub fn newest_first<I: Copy + Into<ObjectRef>>(
        &self,
        dated: impl IntoIterator<Item = (Timestamp, I)>,
    ) -> Vec<I> {
        let mut ids = self.oldest_first(dated);
        ids.reverse();
        ids
    }

    /// Requires that objects have not changed since they were looked at, each in the revision given.
    pub fn as_seen<S: Sink + ?Sized>(
        &self,
        revisions: &[(ObjectRef, u64)],
        sink: &mut S,
    ) -> Result<(), Refusal> {
        for (object, seen) in revisions {
            let now = self.revision(*object);
            require(sink, Check::RevisionSeen, &[*object], now == *seen, || {
                DeskRefusal::RevisionConflict {
                    object: *object,
                    seen: *seen,
                    now,
                }
            })?;
        }
        Ok(())
    }

    /// Returns the commits that undo would take back: the last command, then its due work.
    pub fn to_undo(&self) -> Option<&[u64]> {
        self.done.back().map(Vec::as_slice)
    }

    /// Returns the commit of the undo that redo would take back.
    pub fn to_redo(&self) -> Option<u64> {
        self.undone.last().copied()
    }
}

/// The history as a snapshot keeps it.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Memory {
    seq: u64,
    last_at: Option<Timestamp>,
    /// Each object with its place and its revision.
    known: Vec<(ObjectRef, u64, u64)>,
    given: BTreeMap<RoleScopeId, Timestamp>,
    recent: VecDeque<(CommandId, u64)>,
    done: VecDeque<Vec<u64>>,
    undone: Vec<u64>,
}

impl From<Memory> for History {
    fn from(memory: Memory) -> Self {
        let known = memory.known.into_iter();
        let known = known.map(|(object, place, revision)| (object, Known { place, revision }));
        Self {
            seq: memory.seq,
            last_at: memory.last_at,
            known: known.collect(),
            given: memory.given,
            seq_of: memory.recent.iter().copied().collect(),
            recent: memory.recent,
            done: memory.done,
            undone: memory.undone,
        }
    }
}

impl From<History> for Memory {
    fn from(history: History) -> Self {
        let known = history.known.into_iter();
        let known = known.map(|(object, known)| (object, known.place, known.revision));
        Self {
            seq: history.seq,
            last_at: history.last_at,
            known: known.collect(),
            given: history.given,
            recent: history.recent,
            done: history.done,
            undone: history.undone,
        }
    }
}
