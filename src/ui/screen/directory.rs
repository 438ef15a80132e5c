//! The screens of the directory: its users, its groups, what else it holds, itself, and people
//! from elsewhere.
//!
//! They are the faces of one object, the resource directory, and list one another as tabs.

use crate::domain::authority::{Sight, visible, within_sight};
use crate::domain::id::{ObjectKind, ObjectRef, Origin};
use crate::domain::text::{NameKey, Safe};
use crate::domain::time::Timestamp;
use crate::ui::scene::Scene;
use crate::ui::screen::{Screen, Tabs};
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Phrase};

pub mod application;
pub mod applications;
pub mod deleted;
pub mod external_people;
pub mod group;
pub mod group_people;
pub mod groups;
mod guest;
pub mod properties;
pub mod role;
pub mod roles;
pub mod site;
pub mod sites;
pub mod user;
pub mod users;

/// Lists the faces of the directory with how much is behind them.
pub(super) fn tabs(scene: &Scene<'_>, _: Screen) -> Tabs {
    let named = &scene.tenant().index.named;
    let sight = Sight::of(scene.tenant(), scene.persona);
    let sees_all = sight.governance || sight.directory;
    let counted = |title: &str, kind| match named.count(&kind) {
        count if sees_all => format!("{title} {count}").into(),
        // To find out how many they see of a kind, all of its objects would have to be asked about.
        _ => title.into(),
    };
    vec![
        (counted("Users", ObjectKind::User), Screen::Users),
        (counted("Groups", ObjectKind::Group), Screen::Groups),
        (
            counted("External people", ObjectKind::ExternalPerson),
            Screen::ExternalPeople,
        ),
        (
            counted("Applications", ObjectKind::Application),
            Screen::Applications,
        ),
        (counted("Sites", ObjectKind::Site), Screen::Sites),
        ("Roles".into(), Screen::DirectoryRoles),
        ("Properties".into(), Screen::Properties),
        ("Deleted".into(), Screen::Deleted),
    ]
}

/// Lists the objects of a kind by name, those that the persona may know of.
pub(super) fn listed(scene: &Scene<'_>, kind: ObjectKind) -> Vec<ObjectRef> {
    let tenant = scene.tenant();
    if let Some(within) = within_sight(tenant, scene.persona, kind) {
        let mut found = known(scene, within.into_iter());
        // A deleted account may hold something still, and has no place among the others.
        let place = |object: &ObjectRef| (tenant.name_of(*object).map(NameKey::of), *object);
        found.retain(|object| {
            let key = place(object).0.map(|name| (name, *object));
            key.is_some_and(|key| tenant.index.named.contains(kind, key))
        });
        found.sort_by_cached_key(place);
        return found;
    }
    let named = tenant.index.named.of(kind);
    known(scene, named.map(|(_, object)| *object))
}

/// Keeps the objects that the persona may know of.
pub(super) fn known(scene: &Scene<'_>, objects: impl Iterator<Item = ObjectRef>) -> Vec<ObjectRef> {
    let (tenant, viewer, now) = (scene.tenant(), scene.persona, scene.calendar.now);
    let sight = Sight::of(tenant, viewer);
    let sees_all = sight.governance || sight.directory;
    objects
        .filter(|object| sees_all || visible(tenant, viewer, *object, now))
        .collect()
}

/// Lists the roles that packages can give on an object, and why they cannot give the others.
pub(super) fn offered(scene: &Scene<'_>, origin: Origin) -> Vec<DetailLine> {
    let offered = scene.tenant().roles_offered(origin);
    let bullets = offered.into_iter().map(|role| {
        DetailLine::Bullet(match role.barred {
            None => Phrase::plain(role.name),
            Some(reason) => Phrase::signed(Tone::Disabled, &format!("{}: {reason}", role.name)),
        })
    });
    std::iter::once(DetailLine::heading("Roles"))
        .chain(bullets)
        .collect()
}

/// Lists the catalogs that hold an object, and the packages that give its roles.
fn used_by(scene: &Scene<'_>, origin: Origin) -> Vec<ObjectRef> {
    let tenant = scene.tenant();
    let resources = tenant.index.resources_from.of(origin);
    let resources = resources.filter_map(|id| tenant.find_resource(*id));
    resources
        .flat_map(|resource| {
            let packages = tenant.index.packages_using.of(resource.id);
            let packages = packages.map(|package| ObjectRef::from(*package));
            std::iter::once(resource.catalog.into()).chain(packages)
        })
        .collect()
}

/// Says where an object is used.
fn usage(scene: &Scene<'_>, origin: Origin) -> Vec<DetailLine> {
    let used_by = used_by(scene, origin);
    if used_by.is_empty() {
        return vec![DetailLine::fact("Used by", "no catalog")];
    }
    let bullets = used_by.into_iter().map(|object| {
        let text = format!("{} \"{}\"", object.kind().word(), scene.name(object));
        DetailLine::bullet(text)
    });
    std::iter::once(DetailLine::heading("Used by"))
        .chain(bullets)
        .collect()
}

/// Says in a question where an object stops working.
fn in_use(scene: &Scene<'_>, origin: Origin) -> Vec<Phrase> {
    let used_by = used_by(scene, origin).into_iter();
    let lines = used_by.map(|object| {
        let kind = object.kind().word();
        let text = format!("It stops working in {kind} \"{}\".", scene.name(object));
        Phrase::signed(Tone::Warning, &text)
    });
    lines.collect()
}

/// Says that something was deleted, and until when it can be brought back.
fn gone(scene: &Scene<'_>, deleted: Timestamp, until: Option<Timestamp>) -> DetailLine {
    let deleted = scene.calendar.near(deleted);
    let text = match until {
        Some(until) => format!(
            "deleted {deleted}; can be restored until {}",
            scene.calendar.instant(until)
        ),
        None => format!("deleted {deleted}"),
    };
    DetailLine::Text(Phrase::signed(Tone::Warning, &text))
}

/// Writes a few names, and how many more there are; in their order where that takes no time to find.
pub(super) fn some_names(names: impl Iterator<Item = Safe>) -> Safe {
    const SHOWN: usize = 4;
    const SORTED: usize = 1_000;
    let mut names: Vec<Safe> = names.collect();
    if names.len() <= SORTED {
        names.sort_by_cached_key(|name| name.as_str().to_lowercase());
    }
    let shown: Vec<&str> = names.iter().take(SHOWN).map(Safe::as_str).collect();
    let more = names.len().saturating_sub(SHOWN);
    match (names.is_empty(), more) {
        (true, _) => "none".into(),
        (false, 0) => shown.join(", ").into(),
        (false, more) => format!("{} and {more} more", shown.join(", ")).into(),
    }
}
