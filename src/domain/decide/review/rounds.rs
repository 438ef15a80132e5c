//! The rounds of a review: planned by the policy, opened, closed and applied by time.

use std::collections::BTreeSet;

use crate::domain::context::IdSource;
use crate::domain::decide::assignment;
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::id::{AssignmentId, PackageId, PolicyId, ReviewId};
use crate::domain::refusal::Refusal;
use crate::domain::review::{
    AccessReview, ApplyResult, ExpirationBehavior, RECENT, Recommendation, ReviewDecision,
    ReviewItem, ReviewSettings, ReviewStatus,
};
use crate::domain::reviewers;
use crate::domain::tenant::Tenant;
use crate::domain::time::{Span, Timestamp};

/// Finds the one round of a policy that has a status.
fn round_of(tenant: &Tenant, policy: PolicyId, status: ReviewStatus) -> Option<&AccessReview> {
    let found = tenant.index.reviews_ahead.of((policy, status)).next();
    found.and_then(|id| tenant.find_review(*id))
}

/// Returns the earliest moment at which the next round may begin: not while one is open, and not
/// when one has just begun; never where time itself ends before that.
fn earliest(
    tenant: &Tenant,
    policy: PolicyId,
    package: PackageId,
    now: Timestamp,
) -> Option<Timestamp> {
    let later = Some(now.plus(Span::seconds(1))).filter(|later| *later > now);
    if let Some(open) = round_of(tenant, policy, ReviewStatus::InProgress) {
        return later.map(|later| open.end_date_time.max(later));
    }
    let begun = tenant
        .index
        .reviews_of
        .of_from(package, (now, ReviewId::MIN))
        .filter_map(|(_, id)| tenant.find_review(*id))
        .any(|review| review.policy == policy && review.status != ReviewStatus::NotStarted);
    if begun { later } else { Some(now) }
}

/// Plans the next round of a policy's reviews, or plans it anew after an edit; one that is to begin
/// now opens at once.
pub(in crate::domain::decide) fn plan(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    policy: PolicyId,
) -> Result<(), Refusal> {
    let record = draft.policy(policy)?;
    let package = record.access_package;
    let from = earliest(draft, policy, package, now);
    let settings = record.terms.reviews.as_deref();
    let wanted = settings.and_then(|settings| {
        let start = settings.next_start(from?)?;
        Some((start, start.plus(settings.duration()?)))
    });
    let old = round_of(draft, policy, ReviewStatus::NotStarted).cloned();
    let Some((start_date_time, end_date_time)) = wanted else {
        if let Some(old) = old {
            draft.emit(Fact::ReviewDeleted, Change::Review(Edit::gone(old)));
        }
        return Ok(());
    };
    let new = AccessReview {
        id: old
            .as_ref()
            .map_or_else(|| ReviewId::new(ids.next_id()), |old| old.id),
        policy,
        access_package: package,
        start_date_time,
        end_date_time,
        status: ReviewStatus::NotStarted,
        settings: None,
        contacted_reviewers: BTreeSet::new(),
        reminded: None,
    };
    let id = new.id;
    match old {
        None => draft.emit(Fact::ReviewCreated, Change::Review(Edit::made(new))),
        Some(old) if old == new => {}
        Some(old) => draft.emit(Fact::ReviewUpdated, Change::Review(Edit::changed(old, new))),
    }
    if start_date_time <= now {
        start(draft, now, ids, id)?;
    }
    Ok(())
}

/// Opens a round: everybody who holds the package under the policy now is reviewed, by the
/// settings of now; and plans the next one.
pub fn start(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    id: ReviewId,
) -> Result<(), Refusal> {
    let old = draft.review(id)?.clone();
    let policy = draft.policy(old.policy)?;
    let mut new = AccessReview {
        status: ReviewStatus::InProgress,
        settings: policy.terms.reviews.clone(),
        ..old.clone()
    };
    let held: Vec<AssignmentId> = draft.index.active_under.of(old.policy).copied().collect();
    let items: Vec<ReviewItem> = held
        .into_iter()
        .filter_map(|assignment| item(draft, now, id, assignment))
        .collect();
    new.contacted_reviewers = reviewers::asked(draft, &new, &items);
    let policy = new.policy;
    draft.emit(Fact::ReviewStarted, Change::Review(Edit::changed(old, new)));
    for item in items {
        draft.emit(Fact::ReviewItemOpened, Change::ReviewItem(Edit::made(item)));
    }
    plan(draft, now, ids, policy)
}

