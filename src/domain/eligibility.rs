//! Which packages a person sees, which policies they may ask under, and why not the others.
//!
//! The same functions hide a row, grey a key, refuse a request and answer the question why.

use crate::domain::authority::signed_in;
use crate::domain::id::{ConnectedOrganizationId, ObjectRef, PackageId, Person, PolicyId, UserId};
use crate::domain::on_behalf;
use crate::domain::organization::OrganizationState;
use crate::domain::package::{AccessPackage, PackageVisibility};
use crate::domain::policy::{AllowedTargetScope, AssignmentPolicy};
use crate::domain::refusal::{OrganizationRefusal, Refusal, RequestRefusal};
use crate::domain::separation;
use crate::domain::subject::UserType;
use crate::domain::subject_set::SubjectSet;
use crate::domain::tenant::Tenant;
use crate::domain::time::{Expiration, Timestamp};
use crate::domain::walk::{Check, Sink, require};

mod browsing;
mod presented;

pub(super) use browsing::within_reach;
pub use browsing::{Suggestion, available, available_for, may_ask, requestable, suggested};
pub use presented::{proven, unproven};

/// Tells whether a person is external: a guest, or somebody without an account.
pub fn is_external(tenant: &Tenant, person: Person) -> bool {
    match person {
        Person::ExternalPerson(_) => true,
        Person::User(id) => tenant
            .find_user(id)
            .is_some_and(|user| user.user_type == UserType::Guest),
    }
}

/// Tells whether a policy's scope covers a person, whatever else stands in the way.
pub fn in_scope(tenant: &Tenant, person: Person, policy: &AssignmentPolicy) -> bool {
    let account = tenant
        .account_of(person)
        .and_then(|account| tenant.find_user(account));
    let external = || is_external(tenant, person);
    match policy.terms.scope {
        AllowedTargetScope::NotSpecified => false,
        AllowedTargetScope::AllDirectoryUsers => account.is_some(),
        AllowedTargetScope::AllMemberUsers => {
            account.is_some_and(|user| user.user_type == UserType::Member)
        }
        AllowedTargetScope::SpecificDirectoryUsers => {
            account.is_some_and(|user| is_listed(tenant, user.id, &policy.terms.targets))
        }
        AllowedTargetScope::SpecificConnectedOrganizationUsers => {
            external()
                && tenant
                    .organization_of(person)
                    .is_some_and(|own| policy.organizations().any(|listed| listed == own))
        }
        AllowedTargetScope::AllConfiguredConnectedOrganizationUsers => {
            external() && configured_organization(tenant, person).is_some()
        }
        AllowedTargetScope::AllExternalUsers => external(),
    }
}

fn is_listed(tenant: &Tenant, user: UserId, targets: &[SubjectSet]) -> bool {
    targets.iter().any(|target| match *target {
        SubjectSet::SingleUser { user_id } => user_id == user,
        SubjectSet::GroupMembers { group_id } => tenant.is_member(user, group_id),
        SubjectSet::RequestorManager { .. }
        | SubjectSet::ConnectedOrganizationMembers { .. }
        | SubjectSet::InternalSponsors
        | SubjectSet::ExternalSponsors
        | SubjectSet::TargetUserSponsors => false,
    })
}

fn configured_organization(tenant: &Tenant, person: Person) -> Option<ConnectedOrganizationId> {
    let organization = tenant.organization_of(person)?;
    let state = tenant.find_organization(organization)?.state;
    (state == OrganizationState::Configured).then_some(organization)
}

/// Tells whether a policy's fixed end date has passed.
pub fn has_ended(policy: &AssignmentPolicy, now: Timestamp) -> bool {
    matches!(policy.terms.expiration, Expiration::At(end) if end <= now)
}

/// Ranks scopes: where several policies match, only the lowest rank is offered.
pub const fn rank(scope: AllowedTargetScope) -> u8 {
    match scope {
        AllowedTargetScope::SpecificDirectoryUsers
        | AllowedTargetScope::SpecificConnectedOrganizationUsers => 1,
        AllowedTargetScope::AllMemberUsers => 2,
        AllowedTargetScope::AllDirectoryUsers => 3,
        AllowedTargetScope::AllConfiguredConnectedOrganizationUsers
        | AllowedTargetScope::AllExternalUsers => 4,
        AllowedTargetScope::NotSpecified => u8::MAX,
    }
}

