//! The requests for one package.

use crate::domain::id::ObjectRef;
use crate::ui::action::Action;
use crate::ui::column::{self, Column};
use crate::ui::keymap::{Binding, Chord, Shown};
use crate::ui::scene::Scene;
use crate::ui::screen::admin::package::{of, tabs, title};
use crate::ui::screen::admin::{request, seen};
use crate::ui::screen::{Body, ListPage, Page, Screen};
use crate::ui::view::Phrase;

/// The requests for a package.
pub const PAGE: Page = Page {
    name: "Package requests",
    title,
    parent: |_, _| Some(Screen::Packages),
    bindings: BINDINGS,
    tabs,
    body: Body::List(ListPage {
        objects,
        heads: || column::heads(COLUMNS),
        cells,
        detail: request::lines,
        empty: &[
            "No request for this package yet.",
            "People whom a policy admits request it under My Access.",
            "w on the overview says who may request it.",
        ],
    }),
};

const COLUMNS: &[Column<request::Row>] = &[
    request::PERSON,
    request::STATE,
    request::KIND,
    request::MADE,
];

const BINDINGS: &[Binding] = &[Binding {
    keys: &[Chord::char('c')],
    action: Action::CancelRequest,
    label: "cancel request",
    shown: Shown::Footer,
    step: request::cancel,
}];

/// Lists the requests for the package, the newest first.
fn objects(scene: &Scene<'_>, screen: Screen) -> Vec<ObjectRef> {
    let Some(package) = of(screen) else {
        return Vec::new();
    };
    let made = scene.tenant().index.requests_for.of(package);
    let mut objects = seen(scene, made.map(|(_, request)| (*request).into()));
    objects.reverse();
    objects
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    request::row(scene, object).map_or_else(Vec::new, |row| column::cells(COLUMNS, &row))
}
