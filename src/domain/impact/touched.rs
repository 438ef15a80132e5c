//! Finds out whom events may touch.
//!
//! It is asked on both sides of a change: who belongs to an organization, is in a group or is
//! admitted by a policy before the change may not be so after it, and the other way round.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::assignment::Assignment;
use crate::domain::catalog::Catalog;
use crate::domain::delegation::{Delegation, DelegationState};
use crate::domain::event::{Change, Edit, Event};
use crate::domain::group::{Group, Membership};
use crate::domain::id::{CatalogId, ConnectedOrganizationId, GroupId, PackageId, Person, UserId};
use crate::domain::impact::{Pair, acts};
use crate::domain::organization::ConnectedOrganization;
use crate::domain::request::AssignmentRequest;
use crate::domain::settings::Settings;
use crate::domain::subject::User;
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;

mod offers;
mod outside;
mod people;

/// What events edit.
#[derive(Debug, Default)]
struct Edited {
    /// Packages and policies with those they are for, and packages with those who hold them or ask
    /// for them otherwise.
    offers: BTreeSet<Pair>,
    /// Those who are somebody else to policies than before.
    people: BTreeSet<Person>,
    /// Accounts that open or close, or have another manager.
    users: BTreeSet<UserId>,
    /// Approvers whose decisions others make as well, or no longer.
    represented: BTreeSet<UserId>,
    groups: BTreeMap<GroupId, BTreeSet<UserId>>,
    catalogs: BTreeSet<CatalogId>,
    organizations: BTreeSet<ConnectedOrganizationId>,
    /// Whether members come to find what only specific users may request, or no longer do.
    specific: bool,
}

/// Lists whom events may touch, and as to which packages, as it is on one side of them.
pub(super) fn pairs(tenant: &Tenant, now: Timestamp, events: &[Event]) -> BTreeSet<Pair> {
    let mut edited = Edited::default();
    for event in events {
        edited.add(tenant, &event.change);
    }
    let mut pairs = edited.offers;
    if !edited.organizations.is_empty() {
        let belonging = outside::belonging(tenant, &edited.organizations);
        edited.people.extend(belonging);
    }
    pairs.extend(people::within_reach(tenant, edited.people));
    for user in edited.users {
        pairs.extend(people::of_user(tenant, user));
    }
    for user in edited.represented {
        pairs.extend(people::decided_by(tenant, user));
    }
    for (group, moved) in edited.groups {
        pairs.extend(people::of_group(tenant, group, &moved));
    }
    for catalog in edited.catalogs {
        pairs.extend(offers::of_catalog(tenant, catalog));
    }
    if edited.specific {
        pairs.extend(offers::shown_to_all_members(tenant, now));
    }
    pairs
}

impl Edited {
    fn add(&mut self, tenant: &Tenant, change: &Change) {
        match change {
            Change::Directory(edit) => self.people.extend(outside::let_in(tenant, edit)),
            Change::ExternalPerson(edit) => {
                let person = edit.latest().map(|it| Person::ExternalPerson(it.id));
                self.people.extend(person.map(|it| tenant.acting_as(it)));
            }
            Change::User(edit) => {
                self.users.extend(acts_otherwise(edit));
                self.people.extend(is_otherwise(edit));
            }
            Change::Membership(edit) => self.add_membership(tenant, edit),
            Change::Group(edit) => {
                if let Some(group) = comes_or_goes(edit) {
                    let moved = self.groups.entry(group).or_default();
                    // One that is deleted has its members still, though nobody counts as in it.
                    moved.extend(tenant.users_of_members(group));
                }
            }
            Change::Organization(edit) => self.organizations.extend(recognizes_otherwise(edit)),
            Change::Settings(edit) => self.specific |= shows_otherwise(edit),
            Change::Catalog(edit) => self.catalogs.extend(shown_otherwise(edit)),
            Change::Policy(edit) => self.add_offers(tenant, offers::of_policy(tenant, edit)),
            Change::Package(edit) => self.add_offers(tenant, offers::of_package(tenant, edit)),
            Change::Request(edit) => self.add_request(tenant, edit.latest()),
            Change::RequestProgress(id, _) => self.add_request(tenant, tenant.find_request(*id)),
            Change::Assignment(edit) => self.add_assignment(tenant, edit.latest()),
            Change::AssignmentProgress(id, _) => {
                self.add_assignment(tenant, tenant.find_assignment(*id));
            }
            Change::Delegation(edit) => self.represented.extend(represented_otherwise(edit)),
            // Roles on groups and objects are told by themselves; the rest decides nothing about
            // packages, or happens only as time passes.
            Change::Ownership(_)
            | Change::RuleTurns(_)
            | Change::Application(_)
            | Change::Site(_)
            | Change::RoleHolding(_)
            | Change::RoleAssignment(_)
            | Change::Resource(_)
            | Change::ResourceRequest(_)
            | Change::Review(_)
            | Change::ReviewItem(_)
            | Change::CustomExtension(_)
            | Change::Callout(_)
            | Change::Clock(_)
            | Change::Persona(_)
            | Change::Refusal(_) => {}
        }
    }

