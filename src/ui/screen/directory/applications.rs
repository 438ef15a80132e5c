//! The list of applications, and what can be done to one of them from wherever it is shown.

use crate::domain::application::Application;
use crate::domain::command::{ApplicationReference, Command, ObjectCommand};
use crate::domain::id::{ApplicationId, ObjectKind, ObjectRef, Origin};
use crate::domain::text::Safe;
use crate::ui::column::{self, Column};
use crate::ui::form::application as form;
use crate::ui::keymap::{Binding, Spot, object};
use crate::ui::modal::Confirm;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::directory::{self, application, in_use};
use crate::ui::screen::{Body, ListPage, Page, Screen};
use crate::ui::step::Step;
use crate::ui::view::Phrase;

/// The list of applications.
pub const PAGE: Page = Page {
    name: "Applications",
    title: |_, _| "Applications".into(),
    parent: |_, _| None,
    bindings: BINDINGS,
    tabs: directory::tabs,
    body: Body::List(ListPage {
        objects: |scene, _| directory::listed(scene, ObjectKind::Application),
        heads: || column::heads(COLUMNS),
        cells,
        detail: application::lines,
        overview: None,
        empty: &[
            "No application{ that you may see}.",
            "Packages give the roles that an application offers.",
            "`n` makes an application.",
        ],
    }),
};

/// An application as a row: what its cells need, looked up.
struct Row {
    name: Safe,
    roles: usize,
    owners: usize,
    catalogs: usize,
}

const COLUMNS: &[Column<Row>] = &[
    Column::words("Name", 28, |row: &Row| Phrase::plain(row.name.clone())).priority(0),
    Column::number("Roles", 5, |row: &Row| Phrase::plain(row.roles.to_string())).priority(1),
    Column::number("Owners", 6, |row: &Row| {
        Phrase::plain(row.owners.to_string())
    })
    .priority(3),
    Column::number("Catalogs", 8, |row: &Row| {
        Phrase::plain(row.catalogs.to_string())
    })
    .priority(2),
];

const BINDINGS: &[Binding] = &[
    object::open(|_, spot| Ok(Step::Go(Screen::Application(chosen(spot)?)))),
    object::new(|scene, _| {
        scene.allows(&form::blank()?)?;
        Ok(Step::OpenForm(&form::CREATE, None))
    }),
    EDIT,
    DELETE,
];

/// Edits the application that is selected or shown.
pub(super) const EDIT: Binding = object::edit(|scene, spot| {
    let application = chosen(spot)?;
    scene.allows(&form::untouched(application))?;
    Ok(Step::OpenForm(&form::EDIT, Some(application.into())))
});

/// Deletes the application that is selected or shown.
pub(super) const DELETE: Binding = object::delete(|scene, spot| delete(scene, chosen(spot)?));

fn chosen(spot: &Spot) -> Result<ApplicationId, Reason> {
    if let ObjectRef::Application(id) = spot.object()? {
        Ok(id)
    } else {
        Err(Reason::new("no application is selected"))
    }
}

/// Asks before deleting an application, and says where it stops working.
fn delete(scene: &Scene<'_>, application: ApplicationId) -> Result<Step, Reason> {
    let with = ApplicationReference { application };
    let command = Command::from(ObjectCommand::DeleteApplication(with));
    scene.allows(&command)?;
    let name = scene.name(application);
    let mut lines = vec![Phrase::plain(format!(
        "Application \"{name}\" will be deleted for good; access to it ends."
    ))];
    lines.extend(in_use(scene, Origin::Application(application)));
    let done = format!("Application \"{name}\" was deleted. Packages that gave it stay.");
    let then = Step::Execute(Box::new(command), done.into());
    Ok(Confirm::deletion(("application", name), lines, then))
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    let found = application::find(scene, object);
    found.map_or_else(Vec::new, |found| column::cells(COLUMNS, &row(scene, found)))
}

fn row(scene: &Scene<'_>, application: &Application) -> Row {
    let origin = Origin::Application(application.id);
    Row {
        name: scene.name(application.id),
        roles: application.app_roles.len(),
        owners: application.owners.len(),
        catalogs: scene.tenant().index.resources_from.count(&origin),
    }
}

#[cfg(test)]
mod tests {
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;

    fn with_payroll() -> Rehearsal {
        let mut desk = Rehearsal::new(Screen::Applications);
        desk.press("n").type_text("Payroll").press("pagedown");
        desk.type_text("Clerk").press("tab").type_text("clerk");
        desk.press("Ctrl-S");
        desk
    }

    #[test]
    fn no_application_teaches_what_they_are_for() {
        Rehearsal::new(Screen::Applications)
            .expect("No application.")
            .press("e")
            .expect("nothing is selected");
    }

    #[test]
    fn an_application_is_made_with_a_role_and_shows_it() {
        let mut desk = with_payroll();
        desk.expect(">Payroll").press("enter");
        desk.expect("Clerk (clerk)").expect("no catalog");
    }

    #[test]
    fn naming_a_role_opens_room_for_another_and_an_edit_keeps_the_first() {
        let mut desk = with_payroll();
        desk.press("e pagedown").expect("Role 2: name");
        desk.expect_no("Role 3");
        desk.press("tab tab tab tab tab").type_text("Auditor");
        desk.expect("Role 3: name").press("Ctrl-S");
        desk.press("enter").expect("Clerk (clerk)");
        desk.expect("Auditor");
    }

    #[test]
    fn clearing_the_name_of_a_role_takes_it_away() {
        let mut desk = with_payroll();
        desk.press("e pagedown Ctrl-U Ctrl-S").expect("Saved.");
        desk.press("enter").expect("Default Access");
    }

    #[test]
    fn an_edit_that_changes_nothing_about_roles_leaves_them_alone() {
        let mut desk = with_payroll();
        desk.press("e Ctrl-U")
            .type_text("Pay")
            .press("Ctrl-S enter");
        desk.expect("Clerk (clerk)").press("e Ctrl-S");
        desk.expect("NothingToChange");
    }

    #[test]
    fn deleting_an_application_asks_for_the_name() {
        let mut desk = with_payroll();
        desk.press("d").expect("for good");
        desk.type_text("payroll").press("enter");
        desk.expect("No application.");
    }
}
