//! Decides how access gets a later end: asked for by whoever holds it, or ordered by administrators.

use crate::domain::assignment::{Assignment, AssignmentState};
use crate::domain::command::{ExtendAssignment, NewEnd, RequestExtension};
use crate::domain::context::Context;
use crate::domain::decide::answers;
use crate::domain::decide::assignment::active;
use crate::domain::decide::delivery::revise;
use crate::domain::decide::furnishing;
use crate::domain::decide::request::{self, progress};
use crate::domain::decide::schedule::{self, Freedom};
use crate::domain::draft::Draft;
use crate::domain::eligibility;
use crate::domain::event::Fact;
use crate::domain::id::{AssignmentId, Person, RequestId};
use crate::domain::on_behalf;
use crate::domain::policy::AssignmentPolicy;
use crate::domain::refusal::{Refusal, RequestRefusal};
use crate::domain::request::{
    AssignmentRequest, DeliveryFailure, RequestProgress, RequestState, RequestType,
};
use crate::domain::separation;
use crate::domain::tenant::Tenant;
use crate::domain::time::{Expiration, Schedule, Timestamp};
use crate::domain::walk::{Check, Sink, require};

/// Says whether somebody could ask for more time with an assignment, before any form is filled in.
///
/// Neither a disabled policy nor an unpublished catalog stands in the way: both stop new access only.
pub(super) fn can_request<S: Sink + ?Sized>(
    tenant: &Tenant,
    actor: Person,
    id: AssignmentId,
    now: Timestamp,
    sink: &mut S,
) -> Result<(), Refusal> {
    let found = tenant.find_assignment(id);
    on_behalf::holds_or_manages(tenant, actor, found, |may| may.may_extend, sink)?;
    let assignment = active(tenant, id, sink)?;
    whole(assignment, sink)?;
    ends(assignment, sink)?;
    let policy = tenant.policy(assignment.policy)?;
    let allowed = policy.terms.requestor.may_extend;
    let (id, person) = (policy.id, assignment.target);
    require(sink, Check::ExtensionAllowed, &[id.into()], allowed, || {
        Refusal::from(RequestRefusal::ExtensionNotAllowed { policy: id })
    })?;
    let admitted = eligibility::in_scope(tenant, person, policy);
    require(
        sink,
        Check::ExtensionInScope,
        &[id.into(), person.into()],
        admitted,
        || Refusal::from(RequestRefusal::ExtensionNotInScope { policy: id, person }),
    )?;
    before_policy_end(policy, assignment, now, sink)?;
    none_pending(tenant, assignment.id, sink)?;
    separation::separate(tenant, person, assignment.access_package, sink)
}

/// Says whether an administrator could move the end of an assignment.
pub(super) fn can_extend<'tenant, S: Sink + ?Sized>(
    tenant: &'tenant Tenant,
    id: AssignmentId,
    sink: &mut S,
) -> Result<&'tenant Assignment, Refusal> {
    let assignment = active(tenant, id, sink)?;
    ends(assignment, sink)?;
    separation::separate(tenant, assignment.target, assignment.access_package, sink)?;
    Ok(assignment)
}

/// Requires that everything was delivered: what is missing is an administrator's to mend first.
fn whole<S: Sink + ?Sized>(assignment: &Assignment, sink: &mut S) -> Result<(), Refusal> {
    let id = assignment.id;
    let whole = assignment.progress.state == AssignmentState::Delivered;
    require(
        sink,
        Check::AssignmentDelivered,
        &[id.into()],
        whole,
        || RequestRefusal::NotFullyDelivered { assignment: id }.into(),
    )
}

fn ends<S: Sink + ?Sized>(assignment: &Assignment, sink: &mut S) -> Result<(), Refusal> {
    let id = assignment.id;
    let ends = assignment.progress.end.is_some();
    require(sink, Check::EndsByItself, &[id.into()], ends, || {
        RequestRefusal::NothingToExtend { assignment: id }.into()
    })
}

/// Requires that a fixed end date of the policy leaves any more time.
fn before_policy_end<S: Sink + ?Sized>(
    policy: &AssignmentPolicy,
    assignment: &Assignment,
    now: Timestamp,
    sink: &mut S,
) -> Result<(), Refusal> {
    let Expiration::At(latest) = policy.terms.expiration else {
        return Ok(());
    };
    let more = latest > now && assignment.progress.end.is_some_and(|end| latest > end);
    let policy = policy.id;
    require(sink, Check::WithinPolicy, &[policy.into()], more, || {
        RequestRefusal::ExtensionPastPolicyEnd { policy, latest }.into()
    })
}

