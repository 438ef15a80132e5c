//! Decides commands on applications and sites.

use std::collections::BTreeSet;

use crate::domain::application::{AppRole, Application, MemberType, SignInAudience};
use crate::domain::command::{
    CreateApplication, CreateSite, NewAppRole, ObjectCommand, UpdateApplication, UpdateSite,
};
use crate::domain::context::Context;
use crate::domain::decide::user::{changes, given_or};
use crate::domain::decide::{catalog, delivery};
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::id::{AppRoleId, ApplicationId, ObjectRef, Origin, SiteId, UserId};
use crate::domain::refusal::{DirectoryRefusal, Refusal};
use crate::domain::site::{Site, usual_roles};
use crate::domain::tenant::Tenant;
use crate::domain::text::{Attribute, Description, SiteUrl};
use crate::domain::walk::{Check, Sink};
use crate::domain::warning::Warning;

/// Makes the checks that need no contents.
pub(super) fn precheck<S: Sink + ?Sized>(
    tenant: &Tenant,
    command: &ObjectCommand,
    sink: &mut S,
) -> Result<(), Refusal> {
    let (object, found): (ObjectRef, _) = match command {
        ObjectCommand::CreateApplication(_) | ObjectCommand::CreateSite(_) => return Ok(()),
        ObjectCommand::UpdateApplication(with) => (
            with.application.into(),
            tenant.application(with.application).map(|_| ()),
        ),
        ObjectCommand::DeleteApplication(with) => (
            with.application.into(),
            tenant.application(with.application).map(|_| ()),
        ),
        ObjectCommand::UpdateSite(with) => (with.site.into(), tenant.site(with.site).map(|_| ())),
        ObjectCommand::DeleteSite(with) => (with.site.into(), tenant.site(with.site).map(|_| ())),
    };
    sink.note(Check::ObjectExists, found.is_ok(), &[object]);
    found
}

/// Decides the commands on applications and sites.
pub(super) fn decide(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    command: &ObjectCommand,
) -> Result<(), Refusal> {
    match command {
        ObjectCommand::CreateApplication(with) => create_application(draft, context, with),
        ObjectCommand::UpdateApplication(with) => update_application(draft, context, with),
        ObjectCommand::DeleteApplication(with) => {
            delete_application(draft, context, with.application)
        }
        ObjectCommand::CreateSite(with) => create_site(draft, context, with),
        ObjectCommand::UpdateSite(with) => update_site(draft, context, with),
        ObjectCommand::DeleteSite(with) => delete_site(draft, context, with.site),
    }
}

fn owners(tenant: &Tenant, owners: &[UserId]) -> Result<BTreeSet<UserId>, Refusal> {
    owners
        .iter()
        .map(|owner| tenant.live_user(*owner).map(|user| user.id))
        .collect()
}

fn create_application(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &CreateApplication,
) -> Result<(), Refusal> {
    let id = context.draw(ApplicationId::new);
    let app_id = match &with.app_id {
        Some(app_id) => app_id.clone(),
        None => drawn(context)?,
    };
    let application = Application {
        id,
        app_id,
        display_name: with.display_name.clone(),
        app_roles: roles(context, &[], &with.app_roles)?,
        owners: owners(draft, &with.owners)?,
        sign_in_audience: with
            .sign_in_audience
            .unwrap_or(SignInAudience::MyOrganization),
        well_known: with.well_known,
        created_date_time: context.now,
    };
    context.bind("application", id);
    draft.emit(
        Fact::ApplicationAdded,
        Change::Application(Edit::made(application)),
    );
    Ok(())
}

fn drawn(context: &mut Context<'_>) -> Result<Attribute, Refusal> {
    let guid = context.ids.next_id().to_string();
    Attribute::parse(&guid).map_err(|error| {
        crate::domain::refusal::DeskRefusal::TextInvalid {
            field: "appId".to_owned(),
            problem: error.to_string(),
        }
        .into()
    })
}

/// Makes the roles of an application; one whose value or name was there before stays the same.
fn roles(
    context: &mut Context<'_>,
    old: &[AppRole],
    given: &[NewAppRole],
) -> Result<Vec<AppRole>, Refusal> {
    let mut made: Vec<AppRole> = Vec::new();
    for role in given {
        let name = role.display_name.key();
        let taken = made.iter().any(|other| other.display_name.key() == name);
        context.require(Check::NameUnique, &[], !taken, || {
            DirectoryRefusal::DuplicateRoleName {
                name: role.display_name.clone(),
            }
        })?;
        let same = old.iter().find(|old| match (&old.value, &role.value) {
            (Some(old), Some(new)) => old == new,
            (None, None) => old.display_name.key() == name,
            (Some(_), None) | (None, Some(_)) => false,
        });
        let types = role.allowed_member_types.as_deref();
        made.push(AppRole {
            id: match same {
                Some(same) => same.id,
                None => context.draw(AppRoleId::new),
            },
            value: role.value.clone(),
            display_name: role.display_name.clone(),
            description: role.description.clone().unwrap_or_else(Description::none),
            is_enabled: role.is_enabled.unwrap_or(true),
            allowed_member_types: types
                .unwrap_or(&[MemberType::User])
                .iter()
                .copied()
                .collect(),
        });
    }
    Ok(made)
}