/// Puts an assignment up for review.
fn item(
    tenant: &Tenant,
    now: Timestamp,
    review: ReviewId,
    assignment: AssignmentId,
) -> Option<ReviewItem> {
    let target = tenant.find_assignment(assignment)?.target;
    let account = tenant.find_user(tenant.account_of(target)?)?;
    let recommendation = match account.last_sign_in {
        Some(last) if last.plus(RECENT) >= now => Recommendation::Approve,
        Some(_) => Recommendation::Deny,
        None => Recommendation::NoInfoAvailable,
    };
    Some(ReviewItem {
        review,
        principal: account.id,
        assignment,
        recommendation,
        decision: ReviewDecision::NotReviewed,
        reviewed_by: None,
        reviewed_date_time: None,
        justification: None,
        applied_date_time: None,
        apply_result: ApplyResult::New,
    })
}

/// Reminds the reviewers half-way, those who have answered too.
pub fn remind(draft: &mut Draft<'_>, now: Timestamp, id: ReviewId) -> Result<(), Refusal> {
    let old = draft.review(id)?.clone();
    let mut new = AccessReview {
        reminded: Some(now),
        ..old.clone()
    };
    let asked = reviewers::asked(draft, &old, draft.items_of(id));
    new.contacted_reviewers.extend(asked);
    draft.emit(
        Fact::ReviewersReminded,
        Change::Review(Edit::changed(old, new)),
    );
    Ok(())
}

/// Closes a round: nobody decides any more.
pub fn close(draft: &mut Draft<'_>, now: Timestamp, id: ReviewId) -> Result<(), Refusal> {
    let old = draft.review(id)?.clone();
    let new = AccessReview {
        status: ReviewStatus::AutoReviewed,
        end_date_time: old.end_date_time.min(now),
        ..old.clone()
    };
    draft.emit(Fact::ReviewEnded, Change::Review(Edit::changed(old, new)));
    Ok(())
}

/// Does what was decided in a round: access that was denied ends.
pub fn apply(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    id: ReviewId,
) -> Result<(), Refusal> {
    let old = draft.review(id)?.clone();
    let behavior = old
        .settings
        .as_deref()
        .map_or(ExpirationBehavior::KeepAccess, behavior_of);
    let items: Vec<ReviewItem> = draft.items_of(id).cloned().collect();
    for item in items {
        let held = reviewers::is_held(draft, &item);
        if held && item.removes_access(behavior) {
            assignment::end_by_review(draft, now, ids, &item)?;
        }
        let new = ReviewItem {
            applied_date_time: Some(now),
            apply_result: if held {
                ApplyResult::AppliedSuccessfully
            } else {
                ApplyResult::AppliedSuccessfullyButObjectNotFound
            },
            ..item.clone()
        };
        draft.emit(
            Fact::DecisionApplied,
            Change::ReviewItem(Edit::changed(item, new)),
        );
    }
    let new = AccessReview {
        status: ReviewStatus::Completed,
        ..old.clone()
    };
    draft.emit(Fact::ReviewApplied, Change::Review(Edit::changed(old, new)));
    Ok(())
}

const fn behavior_of(settings: &ReviewSettings) -> ExpirationBehavior {
    settings.expiration_behavior
}

/// Ends the rounds of a policy that is about to go: the next one will not be, an open one closes.
pub(in crate::domain::decide) fn forget(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    policy: PolicyId,
) -> Result<(), Refusal> {
    if let Some(planned) = round_of(draft, policy, ReviewStatus::NotStarted).cloned() {
        draft.emit(Fact::ReviewDeleted, Change::Review(Edit::gone(planned)));
    }
    let open = round_of(draft, policy, ReviewStatus::InProgress).map(|review| review.id);
    if let Some(open) = open {
        close(draft, now, open)?;
        apply(draft, now, ids, open)?;
    }
    Ok(())
}
