//! Where access reviews stand: the round of each policy that tells it, and what was decided there.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::domain::id::{PolicyId, ReviewId};
use crate::domain::review::{AccessReview, ReviewDecision, ReviewStatus};
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;

/// How many items of a review stand where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many stay.
    pub approved: usize,
    /// How many are to go.
    pub denied: usize,
    /// How many reviewers could not tell.
    pub unsure: usize,
    /// About how many nobody has decided.
    pub not_reviewed: usize,
}

impl Tally {
    /// Counts the items of a review.
    pub fn of(tenant: &Tenant, review: ReviewId) -> Self {
        let mut tally = Self::default();
        for item in tenant.items_of(review) {
            *(match item.decision {
                ReviewDecision::Approve => &mut tally.approved,
                ReviewDecision::Deny => &mut tally.denied,
                ReviewDecision::DontKnow => &mut tally.unsure,
                ReviewDecision::NotReviewed => &mut tally.not_reviewed,
            }) += 1;
        }
        tally
    }

    /// Returns how many somebody decided.
    pub const fn reviewed(&self) -> usize {
        self.approved + self.denied + self.unsure
    }
}

/// Lists for each policy the round that tells where its reviews stand: the one that is open, else
/// the last that was, else the first that is planned.
pub fn telling(tenant: &Tenant, rounds: impl Iterator<Item = ReviewId>) -> Vec<&AccessReview> {
    let mut telling: BTreeMap<PolicyId, &AccessReview> = BTreeMap::new();
    for review in rounds.filter_map(|id| tenant.find_review(id)) {
        let best = telling.entry(review.policy).or_insert(review);
        if weight(review) > weight(best) {
            *best = review;
        }
    }
    telling.into_values().collect()
}

/// Weighs how much a round tells: open before ended before planned, of the ended ones the newest,
/// of the planned ones the next.
pub fn weight(review: &AccessReview) -> (u8, Option<Timestamp>, Option<Reverse<Timestamp>>) {
    let start = review.start_date_time;
    match review.status {
        ReviewStatus::InProgress => (2, Some(start), None),
        ReviewStatus::AutoReviewed | ReviewStatus::Completed => (1, Some(start), None),
        ReviewStatus::NotStarted => (0, None, Some(Reverse(start))),
    }
}
