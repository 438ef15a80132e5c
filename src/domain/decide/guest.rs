//! Brings external people in as guests, and lets them go when they have lost their access.

use std::collections::BTreeSet;

use crate::domain::assignment::{Assignment, DeliveryError};
use crate::domain::context::{Context, IdSource};
use crate::domain::decide::organization;
use crate::domain::decide::user;
use crate::domain::draft::Draft;
use crate::domain::eligibility;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::guest::{InvitationState, SubjectLifecycle};
use crate::domain::id::{
    AssignmentId, ConnectedOrganizationId, ExternalPersonId, Person, PolicyId, UserId,
};
use crate::domain::organization::{
    ConnectedOrganization, IdentitySource, OrganizationState, SourceKey,
};
use crate::domain::policy::AllowedTargetScope;
use crate::domain::refusal::{DeskRefusal, OrganizationRefusal, Refusal};
use crate::domain::request::RequestType;
use crate::domain::subject::{ExternalPerson, User, UserType};
use crate::domain::tenant::Tenant;
use crate::domain::text::{Description, DisplayName, DomainName, MailAddress, UserPrincipalName};
use crate::domain::time::Timestamp;
use crate::domain::walk::{Check, Silent, Sink, require};

pub mod farewell;

/// Returns the organization of whoever gets access; a policy that admits anybody makes a proposed
/// one for people of whom nothing was known.
pub(super) fn organization_for(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    policy: PolicyId,
    person: Person,
) -> Option<ConnectedOrganizationId> {
    if let Some(known) = draft.organization_of(person) {
        return Some(known);
    }
    let scope = draft.find_policy(policy)?.terms.scope;
    if scope != AllowedTargetScope::AllExternalUsers {
        return None;
    }
    let source = proposed_source(draft, person)?;
    let name = free_name(draft, &source)?;
    let organization = ConnectedOrganization {
        id: context.draw(ConnectedOrganizationId::new),
        display_name: name,
        description: Description::none(),
        state: OrganizationState::Proposed,
        identity_sources: vec![source],
        internal_sponsors: BTreeSet::new(),
        external_sponsors: BTreeSet::new(),
        created_date_time: context.now,
        modified_date_time: context.now,
    };
    let id = organization.id;
    draft.emit(
        Fact::OrganizationCreated,
        Change::Organization(Edit::made(organization)),
    );
    Some(id)
}

/// Returns the source that recognizes a person nobody knows yet.
fn proposed_source(tenant: &Tenant, person: Person) -> Option<IdentitySource> {
    let domain_name = DomainName::parse(&tenant.home_domain(person)?).ok()?;
    let display_name = DisplayName::parse(domain_name.as_str()).ok();
    Some(match tenant.source_of(person)? {
        SourceKey::Tenant(tenant_id) => IdentitySource::AzureActiveDirectoryTenant {
            display_name: Some(tenant.find_directory(tenant_id)?.display_name.clone()),
            tenant_id,
        },
        SourceKey::Domain(_) => IdentitySource::DomainIdentitySource {
            display_name,
            domain_name,
        },
        SourceKey::Federation(_) => IdentitySource::ExternalDomainFederation {
            display_name,
            domain_name,
            issuer_uri: None,
        },
        SourceKey::Social(kind) => IdentitySource::SocialIdentitySource {
            display_name: DisplayName::parse(kind.label()).ok(),
            social_identity_source_type: kind,
        },
        SourceKey::CrossCloud(_) => return None,
    })
}

/// Names an organization after its source, with a number where the name is taken.
fn free_name(tenant: &Tenant, source: &IdentitySource) -> Option<DisplayName> {
    let usual = organization::in_words(tenant, source);
    let numbered = (2_u32..).map(|number| format!("{usual} {number}"));
    std::iter::once(usual.clone())
        .chain(numbered)
        .filter_map(|name| DisplayName::parse(&name).ok())
        .find(|name| organization::named_so(tenant, name).is_none())
}

/// Returns the account to give something to: the guest of somebody from elsewhere is invited now,
/// and a guest who was to go stays.
pub(super) fn invite(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    person: Person,
) -> Result<UserId, DeliveryError> {
    eligibility::domain_allowed(draft, person, &mut Silent)
        .map_err(|_| DeliveryError::DomainBlocked)?;
    let account = match (draft.account_of(person), person) {
        (Some(account), _) => account,
        (None, Person::User(_)) => return Err(DeliveryError::AccountUnavailable),
        (None, Person::ExternalPerson(id)) => {
            let known = draft
                .find_external_person(id)
                .cloned()
                .ok_or(DeliveryError::AccountUnavailable)?;
            match draft.guest_of(id) {
                Some(deleted) => bring_back(draft, deleted),
                None => make(draft, now, ids, &known).ok_or(DeliveryError::AccountUnavailable)?,
            }
        }
    };
    keep(draft, account);
    Ok(account)
}

/// Invites whoever an assignment is for, where that failed before, and makes it the guest's.
pub(super) fn invite_again(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    assignment: AssignmentId,
) -> Result<Option<DeliveryError>, Refusal> {
    let old = draft.assignment(assignment)?.clone();
    let invited = invite(draft, now, ids, old.target);
    if let Ok(account) = invited
        && old.target != Person::User(account)
    {
        let new = Assignment {
            target: Person::User(account),
            ..old.clone()
        };
        let change = Change::Assignment(Edit::changed(old, new));
        draft.emit(Fact::AssignmentDelivered, change);
    }
    Ok(invited.err())
}

