//! Rows of connected organizations, and the settings of entitlement management.

use serde_json::{Value, json};

use crate::domain::authority::{Right, holder_of};
use crate::domain::id::{ConnectedOrganizationId, ObjectRef};
use crate::domain::organization::SponsorKind;
use crate::script::query::directory::fields;
use crate::script::query::{Asked, Fields};
use crate::script::receipt::reference;

pub(super) fn organization(asked: &Asked<'_>, id: ConnectedOrganizationId) -> Option<Fields> {
    let organization = asked.tenant.find_organization(id)?;
    if holder_of(asked.tenant, asked.viewer, Right::ManageOrganizations, None).is_none() {
        // Whoever names organizations in policies, or decides about their people, reads no more.
        return fields(json!({
            "displayName": organization.display_name,
            "description": organization.description,
            "state": organization.state,
            "createdDateTime": organization.created_date_time,
        }));
    }
    let sponsors = |kind| -> Vec<Value> {
        let sponsors = organization.sponsors(kind).iter();
        sponsors
            .map(|sponsor| reference(asked.tenant, *sponsor))
            .collect()
    };
    fields(json!({
        "displayName": organization.display_name,
        "description": organization.description,
        "state": organization.state,
        "identitySources": organization.identity_sources,
        "internalSponsors": sponsors(SponsorKind::Internal),
        "externalSponsors": sponsors(SponsorKind::External),
        "createdDateTime": organization.created_date_time,
        "modifiedDateTime": organization.modified_date_time,
    }))
}

pub(super) fn organizations(asked: &Asked<'_>) -> Vec<ObjectRef> {
    let organizations = asked.tenant.connected_organizations.iter();
    organizations
        .map(|organization| organization.id.into())
        .collect()
}

/// Shows the settings to those who may edit them.
pub(super) fn settings(asked: &Asked<'_>) -> Option<Fields> {
    holder_of(asked.tenant, asked.viewer, Right::ManageSettings, None)?;
    fields(json!(asked.tenant.settings))
}
