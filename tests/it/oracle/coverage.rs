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
    ("a rule gives access", 450),
    ("a rule takes access at once", 12),
    ("a grace period begins", 90),
    ("a grace period is over", 20),
    ("a grace period is called off", 14),
    ("time has a rule asked again", 650),
    ("what a rule gives is to come back", 350),
    ("a domain stands in the way of a rule", 18),
    ("an account stands in the way of a rule", 20),
    ("other access stands in the way of a rule", 100),
    ("what stands in the way of a rule is not told of again", 18),
    ("access ends with the scope of its policy", 150),
    ("a workflow is waited for", 450),
    ("a workflow answers at once", 550),
    ("a workflow is only launched", 350),
    ("a workflow that is only launched fails", 13),
    ("a workflow denies a request", 150),
    ("a workflow fails a request", 150),
    ("a workflow keeps silent for too long", 250),
    ("a workflow calls back too late", 350),
    ("a workflow adds a stage", 40),
    ("people review their own access", 100),
    ("a manager reviews access", 20),
    ("whoever is named reviews access", 100),
    ("a fallback reviews access", 60),
    ("nobody reviews their own access beside others", 15),
    ("nobody can review access", 14),
    ("a reviewer ends access", 5),
    ("a reviewer lets access stay", 11),
    ("silence ends access", 18),
    ("nobody says anything and access stays", 90),
    ("a review comes too late for access", 20),
    ("an object is deleted that somebody was given", 20),
    ("a role that somebody was given is offered no longer", 20),
    ("what bars others leaves a holder alone", 17),
    ("a delivery waits for a guest", 100),
    ("a guest gets what waited", 40),
    ("access ends that waited for a guest", 12),
    ("an answer becomes an attribute", 800),
    ("an attribute stays when access ends", 100),
    ("an attribute was changed before access ends", 5),
    ("an attribute stays for other access", 9),
    ("an attribute goes when access ends", 40),
    ("a rule begins to fill a group", 20),
    ("somebody joins a group by its rule", 450),
    ("somebody leaves a group by its rule", 800),
    ("time has the rule of a group asked again", 950),
    ("access is extended", 100),
    ("access is extended whose end was announced", 30),
    ("an end in fourteen days is announced", 150),
    ("an end in a day is announced", 800),
    ("an end is near that cannot be put off", 250),
    ("a workflow is told of a near end", 60),
    ("a delegate decides", 80),
    ("a delegation begins later", 900),
    ("the settings end a delegation", 30),
    ("a purge ends a delegation", 30),
];

/// How often each of these answers and outcomes is met at least in a run of full length, about half
/// as often as it is.
const OFTEN: usize = 5;

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
