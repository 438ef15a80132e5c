//! Decides how approvers hand their decisions over, and how that begins and ends.

use crate::domain::authority::{Right, holder_of};
use crate::domain::command::{DelegateApprovals, DelegationCommand};
use crate::domain::context::Context;
use crate::domain::decide::schedule;
use crate::domain::delegation::{Delegation, DelegationState};
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::id::{DelegationId, Person, UserId};
use crate::domain::refusal::{ApprovalRefusal, DelegationObstacle, DeskRefusal, Refusal};
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;
use crate::domain::walk::{Check, Sink, require};

/// Makes the checks that need no period: whether approvals are handed over at all, and to whom.
pub(super) fn precheck<S: Sink + ?Sized>(
    tenant: &Tenant,
    actor: Person,
    command: &DelegationCommand,
    sink: &mut S,
) -> Result<(), Refusal> {
    match command {
        DelegationCommand::DelegateApprovals(with) => {
            can_delegate(tenant, actor, with.delegate, sink)
        }
        DelegationCommand::EndDelegation(with) => can_end(tenant, actor, with.delegation, sink),
    }
}

/// Decides the commands on delegations.
pub(super) fn decide(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    command: &DelegationCommand,
) -> Result<(), Refusal> {
    match command {
        DelegationCommand::DelegateApprovals(with) => delegate(draft, context, with),
        DelegationCommand::EndDelegation(with) => {
            context.bind("delegation", with.delegation);
            end(draft, context.now, with.delegation)
        }
    }
}

/// Requires that somebody may hand approvals over at all, to whomever it be.
pub fn may_hand_over<S: Sink + ?Sized>(
    tenant: &Tenant,
    actor: Person,
    sink: &mut S,
) -> Result<(), Refusal> {
    only_one(tenant, hands_over(tenant, actor, sink)?, sink)
}

fn hands_over<S: Sink + ?Sized>(
    tenant: &Tenant,
    actor: Person,
    sink: &mut S,
) -> Result<UserId, Refusal> {
    let on = tenant.settings.approval_delegation;
    let off = DelegationObstacle::SwitchedOff;
    fits(sink, Check::DelegationOn, on, off)?;
    let without = DelegationObstacle::NoAccount;
    let approver = actor.user();
    fits(sink, Check::DelegateFits, approver.is_some(), without)?;
    Ok(approver.unwrap_or(UserId::MIN))
}

fn only_one<S: Sink + ?Sized>(
    tenant: &Tenant,
    approver: UserId,
    sink: &mut S,
) -> Result<(), Refusal> {
    let present = tenant.index.open_delegations.of(approver).next().copied();
    let obstacle = present.map_or(DelegationObstacle::NoAccount, DelegationObstacle::Another);
    fits(sink, Check::DelegationOnlyOne, present.is_none(), obstacle)
}

fn can_delegate<S: Sink + ?Sized>(
    tenant: &Tenant,
    actor: Person,
    delegate: UserId,
    sink: &mut S,
) -> Result<(), Refusal> {
    let approver = hands_over(tenant, actor, sink)?;
    let other = approver != delegate;
    fits(
        sink,
        Check::DelegateFits,
        other,
        DelegationObstacle::Oneself,
    )?;
    let decides = tenant.live_user(delegate)?.can_decide();
    fits(
        sink,
        Check::DelegateFits,
        decides,
        DelegationObstacle::CannotDecide(delegate),
    )?;
    only_one(tenant, approver, sink)
}

fn fits<S: Sink + ?Sized>(
    sink: &mut S,
    check: Check,
    holds: bool,
    obstacle: DelegationObstacle,
) -> Result<(), Refusal> {
    require(sink, check, &[], holds, || {
        ApprovalRefusal::DelegationNotAllowed { obstacle }.into()
    })
}

/// Requires that somebody ends a delegation of their own or to them, or administers the service.
fn can_end<S: Sink + ?Sized>(
    tenant: &Tenant,
    actor: Person,
    id: DelegationId,
    sink: &mut S,
) -> Result<(), Refusal> {
    let delegation = tenant.find_delegation(id);
    let own = delegation.is_some_and(|found| actor.user().is_some_and(|user| found.concerns(user)));
    let administers = holder_of(tenant, actor, Right::ManageSettings, None).is_some();
    let objects = [actor.into(), id.into()];
    require(sink, Check::RightHeld, &objects, own || administers, || {
        let needs = "to be the approver or the delegate, Global Administrator or Identity Governance Administrator";
        Refusal::from(DeskRefusal::Unauthorized { needs })
    })?;
    let open = tenant.delegation(id)?.is_open();
    require(sink, Check::SomethingChanges, &[id.into()], open, || {
        DeskRefusal::NothingToChange {}.into()
    })
}

/// Hands approvals over. A start earlier on the present day counts as now.
fn delegate(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &DelegateApprovals,
) -> Result<(), Refusal> {
    let Person::User(approver) = context.actor else {
        let obstacle = DelegationObstacle::NoAccount;
        return Err(ApprovalRefusal::DelegationNotAllowed { obstacle }.into());
    };
    let now = context.now;
    let asked = with.start_date_time;
    let start = asked.max(now);
    let end = with.end_date_time;
    schedule::lies_ahead(draft, (asked, Some(end)), now, context.walk)?;
    let delegation = Delegation {
        id: context.draw(DelegationId::new),
        approver,
        delegate: with.delegate,
        start_date_time: start,
        end_date_time: end,
        state: if start > now {
            DelegationState::Planned
        } else {
            DelegationState::Active
        },
        created_date_time: now,
        ended_date_time: None,
    };
    context.bind("delegation", delegation.id);
    let change = Change::Delegation(Edit::made(delegation));
    draft.emit(Fact::ApprovalsDelegated, change);
    Ok(())
}

/// Begins a delegation: from now on the delegate decides too.
pub fn start(draft: &mut Draft<'_>, id: DelegationId) -> Result<(), Refusal> {
    let old = draft.delegation(id)?.clone();
    let new = Delegation {
        state: DelegationState::Active,
        ..old.clone()
    };
    let change = Change::Delegation(Edit::changed(old, new));
    draft.emit(Fact::DelegationStarted, change);
    Ok(())
}

/// Ends a delegation: the delegate no longer decides.
pub fn end(draft: &mut Draft<'_>, now: Timestamp, id: DelegationId) -> Result<(), Refusal> {
    let old = draft.delegation(id)?.clone();
    let new = Delegation {
        state: DelegationState::Ended,
        ended_date_time: Some(now),
        ..old.clone()
    };
    let change = Change::Delegation(Edit::changed(old, new));
    draft.emit(Fact::DelegationEnded, change);
    Ok(())
}

/// Ends the delegations of a user and those to them.
pub(super) fn end_of(draft: &mut Draft<'_>, now: Timestamp, user: UserId) -> Result<(), Refusal> {
    let known = draft.index.delegations_of.of(user).copied();
    let open: Vec<DelegationId> = known
        .map(|(_, id)| id)
        .filter(|id| draft.find_delegation(*id).is_some_and(Delegation::is_open))
        .collect();
    open.into_iter().try_for_each(|id| end(draft, now, id))
}

/// Ends every delegation once the settings no longer let approvers hand over.
pub(super) fn follow_settings(draft: &mut Draft<'_>, now: Timestamp) -> Result<(), Refusal> {
    if draft.settings.approval_delegation {
        return Ok(());
    }
    let open = draft.index.open_delegations.iter();
    let open: Vec<DelegationId> = open.map(|(_, id)| *id).collect();
    open.into_iter().try_for_each(|id| end(draft, now, id))
}
