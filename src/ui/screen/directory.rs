//! The screens of the directory: its users, its groups, itself, and people from elsewhere.
//!
//! They are the faces of one object, the resource directory, and list one another as tabs.

use crate::domain::authority::{Sight, visible};
use crate::domain::id::{ObjectKind, ObjectRef};
use crate::domain::text::Safe;
use crate::ui::scene::Scene;
use crate::ui::screen::{Screen, Tabs};

pub mod deleted;
pub mod external_people;
pub mod group;
pub mod group_people;
pub mod groups;
pub mod properties;
pub mod user;
pub mod users;

/// Lists the faces of the directory with how much is behind them.
pub(super) fn tabs(scene: &Scene<'_>, _: Screen) -> Tabs {
    let named = &scene.tenant().index.named;
    let counted = |title: &str, kind| format!("{title} {}", named.count(&kind)).into();
    vec![
        (counted("Users", ObjectKind::User), Screen::Users),
        (counted("Groups", ObjectKind::Group), Screen::Groups),
        (
            counted("External people", ObjectKind::ExternalPerson),
            Screen::ExternalPeople,
        ),
        ("Properties".into(), Screen::Properties),
        ("Deleted".into(), Screen::Deleted),
    ]
}

/// Lists the objects of a kind by name, those that the persona may know of.
pub(super) fn listed(scene: &Scene<'_>, kind: ObjectKind) -> Vec<ObjectRef> {
    let (tenant, viewer, now) = (scene.tenant(), scene.persona, scene.calendar.now);
    let sight = Sight::of(tenant, viewer);
    let sees_all = sight.governance || sight.directory;
    let named = tenant.index.named.of(kind).map(|(_, object)| *object);
    named
        .filter(|object| sees_all || visible(tenant, viewer, *object, now))
        .collect()
}

/// Writes a few names, and how many more there are.
pub(super) fn some_names(names: impl Iterator<Item = Safe>) -> Safe {
    const SHOWN: usize = 4;
    let names: Vec<Safe> = names.collect();
    let shown: Vec<&str> = names.iter().take(SHOWN).map(Safe::as_str).collect();
    let more = names.len().saturating_sub(SHOWN);
    match (names.is_empty(), more) {
        (true, _) => "none".into(),
        (false, 0) => shown.join(", ").into(),
        (false, more) => format!("{} and {more} more", shown.join(", ")).into(),
    }
}
