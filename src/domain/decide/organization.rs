//! Decides commands on connected organizations and on the settings of entitlement management.

use std::collections::BTreeSet;

use crate::domain::command::{
    CreateConnectedOrganization, OrganizationCommand, Sponsor, UpdateConnectedOrganization,
    UpdateSettings,
};
use crate::domain::context::Context;
use crate::domain::decide::user::changes;
use crate::domain::decide::{delegation, directory};
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::id::{ConnectedOrganizationId, ObjectKind, ObjectRef, PolicyId, Principal};
use crate::domain::index::Admitted;
use crate::domain::organization::{
    ConnectedOrganization, IdentitySource, OrganizationState, SponsorKind,
};
use crate::domain::refusal::{OrganizationRefusal, Refusal};
use crate::domain::settings::{KeptDays, Settings};
use crate::domain::subject::UserType;
use crate::domain::tenant::Tenant;
use crate::domain::text::{Description, DisplayName};
use crate::domain::walk::{Check, Sink, require};

/// Makes the checks that need no contents.
pub(super) fn precheck<S: Sink + ?Sized>(
    tenant: &Tenant,
    command: &OrganizationCommand,
    sink: &mut S,
) -> Result<(), Refusal> {
    match command {
        OrganizationCommand::CreateConnectedOrganization(_)
        | OrganizationCommand::UpdateSettings(_) => Ok(()),
        OrganizationCommand::UpdateConnectedOrganization(with) => {
            exists(tenant, with.connected_organization, sink)
        }
        OrganizationCommand::AddSponsor(with) | OrganizationCommand::RemoveSponsor(with) => {
            exists(tenant, with.connected_organization, sink)
        }
        OrganizationCommand::DeleteConnectedOrganization(with) => {
            let organization = with.connected_organization;
            exists(tenant, organization, sink)?;
            let listing = tenant
                .index
                .policies_for
                .of(Admitted::Organization(organization));
            let by: Vec<PolicyId> = listing.copied().collect();
            let objects: Vec<ObjectRef> = by.iter().map(|policy| (*policy).into()).collect();
            require(
                sink,
                Check::OrganizationUnlisted,
                &objects,
                by.is_empty(),
                || OrganizationRefusal::ConnectedOrgInUse { organization, by }.into(),
            )
        }
    }
}

fn exists<S: Sink + ?Sized>(
    tenant: &Tenant,
    organization: ConnectedOrganizationId,
    sink: &mut S,
) -> Result<(), Refusal> {
    let found = tenant.organization(organization);
    sink.note(Check::ObjectExists, found.is_ok(), &[organization.into()]);
    found.map(|_| ())
}

/// Decides the commands on organizations and settings.
pub(super) fn decide(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    command: &OrganizationCommand,
) -> Result<(), Refusal> {
    match command {
        OrganizationCommand::CreateConnectedOrganization(with) => create(draft, context, with),
        OrganizationCommand::UpdateConnectedOrganization(with) => update(draft, context, with),
        OrganizationCommand::DeleteConnectedOrganization(with) => {
            let old = draft.organization(with.connected_organization)?.clone();
            context.bind("connectedOrganization", old.id);
            draft.emit(
                Fact::OrganizationDeleted,
                Change::Organization(Edit::gone(old)),
            );
            Ok(())
        }
        OrganizationCommand::AddSponsor(with) => add_sponsor(draft, context, with),
        OrganizationCommand::RemoveSponsor(with) => remove_sponsor(draft, context, with),
        OrganizationCommand::UpdateSettings(with) => update_settings(draft, context, with),
    }
}

fn create(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &CreateConnectedOrganization,
) -> Result<(), Refusal> {
    name_free(draft, context, &with.display_name, None)?;
    sources_fit(draft, context, &with.identity_sources, None)?;
    let organization = ConnectedOrganization {
        id: context.draw(ConnectedOrganizationId::new),
        display_name: with.display_name.clone(),
        description: with.description.clone().unwrap_or_else(Description::none),
        state: with.state.unwrap_or(OrganizationState::Configured),
        identity_sources: named(draft, &with.identity_sources),
        internal_sponsors: BTreeSet::new(),
        external_sponsors: BTreeSet::new(),
        created_date_time: context.now,
        modified_date_time: context.now,
    };
    let id = organization.id;
    directory::warn_without_codes(draft, context, id, &organization.identity_sources);
    directory::warn_of_social(context, None, &organization);
    context.bind("connectedOrganization", id);
    draft.emit(
        Fact::OrganizationCreated,
        Change::Organization(Edit::made(organization)),
    );
    let internal = with.internal_sponsors.iter();
    let external = with.external_sponsors.iter();
    let sponsors = internal
        .map(|sponsor| (SponsorKind::Internal, *sponsor))
        .chain(external.map(|sponsor| (SponsorKind::External, *sponsor)));
    for (kind, sponsor) in sponsors {
        fits(draft, context, kind, sponsor)?;
        vouch(draft, context, id, kind, sponsor)?;
    }
    Ok(())
}

