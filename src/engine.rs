//! The one door: whatever changes the tenant passes through [`Engine::execute`] or [`Engine::operate`].
//!
//! A command is decided inside the store's lock, against the state that it is about to change, on a
//! draft. Its events are durable before anybody sees them; a refusal, a failed write and a preview
//! all drop the draft and leave everything as it was.

use std::path::Path;

use crate::domain::command::{Command, DeskCommand};
use crate::domain::commit::{Binding, Commit, CommitKind};
use crate::domain::context::IdSource;
use crate::domain::desk::Desk;
use crate::domain::event::Event;
use crate::domain::id::{CommandId, ObjectRef, Person};
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;
use crate::domain::warning::Warned;
use crate::store::finding::Finding;
use crate::store::fs::Fs;
use crate::store::manifest::Manifest;
use crate::store::{Access, Opened, Store};

pub mod clock;
mod deciding;
mod error;
mod foreseeing;
mod previewing;
mod roll_over;
mod sweeping;
mod undoing;

pub use crate::domain::refusal::Refused;
pub use clock::Clock;
pub use error::EngineError;

/// What comes with a command besides its fields.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    /// The command's identifier; a second command with the same one gets the first receipt.
    pub id: Option<CommandId>,
    /// The revisions that were looked at.
    pub revisions: Vec<(ObjectRef, u64)>,
    /// Codes of warnings that were taken into account.
    pub acknowledge: Vec<String>,
    /// The last commit of those that undo or redo was seen to reverse, where somebody looked.
    pub reverses: Option<u64>,
}

/// What an accepted command did.
#[derive(Debug, Clone, PartialEq)]
pub struct Receipt {
    /// The commit's number; 0 for a preview.
    pub seq: u64,
    /// Desk time.
    pub at: Timestamp,
    /// What it bound, the main object first.
    pub bindings: Vec<Binding>,
    /// What happened.
    pub events: Vec<Event>,
    /// What the actor is told besides.
    pub warnings: Vec<Warned>,
    /// The due work that a move of the clock set off.
    pub swept: Vec<(u64, Commit)>,
}

impl Receipt {
    fn warning_of(self, warnings: Vec<Warned>) -> Self {
        Self { warnings, ..self }
    }
}

/// The desk with its store behind it.
#[derive(Debug)]
pub struct Engine<F: Fs> {
    store: Store<F>,
    desk: Desk,
    clock: Box<dyn Clock>,
    ids: Box<dyn IdSource>,
    os_user: String,
    /// The last commit of another process that undo does not pass over; 0 when there is none.
    overtaken: u64,
    roll_over: roll_over::RollOver,
}

/// Where an engine gets time, identifiers and the name of whoever runs it.
pub struct Surroundings {
    /// Machine time.
    pub clock: Box<dyn Clock>,
    /// New identifiers.
    pub ids: Box<dyn IdSource>,
    /// The account of the operating system.
    pub os_user: String,
}

impl std::fmt::Debug for Surroundings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Surroundings")
            .field("os_user", &self.os_user)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for dyn Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Clock")
    }
}

impl std::fmt::Debug for dyn IdSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("IdSource")
    }
}

impl<F: Fs> Engine<F> {
    /// Creates a store in `directory`, empty but for its manifest.
    pub fn create(
        fs: F,
        directory: &Path,
        manifest: &Manifest,
        surroundings: Surroundings,
    ) -> Result<(Self, Vec<Finding>), EngineError> {
        let (mut engine, findings) = Self::begin(fs, directory, manifest, surroundings)?;
        engine.finish()?;
        Ok((engine, findings))
    }

    /// Begins a store in `directory` that does not exist for others until it is finished: killed
    /// while it is being filled, it leaves none.
    pub fn begin(
        fs: F,
        directory: &Path,
        manifest: &Manifest,
        surroundings: Surroundings,
    ) -> Result<(Self, Vec<Finding>), EngineError> {
        Ok(Self::with(
            Store::begin(fs, directory, manifest)?,
            surroundings,
        ))
    }

    /// Lets a store that was begun exist for others.
    pub fn finish(&mut self) -> Result<(), EngineError> {
        Ok(self.store.finish()?)
    }

    /// Opens the store in `directory`; what was found on the way comes beside the engine.
    pub fn open(
        fs: F,
        directory: &Path,
        access: Access,
        surroundings: Surroundings,
    ) -> Result<(Self, Vec<Finding>), EngineError> {
        Ok(Self::with(
            Store::open(fs, directory, access)?,
            surroundings,
        ))
    }

    fn with(opened: Opened<F>, surroundings: Surroundings) -> (Self, Vec<Finding>) {
        let Opened {
            store,
            desk,
            findings,
        } = opened;
        let Surroundings {
            clock,
            ids,
            os_user,
        } = surroundings;
        let roll_over = roll_over::RollOver::default();
        (
            Self {
                store,
                desk,
                clock,
                ids,
                os_user,
                overtaken: 0,
                roll_over,
            },
            findings,
        )
    }

    /// Returns the desk: the tenant and what is remembered of its commits.
    pub const fn desk(&self) -> &Desk {
        &self.desk
    }

