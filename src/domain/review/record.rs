//! One round of a review, and what was decided in it about each person.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::domain::id::{AssignmentId, PackageId, PolicyId, ReviewId, UserId};
use crate::domain::review::{
    ApplyResult, ExpirationBehavior, Recommendation, ReviewDecision, ReviewSettings, ReviewStatus,
};
use crate::domain::text::Justification;
use crate::domain::time::{Span, Timestamp};

/// One round of the reviews of a policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AccessReview {
    /// Which round.
    pub id: ReviewId,
    /// The policy whose assignments are reviewed.
    pub policy: PolicyId,
    /// The package that they are for.
    pub access_package: PackageId,
    /// When it opens.
    pub start_date_time: Timestamp,
    /// When it closes; earlier than planned when somebody stopped it.
    pub end_date_time: Timestamp,
    /// Where it stands.
    pub status: ReviewStatus,
    /// The policy's settings when it opened; later edits of the policy do not touch it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settings: Option<Box<ReviewSettings>>,
    /// Who was asked when it opened and when it reminded.
    #[serde(default)]
    pub contacted_reviewers: BTreeSet<UserId>,
    /// When the reviewers were reminded, if they were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminded: Option<Timestamp>,
}

impl AccessReview {
    /// Returns when it reminds its reviewers: half-way to its end.
    pub fn reminds_at(&self) -> Timestamp {
        let half = self.end_date_time.since(self.start_date_time).as_seconds() / 2;
        self.start_date_time.plus(Span::seconds(half))
    }

    /// Tells whether reviewers decide now.
    pub const fn is_open(&self) -> bool {
        match self.status {
            ReviewStatus::InProgress => true,
            ReviewStatus::NotStarted | ReviewStatus::AutoReviewed | ReviewStatus::Completed => {
                false
            }
        }
    }
}

/// What is decided in a review about one person's access.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReviewItem {
    /// The review.
    pub review: ReviewId,
    /// The person.
    pub principal: UserId,
    /// The access.
    pub assignment: AssignmentId,
    /// What the last sign-in suggested when the review opened.
    pub recommendation: Recommendation,
    /// What was decided last.
    pub decision: ReviewDecision,
    /// Who decided; nobody when nobody did or time settled it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed_by: Option<UserId>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed_date_time: Option<Timestamp>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub justification: Option<Justification>,
    /// When the decision was applied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applied_date_time: Option<Timestamp>,
    /// What came of it.
    pub apply_result: ApplyResult,
}

impl ReviewItem {
    /// Tells whether the access goes when the results are applied.
    ///
    /// A reviewer's word counts; without one the policy says. A recommendation that nothing is known
    /// for keeps access.
    pub const fn removes_access(&self, behavior: ExpirationBehavior) -> bool {
        match self.decision {
            ReviewDecision::Deny => true,
            ReviewDecision::Approve | ReviewDecision::DontKnow => false,
            ReviewDecision::NotReviewed => match behavior {
                ExpirationBehavior::KeepAccess => false,
                ExpirationBehavior::RemoveAccess => true,
                ExpirationBehavior::AcceptAccessRecommendation => match self.recommendation {
                    Recommendation::Deny => true,
                    Recommendation::Approve | Recommendation::NoInfoAvailable => false,
                },
            },
        }
    }
}
