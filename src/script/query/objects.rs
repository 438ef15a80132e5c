//! Rows of what catalogs can hold beside groups: applications, sites and roles over the directory.

use serde_json::{Value, json};

use crate::domain::decide::holding::given_by;
use crate::domain::id::{ApplicationId, DirectoryRoleId, ObjectRef, Origin, SiteId, UserId};
use crate::domain::resource::ResourceRole;
use crate::domain::subject::DirectoryRole;
use crate::script::query::directory::fields;
use crate::script::query::{Asked, Fields};
use crate::script::receipt::reference;

pub(super) fn application(asked: &Asked<'_>, id: ApplicationId) -> Option<Fields> {
    let application = asked.tenant.find_application(id)?;
    fields(json!({
        "displayName": application.display_name,
        "appId": application.app_id,
        "appRoles": application.app_roles,
        "owners": people(asked, application.owners.iter()),
        "signInAudience": application.sign_in_audience,
        "wellKnown": application.well_known,
        "assignments": holders(asked, Origin::Application(id)),
        "createdDateTime": application.created_date_time,
    }))
}

pub(super) fn site(asked: &Asked<'_>, id: SiteId) -> Option<Fields> {
    let site = asked.tenant.find_site(id)?;
    fields(json!({
        "displayName": site.display_name,
        "url": site.url,
        "roles": site.roles,
        "owners": people(asked, site.owners.iter()),
        "assignments": holders(asked, Origin::Site(id)),
        "createdDateTime": site.created_date_time,
    }))
}

pub(super) fn directory_role(asked: &Asked<'_>, id: DirectoryRoleId) -> Option<Fields> {
    let role = DirectoryRole::of(id)?;
    fields(json!({
        "displayName": role.label(),
        "name": role.json(),
        "isPrivileged": role.is_privileged(),
        "assignments": holders(asked, Origin::DirectoryRole(id)),
    }))
}

fn people<'a>(asked: &Asked<'_>, users: impl Iterator<Item = &'a UserId>) -> Vec<Value> {
    users.map(|user| reference(asked.tenant, *user)).collect()
}

/// Lists who has which role on an object, and which assignments that the asker may know of give it;
/// to whoever sees all of them, none means by hand.
fn holders(asked: &Asked<'_>, origin: Origin) -> Vec<Value> {
    let tenant = asked.tenant;
    let recorded = tenant
        .holdings_on(origin)
        .map(|holding| (holding.role, holding.user));
    let active = directory_role_of(origin)
        .into_iter()
        .flat_map(|role| tenant.index.role_holders.of(role))
        .map(|user| (ResourceRole::ActiveMember, *user));
    recorded
        .chain(active)
        .map(|(role, user)| {
            let given: Vec<Value> = given_by(tenant, origin, user, role)
                .into_iter()
                .filter(|assignment| asked.resolver.sees((*assignment).into()))
                .map(|assignment| reference(tenant, assignment))
                .collect();
            json!({
                "principal": reference(tenant, user),
                "role": tenant.role_on(origin, role),
                "assignments": given,
            })
        })
        .collect()
}

fn directory_role_of(origin: Origin) -> Option<DirectoryRole> {
    if let Origin::DirectoryRole(id) = origin {
        DirectoryRole::of(id)
    } else {
        None
    }
}

pub(super) fn applications(asked: &Asked<'_>) -> Vec<ObjectRef> {
    let applications = asked.tenant.applications.iter();
    applications.map(|found| found.id.into()).collect()
}

pub(super) fn sites(asked: &Asked<'_>) -> Vec<ObjectRef> {
    asked
        .tenant
        .sites
        .iter()
        .map(|site| site.id.into())
        .collect()
}

pub(super) fn directory_roles(_: &Asked<'_>) -> Vec<ObjectRef> {
    let roles = DirectoryRole::ALL.iter();
    roles.map(|role| role.id().into()).collect()
}
