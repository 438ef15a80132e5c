//! The packages that are suggested to the persona, and why: held before, or by people close by.

use crate::domain::eligibility::{self, Suggestion};
use crate::domain::id::{ObjectRef, PackageId};
use crate::domain::text::Safe;
use crate::ui::column::{self, Column};
use crate::ui::keymap::Binding;
use crate::ui::scene::Scene;
use crate::ui::screen::my_access::{self, available};
use crate::ui::screen::{Body, ListPage, Page, Screen};
use crate::ui::view::{DetailLine, Phrase};

/// The packages that are suggested to the persona.
pub const PAGE: Page = Page {
    name: "My Access, suggested",
    title: |_, _| "Suggested".into(),
    parent: |_, _| Some(Screen::AvailablePackages),
    bindings: BINDINGS,
    tabs: my_access::tabs,
    body: Body::List(ListPage {
        objects,
        heads: || column::heads(COLUMNS),
        cells,
        detail: lines,
        overview: None,
        empty: &[
            "Nothing is suggested to you.",
            "What you held before, and what your manager, your reports and your peers hold, is \
             suggested while you may request it.",
            "`1` shows all that you may request.",
        ],
    }),
};

/// A package as a row: what its cells need, looked up.
struct Row {
    name: Safe,
    catalog: Safe,
    reason: &'static str,
    lasts: String,
    gives: Safe,
    description: Safe,
}

const COLUMNS: &[Column<Row>] = &[
    Column::words("Name", 26, |row: &Row| Phrase::plain(row.name.clone())).priority(0),
    Column::words("Why", 24, |row: &Row| Phrase::plain(row.reason)).priority(1),
    Column::words("Catalog", 20, |row: &Row| {
        Phrase::plain(row.catalog.clone())
    })
    .priority(3),
    Column::words("Lasts", 11, |row: &Row| Phrase::plain(row.lasts.as_str())).priority(5),
    Column::words("Gives", 24, |row: &Row| Phrase::plain(row.gives.clone())).priority(6),
    Column::words("Description", 26, |row: &Row| {
        Phrase::plain(row.description.clone())
    })
    .priority(7),
];

const BINDINGS: &[Binding] = &[available::OPEN, available::REQUEST, available::WHY];

/// Lists what is suggested, each package with the reason.
pub(super) fn all(scene: &Scene<'_>) -> Vec<(PackageId, Suggestion)> {
    eligibility::suggested(scene.tenant(), scene.persona, scene.calendar.now)
}

/// Lists the packages by reason, then by name.
fn objects(scene: &Scene<'_>, _: Screen) -> Vec<ObjectRef> {
    let mut suggested = all(scene);
    suggested.sort_by_cached_key(|(package, reason)| (*reason, scene.name(*package), *package));
    let packages = suggested.into_iter().map(|(package, _)| package);
    packages.map(ObjectRef::from).collect()
}

/// Returns why a package is suggested, if it is.
fn reason(scene: &Scene<'_>, package: PackageId) -> Option<Suggestion> {
    let suggested = all(scene).into_iter();
    let mut of_package = suggested.filter(|(id, _)| *id == package);
    of_package.next().map(|(_, reason)| reason)
}

/// Says why a package is suggested, without telling who holds it.
const fn in_words(reason: Suggestion) -> &'static str {
    match reason {
        Suggestion::HeldBefore => "you held it before",
        Suggestion::Manager => "your manager holds it",
        Suggestion::Report => "a direct report holds it",
        Suggestion::Peer => "a peer of yours holds it",
    }
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    let ObjectRef::AccessPackage(id) = object else {
        return Vec::new();
    };
    let Some(package) = scene.tenant().find_package(id) else {
        return Vec::new();
    };
    let row = Row {
        name: scene.name(id),
        catalog: scene.name(package.catalog),
        reason: reason(scene, id).map_or("", in_words),
        lasts: available::ends(scene, id),
        gives: available::gives(scene, id),
        description: Safe::line(package.description.as_str()),
    };
    column::cells(COLUMNS, &row)
}

/// Says why the package is suggested, and what Available says of it.
fn lines(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    let mut lines = Vec::new();
    if let ObjectRef::AccessPackage(id) = object
        && let Some(reason) = reason(scene, id)
    {
        lines.push(DetailLine::fact("Suggested", in_words(reason)));
        lines.push(DetailLine::Gap);
    }
    lines.extend(available::lines(scene, object));
    lines
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::domain::command::Command;
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;
    use crate::ui::screen::fixture::{act_as, approved};

    fn suggest(desk: &mut Rehearsal, on: bool) {
        let edit = json!({"do": "updateSettings", "with": {"suggestedPackages": on}});
        let command: Command = serde_json::from_value(edit).unwrap();
        act_as(desk, "Administrator", Screen::Catalogs)
            .execute(command)
            .unwrap();
    }

    #[test]
    fn what_somebody_held_before_is_suggested_with_the_reason_and_requested_there() {
        let mut desk = approved();
        desk.press("x y");
        suggest(&mut desk, true);
        act_as(&mut desk, "Requestor", Screen::SuggestedPackages)
            .expect("Suggested 1")
            .expect(">Test package")
            .expect("you held it before");
        desk.press("enter").expect("Request \"Test package\"");
    }

    #[test]
    fn nothing_is_suggested_while_the_setting_is_off() {
        let mut desk = approved();
        desk.press("x y");
        suggest(&mut desk, true);
        suggest(&mut desk, false);
        act_as(&mut desk, "Requestor", Screen::SuggestedPackages)
            .expect("Nothing is suggested to you.")
            .expect_no("Suggested 1");
    }
}
