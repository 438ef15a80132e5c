//! The fields of a policy whose rule assigns the package, so that nobody asks for it.

use crate::domain::approval::ApprovalSettings;
use crate::domain::policy::{
    AllowedTarget, ApprovalSettingsBody, AttributeRule, Automatic, AutomaticRequestSettings,
    PolicyBody, PolicyTerms,
};
use crate::domain::rule::MembershipRule;
use crate::domain::shape::Patch;
use crate::domain::text::{Description, RuleText};
use crate::domain::time::{Expiration, Span};
use crate::domain::typed_span::Unit;
use crate::ui::form::policy::requests::SCOPE;
use crate::ui::form::{Answers, Field, FieldKey, Kind, Pick, Reader};

pub(super) const RULE: FieldKey = FieldKey::new("membershipRule");
const GIVES: FieldKey = FieldKey::new("requestAccessForAllowedTargets");
const TAKES: FieldKey = FieldKey::new("removeAccessWhenTargetLeavesAllowedTargets");
const GRACE: FieldKey = FieldKey::new("gracePeriodBeforeAccessRemoval");

/// The value of the scope that a rule finds.
pub(super) const AUTOMATIC: &str = "automatic";

/// The longest grace period that the form takes, in days.
const MOST_DAYS: u32 = 3_660;

/// Tells whether a rule assigns.
pub(super) fn is_automatic(answers: &Answers) -> bool {
    answers.choice(&SCOPE) == Some(AUTOMATIC)
}

/// Returns the scope as a choice.
pub(super) fn scope() -> Pick {
    Pick::new(AUTOMATIC, "Nobody: a rule assigns automatically")
}

/// Returns the field of the rule.
pub(super) fn rule() -> Field {
    Field::new(RULE, "Rule of membership", Kind::Long(RuleText::CAP))
        .required()
        .help("Such as user.department -eq \"Sales\". Whoever it admits gets access at once.")
}

/// Returns the fields about what becomes of access.
pub(super) fn fields() -> Vec<Field> {
    vec![
        Field::new(GIVES, "Give access", Kind::Toggle)
            .help("To whoever the rule admits, now and later."),
        Field::new(TAKES, "Take access away", Kind::Toggle)
            .help("From whoever the rule admits no longer."),
        Field::new(
            GRACE,
            "Grace period",
            Kind::Length(Unit::Days, 0, MOST_DAYS),
        )
        .help("How long they keep it then.")
        .only_if(TAKES, &["yes"], "counts when access is taken away"),
    ]
}

/// Adds the answers that a new rule begins with.
pub(super) fn first(answers: Answers) -> Answers {
    answers
        .with_toggle(GIVES, true)
        .with_toggle(TAKES, true)
        .with_text(GRACE, "0")
}

/// Adds the answers that say what an automatic policy says.
pub(super) fn prefill(answers: Answers, automatic: &Automatic) -> Answers {
    answers
        .with_choice(SCOPE, AUTOMATIC)
        .with_text(RULE, automatic.rule.as_str())
        .with_toggle(GIVES, automatic.gives)
        .with_toggle(TAKES, automatic.takes)
        .with_text(GRACE, &automatic.grace.whole_days().to_string())
}

/// Reads the rule and its settings into what has been read of the policy.
///
/// A policy under which people asked before loses what only counts where they do.
pub(super) fn read(
    read: &mut Reader<'_>,
    old: Option<&PolicyTerms>,
    body: PolicyBody,
) -> PolicyBody {
    let before = old.and_then(|old| old.automatic.as_deref());
    let rule = read.text(&RULE, MembershipRule::parse);
    let target = rule.map(|rule| {
        AllowedTarget::Rule(AttributeRule::AttributeRuleMembers {
            membership_rule: String::from(rule),
            description: before.map_or_else(Description::none, |it| it.description.clone()),
        })
    });
    let takes = read.toggle(&TAKES);
    let kept = before.map_or(Span::ZERO, |before| before.grace);
    let grace = if takes { grace(read, kept) } else { Some(kept) };
    let asked = old.is_some_and(|old| old.approval != ApprovalSettings::NotRequired);
    PolicyBody {
        specific_allowed_targets: target.map(|target| vec![target]),
        automatic_request_settings: Patch::Set(AutomaticRequestSettings {
            request_access_for_allowed_targets: Some(read.toggle(&GIVES)),
            remove_access_when_target_leaves_allowed_targets: Some(takes),
            grace_period_before_access_removal: grace,
        }),
        verified_credential_requirements: Some(Vec::new()),
        request_approval_settings: asked.then(ApprovalSettingsBody::default),
        expiration: Some(Expiration::Never),
        ..body
    }
}

/// Reads the grace period; one that is not of whole days stays to the second on its day.
fn grace(read: &mut Reader<'_>, kept: Span) -> Option<Span> {
    let days = read.length(&GRACE, Unit::Days)?;
    if u64::from(days) == kept.whole_days() {
        Some(kept)
    } else {
        Some(Span::days(days))
    }
}
