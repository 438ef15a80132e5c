//! What was purged is but a name: nobody's manager, in no group, and it holds nothing.

use crate::domain::id::Principal;
use crate::domain::invariant::Findings;
use crate::domain::tenant::Tenant;

/// Nothing is tied to what was purged.
pub(super) fn nothing_is_tied_to_what_was_purged(tenant: &Tenant, found: &mut Findings) {
    let gone = |user| {
        tenant
            .find_user(user)
            .is_none_or(|user| user.purged_date_time.is_some())
    };
    for user in tenant.users.iter() {
        let tied = user.manager.is_some_and(gone);
        found.expect("nobody's manager is purged", user.id, !tied);
        let deleted = user.purged_date_time.is_none() || user.deleted_date_time.is_some();
        found.expect("only what was deleted is purged", user.id, deleted);
    }
    for assignment in tenant.assignments.iter() {
        let held =
            assignment.progress.state.is_active() && assignment.target.user().is_some_and(gone);
        found.expect("nobody purged holds anything", assignment.id, !held);
    }
    for membership in tenant.memberships.iter() {
        let member_gone = match membership.member {
            Principal::User(user) => gone(user),
            Principal::Group(group) => tenant
                .find_group(group)
                .is_none_or(|group| group.purged_date_time.is_some()),
        };
        let rule = "nobody purged is in a group";
        found.expect(rule, membership.group, !member_gone);
    }
}
