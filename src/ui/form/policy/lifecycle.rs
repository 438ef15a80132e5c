//! The step that asks how long access lasts and what its holders may do about it.

use crate::domain::policy::{
    AllowedTargetScope, EXPIRATION_DAYS, EXPIRATION_HOURS, NotificationSettings, OnBehalf,
    PolicyBody, PolicyTerms, RequestorSettingsBody,
};
use crate::domain::time::{Expiration, Span, Timestamp};
use crate::domain::typed_span::Unit;
use crate::ui::form::policy::{automatic, requests, reviews};
use crate::ui::form::{Answers, Field, FieldKey, Kind, Pick, Reader, Step};
use crate::ui::scene::Scene;

pub(super) const EXPIRES: FieldKey = FieldKey::new("expiration.type");
pub(super) const DAYS: FieldKey = FieldKey::new("expiration.days");
pub(super) const HOURS: FieldKey = FieldKey::new("expiration.hours");
pub(super) const DATE: FieldKey = FieldKey::new("expiration.endDateTime");
pub(super) const EXTEND: FieldKey = FieldKey::new("enableTargetsToSelfUpdateAccess");
pub(super) const EXTENSION_APPROVAL: FieldKey = FieldKey::new("isApprovalRequiredForUpdate");
pub(super) const SCHEDULE: FieldKey = FieldKey::new("allowCustomAssignmentSchedule");
pub(super) const GIVE_BACK: FieldKey = FieldKey::new("enableTargetsToSelfRemoveAccess");
pub(super) const ON_BEHALF: FieldKey = FieldKey::new("enableOnBehalfRequestorsToAddAccess");
pub(super) const ENDS_WITH_SCOPE: FieldKey =
    FieldKey::new("requestorSettings.removeAccessWhenTargetLeavesAllowedTargets");
pub(super) const MAILS: FieldKey = FieldKey::new("notificationSettings");

/// The value of access that ends after a number of days.
pub(super) const AFTER_DAYS: &str = "afterDays";
/// The value of access that ends after a number of hours.
pub(super) const AFTER_HOURS: &str = "afterHours";
/// The value of access that ends on a date.
pub(super) const ON_DATE: &str = "afterDateTime";
/// The value of access that does not end by itself.
pub(super) const NEVER: &str = "noExpiration";

/// Returns the fields for the answers given so far.
pub(super) fn step(answers: &Answers) -> Step {
    if automatic::is_automatic(answers) {
        let mut fields = automatic::fields();
        fields.push(mails());
        return Step::new("Lifecycle", fields);
    }
    let choices = vec![
        Pick::new(AFTER_DAYS, "after days"),
        Pick::new(AFTER_HOURS, "after hours"),
        Pick::new(ON_DATE, "on a date"),
        Pick::new(NEVER, "never"),
    ];
    let mut fields = vec![
        Field::new(EXPIRES, "Access expires", Kind::Choice(choices)).required(),
        Field::new(DAYS, "Days", length(Unit::Days, &EXPIRATION_DAYS))
            .required()
            .only_if(EXPIRES, &[AFTER_DAYS], "counts for access of so many days"),
        Field::new(HOURS, "Hours", length(Unit::Hours, &EXPIRATION_HOURS))
            .required()
            .only_if(
                EXPIRES,
                &[AFTER_HOURS],
                "counts for access of so many hours",
            ),
        Field::new(DATE, "Date", Kind::Date)
            .required()
            .help("Access ends when this day is over.")
            .only_if(EXPIRES, &[ON_DATE], "counts for access until a date"),
    ];
    fields.extend(holder_fields(answers));
    fields.push(mails());
    fields.extend(reviews::fields(answers));
    Step::new("Lifecycle", fields)
}

/// Returns the field that switches mails about assignments on.
fn mails() -> Field {
    Field::new(MAILS, "Assignment mails", Kind::Toggle)
        .help("Holders are told when access was given, ends soon, and has ended.")
}

/// Reads whether holders are told about their access.
pub(super) fn notifications(read: &Reader<'_>) -> NotificationSettings {
    NotificationSettings {
        is_assignment_notification_disabled: !read.toggle(&MAILS),
    }
}

/// Returns the fields about what people may do who have requested access.
fn holder_fields(answers: &Answers) -> [Field; 6] {
    let ends = &[AFTER_DAYS, AFTER_HOURS, ON_DATE];
    let extend = Field::new(EXTEND, "Users may extend", Kind::Toggle);
    let again = Field::new(EXTENSION_APPROVAL, "Approval to extend", Kind::Toggle);
    let [extend, again] = if requests::is_direct_only(answers) {
        [extend, again].map(requests::if_requested)
    } else {
        [
            extend.only_if(EXPIRES, ends, "counts for access that ends"),
            again.only_if(EXTEND, &["yes"], "counts when users may extend"),
        ]
    };
    let schedule = Field::new(SCHEDULE, "Specific timeline", Kind::Toggle)
        .help("Requestors may ask for a start and an end.");
    let give_back = Field::new(GIVE_BACK, "Users may give back", Kind::Toggle);
    let on_behalf = requests::if_requested(
        Field::new(ON_BEHALF, "Managers may request", Kind::Toggle)
            .help("Managers may ask for those who report to them directly."),
    );
    let scope = Field::new(ENDS_WITH_SCOPE, "Ends with the scope", Kind::Toggle)
        .help("Access ends when its holder leaves the users and groups above.")
        .only_if(
            requests::SCOPE,
            &[AllowedTargetScope::SpecificDirectoryUsers.json()],
            "counts for specific users and groups",
        );
    [extend, again, schedule, give_back, on_behalf, scope]
}

