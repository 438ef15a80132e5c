//! Who is in which group, directly or through other groups, and who is whose manager.

use std::collections::BTreeSet;

use crate::domain::id::{GroupId, Principal, UserId};
use crate::domain::tenant::Tenant;

impl Tenant {
    /// Returns every live group that a user is in, directly or through nested groups.
    pub fn groups_of(&self, user: UserId) -> BTreeSet<GroupId> {
        let mut found = BTreeSet::new();
        let mut open = vec![Principal::User(user)];
        while let Some(principal) = open.pop() {
            for group in self.index.groups_of.of(principal) {
                if self.find_live_group(*group).is_some() && found.insert(*group) {
                    open.push(Principal::Group(*group));
                }
            }
        }
        found
    }

    /// Tells whether a user is in a group, directly or through nested groups.
    pub fn is_member(&self, user: UserId, group: GroupId) -> bool {
        if self.find_live_group(group).is_none() {
            return false;
        }
        self.memberships
            .find((group, Principal::User(user)))
            .is_some()
            || self.groups_of(user).contains(&group)
    }

    /// Returns every user in a group, those of nested groups included, each once.
    pub fn users_in(&self, group: GroupId) -> BTreeSet<UserId> {
        let mut users = BTreeSet::new();
        let mut seen = BTreeSet::from([group]);
        let mut open = vec![group];
        while let Some(group) = open.pop() {
            if self.find_live_group(group).is_none() {
                continue;
            }
            for member in self.members(group) {
                match member {
                    Principal::User(user) => {
                        users.insert(user);
                    }
                    Principal::Group(inner) => {
                        if seen.insert(inner) {
                            open.push(inner);
                        }
                    }
                }
            }
        }
        users
    }

    /// Lists the users whom a member of a group stands for, whether or not that group is deleted.
    pub fn users_behind(&self, member: Principal) -> BTreeSet<UserId> {
        match member {
            Principal::User(user) => BTreeSet::from([user]),
            Principal::Group(group) => self.users_in(group),
        }
    }

    /// Lists the users behind the members of a group, which may be deleted.
    pub fn users_of_members(&self, group: GroupId) -> BTreeSet<UserId> {
        let members = self.members(group);
        members
            .flat_map(|member| self.users_behind(member))
            .collect()
    }

    /// Lists a group and the groups that it is in, however deep.
    pub fn groups_around(&self, group: GroupId) -> BTreeSet<GroupId> {
        let mut found = BTreeSet::from([group]);
        let mut open = vec![group];
        while let Some(inner) = open.pop() {
            for outer in self.index.groups_of.of(Principal::Group(inner)) {
                if found.insert(*outer) {
                    open.push(*outer);
                }
            }
        }
        found
    }

    /// Returns the manager so many levels above a user.
    pub fn manager_of(&self, user: UserId, level: u32) -> Option<UserId> {
        let mut above = user;
        for _ in 0..level {
            above = self.find_user(above)?.manager?;
        }
        Some(above)
    }

    /// Tells whether making `manager` the manager of `user` would close a circle.
    pub fn closes_manager_circle(&self, user: UserId, manager: UserId) -> bool {
        let mut above = Some(manager);
        let mut seen = BTreeSet::new();
        while let Some(found) = above.filter(|found| seen.insert(*found)) {
            if found == user {
                return true;
            }
            above = self.find_user(found).and_then(|user| user.manager);
        }
        false
    }
}
