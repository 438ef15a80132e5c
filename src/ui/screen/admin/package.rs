//! One access package: what there is to know about it, and what its other faces share.

use crate::domain::authority::{Right, may, reads_catalog, sees_contents};
use crate::domain::id::{ObjectRef, PackageId};
use crate::domain::package::{AccessPackage, PackageVisibility};
use crate::domain::text::Safe;
use crate::domain::walk::Silent;
use crate::ui::form::package as form;
use crate::ui::keymap::Spot;
use crate::ui::modal::Confirm;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::admin::{packages, policy};
use crate::ui::screen::{Body, Page, Screen, Tabs};
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Phrase};
use crate::ui::wording;

pub mod assignments;
pub mod policies;
pub mod requests;
pub mod reviews;
pub mod roles;
pub mod separation;

/// What there is to know about a package.
pub const PAGE: Page = Page {
    name: "Access package",
    title,
    parent: |_, _| Some(Screen::Packages),
    bindings: &[
        packages::EDIT,
        packages::ASSIGN,
        packages::DELETE,
        packages::WHY,
    ],
    tabs,
    body: Body::Detail(|scene, screen| {
        screen
            .object()
            .map(|object| lines(scene, object))
            .unwrap_or_default()
    }),
};

/// Returns the name of the package that a screen is about.
fn title(scene: &Scene<'_>, screen: Screen) -> Safe {
    screen
        .object()
        .map(|object| scene.name(object))
        .unwrap_or_default()
}

/// Returns the faces of the package that a screen is about.
fn tabs(scene: &Scene<'_>, screen: Screen) -> Tabs {
    let Some(id) = of(screen) else {
        return Tabs::new();
    };
    let tenant = scene.tenant();
    let package = tenant.find_package(id);
    let roles = package.map_or(0, |package| package.resource_roles.len());
    let excluding = package.map_or(0, |package| {
        package.incompatible_access_packages.len() + package.incompatible_groups.len()
    });
    let counted = |title: &str, count: usize| Safe::from(format!("{title} {count}"));
    let (gives, told) = (
        sees_contents(tenant, scene.persona, id),
        reads_catalog(tenant, scene.persona, id),
    );
    let if_told = |told: bool, title: &'static str, count: usize| {
        if told {
            counted(title, count)
        } else {
            title.into()
        }
    };
    // Few packages are ever reviewed; the others get no tab for it.
    let rounds = tenant.index.reviews_of.count(&id);
    let reviews =
        (told && rounds > 0).then(|| (counted("Reviews", rounds), Screen::PackageReviews(id)));
    let own = [
        ("Overview".into(), Screen::Package(id)),
        (if_told(gives, "Roles", roles), Screen::PackageRoles(id)),
        (
            counted("Policies", tenant.index.policies_of.count(&id)),
            Screen::PackagePolicies(id),
        ),
        (counted("Duties", excluding), Screen::PackageSeparation(id)),
        (
            if_told(told, "Requests", tenant.index.requests_for.count(&id)),
            Screen::PackageRequests(id),
        ),
        (
            if_told(told, "Assignments", tenant.index.assignments_to.count(&id)),
            Screen::PackageAssignments(id),
        ),
    ];
    own.into_iter().chain(reviews).collect()
}

/// Returns the package that a screen is about.
fn of(screen: Screen) -> Option<PackageId> {
    if let Some(ObjectRef::AccessPackage(id)) = screen.object() {
        Some(id)
    } else {
        None
    }
}

/// Returns the package that the open screen is about, or the reason that greys what needs one.
fn shown(spot: &Spot) -> Result<PackageId, Reason> {
    of(spot.screen).ok_or_else(|| Reason::new("no package is open"))
}

/// Opens the form that edits a package.
pub(super) fn edit(scene: &Scene<'_>, package: PackageId) -> Result<Step, Reason> {
    scene.allows(&form::untouched(package))?;
    Ok(Step::OpenForm(&form::EDIT, Some(package.into())))
}

