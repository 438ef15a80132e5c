//! Decides what is asked of requestors, and whether what they answer will do.

use crate::domain::approvers;
use crate::domain::assignment::Assignment;
use crate::domain::authority::{Right, holder_of};
use crate::domain::command::{ChangeAnswers, EditRequestAnswers};
use crate::domain::context::Context;
use crate::domain::decide::request::progress;
use crate::domain::decide::{assignment, extension};
use crate::domain::draft::Draft;
use crate::domain::event::Fact;
use crate::domain::id::{AssignmentId, ObjectRef, Person, QuestionId};
use crate::domain::inquiry;
use crate::domain::on_behalf;
use crate::domain::policy::AssignmentPolicy;
use crate::domain::question::{self, AskedQuestion, GivenAnswer, QUESTIONS, Question, Wants};
use crate::domain::refusal::{
    ApprovalRefusal, DeskRefusal, PolicyRefusal, Refusal, RequestRefusal,
};
use crate::domain::request::{AssignmentRequest, RequestProgress, RequestType};
use crate::domain::tenant::Tenant;
use crate::domain::time::{Expiration, Schedule};
use crate::domain::walk::{Check, Sink};

/// Which answers may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Freedom {
    /// Those of questions that say so.
    Editable,
    /// All of them: nothing has been answered yet, or an administrator changes it.
    Any,
}

/// Puts questions in the order in which they are asked and gives them identifiers: a question that
/// was asked before, in the same words, keeps its own.
pub(super) fn numbered(
    context: &mut Context<'_>,
    mut questions: Vec<Question>,
    old: &[Question],
) -> Vec<Question> {
    questions.sort_by_key(|question| question.sequence);
    for question in &mut questions {
        if question.id == QuestionId::MIN {
            let known = old.iter().find(|old| old.text.key() == question.text.key());
            question.id = match known {
                Some(old) => old.id,
                None => context.draw(QuestionId::new),
            };
        }
    }
    questions
}

/// Requires that a policy's questions can be told apart and answered, and are not too many.
pub(super) fn sound(context: &mut Context<'_>, questions: &[Question]) -> Result<(), Refusal> {
    let few = questions.len() <= QUESTIONS;
    context.require(Check::WithinLimits, &[], few, || {
        DeskRefusal::LimitReached {
            what: "questions of the policy",
            most: QUESTIONS,
        }
    })?;
    let found = question::faults(questions).next();
    context.require(Check::QuestionSound, &[], found.is_none(), || {
        let (question, wants) = found.unwrap_or_default();
        PolicyRefusal::QuestionInvalid { question, wants }
    })
}

/// Lays answers over those given before, for questions that are asked now, and requires that each
/// fits, may change, and that none is missing.
pub(super) fn laid_over(
    tenant: &Tenant,
    context: &mut Context<'_>,
    (policy, target): (&AssignmentPolicy, Person),
    present: &[AskedQuestion],
    given: &[GivenAnswer],
    freedom: Freedom,
) -> Result<Vec<AskedQuestion>, Refusal> {
    let asked = inquiry::asked_again(tenant, policy, target, present);
    revised(context, policy.id.into(), asked, given, freedom)
}

/// Revises what was asked by answers that are given now.
fn revised(
    context: &mut Context<'_>,
    about: ObjectRef,
    mut asked: Vec<AskedQuestion>,
    given: &[GivenAnswer],
    freedom: Freedom,
) -> Result<Vec<AskedQuestion>, Refusal> {
    let mut missing = asked.iter();
    if let Some(missing) = missing.find(|asked| is_missing(asked, given)) {
        context.walk.note(Check::AnswersGiven, false, &[about]);
        let question = missing.question.text.clone();
        return Err(RequestRefusal::AnswerRequired { question }.into());
    }
    if !asked.is_empty() {
        context.walk.note(Check::AnswersGiven, true, &[about]);
    }
    for answer in given {
        let name = &answer.answered_question.id;
        let Some(found) = asked
            .iter_mut()
            .find(|asked| asked.question.is_meant_by(name))
        else {
            return refused(context, about, || RequestRefusal::AnswerInvalid {
                question: name.clone(),
                wants: Wants::NoQuestion,
            });
        };
        let wants = answer
            .value
            .as_ref()
            .and_then(|value| found.question.wants(value));
        if let Some(wants) = wants {
            return refused(context, about, || RequestRefusal::AnswerInvalid {
                question: found.question.text.clone(),
                wants,
            });
        }
        // What an account says of itself is nobody's to change here, not even an administrator's.
        let bound = freedom == Freedom::Editable || found.destination.is_some();
        let fixed = bound && !found.question.is_answer_editable;
        let free = !fixed || found.answer.is_none() || found.answer == answer.value;
        context.require(Check::AnswersEditable, &[about], free, || {
            RequestRefusal::AnswerNotEditable {
                question: found.question.text.clone(),
            }
        })?;
        found.answer.clone_from(&answer.value);
    }
    if !given.is_empty() {
        context.walk.note(Check::AnswersFit, true, &[about]);
    }
    Ok(asked)
}

