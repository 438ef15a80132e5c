//! Who is in a group that a rule fills: judged anew when something that the rule reads changes.
//!
//! The rules that read a property are in the index, and so are the instants at which time alone
//! turns a judgment, so that an edit costs as much as the rules that it concerns.

use std::collections::BTreeSet;

use crate::domain::decide::group::{join, leave};
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::group::Group;
use crate::domain::id::{GroupId, Principal, UserId};
use crate::domain::rule::{Attributes, Property};
use crate::domain::rule_turns::RuleTurns;
use crate::domain::subject::User;
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;

/// Somebody about whom a rule has to be asked again.
type Judgment = (GroupId, UserId);

/// Follows what a draft has done so far: whoever a rule admits now joins, whoever it no longer
/// admits leaves.
pub fn follow(draft: &mut Draft<'_>, now: Timestamp) {
    let mut pending = BTreeSet::new();
    for event in draft.events() {
        match &event.change {
            Change::User(edit) => pending.extend(about_user(draft, edit)),
            Change::Group(edit) => pending.extend(about_group(draft, edit)),
            Change::Directory(_)
            | Change::ExternalPerson(_)
            | Change::Membership(_)
            | Change::Ownership(_)
            | Change::RuleTurns(_)
            | Change::Application(_)
            | Change::Site(_)
            | Change::RoleHolding(_)
            | Change::Organization(_)
            | Change::Settings(_)
            | Change::Catalog(_)
            | Change::RoleAssignment(_)
            | Change::Resource(_)
            | Change::ResourceRequest(_)
            | Change::Package(_)
            | Change::Policy(_)
            | Change::Request(_)
            | Change::RequestProgress(..)
            | Change::Assignment(_)
            | Change::AssignmentProgress(..)
            | Change::Review(_)
            | Change::ReviewItem(_)
            | Change::CustomExtension(_)
            | Change::Callout(_)
            | Change::Clock(_)
            | Change::Persona(_)
            | Change::Refusal(_) => {}
        }
    }
    for (group, user) in pending {
        judge(draft, group, user, now);
    }
}

/// Asks the rules again whose judgment of somebody turns by now.
pub fn turn(draft: &mut Draft<'_>, user: UserId, now: Timestamp) {
    let turns = draft.rule_turns.find(user).cloned();
    let turns = turns.map(|record| record.turns).unwrap_or_default();
    for (group, at) in turns {
        if at <= now {
            judge(draft, group, user, now);
        }
    }
}

/// Lists the rules that see another person than before.
fn about_user(tenant: &Tenant, edit: &Edit<User>) -> Vec<Judgment> {
    let live = |user: &&User| user.deleted_date_time.is_none();
    let old = edit.old.as_deref().filter(live);
    let new = edit.new.as_deref().filter(live);
    let Some(user) = edit.latest().map(|user| user.id) else {
        return Vec::new();
    };
    let reading = &tenant.index.rules_reading;
    Property::ALL
        .iter()
        .filter(|property| match (old, new) {
            (Some(old), Some(new)) => old.value(**property) != new.value(**property),
            (None, None) => false,
            (Some(_), None) | (None, Some(_)) => true,
        })
        .flat_map(|property| reading.of(*property))
        .map(|group| (*group, user))
        .collect()
}

/// Lists everybody when a group's rule is another one, or begins or ceases to count.
fn about_group(tenant: &Tenant, edit: &Edit<Group>) -> Vec<Judgment> {
    let rule = |group: Option<&Group>| group.and_then(Group::live_rule).cloned();
    let (old, new) = (rule(edit.old.as_deref()), rule(edit.new.as_deref()));
    let Some(group) = edit.latest().map(|group| group.id) else {
        return Vec::new();
    };
    if old == new {
        Vec::new()
    } else if new.is_some() {
        let users = tenant.users.iter().map(|user| (group, user.id));
        users.collect()
    } else {
        let turning = tenant.index.turns_under.of(group);
        turning.map(|user| (group, *user)).collect()
    }
}

/// Lets the rule of a group decide about somebody; without a rule only its next judgment goes.
fn judge(draft: &mut Draft<'_>, group: GroupId, user: UserId, now: Timestamp) {
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
    schedule(draft, group, user, next);
}

/// Keeps when the rule of a group is asked about somebody again.
fn schedule(draft: &mut Draft<'_>, group: GroupId, user: UserId, next: Option<Timestamp>) {
    let old = draft.rule_turns.find(user).cloned();
    let mut turns = old.clone().map(|record| record.turns).unwrap_or_default();
    match next {
        Some(at) => turns.insert(group, at),
        None => turns.remove(&group),
    };
    let new = (!turns.is_empty()).then_some(RuleTurns { user, turns });
    if old != new {
        let edit = Edit {
            old: old.map(Box::new),
            new: new.map(Box::new),
        };
        draft.emit(Fact::JudgmentScheduled, Change::RuleTurns(edit));
    }
}
