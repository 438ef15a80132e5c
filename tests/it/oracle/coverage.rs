//! What a run of full length has come across, so that the oracle is known to have been asked.

use std::collections::BTreeMap;

/// The answers that a run of full length has met, by command.
pub(super) const MET: &[(&str, &str)] = &[
    (
        "submitRequest",
        "ok SignInBlocked CatalogDisabled CatalogNotExternal DomainBlocked PolicyDisabled \
         PolicyEnded NotInScope PolicyNotApplicable PolicyChoiceRequired NotManagerOfTarget \
         OnBehalfNotAllowed AlreadyAssigned OpenRequestExists IncompatibleAccess \
         JustificationRequired ScheduleNotAllowed EndBeforeStart StartInPast ExceedsPolicy \
         AnswerRequired AnswerInvalid VerifiedIdRequired",
    ),
    (
        "changeAnswers",
        "ok UnAuthorized OnBehalfNotAllowed AssignmentNotActive ExtensionPending AnswerInvalid \
         AnswerNotEditable NothingToChange",
    ),
    (
        "editRequestAnswers",
        "ok SelfApproval UnAuthorized RequestExpired AlreadyDecided AnswerInvalid \
         AnswerNotEditable NothingToChange",
    ),
    (
        "approveRequest",
        "ok SelfApproval NotAnApprover UnAuthorized RequestExpired RequestNotPending \
         AlreadyDecided ApproverJustificationRequired",
    ),
    (
        "denyRequest",
        "ok SelfApproval UnAuthorized RequestExpired RequestNotPending AlreadyDecided",
    ),
    (
        "revokeApproval",
        "ok UnAuthorized NotAnApprover AssignmentNotActive",
    ),
    ("cancelRequest", "ok UnAuthorized NotCancellable"),
    (
        "giveBackAssignment",
        "ok UnAuthorized OnBehalfNotAllowed SelfRemoveNotAllowed AssignmentNotActive",
    ),
    (
        "requestExtension",
        "ok UnAuthorized OnBehalfNotAllowed AssignmentNotActive NothingToExtend \
         ExtensionNotAllowed ExtensionNotInScope ExtensionPastPolicyEnd ExtensionPending \
         IncompatibleAccess JustificationRequired ScheduleNotAllowed AnswerInvalid \
         AnswerNotEditable",
    ),
    (
        "extendAssignment",
        "ok UnAuthorized AssignmentNotActive NothingToExtend ExtensionPastPolicyEnd \
         IncompatibleAccess",
    ),
    ("removeAssignment", "ok UnAuthorized AssignmentNotActive"),
    (
        "assignDirectly",
        "ok UnAuthorized PolicyDisabled PolicyEnded AlreadyAssigned OpenRequestExists \
         IncompatibleAccess TargetNotInPolicyScope SelfApproval PolicyRequiresApproval \
         DomainBlocked EndBeforeStart ExceedsPolicy OneUserAtATime AnswerRequired AnswerInvalid",
    ),
    (
        "removeGroupMember",
        "ok UnAuthorized ManagedByEntitlement NotFound",
    ),
    ("deleteGroup", "ok UnAuthorized GroupInUse NotFound"),
    ("restoreGroup", "ok UnAuthorized NotFound"),
    (
        "reprocessRequest",
        "ok UnAuthorized ReprocessNotAllowed ReprocessWindowOver",
    ),
    (
        "reprocessAssignment",
        "ok UnAuthorized AssignmentNotActive NothingToChange",
    ),
    (
        "addResourceRole",
        "ok UnAuthorized RoleNotEligible DuplicateResourceRole",
    ),
    ("removeResourceRole", "ok UnAuthorized NotFound"),
    (
        "replaceResourceRole",
        "ok UnAuthorized NotFound RoleNotEligible DuplicateResourceRole",
    ),
    ("deleteRequest", "ok UnAuthorized RequestNotCompleted"),
    ("createPolicy", "ok AutoPolicyExists"),
    (
        "updatePolicy",
        "ok AutoPolicyInvalid ReviewStartLocked NothingToChange",
    ),
    (
        "decideReview",
        "ok UnAuthorized NotAReviewer ReviewNotOpen AssignmentNotActive \
         ReviewerJustificationRequired NothingToChange",
    ),
    (
        "acceptRecommendations",
        "ok UnAuthorized NotAReviewer NothingToChange",
    ),
    ("stopReview", "ok UnAuthorized ReviewNotOpen"),
    (
        "answerCallout",
        "ok NotFound ExtensionStageMismatch StageCount",
    ),
    ("updateCustomExtension", "ok NothingToChange"),
    ("setResourceAttributes", "ok UnAuthorized NothingToChange"),
    ("updateApplication", "ok UnAuthorized NothingToChange"),
    ("updateSite", "ok NothingToChange"),
    ("deleteApplication", "ok"),
    ("deleteSite", "ok"),
    ("updateGroup", "ok UnAuthorized NotFound NothingToChange"),
    ("addGroupMember", "ok UnAuthorized DynamicGroupMembership"),
    ("updateSettings", "ok UnAuthorized"),
    (
        "delegateApprovals",
        "ok DelegationNotAllowed NotFound EndBeforeStart StartInPast",
    ),
    ("endDelegation", "ok UnAuthorized NothingToChange"),
    ("deletePolicy", "ok PolicyHasAssignments"),
    ("deleteAccessPackage", "ok PackageHasAssignments"),
    ("deleteUser", "ok UserIsSelf NotFound"),
    ("restoreUser", "ok NotFound"),
    ("purgeUser", "ok"),
    ("assignDirectoryRole", "ok NothingToChange NotFound"),
    (
        "removeDirectoryRole",
        "ok LastAdministrator NothingToChange NotFound",
    ),
];

