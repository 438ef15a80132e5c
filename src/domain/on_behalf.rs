//! What managers may do for those who report to them directly.

use crate::domain::assignment::Assignment;
use crate::domain::eligibility::in_scope;
use crate::domain::id::{ObjectRef, PackageId, Person, PolicyId, UserId};
use crate::domain::policy::OnBehalf;
use crate::domain::refusal::{DeskRefusal, Refusal, RequestRefusal};
use crate::domain::subject::UserType;
use crate::domain::tenant::Tenant;
use crate::domain::walk::{Check, Sink, require};

/// Tells whether somebody is the direct manager of a person and may act for them: guests may not.
pub fn is_manager_of(tenant: &Tenant, manager: Person, person: Person) -> bool {
    tenant
        .account_of(person)
        .and_then(|account| tenant.manager_of(account, 1))
        .is_some_and(|found| manager == Person::User(found) && is_member(tenant, found))
}

/// Lists the accounts for which somebody may act as their direct manager.
pub fn reports_to(tenant: &Tenant, manager: Person) -> impl Iterator<Item = UserId> {
    let manager = manager.user().filter(|user| is_member(tenant, *user));
    let reports = manager.into_iter();
    let reports = reports.flat_map(|manager| tenant.index.reports_of.of(manager).copied());
    reports.filter(|report| tenant.live_user(*report).is_ok())
}

fn is_member(tenant: &Tenant, user: UserId) -> bool {
    let user = tenant.find_user(user);
    user.is_some_and(|user| user.user_type == UserType::Member)
}

/// Requires that somebody is the direct manager of a person and that the policy lets managers ask.
pub fn asks_for<S: Sink + ?Sized>(
    tenant: &Tenant,
    manager: Person,
    person: Person,
    policy: PolicyId,
    sink: &mut S,
) -> Result<(), Refusal> {
    require(
        sink,
        Check::ManagerOfTarget,
        &[manager.into(), person.into()],
        is_manager_of(tenant, manager, person),
        || Refusal::from(RequestRefusal::NotManagerOfTarget { manager, person }),
    )?;
    allowed(tenant, policy, |on_behalf| on_behalf.may_add, sink)
}

/// Requires that somebody holds an assignment, or is the direct manager of whoever does and the
/// policy lets managers act.
pub fn holds_or_manages<S: Sink + ?Sized>(
    tenant: &Tenant,
    actor: Person,
    assignment: Option<&Assignment>,
    may: fn(OnBehalf) -> bool,
    sink: &mut S,
) -> Result<(), Refusal> {
    let own = assignment.is_some_and(|assignment| tenant.is_holder(assignment, actor));
    let managed =
        assignment.filter(|assignment| !own && is_manager_of(tenant, actor, assignment.target));
    let mut objects: Vec<ObjectRef> = vec![actor.into()];
    objects.extend(assignment.map(|assignment| ObjectRef::from(assignment.id)));
    require(
        sink,
        Check::RightHeld,
        &objects,
        own || managed.is_some(),
        || {
            Refusal::from(DeskRefusal::Unauthorized {
                needs: "to hold the assignment oneself",
            })
        },
    )?;
    match managed {
        Some(assignment) => allowed(tenant, assignment.policy, may, sink),
        None => Ok(()),
    }
}

/// Tells whether somebody may act on an assignment for one of their direct reports.
pub fn manages(tenant: &Tenant, actor: Person, assignment: &Assignment) -> bool {
    tenant
        .find_policy(assignment.policy)
        .is_some_and(|policy| policy.terms.requestor.on_behalf.is_on())
        && is_manager_of(tenant, actor, assignment.target)
}

/// Tells whether a package could be asked for on behalf of somebody who reports to a person.
pub fn may_know(tenant: &Tenant, manager: Person, package: PackageId) -> bool {
    tenant
        .index
        .policies_of
        .of(package)
        .filter_map(|id| tenant.find_policy(*id))
        .filter(|policy| policy.terms.is_enabled && policy.terms.requestor.on_behalf.may_add)
        .any(|policy| {
            let mut reports = reports_to(tenant, manager);
            reports.any(|report| in_scope(tenant, Person::User(report), policy))
        })
}

fn allowed<S: Sink + ?Sized>(
    tenant: &Tenant,
    policy: PolicyId,
    may: fn(OnBehalf) -> bool,
    sink: &mut S,
) -> Result<(), Refusal> {
    let on = tenant
        .find_policy(policy)
        .is_some_and(|policy| may(policy.terms.requestor.on_behalf));
    require(sink, Check::OnBehalfAllowed, &[policy.into()], on, || {
        RequestRefusal::OnBehalfNotAllowed { policy }.into()
    })
}
