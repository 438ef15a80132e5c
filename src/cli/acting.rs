//! Whom the option `--persona` means: people at a shell rarely type a sign-in name to its end.

use std::collections::BTreeSet;

use crate::cli::General;
use crate::domain::id::Person;
use crate::domain::subject::Directory;
use crate::domain::tenant::Tenant;
use crate::domain::text::NameKey;

/// Returns the name that the option gives, made whole where it is a person's display name or the
/// part of a sign-in name of this directory before the `@`, and only one person is meant.
///
/// Scripts name people by whole sign-in names: what they mean must not change with the directory.
pub(super) fn persona(general: &General, tenant: &Tenant) -> Option<String> {
    let name = general.persona.as_ref()?;
    let all = meant(tenant, name);
    // Who comes from elsewhere and has an account here is meant as the guest that they are.
    let is_guest = |person: &Person| {
        let account = tenant.account_of(*person).map(Person::User);
        account.is_some_and(|account| account != *person && all.contains(&account))
    };
    let mut meant = all.iter().copied().filter(|person| !is_guest(person));
    let whole = match (meant.next(), meant.next()) {
        (Some(only), None) => tenant.sign_in_name(only),
        (Some(_), Some(_)) | (None, _) => None,
    };
    Some(whole.unwrap_or(name).to_owned())
}

fn meant(tenant: &Tenant, name: &str) -> BTreeSet<Person> {
    if name.contains('@') {
        return BTreeSet::new();
    }
    let kinds = Person::KINDS.iter();
    let called = kinds.flat_map(|kind| tenant.named(*kind, name));
    let mut people: BTreeSet<Person> = called.filter_map(Person::of).collect();
    let domains = tenant.resource_directory().into_iter();
    for domain in domains.flat_map(Directory::domains) {
        let whole = NameKey::of(&format!("{name}@{}", domain.as_str()));
        people.extend(tenant.index.sign_in_names.of(whole));
    }
    people
}
