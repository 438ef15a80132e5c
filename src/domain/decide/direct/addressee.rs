//! Finds the person behind a mail address, or makes a record of somebody nobody knew.
//!
//! Whoever is behind an unknown address becomes a person from elsewhere at once and a guest when
//! the access is delivered, like everybody else who comes from outside.

use crate::domain::context::Context;
use crate::domain::decide::guest;
use crate::domain::draft::Draft;
use crate::domain::eligibility;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::id::{ExternalPersonId, Person};
use crate::domain::policy::AssignmentPolicy;
use crate::domain::refusal::{OrganizationRefusal, Refusal};
use crate::domain::subject::{ExternalPerson, SignInMethod};
use crate::domain::tenant::Tenant;
use crate::domain::text::{DisplayName, MailAddress, NameKey, UserPrincipalName};
use crate::domain::walk::Check;

/// Returns whoever is behind an address: somebody who signs in with it, or somebody new whom the
/// policy admits.
pub(super) fn find_or_make(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    policy: &AssignmentPolicy,
    address: &str,
) -> Result<Person, Refusal> {
    let person = read(context, draft, address)?;
    if let Some(known) = known(draft, &person) {
        return Ok(known);
    }
    let target = Person::ExternalPerson(person.id);
    let domain = address
        .rsplit_once('@')
        .map(|(_, domain)| NameKey::of(domain));
    let own = draft
        .resource_directory()
        .is_some_and(|home| home.domains().any(|own| Some(own.key()) == domain));
    let change = Change::ExternalPerson(Edit::made(person));
    draft.emit(Fact::ExternalPersonAdded, change);
    eligibility::domain_allowed(draft, target, context.walk).map_err(|_| {
        // The person is made by this command and unknown once it is refused.
        OrganizationRefusal::AddressBlocked {
            address: address.to_owned(),
            domain: draft.home_domain(target).unwrap_or_default(),
        }
    })?;
    let admitted =
        !own && policy.terms.scope.is_external() && eligibility::in_scope(draft, target, policy);
    context.require(Check::AddressInScope, &[policy.id.into()], admitted, || {
        OrganizationRefusal::EmailDomainNotInScope {
            policy: policy.id,
            address: address.to_owned(),
        }
    })?;
    Ok(target)
}

/// Reads an address as the person who would sign in with it: to the directory that has the domain,
/// else with a code sent by mail.
fn read(
    context: &mut Context<'_>,
    tenant: &Tenant,
    address: &str,
) -> Result<ExternalPerson, Refusal> {
    let parsed = MailAddress::parse(address);
    let name = UserPrincipalName::parse(address);
    let label = DisplayName::parse(address);
    let parts = match (parsed, name, label) {
        (Ok(mail), Ok(name), Ok(label)) => Ok((mail, name, label)),
        (Err(error), _, _) | (_, Err(error), _) | (_, _, Err(error)) => Err(error.to_string()),
    };
    let valid = parts.is_ok();
    context.walk.note(Check::AddressValid, valid, &[]);
    let (mail, user_principal_name, display_name) =
        parts.map_err(|problem| OrganizationRefusal::EmailInvalid {
            address: address.to_owned(),
            problem,
        })?;
    let domain = address
        .rsplit_once('@')
        .map(|(_, domain)| NameKey::of(domain));
    let directory = tenant.directories.iter().find(|directory| {
        let mut domains = directory.domains();
        !directory.is_resource_directory && domains.any(|found| Some(found.key()) == domain)
    });
    Ok(ExternalPerson {
        id: context.draw(ExternalPersonId::new),
        user_principal_name,
        display_name,
        mail: Some(mail),
        directory: directory.map(|directory| directory.id),
        sign_in_method: if directory.is_some() {
            SignInMethod::AzureActiveDirectory
        } else {
            SignInMethod::EmailOneTimePasscode
        },
        verified_credentials: Vec::new(),
    })
}

/// Finds whoever signs in with the address already, at home or as a guest here.
fn known(tenant: &Tenant, person: &ExternalPerson) -> Option<Person> {
    let names = std::iter::once(person.user_principal_name.key())
        .chain(guest::guest_name(tenant, person).map(|name| name.key()));
    names
        .filter_map(|name| tenant.index.sign_in_names.of(name).next().copied())
        .map(|found| tenant.acting_as(found))
        .next()
}
