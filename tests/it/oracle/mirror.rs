//! Writes down what the program and the oracle hold in the same words, so that they can be compared.

use std::collections::BTreeSet;

use accessdesk::domain::eligibility;
use accessdesk::domain::id::{PackageId, Person, PolicyId};
use accessdesk::domain::tenant::Tenant;

use super::delegation::Delegation;
use super::world::{World, written};
use crate::support::quick::QuickDesk;

mod linking;
mod program;
mod told;

pub(super) use linking::linked;
pub(super) use program::program;
use program::{assignment_row, request_row};
pub(super) use told::oracle;

impl World {
    /// Learns how the program calls what a line made; `before` is how many requests there were,
    /// `requests` are the identifiers of new ones.
    pub(super) fn learn(
        &mut self,
        before: usize,
        requests: impl IntoIterator<Item = String>,
        tenant: &Tenant,
    ) {
        let known: BTreeSet<String> = self.requests.iter().map(|it| it.id.clone()).collect();
        let made = self.requests[before..].iter_mut();
        let made = made.filter(|request| request.requestor.is_some());
        for (request, id) in made.zip(requests.into_iter().filter(|id| !known.contains(id))) {
            request.id = id;
        }
        self.learn_what_nobody_asked_for(tenant);
        for number in 0..self.assignments.len() {
            let record = &self.assignments[number];
            if !record.id.is_empty() {
                continue;
            }
            let known = |id: &str| self.assignments.iter().any(|other| other.id == id);
            let request = &self.requests[record.request].id;
            let row = self.assignment_row(record);
            let mut made = tenant.assignments.iter().filter(|made| {
                let by = made.request.guid().to_string();
                by == *request || request.is_empty() && assignment_row(tenant, made, "") == row
            });
            let found = made.find(|made| !known(&made.id.guid().to_string()));
            if let Some(made) = found {
                self.assignments[number].id = made.id.guid().to_string();
            }
        }
    }
}

impl World {
    fn learn_delegations(&mut self, tenant: &Tenant) {
        for made in tenant.delegations.iter() {
            let id = made.id.guid().to_string();
            let row = program::delegation_row(tenant, made);
            let known = self.delegations.iter().any(|found| found.id == id);
            let mut handed = self.delegations.iter_mut();
            let same = |it: &&mut Delegation| it.id.is_empty() && told::delegation_row(it) == row;
            if let Some(found) = handed.find(same).filter(|_| !known) {
                found.id = id;
            }
        }
    }

    /// Learns how the program calls packages, groups, and requests by the service.
    fn learn_what_nobody_asked_for(&mut self, tenant: &Tenant) {
        for package in tenant.packages.iter() {
            let name = package_of(tenant, package.id);
            if let Some(record) = self.packages.get_mut(&name) {
                record.id = package.id.guid().to_string();
            }
        }
        for review in tenant.reviews.iter() {
            let policy = policy_of(tenant, review.policy);
            let start = review.start_date_time.to_string();
            let id = review.id.guid().to_string();
            for number in 0..self.reviews.len() {
                let known = &self.reviews[number];
                if self.policy_name(&known.policy) == policy && written(known.start) == start {
                    self.reviews[number].id.clone_from(&id);
                }
            }
        }
        self.learn_delegations(tenant);
        for policy in tenant.policies.iter() {
            if let Some(record) = self.policies.get_mut(&policy_of(tenant, policy.id)) {
                record.id = policy.id.guid().to_string();
            }
        }
        for group in tenant.groups.iter() {
            if let Some(record) = self.groups.get_mut(group.display_name.as_str()) {
                record.id = group.id.guid().to_string();
            }
        }
        for number in 0..self.requests.len() {
            let request = &self.requests[number];
            if !request.id.is_empty() || request.purged {
                continue;
            }
            let row = self.request_row(number);
            let known = |id: &str| self.requests.iter().any(|other| other.id == id);
            let mut made = tenant.requests.iter();
            let found = made.find(|made| {
                made.request_type.json() == request.kind
                    && request_row(tenant, made) == row
                    && !known(&made.id.guid().to_string())
            });
            if let Some(made) = found {
                self.requests[number].id = made.id.guid().to_string();
            }
        }
    }
}

/// Returns the name by which the lines speak of a person.
pub(super) fn name_of(tenant: &Tenant, person: Person) -> String {
    let known = match person {
        Person::User(id) => tenant
            .find_user(id)
            .and_then(|user| user.external_identity)
            .map_or(person, Person::ExternalPerson),
        Person::ExternalPerson(_) => person,
    };
    tenant.sign_in_name(known).unwrap_or("?").to_owned()
}

pub(super) fn package_of(tenant: &Tenant, id: PackageId) -> String {
    let package = tenant.find_package(id).unwrap();
    let catalog = tenant.find_catalog(package.catalog).unwrap();
    format!(
        "{}/{}",
        catalog.display_name.as_str(),
        package.display_name.as_str()
    )
}

pub(super) fn policy_of(tenant: &Tenant, id: PolicyId) -> String {
    let Some(policy) = tenant.find_policy(id) else {
        return format!("gone {}", tenant.name_of(id.into()).unwrap());
    };
    let package = package_of(tenant, policy.access_package);
    format!("{package}/{}", policy.terms.display_name.as_str())
}

/// Lists the packages that somebody finds, as the program sees it.
pub(super) fn available(desk: &QuickDesk, name: &str) -> Vec<String> {
    let tenant = &desk.tenant;
    let person = person_named(tenant, name);
    let found = eligibility::available(tenant, person, desk.now);
    let mut found: Vec<String> = found.into_iter().map(|id| package_of(tenant, id)).collect();
    found.sort();
    found
}

pub(super) fn person_named(tenant: &Tenant, name: &str) -> Person {
    let elsewhere = tenant.external_persons.iter();
    let elsewhere = elsewhere.map(|person| Person::ExternalPerson(person.id));
    let here = tenant.users.iter().map(|user| Person::User(user.id));
    let person = elsewhere
        .chain(here)
        .find(|person| tenant.sign_in_name(*person) == Some(name))
        .unwrap();
    tenant.acting_as(person)
}
