//! What a policy says, in words.

use crate::domain::approval::{ApprovalSettings, ApprovalStage};
use crate::domain::authority::{reads_catalog, sees_deciders};
use crate::domain::id::{ObjectRef, PolicyId};
use crate::domain::policy::{AssignmentPolicy, Automatic, PolicyTerms};
use crate::domain::review::ReviewSettings;
use crate::domain::subject_set::SubjectSet;
use crate::domain::text::Safe;
use crate::domain::time::{Expiration, Span};
use crate::ui::form::subjects;
use crate::ui::scene::Scene;
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Phrase};
use crate::ui::wording;

pub(super) mod row;

/// Finds a policy behind a reference.
pub(in crate::ui::screen) fn find<'a>(
    scene: &Scene<'a>,
    object: ObjectRef,
) -> Option<&'a AssignmentPolicy> {
    if let ObjectRef::Policy(id) = object {
        scene.tenant().find_policy(id)
    } else {
        None
    }
}

/// Says what there is to know about a policy.
pub(in crate::ui::screen) fn lines(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    let Some(policy) = find(scene, object) else {
        return vec![DetailLine::text("This policy has been deleted.")];
    };
    let terms = &policy.terms;
    let enabled = if terms.is_enabled {
        Phrase::plain("yes")
    } else {
        Phrase::signed(Tone::Warning, "no: no requests, no direct assignments")
    };
    let mut lines = Vec::new();
    if !terms.description.is_empty() {
        lines.push(DetailLine::text(terms.description.as_str()));
        lines.push(DetailLine::Gap);
    }
    lines.push(DetailLine::Fact("Enabled".into(), enabled));
    if let Some(automatic) = &terms.automatic {
        lines.extend(by_rule(terms, automatic));
    } else {
        lines.push(DetailLine::fact("Who requests", terms.scope.label()));
        let targets = terms.targets.iter();
        lines.extend(targets.map(|set| DetailLine::bullet(subjects::in_words(scene, *set))));
        lines.extend(approval(scene, policy));
        lines.extend(lifecycle(scene, terms));
        lines.extend(questions(scene, terms));
        let wanted = terms.credentials_wanted();
        lines.extend(wanted.map(|one| DetailLine::fact("Verified ID", one.to_string())));
        lines.extend(reviews(scene, terms));
    }
    if terms.notifications.is_assignment_notification_disabled {
        lines.push(DetailLine::fact("Mails", "off"));
    }
    lines.extend(extensions(scene, terms));
    if reads_catalog(scene.tenant(), scene.persona, policy.id) {
        let active = scene.tenant().index.active_under.count(&policy.id);
        lines.push(DetailLine::fact("Assignments", format!("{active} active")));
    }
    lines.push(DetailLine::fact("Id", policy.id.guid().to_string()));
    lines
}

/// Says in a line to whom a policy gives access, who decides, and how long it lasts.
pub(super) fn in_short(scene: &Scene<'_>, policy: PolicyId) -> Option<DetailLine> {
    let policy = scene.tenant().find_policy(policy)?;
    let terms = &policy.terms;
    let off = if terms.is_enabled {
        ""
    } else {
        ", switched off"
    };
    let approval = match terms.approval.stages().len() {
        0 => "no approval".to_owned(),
        count => wording::stages_in_words(count),
    };
    let lasts = wording::lasts(scene, terms.expiration);
    let (name, who) = (scene.name(policy.id), terms.who());
    let text = format!("\"{name}\"{off}: {who}; {approval}; {lasts}");
    Some(if terms.is_enabled {
        DetailLine::bullet(text)
    } else {
        DetailLine::Bullet(Phrase::signed(Tone::Warning, &text))
    })
}

/// Says whom the rule of an automatic policy gives access and what becomes of it.
fn by_rule(terms: &PolicyTerms, automatic: &Automatic) -> Vec<DetailLine> {
    let grace = match automatic.grace {
        Span::ZERO => "none, access ends at once".to_owned(),
        grace => format!("access is kept for {}", grace.in_words()),
    };
    let mut lines = vec![
        DetailLine::fact("Who gets access", terms.who()),
        DetailLine::fact("Rule", Safe::line(automatic.rule.as_str())),
    ];
    if !automatic.description.is_empty() {
        let what = Safe::line(automatic.description.as_str());
        lines.push(DetailLine::fact("Rule is for", what));
    }
    lines.extend([
        DetailLine::fact("Gives access", yes_or_no(automatic.gives)),
        DetailLine::fact("Takes it away", yes_or_no(automatic.takes)),
    ]);
    if automatic.takes {
        lines.push(DetailLine::fact("Grace period", grace));
    }
    let give_back = yes_or_no(terms.requestor.may_give_back);
    lines.push(DetailLine::fact("May give back", give_back));
    lines
}

fn approval(scene: &Scene<'_>, policy: &AssignmentPolicy) -> Vec<DetailLine> {
    let terms = &policy.terms;
    let needed = match &terms.approval {
        ApprovalSettings::NotRequired => "not required".to_owned(),
        ApprovalSettings::Required { of, .. } => format!("for {}", of.label()),
    };
    let mut lines = vec![
        DetailLine::fact("Approval", needed),
        DetailLine::fact("Justification", yes_or_no(terms.justification_required)),
    ];
    for (stage, number) in terms.approval.stages().iter().zip(1_usize..) {
        lines.push(DetailLine::bullet(stage_in_words(
            scene, policy, stage, number,
        )));
    }
    lines
}

