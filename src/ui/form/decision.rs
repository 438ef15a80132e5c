//! The forms in which an approver decides on a request.

use crate::domain::approvers::open_stage;
use crate::domain::command::{ApprovalCommand, Command, DecideRequest, RevokeApproval};
use crate::domain::decide::approval::led_to;
use crate::domain::id::{AssignmentId, ObjectRef, RequestId};
use crate::domain::request::AssignmentRequest;
use crate::domain::text::Justification;
use crate::ui::form::{Answers, Field, FieldKey, FormTable, Kind, Order, Parsed, Reader, Step};
use crate::ui::scene::{Reason, Scene};
use crate::ui::wording;

const REASON: FieldKey = FieldKey::new("justification");

/// Lets a request go on.
pub static APPROVE: FormTable = FormTable {
    name: "approve-request",
    title: |_, _| "Approve?".into(),
    verb: "approve",
    steps: |scene, about, _| steps(scene, about),
    prefill: |_, _| Answers::default(),
    parse: |scene, about, answers| parse(scene, about, answers, ApprovalCommand::ApproveRequest),
    done: |scene, about, _| {
        found(scene, about)
            .map(|request| format!("Approved. {}", approved(scene, request)).into())
            .unwrap_or_default()
    },
    notes: |scene, about, _| {
        let Some(request) = found(scene, about) else {
            return Vec::new();
        };
        let doubt = wording::doubt(scene, request).map(|doubt| doubt.text);
        let follows = approved(scene, request).into();
        doubt.into_iter().chain([follows]).collect()
    },
};

/// Ends a request.
pub static DENY: FormTable = FormTable {
    name: "deny-request",
    title: |_, _| "Deny?".into(),
    verb: "deny",
    steps: |scene, about, _| steps(scene, about),
    prefill: |_, _| Answers::default(),
    parse: |scene, about, answers| parse(scene, about, answers, ApprovalCommand::DenyRequest),
    done: |scene, about, _| {
        found(scene, about)
            .map(|request| format!("Denied. {}", denied(scene, request)).into())
            .unwrap_or_default()
    },
    notes: |scene, about, _| {
        let request = found(scene, about);
        request
            .map(|request| denied(scene, request).into())
            .into_iter()
            .collect()
    },
};

/// Takes an approval back, and the access with it.
pub static REVOKE: FormTable = FormTable {
    name: "revoke-approval",
    title: |_, _| "Revoke the approval?".into(),
    verb: "revoke",
    steps: |_, _, _| vec![Step::new("Revocation", vec![reason().required()])],
    prefill: |_, _| Answers::default(),
    parse: revocation,
    done: |scene, about, _| {
        found(scene, about)
            .map(|request| format!("Revoked. {}", revoked(scene, request)).into())
            .unwrap_or_default()
    },
    notes: |scene, about, _| {
        let request = found(scene, about);
        request
            .map(|request| revoked(scene, request).into())
            .into_iter()
            .collect()
    },
};

/// Returns the access that goes with an approval.
pub(super) fn ending(scene: &Scene<'_>, about: ObjectRef) -> Vec<AssignmentId> {
    let request = found(scene, Some(about));
    let held = request.and_then(|request| led_to(scene.tenant(), request.id));
    held.into_iter().collect()
}

/// Returns the approval that gives no reason, to ask whether the persona may decide at all.
pub fn blank_approval(request: RequestId) -> Command {
    ApprovalCommand::ApproveRequest(silent(request)).into()
}

/// Returns the denial that gives no reason.
pub fn blank_denial(request: RequestId) -> Command {
    ApprovalCommand::DenyRequest(silent(request)).into()
}

/// Returns a revocation whose reason says nothing, to ask whether the persona may revoke at all.
pub fn blank_revocation(request: RequestId) -> Result<Command, Reason> {
    let justification =
        Justification::parse("reason").map_err(|error| Reason::new(error.to_string()))?;
    Ok(ApprovalCommand::RevokeApproval(RevokeApproval {
        request,
        justification,
    })
    .into())
}

const fn silent(request: RequestId) -> DecideRequest {
    DecideRequest {
        request,
        justification: None,
    }
}

fn found<'a>(scene: &Scene<'a>, about: Option<ObjectRef>) -> Option<&'a AssignmentRequest> {
    if let Some(ObjectRef::Request(id)) = about {
        scene.tenant().find_request(id)
    } else {
        None
    }
}

fn reason() -> Field {
    Field::new(REASON, "Reason", Kind::Long(Justification::CAP)).help("The requestor reads it.")
}

fn steps(scene: &Scene<'_>, about: Option<ObjectRef>) -> Vec<Step> {
    let reason = reason();
    let required = found(scene, about)
        .and_then(open_stage)
        .is_some_and(|(_, stage)| stage.is_approver_justification_required);
    let reason = if required { reason.required() } else { reason };
    vec![Step::new("Decision", vec![reason])]
}

fn parse(
    scene: &Scene<'_>,
    about: Option<ObjectRef>,
    answers: &Answers,
    decide: fn(DecideRequest) -> ApprovalCommand,
) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let justification = read.optional_text(&REASON, Justification::parse);
    let request = found(scene, about).map(|request| request.id);
    if request.is_none() {
        read.refuse(&REASON, "belongs to a request that is gone");
    }
    read.finish(|| {
        Some(decide(DecideRequest {
            request: request?,
            justification,
        }))
    })
    .map(Command::from)
    .map(Order::persona)
}

fn revocation(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let justification = read.text(&REASON, Justification::parse);
    let request = found(scene, about).map(|request| request.id);
    if request.is_none() {
        read.refuse(&REASON, "belongs to a request that is gone");
    }
    read.finish(|| {
        Some(ApprovalCommand::RevokeApproval(RevokeApproval {
            request: request?,
            justification: justification?,
        }))
    })
    .map(Command::from)
    .map(Order::persona)
}

/// Says what follows from approving: the next stage, or access with its end.
fn approved(scene: &Scene<'_>, request: &AssignmentRequest) -> String {
    let person = scene.name(request.target);
    let package = scene.name(request.access_package);
    let count = request.stages.len();
    if let Some((stage, _)) = open_stage(request)
        && stage + 1 < count
    {
        return format!(
            "{person} does not get \"{package}\" yet: stage {} of {count} decides next.",
            stage + 2
        );
    }
    let (start, end) = wording::period(scene, request);
    let calendar = scene.calendar;
    if end.is_some_and(|end| end <= calendar.now) {
        return format!("The requested period is over: {person} gets nothing by it.");
    }
    let from = if start > calendar.now {
        format!(" from {}", calendar.instant(start))
    } else {
        String::new()
    };
    let until = match end {
        Some(end) => format!(" until {}", calendar.instant(end)),
        None => " without an end".to_owned(),
    };
    let gives = wording::gives_in_short(scene, request.access_package);
    format!("{person} gets \"{package}\"{from}{until}: {gives}.")
}

fn denied(scene: &Scene<'_>, request: &AssignmentRequest) -> String {
    let person = scene.name(request.target);
    let package = scene.name(request.access_package);
    format!("{person} does not get \"{package}\"; the request ends here and may be made anew.")
}

fn revoked(scene: &Scene<'_>, request: &AssignmentRequest) -> String {
    let person = scene.name(request.target);
    let package = scene.name(request.access_package);
    format!("{person} loses \"{package}\" at once, with all that it gives.")
}
