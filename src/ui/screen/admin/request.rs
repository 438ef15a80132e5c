//! What there is to know about a request: rows, lines and the question before it is canceled.

use crate::domain::approval::{StageOutcome, StageRecord, Verdict};
use crate::domain::command::{Command, RequestCommand, RequestReference};
use crate::domain::id::{ObjectRef, RequestId};
use crate::domain::request::{AssignmentRequest, DenialReason, RequestState};
use crate::domain::text::Safe;
use crate::domain::time::{Expiration, Timestamp};
use crate::ui::action::Action;
use crate::ui::column::Column;
use crate::ui::keymap::{Binding, Chord, Shown, Spot};
use crate::ui::modal::Confirm;
use crate::ui::scene::{Reason, Scene};
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Moment, Phrase};
use crate::ui::wording;

/// A request as a row: what its cells need, looked up.
pub(super) struct Row {
    package: Safe,
    target: Safe,
    kind: &'static str,
    state: Phrase,
}

/// The column of the package.
pub(super) const PACKAGE: Column<Row> = Column::words("Package", 22, |row: &Row| {
    Phrase::plain(row.package.clone())
})
.priority(1);
/// The column of whoever gets or loses access.
pub(super) const PERSON: Column<Row> =
    Column::words("Person", 16, |row: &Row| Phrase::plain(row.target.clone())).priority(1);
/// The column of who asks for what.
pub(super) const KIND: Column<Row> =
    Column::words("Type", 13, |row: &Row| Phrase::plain(row.kind)).priority(4);
/// The column of where the request stands.
pub(super) const STATE: Column<Row> =
    Column::words("State", 19, |row: &Row| row.state.clone()).priority(0);

/// Looks up what the cells of a request need.
pub(super) fn row(scene: &Scene<'_>, object: ObjectRef) -> Option<Row> {
    let request = find(scene, object)?;
    Some(Row {
        package: scene.name(request.access_package),
        target: scene.name(request.target),
        kind: request.request_type.label(),
        state: state(request),
    })
}

/// Finds a request behind a reference.
fn find<'a>(scene: &Scene<'a>, object: ObjectRef) -> Option<&'a AssignmentRequest> {
    if let ObjectRef::Request(id) = object {
        scene.tenant().find_request(id)
    } else {
        None
    }
}

/// Returns what the state of a request means.
const fn tone(state: RequestState) -> Tone {
    match state {
        RequestState::Submitted
        | RequestState::PendingApproval { .. }
        | RequestState::Scheduled { .. }
        | RequestState::Delivering => Tone::Pending,
        RequestState::Delivered => Tone::Good,
        RequestState::PartiallyDelivered => Tone::Warning,
        RequestState::DeliveryFailed(_) | RequestState::Denied(_) => Tone::Danger,
        RequestState::Canceled => Tone::Disabled,
    }
}

fn state(request: &AssignmentRequest) -> Phrase {
    Phrase::signed(tone(request.progress.state), request.label())
}

/// Takes the selected request back.
pub(super) const CANCEL: Binding = Binding {
    keys: &[Chord::char('c')],
    action: Action::CancelRequest,
    label: "cancel request",
    shown: Shown::Footer,
    step: cancel,
};

/// Tries again to deliver the selected request.
pub(super) const REPROCESS: Binding = Binding {
    keys: &[Chord::char('R')],
    action: Action::Reprocess,
    label: "reprocess",
    shown: Shown::Footer,
    step: |scene, spot| {
        let request = selected(spot)?;
        let command = RequestCommand::ReprocessRequest(RequestReference { request }).into();
        scene.allows(&command)?;
        let name = scene.name(request);
        let done = format!("The request for \"{name}\" was delivered again; its state says how.");
        Ok(Step::Execute(Box::new(command), done.into()))
    },
};

