//! Rules on policies.

use crate::domain::approval::{ApprovalSettings, STAGE_DAYS, STAGES};
use crate::domain::invariant::Findings;
use crate::domain::policy::{
    AllowedTargetScope, AssignmentPolicy, EXPIRATION_DAYS, EXPIRATION_HOURS, TARGETS,
};
use crate::domain::subject_set::SubjectSet;
use crate::domain::tenant::Tenant;
use crate::domain::time::{Expiration, Span};

/// A policy belongs to a package, names whom it must, and asks for what can be answered.
pub(super) fn policies_say_something_possible(tenant: &Tenant, found: &mut Findings) {
    for policy in tenant.policies.iter() {
        let there = tenant.find_package(policy.access_package).is_some();
        found.expect("a policy belongs to a package", policy.id, there);
        scope(policy, found);
        approval(policy, found);
        expiration(policy, found);
    }
}

fn scope(policy: &AssignmentPolicy, found: &mut Findings) {
    let terms = &policy.terms;
    let specific = terms.scope == AllowedTargetScope::SpecificDirectoryUsers;
    let named = !specific || !terms.targets.is_empty() || terms.automatic.is_some();
    found.expect("a specific scope names somebody", policy.id, named);
    let few = terms.targets.len() <= TARGETS;
    found.expect("a scope names at most 500 users and groups", policy.id, few);
}

fn approval(policy: &AssignmentPolicy, found: &mut Findings) {
    let id = policy.id;
    let stages = policy.terms.approval.stages();
    let needed = policy.terms.approval != ApprovalSettings::NotRequired;
    found.expect(
        "approval is required where there are stages",
        id,
        needed != stages.is_empty(),
    );
    found.expect("there are at most three stages", id, stages.len() <= STAGES);
    let shortest = Span::days(u32::try_from(*STAGE_DAYS.start()).unwrap_or(u32::MAX));
    let longest = Span::days(u32::try_from(*STAGE_DAYS.end()).unwrap_or(u32::MAX));
    for stage in stages {
        let named = !stage.primary_approvers.is_empty();
        found.expect("a stage names an approver", id, named);
        let asks = stage
            .primary_approvers
            .iter()
            .any(|set| set.needs_fallback());
        let covered = !asks || !stage.fallback_primary_approvers.is_empty();
        found.expect("a manager has a fallback", id, covered);
        let waits = (shortest..=longest).contains(&stage.duration_before_automatic_denial);
        found.expect("a stage waits 1 to 14 days", id, waits);
    }
    let asked_manager = |set: &&SubjectSet| matches!(set, SubjectSet::RequestorManager { .. });
    let managers = stages
        .iter()
        .filter(|stage| {
            stage
                .primary_approvers
                .iter()
                .any(|set| asked_manager(&set))
        })
        .count();
    found.expect("the manager is asked in one stage", id, managers <= 1);
}

fn expiration(policy: &AssignmentPolicy, found: &mut Findings) {
    let Expiration::After(span) = policy.terms.expiration else {
        return;
    };
    let hours = span.as_seconds() / 3_600;
    let fits = EXPIRATION_DAYS.contains(&span.whole_days()) || EXPIRATION_HOURS.contains(&hours);
    found.expect("access ends after 1 hour to 3,660 days", policy.id, fits);
}
