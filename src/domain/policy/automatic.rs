//! What makes a policy automatic: a rule says who gets the package, and nobody asks for it.

use serde::{Deserialize, Serialize};

use crate::domain::policy::PolicyTerms;
use crate::domain::rule::{MembershipRule, RuleError};
use crate::domain::shape::{Member, Shape, Shaped, members};
use crate::domain::subject_set::SubjectSet;
use crate::domain::text::{Description, RuleText, TextError};
use crate::domain::time::Span;

/// The most users that an automatic policy assigns to.
pub const AUTOMATIC_USERS: usize = 15_000;

/// The most users that an automatic policy is advised to assign to.
pub const ADVISED_AUTOMATIC_USERS: usize = 5_000;

/// Whom the service gives a package by itself, and what it does when the rule admits them no longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Automatic {
    /// Who gets access.
    pub rule: MembershipRule,
    /// What the rule is for.
    pub description: Description,
    /// Whether whoever the rule admits is given access.
    pub gives: bool,
    /// Whether whoever the rule admits no longer loses it.
    pub takes: bool,
    /// How long they keep it then.
    pub grace: Span,
}

members! {
    /// Graph's settings of an automatic policy; their presence makes the policy one.
    #[derive(Default)]
    pub struct AutomaticRequestSettings {
        /// Whether whoever the rule admits is given access.
        request_access_for_allowed_targets: Option<bool>,
        /// Whether whoever the rule admits no longer loses it.
        remove_access_when_target_leaves_allowed_targets: Option<bool>,
        /// How long they keep it then.
        grace_period_before_access_removal: Option<Span>,
    }
}

/// What the scope of a policy may list: people, or a rule that finds them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum AllowedTarget {
    /// Whoever a rule admits.
    Rule(AttributeRule),
    /// People by name, by group or by organization.
    Subjects(SubjectSet),
}

/// A rule as a target, in Graph's form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "@odata.type", rename_all_fields = "camelCase")]
pub enum AttributeRule {
    /// Whoever the rule admits.
    #[serde(rename = "#microsoft.graph.attributeRuleMembers")]
    AttributeRuleMembers {
        /// The rule.
        membership_rule: String,
        /// What it is for.
        #[serde(default = "Description::none")]
        description: Description,
    },
}

impl From<SubjectSet> for AllowedTarget {
    fn from(set: SubjectSet) -> Self {
        Self::Subjects(set)
    }
}

impl Shaped for AllowedTarget {
    const SHAPE: Shape = Shape::Tagged(&[
        SubjectSet::USER,
        SubjectSet::GROUP,
        SubjectSet::ORGANIZATION,
        SubjectSet::MANAGER,
        SubjectSet::INTERNAL,
        SubjectSet::EXTERNAL,
        SubjectSet::SPONSORS,
        (
            "#microsoft.graph.attributeRuleMembers",
            &[
                Member::new("membershipRule", Shape::Text(|_| Ok(())), true),
                Member::new("description", Description::SHAPE, false),
            ],
        ),
    ]);
}

impl PolicyTerms {
    /// Returns the rule by which the policy assigns, while it is switched on.
    pub fn assigning(&self) -> Option<&Automatic> {
        self.automatic.as_deref().filter(|_| self.is_enabled)
    }

    /// Tells whether a workflow is called that can keep what the policy gives from being given.
    pub fn is_held_up(&self) -> bool {
        self.extensions.iter().any(|called| called.stage.holds_up())
    }

    /// Returns the words that people read of who gets access under the policy.
    pub fn who(&self) -> &'static str {
        if self.automatic.is_some() {
            "Automatic: whoever the rule admits"
        } else {
            self.scope.label()
        }
    }
}

/// Why what is said of a rule makes no automatic policy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AutomaticError {
    /// Something does not go with a rule, or a rule with the rest.
    #[error("{0}")]
    Misfit(&'static str),
    /// The rule is not a text that is kept.
    #[error(transparent)]
    Text(TextError),
    /// The rule is too long or cannot be read.
    #[error(transparent)]
    Rule(#[from] RuleError),
}

/// Takes a scope's list apart: the people, and what a rule with its settings comes to.
pub(super) fn apart(
    listed: Vec<AllowedTarget>,
    settings: Option<AutomaticRequestSettings>,
) -> Result<(Vec<SubjectSet>, Option<Box<Automatic>>), AutomaticError> {
    let mut sets = Vec::new();
    let mut rules = Vec::new();
    for target in listed {
        match target {
            AllowedTarget::Subjects(set) => sets.push(set),
            AllowedTarget::Rule(rule) => rules.push(rule),
        }
    }
    let Some(settings) = settings else {
        return if rules.is_empty() {
            Ok((sets, None))
        } else {
            Err(AutomaticError::Misfit(
                "a membership rule in the scope needs automaticRequestSettings",
            ))
        };
    };
    let one = rules.len() == 1 && sets.is_empty();
    let Some(rule) = rules.pop().filter(|_| one) else {
        return Err(AutomaticError::Misfit(
            "an automatic policy has the scope specificDirectoryUsers and lists one membership rule, nothing else",
        ));
    };
    let AttributeRule::AttributeRuleMembers {
        membership_rule,
        description,
    } = rule;
    let takes = settings.remove_access_when_target_leaves_allowed_targets;
    let grace = settings.grace_period_before_access_removal;
    let automatic = Automatic {
        rule: read(&membership_rule)?,
        description,
        gives: settings.request_access_for_allowed_targets.unwrap_or(true),
        takes: takes.unwrap_or(true),
        grace: grace.unwrap_or_default(),
    };
    Ok((sets, Some(Box::new(automatic))))
}

fn read(text: &str) -> Result<MembershipRule, AutomaticError> {
    match RuleText::parse(text) {
        Ok(text) => Ok(MembershipRule::parse(text.as_str())?),
        Err(TextError::TooLong { length, .. }) => Err(RuleError::TooLong { length }.into()),
        Err(error) => Err(AutomaticError::Text(error)),
    }
}

/// Puts a scope's list together again.
pub(super) fn together(sets: Vec<SubjectSet>, automatic: Option<&Automatic>) -> Vec<AllowedTarget> {
    let rule = automatic.map(|automatic| AttributeRule::AttributeRuleMembers {
        membership_rule: automatic.rule.as_str().to_owned(),
        description: automatic.description.clone(),
    });
    let sets = sets.into_iter().map(AllowedTarget::Subjects);
    sets.chain(rule.map(AllowedTarget::Rule)).collect()
}

impl From<&Automatic> for AutomaticRequestSettings {
    fn from(automatic: &Automatic) -> Self {
        Self {
            request_access_for_allowed_targets: Some(automatic.gives),
            remove_access_when_target_leaves_allowed_targets: Some(automatic.takes),
            grace_period_before_access_removal: Some(automatic.grace),
        }
    }
}
