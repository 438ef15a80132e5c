//! Refusals of commands on requests and assignments.

use crate::domain::credential::{self, VerifiedCredential};
use crate::domain::id::{
    AssignmentId, CatalogId, ObjectRef, PackageId, Person, PolicyId, RequestId,
};
use crate::domain::question::Wants;
use crate::domain::refusal::refusals;
use crate::domain::text::QuestionText;
use crate::domain::time::Timestamp;

refusals! {
    /// Refusals of commands on requests and assignments.
    RequestRefusal, |names|
    /// The package does not exist, or not for this person.
    PackageNotFound {
        /// The package.
        package: PackageId,
    } "PackageNotFound" =>
        names.name_of_present(*package).map_or_else(
            || "there is no such package to ask for".to_owned(),
            |name| format!("there is no package {name} to ask for"),
        ),
        "Check the link with whoever sent it.";
    /// The catalog is not enabled.
    CatalogDisabled {
        /// The catalog.
        catalog: CatalogId,
    } "CatalogDisabled" =>
        format!("catalog {} is not enabled, so its packages cannot be requested", names.quoted(*catalog)),
        "Enable the catalog.";
    /// The catalog is closed to external people.
    CatalogNotExternal {
        /// The catalog.
        catalog: CatalogId,
    } "CatalogNotExternal" =>
        format!("catalog {} is not enabled for external users", names.quoted(*catalog)),
        "Enable the catalog for external users.";
    /// Only policies that are switched off admit the person.
    PolicyDisabled {
        /// One of them.
        policy: PolicyId,
    } "PolicyDisabled" =>
        format!("policy {} would admit the person but is switched off", names.quoted(*policy)),
        "Enable the policy.";
    /// Only policies whose end has passed admit the person.
    PolicyEnded {
        /// One of them.
        policy: PolicyId,
    } "PolicyEnded" =>
        format!("policy {} would admit the person, but its end date has passed", names.quoted(*policy)),
        "Give the policy a later end date.";
    /// No policy admits the person.
    NotInScope {
        /// The package.
        package: PackageId,
        /// The person.
        person: Person,
    } "NotInScope" =>
        format!("no policy of {} admits {}", names.quoted(*package), names.person(*person)),
        "Add the person to a group that a policy names, or widen a policy's scope.";
    /// The policy named is not among those offered.
    PolicyNotApplicable {
        /// The policy.
        policy: PolicyId,
    } "PolicyNotApplicable" =>
        format!("policy {} is not offered to this person", names.quoted(*policy)),
        "Choose one of the policies offered.";
    /// Several policies apply equally, and none was named.
    PolicyChoiceRequired {
        /// The policies.
        candidates: Vec<PolicyId>,
    } "PolicyChoiceRequired" =>
        format!("several policies apply: {}", names.several(candidates)),
        "Choose one of them.";
    /// The person holds the package.
    AlreadyAssigned {
        /// The assignment.
        assignment: AssignmentId,
    } "AlreadyAssigned" =>
        format!("{} already holds {}{}", names.holder((*assignment).into()), names.quoted(*assignment), names.until(*assignment)),
        "Extend that access, or end it first: it stands under Active and under Assignments.";
    /// The person has asked already.
    OpenRequestExists {
        /// The open request.
        request: RequestId,
    } "OpenRequestExists" =>
        format!("{} already has an open request for {}", names.holder((*request).into()), names.quoted(*request)),
        "Wait for the decision, or cancel that request first.";
    /// The person holds something that excludes the package.
    IncompatibleAccess {
        /// The package.
        package: PackageId,
        /// The person.
        person: Person,
        /// The assignment or group that excludes it.
        conflict: ObjectRef,
    } "IncompatibleAccess" =>
        format!("{}, which is incompatible with {}", names.conflict(*person, *conflict), names.quoted(*package)),
        "End that access first: separation of duties cannot be overridden.";
    /// The policy wants to know why.
    JustificationRequired {
        /// The policy.
        policy: PolicyId,
    } "JustificationRequired" =>
        format!("policy {} asks for a business justification", names.quoted(*policy)),
        "Say why the access is needed.";
    /// A question that needs an answer has none.
    AnswerRequired {
        /// The question.
        question: QuestionText,
    } "AnswerRequired" =>
        format!("the question \"{question}\" needs an answer"),
        "Answer it: list it with its text and a value.";
    /// An answer is not what its question takes.
    AnswerInvalid {
        /// The question.
        question: QuestionText,
        /// What it takes.
        wants: Wants,
    } "AnswerInvalid" =>
        format!("the question \"{question}\" {wants}"),
        "Answer what the policy asks, in the form it asks for.";
    /// An answer changes that may not be changed.
    AnswerNotEditable {
        /// The question.
        question: QuestionText,
    } "AnswerNotEditable" =>
        format!("the answer to \"{question}\" cannot be changed"),
        "Leave that answer as it is, or let a new request be made.";
    /// The policy wants verified IDs that the person does not hold.
    VerifiedIdRequired {
        /// The policy.
        policy: PolicyId,
        /// What is missing.
        missing: Vec<VerifiedCredential>,
    } "VerifiedIdRequired" =>
        format!("policy {} asks for a verified ID: {}", names.quoted(*policy), credential::in_words(missing)),
        "Get the verified ID from its issuer first.";
    /// Several people are assigned although the policy asks each of them questions.
    OneUserAtATime {
        /// The policy.
        policy: PolicyId,
    } "OneUserAtATime" =>
        format!("policy {} asks questions, which are answered for one person at a time", names.quoted(*policy)),
        "Assign the people one by one, each with their answers.";
    /// The policy does not let people choose the period.
    ScheduleNotAllowed {
        /// The policy.
        policy: PolicyId,
    } "ScheduleNotAllowed" =>
        format!("policy {} does not let requestors choose the period", names.quoted(*policy)),
        "Request without a period.";
    /// The period ends before it begins.
    EndBeforeStart {
        /// The start.
        start: Timestamp,
        /// The end.
        end: Timestamp,
    } "EndBeforeStart" =>
        format!("the period ends {} and begins {}", names.when(*end), names.when(*start)),
        "Choose an end after the start.";
    /// The period begins in the past.
    StartInPast {
        /// The start.
        start: Timestamp,
    } "StartInPast" =>
        format!("the start {} lies in the past", names.when(*start)),
        "Start today or later.";
    /// The period is longer than the policy allows.
    ExceedsPolicy {
        /// The policy.
        policy: PolicyId,
        /// The latest end it allows.
        latest: Timestamp,
    } "ExceedsPolicy" =>
        format!("policy {} allows access until {} at most", names.quoted(*policy), names.when(*latest)),
        "Choose an earlier end.";
    /// Somebody who is not the direct manager asks for a person.
    NotManagerOfTarget {
        /// Who asks.
        manager: Person,
        /// For whom.
        person: Person,
    } "NotManagerOfTarget" =>
        format!("{} is not the manager of {}", names.person(*manager), names.person(*person)),
        "Let the manager ask, or the person.";
    /// The policy does not let managers act for others.
    OnBehalfNotAllowed {
        /// The policy.
        policy: PolicyId,
    } "OnBehalfNotAllowed" =>
        format!("policy {} does not let managers act for their reports", names.quoted(*policy)),
        "Let the person do it, or allow managers in the policy.";
    /// The policy does not admit somebody who is to be assigned.
    TargetNotInPolicyScope {
        /// The policy.
        policy: PolicyId,
        /// The person.
        person: Person,
    } "TargetNotInPolicyScope" =>
        format!("policy {} does not admit {}", names.quoted(*policy), names.person(*person)),
        "Choose a policy that admits the person, or one for direct assignments only.";
    /// The package has no policy under which anybody could be assigned.
    NoPolicy {
        /// The package.
        package: PackageId,
    } "PolicyNotApplicable" =>
        format!("package {} has no policy", names.quoted(*package)),
        "Add a policy first.";
    /// Nobody could decide on a direct assignment that is not to bypass approval.
    PolicyRequiresApproval {
        /// The policy.
        policy: PolicyId,
        /// The stage that nobody can decide on, counted from 1.
        stage: usize,
    } "PolicyRequiresApproval" =>
        format!("policy {} requires approval, and nobody can decide on stage {stage}", names.quoted(*policy)),
        "Bypass approval, or name approvers who can decide.";
    /// Nobody bypasses approval for themselves.
    SelfBypass {
        /// The package.
        package: PackageId,
    } "SelfApproval" =>
        format!("nobody bypasses approval of their own access to {}", names.quoted(*package)),
        "Send it to the approvers, or let another administrator assign it.";
    /// The policy does not let people ask for more time.
    ExtensionNotAllowed {
        /// The policy.
        policy: PolicyId,
    } "ExtensionNotAllowed" =>
        format!("policy {} does not let people extend access", names.quoted(*policy)),
        "Request the package again once the access has ended, or ask an administrator.";
    /// The policy no longer admits the person.
    ExtensionNotInScope {
        /// The policy.
        policy: PolicyId,
        /// The person.
        person: Person,
    } "ExtensionNotInScope" =>
        format!("policy {} does not admit {}", names.quoted(*policy), names.person(*person)),
        "Ask an administrator to extend it.";
    /// The end would lie past the one that the policy allows.
    ExtensionPastPolicyEnd {
        /// The policy.
        policy: PolicyId,
        /// The latest end it allows.
        latest: Timestamp,
    } "ExtensionPastPolicyEnd" =>
        format!("policy {} allows access until {} at most", names.quoted(*policy), names.when(*latest)),
        "Choose an earlier end, or give the policy a later one.";
    /// The access would not end later than it does.
    NothingToExtend {
        /// The assignment.
        assignment: AssignmentId,
    } "NothingToExtend" =>
        format!("{} already holds {}{}", names.holder((*assignment).into()), names.quoted(*assignment), names.as_long_as(*assignment)),
        "Choose an end after that, or leave it as it is.";
    /// A request for more time is open.
    ExtensionPending {
        /// That request.
        request: RequestId,
    } "ExtensionPending" =>
        format!("{} has already asked for more time with {}", names.holder((*request).into()), names.quoted(*request)),
        "Wait for the decision, or cancel that request first.";
    /// There is nothing to deliver again.
    ReprocessNotAllowed {
        /// The request.
        request: RequestId,
    } "ReprocessNotAllowed" =>
        format!("nothing of the request for {} can be delivered again", names.quoted(*request)),
        "Submit a new request instead.";
    /// The delivery failed too long ago.
    ReprocessWindowOver {
        /// The request.
        request: RequestId,
        /// When the time for it was over.
        until: Timestamp,
    } "ReprocessWindowOver" =>
        format!("the request for {} could be reprocessed until {}", names.quoted(*request), names.when(*until)),
        "Submit a new request instead.";
    /// The request still runs.
    RequestNotCompleted {
        /// The request.
        request: RequestId,
    } "RequestNotCompleted" =>
        format!("the request for {} is not completed", names.quoted(*request)),
        "Cancel it first, or wait until it is over.";
    /// The request cannot be taken back any more.
    NotCancellable {
        /// The request.
        request: RequestId,
    } "NotCancellable" =>
        format!("the request for {} can no longer be canceled", names.quoted(*request)),
        "Give the access back, or have it removed, instead.";
    /// The policy does not let people hand access back.
    SelfRemoveNotAllowed {
        /// The policy.
        policy: PolicyId,
    } "SelfRemoveNotAllowed" =>
        format!("policy {} does not let people hand access back", names.quoted(*policy)),
        "Ask an administrator to remove it.";
    /// The assignment has ended.
    AssignmentNotActive {
        /// The assignment.
        assignment: AssignmentId,
    } "AssignmentNotActive" =>
        format!("the assignment of {} to {} has ended", names.quoted(*assignment), names.holder((*assignment).into())),
        "Request the package again if it is needed.";
    /// Something of what the assignment gives was not delivered.
    NotFullyDelivered {
        /// The assignment.
        assignment: AssignmentId,
    } "AssignmentNotActive" =>
        format!("the assignment of {} to {} has not been delivered in full, and only a delivered one can be extended",
            names.quoted(*assignment), names.holder((*assignment).into())),
        "Let an administrator reprocess what was not delivered, or extend the access.";
}