/// Deletes the record of the selected request.
pub(super) const DELETE: Binding = Binding {
    keys: &[Chord::char('d')],
    action: Action::Delete,
    label: "delete record",
    shown: Shown::Footer,
    step: |scene, spot| {
        let request = selected(spot)?;
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

fn selected(spot: &Spot) -> Result<RequestId, Reason> {
    if let Some(ObjectRef::Request(id)) = spot.selected {
        Ok(id)
    } else {
        Err(Reason::new("no request is selected"))
    }
}

/// Asks before canceling the selected request.
fn cancel(scene: &Scene<'_>, spot: &Spot) -> Result<Step, Reason> {
    let request = selected(spot)?;
    let command = cancellation(request);
    scene.allows(&command)?;
    let found = find(scene, request.into()).ok_or_else(|| Reason::new("the request is gone"))?;
    let (person, package) = (scene.name(found.target), scene.name(found.access_package));
    let lines = vec![
        Phrase::plain(format!(
            "The request for {person} and \"{package}\" ends here."
        )),
        Phrase::plain("Nothing has been given by it; it can be requested again."),
    ];
    let done = format!("The request for {person} and \"{package}\" was canceled.");
    let then = Step::Execute(Box::new(command), done.into());
    let ask = Confirm::simple("Cancel request?", lines, "Cancel it", then);
    Ok(Step::Ask(Box::new(ask)))
}

fn cancellation(request: RequestId) -> Command {
    RequestCommand::CancelRequest(RequestReference { request }).into()
}

/// Says what there is to know about a request.
pub(super) fn lines(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    let Some(request) = find(scene, object) else {
        return vec![DetailLine::text("This request is gone.")];
    };
    let requestor = request.requestor.map_or_else(
        || Safe::from("the system"),
        |person| scene.name(person.object()),
    );
    let made = scene.calendar.instant(request.created_date_time);
    let mut lines = vec![
        DetailLine::fact("Package", scene.name(request.access_package)),
        DetailLine::fact("For", scene.name(request.target)),
        DetailLine::fact("By", requestor),
        DetailLine::fact("Type", request.request_type.label()),
        DetailLine::fact("Policy", scene.name(request.policy)),
        DetailLine::fact("Made", made),
        DetailLine::Fact("State".into(), state(request)),
    ];
    lines.extend(wording::failure(scene, request.progress.state));
    lines.extend(wording::warning(scene, request));
    if let Some(reason) = &request.justification {
        lines.push(DetailLine::fact(
            "Justification",
            Safe::line(reason.as_str()),
        ));
    }
    lines.extend(period(scene, request));
    lines.extend(wording::answers(scene, &request.progress.answers));
    lines.push(DetailLine::Gap);
    lines.extend(timeline(scene, request));
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

fn timeline(scene: &Scene<'_>, request: &AssignmentRequest) -> Vec<DetailLine> {
    let moment = |moment, at: Timestamp, what: &str, note: String| DetailLine::Moment {
        moment,
        when: scene.calendar.near(at),
        what: what.into(),
        note: Phrase::muted(note),
    };
    let made = moment(
        Moment::Past,
        request.created_date_time,
        "Requested",
        String::new(),
    );
    let stages = request.progress.stages.iter().zip(1_usize..);
    let mut lines = vec![made];
    for (stage, number) in stages {
        let (kind, at, what, note) = stage_in_words(scene, stage, number);
        lines.push(moment(kind, at, &what, note));
    }
    if let Some(end) = request.progress.completed_date_time {
        let failed = matches!(
            request.progress.state,
            RequestState::DeliveryFailed(_)
                | RequestState::Denied(
                    DenialReason::Approver
                        | DenialReason::ApprovalTimedOut
                        | DenialReason::PeriodOver
                )
        );
        let kind = if failed { Moment::Failed } else { Moment::Past };
        let label = request.label();
        lines.push(moment(kind, end, label, String::new()));
    }
    lines
}

fn stage_in_words(
    scene: &Scene<'_>,
    stage: &StageRecord,
    number: usize,
) -> (Moment, Timestamp, String, String) {
    match &stage.outcome {
        StageOutcome::Open => {
            let asked: Vec<Safe> = stage.asked.iter().map(|user| scene.name(*user)).collect();
            let asked: Vec<&str> = asked.iter().map(Safe::as_str).collect();
            let waits = if asked.is_empty() {
                "nobody can decide; it will expire".to_owned()
            } else {
                format!("waits for {}", asked.join(", "))
            };
            let what = format!("Stage {number} ends");
            (Moment::Present, stage.due, what, waits)
        }
        StageOutcome::Decided(decision) => {
            let reason = decision.justification.as_ref();
            let reason = reason.map_or_else(String::new, |text| format!(": {text}"));
            let kind = match decision.verdict {
                Verdict::Approve => Moment::Past,
                Verdict::Deny => Moment::Failed,
            };
            let what = format!("Stage {number} {}", decision.verdict.label());
            let note = format!("by {}{reason}", scene.name(decision.by));
            (kind, decision.at, what, note)
        }
        StageOutcome::Expired => {
            let what = format!("Stage {number} expired");
            (Moment::Failed, stage.due, what, "nobody decided".to_owned())
        }
        StageOutcome::Withdrawn => {
            let what = format!("Stage {number} withdrawn");
            (Moment::Past, stage.opened, what, String::new())
        }
    }
}
