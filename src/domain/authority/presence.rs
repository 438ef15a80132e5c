//! Who can be at the desk at all.

use crate::domain::id::Person;
use crate::domain::refusal::{DeskRefusal, Refusal};
use crate::domain::tenant::Tenant;
use crate::domain::walk::{Check, Sink, require};

/// Requires that a person may sign in.
pub fn signed_in<S: Sink + ?Sized>(
    tenant: &Tenant,
    person: Person,
    sink: &mut S,
) -> Result<(), Refusal> {
    let enabled = match person {
        Person::User(id) => tenant
            .find_user(id)
            .is_some_and(crate::domain::subject::User::is_active),
        Person::ExternalPerson(id) => tenant.find_external_person(id).is_some(),
    };
    require(
        sink,
        Check::SignInEnabled,
        &[person.into()],
        enabled,
        || DeskRefusal::SignInBlocked { person }.into(),
    )
}
