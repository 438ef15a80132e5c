//! The screens of administrators.

use crate::domain::authority::{Sight, visible, within_sight};
use crate::domain::id::{ObjectKind, ObjectRef};
use crate::domain::text::NameKey;
use crate::ui::scene::Scene;

pub mod assignment;
pub mod assignments;
pub mod audit;
pub mod catalog;
pub mod catalogs;
pub mod delegates;
#[cfg(test)]
pub(crate) mod furnishing;
pub mod organization;
pub mod organizations;
pub mod outbox;
pub mod package;
pub mod packages;
pub mod policies;
pub mod policy;
pub mod removal;
pub mod reports;
pub mod request;
pub mod requests;
pub mod review;
pub mod reviews;
pub mod settings;
pub mod who_has_what;

/// Lists the objects of a kind that the persona may know of, in the order of `all` where the
/// persona knows of all, or else in the order of what `place` says of each, which is the same.
///
/// Whoever knows of little never goes through all that there is.
pub(super) fn seen_of<I: Iterator<Item = ObjectRef>, K: Ord>(
    scene: &Scene<'_>,
    kind: ObjectKind,
    all: impl FnOnce() -> I,
    place: impl Fn(ObjectRef) -> K,
) -> Vec<ObjectRef> {
    match within_sight(scene.tenant(), scene.persona, kind) {
        None => seen(scene, all()),
        Some(within) => {
            let mut found = seen(scene, within.into_iter());
            found.sort_by_cached_key(|object| place(*object));
            found
        }
    }
}

/// Lists the objects of a kind that the persona may know of, by name.
pub(super) fn seen_by_name(scene: &Scene<'_>, kind: ObjectKind) -> Vec<ObjectRef> {
    let tenant = scene.tenant();
    let by_name = || tenant.index.named.of(kind).map(|(_, object)| *object);
    seen_of(scene, kind, by_name, |object| {
        (tenant.name_of(object).map(NameKey::of), object)
    })
}

/// Keeps the objects that the persona may know of.
pub(super) fn seen(scene: &Scene<'_>, objects: impl Iterator<Item = ObjectRef>) -> Vec<ObjectRef> {
    let (tenant, persona) = (scene.tenant(), scene.persona);
    if Sight::of(tenant, persona).governance {
        return objects.collect();
    }
    let now = scene.calendar.now;
    objects
        .filter(|object| visible(tenant, persona, *object, now))
        .collect()
}
