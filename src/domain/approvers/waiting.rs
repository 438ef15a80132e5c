//! What waits for somebody's decision: found by the ways in which they may come to be asked.

use std::collections::BTreeSet;

use crate::domain::approvers::stand_in;
use crate::domain::id::{GroupId, Person, Principal, RequestId, UserId};
use crate::domain::index::Approver;
use crate::domain::organization::SponsorKind;
use crate::domain::subject_set::ManagerLevel;
use crate::domain::tenant::Tenant;

/// Lists the requests that wait for a user's decision, oldest first.
///
/// Reads what waits for the user, for their groups and for them as a manager, never all requests.
pub fn waiting_for(tenant: &Tenant, user: UserId) -> Vec<RequestId> {
    each_waiting_for(tenant, user).collect()
}

/// Goes through the requests that wait for a user's decision, oldest first; whoever stops early
/// does not pay for resolving the approvers of the rest.
pub fn each_waiting_for(tenant: &Tenant, user: UserId) -> impl Iterator<Item = RequestId> {
    let groups = tenant.groups_of(user);
    let ways = as_oneself(tenant, user, &groups)
        .chain(groups.iter().copied().map(Approver::Group))
        .chain(in_the_place_of_others(tenant, user));
    let mut waiting: Vec<_> = ways
        .flat_map(|way| tenant.index.waiting_for.of(way))
        .copied()
        .collect();
    waiting.sort_unstable();
    waiting.dedup();
    waiting.into_iter().map(|(_, id)| id).filter(move |id| {
        tenant
            .find_request(*id)
            .is_some_and(|request| stand_in(tenant, request, user).is_some())
    })
}

/// Lists the ways in which somebody decides by name, as a manager or as a sponsor.
fn as_oneself(
    tenant: &Tenant,
    user: UserId,
    groups: &BTreeSet<GroupId>,
) -> impl Iterator<Item = Approver> + use<> {
    std::iter::once(Approver::User(user))
        .chain(as_manager(tenant, user))
        .chain(as_sponsor(tenant, user, groups))
}

/// Lists the ways in which somebody decides for those who handed decisions over to them.
fn in_the_place_of_others(tenant: &Tenant, user: UserId) -> impl Iterator<Item = Approver> {
    let approvers = tenant.index.deciding_for.of(user);
    approvers.flat_map(|approver| as_oneself(tenant, *approver, &BTreeSet::new()))
}

/// Lists the ways in which somebody decides as a manager.
fn as_manager(tenant: &Tenant, user: UserId) -> Vec<Approver> {
    let reports: Vec<UserId> = tenant.index.reports_of.of(user).copied().collect();
    let second = reports
        .iter()
        .flat_map(|report| tenant.index.reports_of.of(*report))
        .map(|report| (*report, ManagerLevel::Second));
    let first = reports.iter().map(|report| (*report, ManagerLevel::First));
    first
        .chain(second)
        .flat_map(|(report, level)| {
            tenant
                .identities_of(Person::User(report))
                .map(move |identity| Approver::ManagerOf(identity, level))
        })
        .collect()
}

/// Lists the ways in which somebody decides as a sponsor, by name or through a group.
fn as_sponsor(tenant: &Tenant, user: UserId, groups: &BTreeSet<GroupId>) -> Vec<Approver> {
    let principals = groups.iter().copied().map(Principal::Group);
    let mut ways = Vec::new();
    for principal in principals.chain([Principal::User(user)]) {
        for organization in tenant.index.sponsored_organizations.of(principal) {
            let kinds = SponsorKind::ALL.iter();
            ways.extend(kinds.map(|kind| Approver::SponsorOf(*organization, *kind)));
        }
        for sponsored in tenant.index.sponsored_users.of(principal) {
            let identities = tenant.identities_of(Person::User(*sponsored));
            ways.extend(identities.map(Approver::SponsorOfUser));
        }
    }
    ways
}
