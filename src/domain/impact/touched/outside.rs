//! Those from elsewhere whom an edit of the directory or of an organization may touch.

use std::collections::BTreeSet;

use crate::domain::event::Edit;
use crate::domain::id::{ConnectedOrganizationId, Person};
use crate::domain::organization::SourceKey;
use crate::domain::sharing::B2bList;
use crate::domain::subject::{Directory, UserType};
use crate::domain::tenant::Tenant;
use crate::domain::text::NameKey;

/// Lists everybody from elsewhere, as the guest where there is one.
pub(super) fn externals(tenant: &Tenant) -> BTreeSet<Person> {
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

/// Lists the people of organizations.
pub(super) fn belonging(
    tenant: &Tenant,
    organizations: &BTreeSet<ConnectedOrganizationId>,
) -> BTreeSet<Person> {
    let mut people = externals(tenant);
    people.retain(|person| {
        let organization = tenant.organization_of(*person);
        organization.is_some_and(|own| organizations.contains(&own))
    });
    people
}

/// Lists those whom an edit of a directory lets in or keeps out, or who are recognized by other
/// means after it.
pub(super) fn let_in(tenant: &Tenant, edit: &Edit<Directory>) -> BTreeSet<Person> {
    let (old, new) = (edit.old.as_deref(), edit.new.as_deref());
    let lets_in = |side: Option<&Directory>, domain: &str| {
        side.is_none_or(|side| side.sharing.b2b.admits(domain))
    };
    let list =
        |side: Option<&Directory>| -> Option<B2bList> { side.map(|it| it.sharing.b2b.clone()) };
    let by_code = |side: Option<&Directory>| side.map(|it| it.sharing.email_one_time_passcode);
    let domains = |side: Option<&Directory>| -> BTreeSet<NameKey> {
        let domains = side.into_iter().flat_map(Directory::domains);
        domains.map(|domain| domain.key()).collect()
    };
    let (before, after) = (domains(old), domains(new));
    let codes_differ = by_code(old) != by_code(new);
    if list(old) == list(new) && !codes_differ && before == after {
        return BTreeSet::new();
    }
    let mut people = externals(tenant);
    people.retain(|person| {
        let Some(domain) = tenant.home_domain(*person) else {
            return false;
        };
        let key = NameKey::of(&domain);
        lets_in(old, &domain) != lets_in(new, &domain)
            || before.contains(&key) != after.contains(&key)
            || codes_differ && matches!(tenant.source_of(*person), Some(SourceKey::Domain(_)))
    });
    people
}