fn update(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &UpdateConnectedOrganization,
) -> Result<(), Refusal> {
    let old = draft.organization(with.connected_organization)?.clone();
    if let Some(name) = &with.display_name {
        name_free(draft, context, name, Some(old.id))?;
    }
    let mut new = old.clone();
    if let Some(sources) = &with.identity_sources {
        sources_fit(draft, context, sources, Some(old.id))?;
        new.identity_sources = named(draft, sources);
        directory::warn_without_codes(draft, context, old.id, sources);
    }
    new.display_name = with.display_name.clone().unwrap_or(new.display_name);
    new.description = with.description.clone().unwrap_or(new.description);
    new.state = with.state.unwrap_or(new.state);
    changes(context, &old, &new)?;
    directory::warn_of_social(context, Some(&old), &new);
    new.modified_date_time = context.now;
    context.bind("connectedOrganization", old.id);
    draft.emit(
        Fact::OrganizationUpdated,
        Change::Organization(Edit::changed(old, new)),
    );
    Ok(())
}

fn name_free(
    tenant: &Tenant,
    context: &mut Context<'_>,
    name: &DisplayName,
    except: Option<ConnectedOrganizationId>,
) -> Result<(), Refusal> {
    let taken = named_so(tenant, name).filter(|found| except != Some(*found));
    let objects: Vec<ObjectRef> = taken.into_iter().map(Into::into).collect();
    context.require(Check::NameUnique, &objects, taken.is_none(), || {
        OrganizationRefusal::DuplicateConnectedOrg {
            organization: taken.unwrap_or(ConnectedOrganizationId::MIN),
        }
    })
}

/// Finds the organization that goes by a name.
pub(super) fn named_so(tenant: &Tenant, name: &DisplayName) -> Option<ConnectedOrganizationId> {
    tenant
        .named(ObjectKind::ConnectedOrganization, name.as_str())
        .next()
        .map(|object| ConnectedOrganizationId::new(object.guid()))
}

/// Requires that sources exist, are not the resource directory and identify no other organization.
fn sources_fit(
    tenant: &Tenant,
    context: &mut Context<'_>,
    sources: &[IdentitySource],
    own: Option<ConnectedOrganizationId>,
) -> Result<(), Refusal> {
    let any = !sources.is_empty();
    context.require(Check::SourceNamed, &[], any, || {
        OrganizationRefusal::IdentitySourceRequired {}
    })?;
    for source in sources {
        let home = is_home(tenant, source)?;
        let objects: Vec<ObjectRef> = home.into_iter().collect();
        context.require(Check::SourceNotHome, &objects, home.is_none(), || {
            let directory = home.unwrap_or(ObjectRef::MIN);
            OrganizationRefusal::IdentitySourceIsHome { directory }
        })?;
        let taken = tenant.index.organizations_by.of(source.key()).copied();
        let taken = taken.into_iter().find(|found| own != Some(*found));
        let objects: Vec<ObjectRef> = taken.into_iter().map(Into::into).collect();
        context.require(Check::SourceFree, &objects, taken.is_none(), || {
            OrganizationRefusal::IdentitySourceInUse {
                sign_in: in_words(tenant, source),
                organization: taken.unwrap_or(ConnectedOrganizationId::MIN),
            }
        })?;
    }
    Ok(())
}

/// Returns the resource directory when a source is it, or one of its domains.
fn is_home(tenant: &Tenant, source: &IdentitySource) -> Result<Option<ObjectRef>, Refusal> {
    let directory = match source {
        IdentitySource::AzureActiveDirectoryTenant { tenant_id, .. } => {
            Some(tenant.directory(*tenant_id)?).filter(|found| found.is_resource_directory)
        }
        IdentitySource::DomainIdentitySource { domain_name, .. }
        | IdentitySource::ExternalDomainFederation { domain_name, .. } => tenant
            .resource_directory()
            .filter(|home| home.domains().any(|own| own.key() == domain_name.key())),
        IdentitySource::CrossCloudAzureActiveDirectoryTenant { .. }
        | IdentitySource::SocialIdentitySource { .. } => None,
    };
    Ok(directory.map(|directory| directory.id.into()))
}

/// Says which source it is: the name that it has or would get, else the domain.
pub fn in_words(tenant: &Tenant, source: &IdentitySource) -> String {
    let given = source.display_name().map(|name| name.as_str().to_owned());
    given
        .or_else(|| usual_name(tenant, source).map(String::from))
        .unwrap_or_else(|| source.kind().to_owned())
}

/// Names sources that came without a name, as the service does; a source that is given twice counts
/// once.
fn named(tenant: &Tenant, sources: &[IdentitySource]) -> Vec<IdentitySource> {
    let mut keys = BTreeSet::new();
    sources
        .iter()
        .filter(|source| keys.insert(source.key()))
        .map(|source| {
            let mut source = source.clone();
            if source.display_name().is_none() {
                let name = usual_name(tenant, &source);
                source.set_display_name(name);
            }
            source
        })
        .collect()
}

