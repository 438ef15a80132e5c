//! What keeps something from being deleted, and the way out of it.
//!
//! A key that is greyed because its object is in use opens a list when it is pressed: where the
//! object is used, and where that can be done, the removal of everything that uses it.

use crate::domain::command::Command;
use crate::domain::id::{AssignmentId, ObjectRef, PackageId, PolicyId};
use crate::domain::index::Admitted;
use crate::domain::text::Safe;
use crate::ui::bulk::{Batch, Said};
use crate::ui::form::policy;
use crate::ui::modal::{Chooser, Confirm, Row};
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::Screen;
use crate::ui::screen::admin::assignment;
use crate::ui::step::Step;
use crate::ui::view::Phrase;

/// Returns the list of what uses an object, with the ways to remove it.
pub fn way_out(scene: &Scene<'_>, object: ObjectRef) -> Option<Step> {
    let index = &scene.tenant().index;
    let rows = if let ObjectRef::AccessPackage(id) = object {
        let held: Vec<AssignmentId> = index.active_to.of(id).copied().collect();
        let show = ("Show its assignments", Screen::PackageAssignments(id));
        assigned(scene, object, show, &held)
    } else if let ObjectRef::Policy(id) = object {
        under_policy(scene, id)?
    } else if let ObjectRef::Catalog(id) = object {
        let packages = index.packages_of.of(id);
        to_packages(scene, packages, Screen::Package)
    } else if let ObjectRef::Resource(id) = object {
        let packages = index.packages_using.of(id);
        to_packages(scene, packages, Screen::PackageRoles)
    } else if let ObjectRef::ConnectedOrganization(id) = object {
        let policies = index.policies_for.of(Admitted::Organization(id));
        to_policies(scene, policies)
    } else if let ObjectRef::CustomExtension(id) = object {
        to_policies(scene, index.policies_calling.of(id))
    } else {
        return None;
    };
    let title = format!("\"{}\" is in use", scene.name(object));
    Some(Step::Offer(Box::new(Chooser::new(title, rows))))
}

fn to_packages<'a>(
    scene: &Scene<'_>,
    packages: impl Iterator<Item = &'a PackageId>,
    screen: fn(PackageId) -> Screen,
) -> Vec<Row> {
    let mut packages: Vec<PackageId> = packages.copied().collect();
    packages.sort_by_cached_key(|package| scene.name(*package));
    let rows = packages.into_iter().map(|package| {
        let text = format!("Go to access package \"{}\"", scene.name(package));
        Row::step(text, "", Ok(Step::Go(screen(package))))
    });
    rows.collect()
}

/// Leads to policies in the order of their names, each selected in the list of its package.
fn to_policies<'a>(scene: &Scene<'_>, policies: impl Iterator<Item = &'a PolicyId>) -> Vec<Row> {
    let policies = scene.policies_by_name(policies.copied());
    let rows = policies.into_iter().filter_map(|policy| {
        let package = scene.tenant().find_policy(policy)?.access_package;
        let (name, of) = (scene.name(policy), scene.name(package));
        let text = format!("Go to policy \"{name}\" of \"{of}\"");
        let step = Step::GoTo(Screen::PackagePolicies(package), policy.into());
        Some(Row::step(text, "", Ok(step)))
    });
    rows.collect()
}

fn under_policy(scene: &Scene<'_>, id: PolicyId) -> Option<Vec<Row>> {
    let found = scene.tenant().find_policy(id)?;
    let held = &scene.tenant().index.active_under;
    let held: Vec<AssignmentId> = held.of(id).copied().collect();
    let screen = Screen::PackageAssignments(found.access_package);
    let show = ("Show the assignments of its package", screen);
    let mut rows = assigned(scene, id.into(), show, &held);
    if found.terms.is_enabled {
        let edits = scene.allows(&policy::untouched(id));
        let form = edits.map(|()| Step::OpenForm(&policy::EDIT, Some(id.into())));
        let text = "Edit it instead: switched off, it takes no new requests";
        rows.push(Row::step(text, "", form));
    }
    Some(rows)
}

/// Lists the assignments that keep an object from being deleted, and offers to remove them all.
fn assigned(
    scene: &Scene<'_>,
    object: ObjectRef,
    (show, screen): (&str, Screen),
    held: &[AssignmentId],
) -> Vec<Row> {
    let text = match held.len() {
        1 => "Remove the assignment...".to_owned(),
        count => format!("Remove all {count} assignments..."),
    };
    vec![
        Row::step(show, "", Ok(Step::Go(screen))),
        Row::step(text, "", remove_all(scene, object, held)),
    ]
}

/// Asks before every assignment is removed, each by a command of its own.
fn remove_all(scene: &Scene<'_>, object: ObjectRef, held: &[AssignmentId]) -> Result<Step, Reason> {
    for first in held.iter().take(1) {
        scene.allows(&assignment::removal(*first))?;
    }
    let name = scene.name(object);
    let mut lines = vec![
        Phrase::plain(format!("Assignments that end at once: {}", held.len())),
        Phrase::plain("Roles that other assignments give too stay."),
    ];
    let question = if held.len() == 1 {
        "Remove the assignment?"
    } else {
        let says = "Each is a command of its own; Esc stops between two.";
        lines.push(Phrase::plain(says));
        "Remove all assignments?"
    };
    let rows = held.iter().map(|id| holder(scene, *id));
    let then = Step::Bulk(Box::new(Batch::each("remove", rows, scene)));
    let ask = Confirm::simple(question, lines, "Remove", then);
    Ok(Step::Ask(Box::new(ask.heavy(name))))
}

