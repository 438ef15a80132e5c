//! Rows of access reviews: the rounds, what was decided about whom, and the report.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::domain::audit::SERVICE;
use crate::domain::authority::{Right, may};
use crate::domain::id::{ObjectKind, ObjectRef, PackageId, ReviewId, UserId};
use crate::domain::review::{AccessReview, ApplyResult, ReviewItem};
use crate::domain::review_status::Tally;
use crate::domain::reviewers;
use crate::domain::walk::Silent;
use crate::script::query::directory::fields;
use crate::script::query::{Asked, Fields};
use crate::script::receipt::reference;

pub(super) fn review(asked: &Asked<'_>, id: ReviewId) -> Option<Fields> {
    let tenant = asked.tenant;
    let review = tenant.find_review(id)?;
    let settings = review.settings.as_deref().or_else(|| {
        let policy = tenant.find_policy(review.policy)?;
        policy.terms.reviews.as_deref()
    });
    let contacted: Vec<Value> = review
        .contacted_reviewers
        .iter()
        .map(|user| reference(tenant, *user))
        .collect();
    let tally = Tally::of(tenant, id);
    fields(json!({
        "accessPackage": reference(tenant, review.access_package),
        "catalog": tenant
            .catalog_of(review.access_package)
            .map(|catalog| reference(tenant, catalog)),
        "assignmentPolicy": reference(tenant, review.policy),
        "status": review.status,
        "startDateTime": review.start_date_time,
        "endDateTime": review.end_date_time,
        "createdDateTime": review.start_date_time,
        "remindedDateTime": review.reminded,
        "isSelfReview": settings.map(crate::domain::review::ReviewSettings::is_self),
        "reviewers": settings.map(|settings| &settings.primary_reviewers),
        "fallbackReviewers": settings.map(|settings| &settings.fallback_reviewers),
        "expirationBehavior": settings.map(|settings| settings.expiration_behavior),
        "contactedReviewers": contacted,
        "reviewed": tally.reviewed(),
        "approved": tally.approved,
        "denied": tally.denied,
        "dontKnow": tally.unsure,
        "notReviewed": tally.not_reviewed,
    }))
}

pub(super) fn reviews(asked: &Asked<'_>) -> Vec<ObjectRef> {
    match asked.only("accessPackage").map(PackageId::new) {
        Some(package) => {
            let found = asked.tenant.index.reviews_of.of(package);
            found.map(|(_, id)| (*id).into()).collect()
        }
        None => asked.among(ObjectKind::Review, || {
            let all = asked.tenant.reviews.iter();
            all.map(|review| review.id.into()).collect()
        }),
    }
}

/// Tells whether the asker may read all items of a review.
fn reads_all(asked: &Asked<'_>, review: ReviewId) -> bool {
    let right = Right::ReadReviews;
    may(
        asked.tenant,
        asked.viewer,
        right,
        Some(review.into()),
        &mut Silent,
    )
    .is_ok()
}

/// Lists items of reviews: those that wait for the asker, or all that the asker may read.
pub(super) fn items(asked: &Asked<'_>) -> Vec<Fields> {
    let tenant = asked.tenant;
    let user = tenant.account_of(asked.viewer);
    let mine = asked
        .filters
        .get("assignedToMe")
        .and_then(|values| values.first())
        .and_then(Value::as_bool);
    let mut wanted: Vec<ReviewId> = match (asked.only("review"), user) {
        (Some(review), _) => vec![ReviewId::new(review)],
        (None, Some(user)) if mine == Some(true) => reviewers::waiting_for(tenant, user),
        (None, _) => taking_part(asked, user),
    };
    wanted.sort_by_cached_key(|review| asked.history.place(*review));
    let mut rows = Vec::new();
    for review in wanted.into_iter().filter_map(|id| tenant.find_review(id)) {
        let reads_all = reads_all(asked, review.id);
        let mut items: Vec<&ReviewItem> = tenant.items_of(review.id).collect();
        items.sort_by_cached_key(|item| asked.history.place(item.principal));
        for item in items {
            let waits = user.is_some_and(|user| {
                reviewers::is_held(tenant, item)
                    && reviewers::standing(tenant, review, item.principal, user).is_some()
            });
            let decided = user.is_some() && item.reviewed_by == user;
            if (reads_all || waits || decided) && mine.is_none_or(|mine| mine == waits) {
                rows.extend(item_row(asked, review, item, waits));
            }
        }
    }
    rows
}

