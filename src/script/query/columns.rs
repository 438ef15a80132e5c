//! The columns that lists have as tables for spreadsheets: a kind of list is one row.

/// A column: its title, and where in a row its cells come from.
///
/// A path names a field, then fields inside it; of a list, every item gives a part of the cell.
/// With `#` before it the items are counted, and `|` stands before what is taken where nothing is
/// found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The title.
    pub title: &'static str,
    /// The path.
    pub path: &'static str,
}

macro_rules! columns {
    (@path $title:ident) => { stringify!($title) };
    (@path $title:ident $path:literal) => { $path };
    ($($($list:ident)+: $($title:ident $(= $path:literal)?)+;)*) => {
        /// The columns of every kind of list, by its name.
        pub const COLUMNS: &[(&[&str], &[Column])] = &[$(
            (
                &[$(stringify!($list)),+],
                &[$(Column {
                    title: stringify!($title),
                    path: columns!(@path $title $($path)?),
                }),+],
            ),
        )*];
    };
}

columns! {
    directories: displayName verifiedDomains = "verifiedDomains.name" isResourceDirectory timeZone emailOneTimePasscode;
    users: userId = "id" displayName userPrincipalName userType mail accountEnabled lifecycle
        broughtBy externalUserState department jobTitle manager directoryRoles lastSignInDateTime
        createdDateTime deletedDateTime;
    externalPersons: personId = "id" displayName userPrincipalName mail directory signInMethod
        guest connectedOrganization;
    groups: groupId = "id" displayName kind description membershipRule memberCount owners mail
        onPremisesSyncEnabled createdDateTime deletedDateTime;
    groupMembers: group principalId = "principal.id" displayName = "principal"
        userPrincipalName = "principal.userPrincipalName" role assignmentIds = "assignments.id";
    applications: applicationId = "id" displayName owners appRoles
        assignments = "assignments.principal" createdDateTime;
    sites: siteId = "id" displayName url owners roles assignments = "assignments.principal"
        createdDateTime;
    directoryRoles: roleId = "id" displayName name isPrivileged
        assignments = "assignments.principal";
    connectedOrganizations: connectedOrganizationId = "id" displayName description state
        identitySources = "identitySources.displayName" internalSponsors externalSponsors
        createdDateTime;
    catalogs: catalogId = "id" displayName enabled = "state" external = "isExternallyVisible"
        packages = "packageCount" resources = "resourceCount" owners createdDateTime;
    resources: resourceId = "id" displayName originSystem originId catalog roles usedBy
        createdDateTime;
    resourceRequests: requestId = "id" requestType state catalog resource originSystem
        createdDateTime;
    roleAssignments: roleAssignmentId = "id" principalId = "principal.id"
        principalName = "principal" principalPrincipalName = "principal.userPrincipalName" role
        catalog createdDateTime;
    accessPackages: accessPackageId = "id" displayName description catalogName = "catalog"
        isHidden resourceRoles = "#resourceRoleScopes" policies = "policyCount"
        activeAssignments incompatibleAccessPackages incompatibleGroups link createdDateTime;
    policies: policyId = "id" catalogName = "catalog" accessPackageName = "accessPackage"
        policyName = "displayName" scope = "allowedTargetScope" enabled = "isEnabled"
        approvalStages = "#requestApprovalSettings.stages" approvers = "approver"
        expiration = "expiration.duration|expiration.endDateTime|expiration.type"
        review = "reviewSettings.schedule.recurrence.pattern.type" activeAssignments;
    requests history: requestId = "id" requestType state status requestorName = "requestor"
        requestorPrincipalName = "requestor.userPrincipalName"
        accessPackageName = "accessPackage" policyName = "assignmentPolicy" createdDateTime
        completedDateTime justification deliveryErrors = "#deliveryErrors";
    assignments active expired: assignmentId = "id" accessPackageId = "accessPackage.id"
        accessPackageName = "accessPackage" catalogName = "catalog"
        policyName = "assignmentPolicy" targetObjectId = "target.id"
        targetDisplayName = "target" targetPrincipalName = "target.userPrincipalName"
        targetEmail state status startDateTime endDateTime expiredDateTime lifecycle;
    available: accessPackageId = "accessPackage.id" accessPackageName = "accessPackage"
        catalogName = "catalog" description policies resourceRoles = "resourceRoles.resource";
    suggested: accessPackageId = "accessPackage.id" accessPackageName = "accessPackage"
        catalogName = "catalog" description policies resourceRoles = "resourceRoles.resource"
        reason;
    approvals: requestId = "request.id" requestType accessPackageName = "accessPackage"
        targetDisplayName = "target" targetPrincipalName = "target.userPrincipalName"
        requestorName = "requestor" stage standIn dueDateTime decision
        reviewedBy justification state;
    reviews reviewStatus: reviewId = "id" accessPackageName = "accessPackage"
        policyName = "assignmentPolicy" status startDateTime endDateTime reviewed approved
        denied dontKnow notReviewed;
    reviewItems: reviewId = "review.id" principalName = "principal"
        principalPrincipalName = "principal.userPrincipalName" resource decision recommendation
        justification reviewedBy reviewedDateTime applyResult accessRemoved;
    additionalAccess: displayName = "target" userPrincipalName = "target.userPrincipalName"
        status otherKind = "incompatible.kind" otherName = "incompatible"
        otherId = "incompatible.id" otherStatus = "incompatibleState";
    canRequestOf: userPrincipalName = "user.userPrincipalName"
        accessPackageId = "accessPackage.id" accessPackageName = "accessPackage"
        catalogName = "catalog" isHidden resourceRoles = "#resourceRoles" policies = "#policies"
        policyNames = "policies";
    resourceAssignmentsOf: userPrincipalName = "user.userPrincipalName"
        resourceName = "resource" type = "originSystem" role accessPackageName = "accessPackage"
        policyName = "assignmentPolicy" startDateTime endDateTime;
    requestHistory: time = "at" step stage actor decision standIn justification detail;
    delegations: delegationId = "id" approver delegate startDateTime endDateTime state
        endedDateTime createdDateTime;
    customExtensions: customExtensionId = "id" displayName catalog createdBy lastModifiedBy usedBy;
    callouts: calloutId = "id" customExtension stage status answer request sentDateTime
        dueDateTime settledDateTime;
    upcoming: at kind objectKind = "object.kind" objectName = "object" objectId = "object.id";
    mails: mailId = "id" sentDateTime = "createdDateTime" number toName = "to"
        toPrincipalName = "to.userPrincipalName" address state withheld subject text
        requestId = "request.id" takenBack;
    audit: activityDateTime category activityDisplayName = "activity" result resultReason
        initiatedBy = "actor.userPrincipalName|actor" targetType = "target.kind"
        targetName = "target" targetId = "target.id" correlationId
        details = "modifiedProperties";
}
