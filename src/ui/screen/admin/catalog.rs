//! One catalog: what there is to know about it; the pattern for pages about an object.

use crate::domain::catalog::{Catalog, CatalogState, CatalogType};
use crate::domain::id::{CatalogId, ObjectRef};
use crate::domain::text::Safe;
use crate::ui::keymap::Spot;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::admin::{catalogs, delegates};
use crate::ui::screen::{Body, Page, Screen, Tabs};
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Phrase};

pub mod extensions;
pub mod packages;
pub mod resources;

/// What there is to know about a catalog.
pub const PAGE: Page = Page {
    name: "Catalog",
    title,
    parent: |_, _| Some(Screen::Catalogs),
    bindings: &[catalogs::EDIT, catalogs::DELETE],
    tabs,
    body: Body::Detail(|scene, screen| {
        screen
            .object()
            .map(|object| lines(scene, object))
            .unwrap_or_default()
    }),
};

/// Returns the name of the catalog that a screen is about.
pub(super) fn title(scene: &Scene<'_>, screen: Screen) -> Safe {
    screen
        .object()
        .map(|object| scene.name(object))
        .unwrap_or_default()
}

/// Returns the faces of the catalog that a screen is about.
pub(super) fn tabs(scene: &Scene<'_>, screen: Screen) -> Tabs {
    let Some(id) = of(screen) else {
        return Tabs::new();
    };
    let index = &scene.tenant().index;
    let resources = index.resources_of.count(&id);
    let packages = index.packages_of.count(&id);
    vec![
        ("Overview".into(), Screen::Catalog(id)),
        (
            format!("Resources {resources}").into(),
            Screen::CatalogResources(id),
        ),
        (
            format!("Packages {packages}").into(),
            Screen::CatalogPackages(id),
        ),
        (
            format!("Roles {}", delegates::count(scene, Some(id))).into(),
            Screen::CatalogDelegates(id),
        ),
        (
            format!("Extensions {}", index.extensions_of.count(&id)).into(),
            Screen::CatalogExtensions(id),
        ),
        ("Who has what".into(), Screen::CatalogHolders(id)),
    ]
}

/// Returns the catalog that a screen is about.
pub(super) fn of(screen: Screen) -> Option<CatalogId> {
    if let Some(ObjectRef::Catalog(id)) = screen.object() {
        Some(id)
    } else {
        None
    }
}

/// Returns the catalog that the open screen is about, or the reason that greys what needs one.
fn shown(spot: &Spot) -> Result<CatalogId, Reason> {
    of(spot.screen).ok_or_else(|| Reason::new("no catalog is open"))
}

/// Finds a catalog behind a reference.
pub(super) fn find<'a>(scene: &Scene<'a>, object: ObjectRef) -> Option<&'a Catalog> {
    if let ObjectRef::Catalog(id) = object {
        scene.tenant().find_catalog(id)
    } else {
        None
    }
}

/// Says what there is to know about a catalog.
pub(super) fn lines(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    let Some(catalog) = find(scene, object) else {
        return vec![DetailLine::text("This catalog has been deleted.")];
    };
    let index = &scene.tenant().index;
    let enabled = match catalog.state {
        CatalogState::Published => Phrase::plain("yes"),
        CatalogState::Unpublished => Phrase::signed(Tone::Warning, "no, its packages are hidden"),
    };
    let external = if catalog.is_externally_visible {
        "yes"
    } else {
        "no"
    };
    let kind = match catalog.catalog_type {
        CatalogType::UserManaged => "made here",
        CatalogType::ServiceDefault => "built in",
    };
    let mut lines = Vec::new();
    if !catalog.description.is_empty() {
        lines.push(DetailLine::text(catalog.description.as_str()));
        lines.push(DetailLine::Gap);
    }
    lines.extend([
        DetailLine::Fact("Enabled".into(), enabled),
        DetailLine::fact("External", external),
        DetailLine::fact("Packages", index.packages_of.count(&catalog.id).to_string()),
        DetailLine::fact(
            "Resources",
            index.resources_of.count(&catalog.id).to_string(),
        ),
        DetailLine::fact("Owners", catalogs::owners_of(scene, catalog.id)),
        DetailLine::fact("Kind", kind),
        DetailLine::fact("Created", scene.calendar.instant(catalog.created_date_time)),
        DetailLine::fact("Edited", scene.calendar.instant(catalog.modified_date_time)),
        DetailLine::fact("Id", catalog.id.guid().to_string()),
    ]);
    lines
}
