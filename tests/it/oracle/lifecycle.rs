//! What becomes of a request that was let through: it waits, is delivered or fails, and what was
//! given ends.

use super::workflows::{GRANTED, REMOVED};
use super::world::{
    Assignment, Given, Grant, Held, Instant, Kind, Request, State, World, end_of, is_given,
};

impl World {
    /// Returns when the access that a request asks for ends, if it begins at `start`.
    ///
    /// A period that was asked for stays where it was asked for.
    pub(super) fn end_wanted(request: &Request, start: Instant) -> Option<Instant> {
        if is_given(&request.expiration) {
            end_of(&request.expiration, start)
        } else {
            end_of(&request.policy_expiration, start)
        }
    }

    /// Lets a request through: now, at its start, or not at all when its period is over.
    pub(super) fn approved(&mut self, number: usize) {
        let request = &self.requests[number];
        let start = request.start.unwrap_or(self.now).max(self.now);
        if Self::end_wanted(request, start).is_some_and(|end| end <= start) {
            self.finish(number, State::PeriodOver);
        } else if start > self.now {
            self.requests[number].state = State::Scheduled { start };
        } else {
            self.deliver(number);
        }
    }

    /// Gives what a request asks for, and lets workflows know.
    pub(super) fn deliver(&mut self, number: usize) {
        self.hand_over(number);
        self.tell_of(number);
    }

    /// Calls the workflows that want to know of what was given, if all of it was.
    pub(super) fn tell_of(&mut self, number: usize) {
        if self.requests[number].state == State::Delivered {
            self.call(number, GRANTED);
        }
    }

    fn hand_over(&mut self, number: usize) {
        let request = self.requests[number].clone();
        let target = request.target.as_str();
        if request.is_about_held() {
            self.deliver_extension(number, &request);
            return;
        }
        self.welcome(&request.package, target);
        let received = self.may_receive(&request.package, target);
        let assignment = self.assignments.len();
        self.requests[number].assignment = Some(assignment);
        self.assignments.push(Assignment {
            id: String::new(),
            request: number,
            package: request.package.clone(),
            policy: request.policy.clone(),
            target: target.to_owned(),
            state: Held::Failed,
            start: self.now,
            end: Self::end_wanted(&request, self.now),
            leaves: None,
            expired: None,
            grants: Vec::new(),
            answers: request.answers.clone(),
        });
        self.requests[number].obstacle = self.barred_by(&request.package, target);
        let state = if received {
            self.give_all(assignment)
        } else {
            State::Failed
        };
        self.finish(number, state);
    }

    /// Invites a stranger, or lets a guest in again whose access had ended, unless delivery fails
    /// for another reason.
    pub(super) fn welcome(&mut self, package: &str, name: &str) {
        let barred = !self.domain_allowed(name) || self.conflicts(package, name);
        let person = self.people.get_mut(name).unwrap();
        if barred {
            return;
        }
        if person.kind == Kind::Outsider {
            person.kind = Kind::Guest;
            person.governed = true;
            person.redeemed &= person.deleted.take().is_some();
        }
        if person.blocked_here {
            person.enabled = true;
            person.blocked_here = false;
        }
        person.delete_at = None;
    }

    /// Moves the end of an assignment, never to an earlier instant.
    fn deliver_extension(&mut self, number: usize, request: &Request) {
        let changes = request.changes_answers();
        if !changes && self.conflicts(&request.package, &request.target) {
            self.finish(number, State::Failed);
            return;
        }
        let held = request.assignment.unwrap();
        if !request.answers.is_empty() {
            self.assignments[held].answers.clone_from(&request.answers);
        }
        if changes {
            self.finish(number, State::Delivered);
            return;
        }
        let end = Self::end_wanted(request, self.now);
        let assignment = &mut self.assignments[held];
        assignment.end = match (assignment.end, end) {
            (Some(present), Some(end)) => Some(present.max(end)),
            _ => None,
        };
        self.finish(number, State::Delivered);
    }

    /// Tells whether delivery to somebody can succeed: the account is there and enabled, the domain
    /// let in, and nothing excludes the package.
    pub(super) fn may_receive(&self, package: &str, target: &str) -> bool {
        self.is_active(target) && self.domain_allowed(target) && !self.conflicts(package, target)
    }

    /// Gives every role of the package and says how that went.
    pub(super) fn give_all(&mut self, assignment: usize) -> State {
        let package = self.assignments[assignment].package.clone();
        for (group, role) in self.packages[&package].roles.clone() {
            self.give(assignment, &group, &role);
        }
        self.settled(assignment)
    }

