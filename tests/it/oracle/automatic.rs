//! Whom a rule gives a package, from whom it takes it, and what that leads to.
//!
//! Nobody is asked about before something changed that the judgment reads: what everybody is to
//! every rule is written down before and after, and held against each other.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::facts::{Facts, Pair, concerns};
use super::reading::items;
use super::rules::{self, rule_of};
use super::workflows::{APPROVED, CREATED};
use super::world::{Held, Instant, Kind, Policy, Request, State, World, seconds, text};

/// Why a rule does not give somebody a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Obstacle {
    Domain,
    Account,
    Conflict(String),
}

impl Policy {
    /// Returns the rule and its settings while the policy assigns by them.
    pub(super) fn assigning(&self) -> Option<Value> {
        let on = !self.gone && self.is_enabled();
        let rule = rule_of(&self.body).filter(|_| on)?;
        Some(json!([rule, self.body["automaticRequestSettings"]]))
    }

    /// Tells whether a workflow is called that can stop what the policy gives.
    pub(super) fn is_held_up(&self) -> bool {
        let mut called = items(&self.body, "customExtensionStageSettings").iter();
        called.any(|it| [CREATED, APPROVED].contains(&text(it, "stage")))
    }

    pub(super) fn is_automatic(&self) -> bool {
        rule_of(&self.body).is_some()
    }
}

impl World {
    /// Tells whether somebody has an account that was not deleted.
    pub(super) fn is_account(&self, name: &str) -> bool {
        let person = self.person(name);
        person.kind != Kind::Outsider && person.deleted.is_none() && !person.purged
    }

    /// Tells whether the rule of a policy admits somebody now.
    pub(super) fn rule_admits(&self, policy: &Policy, name: &str) -> bool {
        let rule = rule_of(&policy.body);
        let person = self.person(name);
        rule.is_some_and(|rule| self.is_account(name) && rules::admits(rule, person, self.now))
    }

    /// Lets rules follow what has changed since `before`, and scopes that access ends with.
    pub(super) fn follow(&mut self, mut before: BTreeMap<Pair, Facts>) {
        let mut attempts = BTreeSet::new();
        loop {
            let facts = self.facts();
            let outside = self.outside();
            if facts == before && outside.is_empty() {
                return;
            }
            let changed = facts.iter().filter(|(pair, new)| {
                let old = before.get(*pair);
                concerns(old, new)
            });
            let mut judged: Vec<Pair> = changed.map(|(pair, _)| pair.clone()).collect();
            judged.sort_by_key(|(ruled, _)| self.place(ruled));
            let ended = facts.keys().filter(|pair| {
                let held = before.get(*pair).and_then(|old| old.held);
                held.is_some_and(|held| self.assignments[held].state == Held::Expired)
            });
            let ended: Vec<Pair> = ended.cloned().collect();
            before = facts;
            for pair in judged {
                self.judge_by_rule(&pair, &mut attempts);
            }
            for assignment in outside {
                if self.assignments[assignment].is_active() {
                    self.note("access ends with the scope of its policy");
                    self.end("systemRemove", None, assignment);
                }
            }
            for (policy, name) in ended {
                let record = &self.policies[&policy];
                let gives = |terms: Value| terms[1]["requestAccessForAllowedTargets"] != false;
                let comes_back = record.assigning().is_some_and(gives)
                    && self.rule_admits(record, &name)
                    && self.held(&record.package, &name).is_none();
                if comes_back {
                    self.note("what a rule gives is to come back");
                    self.soon.insert((policy, name));
                }
            }
        }
    }

    /// Lists access whose holder left the scope of a policy that it ends with.
    fn outside(&self) -> Vec<usize> {
        let held = self.assignments.iter().enumerate();
        let outside = held.filter(|(_, held)| {
            let policy = &self.policies[&held.policy];
            held.is_active()
                && policy.scope() == "specificDirectoryUsers"
                && policy.lets("removeAccessWhenTargetLeavesAllowedTargets")
                && !policy.is_automatic()
                && !self.matches(policy, &held.target)
        });
        outside.map(|(number, _)| number).collect()
    }

    /// Says which rule is asked first: groups are filled before anything is given.
    fn place(&self, ruled: &str) -> (bool, String) {
        match self.groups.get(ruled) {
            Some(group) => (false, group.id.clone()),
            None => (true, self.policies[ruled].id.clone()),
        }
    }

