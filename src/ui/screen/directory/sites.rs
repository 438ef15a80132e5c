//! The list of sites, and what can be done to one of them from wherever it is shown.

use crate::domain::command::{Command, ObjectCommand, SiteReference};
use crate::domain::id::{ObjectKind, ObjectRef, Origin, SiteId};
use crate::domain::site::Site;
use crate::domain::text::Safe;
use crate::ui::column::{self, Column};
use crate::ui::form::site as form;
use crate::ui::keymap::{Binding, Spot, object};
use crate::ui::modal::Confirm;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::directory::{self, in_use, site};
use crate::ui::screen::{Body, ListPage, Page, Screen};
use crate::ui::step::Step;
use crate::ui::view::Phrase;

/// The list of sites.
pub const PAGE: Page = Page {
    name: "Sites",
    title: |_, _| "Sites".into(),
    parent: |_, _| None,
    bindings: BINDINGS,
    tabs: directory::tabs,
    body: Body::List(ListPage {
        objects: |scene, _| directory::listed(scene, ObjectKind::Site),
        heads: || column::heads(COLUMNS),
        cells,
        detail: site::lines,
        overview: None,
        empty: &[
            "No site{ that you may see}.",
            "Packages give the roles of a site, such as Visitors and Members.",
            "`n` makes a site.",
        ],
    }),
};

/// A site as a row: what its cells need, looked up.
struct Row {
    name: Safe,
    url: Safe,
    roles: usize,
    catalogs: usize,
}

const COLUMNS: &[Column<Row>] = &[
    Column::words("Name", 18, |row: &Row| Phrase::plain(row.name.clone())).priority(0),
    Column::address("Address", 26, |row: &Row| Phrase::plain(row.url.clone())).priority(1),
    Column::number("Roles", 5, |row: &Row| Phrase::plain(row.roles.to_string())).priority(3),
    Column::number("Catalogs", 8, |row: &Row| {
        Phrase::plain(row.catalogs.to_string())
    })
    .priority(2),
];

const BINDINGS: &[Binding] = &[
    object::open(|_, spot| Ok(Step::Go(Screen::Site(chosen(spot)?)))),
    object::new(|scene, _| {
        scene.allows(&form::blank()?)?;
        Ok(Step::OpenForm(&form::CREATE, None))
    }),
    EDIT,
    DELETE,
];

/// Edits the site that is selected or shown.
pub(super) const EDIT: Binding = object::edit(|scene, spot| {
    let site = chosen(spot)?;
    scene.allows(&form::untouched(site))?;
    Ok(Step::OpenForm(&form::EDIT, Some(site.into())))
});

/// Deletes the site that is selected or shown.
pub(super) const DELETE: Binding = object::delete(|scene, spot| delete(scene, chosen(spot)?));

fn chosen(spot: &Spot) -> Result<SiteId, Reason> {
    if let ObjectRef::Site(id) = spot.object()? {
        Ok(id)
    } else {
        Err(Reason::new("no site is selected"))
    }
}

/// Asks before deleting a site, and says where it stops working.
fn delete(scene: &Scene<'_>, site: SiteId) -> Result<Step, Reason> {
    let command = Command::from(ObjectCommand::DeleteSite(SiteReference { site }));
    scene.allows(&command)?;
    let name = scene.name(site);
    let mut lines = vec![Phrase::plain(format!(
        "Site \"{name}\" will be deleted for good; access to it ends."
    ))];
    lines.extend(in_use(scene, Origin::Site(site)));
    let done = format!("Site \"{name}\" was deleted. Packages that gave it stay.");
    let then = Step::Execute(Box::new(command), done.into());
    Ok(Confirm::deletion(("site", name), lines, then))
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    let found = site::find(scene, object);
    found.map_or_else(Vec::new, |found| column::cells(COLUMNS, &row(scene, found)))
}

fn row(scene: &Scene<'_>, site: &Site) -> Row {
    let origin = Origin::Site(site.id);
    Row {
        name: scene.name(site.id),
        url: Safe::line(site.url.as_str()),
        roles: site.roles.len(),
        catalogs: scene.tenant().index.resources_from.count(&origin),
    }
}

#[cfg(test)]
mod tests {
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;

    fn with_sales() -> Rehearsal {
        let mut desk = Rehearsal::new(Screen::Sites);
        desk.press("n").type_text("Sales").press("tab");
        desk.type_text("https://woodgrovebank.sharepoint.com/sites/sales");
        desk.press("Ctrl-S");
        desk
    }

    #[test]
    fn a_new_site_has_the_usual_roles() {
        let mut desk = with_sales();
        desk.expect(">Sales").press("enter");
        desk.expect("Owners").expect("Visitors").expect("Members");
    }

    #[test]
    fn a_role_without_a_number_gets_the_next_free_one() {
        let mut desk = with_sales();
        desk.press("e pagedown tab tab tab tab tab tab");
        desk.expect("Role 4: name").type_text("Guides");
        desk.press("Ctrl-S enter").expect("Guides (6)");
    }

    #[test]
    fn two_roles_of_one_name_are_refused_and_nothing_typed_is_lost() {
        let mut desk = with_sales();
        desk.press("e pagedown Ctrl-U").type_text("Members");
        desk.press("Ctrl-S").expect("DuplicateRoleName");
        desk.expect("Role 1: name");
    }

    #[test]
    fn deleting_a_site_asks_for_the_name() {
        let mut desk = with_sales();
        desk.press("d").expect("for good");
        desk.type_text("sales").press("enter");
        desk.expect("No site.");
    }
}
