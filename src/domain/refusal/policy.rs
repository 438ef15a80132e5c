//! Refusals of policy commands.

use crate::domain::id::PolicyId;
use crate::domain::refusal::refusals;
use crate::domain::text::counting::counted;
use crate::domain::time::Timestamp;

refusals! {
    /// Refusals of policy commands.
    PolicyRefusal, |names|
    /// Another policy of the package has the name.
    DuplicatePolicyName {
        /// The policy that has it.
        policy: PolicyId,
    } "DuplicatePolicyName" =>
        format!("the package has a policy {} already", names.quoted(*policy)),
        "Choose another name.";
    /// People hold the package under the policy.
    PolicyHasAssignments {
        /// The policy.
        policy: PolicyId,
        /// How many do.
        active: usize,
    } "PolicyHasAssignments" =>
        format!("policy {} still has {}", names.quoted(*policy), counted(active, "active assignment")),
        "Remove every assignment first, or switch the policy off.";
    /// Nothing says who may ask.
    ScopeRequired {} "ScopeRequired" =>
        "the policy does not say who may ask".to_owned(),
        "Choose who may request access.";
    /// A specific scope names nobody.
    NoTargetsSelected {} "NoTargetsSelected" =>
        "the scope names nobody".to_owned(),
        "Choose at least one user or group, or organization, as the scope asks for.";
    /// A scope names more than 500 users and groups.
    TooManyTargets {
        /// How many.
        count: usize,
    } "TooManyTargets" =>
        format!("the scope names {count} users and groups, at most 500 are allowed"),
        "Put people into a group and name the group.";
    /// A scope names more than 1,000 organizations.
    TooManyOrgs {
        /// How many.
        count: usize,
    } "TooManyOrgs" =>
        format!("the scope names {count} organizations, at most 1000 are allowed"),
        "Admit all configured organizations instead.";
    /// Anybody could get access without anybody deciding.
    ApprovalRequiredForAnyUser {} "ApprovalRequiredForAnyUser" =>
        "a policy for all external users lets in people whom nobody knows, so it needs approval".to_owned(),
        "Require approval with at least one stage.";
    /// Unknown people could not sign in.
    OtpRequiredForAnyUser {} "OtpRequiredForAnyUser" =>
        "a policy for all external users needs one-time passcodes, and the directory has them switched off".to_owned(),
        "Switch one-time passcodes on for the directory.";
    /// Somebody else than an administrator touches a policy that assigns automatically.
    AutoAssignmentPolicyRequirementNotMet {} "AutoAssignmentPolicyRequirementNotMet" =>
        "a policy that assigns automatically needs Global Administrator or Identity Governance Administrator".to_owned(),
        "Let an administrator do it.";
    /// The package has an automatic policy already.
    AutoPolicyExists {
        /// The one that it has.
        policy: PolicyId,
    } "AutoPolicyExists" =>
        format!("policy {} assigns the package automatically already, and a package has one such policy", names.quoted(*policy)),
        "Widen the rule of that policy instead.";
    /// What a policy says does not go with a rule that assigns.
    AutoPolicyInvalid {
        /// Why not.
        problem: &'static str,
    } "AutoPolicyInvalid" =>
        (*problem).to_owned(),
        "Give an automatic policy a rule and its settings, and nothing that only counts where people ask.";
    /// A rule would assign to more users than it may.
    RuleTooManyUsers {
        /// How many it admits.
        count: usize,
    } "RuleTooManyUsers" =>
        format!("the rule admits {count} users, at most 15000 are assigned to by a policy"),
        "Narrow the rule.";
    /// There are no stages, or more than three.
    StageCount {
        /// How many.
        count: usize,
    } "StageCount" =>
        format!("{count} stages are given; approval needs one to three, and none is allowed without approval"),
        "Set one, two or three stages.";
    /// A stage waits less than a day or more than 14.
    TimeoutOutOfRange {
        /// The stage, counted from 1.
        stage: usize,
    } "TimeoutOutOfRange" =>
        format!("stage {stage} must wait 1 to 14 whole days"),
        "Enter a number of days from 1 to 14.";
    /// A stage with alternates is too short for them.
    EscalationNeedsFourDays {
        /// The stage, counted from 1.
        stage: usize,
    } "EscalationNeedsFourDays" =>
        format!("stage {stage} asks alternates but waits less than four days"),
        "Let the stage wait at least four days, or name no alternates.";
    /// Alternates are asked before a day has passed.
    EscalationTooEarly {
        /// The stage, counted from 1.
        stage: usize,
    } "EscalationTooEarly" =>
        format!("stage {stage} asks its alternates before a day has passed"),
        "Forward after one day or more.";
    /// Alternates are asked when it is nearly over.
    EscalationTooLate {
        /// The stage, counted from 1.
        stage: usize,
    } "EscalationTooLate" =>
        format!("stage {stage} asks its alternates less than a day before it ends"),
        "Forward at least a day before the stage ends.";
    /// A stage names no approver, or people of an organization, who only ask.
    ApproversRequired {
        /// The stage, counted from 1.
        stage: usize,
    } "ApproversRequired" =>
        format!("stage {stage} names no approver, or an organization, whose people only request"),
        "Choose users, groups, the manager or sponsors as approvers.";
    /// A stage asks a manager or sponsors and has nobody for those who have none.
    FallbackRequired {
        /// The stage, counted from 1.
        stage: usize,
    } "FallbackRequired" =>
        format!("stage {stage} asks a manager or sponsors, and some people have none"),
        "Choose a fallback approver.";
    /// The manager, or the same kind of sponsor, is asked in two stages.
    DuplicateManagerStage {
        /// The second of them, counted from 1.
        stage: usize,
    } "DuplicateManagerStage" =>
        format!("stage {stage} asks a manager or sponsors who decide in an earlier stage already"),
        "Choose somebody else in one of the two.";
    /// A question of the policy cannot be answered or told apart.
    QuestionInvalid {
        /// The question, counted from 1.
        question: usize,
        /// What it needs.
        wants: &'static str,
    } "QuestionInvalid" =>
        format!("question {question} {wants}"),
        "Correct the question.";
    /// A policy's end date is not in the future.
    ExpiryInPast {
        /// The date.
        end: Timestamp,
    } "ExpiryInPast" =>
        format!("the end {} is not in the future", names.when(*end)),
        "Choose a later date.";
    /// Access would last less than a day or more than 3660.
    ExpiryOutOfRange {} "ExpiryOutOfRange" =>
        "access must last 1 to 3660 days, or 1 to 87840 hours".to_owned(),
        "Enter a number in that range.";
}