/// Says whether a person finds a package by browsing.
pub fn can_see<S: Sink + ?Sized>(
    tenant: &Tenant,
    person: Person,
    package: PackageId,
    now: Timestamp,
    sink: &mut S,
) -> Result<(), Refusal> {
    let record = existing(tenant, package, sink)?;
    open_to(tenant, person, record, sink)?;
    domain_allowed(tenant, person, sink)?;
    require(
        sink,
        Check::PackageListed,
        &[package.into()],
        record.visibility == PackageVisibility::Listed,
        || Refusal::from(RequestRefusal::PackageNotFound { package }),
    )?;
    if shown_to_all_members(tenant, person, package, now, sink) {
        return Ok(());
    }
    offered(tenant, person, package, now, sink).map(|_| ())
}

/// Tells whether somebody finds a package that only specific users may request, since the settings
/// show such packages to every member.
fn shown_to_all_members<S: Sink + ?Sized>(
    tenant: &Tenant,
    person: Person,
    package: PackageId,
    now: Timestamp,
    sink: &mut S,
) -> bool {
    let shown = tenant.settings.show_specific_scope_to_all_members
        && tenant.account_of(person).is_some()
        && !is_external(tenant, person);
    if !shown {
        return false;
    }
    let policies = tenant.index.policies_of.of(package);
    let found = policies
        .filter_map(|id| tenant.find_policy(*id))
        .find(|policy| {
            policy.terms.scope == AllowedTargetScope::SpecificDirectoryUsers
                && policy.terms.automatic.is_none()
                && policy.terms.is_enabled
                && !has_ended(policy, now)
        });
    if let Some(policy) = found {
        sink.note(Check::ShownToMembers, true, &[policy.id.into()]);
    }
    found.is_some()
}

/// Who asks for which package, for whom and under which policy if one is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asking {
    /// Who asks.
    pub requestor: Person,
    /// Who gets access: the requestor, or somebody who reports to them.
    pub target: Person,
    /// The package.
    pub package: PackageId,
    /// The policy, where one is named.
    pub policy: Option<PolicyId>,
}

/// Says under which policy a person may ask for a package for themselves.
pub fn can_request<S: Sink + ?Sized>(
    tenant: &Tenant,
    person: Person,
    package: PackageId,
    policy: Option<PolicyId>,
    now: Timestamp,
    sink: &mut S,
) -> Result<PolicyId, Refusal> {
    let asking = Asking {
        requestor: person,
        target: person,
        package,
        policy,
    };
    can_ask(tenant, asking, now, sink)
}

/// Says under which policy a package may be asked for, before any form is filled in.
///
/// The checks come in the order in which a request meets them; the first that fails is reported.
pub fn can_ask<S: Sink + ?Sized>(
    tenant: &Tenant,
    asking: Asking,
    now: Timestamp,
    sink: &mut S,
) -> Result<PolicyId, Refusal> {
    let policy = can_fill_in(tenant, asking, now, sink)?;
    proven(tenant, asking.requestor, policy, sink)?;
    Ok(policy)
}

/// Says under which policy a package may be asked for, but for the verified IDs, which a request
/// presents last: after what its form brings.
pub fn can_fill_in<S: Sink + ?Sized>(
    tenant: &Tenant,
    asking: Asking,
    now: Timestamp,
    sink: &mut S,
) -> Result<PolicyId, Refusal> {
    let Asking {
        requestor,
        target,
        package,
        policy,
    } = asking;
    signed_in(tenant, requestor, sink)?;
    let record = existing(tenant, package, sink)?;
    open_to(tenant, target, record, sink)?;
    domain_allowed(tenant, target, sink)?;
    let offered = offered(tenant, target, package, now, sink)?;
    let chosen = choose(policy, offered, sink)?;
    if target != requestor {
        on_behalf::asks_for(tenant, requestor, target, chosen, sink)?;
    }
    not_held(tenant, target, package, sink)?;
    separation::separate(tenant, target, package, sink)?;
    Ok(chosen)
}

fn existing<'tenant, S: Sink + ?Sized>(
    tenant: &'tenant Tenant,
    package: PackageId,
    sink: &mut S,
) -> Result<&'tenant AccessPackage, Refusal> {
    let found = tenant.find_package(package);
    sink.note(Check::PackageExists, found.is_some(), &[package.into()]);
    found.ok_or_else(|| RequestRefusal::PackageNotFound { package }.into())
}

fn open_to<S: Sink + ?Sized>(
    tenant: &Tenant,
    person: Person,
    package: &AccessPackage,
    sink: &mut S,
) -> Result<(), Refusal> {
    let catalog = package.catalog;
    let record = tenant.catalog(catalog)?;
    let published = record.state == crate::domain::catalog::CatalogState::Published;
    require(
        sink,
        Check::CatalogPublished,
        &[catalog.into()],
        published,
        || Refusal::from(RequestRefusal::CatalogDisabled { catalog }),
    )?;
    let open = record.is_externally_visible || !is_external(tenant, person);
    require(
        sink,
        Check::CatalogExternallyVisible,
        &[catalog.into()],
        open,
        || RequestRefusal::CatalogNotExternal { catalog }.into(),
    )
}

