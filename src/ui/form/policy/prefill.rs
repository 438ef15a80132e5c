//! The answers with which the forms of a policy begin.

use crate::domain::approval::{ApprovalFor, ApprovalSettings, STAGES};
use crate::domain::policy::{PolicyTerms, RequestorSettings};
use crate::domain::subject_set::SubjectSet;
use crate::domain::time::Expiration;
use crate::ui::form::people::Part;
use crate::ui::form::policy::{
    automatic, extensions, information, lifecycle, requests, reviews, stage,
};
use crate::ui::form::{Answers, Pick, credentials, subjects};
use crate::ui::scene::Scene;

/// Adds the answers of a policy that is yet to be made.
///
/// Whether requests need approval and whether the policy is on has to be decided by people.
pub fn first(answers: Answers, name: &str) -> Answers {
    let answers = answers
        .with_text(requests::NAME, name)
        .with_toggle(requests::JUSTIFICATION, true)
        .with_choice(requests::STAGE_COUNT, "1")
        .with_choice(lifecycle::EXPIRES, lifecycle::AFTER_DAYS)
        .with_text(lifecycle::DAYS, "365")
        .with_toggle(lifecycle::EXTEND, true)
        .with_toggle(lifecycle::EXTENSION_APPROVAL, false)
        .with_toggle(lifecycle::SCHEDULE, true)
        .with_toggle(lifecycle::GIVE_BACK, true)
        .with_toggle(lifecycle::MAILS, true);
    let answers = information::first(reviews::first(automatic::first(answers)));
    (1..=STAGES).fold(answers, stage::first)
}

/// Returns the answers that say what a policy says.
pub fn answers_of(scene: &Scene<'_>, terms: &PolicyTerms) -> Answers {
    let picks = |sets: &[SubjectSet]| -> Vec<Pick> {
        sets.iter()
            .map(|set| subjects::pick(scene, Part::Acting, *set))
            .collect()
    };
    let (add, extend) = match &terms.approval {
        ApprovalSettings::NotRequired => (false, false),
        ApprovalSettings::Required { of, .. } => match of {
            ApprovalFor::Add => (true, false),
            ApprovalFor::Extend => (false, true),
            ApprovalFor::Both => (true, true),
        },
    };
    let stages = terms.approval.stages();
    let targets = if terms.scope.is_external() {
        requests::ORGANIZATIONS
    } else {
        requests::TARGETS
    };
    let wanted = terms.credentials_wanted();
    let answers = first(Answers::default(), terms.display_name.as_str())
        .with_text(requests::DESCRIPTION, terms.description.as_str())
        .with_choice(requests::SCOPE, terms.scope.json())
        .with_picked(targets, picks(&terms.targets))
        .with_toggle(requests::APPROVAL, add)
        .with_toggle(requests::JUSTIFICATION, terms.justification_required)
        .with_choice(requests::STAGE_COUNT, &stages.len().max(1).to_string())
        .with_toggle(requests::ENABLED, terms.is_enabled)
        .with_text(requests::CREDENTIALS, &credentials::lined(wanted))
        .with_toggle(lifecycle::EXTENSION_APPROVAL, extend);
    let answers = holder(answers, terms.requestor);
    let answers = stages
        .iter()
        .zip(1..)
        .fold(answers, |answers, (stage, number)| {
            stage::prefill(scene, answers, stage, number)
        });
    let answers = expiration(scene, answers, terms.expiration);
    let answers = answers.with_toggle(
        lifecycle::MAILS,
        !terms.notifications.is_assignment_notification_disabled,
    );
    let answers = reviews::prefill(scene, answers, terms);
    let answers = information::prefill(answers, terms);
    let answers = extensions::prefill(scene, answers, terms);
    match &terms.automatic {
        Some(rule) => automatic::prefill(answers, rule),
        None => answers,
    }
}

/// Fills in what whoever holds the package may do, and what becomes of them.
fn holder(answers: Answers, requestor: RequestorSettings) -> Answers {
    answers
        .with_toggle(lifecycle::EXTEND, requestor.may_extend)
        .with_toggle(lifecycle::SCHEDULE, requestor.may_schedule)
        .with_toggle(lifecycle::GIVE_BACK, requestor.may_give_back)
        .with_toggle(lifecycle::ENDS_WITH_SCOPE, requestor.ends_with_scope)
        .with_toggle(lifecycle::ON_BEHALF, requestor.on_behalf.may_add)
}

fn expiration(scene: &Scene<'_>, answers: Answers, expiration: Expiration) -> Answers {
    match expiration {
        Expiration::NotSpecified | Expiration::Never => {
            answers.with_choice(lifecycle::EXPIRES, lifecycle::NEVER)
        }
        Expiration::At(end) => answers
            .with_choice(lifecycle::EXPIRES, lifecycle::ON_DATE)
            .with_text(lifecycle::DATE, scene.calendar.day(end).as_str()),
        Expiration::After(span) if span.is_whole_days() => answers
            .with_choice(lifecycle::EXPIRES, lifecycle::AFTER_DAYS)
            .with_text(lifecycle::DAYS, &span.whole_days().to_string()),
        Expiration::After(span) => answers
            .with_choice(lifecycle::EXPIRES, lifecycle::AFTER_HOURS)
            .with_text(lifecycle::HOURS, &(span.as_seconds() / 3_600).to_string()),
    }
}
