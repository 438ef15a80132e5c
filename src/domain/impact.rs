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
use crate::domain::event::{Change, Edit, Event};
use crate::domain::id::{GroupId, Origin, PackageId, Person, UserId};
use crate::domain::package::AccessPackage;
use crate::domain::policy::{AllowedTargetScope, AssignmentPolicy, PolicyTerms};
use crate::domain::resource::ResourceRole;
use crate::domain::separation;
use crate::domain::subject::{User, UserType};
use crate::domain::subject_set::SubjectSet;
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;
use crate::domain::walk::Silent;

mod access;
mod around;

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

/// The packages that a change is about, with the people for whom it may make a difference.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Touched(BTreeMap<PackageId, BTreeSet<Person>>);

/// How things stand for the touched people on one side of a change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Standing(BTreeMap<(PackageId, Person), Sight>);

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
pub fn foreseen(tenant: &mut Tenant, now: Timestamp, events: &[Event]) -> Affected {
    let touched = touched(tenant, events);
    let before = standing(tenant, now, &touched);
    let mut draft = Draft::new(tenant);
    for event in events {
        draft.replay(event.clone());
    }
    let after = standing(&draft, now, &touched);
    compare(&before, &after, events)
}

/// Finds out whom events may touch: where they edit packages or policies, whom those are for; else
/// whom edits of the directory and of catalogs concern.
fn touched(tenant: &Tenant, events: &[Event]) -> Touched {
    let mut touched = Touched::default();
    if !edits_packages(events) {
        for (package, person) in around::touched(tenant, events) {
            touched.0.entry(package).or_default().insert(person);
        }
        return touched;
    }
    for event in events {
        let (package, people) = match &event.change {
            Change::Policy(edit) => of_policy(tenant, edit),
            Change::Package(edit) => of_package(tenant, edit),
            Change::Directory(_)
            | Change::ExternalPerson(_)
            | Change::User(_)
            | Change::Group(_)
            | Change::Membership(_)
            | Change::Ownership(_)
            | Change::RuleTurns(_)
            | Change::Application(_)
            | Change::Site(_)
            | Change::RoleHolding(_)
            | Change::Organization(_)
            | Change::Settings(_)
            | Change::Catalog(_)
            | Change::RoleAssignment(_)
            | Change::Resource(_)
            | Change::ResourceRequest(_)
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
            | Change::Refusal(_) => continue,
        };
        if let Some(package) = package {
            let people = people.into_iter().filter(|person| acts(tenant, *person));
            touched.0.entry(package).or_default().extend(people);
        }
    }
    touched
}

/// Tells whether somebody can sign in, so that a change makes a difference to them.
fn acts(tenant: &Tenant, person: Person) -> bool {
    match person {
        Person::User(id) => tenant.find_user(id).is_some_and(User::is_active),
        Person::ExternalPerson(_) => true,
    }
}

fn of_policy(
    tenant: &Tenant,
    edit: &Edit<AssignmentPolicy>,
) -> (Option<PackageId>, BTreeSet<Person>) {
    let people = [&edit.old, &edit.new]
        .into_iter()
        .flatten()
        .flat_map(|policy| admitted(tenant, &policy.terms))
        .collect();
    (edit.latest().map(|policy| policy.access_package), people)
}

/// An edit of a package changes who finds it when it is hidden, listed, made or deleted, and who may
/// ask for it when something else begins or ceases to exclude it.
fn of_package(
    tenant: &Tenant,
    edit: &Edit<AccessPackage>,
) -> (Option<PackageId>, BTreeSet<Person>) {
    let (old, new) = (edit.old.as_deref(), edit.new.as_deref());
    let package = edit.latest().map(|package| package.id);
    let mut people = excluded_otherwise(tenant, old, new);
    let visibility = |record: Option<&AccessPackage>| record.map(|package| package.visibility);
    if visibility(old) != visibility(new) {
        let policies = package.into_iter();
        let policies = policies.flat_map(|package| tenant.index.policies_of.of(package));
        let policies = policies.filter_map(|policy| tenant.find_policy(*policy));
        people.extend(policies.flat_map(|policy| admitted(tenant, &policy.terms)));
    }
    (package, people)
}

