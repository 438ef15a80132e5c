//! Verified IDs: what a policy wants requestors to prove, and what is missing.

use crate::domain::credential::VerifiedCredential;
use crate::domain::id::{Person, PolicyId};
use crate::domain::refusal::{Refusal, RequestRefusal};
use crate::domain::tenant::Tenant;
use crate::domain::walk::{Check, Sink, require};

/// Lists what a policy wants proven that a person cannot prove, under either identity.
pub fn unproven(tenant: &Tenant, person: Person, policy: PolicyId) -> Vec<VerifiedCredential> {
    let wanted = tenant.find_policy(policy).into_iter();
    let wanted = wanted.flat_map(|policy| policy.terms.credentials_wanted());
    wanted
        .filter(|wanted| {
            !tenant
                .credentials_of(person)
                .any(|held| held.proves(wanted))
        })
        .collect()
}

/// Requires that whoever asks can present the verified IDs that the policy wants.
pub fn proven<S: Sink + ?Sized>(
    tenant: &Tenant,
    person: Person,
    policy: PolicyId,
    sink: &mut S,
) -> Result<(), Refusal> {
    let wants = tenant
        .find_policy(policy)
        .is_some_and(|policy| !policy.terms.credentials.is_empty());
    if !wants {
        return Ok(());
    }
    let missing = unproven(tenant, person, policy);
    require(
        sink,
        Check::VerifiedIdPresented,
        &[policy.into(), person.into()],
        missing.is_empty(),
        || RequestRefusal::VerifiedIdRequired { policy, missing }.into(),
    )
}