/// Names the holder of an assignment, with the command that removes it and what is said then.
fn holder(scene: &Scene<'_>, id: AssignmentId) -> (ObjectRef, Safe, Command, Said) {
    let found = scene.tenant().find_assignment(id);
    let name = found.map_or_else(|| scene.name(id), |found| scene.name(found.target));
    let said = found.map(|found| assignment::removed(scene, found));
    let said = Said::Words(said.unwrap_or_default());
    (id.into(), name, assignment::removal(id), said)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    fn held() -> (Furnished, crate::domain::id::PackageId) {
        let mut made = Furnished::new();
        let package = made.package();
        let request = made.request(package);
        made.approve(request);
        (made, package)
    }

    #[test]
    fn a_package_that_somebody_holds_is_emptied_first_and_then_deleted() {
        let (mut made, package) = held();
        made.at(Screen::Package(package)).press("d");
        made.desk
            .expect("\"Kit\" is in use")
            .expect("Show its assignments")
            .press("down enter");
        made.desk.expect("Assignments that end at once: 1");
        made.desk.type_text("kit").press("enter");
        made.desk
            .expect("ok Requestor: Requestor no longer holds \"Kit\". The account stays.");
        made.desk.press("esc d").expect("Delete access package?");
    }

    #[test]
    fn the_list_leads_to_the_assignments() {
        let (mut made, package) = held();
        made.at(Screen::Package(package)).press("d enter");
        made.desk.expect("[6 Assignments 1]");
    }

    #[test]
    fn a_policy_with_assignments_offers_to_be_switched_off_instead() {
        let (mut made, package) = held();
        made.at(Screen::PackagePolicies(package)).press("d");
        made.desk
            .expect("Remove the assignment...")
            .expect("switched off, it takes no new requests")
            .press("down down enter");
        made.desk.expect("Initial policy");
    }

    #[test]
    fn a_catalog_and_a_resource_in_use_lead_to_the_packages() {
        let (mut made, _) = held();
        made.at(Screen::Catalogs).press("down d");
        made.desk.expect("Go to access package \"Kit\"");
        made.desk.press("enter").expect("Access packages > Kit");
        let catalog = made.catalog;
        made.at(Screen::CatalogResources(catalog)).press("x");
        made.desk.expect("Go to access package \"Kit\"");
        made.desk.press("enter").expect("[2 Roles 1]");
    }

    #[test]
    fn sixty_packages_in_the_way_are_listed_by_name_gone_through_and_searched() {
        let mut made = Furnished::new();
        for number in (1..=60).rev() {
            let (catalog, resource) = (made.catalog, made.resource);
            made.make(&json!({"do": "createAccessPackage", "with": {
                "displayName": format!("Kit {number:02}"), "description": "Tools",
                "catalog": catalog, "policies": [],
                "resourceRoles": [{"resource": resource, "role": "Member"}]}}));
        }
        let catalog = made.catalog;
        made.at(Screen::Catalogs).press("down d");
        made.desk
            .expect(">Go to access package \"Kit 01\"")
            .expect_no("package \"Kit 60\"")
            .press("pagedown pagedown pagedown pagedown pagedown pagedown");
        made.desk
            .expect(">Go to access package \"Kit 60\"")
            .expect_no("package \"Kit 01\"");
        made.desk.type_text("kit 34").press("enter");
        made.desk.expect("Access packages > Kit 34");
        made.at(Screen::CatalogResources(catalog)).press("x");
        made.desk.type_text("27").press("enter");
        made.desk.expect("Access packages > Kit 27");
    }

    #[test]
    fn an_organization_that_policies_list_leads_to_each_of_them() {
        let mut made = Furnished::new();
        let package = made.package();
        let organization = made.make(&json!({"do": "createConnectedOrganization", "with": {
            "displayName": "Fabrikam", "identitySources": [{
                "@odata.type": "#microsoft.graph.domainIdentitySource",
                "domainName": "fabrikam.com", "displayName": "Fabrikam"}]}}));
        for name in ["Partners", "Guests"] {
            made.make(&json!({"do": "createPolicy", "with": {
                "accessPackage": package, "displayName": name,
                "allowedTargetScope": "specificConnectedOrganizationUsers",
                "specificAllowedTargets": [{
                    "@odata.type": "#microsoft.graph.connectedOrganizationMembers",
                    "connectedOrganizationId": organization.guid()}],
                "requestApprovalSettings": {"isApprovalRequiredForAdd": false}}}));
        }
        made.at(Screen::Organizations).press("d");
        made.desk
            .expect("\"Fabrikam\" is in use")
            .expect(">Go to policy \"Guests\" of \"Kit\"")
            .press("down enter");
        made.desk.expect("Access packages > Kit");
        made.desk.expect(">Partners");
    }

    #[test]
    fn a_key_that_is_greyed_for_want_of_a_right_offers_no_way() {
        let (mut made, package) = held();
        made.desk.persona = crate::domain::id::Person::User(made.requestor);
        made.at(Screen::Package(package)).press("d");
        made.desk
            .expect("Not possible (delete)")
            .expect_no("is in use");
    }
}
