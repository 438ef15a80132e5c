//! Access reviews as their reviewers see them: whose access waits for their word.
//!
//! The rows are the assignments under review; each stands in one open review at most.

use crate::domain::id::{AssignmentId, ObjectRef};
use crate::domain::review::{AccessReview, Recommendation, ReviewDecision, ReviewItem};
use crate::domain::reviewers;
use crate::domain::text::Safe;
use crate::ui::action::Action;
use crate::ui::column::{self, Column};
use crate::ui::form::{FormTable, review as form};
use crate::ui::keymap::{Binding, Chord, Shown, Spot, object};
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::admin::review::by_name;
use crate::ui::screen::{Body, ListPage, Page, my_access};
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Phrase};
use crate::ui::wording::brief;

pub mod recommended;

/// The access about which the persona is asked now.
pub const PAGE: Page = Page {
    name: "Access reviews, own",
    title: |_, _| "Access reviews".into(),
    parent: |scene, _| Some(my_access::front(scene.persona)),
    bindings: BINDINGS,
    tabs: my_access::tabs,
    body: Body::List(ListPage {
        objects: |scene, _| objects(scene),
        heads: || column::heads(COLUMNS),
        cells,
        detail: lines,
        overview: None,
        empty: &[
            "Nobody asks you whether access is still needed.",
            "While a review is open, its people are listed here for those who review them.",
            "`T` moves the clock to when one opens.",
        ],
    }),
};

/// Access under review as a row: what its cells need, looked up.
struct Row {
    person: Safe,
    package: Safe,
    decision: Phrase,
    advice: Phrase,
    closes: Phrase,
}

const COLUMNS: &[Column<Row>] = &[
    Column::words("Person", 16, |row: &Row| Phrase::plain(row.person.clone())).priority(0),
    Column::words("Package", 20, |row: &Row| {
        Phrase::plain(row.package.clone())
    })
    .priority(2),
    Column::state("Decision", 14, |row: &Row| row.decision.clone())
        .short(10)
        .priority(1),
    Column::words("Recommended", 14, |row: &Row| row.advice.clone())
        .short(9)
        .brief("Advice")
        .priority(3),
    Column::instant("Closes", |row: &Row| row.closes.clone()).priority(4),
];

const BINDINGS: &[Binding] = &[
    decide(
        Action::Approve,
        &[Chord::char('a')],
        "still needed",
        |scene, spot| ask(scene, spot, ReviewDecision::Approve, &form::APPROVE),
    ),
    decide(
        Action::Deny,
        &[Chord::char('x')],
        "no longer",
        |scene, spot| ask(scene, spot, ReviewDecision::Deny, &form::DENY),
    ),
    decide(
        Action::AcceptRecommendations,
        &[Chord::char('r')],
        "as recommended",
        recommended::accept,
    ),
    object::edit(|scene, spot| ask(scene, spot, ReviewDecision::DontKnow, &form::CHANGE)),
];

const fn decide(
    action: Action,
    keys: &'static [Chord],
    label: &'static str,
    step: fn(&Scene<'_>, &Spot) -> Result<Step, Reason>,
) -> Binding {
    Binding::new(keys, action, label, Shown::Footer, step)
}

/// Opens a form of decision about the selected access, if the persona may decide.
fn ask(
    scene: &Scene<'_>,
    spot: &Spot,
    decision: ReviewDecision,
    table: &'static FormTable,
) -> Result<Step, Reason> {
    let (assignment, _, item) = chosen(scene, spot)?;
    scene.allows(&form::blank(item.review, item.principal, decision))?;
    Ok(Step::OpenForm(table, Some(assignment.into())))
}

fn chosen<'a>(
    scene: &Scene<'a>,
    spot: &Spot,
) -> Result<(AssignmentId, &'a AccessReview, &'a ReviewItem), Reason> {
    let none = || Reason::new("no access is selected");
    if let ObjectRef::Assignment(id) = spot.object()? {
        let (review, item) = reviewers::open_item(scene.tenant(), id).ok_or_else(none)?;
        Ok((id, review, item))
    } else {
        Err(none())
    }
}

