//! When time alone may turn what rules say about somebody.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::id::{GroupId, UserId};
use crate::domain::time::Timestamp;

/// When the rules of groups have to be asked about a user again though nothing was edited.
///
/// Only rules that compare a date with the present turn by themselves, and only for people who have
/// the date; others have no such record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RuleTurns {
    /// Who is judged.
    pub user: UserId,
    /// When the judgment turns next, for each group whose rule does.
    pub turns: BTreeMap<GroupId, Timestamp>,
}

impl RuleTurns {
    /// Returns when the first of the rules has to be asked.
    pub fn next(&self) -> Option<Timestamp> {
        self.turns.values().min().copied()
    }
}
