//! Who reviews whose access: resolved when a review opens and again whenever it matters.

use std::collections::BTreeSet;

use crate::domain::approval::StandIn;
use crate::domain::approvers::{Asker, Dropped, Resolved, first_of};
use crate::domain::id::{AssignmentId, Person, Principal, ReviewId, UserId};
use crate::domain::review::{
    AccessReview, Recommendation, ReviewDecision, ReviewItem, ReviewSettings,
};
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;

/// Resolves who reviews one person's access in a review.
///
/// In a review of one's own access that is the person. Otherwise nobody reviews their own access:
/// that of a reviewer goes to the fallback reviewers, or where nobody of them can, to the others.
pub fn reviewers(tenant: &Tenant, review: &AccessReview, principal: UserId) -> Resolved {
    let Some(settings) = &review.settings else {
        return nobody();
    };
    if settings.is_self() {
        let able = tenant
            .find_user(principal)
            .is_some_and(|user| user.is_active() && user.can_decide());
        return Resolved {
            people: able.then_some(principal).into_iter().collect(),
            ..nobody()
        };
    }
    let target = Person::User(principal);
    let asker = Asker {
        requestor: None,
        target,
        organization: tenant.organization_of(target),
    };
    let (primary, fallback) = (&settings.primary_reviewers, &settings.fallback_reviewers);
    let resolved = first_of(tenant, primary, fallback, asker);
    let is_reviewer = resolved.dropped.contains(&(principal, Dropped::Oneself));
    if is_reviewer && resolved.stand_in == StandIn::Primary {
        let others = first_of(tenant, fallback, &[], asker);
        if !others.people.is_empty() {
            return Resolved {
                people: others.people,
                stand_in: StandIn::Fallback,
                ..resolved
            };
        }
    }
    resolved
}

const fn nobody() -> Resolved {
    Resolved {
        people: Vec::new(),
        stand_in: StandIn::Primary,
        alternates: Vec::new(),
        delegates: Vec::new(),
        dropped: Vec::new(),
    }
}

/// Says as what a user reviews one person's access now; `None` when they do not.
pub fn standing(
    tenant: &Tenant,
    review: &AccessReview,
    principal: UserId,
    user: UserId,
) -> Option<StandIn> {
    if !review.is_open() {
        return None;
    }
    reviewers(tenant, review, principal).standing_of(user)
}

/// Lists whom a review asks about these items now.
pub fn asked<'a>(
    tenant: &Tenant,
    review: &AccessReview,
    items: impl IntoIterator<Item = &'a ReviewItem>,
) -> BTreeSet<UserId> {
    items
        .into_iter()
        .filter(|item| is_held(tenant, item))
        .flat_map(|item| reviewers(tenant, review, item.principal).people)
        .collect()
}

/// Tells whether the access that an item is about is still there.
pub fn is_held(tenant: &Tenant, item: &ReviewItem) -> bool {
    tenant
        .find_assignment(item.assignment)
        .is_some_and(|assignment| assignment.progress.state.is_active())
}

/// Lists the items of a review whose access would end if its results were applied now.
pub fn losing(tenant: &Tenant, review: ReviewId) -> impl Iterator<Item = &ReviewItem> {
    let settings = tenant
        .find_review(review)
        .and_then(|review| review.settings.as_deref());
    let behavior = settings.map(|settings| settings.expiration_behavior);
    tenant.items_of(review).filter(move |item| {
        behavior.is_some_and(|behavior| item.removes_access(behavior)) && is_held(tenant, item)
    })
}

/// Finds the open review that access stands in, and what is decided about it there.
pub fn open_item(
    tenant: &Tenant,
    assignment: AssignmentId,
) -> Option<(&AccessReview, &ReviewItem)> {
    let user = tenant.find_assignment(assignment)?.target.user()?;
    let reviews = tenant.index.reviews_through.of(assignment);
    let mut open = reviews
        .filter_map(|id| tenant.find_review(*id))
        .filter(|review| review.is_open());
    open.find_map(|review| Some((review, tenant.review_items.find((review.id, user))?)))
}

/// Lists the access of a person that is denied in reviews which close no later than an instant.
pub fn denied_until(tenant: &Tenant, person: Person, until: Timestamp) -> Vec<AssignmentId> {
    let held = tenant.assignments_about(person).into_iter();
    held.map(|(_, id)| id)
        .filter(|id| {
            open_item(tenant, *id).is_some_and(|(review, item)| {
                item.decision == ReviewDecision::Deny && review.end_date_time <= until
            })
        })
        .collect()
}

