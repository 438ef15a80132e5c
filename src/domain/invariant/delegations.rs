//! Rules on what approvers hand over.

use std::collections::BTreeSet;

use crate::domain::delegation::DelegationState;
use crate::domain::invariant::Findings;
use crate::domain::tenant::Tenant;

/// A delegation goes to somebody else, forward in time, one at a time, and only while the settings
/// let approvers hand over.
pub(super) fn delegations_are_sound(tenant: &Tenant, found: &mut Findings) {
    let mut approvers = BTreeSet::new();
    for delegation in tenant.delegations.iter() {
        let id = delegation.id;
        let other = delegation.approver != delegation.delegate;
        found.expect("nobody stands in for themselves", id, other);
        let start = delegation.start_date_time;
        let forward = start >= delegation.created_date_time && delegation.end_date_time > start;
        found.expect("a delegation never reaches back in time", id, forward);
        let over = delegation.state == DelegationState::Ended;
        let ended = delegation.ended_date_time.is_some() == over;
        found.expect("a delegation that is over has ended", id, ended);
        let in_time = delegation
            .ended_date_time
            .is_none_or(|ended| ended <= delegation.end_date_time);
        found.expect("a delegation ends in its time", id, in_time);
        if !delegation.is_open() {
            continue;
        }
        let first = approvers.insert(delegation.approver);
        found.expect("an approver hands over to one person", id, first);
        let on = tenant.settings.approval_delegation;
        found.expect("the settings let approvers hand over", id, on);
        let there = [delegation.approver, delegation.delegate]
            .into_iter()
            .all(|user| {
                tenant
                    .find_user(user)
                    .is_some_and(|user| user.purged_date_time.is_none())
            });
        found.expect("nobody purged is part of a delegation", id, there);
    }
}
