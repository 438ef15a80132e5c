//! Refusals about connected organizations, external people and their guests.

use crate::domain::id::{ConnectedOrganizationId, ObjectRef, Person, PolicyId, Principal, UserId};
use crate::domain::refusal::refusals;

refusals! {
    /// Refusals about connected organizations, external people and their guests.
    OrganizationRefusal, |names|
    /// Another organization has the name.
    DuplicateConnectedOrg {
        /// The organization that has it.
        organization: ConnectedOrganizationId,
    } "DuplicateConnectedOrg" =>
        format!("there is a connected organization {} already", names.quoted(*organization)),
        "Choose another name.";
    /// Another organization has the identity source.
    IdentitySourceInUse {
        /// The source, in words.
        sign_in: String,
        /// The organization that has it.
        organization: ConnectedOrganizationId,
    } "IdentitySourceInUse" =>
        format!("{sign_in} identifies the people of {} already", names.quoted(*organization)),
        "Edit that organization, or take the source out there first.";
    /// The identity source is the resource directory itself.
    IdentitySourceIsHome {
        /// The directory.
        directory: ObjectRef,
    } "IdentitySourceIsHome" =>
        format!("{} is the directory that owns the resources", names.quoted(*directory)),
        "Choose another directory or domain; people of this one need no connection.";
    /// An organization without a source recognizes nobody.
    IdentitySourceRequired {} "IdentitySourceRequired" =>
        "nothing says how people of the organization are recognized".to_owned(),
        "Name a directory or a domain.";
    /// Internal sponsors are members, external ones guests.
    SponsorWrongType {
        /// The sponsor.
        sponsor: Principal,
        /// What the sponsor would have to be.
        needs: &'static str,
    } "SponsorWrongType" =>
        format!("{} is not {needs}", names.quoted(*sponsor)),
        "Choose a member as internal, a guest as external sponsor, or a group.";
    /// A policy lists the organization by name.
    ConnectedOrgInUse {
        /// The organization.
        organization: ConnectedOrganizationId,
        /// The policies that do.
        by: Vec<PolicyId>,
    } "ConnectedOrgInUse" =>
        format!("organization {} is listed by policy {}", names.quoted(*organization), names.policies(by)),
        "Take it out of the policy, or delete the policy, first.";
    /// The directory does not let in the person's domain.
    DomainBlocked {
        /// The person.
        person: Person,
        /// The domain.
        domain: String,
    } "DomainBlocked" =>
        format!("the directory does not let {} in: the list of domains excludes {domain}", names.person(*person)),
        "Change the list of domains that may be invited.";
    /// The directory does not let in the domain of an address that nobody is known by.
    AddressBlocked {
        /// The address.
        address: String,
        /// The domain.
        domain: String,
    } "DomainBlocked" =>
        format!("the directory does not let {address} in: the list of domains excludes {domain}"),
        "Change the list of domains that may be invited.";
    /// The account is no guest who asked for access and holds some.
    NotGovernable {
        /// The account.
        user: UserId,
        /// What it lacks.
        lacks: &'static str,
    } "NotGovernable" =>
        format!("{} cannot be marked as governed: {lacks}", names.person(*user)),
        "Choose a guest who holds a package they requested themselves.";
    /// The text is no mail address.
    EmailInvalid {
        /// The text.
        address: String,
        /// What is wrong.
        problem: String,
    } "EmailInvalid" =>
        format!("\"{address}\" {problem}"),
        "Enter an address such as ana@contoso.com.";
    /// The policy does not admit people of the address's domain.
    EmailDomainNotInScope {
        /// The policy.
        policy: PolicyId,
        /// The address.
        address: String,
    } "EmailDomainNotInScope" =>
        format!("policy {} does not admit the people behind {address}", names.quoted(*policy)),
        "Choose a policy for people from outside that admits the domain, or connect its organization.";
}
