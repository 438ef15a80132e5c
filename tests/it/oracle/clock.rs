//! What time alone does.

use std::collections::BTreeMap;

use super::delegation::Leg;
use super::reviews::Phase;
use super::world::{DAY, Instant, Kind, Person, State, World};

/// What can become due, in the order in which it happens within one instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    CallGivenUp,
    DelegationEnd,
    DelegationStart,
    Escalation,
    TimeOut,
    Start,
    FourteenDayNotice,
    OneDayNotice,
    Expiry,
    RuleTurn,
    GraceEnd,
    ReviewStart,
    ReviewReminder,
    ReviewEnd,
    ReviewApply,
    GuestDeletion,
    AccountPurge,
    GroupPurge,
    Purge,
}

/// To what something becomes due.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Object {
    Number(usize),
    Name(String),
}

/// When something is due, what it is, and of what: first by its identifier, then by its place.
type Coming = (Instant, Due, String, Object);

impl World {
    /// Moves the clock; what becomes due on the way happens at its own instant.
    pub(super) fn advance(&mut self, by: Instant) {
        let until = self.now + by;
        while let Some((at, due, _, object)) = self.next_due().filter(|due| due.0 <= until) {
            self.now = self.now.max(at);
            let before = self.facts();
            match (due, object) {
                (Due::DelegationEnd, Object::Number(number)) => self.end_delegation(number),
                (Due::DelegationStart, Object::Number(number)) => self.begin_delegation(number),
                (Due::Escalation, Object::Number(number)) => self.escalate(number),
                (Due::TimeOut, Object::Number(number)) => self.finish(number, State::TimedOut),
                (Due::Start, Object::Number(number)) => self.deliver(number),
                (Due::FourteenDayNotice, Object::Number(number)) => self.announce(number, 14),
                (Due::OneDayNotice, Object::Number(number)) => self.announce(number, 1),
                (Due::Expiry, Object::Number(number)) => self.end("systemRemove", None, number),
                (Due::GraceEnd, Object::Number(number)) => {
                    self.note("a grace period is over");
                    self.end("systemRemove", None, number);
                }
                (Due::RuleTurn, _) => self.turn_rules(),
                (Due::CallGivenUp, Object::Number(number)) => self.give_call_up(number),
                (Due::ReviewStart, Object::Number(number)) => self.open_review(number),
                (Due::ReviewReminder, Object::Number(number)) => self.remind_reviewers(number),
                (Due::ReviewEnd, Object::Number(number)) => self.close_review(number),
                (Due::ReviewApply, Object::Number(number)) => self.apply_review(number),
                (Due::Purge, Object::Number(number)) => self.requests[number].purged = true,
                (Due::AccountPurge, Object::Name(name))
                    if self.people[&name].kind == Kind::Member =>
                {
                    self.purge_member(&name);
                }
                (Due::AccountPurge, Object::Name(name)) => self.purge_account(&name),
                (Due::GroupPurge, Object::Name(name)) => self.purge_group(&name),
                (_, Object::Name(name)) => self.delete_guest(&name),
                (Due::GuestDeletion | Due::AccountPurge | Due::GroupPurge, Object::Number(_)) => {}
            }
            self.follow(before);
        }
        self.now = until;
        self.turned = until;
    }

    /// Returns the instant at which time does something next.
    pub(super) fn next_instant(&self) -> Option<Instant> {
        self.next_due().map(|due| due.0)
    }

    fn next_due(&self) -> Option<Coming> {
        let mut due = self.due_requests();
        due.extend(self.due_assignments());
        due.extend(self.due_calls_and_reviews());
        due.extend(self.due_delegations());
        if let Some((at, (_, name))) = self.rule_turns().into_iter().min() {
            due.push((at, Due::RuleTurn, String::new(), Object::Name(name)));
        }
        due.extend(self.due_people_and_groups());
        due.into_iter().min()
    }

    fn due_requests(&self) -> Vec<Coming> {
        let mut due = Vec::new();
        for (number, request) in self.requests.iter().enumerate() {
            let mut at = |at: Instant, kind: Due| {
                due.push((at, kind, request.id.clone(), Object::Number(number)));
            };
            if let Some((escalation, time_out)) = self.stage_times(number) {
                at(time_out, Due::TimeOut);
                if let Some(escalation) = escalation {
                    at(escalation, Due::Escalation);
                }
            }
            if let State::Scheduled { start } = request.state {
                at(start, Due::Start);
            }
            if let Some(completed) = request.completed.filter(|_| !request.purged) {
                at(completed + 90 * DAY, Due::Purge);
            }
        }
        due
    }

    fn due_assignments(&self) -> Vec<Coming> {
        let mut due = Vec::new();
        for (number, assignment) in self.assignments.iter().enumerate() {
            if let Some(end) = assignment.end.filter(|_| assignment.is_active()) {
                due.push((
                    end,
                    Due::Expiry,
                    assignment.id.clone(),
                    Object::Number(number),
                ));
            }
        }
        for (number, assignment) in self.assignments.iter().enumerate() {
            if let Some((at, days)) = assignment.next_notice().filter(|_| assignment.is_active()) {
                let kind = if days == 1 {
                    Due::OneDayNotice
                } else {
                    Due::FourteenDayNotice
                };
                due.push((at, kind, assignment.id.clone(), Object::Number(number)));
            }
            if let Some(at) = assignment.leaves.filter(|_| assignment.is_active()) {
                let id = assignment.id.clone();
                due.push((at, Due::GraceEnd, id, Object::Number(number)));
            }
        }
        due
    }

