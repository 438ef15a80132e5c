//! `Tenant::apply`: the only thing that changes a tenant.

use crate::domain::collection::{Collection, Record};
use crate::domain::event::{Change, Edit, Event};
use crate::domain::index::{self, Index, Indexed};
use crate::domain::tenant::Tenant;

mod names;

impl Tenant {
    /// Makes the change that an event tells of.
    ///
    /// Total: an event that `decide` made, or its inverse, always fits the state it is applied to.
    pub(super) fn apply(&mut self, event: &Event) {
        self.remember_names(event);
        let index = &mut self.index;
        match &event.change {
            Change::Directory(edit) => put(&mut self.directories, index, edit),
            Change::ExternalPerson(edit) => put(&mut self.external_persons, index, edit),
            Change::User(edit) => put(&mut self.users, index, edit),
            Change::Group(edit) => put(&mut self.groups, index, edit),
            Change::Membership(edit) => put(&mut self.memberships, index, edit),
            Change::Ownership(edit) => put(&mut self.ownerships, index, edit),
            Change::RuleTurns(edit) => put(&mut self.rule_turns, index, edit),
            Change::Application(edit) => put(&mut self.applications, index, edit),
            Change::Site(edit) => put(&mut self.sites, index, edit),
            Change::RoleHolding(edit) => put(&mut self.role_holdings, index, edit),
            Change::Organization(edit) => put(&mut self.connected_organizations, index, edit),
            Change::Catalog(edit) => put(&mut self.catalogs, index, edit),
            Change::RoleAssignment(edit) => put(&mut self.role_assignments, index, edit),
            Change::Resource(edit) => put(&mut self.resources, index, edit),
            Change::ResourceRequest(edit) => put(&mut self.resource_requests, index, edit),
            Change::Package(edit) => put(&mut self.packages, index, edit),
            Change::Policy(edit) => put(&mut self.policies, index, edit),
            Change::Request(edit) => put(&mut self.requests, index, edit),
            Change::Assignment(edit) => put(&mut self.assignments, index, edit),
            Change::Review(edit) => put(&mut self.reviews, index, edit),
            Change::ReviewItem(edit) => put(&mut self.review_items, index, edit),
            Change::CustomExtension(edit) => put(&mut self.custom_extensions, index, edit),
            Change::Callout(edit) => put(&mut self.callouts, index, edit),
            Change::Delegation(edit) => put(&mut self.delegations, index, edit),
            Change::RequestProgress(id, edit) => {
                revise(&mut self.requests, index, *id, edit, |record| {
                    &mut record.progress
                });
            }
            Change::AssignmentProgress(id, edit) => {
                revise(&mut self.assignments, index, *id, edit, |record| {
                    &mut record.progress
                });
            }
            Change::Settings(edit) => {
                self.settings = edit.new.as_deref().copied().unwrap_or_default();
            }
            Change::Clock(edit) => {
                self.clock_ahead = edit.new.as_deref().copied().unwrap_or_default();
            }
            Change::Persona(_) | Change::Refusal(_) => {}
        }
    }

    /// Tells whether an event speaks of the state as it is: what it says was there is there, and
    /// what it makes is not there yet.
    pub(super) fn fits(&self, event: &Event) -> bool {
        match &event.change {
            Change::Directory(edit) => fits(&self.directories, edit),
            Change::ExternalPerson(edit) => fits(&self.external_persons, edit),
            Change::User(edit) => fits(&self.users, edit),
            Change::Group(edit) => fits(&self.groups, edit),
            Change::Membership(edit) => fits(&self.memberships, edit),
            Change::Ownership(edit) => fits(&self.ownerships, edit),
            Change::RuleTurns(edit) => fits(&self.rule_turns, edit),
            Change::Application(edit) => fits(&self.applications, edit),
            Change::Site(edit) => fits(&self.sites, edit),
            Change::RoleHolding(edit) => fits(&self.role_holdings, edit),
            Change::Organization(edit) => fits(&self.connected_organizations, edit),
            Change::Settings(edit) => revises(edit, Some(&self.settings)),
            Change::Catalog(edit) => fits(&self.catalogs, edit),
            Change::RoleAssignment(edit) => fits(&self.role_assignments, edit),
            Change::Resource(edit) => fits(&self.resources, edit),
            Change::ResourceRequest(edit) => fits(&self.resource_requests, edit),
            Change::Package(edit) => fits(&self.packages, edit),
            Change::Policy(edit) => fits(&self.policies, edit),
            Change::Request(edit) => fits(&self.requests, edit),
            Change::Assignment(edit) => fits(&self.assignments, edit),
            Change::Review(edit) => fits(&self.reviews, edit),
            Change::ReviewItem(edit) => fits(&self.review_items, edit),
            Change::CustomExtension(edit) => fits(&self.custom_extensions, edit),
            Change::Callout(edit) => fits(&self.callouts, edit),
            Change::Delegation(edit) => fits(&self.delegations, edit),
            Change::RequestProgress(id, edit) => {
                revises(edit, self.find_request(*id).map(|record| &record.progress))
            }
            Change::AssignmentProgress(id, edit) => revises(
                edit,
                self.find_assignment(*id).map(|record| &record.progress),
            ),
            Change::Clock(edit) => revises(edit, Some(&self.clock_ahead)),
            Change::Persona(_) | Change::Refusal(_) => true,
        }
    }
}

fn fits<T: Record>(collection: &Collection<T>, edit: &Edit<T>) -> bool {
    match (edit.old.as_deref(), edit.new.as_deref()) {
        (Some(old), new) => {
            let same = new.is_none_or(|new| new.id() == old.id());
            same && collection.find(old.id()) == Some(old)
        }
        (None, Some(new)) => collection.find(new.id()).is_none(),
        (None, None) => false,
    }
}

fn revises<P: PartialEq>(edit: &Edit<P>, current: Option<&P>) -> bool {
    edit.new.is_some() && current.is_some() && edit.old.as_deref() == current
}

fn put<T: Record + Indexed>(collection: &mut Collection<T>, index: &mut Index, edit: &Edit<T>) {
    let (old, new) = (edit.old.as_deref(), edit.new.as_deref());
    index.exchange(index::entries(old), index::entries(new));
    if let Some(old) = old.filter(|old| new.is_none_or(|new| new.id() != old.id())) {
        collection.remove(old.id());
    }
    if let Some(new) = new {
        collection.insert(new.clone());
    }
}

fn revise<T: Record + Indexed, P: Clone>(
    collection: &mut Collection<T>,
    index: &mut Index,
    id: T::Id,
    edit: &Edit<P>,
    part: impl Fn(&mut T) -> &mut P,
) {
    let (Some(record), Some(new)) = (collection.find_mut(id), &edit.new) else {
        return;
    };
    let had = index::entries(Some(&*record));
    part(record).clone_from(new);
    index.exchange(had, index::entries(Some(&*record)));
}
