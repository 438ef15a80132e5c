//! The list of catalogs; the pattern for all lists.

use crate::domain::catalog::CatalogState;
use crate::domain::command::{CatalogCommand, Command, DeleteCatalog};
use crate::domain::id::{CatalogId, ObjectKind, ObjectRef};
use crate::domain::text::Safe;
use crate::ui::action::Action;
use crate::ui::column::{self, Column};
use crate::ui::form::catalog as form;
use crate::ui::keymap::{Binding, Chord, Shown, Spot, list};
use crate::ui::modal::Confirm;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::admin::catalog;
use crate::ui::screen::{Body, ListPage, Page, Screen, no_tabs};
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::{Head, Phrase};

/// The list of catalogs.
pub const PAGE: Page = Page {
    name: "Catalogs",
    title: |_, _| "Catalogs".into(),
    parent: |_, _| None,
    bindings: BINDINGS,
    tabs: no_tabs,
    body: Body::List(ListPage {
        objects,
        heads,
        cells,
        detail: catalog::lines,
        empty: &[
            "No catalogs yet besides General.",
            "A catalog holds the resources that packages may give.",
            "n makes a catalog.",
        ],
    }),
};

/// A catalog as a row: what its cells need, looked up.
struct Row {
    name: Safe,
    state: CatalogState,
    external: bool,
    packages: usize,
}

const COLUMNS: &[Column<Row>] = &[
    Column::words("Name", 26, |row: &Row| Phrase::plain(row.name.clone())).priority(0),
    Column::words("Enabled", 8, |row: &Row| match row.state {
        CatalogState::Published => Phrase::plain("yes"),
        CatalogState::Unpublished => Phrase::new(Tone::Disabled, "- no"),
    }),
    Column::words("External", 8, |row: &Row| {
        Phrase::plain(yes_or_no(row.external))
    })
    .priority(3),
    Column::number("Packages", 8, |row: &Row| {
        Phrase::plain(row.packages.to_string())
    })
    .priority(2),
];

const fn yes_or_no(on: bool) -> &'static str {
    if on { "yes" } else { "no" }
}

const BINDINGS: &[Binding] = &[
    Binding {
        keys: list::OPEN_KEYS,
        action: Action::Open,
        label: "open",
        shown: Shown::Footer,
        step: |_, spot| Ok(Step::Go(Screen::Catalog(selected(spot)?))),
    },
    Binding {
        keys: &[Chord::char('n')],
        action: Action::New,
        label: "new",
        shown: Shown::Footer,
        step: |scene, _| {
            scene.allows(&form::blank()?)?;
            Ok(Step::OpenForm(&form::CREATE, None))
        },
    },
    Binding {
        keys: &[Chord::char('e')],
        action: Action::Edit,
        label: "edit",
        shown: Shown::Footer,
        step: |scene, spot| edit(scene, selected(spot)?),
    },
    Binding {
        keys: &[Chord::char('d')],
        action: Action::Delete,
        label: "delete",
        shown: Shown::Footer,
        step: |scene, spot| delete(scene, selected(spot)?),
    },
];

fn selected(spot: &Spot) -> Result<CatalogId, Reason> {
    match spot.object()? {
        ObjectRef::Catalog(id) => Ok(id),
        other => Err(Reason::new(format!(
            "a {} is no catalog",
            other.kind().word()
        ))),
    }
}

/// Opens the form that edits a catalog.
pub(super) fn edit(scene: &Scene<'_>, catalog: CatalogId) -> Result<Step, Reason> {
    scene.allows(&form::untouched(catalog))?;
    Ok(Step::OpenForm(&form::EDIT, Some(catalog.into())))
}

/// Asks before deleting a catalog.
pub(super) fn delete(scene: &Scene<'_>, catalog: CatalogId) -> Result<Step, Reason> {
    let command = Command::from(CatalogCommand::DeleteCatalog(DeleteCatalog { catalog }));
    scene.allows(&command)?;
    let name = scene.name(catalog);
    let resources = scene.tenant().index.resources_of.count(&catalog);
    let lines = vec![
        Phrase::plain(format!("Catalog \"{name}\" will be deleted.")),
        Phrase::plain(format!(
            "{resources} resources leave it; the groups themselves stay as they are."
        )),
    ];
    let done = format!("Catalog \"{name}\" was deleted.");
    let then = Step::Execute(Box::new(command), done.into());
    let ask = Confirm::simple("Delete catalog?", lines, "Delete", then);
    Ok(Step::Ask(Box::new(ask.heavy(name))))
}

fn objects(scene: &Scene<'_>, _: Screen) -> Vec<ObjectRef> {
    let named = scene.tenant().index.named.of(ObjectKind::Catalog);
    named.map(|(_, object)| *object).collect()
}

fn heads() -> Vec<Head> {
    column::heads(COLUMNS)
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    let Some(catalog) = catalog::find(scene, object) else {
        return Vec::new();
    };
    let row = Row {
        name: Safe::line(catalog.display_name.as_str()),
        state: catalog.state,
        external: catalog.is_externally_visible,
        packages: scene.tenant().index.packages_of.count(&catalog.id),
    };
    column::cells(COLUMNS, &row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_a_title_and_the_name_stays_longest() {
        let heads: Vec<Head> = heads();
        assert!(heads.iter().all(|head| !head.title.as_str().is_empty()));
        let last_to_go = heads.iter().min_by_key(|head| head.priority);
        assert_eq!(last_to_go.map(|head| head.title.as_str()), Some("Name"));
    }
}
