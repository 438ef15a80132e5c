//! Decides direct assignments: administrators give access without a request of the people who get it.

use crate::domain::approval::ApprovalStage;
use crate::domain::approvers::{self, Asker};
use crate::domain::command::{AssignDirectly, Assignee};
use crate::domain::context::Context;
use crate::domain::decide::schedule::{self, Freedom};
use crate::domain::decide::{answers, request};
use crate::domain::draft::Draft;
use crate::domain::eligibility;
use crate::domain::event::Fact;
use crate::domain::id::{PackageId, Person, PolicyId, RequestId};
use crate::domain::inquiry;
use crate::domain::policy::{AllowedTargetScope, AssignmentPolicy};
use crate::domain::refusal::{DeskRefusal, Refusal, RequestRefusal};
use crate::domain::request::{AssignmentRequest, RequestProgress, RequestType};
use crate::domain::separation;
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;
use crate::domain::walk::{Check, Sink, require};

mod addressee;

/// Requires that a package exists and that one of its policies lets anybody be assigned.
///
/// The catalog need not be published: that keeps requestors out, not administrators. Where none
/// does, it is the policy named that says why, once one of the package's is named.
pub(super) fn can_assign<S: Sink + ?Sized>(
    tenant: &Tenant,
    package: PackageId,
    named: PolicyId,
    now: Timestamp,
    sink: &mut S,
) -> Result<(), Refusal> {
    let found = tenant.package(package);
    sink.note(Check::PackageExists, found.is_ok(), &[package.into()]);
    found?;
    let policies = tenant
        .index
        .policies_of
        .of(package)
        .filter_map(|id| tenant.find_policy(*id));
    let mut refusal = None;
    for policy in policies {
        match usable(policy, now, &mut crate::domain::walk::Silent) {
            Ok(()) => return Ok(()),
            Err(reason) if policy.id == named || refusal.is_none() => refusal = Some(reason),
            Err(_) => {}
        }
    }
    sink.note(Check::PolicyEnabled, false, &[package.into()]);
    Err(refusal.unwrap_or_else(|| RequestRefusal::NoPolicy { package }.into()))
}

/// Requires that a policy is enabled and has not ended.
fn usable<S: Sink + ?Sized>(
    policy: &AssignmentPolicy,
    now: Timestamp,
    sink: &mut S,
) -> Result<(), Refusal> {
    let id = policy.id;
    require(
        sink,
        Check::PolicyEnabled,
        &[id.into()],
        policy.terms.is_enabled,
        || Refusal::from(RequestRefusal::PolicyDisabled { policy: id }),
    )?;
    let ended = eligibility::has_ended(policy, now);
    require(sink, Check::PolicyNotEnded, &[id.into()], !ended, || {
        RequestRefusal::PolicyEnded { policy: id }.into()
    })
}

/// Assigns a package to all the people named, or to nobody.
pub(super) fn assign(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &AssignDirectly,
) -> Result<(), Refusal> {
    let policy = draft.policy(with.policy)?.clone();
    let own = policy.access_package == with.access_package;
    context.require(Check::ObjectExists, &[policy.id.into()], own, || {
        DeskRefusal::NotFound {
            object: policy.id.into(),
        }
    })?;
    usable(&policy, context.now, context.walk)?;
    let somebody = !with.targets.is_empty();
    context.require(Check::SomethingChanges, &[], somebody, || {
        DeskRefusal::NothingToChange {}
    })?;
    let nothing_asked = inquiry::asked(draft, &policy, None).is_empty();
    let single = with.targets.len() == 1 || nothing_asked;
    context.require(Check::OneAtATime, &[policy.id.into()], single, || {
        RequestRefusal::OneUserAtATime { policy: policy.id }
    })?;
    for target in &with.targets {
        let target = match target {
            Assignee::Person(person) => *person,
            Assignee::Mail(address) => addressee::find_or_make(draft, context, &policy, address)?,
        };
        assign_one(draft, context, with, &policy, target)?;
    }
    Ok(())
}

