//! The requests for one package.

use crate::domain::id::ObjectRef;
use crate::ui::column::{self, Column};
use crate::ui::keymap::Binding;
use crate::ui::scene::Scene;
use crate::ui::screen::admin::package::{of, tabs, title};
use crate::ui::screen::admin::{request, seen};
use crate::ui::screen::{Body, ListPage, Page, Screen, my_access};
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
        overview: None,
        empty: &[
            "No request for it{ that you may know of}.",
            "People whom a policy admits request it under My Access.",
            "w on the overview says who may request it.",
        ],
    }),
};

const COLUMNS: &[Column<request::Row>] = &[
    request::PERSON,
    request::REQUESTOR,
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
    my_access::request::WHY,
];

/// Lists the requests for the package, the newest first.
fn objects(scene: &Scene<'_>, screen: Screen) -> Vec<ObjectRef> {
    let Some(package) = of(screen) else {
        return Vec::new();
    };
    let made = scene.tenant().index.requests_for.of(package);
    let newest_first = scene.desk.history.newest_first(made.copied());
    seen(scene, newest_first.into_iter().map(ObjectRef::from))
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    request::row(scene, object).map_or_else(Vec::new, |row| column::cells(COLUMNS, &row))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::domain::id::{PackageId, UserId};
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    #[test]
    fn a_pending_request_can_be_canceled_once() {
        let mut made = Furnished::new();
        let package = made.package();
        made.request(package);
        made.at(Screen::PackageRequests(package))
            .expect("~ Pending approval");
        made.desk.press("c").expect("Cancel request?");
        made.desk.press("y").expect("- Canceled");
        made.desk.press("c").expect("Not possible (cancel request)");
    }

    #[test]
    fn administrators_read_who_decides_and_the_whole_story_of_a_request() {
        let mut made = Furnished::new();
        let package = made.package();
        made.request(package);
        made.at(Screen::PackageRequests(package))
            .press("w")
            .expect("Who decides")
            .expect("is asked");
        made.desk.press("esc enter").expect("waiting for Approver");
        made.desk.press("w").expect("Who decides");
        made.desk.press("esc c y").expect("Canceled");
    }

    #[test]
    fn stages_that_are_not_open_yet_say_who_will_be_asked_and_never_who_is() {
        let mut made = Furnished::new();
        let stage = |user| {
            json!({"primaryApprovers": [{
                "@odata.type": "#microsoft.graph.singleUser", "userId": user}]})
        };
        let stages = [made.approver, made.requestor].map(stage);
        let requestor = made.make(&json!({"do": "createUser", "with": {
            "displayName": "Ada", "userPrincipalName": "ada@woodgrovebank.onmicrosoft.com"}}));
        let package = made.make(&json!({"do": "createAccessPackage", "with": {
            "displayName": "Kit", "description": "Tools", "catalog": made.catalog,
            "policies": [{"displayName": "Staff", "allowedTargetScope": "allMemberUsers",
                "requestApprovalSettings": {
                    "isApprovalRequiredForAdd": true, "stages": stages}}]}}));
        let package = PackageId::new(package.guid());
        made.requestor = UserId::new(requestor.guid());
        made.request(package);
        made.at(Screen::PackageRequests(package)).press("w");
        made.desk
            .expect("Approver is asked")
            .expect("Requestor will be asked");
        made.desk.press("esc c y w").expect("nobody was asked");
    }

    #[test]
    fn the_record_of_a_request_is_deleted_once_it_is_over() {
        let mut made = Furnished::new();
        let package = made.package();
        made.request(package);
        made.at(Screen::PackageRequests(package))
            .press("d")
            .expect("is not completed");
        made.desk.press("c y d").expect("Delete the record?");
        made.desk.press("y").expect("No request for it.");
    }

    #[test]
    fn only_what_failed_is_reprocessed() {
        let mut made = Furnished::new();
        let package = made.package();
        made.request(package);
        made.at(Screen::PackageRequests(package)).press("R");
        made.desk
            .expect("delivered again. Submit a new request instead.");
    }
}
