//! A request as administrators see it: rows, lines, its page, and the keys that act on it.

use crate::domain::assignment::GrantStatus;
use crate::domain::authority::{sees_contents, visible};
use crate::domain::command::{Command, RequestCommand, RequestReference};
use crate::domain::id::{ObjectRef, RequestId};
use crate::domain::request::AssignmentRequest;
use crate::domain::text::Safe;
use crate::domain::time::Expiration;
use crate::ui::action::Action;
use crate::ui::column::Column;
use crate::ui::keymap::{Binding, Chord, Shown, Spot, list};
use crate::ui::modal::Confirm;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::admin::audit;
use crate::ui::screen::my_access::{self, chosen_request, find_request, requests};
use crate::ui::screen::{Body, Page, Screen, no_tabs, timeline};
use crate::ui::step::Step;
use crate::ui::view::{DetailLine, Phrase};
use crate::ui::wording::{self, brief};

pub(super) mod call_back;

/// A request as a row: what its cells need, looked up.
pub(super) struct Row {
    package: Safe,
    target: Safe,
    kind: &'static str,
    state: Phrase,
    requestor: Safe,
    policy: Safe,
    created: Phrase,
    completed: Phrase,
    errors: usize,
}

/// The column of the package.
pub(super) const PACKAGE: Column<Row> = Column::name("Package", 22, |row: &Row| {
    Phrase::plain(row.package.clone())
})
.least(11)
.priority(1);
/// The column of whoever gets or loses access.
pub(super) const PERSON: Column<Row> =
    Column::name("Person", 16, |row: &Row| Phrase::plain(row.target.clone()))
        .least(11)
        .priority(1);
/// The column of who asks for what.
pub(super) const KIND: Column<Row> = Column::words("Type", 13, |row: &Row| brief::kind(row.kind))
    .short(6)
    .priority(4);
/// The column of where the request stands.
pub(super) const STATE: Column<Row> =
    Column::state("State", 19, |row: &Row| row.state.clone()).short(9);

/// The column of whoever asked.
pub(super) const REQUESTOR: Column<Row> =
    Column::words("By", 16, |row: &Row| Phrase::plain(row.requestor.clone())).priority(6);
/// The column of the policy under which is asked.
pub(super) const POLICY: Column<Row> =
    Column::words("Policy", 18, |row: &Row| Phrase::plain(row.policy.clone())).priority(8);
/// The column of when it was made.
pub(super) const CREATED: Column<Row> =
    Column::instant("Created", |row: &Row| row.created.clone()).priority(5);
/// The column of when it was over; blank while it runs.
pub(super) const COMPLETED: Column<Row> =
    Column::instant("Completed", |row: &Row| row.completed.clone()).priority(7);
/// The column of how many roles could not be given.
pub(super) const ERRORS: Column<Row> = Column::number("Errors", 6, |row: &Row| match row.errors {
    0 => Phrase::default(),
    errors => Phrase::plain(errors.to_string()),
})
.priority(9);

/// Looks up what the cells of a request need.
pub(super) fn row(scene: &Scene<'_>, object: ObjectRef) -> Option<Row> {
    let request = find_request(scene, object)?;
    Some(Row {
        package: scene.name(request.access_package),
        target: scene.name(request.target),
        kind: request.request_type.label(),
        state: requests::state(request),
        requestor: requestor(scene, request),
        policy: scene.name(request.policy),
        created: scene.calendar.when(request.created_date_time),
        completed: request
            .progress
            .completed_date_time
            .map_or_else(Phrase::default, |at| scene.calendar.when(at)),
        errors: errors(scene, request),
    })
}

/// Counts the roles that could not be given, as far as the persona may see what a package gives.
fn errors(scene: &Scene<'_>, request: &AssignmentRequest) -> usize {
    let tenant = scene.tenant();
    if !request.progress.state.is_failed()
        || !sees_contents(tenant, scene.persona, request.access_package)
    {
        return 0;
    }
    let assignment = request.progress.assignment;
    let assignment = assignment.and_then(|id| tenant.find_assignment(id));
    let grants = assignment.into_iter().flat_map(|it| &it.progress.grants);
    grants
        .filter(|grant| matches!(grant.status, GrantStatus::Failed(_)))
        .count()
}

/// Names whoever asked.
fn requestor(scene: &Scene<'_>, request: &AssignmentRequest) -> Safe {
    match request.made_by() {
        Some(person) => scene.name(person.object()),
        None => "the system".into(),
    }
}

/// One request, with its keys.
pub const PAGE: Page = Page {
    name: "Request",
    title: |scene, screen| {
        screen
            .object()
            .map(|object| scene.name(object))
            .unwrap_or_default()
    },
    parent: |_, _| Some(Screen::Requests),
    bindings: &[
        CANCEL,
        REPROCESS,
        DELETE,
        call_back::BINDING,
        my_access::request::WHY,
        audit::HISTORY,
    ],
    tabs: no_tabs,
    body: Body::Detail(|scene, screen| {
        let (tenant, now) = (scene.tenant(), scene.calendar.now);
        let object = screen.object();
        match object.filter(|object| visible(tenant, scene.persona, *object, now)) {
            Some(object) => lines(scene, object),
            None => vec![DetailLine::text(
                "There is no such request that you may see.",
            )],
        }
    }),
};