fn length(unit: Unit, bounds: &std::ops::RangeInclusive<u64>) -> Kind {
    let least = u32::try_from(*bounds.start()).unwrap_or(1);
    let most = u32::try_from(*bounds.end()).unwrap_or(u32::MAX);
    Kind::Length(unit, least, most)
}

/// Reads how long access lasts into what has been read of the policy.
pub(super) fn read(
    scene: &Scene<'_>,
    read: &mut Reader<'_>,
    old: Option<&PolicyTerms>,
    body: PolicyBody,
) -> PolicyBody {
    let expiration = expiration(scene, read, old);
    let requested = body.allowed_target_scope != Some(AllowedTargetScope::NotSpecified);
    let kept = old.map_or_else(OnBehalf::default, |old| old.requestor.on_behalf);
    let ends = expiration.is_some_and(|expiration| expiration != Expiration::Never);
    // What is not asked of such a policy stays as it was; what it becomes something else for goes.
    let same = old.filter(|old| {
        Some(old.scope) == body.allowed_target_scope && Some(old.expiration) == expiration
    });
    let left = same.map(|old| old.requestor);
    let may_extend = if requested && ends {
        read.toggle(&EXTEND)
    } else {
        left.is_some_and(|left| left.may_extend)
    };
    let may_add = if requested {
        read.toggle(&ON_BEHALF)
    } else {
        left.is_some_and(|left| left.on_behalf.may_add)
    };
    PolicyBody {
        requestor_settings: Some(RequestorSettingsBody {
            enable_targets_to_self_add_access: body.is_enabled.map(|on| on && requested),
            enable_targets_to_self_update_access: Some(may_extend),
            enable_targets_to_self_remove_access: Some(read.toggle(&GIVE_BACK)),
            allow_custom_assignment_schedule: Some(read.toggle(&SCHEDULE)),
            enable_on_behalf_requestors_to_add_access: Some(may_add),
            enable_on_behalf_requestors_to_update_access: Some(kept.may_extend),
            enable_on_behalf_requestors_to_remove_access: Some(kept.may_give_back),
            remove_access_when_target_leaves_allowed_targets: Some(read.toggle(&ENDS_WITH_SCOPE)),
            on_behalf_requestors: None,
        }),
        expiration,
        review_settings: reviews::read(scene, read, old),
        ..body
    }
}

fn expiration(
    scene: &Scene<'_>,
    read: &mut Reader<'_>,
    old: Option<&PolicyTerms>,
) -> Option<Expiration> {
    let kind = read.answers().choice(&EXPIRES).unwrap_or_default();
    match kind {
        AFTER_DAYS => read
            .length(&DAYS, Unit::Days)
            .map(Span::days)
            .map(Expiration::After),
        AFTER_HOURS => read
            .length(&HOURS, Unit::Hours)
            .map(Span::hours)
            .map(Expiration::After),
        ON_DATE => end_of_date(scene, read, old).map(Expiration::At),
        NEVER => Some(Expiration::Never),
        _ => None,
    }
}

/// Reads the last second of a day; the end of an edited policy stays to the second on its day.
fn end_of_date(
    scene: &Scene<'_>,
    read: &mut Reader<'_>,
    old: Option<&PolicyTerms>,
) -> Option<Timestamp> {
    let date = read.date(&DATE)?;
    if let Some(Expiration::At(end)) = old.map(|old| old.expiration)
        && scene.calendar.day(end).as_str() == date.to_string()
    {
        return Some(end);
    }
    let next = date.succ_opt()?;
    let end = scene.calendar.start_of(next).minus(Span::seconds(1));
    if end <= scene.calendar.now {
        read.refuse(&DATE, "lies in the past");
    }
    Some(end)
}

#[cfg(test)]
mod tests {
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    #[test]
    fn how_long_access_lasts_is_typed_in_any_unit_and_said_in_words() {
        let mut made = Furnished::new();
        let package = made.package();
        made.at(Screen::PackagePolicies(package))
            .press("e pagedown pagedown tab ctrl-u");
        made.desk.type_text("2w").expect("14 days (1 to 3660 days)");
        made.desk.press("ctrl-u").type_text("8h").press("tab");
        made.desk
            .expect("Days is 8 hours; only whole days are possible.");
        made.desk.press("up ctrl-u").type_text("P20Y");
        made.desk
            .expect("Days is no length of time such as 30, 30d, 2w or");
        made.desk.press("ctrl-u").type_text("4000");
        made.desk
            .expect("Days is 4000 days; possible are 1 to 3660 days.");
        made.desk.press("ctrl-u").type_text("P60D").press("ctrl-s");
        made.desk
            .expect("Saved.")
            .press("tab pagedown")
            .expect("after 60");
    }

    #[test]
    fn access_ends_with_the_scope_only_once_somebody_says_so() {
        let mut made = Furnished::new();
        let package = made.package();
        made.at(Screen::PackagePolicies(package))
            .press("e pagedown pagedown");
        made.desk.expect("Ends with the scope   [ ]");
        made.desk.press("tab tab tab tab tab tab tab space");
        made.desk.expect("Ends with the scope   [x]");
        made.desk.press("Ctrl-S").expect("Saved.");
        made.desk.press("tab pagedown").expect("Also ends");
    }
}