    /// Lets the rule of a group decide whether somebody is in it.
    fn judge_membership(&mut self, group: &str, name: &str) {
        let record = &self.groups[group];
        let Some(rule) = record.rule.clone().filter(|_| record.deleted.is_none()) else {
            return;
        };
        let admits = self.is_account(name) && rules::admits(&rule, self.person(name), self.now);
        let members = &mut self.groups.get_mut(group).unwrap().members;
        let changed = if admits {
            members.insert(name.to_owned())
        } else {
            members.remove(name)
        };
        if changed {
            self.note(if admits {
                "somebody joins a group by its rule"
            } else {
                "somebody leaves a group by its rule"
            });
        }
    }

    /// Lets an automatic policy decide about somebody.
    fn judge_by_rule(&mut self, pair: &Pair, attempts: &mut BTreeSet<Pair>) {
        let (key, name) = pair;
        if self.groups.contains_key(key) {
            self.judge_membership(key, name);
            return;
        }
        self.soon.remove(pair);
        let policy = self.policies[key].clone();
        let held = self.held(&policy.package, name);
        let settings = policy.assigning().map(|terms| terms[1].clone());
        let takes = settings.as_ref().is_some_and(|settings| {
            settings["removeAccessWhenTargetLeavesAllowedTargets"] != false
        });
        let Some(settings) = settings.filter(|_| self.is_account(name)) else {
            if let Some(held) = held.filter(|_| !takes) {
                self.assignments[held].leaves = None;
            }
            return;
        };
        let admits = self.rule_admits(&policy, name);
        if let Some(held) = held {
            if self.assignments[held].policy != *key {
                return;
            }
            let grace = seconds(text(&settings, "gracePeriodBeforeAccessRemoval"));
            let leaves = self.assignments[held].leaves;
            if leaves.is_some() && (admits || !takes) {
                self.note("a grace period is called off");
            }
            if admits || !takes {
                self.assignments[held].leaves = None;
            } else if leaves.is_none() && grace == 0 {
                self.note("a rule takes access at once");
                self.end("systemRemove", None, held);
            } else {
                if leaves.is_none() {
                    self.note("a grace period begins");
                }
                self.assignments[held].leaves = leaves.or(Some(self.now + grace));
            }
        } else if admits && settings["requestAccessForAllowedTargets"] != false {
            self.give_by_rule(pair, &policy, attempts);
        }
    }

    /// Files what a rule gives, or why it cannot; the same reason is told once.
    fn give_by_rule(&mut self, pair: &Pair, policy: &Policy, attempts: &mut BTreeSet<Pair>) {
        let (key, name) = pair;
        let package = policy.package.as_str();
        let waits = self.open_request(package, name).is_some();
        if waits || self.stopped_by_workflow(package, name) {
            return;
        }
        let obstacle = self.obstacle(package, name);
        if obstacle.is_some() && self.was_told(package, name, obstacle.as_ref()) {
            self.note("what stands in the way of a rule is not told of again");
            return;
        }
        if obstacle.is_none() && !attempts.insert(pair.clone()) {
            return;
        }
        if obstacle.is_none() && self.was_told(package, name, Some(&Obstacle::Domain)) {
            self.note("a rule gives what a domain stood in the way of");
        }
        if obstacle.is_none() && self.is_forgotten(package, name) {
            self.note("a rule gives what a workflow stopped, of which there is no record");
        }
        let number = self.requests.len();
        self.requests.push(Request {
            id: String::new(),
            kind: "systemAdd",
            package: package.to_owned(),
            policy: key.clone(),
            requestor: None,
            target: name.clone(),
            of_stranger: false,
            start: None,
            expiration: Value::Null,
            policy_expiration: policy.expiration().clone(),
            stages: Vec::new(),
            opened: Vec::new(),
            state: State::Waiting { step: CREATED },
            obstacle: obstacle.clone(),
            stopped: None,
            created: self.now,
            completed: None,
            assignment: None,
            answers: Vec::new(),
            purged: false,
        });
        self.note(what_a_rule_does(obstacle.as_ref()));
        if obstacle.is_some() {
            self.finish(number, State::Failed);
        } else {
            self.pass(number, CREATED);
        }
    }

    /// Tells whether a workflow kept a package from somebody, and the record of that is gone.
    fn is_forgotten(&self, package: &str, name: &str) -> bool {
        let mut gone = self.requests.iter().filter(|it| it.purged);
        gone.any(|it| {
            let of_both = it.package == package && it.target == name;
            of_both && it.kind == "systemAdd" && it.stopped.is_some()
        })
    }

