//! Connected organizations: where external people come from, and who vouches for them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::domain::id::{ConnectedOrganizationId, DirectoryId, ObjectKind, Principal};
use crate::domain::shape::{Member, Shape, Shaped};
use crate::domain::subject::words;
use crate::domain::text::{Attribute, Description, DisplayName, DomainName, NameKey};
use crate::domain::time::Timestamp;

/// The most organizations that a policy may list.
pub const ORGANIZATIONS: usize = 1_000;

words! {
    /// Whether an organization was set up by an administrator.
    OrganizationState {
        /// Set up, or confirmed, by an administrator.
        Configured = "configured", "Configured";
        /// Made by the request of somebody unknown.
        Proposed = "proposed", "Proposed";
    }

    /// For whom a sponsor of an organization stands.
    SponsorKind {
        /// For the resource directory; a member of it.
        Internal = "internal", "Internal sponsor";
        /// For the organization; a guest from there.
        External = "external", "External sponsor";
    }

    /// The provider of a consumer account.
    SocialIdentitySourceType {
        /// Facebook.
        Facebook = "facebook", "Facebook";
    }
}

/// An organization whose people may be let in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConnectedOrganization {
    /// Which organization.
    pub id: ConnectedOrganizationId,
    /// Its name, unique among organizations.
    pub display_name: DisplayName,
    /// What it is.
    pub description: Description,
    /// Whether an administrator set it up.
    pub state: OrganizationState,
    /// How its people are recognized.
    pub identity_sources: Vec<IdentitySource>,
    /// Members of the resource directory who vouch for its people.
    pub internal_sponsors: BTreeSet<Principal>,
    /// Guests from the organization who vouch for its people.
    pub external_sponsors: BTreeSet<Principal>,
    /// When it was made.
    pub created_date_time: Timestamp,
    /// When it was last edited.
    pub modified_date_time: Timestamp,
}

impl ConnectedOrganization {
    /// Returns the sponsors of a kind.
    pub const fn sponsors(&self, kind: SponsorKind) -> &BTreeSet<Principal> {
        match kind {
            SponsorKind::Internal => &self.internal_sponsors,
            SponsorKind::External => &self.external_sponsors,
        }
    }

    /// Returns the sponsors of a kind, to change them.
    pub const fn sponsors_mut(&mut self, kind: SponsorKind) -> &mut BTreeSet<Principal> {
        match kind {
            SponsorKind::Internal => &mut self.internal_sponsors,
            SponsorKind::External => &mut self.external_sponsors,
        }
    }
}

/// How people of an organization are recognized, in Graph's form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "@odata.type", rename_all_fields = "camelCase")]
pub enum IdentitySource {
    /// They sign in to this directory.
    #[serde(rename = "#microsoft.graph.azureActiveDirectoryTenant")]
    AzureActiveDirectoryTenant {
        /// The directory's name.
        display_name: Option<DisplayName>,
        /// The directory.
        tenant_id: DirectoryId,
    },
    /// They sign in to a directory of another cloud; nobody at the desk does.
    #[serde(rename = "#microsoft.graph.crossCloudAzureActiveDirectoryTenant")]
    CrossCloudAzureActiveDirectoryTenant {
        /// The directory's name.
        display_name: Option<DisplayName>,
        /// The directory's identifier over there.
        tenant_id: Attribute,
        /// The cloud, such as `microsoftonline.us`.
        cloud_instance: Attribute,
    },
    /// They get a one-time passcode at an address of this domain.
    #[serde(rename = "#microsoft.graph.domainIdentitySource")]
    DomainIdentitySource {
        /// The domain's name for people.
        display_name: Option<DisplayName>,
        /// The domain.
        domain_name: DomainName,
    },
    /// They sign in to a provider that this domain is federated with.
    #[serde(rename = "#microsoft.graph.externalDomainFederation")]
    ExternalDomainFederation {
        /// The domain's name for people.
        display_name: Option<DisplayName>,
        /// The domain.
        domain_name: DomainName,
        /// The provider.
        issuer_uri: Option<Attribute>,
    },
    /// They sign in with a consumer account.
    #[serde(rename = "#microsoft.graph.socialIdentitySource")]
    SocialIdentitySource {
        /// The provider's name for people.
        display_name: Option<DisplayName>,
        /// The provider.
        social_identity_source_type: SocialIdentitySourceType,
    },
}

