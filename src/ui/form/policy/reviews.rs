//! The fields that say whether and how it is reviewed that people still need their access.

use crate::domain::policy::PolicyTerms;
use crate::domain::review::{
    ExpirationBehavior, Frequency, Recurrence, RecurrencePattern, RecurrenceType, ReviewSchedule,
    ReviewSettings,
};
use crate::domain::shape::Patch;
use crate::domain::subject_set::{ManagerLevel, SubjectSet};
use crate::domain::time::{Expiration, Span, Timestamp};
use crate::domain::typed_span::Unit;
use crate::ui::form::people::Part;
use crate::ui::form::{Amount, Answers, Field, FieldKey, Finder, Kind, Pick, Reader, subjects};
use crate::ui::scene::Scene;

const REVIEWED: FieldKey = FieldKey::new("reviewSettings.isEnabled");
const FREQUENCY: FieldKey = FieldKey::new("reviewSettings.frequency");
const START: FieldKey = FieldKey::new("reviewSettings.startDateTime");
const DAYS: FieldKey = FieldKey::new("reviewSettings.days");
const WHO: FieldKey = FieldKey::new("reviewSettings.reviewers");
const REVIEWERS: FieldKey = FieldKey::new("reviewSettings.primaryReviewers");
const FALLBACK: FieldKey = FieldKey::new("reviewSettings.fallbackReviewers");
const ADVICE: FieldKey = FieldKey::new("reviewSettings.isRecommendationEnabled");
const REASON: FieldKey = FieldKey::new("reviewSettings.isReviewerJustificationRequired");
const UNDECIDED: FieldKey = FieldKey::new("reviewSettings.expirationBehavior");

/// Everybody reviews their own access.
const SELF: &str = "self";
/// The manager reviews.
const MANAGER: &str = "manager";
/// The direct manager of whoever is reviewed.
const FIRST_MANAGER: SubjectSet = SubjectSet::RequestorManager {
    manager_level: ManagerLevel::First,
};
/// People and groups named in the policy review.
const NAMED: &str = "specific";

/// Returns the fields for the answers given so far.
pub(super) fn fields(answers: &Answers) -> Vec<Field> {
    let reviewed = Field::new(REVIEWED, "Access reviews", Kind::Toggle)
        .help("From time to time somebody says whether access is still needed.");
    let mut fields = vec![reviewed];
    if answers.toggle(&REVIEWED) == Some(true) {
        fields.extend(rhythm());
        fields.extend(people());
        fields.extend(outcome());
    }
    fields
}

fn rhythm() -> [Field; 3] {
    let often = Frequency::ALL.iter();
    let often = often.map(|often| Pick::new(often.json(), often.label()));
    [
        Field::new(FREQUENCY, "How often", Kind::Choice(often.collect())).required(),
        Field::new(START, "First one starts", Kind::Date).required(),
        Field::new(
            DAYS,
            "Days to review",
            Kind::Length(Unit::Days, 1, longest(Frequency::Annually)),
        )
        .required()
        .help("At most 6 weekly, 27 monthly, 80 quarterly, 175 twice a year, 360 annually."),
    ]
}

fn people() -> [Field; 3] {
    let who = vec![
        Pick::new(SELF, "self-review"),
        Pick::new(MANAGER, "manager"),
        Pick::new(NAMED, "specific reviewers"),
    ];
    let search = || Kind::Search(Amount::Many, Finder::of_both(subjects::deciders));
    [
        Field::new(WHO, "Reviewers", Kind::Choice(who)).required(),
        Field::new(REVIEWERS, "Users and groups", search())
            .required()
            .only_if(WHO, &[NAMED], "counts for specific reviewers"),
        Field::new(FALLBACK, "Fallback reviewers", search())
            .help("Who reviews where nobody of the reviewers can.")
            .only_if(WHO, &[MANAGER, NAMED], "counts where others review"),
    ]
}

fn outcome() -> [Field; 3] {
    let undecided = ExpirationBehavior::ALL.iter();
    let undecided = undecided.map(|it| Pick::new(it.json(), it.label()));
    [
        Field::new(
            UNDECIDED,
            "If nobody decides",
            Kind::Choice(undecided.collect()),
        )
        .required(),
        Field::new(ADVICE, "Show recommendations", Kind::Toggle)
            .help("Whoever has not signed in for 30 days is recommended to go."),
        Field::new(REASON, "Reviewer's reason", Kind::Toggle),
    ]
}

