//! Warnings: what an accepted command is told besides, so that nobody is surprised later.
//!
//! A warning never stops a command. The two that do until they are acknowledged are refusals.

use crate::domain::id::{ObjectRef, PolicyId};
use crate::domain::refusal::describe::Names;
use crate::domain::tenant::Tenant;
use crate::domain::text::Safe;
use crate::domain::time::Timestamp;

/// What an accepted command is told besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// Another group has the name.
    GroupNameTaken {
        /// The group that has it.
        object: ObjectRef,
    },
    /// Something works no longer where the object is used.
    StillUsed {
        /// The object.
        object: ObjectRef,
        /// Where it is used.
        by: Vec<ObjectRef>,
    },
    /// Policies give what asks for answers to people whom nobody asks.
    AnswersNotAsked {
        /// What asks.
        object: ObjectRef,
        /// The policies.
        by: Vec<ObjectRef>,
    },
    /// The directory sends no codes by which people of some policies and organizations sign in.
    PasscodesOff {
        /// The policies and organizations.
        by: Vec<ObjectRef>,
    },
    /// An organization of whoever has a social account counts as set up by an administrator.
    SocialConfigured {
        /// The organization.
        object: ObjectRef,
    },
    /// Access ends earlier on its last day than was typed, since the policy ends it then.
    EndsWithPolicy {
        /// The policy.
        policy: PolicyId,
        /// When access ends.
        latest: Timestamp,
    },
    /// There is more of something than the service once allowed.
    LimitAdvised {
        /// What is counted, in words.
        what: &'static str,
        /// How many there are.
        count: usize,
        /// How many are advised at most.
        advised: usize,
    },
}

/// A warning in words, found while all that the command made is there to be named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warned {
    /// The warning's stable code.
    pub code: &'static str,
    /// What to beware of: a sentence without a period.
    pub text: Safe,
}

impl Warning {
    /// Puts the warning into words.
    pub fn said(&self, tenant: &Tenant) -> Warned {
        Warned {
            code: self.code(),
            text: self.describe(tenant),
        }
    }

    /// Returns the warning's stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::GroupNameTaken { .. } => "DuplicateGroupName",
            Self::StillUsed { .. } => "StillUsed",
            Self::AnswersNotAsked { .. } => "AnswersNotAsked",
            Self::PasscodesOff { .. } => "PasscodesOff",
            Self::SocialConfigured { .. } => "SocialConfigured",
            Self::EndsWithPolicy { .. } => "EndsWithPolicy",
            Self::LimitAdvised { .. } => "LimitAdvised",
        }
    }

    /// Says what to beware of: a sentence without a period.
    pub fn describe(&self, tenant: &Tenant) -> Safe {
        let names = Names::of(tenant);
        Safe::line(&match self {
            Self::GroupNameTaken { object } => {
                format!("another group is called {} as well", names.quoted(*object))
            }
            Self::StillUsed { object, by } => format!(
                "{} stops working in {}",
                names.quoted(*object),
                names.several(by)
            ),
            Self::AnswersNotAsked { object, by } => format!(
                "{} gives {} automatically, without the answers",
                names.several(by),
                names.quoted(*object)
            ),
            Self::PasscodesOff { by } => format!(
                "one-time passcodes are off, so nobody signs in with one for {}",
                names.several(by)
            ),
            Self::SocialConfigured { object } => format!(
                "policies for all configured organizations now let in everybody with an account of {}",
                names.quoted(*object)
            ),
            Self::EndsWithPolicy { policy, latest } => format!(
                "policy {} ends access at {} on that day",
                names.quoted(*policy),
                names.when(*latest)
            ),
            Self::LimitAdvised {
                what,
                count,
                advised,
            } => format!("there are {count} {what}; more than {advised} are not advised"),
        })
    }
}
