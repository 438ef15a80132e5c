//! What lets somebody ask who lacks a verified ID: having it, or nobody wanting it any more.

use serde_json::json;

use super::{Case, Remedy, guid, remedy};
use crate::domain::credential::in_words;
use crate::domain::eligibility;
use crate::domain::id::ObjectRef;

pub(super) fn obtain(case: &Case<'_>, objects: &[ObjectRef]) -> Vec<Remedy> {
    let Some(ObjectRef::Policy(policy)) = objects.first().copied() else {
        return Vec::new();
    };
    let missing = eligibility::unproven(case.tenant, case.person, policy);
    let user = case.person.user().and_then(|id| case.tenant.find_user(id));
    let gets = user.map(|user| {
        let held = user.verified_credentials.iter().chain(&missing);
        let with = json!({"user": guid(user.id), "verifiedCredentials": held.collect::<Vec<_>>()});
        let text = format!(
            "give {} the verified ID {}",
            case.name(user.id),
            in_words(&missing)
        );
        remedy(text, "updateUser", with)
    });
    let with = json!({"policy": guid(policy), "verifiedCredentialRequirements": []});
    let text = format!(
        "no longer want a verified ID in policy {}",
        case.name(policy)
    );
    gets.into_iter()
        .chain([remedy(text, "updatePolicy", with)])
        .collect()
}
