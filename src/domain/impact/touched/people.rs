//! What somebody finds, and those on whose requests they decide.

use std::collections::BTreeSet;

use crate::domain::approval::ApprovalStage;
use crate::domain::eligibility;
use crate::domain::id::{GroupId, PackageId, Person, PolicyId, Principal, UserId};
use crate::domain::impact::Pair;
use crate::domain::subject_set::SubjectSet;
use crate::domain::tenant::Tenant;

use super::offers::admitted;
use super::outside;

/// Lists what people may find.
pub(super) fn within_reach(tenant: &Tenant, people: BTreeSet<Person>) -> BTreeSet<Pair> {
    let pairs = people.into_iter().flat_map(|person| {
        let reach = eligibility::within_reach(tenant, person).into_iter();
        reach.map(move |package| (package, person))
    });
    pairs.collect()
}

/// An account: what its person finds, and whatever it decides on, be it in the place of others.
pub(super) fn of_user(tenant: &Tenant, user: UserId) -> BTreeSet<Pair> {
    let mut pairs = within_reach(tenant, [Person::User(user)].into());
    pairs.extend(decided_by(tenant, user));
    for group in tenant.groups_of(user) {
        pairs.extend(named(tenant, Principal::Group(group)));
    }
    for approver in tenant.index.deciding_for.of(user) {
        pairs.extend(decided_by(tenant, *approver));
    }
    pairs
}

/// Lists on what somebody decides as themselves: by name, as a sponsor, and for those whose manager
/// they are or whose manager's.
pub(super) fn decided_by(tenant: &Tenant, user: UserId) -> BTreeSet<Pair> {
    let reports = |of: UserId| tenant.index.reports_of.of(of).copied();
    let below = reports(user).flat_map(|report| std::iter::once(report).chain(reports(report)));
    let mut pairs = within_reach(tenant, below.map(Person::User).collect());
    pairs.extend(named(tenant, Principal::User(user)));
    pairs
}

/// Lists on what a user or group decides by name or as a sponsor.
fn named(tenant: &Tenant, principal: Principal) -> BTreeSet<Pair> {
    let mut pairs = of_sponsor(tenant, principal);
    let target = match principal {
        Principal::User(user_id) => SubjectSet::SingleUser { user_id },
        Principal::Group(group_id) => SubjectSet::GroupMembers { group_id },
    };
    for policy in tenant.index.policies_naming.of(principal) {
        pairs.extend(of_policy_naming(tenant, *policy, &target));
    }
    pairs
}

/// A sponsor: those for whom they vouch, and may have to decide.
fn of_sponsor(tenant: &Tenant, sponsor: Principal) -> BTreeSet<Pair> {
    let index = &tenant.index;
    let vouched = index.sponsored_users.of(sponsor).copied().map(Person::User);
    let organizations: BTreeSet<_> = index.sponsored_organizations.of(sponsor).copied().collect();
    let mut people: BTreeSet<Person> = vouched.collect();
    if !organizations.is_empty() {
        people.extend(outside::belonging(tenant, &organizations));
    }
    within_reach(tenant, people)
}

/// A group: the packages that it leads to or keeps people from, for those who join or leave it; and
/// those on which it decides, for everybody who may ask. The groups around it count as well.
pub(super) fn of_group(
    tenant: &Tenant,
    group: GroupId,
    moved: &BTreeSet<UserId>,
) -> BTreeSet<Pair> {
    let mut pairs = BTreeSet::new();
    for group in tenant.groups_around(group) {
        let naming = tenant.index.policies_naming.of(Principal::Group(group));
        let naming = naming.filter_map(|policy| tenant.find_policy(*policy));
        let excluding = tenant.index.excluded_by_group.of(group).copied();
        let packages = naming.map(|policy| policy.access_package).chain(excluding);
        let packages: BTreeSet<PackageId> = packages.collect();
        pairs.extend(named(tenant, Principal::Group(group)));
        let moved = moved.iter().map(|user| Person::User(*user));
        pairs.extend(moved.flat_map(|person| {
            let packages = packages.iter();
            packages.map(move |package| (*package, person))
        }));
    }
    pairs
}

/// A policy whose stages name somebody lets them decide for all whom it admits.
fn of_policy_naming(tenant: &Tenant, policy: PolicyId, named: &SubjectSet) -> BTreeSet<Pair> {
    let found = tenant.find_policy(policy).filter(|policy| {
        let stages = policy.terms.approval.stages_for_add().iter();
        let mut sets = stages.flat_map(ApprovalStage::sets);
        sets.any(|set| set == *named)
    });
    let pairs = found.map(|policy| {
        let people = admitted(tenant, &policy.terms).into_iter();
        people.map(|person| (policy.access_package, person))
    });
    pairs.into_iter().flatten().collect()
}
