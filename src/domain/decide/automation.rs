//! Keeps what rules decide in step with what they read.
//!
//! After a command, and after each piece of due work, the events say what rules may judge
//! otherwise: a user whose attributes changed is judged once by each rule that reads one of them; a
//! rule that is new or was edited judges everybody. Where a rule compares with the present, the
//! user's record keeps the instant at which time alone may turn a judgement.

use std::collections::BTreeSet;

use crate::domain::decide::group::{join, leave};
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::group::Group;
use crate::domain::id::{GroupId, ObjectRef, Principal, UserId};
use crate::domain::rule::{Attributes, MembershipRule, Property};
use crate::domain::subject::User;
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;

/// What an event leaves to be judged.
enum Work {
    /// One user, by the rules that read one of these properties.
    User(UserId, Vec<Property>),
    /// Everybody, by the rule of one group.
    Group(GroupId),
}

/// Judges what the events of a draft may have changed, and what follows from that in turn.
pub fn follow(draft: &mut Draft<'_>, now: Timestamp) {
    let mut seen = 0;
    while let Some(event) = draft.events().get(seen) {
        seen += 1;
        match work(draft, &event.change) {
            Some(Work::User(user, properties)) => judge(draft, now, user, &properties),
            Some(Work::Group(group)) => fill(draft, now, group),
            None => {}
        }
    }
}

/// Judges somebody anew because the time has come.
pub fn turn(draft: &mut Draft<'_>, now: Timestamp, user: UserId) {
    judge(draft, now, user, &[Property::EmployeeHireDate]);
}

/// Tells whether a rule puts a user into its group at an instant; a deleted user is in none.
pub fn admits(rule: &MembershipRule, user: &User, now: Timestamp) -> bool {
    user.deleted_date_time.is_none() && rule.matches(user, now)
}

fn work(tenant: &Tenant, change: &Change) -> Option<Work> {
    if let Change::User(edit) = change {
        let properties = changed(edit);
        let idle = properties.is_empty() || tenant.index.rules_reading.total() == 0;
        let user = edit.latest().filter(|_| !idle)?;
        Some(Work::User(user.id, properties))
    } else if let Change::Group(edit) = change {
        let rule = |group: &Option<Box<Group>>| {
            let live = group.as_deref().filter(|it| it.deleted_date_time.is_none());
            live.and_then(|group| group.membership_rule.clone())
        };
        let (old, new) = (rule(&edit.old), rule(&edit.new));
        let group = edit.new.as_ref().filter(|_| new.is_some() && new != old)?;
        Some(Work::Group(group.id))
    } else {
        None
    }
}

/// Lists the properties that an edit of an account changed: all of them when it comes or goes.
fn changed(edit: &Edit<User>) -> Vec<Property> {
    let live = |user: &&User| user.deleted_date_time.is_none();
    let old = edit.old.as_deref().filter(live);
    let new = edit.new.as_deref().filter(live);
    match (old, new) {
        (Some(old), Some(new)) => {
            let all = Property::ALL.iter().copied();
            all.filter(|it| old.value(*it) != new.value(*it)).collect()
        }
        (None, None) => Vec::new(),
        (Some(_), None) | (None, Some(_)) => Property::ALL.to_vec(),
    }
}

/// Returns the rule of an object, unless the object was deleted.
fn rule_of(tenant: &Tenant, object: ObjectRef) -> Option<&MembershipRule> {
    let ObjectRef::Group(group) = object else {
        return None;
    };
    tenant.find_live_group(group)?.membership_rule.as_ref()
}

fn judge(draft: &mut Draft<'_>, now: Timestamp, user: UserId, properties: &[Property]) {
    let reading = &draft.index.rules_reading;
    let rules: BTreeSet<ObjectRef> = properties
        .iter()
        .flat_map(|property| reading.of(*property))
        .copied()
        .collect();
    for object in rules {
        let (Some(rule), Some(found)) = (rule_of(draft, object), draft.find_user(user)) else {
            continue;
        };
        let inside = admits(rule, found, now);
        if let ObjectRef::Group(group) = object {
            seat(draft, group, Principal::User(user), inside);
        }
    }
    if properties.contains(&Property::EmployeeHireDate) {
        note_turn(draft, now, user);
    }
}

/// Lets somebody be in a group or not.
fn seat(draft: &mut Draft<'_>, group: GroupId, member: Principal, inside: bool) {
    if inside {
        join(draft, group, member);
    } else {
        leave(draft, group, member);
    }
}

/// Fills a group by its rule: whoever else was in it goes.
fn fill(draft: &mut Draft<'_>, now: Timestamp, group: GroupId) {
    let Some(rule) = rule_of(draft, group.into()).cloned() else {
        return;
    };
    let inside: BTreeSet<Principal> = draft
        .users
        .iter()
        .filter(|user| admits(&rule, user, now))
        .map(|user| Principal::User(user.id))
        .collect();
    let members: Vec<Principal> = draft.members(group).collect();
    for member in members {
        if !inside.contains(&member) {
            leave(draft, group, member);
        }
    }
    for member in inside {
        join(draft, group, member);
    }
    if rule.is_dated() {
        let hired = draft.users.iter();
        let hired = hired.filter(|user| user.employee_hire_date.is_some());
        let hired: Vec<UserId> = hired.map(|user| user.id).collect();
        for user in hired {
            note_turn(draft, now, user);
        }
    }
}

/// Notes when time alone may next turn what a rule makes of a user.
fn note_turn(draft: &mut Draft<'_>, now: Timestamp, user: UserId) {
    let Some(old) = draft.find_user(user) else {
        return;
    };
    let rules = draft.index.rules_reading.of(Property::EmployeeHireDate);
    let next = rules
        .filter(|_| old.deleted_date_time.is_none())
        .filter_map(|object| rule_of(draft, *object)?.turns_after(old, now))
        .min();
    if next == old.rules_turn {
        return;
    }
    let old = old.clone();
    let new = User {
        rules_turn: next,
        ..old.clone()
    };
    draft.emit(Fact::RuleTurnNoted, Change::User(Edit::changed(old, new)));
}
