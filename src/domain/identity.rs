//! Who is who: one person may have an identity elsewhere and a guest account here.
//!
//! What somebody asked for before they were invited stays under their identity elsewhere; what they
//! were given belongs to the guest. Questions about a person look at both.

use crate::domain::assignment::Assignment;
use crate::domain::id::{AssignmentId, PackageId, Person, RequestId, UserId};
use crate::domain::request::AssignmentRequest;
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;

impl Tenant {
    /// Returns a person's account in the resource directory; for somebody from elsewhere the guest,
    /// unless that was deleted.
    pub fn account_of(&self, person: Person) -> Option<UserId> {
        match person {
            Person::User(id) => Some(id),
            Person::ExternalPerson(id) => self
                .find_external_person(id)?
                .guest
                .filter(|guest| self.live_user(*guest).is_ok()),
        }
    }

    /// Returns the identity elsewhere of a guest, or the guest of an identity elsewhere.
    pub fn other_identity(&self, person: Person) -> Option<Person> {
        match person {
            Person::User(id) => self
                .find_user(id)?
                .external_identity
                .map(Person::ExternalPerson),
            Person::ExternalPerson(id) => self.find_external_person(id)?.guest.map(Person::User),
        }
    }

    /// Lists the identities of a person: the one named, then the other one.
    pub fn identities_of(&self, person: Person) -> impl Iterator<Item = Person> + use<> {
        std::iter::once(person).chain(self.other_identity(person))
    }

    /// Tells whether two identities are those of one person.
    pub fn is_same_person(&self, one: Person, other: Person) -> bool {
        one == other || self.other_identity(one) == Some(other)
    }

    /// Tells whether a person made a request or gets or loses access by it, under either identity.
    pub fn concerns(&self, request: &AssignmentRequest, person: Person) -> bool {
        self.is_same_person(person, request.target)
            || request
                .requestor
                .is_some_and(|requestor| self.is_same_person(person, requestor))
    }

    /// Tells whether a person is the one an assignment is for.
    pub fn is_holder(&self, assignment: &Assignment, person: Person) -> bool {
        self.is_same_person(person, assignment.target)
    }

    /// Finds the active assignment of a person to a package.
    pub fn held_by(&self, person: Person, package: PackageId) -> Option<AssignmentId> {
        self.identities_of(person)
            .find_map(|identity| self.index.held.of((package, identity)).next().copied())
    }

    /// Finds a person's open request for new access to a package.
    pub fn open_add_of(&self, person: Person, package: PackageId) -> Option<RequestId> {
        self.identities_of(person)
            .find_map(|identity| self.index.open_adds.of((package, identity)).next().copied())
    }

    /// Lists the requests about a person, oldest first.
    pub fn requests_about(&self, person: Person) -> Vec<(Timestamp, RequestId)> {
        in_order(
            self.identities_of(person)
                .flat_map(|identity| self.index.requests_of.of(identity)),
        )
    }

    /// Lists the requests about a person and those they filed for others, oldest first.
    pub fn own_requests(&self, person: Person) -> Vec<(Timestamp, RequestId)> {
        in_order(self.identities_of(person).flat_map(|identity| {
            let about = self.index.requests_of.of(identity);
            about.chain(self.index.filed_by.of(identity))
        }))
    }

    /// Counts the requests about a person and those they filed for others.
    pub fn count_own_requests(&self, person: Person) -> usize {
        self.identities_of(person)
            .map(|identity| {
                self.index.requests_of.count(&identity) + self.index.filed_by.count(&identity)
            })
            .sum()
    }

    /// Lists the assignments of a person, ended ones included, oldest first.
    pub fn assignments_about(&self, person: Person) -> Vec<(Timestamp, AssignmentId)> {
        in_order(
            self.identities_of(person)
                .flat_map(|identity| self.index.assignments_of.of(identity)),
        )
    }

    /// Counts the assignments of a person, ended ones included.
    pub fn count_assignments_about(&self, person: Person) -> usize {
        self.identities_of(person)
            .map(|identity| self.index.assignments_of.count(&identity))
            .sum()
    }
}

/// Merges what two identities have; most people have one, and theirs is in order already.
fn in_order<'a, T: Ord + Copy + 'a>(found: impl Iterator<Item = &'a T>) -> Vec<T> {
    let mut found: Vec<T> = found.copied().collect();
    found.sort_unstable();
    found
}
