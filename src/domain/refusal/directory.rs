//! Refusals of directory commands.

use crate::domain::id::{AssignmentId, GroupId, ObjectRef, Person, SiteId, UserId};
use crate::domain::refusal::refusals;
use crate::domain::text::counting::counted;
use crate::domain::text::{DisplayName, DomainName, SiteUrl, UserPrincipalName};

refusals! {
    /// Refusals of directory commands.
    DirectoryRefusal, |names|
    /// Somebody signs in with this name already.
    DuplicateUser {
        /// The name.
        name: UserPrincipalName,
        /// Who has it.
        person: Person,
    } "DuplicateUser" =>
        format!("{} signs in as {name} already", names.person(*person)),
        "Choose another user principal name.";
    /// A chain of managers would come back to where it began.
    ManagerCycle {
        /// Whose manager was to be set.
        user: UserId,
        /// The manager.
        manager: UserId,
    } "ManagerCycle" =>
        format!("{} already reports to {}, directly or not", names.person(*manager), names.person(*user)),
        "Choose a manager who is not below this user.";
    /// Nobody could administer the tenant any more.
    LastAdministrator {
        /// The last one.
        user: UserId,
    } "LastAdministrator" =>
        format!("{} is the last administrator of the directory", names.person(*user)),
        "Give somebody else the Global Administrator role first.";
    /// A directory begins with somebody who can administer it.
    AdministratorRequired {} "AdministratorRequired" =>
        "the first account of a directory must be able to administer it".to_owned(),
        "Give it the role Global Administrator or Identity Governance Administrator.";
    /// Nobody deletes their own account.
    UserIsSelf {
        /// The account.
        user: UserId,
    } "UserIsSelf" =>
        format!("{} cannot delete their own account", names.person(*user)),
        "Let another administrator do it.";
    /// A catalog or a policy uses the group.
    GroupInUse {
        /// The group.
        group: GroupId,
        /// What uses it.
        by: Vec<ObjectRef>,
    } "GroupInUse" =>
        format!("group {} is used by {}", names.quoted(*group), names.several(by)),
        "Acknowledge that it stops working there, or take it out there first.";
    /// An assignment gives this membership or ownership.
    ManagedByEntitlement {
        /// The group.
        group: GroupId,
        /// The assignments that give it.
        by: Vec<AssignmentId>,
    } "ManagedByEntitlement" =>
        format!("this membership of {} is given by {}", names.quoted(*group), counted(by.len(), "active assignment")),
        "Remove the assignment instead, or acknowledge that it will not match any more.";
    /// A rule decides who is in the group.
    DynamicGroupMembership {
        /// The group.
        group: GroupId,
    } "DynamicGroupMembership" =>
        format!("the membership rule of {} decides who is in it", names.quoted(*group)),
        "Edit the rule, or the attributes that it reads.";
    /// The membership rule is longer than rules may be.
    RuleTooLong {
        /// How many characters it has.
        length: usize,
    } "RuleTooLong" =>
        format!("the membership rule has {length} characters, at most 3072 are allowed"),
        "Shorten the rule.";
    /// The membership rule cannot be read.
    RuleInvalid {
        /// Where, and what was expected there.
        problem: String,
    } "RuleInvalid" =>
        format!("the membership rule {problem}"),
        "Mend the rule at that place, such as user.department -eq \"Sales\".";
    /// There is no group of such a type.
    GroupTypeInvalid {
        /// Why not.
        problem: &'static str,
    } "GroupTypeInvalid" =>
        (*problem).to_owned(),
        "Choose another type of group.";
    /// Two roles of an object would have one name or number.
    DuplicateRoleName {
        /// The name.
        name: DisplayName,
    } "DuplicateRoleName" =>
        format!("the role \"{name}\" is listed twice, by its name or its number"),
        "Give every role a name and a number of its own.";
    /// Another site has the address.
    DuplicateSite {
        /// The address.
        url: SiteUrl,
        /// The site that has it.
        site: SiteId,
    } "DuplicateSite" =>
        format!("{} has the address {url} already", names.quoted(*site)),
        "Choose another address.";
    /// Another directory has the domain.
    DuplicateDomain {
        /// The domain.
        domain: DomainName,
        /// The directory that has it.
        object: ObjectRef,
    } "DuplicateDomain" =>
        format!("{} has the domain {domain} already", names.quoted(*object)),
        "Choose another domain.";
}