/// Asks before deleting a package.
pub(super) fn delete(scene: &Scene<'_>, package: PackageId) -> Result<Step, Reason> {
    let command = form::deletion(package);
    scene.allows(&command)?;
    let name = scene.name(package);
    let index = &scene.tenant().index;
    let policies = index.policies_of.count(&package);
    let open: usize = index
        .policies_of
        .of(package)
        .map(|policy| index.open_under.count(policy))
        .sum();
    let lines = vec![
        Phrase::plain(format!("Access package \"{name}\" will be deleted.")),
        Phrase::plain(format!("Policies deleted with it: {policies}")),
        Phrase::plain(format!("Open requests canceled: {open}")),
    ];
    let done = format!("Access package \"{name}\" was deleted. Its resources stay in the catalog.");
    let then = Step::Execute(Box::new(command), done.into());
    Ok(Confirm::deletion(("access package", name), lines, then))
}

/// Explains who sees the package: about anybody for those who manage its requests, about themselves
/// for others.
pub(super) fn why(scene: &Scene<'_>, package: PackageId) -> Step {
    let scope = Some(package.into());
    let (tenant, right) = (scene.tenant(), Right::ManageRequests);
    if may(tenant, scene.persona, right, scope, &mut Silent).is_ok() {
        Step::AskWhy(package)
    } else {
        Step::Why(package, scene.persona)
    }
}

/// Finds a package behind a reference.
pub(super) fn find<'a>(scene: &Scene<'a>, object: ObjectRef) -> Option<&'a AccessPackage> {
    if let ObjectRef::AccessPackage(id) = object {
        scene.tenant().find_package(id)
    } else {
        None
    }
}

/// Says what there is to know about a package.
pub(super) fn lines(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    let Some(package) = find(scene, object) else {
        return vec![DetailLine::text("This package has been deleted.")];
    };
    let hidden = match package.visibility {
        PackageVisibility::Listed => Phrase::plain("no"),
        PackageVisibility::Hidden => Phrase::signed(Tone::Disabled, "yes, found by its link only"),
    };
    let mut lines = vec![
        DetailLine::text(package.description.as_str()),
        DetailLine::Gap,
        DetailLine::fact("Catalog", scene.name(package.catalog)),
        DetailLine::Fact("Hidden".into(), hidden),
    ];
    lines.extend(counts(scene, package));
    // A link takes many lines of a narrow pane, so what the package is for comes before it.
    lines.extend(in_short(scene, package));
    lines.extend([
        DetailLine::Gap,
        DetailLine::fact("Link", link(scene, package)),
        DetailLine::fact("Created", scene.calendar.instant(package.created_date_time)),
        DetailLine::fact("Edited", scene.calendar.instant(package.modified_date_time)),
        DetailLine::fact("Id", package.id.guid().to_string()),
    ]);
    lines
}

/// Says what the package gives and under which policies people get it, as far as there are any.
fn in_short(scene: &Scene<'_>, package: &AccessPackage) -> Vec<DetailLine> {
    let mut lines = Vec::new();
    let headed = |lines: &mut Vec<DetailLine>, heading: &'static str, said: Vec<DetailLine>| {
        if !said.is_empty() {
            lines.extend([DetailLine::Gap, DetailLine::heading(heading)]);
            lines.extend(said);
        }
    };
    let gives = wording::gives(scene, package.id).into_iter();
    headed(&mut lines, "Gives", gives.map(DetailLine::bullet).collect());
    let policies = scene.policies_of(package.id).into_iter();
    let policies = policies.filter_map(|policy| policy::in_short(scene, policy));
    headed(&mut lines, "Who gets it", policies.collect());
    lines
}

fn counts(scene: &Scene<'_>, package: &AccessPackage) -> Vec<DetailLine> {
    let index = &scene.tenant().index;
    let policies = match index.policies_of.count(&package.id) {
        0 => Phrase::signed(Tone::Warning, "0, nobody can get it"),
        count => Phrase::plain(count.to_string()),
    };
    let roles = match package.resource_roles.len() {
        0 => Phrase::signed(Tone::Warning, "0, it gives nothing"),
        count => Phrase::plain(count.to_string()),
    };
    let number = |count: usize| count.to_string();
    let mut lines = Vec::new();
    if sees_contents(scene.tenant(), scene.persona, package.id) {
        lines.push(DetailLine::Fact("Resource roles".into(), roles));
    }
    lines.push(DetailLine::Fact("Policies".into(), policies));
    if reads_catalog(scene.tenant(), scene.persona, package.id) {
        let requests = index.requests_for.count(&package.id);
        let active = index.active_to.count(&package.id);
        lines.push(DetailLine::fact("Requests", number(requests)));
        lines.push(DetailLine::fact("Assignments", format!("{active} active")));
    }
    lines
}

