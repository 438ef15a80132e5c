//! A refusal with the checks that led to it, as whoever is refused reads it.

use crate::domain::refusal::{Description, Refusal};
use crate::domain::tenant::Tenant;
use crate::domain::walk::{Sink as _, Walk};

/// A refusal with the checks that led to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The rule.
    pub refusal: Refusal,
    /// Every check in order; the last one decided.
    pub walk: Walk,
    /// The words for it, where they were found while the command was being decided.
    said: Option<Description>,
}

impl Refused {
    /// Puts a refusal and the walk that led to it together.
    ///
    /// Where no rule reported the check that failed, the one that the refusal stands for is added,
    /// so the last check is always the one that decided.
    pub fn new(refusal: Refusal, mut walk: Walk) -> Self {
        if walk.0.last().is_none_or(|step| step.passed) {
            walk.note(refusal.check(), false, &refusal.objects());
        }
        Self {
            refusal,
            walk,
            said: None,
        }
    }

    /// Finds the words for the refusal of a command on its draft, while all that the command was
    /// making is still there to be named.
    #[must_use]
    pub fn named_on(self, draft: &Tenant) -> Self {
        Self {
            said: Some(self.refusal.describe(draft)),
            ..self
        }
    }

    /// Says what is wrong and what to do next, with names in place of identifiers.
    pub fn describe(&self, tenant: &Tenant) -> Description {
        let said = self.said.clone();
        said.unwrap_or_else(|| self.refusal.describe(tenant))
    }
}
