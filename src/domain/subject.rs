//! People and what they are to the directory: directories, accounts and persons from elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::domain::attribute::{Attributes, UserAttribute};
use crate::domain::credential::VerifiedCredential;
use crate::domain::guest::{Departure, InvitationState, SubjectLifecycle};
use crate::domain::id::{DirectoryId, ExternalPersonId, Principal, UserId};
use crate::domain::shape::{Shape, Shaped};
use crate::domain::sharing::Sharing;
use crate::domain::text::{Attribute, DisplayName, DomainName, MailAddress, UserPrincipalName};
use crate::domain::time::{Span, Timestamp, Zone};

/// Declares an enum of words together with its JSON shape and the words people read.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $json:literal, $label:literal;)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $json)] $variant,)*
        }

        impl $name {
            /// Every value, in the order in which people are offered them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Returns the value as JSON writes it.
            pub const fn json(self) -> &'static str {
                match self { $(Self::$variant => $json,)* }
            }

            /// Returns the words that people read.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)* }
            }
        }

        impl crate::domain::shape::Shaped for $name {
            const SHAPE: crate::domain::shape::Shape = crate::domain::shape::Shape::Choice(&[$($json,)*]);
        }
    )*};
}
pub(crate) use words;

words! {
    /// Whether an account belongs to the directory's own people.
    UserType {
        /// One of the directory's own people.
        Member = "Member", "Member";
        /// Somebody invited from elsewhere.
        Guest = "Guest", "Guest";
    }

    /// A role over the whole directory.
    DirectoryRole {
        /// May do everything but decide on requests.
        GlobalAdministrator = "globalAdministrator", "Global Administrator";
        /// Runs entitlement management.
        IdentityGovernanceAdministrator = "identityGovernanceAdministrator", "Identity Governance Administrator";
        /// Manages users and groups.
        UserAdministrator = "userAdministrator", "User Administrator";
        /// Manages groups.
        GroupsAdministrator = "groupsAdministrator", "Groups Administrator";
        /// Manages devices and the groups for them.
        IntuneAdministrator = "intuneAdministrator", "Intune Administrator";
        /// Manages mail and Microsoft 365 groups.
        ExchangeAdministrator = "exchangeAdministrator", "Exchange Administrator";
        /// Manages sites.
        SharePointAdministrator = "sharePointAdministrator", "SharePoint Administrator";
        /// Manages applications.
        ApplicationAdministrator = "applicationAdministrator", "Application Administrator";
        /// Manages applications but not their proxies.
        CloudApplicationAdministrator = "cloudApplicationAdministrator", "Cloud Application Administrator";
        /// Manages directory roles and role-assignable groups.
        PrivilegedRoleAdministrator = "privilegedRoleAdministrator", "Privileged Role Administrator";
        /// Reads reports and the audit log.
        ReportsReader = "reportsReader", "Reports Reader";
        /// Reads security information.
        SecurityReader = "securityReader", "Security Reader";
        /// Manages security information.
        SecurityAdministrator = "securityAdministrator", "Security Administrator";
        /// Reads everything.
        GlobalReader = "globalReader", "Global Reader";
    }

    /// How a person without an account in the resource directory proves who they are.
    SignInMethod {
        /// Signs in to a directory of their own.
        AzureActiveDirectory = "azureActiveDirectory", "Microsoft Entra ID";
        /// Gets a code by mail.
        EmailOneTimePasscode = "emailOneTimePasscode", "One-time passcode";
        /// Signs in to a federated provider of their domain.
        ExternalDomainFederation = "externalDomainFederation", "Domain federation";
        /// Signs in with a consumer account.
        Social = "social", "Social account";
    }
}

impl DirectoryRole {
    /// Returns the abbreviation by which administrators know the role, for the title bar.
    pub const fn abbreviation(self) -> &'static str {
        match self {
            Self::GlobalAdministrator => "GA",
            Self::IdentityGovernanceAdministrator => "IGA",
            Self::UserAdministrator => "UA",
            Self::GroupsAdministrator => "Groups",
            Self::IntuneAdministrator => "Intune",
            Self::ExchangeAdministrator => "Exchange",
            Self::SharePointAdministrator => "SharePoint",
            Self::ApplicationAdministrator => "Apps",
            Self::CloudApplicationAdministrator => "Cloud apps",
            Self::PrivilegedRoleAdministrator => "Privileged roles",
            Self::ReportsReader => "Reports reader",
            Self::SecurityReader => "Security reader",
            Self::SecurityAdministrator => "Security",
            Self::GlobalReader => "Reader",
        }
    }
}

