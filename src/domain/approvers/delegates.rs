//! Who decides in an approver's place, since the approver handed decisions over.

use std::collections::BTreeSet;

use crate::domain::approvers::{Asker, Dropped, Resolved, unfit};
use crate::domain::id::UserId;
use crate::domain::tenant::Tenant;

/// Somebody who decides in an approver's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Delegate {
    /// Who decides.
    pub user: UserId,
    /// In whose place.
    pub approver: UserId,
}

/// Adds the delegates of those approvers who may decide and are asked as themselves.
///
/// Whoever is asked as a member of a group hands nothing over: the group decides without them. An
/// approver who was dropped has nothing to hand over either, and a delegate's own delegate gets
/// nothing from it. Delegates pass the same filter as approvers.
pub(super) fn add(
    tenant: &Tenant,
    asker: Asker,
    themselves: &BTreeSet<UserId>,
    resolved: &mut Resolved,
) {
    let approvers = resolved.people.iter().chain(&resolved.alternates);
    let named: Vec<Delegate> = approvers
        .filter(|approver| themselves.contains(approver))
        .flat_map(|approver| {
            let users = tenant.index.delegates_of.of(*approver);
            users.map(|user| Delegate {
                user: *user,
                approver: *approver,
            })
        })
        .collect();
    for delegate in named {
        match unfit(tenant, delegate.user, asker) {
            Some(reason) => resolved.dropped.push((delegate.user, reason)),
            None => resolved.delegates.push(delegate),
        }
    }
    resolved.delegates.sort_unstable();
    resolved.delegates.dedup();
    tidy(&mut resolved.dropped);
}

pub(super) fn tidy(dropped: &mut Vec<(UserId, Dropped)>) {
    dropped.sort_unstable();
    dropped.dedup();
}
