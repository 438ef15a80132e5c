//! What the judgments of rules read, written down so that before and after can be held against each
//! other.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::rules::{self, rule_of};
use super::world::{Kind, Policy, Request, World};

/// A rule, by what it is of, and somebody.
pub(super) type Pair = (String, String);

/// What a rule's judgment of somebody reads.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Facts {
    /// By what the policy assigns; nothing when it is off or gone.
    pub(super) terms: Option<Value>,
    reads: Vec<Value>,
    live: bool,
    active: bool,
    /// Which domains are let in, for guests.
    domains: Option<(String, BTreeSet<String>)>,
    excludes: BTreeSet<String>,
    conflicts: BTreeSet<String>,
    /// How many requests for the package are over.
    over: usize,
    /// Whether a workflow keeps it back, or may have done so.
    kept_back: bool,
    pub(super) held: Option<usize>,
}

impl Facts {
    const fn nothing() -> Self {
        Self {
            terms: None,
            reads: Vec::new(),
            live: false,
            active: false,
            domains: None,
            excludes: BTreeSet::new(),
            conflicts: BTreeSet::new(),
            over: 0,
            kept_back: false,
            held: None,
        }
    }
}

impl World {
    /// Writes down what everybody is to every rule.
    pub(super) fn facts(&self) -> BTreeMap<Pair, Facts> {
        let mut facts = BTreeMap::new();
        for (key, policy) in self.policies.iter().filter(|(_, it)| it.is_automatic()) {
            let read = rule_of(&policy.body).map(rules::names).unwrap_or_default();
            for name in self.people.keys() {
                let of_one = self.facts_of(policy, &read, name);
                facts.insert((key.clone(), name.clone()), of_one);
            }
        }
        for (group, record) in &self.groups {
            let live = record.deleted.is_none();
            let Some(rule) = record.rule.as_ref().filter(|_| live) else {
                continue;
            };
            let read = rules::names(rule);
            for (name, person) in &self.people {
                let live = self.is_account(name);
                let mut of_one = Facts::nothing();
                of_one.terms = Some(json!(rule));
                of_one.live = live;
                if live {
                    of_one.reads = rules::read(&read, person);
                }
                facts.insert((group.clone(), name.clone()), of_one);
            }
        }
        facts
    }

    fn facts_of(&self, policy: &Policy, read: &[String], name: &str) -> Facts {
        let person = self.person(name);
        let package = policy.package.as_str();
        let terms = policy.assigning();
        let record = &self.packages[package];
        let live = self.is_account(name);
        let reads = live.then(|| rules::read(read, person));
        let over = |request: &&Request| {
            request.is_asked_add()
                && !request.state.is_open()
                && request.package == package
                && request.target == name
        };
        let groups = record.incompatible_groups.iter();
        let packages = record.incompatible_packages.iter();
        Facts {
            terms,
            reads: reads.unwrap_or_default(),
            live,
            active: live && person.enabled,
            domains: (person.kind == Kind::Guest)
                .then(|| (self.b2b_mode.clone(), self.b2b_domains.clone())),
            excludes: groups.chain(packages).cloned().collect(),
            conflicts: self.all_conflicts(package, name),
            over: self.requests.iter().filter(over).count(),
            kept_back: policy.is_held_up() || self.stopped_by_workflow(package, name),
            held: self.held(package, name),
        }
    }

    pub(super) fn all_conflicts(&self, package: &str, name: &str) -> BTreeSet<String> {
        let record = &self.packages[package];
        let packages = record.incompatible_packages.iter();
        let packages = packages.filter(|other| self.held(other, name).is_some());
        let mut found: BTreeSet<String> = packages.cloned().collect();
        if !record.incompatible_groups.is_empty() {
            let groups = self.groups_of(name);
            found.extend(record.incompatible_groups.intersection(&groups).cloned());
        }
        found
    }
}

/// Tells whether what a judgment reads has changed so that it has to be made again.
pub(super) fn concerns(old: Option<&Facts>, new: &Facts) -> bool {
    let nobody = Facts::nothing();
    let old = old.unwrap_or(&nobody);
    if old.terms != new.terms {
        return true;
    }
    let other_domains =
        old.domains.is_some() && new.domains.is_some() && old.domains != new.domains;
    new.terms.is_some()
        && (old.live != new.live
            || old.reads != new.reads
            || old.active != new.active
            || other_domains
            || !old.excludes.is_subset(&new.excludes)
            || !old.conflicts.is_subset(&new.conflicts)
            || old.over < new.over
            || old.kept_back && !new.kept_back)
}
