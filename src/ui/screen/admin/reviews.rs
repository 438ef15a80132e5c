//! The list of all rounds of access reviews.

use crate::domain::command::{Command, ReviewCommand, ReviewReference};
use crate::domain::id::{ObjectKind, ObjectRef, ReviewId};
use crate::domain::index::ReviewPhase;
use crate::domain::review::{AccessReview, ReviewDecision, ReviewStatus};
use crate::domain::reviewers;
use crate::domain::text::Safe;
use crate::ui::action::Action;
use crate::ui::column::{self, Column};
use crate::ui::keymap::{Binding, Chord, Shown, Spot, object};
use crate::ui::modal::Confirm;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::admin::{review, seen_of};
use crate::ui::screen::{Body, ListPage, Page, Screen, no_tabs};
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::{Head, Phrase};
use crate::ui::wording::brief;

/// The list of reviews.
pub const PAGE: Page = Page {
    name: "Access reviews",
    title: |_, _| "Access reviews".into(),
    parent: |_, _| None,
    bindings: BINDINGS,
    tabs: no_tabs,
    body: Body::List(ListPage {
        objects,
        heads,
        cells,
        detail: review::lines,
        overview: None,
        empty: &[
            "No access review{ that you may know of} yet.",
            "A policy may ask from time to time whether its people still need their access.",
            "Once it does, the round to come is listed here; `T` moves the clock to it.",
        ],
    }),
};

/// A review as a row: what its cells need, looked up.
struct Row {
    package: Safe,
    policy: Safe,
    status: ReviewStatus,
    closes: Phrase,
    decided: String,
    opens: Phrase,
    reviewers: String,
}

const COLUMNS: &[Column<Row>] = &[
    Column::words("Package", 20, |row: &Row| {
        Phrase::plain(row.package.clone())
    })
    .priority(0),
    Column::state("Status", 14, |row: &Row| status(row.status))
        .short(6)
        .priority(1),
    Column::number("Decided", 9, |row: &Row| {
        Phrase::plain(row.decided.as_str())
    })
    .priority(2),
    Column::instant("Closes", |row: &Row| row.closes.clone()).priority(3),
    Column::words("Policy", 16, |row: &Row| Phrase::plain(row.policy.clone()))
        .least(16)
        .priority(4),
    Column::words("Reviewers", 20, |row: &Row| {
        Phrase::plain(row.reviewers.as_str())
    })
    .priority(5),
    Column::instant("Opens", |row: &Row| row.opens.clone()).priority(6),
];

/// What can be done to a round.
pub(super) const BINDINGS: &[Binding] = &[OPEN, STOP];

/// Opens the review that is selected.
pub(super) const OPEN: Binding =
    object::open(|_, spot| Ok(Step::Go(Screen::Review(chosen(spot)?))));

/// Ends the review that is selected or shown before its time.
pub(super) const STOP: Binding = Binding {
    keys: &[Chord::char('x')],
    action: Action::StopReview,
    label: "stop",
    shown: Shown::Footer,
    step: |scene, spot| stop(scene, chosen(spot)?),
};

fn chosen(spot: &Spot) -> Result<ReviewId, Reason> {
    if let ObjectRef::Review(id) = spot.object()? {
        Ok(id)
    } else {
        Err(Reason::new("no review is selected"))
    }
}

/// Asks before a review ends, and tells how many would lose access by that.
fn stop(scene: &Scene<'_>, id: ReviewId) -> Result<Step, Reason> {
    let command = Command::from(ReviewCommand::StopReview(ReviewReference { review: id }));
    scene.allows(&command)?;
    let losing = reviewers::losing(scene.tenant(), id);
    let package = scene.name(id);
    let lines = vec![
        Phrase::plain(format!(
            "The review of \"{package}\" closes now, and its results are applied."
        )),
        Phrase::plain(format!(
            "People who lose their access by that: {}.",
            losing.count()
        )),
    ];
    let done = format!("The review of \"{package}\" is closed and applied.");
    Ok(Confirm::before(
        command,
        ("Stop review?", "Stop"),
        lines,
        done,
    ))
}

/// Says where a review stands, readable without color.
pub(super) fn status(status: ReviewStatus) -> Phrase {
    match status {
        ReviewStatus::NotStarted => brief::state(Tone::Muted, status.label()),
        ReviewStatus::InProgress | ReviewStatus::AutoReviewed => {
            brief::state(Tone::Pending, status.label())
        }
        ReviewStatus::Completed => brief::state(Tone::Good, status.label()),
    }
}

/// Says about how many of a review's people somebody decided.
pub(super) fn decided(scene: &Scene<'_>, review: &AccessReview) -> String {
    if review.status == ReviewStatus::NotStarted {
        return "not yet".to_owned();
    }
    let items = scene.tenant().items_of(review.id);
    let (done, all) = items.fold((0, 0), |(done, all), item| {
        let is_done = item.decision != ReviewDecision::NotReviewed;
        (done + usize::from(is_done), all + 1)
    });
    format!("{done} of {all}")
}

/// Lists the reviews: those that are open at the top, then those that begin or began last.
fn objects(scene: &Scene<'_>, _: Screen) -> Vec<ObjectRef> {
    let begun = &scene.tenant().index.reviews_by_start;
    let oldest_first = || {
        let phases = [ReviewPhase::Closed, ReviewPhase::Open].into_iter();
        let history = &scene.desk.history;
        let all = phases.flat_map(|phase| history.oldest_first(begun.of(phase).copied()));
        all.map(ObjectRef::from)
    };
    let mut reviews = seen_of(scene, ObjectKind::Review, oldest_first, |object| {
        let found = review::find(scene, object);
        found.map(|review| {
            (
                review.is_open(),
                review.start_date_time,
                scene.desk.history.place(review.id),
            )
        })
    });
    reviews.reverse();
    reviews
}

/// Returns the heads of the columns of a list of rounds.
pub(super) fn heads() -> Vec<Head> {
    column::heads(COLUMNS)
}

/// Returns the cells of a round.
pub(super) fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    let Some(found) = review::find(scene, object) else {
        return Vec::new();
    };
    let row = Row {
        package: scene.name(found.access_package),
        policy: scene.name(found.policy),
        status: found.status,
        closes: scene.calendar.when(found.end_date_time),
        decided: decided(scene, found),
        opens: scene.calendar.when(found.start_date_time),
        reviewers: review::reviewers(scene, found),
    };
    column::cells(COLUMNS, &row)
}
