//! What a package gives, who decides and when access ends, in the words that people read.
//!
//! Screens and forms say the same things about the same objects; they say them through here.

use std::collections::BTreeSet;

use crate::domain::approval::ApprovalStage;
use crate::domain::approvers::{self, Asker, Dropped, Resolved};
use crate::domain::authority::visible;
use crate::domain::authority::{appointments, sees_contents, sees_deciders};
use crate::domain::entitlement_role::EntitlementRole;
use crate::domain::id::{ObjectKind, ObjectRef, PackageId, Person, PolicyId, ResourceId, UserId};
use crate::domain::question::AskedQuestion;
use crate::domain::request::{AssignmentRequest, DeliveryFailure, DenialReason, RequestState};
use crate::domain::resource::ResourceRole;
use crate::domain::separation;
use crate::domain::text::Safe;
use crate::domain::text::counting;
use crate::domain::text::lookalike::mixes_scripts;
use crate::domain::time::{Expiration, Timestamp};
use crate::ui::scene::Scene;
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Phrase};

pub mod brief;
pub mod guest;

/// Stands for approvers whose names are not shown.
pub const SOMEBODY: &str = "an approver";

/// Stands for what a package gives where that is not shown.
pub const UNTOLD: &str = "roles that are not shown here";

/// The most names in one sentence.
const NAMES: usize = 3;

/// Joins names as alternatives: `Kim Ray, Ana Silva or 2 others`.
pub fn any_of(scene: &Scene<'_>, people: &[UserId]) -> Option<String> {
    let shown = if people.len() > NAMES {
        NAMES - 1
    } else {
        NAMES
    };
    let mut names: Vec<String> = people
        .iter()
        .take(shown)
        .map(|user| scene.name(*user).to_string())
        .collect();
    if people.len() > shown {
        names.push(format!("{} others", people.len() - shown));
    }
    let last = names.pop()?;
    Some(if names.is_empty() {
        last
    } else {
        format!("{} or {last}", names.join(", "))
    })
}

/// Lists what a package gives, one role a line.
///
/// Nothing where the settings keep that from the persona; [`gives_in_short`] says so.
pub fn gives(scene: &Scene<'_>, package: PackageId) -> Vec<Safe> {
    if !sees_contents(scene.tenant(), scene.persona, package) {
        return Vec::new();
    }
    let Some(package) = scene.tenant().find_package(package) else {
        return Vec::new();
    };
    let roles = package.resource_roles.iter();
    roles
        .map(|scope| role(scene, scope.resource, scope.role).into())
        .collect()
}

/// Says what a package gives in the middle of a sentence.
pub fn gives_in_short(scene: &Scene<'_>, package: PackageId) -> String {
    if !sees_contents(scene.tenant(), scene.persona, package) {
        return UNTOLD.to_owned();
    }
    let roles = gives(scene, package);
    if roles.is_empty() {
        return "nothing yet".to_owned();
    }
    let texts: Vec<&str> = roles.iter().map(Safe::as_str).collect();
    texts.join(", ")
}

/// Says how long access lasts that follows a policy.
pub fn lasts(scene: &Scene<'_>, expiration: Expiration) -> String {
    match expiration {
        Expiration::NotSpecified | Expiration::Never => "no end".to_owned(),
        Expiration::At(end) => format!("until {}", scene.calendar.day(end)),
        Expiration::After(span) => span.in_words(),
    }
}

/// Names a role on a resource.
pub fn role(scene: &Scene<'_>, resource: ResourceId, role: ResourceRole) -> String {
    let name = scene.role(resource, role);
    format!("{} as {name}", scene.name(resource))
}

/// Says in the words of the requestor why access is asked for, if they said so.
pub fn justification(request: &AssignmentRequest) -> Option<DetailLine> {
    let reason = request.justification.as_ref()?;
    let reason = Safe::line(reason.as_str());
    Some(DetailLine::fact("Justification", reason))
}

/// Says who reads why access is asked for.
pub const fn read_by(stages: &[ApprovalStage]) -> &'static str {
    if stages.is_empty() {
        "Administrators read it in the request."
    } else {
        "Approvers read it."
    }
}

/// Returns when the access of a request would begin and end, were it approved now.
pub fn period(scene: &Scene<'_>, request: &AssignmentRequest) -> (Timestamp, Option<Timestamp>) {
    let now = scene.calendar.now;
    let start = request.schedule.start_date_time.unwrap_or(now).max(now);
    let wanted = match request.schedule.expiration {
        Expiration::NotSpecified => request.policy_expiration,
        asked @ (Expiration::Never | Expiration::At(_) | Expiration::After(_)) => asked,
    };
    (start, wanted.end(start))
}

/// Returns who decides on a stage for somebody's request.
pub fn deciders(scene: &Scene<'_>, stage: &ApprovalStage, asker: Asker) -> Resolved {
    approvers::resolve(scene.tenant(), stage, asker)
}