/// Requires that somebody can be given the package of a policy, whatever else an assignment says: they
/// are known, the directory lets them in, they do not hold it, nothing of theirs excludes it, and the
/// policy admits them.
pub fn can_be_given<S: Sink + ?Sized>(
    tenant: &Tenant,
    target: Person,
    policy: &AssignmentPolicy,
    now: Timestamp,
    sink: &mut S,
) -> Result<(), Refusal> {
    match target {
        Person::User(user) => tenant.live_user(user).map(|_| ())?,
        Person::ExternalPerson(person) => tenant.external_person(person).map(|_| ())?,
    }
    let package = policy.access_package;
    eligibility::domain_allowed(tenant, target, sink)?;
    eligibility::not_held(tenant, target, package, sink)?;
    separation::separate(tenant, target, package, sink)?;
    admitted(tenant, target, policy, now, sink)
}

fn assign_one(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    with: &AssignDirectly,
    policy: &AssignmentPolicy,
    target: Person,
) -> Result<(), Refusal> {
    let package = with.access_package;
    can_be_given(draft, target, policy, context.now, context.walk)?;
    let stages = stages(draft, context, with, policy, target)?;
    let any = answers::Freedom::Any;
    let answers = answers::laid_over(draft, context, (policy, target), &[], &with.answers, any)?;
    let schedule = schedule::checked(draft, context, policy, with.schedule, Freedom::Always)?;
    let made = AssignmentRequest {
        id: context.draw(RequestId::new),
        request_type: RequestType::AdminAdd,
        access_package: package,
        policy: policy.id,
        requestor: Some(target),
        created_by: Some(context.actor),
        target,
        connected_organization: None,
        justification: with.justification.clone(),
        schedule,
        policy_expiration: policy.terms.expiration,
        stages,
        review: None,
        revokes: None,
        created_date_time: context.now,
        progress: RequestProgress {
            answers,
            ..RequestProgress::new(None)
        },
    };
    context.bind("requests", made.id);
    if let Some(assignment) = request::begin(draft, context, Fact::AccessOrdered, made)? {
        context.bind("assignments", assignment);
    }
    Ok(())
}

/// Requires that the policy admits the person; one for direct assignments only admits every account,
/// an automatic one whoever its rule does.
fn admitted<S: Sink + ?Sized>(
    tenant: &Tenant,
    target: Person,
    policy: &AssignmentPolicy,
    now: Timestamp,
    sink: &mut S,
) -> Result<(), Refusal> {
    let anybody = policy.terms.scope == AllowedTargetScope::NotSpecified && target.user().is_some();
    let account = tenant
        .account_of(target)
        .and_then(|id| tenant.find_user(id));
    let rule = policy.terms.automatic.as_ref().map(|it| &it.rule);
    let matches = rule.zip(account);
    let matches = matches.is_some_and(|(rule, user)| rule.matches(user, now));
    let covered = anybody || matches || eligibility::in_scope(tenant, target, policy);
    require(
        sink,
        Check::TargetInScope,
        &[policy.id.into(), target.into()],
        covered,
        || {
            RequestRefusal::TargetNotInPolicyScope {
                policy: policy.id,
                person: target,
            }
            .into()
        },
    )
}

/// Returns the stages that have to approve: none when approval is bypassed, which nobody does for
/// themselves.
fn stages(
    tenant: &Tenant,
    context: &mut Context<'_>,
    with: &AssignDirectly,
    policy: &AssignmentPolicy,
    target: Person,
) -> Result<Vec<ApprovalStage>, Refusal> {
    let stages = policy.terms.approval.stages_for_add();
    if stages.is_empty() {
        return Ok(Vec::new());
    }
    if with.bypass_approval.unwrap_or(true) {
        let package = with.access_package;
        let oneself = tenant.is_same_person(context.actor, target);
        context.require(Check::NotOneself, &[target.into()], !oneself, || {
            RequestRefusal::SelfBypass { package }
        })?;
        return Ok(Vec::new());
    }
    for (stage, settings) in (1..).zip(stages) {
        let resolved = approvers::resolve(tenant, settings, Asker::by(tenant, target));
        context.require(
            Check::StagesDecidable,
            &[policy.id.into()],
            !resolved.is_empty(),
            || RequestRefusal::PolicyRequiresApproval {
                policy: policy.id,
                stage,
            },
        )?;
    }
    Ok(stages.to_vec())
}
