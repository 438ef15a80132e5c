//! Who may do what, written down once more: not a line of this comes from the program's own table.

/// A command with contents that are right for whoever may give it, and who that is.
pub(super) struct Row {
    pub(super) command: &'static str,
    pub(super) with: &'static str,
    pub(super) allowed: &'static [&'static str],
}

const fn row(command: &'static str, with: &'static str, allowed: &'static [&'static str]) -> Row {
    Row {
        command,
        with,
        allowed,
    }
}

const GLOBAL: &[&str] = &["globalAdministrator"];
/// Whoever manages accounts.
const ACCOUNTS: &[&str] = &["globalAdministrator", "userAdministrator"];
/// Whoever manages the groups that `owner` and `governingOwner` own.
const GROUPS: &[&str] = &[
    "globalAdministrator",
    "userAdministrator",
    "groupsAdministrator",
    "owner",
    "governingOwner",
];
/// Whoever manages applications.
const APPLICATIONS: &[&str] = &[
    "globalAdministrator",
    "applicationAdministrator",
    "cloudApplicationAdministrator",
];
/// Whoever manages sites.
const SITES: &[&str] = &["globalAdministrator", "sharePointAdministrator"];
/// Whoever governs every catalog, organization and setting.
const CATALOGS: &[&str] = &[
    "globalAdministrator",
    "identityGovernanceAdministrator",
    "governingOwner",
];
/// Whoever has a right over the catalog and over the group behind the resource.
const RESOURCES: &[&str] = &["globalAdministrator", "governingOwner"];
/// Whoever has an account here that is no guest's and may sign in.
const MEMBERS: &[&str] = &[
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
];

const USER: &str = r#"{"user":"member@woodgrovebank.onmicrosoft.com"}"#;
const HELD: &str = r#"{"assignment":"Sales/Held/alex@woodgrovebank.onmicrosoft.com"}"#;
const PENDING: &str = r#"{"request":"Sales/Approved/alex@woodgrovebank.onmicrosoft.com"}"#;
const BROKEN: &str = r#"{"request":"Sales/Broken/alex@woodgrovebank.onmicrosoft.com"}"#;
const OTHER_PACKAGE: &str = r#"{"accessPackage":"Sales/Open","incompatible":"Sales/Held"}"#;

