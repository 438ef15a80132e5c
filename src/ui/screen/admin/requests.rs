//! The list of all requests.

use crate::domain::id::{ObjectKind, ObjectRef};
use crate::domain::index::RequestPhase;
use crate::ui::column::{self, Column};
use crate::ui::keymap::Binding;
use crate::ui::scene::Scene;
use crate::ui::screen::admin::{audit, request, seen_of};
use crate::ui::screen::my_access::find_request;
use crate::ui::screen::{Body, ListPage, Page, Screen, my_access, no_tabs};
use crate::ui::view::Phrase;

/// The list of requests.
pub const PAGE: Page = Page {
    name: "Requests",
    title: |_, _| "Requests".into(),
    parent: |_, _| None,
    bindings: BINDINGS,
    tabs: no_tabs,
    body: Body::List(ListPage {
        objects,
        heads: || column::heads(COLUMNS),
        cells,
        detail: request::lines,
        overview: None,
        empty: &[
            "No request{ that you may know of} yet.",
            "People request packages under My Access, by a policy that admits them.",
            "`g p` shows the packages; w there says who may request one.",
        ],
    }),
};

const COLUMNS: &[Column<request::Row>] = &[
    request::PERSON,
    request::REQUESTOR,
    request::PACKAGE,
    request::POLICY,
    request::STATE,
    request::KIND,
    request::CREATED,
    request::COMPLETED,
    request::ERRORS,
];

const BINDINGS: &[Binding] = &[
    request::OPEN,
    request::CANCEL,
    request::REPROCESS,
    request::DELETE,
    request::call_back::BINDING,
    my_access::request::WHY,
    audit::HISTORY,
];

/// Lists the requests, the newest first.
fn objects(scene: &Scene<'_>, _: Screen) -> Vec<ObjectRef> {
    let oldest_first = || {
        let made = scene.tenant().index.requests_of_kind.of(RequestPhase::Any);
        let oldest_first = scene.desk.history.oldest_first(made.copied());
        oldest_first.into_iter().map(ObjectRef::from)
    };
    let mut objects = seen_of(scene, ObjectKind::Request, oldest_first, |object| {
        let found = find_request(scene, object);
        found.map(|found| (found.created_date_time, scene.desk.history.place(found.id)))
    });
    objects.reverse();
    objects
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    request::row(scene, object).map_or_else(Vec::new, |row| column::cells(COLUMNS, &row))
}

#[cfg(test)]
mod tests {
    use crate::domain::id::Person;
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    #[test]
    fn administrators_see_all_requests_and_others_their_own() {
        let mut made = Furnished::new();
        made.at(Screen::Requests).expect("No request yet.");
        let package = made.package();
        made.request(package);
        made.at(Screen::Requests).expect(">Requestor").expect("Kit");
        made.desk.persona = Person::User(made.approver);
        made.at(Screen::Requests).expect(">Requestor");
    }
}