    fn due_calls_and_reviews(&self) -> Vec<Coming> {
        let mut due = Vec::new();
        for number in self.open_calls() {
            let at = self.calls[number].due.unwrap();
            due.push((at, Due::CallGivenUp, String::new(), Object::Number(number)));
        }
        for (number, review) in self.reviews.iter().enumerate() {
            let half = review.start + (review.end - review.start) / 2;
            let (at, kind) = match review.phase {
                Phase::Ahead => (review.start, Due::ReviewStart),
                Phase::Open if !review.reminded => (half, Due::ReviewReminder),
                Phase::Open => (review.end, Due::ReviewEnd),
                Phase::Closed => (review.end, Due::ReviewApply),
                Phase::Done => continue,
            };
            due.push((at, kind, review.id.clone(), Object::Number(number)));
        }
        due
    }

    fn due_delegations(&self) -> Vec<Coming> {
        let mut due = Vec::new();
        for (number, found) in self.delegations.iter().enumerate() {
            let (id, object) = (found.id.clone(), Object::Number(number));
            match found.leg {
                Leg::Planned => due.push((found.start, Due::DelegationStart, id, object)),
                Leg::Active => due.push((found.end, Due::DelegationEnd, id, object)),
                Leg::Ended => {}
            }
        }
        due
    }

    fn due_people_and_groups(&self) -> Vec<Coming> {
        let mut due = Vec::new();
        for (name, person) in &self.people {
            if let Some(at) = person.deleted.filter(|_| !person.purged) {
                let name = Object::Name(name.clone());
                due.push((at + 30 * DAY, Due::AccountPurge, String::new(), name));
            }
            if let Some(at) = person.delete_at {
                due.push((
                    at,
                    Due::GuestDeletion,
                    String::new(),
                    Object::Name(name.clone()),
                ));
            }
        }
        for (name, group) in self.groups.iter().filter(|(_, group)| !group.purged) {
            if let Some(at) = group.deleted {
                let name = Object::Name(name.clone());
                due.push((at + 30 * DAY, Due::GroupPurge, String::new(), name));
            }
        }
        due
    }

    fn delete_guest(&mut self, name: &str) {
        let now = self.now;
        let person = self.people.get_mut(name).unwrap();
        person.delete_at = None;
        person.deleted = Some(now);
        person.kind = Kind::Outsider;
    }
    /// Lets the records name an account by its own name.
    fn rename_in_records(&mut self, name: &str, own: &str) {
        for found in &mut self.delegations {
            for who in [&mut found.approver, &mut found.delegate] {
                if who == name {
                    own.clone_into(who);
                }
            }
        }
        for stage in self.requests.iter_mut().flat_map(|it| &mut it.opened) {
            if stage.asked.remove(name) {
                stage.asked.insert(own.to_owned());
            }
            if stage.decided_by.as_deref() == Some(name) {
                stage.decided_by = Some(own.to_owned());
            }
        }
        for request in self.requests.iter_mut().filter(|made| !made.of_stranger) {
            if request.target == name {
                own.clone_into(&mut request.target);
            }
            if request.requestor.as_deref() == Some(name) {
                request.requestor = Some(own.to_owned());
            }
        }
        for assignment in &mut self.assignments {
            if assignment.target == name {
                own.clone_into(&mut assignment.target);
            }
        }
        for review in &mut self.reviews {
            if review.contacted.remove(name) {
                review.contacted.insert(own.to_owned());
            }
            for item in &mut review.items {
                if item.principal == name {
                    own.clone_into(&mut item.principal);
                }
                if item.by.as_deref() == Some(name) {
                    item.by = Some(own.to_owned());
                }
            }
        }
    }

    /// Forgets whose account it was: the records keep the account's own name, and the stranger is
    /// as if they had never had it.
    fn purge_account(&mut self, name: &str) {
        let mut account = self.people.remove(name).unwrap();
        account.purged = true;
        let stranger = Person {
            kind: Kind::Outsider,
            enabled: true,
            deleted: None,
            governed: false,
            purged: false,
            attributes: BTreeMap::new(),
            signed_in: None,
            ..account.clone()
        };
        self.people.insert(name.to_owned(), stranger);
        let own = own_name(name);
        self.end_delegations_of(name);
        self.rename_in_records(name, &own);
        for group in self.groups.values_mut() {
            group.members.remove(name);
            group.owners.remove(name);
        }
        for thing in self.things.values_mut() {
            thing.holders.retain(|(_, holder)| holder != name);
        }
        self.people.insert(own, account);
    }
}

/// Returns what a guest's own account is called once nobody signs in to it any more.
pub(super) fn own_name(name: &str) -> String {
    let local = name.replace('@', "_");
    format!("{local}#EXT#@woodgrovebank.onmicrosoft.com")
}
