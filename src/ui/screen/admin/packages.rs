//! The list of all access packages.

use crate::domain::authority::{reads_catalog, sees_contents};
use crate::domain::id::{ObjectKind, ObjectRef, PackageId};
use crate::domain::package::PackageVisibility;
use crate::domain::text::Safe;
use crate::ui::action::Action;
use crate::ui::column::{self, Column};
use crate::ui::form::package as form;
use crate::ui::keymap::{Binding, Chord, Shown, Spot, object};
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::admin::package::assignments;
use crate::ui::screen::admin::{package, seen_by_name};
use crate::ui::screen::{Body, ListPage, Page, Screen, no_tabs};
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::Phrase;

/// The list of access packages.
pub const PAGE: Page = Page {
    name: "Access packages",
    title: |_, _| "Access packages".into(),
    parent: |_, _| None,
    bindings: BINDINGS,
    tabs: no_tabs,
    body: Body::List(ListPage {
        objects,
        heads: || column::heads(COLUMNS),
        cells: |scene, object| cells(COLUMNS, scene, object),
        detail: package::lines,
        overview: None,
        empty: &[
            "No package{ that you may know of} yet.",
            "A package bundles resource roles with the rules for getting them.",
            "`n` makes a package.",
        ],
    }),
};

/// A package as a row: what its cells need, looked up.
pub(super) struct Row {
    name: Safe,
    catalog: Safe,
    visibility: PackageVisibility,
    policies: usize,
    active: Option<usize>,
    roles: Option<usize>,
    description: Safe,
}

const NAME: Column<Row> =
    Column::words("Name", 26, |row: &Row| Phrase::plain(row.name.clone())).priority(0);
const CATALOG: Column<Row> = Column::words("Catalog", 18, |row: &Row| {
    Phrase::plain(row.catalog.clone())
})
.least(14)
.priority(2);
const HIDDEN: Column<Row> = Column::words("Hidden", 6, |row: &Row| match row.visibility {
    PackageVisibility::Listed => Phrase::plain("no"),
    PackageVisibility::Hidden => Phrase::new(Tone::Disabled, "- yes"),
})
.priority(4);
const POLICIES: Column<Row> = Column::number("Policies", 8, |row: &Row| {
    Phrase::plain(row.policies.to_string())
})
.priority(3);
const ACTIVE: Column<Row> = Column::number("Active", 6, |row: &Row| {
    Phrase::plain(
        row.active
            .map_or_else(String::new, |count| count.to_string()),
    )
});

const ROLES: Column<Row> = Column::number("Roles", 5, |row: &Row| {
    Phrase::plain(
        row.roles
            .map_or_else(String::new, |count| count.to_string()),
    )
})
.priority(5);
const DESCRIPTION: Column<Row> = Column::words("Description", 30, |row: &Row| {
    Phrase::plain(row.description.clone())
})
.priority(6);

const COLUMNS: &[Column<Row>] = &[NAME, CATALOG, HIDDEN, POLICIES, ACTIVE, ROLES, DESCRIPTION];

/// The columns of the packages of one catalog.
pub(super) const IN_CATALOG: &[Column<Row>] = &[NAME, HIDDEN, POLICIES, ACTIVE, ROLES, DESCRIPTION];

const BINDINGS: &[Binding] = &[
    OPEN,
    object::new(|scene, _| {
        form::first(scene)?;
        Ok(Step::OpenForm(&form::CREATE, None))
    }),
    EDIT,
    ASSIGN,
    DELETE,
    WHY,
];

/// Opens the selected package.
pub(super) const OPEN: Binding =
    object::open(|_, spot| Ok(Step::Go(Screen::Package(selected(spot)?))));

/// Edits the package that is selected or shown.
pub(super) const EDIT: Binding = object::edit(|scene, spot| package::edit(scene, selected(spot)?));

/// Deletes the package that is selected or shown.
pub(super) const DELETE: Binding =
    object::delete(|scene, spot| package::delete(scene, selected(spot)?));

/// Assigns the package that is selected or shown to somebody.
pub(super) const ASSIGN: Binding = Binding {
    keys: &[Chord::char('a')],
    action: Action::Assign,
    label: "assign",
    shown: Shown::Footer,
    step: |scene, spot| assignments::assign(scene, selected(spot)?),
};

/// Explains who finds and may request the package that is selected or shown.
pub(super) const WHY: Binding = object::why(|scene, spot| Ok(package::why(scene, selected(spot)?)));

/// Returns the selected or shown package, or the reason that greys what needs one.
fn selected(spot: &Spot) -> Result<PackageId, Reason> {
    if let ObjectRef::AccessPackage(id) = spot.object()? {
        Ok(id)
    } else {
        Err(Reason::new("no package is selected"))
    }
}

fn objects(scene: &Scene<'_>, _: Screen) -> Vec<ObjectRef> {
    seen_by_name(scene, ObjectKind::AccessPackage)
}

/// Returns the cells of a package in some columns.
pub(super) fn cells(columns: &[Column<Row>], scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    let Some(package) = package::find(scene, object) else {
        return Vec::new();
    };
    let index = &scene.tenant().index;
    let told = reads_catalog(scene.tenant(), scene.persona, package.id);
    let gives = sees_contents(scene.tenant(), scene.persona, package.id);
    let row = Row {
        name: scene.name(package.id),
        catalog: scene.name(package.catalog),
        visibility: package.visibility,
        policies: index.policies_of.count(&package.id),
        active: told.then(|| index.active_to.count(&package.id)),
        roles: gives.then_some(package.resource_roles.len()),
        description: Safe::line(package.description.as_str()),
    };
    column::cells(columns, &row)
}

#[cfg(test)]
mod tests {
    use crate::domain::id::Person;
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    #[test]
    fn the_empty_list_teaches_what_a_package_is() {
        let mut made = Furnished::new();
        made.at(Screen::Packages)
            .expect("No package yet.")
            .expect("n makes a package.");
    }

    #[test]
    fn a_catalog_without_resources_is_said_to_have_none_and_how_others_are_offered() {
        let mut made = Furnished::new();
        made.at(Screen::Packages).press("n pagedown enter");
        made.desk
            .expect("The catalog has no resource yet.")
            .expect("See all offers objects")
            .expect_no("No match.");
        made.desk.type_text("sales").expect("No match.");
    }

    #[test]
    fn a_package_is_listed_with_its_catalog() {
        let mut made = Furnished::new();
        made.package();
        made.at(Screen::Packages).expect(">Kit").expect("Sales");
    }

    #[test]
    fn people_without_a_role_see_what_they_may_request_and_cannot_make_any() {
        let mut made = Furnished::new();
        made.package();
        made.desk.persona = Person::User(made.approver);
        made.at(Screen::Packages)
            .expect("No package that you may know of yet.");
        made.desk.press("n").expect("Not possible (new)");
        made.desk.persona = Person::User(made.requestor);
        made.at(Screen::Packages).expect(">Kit");
    }
}
