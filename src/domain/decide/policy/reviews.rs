//! What a policy may say about access reviews.

use crate::domain::context::Context;
use crate::domain::decide::schedule::day;
use crate::domain::policy::PolicyTerms;
use crate::domain::refusal::{Refusal, ReviewRefusal};
use crate::domain::review::{Frequency, ReviewSettings};
use crate::domain::subject_set::SubjectSet;
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;
use crate::domain::walk::Check;

/// Writes out what was left open: the start stays that of before, and a start earlier on the
/// present day is now.
pub(super) fn settled(
    tenant: &Tenant,
    now: Timestamp,
    terms: PolicyTerms,
    old: Option<&ReviewSettings>,
) -> PolicyTerms {
    let kept = old.and_then(|old| old.schedule.start_date_time);
    let reviews = terms.reviews.map(|mut settings| {
        let given = settings.schedule.start_date_time;
        settings.schedule.start_date_time = match given {
            None => kept,
            Some(start)
                if kept != given && start < now && day(tenant, start) == day(tenant, now) =>
            {
                Some(now)
            }
            Some(_) => given,
        };
        Box::new(settings.completed(now))
    });
    PolicyTerms { reviews, ..terms }
}

/// Requires that reviews that are on can be made: somebody reviews, one is over before the next,
/// and the start stays where it was set.
pub(super) fn sound(
    context: &mut Context<'_>,
    terms: &PolicyTerms,
    old: Option<&PolicyTerms>,
) -> Result<(), Refusal> {
    let Some(settings) = terms.reviews.as_deref() else {
        return Ok(());
    };
    if !settings.is_enabled {
        // They can be switched on any day, and nothing keeps in place whom no review can ask.
        return if settings.sets().all(reviews) {
            Ok(())
        } else {
            Err(ReviewRefusal::ReviewersRequired {}.into())
        };
    }
    let locked = old
        .and_then(|old| old.reviews.as_deref())
        .filter(|old| old.is_enabled)
        .and_then(|old| old.schedule.start_date_time);
    if let Some(start) = locked {
        let kept = settings.schedule.start_date_time == locked;
        context.require(Check::ReviewStartKept, &[], kept, || {
            ReviewRefusal::ReviewStartLocked { start }
        })?;
    }
    if let Some(frequency) = settings.schedule.recurrence.frequency() {
        lasts(context, settings, frequency)?;
    }
    context.require(
        Check::ReviewersNamed,
        &[],
        settings.is_self() || is_covered(settings),
        || ReviewRefusal::ReviewersRequired {},
    )
}

fn lasts(
    context: &mut Context<'_>,
    settings: &ReviewSettings,
    frequency: Frequency,
) -> Result<(), Refusal> {
    let longest = frequency.longest();
    let fits = settings
        .duration()
        .is_some_and(|span| span.is_whole_days() && span.whole_days() > 0 && span <= longest);
    context.require(Check::ReviewOverInTime, &[], fits, || {
        ReviewRefusal::ReviewDurationTooLong {
            most: longest.whole_days(),
        }
    })
}

/// Tells whether a set is such as reviews: people, a group, a manager.
const fn reviews(set: SubjectSet) -> bool {
    match set {
        SubjectSet::SingleUser { .. }
        | SubjectSet::GroupMembers { .. }
        | SubjectSet::RequestorManager { .. } => true,
        SubjectSet::ConnectedOrganizationMembers { .. }
        | SubjectSet::InternalSponsors
        | SubjectSet::ExternalSponsors
        | SubjectSet::TargetUserSponsors => false,
    }
}

/// Tells whether the sets are such as review, and somebody stands in for a missing manager.
fn is_covered(settings: &ReviewSettings) -> bool {
    let primary = &settings.primary_reviewers;
    let certain = !primary.iter().any(|set| set.needs_fallback());
    !primary.is_empty()
        && settings.sets().all(reviews)
        && (certain || !settings.fallback_reviewers.is_empty())
}
