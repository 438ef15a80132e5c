//! Lists look for what somebody may know of only where it can be, and miss nothing there.

use std::collections::{BTreeMap, BTreeSet};

use accessdesk::domain::authority::{visible, within_sight};
use accessdesk::domain::id::{ObjectKind, ObjectRef, Person};
use accessdesk::domain::tenant::Tenant;
use accessdesk::domain::time::Timestamp;
use accessdesk::script::Sample;

use crate::support::random::{RandomDesk, seeds};
use crate::support::script;

/// Lists all objects of the kinds of which there may be very many.
fn everything(tenant: &Tenant) -> Vec<ObjectRef> {
    let mut all: Vec<ObjectRef> = Vec::new();
    all.extend(tenant.users.iter().map(|it| ObjectRef::from(it.id)));
    all.extend(tenant.groups.iter().map(|it| ObjectRef::from(it.id)));
    all.extend(tenant.catalogs.iter().map(|it| ObjectRef::from(it.id)));
    all.extend(tenant.packages.iter().map(|it| ObjectRef::from(it.id)));
    all.extend(tenant.policies.iter().map(|it| ObjectRef::from(it.id)));
    all.extend(tenant.requests.iter().map(|it| ObjectRef::from(it.id)));
    all.extend(tenant.assignments.iter().map(|it| ObjectRef::from(it.id)));
    all.extend(tenant.reviews.iter().map(|it| ObjectRef::from(it.id)));
    all
}

/// Checks for everybody that what they may know of is among what lists look at, and counts by kind
/// how often that was less than everything.
#[track_caller]
fn expect_nothing_missed(
    tenant: &Tenant,
    now: Timestamp,
    narrowed: &mut BTreeMap<ObjectKind, usize>,
) {
    let users = tenant.users.iter().map(|user| Person::User(user.id));
    let elsewhere = tenant.external_persons.iter();
    let elsewhere = elsewhere.map(|person| Person::ExternalPerson(person.id));
    let all = everything(tenant);
    for viewer in users.chain(elsewhere) {
        let mut within: BTreeMap<ObjectKind, Option<BTreeSet<ObjectRef>>> = BTreeMap::new();
        for object in &all {
            let kind = object.kind();
            let looked_at = within
                .entry(kind)
                .or_insert_with(|| within_sight(tenant, viewer, kind));
            let Some(looked_at) = looked_at else { continue };
            if visible(tenant, viewer, *object, now) {
                assert!(looked_at.contains(object), "{viewer:?} misses {object:?}");
            } else if !looked_at.contains(object) {
                *narrowed.entry(kind).or_default() += 1;
            }
        }
    }
}

#[test]
fn lists_look_at_all_that_somebody_may_know_of_and_not_at_all_there_is() {
    let mut narrowed = BTreeMap::new();
    for seed in seeds(6) {
        let mut desk = RandomDesk::furnished(seed);
        desk.begin_what_time_ends();
        for _ in 0..4 {
            for _ in 0..40 {
                desk.step();
            }
            let now = desk.machine_time();
            let ahead = desk.tenant().clock_ahead;
            expect_nothing_missed(desk.tenant(), now.plus(ahead), &mut narrowed);
        }
    }
    let kinds: Vec<ObjectKind> = narrowed.into_keys().collect();
    for kind in [
        ObjectKind::User,
        ObjectKind::Group,
        ObjectKind::Catalog,
        ObjectKind::AccessPackage,
        ObjectKind::Policy,
        ObjectKind::Request,
        ObjectKind::Assignment,
        ObjectKind::Review,
    ] {
        assert!(kinds.contains(&kind), "{kind:?} was never narrowed down");
    }
}

#[test]
fn nobody_of_a_tenant_that_was_lived_in_misses_anything() {
    let engine = script::engine(Sample::Woodgrove);
    let now = engine.now();
    expect_nothing_missed(engine.tenant(), now, &mut BTreeMap::new());
}
