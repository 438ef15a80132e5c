//! Commands on applications and sites.

use crate::domain::application::{MemberType, SignInAudience, WellKnownApplication};
use crate::domain::command::commands;
use crate::domain::id::{ApplicationId, SiteId, UserId};
use crate::domain::shape::{Patch, members};
use crate::domain::site::SiteRole;
use crate::domain::text::{Attribute, Description, DisplayName, SiteUrl};

commands! {
    /// What can be done to applications and sites.
    "do" ObjectCommand {
        /// Creates an application with the roles it offers.
        CreateApplication(CreateApplication) = "createApplication",
        /// Edits an application.
        UpdateApplication(UpdateApplication) = "updateApplication",
        /// Deletes an application for good; access to it ends.
        DeleteApplication(ApplicationReference) = "deleteApplication",
        /// Creates a site with the roles it offers.
        CreateSite(CreateSite) = "createSite",
        /// Edits a site.
        UpdateSite(UpdateSite) = "updateSite",
        /// Deletes a site for good; access to it ends.
        DeleteSite(SiteReference) = "deleteSite",
    }
}

members! {
    /// Fields of `createApplication`.
    pub struct CreateApplication {
        /// The application's name.
        display_name: DisplayName,
        /// The identifier of what it is an instance of; drawn unless given.
        app_id: Option<Attribute>,
        /// The roles it offers; without any there is the default access.
        #[serde(default)]
        app_roles: Vec<NewAppRole>,
        /// Its owners.
        #[serde(default)]
        owners: Vec<UserId>,
        /// Accounts of this directory unless given.
        sign_in_audience: Option<SignInAudience>,
        /// Which part of the service it is, if it is one.
        well_known: Option<WellKnownApplication>,
    }

    /// A role that an application offers.
    pub struct NewAppRole {
        /// The word by which the application knows it.
        value: Option<Attribute>,
        /// Its name.
        display_name: DisplayName,
        /// What it allows.
        description: Option<Description>,
        /// On unless given.
        is_enabled: Option<bool>,
        /// People unless given.
        allowed_member_types: Option<Vec<MemberType>>,
    }

    /// Fields of `updateApplication`.
    pub struct UpdateApplication {
        /// Which application.
        application: ApplicationId,
        /// Its name.
        display_name: Option<DisplayName>,
        /// The identifier of what it is an instance of.
        app_id: Option<Attribute>,
        /// The roles it offers; those whose value or name stays are the same roles.
        app_roles: Option<Vec<NewAppRole>>,
        /// Its owners.
        owners: Option<Vec<UserId>>,
        /// Whose accounts can sign in.
        sign_in_audience: Option<SignInAudience>,
        /// Which part of the service it is.
        #[serde(default)]
        well_known: Patch<WellKnownApplication>,
    }

    /// An application.
    pub struct ApplicationReference {
        /// Which application.
        application: ApplicationId,
    }

    /// Fields of `createSite`.
    pub struct CreateSite {
        /// The site's name.
        display_name: DisplayName,
        /// Its address.
        url: SiteUrl,
        /// The roles it offers; Owners, Visitors and Members unless given.
        roles: Option<Vec<SiteRole>>,
        /// Its owners.
        #[serde(default)]
        owners: Vec<UserId>,
    }

    /// Fields of `updateSite`.
    pub struct UpdateSite {
        /// Which site.
        site: SiteId,
        /// Its name.
        display_name: Option<DisplayName>,
        /// Its address.
        url: Option<SiteUrl>,
        /// The roles it offers.
        roles: Option<Vec<SiteRole>>,
        /// Its owners.
        owners: Option<Vec<UserId>>,
    }

    /// A site.
    pub struct SiteReference {
        /// Which site.
        site: SiteId,
    }
}
