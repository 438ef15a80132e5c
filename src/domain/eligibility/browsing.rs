//! What a person finds without a link: packages by the policies that admit them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::eligibility::{Asking, can_ask, can_see, is_external};
use crate::domain::id::{PackageId, Person, Principal, UserId};
use crate::domain::index::Admitted;
use crate::domain::refusal::{Refusal, RequestRefusal};
use crate::domain::tenant::Tenant;
use crate::domain::time::Timestamp;
use crate::domain::walk::Silent;

/// Lists the packages with a policy that may admit a person.
///
/// Reads the policies that admit the person, one of their groups or their organization, never all
/// packages.
pub(in crate::domain) fn within_reach(tenant: &Tenant, person: Person) -> Vec<PackageId> {
    let mut packages: Vec<PackageId> = ways_in(tenant, person)
        .into_iter()
        .flat_map(|way| tenant.index.policies_for.of(way))
        .filter_map(|policy| tenant.find_policy(*policy))
        .map(|policy| policy.access_package)
        .collect();
    packages.sort_unstable();
    packages.dedup();
    packages
}

/// Lists the packages that a person could ask for now, those included that only a link leads to.
pub fn requestable(tenant: &Tenant, person: Person, now: Timestamp) -> Vec<PackageId> {
    let mut packages = within_reach(tenant, person);
    packages.retain(|package| may_ask(tenant, person, *package, now));
    packages
}

/// Tells whether a person could ask for a package now, be it that they had to choose a policy.
pub fn may_ask(tenant: &Tenant, person: Person, package: PackageId, now: Timestamp) -> bool {
    let asking = Asking {
        requestor: person,
        target: person,
        package,
        policy: None,
    };
    may_ask_for(tenant, asking, now)
}

fn may_ask_for(tenant: &Tenant, asking: Asking, now: Timestamp) -> bool {
    match can_ask(tenant, asking, now, &mut Silent) {
        Ok(_) => true,
        Err(Refusal::Request(RequestRefusal::PolicyChoiceRequired { candidates })) => {
            candidates.iter().any(|policy| {
                let asking = Asking {
                    policy: Some(*policy),
                    ..asking
                };
                can_ask(tenant, asking, now, &mut Silent).is_ok()
            })
        }
        Err(_) => false,
    }
}

/// Lists the packages that a person finds under My Access, Available: seen and not held.
pub fn available(tenant: &Tenant, person: Person, now: Timestamp) -> Vec<PackageId> {
    let mut packages = within_reach(tenant, person);
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
        if tenant.settings.show_specific_scope_to_all_members {
            ways.push(Admitted::Specific);
        }
    }
    if is_external(tenant, person) {
        let organization = tenant.organization_of(person);
        ways.extend(organization.map(Admitted::Organization));
        ways.extend([Admitted::ConfiguredOrganizations, Admitted::AllExternal]);
    }
    ways
}

/// Why a package is suggested to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Suggestion {
    /// They held it before.
    HeldBefore,
    /// Their manager holds it.
    Manager,
    /// Somebody who reports to them holds it.
    Report,
    /// Somebody who reports to the same manager holds it.
    Peer,
}

/// Lists the packages that the settings suggest to somebody, each with the first reason there is:
/// those that they may ask for and that they held before or people close to them hold.
pub fn suggested(tenant: &Tenant, person: Person, now: Timestamp) -> Vec<(PackageId, Suggestion)> {
    if !tenant.settings.suggested_packages {
        return Vec::new();
    }
    let mut suggested: BTreeMap<PackageId, Suggestion> = BTreeMap::new();
    let mut suggest = |about: Person, active: bool, reason: Suggestion| {
        for (_, id) in tenant.assignments_about(about) {
            let held = tenant.find_assignment(id);
            let held = held.filter(|held| held.progress.state.is_active() == active);
            if let Some(held) = held {
                suggested.entry(held.access_package).or_insert(reason);
            }
        }
    };
    suggest(person, false, Suggestion::HeldBefore);
    for (reason, user) in close_to(tenant, person) {
        suggest(Person::User(user), true, reason);
    }
    suggested.retain(|package, _| {
        may_ask(tenant, person, *package, now)
            && can_see(tenant, person, *package, now, &mut Silent).is_ok()
    });
    suggested.into_iter().collect()
}

/// Lists the manager, the direct reports and the peers of somebody.
fn close_to(tenant: &Tenant, person: Person) -> Vec<(Suggestion, UserId)> {
    let Some(user) = tenant.account_of(person) else {
        return Vec::new();
    };
    let manager = tenant.manager_of(user, 1);
    let reports = tenant.index.reports_of.of(user);
    let peers = manager
        .into_iter()
        .flat_map(|manager| tenant.index.reports_of.of(manager))
        .filter(|peer| **peer != user);
    manager
        .map(|manager| (Suggestion::Manager, manager))
        .into_iter()
        .chain(reports.map(|report| (Suggestion::Report, *report)))
        .chain(peers.map(|peer| (Suggestion::Peer, *peer)))
        .collect()
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
        may_ask_for(tenant, asking, now)
    });
    packages
}