fn update_application(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &UpdateApplication,
) -> Result<(), Refusal> {
    let old = draft.application(with.application)?.clone();
    let new = Application {
        display_name: given_or(with.display_name.as_ref(), &old.display_name),
        app_id: given_or(with.app_id.as_ref(), &old.app_id),
        app_roles: match &with.app_roles {
            Some(given) => roles(context, &old.app_roles, given)?,
            None => old.app_roles.clone(),
        },
        owners: match &with.owners {
            Some(given) => owners(draft, given)?,
            None => old.owners.clone(),
        },
        sign_in_audience: with.sign_in_audience.unwrap_or(old.sign_in_audience),
        well_known: with.well_known.over(old.well_known.as_ref()),
        ..old.clone()
    };
    changes(context, &old, &new)?;
    let id = old.id;
    context.bind("application", id);
    draft.emit(
        Fact::ApplicationUpdated,
        Change::Application(Edit::changed(old, new)),
    );
    delivery::origin_changed(draft, Origin::Application(id));
    Ok(())
}

/// Warns of the catalogs in which an object stops working.
fn warn_of_use(tenant: &Tenant, context: &mut Context<'_>, origin: Origin) {
    let by: Vec<ObjectRef> = tenant
        .index
        .resources_from
        .of(origin)
        .filter_map(|resource| tenant.find_resource(*resource))
        .map(|resource| resource.catalog.into())
        .collect();
    if !by.is_empty() {
        let object = origin.object();
        context.warn(Warning::StillUsed { object, by });
    }
}

fn delete_application(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    id: ApplicationId,
) -> Result<(), Refusal> {
    let old = draft.application(id)?.clone();
    warn_of_use(draft, context, Origin::Application(id));
    context.bind("application", id);
    draft.emit(
        Fact::ApplicationDeleted,
        Change::Application(Edit::gone(old)),
    );
    delivery::origin_changed(draft, Origin::Application(id));
    Ok(())
}

fn address_free(
    tenant: &Tenant,
    context: &mut Context<'_>,
    url: &SiteUrl,
    except: Option<SiteId>,
) -> Result<(), Refusal> {
    let mut found = tenant.index.sites_by_url.of(url.key()).copied();
    let taken = found.find(|site| Some(*site) != except);
    let objects: Vec<ObjectRef> = taken.into_iter().map(Into::into).collect();
    context
        .walk
        .note(Check::NameUnique, taken.is_none(), &objects);
    match taken {
        Some(site) => Err(DirectoryRefusal::DuplicateSite {
            url: url.clone(),
            site,
        }
        .into()),
        None => Ok(()),
    }
}

fn create_site(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &CreateSite,
) -> Result<(), Refusal> {
    address_free(draft, context, &with.url, None)?;
    let site = Site {
        id: context.draw(SiteId::new),
        url: with.url.clone(),
        display_name: with.display_name.clone(),
        roles: with.roles.clone().unwrap_or_else(usual_roles),
        owners: owners(draft, &with.owners)?,
        created_date_time: context.now,
    };
    numbers_differ(context, &site)?;
    context.bind("site", site.id);
    draft.emit(Fact::SiteAdded, Change::Site(Edit::made(site)));
    Ok(())
}

/// Requires that the roles of a site differ by number and by name.
fn numbers_differ(context: &mut Context<'_>, site: &Site) -> Result<(), Refusal> {
    let mut seen = BTreeSet::new();
    let mut names = BTreeSet::new();
    let double = site.roles.iter().find(|role| {
        let new_number = seen.insert(role.origin_id);
        let new_name = names.insert(role.display_name.key());
        !new_number || !new_name
    });
    context.walk.note(Check::NameUnique, double.is_none(), &[]);
    match double {
        Some(role) => Err(DirectoryRefusal::DuplicateRoleName {
            name: role.display_name.clone(),
        }
        .into()),
        None => Ok(()),
    }
}

fn update_site(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &UpdateSite,
) -> Result<(), Refusal> {
    let old = draft.site(with.site)?.clone();
    if let Some(url) = &with.url {
        address_free(draft, context, url, Some(old.id))?;
    }
    let new = Site {
        display_name: given_or(with.display_name.as_ref(), &old.display_name),
        url: given_or(with.url.as_ref(), &old.url),
        roles: given_or(with.roles.as_ref(), &old.roles),
        owners: match &with.owners {
            Some(given) => owners(draft, given)?,
            None => old.owners.clone(),
        },
        ..old.clone()
    };
    numbers_differ(context, &new)?;
    changes(context, &old, &new)?;
    let id = old.id;
    context.bind("site", id);
    let is_resource = draft.index.resources_from.count(&Origin::Site(id)) > 0;
    let enters = is_resource && !draft.knows_environment(&new.url.environment());
    draft.emit(Fact::SiteUpdated, Change::Site(Edit::changed(old, new)));
    if enters {
        catalog::tell_environment(draft, id)?;
    }
    delivery::origin_changed(draft, Origin::Site(id));
    Ok(())
}

fn delete_site(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    id: SiteId,
) -> Result<(), Refusal> {
    let old = draft.site(id)?.clone();
    warn_of_use(draft, context, Origin::Site(id));
    context.bind("site", id);
    draft.emit(Fact::SiteDeleted, Change::Site(Edit::gone(old)));
    delivery::origin_changed(draft, Origin::Site(id));
    Ok(())
}
