//! What would make a policy of a package admit somebody.

use serde_json::{Map, Value, json};

use super::membership::join;
use super::{Case, Remedy, guid, remedy};
use crate::domain::authority::visible;
use crate::domain::eligibility;
use crate::domain::id::{ObjectRef, PackageId, PolicyId};
use crate::domain::policy::{AllowedTargetScope, AssignmentPolicy};
use crate::domain::subject_set::SubjectSet;
use crate::domain::time::Span;

/// How much longer a policy is to last that has ended.
const EXTENSION: Span = Span::days(30);

/// Finds what makes a policy, or any of a package, admit the person: the narrowest change first.
pub(super) fn admit(case: &Case<'_>, objects: &[ObjectRef]) -> Vec<Remedy> {
    let policy = objects.first().and_then(|object| {
        let is_policy = matches!(object, ObjectRef::Policy(_));
        is_policy.then(|| PolicyId::new(object.guid()))
    });
    match (policy, objects.first()) {
        (Some(policy), _) => {
            let policy = case.tenant.find_policy(policy);
            policy.map_or_else(Vec::new, |policy| admit_by(case, policy))
        }
        (None, Some(package)) => first_policy(case, *package),
        (None, None) => Vec::new(),
    }
}

/// A package admits nobody until it has a policy under which people ask.
fn first_policy(case: &Case<'_>, package: ObjectRef) -> Vec<Remedy> {
    let Some(user) = case.person.user() else {
        return Vec::new();
    };
    let name = case.name(user);
    let policies = &case.tenant.index.policies_of;
    let any = policies.count(&PackageId::new(package.guid())) > 0;
    let with = json!({
        "accessPackage": guid(package),
        "displayName": if any { "Request policy" } else { "Initial policy" },
        "allowedTargetScope": AllowedTargetScope::SpecificDirectoryUsers,
        "specificAllowedTargets": [SubjectSet::SingleUser { user_id: user }],
    });
    let text = format!("give package {} a policy for {name}", case.name(package));
    vec![remedy(text, "createPolicy", with)]
}

fn admit_by(case: &Case<'_>, policy: &AssignmentPolicy) -> Vec<Remedy> {
    if policy.terms.automatic.is_some() {
        return first_policy(case, policy.access_package.into());
    }
    let mut remedies = Vec::new();
    let mut edit = Map::new();
    let mut words = Vec::new();
    if !policy.terms.is_enabled {
        edit.insert("isEnabled".to_owned(), json!(true));
        words.push("enable".to_owned());
    }
    if eligibility::has_ended(policy, case.now) {
        let end = case.now.plus(EXTENSION);
        let expiration = json!({"type": "afterDateTime", "endDateTime": end});
        edit.insert("expiration".to_owned(), expiration);
        words.push(format!("until {end} extend"));
    }
    if !eligibility::in_scope(case.tenant, case.person, policy) {
        remedies.extend(join_target(case, policy));
        let Some((scope, word)) = wider(case, policy) else {
            return remedies;
        };
        edit.extend(scope);
        words.push(word);
    }
    if !edit.is_empty() {
        edit.insert("policy".to_owned(), json!(guid(policy.id)));
        let text = format!("{} policy {}", words.join(" and "), case.name(policy.id));
        remedies.push(remedy(text, "updatePolicy", edit));
    }
    remedies
}

/// Adds the person to a group that the policy names already.
fn join_target(case: &Case<'_>, policy: &AssignmentPolicy) -> Vec<Remedy> {
    let groups = policy
        .terms
        .targets
        .iter()
        .filter_map(|target| match target {
            SubjectSet::GroupMembers { group_id } => Some(*group_id),
            SubjectSet::SingleUser { .. }
            | SubjectSet::RequestorManager { .. }
            | SubjectSet::ConnectedOrganizationMembers { .. }
            | SubjectSet::InternalSponsors
            | SubjectSet::ExternalSponsors
            | SubjectSet::TargetUserSponsors => None,
        });
    groups
        .filter(|group| visible(case.tenant, case.viewer, (*group).into(), case.now))
        .flat_map(|group| join(case, &[case.person.into(), group.into()]))
        .collect()
}

/// Returns what makes a policy's scope just wide enough for the person.
fn wider(case: &Case<'_>, policy: &AssignmentPolicy) -> Option<(Map<String, Value>, String)> {
    let (scope, targets) = match policy.terms.scope {
        AllowedTargetScope::AllMemberUsers => (AllowedTargetScope::AllDirectoryUsers, None),
        AllowedTargetScope::NotSpecified | AllowedTargetScope::SpecificDirectoryUsers => {
            let user_id = case.person.user()?;
            let mut targets = policy.terms.targets.clone();
            targets.push(SubjectSet::SingleUser { user_id });
            (AllowedTargetScope::SpecificDirectoryUsers, Some(targets))
        }
        scope @ AllowedTargetScope::SpecificConnectedOrganizationUsers => {
            let organization = case.tenant.organization_of(case.person)?;
            let mut targets = policy.terms.targets.clone();
            targets.push(SubjectSet::ConnectedOrganizationMembers {
                connected_organization_id: organization,
            });
            (scope, Some(targets))
        }
        AllowedTargetScope::AllDirectoryUsers
        | AllowedTargetScope::AllConfiguredConnectedOrganizationUsers
        | AllowedTargetScope::AllExternalUsers => return None,
    };
    let mut edit = Map::new();
    edit.insert("allowedTargetScope".to_owned(), json!(scope));
    edit.extend(targets.map(|targets| ("specificAllowedTargets".to_owned(), json!(targets))));
    Some((edit, format!("let {} ask under", case.name(case.person))))
}
