//! Decides what reviewers say, and who ends a review before its time.

use crate::domain::authority::visible;
use crate::domain::command::{DecideReview, ReviewCommand};
use crate::domain::context::Context;
use crate::domain::decide::assignment;
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::id::{Person, ReviewId, UserId};
use crate::domain::refusal::{DeskRefusal, Refusal, ReviewRefusal};
use crate::domain::review::{AccessReview, ReviewDecision, ReviewItem};
use crate::domain::reviewers;
use crate::domain::tenant::Tenant;
use crate::domain::text::Justification;
use crate::domain::time::Timestamp;
use crate::domain::walk::{Check, Sink, require};

mod rounds;

pub use rounds::{apply, close, remind, start};
pub(super) use rounds::{forget, plan};

/// Makes the checks that need no contents: who reviews, and whether there is anything to decide.
pub(super) fn precheck<S: Sink + ?Sized>(
    tenant: &Tenant,
    actor: Person,
    now: Timestamp,
    command: &ReviewCommand,
    sink: &mut S,
) -> Result<(), Refusal> {
    match command {
        ReviewCommand::DecideReview(with) => {
            let review = tenant.review(with.review)?;
            let asked = actor.user().is_some_and(|user| {
                reviewers::reviewers(tenant, review, with.principal)
                    .standing_of(user)
                    .is_some()
            });
            asked_to(tenant, actor, now, review, asked, sink)?;
            open(review, sink)?;
            let item = tenant.review_items.find((review.id, with.principal));
            let objects = [review.id.into(), with.principal.into()];
            let listed = item.is_some();
            require(sink, Check::AccessInReview, &objects, listed, || {
                Refusal::from(ReviewRefusal::NotReviewed {
                    review: review.id,
                    principal: with.principal,
                })
            })?;
            item.map_or(Ok(()), |item| {
                assignment::active(tenant, item.assignment, sink).map(|_| ())
            })
        }
        ReviewCommand::AcceptRecommendations(with) => {
            let review = tenant.review(with.review)?;
            let asked = actor
                .user()
                .is_some_and(|user| reviewers::is_asked(tenant, review.id, user));
            asked_to(tenant, actor, now, review, asked, sink)?;
            open(review, sink)
        }
        ReviewCommand::StopReview(with) => open(tenant.review(with.review)?, sink),
    }
}

/// Requires that a person reviews, or did while the review was open; a stranger is told nothing.
fn asked_to<S: Sink + ?Sized>(
    tenant: &Tenant,
    actor: Person,
    now: Timestamp,
    review: &AccessReview,
    asked_now: bool,
    sink: &mut S,
) -> Result<(), Refusal> {
    let id = review.id;
    let was_asked = !review.is_open()
        && actor
            .user()
            .is_some_and(|user| review.contacted_reviewers.contains(&user));
    require(
        sink,
        Check::AskedToReview,
        &[actor.into(), id.into()],
        asked_now || was_asked,
        || {
            if visible(tenant, actor, id.into(), now) {
                ReviewRefusal::NotAReviewer { review: id }.into()
            } else {
                let needs = "to be one of the reviewers";
                Refusal::from(DeskRefusal::Unauthorized { needs })
            }
        },
    )
}

fn open<S: Sink + ?Sized>(review: &AccessReview, sink: &mut S) -> Result<(), Refusal> {
    let id = review.id;
    require(
        sink,
        Check::ReviewOpen,
        &[id.into()],
        review.is_open(),
        || ReviewRefusal::ReviewNotOpen { review: id }.into(),
    )
}

/// Decides the commands on reviews.
pub(super) fn decide(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    command: &ReviewCommand,
) -> Result<(), Refusal> {
    match command {
        ReviewCommand::DecideReview(with) => decide_item(draft, context, with),
        ReviewCommand::AcceptRecommendations(with) => {
            accept_recommendations(draft, context, with.review)
        }
        ReviewCommand::StopReview(with) => {
            context.bind("review", with.review);
            close(draft, context.now, with.review)?;
            apply(draft, context.now, context.ids, with.review)
        }
    }
}

fn decide_item(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &DecideReview,
) -> Result<(), Refusal> {
    let id = with.review;
    let settings = draft.review(id)?.settings.as_deref();
    let wanted = settings.is_some_and(|settings| settings.wants_reason(with.decision));
    let reasoned = with.justification.is_some() || !wanted;
    context.require(Check::ReasonGiven, &[id.into()], reasoned, || {
        ReviewRefusal::ReviewerJustificationRequired { review: id }
    })?;
    let (Some(user), Some(item)) = (
        context.actor.user(),
        draft.review_items.find((id, with.principal)).cloned(),
    ) else {
        return Err(ReviewRefusal::NotAReviewer { review: id }.into());
    };
    let takes_back = with.decision == ReviewDecision::NotReviewed;
    let changes = !takes_back || item.decision != ReviewDecision::NotReviewed;
    context.require(Check::SomethingChanges, &[id.into()], changes, || {
        DeskRefusal::NothingToChange {}
    })?;
    context.bind("review", id);
    let word = Word {
        by: user,
        at: context.now,
        decision: with.decision,
        justification: with.justification.clone(),
    };
    write(draft, item, word);
    Ok(())
}

/// What somebody says about an item.
struct Word {
    by: UserId,
    at: Timestamp,
    decision: ReviewDecision,
    justification: Option<Justification>,
}

/// Writes a decision down; the last one counts.
fn write(draft: &mut Draft<'_>, old: ReviewItem, word: Word) {
    let fact = match word.decision {
        ReviewDecision::Approve => Fact::AccessApproved,
        ReviewDecision::Deny => Fact::AccessDenied,
        ReviewDecision::DontKnow => Fact::AccessDoubted,
        ReviewDecision::NotReviewed => Fact::DecisionReset,
    };
    let decided = word.decision != ReviewDecision::NotReviewed;
    let new = ReviewItem {
        decision: word.decision,
        reviewed_by: decided.then_some(word.by),
        reviewed_date_time: decided.then_some(word.at),
        justification: word.justification.filter(|_| decided),
        ..old.clone()
    };
    draft.emit(fact, Change::ReviewItem(Edit::changed(old, new)));
}

fn accept_recommendations(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    id: ReviewId,
) -> Result<(), Refusal> {
    let review = draft.review(id)?;
    let Some(user) = context.actor.user() else {
        return Err(ReviewRefusal::NotAReviewer { review: id }.into());
    };
    let open: Vec<(ReviewItem, ReviewDecision)> = reviewers::recommended(draft, review, user)
        .map(|(item, decision)| (item.clone(), decision))
        .collect();
    let some = !open.is_empty();
    context.require(Check::SomethingChanges, &[id.into()], some, || {
        DeskRefusal::NothingToChange {}
    })?;
    context.bind("review", id);
    for (item, decision) in open {
        let word = Word {
            by: user,
            at: context.now,
            decision,
            justification: None,
        };
        write(draft, item, word);
    }
    Ok(())
}
