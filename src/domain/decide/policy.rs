//! Decides commands on assignment policies: every rule of the policy form.

use crate::domain::approval::{ApprovalSettings, ApprovalStage, STAGE_DAYS, STAGES};
use crate::domain::context::Context;
use crate::domain::decide::user::changes;
use crate::domain::decide::{answers, custom_extension, review};
use crate::domain::draft::Draft;
use crate::domain::event::{Change, Edit, Fact};
use crate::domain::id::{ObjectRef, PackageId, PolicyId};
use crate::domain::organization::ORGANIZATIONS;
use crate::domain::policy::{
    AllowedTargetScope, AssignmentPolicy, EXPIRATION_DAYS, EXPIRATION_HOURS, PolicyBody,
    PolicyBodyError, PolicyTerms, TARGETS,
};
use crate::domain::refusal::{DeskRefusal, PolicyRefusal, Refusal};
use crate::domain::subject_set::SubjectSet;
use crate::domain::tenant::Tenant;
use crate::domain::text::DisplayName;
use crate::domain::time::{Expiration, Span};
use crate::domain::walk::{Check, Sink, require};

mod automatic;
mod credentials;
mod deletion;
mod reviews;

pub(super) use automatic::governable;
pub(super) use deletion::{delete, orphan};

/// The shortest time of a stage that asks alternates.
const ESCALATING_STAGE: Span = Span::days(4);
const DAY: Span = Span::days(1);

/// Requires that a policy exists.
pub(super) fn exists<S: Sink + ?Sized>(
    tenant: &Tenant,
    policy: PolicyId,
    sink: &mut S,
) -> Result<(), Refusal> {
    let found = tenant.policy(policy);
    sink.note(Check::ObjectExists, found.is_ok(), &[policy.into()]);
    found.map(|_| ())
}

/// Requires that nobody holds the package under a policy.
pub(super) fn deletable<S: Sink + ?Sized>(
    tenant: &Tenant,
    policy: PolicyId,
    sink: &mut S,
) -> Result<(), Refusal> {
    let active = tenant.index.active_under.count(&policy);
    require(
        sink,
        Check::NobodyAssigned,
        &[policy.into()],
        active == 0,
        || PolicyRefusal::PolicyHasAssignments { policy, active }.into(),
    )
}

/// Reports what keeps a policy's members from being a policy.
fn misshapen(context: &mut Context<'_>, error: PolicyBodyError) -> Refusal {
    let (check, refusal): (Check, Refusal) = match error {
        PolicyBodyError::NoName => {
            let field = "displayName".to_owned();
            let refusal = DeskRefusal::NameRequired { field };
            (Check::TextGiven, refusal.into())
        }
        PolicyBodyError::NoScope => (Check::ScopeGiven, PolicyRefusal::ScopeRequired {}.into()),
        PolicyBodyError::StagesWithoutApproval => {
            let refusal = PolicyRefusal::StageCount { count: 1 };
            (Check::StageCountAllowed, refusal.into())
        }
        PolicyBodyError::Automatic(error) => automatic::misshapen(error),
    };
    context.walk.note(check, false, &[]);
    refusal
}

/// Creates a policy of a package and returns its identifier.
pub(super) fn create(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    package: PackageId,
    body: PolicyBody,
) -> Result<PolicyId, Refusal> {
    let terms = PolicyTerms::try_from(body).map_err(|error| misshapen(context, error))?;
    let mut terms = reviews::settled(draft, context.now, terms, None);
    name_free(draft, context, package, &terms.display_name, None)?;
    sound(draft, context, &terms, None)?;
    automatic::sound(draft, context, package, None, &terms)?;
    terms.questions = answers::numbered(context, terms.questions, &[]);
    terms.extensions = custom_extension::attached(draft, context, package, &terms.extensions)?;
    let id = context.draw(PolicyId::new);
    let policy = AssignmentPolicy {
        id,
        access_package: package,
        terms,
        created_date_time: context.now,
        modified_date_time: context.now,
    };
    draft.emit(Fact::PolicyCreated, Change::Policy(Edit::made(policy)));
    review::plan(draft, context.now, context.ids, id)?;
    Ok(id)
}

/// Edits a policy; running requests and assignments keep what they were made with.
pub(super) fn update(
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
    policy: PolicyId,
    body: PolicyBody,
) -> Result<(), Refusal> {
    let old = draft.policy(policy)?.clone();
    let terms = body
        .over(&old.terms)
        .map_err(|error| misshapen(context, error))?;
    let mut terms = reviews::settled(draft, context.now, terms, old.terms.reviews.as_deref());
    name_free(
        draft,
        context,
        old.access_package,
        &terms.display_name,
        Some(policy),
    )?;
    sound(draft, context, &terms, Some(&old.terms))?;
    automatic::sound(draft, context, old.access_package, Some(policy), &terms)?;
    terms.questions = answers::numbered(context, terms.questions, &old.terms.questions);
    let package = old.access_package;
    terms.extensions = custom_extension::attached(draft, context, package, &terms.extensions)?;
    changes(context, &old.terms, &terms)?;
    let new = AssignmentPolicy {
        terms,
        modified_date_time: context.now,
        ..old.clone()
    };
    context.bind("policy", policy);
    draft.emit(Fact::PolicyUpdated, Change::Policy(Edit::changed(old, new)));
    review::plan(draft, context.now, context.ids, policy)
}

