//! What a decision is made with: who asks, when, where identifiers come from and who listens.

use uuid::Uuid;

use crate::domain::commit::Binding;
use crate::domain::id::{ObjectRef, Person};
use crate::domain::refusal::Refusal;
use crate::domain::time::Timestamp;
use crate::domain::walk::{Check, Sink, require};
use crate::domain::warning::Warning;

/// Where new identifiers come from.
pub trait IdSource {
    /// Returns an identifier that was never returned before.
    fn next_id(&mut self) -> Uuid;
}

/// What a decision is made with.
pub struct Context<'a> {
    /// Who asks.
    pub actor: Person,
    /// Desk time.
    pub now: Timestamp,
    /// Where new identifiers come from.
    pub ids: &'a mut dyn IdSource,
    /// Where checks are reported.
    pub walk: &'a mut dyn Sink,
    /// Codes of warnings that were taken into account.
    pub acknowledged: &'a [String],
    /// What the actor is told besides.
    pub warnings: Vec<Warning>,
    /// What the command has bound so far, the main object first.
    pub bindings: Vec<Binding>,
}

impl std::fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Context")
            .field("actor", &self.actor)
            .field("now", &self.now)
            .finish_non_exhaustive()
    }
}

impl Context<'_> {
    /// Reports a check and refuses when it did not hold.
    pub fn require<R: Into<Refusal>>(
        &mut self,
        check: Check,
        objects: &[ObjectRef],
        passed: bool,
        refusal: impl FnOnce() -> R,
    ) -> Result<(), Refusal> {
        require(self.walk, check, objects, passed, || refusal().into())
    }

    /// Names an object that the command made or is about.
    pub fn bind(&mut self, name: &str, object: impl Into<ObjectRef>) {
        self.bindings.push(Binding {
            name: name.to_owned(),
            object: object.into(),
        });
    }

    /// Tells the actor something besides, once the command is accepted.
    pub fn warn(&mut self, warning: Warning) {
        self.warnings.push(warning);
    }

    /// Draws an identifier and makes it one of a kind.
    pub fn draw<T>(&mut self, make: impl FnOnce(Uuid) -> T) -> T {
        make(self.ids.next_id())
    }

    /// Tells whether a warning was taken into account.
    pub fn is_acknowledged(&self, code: &str) -> bool {
        self.acknowledged
            .iter()
            .any(|acknowledged| acknowledged == code)
    }
}