pub(super) fn none_pending<S: Sink + ?Sized>(
    tenant: &Tenant,
    assignment: AssignmentId,
    sink: &mut S,
) -> Result<(), Refusal> {
    let open = tenant.index.open_extensions.of(assignment).next().copied();
    sink.note(
        Check::NoExtensionPending,
        open.is_none(),
        &[open.map_or_else(|| assignment.into(), Into::into)],
    );
    match open {
        Some(request) => Err(RequestRefusal::ExtensionPending { request }.into()),
        None => Ok(()),
    }
}

/// Asks for more time: approvers decide where the policy wants it.
pub(super) fn request(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &RequestExtension,
) -> Result<(), Refusal> {
    let assignment = draft.assignment(with.assignment)?.clone();
    let policy = draft.policy(assignment.policy)?.clone();
    let stages = policy.terms.approval.stages_for_extension().to_vec();
    let asks_why = policy.terms.justification_required && !stages.is_empty();
    let justified = with.justification.is_some() || !asks_why;
    request::require_justification(context, policy.id, justified)?;
    let answers = if with.answers.is_empty() {
        Vec::new()
    } else {
        let present = &assignment.progress.answers;
        let freedom = answers::Freedom::Editable;
        let asked_now = (&policy, assignment.target);
        answers::laid_over(draft, context, asked_now, present, &with.answers, freedom)?
    };
    let wanted = with.schedule.as_ref();
    let expiration = new_end(
        draft,
        context,
        (&policy, &assignment),
        wanted,
        Freedom::ByPolicy,
    )?;
    let made = AssignmentRequest {
        request_type: RequestType::UserExtend,
        justification: with.justification.clone(),
        stages,
        progress: RequestProgress {
            answers,
            ..RequestProgress::new(Some(assignment.id))
        },
        ..asked(context, &policy, &assignment, expiration)
    };
    begin(draft, context, Fact::ExtensionRequested, made)
}

/// Moves the end of an assignment at once.
///
/// An administrator is bound neither by the policy's scope nor by whether it lets people extend,
/// but by how long it lets access last.
pub(super) fn extend(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &ExtendAssignment,
) -> Result<(), Refusal> {
    let assignment = draft.assignment(with.assignment)?.clone();
    let policy = draft.policy(assignment.policy)?.clone();
    let wanted = Some(&with.schedule);
    let expiration = new_end(
        draft,
        context,
        (&policy, &assignment),
        wanted,
        Freedom::Always,
    )?;
    let made = asked(context, &policy, &assignment, expiration);
    begin(draft, context, Fact::ExtensionOrdered, made)
}

/// Makes an administrator's request for a new end.
pub(super) fn asked(
    context: &mut Context<'_>,
    policy: &AssignmentPolicy,
    assignment: &Assignment,
    expiration: Expiration,
) -> AssignmentRequest {
    AssignmentRequest {
        id: context.draw(RequestId::new),
        request_type: RequestType::AdminUpdate,
        access_package: assignment.access_package,
        policy: policy.id,
        requestor: Some(context.actor),
        created_by: None,
        target: assignment.target,
        connected_organization: None,
        justification: None,
        schedule: Schedule {
            start_date_time: None,
            expiration,
        },
        policy_expiration: policy.terms.expiration,
        stages: Vec::new(),
        review: None,
        revokes: None,
        created_date_time: context.now,
        progress: RequestProgress::new(Some(assignment.id)),
    }
}

/// Takes a request about access that is held to its approvers, or on.
pub(super) fn begin(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    fact: Fact,
    made: AssignmentRequest,
) -> Result<(), Refusal> {
    context.bind("request", made.id);
    if let Some(assignment) = request::begin(draft, context, fact, made)? {
        context.bind("assignment", assignment);
    }
    Ok(())
}

/// Returns the end that is wanted, and the latest that the policy allows.
fn wanted_end(
    policy: &AssignmentPolicy,
    wanted: Expiration,
    now: Timestamp,
) -> (Option<Timestamp>, Option<Timestamp>) {
    let latest = policy.terms.expiration.end(now);
    let end = match wanted {
        Expiration::NotSpecified => latest,
        Expiration::Never | Expiration::At(_) | Expiration::After(_) => wanted.end(now),
    };
    (end, latest)
}

