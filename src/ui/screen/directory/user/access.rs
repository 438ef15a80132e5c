//! The packages that one user holds or held.

use crate::domain::id::{ObjectRef, Person, UserId};
use crate::ui::column::{self, Column};
use crate::ui::keymap::Binding;
use crate::ui::scene::Scene;
use crate::ui::screen::admin::{assignment, seen};
use crate::ui::screen::directory::user::{of, tabs, title};
use crate::ui::screen::{Body, ListPage, Page, Screen};
use crate::ui::view::Phrase;

/// The packages of a user.
pub const PAGE: Page = Page {
    name: "User, access packages",
    title,
    parent: |_, _| Some(Screen::Users),
    bindings: BINDINGS,
    tabs,
    body: Body::List(ListPage {
        objects,
        heads: || column::heads(COLUMNS),
        cells,
        detail: assignment::lines,
        overview: None,
        empty: &[
            "No package{ that you may know of}.",
            "What this user holds, and held, is listed here.",
            "`3` shows what it gives; `g p` shows the packages.",
        ],
    }),
};

const COLUMNS: &[Column<assignment::Row>] = &[
    assignment::PACKAGE,
    assignment::POLICY,
    assignment::STATE,
    assignment::START,
    assignment::END,
];

const BINDINGS: &[Binding] = &[
    assignment::EXTEND,
    assignment::REPROCESS,
    assignment::REMOVE,
];

fn objects(scene: &Scene<'_>, screen: Screen) -> Vec<ObjectRef> {
    of(screen).map_or_else(Vec::new, |user| about(scene, user))
}

/// Counts the assignments of a user that the persona may know of.
pub(super) fn count(scene: &Scene<'_>, user: UserId) -> usize {
    about(scene, user).len()
}

/// Lists the assignments of a user that the persona may know of, the newest first.
pub(super) fn about(scene: &Scene<'_>, user: UserId) -> Vec<ObjectRef> {
    let held = scene.tenant().assignments_about(Person::User(user));
    let newest_first = scene.desk.history.newest_first(held);
    seen(scene, newest_first.into_iter().map(ObjectRef::from))
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    assignment::row(scene, object).map_or_else(Vec::new, |row| column::cells(COLUMNS, &row))
}
