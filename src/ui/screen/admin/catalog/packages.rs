//! The access packages of one catalog.

use crate::domain::id::ObjectRef;
use crate::ui::action::Action;
use crate::ui::column;
use crate::ui::form::package as form;
use crate::ui::keymap::{Binding, Chord, Shown, list};
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
        heads: || column::heads(packages::COLUMNS),
        cells: packages::cells,
        detail: package::lines,
        empty: &[
            "No package in this catalog yet.",
            "A package bundles resource roles with the rules for getting them.",
            "n makes a package.",
        ],
    }),
};

const BINDINGS: &[Binding] = &[
    Binding {
        keys: list::OPEN_KEYS,
        action: Action::Open,
        label: "open",
        shown: Shown::Footer,
        step: |_, spot| Ok(Step::Go(Screen::Package(packages::selected(spot)?))),
    },
    Binding {
        keys: &[Chord::char('n')],
        action: Action::New,
        label: "new",
        shown: Shown::Footer,
        step: |scene, spot| {
            let catalog = shown(spot)?;
            scene.allows(&form::blank(Some(catalog))?)?;
            Ok(Step::OpenForm(&form::CREATE, Some(catalog.into())))
        },
    },
    Binding {
        keys: &[Chord::char('e')],
        action: Action::Edit,
        label: "edit",
        shown: Shown::Footer,
        step: |scene, spot| package::edit(scene, packages::selected(spot)?),
    },
    Binding {
        keys: &[Chord::char('d')],
        action: Action::Delete,
        label: "delete",
        shown: Shown::Footer,
        step: |scene, spot| package::delete(scene, packages::selected(spot)?),
    },
    Binding {
        keys: &[Chord::char('w')],
        action: Action::Why,
        label: "why",
        shown: Shown::Footer,
        step: |scene, spot| Ok(package::why(scene, packages::selected(spot)?)),
    },
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
