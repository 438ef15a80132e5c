//! The fields of one approval stage: who decides, until when, and who steps in.

use crate::domain::approval::{ApprovalStage, STAGE_DAYS};
use crate::domain::subject_set::SubjectSet;
use crate::domain::time::Span;
use crate::domain::typed_span::Unit;
use crate::ui::form::people::Part;
use crate::ui::form::{Amount, Answers, Field, FieldKey, Finder, Kind, Reader, subjects};
use crate::ui::scene::Scene;

pub(super) const APPROVERS: FieldKey = FieldKey::new("primaryApprovers");
const FALLBACK: FieldKey = FieldKey::new("fallbackPrimaryApprovers");
pub(super) const DAYS: FieldKey = FieldKey::new("durationBeforeAutomaticDenial");
const REASON: FieldKey = FieldKey::new("isApproverJustificationRequired");
const ESCALATION: FieldKey = FieldKey::new("isEscalationEnabled");
const FORWARD: FieldKey = FieldKey::new("durationBeforeEscalation");
const ALTERNATES: FieldKey = FieldKey::new("escalationApprovers");
const ALTERNATES_FALLBACK: FieldKey = FieldKey::new("fallbackEscalationApprovers");

/// Returns the fields of a stage.
pub(in crate::ui::form) fn fields(number: usize) -> Vec<Field> {
    let least = u32::try_from(*STAGE_DAYS.start()).unwrap_or(1);
    let most = u32::try_from(*STAGE_DAYS.end()).unwrap_or(u32::MAX);
    let label = |words: &str| format!("Stage {number}: {words}");
    let approvers = Kind::Search(Amount::Many, Finder::of_both(subjects::approvers));
    let people = Kind::Search(Amount::Many, Finder::of_both(subjects::deciders));
    vec![
        Field::new(APPROVERS.of(number), label("approvers"), approvers.clone()).required(),
        Field::new(FALLBACK.of(number), label("fallback"), people.clone())
            .help("Asked when no approver can be found, such as a missing manager."),
        Field::new(
            DAYS.of(number),
            label("days"),
            Kind::Length(Unit::Days, least, most),
        )
        .required(),
        Field::new(REASON.of(number), label("justification"), Kind::Toggle)
            .help("Whether approvers must give a reason."),
        Field::new(ESCALATION.of(number), label("alternates"), Kind::Toggle)
            .help("Whether others are asked too when nobody has decided."),
        if_escalated(
            Field::new(
                FORWARD.of(number),
                label("forward after"),
                Kind::Length(Unit::Days, least, most - 1),
            ),
            number,
        )
        .help("At the latest one day before the stage ends."),
        if_escalated(
            Field::new(ALTERNATES.of(number), label("alternate"), approvers),
            number,
        ),
        if_escalated(
            Field::new(
                ALTERNATES_FALLBACK.of(number),
                label("alt. fallback"),
                people,
            ),
            number,
        )
        .help("Asked when no alternate can be found."),
    ]
}

fn if_escalated(field: Field, number: usize) -> Field {
    let says = "counts when alternates are asked";
    field
        .required()
        .only_if(ESCALATION.of(number), &["yes"], says)
}

/// Reads one stage.
///
/// What the form does not ask for stays as it was.
pub(in crate::ui::form) fn read(
    scene: &Scene<'_>,
    read: &mut Reader<'_>,
    number: usize,
    old: Option<&ApprovalStage>,
) -> ApprovalStage {
    let mut sets = |key: &FieldKey| -> Vec<SubjectSet> {
        read.picks(&key.of(number), |value| subjects::find(scene, value))
    };
    let primary = sets(&APPROVERS);
    let fallback = sets(&FALLBACK);
    let alternates = sets(&ALTERNATES);
    let alternates_fallback = sets(&ALTERNATES_FALLBACK);
    covered(read, &FALLBACK.of(number), &primary, &fallback);
    let is_escalation_enabled = read.toggle(&ESCALATION.of(number));
    // Alternates that are kept without being asked are not what the form asks for either.
    let kept = old.filter(|old| !old.is_escalation_enabled);
    let of_kept = |sets: fn(&ApprovalStage) -> &Vec<SubjectSet>| {
        kept.map(|kept| sets(kept).clone()).unwrap_or_default()
    };
    let stage = ApprovalStage {
        duration_before_automatic_denial: days(read, &DAYS.of(number)),
        is_approver_justification_required: read.toggle(&REASON.of(number)),
        primary_approvers: primary,
        fallback_primary_approvers: fallback,
        is_escalation_enabled,
        duration_before_escalation: kept.map_or(Span::ZERO, |kept| kept.duration_before_escalation),
        escalation_approvers: of_kept(|kept| &kept.escalation_approvers),
        fallback_escalation_approvers: of_kept(|kept| &kept.fallback_escalation_approvers),
        approver_information_visibility: old
            .map(|old| old.approver_information_visibility)
            .unwrap_or_default(),
    };
    if !is_escalation_enabled {
        return stage;
    }
    covered(
        read,
        &ALTERNATES_FALLBACK.of(number),
        &alternates,
        &alternates_fallback,
    );
    ApprovalStage {
        duration_before_escalation: days(read, &FORWARD.of(number)),
        escalation_approvers: alternates,
        fallback_escalation_approvers: alternates_fallback,
        ..stage
    }
}

