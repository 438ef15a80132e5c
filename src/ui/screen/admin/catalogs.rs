//! The list of catalogs; the pattern for all lists.

use std::collections::BTreeSet;

use crate::domain::authority::{Sight, appointments};
use crate::domain::catalog::CatalogState;
use crate::domain::command::{CatalogCommand, Command, DeleteCatalog};
use crate::domain::decide::role::owners;
use crate::domain::id::{CatalogId, ObjectKind, ObjectRef};
use crate::domain::text::Safe;
use crate::ui::column::{self, Column};
use crate::ui::form::catalog as form;
use crate::ui::keymap::{Binding, Spot, object};
use crate::ui::modal::Confirm;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::admin::catalog;
use crate::ui::screen::directory::some_names;
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
        overview: None,
        empty: &[
            "No catalog{ that you may know of}.",
            "A catalog holds the resources that packages may give.",
            "`n` makes a catalog.",
        ],
    }),
};

/// A catalog as a row: what its cells need, looked up.
struct Row {
    name: Safe,
    state: CatalogState,
    external: bool,
    packages: usize,
    resources: usize,
    owners: Safe,
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
    Column::number("Resources", 9, |row: &Row| {
        Phrase::plain(row.resources.to_string())
    })
    .priority(5),
    Column::words("Owners", 18, |row: &Row| Phrase::plain(row.owners.clone())).priority(6),
];

const fn yes_or_no(on: bool) -> &'static str {
    if on { "yes" } else { "no" }
}

const BINDINGS: &[Binding] = &[
    object::open(|_, spot| Ok(Step::Go(Screen::Catalog(selected(spot)?)))),
    object::new(|scene, _| {
        scene.allows(&form::blank()?)?;
        Ok(Step::OpenForm(&form::CREATE, None))
    }),
    EDIT,
    DELETE,
];

/// Edits the catalog that is selected or shown.
pub(super) const EDIT: Binding = object::edit(|scene, spot| edit(scene, selected(spot)?));

/// Deletes the catalog that is selected or shown.
pub(super) const DELETE: Binding = object::delete(|scene, spot| delete(scene, selected(spot)?));

fn selected(spot: &Spot) -> Result<CatalogId, Reason> {
    if let ObjectRef::Catalog(id) = spot.object()? {
        Ok(id)
    } else {
        Err(Reason::new("no catalog is selected"))
    }
}

/// Opens the form that edits a catalog.
fn edit(scene: &Scene<'_>, catalog: CatalogId) -> Result<Step, Reason> {
    scene.allows(&form::untouched(catalog))?;
    Ok(Step::OpenForm(&form::EDIT, Some(catalog.into())))
}

/// Asks before deleting a catalog.
fn delete(scene: &Scene<'_>, catalog: CatalogId) -> Result<Step, Reason> {
    let command = Command::from(CatalogCommand::DeleteCatalog(DeleteCatalog { catalog }));
    scene.allows(&command)?;
    let name = scene.name(catalog);
    let resources = scene.tenant().index.resources_of.count(&catalog);
    let lines = vec![
        Phrase::plain(format!("Catalog \"{name}\" will be deleted.")),
        Phrase::plain(format!(
            "Resources that leave it, and stay as they are elsewhere: {resources}"
        )),
    ];
    let done = format!("Catalog \"{name}\" was deleted.");
    let then = Step::Execute(Box::new(command), done.into());
    Ok(Confirm::deletion(("catalog", name), lines, then))
}

/// Lists every catalog for those who administer governance, for others those that they have a role
/// in.
fn objects(scene: &Scene<'_>, _: Screen) -> Vec<ObjectRef> {
    let tenant = scene.tenant();
    if Sight::of(tenant, scene.persona).governance {
        let named = tenant.index.named.of(ObjectKind::Catalog);
        return named.map(|(_, object)| *object).collect();
    }
    let own: BTreeSet<_> = appointments(tenant, scene.persona)
        .filter_map(|given| tenant.find_catalog(given.catalog?))
        .map(|catalog| (catalog.display_name.key(), catalog.id))
        .collect();
    own.into_iter().map(|(_, id)| id.into()).collect()
}

fn heads() -> Vec<Head> {
    column::heads(COLUMNS)
}