/// Adds the answers with which new reviews begin.
pub(super) fn first(answers: Answers) -> Answers {
    answers
        .with_toggle(REVIEWED, false)
        .with_choice(FREQUENCY, Frequency::Annually.json())
        .with_text(START, "today")
        .with_text(DAYS, "25")
        .with_choice(WHO, SELF)
        .with_choice(UNDECIDED, ExpirationBehavior::RemoveAccess.json())
        .with_toggle(ADVICE, true)
        .with_toggle(REASON, true)
}

/// Adds the answers that say how a policy is reviewed.
pub(super) fn prefill(scene: &Scene<'_>, answers: Answers, terms: &PolicyTerms) -> Answers {
    let Some(settings) = terms.reviews.as_deref() else {
        return answers;
    };
    let picks = |sets: &[SubjectSet]| -> Vec<Pick> {
        sets.iter()
            .map(|set| subjects::pick(scene, Part::Deciding, *set))
            .collect()
    };
    let who = who_reviews(settings);
    let named: Vec<SubjectSet> = if who == NAMED {
        settings.primary_reviewers.clone()
    } else {
        Vec::new()
    };
    let mut answers = answers
        .with_toggle(REVIEWED, settings.is_enabled)
        .with_choice(WHO, who)
        .with_picked(REVIEWERS, picks(&named))
        .with_picked(FALLBACK, picks(&settings.fallback_reviewers))
        .with_choice(UNDECIDED, settings.expiration_behavior.json())
        .with_toggle(ADVICE, settings.is_recommendation_enabled)
        .with_toggle(REASON, settings.is_reviewer_justification_required);
    if let Some(often) = settings.schedule.recurrence.frequency() {
        answers = answers.with_choice(FREQUENCY, often.json());
    }
    if let Some(start) = settings.schedule.start_date_time {
        answers = answers.with_text(START, scene.calendar.day(start).as_str());
    }
    if let Some(span) = settings.duration() {
        answers = answers.with_text(DAYS, &span.whole_days().to_string());
    }
    answers
}

/// Returns the choice that stands for the reviewers of a policy.
fn who_reviews(settings: &ReviewSettings) -> &'static str {
    let is_manager = |set: &SubjectSet| matches!(set, SubjectSet::RequestorManager { .. });
    if settings.is_self() {
        SELF
    } else if settings.primary_reviewers.iter().all(is_manager) {
        MANAGER
    } else {
        NAMED
    }
}

/// Reads how a policy is reviewed; what the form does not show of `old` stays.
pub(super) fn read(
    scene: &Scene<'_>,
    read: &mut Reader<'_>,
    old: Option<&PolicyTerms>,
) -> Patch<Box<ReviewSettings>> {
    let old = old.and_then(|old| old.reviews.as_deref());
    if !read.toggle(&REVIEWED) {
        return match old {
            Some(old) if old.is_enabled => Patch::Set(Box::new(ReviewSettings {
                is_enabled: false,
                ..old.clone()
            })),
            Some(_) | None => Patch::Keep,
        };
    }
    let new = settings(scene, read, old);
    if old == Some(&new) {
        Patch::Keep
    } else {
        Patch::Set(Box::new(new))
    }
}

fn settings(
    scene: &Scene<'_>,
    read: &mut Reader<'_>,
    old: Option<&ReviewSettings>,
) -> ReviewSettings {
    let who = read.answers().choice(&WHO);
    let is_self = who == Some(SELF);
    // Reviewers whom a self-review never asks are shown nowhere.
    let unasked = old.filter(|old| is_self && old.is_self());
    let primary_reviewers = match who {
        Some(NAMED) => read.picks(&REVIEWERS, |value| subjects::find(scene, value)),
        Some(MANAGER) => old
            .filter(|old| who_reviews(old) == MANAGER)
            .map_or_else(|| vec![FIRST_MANAGER], |old| old.primary_reviewers.clone()),
        Some(_) | None => unasked.map_or_else(Vec::new, |old| old.primary_reviewers.clone()),
    };
    let fallback_reviewers = if is_self {
        unasked.map_or_else(Vec::new, |old| old.fallback_reviewers.clone())
    } else {
        read.picks(&FALLBACK, |value| subjects::find(scene, value))
    };
    let behavior = read.choice(&UNDECIDED, |json| {
        let mut all = ExpirationBehavior::ALL.iter().copied();
        all.find(|behavior| behavior.json() == json)
    });
    ReviewSettings {
        is_enabled: true,
        is_self_review: Some(is_self),
        is_recommendation_enabled: read.toggle(&ADVICE),
        is_reviewer_justification_required: read.toggle(&REASON),
        expiration_behavior: behavior.unwrap_or(ExpirationBehavior::RemoveAccess),
        primary_reviewers,
        fallback_reviewers,
        schedule: schedule(scene, read, old.map(|old| &old.schedule)),
    }
}