fn stage_in_words(
    scene: &Scene<'_>,
    policy: &AssignmentPolicy,
    stage: &ApprovalStage,
    number: usize,
) -> String {
    let mut deciding = approvers(scene, policy, stage);
    let fallback = &stage.fallback_primary_approvers;
    if sees(scene, policy, stage) && !fallback.is_empty() {
        deciding.push_str("; fallback ");
        deciding.push_str(&names(scene, fallback));
    }
    let reason = if stage.is_approver_justification_required {
        "; with a reason"
    } else {
        ""
    };
    format!(
        "Stage {number}: {deciding}; within {}{reason}",
        stage.duration_before_automatic_denial.in_words(),
    )
}

fn sees(scene: &Scene<'_>, policy: &AssignmentPolicy, stage: &ApprovalStage) -> bool {
    sees_deciders(scene.tenant(), scene.persona, policy.access_package, stage)
}

/// Names who decides on a stage, to whoever may know.
fn approvers(scene: &Scene<'_>, policy: &AssignmentPolicy, stage: &ApprovalStage) -> String {
    if sees(scene, policy, stage) {
        names(scene, &stage.primary_approvers)
    } else {
        "approvers not shown".to_owned()
    }
}

/// Names the people of some sets.
pub(super) fn names(scene: &Scene<'_>, sets: &[SubjectSet]) -> String {
    let names = sets.iter().map(|set| subjects::in_words(scene, *set));
    let names: Vec<String> = names.map(|name| name.to_string()).collect();
    names.join(", ")
}

/// Says whether and how often access is reviewed, by whom, and what becomes of it undecided.
fn reviews(scene: &Scene<'_>, terms: &PolicyTerms) -> Vec<DetailLine> {
    let settings = terms.reviews.as_deref().filter(|it| it.is_enabled);
    let Some(settings) = settings else {
        return vec![DetailLine::fact("Reviewed", "no")];
    };
    let often = settings.schedule.recurrence.frequency();
    let often = often.map_or("in a rhythm that is only kept", |often| often.label());
    vec![
        DetailLine::fact("Reviewed", often),
        DetailLine::fact("Reviewers", reviewers(scene, settings)),
        DetailLine::fact("If undecided", settings.expiration_behavior.label()),
    ]
}

/// Names who reviews.
pub(super) fn reviewers(scene: &Scene<'_>, settings: &ReviewSettings) -> String {
    if settings.is_self() {
        return "everybody their own access".to_owned();
    }
    let primary = names(scene, &settings.primary_reviewers);
    if settings.fallback_reviewers.is_empty() {
        return primary;
    }
    let fallback = names(scene, &settings.fallback_reviewers);
    format!("{primary}; fallback {fallback}")
}

fn lifecycle(scene: &Scene<'_>, terms: &PolicyTerms) -> Vec<DetailLine> {
    let expires: Safe = match terms.expiration {
        Expiration::NotSpecified | Expiration::Never => "never".into(),
        Expiration::At(end) => format!("on {}", scene.calendar.instant(end)).into(),
        Expiration::After(span) => format!("after {}", span.in_words()).into(),
    };
    let timeline = if terms.requestor.may_schedule {
        "requestors may choose"
    } else {
        "no, access begins at once"
    };
    let mut lines = vec![
        DetailLine::fact("Expires", expires),
        DetailLine::fact("May extend", yes_or_no(terms.requestor.may_extend)),
        DetailLine::fact("May give back", yes_or_no(terms.requestor.may_give_back)),
        DetailLine::fact("Specific timeline", timeline),
    ];
    if terms.requestor.ends_with_scope {
        let ends = "when its holder leaves the users and groups listed";
        lines.push(DetailLine::fact("Also ends", ends));
    }
    lines
}

/// Lists what requestors are asked, in the persona's language.
fn questions(scene: &Scene<'_>, terms: &PolicyTerms) -> Vec<DetailLine> {
    let language = scene.tenant().language_of(scene.persona);
    let mut lines = Vec::new();
    if !terms.questions.is_empty() {
        let count = terms.questions.len();
        lines.push(DetailLine::fact("Questions", count.to_string()));
    }
    for question in &terms.questions {
        let required = if question.is_required {
            " (required)"
        } else {
            ""
        };
        let text = format!("{}{required}", question.label(language));
        lines.push(DetailLine::bullet(text));
    }
    lines
}

/// Lists the custom extensions that are called, and when.
fn extensions(scene: &Scene<'_>, terms: &PolicyTerms) -> Vec<DetailLine> {
    let mut lines = Vec::new();
    if !terms.extensions.is_empty() {
        let count = terms.extensions.len();
        lines.push(DetailLine::fact("Extensions", count.to_string()));
    }
    let called = terms.extensions.iter().map(|setting| {
        let name = scene.name(setting.custom_extension.id);
        DetailLine::bullet(format!("{}: {name}", setting.stage.label()))
    });
    lines.extend(called);
    lines
}

const fn yes_or_no(on: bool) -> &'static str {
    if on { "yes" } else { "no" }
}