/// Tells whether a question that needs an answer would have none once those given are laid over.
fn is_missing(asked: &AskedQuestion, given: &[GivenAnswer]) -> bool {
    let mut newest = given.iter().rev();
    let newest = newest.find(|it| asked.question.is_meant_by(&it.answered_question.id));
    let answered = newest.map_or(asked.answer.is_some(), |given| given.value.is_some());
    asked.question.is_required && !answered
}

fn refused<T>(
    context: &mut Context<'_>,
    about: ObjectRef,
    refusal: impl FnOnce() -> RequestRefusal,
) -> Result<T, Refusal> {
    context.walk.note(Check::AnswersFit, false, &[about]);
    Err(refusal().into())
}

/// Requires that somebody holds the assignment whose answers change, or manages assignments.
pub(super) fn can_change<S: Sink + ?Sized>(
    tenant: &Tenant,
    actor: Person,
    id: AssignmentId,
    sink: &mut S,
) -> Result<(), Refusal> {
    if !administers(tenant, actor, id) {
        let found = tenant.find_assignment(id);
        on_behalf::holds_or_manages(tenant, actor, found, |may| may.may_extend, sink)?;
    }
    assignment::active(tenant, id, sink)?;
    extension::none_pending(tenant, id, sink)
}

/// Tells whether somebody manages the assignments of others, this one among them, and so may change
/// every answer.
pub fn administers(tenant: &Tenant, actor: Person, id: AssignmentId) -> bool {
    let own = tenant
        .find_assignment(id)
        .is_some_and(|assignment| tenant.is_holder(assignment, actor));
    !own && holder_of(tenant, actor, Right::ManageAssignments, Some(id.into())).is_some()
}

/// Changes the answers for access that somebody holds; approvers decide where they decide on more
/// time, but not on what an administrator changes.
pub(super) fn change(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &ChangeAnswers,
) -> Result<(), Refusal> {
    let assignment = draft.assignment(with.assignment)?.clone();
    let policy = draft.policy(assignment.policy)?.clone();
    let administers = administers(draft, context.actor, with.assignment);
    let (freedom, request_type, stages) = if administers {
        (Freedom::Any, RequestType::AdminUpdate, Vec::new())
    } else {
        let stages = policy.terms.approval.stages_for_extension().to_vec();
        (Freedom::Editable, RequestType::UserUpdate, stages)
    };
    let present = &assignment.progress.answers;
    let asked_now = (&policy, assignment.target);
    let answers = laid_over(draft, context, asked_now, present, &with.answers, freedom)?;
    context.require(
        Check::SomethingChanges,
        &[assignment.id.into()],
        answers != *present,
        || DeskRefusal::NothingToChange {},
    )?;
    let made = AssignmentRequest {
        request_type,
        schedule: Schedule {
            start_date_time: None,
            expiration: end_of(&assignment),
        },
        stages,
        progress: RequestProgress {
            answers,
            ..RequestProgress::new(Some(assignment.id))
        },
        ..extension::asked(context, &policy, &assignment, Expiration::NotSpecified)
    };
    extension::begin(draft, context, Fact::AnswersChangeRequested, made)
}

/// Returns the end that an assignment has, which a change of answers leaves alone.
fn end_of(assignment: &Assignment) -> Expiration {
    assignment
        .progress
        .end
        .map_or(Expiration::Never, Expiration::At)
}

/// Lets an approver correct answers of a request that waits for them.
pub(super) fn edit(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &EditRequestAnswers,
) -> Result<(), Refusal> {
    let id = with.request;
    let request = draft.request(id)?;
    if approvers::open_stage(request).is_none() {
        return Err(ApprovalRefusal::RequestNotPending { request: id }.into());
    }
    let present = request.progress.answers.clone();
    let answers = revised(
        context,
        id.into(),
        present.clone(),
        &with.answers,
        Freedom::Editable,
    )?;
    context.require(
        Check::SomethingChanges,
        &[id.into()],
        answers != present,
        || DeskRefusal::NothingToChange {},
    )?;
    context.bind("request", id);
    progress(draft, Fact::AnswersEdited, id, |progress| {
        progress.answers = answers;
    })
}
