//! Calls the custom extensions of a policy, and does what their workflows say.

use std::collections::BTreeMap;

use crate::domain::approval::{ApprovalStage, STAGES};
use crate::domain::assignment::ExpiryNotice;
use crate::domain::callout::{Callout, CalloutAnswer, CalloutStatus};
use crate::domain::command::AnswerCallout;
use crate::domain::context::{Context, IdSource};
use crate::domain::custom_extension::{CustomExtension, ExtensionStage, StubAnswer};
use crate::domain::decide::policy;
use crate::domain::decide::request::{self, progress};
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::id::{
    AssignmentId, CalloutId, CalloutSubject, CustomExtensionId, ObjectRef, PolicyId, RequestId,
};
use crate::domain::refusal::{DeskRefusal, ExtensionRefusal, PolicyRefusal, Refusal};
use crate::domain::request::{AssignmentRequest, DeliveryFailure, DenialReason, RequestState};
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;
use crate::domain::walk::{Check, Sink, require};

/// Whether a request goes on after the calls of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Passage {
    /// It goes on.
    Free,
    /// It waits for a workflow, or a workflow ended it.
    Barred,
}

/// Calls what the policy of a request has called at a step.
///
/// What has done its work for this request and step already is not called again, so that a request
/// that is reprocessed repeats only what failed.
pub(super) fn call(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    id: RequestId,
    stage: ExtensionStage,
) -> Result<Passage, Refusal> {
    let policy = draft.request(id)?.policy;
    let subject = CalloutSubject::Request(id);
    for extension in called_at(draft, policy, stage) {
        let done = draft.callouts_about(subject).any(|callout| {
            callout.custom_extension == extension
                && callout.stage == stage
                && callout.has_succeeded()
        });
        if !done {
            launch(draft, now, ids, subject, (stage, extension))?;
        }
    }
    if stage.holds_up() {
        judge(draft, now, id, stage)
    } else {
        Ok(Passage::Free)
    }
}

/// Calls what the policy of an assignment has called before its end.
pub(super) fn announce(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    id: AssignmentId,
    notice: ExpiryNotice,
) -> Result<(), Refusal> {
    let stage = match notice {
        ExpiryNotice::FourteenDays => ExtensionStage::FourteenDaysBeforeExpiration,
        ExpiryNotice::OneDay => ExtensionStage::OneDayBeforeExpiration,
    };
    let policy = draft.assignment(id)?.policy;
    let subject = CalloutSubject::Assignment(id);
    called_at(draft, policy, stage)
        .into_iter()
        .try_for_each(|extension| launch(draft, now, ids, subject, (stage, extension)))
}

fn called_at(tenant: &Tenant, policy: PolicyId, stage: ExtensionStage) -> Vec<CustomExtensionId> {
    let terms = tenant.find_policy(policy).map(|policy| &policy.terms);
    terms
        .into_iter()
        .flat_map(|terms| &terms.extensions)
        .filter(|setting| setting.stage == stage)
        .map(|setting| setting.custom_extension.id)
        .collect()
}

/// Makes one call; a stub answers at once unless it keeps silent.
fn launch(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    subject: CalloutSubject,
    (stage, extension): (ExtensionStage, CustomExtensionId),
) -> Result<(), Refusal> {
    let extension = draft.custom_extension(extension)?;
    let due = extension
        .callback_configuration
        .map(|callback| now.plus(callback.timeout_duration));
    let (status, answer) = at_once(extension);
    let callout = Callout {
        id: CalloutId::new(ids.next_id()),
        custom_extension: extension.id,
        display_name: extension.display_name.clone(),
        subject,
        stage,
        sent_date_time: now,
        due,
        status,
        answer,
        settled_date_time: answer.map(|_| now),
    };
    draft.emit(
        Fact::ExtensionExecuted,
        Change::Callout(Edit::made(callout)),
    );
    Ok(())
}

