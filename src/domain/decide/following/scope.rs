//! Who has left the scope of a policy under which access ends with it.

use std::collections::BTreeSet;

use crate::domain::assignment::AssignmentProgress;
use crate::domain::context::IdSource;
use crate::domain::decide::assignment;
use crate::domain::draft::Draft;
use crate::domain::eligibility;
use crate::domain::event::Edit;
use crate::domain::id::{AssignmentId, GroupId, Person, PolicyId, Principal, UserId};
use crate::domain::policy::AssignmentPolicy;
use crate::domain::refusal::Refusal;
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;

/// Access was given, perhaps to somebody who has left since they asked for it.
pub(super) fn given(id: AssignmentId, edit: &Edit<AssignmentProgress>) -> Option<AssignmentId> {
    let gives =
        |progress: Option<&AssignmentProgress>| progress.is_some_and(|it| it.state.is_given());
    (!gives(edit.old.as_deref()) && gives(edit.new.as_deref())).then_some(id)
}

/// A policy came to admit others than before, or to take access from whoever it does not admit.
pub(super) fn of_policy(tenant: &Tenant, edit: &Edit<AssignmentPolicy>) -> Vec<AssignmentId> {
    let scope = |policy: &AssignmentPolicy| (policy.terms.scope, policy.terms.targets.clone());
    let ends = |policy: &AssignmentPolicy| policy.terms.requestor.ends_with_scope;
    let (old, new) = (edit.old.as_deref(), edit.new.as_deref());
    let Some(new) = new.filter(|new| ends(new)) else {
        return Vec::new();
    };
    if old.is_some_and(|old| ends(old) && scope(old) == scope(new)) {
        return Vec::new();
    }
    tenant.index.active_under.of(new.id).copied().collect()
}

/// Ends access whose holder its policy admits no longer, where the policy says so.
pub(super) fn leave(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    held: AssignmentId,
) -> Result<(), Refusal> {
    let found = draft.find_assignment(held);
    let found = found.filter(|held| held.progress.state.is_given());
    let outside = found.is_some_and(|held| {
        let policy = draft.find_policy(held.policy);
        policy.is_some_and(|policy| {
            policy.terms.requestor.ends_with_scope
                && !eligibility::in_scope(draft, held.target, policy)
        })
    });
    if outside {
        assignment::expire(draft, now, ids, held)
    } else {
        Ok(())
    }
}

/// Some left a group, and with it those that it lies in, or it was deleted: lists what they hold
/// under policies that admit one of these and end access with their scope.
pub(super) fn of_leaving(
    tenant: &Tenant,
    group: GroupId,
    users: impl FnOnce() -> BTreeSet<UserId>,
) -> Vec<AssignmentId> {
    let around = tenant.groups_around(group);
    let naming = around
        .into_iter()
        .flat_map(|group| tenant.index.policies_naming.of(Principal::Group(group)));
    let policies: BTreeSet<PolicyId> = naming
        .copied()
        .filter(|policy| {
            let found = tenant.find_policy(*policy);
            found.is_some_and(|policy| policy.terms.requestor.ends_with_scope)
        })
        .collect();
    if policies.is_empty() {
        return Vec::new();
    }
    let users = users();
    let packages = policies.into_iter().filter_map(|policy| {
        let package = tenant.find_policy(policy)?.access_package;
        Some((policy, package))
    });
    packages
        .flat_map(|(policy, package)| {
            let held = users
                .iter()
                .filter_map(move |user| tenant.held_by(Person::User(*user), package));
            held.filter(move |held| {
                let found = tenant.find_assignment(*held);
                found.is_some_and(|held| held.policy == policy)
            })
        })
        .collect()
}
