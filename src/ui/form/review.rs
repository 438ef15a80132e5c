//! The forms in which a reviewer says whether somebody still needs their access.

use crate::domain::command::{Command, DecideReview, ReviewCommand};
use crate::domain::id::{AssignmentId, ObjectRef, Person, ReviewId, UserId};
use crate::domain::review::{AccessReview, ReviewDecision, ReviewItem};
use crate::domain::reviewers;
use crate::domain::text::{Justification, Safe};
use crate::ui::form::{
    Answers, Field, FieldKey, FormTable, Kind, Order, Parsed, Pick, Reader, Step,
};
use crate::ui::scene::Scene;

const DECISION: FieldKey = FieldKey::new("decision");
const REASON: FieldKey = FieldKey::new("justification");

/// Says that access is still needed.
pub static APPROVE: FormTable = FormTable {
    name: "approve-access",
    title: |_, _| "Still needed?".into(),
    verb: "approve",
    steps: |scene, about, _| vec![reason(scene, about, ReviewDecision::Approve)],
    prefill: |_, _| Answers::default(),
    parse: |scene, about, answers| parse(scene, about, answers, Some(ReviewDecision::Approve)),
    done: |scene, about, _| said(scene, about, "Approved"),
    notes: |scene, about, _| notes(scene, about, ReviewDecision::Approve),
};

/// Says that access is to go.
pub static DENY: FormTable = FormTable {
    name: "deny-access",
    title: |_, _| "No longer needed?".into(),
    verb: "deny",
    steps: |scene, about, _| vec![reason(scene, about, ReviewDecision::Deny)],
    prefill: |_, _| Answers::default(),
    parse: |scene, about, answers| parse(scene, about, answers, Some(ReviewDecision::Deny)),
    done: |scene, about, _| said(scene, about, "Denied"),
    notes: |scene, about, _| notes(scene, about, ReviewDecision::Deny),
};

/// Says any of the things that a reviewer can, or takes back what was said.
pub static CHANGE: FormTable = FormTable {
    name: "decide-review",
    title: |_, _| "Decide about access".into(),
    verb: "save",
    steps: |scene, about, _| {
        let decisions = ReviewDecision::ALL.iter();
        let rows = decisions.map(|it| Pick::new(it.json(), it.label()));
        let decision = Field::new(DECISION, "Decision", Kind::Choice(rows.collect()));
        let mut step = reason(scene, about, ReviewDecision::DontKnow);
        step.fields.insert(
            0,
            decision
                .required()
                .help("Not reviewed takes back what was said."),
        );
        vec![step]
    },
    prefill: |scene, about| {
        let item = found(scene, about);
        item.map_or_else(Answers::default, |(_, item)| {
            Answers::default()
                .with_choice(DECISION, item.decision.json())
                .with_text(
                    REASON,
                    item.justification.as_ref().map_or("", |it| it.as_str()),
                )
        })
    },
    parse: |scene, about, answers| parse(scene, about, answers, None),
    done: |scene, about, _| said(scene, about, "Saved"),
    notes: |_, _, _| Vec::new(),
};

/// Returns the decision that gives no reason, to ask whether the persona may decide at all.
pub fn blank(review: ReviewId, principal: UserId, decision: ReviewDecision) -> Command {
    ReviewCommand::DecideReview(DecideReview {
        review,
        principal,
        decision,
        justification: None,
    })
    .into()
}

/// Tells whether the answers deny access.
pub(super) fn denies(answers: &Answers) -> bool {
    answers.choice(&DECISION) == Some(ReviewDecision::Deny.json())
}

/// Returns what ends when a review closes in which access is denied: that, and what is denied to the
/// same person elsewhere until then.
pub fn ending(scene: &Scene<'_>, about: ObjectRef) -> Vec<AssignmentId> {
    let Some((review, item)) = found(scene, Some(about)) else {
        return Vec::new();
    };
    let person = Person::User(item.principal);
    let denied = reviewers::denied_until(scene.tenant(), person, review.end_date_time);
    denied.into_iter().chain([item.assignment]).collect()
}

fn found<'a>(
    scene: &Scene<'a>,
    about: Option<ObjectRef>,
) -> Option<(&'a AccessReview, &'a ReviewItem)> {
    if let Some(ObjectRef::Assignment(id)) = about {
        item(scene, id)
    } else {
        None
    }
}

fn item<'a>(
    scene: &Scene<'a>,
    assignment: AssignmentId,
) -> Option<(&'a AccessReview, &'a ReviewItem)> {
    reviewers::open_item(scene.tenant(), assignment)
}

fn reason(scene: &Scene<'_>, about: Option<ObjectRef>, decision: ReviewDecision) -> Step {
    let field = Field::new(REASON, "Reason", Kind::Long(Justification::CAP))
        .help("Administrators read it beside the decision.");
    let required = found(scene, about)
        .and_then(|(review, _)| review.settings.as_deref())
        .is_some_and(|settings| settings.wants_reason(decision));
    let field = if required { field.required() } else { field };
    Step::new("Decision", vec![field])
}

fn parse(
    scene: &Scene<'_>,
    about: Option<ObjectRef>,
    answers: &Answers,
    decision: Option<ReviewDecision>,
) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let decision = decision.or_else(|| {
        read.choice(&DECISION, |json| {
            let mut all = ReviewDecision::ALL.iter().copied();
            all.find(|decision| decision.json() == json)
        })
    });
    let justification = read.optional_text(&REASON, Justification::parse);
    let item = found(scene, about).map(|(_, item)| (item.review, item.principal));
    if item.is_none() {
        read.refuse(&REASON, "belongs to a review that is closed");
    }
    read.finish(|| {
        let (review, principal) = item?;
        Some(ReviewCommand::DecideReview(DecideReview {
            review,
            principal,
            decision: decision?,
            justification: justification.filter(|_| decision != Some(ReviewDecision::NotReviewed)),
        }))
    })
    .map(Command::from)
    .map(Order::persona)
}

/// Says what follows when the review closes.
fn notes(scene: &Scene<'_>, about: Option<ObjectRef>, decision: ReviewDecision) -> Vec<Safe> {
    let Some((review, item)) = found(scene, about) else {
        return Vec::new();
    };
    let person = scene.name(item.principal);
    let package = scene.name(review.access_package);
    let end = scene.calendar.instant(review.end_date_time);
    let follows = match decision {
        ReviewDecision::Deny => {
            format!("{person} loses \"{package}\" when the review closes, {end}.")
        }
        ReviewDecision::Approve | ReviewDecision::DontKnow | ReviewDecision::NotReviewed => {
            format!("{person} keeps \"{package}\".")
        }
    };
    vec![follows.into()]
}

fn said(scene: &Scene<'_>, about: Option<ObjectRef>, word: &str) -> Safe {
    let Some((review, item)) = found(scene, about) else {
        return format!("{word}.").into();
    };
    let person = scene.name(item.principal);
    let end = scene.calendar.instant(review.end_date_time);
    format!("{word}: {person}. Counts when the review closes, {end}; until then it can be changed.")
        .into()
}