/// Lists who has something that excludes a package on one side of an edit only.
fn excluded_otherwise(
    tenant: &Tenant,
    old: Option<&AccessPackage>,
    new: Option<&AccessPackage>,
) -> BTreeSet<Person> {
    let packages = |record: Option<&AccessPackage>| -> BTreeSet<PackageId> {
        let listed = record.map(|package| &package.incompatible_access_packages);
        listed.into_iter().flatten().copied().collect()
    };
    let groups = |record: Option<&AccessPackage>| -> BTreeSet<GroupId> {
        let listed = record.map(|package| &package.incompatible_groups);
        listed.into_iter().flatten().copied().collect()
    };
    let (before, after) = (packages(old), packages(new));
    let holders = before
        .symmetric_difference(&after)
        .flat_map(|package| tenant.index.active_to.of(*package))
        .filter_map(|assignment| tenant.find_assignment(*assignment))
        .map(|assignment| tenant.acting_as(assignment.target));
    let (before, after) = (groups(old), groups(new));
    let members = before
        .symmetric_difference(&after)
        .flat_map(|group| tenant.users_in(*group))
        .map(Person::User);
    holders.chain(members).collect()
}

/// Lists the people in a policy's scope.
fn admitted(tenant: &Tenant, terms: &PolicyTerms) -> BTreeSet<Person> {
    match terms.scope {
        AllowedTargetScope::NotSpecified => BTreeSet::new(),
        AllowedTargetScope::AllMemberUsers | AllowedTargetScope::AllDirectoryUsers => {
            accounts(tenant).collect()
        }
        // The settings may show such packages to everybody.
        AllowedTargetScope::SpecificDirectoryUsers
            if tenant.settings.show_specific_scope_to_all_members =>
        {
            accounts(tenant).collect()
        }
        AllowedTargetScope::SpecificDirectoryUsers => terms
            .targets
            .iter()
            .flat_map(|target| match *target {
                SubjectSet::SingleUser { user_id } => BTreeSet::from([user_id]),
                SubjectSet::GroupMembers { group_id } => tenant.users_in(group_id),
                SubjectSet::RequestorManager { .. }
                | SubjectSet::ConnectedOrganizationMembers { .. }
                | SubjectSet::InternalSponsors
                | SubjectSet::ExternalSponsors
                | SubjectSet::TargetUserSponsors => BTreeSet::new(),
            })
            .map(Person::User)
            .collect(),
        AllowedTargetScope::SpecificConnectedOrganizationUsers
        | AllowedTargetScope::AllConfiguredConnectedOrganizationUsers
        | AllowedTargetScope::AllExternalUsers => externals(tenant),
    }
}

/// Lists everybody with an account that can be used.
fn accounts(tenant: &Tenant) -> impl Iterator<Item = Person> {
    let active = tenant.users.iter().filter(|user| user.is_active());
    active.map(|user| Person::User(user.id))
}

/// Lists everybody from elsewhere, as the guest where there is one.
fn externals(tenant: &Tenant) -> BTreeSet<Person> {
    let known = tenant
        .external_persons
        .iter()
        .map(|person| tenant.acting_as(Person::ExternalPerson(person.id)));
    let guests = tenant
        .users
        .iter()
        .filter(|user| user.is_active() && user.user_type == UserType::Guest)
        .map(|user| Person::User(user.id));
    known.chain(guests).collect()
}

/// Looks at how things stand for the touched people.
fn standing(tenant: &Tenant, now: Timestamp, touched: &Touched) -> Standing {
    let pairs = touched
        .0
        .iter()
        .flat_map(|(package, people)| people.iter().map(|person| (*package, *person)));
    Standing(
        pairs
            .map(|(package, person)| ((package, person), sight(tenant, now, package, person)))
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
fn compare(before: &Standing, after: &Standing, events: &[Event]) -> Affected {
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
    access(events, &mut affected);
    affected
}

/// Adds up what the events give and take; what is taken and given again comes to nothing.
fn access(events: &[Event], affected: &mut Affected) {
    let mut roles: BTreeMap<(Origin, ResourceRole, UserId), i32> = BTreeMap::new();
    for (object, role, user, given) in events.iter().flat_map(access_changed) {
        *roles.entry((object, role, user)).or_default() += if given { 1 } else { -1 };
    }
    for ((_, _, user), balance) in roles {
        let person = Person::User(user);
        if balance > 0 {
            affected.gain_access.insert(person);
        }
        if balance < 0 {
            affected.lose_access.insert(person);
        }
    }
}
