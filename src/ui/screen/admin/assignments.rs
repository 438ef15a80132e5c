//! The list of all assignments.

use std::cmp::Reverse;

use crate::domain::id::{ObjectKind, ObjectRef};
use crate::ui::column::{self, Column};
use crate::ui::keymap::Binding;
use crate::ui::scene::Scene;
use crate::ui::screen::admin::{assignment, seen_of};
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
        overview: None,
        empty: &[
            "No assignment{ that you may know of}.",
            "An assignment follows from a request that is approved and delivered.",
            "`g r` shows the requests.",
        ],
    }),
};

const COLUMNS: &[Column<assignment::Row>] = &[
    assignment::PERSON,
    assignment::ADDRESS,
    assignment::PACKAGE,
    assignment::POLICY,
    assignment::STATE,
    assignment::START,
    assignment::END,
];

const BINDINGS: &[Binding] = &[
    assignment::EXTEND,
    assignment::ANSWERS,
    assignment::REPROCESS,
    assignment::REMOVE,
];

/// Lists the assignments, the newest first.
fn objects(scene: &Scene<'_>, _: Screen) -> Vec<ObjectRef> {
    let newest_first = || {
        let held = scene.tenant().index.assignments_to.iter();
        let mut held: Vec<_> = held.map(|(_, since)| *since).collect();
        held.sort_unstable();
        let newest_first = scene.desk.history.newest_first(held).into_iter();
        newest_first.map(ObjectRef::from)
    };
    seen_of(scene, ObjectKind::Assignment, newest_first, |object| {
        let found = assignment::find(scene, object);
        Reverse(found.map(|found| (found.progress.start, scene.desk.history.place(found.id))))
    })
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    assignment::row(scene, object).map_or_else(Vec::new, |row| column::cells(COLUMNS, &row))
}

#[cfg(test)]
mod tests {
    use crate::domain::id::Person;
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    #[test]
    fn assignments_are_listed_and_only_administrators_remove_them() {
        let mut made = Furnished::new();
        made.at(Screen::Assignments).expect("No assignment.");
        let package = made.package();
        let request = made.request(package);
        made.approve(request);
        made.at(Screen::Assignments)
            .expect(">Requestor")
            .expect("Kit");
        made.desk.persona = Person::User(made.requestor);
        made.at(Screen::Assignments).press("x");
        made.desk.expect("Not possible (remove)");
    }
}
