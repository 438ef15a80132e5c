//! The walk of checks that led to a verdict.
//!
//! Every rule reports each check it makes to a [`Sink`]. Lists and keys pass [`Silent`], which keeps
//! nothing and costs nothing; refusals and the question why pass a [`Walk`].

use serde::{Deserialize, Serialize};

use crate::domain::id::ObjectRef;

macro_rules! checks {
    ($($check:ident = $sentence:literal;)*) => {
        /// A check, named after what it wants to be true.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub enum Check {
            $(#[doc = $sentence] $check,)*
        }

        impl Check {
            /// Every check.
            pub const ALL: &'static [Self] = &[$(Self::$check,)*];

            /// Says what the check wants to be true.
            pub const fn sentence(self) -> &'static str {
                match self { $(Self::$check => $sentence,)* }
            }
        }
    };
}

checks! {
    SignInEnabled = "The account may sign in.";
    MailOccasioned = "What the mail tells of has happened.";
    MailAddressed = "The mail is for the person.";
    MailReceivable = "The account is neither disabled nor deleted.";
    OutcomeAskedFor = "The mail is about no request, or a user made it.";
    AssignmentsTold = "The mail is about no assignment, or the policy tells of them.";
    EndExtensible = "The mail offers no extension, or the holder can ask for one.";
    MailboxKnown = "The person has a mailbox.";
    InGroup = "The person is in the group.";
    RightHeld = "A role or relation gives the right.";
    RightOverObject = "There is a right over the object behind the resource.";
    ObjectExists = "The object exists.";
    NameKnown = "The name leads to something.";
    NameUnambiguous = "The name leads to one thing only.";
    TextGiven = "The text is not empty.";
    TextFits = "The text is not too long.";
    TextAccepted = "The text has the form that its field takes.";
    RuleKept = "The rule that was named is kept.";
    SomethingChanges = "The command changes something.";
    RevisionSeen = "The object is as it was seen.";
    NotOneself = "It is not about oneself.";
    AdministratorRemains = "An enabled administrator remains.";
    SignInNameFree = "Nobody else signs in with this name.";
    DomainFree = "No other directory has this domain.";
    ManagerChainEnds = "The chain of managers has no circle.";
    GroupUnused = "No catalog, policy, package or role uses the group, or the warning was acknowledged.";
    MembershipFree = "No assignment gives this membership, or the warning was acknowledged.";
    MembersByHand = "No rule decides who is in the group.";
    RuleShortEnough = "The membership rule has at most 3,072 characters.";
    RuleReadable = "The membership rule can be read.";
    RuleMatches = "The membership rule matches the person.";
    GroupTypePossible = "There are groups of this type.";
    TenantNotFounded = "The store has no directory yet.";
    ClockMovesForward = "The clock moves forward.";
    DescriptionGiven = "There is a description.";
    NameUnique = "The name is not taken.";
    CatalogEmpty = "The catalog holds no package.";
    CatalogNotBuiltIn = "The catalog is not the built-in one.";
    AttributeKnown = "Accounts have the attribute, and it is asked once.";
    PrincipalFound = "The user or group exists.";
    RoleFitsScope = "The role is held where it was given: in a catalog, or in the whole directory.";
    RoleGivenOnce = "Nobody has given them the role there yet.";
    OwnerRemains = "The catalog keeps an owner, or an administrator takes the last one away.";
    ResourceEligible = "The object can be a resource.";
    SourceNamed = "Something says how the organization's people are recognized.";
    SourceNotHome = "The source is not the directory that owns the resources.";
    SourceFree = "No other organization has the source.";
    SponsorFits = "Internal sponsors are members, external ones guests.";
    OrganizationUnlisted = "No policy lists the organization.";
    GuestGovernable = "It is a guest who holds a package they requested.";
    ResourceNew = "The object is not in the catalog yet.";
    ResourceUnused = "No package gives a role on the resource.";
    ResourceInCatalog = "The resource is in the package's catalog.";
    RoleOffered = "The resource offers the role, and it may be given.";
    RoleNew = "The package does not give the role yet.";
    PackageStaysInCatalog = "The package stays in its catalog.";
    NobodyAssigned = "Nobody holds the package.";
    ScopeGiven = "The policy says who may ask.";
    TargetsSelected = "The scope names somebody.";
    TargetsWithinLimit = "The scope names at most 500 users and groups.";
    AutomaticAllowed = "Whoever makes or edits what assigns automatically administers governance.";
    AutomaticPolicyOnly = "No other policy of the package assigns automatically.";
    AutomaticSound = "An automatic policy has a rule, and nothing that only counts where people ask.";
    AutomaticUsersWithinLimit = "The rule admits at most 15,000 users.";
    StageCountAllowed = "There are one to three stages.";
    StageTimeAllowed = "Each stage waits 1 to 14 days.";
    EscalationHasTime = "A stage with alternates waits at least four days.";
    EscalationNotEarly = "Alternates are asked after a day at the earliest.";
    EscalationNotLate = "Alternates are asked a day before the stage ends at the latest.";
    ApproversNamed = "Each stage names an approver.";
    FallbackNamed = "Approvers that may be missing have a fallback.";
    ManagerInOneStage = "The manager, and each kind of sponsor, decides in one stage only.";
    ApprovalForStrangers = "Unknown people need approval.";
    PasscodesOn = "The directory lets people sign in with a code sent by mail.";
    ExpiryInFuture = "The end lies in the future.";
    ExpiryInRange = "Access lasts 1 to 3660 days.";
    PortalOfPackage = "The portal is that of the directory that has the package.";
    PackageExists = "The package exists.";
    CatalogPublished = "The catalog is enabled.";
    CatalogExternallyVisible = "The catalog is open to external people, or the person is not external.";
    DomainAllowed = "The directory lets the person's domain in.";
    PackageListed = "The package is not hidden.";
    ShownToMembers = "The settings show every member what specific users may request.";
    PolicyMatches = "An enabled policy admits the person.";
    PolicyOffered = "The policy is among those offered.";
    PolicyChosen = "It is clear which policy applies.";
    NotAssigned = "The person does not hold the package.";
    NoOpenRequest = "No request for the package is open.";
    NothingIncompatible = "The person holds nothing that excludes the package.";
    IncompatibleIsAnother = "A package does not exclude itself.";
    IncompatibilityNew = "The package does not list it yet.";
    JustificationGiven = "There is a justification.";
    VerifiedIdPresented = "The person holds the verified IDs that the policy asks for.";
    QuestionSound = "Each question can be told apart and answered.";
    OneAtATime = "Questions are answered for one person at a time.";
    AnswersFit = "Each answer is one that its question takes.";
    AnswersEditable = "Only answers change that may be changed.";
    AnswersGiven = "Every question that needs an answer has one.";
    ScheduleAllowed = "The policy lets people choose the period.";
    EndAfterStart = "The end comes after the start.";
    StartNotPast = "The start is not in the past.";
    WithinPolicy = "The period fits into what the policy allows.";
    PolicyEnabled = "The policy is enabled.";
    PolicyNotEnded = "The policy's end date has not passed.";
    TargetInScope = "The policy admits the person, or it is for direct assignments only.";
    StagesDecidable = "Somebody can decide on each stage.";
    ManagerOfTarget = "The person is the direct manager.";
    OnBehalfAllowed = "The policy lets managers act for their reports.";
    AddressValid = "The mail address can be one.";
    AddressInScope = "The policy admits people of the mail address's domain.";
    EndsByItself = "The access ends by itself.";
    EndMovesForward = "The new end is later than the present one.";
    ExtensionAllowed = "The policy lets people ask for more time.";
    ExtensionInScope = "The policy still admits the person.";
    NoExtensionPending = "No request for more time is open.";
    ReprocessAllowed = "Something of the delivery failed and can be tried again.";
    WithinReprocessWindow = "The delivery ended at most 14 days ago.";
    RequestCompleted = "The request is over.";
    WithinLimits = "The directory has room for more.";
    RequestCancelable = "The request can still be taken back.";
    AskedToDecide = "The person is an approver of the request.";
    DelegationOn = "The settings let approvers hand their decisions over.";
    DelegateFits = "They go to somebody else, who can decide.";
    DelegationOnlyOne = "The approver has handed over to nobody yet.";
    ApprovedByOneself = "The person approved the request.";
    RequestInTime = "The time for deciding has not run out.";
    RequestPending = "The request waits for a decision.";
    StageUndecided = "The stage has not been decided.";
    ReasonGiven = "There is a reason.";
    GivingBackAllowed = "The policy lets people hand access back.";
    AssignmentActive = "The assignment is active.";
    AssignmentDelivered = "Everything that the assignment gives was delivered.";
    ReviewStartKept = "The start of the reviews stays where it was set.";
    ReviewOverInTime = "A review is over before the next one begins.";
    ReviewersNamed = "Somebody reviews, also those who have no manager.";
    AskedToReview = "The person is a reviewer.";
    ReviewOpen = "The review is open.";
    AccessInReview = "The access is part of the review.";
    ExtensionUnused = "No policy calls the custom extension.";
    ExtensionInCatalog = "The custom extension belongs to the catalog of the policy.";
    ExtensionFitsStage = "The custom extension is for the step at which it is called.";
    WaitPossible = "Something can wait for the workflow.";
    WaitShortEnough = "The workflow is waited for some time, but not too long.";
    CalloutOpen = "The workflow is still to call back.";
    SomethingToUndo = "There is a command to take back.";
    SomethingToRedo = "There is a command to do again.";
    NotOvertaken = "No other window has changed anything since.";
}

/// One check and how it went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The check.
    pub check: Check,
    /// Whether it held.
    pub passed: bool,
    /// The objects it looked at.
    pub objects: Vec<ObjectRef>,
}

/// Where checks are reported.
pub trait Sink {
    /// Takes note of a check.
    fn note(&mut self, check: Check, passed: bool, objects: &[ObjectRef]);
}

/// A sink that keeps nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Sink for Silent {
    fn note(&mut self, _: Check, _: bool, _: &[ObjectRef]) {}
}

/// A sink that keeps every check in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Walk(pub Vec<Step>);

impl Sink for Walk {
    fn note(&mut self, check: Check, passed: bool, objects: &[ObjectRef]) {
        self.0.push(Step {
            check,
            passed,
            objects: objects.to_vec(),
        });
    }
}

/// Reports a check and refuses when it did not hold.
pub fn require<S: Sink + ?Sized, R>(
    sink: &mut S,
    check: Check,
    objects: &[ObjectRef],
    passed: bool,
    refusal: impl FnOnce() -> R,
) -> Result<(), R> {
    sink.note(check, passed, objects);
    if passed { Ok(()) } else { Err(refusal()) }
}