/// What tells one identity source from another, and what a person is recognized by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum SourceKey {
    /// A directory.
    Tenant(DirectoryId),
    /// A directory of another cloud.
    CrossCloud(NameKey),
    /// A mail domain.
    Domain(NameKey),
    /// A federated domain.
    Federation(NameKey),
    /// A provider of consumer accounts.
    Social(SocialIdentitySourceType),
}

impl IdentitySource {
    /// Returns what the source recognizes people by.
    pub fn key(&self) -> SourceKey {
        match self {
            Self::AzureActiveDirectoryTenant { tenant_id, .. } => SourceKey::Tenant(*tenant_id),
            Self::CrossCloudAzureActiveDirectoryTenant { tenant_id, .. } => {
                SourceKey::CrossCloud(tenant_id.key())
            }
            Self::DomainIdentitySource { domain_name, .. } => SourceKey::Domain(domain_name.key()),
            Self::ExternalDomainFederation { domain_name, .. } => {
                SourceKey::Federation(domain_name.key())
            }
            Self::SocialIdentitySource {
                social_identity_source_type,
                ..
            } => SourceKey::Social(*social_identity_source_type),
        }
    }

    /// Returns the domain that the source names.
    pub const fn domain(&self) -> Option<&DomainName> {
        match self {
            Self::DomainIdentitySource { domain_name, .. }
            | Self::ExternalDomainFederation { domain_name, .. } => Some(domain_name),
            Self::AzureActiveDirectoryTenant { .. }
            | Self::CrossCloudAzureActiveDirectoryTenant { .. }
            | Self::SocialIdentitySource { .. } => None,
        }
    }

    /// Returns the name that people know the source by, where one was given.
    pub const fn display_name(&self) -> Option<&DisplayName> {
        match self {
            Self::AzureActiveDirectoryTenant { display_name, .. }
            | Self::CrossCloudAzureActiveDirectoryTenant { display_name, .. }
            | Self::DomainIdentitySource { display_name, .. }
            | Self::ExternalDomainFederation { display_name, .. }
            | Self::SocialIdentitySource { display_name, .. } => display_name.as_ref(),
        }
    }

    /// Gives the source the name that people know it by.
    pub fn set_display_name(&mut self, name: Option<DisplayName>) {
        match self {
            Self::AzureActiveDirectoryTenant { display_name, .. }
            | Self::CrossCloudAzureActiveDirectoryTenant { display_name, .. }
            | Self::DomainIdentitySource { display_name, .. }
            | Self::ExternalDomainFederation { display_name, .. }
            | Self::SocialIdentitySource { display_name, .. } => *display_name = name,
        }
    }

    /// Says how people sign in there.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::AzureActiveDirectoryTenant { .. } => "Microsoft Entra ID",
            Self::CrossCloudAzureActiveDirectoryTenant { .. } => "Microsoft Entra ID, other cloud",
            Self::DomainIdentitySource { .. } => "One-time passcode",
            Self::ExternalDomainFederation { .. } => "Domain federation",
            Self::SocialIdentitySource { .. } => "Social account",
        }
    }
}

const NAME: Member = Member::new("displayName", DisplayName::SHAPE, false);
const DOMAIN: Member = Member::new("domainName", DomainName::SHAPE, true);

impl Shaped for IdentitySource {
    const SHAPE: Shape = Shape::Tagged(&[
        (
            "#microsoft.graph.azureActiveDirectoryTenant",
            &[
                NAME,
                Member::new("tenantId", Shape::Reference(&[ObjectKind::Directory]), true),
            ],
        ),
        (
            "#microsoft.graph.crossCloudAzureActiveDirectoryTenant",
            &[
                NAME,
                Member::new("tenantId", Attribute::SHAPE, true),
                Member::new("cloudInstance", Attribute::SHAPE, true),
            ],
        ),
        ("#microsoft.graph.domainIdentitySource", &[NAME, DOMAIN]),
        (
            "#microsoft.graph.externalDomainFederation",
            &[
                NAME,
                DOMAIN,
                Member::new("issuerUri", Attribute::SHAPE, false),
            ],
        ),
        (
            "#microsoft.graph.socialIdentitySource",
            &[
                NAME,
                Member::new(
                    "socialIdentitySourceType",
                    SocialIdentitySourceType::SHAPE,
                    true,
                ),
            ],
        ),
    ]);
}
