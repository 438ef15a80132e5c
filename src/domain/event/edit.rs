//! What an event changed: one record, before and after.

use serde::{Deserialize, Serialize};

/// A record before and after; absent before it was made and after it is gone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit<T> {
    /// What was there.
    pub old: Option<Box<T>>,
    /// What is there now.
    pub new: Option<Box<T>>,
}

impl<T> Edit<T> {
    /// A record came into being.
    pub fn made(new: T) -> Self {
        Self {
            old: None,
            new: Some(Box::new(new)),
        }
    }

    /// A record changed.
    pub fn changed(old: T, new: T) -> Self {
        Self {
            old: Some(Box::new(old)),
            new: Some(Box::new(new)),
        }
    }

    /// A record ceased to be.
    pub fn gone(old: T) -> Self {
        Self {
            old: Some(Box::new(old)),
            new: None,
        }
    }

    /// Returns the record as it is now, or as it was before it went.
    pub fn latest(&self) -> Option<&T> {
        self.new.as_deref().or(self.old.as_deref())
    }

    pub(super) fn inverse(self) -> Self {
        Self {
            old: self.new,
            new: self.old,
        }
    }
}