/// What requests have come to in a run of full length, by type.
pub(super) const REACHED: &[(&str, &str)] = &[
    (
        "userAdd",
        "PendingApproval PendingApprovalEscalated PendingNotBefore Fulfilled PartiallyFulfilled \
         FulfillmentFailed Denied ApprovalTimedOut Canceled PeriodOver WaitingForCallback \
         CallbackTimedOut",
    ),
    (
        "onBehalfAdd",
        "PendingApproval PendingNotBefore Fulfilled Denied ApprovalTimedOut Canceled",
    ),
    (
        "adminAdd",
        "PendingApproval PendingNotBefore Fulfilled FulfillmentFailed Denied Canceled",
    ),
    (
        "userExtend",
        "PendingApproval Fulfilled Denied ApprovalTimedOut Canceled",
    ),
    ("userUpdate", "PendingApproval Fulfilled"),
    ("adminUpdate", "Fulfilled"),
    ("userRemove", "Fulfilled"),
    ("adminRemove", "Fulfilled"),
    ("systemRemove", "Fulfilled"),
    (
        "systemAdd",
        "PendingApproval Fulfilled PartiallyFulfilled FulfillmentFailed Denied WaitingForCallback \
         CallbackTimedOut Canceled",
    ),
];

/// What few lines bring about, and how often that comes about at least in a run of full length.
const HAPPENED: &[(&str, usize)] = &[
    ("a rule gives access", 900),
    ("a rule takes access at once", 60),
    ("a grace period begins", 200),
    ("a grace period is over", 60),
    ("a grace period is called off", 28),
    ("time has a rule asked again", 1300),
    ("what a rule gives is to come back", 700),
    ("a domain stands in the way of a rule", 36),
    ("a rule gives what a domain stood in the way of", 20),
    ("an account stands in the way of a rule", 40),
    ("other access stands in the way of a rule", 200),
    ("what stands in the way of a rule is not told of again", 36),
    ("access ends with the scope of its policy", 300),
    ("a workflow is waited for", 900),
    ("a workflow answers at once", 1100),
    ("a workflow is only launched", 700),
    ("a workflow that is only launched fails", 30),
    ("a workflow denies a request", 300),
    ("a workflow fails a request", 300),
    ("a workflow keeps silent for too long", 500),
    ("a workflow calls back too late", 700),
    ("a workflow adds a stage", 80),
    ("people review their own access", 200),
    ("a manager reviews access", 80),
    ("whoever is named reviews access", 200),
    ("a fallback reviews access", 120),
    ("nobody reviews their own access beside others", 30),
    ("nobody can review access", 28),
    ("a reviewer ends access", 20),
    ("a reviewer lets access stay", 22),
    ("silence ends access", 36),
    ("a recommendation ends access", 20),
    ("nobody says anything and access stays", 180),
    ("a review comes too late for access", 40),
    ("an object is deleted that somebody was given", 40),
    ("a role that somebody was given is offered no longer", 40),
    ("what bars others leaves a holder alone", 34),
    ("a delivery waits for a guest", 200),
    ("a guest gets what waited", 80),
    ("access ends that waited for a guest", 24),
    ("an answer becomes an attribute", 1600),
    ("an attribute stays when access ends", 200),
    ("an attribute was changed before access ends", 20),
    ("an attribute stays for other access", 20),
    ("an attribute goes when access ends", 80),
    ("a rule begins to fill a group", 40),
    ("somebody joins a group by its rule", 900),
    ("somebody leaves a group by its rule", 1600),
    ("time has the rule of a group asked again", 1900),
    ("access is extended", 200),
    ("access is extended whose end was announced", 60),
    ("an end in fourteen days is announced", 300),
    ("an end in a day is announced", 1600),
    ("an end is near that cannot be put off", 500),
    ("a workflow is told of a near end", 120),
    ("a delegate decides", 160),
    ("a delegation begins later", 1800),
    ("the settings end a delegation", 60),
    ("a purge ends a delegation", 60),
    ("an approver takes an approval back", 20),
    ("a group is not shared with a guest", 20),
    ("a site is not shared with a guest", 20),
    ("a role over the directory is given", 20),
    ("nobody is there to be told of an end", 20),
    ("a policy keeps silent about an end", 20),
    ("nobody is told of an end that cannot be put off", 20),
    ("a holder is told of an end", 20),
    ("a holder without a mailbox is to be told of an end", 20),
    (
        "an attribute stays for access that ends in the same instant",
        20,
    ),
];

/// How often each of these answers and outcomes is met at least in a run of full length.
const OFTEN: usize = 20;

/// Says what of a table was seen too seldom.
pub(super) fn unseen(
    table: &[(&str, &str)],
    seen: &BTreeMap<(String, String), usize>,
) -> Vec<String> {
    let wanted = table
        .iter()
        .flat_map(|(name, wanted)| wanted.split_whitespace().map(move |word| (*name, word)));
    let counted = wanted.map(|(name, word)| {
        let often = seen.get(&(name.to_owned(), word.to_owned()));
        (name, word, often.copied().unwrap_or_default())
    });
    counted
        .filter(|(_, _, often)| *often < OFTEN)
        .map(|(name, word, often)| format!("{name} {word} {often}"))
        .collect()
}

/// Says what came about too seldom.
pub(super) fn seldom(happened: &BTreeMap<&'static str, usize>) -> Vec<String> {
    let counted = HAPPENED.iter().map(|(what, floor)| {
        let often = happened.get(what).copied().unwrap_or_default();
        (what, often, floor)
    });
    counted
        .filter(|(_, often, floor)| often < *floor)
        .map(|(what, often, floor)| format!("{what}: {often}, not {floor}"))
        .collect()
}