fn name_free(
    tenant: &Tenant,
    context: &mut Context<'_>,
    package: PackageId,
    name: &DisplayName,
    except: Option<PolicyId>,
) -> Result<(), Refusal> {
    let taken = tenant.index.policies_of.of(package).copied().find(|found| {
        except != Some(*found)
            && tenant
                .find_policy(*found)
                .is_some_and(|policy| policy.terms.display_name.key() == name.key())
    });
    let objects: Vec<ObjectRef> = taken.into_iter().map(Into::into).collect();
    context
        .walk
        .note(Check::NameUnique, taken.is_none(), &objects);
    match taken {
        Some(policy) => Err(PolicyRefusal::DuplicatePolicyName { policy }.into()),
        None => Ok(()),
    }
}

/// Requires everything that the policy form of the service requires.
fn sound(
    tenant: &Tenant,
    context: &mut Context<'_>,
    terms: &PolicyTerms,
    old: Option<&PolicyTerms>,
) -> Result<(), Refusal> {
    targets(tenant, context, terms)?;
    if let ApprovalSettings::Required { stages, .. } = &terms.approval {
        let count = stages.len();
        context.require(
            Check::StageCountAllowed,
            &[],
            (1..=STAGES).contains(&count),
            || PolicyRefusal::StageCount { count },
        )?;
        for (index, settings) in stages.iter().enumerate() {
            stage(tenant, context, index + 1, settings)?;
        }
        manager_once(context, stages)?;
    }
    if old.is_none_or(|old| old.expiration != terms.expiration) {
        expiration(context, terms.expiration)?;
    }
    let reviewers = terms.reviews.iter().flat_map(|settings| settings.sets());
    reviewers
        .into_iter()
        .try_for_each(|set| known(tenant, set))?;
    reviews::sound(context, terms, old)?;
    answers::sound(context, &terms.questions)?;
    credentials::sound(tenant, context, terms, old)
}

fn targets(tenant: &Tenant, context: &mut Context<'_>, terms: &PolicyTerms) -> Result<(), Refusal> {
    let people = match terms.scope {
        AllowedTargetScope::SpecificDirectoryUsers if terms.automatic.is_some() => return Ok(()),
        AllowedTargetScope::SpecificDirectoryUsers => true,
        AllowedTargetScope::SpecificConnectedOrganizationUsers => false,
        AllowedTargetScope::AllExternalUsers => return strangers(tenant, context, terms),
        AllowedTargetScope::NotSpecified
        | AllowedTargetScope::AllMemberUsers
        | AllowedTargetScope::AllDirectoryUsers
        | AllowedTargetScope::AllConfiguredConnectedOrganizationUsers => return Ok(()),
    };
    let count = terms.targets.len();
    let fit = terms.targets.iter().all(|set| fits(*set, people));
    context.require(Check::TargetsSelected, &[], count > 0 && fit, || {
        PolicyRefusal::NoTargetsSelected {}
    })?;
    if people {
        context.require(Check::TargetsWithinLimit, &[], count <= TARGETS, || {
            PolicyRefusal::TooManyTargets { count }
        })?;
    } else {
        context.require(
            Check::TargetsWithinLimit,
            &[],
            count <= ORGANIZATIONS,
            || PolicyRefusal::TooManyOrgs { count },
        )?;
    }
    terms
        .targets
        .iter()
        .try_for_each(|target| known(tenant, *target))
}

/// Tells whether a scope may list a set: users and groups, or organizations; never both.
const fn fits(set: SubjectSet, people: bool) -> bool {
    match set {
        SubjectSet::SingleUser { .. } | SubjectSet::GroupMembers { .. } => people,
        SubjectSet::ConnectedOrganizationMembers { .. } => !people,
        SubjectSet::RequestorManager { .. }
        | SubjectSet::InternalSponsors
        | SubjectSet::ExternalSponsors
        | SubjectSet::TargetUserSponsors => false,
    }
}

/// Requires what lets unknown people in safely: they can prove who they are, and somebody decides.
fn strangers(
    tenant: &Tenant,
    context: &mut Context<'_>,
    terms: &PolicyTerms,
) -> Result<(), Refusal> {
    let decided = !terms.approval.stages_for_add().is_empty();
    context.require(Check::ApprovalForStrangers, &[], decided, || {
        PolicyRefusal::ApprovalRequiredForAnyUser {}
    })?;
    let passcodes = tenant
        .resource_directory()
        .is_some_and(|directory| directory.sharing.email_one_time_passcode);
    context.require(Check::PasscodesOn, &[], passcodes, || {
        PolicyRefusal::OtpRequiredForAnyUser {}
    })
}