/// The name of a time zone of the IANA database, in which dates without a time are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeZone(pub Zone);

impl TimeZone {
    /// Coordinated universal time, the zone of a directory that names none.
    pub const UTC: Self = Self(Zone::UTC);

    /// Finds a zone by name, such as `Europe/Berlin`.
    pub fn parse(name: &str) -> Option<Self> {
        Zone::find(name.trim()).map(Self)
    }

    /// Returns the zone's name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }
}

impl TryFrom<String> for TimeZone {
    type Error = String;
    fn try_from(name: String) -> Result<Self, String> {
        Self::parse(&name)
            .ok_or_else(|| format!("`{name}` is not a time zone such as Europe/Berlin"))
    }
}

impl From<TimeZone> for String {
    fn from(zone: TimeZone) -> Self {
        zone.name().to_owned()
    }
}

impl Shaped for TimeZone {
    const SHAPE: Shape = Shape::Text(|raw| match Self::parse(raw) {
        Some(_) => Ok(()),
        None => Err(crate::domain::text::TextError::Malformed(
            "a time zone such as Europe/Berlin",
        )),
    });
}

/// A directory (tenant): the resource directory, or one in which external people have accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Directory {
    /// The Directory ID.
    pub id: DirectoryId,
    /// Its name.
    pub display_name: DisplayName,
    /// The domain it was born with, such as `contoso.onmicrosoft.com`.
    pub initial_domain: DomainName,
    /// Its other verified domains.
    pub other_domains: Vec<DomainName>,
    /// Whether it owns the resources that are governed here; exactly one does.
    pub is_resource_directory: bool,
    /// The zone in which dates without a time are read.
    pub time_zone: TimeZone,
    /// What it lets in from outside.
    #[serde(default)]
    pub sharing: Sharing,
}

impl Directory {
    /// Lists all verified domains, the initial one first.
    pub fn domains(&self) -> impl Iterator<Item = &DomainName> {
        std::iter::once(&self.initial_domain).chain(&self.other_domains)
    }
}

/// Somebody who is not in the resource directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExternalPerson {
    /// Who it is.
    pub id: ExternalPersonId,
    /// The name they sign in with.
    pub user_principal_name: UserPrincipalName,
    /// Their name.
    pub display_name: DisplayName,
    /// Where mail reaches them.
    pub mail: Option<MailAddress>,
    /// The directory that holds their account, when it is one of those known here.
    pub directory: Option<DirectoryId>,
    /// How they sign in.
    pub sign_in_method: SignInMethod,
    /// What they can prove with a digital identity.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub verified_credentials: Vec<VerifiedCredential>,
}

/// How long a deleted account or group can be restored.
pub const RESTORABLE: Span = Span::days(30);

/// Returns until when something deleted can be restored.
pub(super) fn restorable_until(
    deleted: Option<Timestamp>,
    purged: Option<Timestamp>,
) -> Option<Timestamp> {
    match purged {
        Some(_) => None,
        None => deleted.map(|at| at.plus(RESTORABLE)),
    }
}

