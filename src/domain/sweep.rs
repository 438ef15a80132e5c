//! What time alone does: stages run out, approved access begins, access ends, reviews come, guests go,
//! and what was deleted is purged.

use crate::domain::assignment::ExpiryNotice;
use crate::domain::context::IdSource;
use crate::domain::decide::{
    assignment, automatic, callout, delegation, following, guest, purge, reprocessing, request,
    review,
};
use crate::domain::draft::Draft;
use crate::domain::id::{
    AssignmentId, CalloutId, DelegationId, GroupId, ObjectRef, RequestId, ReviewId, UserId,
};
use crate::domain::index::DueKind;
use crate::domain::refusal::Refusal;
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;

/// Something that time will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Due {
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: DueKind,
    /// To what.
    pub object: ObjectRef,
}

/// Lists what time will do, in the order in which it will.
///
/// Records of requests go by a setting, so that a shorter time also holds for requests that are
/// over already; they are kept in the order in which they ended and join the rest here.
pub fn upcoming(tenant: &Tenant) -> impl Iterator<Item = Due> {
    let mut fixed = tenant.index.due.of(()).map(|(at, (kind, object))| Due {
        at: *at,
        kind: *kind,
        object: *object,
    });
    let kept = tenant.settings.request_retention();
    let mut records = tenant.index.ended.of(()).map(move |(ended, id)| Due {
        at: ended.plus(kept),
        kind: DueKind::RequestPurge,
        object: (*id).into(),
    });
    let (mut first, mut second) = (fixed.next(), records.next());
    std::iter::from_fn(move || match (first, second) {
        (Some(due), Some(record)) if record < due => std::mem::replace(&mut second, records.next()),
        (Some(_), _) => std::mem::replace(&mut first, fixed.next()),
        (None, _) => std::mem::replace(&mut second, records.next()),
    })
}

/// Counts what time will do, at no cost.
pub fn count(tenant: &Tenant) -> usize {
    tenant.index.due.total() + tenant.index.ended.total()
}

/// Returns the next thing that time will do.
pub fn next_due(tenant: &Tenant) -> Option<Due> {
    upcoming(tenant).next()
}

/// Does one piece of due work at its instant.
pub fn run(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    due: Due,
) -> Result<(), Refusal> {
    let guid = due.object.guid();
    match due.kind {
        DueKind::CallbackTimeOut => callout::time_out(draft, now, ids, CalloutId::new(guid)),
        DueKind::DelegationEnd => delegation::end(draft, now, DelegationId::new(guid)),
        DueKind::DelegationStart => delegation::start(draft, DelegationId::new(guid)),
        DueKind::ApprovalReminder => request::remind(draft, now, RequestId::new(guid)),
        DueKind::Escalation => request::escalate(draft, now, RequestId::new(guid)),
        DueKind::ApprovalTimeOut => request::time_out(draft, now, RequestId::new(guid)),
        DueKind::ScheduledStart => request::carry_out(draft, now, ids, RequestId::new(guid)),
        DueKind::FourteenDayNotice => {
            let id = AssignmentId::new(guid);
            assignment::announce(draft, now, ids, id, ExpiryNotice::FourteenDays)
        }
        DueKind::OneDayNotice => {
            let id = AssignmentId::new(guid);
            assignment::announce(draft, now, ids, id, ExpiryNotice::OneDay)
        }
        DueKind::RequestPurge => reprocessing::purge(draft, RequestId::new(guid)),
        DueKind::Expiry => assignment::expire(draft, now, ids, AssignmentId::new(guid)),
        DueKind::RuleTurn => following::turn(draft, now, ids, UserId::new(guid)),
        DueKind::GraceEnd => automatic::leave(draft, now, ids, AssignmentId::new(guid)),
        DueKind::ReviewStart => review::start(draft, now, ids, ReviewId::new(guid)),
        DueKind::ReviewReminder => review::remind(draft, now, ReviewId::new(guid)),
        DueKind::ReviewEnd => review::close(draft, now, ReviewId::new(guid)),
        DueKind::ReviewApply => review::apply(draft, now, ids, ReviewId::new(guid)),
        DueKind::GuestDeletion => guest::delete(draft, now, UserId::new(guid)),
        DueKind::UserPurge => purge::user(draft, now, ids, UserId::new(guid)),
        DueKind::GroupPurge => purge::group(draft, now, GroupId::new(guid)),
    }?;
    following::follow(draft, now, ids)
}
