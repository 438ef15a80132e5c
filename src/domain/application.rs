//! Applications and the roles they offer.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::domain::id::{AppRoleId, ApplicationId, UserId};
use crate::domain::subject::words;
use crate::domain::text::{Attribute, Description, DisplayName};
use crate::domain::time::Timestamp;

words! {
    /// Whose accounts can sign in to an application.
    SignInAudience {
        /// Those of the directory.
        MyOrganization = "AzureADMyOrg", "Accounts of this directory";
        /// Personal Microsoft accounts only.
        PersonalMicrosoftAccount = "PersonalMicrosoftAccount", "Personal Microsoft accounts";
    }

    /// Whom an application's role can be given to.
    MemberType {
        /// People and groups.
        User = "User", "People";
        /// Other applications.
        Application = "Application", "Applications";
    }

    /// An application of the service itself, which no catalog can hand out.
    WellKnownApplication {
        /// Exchange Online.
        ExchangeOnline = "exchangeOnline", "Exchange Online";
        /// The one behind sites, which are resources of their own.
        SharePointOnline = "sharePointOnline", "SharePoint Online";
    }
}

/// An application (service principal).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Application {
    /// Which application.
    pub id: ApplicationId,
    /// The identifier of what it is an instance of.
    pub app_id: Attribute,
    /// Its name; two applications may have the same one.
    pub display_name: DisplayName,
    /// The roles it offers; without any there is the default access.
    pub app_roles: Vec<AppRole>,
    /// Who may give its roles besides administrators.
    pub owners: BTreeSet<UserId>,
    /// Whose accounts can sign in.
    pub sign_in_audience: SignInAudience,
    /// Which part of the service it is, if it is one.
    pub well_known: Option<WellKnownApplication>,
    /// When it was made.
    pub created_date_time: Timestamp,
}

/// A role that an application offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AppRole {
    /// Which role.
    pub id: AppRoleId,
    /// The word by which the application knows it; a role keeps its identifier while the word stays.
    pub value: Option<Attribute>,
    /// Its name.
    pub display_name: DisplayName,
    /// What it allows.
    pub description: Description,
    /// Whether it can be given.
    pub is_enabled: bool,
    /// Whom it can be given to.
    pub allowed_member_types: BTreeSet<MemberType>,
}

impl AppRole {
    /// Tells whether the role can be given to people.
    pub fn is_for_people(&self) -> bool {
        self.allowed_member_types.contains(&MemberType::User)
    }
}

impl Application {
    /// Finds a role that the application offers.
    pub fn find_role(&self, id: AppRoleId) -> Option<&AppRole> {
        self.app_roles.iter().find(|role| role.id == id)
    }
}
