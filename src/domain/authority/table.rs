//! The table of rights: who holds each, and how a refusal names it.

use crate::domain::authority::Holder;
use crate::domain::entitlement_role::EntitlementRole;
use crate::domain::subject::DirectoryRole;

/// What a command needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Right {
    /// Edit the directory itself.
    ManageDirectory,
    /// Give and take roles over the directory.
    ManageRoles,
    /// Make, edit, delete and restore accounts.
    ManageUsers,
    /// Make a plain security group.
    CreateGroup,
    /// Make a group of any other kind.
    CreateOtherGroup,
    /// Make a group to which roles over the directory can be given.
    CreateRoleGroup,
    /// Edit, fill, delete and restore a group.
    ManageGroup,
    /// Edit, delete and fill a group to which roles over the directory can be given.
    ManageRoleGroup,
    /// Make, edit and delete an application.
    ManageApplication,
    /// Make, edit and delete a site.
    ManageSite,
    /// Connect organizations, edit and disconnect them.
    ManageOrganizations,
    /// Name organizations in policies.
    PickOrganizations,
    /// Edit the settings of entitlement management, and appoint catalog creators.
    ManageSettings,
    /// Make catalogs.
    CreateCatalogs,
    /// Edit and delete a catalog, say what is asked of whoever wants its resources.
    ManageCatalog,
    /// Give and take roles in a catalog.
    ManageCatalogRoles,
    /// Read a catalog with all that is in it.
    ReadCatalog,
    /// Put objects into catalogs and take them out.
    ManageResources,
    /// Make, edit and delete packages.
    ManagePackages,
    /// Make, edit and delete policies.
    ManagePolicies,
    /// Say in policies which verified IDs requestors must present.
    RequireVerifiedIds,
    /// Cancel, reprocess and delete other people's requests.
    ManageRequests,
    /// Give, extend and remove other people's assignments.
    ManageAssignments,
    /// Read what access reviews say about whom.
    ReadReviews,
    /// End access reviews before their time.
    ManageReviews,
    /// Read what somebody may request and what they have.
    ReadReports,
    /// Read the audit log, as far as entitlement management is concerned.
    ReadAudit,
    /// Read the audit log, whatever part of the directory an entry is about.
    ReadWholeAudit,
    /// Ask, take back, decide: everybody may, and the rules of the command say on what.
    TakePart,
}

pub(super) const GLOBAL: Holder = Holder::DirectoryRole(DirectoryRole::GlobalAdministrator);
pub(super) const GOVERNANCE: Holder =
    Holder::DirectoryRole(DirectoryRole::IdentityGovernanceAdministrator);
pub(super) const USERS: Holder = Holder::DirectoryRole(DirectoryRole::UserAdministrator);
pub(super) const GROUPS: Holder = Holder::DirectoryRole(DirectoryRole::GroupsAdministrator);
pub(super) const PRIVILEGED_ROLES: Holder =
    Holder::DirectoryRole(DirectoryRole::PrivilegedRoleAdministrator);
pub(super) const INTUNE: Holder = Holder::DirectoryRole(DirectoryRole::IntuneAdministrator);
pub(super) const EXCHANGE: Holder = Holder::DirectoryRole(DirectoryRole::ExchangeAdministrator);
pub(super) const SHARE_POINT: Holder =
    Holder::DirectoryRole(DirectoryRole::SharePointAdministrator);
pub(super) const APPLICATIONS: Holder =
    Holder::DirectoryRole(DirectoryRole::ApplicationAdministrator);
pub(super) const CLOUD_APPLICATIONS: Holder =
    Holder::DirectoryRole(DirectoryRole::CloudApplicationAdministrator);

const CREATOR: Holder = Holder::EntitlementRole(EntitlementRole::CatalogCreator);
const OWNER: Holder = Holder::EntitlementRole(EntitlementRole::CatalogOwner);
const READER: Holder = Holder::EntitlementRole(EntitlementRole::CatalogReader);
const PACKAGES: Holder = Holder::EntitlementRole(EntitlementRole::AccessPackageManager);
const ASSIGNMENTS: Holder =
    Holder::EntitlementRole(EntitlementRole::AccessPackageAssignmentManager);