/// Says what keeps somebody from a package, if anything does.
pub fn conflict(scene: &Scene<'_>, target: Person, package: PackageId) -> Option<String> {
    let conflict = separation::conflict(scene.tenant(), target, package)?;
    Some(excluded_by(scene, conflict))
}

/// Says what somebody holds or belongs to that excludes a package.
pub fn excluded_by(scene: &Scene<'_>, conflict: ObjectRef) -> String {
    let name = scene.name(conflict);
    if conflict.kind() == ObjectKind::Group {
        format!("member of group \"{name}\", which excludes it")
    } else {
        format!("holds \"{name}\", which excludes it")
    }
}

/// Says what became of a request that was approved too late.
pub const PERIOD_OVER: &str = "the period was over before it was approved";

/// Says why a request that nobody denied gave nothing: it failed as a whole, or came too late.
pub fn failure(scene: &Scene<'_>, state: RequestState) -> Option<DetailLine> {
    let (label, tone, why) = if let RequestState::DeliveryFailed(failure) = state {
        ("Failed", Tone::Danger, failed(scene, failure))
    } else if state == RequestState::Denied(DenialReason::PeriodOver) {
        ("Too late", Tone::Disabled, PERIOD_OVER.to_owned())
    } else {
        return None;
    };
    let why = Phrase::signed(tone, &why);
    Some(DetailLine::Fact(label.into(), why))
}

/// Finds the request among the objects that a command bound.
fn bound_request<'a>(scene: &Scene<'a>, bound: &[ObjectRef]) -> Option<&'a AssignmentRequest> {
    bound.iter().find_map(|object| {
        if let ObjectRef::Request(id) = object {
            scene.tenant().find_request(*id)
        } else {
            None
        }
    })
}

/// Says why what a command asked for could not be given at once, if that is so.
pub fn fell_through(scene: &Scene<'_>, bound: &[ObjectRef]) -> Option<String> {
    let state = bound_request(scene, bound)?.progress.state;
    if let RequestState::DeliveryFailed(failure) = state {
        Some(format!("delivery failed: {}", failed(scene, failure)))
    } else {
        None
    }
}

/// Says what became at once of the request that a command made, whose objects these are; an error
/// where it came to nothing.
pub fn came_of(scene: &Scene<'_>, bound: &[ObjectRef]) -> Result<Safe, Safe> {
    let Some(request) = bound_request(scene, bound) else {
        return Ok("was asked for".into());
    };
    Ok(match request.progress.state {
        RequestState::Submitted => "was asked for".into(),
        RequestState::WaitingForCallback { .. } => "waits for a workflow to call back".into(),
        RequestState::PendingApproval { .. } => "waits for approval".into(),
        RequestState::Scheduled { start } => {
            let start = scene.calendar.instant(start);
            format!("waits for its start, {start}").into()
        }
        RequestState::Delivering => "is being delivered".into(),
        RequestState::Delivered => "was delivered".into(),
        RequestState::PartiallyDelivered => "was delivered in part".into(),
        RequestState::DeliveryFailed(_) => {
            return Err(fell_through(scene, bound).unwrap_or_default().into());
        }
        RequestState::Denied(DenialReason::PeriodOver) => return Err(PERIOD_OVER.into()),
        RequestState::Denied(
            DenialReason::Approver | DenialReason::CustomExtension | DenialReason::ApprovalTimedOut,
        )
        | RequestState::Canceled => return Err(request.label().into()),
    })
}

/// Names a policy and the package it belongs to, since policies of many packages have one name.
pub fn policy_of(scene: &Scene<'_>, policy: PolicyId) -> Safe {
    let name = scene.name(policy);
    match scene.tenant().find_policy(policy) {
        Some(found) => format!("\"{name}\" of \"{}\"", scene.name(found.access_package)).into(),
        None => format!("\"{name}\"").into(),
    }
}

/// Says why a delivery failed.
pub fn failed(scene: &Scene<'_>, failure: DeliveryFailure) -> String {
    match failure {
        DeliveryFailure::NothingGiven => "none of its roles could be given".to_owned(),
        DeliveryFailure::AccountUnavailable => "the account is disabled or deleted".to_owned(),
        DeliveryFailure::DomainBlocked => {
            "the directory does not let the person's domain in".to_owned()
        }
        DeliveryFailure::PolicyFull => "the policy assigns to as many users as it may".to_owned(),
        DeliveryFailure::Incompatible(conflict) => excluded_by(scene, conflict),
        DeliveryFailure::CalloutFailed(stage) => {
            format!("a workflow called at the step \"{}\" failed", stage.label())
        }
        DeliveryFailure::CallbackTimedOut(stage) => {
            let step = stage.label();
            format!("a workflow called at the step \"{step}\" did not call back in time")
        }
    }
}

