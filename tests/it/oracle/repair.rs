//! What is deleted and brought back, and what administrators do when a delivery went wrong.

use serde_json::Value;

use super::workflows::Stop;
use super::world::{DAY, Given, Grant, Held, State, Verdict, World, items, text};

impl World {
    /// `deleteGroup`: what assignments give there is lost until it comes back.
    pub(super) fn delete_group(&mut self, who: &str, line: &Value) -> Verdict {
        let name = text(&line["with"], "group");
        self.manages_group(who, name)?;
        if self.groups[name].deleted.is_some() {
            return Err("NotFound");
        }
        if items(line, "acknowledge").is_empty() && self.is_used(name) {
            return Err("GroupInUse");
        }
        self.groups.get_mut(name).unwrap().deleted = Some(self.now);
        for record in self.assignments.iter_mut().filter(|it| it.is_active()) {
            let there = |grant: &&mut Grant| grant.object == name && grant.is_fulfilled();
            for grant in record.grants.iter_mut().filter(there) {
                grant.given = Given::NoGroup;
            }
        }
        Ok(())
    }

    /// `restoreGroup`: what was lost with it is given again.
    pub(super) fn restore_group(&mut self, who: &str, name: &str) -> Verdict {
        self.manages_group(who, name)?;
        if self.groups[name].deleted.is_none() || self.groups[name].purged {
            return Err("NotFound");
        }
        self.groups.get_mut(name).unwrap().deleted = None;
        for number in 0..self.assignments.len() {
            let record = self.assignments[number].clone();
            let lost = |grant: &&Grant| grant.object == name && grant.given == Given::NoGroup;
            for grant in record.grants.iter().filter(lost) {
                if record.is_active() {
                    self.give(number, &grant.object, &grant.role);
                    self.complete(number);
                }
            }
        }
        Ok(())
    }

    /// Takes every tie from a group that can no longer be brought back.
    pub(super) fn purge_group(&mut self, name: &str) {
        let group = self.groups.get_mut(name).unwrap();
        group.purged = true;
        group.members.clear();
        group.owners.clear();
        for other in self.groups.values_mut() {
            other.members.remove(name);
        }
    }

    pub(super) fn manages_group(&self, who: &str, name: &str) -> Verdict {
        if self.administrators.contains(who) || self.groups[name].owners.contains(who) {
            Ok(())
        } else {
            Err("UnAuthorized")
        }
    }

    /// Tells whether a group is in a catalog, or a policy or package speaks of it.
    fn is_used(&self, name: &str) -> bool {
        let named = format!("\"groupId\":\"{name}\"");
        let policies = self.policies.values().filter(|policy| !policy.gone);
        let mut packages = self.packages.values().filter(|package| !package.gone);
        ["Files", "Mail", "Ruled"].contains(&name)
            || policies
                .into_iter()
                .any(|it| it.body.to_string().contains(&named))
            || packages.any(|it| it.incompatible_groups.contains(name))
    }

    /// `deleteRequest`: the record goes, what it led to stays.
    pub(super) fn delete_request(&mut self, who: &str, number: usize) -> Verdict {
        self.administers(who)?;
        if !self.requests[number].state.is_over() {
            return Err("RequestNotCompleted");
        }
        self.requests[number].purged = true;
        Ok(())
    }

    /// `reprocessRequest`: what failed is tried again, with what the package gives by now.
    pub(super) fn reprocess(&mut self, who: &str, number: usize) -> Verdict {
        self.administers(who)?;
        let request = self.requests[number].clone();
        let adds = request.is_add();
        let over = Self::end_wanted(&request, self.now).is_some_and(|end| end <= self.now);
        let exists = !self.packages[&request.package].gone && !self.policies[&request.policy].gone;
        let stopped = request.stopped.and_then(Stop::step);
        let alive = match request.assignment {
            None => stopped.is_some() && adds,
            Some(assignment) => {
                let record = &self.assignments[assignment];
                record.is_active() || adds && record.state == Held::Failed
            }
        };
        let failed = matches!(request.state, State::Partial | State::Failed);
        if !(failed && exists && alive && !over) {
            return Err("ReprocessNotAllowed");
        }
        if self.now > request.completed.unwrap() + 14 * DAY {
            return Err("ReprocessWindowOver");
        }
        let pending = request.assignment.and_then(|it| self.pending_extension(it));
        if stopped.is_some() && pending.is_some() {
            return Err("ExtensionPending");
        }
        if adds && request.state == State::Failed {
            if self.held(&request.package, &request.target).is_some() {
                return Err("AlreadyAssigned");
            }
            if self
                .open_request(&request.package, &request.target)
                .is_some()
            {
                return Err("OpenRequestExists");
            }
        }
        self.requests[number].completed = None;
        if let Some(step) = stopped {
            self.requests[number].stopped = None;
            self.requests[number].state = State::Waiting { step };
            self.pass(number, step);
        } else if let Some(assignment) = request.assignment.filter(|_| adds) {
            let state = self.deliver_again(number, assignment);
            self.conclude(number, state);
            self.tell_of(number);
        } else {
            self.deliver(number);
        }
        Ok(())
    }

    fn deliver_again(&mut self, number: usize, assignment: usize) -> State {
        let request = self.requests[number].clone();
        if !self.assignments[assignment].is_active() {
            let now = self.now;
            let end = Self::end_wanted(&request, now);
            let record = &mut self.assignments[assignment];
            (record.start, record.end, record.end_set) = (now, end, now);
            record.grants.clear();
            self.welcome(&request.package, &request.target);
            if !self.may_receive(&request.package, &request.target) {
                return State::Failed;
            }
            return self.give_all(assignment);
        }
        let roles = self.packages[&request.package].roles.clone();
        for (group, role) in roles {
            let mut grants = self.assignments[assignment].grants.iter();
            let has = grants.any(|grant| {
                (grant.object.as_str(), grant.role.as_str()) == (&group, &role)
                    && grant.is_fulfilled()
            });
            if !has {
                self.give(assignment, &group, &role);
            }
        }
        self.settled(assignment)
    }

    /// `reprocessAssignment`: everything is given again, where anything is missing.
    pub(super) fn reaffirm(&mut self, who: &str, assignment: usize) -> Verdict {
        self.administers(who)?;
        let record = self.assignments[assignment].clone();
        if !record.is_active() {
            return Err("AssignmentNotActive");
        }
        let before = self.standing(assignment);
        if self.is_active(&record.target) {
            for grant in &record.grants {
                self.give(assignment, &grant.object, &grant.role);
            }
            self.complete(assignment);
        }
        if self.standing(assignment) == before {
            return Err("NothingToChange");
        }
        Ok(())
    }

    /// Says how everything stands that an assignment has to do with.
    fn standing(&self, assignment: usize) -> String {
        let record = &self.assignments[assignment];
        let mut grants: Vec<String> = record.grants.iter().map(|it| format!("{it:?}")).collect();
        grants.sort();
        format!(
            "{:?} {grants:?} {:?} {:?}",
            record.state, self.groups, self.things
        )
    }
}