fn days(read: &mut Reader<'_>, key: &FieldKey) -> Span {
    Span::days(read.length(key, Unit::Days).unwrap_or_default())
}

fn covered(read: &mut Reader<'_>, key: &FieldKey, sets: &[SubjectSet], instead: &[SubjectSet]) {
    if instead.is_empty() && sets.iter().any(|set| set.needs_fallback()) {
        read.refuse(key, "needs somebody, since a manager may be missing");
    }
}

/// Adds the answers with which a stage begins that is yet to be made.
pub(in crate::ui::form) fn first(answers: Answers, number: usize) -> Answers {
    answers
        .with_text(DAYS.of(number), "14")
        .with_toggle(REASON.of(number), true)
        .with_toggle(ESCALATION.of(number), false)
        .with_text(FORWARD.of(number), "7")
}

/// Adds the answers that say what a stage says.
pub(super) fn prefill(
    scene: &Scene<'_>,
    answers: Answers,
    stage: &ApprovalStage,
    number: usize,
) -> Answers {
    let picks = |sets: &[SubjectSet]| {
        let sets = sets.iter();
        sets.map(|set| subjects::pick(scene, Part::Deciding, *set))
            .collect()
    };
    let days = |span: Span| span.whole_days().to_string();
    let answers = answers
        .with_picked(APPROVERS.of(number), picks(&stage.primary_approvers))
        .with_picked(
            FALLBACK.of(number),
            picks(&stage.fallback_primary_approvers),
        )
        .with_text(
            DAYS.of(number),
            &days(stage.duration_before_automatic_denial),
        )
        .with_toggle(REASON.of(number), stage.is_approver_justification_required)
        .with_toggle(ESCALATION.of(number), stage.is_escalation_enabled);
    if !stage.is_escalation_enabled {
        return answers;
    }
    answers
        .with_text(FORWARD.of(number), &days(stage.duration_before_escalation))
        .with_picked(ALTERNATES.of(number), picks(&stage.escalation_approvers))
        .with_picked(
            ALTERNATES_FALLBACK.of(number),
            picks(&stage.fallback_escalation_approvers),
        )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::ui::screen::Screen;
    use crate::ui::screen::fixture::{act_as, tutorial};

    #[test]
    fn alternates_that_are_switched_off_stay_when_the_policy_is_saved() {
        let mut desk = tutorial(|policy| {
            let stage = &mut policy["requestApprovalSettings"]["stages"][0];
            stage["escalationApprovers"] = stage["primaryApprovers"].clone();
            stage["durationBeforeEscalation"] = json!("P3D");
        });
        act_as(&mut desk, "Administrator", Screen::Policies);
        desk.press("e").expect("Edit policy").press("Ctrl-S");
        desk.expect("[NothingToChange]");
    }

    #[test]
    fn stages_that_only_direct_assignments_pass_stay_when_the_policy_is_saved() {
        let mut desk = tutorial(|policy| {
            policy["allowedTargetScope"] = json!("notSpecified");
            policy["specificAllowedTargets"] = json!([]);
        });
        act_as(&mut desk, "Administrator", Screen::Policies);
        desk.press("e").expect("Edit policy").press("Ctrl-S");
        desk.expect("[NothingToChange]");
    }
}