/// Requires that the policy lets access last until a new end, and that this is later than the
/// present one.
pub fn fits<S: Sink + ?Sized>(
    tenant: &Tenant,
    (policy, assignment): (&AssignmentPolicy, &Assignment),
    wanted: Expiration,
    now: Timestamp,
    sink: &mut S,
) -> Result<(), Refusal> {
    let (end, latest) = wanted_end(policy, wanted, now);
    if let Some(latest) = latest {
        let within = !schedule::is_beyond(tenant, policy, wanted, now);
        let policy = policy.id;
        require(sink, Check::WithinPolicy, &[policy.into()], within, || {
            Refusal::from(RequestRefusal::ExtensionPastPolicyEnd { policy, latest })
        })?;
    }
    let end = end.map(|end| latest.map_or(end, |latest| end.min(latest)));
    let later = match (end, assignment.progress.end) {
        (Some(end), Some(present)) => end > present,
        (None, Some(_)) => true,
        (_, None) => false,
    };
    let assignment = assignment.id;
    require(
        sink,
        Check::EndMovesForward,
        &[assignment.into()],
        later,
        || RequestRefusal::NothingToExtend { assignment }.into(),
    )
}

/// Checks the end that is wanted; without one the policy gives it, counted from the approval.
fn new_end(
    tenant: &Tenant,
    context: &mut Context<'_>,
    (policy, assignment): (&AssignmentPolicy, &Assignment),
    wanted: Option<&NewEnd>,
    freedom: Freedom,
) -> Result<Expiration, Refusal> {
    let wanted = wanted.map_or(Expiration::NotSpecified, |wanted| wanted.expiration);
    if wanted != Expiration::NotSpecified {
        schedule::choosable(context, policy, freedom)?;
    }
    fits(
        tenant,
        (policy, assignment),
        wanted,
        context.now,
        context.walk,
    )?;
    let (end, latest) = wanted_end(policy, wanted, context.now);
    let end = schedule::no_later(context, policy.id, end, latest);
    Ok(match (wanted, end) {
        (Expiration::NotSpecified, _) => Expiration::NotSpecified,
        (Expiration::Never | Expiration::At(_) | Expiration::After(_), Some(end)) => {
            Expiration::At(end)
        }
        (Expiration::Never | Expiration::At(_) | Expiration::After(_), None) => Expiration::Never,
    })
}

/// Gives an assignment the end that was approved; it never comes to lie before the present one.
pub(super) fn deliver(draft: &mut Draft<'_>, now: Timestamp, id: RequestId) -> Result<(), Refusal> {
    let request = draft.request(id)?.clone();
    progress(draft, Fact::DeliveryStarted, id, |progress| {
        progress.state = RequestState::Delivering;
    })?;
    let conflict = separation::conflict(draft, request.target, request.access_package)
        .filter(|_| !request.changes_answers());
    if let Some(conflict) = conflict {
        return progress(draft, Fact::RequestFailed, id, |progress| {
            progress.state = RequestState::DeliveryFailed(DeliveryFailure::Incompatible(conflict));
            progress.completed_date_time = Some(now);
        });
    }
    let end = request.wanted_end(now);
    if let Some(assignment) = request.progress.assignment {
        if !request.progress.answers.is_empty() {
            let before = draft.assignment(assignment)?.progress.answers.clone();
            let answers = request.progress.answers.clone();
            let answers = furnishing::furnish(draft, assignment, answers, &before);
            revise(draft, Fact::AnswersChanged, assignment, |progress| {
                progress.answers = answers;
            });
        }
        if request.changes_answers() {
            return finish(draft, now, id);
        }
        revise(draft, Fact::AssignmentExtended, assignment, |progress| {
            progress.end = match (progress.end, end) {
                (Some(present), Some(end)) => Some(present.max(end)),
                (None, _) | (_, None) => None,
            };
            progress.end_set_date_time = now;
            progress.notice = None;
        });
    }
    finish(draft, now, id)
}

fn finish(draft: &mut Draft<'_>, now: Timestamp, id: RequestId) -> Result<(), Refusal> {
    progress(draft, Fact::RequestDelivered, id, |progress| {
        progress.state = RequestState::Delivered;
        progress.completed_date_time = Some(now);
    })
}