/// Lists what was asked and what was answered, a line each, in the persona's language.
pub fn answers(scene: &Scene<'_>, asked: &[AskedQuestion]) -> Vec<DetailLine> {
    let language = scene.tenant().language_of(scene.persona);
    let line = |asked: &AskedQuestion| {
        let question = asked.question.label(language);
        let answer = asked.answer.as_ref().map_or_else(
            || "(no answer)".to_owned(),
            |answer| asked.question.display(answer, language),
        );
        DetailLine::bullet(Safe::line(&format!("{question} {answer}")))
    };
    let mut lines: Vec<DetailLine> = asked.iter().map(line).collect();
    if !lines.is_empty() {
        lines.insert(0, DetailLine::heading("Answers"));
        lines.insert(0, DetailLine::Gap);
    }
    lines
}

/// Warns that an open request cannot be delivered as things stand.
pub fn warning(scene: &Scene<'_>, request: &AssignmentRequest) -> Option<DetailLine> {
    if !request.progress.state.is_open() {
        return None;
    }
    let conflict = conflict(scene, request.target, request.access_package)?;
    let conflict = Phrase::signed(Tone::Warning, &conflict);
    Some(DetailLine::Fact("Conflict".into(), conflict))
}

/// Names who is to get access, with a sign where the name could be taken for another.
pub fn requestor(scene: &Scene<'_>, request: &AssignmentRequest) -> Phrase {
    let name = scene.name(request.target);
    let resembles = || scene.tenant().look_alike_of(request.target).is_some();
    if mixes_scripts(name.as_str()) || resembles() {
        Phrase::signed(Tone::Warning, name.as_str())
    } else {
        Phrase::plain(name)
    }
}

/// Warns of a name that could be taken for another; whom it resembles is said to those who may know
/// of them.
pub fn doubt(scene: &Scene<'_>, request: &AssignmentRequest) -> Option<Phrase> {
    let (tenant, now) = (scene.tenant(), scene.calendar.now);
    let name = scene.name(request.target);
    let text = if let Some(other) = tenant.look_alike_of(request.target) {
        let known = visible(tenant, scene.persona, other.object(), now);
        let address = tenant.sign_in_name(other).filter(|_| known);
        let whom = match address {
            Some(address) => format!("{} ({address})", scene.name(other.object())),
            None => "somebody else here".to_owned(),
        };
        format!("\"{name}\" could be taken for {whom}")
    } else if mixes_scripts(name.as_str()) {
        format!("\"{name}\" mixes letters of several writing systems")
    } else {
        return None;
    };
    Some(Phrase::signed(Tone::Warning, &text))
}

/// Says why somebody whom a stage names cannot decide.
pub const fn dropped(reason: Dropped) -> &'static str {
    match reason {
        Dropped::Oneself => "nobody decides on their own access",
        Dropped::AccountUnavailable => "the account is disabled or deleted",
        Dropped::InvitationPending => "the guest has not accepted the invitation",
    }
}

/// Says what follows once somebody has asked under these stages.
pub fn what_follows(
    scene: &Scene<'_>,
    package: PackageId,
    stages: &[ApprovalStage],
    target: Person,
) -> String {
    let Some(first) = stages.first() else {
        return "nobody has to approve it; access is given when it begins".to_owned();
    };
    let time = first.duration_before_automatic_denial.in_words();
    let resolved = deciders(scene, first, Asker::by(scene.tenant(), target));
    let told = sees_deciders(scene.tenant(), scene.persona, package, first);
    let decides = match any_of(scene, &resolved.people) {
        Some(_) if !told => format!("{SOMEBODY} decides within {time}"),
        Some(names) => format!("{names} decides within {time}"),
        None => format!("nobody can decide, so it runs out after {time}"),
    };
    let more = match stages.len() {
        1 => String::new(),
        count => format!(", then {} more", stages_in_words(count - 1)),
    };
    format!("{decides}{more}; you can cancel until then")
}

/// Counts stages.
pub fn stages_in_words(count: usize) -> String {
    match count {
        0 => "not needed".to_owned(),
        _ => counting::counted(count, "stage"),
    }
}
/// Lists the abbreviations of the roles that somebody has, over the directory and in catalogs.
pub fn roles_in_short(scene: &Scene<'_>, user: UserId) -> Vec<&'static str> {
    let account = scene.tenant().find_user(user).into_iter();
    let over_directory = account.flat_map(|user| &user.directory_roles);
    let handed_on = appointments(scene.tenant(), Person::User(user)).map(|given| given.role);
    let handed_on: BTreeSet<EntitlementRole> = handed_on.collect();
    over_directory
        .map(|role| role.abbreviation())
        .chain(handed_on.into_iter().map(EntitlementRole::abbreviation))
        .collect()
}

/// Counts rows, by what they are where all are of a kind.
pub fn counted(count: usize, kind: Option<ObjectKind>) -> String {
    counting::counted(count, kind.map_or("row", ObjectKind::word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_counted_by_what_they_are() {
        assert_eq!(counted(1, Some(ObjectKind::Policy)), "1 policy");
        assert_eq!(counted(2, Some(ObjectKind::Policy)), "2 policies");
        let people = counted(3, Some(ObjectKind::ExternalPerson));
        assert_eq!(people, "3 external people");
        assert_eq!(counted(2, None), "2 rows");
    }
}
