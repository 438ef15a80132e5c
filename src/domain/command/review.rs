//! Commands on access reviews.

use crate::domain::command::commands;
use crate::domain::id::{ReviewId, UserId};
use crate::domain::review::ReviewDecision;
use crate::domain::shape::members;
use crate::domain::text::Justification;

commands! {
    /// What can be done in a review.
    "do" ReviewCommand {
        /// Says whether somebody's access is still needed, or takes that back.
        DecideReview(DecideReview) = "decideReview",
        /// Decides as recommended wherever one reviews and nothing was decided.
        AcceptRecommendations(ReviewReference) = "acceptRecommendations",
        /// Ends a review before its time and applies what was decided.
        StopReview(ReviewReference) = "stopReview",
    }
}

members! {
    /// Fields of `decideReview`.
    pub struct DecideReview {
        /// Which review.
        review: ReviewId,
        /// Whose access.
        principal: UserId,
        /// What is decided.
        decision: ReviewDecision,
        /// Why.
        justification: Option<Justification>,
    }

    /// A review.
    pub struct ReviewReference {
        /// Which review.
        review: ReviewId,
    }
}
