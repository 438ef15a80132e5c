//! Which roles events give and take.

use std::collections::BTreeMap;

use crate::domain::event::{Change, Edit, Event};
use crate::domain::id::{Origin, Person, Principal, UserId};
use crate::domain::impact::Affected;
use crate::domain::resource::ResourceRole;
use crate::domain::subject::User;

/// Adds up what the events give and take; what is taken and given again comes to nothing.
pub(super) fn add(events: &[Event], affected: &mut Affected) {
    let mut roles: BTreeMap<(Origin, ResourceRole, UserId), i32> = BTreeMap::new();
    for (object, role, user, given) in events.iter().flat_map(access_changed) {
        *roles.entry((object, role, user)).or_default() += if given { 1 } else { -1 };
    }
    for ((_, _, user), balance) in roles {
        let person = Person::User(user);
        if balance > 0 {
            affected.gain_access.insert(person);
        }
        if balance < 0 {
            affected.lose_access.insert(person);
        }
    }
}

/// A role on an object, of whom, and whether it was given or taken.
pub(in crate::domain) type Changed = (Origin, ResourceRole, UserId, bool);

/// Says which roles on what an event gave to whom, or took from them.
pub(in crate::domain) fn access_changed(event: &Event) -> Vec<Changed> {
    match &event.change {
        Change::Membership(edit) => {
            let member = edit.latest().and_then(|it| {
                let Principal::User(user) = it.member else {
                    return None;
                };
                let object = Origin::Group(it.group);
                Some((object, ResourceRole::Member, user, edit.new.is_some()))
            });
            member.into_iter().collect()
        }
        Change::Ownership(edit) => {
            let owner = edit.latest().map(|it| {
                let object = Origin::Group(it.group);
                (object, ResourceRole::Owner, it.owner, edit.new.is_some())
            });
            owner.into_iter().collect()
        }
        Change::RoleHolding(edit) => {
            let held = edit.latest();
            let held = held.map(|it| (it.object, it.role, it.user, edit.new.is_some()));
            held.into_iter().collect()
        }
        Change::User(edit) => roles_changed(edit),
        Change::Directory(_)
        | Change::ExternalPerson(_)
        | Change::Group(_)
        | Change::RuleTurns(_)
        | Change::Application(_)
        | Change::Site(_)
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
        | Change::Delegation(_)
        | Change::Clock(_)
        | Change::Persona(_)
        | Change::Refusal(_) => Vec::new(),
    }
}

/// Says which roles over the directory an account got and lost.
fn roles_changed(edit: &Edit<User>) -> Vec<Changed> {
    let (Some(old), Some(new)) = (edit.old.as_deref(), edit.new.as_deref()) else {
        return Vec::new();
    };
    let (before, after) = (&old.directory_roles, &new.directory_roles);
    let gained = after.difference(before).map(|role| (role, true));
    let lost = before.difference(after).map(|role| (role, false));
    gained
        .chain(lost)
        .map(|(role, given)| {
            let object = Origin::DirectoryRole(role.id());
            (object, ResourceRole::ActiveMember, new.id, given)
        })
        .collect()
}