/// Lists the reviews among which are all with items that the asker may know of.
fn taking_part(asked: &Asked<'_>, user: Option<UserId>) -> Vec<ReviewId> {
    let decided = user.into_iter();
    let decided = decided.flat_map(|user| asked.tenant.index.reviews_decided_by.of(user));
    let known = reviews(asked).into_iter();
    let known = known.map(|object| ReviewId::new(object.guid()));
    let all: BTreeSet<ReviewId> = known.chain(decided.map(|(id, _)| *id)).collect();
    all.into_iter().collect()
}

fn item_row(
    asked: &Asked<'_>,
    review: &AccessReview,
    item: &ReviewItem,
    mine: bool,
) -> Option<Fields> {
    let tenant = asked.tenant;
    let settings = review.settings.as_deref();
    let shown = settings.is_some_and(|settings| settings.is_recommendation_enabled);
    let removes =
        settings.is_some_and(|settings| item.removes_access(settings.expiration_behavior));
    let asks = reviewers::reviewers(tenant, review, item.principal);
    let reviewing: Vec<Value> = asks
        .people
        .iter()
        .map(|user| reference(tenant, *user))
        .collect();
    let applied = item.apply_result == ApplyResult::AppliedSuccessfully;
    fields(json!({
        "id": format!("{}.{}", review.id.guid(), item.principal.guid()),
        "revision": asked.history.revision(review.id.into()),
        "review": reference(tenant, review.id),
        "principal": reference(tenant, item.principal),
        "resource": reference(tenant, review.access_package),
        "assignment": reference(tenant, item.assignment),
        "decision": item.decision,
        "recommendation": shown.then_some(item.recommendation),
        "justification": item.justification,
        "reviewedBy": item.reviewed_by.map(|user| reference(tenant, user)),
        "reviewedDateTime": item.reviewed_date_time,
        "appliedBy": item.applied_date_time.map(|_| json!({"displayName": SERVICE})),
        "appliedDateTime": item.applied_date_time,
        "applyResult": item.apply_result,
        "accessRemoved": applied && removes,
        "reviewers": reviewing,
        "standIn": asks.stand_in,
        "assignedToMe": mine,
        "createdDateTime": review.start_date_time,
    }))
}

/// Says who reviews somebody's access in a review, who was passed over and why; nobody does where
/// the review is not about that access, or the access has ended.
pub(super) fn reviewing(asked: &Asked<'_>, review: ReviewId, person: UserId) -> Option<Value> {
    let tenant = asked.tenant;
    let review = tenant.find_review(review)?;
    let resolved = reviewers::reviewers(tenant, review, person);
    let item = tenant.review_items.find((review.id, person));
    let reviewed = item.is_some_and(|item| reviewers::is_held(tenant, item));
    let people: Vec<Value> = resolved
        .people
        .iter()
        .map(|user| reference(tenant, *user))
        .collect();
    let dropped: Vec<Value> = resolved
        .dropped
        .iter()
        .map(|(user, reason)| json!({"person": reference(tenant, *user), "reason": reason.label()}))
        .collect();
    Some(json!({
        "ok": true,
        "verdict": review.is_open() && reviewed && !people.is_empty(),
        "status": review.status,
        "reviewers": people,
        "standIn": resolved.stand_in,
        "dropped": dropped,
    }))
}
