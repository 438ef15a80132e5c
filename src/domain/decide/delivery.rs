//! Gives what a package gives, and takes it away again.
//!
//! The grants of an assignment are the ledger: only what it says was given is taken back, and only
//! when no other assignment of the same person gives the same role on the same object.

use crate::domain::assignment::{
    Assignment, AssignmentProgress, AssignmentState, DeliveryError, GrantStatus, ResourceGrant,
};
use crate::domain::context::IdSource;
use crate::domain::custom_extension::ExtensionStage;
use crate::domain::decide::callout;
use crate::domain::decide::furnishing;
use crate::domain::decide::guest;
use crate::domain::decide::holding::{
    given_by, hold, holds, obstacle, release, release_gone, standing_obstacle,
};
use crate::domain::decide::request::progress;
use crate::domain::decide::settling::{self, settle};
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::id::{AssignmentId, Person, RequestId, RoleScopeId, UserId};
use crate::domain::refusal::Refusal;
use crate::domain::request::{DeliveryFailure, RequestState};
use crate::domain::resource::{Origin, RoleScope};
use crate::domain::separation;
use crate::domain::subject::User;
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;

/// Delivers an approved request: makes the assignment and gives each role of the package.
pub fn deliver(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    id: RequestId,
) -> Result<(), Refusal> {
    let request = draft.request(id)?.clone();
    let package = draft.package(request.access_package)?.clone();
    let assignment = AssignmentId::new(ids.next_id());
    progress(draft, Fact::DeliveryStarted, id, |progress| {
        progress.state = RequestState::Delivering;
        progress.assignment = Some(assignment);
    })?;
    let end = request.wanted_end(now);
    let invited = guest::invite(draft, now, ids, request.target);
    let grants = package
        .resource_roles
        .iter()
        .map(|scope| pending(*scope))
        .collect();
    let record = Assignment {
        id: assignment,
        access_package: package.id,
        policy: request.policy,
        target: invited.map_or(request.target, Person::User),
        request: id,
        progress: AssignmentProgress {
            state: AssignmentState::Delivering,
            start: now,
            end,
            end_set_date_time: now,
            notice: None,
            leaves: None,
            answers: request.progress.answers.clone(),
            expired_date_time: None,
            grants,
        },
    };
    draft.emit(
        Fact::AssignmentCreated,
        Change::Assignment(Edit::made(record)),
    );
    attempt(draft, now, id, assignment, invited.err())
}

/// Gives what is still to be given, unless something stands in the way of all of it: an account
/// that is gone or disabled or that cannot be made, or something the target holds that excludes the
/// package.
pub(super) fn attempt(
    draft: &mut Draft<'_>,
    now: Timestamp,
    request: RequestId,
    assignment: AssignmentId,
    uninvited: Option<DeliveryError>,
) -> Result<(), Refusal> {
    let record = draft.assignment(assignment)?;
    let conflict = separation::conflict(draft, record.target, record.access_package);
    for scope in outstanding(draft, assignment) {
        let excluded = conflict.map(|_| DeliveryError::IncompatibleAccess);
        match excluded.or(uninvited) {
            Some(error) => fail(draft, assignment, scope, error),
            None => give(draft, assignment, scope),
        }
    }
    let blocked = uninvited == Some(DeliveryError::DomainBlocked);
    let excluded = conflict.map(DeliveryFailure::Incompatible);
    let barred = excluded.or(blocked.then_some(DeliveryFailure::DomainBlocked));
    settle(draft, now, request, assignment, barred)
}

/// Lists the grants of an assignment that its target does not have.
pub(super) fn outstanding(tenant: &Tenant, id: AssignmentId) -> Vec<RoleScopeId> {
    let grants = tenant.find_assignment(id).map(|it| &it.progress.grants);
    grants
        .into_iter()
        .flatten()
        .filter(|grant| grant.status != GrantStatus::Fulfilled)
        .map(|grant| grant.role_scope)
        .collect()
}

pub(super) const fn pending(scope: RoleScope) -> ResourceGrant {
    ResourceGrant {
        role_scope: scope.id,
        resource: scope.resource,
        role: scope.role,
        status: GrantStatus::PendingFulfillment,
    }
}

