//! Refusals of review commands.

use crate::domain::id::{ReviewId, UserId};
use crate::domain::refusal::refusals;
use crate::domain::time::Timestamp;

refusals! {
    /// Refusals of review commands, and of what policies say about reviews.
    ReviewRefusal, |names|
    /// Nobody decides in the review now.
    ReviewNotOpen {
        /// The review.
        review: ReviewId,
    } "ReviewNotOpen" =>
        format!("the review of {} is not open", names.quoted(*review)),
        "See in its details when it opens, or what came of it.";
    /// The person does not review this access.
    NotAReviewer {
        /// The review.
        review: ReviewId,
    } "NotAReviewer" =>
        format!("you are not asked to review this access to {}", names.quoted(*review)),
        "Act as one of the reviewers: the review names them.";
    /// The person's access is not part of the review.
    NotReviewed {
        /// The review.
        review: ReviewId,
        /// The person.
        principal: UserId,
    } "NotReviewed" =>
        format!("the review of {} is not about {}", names.quoted(*review), names.person(*principal)),
        "Choose one of the people whose access is reviewed.";
    /// The review wants a reason.
    ReviewerJustificationRequired {
        /// The review.
        review: ReviewId,
    } "ReviewerJustificationRequired" =>
        format!("the review of {} asks reviewers for a reason", names.quoted(*review)),
        "Enter the reason for the decision.";
    /// The start of reviews cannot be moved.
    ReviewStartLocked {
        /// The start.
        start: Timestamp,
    } "ReviewStartLocked" =>
        format!("reviews of this policy begin on {}, and that cannot be changed", names.when(*start)),
        "Leave the start as it is, or switch reviews off first.";
    /// A review would last into the next one.
    ReviewDurationTooLong {
        /// The most days.
        most: u64,
    } "ReviewDurationTooLong" =>
        format!("a review that comes this often lasts 1 to {most} whole days"),
        "Choose fewer days, or review less often.";
    /// Nobody would review.
    ReviewersRequired {} "ReviewersRequired" =>
        "the reviews name nobody who can review, or a manager and nobody for those without one".to_owned(),
        "Name users, groups or the manager as reviewers, with a fallback for the manager.";
}
