//! The requests on which the persona was asked to decide, what ended last first.

use std::cmp::Reverse;

use crate::domain::id::ObjectRef;
use crate::domain::request::AssignmentRequest;
use crate::domain::text::Safe;
use crate::domain::time::Timestamp;
use crate::ui::action::Action;
use crate::ui::column::{self, Column};
use crate::ui::keymap::{Binding, Shown, list};
use crate::ui::scene::Scene;
use crate::ui::screen::my_access::{self, chosen_request, find_request, requests};
use crate::ui::screen::{Body, ListPage, Page, Screen, approvals};
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::{Head, Phrase};

/// The requests on which the persona was asked to decide.
pub const PAGE: Page = Page {
    name: "Approvals, history",
    title: |_, _| "History".into(),
    parent: |_, _| Some(Screen::PendingApprovals),
    bindings: BINDINGS,
    tabs: approvals::tabs,
    body: Body::List(ListPage {
        objects,
        heads,
        cells,
        detail: approvals::request::lines,
        overview: None,
        empty: &[
            "You have not been asked yet, or nothing has been decided.",
            "Requests move here once they are decided or run out.",
            "`1` shows what waits for you.",
        ],
    }),
};

/// A request as a row: what its cells need, looked up.
struct Row {
    requestor: Safe,
    package: Safe,
    decided: Phrase,
    state: Phrase,
}

const COLUMNS: &[Column<Row>] = &[
    Column::words("Requestor", 16, |row: &Row| {
        Phrase::plain(row.requestor.clone())
    })
    .priority(0),
    Column::words("Package", 18, |row: &Row| {
        Phrase::plain(row.package.clone())
    }),
    Column::instant("Ended", |row: &Row| row.decided.clone()).priority(3),
    Column::state("Outcome", 18, |row: &Row| row.state.clone())
        .short(9)
        .priority(2),
];

const BINDINGS: &[Binding] = &[
    Binding {
        keys: list::OPEN_KEYS,
        action: Action::Open,
        label: "details",
        shown: Shown::Footer,
        step: |_, spot| Ok(Step::Go(Screen::Approval(chosen_request(spot)?))),
    },
    my_access::request::WHY,
    approvals::request::REVOKE,
];

fn objects(scene: &Scene<'_>, _: Screen) -> Vec<ObjectRef> {
    let Some(user) = scene.tenant().account_of(scene.persona) else {
        return Vec::new();
    };
    let all = scene.tenant().index.decided_by.of(user).copied();
    let mut requests = scene.desk.history.newest_first(all);
    // What still runs comes before all that is over.
    requests.sort_by_cached_key(|request| {
        let ended = ended(scene, (*request).into());
        (ended.is_some(), Reverse(ended))
    });
    requests.into_iter().map(ObjectRef::from).collect()
}

/// Returns when a request was over.
fn ended(scene: &Scene<'_>, object: ObjectRef) -> Option<Timestamp> {
    find_request(scene, object)?.progress.completed_date_time
}

fn heads() -> Vec<Head> {
    column::heads(COLUMNS)
}

/// Says what came of a request; an approval that was taken back is told as that.
fn outcome(scene: &Scene<'_>, request: &AssignmentRequest) -> Phrase {
    let revocations = &scene.tenant().index.revocations_of;
    if revocations.count(&request.id) > 0 {
        return Phrase::signed(Tone::Disabled, "Revoked");
    }
    requests::state(request)
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    let Some(request) = find_request(scene, object) else {
        return Vec::new();
    };
    let ended = ended(scene, object);
    let row = Row {
        requestor: scene.name(request.target),
        package: scene.name(request.access_package),
        decided: ended.map(|at| scene.calendar.when(at)).unwrap_or_default(),
        state: outcome(scene, request),
    };
    column::cells(COLUMNS, &row)
}
