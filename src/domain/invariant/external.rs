//! What must hold of connected organizations, of guests and of the policies that admit them.

use std::collections::BTreeSet;

use crate::domain::guest::SubjectLifecycle;
use crate::domain::id::Person;
use crate::domain::invariant::Findings;
use crate::domain::policy::AllowedTargetScope;
use crate::domain::subject::UserType;
use crate::domain::tenant::Tenant;

/// What is held belongs to an account; only what failed keeps the identity elsewhere.
pub(super) fn holders_have_accounts(tenant: &Tenant, found: &mut Findings) {
    for assignment in tenant.assignments.iter() {
        let held = assignment.progress.state.is_active();
        let account = assignment.target.user().is_some();
        found.expect(
            "what is held belongs to an account",
            assignment.id,
            !held || account,
        );
    }
}

/// Names and sources tell organizations apart.
pub(super) fn organizations_are_told_apart(tenant: &Tenant, found: &mut Findings) {
    let mut names = BTreeSet::new();
    let mut sources = BTreeSet::new();
    for organization in tenant.connected_organizations.iter() {
        found.expect(
            "organizations have different names",
            organization.id,
            names.insert(organization.display_name.key()),
        );
        for source in &organization.identity_sources {
            found.expect(
                "a source identifies one organization",
                organization.id,
                sources.insert(source.key()),
            );
        }
        found.expect(
            "an organization has a source",
            organization.id,
            !organization.identity_sources.is_empty(),
        );
    }
}

/// One guest a person; those who are to go hold nothing.
pub(super) fn guests_are_looked_after(tenant: &Tenant, found: &mut Findings) {
    let mut persons = BTreeSet::new();
    for user in tenant.users.iter() {
        if let Some(person) = user.external_identity {
            let new = persons.insert(person);
            found.expect("a person has one guest", user.id, new);
        }
        let governed = user.lifecycle == SubjectLifecycle::Governed;
        found.expect(
            "only guests are governed",
            user.id,
            !governed || user.user_type == UserType::Guest,
        );
        let holds = tenant
            .index
            .assignments_of
            .of(Person::User(user.id))
            .filter_map(|(_, id)| tenant.find_assignment(*id))
            .any(|assignment| assignment.progress.state.is_active());
        found.expect(
            "a guest who is to go holds nothing",
            user.id,
            user.departure.is_none() || !holds,
        );
    }
}

/// Policies list organizations that exist, and nobody unknown gets in without approval.
pub(super) fn external_policies_are_safe(tenant: &Tenant, found: &mut Findings) {
    for policy in tenant.policies.iter() {
        let by_name = policy.terms.scope == AllowedTargetScope::SpecificConnectedOrganizationUsers;
        let listed = !by_name
            || policy
                .organizations()
                .all(|organization| tenant.find_organization(organization).is_some());
        found.expect("a policy lists organizations that exist", policy.id, listed);
        let anybody = policy.terms.scope == AllowedTargetScope::AllExternalUsers;
        let decided = !policy.terms.approval.stages_for_add().is_empty();
        found.expect(
            "unknown people need approval",
            policy.id,
            !anybody || decided,
        );
    }
}
