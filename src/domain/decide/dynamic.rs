//! Who is in a group that a rule fills: judged anew when something that the rule reads changes.

use crate::domain::decide::group::{join, leave};
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::group::Group;
use crate::domain::id::{GroupId, Principal, UserId};
use crate::domain::rule_turns::{RuleTurns, Ruled};
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;

/// Lists everybody when a group's rule is another one, or begins or ceases to count; names the group
/// where a rule fills it from now on.
pub(super) fn about_group(
    tenant: &Tenant,
    edit: &Edit<Group>,
) -> (Vec<(Ruled, UserId)>, Option<GroupId>) {
    let rule = |group: Option<&Group>| group.and_then(Group::live_rule).cloned();
    let (old, new) = (rule(edit.old.as_deref()), rule(edit.new.as_deref()));
    let Some(group) = edit.latest().map(|group| group.id) else {
        return (Vec::new(), None);
    };
    let ruled = Ruled::Group(group);
    if old == new {
        (Vec::new(), None)
    } else if new.is_some() {
        let users = tenant.users.iter().map(|user| (ruled, user.id));
        (users.collect(), Some(group))
    } else {
        let turning = tenant.index.turns_under.of(ruled);
        (turning.map(|user| (ruled, *user)).collect(), None)
    }
}

/// Takes the groups out of a group that a rule fills: rules admit people only.
pub(super) fn admit_no_groups(draft: &mut Draft<'_>, group: GroupId) {
    let members = draft.members(group);
    let nested: Vec<Principal> = members
        .filter(|member| matches!(member, Principal::Group(_)))
        .collect();
    for inner in nested {
        leave(draft, group, inner);
    }
}

/// Lets the rule of a group decide about somebody; without a rule only its next judgment goes.
pub(super) fn judge(draft: &mut Draft<'_>, group: GroupId, user: UserId, now: Timestamp) {
    let rule = draft.find_group(group).and_then(Group::live_rule).cloned();
    let live = draft.find_user(user);
    let live = live.filter(|user| user.deleted_date_time.is_none());
    let mut next = None;
    if let Some(rule) = rule {
        let admits = live.is_some_and(|user| rule.matches(user, now));
        next = live.and_then(|user| rule.turns_after(user, now));
        let member = Principal::User(user);
        if admits {
            join(draft, group, member);
        } else {
            leave(draft, group, member);
        }
    }
    schedule(draft, Ruled::Group(group), user, next);
}

/// Keeps when a rule is asked about somebody again.
pub(super) fn schedule(draft: &mut Draft<'_>, ruled: Ruled, user: UserId, next: Option<Timestamp>) {
    let old = draft.rule_turns.find(user).cloned();
    let mut new = old.clone().unwrap_or_else(|| RuleTurns::none(user));
    new.set(ruled, next);
    let new = new.next().is_some().then_some(new);
    if old != new {
        let edit = Edit {
            old: old.map(Box::new),
            new: new.map(Box::new),
        };
        draft.emit(Fact::JudgmentScheduled, Change::RuleTurns(edit));
    }
}