    /// Returns the tenant.
    pub const fn tenant(&self) -> &Tenant {
        &self.desk.tenant
    }

    /// Returns the store, to read its manifest, its head and earlier commits.
    pub const fn store(&self) -> &Store<F> {
        &self.store
    }

    /// Takes notices of the store that arose since they were last taken.
    pub fn take_notices(&mut self) -> Vec<Finding> {
        self.store.take_notices()
    }

    /// Replaces clock and identifiers, as a script does that pins its session.
    pub fn pin(&mut self, surroundings: Surroundings) {
        self.clock = surroundings.clock;
        self.ids = surroundings.ids;
        self.os_user = surroundings.os_user;
    }

    /// Returns desk time: machine time since the store was made, after the instant at which its
    /// desk time starts, moved as far as the clock was; never before the last commit.
    pub fn now(&self) -> Timestamp {
        let manifest = self.store.manifest();
        let elapsed = self.clock.now().since(manifest.created_at);
        let now = manifest
            .desk_time_start
            .plus(elapsed)
            .plus(self.desk.tenant.clock_ahead);
        self.desk.history.last_at.map_or(now, |last| now.max(last))
    }

    /// Returns the machine's time at which it would be `desk` on the desk, as far as it was moved.
    pub fn machine_time(&self, desk: Timestamp) -> Timestamp {
        let manifest = self.store.manifest();
        let ahead = self.desk.tenant.clock_ahead;
        let elapsed = desk.minus(ahead).since(manifest.desk_time_start);
        manifest.created_at.plus(elapsed)
    }

    /// Reads what other processes have written; tells how many commits that was.
    pub fn catch_up(&mut self) -> Result<usize, EngineError> {
        let Self {
            store,
            desk,
            overtaken,
            ..
        } = self;
        let read = store.catch_up(&mut |seq, commit| {
            match commit.kind {
                CommitKind::Command | CommitKind::Undo(_) | CommitKind::Redo(_) => *overtaken = seq,
                CommitKind::Sweep | CommitKind::Note => {}
            }
            desk.replay(seq, &commit);
        })?;
        Ok(read)
    }

    /// Executes a persona's command: all of it or nothing, durable before this returns.
    pub fn execute(
        &mut self,
        actor: Person,
        command: &Command,
        terms: &Terms,
    ) -> Result<Receipt, EngineError> {
        self.in_lock(|engine| {
            if let Some(receipt) = engine.receipt_of(terms.id)? {
                return Ok(receipt);
            }
            engine.sweep()?;
            engine.decide(actor, command, terms)
        })
    }

    /// Executes a command of the operator.
    pub fn operate(
        &mut self,
        command: &DeskCommand,
        terms: &Terms,
    ) -> Result<Receipt, EngineError> {
        self.in_lock(|engine| {
            if let Some(receipt) = engine.receipt_of(terms.id)? {
                return Ok(receipt);
            }
            if !matches!(command, DeskCommand::Undo(_) | DeskCommand::Redo(_)) {
                engine.sweep()?;
            }
            match command {
                DeskCommand::Undo(_) => engine.undo(terms),
                DeskCommand::Redo(_) => engine.redo(terms),
                DeskCommand::FoundTenant(_)
                | DeskCommand::AdvanceClock(_)
                | DeskCommand::SwitchPersona(_)
                | DeskCommand::SignIn(_)
                | DeskCommand::AddDirectory(_)
                | DeskCommand::AddExternalPerson(_)
                | DeskCommand::UpdateExternalPerson(_)
                | DeskCommand::RemoveExternalPerson(_)
                | DeskCommand::AnswerCallout(_) => engine.decide_desk(command, terms),
            }
        })
    }

    /// Does the work that has become due, each piece as a commit of its own.
    pub fn tick(&mut self) -> Result<Vec<(u64, Commit)>, EngineError> {
        if crate::domain::sweep::next_due(self.tenant()).is_none_or(|due| due.at > self.now()) {
            return Ok(Vec::new());
        }
        self.in_lock(Self::sweep)
    }

    /// Runs a commit in the store's lock, on a desk that knows everything the store holds.
    fn in_lock<T>(
        &mut self,
        act: impl FnOnce(&mut Self) -> Result<T, EngineError>,
    ) -> Result<T, EngineError> {
        self.store.lock()?;
        let result = self.catch_up().and_then(|_| act(self));
        self.begin_roll_over();
        self.store.unlock();
        result
    }

    /// Returns the receipt of a command that was executed before.
    pub fn receipt_of(&self, id: Option<CommandId>) -> Result<Option<Receipt>, EngineError> {
        let Some(seq) = id.and_then(|id| self.desk.history.seq_of(id)) else {
            return Ok(None);
        };
        let commit = self.store.commit_at(seq)?;
        let swept = self.swept_after(seq, &commit)?;
        Ok(Some(receipt(seq, commit, swept)))
    }
}

fn receipt(seq: u64, commit: Commit, swept: Vec<(u64, Commit)>) -> Receipt {
    Receipt {
        seq,
        at: commit.at,
        bindings: commit.bindings,
        events: commit.events,
        warnings: Vec::new(),
        swept,
    }
}
