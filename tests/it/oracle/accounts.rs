//! Accounts that are deleted, brought back and purged, and who administers the directory.

use serde_json::Value;

use super::world::{State, Verdict, World, items, text};

impl World {
    /// Tells whether nobody else could administer the directory.
    fn is_last_administrator(&self, name: &str) -> bool {
        let mut active = self.administrators.iter().filter(|it| self.is_active(it));
        self.is_active(name)
            && self.administrators.contains(name)
            && active.all(|other| other == name)
    }

    /// Requires an account that was not deleted.
    pub(super) fn is_live(&self, name: &str) -> Verdict {
        if self.person(name).deleted.is_none() {
            Ok(())
        } else {
            Err("NotFound")
        }
    }

    /// Requires that an account which is about to be switched off leaves somebody to administer.
    pub(super) fn leaves_an_administrator(&self, name: &str) -> Verdict {
        if self.is_last_administrator(name) {
            Err("LastAdministrator")
        } else {
            Ok(())
        }
    }

    /// `deleteUser`: the account keeps what it holds as long as it can come back.
    pub(super) fn delete_user(&mut self, who: &str, name: &str) -> Verdict {
        if who == name {
            return Err("UserIsSelf");
        }
        self.is_live(name)?;
        self.leaves_an_administrator(name)?;
        self.withdraw_requests(name);
        self.people.get_mut(name).unwrap().deleted = Some(self.now);
        Ok(())
    }

    /// `restoreUser`.
    pub(super) fn restore_user(&mut self, name: &str) -> Verdict {
        self.can_come_back(name)?;
        self.people.get_mut(name).unwrap().deleted = None;
        Ok(())
    }

    /// `purgeUser`.
    pub(super) fn purge_user(&mut self, name: &str) -> Verdict {
        self.can_come_back(name)?;
        self.purge_member(name);
        Ok(())
    }

    fn can_come_back(&self, name: &str) -> Verdict {
        let person = self.person(name);
        if person.deleted.is_some() && !person.purged {
            Ok(())
        } else {
            Err("NotFound")
        }
    }

    /// Cancels what somebody asked for, and what was asked for them.
    fn withdraw_requests(&mut self, name: &str) {
        for number in 0..self.requests.len() {
            if self.requests[number].state.is_open() && self.concerned(number, name) {
                self.finish(number, State::Canceled);
            }
        }
    }

    /// Ends everything that a member held, was or vouched for.
    pub(super) fn purge_member(&mut self, name: &str) {
        self.withdraw_requests(name);
        for number in 0..self.assignments.len() {
            let record = &self.assignments[number];
            if record.is_active() && record.target == name {
                self.end("systemRemove", None, number);
            }
        }
        self.end_delegations_of(name);
        let person = self.people.get_mut(name).unwrap();
        person.purged = true;
        person.manager = None;
        self.drop_orphans(name);
        for group in self.groups.values_mut() {
            group.members.remove(name);
            group.owners.remove(name);
        }
        for thing in self.things.values_mut() {
            thing.holders.retain(|(_, holder)| holder != name);
        }
        for person in self.people.values_mut() {
            person.manager.take_if(|manager| manager == name);
            person.sponsors.retain(|sponsor| sponsor != name);
        }
        for organization in self.organizations.values_mut() {
            organization.internal.remove(name);
            organization.external.remove(name);
        }
        self.administrators.remove(name);
    }

    /// Deletes the policies that admitted nobody else, unless somebody holds access under them.
    fn drop_orphans(&mut self, name: &str) {
        let nobody = |target: &Value| {
            let user = text(target, "userId");
            !user.is_empty() && self.person(user).purged
        };
        let orphaned = self.policies.iter().filter(|(key, policy)| {
            let targets = items(&policy.body, "specificAllowedTargets");
            let names = targets.iter().any(|target| text(target, "userId") == name);
            let held = |it: &super::world::Assignment| it.is_active() && it.policy == **key;
            !policy.gone
                && names
                && targets.iter().all(nobody)
                && !self.assignments.iter().any(held)
        });
        let orphaned: Vec<String> = orphaned.map(|(key, _)| key.clone()).collect();
        for policy in orphaned {
            self.drop_policy(&policy);
        }
    }

    /// `assignDirectoryRole` and `removeDirectoryRole`, of the role that administers everything.
    pub(super) fn appoint(&mut self, adds: bool, with: &Value) -> Verdict {
        let name = text(with, "user");
        self.is_live(name)?;
        if self.administrators.contains(name) == adds {
            return Err("NothingToChange");
        }
        if adds {
            self.administrators.insert(name.to_owned());
        } else {
            self.leaves_an_administrator(name)?;
            self.administrators.remove(name);
        }
        Ok(())
    }
}