fn known(tenant: &Tenant, set: SubjectSet) -> Result<(), Refusal> {
    match set {
        SubjectSet::SingleUser { user_id } => tenant.user(user_id).map(|_| ()),
        SubjectSet::GroupMembers { group_id } => tenant.group(group_id).map(|_| ()),
        SubjectSet::ConnectedOrganizationMembers {
            connected_organization_id,
        } => tenant.organization(connected_organization_id).map(|_| ()),
        SubjectSet::RequestorManager { .. }
        | SubjectSet::InternalSponsors
        | SubjectSet::ExternalSponsors
        | SubjectSet::TargetUserSponsors => Ok(()),
    }
}

/// Requires that a stage lasts long enough and names people who can decide.
pub(super) fn stage(
    tenant: &Tenant,
    context: &mut Context<'_>,
    stage: usize,
    settings: &ApprovalStage,
) -> Result<(), Refusal> {
    let wait = settings.duration_before_automatic_denial;
    let allowed = wait.is_whole_days() && STAGE_DAYS.contains(&wait.whole_days());
    context.require(Check::StageTimeAllowed, &[], allowed, || {
        PolicyRefusal::TimeoutOutOfRange { stage }
    })?;
    let primary = &settings.primary_approvers;
    let named = !primary.is_empty() && settings.sets().all(SubjectSet::decides);
    context.require(Check::ApproversNamed, &[], named, || {
        PolicyRefusal::ApproversRequired { stage }
    })?;
    let fallback = &settings.fallback_primary_approvers;
    let covered = !fallback.is_empty() || !primary.iter().any(|set| set.needs_fallback());
    context.require(Check::FallbackNamed, &[], covered, || {
        PolicyRefusal::FallbackRequired { stage }
    })?;
    escalation(context, stage, settings)?;
    settings.sets().try_for_each(|set| known(tenant, set))
}

/// Requires that alternates, if a stage has any, come in good time: not before a day has passed,
/// a day before the stage ends, and only where it lasts four days.
fn escalation(
    context: &mut Context<'_>,
    stage: usize,
    settings: &ApprovalStage,
) -> Result<(), Refusal> {
    if !settings.is_escalation_enabled {
        return Ok(());
    }
    let wait = settings.duration_before_automatic_denial;
    let after = settings.duration_before_escalation;
    let long_enough = wait >= ESCALATING_STAGE;
    context.require(Check::EscalationHasTime, &[], long_enough, || {
        PolicyRefusal::EscalationNeedsFourDays { stage }
    })?;
    context.require(Check::EscalationNotEarly, &[], after >= DAY, || {
        PolicyRefusal::EscalationTooEarly { stage }
    })?;
    let in_time = after.plus(DAY) <= wait;
    context.require(Check::EscalationNotLate, &[], in_time, || {
        PolicyRefusal::EscalationTooLate { stage }
    })?;
    let alternates = &settings.escalation_approvers;
    context.require(Check::ApproversNamed, &[], !alternates.is_empty(), || {
        PolicyRefusal::ApproversRequired { stage }
    })?;
    let fallback = &settings.fallback_escalation_approvers;
    let covered = !fallback.is_empty() || !alternates.iter().any(|set| set.needs_fallback());
    context.require(Check::FallbackNamed, &[], covered, || {
        PolicyRefusal::FallbackRequired { stage }
    })
}

/// Requires that the manager, and each kind of sponsor, is asked in one stage only, first or as an
/// alternate.
fn manager_once(context: &mut Context<'_>, stages: &[ApprovalStage]) -> Result<(), Refusal> {
    let mut asked = Vec::new();
    let mut second = None;
    for (index, stage) in stages.iter().enumerate() {
        let alternates = stage.escalation_approvers.iter();
        let alternates = alternates.filter(|_| stage.is_escalation_enabled);
        let relations = stage.primary_approvers.iter().chain(alternates);
        let relations = relations.filter(|set| set.needs_fallback());
        let kinds: Vec<_> = relations.map(std::mem::discriminant).collect();
        if kinds.iter().any(|kind| asked.contains(kind)) {
            second = second.or(Some(index + 1));
        }
        asked.extend(kinds);
    }
    context.require(Check::ManagerInOneStage, &[], second.is_none(), || {
        PolicyRefusal::DuplicateManagerStage {
            stage: second.unwrap_or_default(),
        }
    })
}

fn expiration(context: &mut Context<'_>, expiration: Expiration) -> Result<(), Refusal> {
    match expiration {
        Expiration::Never => Ok(()),
        Expiration::At(end) => {
            let future = end > context.now;
            context.require(Check::ExpiryInFuture, &[], future, || {
                PolicyRefusal::ExpiryInPast { end }
            })
        }
        Expiration::After(span) => context.require(Check::ExpiryInRange, &[], lasts(span), || {
            PolicyRefusal::ExpiryOutOfRange {}
        }),
        Expiration::NotSpecified => context.require(Check::ExpiryInRange, &[], false, || {
            PolicyRefusal::ExpiryOutOfRange {}
        }),
    }
}

fn lasts(span: Span) -> bool {
    let hours = span.as_seconds() / 3_600;
    if span.is_whole_days() {
        EXPIRATION_DAYS.contains(&span.whole_days())
    } else {
        span.as_seconds().is_multiple_of(3_600) && EXPIRATION_HOURS.contains(&hours)
    }
}
