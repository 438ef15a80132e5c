//! The access packages of one catalog.

use crate::domain::id::ObjectRef;
use crate::ui::column;
use crate::ui::form::package as form;
use crate::ui::keymap::{Binding, Shown, object};
use crate::ui::scene::Scene;
use crate::ui::screen::admin::catalog::{of, shown, tabs, title};
use crate::ui::screen::admin::{package, packages, seen};
use crate::ui::screen::{Body, ListPage, Page, Screen};
use crate::ui::step::Step;

/// The access packages of a catalog.
pub const PAGE: Page = Page {
    name: "Catalog packages",
    title,
    parent: |_, _| Some(Screen::Catalogs),
    bindings: BINDINGS,
    tabs,
    body: Body::List(ListPage {
        objects,
        heads: || column::heads(packages::IN_CATALOG),
        cells: |scene, object| packages::cells(packages::IN_CATALOG, scene, object),
        detail: package::lines,
        overview: None,
        empty: &[
            "No package{ that you may know of} in this catalog yet.",
            "A package bundles resource roles with the rules for getting them.",
            "`n` makes a package.",
        ],
    }),
};

const BINDINGS: &[Binding] = &[
    packages::OPEN,
    object::new(|scene, spot| {
        let catalog = shown(spot)?;
        scene.allows(&form::blank(Some(catalog))?)?;
        Ok(Step::OpenForm(&form::CREATE, Some(catalog.into())))
    }),
    packages::EDIT,
    Binding {
        shown: Shown::Help,
        ..packages::ASSIGN
    },
    packages::DELETE,
    packages::WHY,
];

fn objects(scene: &Scene<'_>, screen: Screen) -> Vec<ObjectRef> {
    let Some(catalog) = of(screen) else {
        return Vec::new();
    };
    let found = scene.tenant().index.packages_of.of(catalog);
    let mut objects = seen(scene, found.map(|package| (*package).into()));
    objects.sort_by_cached_key(|object| scene.name(*object));
    objects
}

#[cfg(test)]
mod tests {
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    #[test]
    fn the_wizard_opened_here_offers_only_this_catalog() {
        let mut made = Furnished::new();
        made.at(Screen::CatalogPackages(made.catalog));
        made.desk.expect("No package in this catalog yet.");
        made.desk.press("n").expect("New access package");
        made.desk.press("tab tab tab enter");
        made.desk.expect("Sales").expect_no("General");
    }
}