/// Names some of those who own a catalog.
pub(super) fn owners_of(scene: &Scene<'_>, catalog: CatalogId) -> Safe {
    some_names(owners(scene.tenant(), catalog).map(|owner| scene.name(owner)))
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
        resources: scene.tenant().index.resources_of.count(&catalog.id),
        owners: owners_of(scene, catalog.id),
    };
    column::cells(COLUMNS, &row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::layout::Size;
    use crate::ui::msg::Msg;
    use crate::ui::rehearsal::Rehearsal;

    fn with_sales() -> Rehearsal {
        let mut desk = Rehearsal::new(Screen::Catalogs);
        desk.press("n").type_text("Sales").press("tab");
        desk.type_text("For the field").press("Ctrl-S");
        desk
    }

    #[test]
    fn a_new_catalog_is_selected_in_the_list() {
        with_sales()
            .expect("Catalog \"Sales\" was made.")
            .expect(">Sales")
            .expect("For the field");
    }

    #[test]
    fn what_is_missing_is_said_under_its_field_and_nothing_is_sent() {
        Rehearsal::new(Screen::Catalogs)
            .press("n Ctrl-S")
            .expect("Name is empty.")
            .expect("Description is empty.")
            .expect("create (2 problems)")
            .type_text("Sales")
            .expect_no("Name is empty.")
            .expect("create (1 problem)");
    }

    #[test]
    fn a_refused_form_stays_open_with_what_was_typed() {
        with_sales()
            .press("n")
            .type_text("General")
            .press("tab")
            .type_text("x")
            .press("Ctrl-S")
            .expect("DuplicateCatalogName")
            .expect("New catalog")
            .expect("General");
    }

    #[test]
    fn editing_changes_only_what_was_edited() {
        with_sales()
            .press("e Ctrl-U")
            .type_text("Field sales")
            .press("Ctrl-S")
            .expect(">Field sales")
            .expect("For the field");
    }

    #[test]
    fn deleting_needs_the_name_and_says_what_goes() {
        with_sales()
            .press("d enter")
            .expect("Delete catalog?")
            .type_text("sales")
            .press("enter")
            .expect("Catalog \"Sales\" was deleted.")
            .expect_no(">Sales");
    }

    #[test]
    fn a_question_that_wants_a_name_offers_no_letter_as_an_answer() {
        let mut desk = Rehearsal::new(Screen::Catalogs);
        desk.press("n").type_text("Yellow").press("tab");
        desk.type_text("For the field").press("Ctrl-S d");
        desk.expect("Enter go on").expect_no("y yes");
        desk.type_text("yellow").press("enter");
        desk.expect_no("Yellow\"?").expect("was deleted");
    }

    #[test]
    fn the_built_in_catalog_greys_delete_with_the_reason() {
        let mut desk = Rehearsal::new(Screen::Catalogs);
        desk.expect("(d delete)");
        desk.press("d")
            .expect_no("Delete catalog?")
            .expect("Not possible (delete): catalog \"General\" is built in");
    }

    #[test]
    fn leaving_a_changed_form_asks_and_going_on_keeps_it() {
        let mut desk = Rehearsal::new(Screen::Catalogs);
        desk.press("n").type_text("Sa").press("esc");
        desk.expect("Leave the form half filled?").press("esc");
        desk.expect("New catalog").expect("Sa");
        desk.press("esc down enter").expect_no("New catalog");
        desk.press("n").expect_no("Go on with");
    }

    #[test]
    fn a_form_left_as_a_draft_offers_it_when_it_is_opened_again() {
        let mut desk = Rehearsal::new(Screen::Catalogs);
        desk.press("n").type_text("Sa").press("esc enter");
        desk.expect_no("New catalog").expect("Kept as a draft");
        desk.press("n").expect("Go on with what was typed before?");
        desk.press("y").expect("Sa").press("esc enter");
        desk.press("n y").expect("Sa");
    }

    #[test]
    fn a_filter_narrows_the_list_and_escape_clears_it() {
        let mut desk = with_sales();
        desk.press("/")
            .type_text("sls")
            .expect("1 of 2")
            .press("enter");
        desk.expect_no("Entitlement").press("esc").expect("General");
    }

    #[test]
    fn every_size_is_drawn_without_panic_and_small_ones_say_so() {
        let mut desk = with_sales();
        for keys in ["", "n", "d", ":", "?"] {
            if !keys.is_empty() {
                desk.press(keys);
            }
            for (width, height) in [(0, 0), (1, 1), (60, 18), (70, 40), (80, 24), (200, 60)] {
                desk.tell(Msg::Resize(Size { width, height }));
                desk.screen();
            }
            desk.press("esc esc");
        }
        desk.tell(Msg::Resize(Size {
            width: 50,
            height: 12,
        }));
        desk.expect("needs 60x18, has 50x12");
    }
}
