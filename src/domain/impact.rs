//! Whom a change touches: who would find a package or no longer find it, who would gain or lose
//! access, and for whom others would decide.
//!
//! Everything follows from the events of the change and from the state on either side of it, so
//! what a preview says is what happens when the change is kept. Only the people whom the events
//! can touch are looked at.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::approvers::{self, Asker};
use crate::domain::draft::Draft;
use crate::domain::eligibility;
use crate::domain::event::{Change, Event};
use crate::domain::id::{Origin, PackageId, Person, UserId};
use crate::domain::policy::AssignmentPolicy;
use crate::domain::resource::ResourceRole;
use crate::domain::separation;
use crate::domain::subject::User;
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;
use crate::domain::walk::Silent;

mod access;
mod commands;
mod touched;

pub use commands::affects;

pub(super) use access::access_changed;

/// Whom a change touches, each person once and in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Affected {
    /// They find a package that they did not find before.
    pub gain_sight: BTreeSet<Person>,
    /// They no longer find a package that they found before.
    pub lose_sight: BTreeSet<Person>,
    /// They get a role that they did not have.
    pub gain_access: BTreeSet<Person>,
    /// They lose a role that they had.
    pub lose_access: BTreeSet<Person>,
    /// They can ask for a package that they could not ask for before.
    pub gain_request: BTreeSet<Person>,
    /// They can no longer ask for a package that they could ask for before.
    pub lose_request: BTreeSet<Person>,
    /// They hold a package and from now on something that excludes it; it stays until it ends.
    pub gain_conflict: BTreeSet<Person>,
    /// They hold a package and no longer anything that excludes it.
    pub lose_conflict: BTreeSet<Person>,
    /// They may ask before and after, but others decide.
    pub approver_changed: BTreeSet<Person>,
}

/// A package and somebody for whom a change may make a difference to it.
type Pair = (PackageId, Person);

/// How things stand for the touched people on one side of a change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Standing(BTreeMap<Pair, Sight>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Sight {
    finds: bool,
    asks: bool,
    /// Whether they hold the package and something that excludes it.
    clashes: bool,
    /// Who would decide, policy by policy and stage by stage; nothing when they may not ask.
    deciders: Option<Vec<Vec<BTreeSet<UserId>>>>,
}

/// Tells whether events edit a package or a policy.
pub fn edits_packages(events: &[Event]) -> bool {
    let mut changes = events.iter().map(|event| &event.change);
    changes.any(|change| matches!(change, Change::Policy(_) | Change::Package(_)))
}

/// Says whom events would touch that were decided at an instant and are not kept.
///
/// Everybody is told once and as whoever they are before the change: somebody from elsewhere who
/// gets a guest account by it, or loses one, stays one person.
pub fn foreseen(tenant: &mut Tenant, now: Timestamp, events: &[Event]) -> Affected {
    let mut touched = identified(tenant, touched::pairs(tenant, now, events));
    let mut draft = Draft::new(tenant);
    for event in events {
        draft.replay(event.clone());
    }
    touched.extend(touched::pairs(&draft, now, events));
    let touched = identified(&draft, touched);
    let after = standing(&draft, now, &touched);
    let access = access(&draft, events);
    drop(draft);
    let before = standing(tenant, now, &touched);
    let mut affected = compare(&before, &after);
    for (person, balance) in access {
        let sums = [
            (balance > 0, &mut affected.gain_access),
            (balance < 0, &mut affected.lose_access),
        ];
        for (_, people) in sums.into_iter().filter(|(counts, _)| *counts) {
            people.insert(person);
        }
    }
    affected.named_in(tenant)
}

/// Names people by who they are elsewhere, which outlasts the account of a guest.
fn identified(tenant: &Tenant, pairs: BTreeSet<Pair>) -> BTreeSet<Pair> {
    let pairs = pairs.into_iter();
    pairs
        .map(|(package, person)| (package, identity(tenant, person)))
        .collect()
}

fn identity(tenant: &Tenant, person: Person) -> Person {
    match person {
        Person::User(_) => tenant.other_identity(person).unwrap_or(person),
        Person::ExternalPerson(_) => person,
    }
}

