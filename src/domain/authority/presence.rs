//! Who can be at the desk at all.

use crate::domain::id::{DirectoryId, Person};
use crate::domain::refusal::{DeskRefusal, Refusal};
use crate::domain::subject::SignInMethod;
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
        || Refusal::from(DeskRefusal::SignInBlocked { person }),
    )?;
    match withheld_passcode(tenant, person) {
        Some(directory) => {
            sink.note(Check::PasscodesOn, false, &[directory.into()]);
            Err(DeskRefusal::PasscodesOff { person }.into())
        }
        None => Ok(()),
    }
}

/// Returns the resource directory where it sends nobody the codes by which a person would sign in.
fn withheld_passcode(tenant: &Tenant, person: Person) -> Option<DirectoryId> {
    let directory = tenant.resource_directory()?;
    if directory.sharing.email_one_time_passcode {
        return None;
    }
    let elsewhere = match person {
        Person::ExternalPerson(id) => Some(id),
        Person::User(id) => tenant.find_user(id)?.external_identity,
    };
    let known = tenant.find_external_person(elsewhere?)?;
    (known.sign_in_method == SignInMethod::EmailOneTimePasscode).then_some(directory.id)
}