/// Returns where a call stands that was just made, and what the workflow said.
const fn at_once(extension: &CustomExtension) -> (CalloutStatus, Option<CalloutAnswer>) {
    match (extension.answer, extension.callback_configuration) {
        (StubAnswer::Fail, _) => (CalloutStatus::CalloutFailed, Some(CalloutAnswer::Fail)),
        (StubAnswer::Continue | StubAnswer::Deny | StubAnswer::Never | StubAnswer::Ask, None) => {
            (CalloutStatus::CalloutSent, None)
        }
        (StubAnswer::Continue, Some(_)) => (
            CalloutStatus::CallbackReceived,
            Some(CalloutAnswer::Continue),
        ),
        (StubAnswer::Deny, Some(_)) => (CalloutStatus::CallbackReceived, Some(CalloutAnswer::Deny)),
        (StubAnswer::Never | StubAnswer::Ask, Some(_)) => (CalloutStatus::WaitingForCallback, None),
    }
}

/// Returns the last call of each extension about a request at a step.
///
/// Of two calls of one instant the last is the one that has not failed, or failed later: only what
/// failed is called again.
fn last_calls(tenant: &Tenant, id: RequestId, stage: ExtensionStage) -> Vec<&Callout> {
    let place = |callout: &Callout| {
        let stands = callout.is_open() || callout.has_succeeded();
        (callout.sent_date_time, stands, callout.settled_date_time)
    };
    let mut last: BTreeMap<CustomExtensionId, &Callout> = BTreeMap::new();
    let calls = tenant.callouts_about(CalloutSubject::Request(id));
    for callout in calls.filter(|callout| callout.stage == stage) {
        let kept = last.entry(callout.custom_extension).or_insert(callout);
        if place(callout) > place(kept) {
            *kept = callout;
        }
    }
    last.into_values().collect()
}

/// Says whether a request goes on, now that the calls of a step stand where they do: a denial ends
/// it before a failure does, and one that was only launched stops nothing.
fn judge(
    draft: &mut Draft<'_>,
    now: Timestamp,
    id: RequestId,
    stage: ExtensionStage,
) -> Result<Passage, Refusal> {
    let (mut denied, mut failed, mut late, mut open) = (false, false, false, false);
    for callout in last_calls(draft, id, stage) {
        if callout.due.is_none() {
            continue;
        }
        denied |= callout.answer == Some(CalloutAnswer::Deny);
        failed |= callout.status == CalloutStatus::CalloutFailed;
        late |= callout.status == CalloutStatus::CallbackTimedOut;
        open |= callout.is_open();
    }
    let (fact, outcome) = if denied {
        let reason = DenialReason::CustomExtension;
        (Fact::RequestDenied, RequestState::Denied(reason))
    } else if failed || late {
        let failure = if failed {
            DeliveryFailure::CalloutFailed(stage)
        } else {
            DeliveryFailure::CallbackTimedOut(stage)
        };
        (Fact::RequestFailed, RequestState::DeliveryFailed(failure))
    } else if open {
        let waiting = RequestState::WaitingForCallback { stage };
        if draft.request(id)?.progress.state != waiting {
            progress(draft, Fact::RequestPaused, id, |progress| {
                progress.state = waiting;
            })?;
        }
        return Ok(Passage::Barred);
    } else {
        return Ok(Passage::Free);
    };
    progress(draft, fact, id, |progress| {
        progress.state = outcome;
        progress.completed_date_time = Some(now);
    })?;
    Ok(Passage::Barred)
}

/// Writes down what became of a call, and moves a request on that waits for it.
fn settle(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    old: Callout,
    answer: Option<CalloutAnswer>,
) -> Result<(), Refusal> {
    let (fact, status) = match answer {
        Some(CalloutAnswer::Continue | CalloutAnswer::Deny) => {
            (Fact::CallbackReceived, CalloutStatus::CallbackReceived)
        }
        Some(CalloutAnswer::Fail) => (Fact::CallbackReceived, CalloutStatus::CalloutFailed),
        None => (Fact::CallbackTimedOut, CalloutStatus::CallbackTimedOut),
    };
    let (subject, stage) = (old.subject, old.stage);
    let new = Callout {
        status,
        answer,
        settled_date_time: Some(now),
        ..old.clone()
    };
    draft.emit(fact, Change::Callout(Edit::changed(old, new)));
    let CalloutSubject::Request(id) = subject else {
        return Ok(());
    };
    let waits = draft
        .find_request(id)
        .is_some_and(|it| it.progress.state == RequestState::WaitingForCallback { stage });
    if !waits {
        return Ok(());
    }
    match judge(draft, now, id, stage)? {
        Passage::Barred => Ok(()),
        Passage::Free => {
            progress(draft, Fact::RequestResumed, id, |progress| {
                progress.state = RequestState::Submitted;
            })?;
            request::go_on(draft, now, ids, id, stage)
        }
    }
}

