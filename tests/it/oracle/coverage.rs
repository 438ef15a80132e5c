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
         AnswerRequired AnswerInvalid",
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
    ("a rule gives access", 300),
    ("a rule takes access at once", 60),
    ("a grace period begins", 200),
    ("a grace period is over", 60),
    ("a grace period is called off", 1),
    ("time has a rule asked again", 500),
    ("what a rule gives is to come back", 200),
    ("a domain stands in the way of a rule", 1),
    ("an account stands in the way of a rule", 3),
    ("other access stands in the way of a rule", 10),
    ("what stands in the way of a rule is not told of again", 1),
    ("access ends with the scope of its policy", 100),
    ("a workflow is waited for", 200),
    ("a workflow answers at once", 300),
    ("a workflow is only launched", 100),
    ("a workflow that is only launched fails", 30),
    ("a workflow denies a request", 50),
    ("a workflow fails a request", 40),
    ("a workflow keeps silent for too long", 50),
    ("a workflow calls back too late", 100),
    ("a workflow adds a stage", 5),
    ("people review their own access", 100),
    ("a manager reviews access", 80),
    ("whoever is named reviews access", 100),
    ("a fallback reviews access", 40),
    ("nobody reviews their own access beside others", 20),
    ("nobody can review access", 10),
    ("a reviewer ends access", 4),
    ("a reviewer lets access stay", 8),
    ("silence ends access", 25),
    ("nobody says anything and access stays", 60),
    ("a review comes too late for access", 15),
];

/// Says what of a table was never seen.
pub(super) fn unseen(
    table: &[(&str, &str)],
    seen: &BTreeMap<(String, String), usize>,
) -> Vec<String> {
    let wanted = table
        .iter()
        .flat_map(|(name, wanted)| wanted.split_whitespace().map(move |word| (*name, word)));
    wanted
        .filter(|(name, word)| !seen.contains_key(&((*name).to_owned(), (*word).to_owned())))
        .map(|(name, word)| format!("{name} {word}"))
        .collect()
}

/// Says what came about too seldom.
pub(super) fn seldom(happened: &BTreeMap<&'static str, usize>) -> Vec<String> {
    let seldom = HAPPENED.iter().filter(|(what, floor)| {
        let often = happened.get(what).copied().unwrap_or_default();
        often < *floor
    });
    seldom.map(|(what, _)| (*what).to_owned()).collect()
}
