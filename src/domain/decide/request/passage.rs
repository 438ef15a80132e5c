//! Takes requests from step to step: past the workflows that are called, to approvers, to delivery.

use crate::domain::context::IdSource;
use crate::domain::custom_extension::ExtensionStage;
use crate::domain::decide::callout::{self, Passage};
use crate::domain::decide::request::{open_stage, progress};
use crate::domain::decide::{delivery, extension};
use crate::domain::draft::Draft;
use crate::domain::event::Fact;
use crate::domain::id::RequestId;
use crate::domain::refusal::Refusal;
use crate::domain::request::{DenialReason, RequestState};
use crate::domain::time::Timestamp;

/// Calls the workflows of a step that can hold a request up, and takes it on unless one does.
pub(in crate::domain::decide) fn pass(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    id: RequestId,
    step: ExtensionStage,
) -> Result<(), Refusal> {
    match callout::call(draft, now, ids, id, step)? {
        Passage::Free => go_on(draft, now, ids, id, step),
        Passage::Barred => Ok(()),
    }
}

/// Takes a request on whose workflows of a step let it: to its approvers if it has any, or else to
/// delivery.
pub(in crate::domain::decide) fn go_on(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    id: RequestId,
    step: ExtensionStage,
) -> Result<(), Refusal> {
    match step {
        ExtensionStage::RequestCreated if draft.request(id)?.stages.is_empty() => {
            progress(draft, Fact::RequestAutoApproved, id, |_| {})?;
            start(draft, now, ids, id)
        }
        ExtensionStage::RequestCreated => open_stage(draft, now, id, 0),
        ExtensionStage::RequestApproved => {
            let request = draft.request(id)?;
            let passed = request.progress.stages.len();
            if passed < request.stages.len() {
                // A workflow added one after the others were decided.
                open_stage(draft, now, id, passed)
            } else {
                start(draft, now, ids, id)
            }
        }
        ExtensionStage::RequestGranted
        | ExtensionStage::RequestRemoved
        | ExtensionStage::FourteenDaysBeforeExpiration
        | ExtensionStage::OneDayBeforeExpiration => Ok(()),
    }
}

/// Takes an approved request on: to its start if that lies ahead, else to delivery.
///
/// A request whose end, asked for or given by the policy, has passed while it waited is denied, since
/// nothing could be delivered.
fn start(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    id: RequestId,
) -> Result<(), Refusal> {
    let request = draft.request(id)?;
    let start = request.schedule.start_date_time;
    let over = request.wanted_end(now).is_some_and(|end| end <= now);
    if over {
        return progress(draft, Fact::RequestDenied, id, |progress| {
            progress.state = RequestState::Denied(DenialReason::PeriodOver);
            progress.completed_date_time = Some(now);
        });
    }
    match start {
        Some(start) if start > now => progress(draft, Fact::RequestScheduled, id, |progress| {
            progress.state = RequestState::Scheduled { start }
        }),
        Some(_) | None => carry_out(draft, now, ids, id),
    }
}

/// Gives what an approved request asks for.
pub fn carry_out(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    id: RequestId,
) -> Result<(), Refusal> {
    if draft.request(id)?.request_type.is_extension() {
        extension::deliver(draft, now, id)?;
    } else {
        delivery::deliver(draft, now, ids, id)?;
    }
    granted(draft, now, ids, id)
}

/// Calls the workflows that want to know of what was given, if all of it was.
pub(in crate::domain::decide) fn granted(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    id: RequestId,
) -> Result<(), Refusal> {
    if draft.request(id)?.progress.state == RequestState::Delivered {
        callout::call(draft, now, ids, id, ExtensionStage::RequestGranted)?;
    }
    Ok(())
}
