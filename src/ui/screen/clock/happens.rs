//! What time does on the way to another time, in words.

use std::collections::BTreeMap;

use crate::domain::index::DueKind;

/// Says what becomes due in words: `1 request runs out undecided`, `2 assignments end`.
pub(super) fn happens(counts: &BTreeMap<DueKind, usize>) -> Vec<String> {
    // What changes access is told first: a notice has few lines.
    let mut counts: Vec<(DueKind, usize)> =
        counts.iter().map(|(kind, count)| (*kind, *count)).collect();
    counts.sort_by_key(|(kind, _)| weight(*kind));
    let parts = counts.into_iter().map(|(kind, count)| {
        let (one, many) = in_words(kind);
        format!("{count} {}", if count == 1 { one } else { many })
    });
    parts.collect()
}

/// Returns how soon a kind of due work is told among others: what changes access, then where
/// requests and reviews stand, then what only reminds or clears away.
const fn weight(kind: DueKind) -> u8 {
    match kind {
        DueKind::Expiry
        | DueKind::GraceEnd
        | DueKind::ScheduledStart
        | DueKind::RuleTurn
        | DueKind::ReviewApply
        | DueKind::GuestDeletion => 0,
        DueKind::CallbackTimeOut
        | DueKind::ApprovalTimeOut
        | DueKind::Escalation
        | DueKind::DelegationEnd
        | DueKind::DelegationStart
        | DueKind::ReviewStart
        | DueKind::ReviewEnd => 1,
        DueKind::ApprovalReminder
        | DueKind::FourteenDayNotice
        | DueKind::OneDayNotice
        | DueKind::ReviewReminder
        | DueKind::RequestPurge
        | DueKind::UserPurge
        | DueKind::GroupPurge => 2,
    }
}

/// Says what happens once, and what happens several times.
const fn in_words(kind: DueKind) -> (&'static str, &'static str) {
    match kind {
        DueKind::CallbackTimeOut => (
            "workflow is given up that did not call back",
            "workflows are given up that did not call back",
        ),
        DueKind::DelegationEnd => ("delegation ends", "delegations end"),
        DueKind::DelegationStart => ("delegation begins", "delegations begin"),
        DueKind::ApprovalReminder => ("reminder goes out", "reminders go out"),
        DueKind::Escalation => ("request goes to alternates", "requests go to alternates"),
        DueKind::ApprovalTimeOut => ("request runs out undecided", "requests run out undecided"),
        DueKind::ScheduledStart => (
            "access that was scheduled begins",
            "accesses that were scheduled begin",
        ),
        DueKind::FourteenDayNotice => (
            "fourteen-day notice is given",
            "fourteen-day notices are given",
        ),
        DueKind::OneDayNotice => ("one-day notice is given", "one-day notices are given"),
        DueKind::Expiry => ("assignment ends", "assignments end"),
        DueKind::RuleTurn => (
            "membership rule is asked about somebody again",
            "membership rules are asked about people again",
        ),
        DueKind::GraceEnd => (
            "assignment ends whose holder no rule admits any more",
            "assignments end whose holders no rule admits any more",
        ),
        DueKind::ReviewStart => ("access review opens", "access reviews open"),
        DueKind::ReviewReminder => (
            "reminder of reviewers goes out",
            "reminders of reviewers go out",
        ),
        DueKind::ReviewEnd => ("access review closes", "access reviews close"),
        DueKind::ReviewApply => ("access review is applied", "access reviews are applied"),
        DueKind::GuestDeletion => ("guest is deleted", "guests are deleted"),
        DueKind::RequestPurge => (
            "record of a request is deleted",
            "records of requests are deleted",
        ),
        DueKind::UserPurge => ("deleted user is purged", "deleted users are purged"),
        DueKind::GroupPurge => ("deleted group is purged", "deleted groups are purged"),
    }
}