/// Requires that the B2B list lets the person's domain in, also where there is a guest already.
pub fn domain_allowed<S: Sink + ?Sized>(
    tenant: &Tenant,
    person: Person,
    sink: &mut S,
) -> Result<(), Refusal> {
    let domain = tenant.home_domain(person);
    let admitted = domain.as_ref().is_none_or(|domain| {
        tenant
            .resource_directory()
            .is_none_or(|directory| directory.sharing.b2b.admits(domain))
    });
    require(
        sink,
        Check::DomainAllowed,
        &[person.into()],
        admitted,
        || {
            let domain = domain.unwrap_or_default();
            OrganizationRefusal::DomainBlocked { person, domain }.into()
        },
    )
}

/// Returns the policies of the best rank that admit a person.
///
/// Policies that are switched off or have ended drop out before ranking, and are reported only
/// where nothing else matches.
pub fn offered<S: Sink + ?Sized>(
    tenant: &Tenant,
    person: Person,
    package: PackageId,
    now: Timestamp,
    sink: &mut S,
) -> Result<Vec<PolicyId>, Refusal> {
    let mut best = u8::MAX;
    let mut offered = Vec::new();
    let mut reason = RequestRefusal::NotInScope { package, person };
    for id in tenant.index.policies_of.of(package) {
        let Some(policy) = tenant.find_policy(*id) else {
            continue;
        };
        let scope = in_scope(tenant, person, policy);
        let live = policy.terms.is_enabled && !has_ended(policy, now);
        note_policy(policy, scope && live, sink);
        if scope && !policy.terms.is_enabled {
            reason = RequestRefusal::PolicyDisabled { policy: *id };
        } else if scope && !live && !matches!(reason, RequestRefusal::PolicyDisabled { .. }) {
            reason = RequestRefusal::PolicyEnded { policy: *id };
        }
        if scope && live {
            let rank = rank(policy.terms.scope);
            if rank < best {
                best = rank;
                offered.clear();
            }
            if rank == best {
                offered.push(*id);
            }
        }
    }
    if tenant.index.policies_of.count(&package) == 0 {
        sink.note(Check::PolicyMatches, false, &[package.into()]);
    }
    if offered.is_empty() {
        Err(reason.into())
    } else {
        Ok(offered)
    }
}

fn note_policy<S: Sink + ?Sized>(policy: &AssignmentPolicy, matches: bool, sink: &mut S) {
    sink.note(Check::PolicyMatches, matches, &[policy.id.into()]);
}

fn choose<S: Sink + ?Sized>(
    policy: Option<PolicyId>,
    offered: Vec<PolicyId>,
    sink: &mut S,
) -> Result<PolicyId, Refusal> {
    if let Some(policy) = policy {
        require(
            sink,
            Check::PolicyOffered,
            &[policy.into()],
            offered.contains(&policy),
            || Refusal::from(RequestRefusal::PolicyNotApplicable { policy }),
        )?;
        return Ok(policy);
    }
    if let [only] = *offered.as_slice() {
        sink.note(Check::PolicyOffered, true, &[only.into()]);
        Ok(only)
    } else {
        let objects: Vec<ObjectRef> = offered.iter().map(|policy| (*policy).into()).collect();
        sink.note(Check::PolicyChosen, false, &objects);
        Err(RequestRefusal::PolicyChoiceRequired {
            candidates: offered,
        }
        .into())
    }
}

/// Requires that somebody neither holds a package nor has an open request for it.
pub fn not_held<S: Sink + ?Sized>(
    tenant: &Tenant,
    person: Person,
    package: PackageId,
    sink: &mut S,
) -> Result<(), Refusal> {
    let held = tenant.held_by(person, package);
    sink.note(
        Check::NotAssigned,
        held.is_none(),
        &[held.map_or_else(|| package.into(), Into::into)],
    );
    if let Some(assignment) = held {
        return Err(RequestRefusal::AlreadyAssigned { assignment }.into());
    }
    let open = tenant.open_add_of(person, package);
    sink.note(
        Check::NoOpenRequest,
        open.is_none(),
        &[open.map_or_else(|| package.into(), Into::into)],
    );
    match open {
        Some(request) => Err(RequestRefusal::OpenRequestExists { request }.into()),
        None => Ok(()),
    }
}
