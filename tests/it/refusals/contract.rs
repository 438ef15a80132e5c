//! The codes of the contract, typed apart from the program: one that the program no longer knows is
//! missed here, as is one that no story provokes.
//!
//! A store that changed underneath or that a newer program wrote is no refusal of a command; the
//! stories of stores tell of both.

/// The codes, by what they are about.
pub(super) const CODES: &[(&str, &str)] = &[
    (
        "rights and rules",
        "UnAuthorized CallerNotResourceOwner AutoAssignmentPolicyRequirementNotMet \
         AutoPolicyExists RuleInvalid RuleTooLong RuleTooManyUsers",
    ),
    (
        "names and catalogs",
        "NameRequired DescriptionRequired NameTooLong DuplicateCatalogName \
         DuplicatePackageName DuplicatePolicyName DuplicateConnectedOrg CatalogNotEmpty \
         BuiltInCatalog",
    ),
    (
        "resources and roles",
        "DuplicateResource ResourceNotEligible RoleNotEligible ResourceInUse \
         ResourceNotInCatalog DuplicateResourceRole",
    ),
    (
        "packages and policies",
        "PackageHasAssignments PolicyHasAssignments PackageMoveNotSupported IncompatibleSelf \
         DuplicateIncompatibility IncompatibleAccess",
    ),
    (
        "asking",
        "PackageNotFound CatalogDisabled CatalogNotExternal PolicyDisabled PolicyEnded \
         NotInScope PolicyNotApplicable PolicyRequiresApproval TargetNotInPolicyScope \
         OneUserAtATime EmailDomainNotInScope DomainBlocked EmailInvalid AlreadyAssigned \
         OpenRequestExists SignInBlocked JustificationRequired AnswerRequired AnswerInvalid \
         AnswerNotEditable VerifiedIdRequired ScheduleNotAllowed EndBeforeStart StartInPast \
         ExceedsPolicy",
    ),
    (
        "policy forms",
        "ExpiryInPast ExpiryOutOfRange NotManagerOfTarget OnBehalfNotAllowed \
         ApprovalRequiredForAnyUser OtpRequiredForAnyUser ApproversRequired FallbackRequired \
         StageCount TimeoutOutOfRange EscalationTooEarly EscalationNeedsFourDays \
         EscalationTooLate DuplicateManagerStage NoTargetsSelected TooManyTargets TooManyOrgs",
    ),
    (
        "decisions and delivery",
        "NotAnApprover SelfApproval AlreadyDecided RequestExpired RequestNotPending \
         ApproverJustificationRequired ReviewerJustificationRequired NotCancellable \
         ReprocessNotAllowed ReprocessWindowOver RequestNotCompleted",
    ),
    (
        "extensions and ends",
        "ExtensionNotAllowed ExtensionNotInScope ExtensionPastPolicyEnd NothingToExtend \
         ExtensionPending SelfRemoveNotAllowed AssignmentNotActive",
    ),
    (
        "delegation and partners",
        "LastCatalogOwner DuplicateRoleAssignment PrincipalNotFound ConnectedOrgInUse \
         IdentitySourceInUse IdentitySourceIsHome SponsorWrongType",
    ),
    (
        "workflows and reviews",
        "CustomExtensionInUse ExtensionStageMismatch WaitTooLong ReviewNotOpen NotAReviewer \
         ReviewStartLocked ReviewDurationTooLong",
    ),
    (
        "the directory",
        "NotGovernable GroupInUse UserIsSelf DynamicGroupMembership ManagedByEntitlement \
         LimitReached",
    ),
    (
        "lines",
        "NotFound AmbiguousName TextInvalid NothingToChange RevisionConflict \
         PolicyChoiceRequired",
    ),
    (
        "people",
        "DuplicateUser DuplicateDomain ManagerCycle LastAdministrator DelegationNotAllowed",
    ),
    (
        "the operator",
        "AlreadyFounded ClockBackwards NothingToUndo NothingToRedo",
    ),
];
