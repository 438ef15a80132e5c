//! Refusals of commands on requests and assignments.

use crate::domain::id::{
    AssignmentId, CatalogId, ObjectRef, PackageId, Person, PolicyId, RequestId,
};
use crate::domain::refusal::refusals;
use crate::domain::time::Timestamp;

refusals! {
    /// Refusals of commands on requests and assignments.
    RequestRefusal, |names|
    /// The package does not exist, or not for this person.
    PackageNotFound {
        /// The package.
        package: PackageId,
    } "PackageNotFound" =>
        format!("there is no package {} for you", names.quoted(*package)),
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
        "Open My Access, Active, to see it.";
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
}