/// Gives up a workflow that has not called back in time.
pub fn time_out(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    id: CalloutId,
) -> Result<(), Refusal> {
    let callout = draft.callout(id)?.clone();
    settle(draft, now, ids, callout, None)
}

/// Returns the call that is meant: the one named, or the only open one about the request named.
fn meant<'tenant>(tenant: &'tenant Tenant, with: &AnswerCallout) -> Option<&'tenant Callout> {
    if let Some(id) = with.callout {
        return tenant.find_callout(id);
    }
    let about = tenant.callouts_about(CalloutSubject::Request(with.request?));
    let mut open = about.filter(|callout| callout.is_open());
    let first = open.next();
    first.filter(|_| open.next().is_none())
}

/// Calls back for a workflow that is waited for.
pub(super) fn answer(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &AnswerCallout,
) -> Result<(), Refusal> {
    let found = meant(draft, with)
        .filter(|callout| callout.is_open())
        .cloned();
    let object: Option<ObjectRef> = match (with.callout, with.request) {
        (Some(callout), _) => Some(callout.into()),
        (None, request) => request.map(Into::into),
    };
    let objects: Vec<ObjectRef> = object.into_iter().collect();
    context
        .walk
        .note(Check::CalloutOpen, found.is_some(), &objects);
    let Some(callout) = found else {
        return Err(match object {
            Some(object) => DeskRefusal::NotFound { object },
            None => DeskRefusal::NameRequired {
                field: "callout".to_owned(),
            },
        }
        .into());
    };
    context.bind("callout", callout.id);
    if let CalloutSubject::Request(request) = callout.subject {
        context.bind("request", request);
    }
    if let Some(stage) = with.stage.as_deref() {
        add_stage(draft, context, &callout, with.answer, stage)?;
    }
    settle(draft, context.now, context.ids, callout, Some(with.answer))
}

/// Finds the request that a call may add a stage to: the one that waits for it, unless that passes as
/// many stages as there may be.
pub fn takes_stage<'tenant, S: Sink + ?Sized>(
    tenant: &'tenant Tenant,
    callout: &Callout,
    sink: &mut S,
) -> Result<&'tenant AssignmentRequest, Refusal> {
    let request = match callout.subject {
        CalloutSubject::Request(id) => tenant.find_request(id),
        CalloutSubject::Assignment(_) => None,
    };
    let stage = callout.stage;
    let waiting = RequestState::WaitingForCallback { stage };
    let request = request.filter(|request| request.progress.state == waiting);
    let about = [callout.id.into()];
    sink.note(Check::ExtensionFitsStage, request.is_some(), &about);
    let Some(request) = request else {
        let extension = callout.custom_extension;
        return Err(ExtensionRefusal::StageNotAddable { extension }.into());
    };
    let count = request.stages.len() + 1;
    let fits = count <= STAGES;
    require(sink, Check::StageCountAllowed, &about, fits, || {
        PolicyRefusal::StageCount { count }
    })?;
    Ok(request)
}

/// Adds the stage that a workflow returned behind those that a request passes anyway.
///
/// Only what the request waits for may add one, and only if it lets the request go on.
fn add_stage(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    callout: &Callout,
    answer: CalloutAnswer,
    settings: &ApprovalStage,
) -> Result<(), Refusal> {
    if answer != CalloutAnswer::Continue {
        let about = [callout.id.into()];
        let extension = callout.custom_extension;
        context.walk.note(Check::ExtensionFitsStage, false, &about);
        return Err(ExtensionRefusal::StageNotAddable { extension }.into());
    }
    let old = takes_stage(draft, callout, context.walk)?.clone();
    let count = old.stages.len() + 1;
    policy::stage(draft, context, count, settings)?;
    let mut new = old.clone();
    new.stages.push(settings.clone());
    draft.emit(Fact::StageAdded, Change::Request(Edit::changed(old, new)));
    Ok(())
}

/// Deletes the records of calls about a request whose own record goes.
pub(super) fn forget(draft: &mut Draft<'_>, id: RequestId) {
    let made = draft.callouts_about(CalloutSubject::Request(id));
    let made: Vec<Callout> = made.cloned().collect();
    for callout in made {
        draft.emit(Fact::CalloutDeleted, Change::Callout(Edit::gone(callout)));
    }
}
