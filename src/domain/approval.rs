//! Who decides on a request, in which stages and until when.

use serde::{Deserialize, Serialize};

use crate::domain::id::UserId;
use crate::domain::shape::members;
use crate::domain::subject::words;
use crate::domain::subject_set::SubjectSet;
use crate::domain::text::Justification;
use crate::domain::time::{Span, Timestamp};

/// The least and the most days that a stage may wait for a decision.
pub const STAGE_DAYS: std::ops::RangeInclusive<u64> = 1..=14;
/// The most stages that a policy may have.
pub const STAGES: usize = 3;

words! {
    /// Which requests of a policy need approval.
    ApprovalFor {
        /// Requests for access that one does not have yet.
        Add = "add", "new access";
        /// Requests for more time.
        Extend = "extend", "extensions";
        /// Both.
        Both = "both", "new access and extensions";
    }

    /// Whether requestors see who decides on a stage before anybody has.
    #[derive(Default)]
    ApproverVisibility {
        /// As the tenant's settings say.
        #[default]
        Default = "default", "as the settings say";
        /// They do not.
        NotVisible = "notVisible", "no";
        /// They do.
        Visible = "visible", "yes";
    }

    /// What an approver says about a request.
    Verdict {
        /// The request may go on.
        Approve = "approve", "approved";
        /// The request ends here.
        Deny = "deny", "denied";
    }
}

/// What a policy asks of its approvers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ApprovalSettings {
    /// Requests are approved by themselves.
    NotRequired,
    /// People decide, stage by stage.
    Required {
        /// Which requests they decide on.
        of: ApprovalFor,
        /// The stages, strictly one after the other.
        stages: Vec<ApprovalStage>,
    },
}

impl ApprovalSettings {
    /// Returns the stages that a request for new access passes.
    pub fn stages_for_add(&self) -> &[ApprovalStage] {
        match self {
            Self::Required {
                of: ApprovalFor::Add | ApprovalFor::Both,
                stages,
            } => stages,
            Self::Required {
                of: ApprovalFor::Extend,
                ..
            }
            | Self::NotRequired => &[],
        }
    }

    /// Returns the stages that a request for more time passes.
    pub fn stages_for_extension(&self) -> &[ApprovalStage] {
        match self {
            Self::Required {
                of: ApprovalFor::Extend | ApprovalFor::Both,
                stages,
            } => stages,
            Self::Required {
                of: ApprovalFor::Add,
                ..
            }
            | Self::NotRequired => &[],
        }
    }

    /// Returns all stages, whichever requests they are for.
    pub fn stages(&self) -> &[ApprovalStage] {
        match self {
            Self::Required { stages, .. } => stages,
            Self::NotRequired => &[],
        }
    }
}

members! {
    /// One stage of an approval, in Graph's form.
    pub struct ApprovalStage {
        /// How long the stage waits for a decision; without one the request is over.
        #[serde(default = "fourteen_days")]
        duration_before_automatic_denial: Span => optional,
        /// Whether an approver must give a reason.
        #[serde(default = "yes")]
        is_approver_justification_required: bool => optional,
        /// Who is asked.
        primary_approvers: Vec<SubjectSet> => required,
        /// Who is asked when nobody of the primary approvers can be found.
        #[serde(default)]
        fallback_primary_approvers: Vec<SubjectSet>,
        /// Whether alternates are asked too once some time has passed.
        #[serde(default)]
        is_escalation_enabled: bool => optional,
        /// How long the stage waits before alternates are asked.
        #[serde(default)]
        duration_before_escalation: Span => optional,
        /// The alternates.
        #[serde(default)]
        escalation_approvers: Vec<SubjectSet>,
        /// Who is asked when nobody of the alternates can be found.
        #[serde(default)]
        fallback_escalation_approvers: Vec<SubjectSet>,
        /// Whether requestors see who decides before anybody has.
        #[serde(default, skip_serializing_if = "ApproverVisibility::is_default")]
        approver_information_visibility: ApproverVisibility => optional,
    }
}

impl ApproverVisibility {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde hands skip conditions a reference"
    )]
    fn is_default(&self) -> bool {
        *self == Self::Default
    }
}

