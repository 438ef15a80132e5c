//! What becomes of a request that was let through: it waits, is delivered or fails, and what was
//! given ends.

use super::objects::Sort;
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
            end_set: self.now,
            announced: None,
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
        self.conclude(number, state);
    }

    /// Finishes a request whose delivery is over, and leaves one open of which something waits.
    pub(super) fn conclude(&mut self, number: usize, state: State) {
        if state == State::Delivering {
            self.note("a delivery waits for a guest");
            self.requests[number].state = state;
            self.requests[number].completed = None;
        } else {
            self.finish(number, state);
        }
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
            let before = self.assignments[held].answers.clone();
            let answers = self.furnish(held, request.answers.clone(), &before);
            self.assignments[held].answers = answers;
        }
        if changes {
            self.finish(number, State::Delivered);
            return;
        }
        let end = Self::end_wanted(request, self.now);
        let mut happened = "access is extended";
        let assignment = &mut self.assignments[held];
        assignment.end = match (assignment.end, end) {
            (Some(present), Some(end)) => Some(present.max(end)),
            _ => None,
        };
        if assignment.announced.take().is_some() {
            happened = "access is extended whose end was announced";
        }
        assignment.end_set = self.now;
        self.note(happened);
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
        for (object, role) in self.packages[&package].roles.clone() {
            self.give(assignment, &object, &role);
        }
        self.settled(assignment)
    }

    /// Settles an assignment and says what that makes of its request.
    pub(super) fn settled(&mut self, assignment: usize) -> State {
        self.settle(assignment);
        if self.assignments[assignment].is_delivered() {
            let answers = self.assignments[assignment].answers.clone();
            let answers = self.furnish(assignment, answers, &Vec::new());
            self.assignments[assignment].answers = answers;
        }
        match self.assignments[assignment].state {
            Held::Delivering => State::Delivering,
            Held::Delivered => State::Delivered,
            Held::Partial => State::Partial,
            Held::Failed | Held::Expired => State::Failed,
        }
    }

    /// Gives one role, or says what is in the way; whoever has it by this keeps it, whatever keeps
    /// others from getting it.
    pub(super) fn give(&mut self, assignment: usize, object: &str, role: &str) {
        let target = self.assignments[assignment].target.clone();
        let mut given = if self.is_active(&target) {
            self.barred_from(object, role, &target)
        } else {
            Given::NoAccount
        };
        let grants = &mut self.assignments[assignment].grants;
        let known = grants
            .iter()
            .position(|grant| (grant.object.as_str(), grant.role.as_str()) == (object, role));
        let before = known.map(|known| grants.remove(known).given);
        let bars_newcomers = matches!(given, Given::SwitchedOff | Given::NotShared | Given::Waits);
        if bars_newcomers && before == Some(Given::Yes) && self.is_in(object, role, &target) {
            self.note("what bars others leaves a holder alone");
            given = Given::Yes;
        }
        if given == Given::Yes {
            self.set_role(object, role, &target, true);
        }
        let things = self.things.get(object);
        match (given, things.map(|thing| thing.sort)) {
            (Given::NotShared, None) => self.note("a group is not shared with a guest"),
            (Given::NotShared, Some(_)) => self.note("a site is not shared with a guest"),
            (Given::Yes, Some(Sort::DirectoryRole)) => {
                self.note("a role over the directory is given");
            }
            (_, _) => {}
        }
        self.assignments[assignment].grants.push(Grant {
            object: object.to_owned(),
            role: role.to_owned(),
            given,
        });
    }

    /// Says what state an assignment is in from what it gave.
    pub(super) fn settle(&mut self, assignment: usize) {
        let grants = &self.assignments[assignment].grants;
        let given = grants.iter().filter(|grant| grant.is_fulfilled()).count();
        let mut waiting = grants.iter().filter(|grant| grant.given == Given::Waits);
        self.assignments[assignment].state = match (given, grants.len()) {
            _ if waiting.next().is_some() => Held::Delivering,
            (given, all) if given == all => Held::Delivered,
            (0, _) => Held::Failed,
            _ => Held::Partial,
        };
    }

    /// Goes on with what waited for a guest, who has just signed in for the first time.
    pub(super) fn resume(&mut self, name: &str) {
        for number in 0..self.assignments.len() {
            let record = self.assignments[number].clone();
            let mut waiting = record.grants.iter();
            let waits = waiting.any(|grant| grant.given == Given::Waits);
            if !record.is_active() || record.target != name || !waits {
                continue;
            }
            self.note("a guest gets what waited");
            for grant in record.grants.iter().filter(|it| it.given == Given::Waits) {
                self.give(number, &grant.object, &grant.role);
            }
            self.settle_rest(number);
        }
    }

    /// Closes a delivery of which nothing waits any more.
    pub(super) fn settle_rest(&mut self, assignment: usize) {
        let number = self.assignments[assignment].request;
        let request = &self.requests[number];
        if request.purged || request.state != State::Delivering {
            self.complete(assignment);
            return;
        }
        let state = self.settled(assignment);
        self.conclude(number, state);
        self.tell_of(number);
    }

    /// Closes the delivery of something that is about to end: what was given counts.
    fn give_up_waiting(&mut self, assignment: usize) {
        let record = &self.assignments[assignment];
        let number = record.request;
        if self.requests[number].state == State::Delivering {
            let some = record.grants.iter().any(Grant::is_fulfilled);
            self.note("access ends that waited for a guest");
            self.finish(number, if some { State::Partial } else { State::Failed });
        }
    }

    pub(super) fn set_role(&mut self, object: &str, role: &str, name: &str, on: bool) {
        if let Some(thing) = self.things.get_mut(object) {
            let held = (role.to_owned(), name.to_owned());
            if on {
                thing.holders.insert(held);
            } else {
                thing.holders.remove(&held);
            }
            return;
        }
        let group = self.groups.get_mut(object).unwrap();
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

    /// Tells whether somebody is in a role on an object.
    pub(super) fn is_in(&self, object: &str, role: &str, name: &str) -> bool {
        match (self.things.get(object), role) {
            (Some(thing), _) => thing.holders.contains(&(role.to_owned(), name.to_owned())),
            (None, "Owner") => self.groups[object].owners.contains(name),
            (None, _) => self.groups[object].members.contains(name),
        }
    }

    /// Takes a role away unless another active assignment gives it too.
    pub(super) fn revoke(&mut self, assignment: usize, object: &str, role: &str) {
        let target = self.assignments[assignment].target.clone();
        let still_given = self.assignments.iter().enumerate().any(|(other, record)| {
            other != assignment
                && record.is_active()
                && record.target == target
                && record.grants.iter().any(|grant| {
                    grant.is_fulfilled()
                        && (grant.object.as_str(), grant.role.as_str()) == (object, role)
                })
        });
        if !still_given {
            self.set_role(object, role, &target, false);
        }
    }

    /// Ends an assignment by a request of its own.
    pub(super) fn end(&mut self, kind: &'static str, requestor: Option<&str>, assignment: usize) {
        let record = self.assignments[assignment].clone();
        self.give_up_waiting(assignment);
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
        let given = |grant: &&Grant| grant.was_given();
        for grant in record.grants.iter().filter(given) {
            self.revoke(assignment, &grant.object, &grant.role);
        }
        self.strip(assignment);
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