/// Lists the access under review, the review that closes first at the top.
fn objects(scene: &Scene<'_>) -> Vec<ObjectRef> {
    let tenant = scene.tenant();
    let Some(user) = tenant.account_of(scene.persona) else {
        return Vec::new();
    };
    let waiting = reviewers::waiting_for(tenant, user).into_iter();
    let mut reviews: Vec<&AccessReview> = waiting
        .filter_map(|review| tenant.find_review(review))
        .collect();
    reviews.sort_by_key(|review| (review.end_date_time, scene.desk.history.place(review.id)));
    let items = reviews
        .into_iter()
        .flat_map(|review| by_name(scene, reviewers::items_for(tenant, review, user)));
    items.map(|item| item.assignment.into()).collect()
}

/// Counts the access about which the persona is asked now.
pub(super) fn count(scene: &Scene<'_>) -> usize {
    objects(scene).len()
}

fn of<'a>(scene: &Scene<'a>, object: ObjectRef) -> Option<(&'a AccessReview, &'a ReviewItem)> {
    if let ObjectRef::Assignment(id) = object {
        reviewers::open_item(scene.tenant(), id)
    } else {
        None
    }
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    let Some((review, item)) = of(scene, object) else {
        return Vec::new();
    };
    let row = Row {
        person: scene.name(item.principal),
        package: scene.name(review.access_package),
        decision: decision(item.decision),
        advice: advice(review, item),
        closes: scene.calendar.when(review.end_date_time),
    };
    column::cells(COLUMNS, &row)
}

/// Says what was decided, readable without color.
pub(in crate::ui::screen) fn decision(decision: ReviewDecision) -> Phrase {
    match decision {
        ReviewDecision::Approve => Phrase::signed(Tone::Good, decision.label()),
        ReviewDecision::Deny => Phrase::signed(Tone::Disabled, decision.label()),
        ReviewDecision::DontKnow => Phrase::plain(decision.label()),
        ReviewDecision::NotReviewed => brief::state(Tone::Pending, decision.label()),
    }
}

/// Says what the last sign-in suggests, where reviewers are told.
fn recommends(review: &AccessReview) -> bool {
    let settings = review.settings.as_deref();
    settings.is_some_and(|settings| settings.is_recommendation_enabled)
}

fn advice(review: &AccessReview, item: &ReviewItem) -> Phrase {
    if !recommends(review) {
        return Phrase::muted("not shown");
    }
    match item.recommendation {
        Recommendation::Approve | Recommendation::Deny => {
            Phrase::plain(item.recommendation.label())
        }
        Recommendation::NoInfoAvailable => brief::state(Tone::Muted, item.recommendation.label()),
    }
}

fn lines(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    let Some((review, item)) = of(scene, object) else {
        return vec![DetailLine::text("The review is closed.")];
    };
    let tenant = scene.tenant();
    let signed_in = tenant
        .find_user(item.principal)
        .and_then(|user| user.last_sign_in);
    let signed_in = signed_in.map_or_else(|| "never".into(), |at| scene.calendar.instant(at));
    let mut lines = vec![
        DetailLine::fact("Person", scene.name(item.principal)),
        DetailLine::fact("Package", scene.name(review.access_package)),
        DetailLine::fact("Policy", scene.name(review.policy)),
        DetailLine::fact("Last sign-in", signed_in),
        DetailLine::Fact("Recommended".into(), advice(review, item)),
    ];
    if recommends(review) {
        lines.push(DetailLine::fact("Because", item.recommendation.because()));
    }
    lines.extend([
        DetailLine::Gap,
        DetailLine::Fact("Decision".into(), decision(item.decision)),
    ]);
    lines.extend(word(scene, item));
    lines.extend([
        DetailLine::Gap,
        DetailLine::fact(
            "Review closes",
            scene.calendar.instant(review.end_date_time),
        ),
        DetailLine::fact("If undecided", undecided(review, item)),
    ]);
    lines
}

