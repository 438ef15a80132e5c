//! The list of all assignments.

use crate::domain::id::ObjectRef;
use crate::ui::action::Action;
use crate::ui::column::{self, Column};
use crate::ui::keymap::{Binding, Chord, Shown};
use crate::ui::scene::Scene;
use crate::ui::screen::admin::{assignment, seen};
use crate::ui::screen::{Body, ListPage, Page, Screen, no_tabs};
use crate::ui::view::Phrase;

/// The list of assignments.
pub const PAGE: Page = Page {
    name: "Assignments",
    title: |_, _| "Assignments".into(),
    parent: |_, _| None,
    bindings: BINDINGS,
    tabs: no_tabs,
    body: Body::List(ListPage {
        objects,
        heads: || column::heads(COLUMNS),
        cells,
        detail: assignment::lines,
        empty: &[
            "Nobody holds a package.",
            "An assignment follows from a request that is approved and delivered.",
            "g r shows the requests.",
        ],
    }),
};

const COLUMNS: &[Column<assignment::Row>] = &[
    assignment::PERSON,
    assignment::PACKAGE,
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

/// Lists the assignments, the newest first.
fn objects(scene: &Scene<'_>, _: Screen) -> Vec<ObjectRef> {
    let held = scene.tenant().index.assignments_to.iter();
    let mut held: Vec<_> = held.map(|(_, since)| *since).collect();
    held.sort_unstable();
    let newest_first = held.into_iter().rev();
    seen(scene, newest_first.map(|(_, assignment)| assignment.into()))
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    assignment::row(scene, object).map_or_else(Vec::new, |row| column::cells(COLUMNS, &row))
}