/// The table. Commands on one's own access come last.
pub(super) const TABLE: &[Row] = &[
    row(
        "createUser",
        r#"{"userPrincipalName":"new@woodgrovebank.onmicrosoft.com","displayName":"New"}"#,
        ACCOUNTS,
    ),
    row(
        "updateUser",
        r#"{"user":"member@woodgrovebank.onmicrosoft.com","department":"Sales"}"#,
        ACCOUNTS,
    ),
    row("deleteUser", USER, ACCOUNTS),
    row(
        "restoreUser",
        r#"{"user":"gone@woodgrovebank.onmicrosoft.com"}"#,
        ACCOUNTS,
    ),
    row(
        "purgeUser",
        r#"{"user":"gone@woodgrovebank.onmicrosoft.com"}"#,
        ACCOUNTS,
    ),
    row(
        "assignDirectoryRole",
        r#"{"user":"member@woodgrovebank.onmicrosoft.com","role":"globalReader"}"#,
        GLOBAL,
    ),
    row(
        "removeDirectoryRole",
        r#"{"user":"leaver@woodgrovebank.onmicrosoft.com","role":"reportsReader"}"#,
        GLOBAL,
    ),
    row("createGroup", r#"{"displayName":"New group"}"#, MEMBERS),
    row(
        "updateGroup",
        r#"{"group":"Spare","displayName":"Renamed"}"#,
        GROUPS,
    ),
    row("deleteGroup", r#"{"group":"Spare"}"#, GROUPS),
    row("restoreGroup", r#"{"group":"Gone"}"#, GROUPS),
    row(
        "addGroupMember",
        r#"{"group":"Spare","member":"member@woodgrovebank.onmicrosoft.com"}"#,
        GROUPS,
    ),
    row(
        "removeGroupMember",
        r#"{"group":"Spare","member":"leaver@woodgrovebank.onmicrosoft.com"}"#,
        GROUPS,
    ),
    row(
        "addGroupOwner",
        r#"{"group":"Spare","owner":"member@woodgrovebank.onmicrosoft.com"}"#,
        GROUPS,
    ),
    row(
        "removeGroupOwner",
        r#"{"group":"Spare","owner":"leaver@woodgrovebank.onmicrosoft.com"}"#,
        GROUPS,
    ),
    row(
        "updateOrganization",
        r#"{"displayName":"Woodgrove Group"}"#,
        GLOBAL,
    ),
    row(
        "createApplication",
        r#"{"displayName":"New application"}"#,
        APPLICATIONS,
    ),
    row(
        "updateApplication",
        r#"{"application":"Ledger","displayName":"Books"}"#,
        APPLICATIONS,
    ),
    row(
        "deleteApplication",
        r#"{"application":"Ledger"}"#,
        APPLICATIONS,
    ),
    row(
        "createSite",
        r#"{"displayName":"New site","url":"https://example.sharepoint.com/sites/new"}"#,
        SITES,
    ),
    row(
        "updateSite",
        r#"{"site":"Intranet","displayName":"Home"}"#,
        SITES,
    ),
    row("deleteSite", r#"{"site":"Intranet"}"#, SITES),
    row(
        "setResourceAttributes",
        r#"{"catalog":"Sales","resource":"Files","attributes":[{"attribute":"department","question":"Which department?"}]}"#,
        CATALOGS,
    ),
    row(
        "replaceResourceRole",
        r#"{"accessPackage":"Sales/Held","resource":"Files","role":"Member","by":{"resource":"Files","role":"Owner"}}"#,
        CATALOGS,
    ),
    row(
        "createCatalog",
        r#"{"displayName":"New catalog","description":"New"}"#,
        CATALOGS,
    ),
    row(
        "updateCatalog",
        r#"{"catalog":"Sales","displayName":"Selling"}"#,
        CATALOGS,
    ),
    row("deleteCatalog", r#"{"catalog":"Bare"}"#, CATALOGS),
    row(
        "addCatalogResource",
        r#"{"catalog":"Sales","originSystem":"AadGroup","originId":"Spare"}"#,
        RESOURCES,
    ),
    row(
        "removeCatalogResource",
        r#"{"catalog":"Bare","resource":"Idle"}"#,
        RESOURCES,
    ),
    row(
        "createAccessPackage",
        r#"{"displayName":"New package","description":"New","catalog":"Sales"}"#,
        CATALOGS,
    ),
    row(
        "updateAccessPackage",
        r#"{"accessPackage":"Sales/Open","isHidden":true}"#,
        CATALOGS,
    ),
    row(
        "deleteAccessPackage",
        r#"{"accessPackage":"Sales/Lonely"}"#,
        CATALOGS,
    ),
    row(
        "addResourceRole",
        r#"{"accessPackage":"Sales/Open","resource":"Files","role":"Member"}"#,
        CATALOGS,
    ),
    row(
        "removeResourceRole",
        r#"{"accessPackage":"Sales/Held","resource":"Files","role":"Member"}"#,
        CATALOGS,
    ),
    row("addIncompatibleAccessPackage", OTHER_PACKAGE, CATALOGS),
    row(
        "removeIncompatibleAccessPackage",
        r#"{"accessPackage":"Sales/Lonely","incompatible":"Sales/Open"}"#,
        CATALOGS,
    ),
    row(
        "addIncompatibleGroup",
        r#"{"accessPackage":"Sales/Open","group":"Spare"}"#,
        CATALOGS,
    ),
    row(
        "removeIncompatibleGroup",
        r#"{"accessPackage":"Sales/Lonely","group":"Spare"}"#,
        CATALOGS,
    ),
    row(
        "createPolicy",
        r#"{"accessPackage":"Sales/Open","displayName":"New","allowedTargetScope":"allMemberUsers"}"#,
        CATALOGS,
    ),
    row(
        "updatePolicy",
        r#"{"policy":"Sales/Open/Members","displayName":"Renamed"}"#,
        CATALOGS,
    ),
    row(
        "deletePolicy",
        r#"{"policy":"Sales/Approved/Unused"}"#,
        CATALOGS,
    ),
    row(
        "assignDirectly",
        r#"{"accessPackage":"Sales/Open","policy":"Sales/Open/Members","targets":["member@woodgrovebank.onmicrosoft.com"]}"#,
        CATALOGS,
    ),
    row(
        "extendAssignment",
        r#"{"assignment":"Sales/Held/alex@woodgrovebank.onmicrosoft.com","schedule":{"expiration":{"type":"afterDuration","duration":"P29D"}}}"#,
        CATALOGS,
    ),
    row("removeAssignment", HELD, CATALOGS),
    row("reprocessAssignment", HELD, CATALOGS),
    row("reprocessRequest", BROKEN, CATALOGS),
    row("deleteRequest", BROKEN, CATALOGS),
    row(
        "markGuestGoverned",
        r#"{"user":"guest@woodgrovebank.onmicrosoft.com"}"#,
        CATALOGS,
    ),
    row(
        "createConnectedOrganization",
        r##"{"displayName":"New partner","identitySources":[{"@odata.type":"#microsoft.graph.domainIdentitySource","displayName":"New","domainName":"new.example"}]}"##,
        CATALOGS,
    ),
    row(
        "updateConnectedOrganization",
        r#"{"connectedOrganization":"Partner","displayName":"Partners"}"#,
        CATALOGS,
    ),
    row(
        "deleteConnectedOrganization",
        r#"{"connectedOrganization":"Partner"}"#,
        CATALOGS,
    ),
    row(
        "addSponsor",
        r#"{"connectedOrganization":"Partner","kind":"internal","sponsor":"member@woodgrovebank.onmicrosoft.com"}"#,
        CATALOGS,
    ),
    row(
        "removeSponsor",
        r#"{"connectedOrganization":"Partner","kind":"internal","sponsor":"leaver@woodgrovebank.onmicrosoft.com"}"#,
        CATALOGS,
    ),
    row(
        "updateSettings",
        r#"{"showApproverDetails":true}"#,
        CATALOGS,
    ),
    row(
        "submitRequest",
        r#"{"accessPackage":"Sales/Open"}"#,
        MEMBERS,
    ),
    row(
        "cancelRequest",
        PENDING,
        &[
            "globalAdministrator",
            "identityGovernanceAdministrator",
            "governingOwner",
            "alex",
        ],
    ),
    row("giveBackAssignment", HELD, &["alex"]),
    row("requestExtension", HELD, &["alex"]),
    row("approveRequest", PENDING, &["lead"]),
    row("denyRequest", PENDING, &["lead"]),
    row(
        "editRequestAnswers",
        r#"{"request":"Sales/Approved/alex@woodgrovebank.onmicrosoft.com","answers":[{"answeredQuestion":{"id":"Which team?"},"value":"North"}]}"#,
        &["lead"],
    ),
    row(
        "changeAnswers",
        r#"{"assignment":"Sales/Held/alex@woodgrovebank.onmicrosoft.com","answers":[{"answeredQuestion":{"id":"Which team?"},"value":"North"}]}"#,
        &[
            "globalAdministrator",
            "identityGovernanceAdministrator",
            "governingOwner",
            "alex",
        ],
    ),
];