    fn add_offers(&mut self, tenant: &Tenant, concerned: Option<(PackageId, BTreeSet<Person>)>) {
        let Some((package, people)) = concerned else {
            return;
        };
        // Whoever cannot sign in holds what they hold, and may come to clash with it.
        let people = people
            .into_iter()
            .filter(|person| acts(tenant, *person) || tenant.held_by(*person, package).is_some());
        self.offers.extend(people.map(|person| (package, person)));
    }

    fn add_membership(&mut self, tenant: &Tenant, edit: &Edit<Membership>) {
        let Some(membership) = edit.latest() else {
            return;
        };
        let moved = self.groups.entry(membership.group).or_default();
        moved.extend(tenant.users_behind(membership.member));
    }

    /// Nobody asks for what they have asked for already.
    fn add_request(&mut self, tenant: &Tenant, request: Option<&AssignmentRequest>) {
        let asked = request.map(|it| (it.access_package, tenant.acting_as(it.target)));
        self.offers.extend(asked);
    }

    /// Nobody asks for what they hold, nor for what it excludes.
    fn add_assignment(&mut self, tenant: &Tenant, assignment: Option<&Assignment>) {
        let Some(assignment) = assignment else {
            return;
        };
        let (package, person) = (
            assignment.access_package,
            tenant.acting_as(assignment.target),
        );
        let excluding = tenant.index.excluded_by_package.of(package).copied();
        let packages = excluding.chain([package]);
        self.offers
            .extend(packages.map(|package| (package, person)));
    }
}

/// Returns the account of an edit after which somebody may sign in, decides, is a guest or has a
/// manager otherwise than before.
fn acts_otherwise(edit: &Edit<User>) -> Option<UserId> {
    let of = |user: Option<&User>| {
        let active = user.filter(|user| user.is_active());
        active.map(|user| (user.can_decide(), user.user_type, user.manager))
    };
    let differs = of(edit.old.as_deref()) != of(edit.new.as_deref());
    edit.latest().map(|user| user.id).filter(|_| differs)
}

/// Returns the person of an edit after which they are from elsewhere, prove something or are
/// vouched for otherwise than before.
fn is_otherwise(edit: &Edit<User>) -> Option<Person> {
    let of = |user: &User| {
        (
            user.user_principal_name.clone(),
            user.mail.clone(),
            user.external_identity,
            user.verified_credentials.clone(),
            user.sponsors.clone(),
        )
    };
    let differs = edit.old.as_deref().map(of) != edit.new.as_deref().map(of);
    let person = edit.latest().map(|user| Person::User(user.id));
    person.filter(|_| differs)
}

/// Returns the group of an edit that makes, deletes or restores it.
fn comes_or_goes(edit: &Edit<Group>) -> Option<GroupId> {
    let is_live = |group: Option<&Group>| group.is_some_and(|it| it.deleted_date_time.is_none());
    let differs = is_live(edit.old.as_deref()) != is_live(edit.new.as_deref());
    edit.latest().map(|group| group.id).filter(|_| differs)
}

/// Returns the organization of an edit after which it has other people, counts as configured or
/// not, or has other sponsors.
fn recognizes_otherwise(edit: &Edit<ConnectedOrganization>) -> Option<ConnectedOrganizationId> {
    let of = |it: &ConnectedOrganization| {
        (
            it.state,
            it.identity_sources.clone(),
            it.internal_sponsors.clone(),
            it.external_sponsors.clone(),
        )
    };
    let differs = edit.old.as_deref().map(of) != edit.new.as_deref().map(of);
    edit.latest().map(|it| it.id).filter(|_| differs)
}

/// Tells whether members find what only specific users may request on one side of an edit only.
///
/// The other settings change what people are told about packages and what comes with time.
fn shows_otherwise(edit: &Edit<Settings>) -> bool {
    let of = |it: Option<&Settings>| it.is_some_and(|it| it.show_specific_scope_to_all_members);
    of(edit.old.as_deref()) != of(edit.new.as_deref())
}

/// Returns the catalog of an edit that switches it on or off, or opens or closes it to people from
/// elsewhere.
fn shown_otherwise(edit: &Edit<Catalog>) -> Option<CatalogId> {
    let of =
        |it: Option<&Catalog>| it.map(|catalog| (catalog.state, catalog.is_externally_visible));
    let differs = of(edit.old.as_deref()) != of(edit.new.as_deref());
    edit.latest().map(|catalog| catalog.id).filter(|_| differs)
}

/// Returns the approver of an edit after which a delegate decides besides, or no longer does.
fn represented_otherwise(edit: &Edit<Delegation>) -> Option<UserId> {
    let active = |it: Option<&Delegation>| it.is_some_and(|it| it.state == DelegationState::Active);
    let differs = active(edit.old.as_deref()) != active(edit.new.as_deref());
    edit.latest().map(|it| it.approver).filter(|_| differs)
}
