//! What a person finds without a link: packages by the policies that admit them.

use crate::domain::eligibility::{Asking, can_ask, can_see, is_external};
use crate::domain::id::{PackageId, Person, Principal};
use crate::domain::index::Admitted;
use crate::domain::on_behalf;
use crate::domain::refusal::{Refusal, RequestRefusal};
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;
use crate::domain::walk::Silent;

/// Lists the packages that a person finds under My Access, Available: seen and not held.
///
/// Reads the policies that admit the person, one of their groups or their organization, never all
/// packages.
pub fn available(tenant: &Tenant, person: Person, now: Timestamp) -> Vec<PackageId> {
    let mut packages: Vec<PackageId> = ways_in(tenant, person)
        .into_iter()
        .flat_map(|way| tenant.index.policies_for.of(way))
        .filter_map(|policy| tenant.find_policy(*policy))
        .map(|policy| policy.access_package)
        .collect();
    packages.sort_unstable();
    packages.dedup();
    packages.retain(|package| {
        tenant.held_by(person, *package).is_none()
            && can_see(tenant, person, *package, now, &mut Silent).is_ok()
    });
    packages
}

/// Lists the ways in which policies may admit a person.
fn ways_in(tenant: &Tenant, person: Person) -> Vec<Admitted> {
    let mut ways = Vec::new();
    if let Some(user) = tenant.account_of(person) {
        let groups = tenant.groups_of(user).into_iter().map(Principal::Group);
        let named = groups.chain([Principal::User(user)]);
        ways.extend(named.map(Admitted::Principal));
        ways.extend([Admitted::AllMembers, Admitted::AllUsers]);
    }
    if is_external(tenant, person) {
        let organization = tenant.organization_of(person);
        ways.extend(organization.map(Admitted::Organization));
        ways.extend([Admitted::ConfiguredOrganizations, Admitted::AllExternal]);
    }
    ways
}

/// Lists the packages that a manager may ask for on behalf of somebody who reports to them.
pub fn available_for(
    tenant: &Tenant,
    manager: Person,
    target: Person,
    now: Timestamp,
) -> Vec<PackageId> {
    let mut packages = available(tenant, target, now);
    packages.retain(|package| {
        let asking = Asking {
            requestor: manager,
            target,
            package: *package,
            policy: None,
        };
        match can_ask(tenant, asking, now, &mut Silent) {
            Ok(_) => true,
            Err(Refusal::Request(RequestRefusal::PolicyChoiceRequired { candidates })) => {
                candidates.iter().any(|policy| {
                    on_behalf::asks_for(tenant, manager, target, *policy, &mut Silent).is_ok()
                })
            }
            Err(_) => false,
        }
    });
    packages
}
