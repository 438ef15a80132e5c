//! Commands on connected organizations and on the settings of entitlement management.

use crate::domain::command::commands;
use crate::domain::id::{ConnectedOrganizationId, Principal};
use crate::domain::organization::{IdentitySource, OrganizationState, SponsorKind};
use crate::domain::settings::{ExternalUserLifecycleAction, KeptDays, ResourceRoleVisibility};
use crate::domain::shape::members;
use crate::domain::text::{Description, DisplayName};
use crate::domain::time::Span;

commands! {
    /// What can be done to connected organizations and settings.
    "do" OrganizationCommand {
        /// Connects another directory or domain.
        CreateConnectedOrganization(CreateConnectedOrganization) = "createConnectedOrganization",
        /// Edits a connected organization.
        UpdateConnectedOrganization(UpdateConnectedOrganization) = "updateConnectedOrganization",
        /// Deletes a connected organization that no policy lists.
        DeleteConnectedOrganization(OrganizationReference) = "deleteConnectedOrganization",
        /// Lets somebody vouch for an organization's people.
        AddSponsor(Sponsor) = "addSponsor",
        /// Ends that.
        RemoveSponsor(Sponsor) = "removeSponsor",
        /// Edits the settings of entitlement management.
        UpdateSettings(UpdateSettings) = "updateSettings",
    }
}

members! {
    /// Fields of `createConnectedOrganization`.
    pub struct CreateConnectedOrganization {
        /// The organization's name.
        display_name: DisplayName,
        /// What it is.
        description: Option<Description>,
        /// Configured unless given.
        state: Option<OrganizationState>,
        /// How its people are recognized.
        #[serde(default)]
        identity_sources: Vec<IdentitySource>,
        /// Members who vouch for its people.
        #[serde(default)]
        internal_sponsors: Vec<Principal>,
        /// Guests who vouch for its people.
        #[serde(default)]
        external_sponsors: Vec<Principal>,
    }

    /// Fields of `updateConnectedOrganization`.
    pub struct UpdateConnectedOrganization {
        /// Which organization.
        connected_organization: ConnectedOrganizationId,
        /// The organization's name.
        display_name: Option<DisplayName>,
        /// What it is.
        description: Option<Description>,
        /// Whether an administrator set it up.
        state: Option<OrganizationState>,
        /// How its people are recognized.
        identity_sources: Option<Vec<IdentitySource>>,
    }

    /// A connected organization.
    pub struct OrganizationReference {
        /// Which organization.
        connected_organization: ConnectedOrganizationId,
    }

    /// A connected organization and one of its sponsors.
    pub struct Sponsor {
        /// Which organization.
        connected_organization: ConnectedOrganizationId,
        /// For whom the sponsor stands.
        kind: SponsorKind,
        /// The user or group.
        sponsor: Principal,
    }

    /// Fields of `updateSettings`.
    #[derive(Default)]
    pub struct UpdateSettings {
        /// What becomes of a governed guest who loses the last assignment.
        external_user_lifecycle_action: Option<ExternalUserLifecycleAction>,
        /// How long after that the guest is deleted; at once when 0.
        duration_until_external_user_deleted_after_blocked: Option<Span>,
        /// Whether a guest who is to be deleted may sign in until then.
        delete_without_block: Option<bool>,
        /// Who sees in My Access what a package gives.
        resource_role_visibility: Option<ResourceRoleVisibility>,
        /// Whether requestors see who decides.
        show_approver_details: Option<bool>,
        /// Whether My Access suggests packages.
        suggested_packages: Option<bool>,
        /// Whether approvers may let somebody else decide for them.
        approval_delegation: Option<bool>,
        /// Whether members find packages that only specific users may request.
        show_specific_scope_to_all_members: Option<bool>,
        /// How many days the audit log is kept.
        audit_retention_days: Option<KeptDays>,
        /// How many days requests are kept once they are completed.
        request_retention_days: Option<KeptDays>,
    }
}
