//! The screens of administrators.

use crate::domain::authority::{Sight, visible};
use crate::domain::id::ObjectRef;
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
