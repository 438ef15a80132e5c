//! Who is who: one person may have an identity elsewhere and a guest account here.
//!
//! What somebody asked for before they were invited stays under their identity elsewhere; what they
//! were given belongs to the guest. Questions about a person look at both.

use crate::domain::assignment::Assignment;
use crate::domain::attribute::UserAttribute;
use crate::domain::credential::VerifiedCredential;
use crate::domain::id::{
    AssignmentId, ConnectedOrganizationId, ExternalPersonId, PackageId, Person, RequestId, UserId,
};
use crate::domain::organization::{SocialIdentitySourceType, SourceKey};
use crate::domain::request::AssignmentRequest;
use crate::domain::subject::{ExternalPerson, SignInMethod, User, UserType};
use crate::domain::tenant::Tenant;
use crate::domain::text::{Attribute, NameKey};
use crate::domain::time::Timestamp;

impl Tenant {
    /// Returns the guest of a person from elsewhere, also when it was deleted.
    pub fn guest_of(&self, person: ExternalPersonId) -> Option<UserId> {
        self.index.guests_of.of(person).next().copied()
    }

    /// Returns the access for which a guest was invited: given to somebody without an account, at the
    /// instant at which the account was made. A request that is kept no longer leaves the instant.
    pub fn brought_by(&self, user: &User) -> Option<&Assignment> {
        let held = self.index.assignments_of.of(Person::User(user.id));
        let mut first = held.take_while(|(start, _)| *start <= user.created_date_time);
        first.find_map(|(start, id)| {
            let assignment = self.find_assignment(*id)?;
            let request = self.find_request(assignment.request);
            let from_outside =
                request.is_none_or(|request| matches!(request.target, Person::ExternalPerson(_)));
            (*start == user.created_date_time && from_outside).then_some(assignment)
        })
    }

    /// Returns as whom a person acts here: as the guest, once there is one.
    pub fn acting_as(&self, person: Person) -> Person {
        self.account_of(person).map_or(person, Person::User)
    }

    /// Returns a person's account in the resource directory; for somebody from elsewhere the guest,
    /// unless that was deleted.
    pub fn account_of(&self, person: Person) -> Option<UserId> {
        match person {
            Person::User(id) => Some(id),
            Person::ExternalPerson(id) => self
                .guest_of(id)
                .filter(|guest| self.live_user(*guest).is_ok()),
        }
    }

    /// Returns the language in which a person reads, where that is known.
    pub fn language_of(&self, person: Person) -> Option<&str> {
        let account = self.find_user(self.account_of(person)?)?;
        let language = account.attributes.get(&UserAttribute::PreferredLanguage);
        language.map(Attribute::as_str)
    }

    /// Lists what a person can prove, under either identity.
    pub fn credentials_of(&self, person: Person) -> impl Iterator<Item = &VerifiedCredential> {
        self.identities_of(person).flat_map(|identity| {
            let held = match identity {
                Person::User(id) => self.find_user(id).map(|user| &user.verified_credentials),
                Person::ExternalPerson(id) => {
                    let person = self.find_external_person(id);
                    person.map(|person| &person.verified_credentials)
                }
            };
            held.into_iter().flatten()
        })
    }

    /// Returns the identity elsewhere of a guest, or the guest of an identity elsewhere.
    pub fn other_identity(&self, person: Person) -> Option<Person> {
        match person {
            Person::User(id) => self
                .find_user(id)?
                .external_identity
                .map(Person::ExternalPerson),
            Person::ExternalPerson(id) => self.guest_of(id).map(Person::User),
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
}

impl Tenant {
    /// Returns the address of an external person elsewhere; `None` for members.
    pub fn home_address(&self, person: Person) -> Option<String> {
        match person {
            Person::ExternalPerson(id) => self.find_external_person(id).map(address),
            Person::User(id) => {
                let guest = self
                    .find_user(id)
                    .filter(|user| user.user_type == UserType::Guest)?;
                let person = guest
                    .external_identity
                    .and_then(|id| self.find_external_person(id));
                Some(person.map_or_else(|| guest_address(guest), address))
            }
        }
    }

    /// Returns the domain of an external person's address, in lower case.
    pub fn home_domain(&self, person: Person) -> Option<String> {
        let address = self.home_address(person)?;
        let (_, domain) = address.rsplit_once('@')?;
        Some(domain.to_lowercase())
    }

    /// Returns what an external person is recognized by; `None` for members and for those who
    /// cannot prove who they are.
    pub fn source_of(&self, person: Person) -> Option<SourceKey> {
        let domain = NameKey::of(&self.home_domain(person)?);
        let elsewhere = match person {
            Person::ExternalPerson(id) => Some(id),
            Person::User(id) => self.find_user(id)?.external_identity,
        };
        let Some(known) = elsewhere.and_then(|id| self.find_external_person(id)) else {
            return self.source_of_domain(domain);
        };
        match known.sign_in_method {
            SignInMethod::AzureActiveDirectory => known.directory.map(SourceKey::Tenant),
            SignInMethod::EmailOneTimePasscode => self.passcodes(domain),
            SignInMethod::ExternalDomainFederation => Some(SourceKey::Federation(domain)),
            SignInMethod::Social => Some(SourceKey::Social(SocialIdentitySourceType::Facebook)),
        }
    }

    /// Guesses how a guest of whom only the address is known signs in: to the directory that has
    /// the domain, else with a code sent by mail.
    fn source_of_domain(&self, domain: NameKey) -> Option<SourceKey> {
        let directory = self.directories.iter().find(|directory| {
            !directory.is_resource_directory
                && directory.domains().any(|found| found.key() == domain)
        });
        match directory {
            Some(directory) => Some(SourceKey::Tenant(directory.id)),
            None => self.passcodes(domain),
        }
    }

    fn passcodes(&self, domain: NameKey) -> Option<SourceKey> {
        self.resource_directory()?
            .sharing
            .email_one_time_passcode
            .then_some(SourceKey::Domain(domain))
    }

    /// Returns the organization that an external person belongs to.
    pub fn organization_of(&self, person: Person) -> Option<ConnectedOrganizationId> {
        let source = self.source_of(person)?;
        self.index.organizations_by.of(source).next().copied()
    }
}

fn address(person: &ExternalPerson) -> String {
    person.mail.as_ref().map_or_else(
        || person.user_principal_name.as_str().to_owned(),
        |mail| mail.as_str().to_owned(),
    )
}

/// Reads a guest's address off the mailbox, else off the sign-in name: `ana_contoso.com#EXT#@…`.
fn guest_address(guest: &User) -> String {
    if let Some(mail) = &guest.mail {
        return mail.as_str().to_owned();
    }
    let name = guest.user_principal_name.as_str();
    let elsewhere = name
        .split_once("#EXT#@")
        .and_then(|(before, _)| before.rsplit_once('_'));
    match elsewhere {
        Some((local, domain)) => format!("{local}@{domain}"),
        None => name.to_owned(),
    }
}

/// Merges what two identities have; most people have one, and theirs is in order already.
fn in_order<'a, T: Ord + Copy + 'a>(found: impl Iterator<Item = &'a T>) -> Vec<T> {
    let mut found: Vec<T> = found.copied().collect();
    found.sort_unstable();
    found
}
