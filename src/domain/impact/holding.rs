//! Who holds what, or waits for it, otherwise than before, and what that keeps them from.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::assignment::{Assignment, AssignmentProgress};
use crate::domain::event::Edit;
use crate::domain::id::{GroupId, Person, UserId};
use crate::domain::impact::{Pair, acts};
use crate::domain::request::{AssignmentRequest, RequestProgress};
use crate::domain::tenant::Tenant;

/// Tells whether somebody comes to hold a package by what becomes of an assignment, or ceases to.
pub(super) fn holds_otherwise(edit: &Edit<AssignmentProgress>) -> bool {
    let holds = |progress: Option<&AssignmentProgress>| {
        progress.is_some_and(|progress| progress.state.is_active())
    };
    holds(edit.old.as_deref()) != holds(edit.new.as_deref())
}

/// Tells whether a request comes to an end, or is taken up again.
pub(super) fn waits_otherwise(edit: &Edit<RequestProgress>) -> bool {
    let waits = |progress: Option<&RequestProgress>| {
        progress.is_some_and(|progress| progress.state.is_open())
    };
    waits(edit.old.as_deref()) != waits(edit.new.as_deref())
}

/// Who waits for a package cannot ask for it again.
pub(super) fn of_asker(tenant: &Tenant, request: Option<&AssignmentRequest>) -> Option<Pair> {
    let request = request.filter(|request| request.request_type.is_add())?;
    let person = tenant.acting_as(request.target);
    acts(tenant, person).then_some((request.access_package, person))
}

/// Who holds a package can ask for it no longer, nor for those that it excludes.
pub(super) fn of_holder(tenant: &Tenant, held: Option<&Assignment>) -> Vec<Pair> {
    let Some(held) = held else {
        return Vec::new();
    };
    let person = tenant.acting_as(held.target);
    let excluding = tenant.index.excluded_by_package.of(held.access_package);
    let packages = std::iter::once(&held.access_package).chain(excluding);
    let packages = packages.filter(|_| acts(tenant, person));
    packages.map(|package| (*package, person)).collect()
}

/// Whoever joins or leaves a group comes to clash with what they hold that excludes it, or ceases to.
pub(super) fn of_moves(
    tenant: &Tenant,
    groups: &BTreeMap<GroupId, BTreeSet<UserId>>,
) -> BTreeSet<Pair> {
    let moves = groups.iter().flat_map(|(group, moved)| {
        let around = tenant.groups_around(*group).into_iter();
        around.map(move |group| (group, moved))
    });
    moves
        .flat_map(|(group, moved)| {
            let excluding = tenant.index.excluded_by_group.of(group);
            excluding.flat_map(move |package| {
                moved
                    .iter()
                    .map(move |user| (*package, Person::User(*user)))
            })
        })
        .filter(|(_, person)| acts(tenant, *person))
        .collect()
}
