//! The assignments of one package.

use crate::domain::id::{ObjectRef, PackageId};
use crate::ui::action::Action;
use crate::ui::column::{self, Column};
use crate::ui::form::assignment as form;
use crate::ui::keymap::{Binding, Chord, Shown};
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::admin::package::{of, shown, tabs, title};
use crate::ui::screen::admin::{assignment, seen};
use crate::ui::screen::{Body, ListPage, Page, Screen};
use crate::ui::step::Step;
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
        overview: None,
        empty: &[
            "No assignment{ that you may know of}.",
            "An assignment follows from a request that is approved and delivered.",
            "`5` shows the requests for it; `a` assigns it directly.",
        ],
    }),
};

const COLUMNS: &[Column<assignment::Row>] = &[
    assignment::PERSON,
    assignment::ADDRESS,
    assignment::POLICY,
    assignment::STATE,
    assignment::START,
    assignment::END,
    assignment::LIFECYCLE,
];

const BINDINGS: &[Binding] = &[
    ASSIGN,
    assignment::EXTEND,
    assignment::ANSWERS,
    assignment::REPROCESS,
    assignment::REMOVE,
];

/// Assigns the package to somebody.
const ASSIGN: Binding = Binding {
    keys: &[Chord::char('a')],
    action: Action::Assign,
    label: "assign",
    shown: Shown::Footer,
    step: |scene, spot| assign(scene, shown(spot)?),
};

/// Opens the form that assigns a package to somebody.
pub(in crate::ui::screen::admin) fn assign(
    scene: &Scene<'_>,
    package: PackageId,
) -> Result<Step, Reason> {
    scene.allows(&form::blank(package))?;
    Ok(Step::OpenForm(&form::ASSIGN, Some(package.into())))
}

