//! Who holds which right, by the names of the people in the setting.

pub(super) const GLOBAL: &[&str] = &["globalAdministrator"];
/// Whoever manages accounts.
pub(super) const ACCOUNTS: &[&str] = &[
    "globalAdministrator",
    "userAdministrator",
    "userAdministratorAndOwner",
];
/// Whoever manages the groups that `owner` and `governingOwner` own.
pub(super) const GROUPS: &[&str] = &[
    "globalAdministrator",
    "userAdministrator",
    "groupsAdministrator",
    "userAdministratorAndOwner",
    "owner",
    "governingOwner",
];
/// Those and whoever owns the group "Spare" besides.
pub(super) const SPARE: &[&str] = &[
    "globalAdministrator",
    "userAdministrator",
    "groupsAdministrator",
    "userAdministratorAndOwner",
    "owner",
    "governingOwner",
    "owningCatalogOwner",
];
/// Whoever manages applications.
pub(super) const APPLICATIONS: &[&str] = &[
    "globalAdministrator",
    "applicationAdministrator",
    "cloudApplicationAdministrator",
];
/// Whoever manages sites.
pub(super) const SITES: &[&str] = &["globalAdministrator", "sharePointAdministrator"];
/// Whoever governs every catalog, organization and setting.
pub(super) const CATALOGS: &[&str] = &[
    "globalAdministrator",
    "identityGovernanceAdministrator",
    "governingOwner",
];
/// Whoever makes catalogs.
pub(super) const MAKERS: &[&str] = &[
    "globalAdministrator",
    "identityGovernanceAdministrator",
    "governingOwner",
    "creator",
];
/// Whoever edits the catalogs "Sales" and "Bare" and says who works in them.
pub(super) const OWNERS: &[&str] = &[
    "globalAdministrator",
    "identityGovernanceAdministrator",
    "governingOwner",
    "catalogOwner",
    "owningCatalogOwner",
    "nestedCatalogOwner",
    "userAdministratorAndOwner",
];
/// Whoever makes packages and policies there.
pub(super) const PACKAGES: &[&str] = &[
    "globalAdministrator",
    "identityGovernanceAdministrator",
    "governingOwner",
    "catalogOwner",
    "owningCatalogOwner",
    "nestedCatalogOwner",
    "userAdministratorAndOwner",
    "packageManager",
];
/// Whoever looks after requests and assignments there.
pub(super) const ASSIGNMENTS: &[&str] = &[
    "globalAdministrator",
    "identityGovernanceAdministrator",
    "governingOwner",
    "catalogOwner",
    "owningCatalogOwner",
    "nestedCatalogOwner",
    "userAdministratorAndOwner",
    "packageManager",
    "assignmentManager",
];
/// Whoever has a right over the catalog and over the group behind the resource.
pub(super) const RESOURCES: &[&str] = &[
    "globalAdministrator",
    "governingOwner",
    "owningCatalogOwner",
    "userAdministratorAndOwner",
];
/// Whoever has an account here that is no guest's and may sign in.
pub(super) const MEMBERS: &[&str] = &[
    "globalAdministrator",
    "identityGovernanceAdministrator",
    "userAdministrator",
    "groupsAdministrator",
    "intuneAdministrator",
    "exchangeAdministrator",
    "sharePointAdministrator",
    "applicationAdministrator",
    "cloudApplicationAdministrator",
    "privilegedRoleAdministrator",
    "reportsReader",
    "securityReader",
    "securityAdministrator",
    "globalReader",
    "owner",
    "governingOwner",
    "lead",
    "alex",
    "member",
    "creator",
    "catalogOwner",
    "owningCatalogOwner",
    "nestedCatalogOwner",
    "userAdministratorAndOwner",
    "catalogReader",
    "packageManager",
    "assignmentManager",
    "elsewhere",
];
/// Whoever has an account that is enabled, guests included.
pub(super) const ACCOUNT_HOLDERS: &[&str] = &[
    "globalAdministrator",
    "identityGovernanceAdministrator",
    "userAdministrator",
    "groupsAdministrator",
    "intuneAdministrator",
    "exchangeAdministrator",
    "sharePointAdministrator",
    "applicationAdministrator",
    "cloudApplicationAdministrator",
    "privilegedRoleAdministrator",
    "reportsReader",
    "securityReader",
    "securityAdministrator",
    "globalReader",
    "owner",
    "governingOwner",
    "lead",
    "alex",
    "member",
    "creator",
    "catalogOwner",
    "owningCatalogOwner",
    "nestedCatalogOwner",
    "userAdministratorAndOwner",
    "catalogReader",
    "packageManager",
    "assignmentManager",
    "elsewhere",
    "guest",
];
