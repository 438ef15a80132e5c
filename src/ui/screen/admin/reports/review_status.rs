//! The report on reviews: for each policy that asks for them, how far the round is that tells most.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::domain::authority::within_sight;
use crate::domain::id::{ObjectKind, ObjectRef, PackageId};
use crate::domain::review::{AccessReview, ReviewStatus};
use crate::domain::review_status::{Tally, telling, weight};
use crate::domain::text::Safe;
use crate::ui::column::{self, Column};
use crate::ui::keymap::Binding;
use crate::ui::scene::Scene;
use crate::ui::screen::admin::reports::report;
use crate::ui::screen::admin::{review, reviews, seen};
use crate::ui::screen::{Body, ListPage, Page, Screen};
use crate::ui::theme::Tone;
use crate::ui::view::Phrase;

/// Where the reviews of each policy stand.
pub const PAGE: Page = report(
    "Review status",
    BINDINGS,
    Body::List(ListPage {
        objects,
        heads: || column::heads(COLUMNS),
        cells,
        detail: review::lines,
        overview: None,
        empty: &[
            "No access review{ that you may know of}.",
            "Each policy with reviews has a line here: how far its newest round is.",
            "e on a policy of a package switches them on; `g p` shows the packages.",
        ],
    }),
);

/// A round as a row: what its cells need, looked up.
struct Row {
    package: Safe,
    policy: Safe,
    status: ReviewStatus,
    opens: Phrase,
    closes: Phrase,
    tally: Tally,
}

impl Row {
    /// Writes a number of items; nothing before there are any.
    fn number(&self, count: usize) -> Phrase {
        match self.status {
            ReviewStatus::NotStarted => Phrase::plain(""),
            ReviewStatus::InProgress | ReviewStatus::AutoReviewed | ReviewStatus::Completed => {
                Phrase::plain(count.to_string())
            }
        }
    }

    /// Says about how many nobody decided: still to come while reviewers can, too late after that.
    fn open(&self) -> Phrase {
        let count = self.tally.not_reviewed;
        match (self.status, count) {
            (ReviewStatus::NotStarted, _) => Phrase::plain(""),
            (_, 0) => Phrase::plain("0"),
            (ReviewStatus::InProgress, _) => Phrase::signed(Tone::Pending, &count.to_string()),
            (ReviewStatus::AutoReviewed | ReviewStatus::Completed, _) => {
                Phrase::signed(Tone::Warning, &count.to_string())
            }
        }
    }
}

const COLUMNS: &[Column<Row>] = &[
    Column::words("Package", 15, |row: &Row| {
        Phrase::plain(row.package.clone())
    })
    .priority(0),
    Column::state("Status", 13, |row: &Row| reviews::status(row.status)).priority(0),
    Column::number("Reviewed", 8, |row: &Row| row.number(row.tally.reviewed())).priority(2),
    Column::number("Undecided", 9, Row::open).priority(1),
    Column::number("Approved", 8, |row: &Row| row.number(row.tally.approved)).priority(4),
    Column::number("Denied", 6, |row: &Row| row.number(row.tally.denied)).priority(4),
    Column::number("Don't know", 10, |row: &Row| row.number(row.tally.unsure)).priority(5),
    Column::instant("Opens", |row: &Row| row.opens.clone()).priority(6),
    Column::instant("Closes", |row: &Row| row.closes.clone()).priority(3),
    Column::words("Policy", 16, |row: &Row| Phrase::plain(row.policy.clone())).priority(3),
];

const BINDINGS: &[Binding] = &[reviews::OPEN, reviews::STOP];

/// Lists one round for each policy: those that are open at the top, then those that ended last,
/// then those that come next.
fn objects(scene: &Scene<'_>, _: Screen) -> Vec<ObjectRef> {
    let tenant = scene.tenant();
    let reviews_of = &tenant.index.reviews_of;
    let mut telling = match within_sight(tenant, scene.persona, ObjectKind::Review) {
        None => telling(tenant, reviews_of.iter().map(|(_, (_, id))| *id)),
        Some(within) => {
            let within = within.into_iter();
            let found = within.filter_map(|object| review::find(scene, object));
            let packages: BTreeSet<PackageId> = found.map(|it| it.access_package).collect();
            let rounds = packages.into_iter();
            let rounds = rounds.flat_map(|package| reviews_of.of(package));
            telling(tenant, rounds.map(|(_, id)| *id))
        }
    };
    let place = |review: &AccessReview| scene.desk.history.place(review.id);
    telling.sort_by_cached_key(|review| Reverse((weight(review), place(review))));
    seen(scene, telling.into_iter().map(|review| review.id.into()))
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    let Some(found) = review::find(scene, object) else {
        return Vec::new();
    };
    let row = Row {
        package: scene.name(found.access_package),
        policy: scene.name(found.policy),
        status: found.status,
        opens: scene.calendar.when(found.start_date_time),
        closes: scene.calendar.when(found.end_date_time),
        tally: Tally::of(scene.tenant(), found.id),
    };
    column::cells(COLUMNS, &row)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::id::Person;
    use crate::ui::screen::admin::furnishing::Furnished;

    fn reviewed() -> Furnished {
        let mut made = Furnished::new();
        let package = made.package();
        let request = made.request(package);
        made.approve(request);
        made.review(
            package,
            &json!({"isEnabled": true, "isSelfReview": true, "schedule": {
                "expiration": {"type": "afterDuration", "duration": "P10D"},
                "recurrence": {"pattern": {"type": "absoluteMonthly", "interval": 1}}}}),
        );
        made
    }

    #[test]
    fn each_policy_with_reviews_has_a_row_with_its_counts() {
        let mut made = reviewed();
        made.at(Screen::ReviewStatus)
            .expect(">Kit")
            .expect("~ In progress")
            .expect("~ 1");
        made.desk.press("x y").expect("! 1");
        made.desk.expect("ok Completed").press("enter");
        made.desk.expect("Access reviews > Kit");
    }

    #[test]
    fn others_are_told_of_no_review_but_their_own() {
        let mut made = reviewed();
        made.desk.persona = Person::User(made.approver);
        made.at(Screen::ReviewStatus)
            .expect("No access review that you may know of.");
    }
}