fn usual_name(tenant: &Tenant, source: &IdentitySource) -> Option<DisplayName> {
    match source {
        IdentitySource::AzureActiveDirectoryTenant { tenant_id, .. } => tenant
            .find_directory(*tenant_id)
            .map(|directory| directory.display_name.clone()),
        IdentitySource::DomainIdentitySource { domain_name, .. }
        | IdentitySource::ExternalDomainFederation { domain_name, .. } => {
            DisplayName::parse(domain_name.as_str()).ok()
        }
        IdentitySource::CrossCloudAzureActiveDirectoryTenant { tenant_id, .. } => {
            DisplayName::parse(tenant_id.as_str()).ok()
        }
        IdentitySource::SocialIdentitySource {
            social_identity_source_type,
            ..
        } => DisplayName::parse(social_identity_source_type.label()).ok(),
    }
}

/// Requires that somebody may be a sponsor of a kind; any group may.
fn fits(
    tenant: &Tenant,
    context: &mut Context<'_>,
    kind: SponsorKind,
    sponsor: Principal,
) -> Result<(), Refusal> {
    let (wanted, needs) = match kind {
        SponsorKind::Internal => (UserType::Member, "a member of the directory"),
        SponsorKind::External => (UserType::Guest, "a guest of the directory"),
    };
    let fits = match sponsor {
        Principal::User(user) => tenant.live_user(user)?.user_type == wanted,
        Principal::Group(group) => tenant.live_group(group).map(|_| true)?,
    };
    context.require(Check::SponsorFits, &[sponsor.into()], fits, || {
        OrganizationRefusal::SponsorWrongType { sponsor, needs }
    })
}

fn add_sponsor(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &Sponsor,
) -> Result<(), Refusal> {
    fits(draft, context, with.kind, with.sponsor)?;
    context.bind("connectedOrganization", with.connected_organization);
    let organization = with.connected_organization;
    vouch(draft, context, organization, with.kind, with.sponsor)
}

fn vouch(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    organization: ConnectedOrganizationId,
    kind: SponsorKind,
    sponsor: Principal,
) -> Result<(), Refusal> {
    let old = draft.organization(organization)?.clone();
    let mut new = old.clone();
    new.sponsors_mut(kind).insert(sponsor);
    changes(context, &old, &new)?;
    let fact = match kind {
        SponsorKind::Internal => Fact::InternalSponsorAssigned,
        SponsorKind::External => Fact::ExternalSponsorAssigned,
    };
    draft.emit(fact, Change::Organization(Edit::changed(old, new)));
    Ok(())
}

fn remove_sponsor(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &Sponsor,
) -> Result<(), Refusal> {
    let old = draft.organization(with.connected_organization)?.clone();
    let mut new = old.clone();
    new.sponsors_mut(with.kind).remove(&with.sponsor);
    changes(context, &old, &new)?;
    context.bind("connectedOrganization", old.id);
    let fact = match with.kind {
        SponsorKind::Internal => Fact::InternalSponsorRemoved,
        SponsorKind::External => Fact::ExternalSponsorRemoved,
    };
    draft.emit(fact, Change::Organization(Edit::changed(old, new)));
    Ok(())
}

fn update_settings(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &UpdateSettings,
) -> Result<(), Refusal> {
    let old = draft.settings;
    let new = Settings {
        external_user_lifecycle_action: with
            .external_user_lifecycle_action
            .unwrap_or(old.external_user_lifecycle_action),
        duration_until_external_user_deleted_after_blocked: with
            .duration_until_external_user_deleted_after_blocked
            .unwrap_or(old.duration_until_external_user_deleted_after_blocked),
        delete_without_block: with
            .delete_without_block
            .unwrap_or(old.delete_without_block),
        resource_role_visibility: with
            .resource_role_visibility
            .unwrap_or(old.resource_role_visibility),
        show_approver_details: with
            .show_approver_details
            .unwrap_or(old.show_approver_details),
        suggested_packages: with.suggested_packages.unwrap_or(old.suggested_packages),
        approval_delegation: with.approval_delegation.unwrap_or(old.approval_delegation),
        show_specific_scope_to_all_members: with
            .show_specific_scope_to_all_members
            .unwrap_or(old.show_specific_scope_to_all_members),
        audit_retention_days: with
            .audit_retention_days
            .map_or(old.audit_retention_days, KeptDays::get),
        request_retention_days: with
            .request_retention_days
            .map_or(old.request_retention_days, KeptDays::get),
    };
    changes(context, &old, &new)?;
    draft.emit(
        Fact::SettingsUpdated,
        Change::Settings(Edit::changed(old, new)),
    );
    delegation::follow_settings(draft, context.now)
}
