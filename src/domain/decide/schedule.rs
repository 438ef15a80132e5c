//! Checks the period that access is wanted for against the policy and against time.

use crate::domain::context::Context;
use crate::domain::id::PolicyId;
use crate::domain::policy::AssignmentPolicy;
use crate::domain::refusal::{Refusal, RequestRefusal};
use crate::domain::tenant::Tenant;
use crate::domain::time::{Expiration, Schedule, Timestamp};
use crate::domain::walk::{Check, Sink, require};
use crate::domain::warning::Warning;

/// Whether the policy has a say in who may choose the period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Freedom {
    /// Requestors choose where the policy lets them.
    ByPolicy,
    /// Administrators always choose.
    Always,
}

/// Requires that the policy lets whoever asks choose a period.
pub(super) fn choosable(
    context: &mut Context<'_>,
    policy: &AssignmentPolicy,
    freedom: Freedom,
) -> Result<(), Refusal> {
    let id = policy.id;
    let free = freedom == Freedom::Always || policy.terms.requestor.may_schedule;
    context.require(Check::ScheduleAllowed, &[id.into()], free, || {
        RequestRefusal::ScheduleNotAllowed { policy: id }
    })
}

/// Checks the requested period.
///
/// A start earlier on the present day counts as now, so that "today until tomorrow" is valid.
pub(super) fn checked(
    tenant: &Tenant,
    context: &mut Context<'_>,
    policy: &AssignmentPolicy,
    wanted: Option<Schedule>,
    freedom: Freedom,
) -> Result<Schedule, Refusal> {
    let Some(wanted) = wanted.filter(|wanted| *wanted != Schedule::UNSPECIFIED) else {
        return Ok(Schedule::UNSPECIFIED);
    };
    let id = policy.id;
    choosable(context, policy, freedom)?;
    fits(tenant, policy, wanted, context.now, context.walk)?;
    let start = start(wanted, context.now);
    let end = wanted.expiration.end(start);
    let latest = policy.terms.expiration.end(start);
    let end = no_later(context, id, end, latest);
    Ok(Schedule {
        start_date_time: (start > context.now).then_some(start),
        expiration: end.map_or(wanted.expiration, Expiration::At),
    })
}

/// Returns when a wanted period begins: one that began before begins now.
fn start(wanted: Schedule, now: Timestamp) -> Timestamp {
    wanted.start_date_time.map_or(now, |asked| asked.max(now))
}

/// Requires that a wanted period ends after it begins, begins no earlier than today, and lasts no
/// longer than the policy lets it.
pub fn fits<S: Sink + ?Sized>(
    tenant: &Tenant,
    policy: &AssignmentPolicy,
    wanted: Schedule,
    now: Timestamp,
    sink: &mut S,
) -> Result<(), Refusal> {
    let start = start(wanted, now);
    let asked = wanted.start_date_time.unwrap_or(now);
    lies_ahead(tenant, (asked, wanted.expiration.end(start)), now, sink)?;
    let Some(latest) = policy.terms.expiration.end(start) else {
        return Ok(());
    };
    let within = start < latest && !is_beyond(tenant, policy, wanted.expiration, start);
    let policy = policy.id;
    require(sink, Check::WithinPolicy, &[policy.into()], within, || {
        RequestRefusal::ExceedsPolicy { policy, latest }.into()
    })
}

/// Requires that a period ends after it begins, and begins no earlier than today.
///
/// What was to begin earlier today begins now, so it has to end after that.
pub fn lies_ahead<S: Sink + ?Sized>(
    tenant: &Tenant,
    (asked, end): (Timestamp, Option<Timestamp>),
    now: Timestamp,
    sink: &mut S,
) -> Result<(), Refusal> {
    let ahead = asked >= now || is_today(tenant, asked, now);
    if let Some(end) = end {
        let start = if ahead { asked.max(now) } else { asked };
        require(sink, Check::EndAfterStart, &[], end > start, || {
            Refusal::from(RequestRefusal::EndBeforeStart { start, end })
        })?;
    }
    require(sink, Check::StartNotPast, &[], ahead, || {
        RequestRefusal::StartInPast { start: asked }.into()
    })
}

/// Tells whether access that begins at `start` would last longer than the policy lets it.
///
/// An end that is a date means the end of that day, so the day on which a policy that counts in
/// days ends access is not too late.
pub(super) fn is_beyond(
    tenant: &Tenant,
    policy: &AssignmentPolicy,
    wanted: Expiration,
    start: Timestamp,
) -> bool {
    let expiration = policy.terms.expiration;
    let (end, latest) = (wanted.end(start), expiration.end(start));
    let in_hours = matches!(expiration, Expiration::After(span) if !span.is_whole_days());
    match wanted {
        Expiration::Never => latest.is_some(),
        Expiration::NotSpecified => false,
        Expiration::At(date) if !in_hours && date == end_of_day(tenant, date) => {
            latest.is_some_and(|latest| date > end_of_day(tenant, latest))
        }
        Expiration::At(_) | Expiration::After(_) => {
            end.zip(latest).is_some_and(|(end, latest)| end > latest)
        }
    }
}

/// Returns the end that is kept of one that fits the policy, and says so where it is earlier on
/// its day than the one wanted.
pub(super) fn no_later(
    context: &mut Context<'_>,
    policy: PolicyId,
    end: Option<Timestamp>,
    latest: Option<Timestamp>,
) -> Option<Timestamp> {
    let (Some(wanted), Some(latest)) = (end, latest) else {
        return end;
    };
    let warning = Warning::EndsWithPolicy { policy, latest };
    if wanted > latest && !context.warnings.contains(&warning) {
        context.warn(warning);
    }
    Some(wanted.min(latest))
}

/// Tells whether an instant is on the present day.
fn is_today(tenant: &Tenant, instant: Timestamp, now: Timestamp) -> bool {
    day(tenant, instant) == day(tenant, now)
}

pub(super) fn day(tenant: &Tenant, instant: Timestamp) -> chrono::NaiveDate {
    instant
        .to_utc()
        .with_timezone(&tenant.time_zone().0)
        .date_naive()
}

/// Returns the last second of an instant's day: a period typed as dates ends then, and one that
/// ends on the last day the policy allows is not longer than the policy.
fn end_of_day(tenant: &Tenant, instant: Timestamp) -> Timestamp {
    let zone = tenant.time_zone().0;
    let next = day(tenant, instant)
        .succ_opt()
        .and_then(|day| day.and_hms_opt(0, 0, 0));
    let midnight = next.and_then(|next| next.and_local_timezone(zone).earliest());
    midnight.map_or(instant, |midnight| {
        Timestamp::from_seconds(midnight.timestamp() - 1)
    })
}
