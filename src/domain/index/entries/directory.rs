//! What the records of the directory have in the index.

use super::{due_at, named};
use crate::domain::application::Application;
use crate::domain::attribute::UserAttribute;
use crate::domain::group::{Group, Membership, Ownership};
use crate::domain::guest::SubjectLifecycle;
use crate::domain::holding::RoleHolding;
use crate::domain::id::{ObjectKind, Person};
use crate::domain::index::{DueKind, Entry, IndexEntry, Indexed};
use crate::domain::organization::ConnectedOrganization;
use crate::domain::rule::MembershipRule;
use crate::domain::rule_turns::{RuleTurns, Ruled};
use crate::domain::site::Site;
use crate::domain::subject::{Directory, ExternalPerson, User};
use crate::domain::text::lookalike::Look;
use crate::domain::text::{DisplayName, NameKey, UserPrincipalName};

impl Indexed for Directory {
    fn entries(&self, add: &mut dyn FnMut(IndexEntry)) {
        named(add, self.id.into(), &self.display_name);
    }
}

fn looks(
    add: &mut dyn FnMut(IndexEntry),
    person: Person,
    name: &DisplayName,
    address: &UserPrincipalName,
) {
    for look in Look::of(name.as_str()).chain(Look::of(address.as_str())) {
        add(IndexEntry(Entry::LookAlike(look, person)));
    }
}

impl Indexed for ExternalPerson {
    fn entries(&self, add: &mut dyn FnMut(IndexEntry)) {
        named(add, self.id.into(), &self.display_name);
        let person = Person::ExternalPerson(self.id);
        add(IndexEntry(Entry::SignInName(
            self.user_principal_name.key(),
            person,
        )));
        looks(add, person, &self.display_name, &self.user_principal_name);
    }
}

impl Indexed for User {
    fn entries(&self, add: &mut dyn FnMut(IndexEntry)) {
        if self.purged_date_time.is_some() {
            return;
        }
        add(IndexEntry(Entry::SignInName(
            self.user_principal_name.key(),
            Person::User(self.id),
        )));
        if self.deleted_date_time.is_none() {
            let person = Person::User(self.id);
            looks(add, person, &self.display_name, &self.user_principal_name);
            if let Some(department) = self.attribute(UserAttribute::Department) {
                add(IndexEntry(Entry::UserIn(NameKey::of(department), self.id)));
            }
        }
        if let Some(person) = self.external_identity {
            add(IndexEntry(Entry::GuestOf(person, self.id)));
        }
        for sponsor in &self.sponsors {
            add(IndexEntry(Entry::SponsoredUser(*sponsor, self.id)));
        }
        if let Some(at) = self.departure.and_then(|departure| departure.delete_at) {
            let due = (DueKind::GuestDeletion, self.id.into());
            add(IndexEntry(Entry::Due((), (at, due))));
        }
        if let Some(manager) = self.manager {
            add(IndexEntry(Entry::ReportOf(manager, self.id)));
        }
        if self.is_active() {
            for role in &self.directory_roles {
                add(IndexEntry(Entry::RoleHolder(*role, self.id)));
            }
        }
        if let Some(due) = self.purge_due() {
            add(IndexEntry(Entry::Deleted(ObjectKind::User, self.id.into())));
            due_at(add, due, DueKind::UserPurge, self.id.into());
        } else {
            named(add, self.id.into(), &self.display_name);
            if self.lifecycle == SubjectLifecycle::Governed {
                add(IndexEntry(Entry::GovernedGuest((), self.id)));
            }
        }
    }
}

impl Indexed for ConnectedOrganization {
    fn entries(&self, add: &mut dyn FnMut(IndexEntry)) {
        named(add, self.id.into(), &self.display_name);
        for source in &self.identity_sources {
            add(IndexEntry(Entry::OrganizationBy(source.key(), self.id)));
        }
        for sponsor in self.internal_sponsors.union(&self.external_sponsors) {
            add(IndexEntry(Entry::SponsoredOrganization(*sponsor, self.id)));
        }
    }
}

impl Indexed for Group {
    fn entries(&self, add: &mut dyn FnMut(IndexEntry)) {
        if self.purged_date_time.is_some() {
            return;
        }
        if let Some(due) = self.purge_due() {
            add(IndexEntry(Entry::Deleted(
                ObjectKind::Group,
                self.id.into(),
            )));
            due_at(add, due, DueKind::GroupPurge, self.id.into());
        } else {
            named(add, self.id.into(), &self.display_name);
        }
        for property in self
            .live_rule()
            .map(MembershipRule::reads)
            .unwrap_or_default()
        {
            add(IndexEntry(Entry::RuleReading(
                property,
                Ruled::Group(self.id),
            )));
        }
    }
}

impl Indexed for RuleTurns {
    fn entries(&self, add: &mut dyn FnMut(IndexEntry)) {
        for (ruled, _) in self.iter() {
            add(IndexEntry(Entry::TurnUnder(ruled, self.user)));
        }
        if let Some(at) = self.next() {
            due_at(add, at, DueKind::RuleTurn, self.user.into());
        }
    }
}

impl Indexed for Membership {
    fn entries(&self, add: &mut dyn FnMut(IndexEntry)) {
        add(IndexEntry(Entry::GroupOf(self.member, self.group)));
    }
}

impl Indexed for Ownership {
    fn entries(&self, add: &mut dyn FnMut(IndexEntry)) {
        add(IndexEntry(Entry::OwnedGroup(self.owner, self.group)));
    }
}

impl Indexed for Application {
    fn entries(&self, add: &mut dyn FnMut(IndexEntry)) {
        named(add, self.id.into(), &self.display_name);
        for owner in &self.owners {
            add(IndexEntry(Entry::OwnedObject(*owner, self.id.into())));
        }
    }
}

impl Indexed for Site {
    fn entries(&self, add: &mut dyn FnMut(IndexEntry)) {
        named(add, self.id.into(), &self.display_name);
        add(IndexEntry(Entry::SiteByUrl(self.url.key(), self.id)));
        add(IndexEntry(Entry::SiteAt(self.url.environment(), self.id)));
        for owner in &self.owners {
            add(IndexEntry(Entry::OwnedObject(*owner, self.id.into())));
        }
    }
}

impl Indexed for RoleHolding {
    fn entries(&self, add: &mut dyn FnMut(IndexEntry)) {
        add(IndexEntry(Entry::HoldingOf(
            self.user,
            (self.object, self.role),
        )));
    }
}