/// Lists the assignments of the package, the newest first.
fn objects(scene: &Scene<'_>, screen: Screen) -> Vec<ObjectRef> {
    let Some(package) = of(screen) else {
        return Vec::new();
    };
    let held = scene.tenant().index.assignments_to.of(package);
    let newest_first = scene.desk.history.newest_first(held.copied());
    seen(scene, newest_first.into_iter().map(ObjectRef::from))
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    assignment::row(scene, object).map_or_else(Vec::new, |row| column::cells(COLUMNS, &row))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::domain::id::{PackageId, Person};
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    #[test]
    fn a_package_is_assigned_directly_and_the_assignment_can_be_extended() {
        let mut made = Furnished::new();
        let package = made.package();
        made.at(Screen::PackageAssignments(package))
            .press("a tab enter");
        made.desk.type_text("requestor").press("enter Ctrl-S");
        made.desk
            .expect("Requestor is assigned \"Kit\".")
            .expect("ok Delivered")
            .press("i");
        made.desk.expect("Extend \"Kit\"").press("esc R");
        made.desk.expect("everything is as asked already");
    }

    #[test]
    fn a_package_is_assigned_from_every_list_that_shows_it() {
        let mut made = Furnished::new();
        let package = made.package();
        for screen in [
            Screen::Packages,
            Screen::Package(package),
            Screen::CatalogPackages(made.catalog),
        ] {
            made.at(screen).press("a");
            made.desk.expect("Assign \"Kit\"").press("esc");
        }
    }

    #[test]
    fn space_marks_people_until_something_is_typed() {
        let mut made = Furnished::new();
        let package = made.package();
        made.at(Screen::PackageAssignments(package))
            .press("a tab enter space down space");
        made.desk.expect("(2 chosen)").press("space");
        made.desk.expect("(1 chosen)").type_text("re quest");
        made.desk.expect("> re quest").expect("(1 chosen)");
    }

    #[test]
    fn who_is_chosen_stands_first_once_nothing_is_typed() {
        let mut made = Furnished::new();
        let package = made.package();
        made.at(Screen::PackageAssignments(package))
            .press("a tab enter");
        made.desk
            .expect(">[ ] Administrator")
            .type_text("requestor");
        made.desk.press("Alt-Enter Ctrl-U").expect(">[x] Requestor");
    }

    #[test]
    fn several_people_are_assigned_one_by_one_with_a_result_for_each() {
        let mut made = Furnished::new();
        let package = made.package();
        made.at(Screen::PackageAssignments(package))
            .press("a tab enter");
        made.desk.type_text("requestor").press("Alt-Enter");
        for _ in "requestor".chars() {
            made.desk.press("backspace");
        }
        made.desk
            .type_text("approver")
            .press("Alt-Enter enter Ctrl-S");
        made.desk.expect("Assigned to 1 user, 1 not.");
        made.desk.expect("ok Requestor").expect("! Approver: ");
        made.desk.press("esc").expect("Assignments 1");
    }

    /// Opens the form that assigns a package for which approval is needed, with two people in it.
    fn assigning_two(made: &mut Furnished) {
        let stage = json!({"primaryApprovers": [
            {"@odata.type": "#microsoft.graph.singleUser", "userId": made.approver}]});
        let package = made.make(&json!({"do": "createAccessPackage", "with": {
            "displayName": "Bag", "description": "More", "catalog": made.catalog,
            "resourceRoles": [{"resource": made.resource, "role": "Member"}],
            "policies": [{"displayName": "All", "allowedTargetScope": "allMemberUsers",
                "requestApprovalSettings": {"isApprovalRequiredForAdd": true,
                    "stages": [stage]}}]}}));
        let package = PackageId::new(package.guid());
        made.at(Screen::PackageAssignments(package))
            .press("a tab enter");
        made.desk.type_text("requestor").press("Alt-Enter");
        for _ in "requestor".chars() {
            made.desk.press("backspace");
        }
        made.desk.type_text("approver").press("Alt-Enter enter");
    }

    #[test]
    fn each_of_several_is_told_what_became_of_the_assignment() {
        let mut made = Furnished::new();
        assigning_two(&mut made);
        made.desk.press("ctrl-s").expect("Assigned to 2 users.");
        made.desk.expect("ok Requestor: was delivered");
        let mut made = Furnished::new();
        assigning_two(&mut made);
        made.desk.press("tab tab tab space ctrl-s");
        made.desk.expect("ok Requestor: waits for approval");
    }

    #[test]
    fn whoever_gets_nothing_at_once_is_not_counted_as_assigned() {
        let mut made = Furnished::new();
        let group = made.desk.desk.tenant.groups.iter().next().unwrap().id;
        assigning_two(&mut made);
        made.make(&json!({"do": "updateGroup", "with":
            {"group": group, "onPremisesSyncEnabled": true}}));
        made.desk.press("ctrl-s").expect("Assigned to none of 2");
        made.desk
            .expect("! Requestor: delivery failed: none of its roles could be given");
    }

    #[test]
    fn a_delivery_that_fails_at_once_is_told_with_its_reason() {
        let mut made = Furnished::new();
        let package = made.package();
        made.request(package);
        let group = made.desk.desk.tenant.groups.iter().next().unwrap().id;
        made.make(&json!({"do": "updateGroup", "with":
            {"group": group, "onPremisesSyncEnabled": true}}));
        made.desk.persona = Person::User(made.approver);
        made.at(Screen::PendingApprovals).press("a");
        made.desk.type_text("Fine").press("ctrl-s");
        made.desk
            .expect("But delivery failed: none of its roles could be given.");
    }

    #[test]
    fn a_form_for_several_of_whom_nobody_is_assigned_stays_open_with_what_was_typed() {
        let mut made = Furnished::new();
        let package = made.package();
        made.at(Screen::PackageAssignments(package))
            .press("a tab enter");
        made.desk.type_text("approver").press("Alt-Enter");
        for _ in "approver".chars() {
            made.desk.press("backspace");
        }
        made.desk
            .type_text("administrator")
            .press("Alt-Enter enter Ctrl-S");
        made.desk.expect("Assigned to none of 2 users.");
        made.desk.expect("does not admit Approver");
        made.desk.press("esc").expect("Assign \"Kit\"");
        made.desk.expect("Administrator");
    }

    #[test]
    fn an_assignment_is_removed_after_a_question_and_stays_listed_as_expired() {
        let mut made = Furnished::new();
        let package = made.package();
        made.at(Screen::PackageAssignments(package))
            .expect("No assignment.");
        let request = made.request(package);
        made.approve(request);
        made.at(Screen::PackageAssignments(package))
            .expect("ok Delivered")
            .press("x");
        made.desk.expect("Requestor loses \"Kit\" at once.");
        made.desk.press("y").expect("filter: state:=\"Delivered\"");
        made.desk
            .expect("1 assignment without")
            .press("esc")
            .expect("- Expired");
        made.desk.press("4 6").expect("- Expired");
    }
}
