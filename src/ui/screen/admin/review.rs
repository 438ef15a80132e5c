//! One round of an access review: who was asked, what was decided about whom, what came of it.

use crate::domain::authority::{Right, may};
use crate::domain::id::ObjectRef;
use crate::domain::review::{
    AccessReview, ApplyResult, ExpirationBehavior, ReviewItem, ReviewSettings, ReviewStatus,
};
use crate::domain::text::{NameKey, Safe};
use crate::domain::walk::Silent;
use crate::ui::scene::Scene;
use crate::ui::screen::admin::{policy, reviews};
use crate::ui::screen::my_access::reviews::decision as reviewed;
use crate::ui::screen::{Body, Page, Screen, no_tabs};
use crate::ui::view::{DetailLine, Phrase};

/// What there is to know about a review.
pub const PAGE: Page = Page {
    name: "Access review",
    title: |scene, screen| {
        let object = screen.object();
        object.map(|object| scene.name(object)).unwrap_or_default()
    },
    parent: |_, _| Some(Screen::Reviews),
    bindings: &[reviews::STOP],
    tabs: no_tabs,
    body: Body::Detail(|scene, screen| {
        let mut all = Vec::new();
        if let Some(object) = screen.object() {
            all.extend(lines(scene, object));
            all.extend(decisions(scene, object));
        }
        all
    }),
};

/// Finds a review behind a reference.
pub(super) fn find<'a>(scene: &Scene<'a>, object: ObjectRef) -> Option<&'a AccessReview> {
    if let ObjectRef::Review(id) = object {
        scene.tenant().find_review(id)
    } else {
        None
    }
}

/// Says what there is to know about a review as a whole.
pub(super) fn lines(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    let Some(review) = find(scene, object) else {
        return vec![DetailLine::text("This review is gone with its policy.")];
    };
    let settings = terms(scene, review);
    let mut lines = vec![
        DetailLine::fact("Package", scene.name(review.access_package)),
        DetailLine::fact("Policy", scene.name(review.policy)),
        DetailLine::Fact("Status".into(), reviews::status(review.status)),
        DetailLine::fact("Opens", scene.calendar.instant(review.start_date_time)),
        DetailLine::fact("Closes", scene.calendar.instant(review.end_date_time)),
    ];
    if let Some(settings) = settings {
        lines.push(DetailLine::fact(
            "Reviewers",
            policy::reviewers(scene, settings),
        ));
        lines.push(DetailLine::fact(
            "If undecided",
            settings.expiration_behavior.label(),
        ));
    }
    if review.status != ReviewStatus::NotStarted {
        lines.push(DetailLine::fact("Decided", reviews::decided(scene, review)));
    }
    if let Some(reminded) = review.reminded {
        lines.push(DetailLine::fact(
            "Reminded",
            scene.calendar.instant(reminded),
        ));
    }
    lines
}

/// Lists who was asked and what was decided about whom, for those who may read it.
fn decisions(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    let tenant = scene.tenant();
    let right = Right::ReadReviews;
    let reads = may(tenant, scene.persona, right, Some(object), &mut Silent).is_ok();
    let Some(review) = find(scene, object).filter(|_| reads) else {
        return Vec::new();
    };
    let mut lines = asked(scene, review);
    lines.push(DetailLine::heading("Decisions"));
    let before = lines.len();
    let items = by_name(scene, tenant.items_of(review.id)).into_iter();
    lines.extend(items.map(|item| DetailLine::Fact(scene.name(item.principal), said(scene, item))));
    if lines.len() == before {
        lines.push(DetailLine::text("Nobody's access is in it."));
    }
    lines
}

/// Puts the people of a review in the order of their names.
pub(in crate::ui::screen) fn by_name<'a>(
    scene: &Scene<'_>,
    items: impl Iterator<Item = &'a ReviewItem>,
) -> Vec<&'a ReviewItem> {
    let mut items: Vec<&ReviewItem> = items.collect();
    items.sort_by_cached_key(|item| {
        (
            NameKey::of(scene.name(item.principal).as_str()),
            item.principal,
        )
    });
    items
}

/// Lists who was asked; nothing where the reviewers that the policy names say it already.
fn asked(scene: &Scene<'_>, review: &AccessReview) -> Vec<DetailLine> {
    let asked = review.contacted_reviewers.iter();
    let names: Vec<Safe> = asked.map(|user| scene.name(*user)).collect();
    let all: Vec<&str> = names.iter().map(Safe::as_str).collect();
    if !all.is_empty() && reviewers(scene, review) == all.join(", ") {
        return Vec::new();
    }
    let mut lines = vec![DetailLine::heading("Asked")];
    if names.is_empty() {
        lines.push(DetailLine::text("Nobody yet."));
    }
    lines.extend(names.into_iter().map(DetailLine::bullet));
    lines
}

/// Names who reviews.
pub(super) fn reviewers(scene: &Scene<'_>, review: &AccessReview) -> String {
    let settings = terms(scene, review);
    settings.map_or_else(String::new, |settings| policy::reviewers(scene, settings))
}

/// Returns what a review follows: what it was opened under, else what its policy says now.
fn terms<'a>(scene: &Scene<'a>, review: &'a AccessReview) -> Option<&'a ReviewSettings> {
    let policy = scene.tenant().find_policy(review.policy);
    let own = review.settings.as_deref();
    own.or_else(|| policy?.terms.reviews.as_deref())
}

/// Says in one line what was decided about somebody, by whom, why, and what came of it.
fn said(scene: &Scene<'_>, item: &ReviewItem) -> Phrase {
    let by = item.reviewed_by.map(|by| format!("by {}", scene.name(by)));
    let why = item.justification.as_ref();
    let why = why.map(|why| format!("because: {}", Safe::line(why.as_str())));
    let came = came_of(scene, item).map(str::to_owned);
    let parts: Vec<String> = by.into_iter().chain(why).chain(came).collect();
    let word = reviewed(item.decision);
    let more = if parts.is_empty() { "" } else { ", " };
    let text = format!("{}{more}{}", word.text, parts.join(", "));
    Phrase::new(word.tone, text)
}

/// Says what came of a decision, once it was applied.
fn came_of(scene: &Scene<'_>, item: &ReviewItem) -> Option<&'static str> {
    let review = scene.tenant().find_review(item.review)?;
    let settings = review.settings.as_deref();
    let behavior = settings.map_or(ExpirationBehavior::KeepAccess, |settings| {
        settings.expiration_behavior
    });
    match item.apply_result {
        ApplyResult::New => None,
        ApplyResult::AppliedSuccessfully if item.removes_access(behavior) => Some("access removed"),
        ApplyResult::AppliedSuccessfully => Some("access kept"),
        ApplyResult::AppliedSuccessfullyButObjectNotFound => Some("access had ended before"),
    }
}