impl Affected {
    /// Names everybody as whom they act in a tenant.
    fn named_in(mut self, tenant: &Tenant) -> Self {
        for people in [
            &mut self.gain_sight,
            &mut self.lose_sight,
            &mut self.gain_access,
            &mut self.lose_access,
            &mut self.gain_request,
            &mut self.lose_request,
            &mut self.gain_conflict,
            &mut self.lose_conflict,
            &mut self.approver_changed,
        ] {
            let found = std::mem::take(people).into_iter();
            *people = found.map(|person| tenant.acting_as(person)).collect();
        }
        self
    }
}

/// Tells whether somebody can sign in, so that a change makes a difference to them.
fn acts(tenant: &Tenant, person: Person) -> bool {
    match person {
        Person::User(id) => tenant.find_user(id).is_some_and(User::is_active),
        Person::ExternalPerson(id) => tenant.find_external_person(id).is_some(),
    }
}

/// Looks at how things stand for the touched people.
fn standing(tenant: &Tenant, now: Timestamp, touched: &BTreeSet<Pair>) -> Standing {
    let pairs = touched.iter();
    Standing(
        pairs
            .map(|pair| {
                let person = tenant.acting_as(pair.1);
                (*pair, sight(tenant, now, pair.0, person))
            })
            .collect(),
    )
}

fn sight(tenant: &Tenant, now: Timestamp, package: PackageId, person: Person) -> Sight {
    let asks = eligibility::may_ask(tenant, person, package, now);
    let held = tenant.held_by(person, package).is_some();
    let clashes = held && separation::conflict(tenant, person, package).is_some();
    let acts = acts(tenant, person);
    let finds = acts && eligibility::can_see(tenant, person, package, now, &mut Silent).is_ok();
    let offered = eligibility::offered(tenant, person, package, now, &mut Silent).ok();
    let deciders = offered.filter(|_| acts).map(|policies| {
        policies
            .iter()
            .filter_map(|policy| tenant.find_policy(*policy))
            .map(|policy| stages(tenant, policy, person))
            .collect()
    });
    Sight {
        finds,
        asks,
        clashes,
        deciders,
    }
}

/// Lists who decides stage by stage, whether at once or once the request is forwarded.
fn stages(tenant: &Tenant, policy: &AssignmentPolicy, person: Person) -> Vec<BTreeSet<UserId>> {
    let stages = policy.terms.approval.stages_for_add().iter();
    stages
        .map(|stage| approvers::resolve(tenant, stage, Asker::by(tenant, person)))
        .map(|resolved| {
            let delegates = resolved.delegates.iter().map(|delegate| delegate.user);
            let own = resolved.people.iter().chain(&resolved.alternates).copied();
            own.chain(delegates).collect()
        })
        .collect()
}

/// Compares both sides of a change.
fn compare(before: &Standing, after: &Standing) -> Affected {
    let mut affected = Affected::default();
    for ((package, person), old) in &before.0 {
        let Some(new) = after.0.get(&(*package, *person)) else {
            continue;
        };
        for (was, is, gain, lose) in [
            (
                old.finds,
                new.finds,
                &mut affected.gain_sight,
                &mut affected.lose_sight,
            ),
            (
                old.asks,
                new.asks,
                &mut affected.gain_request,
                &mut affected.lose_request,
            ),
            (
                old.clashes,
                new.clashes,
                &mut affected.gain_conflict,
                &mut affected.lose_conflict,
            ),
        ] {
            match (was, is) {
                (false, true) => gain.insert(*person),
                (true, false) => lose.insert(*person),
                (true, true) | (false, false) => false,
            };
        }
        if let (Some(old), Some(new)) = (&old.deciders, &new.deciders)
            && old != new
        {
            affected.approver_changed.insert(*person);
        }
    }
    affected
}

/// Adds up what the events give and take; what is taken and given again comes to nothing.
fn access(tenant: &Tenant, events: &[Event]) -> Vec<(Person, i32)> {
    let mut roles: BTreeMap<(Origin, ResourceRole, UserId), i32> = BTreeMap::new();
    for (object, role, user, given) in events.iter().flat_map(access_changed) {
        *roles.entry((object, role, user)).or_default() += if given { 1 } else { -1 };
    }
    let balances = roles.into_iter();
    balances
        .map(|((_, _, user), balance)| (identity(tenant, Person::User(user)), balance))
        .collect()
}
