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
        primary_approvers: Vec<SubjectSet>,
        /// Who is asked when nobody of the primary approvers can be found.
        #[serde(default)]
        fallback_primary_approvers: Vec<SubjectSet>,
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

/// What an approver decided, when and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApproverDecision {
    /// The approver.
    pub by: UserId,
    /// Approve or deny.
    pub verdict: Verdict,
    /// When.
    pub at: Timestamp,
    /// The reason given.
    pub justification: Option<Justification>,
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
    /// How it ended, if it has.
    pub outcome: StageOutcome,
}