fn link(scene: &Scene<'_>, package: &AccessPackage) -> String {
    let directory = scene.tenant().resource_directory();
    let hint = directory.map_or("", |directory| directory.initial_domain.as_str());
    package.link(hint)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::domain::command::Command;
    use crate::domain::id::Person;
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    #[test]
    fn the_overview_has_the_link_and_the_counts() {
        let mut made = Furnished::new();
        let package = made.package();
        made.at(Screen::Package(package))
            .expect("https://myaccess.microsoft.com/@woodgrovebank")
            .expect("Policies 1")
            .expect("Roles 1");
    }

    #[test]
    fn a_package_that_somebody_holds_cannot_be_deleted() {
        let mut made = Furnished::new();
        let package = made.package();
        let request = made.request(package);
        made.approve(request);
        made.at(Screen::Package(package)).press("d");
        made.desk
            .expect("still has 1 active assignment")
            .expect_no("Delete access package?");
    }

    #[test]
    fn deleting_needs_the_name_and_says_what_goes_with_it() {
        let mut made = Furnished::new();
        let package = made.package();
        made.request(package);
        made.at(Screen::Packages).press("d");
        made.desk
            .expect("Policies deleted with it: 1")
            .expect("Open requests canceled: 1");
        made.desk.type_text("kit").press("enter");
        made.desk.expect("was deleted").expect("No package yet.");
    }

    #[test]
    fn who_only_finds_a_package_is_told_neither_what_it_gives_nor_who_decides_nor_who_holds_it() {
        let mut made = Furnished::new();
        let package = made.package();
        let request = made.request(package);
        made.approve(request);
        made.desk.persona = Person::User(made.requestor);
        made.at(Screen::PackagePolicies(package)).press("tab");
        made.desk
            .expect("not shown; within")
            .expect_no("Stage 1: Approver")
            .expect_no("1 active");
        made.at(Screen::PackageRoles(package))
            .expect("Test group as Member");
        made.desk.persona = made.administrator();
        let kept = json!({"do": "updateSettings", "with": {"resourceRoleVisibility": "none"}});
        made.desk
            .execute(serde_json::from_value::<Command>(kept).unwrap())
            .unwrap();
        made.at(Screen::PackageRoles(package))
            .expect("Test group as Member")
            .expect("2 Roles 1")
            .expect("6 Assignments 1");
        made.desk.persona = Person::User(made.approver);
        made.at(Screen::PackageRoles(package))
            .expect("The directory does not show that.")
            .expect_no("Test group")
            .expect_no("Roles 1")
            .expect_no("Requests 1")
            .expect_no("Assignments 1");
        made.at(Screen::Package(package))
            .expect("Policies")
            .expect_no("Resource roles")
            .expect_no("Assignments  ");
        made.at(Screen::PackageAssignments(package))
            .expect("No assignment that you may know of.");
    }

    #[test]
    fn what_somebody_holds_is_named_to_those_who_may_know_of_it() {
        let mut made = Furnished::new();
        let package = made.package();
        let request = made.request(package);
        made.approve(request);
        let holder = made.requestor;
        made.at(Screen::User(holder)).expect("Kit");
        made.desk.persona = Person::User(holder);
        made.at(Screen::User(holder)).expect("Kit");
        made.desk.persona = Person::User(made.approver);
        made.at(Screen::User(holder))
            .expect("Packages")
            .expect_no("Kit");
    }

    #[test]
    fn why_answers_check_by_check_for_the_person_chosen() {
        let mut made = Furnished::new();
        let package = made.package();
        made.at(Screen::Package(package)).press("w");
        made.desk.type_text("requestor").press("enter");
        made.desk
            .expect("Finds it by browsing: yes")
            .expect("May request it: yes");
        made.desk.press("esc w").type_text("approver");
        made.desk.press("enter").expect("Finds it by browsing: no");
        made.desk.expect("x An enabled policy admits the person.");
    }
}
