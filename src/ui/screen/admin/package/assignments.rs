//! The assignments of one package.

use crate::domain::id::ObjectRef;
use crate::ui::action::Action;
use crate::ui::column::{self, Column};
use crate::ui::keymap::{Binding, Chord, Shown};
use crate::ui::scene::Scene;
use crate::ui::screen::admin::package::{of, tabs, title};
use crate::ui::screen::admin::{assignment, seen};
use crate::ui::screen::{Body, ListPage, Page, Screen};
use crate::ui::view::Phrase;

/// The assignments of a package.
pub const PAGE: Page = Page {
    name: "Package assignments",
    title,
    parent: |_, _| Some(Screen::Packages),
    bindings: BINDINGS,
    tabs,
    body: Body::List(ListPage {
        objects,
        heads: || column::heads(COLUMNS),
        cells,
        detail: assignment::lines,
        empty: &[
            "Nobody holds this package.",
            "An assignment follows from a request that is approved and delivered.",
            "4 shows the requests for it.",
        ],
    }),
};

const COLUMNS: &[Column<assignment::Row>] = &[
    assignment::PERSON,
    assignment::STATE,
    assignment::END,
    assignment::POLICY,
];

const BINDINGS: &[Binding] = &[Binding {
    keys: &[Chord::char('x')],
    action: Action::Remove,
    label: "remove",
    shown: Shown::Footer,
    step: assignment::remove,
}];

/// Lists the assignments of the package, the newest first.
fn objects(scene: &Scene<'_>, screen: Screen) -> Vec<ObjectRef> {
    let Some(package) = of(screen) else {
        return Vec::new();
    };
    let held = scene.tenant().index.assignments_to.of(package);
    let mut objects = seen(scene, held.map(|(_, assignment)| (*assignment).into()));
    objects.reverse();
    objects
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    assignment::row(scene, object).map_or_else(Vec::new, |row| column::cells(COLUMNS, &row))
}