/// The table of rights: who holds each, the strongest first, and how a refusal names it.
///
/// Roles of entitlement management count in the catalog that the right is needed for only.
pub const RIGHTS: &[(Right, &[Holder], &str)] = &[
    (Right::ManageDirectory, &[GLOBAL], "Global Administrator"),
    (Right::ManageRoles, &[GLOBAL], "Global Administrator"),
    (
        Right::ManageUsers,
        &[GLOBAL, USERS],
        "Global Administrator or User Administrator",
    ),
    (
        Right::CreateGroup,
        &[GLOBAL, USERS, Holder::Member],
        "an account that is a member of the directory",
    ),
    (
        Right::CreateOtherGroup,
        &[GLOBAL, USERS, GROUPS],
        "Global Administrator, User Administrator or Groups Administrator",
    ),
    (
        Right::CreateRoleGroup,
        &[GLOBAL, PRIVILEGED_ROLES],
        "Global Administrator or Privileged Role Administrator",
    ),
    (
        Right::ManageGroup,
        &[GLOBAL, USERS, GROUPS, Holder::GroupOwner],
        "Global Administrator, User Administrator, Groups Administrator or owner of the group",
    ),
    (
        Right::ManageRoleGroup,
        &[GLOBAL, PRIVILEGED_ROLES, Holder::GroupOwner],
        "Global Administrator, Privileged Role Administrator or owner of the group, since roles can be given to it",
    ),
    (
        Right::ManageApplication,
        &[
            GLOBAL,
            APPLICATIONS,
            CLOUD_APPLICATIONS,
            Holder::ApplicationOwner,
        ],
        "Global Administrator, Application Administrator or owner of the application",
    ),
    (
        Right::ManageSite,
        &[GLOBAL, SHARE_POINT, Holder::SiteOwner],
        "Global Administrator, SharePoint Administrator or owner of the site",
    ),
    (
        Right::ManageOrganizations,
        &[GLOBAL, GOVERNANCE],
        ADMINISTRATORS,
    ),
    (
        Right::PickOrganizations,
        &[GLOBAL, GOVERNANCE, OWNER, PACKAGES],
        MANAGERS,
    ),
    (Right::ManageSettings, &[GLOBAL, GOVERNANCE], ADMINISTRATORS),
    (
        Right::CreateCatalogs,
        &[GLOBAL, GOVERNANCE, CREATOR],
        "Global Administrator, Identity Governance Administrator or catalog creator",
    ),
    (Right::ManageCatalog, &[GLOBAL, GOVERNANCE, OWNER], OWNERS),
    (
        Right::ManageCatalogRoles,
        &[GLOBAL, GOVERNANCE, OWNER],
        OWNERS,
    ),
    (
        Right::ReadCatalog,
        &[GLOBAL, GOVERNANCE, OWNER, PACKAGES, ASSIGNMENTS, READER],
        "Global Administrator, Identity Governance Administrator or a role in a catalog",
    ),
    (Right::ManageResources, &[GLOBAL, GOVERNANCE, OWNER], OWNERS),
    (
        Right::ManagePackages,
        &[GLOBAL, GOVERNANCE, OWNER, PACKAGES],
        MANAGERS,
    ),
    (
        Right::ManagePolicies,
        &[GLOBAL, GOVERNANCE, OWNER, PACKAGES],
        MANAGERS,
    ),
    (
        Right::RequireVerifiedIds,
        &[GLOBAL],
        "Global Administrator, since the policy asks for verified IDs",
    ),
    (
        Right::ManageRequests,
        &[GLOBAL, GOVERNANCE, OWNER, PACKAGES, ASSIGNMENTS],
        ASSIGNERS,
    ),
    (
        Right::ManageAssignments,
        &[GLOBAL, GOVERNANCE, OWNER, PACKAGES, ASSIGNMENTS],
        ASSIGNERS,
    ),
    (
        Right::ReadReviews,
        &[GLOBAL, GOVERNANCE, OWNER, PACKAGES, READER],
        "Global Administrator, Identity Governance Administrator, owner of the catalog, access package manager or catalog reader in it",
    ),
    (
        Right::ManageReviews,
        &[GLOBAL, GOVERNANCE, OWNER, PACKAGES],
        MANAGERS,
    ),
    (Right::ReadReports, &[GLOBAL, GOVERNANCE], ADMINISTRATORS),
    (
        Right::ReadAudit,
        &[
            GLOBAL,
            GOVERNANCE,
            Holder::DirectoryRole(DirectoryRole::ReportsReader),
            Holder::DirectoryRole(DirectoryRole::SecurityReader),
            Holder::DirectoryRole(DirectoryRole::SecurityAdministrator),
            Holder::DirectoryRole(DirectoryRole::GlobalReader),
        ],
        "an administrator or reader role",
    ),
    (
        Right::ReadWholeAudit,
        &[
            GLOBAL,
            Holder::DirectoryRole(DirectoryRole::ReportsReader),
            Holder::DirectoryRole(DirectoryRole::SecurityReader),
            Holder::DirectoryRole(DirectoryRole::SecurityAdministrator),
            Holder::DirectoryRole(DirectoryRole::GlobalReader),
        ],
        "Global Administrator or a reader role",
    ),
    (Right::TakePart, &[Holder::Anybody], "an account"),
];

const ADMINISTRATORS: &str = "Global Administrator or Identity Governance Administrator";
const OWNERS: &str =
    "Global Administrator, Identity Governance Administrator or owner of the catalog";
const MANAGERS: &str = "Global Administrator, Identity Governance Administrator, owner of the catalog or access package manager in it";
const ASSIGNERS: &str = "Global Administrator, Identity Governance Administrator, owner of the catalog, access package manager or access package assignment manager in it";