    /// Says what keeps somebody from getting a package.
    fn obstacle(&self, package: &str, name: &str) -> Option<Obstacle> {
        if !self.domain_allowed(name) {
            Some(Obstacle::Domain)
        } else if !self.is_active(name) {
            Some(Obstacle::Account)
        } else {
            self.conflict(package, name).map(Obstacle::Conflict)
        }
    }

    /// Says what stands in the way of a delivery as a whole.
    pub(super) fn barred_by(&self, package: &str, name: &str) -> Option<Obstacle> {
        if self.may_receive(package, name) {
            None
        } else if self.domain_allowed(name) && !self.is_active(name) {
            Some(Obstacle::Account)
        } else {
            let conflict = self.conflict(package, name).map(Obstacle::Conflict);
            conflict.or(Some(Obstacle::Domain))
        }
    }

    /// Returns what excludes a package for somebody: access before groups, each in the program's
    /// order.
    fn conflict(&self, package: &str, name: &str) -> Option<String> {
        let found = self.all_conflicts(package, name).into_iter();
        let place = |other: &String| match self.packages.get(other) {
            Some(package) => (false, package.id.clone()),
            None => (true, self.groups[other].id.clone()),
        };
        let other = found.min_by_key(place)?;
        match self.packages.get(&other) {
            Some(_) => self.held(&other, name).map(|held| format!("held {held}")),
            None => Some(other),
        }
    }

    /// Tells whether the last that a rule did about a package and somebody was to fail for this.
    fn was_told(&self, package: &str, name: &str, obstacle: Option<&Obstacle>) -> bool {
        let last = self.last_about(package, name);
        last.iter().any(|request| {
            request.kind == "systemAdd"
                && request.state == State::Failed
                && request.obstacle.as_ref() == obstacle
        })
    }

    /// Lists when the rules have to be asked about somebody again, since time matters to them.
    pub(super) fn rule_turns(&self) -> Vec<(Instant, Pair)> {
        let soon = self.soon.iter().map(|pair| (self.now, pair.clone()));
        let mut turns: Vec<(Instant, Pair)> = soon.collect();
        let mut turning: Vec<(&String, &str)> = Vec::new();
        for (key, policy) in &self.policies {
            let rule = rule_of(&policy.body).filter(|rule| rule.contains("system.now"));
            let Some(rule) = rule.filter(|_| policy.assigning().is_some()) else {
                continue;
            };
            turning.push((key, rule));
        }
        for (group, record) in self.groups.iter().filter(|(_, it)| it.deleted.is_none()) {
            let rule = record.rule.as_deref();
            turning.extend(
                rule.filter(|rule| rule.contains("system.now"))
                    .map(|rule| (group, rule)),
            );
        }
        for (key, rule) in turning {
            for (name, person) in &self.people {
                if self.is_account(name) {
                    let ahead = rules::turns(rule, person).into_iter();
                    let ahead = ahead.filter(|at| *at > self.turned);
                    turns.extend(ahead.map(|at| (at, (key.clone(), name.clone()))));
                }
            }
        }
        turns
    }

    /// Asks the rules again whose time has come.
    pub(super) fn turn_rules(&mut self) {
        let due = self.rule_turns().into_iter();
        let due: BTreeSet<Pair> = due
            .filter(|(at, _)| *at <= self.now)
            .map(|(_, pair)| pair)
            .collect();
        self.turned = self.now;
        let mut attempts = BTreeSet::new();
        let mut due: Vec<Pair> = due.into_iter().collect();
        due.sort_by_key(|(ruled, _)| self.place(ruled));
        for pair in due {
            self.note(if self.groups.contains_key(&pair.0) {
                "time has the rule of a group asked again"
            } else {
                "time has a rule asked again"
            });
            self.judge_by_rule(&pair, &mut attempts);
        }
    }
}

/// Says what comes of a rule that admits somebody.
fn what_a_rule_does(obstacle: Option<&Obstacle>) -> &'static str {
    match obstacle {
        None => "a rule gives access",
        Some(Obstacle::Domain) => "a domain stands in the way of a rule",
        Some(Obstacle::Account) => "an account stands in the way of a rule",
        Some(Obstacle::Conflict(_)) => "other access stands in the way of a rule",
    }
}

impl Request {
    /// Tells whether somebody asked for new access by this, for themselves or for others.
    pub(super) fn is_asked_add(&self) -> bool {
        ["userAdd", "onBehalfAdd", "adminAdd"].contains(&self.kind)
    }

    /// Tells whether this gives new access.
    pub(super) fn is_add(&self) -> bool {
        self.is_asked_add() || self.kind == "systemAdd"
    }
}