fn schedule(
    scene: &Scene<'_>,
    read: &mut Reader<'_>,
    old: Option<&ReviewSchedule>,
) -> ReviewSchedule {
    let often = read.choice(&FREQUENCY, |json| {
        let mut all = Frequency::ALL.iter().copied();
        all.find(|often| often.json() == json)
    });
    let days = read.length(&DAYS, Unit::Days);
    if let (Some(often), Some(days)) = (often, days)
        && days > longest(often)
    {
        let most = longest(often);
        read.refuse(
            &DAYS,
            &format!("may be at most {most}, so that one is over before the next"),
        );
    }
    let kept = old.filter(|old| often.is_some() && old.recurrence.frequency() == often);
    let recurrence = kept.map(|old| old.recurrence.clone());
    ReviewSchedule {
        start_date_time: start(scene, read, old),
        expiration: days.map_or(Expiration::NotSpecified, |days| {
            Expiration::After(Span::days(days))
        }),
        recurrence: recurrence.unwrap_or_else(|| often.map(every).unwrap_or_default()),
    }
}

/// Reads the first day; the start of an edited policy stays to the second on its day, and today is
/// now.
fn start(
    scene: &Scene<'_>,
    read: &mut Reader<'_>,
    old: Option<&ReviewSchedule>,
) -> Option<Timestamp> {
    let date = read.date(&START)?;
    let kept = old.and_then(|old| old.start_date_time);
    let kept = kept.filter(|at| scene.calendar.day(*at).as_str() == date.to_string());
    let begin = scene.calendar.start_of(date);
    let is_today = scene.calendar.today() == date;
    kept.or(Some(if is_today { scene.calendar.now } else { begin }))
}

/// Returns the rhythm of a frequency.
fn every(often: Frequency) -> Recurrence {
    let (kind, interval) = match often {
        Frequency::Weekly => (RecurrenceType::Weekly, 1),
        Frequency::Monthly => (RecurrenceType::AbsoluteMonthly, 1),
        Frequency::Quarterly => (RecurrenceType::AbsoluteMonthly, 3),
        Frequency::HalfYearly => (RecurrenceType::AbsoluteMonthly, 6),
        Frequency::Annually => (RecurrenceType::AbsoluteYearly, 1),
    };
    Recurrence {
        pattern: RecurrencePattern {
            kind,
            interval,
            ..RecurrencePattern::default()
        },
        ..Recurrence::default()
    }
}

/// Returns the most days that a review of a frequency may last.
fn longest(often: Frequency) -> u32 {
    u32::try_from(often.longest().whole_days()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    /// From the first field of the lifecycle to the one that switches reviews on.
    const TO_REVIEWS: &str = "tab tab tab tab tab tab tab tab tab";

    #[test]
    fn reviews_are_switched_on_in_the_form_and_their_first_round_is_listed() {
        let mut made = Furnished::new();
        let package = made.package();
        made.at(Screen::PackagePolicies(package))
            .press("e pagedown pagedown");
        made.desk.press(TO_REVIEWS).press("space tab tab");
        made.desk.expect("First one starts");
        made.desk.press("Ctrl-S").expect("Saved.");
        made.desk.press("tab down down").expect("Annually");
        made.desk.press("down down").expect("everybody");
        made.at(Screen::Reviews).expect(">Kit");
    }

    #[test]
    fn a_self_review_saved_as_it_was_keeps_the_reviewers_whom_it_never_asks() {
        let mut made = Furnished::new();
        let package = made.package();
        let approver = serde_json::json!([
            {"@odata.type": "#microsoft.graph.singleUser", "userId": made.approver}]);
        made.review(
            package,
            &serde_json::json!({"isEnabled": true, "isSelfReview": true,
                "primaryReviewers": approver, "fallbackReviewers": approver}),
        );
        made.at(Screen::PackagePolicies(package)).press("e Ctrl-S");
        made.desk.expect("[NothingToChange]");
    }

    #[test]
    fn a_review_longer_than_its_rhythm_is_refused_beside_the_days() {
        let mut made = Furnished::new();
        let package = made.package();
        made.review(
            package,
            &serde_json::json!({
                "isEnabled": true,
                "schedule": {"recurrence": {"pattern": {"type": "weekly", "interval": 1}}},
            }),
        );
        made.at(Screen::PackagePolicies(package))
            .press("e pagedown pagedown");
        made.desk.press(TO_REVIEWS).press("tab tab tab Ctrl-U");
        made.desk.type_text("20").press("Ctrl-S");
        made.desk.expect("may be at most 6");
    }
}