/// Changes what has become of an assignment and says why, unless nothing changes.
pub(super) fn revise(
    draft: &mut Draft<'_>,
    fact: Fact,
    id: AssignmentId,
    change: impl FnOnce(&mut AssignmentProgress),
) {
    let Some(assignment) = draft.find_assignment(id) else {
        return;
    };
    let old = assignment.progress.clone();
    let mut new = old.clone();
    change(&mut new);
    if new != old {
        draft.emit(
            fact,
            Change::AssignmentProgress(id, Edit::changed(old, new)),
        );
    }
}

fn mark(
    draft: &mut Draft<'_>,
    fact: Fact,
    id: AssignmentId,
    scope: RoleScopeId,
    status: GrantStatus,
) {
    revise(draft, fact, id, |progress| {
        if let Some(grant) = progress
            .grants
            .iter_mut()
            .find(|grant| grant.role_scope == scope)
        {
            grant.status = status;
        }
    });
}

/// Says why one role cannot be given.
fn fail(draft: &mut Draft<'_>, id: AssignmentId, scope: RoleScopeId, error: DeliveryError) {
    mark(
        draft,
        Fact::GrantFailed,
        id,
        scope,
        GrantStatus::Failed(error),
    );
}

/// Gives one role, says why it cannot be given, or lets it wait for what will come.
pub(super) fn give(draft: &mut Draft<'_>, id: AssignmentId, scope: RoleScopeId) {
    let Some((target, grant)) = grant_of(draft, id, scope) else {
        return;
    };
    match reach(draft, target, grant) {
        Err(error) => fail(draft, id, scope, error),
        Ok((account, origin)) if waits(draft, origin, account) => {
            if grant.status != GrantStatus::Fulfilled {
                let pending = GrantStatus::PendingFulfillment;
                mark(draft, Fact::AssignmentDelivered, id, scope, pending);
            }
        }
        Ok((account, origin)) => {
            let fulfilled = GrantStatus::Fulfilled;
            mark(draft, Fact::GrantFulfilled, id, scope, fulfilled);
            hold(draft, origin, grant.role, account);
        }
    }
}

/// Says who would get a role on what if it were given now, or what stands in the way.
///
/// What only keeps others from getting it does not stand in the way of whoever has it by this.
pub(super) fn reach(
    tenant: &Tenant,
    target: Person,
    grant: ResourceGrant,
) -> Result<(UserId, Origin), DeliveryError> {
    let account = active_account(tenant, target).ok_or(DeliveryError::AccountUnavailable)?;
    let resource = tenant.find_resource(grant.resource);
    let origin = resource.ok_or(DeliveryError::ResourceDeleted)?.origin;
    let has = grant.status == GrantStatus::Fulfilled && holds(tenant, origin, grant.role, account);
    let in_the_way = if has {
        standing_obstacle(tenant, origin, grant.role)
    } else {
        obstacle(tenant, origin, grant.role, account)
    };
    match in_the_way {
        Some(error) => Err(error),
        None => Ok((account, origin)),
    }
}

/// Tells whether a role has to wait until its guest accepts the invitation: sites know nobody before.
pub(super) fn waits(tenant: &Tenant, origin: Origin, account: UserId) -> bool {
    let invited = tenant.find_user(account).is_some_and(User::is_invited);
    invited && matches!(origin, Origin::Site(_))
}

/// Returns the account that a person can be given something with: not deleted, and not disabled.
pub(super) fn active_account(tenant: &Tenant, person: Person) -> Option<UserId> {
    tenant
        .account_of(person)
        .filter(|account| tenant.find_user(*account).is_some_and(User::is_active))
}

fn grant_of(
    tenant: &Tenant,
    id: AssignmentId,
    scope: RoleScopeId,
) -> Option<(Person, ResourceGrant)> {
    let assignment = tenant.find_assignment(id)?;
    let grant = assignment
        .progress
        .grants
        .iter()
        .find(|grant| grant.role_scope == scope)?;
    Some((assignment.target, *grant))
}

/// Takes one role away, unless another active assignment of the target gives it too.
///
/// A membership that was there before the package was assigned goes as well, as in the service.
fn take(draft: &mut Draft<'_>, id: AssignmentId, scope: RoleScopeId) {
    let Some((target, grant)) = grant_of(draft, id, scope) else {
        return;
    };
    if grant.status == GrantStatus::Revoked {
        return;
    }
    mark(draft, Fact::GrantRevoked, id, scope, GrantStatus::Revoked);
    let Some(resource) = draft.find_resource(grant.resource) else {
        return;
    };
    let origin = resource.origin;
    let Some(account) = target.user() else {
        return;
    };
    let was_held = match grant.status {
        GrantStatus::Fulfilled | GrantStatus::Failed(DeliveryError::ResourceDeleted) => true,
        GrantStatus::PendingFulfillment | GrantStatus::Failed(_) | GrantStatus::Revoked => false,
    };
    if was_held && given_by(draft, origin, account, grant.role).is_empty() {
        release(draft, origin, grant.role, account);
    }
}

