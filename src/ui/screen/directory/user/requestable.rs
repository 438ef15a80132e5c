//! The packages that one user can request, with the policies that let them.

use crate::domain::authority::sees_contents;
use crate::domain::authority::{Right, may};
use crate::domain::eligibility;
use crate::domain::id::{ObjectRef, PackageId, Person, UserId};
use crate::domain::refusal::Refusal;
use crate::domain::text::Safe;
use crate::domain::walk::Silent;
use crate::ui::column::{self, Column};
use crate::ui::keymap::{Binding, Spot, object};
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::admin::policy;
use crate::ui::screen::directory::user::{of, tabs, title};
use crate::ui::screen::{Body, ListPage, Page, Screen};
use crate::ui::step::Step;
use crate::ui::view::{DetailLine, Phrase};
use crate::ui::wording;

/// The packages that a user can request.
pub const PAGE: Page = Page {
    name: "User, can request",
    title,
    parent: |_, _| Some(Screen::Users),
    bindings: BINDINGS,
    tabs,
    body: Body::List(ListPage {
        objects,
        heads: || column::heads(COLUMNS),
        cells,
        detail: lines,
        overview: None,
        empty: &[
            "No package that this user can request{, or none that you may know of}.",
            "Administrators and readers of reports see here what policies let the user ask for.",
            "`g p` shows the packages; w there says why somebody cannot request one.",
        ],
    }),
};

/// A way to a package as a row: what its cells need, looked up.
struct Row {
    package: Safe,
    catalog: Safe,
    policy: Safe,
    roles: Option<usize>,
}

const COLUMNS: &[Column<Row>] = &[
    Column::words("Access package", 24, |row: &Row| {
        Phrase::plain(row.package.clone())
    })
    .priority(0),
    Column::words("Policy", 20, |row: &Row| Phrase::plain(row.policy.clone())).priority(1),
    Column::words("Catalog", 18, |row: &Row| {
        Phrase::plain(row.catalog.clone())
    })
    .priority(2),
    Column::number("Roles", 6, |row: &Row| {
        Phrase::plain(
            row.roles
                .map_or_else(String::new, |count| count.to_string()),
        )
    })
    .priority(3),
];

const BINDINGS: &[Binding] = &[
    object::open(|scene, spot| Ok(Step::Go(Screen::Package(selected(scene, spot)?)))),
    object::why(|scene, spot| {
        let user = of(spot.screen).ok_or_else(|| Reason::new("no user is shown"))?;
        Ok(Step::Why(selected(scene, spot)?, Person::User(user)))
    }),
];

/// Returns the package that the selected row leads to.
fn selected(scene: &Scene<'_>, spot: &Spot) -> Result<PackageId, Reason> {
    let found = spot.selected.and_then(|object| policy::find(scene, object));
    let package = found.map(|policy| policy.access_package);
    package.ok_or_else(|| Reason::new("no package is selected"))
}

/// Requires that the persona may read what somebody else can request.
pub(in crate::ui::screen) fn readable(scene: &Scene<'_>, user: UserId) -> Result<(), Refusal> {
    if scene.persona == Person::User(user) {
        return Ok(());
    }
    let right = Right::ReadReports;
    may(scene.tenant(), scene.persona, right, None, &mut Silent).map(drop)
}

/// Lists the policies under which the user could ask, by the names of their packages.
fn objects(scene: &Scene<'_>, screen: Screen) -> Vec<ObjectRef> {
    let Some(user) = of(screen).filter(|user| readable(scene, *user).is_ok()) else {
        return Vec::new();
    };
    let (tenant, person, now) = (scene.tenant(), Person::User(user), scene.calendar.now);
    let mut packages = eligibility::requestable(tenant, person, now);
    packages.sort_by_cached_key(|package| (scene.name(*package), *package));
    let policies = packages.into_iter().flat_map(|package| {
        let offered = eligibility::offered(tenant, person, package, now, &mut Silent);
        offered.unwrap_or_default()
    });
    policies.map(ObjectRef::from).collect()
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    let found = policy::find(scene, object);
    let package = found.and_then(|policy| scene.tenant().find_package(policy.access_package));
    let Some(package) = package else {
        return Vec::new();
    };
    let told = sees_contents(scene.tenant(), scene.persona, package.id);
    let row = Row {
        package: scene.name(package.id),
        catalog: scene.name(package.catalog),
        policy: scene.name(object),
        roles: told.then_some(package.resource_roles.len()),
    };
    column::cells(COLUMNS, &row)
}

/// Says what the package gives, and what the policy says.
fn lines(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    let Some(found) = policy::find(scene, object) else {
        return vec![DetailLine::text("This policy has been deleted.")];
    };
    let mut lines = vec![DetailLine::heading("Gives")];
    let gives = wording::gives(scene, found.access_package);
    if gives.is_empty() {
        lines.push(DetailLine::text("Nothing yet, or nothing that is shown."));
    }
    lines.extend(gives.into_iter().map(DetailLine::bullet));
    lines.push(DetailLine::Gap);
    lines.push(DetailLine::heading("Policy"));
    lines.extend(policy::lines(scene, object));
    lines
}

#[cfg(test)]
mod tests {
    use crate::domain::id::Person;
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    #[test]
    fn what_somebody_can_request_is_shown_with_the_policy_until_they_hold_it() {
        let mut made = Furnished::new();
        let package = made.package();
        made.at(Screen::User(made.requestor)).press("4");
        made.desk
            .expect(">Kit")
            .expect("Initial policy")
            .expect("as Member")
            .press("w");
        made.desk.expect("May request it: yes").press("esc");
        let request = made.request(package);
        made.approve(request);
        made.at(Screen::UserRequestable(made.requestor))
            .expect("No package that this user can request");
    }

    #[test]
    fn the_report_asks_for_the_user_and_is_for_those_who_read_reports() {
        let mut made = Furnished::new();
        made.package();
        made.desk
            .press("g e w")
            .expect("What can be requested by whom?");
        made.desk.type_text("requ").press("enter").expect(">Kit");
        made.desk.persona = Person::User(made.approver);
        made.at(Screen::UserRequestable(made.requestor))
            .expect("No package that this user can request");
        made.at(Screen::Reports).press("w");
        made.desk.expect("Not possible (requestable by)");
    }
}
