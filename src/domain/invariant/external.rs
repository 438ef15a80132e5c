//! What must hold of connected organizations, of guests and of the policies that admit them.

use std::collections::BTreeSet;

use crate::domain::guest::SubjectLifecycle;
use crate::domain::id::Person;
use crate::domain::invariant::{Findings, expect};
use crate::domain::policy::AllowedTargetScope;
use crate::domain::subject::UserType;
use crate::domain::tenant::Tenant;

/// Checks organizations, guests and external policies.
pub(super) fn check(tenant: &Tenant, found: &mut Findings) {
    organizations(tenant, found);
    guests(tenant, found);
    policies(tenant, found);
    for assignment in tenant.assignments.iter() {
        let held = assignment.progress.state.is_active();
        let account = assignment.target.user().is_some();
        expect(
            found,
            "what is held belongs to an account",
            assignment.id,
            !held || account,
        );
    }
}

fn organizations(tenant: &Tenant, found: &mut Findings) {
    let mut names = BTreeSet::new();
    let mut sources = BTreeSet::new();
    for organization in tenant.connected_organizations.iter() {
        expect(
            found,
            "organizations have different names",
            organization.id,
            names.insert(organization.display_name.key()),
        );
        for source in &organization.identity_sources {
            expect(
                found,
                "a source identifies one organization",
                organization.id,
                sources.insert(source.key()),
            );
        }
        expect(
            found,
            "an organization has a source",
            organization.id,
            !organization.identity_sources.is_empty(),
        );
    }
}

fn guests(tenant: &Tenant, found: &mut Findings) {
    let mut persons = BTreeSet::new();
    for user in tenant.users.iter() {
        if let Some(person) = user.external_identity {
            let new = persons.insert(person);
            expect(found, "a person has one guest", user.id, new);
        }
        let governed = user.lifecycle == SubjectLifecycle::Governed;
        expect(
            found,
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
        expect(
            found,
            "a guest who is to go holds nothing",
            user.id,
            user.departure.is_none() || !holds,
        );
    }
}

fn policies(tenant: &Tenant, found: &mut Findings) {
    for policy in tenant.policies.iter() {
        let listed = policy
            .organizations()
            .all(|organization| tenant.find_organization(organization).is_some());
        expect(
            found,
            "a policy lists organizations that exist",
            policy.id,
            listed,
        );
        let anybody = policy.terms.scope == AllowedTargetScope::AllExternalUsers;
        let decided = !policy.terms.approval.stages_for_add().is_empty();
        expect(
            found,
            "unknown people need approval",
            policy.id,
            !anybody || decided,
        );
    }
}
