//! Rules on groups whose members a rule decides.

use std::collections::BTreeSet;

use crate::domain::decide::automation::admits;
use crate::domain::group::Group;
use crate::domain::id::Principal;
use crate::domain::invariant::Findings;
use crate::domain::rule::MembershipRule;
use crate::domain::subject::User;
use crate::domain::tenant::Tenant;
use crate::domain::time::{Span, Timestamp};

/// Whoever matches the rule of a group is in it, and nobody else.
pub(super) fn members_follow_the_rule(tenant: &Tenant, found: &mut Findings) {
    let live = tenant.groups.iter();
    let live = live.filter(|group| group.deleted_date_time.is_none());
    for (group, rule) in live.filter_map(|group| Some((group, group.membership_rule.as_ref()?))) {
        let members: BTreeSet<Principal> = tenant.members(group.id).collect();
        let followed = members == admitted(tenant, rule);
        found.expect("members follow the rule of their group", group.id, followed);
    }
}

fn admitted(tenant: &Tenant, rule: &MembershipRule) -> BTreeSet<Principal> {
    let users = tenant.users.iter();
    users
        .filter(|user| admits(rule, user, judged_at(user)))
        .map(|user| Principal::User(user.id))
        .collect()
}

/// Returns an instant at which rules judge a user as they do now: until the noted turn they do.
fn judged_at(user: &User) -> Timestamp {
    user.rules_turn
        .map_or(Timestamp::from_seconds(i64::MAX), |turn| {
            turn.minus(Span::seconds(1))
        })
}

/// A group that can be given roles is filled by people, so that a rule gives nobody a role.
pub(super) fn roles_are_not_given_by_rules(tenant: &Tenant, found: &mut Findings) {
    use crate::domain::group::GroupTrait::RoleAssignable;
    let both = |group: &Group| group.is_dynamic() && group.is(RoleAssignable);
    for group in tenant.groups.iter() {
        let sound = !both(group);
        found.expect("a rule gives nobody a role", group.id, sound);
    }
}