    /// Settles an assignment and says what that makes of its request.
    pub(super) fn settled(&mut self, assignment: usize) -> State {
        self.settle(assignment);
        match self.assignments[assignment].state {
            Held::Delivered => State::Delivered,
            Held::Partial => State::Partial,
            Held::Failed | Held::Expired => State::Failed,
        }
    }

    /// Gives one role, unless the account or the group is gone.
    pub(super) fn give(&mut self, assignment: usize, group: &str, role: &str) {
        let target = self.assignments[assignment].target.clone();
        let given = if !self.is_active(&target) {
            Given::NoAccount
        } else if self.groups[group].deleted.is_some() {
            Given::NoGroup
        } else {
            self.set_role(group, role, &target, true);
            Given::Yes
        };
        let grants = &mut self.assignments[assignment].grants;
        grants.retain(|grant| (grant.group.as_str(), grant.role.as_str()) != (group, role));
        grants.push(Grant {
            group: group.to_owned(),
            role: role.to_owned(),
            given,
        });
    }

    /// Says what state an assignment is in from what it gave.
    pub(super) fn settle(&mut self, assignment: usize) {
        let grants = &self.assignments[assignment].grants;
        let given = grants.iter().filter(|grant| grant.is_fulfilled()).count();
        self.assignments[assignment].state = match (given, grants.len()) {
            (given, all) if given == all => Held::Delivered,
            (0, _) => Held::Failed,
            _ => Held::Partial,
        };
    }

    pub(super) fn set_role(&mut self, group: &str, role: &str, name: &str, on: bool) {
        let group = self.groups.get_mut(group).unwrap();
        let holders = if role == "Owner" {
            &mut group.owners
        } else {
            &mut group.members
        };
        if on {
            holders.insert(name.to_owned());
        } else {
            holders.remove(name);
        }
    }

    /// Takes a role away unless another active assignment gives it too.
    pub(super) fn revoke(&mut self, assignment: usize, group: &str, role: &str) {
        let target = self.assignments[assignment].target.clone();
        let still_given = self.assignments.iter().enumerate().any(|(other, record)| {
            other != assignment
                && record.is_active()
                && record.target == target
                && record.grants.iter().any(|grant| {
                    grant.is_fulfilled()
                        && (grant.group.as_str(), grant.role.as_str()) == (group, role)
                })
        });
        if !still_given {
            self.set_role(group, role, &target, false);
        }
    }

    /// Ends an assignment by a request of its own.
    pub(super) fn end(&mut self, kind: &'static str, requestor: Option<&str>, assignment: usize) {
        let record = self.assignments[assignment].clone();
        let removal = self.requests.len();
        self.requests.push(Request {
            id: String::new(),
            kind,
            package: record.package.clone(),
            policy: record.policy.clone(),
            requestor: requestor.map(ToOwned::to_owned),
            target: record.target.clone(),
            of_stranger: false,
            start: None,
            expiration: serde_json::Value::Null,
            policy_expiration: serde_json::Value::Null,
            stages: Vec::new(),
            opened: Vec::new(),
            state: State::Delivered,
            obstacle: None,
            stopped: None,
            created: self.now,
            completed: Some(self.now),
            assignment: Some(assignment),
            answers: Vec::new(),
            purged: false,
        });
        // A group that is gone may come back: what was given there goes as well.
        let given = |grant: &&Grant| grant.given != Given::NoAccount;
        for grant in record.grants.iter().filter(given) {
            self.revoke(assignment, &grant.group, &grant.role);
        }
        self.assignments[assignment].state = Held::Expired;
        self.assignments[assignment].expired = Some(self.now);
        let pending: Vec<usize> = (0..self.requests.len())
            .filter(|number| {
                let request = &self.requests[*number];
                request.state.is_open() && request.assignment == Some(assignment)
            })
            .collect();
        for number in pending {
            self.finish(number, State::Canceled);
        }
        self.call(removal, REMOVED);
        self.guest_may_go(&record.target);
    }

    /// Blocks a governed guest who holds nothing any more.
    fn guest_may_go(&mut self, name: &str) {
        let holds = self
            .assignments
            .iter()
            .any(|assignment| assignment.is_active() && assignment.target == name);
        let now = self.now;
        let person = self.people.get_mut(name).unwrap();
        if person.kind == Kind::Guest && person.governed && !holds && person.deleted.is_none() {
            person.blocked_here |= person.enabled;
            person.enabled = false;
            person.delete_at = Some(now + 30 * super::world::DAY);
        }
    }
}
