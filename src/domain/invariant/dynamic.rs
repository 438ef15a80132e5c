//! Rules on groups that a rule fills.

use crate::domain::group::Group;
use crate::domain::id::Principal;
use crate::domain::invariant::Findings;
use crate::domain::rule::MembershipRule;
use crate::domain::tenant::Tenant;

/// Whoever a rule admits is in its group, and nobody else; a rule that heeds the present is judged
/// at an instant that a tenant by itself does not tell.
pub(super) fn rules_fill_their_groups(tenant: &Tenant, found: &mut Findings) {
    for group in tenant.groups.iter() {
        let Some(rule) = group.live_rule().filter(|rule| !rule.heeds_time()) else {
            continue;
        };
        let as_it_says = tenant.users.iter().all(|user| {
            let live = user.deleted_date_time.is_none();
            let member = Principal::User(user.id);
            let is_in = tenant.memberships.find((group.id, member)).is_some();
            is_in == (live && rule.matches(user, user.created_date_time))
        });
        let nested = tenant.members(group.id);
        let people = nested
            .into_iter()
            .all(|one| matches!(one, Principal::User(_)));
        found.expect("a rule fills its group", group.id, as_it_says && people);
    }
}

/// A judgment that is due again is one of a live rule about a live account.
pub(super) fn rules_are_asked_again_where_they_turn(tenant: &Tenant, found: &mut Findings) {
    for record in tenant.rule_turns.iter() {
        let user = tenant.find_user(record.user);
        let lives = user.is_some_and(|user| user.deleted_date_time.is_none());
        let rules = record.turns.keys().all(|group| {
            let rule = tenant.find_group(*group).and_then(Group::live_rule);
            rule.is_some_and(MembershipRule::heeds_time)
        });
        let policies = record.policies.keys().all(|policy| {
            let policy = tenant.find_policy(*policy);
            policy.is_some_and(|policy| policy.terms.assigning().is_some())
        });
        let asks = lives && rules && policies && record.next().is_some();
        found.expect("a rule is asked again where it turns", record.user, asks);
    }
}
