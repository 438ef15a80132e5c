//! Which roles an event gives and takes.

use crate::domain::event::{Change, Edit, Event};
use crate::domain::group::Membership;
use crate::domain::id::{Origin, Principal, UserId};
use crate::domain::resource::ResourceRole;
use crate::domain::subject::User;

/// A role on an object, of whom, and whether it was given or taken.
pub(in crate::domain) type Changed = (Origin, ResourceRole, UserId, bool);

/// Says which roles on what an event gave to whom, or took from them.
pub(in crate::domain) fn access_changed(event: &Event) -> Vec<Changed> {
    match &event.change {
        Change::Membership(edit) => membership_changed(edit),
        Change::Ownership(edit) => {
            let owner = edit.latest().map(|it| {
                let object = Origin::Group(it.group);
                (object, ResourceRole::Owner, it.owner, edit.new.is_some())
            });
            owner.into_iter().collect()
        }
        Change::RoleHolding(edit) => {
            let held = edit.latest().into_iter();
            held.map(|it| (it.object, it.role, it.user, edit.new.is_some()))
                .collect()
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
        | Change::CustomExtension(_)
        | Change::Callout(_)
        | Change::Delegation(_)
        | Change::Clock(_)
        | Change::Persona(_)
        | Change::Refusal(_) => Vec::new(),
    }
}

/// Says whom a group got or lost; of groups in groups, nobody is named.
fn membership_changed(edit: &Edit<Membership>) -> Vec<Changed> {
    let member = edit.latest().and_then(|it| {
        let Principal::User(user) = it.member else {
            return None;
        };
        let object = Origin::Group(it.group);
        Some((object, ResourceRole::Member, user, edit.new.is_some()))
    });
    member.into_iter().collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::subject::DirectoryRole;
    use crate::domain::text::{DisplayName, UserPrincipalName};
    use crate::domain::time::Timestamp;

    #[test]
    fn of_several_roles_over_the_directory_those_are_told_that_came_or_went() {
        let name = UserPrincipalName::parse("ana@woodgrovebank.onmicrosoft.com").unwrap();
        let shown = DisplayName::parse("Ana").unwrap();
        let mut old = User::named(UserId::MIN, name, shown, Timestamp::from_seconds(0));
        let [gone, kept, come] = [
            DirectoryRole::GlobalReader,
            DirectoryRole::GroupsAdministrator,
            DirectoryRole::UserAdministrator,
        ];
        old.directory_roles = [gone, kept].into();
        let mut new = old.clone();
        new.directory_roles = [kept, come].into();
        let told = |role: DirectoryRole, given| {
            let object = Origin::DirectoryRole(role.id());
            (object, ResourceRole::ActiveMember, UserId::MIN, given)
        };
        let changed = roles_changed(&Edit::changed(old, new));
        assert_eq!(changed, [told(come, true), told(gone, false)]);
    }
}
