//! When time alone may turn what rules say about somebody.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::id::{GroupId, PolicyId, UserId};
use crate::domain::time::Timestamp;

/// What a rule decides about somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ruled {
    /// Whether they are in a group.
    Group(GroupId),
    /// Whether they hold a package under a policy.
    Policy(PolicyId),
}

/// When rules have to be asked about a user again though nothing was edited.
///
/// Only rules that compare a date with the present turn by themselves, and only for people who have
/// the date. An automatic policy is asked again, too, about somebody who lost what its rule gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RuleTurns {
    /// Who is judged.
    pub user: UserId,
    /// When the judgment turns next, for each group whose rule does.
    pub turns: BTreeMap<GroupId, Timestamp>,
    /// When it does for each automatic policy.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub policies: BTreeMap<PolicyId, Timestamp>,
}

impl RuleTurns {
    /// The record of a user about whom nothing is asked again.
    pub const fn none(user: UserId) -> Self {
        Self {
            user,
            turns: BTreeMap::new(),
            policies: BTreeMap::new(),
        }
    }

    /// Lists what is asked again, with the moment.
    pub fn iter(&self) -> impl Iterator<Item = (Ruled, Timestamp)> {
        let groups = self.turns.iter();
        let groups = groups.map(|(group, at)| (Ruled::Group(*group), *at));
        let policies = self.policies.iter();
        groups.chain(policies.map(|(policy, at)| (Ruled::Policy(*policy), *at)))
    }

    /// Returns when the first of the rules has to be asked.
    pub fn next(&self) -> Option<Timestamp> {
        self.iter().map(|(_, at)| at).min()
    }

    /// Returns when one of the rules has to be asked.
    pub fn of(&self, ruled: Ruled) -> Option<Timestamp> {
        match ruled {
            Ruled::Group(group) => self.turns.get(&group).copied(),
            Ruled::Policy(policy) => self.policies.get(&policy).copied(),
        }
    }

    /// Settles when one of the rules has to be asked, if at all.
    pub fn set(&mut self, ruled: Ruled, at: Option<Timestamp>) {
        match (ruled, at) {
            (Ruled::Group(group), Some(at)) => self.turns.insert(group, at),
            (Ruled::Group(group), None) => self.turns.remove(&group),
            (Ruled::Policy(policy), Some(at)) => self.policies.insert(policy, at),
            (Ruled::Policy(policy), None) => self.policies.remove(&policy),
        };
    }
}
