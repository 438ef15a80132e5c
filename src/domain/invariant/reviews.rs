//! Rules on access reviews.

use std::collections::BTreeSet;

use crate::domain::id::ReviewId;
use crate::domain::invariant::Findings;
use crate::domain::review::{AccessReview, ApplyResult, ReviewDecision, ReviewItem, ReviewStatus};
use crate::domain::tenant::Tenant;

/// A policy has one open round at most, and a next one when its reviews are on.
pub(super) fn reviews_follow_their_policies(tenant: &Tenant, found: &mut Findings) {
    let mut ahead = BTreeSet::new();
    for review in tenant.reviews.iter() {
        let id = review.id;
        let ordered = review.start_date_time <= review.end_date_time;
        found.expect("a review ends after its start", id, ordered);
        let planned = review.status == ReviewStatus::NotStarted;
        let settled = planned == review.settings.is_none();
        found.expect("a review goes by settings once it opens", id, settled);
        if review.status == ReviewStatus::Completed {
            continue;
        }
        let policy = tenant.find_policy(review.policy);
        let there = policy.is_some_and(|policy| policy.access_package == review.access_package);
        found.expect("a review to come or open has its policy", id, there);
        let one = ahead.insert((review.policy, review.status));
        found.expect("a policy has one review at a time", id, one);
        let settings = policy.and_then(|policy| policy.terms.reviews.as_deref());
        let on = settings.is_some_and(|settings| settings.is_enabled);
        found.expect(
            "no review is planned when reviews are off",
            id,
            !planned || on,
        );
    }
    for policy in tenant.policies.iter() {
        let settings = policy.terms.reviews.as_deref();
        let begun = tenant.reviews.iter().filter(|it| it.policy == policy.id);
        let from = begun.map(|review| review.end_date_time).max();
        let from = from.unwrap_or(policy.created_date_time);
        let next = settings.and_then(|settings| settings.next_start(from));
        let planned = ahead.contains(&(policy.id, ReviewStatus::NotStarted));
        let rule = "the next review is planned where reviews are on";
        found.expect(rule, policy.id, next.is_none() || planned);
    }
}

/// What is decided in a review is about access under its policy, by somebody else unless people
/// review themselves, and is done when the review is over.
pub(super) fn decisions_of_reviews_are_sound(tenant: &Tenant, found: &mut Findings) {
    let mut known: Option<(ReviewId, Option<&AccessReview>)> = None;
    for item in tenant.review_items.iter() {
        let review = match known {
            Some((id, review)) if id == item.review => review,
            Some(_) | None => tenant.find_review(item.review),
        };
        known = Some((item.review, review));
        match review {
            Some(review) => decision(tenant, review, item, found),
            None => found.expect("an item belongs to a review", item.review, false),
        }
    }
}

fn decision(tenant: &Tenant, review: &AccessReview, item: &ReviewItem, found: &mut Findings) {
    let id = review.id;
    let assignment = tenant.find_assignment(item.assignment);
    let of_it = assignment.is_some_and(|it| it.access_package == review.access_package);
    found.expect("what is reviewed is access to the package", id, of_it);
    let by_somebody = item.reviewed_by.is_some() == (item.decision != ReviewDecision::NotReviewed);
    found.expect("a decision is somebody's", id, by_somebody);
    let own = item.reviewed_by == Some(item.principal);
    let settings = review.settings.as_deref();
    let is_self = settings.is_some_and(crate::domain::review::ReviewSettings::is_self);
    let rule = "people review their own access only where all do";
    found.expect(rule, id, !own || is_self);
    let over = review.status == ReviewStatus::Completed;
    let applied = item.apply_result != ApplyResult::New && item.applied_date_time.is_some();
    found.expect(
        "decisions are done when the review is over",
        id,
        over == applied,
    );
    let removed =
        settings.is_some_and(|settings| item.removes_access(settings.expiration_behavior));
    let held = assignment.is_some_and(|it| it.progress.state.is_active());
    let rule = "what a review ended is not held any more";
    found.expect(rule, id, !(over && removed && held));
}