/// Opens the selected request.
pub(super) const OPEN: Binding = Binding {
    keys: list::OPEN_KEYS,
    action: Action::Open,
    label: "open",
    shown: Shown::Footer,
    step: |_, spot| Ok(Step::Go(Screen::Request(chosen_request(spot)?))),
};

/// Takes the selected or open request back.
pub(super) const CANCEL: Binding = Binding {
    keys: &[Chord::char('c')],
    action: Action::CancelRequest,
    label: "cancel request",
    shown: Shown::Footer,
    step: cancel,
};

/// Tries again to deliver the selected or open request.
pub(super) const REPROCESS: Binding = Binding {
    keys: &[Chord::char('R')],
    action: Action::Reprocess,
    label: "reprocess",
    shown: Shown::Footer,
    step: |scene, spot| {
        let request = chosen_request(spot)?;
        let command = RequestCommand::ReprocessRequest(RequestReference { request }).into();
        scene.allows(&command)?;
        let name = scene.name(request);
        let done = format!("The request for \"{name}\" was delivered again; its state says how.");
        Ok(Step::Execute(Box::new(command), done.into()))
    },
};

/// Deletes the record of the selected or open request.
pub(super) const DELETE: Binding = Binding {
    keys: &[Chord::char('d')],
    action: Action::Delete,
    label: "delete record",
    shown: Shown::Footer,
    step: |scene, spot| {
        let request = chosen_request(spot)?;
        let command = RequestCommand::DeleteRequest(RequestReference { request }).into();
        scene.allows(&command)?;
        let name = scene.name(request);
        let lines = vec![
            Phrase::plain(format!("The record of the request for \"{name}\" goes.")),
            Phrase::plain("Access that it led to stays; the audit log keeps what happened."),
        ];
        let done = format!("The record of the request for \"{name}\" was deleted.");
        let then = Step::Execute(Box::new(command), done.into());
        let ask = Confirm::simple("Delete the record?", lines, "Delete", then);
        Ok(Step::Ask(Box::new(ask)))
    },
};

/// Asks before canceling the selected or open request.
fn cancel(scene: &Scene<'_>, spot: &Spot) -> Result<Step, Reason> {
    let request = chosen_request(spot)?;
    let command = cancellation(request);
    scene.allows(&command)?;
    let found =
        find_request(scene, request.into()).ok_or_else(|| Reason::new("the request is gone"))?;
    let (person, package) = (scene.name(found.target), scene.name(found.access_package));
    let lines = vec![
        Phrase::plain(format!(
            "The request for {person} and \"{package}\" ends here."
        )),
        Phrase::plain("Nothing has been given by it; it can be requested again."),
    ];
    let done = format!("The request for {person} and \"{package}\" was canceled.");
    Ok(Confirm::before(
        command,
        ("Cancel request?", "Cancel it"),
        lines,
        done,
    ))
}

fn cancellation(request: RequestId) -> Command {
    RequestCommand::CancelRequest(RequestReference { request }).into()
}

/// Says what there is to know about a request.
pub(super) fn lines(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    let Some(request) = find_request(scene, object) else {
        return vec![DetailLine::text("This request is gone.")];
    };
    let maker = match request.made_by() {
        None => Some("the system".into()),
        Some(person) if person == request.target => None,
        Some(person) => Some(scene.name(person.object())),
    };
    let created = scene.calendar.instant(request.created_date_time);
    let mut lines = vec![
        DetailLine::fact("Package", scene.name(request.access_package)),
        DetailLine::fact("For", scene.name(request.target)),
    ];
    lines.extend(maker.map(|maker| DetailLine::fact("By", maker)));
    lines.extend([
        DetailLine::fact("Type", request.request_type.label()),
        DetailLine::fact("Policy", scene.name(request.policy)),
        DetailLine::fact("Created", created),
        DetailLine::Fact("State".into(), requests::state(request)),
    ]);
    lines.extend(wording::failure(scene, request.progress.state));
    lines.extend(wording::warning(scene, request));
    lines.extend(wording::justification(request));
    lines.extend(period(scene, request));
    lines.extend(wording::answers(scene, &request.progress.answers));
    lines.push(DetailLine::Gap);
    lines.extend(timeline::moments(scene, request));
    lines
}

fn period(scene: &Scene<'_>, request: &AssignmentRequest) -> Vec<DetailLine> {
    let mut lines = Vec::new();
    if let Some(start) = request.schedule.start_date_time {
        lines.push(DetailLine::fact("From", scene.calendar.instant(start)));
    }
    match request.schedule.expiration {
        Expiration::At(end) => lines.push(DetailLine::fact("Until", scene.calendar.instant(end))),
        Expiration::After(span) => lines.push(DetailLine::fact("For", span.in_words())),
        Expiration::NotSpecified | Expiration::Never => {}
    }
    lines
}
