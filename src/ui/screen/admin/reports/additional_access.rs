//! The report on additional access: who holds a package and something that excludes it.

use std::collections::BTreeSet;

use crate::domain::assignment::Assignment;
use crate::domain::authority::{Right, may};
use crate::domain::id::{ObjectKind, ObjectRef, PackageId};
use crate::domain::separation::{self, additional_access, restricted};
use crate::domain::text::{NameKey, Safe};
use crate::domain::walk::Silent;
use crate::ui::column::{self, Column};
use crate::ui::keymap::{Binding, Spot, object};
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::admin::assignment;
use crate::ui::screen::admin::reports::report;
use crate::ui::screen::{Body, ListPage, Page, Screen};
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Phrase};
use crate::ui::wording;

/// Who holds a package and something that excludes it.
pub const PAGE: Page = report(
    "Additional access",
    BINDINGS,
    Body::List(ListPage {
        objects,
        heads: || column::heads(COLUMNS),
        cells,
        detail,
        overview: None,
        empty: &[
            "No additional access{ that you may know of}.",
            "Who had a package before something else of theirs came to exclude it is listed here.",
            "4 of a package says what excludes it; `g p` shows the packages.",
        ],
    }),
);

/// An assignment as a row: what its cells need, looked up.
struct Row {
    person: Safe,
    package: Safe,
    state: Phrase,
    other: Safe,
    kind: ObjectKind,
    other_state: Phrase,
}

const COLUMNS: &[Column<Row>] = &[
    Column::words("Person", 16, |row: &Row| Phrase::plain(row.person.clone())).priority(0),
    Column::words("Package", 18, |row: &Row| {
        Phrase::plain(row.package.clone())
    })
    .priority(0),
    Column::words("Excluded by", 18, |row: &Row| {
        Phrase::plain(row.other.clone())
    })
    .priority(1),
    Column::words("Kind", 14, |row: &Row| Phrase::plain(row.kind.word())).priority(3),
    Column::state("State", 14, |row: &Row| row.state.clone()).priority(2),
    Column::state("Other state", 14, |row: &Row| row.other_state.clone()).priority(4),
];

const BINDINGS: &[Binding] = &[
    object::open(|scene, spot| {
        Ok(Step::Go(Screen::PackageSeparation(package_of(
            scene, spot,
        )?)))
    }),
    assignment::REMOVE,
];

/// Returns the package that the selected row is about, or the reason that greys what needs one.
fn package_of(scene: &Scene<'_>, spot: &Spot) -> Result<PackageId, Reason> {
    spot.selected
        .and_then(|object| assignment::find(scene, object))
        .map(|held| held.access_package)
        .ok_or_else(|| Reason::new("nothing is selected"))
}

/// Finds what excludes the package of an assignment from its holder.
fn conflict(scene: &Scene<'_>, held: &Assignment) -> Option<ObjectRef> {
    separation::conflict(scene.tenant(), held.target, held.access_package)
}

/// Lists who has both, by name, of the packages about which the persona may read that.
fn objects(scene: &Scene<'_>, _: Screen) -> Vec<ObjectRef> {
    let tenant = scene.tenant();
    let right = Right::ReadCatalog;
    let reads = |package: &PackageId| {
        let scope = Some((*package).into());
        may(tenant, scene.persona, right, scope, &mut Silent).is_ok()
    };
    let packages: BTreeSet<PackageId> = restricted(tenant).into_iter().filter(reads).collect();
    let found = packages
        .into_iter()
        .flat_map(|package| additional_access(tenant, package));
    let mut held: Vec<ObjectRef> = found.map(|(assignment, _)| assignment.into()).collect();
    held.sort_by_cached_key(|object| {
        let held = assignment::find(scene, *object)?;
        let package = scene.name(held.access_package);
        let key = |name: &Safe| NameKey::of(name.as_str());
        Some((key(&scene.name(held.target)), key(&package), *object))
    });
    held
}

fn row(scene: &Scene<'_>, object: ObjectRef) -> Option<Row> {
    let held = assignment::find(scene, object)?;
    let conflict = conflict(scene, held)?;
    let (kind, other_state) = match assignment::find(scene, conflict) {
        Some(other) => (ObjectKind::AccessPackage, assignment::state(other)),
        None => (conflict.kind(), Phrase::plain("member")),
    };
    Some(Row {
        person: scene.name(held.target),
        package: scene.name(held.access_package),
        state: assignment::state(held),
        other: scene.name(conflict),
        kind,
        other_state,
    })
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    row(scene, object).map_or_else(Vec::new, |row| column::cells(COLUMNS, &row))
}

/// Says what excludes the package, then what there is to know about the access to it.
fn detail(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    let held = assignment::find(scene, object);
    let conflict = held.and_then(|held| conflict(scene, held));
    let mut lines = Vec::new();
    if let Some(conflict) = conflict {
        let text = wording::excluded_by(scene, conflict);
        let text = Phrase::signed(Tone::Warning, &text);
        lines.push(DetailLine::Fact("Conflict".into(), text));
    }
    lines.extend(assignment::lines(scene, object));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Person;
    use crate::ui::screen::admin::furnishing::Furnished;

    /// Lets Requestor hold Kit, and then a group of theirs exclude it.
    fn furnished() -> Furnished {
        let mut made = Furnished::new();
        let package = made.package();
        let request = made.request(package);
        made.approve(request);
        made.at(Screen::AdditionalAccess)
            .expect("No additional access.");
        made.at(Screen::PackageSeparation(package)).press("a enter");
        made.desk.type_text("test group").press("enter Ctrl-S");
        made
    }

    #[test]
    fn whoever_has_both_is_listed_with_what_excludes_the_package() {
        let mut made = furnished();
        made.at(Screen::AdditionalAccess)
            .expect(">Requestor")
            .expect("Kit")
            .expect("Test group");
        made.desk.press("enter").expect("[4 Duties 1]");
    }

    #[test]
    fn removing_the_access_ends_the_conflict() {
        let mut made = furnished();
        made.at(Screen::AdditionalAccess).press("x");
        made.desk.expect("Requestor loses \"Kit\" at once.");
        made.desk.press("y").expect("No additional access.");
    }

    #[test]
    fn others_than_those_who_govern_the_package_are_told_nothing() {
        let mut made = furnished();
        for person in [made.requestor, made.approver] {
            made.desk.persona = Person::User(person);
            made.at(Screen::AdditionalAccess)
                .expect("Not shown: this needs");
        }
    }
}