/// An account in the resource directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct User {
    /// Which account.
    pub id: UserId,
    /// The name the user signs in with, unique in the directory.
    pub user_principal_name: UserPrincipalName,
    /// The user's name.
    pub display_name: DisplayName,
    /// Member or guest.
    pub user_type: UserType,
    /// The mailbox; without one, mails to the user cannot be delivered.
    pub mail: Option<MailAddress>,
    /// Whether the user may sign in.
    pub account_enabled: bool,
    /// The user's manager.
    pub manager: Option<UserId>,
    /// The attributes that are plain text, as far as they are filled.
    #[serde(default, skip_serializing_if = "Attributes::is_empty")]
    pub attributes: Attributes,
    /// Attributes that the directory was extended by, such as `extension_costCenter`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub extension_attributes: BTreeMap<Attribute, Attribute>,
    /// Addresses besides the mailbox.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_mails: Vec<MailAddress>,
    /// Addresses that the mailbox answers to, such as `SMTP:ana@contoso.com`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proxy_addresses: Vec<Attribute>,
    /// When the person was hired.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employee_hire_date: Option<Timestamp>,
    /// Whether the account comes from a directory on premises.
    #[serde(default)]
    pub on_premises_sync_enabled: bool,
    /// What the person can prove with a digital identity.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub verified_credentials: Vec<VerifiedCredential>,
    /// Those who vouch for the user: users and groups.
    #[serde(default)]
    pub sponsors: BTreeSet<Principal>,
    /// Who a guest is elsewhere, where the desk knows it.
    pub external_identity: Option<ExternalPersonId>,
    /// How far a guest's invitation has come.
    pub external_user_state: Option<InvitationState>,
    /// Whether entitlement management looks after the account.
    #[serde(default)]
    pub lifecycle: SubjectLifecycle,
    /// What happens to a guest who has lost the last assignment.
    pub departure: Option<Departure>,
    /// When the user last signed in at the desk.
    pub last_sign_in: Option<Timestamp>,
    /// Roles over the directory.
    pub directory_roles: BTreeSet<DirectoryRole>,
    /// When the account was made.
    pub created_date_time: Timestamp,
    /// When the account was deleted; it can be restored for 30 days.
    pub deleted_date_time: Option<Timestamp>,
    /// When the account was purged: only its name is left then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purged_date_time: Option<Timestamp>,
}

/// Why an account cannot serve for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// It is deleted.
    Deleted,
    /// It may not sign in.
    Disabled,
    /// The guest has not accepted the invitation yet.
    InvitationPending,
}

impl Unfit {
    /// Returns the word or two that people read beside a name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Deleted => "deleted",
            Self::Disabled => "disabled",
            Self::InvitationPending => "invitation pending",
        }
    }
}

impl User {
    /// Makes a member who is nothing but a name yet.
    pub const fn named(
        id: UserId,
        user_principal_name: UserPrincipalName,
        display_name: DisplayName,
        created_date_time: Timestamp,
    ) -> Self {
        Self {
            id,
            user_principal_name,
            display_name,
            user_type: UserType::Member,
            mail: None,
            account_enabled: true,
            manager: None,
            attributes: Attributes::new(),
            extension_attributes: BTreeMap::new(),
            other_mails: Vec::new(),
            proxy_addresses: Vec::new(),
            employee_hire_date: None,
            on_premises_sync_enabled: false,
            verified_credentials: Vec::new(),
            sponsors: BTreeSet::new(),
            external_identity: None,
            external_user_state: None,
            lifecycle: SubjectLifecycle::NotDefined,
            departure: None,
            last_sign_in: None,
            directory_roles: BTreeSet::new(),
            created_date_time,
            deleted_date_time: None,
            purged_date_time: None,
        }
    }

    /// Returns an attribute; `None` when it is not filled.
    pub fn attribute(&self, attribute: UserAttribute) -> Option<&str> {
        self.attributes.get(&attribute).map(Attribute::as_str)
    }

    /// Returns when a deleted account is purged unless it is restored before.
    pub fn purge_due(&self) -> Option<Timestamp> {
        restorable_until(self.deleted_date_time, self.purged_date_time)
    }

    /// Returns why the account can neither act nor be given access, if it cannot.
    pub const fn inactive(&self) -> Option<Unfit> {
        if self.deleted_date_time.is_some() {
            Some(Unfit::Deleted)
        } else if !self.account_enabled {
            Some(Unfit::Disabled)
        } else {
            None
        }
    }

    /// Tells whether the account is neither disabled nor deleted.
    pub const fn is_active(&self) -> bool {
        self.inactive().is_none()
    }

    /// Returns why the account cannot decide on anybody's request or access, if it cannot: it must be
    /// active, and a guest must have accepted the invitation.
    pub fn unfit_to_decide(&self) -> Option<Unfit> {
        self.inactive()
            .or_else(|| self.is_invited().then_some(Unfit::InvitationPending))
    }

    /// Tells whether it is a guest's who has not accepted the invitation yet.
    pub fn is_invited(&self) -> bool {
        self.external_user_state == Some(InvitationState::PendingAcceptance)
    }

    /// Tells whether the account can decide.
    pub fn can_decide(&self) -> bool {
        self.unfit_to_decide().is_none()
    }
}
