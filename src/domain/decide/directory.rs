//! Decides commands on the resource directory itself.

use crate::domain::command::UpdateOrganization;
use crate::domain::context::Context;
use crate::domain::decide::user::changes;
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::id::{ConnectedOrganizationId, DirectoryId, ObjectRef};
use crate::domain::organization::{ConnectedOrganization, IdentitySource, OrganizationState};
use crate::domain::policy::AllowedTargetScope;
use crate::domain::refusal::{DeskRefusal, Refusal};
use crate::domain::sharing::Sharing;
use crate::domain::subject::Directory;
use crate::domain::tenant::Tenant;
use crate::domain::text::{DomainName, NameKey, UserPrincipalName};
use crate::domain::walk::Check;
use crate::domain::warning::Warning;

fn sharing(old: &Sharing, with: &UpdateOrganization) -> Sharing {
    Sharing {
        b2b: with.b2b.clone().unwrap_or_else(|| old.b2b.clone()),
        email_one_time_passcode: with
            .email_one_time_passcode
            .unwrap_or(old.email_one_time_passcode),
        group_guests: with.group_guests.unwrap_or(old.group_guests),
        teams_guests: with.teams_guests.unwrap_or(old.teams_guests),
        share_point_external_sharing: with
            .share_point_external_sharing
            .unwrap_or(old.share_point_external_sharing),
    }
}

/// Edits the resource directory: its name, its zone and what it lets in from outside.
pub(super) fn update(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &UpdateOrganization,
) -> Result<(), Refusal> {
    let Some(old) = draft.resource_directory().cloned() else {
        return Err(DeskRefusal::NothingToChange {}.into());
    };
    let new = Directory {
        display_name: with
            .display_name
            .clone()
            .unwrap_or_else(|| old.display_name.clone()),
        time_zone: with.time_zone.unwrap_or(old.time_zone),
        sharing: sharing(&old.sharing, with),
        ..old.clone()
    };
    changes(context, &old, &new)?;
    if old.sharing.email_one_time_passcode && !new.sharing.email_one_time_passcode {
        let by = signing_in_with_codes(draft);
        if !by.is_empty() {
            context.warn(Warning::PasscodesOff { by });
        }
    }
    context.bind("directory", old.id);
    draft.emit(
        Fact::DirectoryUpdated,
        Change::Directory(Edit::changed(old, new)),
    );
    Ok(())
}

/// Lists the organizations that are known by a mail domain, and the policies in force that admit
/// every external person: both count on codes sent by mail.
fn signing_in_with_codes(tenant: &Tenant) -> Vec<ObjectRef> {
    let organizations = tenant.connected_organizations.iter();
    let organizations = organizations.filter(|it| it.identity_sources.iter().any(sends_codes));
    let policies = tenant.policies.iter().filter(|policy| {
        policy.terms.is_enabled && policy.terms.scope == AllowedTargetScope::AllExternalUsers
    });
    let organizations = organizations.map(|organization| organization.id.into());
    organizations
        .chain(policies.map(|policy| policy.id.into()))
        .collect()
}

/// Tells whether people of a source sign in with codes sent by mail.
fn sends_codes(source: &IdentitySource) -> bool {
    matches!(source, IdentitySource::DomainIdentitySource { .. })
}

/// Warns that nobody of an organization can sign in with a code, where that is so.
pub(super) fn warn_without_codes(
    tenant: &Tenant,
    context: &mut Context<'_>,
    organization: ConnectedOrganizationId,
    sources: &[IdentitySource],
) {
    let home = tenant.resource_directory();
    let on = home.is_none_or(|home| home.sharing.email_one_time_passcode);
    if !on && sources.iter().any(sends_codes) {
        let by = vec![organization.into()];
        context.warn(Warning::PasscodesOff { by });
    }
}

/// Warns where an organization of people with a social account becomes one that an administrator set
/// up: anybody can have such an account.
pub(super) fn warn_of_social(
    context: &mut Context<'_>,
    old: Option<&ConnectedOrganization>,
    new: &ConnectedOrganization,
) {
    let lets_in = |organization: &ConnectedOrganization| {
        let mut sources = organization.identity_sources.iter();
        organization.state == OrganizationState::Configured
            && sources.any(|source| matches!(source, IdentitySource::SocialIdentitySource { .. }))
    };
    if lets_in(new) && !old.is_some_and(lets_in) {
        let object = new.id.into();
        context.warn(Warning::SocialConfigured { object });
    }
}

/// What every directory's first domain ends in.
const BORN_WITH: &str = ".onmicrosoft.com";

/// Requires that a directory begins with a domain of the service, as all of them do.
pub(super) fn begins_with(context: &mut Context<'_>, domain: &DomainName) -> Result<(), Refusal> {
    let fits = domain.key().as_str().ends_with(BORN_WITH);
    context.require(Check::TextAccepted, &[], fits, || {
        DeskRefusal::TextInvalid {
            field: "initialDomain".to_owned(),
            problem: format!("does not end in {BORN_WITH}"),
        }
    })
}

/// Requires that a name to sign in with does not belong to another directory than the one given.
pub(super) fn not_from_elsewhere(
    tenant: &Tenant,
    context: &mut Context<'_>,
    name: &UserPrincipalName,
    own: Option<DirectoryId>,
) -> Result<(), Refusal> {
    let domain = NameKey::of(&name.domain());
    let other = tenant.directories.iter().find(|directory| {
        let has = directory.domains().any(|found| found.key() == domain);
        has && Some(directory.id) != own
    });
    let objects: Vec<ObjectRef> = other.map(|other| other.id.into()).into_iter().collect();
    let problem =
        other.map(|other| format!("belongs to directory {}", other.display_name.as_str()));
    let passed = problem.is_none();
    context.require(Check::TextAccepted, &objects, passed, || {
        DeskRefusal::TextInvalid {
            field: "userPrincipalName".to_owned(),
            problem: problem.unwrap_or_default(),
        }
    })
}