/// Lists the items of a review that a user decides on now.
pub fn items_for<'a>(
    tenant: &'a Tenant,
    review: &'a AccessReview,
    user: UserId,
) -> impl Iterator<Item = &'a ReviewItem> {
    let open = review.is_open();
    let own = review
        .settings
        .as_deref()
        .is_some_and(ReviewSettings::is_self);
    let first = if own { user } else { UserId::MIN };
    tenant
        .review_items
        .from((review.id, first))
        .take_while(move |item| item.review == review.id && (!own || item.principal == user))
        .filter(move |item| open && is_held(tenant, item))
        .filter(move |item| standing(tenant, review, item.principal, user).is_some())
}

/// Lists the items on which a user has not decided and about which something is recommended, with
/// what that comes to; none where the review shows no recommendations.
pub fn recommended<'a>(
    tenant: &'a Tenant,
    review: &'a AccessReview,
    user: UserId,
) -> impl Iterator<Item = (&'a ReviewItem, ReviewDecision)> {
    items_for(tenant, review, user).filter_map(|item| Some((item, advised(review, item)?)))
}

/// Returns what following the recommendation decides about an item; nothing where somebody decided,
/// or where nothing is recommended or shown.
fn advised(review: &AccessReview, item: &ReviewItem) -> Option<ReviewDecision> {
    let shown = review
        .settings
        .as_deref()
        .is_some_and(|settings| settings.is_recommendation_enabled);
    if !shown || item.decision != ReviewDecision::NotReviewed {
        return None;
    }
    match item.recommendation {
        Recommendation::Approve => Some(ReviewDecision::Approve),
        Recommendation::Deny => Some(ReviewDecision::Deny),
        Recommendation::NoInfoAvailable => None,
    }
}

/// What following the recommendations of a review comes to for somebody who decides in it.
#[derive(Debug, Clone, Default)]
pub struct Following<'a> {
    /// The access that stays.
    pub kept: Vec<&'a ReviewItem>,
    /// The access that goes when the review closes.
    pub ends: Vec<&'a ReviewItem>,
    /// How much was decided on before, which stays so.
    pub decided: usize,
    /// How much nothing is recommended about, which stays undecided.
    pub undecided: usize,
}

/// Says what following its recommendations makes of the items of a review that a user decides on.
pub fn following<'a>(tenant: &'a Tenant, review: &'a AccessReview, user: UserId) -> Following<'a> {
    let mut following = Following::default();
    for item in items_for(tenant, review, user) {
        match advised(review, item) {
            Some(ReviewDecision::Deny) => following.ends.push(item),
            Some(
                ReviewDecision::Approve | ReviewDecision::DontKnow | ReviewDecision::NotReviewed,
            ) => following.kept.push(item),
            None if item.decision == ReviewDecision::NotReviewed => following.undecided += 1,
            None => following.decided += 1,
        }
    }
    following
}

/// Lists the open reviews in which a user decides on something.
///
/// Reads the user's own access, that of those who report to them, and the reviews that name them
/// or their groups, never all reviews.
pub fn waiting_for(tenant: &Tenant, user: UserId) -> Vec<ReviewId> {
    let index = &tenant.index;
    let reports: Vec<UserId> = index.reports_of.of(user).copied().collect();
    let second = reports
        .iter()
        .flat_map(|report| index.reports_of.of(*report))
        .copied();
    let people = second.chain(reports.iter().copied()).chain([user]);
    let mut found: BTreeSet<ReviewId> = people
        .flat_map(|person| tenant.assignments_about(Person::User(person)))
        .flat_map(|(_, assignment)| index.reviews_through.of(assignment))
        .copied()
        .collect();
    let groups = tenant.groups_of(user).into_iter().map(Principal::Group);
    for principal in groups.chain([Principal::User(user)]) {
        found.extend(index.reviews_asking.of(principal));
    }
    found.retain(|id| is_asked(tenant, *id, user));
    found.into_iter().collect()
}

/// Lists the access on which a user is asked now and nobody has decided yet, review by review.
pub fn each_undecided(tenant: &Tenant, user: UserId) -> impl Iterator<Item = &ReviewItem> {
    let reviews = waiting_for(tenant, user).into_iter();
    reviews
        .filter_map(|review| tenant.find_review(review))
        .flat_map(move |review| items_for(tenant, review, user))
        .filter(|item| item.decision == ReviewDecision::NotReviewed)
}

/// Tells whether a user decides on anything in a review now.
pub fn is_asked(tenant: &Tenant, review: ReviewId, user: UserId) -> bool {
    tenant
        .find_review(review)
        .is_some_and(|review| items_for(tenant, review, user).next().is_some())
}