/// Returns the name that a guest signs in with here: `ana_contoso.com#EXT#@` and the initial domain.
pub(super) fn guest_name(tenant: &Tenant, person: &ExternalPerson) -> Option<UserPrincipalName> {
    let elsewhere = person.user_principal_name.as_str().replace('@', "_");
    let domain = tenant.resource_directory()?.initial_domain.as_str();
    UserPrincipalName::parse(&format!("{elsewhere}#EXT#@{domain}")).ok()
}

/// Makes the guest, or finds the one who was made by hand for the same address.
fn make(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    person: &ExternalPerson,
) -> Option<UserId> {
    let name = guest_name(draft, person)?;
    let taken = draft.index.sign_in_names.of(name.key()).next().copied();
    if let Some(taken) = taken {
        return adopt(draft, taken.user()?, person.id);
    }
    let address = person.user_principal_name.as_str();
    let mail = person.mail.clone();
    let guest = User {
        user_principal_name: name,
        mail: mail.or_else(|| MailAddress::parse(address).ok()),
        user_type: UserType::Guest,
        external_identity: Some(person.id),
        external_user_state: Some(InvitationState::PendingAcceptance),
        lifecycle: SubjectLifecycle::Governed,
        ..User::named(
            UserId::new(ids.next_id()),
            person.user_principal_name.clone(),
            person.display_name.clone(),
            now,
        )
    };
    let id = guest.id;
    draft.emit(Fact::GuestInvited, Change::User(Edit::made(guest)));
    Some(id)
}

/// Takes a guest who was made by hand for the person that it stands for; it stays ungoverned.
fn adopt(draft: &mut Draft<'_>, account: UserId, person: ExternalPersonId) -> Option<UserId> {
    let old = draft.find_user(account)?.clone();
    let free = old.external_identity.is_none() && old.user_type == UserType::Guest;
    if !free || old.deleted_date_time.is_some() {
        return None;
    }
    let new = User {
        external_identity: Some(person),
        ..old.clone()
    };
    draft.emit(Fact::UserUpdated, Change::User(Edit::changed(old, new)));
    Some(account)
}

/// Restores a deleted guest: the invitation is sent anew, the account is governed.
fn bring_back(draft: &mut Draft<'_>, guest: UserId) -> UserId {
    if let Some(old) = draft.find_user(guest).cloned() {
        let new = User {
            deleted_date_time: None,
            account_enabled: true,
            external_user_state: Some(InvitationState::PendingAcceptance),
            lifecycle: SubjectLifecycle::Governed,
            ..old.clone()
        };
        draft.emit(Fact::GuestInvited, Change::User(Edit::changed(old, new)));
    }
    guest
}

/// Lets a guest who was to go stay, and sign in again if that was blocked for this reason.
fn keep(draft: &mut Draft<'_>, account: UserId) {
    let leaving = draft
        .find_user(account)
        .filter(|user| user.departure.is_some());
    let Some(old) = leaving.cloned() else {
        return;
    };
    let blocked = old.departure.is_some_and(|departure| departure.blocked);
    let new = User {
        account_enabled: old.account_enabled || blocked,
        departure: None,
        ..old.clone()
    };
    draft.emit(Fact::GuestKept, Change::User(Edit::changed(old, new)));
}

/// Deletes a guest whose time has come; the account can be restored as any other.
pub fn delete(draft: &mut Draft<'_>, now: Timestamp, guest: UserId) -> Result<(), Refusal> {
    user::cancel_open_requests(draft, now, guest)?;
    let old = draft.user(guest)?.clone();
    let new = User {
        deleted_date_time: Some(now),
        departure: None,
        ..old.clone()
    };
    draft.emit(Fact::GuestDeleted, Change::User(Edit::changed(old, new)));
    Ok(())
}

/// Requires that a guest may come under the care of entitlement management: one who holds a
/// package that they requested themselves.
pub(super) fn governable<S: Sink + ?Sized>(
    tenant: &Tenant,
    id: UserId,
    sink: &mut S,
) -> Result<(), Refusal> {
    let user = tenant.live_user(id)?;
    let person = Person::User(id);
    let lacks = if user.user_type == UserType::Member {
        Some("it is a member, not a guest")
    } else if !holds_own_request(tenant, person) {
        Some("it holds no package that it requested itself")
    } else {
        None
    };
    require(
        sink,
        Check::GuestGovernable,
        &[id.into()],
        lacks.is_none(),
        || {
            let lacks = lacks.unwrap_or_default();
            Refusal::from(OrganizationRefusal::NotGovernable { user: id, lacks })
        },
    )?;
    let new = user.lifecycle != SubjectLifecycle::Governed;
    require(sink, Check::SomethingChanges, &[id.into()], new, || {
        DeskRefusal::NothingToChange {}.into()
    })
}

fn holds_own_request(tenant: &Tenant, person: Person) -> bool {
    tenant.assignments_about(person).iter().any(|(_, id)| {
        tenant
            .find_assignment(*id)
            .filter(|assignment| assignment.progress.state.is_active())
            .and_then(|assignment| tenant.find_request(assignment.request))
            .is_some_and(|request| {
                request.request_type == RequestType::UserAdd
                    && request
                        .requestor
                        .is_some_and(|requestor| tenant.is_same_person(requestor, person))
            })
    })
}

/// Brings a guest who came another way under the care of entitlement management.
pub(super) fn govern(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    id: UserId,
) -> Result<(), Refusal> {
    let old = draft.live_user(id)?.clone();
    let new = User {
        lifecycle: SubjectLifecycle::Governed,
        ..old.clone()
    };
    context.bind("user", id);
    draft.emit(Fact::GuestGoverned, Change::User(Edit::changed(old, new)));
    Ok(())
}
