//! What time alone does: stages run out, approved access begins, access ends, guests go,
//! and what was deleted is purged.

use crate::domain::assignment::ExpiryNotice;
use crate::domain::context::IdSource;
use crate::domain::decide::{
    assignment, automation, delivery, guest, purge, reprocessing, request,
};
use crate::domain::draft::Draft;
use crate::domain::id::{AssignmentId, GroupId, ObjectRef, RequestId, UserId};
use crate::domain::index::DueKind;
use crate::domain::refusal::Refusal;
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;

/// Something that time will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: DueKind,
    /// To what.
    pub object: ObjectRef,
}

/// Lists what time will do, in the order in which it will.
pub fn upcoming(tenant: &Tenant) -> impl Iterator<Item = Due> {
    tenant.index.due.of(()).map(|(at, (kind, object))| Due {
        at: *at,
        kind: *kind,
        object: *object,
    })
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
        DueKind::ApprovalReminder => request::remind(draft, now, RequestId::new(guid)),
        DueKind::Escalation => request::escalate(draft, now, RequestId::new(guid)),
        DueKind::ApprovalTimeOut => request::time_out(draft, now, RequestId::new(guid)),
        DueKind::ScheduledStart => delivery::deliver(draft, now, ids, RequestId::new(guid)),
        DueKind::FourteenDayNotice => {
            let id = AssignmentId::new(guid);
            assignment::announce(draft, id, ExpiryNotice::FourteenDays);
            Ok(())
        }
        DueKind::OneDayNotice => {
            assignment::announce(draft, AssignmentId::new(guid), ExpiryNotice::OneDay);
            Ok(())
        }
        DueKind::RequestPurge => reprocessing::purge(draft, RequestId::new(guid)),
        DueKind::Expiry => assignment::expire(draft, now, ids, AssignmentId::new(guid)),
        DueKind::RuleTurn => {
            automation::turn(draft, now, UserId::new(guid));
            Ok(())
        }
        DueKind::GuestDeletion => guest::delete(draft, now, UserId::new(guid)),
        DueKind::UserPurge => purge::user(draft, now, ids, UserId::new(guid)),
        DueKind::GroupPurge => purge::group(draft, now, GroupId::new(guid)),
    }?;
    automation::follow(draft, now);
    Ok(())
}