/// Says who decided, when and why.
fn word(scene: &Scene<'_>, item: &ReviewItem) -> Vec<DetailLine> {
    let by = item
        .reviewed_by
        .map(|by| DetailLine::fact("By", scene.name(by)));
    let at = item.reviewed_date_time;
    let at = at.map(|at| DetailLine::fact("At", scene.calendar.instant(at)));
    let why = item.justification.as_ref();
    let why = why.map(|why| DetailLine::fact("Reason", Safe::line(why.as_str())));
    by.into_iter().chain(at).chain(why).collect()
}

/// Says what becomes of the access if nobody decides.
fn undecided(review: &AccessReview, item: &ReviewItem) -> &'static str {
    let silent = ReviewItem {
        decision: ReviewDecision::NotReviewed,
        ..item.clone()
    };
    let behavior = review.settings.as_deref();
    let goes = behavior.is_some_and(|it| silent.removes_access(it.expiration_behavior));
    if goes {
        "the access goes"
    } else {
        "the access stays"
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::domain::id::Person;
    use crate::domain::time::Span;
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    /// Lets Approver review each month what Requestor holds, and moves to a day in the first round.
    fn under_review() -> Furnished {
        let mut made = Furnished::new();
        let package = made.package();
        let request = made.request(package);
        made.approve(request);
        let reviewer = json!({
            "@odata.type": "#microsoft.graph.singleUser", "userId": made.approver});
        made.review(
            package,
            &json!({
                "isEnabled": true,
                "isSelfReview": false,
                "primaryReviewers": [reviewer],
                "schedule": {
                    "expiration": {"type": "afterDuration", "duration": "P10D"},
                    "recurrence": {"pattern": {"type": "absoluteMonthly", "interval": 1}}},
            }),
        );
        made.desk.wait(Span::days(1));
        made.desk.persona = Person::User(made.approver);
        made
    }

    #[test]
    fn a_reviewer_finds_whose_access_waits_and_gives_a_word_with_a_reason() {
        let mut made = under_review();
        made.at(Screen::OwnReviews)
            .expect(">Requestor")
            .expect("Not reviewed")
            .expect("never signed in");
        made.desk
            .press("x")
            .expect("Requestor loses \"Kit\" when the review closes");
        made.desk.press("Ctrl-S").expect("Reason is empty.");
        made.desk.type_text("Left the project").press("Ctrl-S");
        made.desk.expect("Denied: Requestor.").expect("- Denied");
        made.desk.press("e").expect("Left the project").press("esc");
    }

    #[test]
    fn whose_word_is_awaited_stands_in_the_list_of_personas() {
        let mut made = under_review();
        made.at(Screen::OwnReviews).press("P").expect("1 to review");
        made.desk
            .press("esc a")
            .type_text("Needs it")
            .press("Ctrl-S");
        made.desk.press("P").expect_no("to review");
    }

    #[test]
    fn what_was_said_is_taken_back_and_said_anew() {
        let mut made = under_review();
        made.at(Screen::OwnReviews).press("a").type_text("Needs it");
        made.desk.press("Ctrl-S").expect("ok Approved");
        made.desk.press("e right right right Ctrl-S");
        made.desk
            .expect("Saved: Requestor.")
            .expect("~ Not reviewed");
    }

    #[test]
    fn the_reviewed_decide_nothing_where_another_reviews() {
        let mut made = under_review();
        made.desk.persona = Person::User(made.requestor);
        made.at(Screen::OwnReviews).expect("Nobody asks you");
        made.at(Screen::AvailablePackages).expect_no("Reviews");
    }

    #[test]
    fn administrators_see_the_round_and_what_stopping_it_costs() {
        let mut made = under_review();
        let reviewer = made.desk.persona;
        made.desk.persona = made.administrator();
        made.at(Screen::Reviews)
            .expect(">Kit")
            .expect("0 of 1")
            .press("enter");
        made.desk
            .expect("Not reviewed")
            .expect("Reviewers     Approver");
        made.desk
            .press("x")
            .expect("lose their access by that: 1")
            .press("y");
        made.desk.expect("Completed").expect("access removed");
        made.desk.persona = reviewer;
        made.at(Screen::OwnReviews).expect("Nobody asks you");
    }
}