impl ApprovalStage {
    /// Returns when a stage that opened at an instant asks its alternates, if it does.
    pub fn escalates_at(&self, opened: Timestamp) -> Option<Timestamp> {
        self.is_escalation_enabled
            .then(|| opened.plus(self.duration_before_escalation))
    }

    /// Returns when a stage that opened at an instant reminds its approvers: half-way to its end.
    pub fn reminds_at(&self, opened: Timestamp) -> Timestamp {
        let half = self.duration_before_automatic_denial.as_seconds() / 2;
        opened.plus(Span::seconds(half))
    }

    /// Returns the stage as those know it from whom its people are kept: it names nobody.
    #[must_use]
    pub fn without_people(self) -> Self {
        Self {
            primary_approvers: Vec::new(),
            fallback_primary_approvers: Vec::new(),
            escalation_approvers: Vec::new(),
            fallback_escalation_approvers: Vec::new(),
            ..self
        }
    }

    /// Lists every set of people that the stage names.
    pub fn sets(&self) -> impl Iterator<Item = SubjectSet> {
        self.primary_approvers
            .iter()
            .chain(&self.fallback_primary_approvers)
            .chain(&self.escalation_approvers)
            .chain(&self.fallback_escalation_approvers)
            .copied()
    }
}

const fn fourteen_days() -> Span {
    Span::days(14)
}

const fn yes() -> bool {
    true
}

/// Whether and how a stage ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum StageOutcome {
    /// Nobody has decided yet.
    Open,
    /// An approver decided.
    Decided(ApproverDecision),
    /// Time ran out.
    Expired,
    /// The request was canceled before anybody decided.
    Withdrawn,
}

/// As what somebody decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum StandIn {
    /// As one of those the stage asks.
    Primary,
    /// In place of those, since nobody of them can decide.
    Fallback,
    /// Beside those, since they have let too much time pass.
    Alternate,
    /// In the place of one of those, who handed decisions over.
    Delegate,
}

/// What an approver decided, when and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApproverDecision {
    /// The approver.
    pub by: UserId,
    /// In whose place, when that approver had handed decisions over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub for_approver: Option<UserId>,
    /// As what, unless it was decided before that was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stand_in: Option<StandIn>,
    /// Approve or deny.
    pub verdict: Verdict,
    /// When.
    pub at: Timestamp,
    /// The reason given.
    pub justification: Option<Justification>,
}

/// The alternates of a stage, asked since nobody had decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Escalated {
    /// When.
    pub at: Timestamp,
    /// Who was asked.
    pub asked: Vec<UserId>,
}

/// A stage of a running or finished approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StageRecord {
    /// When the stage began.
    pub opened: Timestamp,
    /// When it ends without a decision.
    pub due: Timestamp,
    /// Who was asked when it began.
    pub asked: Vec<UserId>,
    /// When its approvers were reminded, if they were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminded: Option<Timestamp>,
    /// When its alternates were asked too and who they were, if it came to that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub escalated: Option<Escalated>,
    /// How it ended, if it has.
    pub outcome: StageOutcome,
}

impl StageRecord {
    /// Returns what was decided, if anything was.
    pub const fn decided(&self) -> Option<&ApproverDecision> {
        match &self.outcome {
            StageOutcome::Decided(decision) => Some(decision),
            StageOutcome::Open | StageOutcome::Expired | StageOutcome::Withdrawn => None,
        }
    }

    /// Says as what somebody decided; of a decision from before that was kept, as far as it is plain
    /// from whoever was asked.
    pub fn stood_in(&self) -> Option<StandIn> {
        let decision = self.decided()?;
        let forwarded = self.escalated.as_ref();
        let alternate = forwarded.is_some_and(|forwarded| forwarded.asked.contains(&decision.by))
            && !self.asked.contains(&decision.by);
        let plain = if decision.for_approver.is_some() {
            Some(StandIn::Delegate)
        } else {
            alternate.then_some(StandIn::Alternate)
        };
        decision.stand_in.or(plain)
    }

    /// Lists everybody who was asked, alternates last.
    pub fn everybody_asked(&self) -> impl Iterator<Item = UserId> {
        let alternates = self.escalated.iter().flat_map(|escalated| &escalated.asked);
        self.asked.iter().chain(alternates).copied()
    }
}