/// Takes everything an assignment gave and ends it; then the request for it is done.
pub fn take_away(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    request: RequestId,
    id: AssignmentId,
) -> Result<(), Refusal> {
    progress(draft, Fact::DeliveryStarted, request, |progress| {
        progress.state = RequestState::Delivering;
    })?;
    settling::give_up(draft, now, id)?;
    let scopes: Vec<RoleScopeId> = draft
        .assignment(id)?
        .progress
        .grants
        .iter()
        .map(|grant| grant.role_scope)
        .collect();
    for scope in scopes {
        take(draft, id, scope);
    }
    furnishing::strip(draft, now, id);
    revise(draft, Fact::AssignmentEnded, id, |progress| {
        progress.state = AssignmentState::Expired;
        progress.expired_date_time = Some(now);
    });
    let target = draft.assignment(id)?.target;
    progress(draft, Fact::RequestDelivered, request, |progress| {
        progress.state = RequestState::Delivered;
        progress.completed_date_time = Some(now);
    })?;
    callout::call(draft, now, ids, request, ExtensionStage::RequestRemoved)?;
    guest::farewell::bid(draft, now, target)
}

/// Gives a role that was added to the package to somebody who holds it.
pub fn extend_grants(draft: &mut Draft<'_>, id: AssignmentId, scope: RoleScope) {
    let Some(assignment) = draft.find_assignment(id) else {
        return;
    };
    let old = assignment.progress.clone();
    let mut new = old.clone();
    new.grants.push(pending(scope));
    draft.emit(
        Fact::AssignmentDelivered,
        Change::AssignmentProgress(id, Edit::changed(old, new)),
    );
    give(draft, id, scope.id);
}

/// Takes a role that was removed from the package from somebody who holds it.
pub fn drop_grant(
    draft: &mut Draft<'_>,
    now: Timestamp,
    ids: &mut dyn IdSource,
    id: AssignmentId,
    scope: RoleScopeId,
) -> Result<(), Refusal> {
    take(draft, id, scope);
    revise(draft, Fact::AssignmentDelivered, id, |progress| {
        progress.grants.retain(|grant| grant.role_scope != scope);
    });
    settling::settle_rest(draft, now, ids, id)
}

/// Marks the grants that an object gives no longer, since it was deleted or changed; the
/// assignments stay.
pub fn origin_changed(draft: &mut Draft<'_>, origin: Origin) {
    for (id, grant) in grants_on(draft, origin) {
        let error = standing_obstacle(draft, origin, grant.role);
        if let (GrantStatus::Fulfilled, Some(error)) = (grant.status, error) {
            let failed = GrantStatus::Failed(error);
            mark(draft, Fact::GrantFailed, id, grant.role_scope, failed);
        }
    }
    release_gone(draft, origin);
}

/// Gives again what an object's deletion took, now that the object is back.
pub fn origin_back(draft: &mut Draft<'_>, origin: Origin) {
    for (id, grant) in grants_on(draft, origin) {
        if grant.status == GrantStatus::Failed(DeliveryError::ResourceDeleted) {
            give(draft, id, grant.role_scope);
            settling::complete(draft, id);
        }
    }
}

fn grants_on(tenant: &Tenant, origin: Origin) -> Vec<(AssignmentId, ResourceGrant)> {
    let resources: Vec<_> = tenant.index.resources_from.of(origin).copied().collect();
    let packages = resources
        .iter()
        .flat_map(|resource| tenant.index.packages_using.of(*resource));
    let mut assignments: Vec<AssignmentId> = packages
        .flat_map(|package| tenant.index.active_to.of(*package))
        .copied()
        .collect();
    assignments.sort_unstable();
    assignments.dedup();
    assignments
        .into_iter()
        .filter_map(|id| tenant.find_assignment(id))
        .flat_map(|assignment| {
            assignment
                .progress
                .grants
                .iter()
                .map(|grant| (assignment.id, *grant))
        })
        .filter(|(_, grant)| resources.contains(&grant.resource))
        .collect()
}
