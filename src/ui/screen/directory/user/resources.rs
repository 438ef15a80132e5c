//! What one user has through packages, resource by resource.

use std::collections::BTreeMap;

use crate::domain::assignment::{Assignment, GrantStatus};
use crate::domain::authority::visible;
use crate::domain::id::Person;
use crate::domain::text::Safe;
use crate::ui::scene::Scene;
use crate::ui::screen::directory::user::{of, tabs, title};
use crate::ui::screen::{Body, Page, Screen};
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Phrase};

/// The resources of a user.
pub const PAGE: Page = Page {
    name: "User, resources",
    title,
    parent: |_, _| Some(Screen::Users),
    bindings: &[],
    tabs,
    body: Body::Detail(lines),
};

/// Lists the roles on each resource, and which package gives each until when.
fn lines(scene: &Scene<'_>, screen: Screen) -> Vec<DetailLine> {
    let given = given(scene, screen);
    if given.is_empty() {
        let text = "Nothing through packages{ that you may know of}. What was given by hand stands \
                    under Groups and Holds, 1.";
        return vec![DetailLine::text(screen.extent(scene).says(text).as_str())];
    }
    let mut lines = Vec::new();
    for (resource, roles) in given {
        lines.push(DetailLine::heading(resource));
        for (role, assignment) in roles {
            let by = by(scene, assignment);
            lines.push(DetailLine::bullet(format!("{role}: {by}")));
            lines.push(way(scene, assignment, &role));
        }
        lines.push(DetailLine::Gap);
    }
    lines
}

/// Finds what each resource's name stands for in access that is active.
fn given<'a>(scene: &Scene<'a>, screen: Screen) -> BTreeMap<Safe, Vec<(Safe, &'a Assignment)>> {
    let mut given: BTreeMap<Safe, Vec<(Safe, &Assignment)>> = BTreeMap::new();
    let Some(user) = of(screen) else {
        return given;
    };
    let tenant = scene.tenant();
    let held = tenant.assignments_about(Person::User(user)).into_iter();
    let held = held
        .filter(|(_, id)| visible(tenant, scene.persona, (*id).into(), scene.calendar.now))
        .filter_map(|(_, id)| tenant.find_assignment(id))
        .filter(|held| held.progress.state.is_active());
    for assignment in held {
        let grants = assignment.progress.grants.iter();
        for grant in grants.filter(|grant| grant.status == GrantStatus::Fulfilled) {
            let role = scene.role(grant.resource, grant.role);
            let resource = scene.name(grant.resource);
            given.entry(resource).or_default().push((role, assignment));
        }
    }
    given
}

/// Draws the way from the person to the role: request, policy, package.
fn way(scene: &Scene<'_>, assignment: &Assignment, role: &Safe) -> DetailLine {
    let mut links = vec![Phrase::plain(scene.name(assignment.target))];
    if let Some(request) = scene.tenant().find_request(assignment.request) {
        let made = scene.calendar.day(request.created_date_time);
        let kind = request.request_type.label();
        links.push(Phrase::plain(format!("{kind} of {made}")));
    }
    let policy = scene.name(assignment.policy);
    links.push(Phrase::plain(format!("policy \"{policy}\"")));
    let package = scene.name(assignment.access_package);
    links.push(Phrase::plain(format!("\"{package}\"")));
    links.push(Phrase::signed(Tone::Good, role.as_str()));
    DetailLine::chain(links)
}

fn by(scene: &Scene<'_>, assignment: &Assignment) -> String {
    let package = scene.name(assignment.access_package);
    match assignment.progress.end {
        Some(end) => format!("\"{package}\", until {}", scene.calendar.instant(end)),
        None => format!("\"{package}\", without an end"),
    }
}

#[cfg(test)]
mod tests {
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    #[test]
    fn what_a_user_has_is_told_by_package_and_by_resource() {
        let mut made = Furnished::new();
        let package = made.package();
        let request = made.request(package);
        made.approve(request);
        let user = made.requestor;
        made.at(Screen::User(user)).expect("2 Access packages 1");
        made.desk.press("2").expect(">Kit").expect("Delivered");
        made.desk.press("3").expect("Test group");
        made.desk.expect("- Member: \"Kit\", until");
        made.desk
            .expect("Requestor -> User add of 2026-03-01")
            .expect("-> ok Member");
    }

    #[test]
    fn others_are_told_nothing_of_it() {
        let mut made = Furnished::new();
        let package = made.package();
        let request = made.request(package);
        made.approve(request);
        made.desk.persona = crate::domain::id::Person::User(made.approver);
        let user = made.requestor;
        made.at(Screen::UserResources(user))
            .expect("Nothing through packages");
        made.at(Screen::UserAccess(user))
            .expect("No package that you may know of.");
    }
}
