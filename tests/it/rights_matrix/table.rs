//! Who may do what, written down once more: not a line of this comes from the program's own table.

use super::people::{
    ACCOUNT_HOLDERS, ACCOUNTS, APPLICATIONS, ASSIGNMENTS, CATALOGS, GLOBAL, GROUPS, MAKERS,
    MEMBERS, OWNERS, PACKAGES, RESOURCES, SITES, SPARE,
};

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

const USER: &str = r#"{"user":"member@woodgrovebank.onmicrosoft.com"}"#;
const HELD: &str = r#"{"assignment":"Sales/Held/alex@woodgrovebank.onmicrosoft.com"}"#;
const PENDING: &str = r#"{"request":"Sales/Approved/alex@woodgrovebank.onmicrosoft.com"}"#;
const BROKEN: &str = r#"{"request":"Sales/Broken/alex@woodgrovebank.onmicrosoft.com"}"#;
const REVIEW: &str = r#"{"review":"Sales/Held/Members"}"#;
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
        SPARE,
    ),
    row("deleteGroup", r#"{"group":"Spare"}"#, SPARE),
    row("restoreGroup", r#"{"group":"Gone"}"#, GROUPS),
    row(
        "addGroupMember",
        r#"{"group":"Spare","member":"member@woodgrovebank.onmicrosoft.com"}"#,
        SPARE,
    ),
    row(
        "removeGroupMember",
        r#"{"group":"Spare","member":"leaver@woodgrovebank.onmicrosoft.com"}"#,
        SPARE,
    ),
    row(
        "addGroupOwner",
        r#"{"group":"Spare","owner":"member@woodgrovebank.onmicrosoft.com"}"#,
        SPARE,
    ),
    row(
        "removeGroupOwner",
        r#"{"group":"Spare","owner":"leaver@woodgrovebank.onmicrosoft.com"}"#,
        SPARE,
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
        OWNERS,
    ),
    row(
        "replaceResourceRole",
        r#"{"accessPackage":"Sales/Held","resource":"Files","role":"Member","by":{"resource":"Files","role":"Owner"}}"#,
        PACKAGES,
    ),
    row(
        "createCatalog",
        r#"{"displayName":"New catalog","description":"New"}"#,
        MAKERS,
    ),
    row(
        "updateCatalog",
        r#"{"catalog":"Sales","displayName":"Selling"}"#,
        OWNERS,
    ),
    row("deleteCatalog", r#"{"catalog":"Bare"}"#, OWNERS),
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
        "assignRole",
        r#"{"principal":"member@woodgrovebank.onmicrosoft.com","role":"catalogReader","catalog":"Sales"}"#,
        OWNERS,
    ),
    row(
        "assignRole",
        r#"{"principal":"member@woodgrovebank.onmicrosoft.com","role":"catalogCreator"}"#,
        CATALOGS,
    ),
    row(
        "removeRole",
        r#"{"principal":"disabledOwner@woodgrovebank.onmicrosoft.com","role":"catalogOwner","catalog":"Sales"}"#,
        OWNERS,
    ),
    row(
        "removeRole",
        r#"{"principal":"creator@woodgrovebank.onmicrosoft.com","role":"catalogCreator"}"#,
        CATALOGS,
    ),
    row(
        "createCustomExtension",
        r##"{"catalog":"Sales","displayName":"Tickets","@odata.type":"#microsoft.graph.accessPackageAssignmentRequestWorkflowExtension"}"##,
        OWNERS,
    ),
    row(
        "updateCustomExtension",
        r#"{"customExtension":"Checks","answer":"deny"}"#,
        OWNERS,
    ),
    row(
        "deleteCustomExtension",
        r#"{"customExtension":"Checks"}"#,
        OWNERS,
    ),
    row(
        "createAccessPackage",
        r#"{"displayName":"New package","description":"New","catalog":"Sales"}"#,
        PACKAGES,
    ),
    row(
        "updateAccessPackage",
        r#"{"accessPackage":"Sales/Open","isHidden":true}"#,
        PACKAGES,
    ),
    row(
        "deleteAccessPackage",
        r#"{"accessPackage":"Sales/Lonely"}"#,
        PACKAGES,
    ),
    row(
        "addResourceRole",
        r#"{"accessPackage":"Sales/Open","resource":"Files","role":"Member"}"#,
        PACKAGES,
    ),
    row(
        "addObjectRole",
        r#"{"accessPackage":"Sales/Open","originSystem":"AadGroup","originId":"Spare","role":"Member"}"#,
        RESOURCES,
    ),
    row(
        "removeResourceRole",
        r#"{"accessPackage":"Sales/Held","resource":"Files","role":"Member"}"#,
        PACKAGES,
    ),
    row("addIncompatibleAccessPackage", OTHER_PACKAGE, PACKAGES),
    row(
        "removeIncompatibleAccessPackage",
        r#"{"accessPackage":"Sales/Lonely","incompatible":"Sales/Open"}"#,
        PACKAGES,
    ),
    row(
        "addIncompatibleGroup",
        r#"{"accessPackage":"Sales/Open","group":"Spare"}"#,
        PACKAGES,
    ),
    row(
        "removeIncompatibleGroup",
        r#"{"accessPackage":"Sales/Lonely","group":"Spare"}"#,
        PACKAGES,
    ),
    row(
        "createPolicy",
        r#"{"accessPackage":"Sales/Open","displayName":"New","allowedTargetScope":"allMemberUsers"}"#,
        PACKAGES,
    ),
    row(
        "updatePolicy",
        r#"{"policy":"Sales/Open/Members","displayName":"Renamed"}"#,
        PACKAGES,
    ),
    row(
        "deletePolicy",
        r#"{"policy":"Sales/Approved/Unused"}"#,
        PACKAGES,
    ),
    row(
        "assignDirectly",
        r#"{"accessPackage":"Sales/Open","policy":"Sales/Open/Members","targets":["member@woodgrovebank.onmicrosoft.com"]}"#,
        ASSIGNMENTS,
    ),
    row(
        "extendAssignment",
        r#"{"assignment":"Sales/Held/alex@woodgrovebank.onmicrosoft.com","schedule":{"expiration":{"type":"afterDuration","duration":"P29D"}}}"#,
        ASSIGNMENTS,
    ),
    row("removeAssignment", HELD, ASSIGNMENTS),
    row("reprocessAssignment", HELD, ASSIGNMENTS),
    row("reprocessRequest", BROKEN, ASSIGNMENTS),
    row("deleteRequest", BROKEN, ASSIGNMENTS),
    row(
        "markGuestGoverned",
        r#"{"user":"guest@woodgrovebank.onmicrosoft.com"}"#,
        ASSIGNMENTS,
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
            "catalogOwner",
            "owningCatalogOwner",
            "nestedCatalogOwner",
            "userAdministratorAndOwner",
            "packageManager",
            "assignmentManager",
            "alex",
        ],
    ),
    row("giveBackAssignment", HELD, &["alex"]),
    row("requestExtension", HELD, &["alex"]),
    row("approveRequest", PENDING, &["lead"]),
    row("denyRequest", PENDING, &["lead"]),
    row(
        "revokeApproval",
        r#"{"request":"Sales/Approved/leaver@woodgrovebank.onmicrosoft.com","justification":"Not needed any more"}"#,
        &["lead"],
    ),
    row(
        "delegateApprovals",
        r#"{"delegate":"leaver@woodgrovebank.onmicrosoft.com","startDateTime":"+P1D","endDateTime":"+P9D"}"#,
        ACCOUNT_HOLDERS,
    ),
    row(
        "endDelegation",
        r#"{"delegation":"administrator@woodgrovebank.onmicrosoft.com"}"#,
        &[
            "globalAdministrator",
            "identityGovernanceAdministrator",
            "governingOwner",
            "lead",
        ],
    ),
    row(
        "decideReview",
        r#"{"review":"Sales/Held/Members","principal":"alex@woodgrovebank.onmicrosoft.com","decision":"Deny","justification":"Left the team"}"#,
        &["lead"],
    ),
    row("acceptRecommendations", REVIEW, &["lead"]),
    row("stopReview", REVIEW, PACKAGES),
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
            "catalogOwner",
            "owningCatalogOwner",
            "nestedCatalogOwner",
            "userAdministratorAndOwner",
            "packageManager",
            "assignmentManager",
            "alex",
        ],
    ),
];
