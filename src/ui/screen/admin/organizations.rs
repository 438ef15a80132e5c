//! The list of connected organizations.

use crate::domain::command::{Command, OrganizationCommand, OrganizationReference};
use crate::domain::id::{ConnectedOrganizationId, ObjectKind, ObjectRef};
use crate::domain::organization::OrganizationState;
use crate::domain::text::Safe;
use crate::ui::column::{self, Column};
use crate::ui::form::connected_organization as form;
use crate::ui::keymap::{Binding, Spot, object};
use crate::ui::modal::Confirm;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::admin::{organization, seen};
use crate::ui::screen::directory::some_names;
use crate::ui::screen::{Body, ListPage, Page, Screen, no_tabs};
use crate::ui::step::Step;
use crate::ui::view::Phrase;

/// The list of connected organizations.
pub const PAGE: Page = Page {
    name: "Connected organizations",
    title: |_, _| "Connected organizations".into(),
    parent: |_, _| None,
    bindings: BINDINGS,
    tabs: no_tabs,
    body: Body::List(ListPage {
        objects,
        heads: || column::heads(COLUMNS),
        cells,
        detail: organization::lines,
        overview: None,
        empty: &[
            "No connected organization{ that you may know of}.",
            "Not needed for people of this directory: it lets in people from elsewhere.",
            "`n` connects another directory or mail domain.",
        ],
    }),
};

/// An organization as a row: what its cells need, looked up.
struct Row {
    name: Safe,
    state: OrganizationState,
    sources: Safe,
    sponsors: usize,
    internal: Safe,
    external: Safe,
    created: Phrase,
}

const COLUMNS: &[Column<Row>] = &[
    Column::words("Name", 18, |row: &Row| Phrase::plain(row.name.clone())).priority(0),
    Column::state("State", 12, |row: &Row| organization::state(row.state))
        .least(10)
        .priority(1),
    Column::words("Identity sources", 16, |row: &Row| {
        Phrase::plain(row.sources.clone())
    })
    .priority(2),
    Column::number("Sponsors", 8, |row: &Row| {
        Phrase::plain(row.sponsors.to_string())
    })
    .priority(3),
    Column::words("Internal sponsors", 18, |row: &Row| {
        Phrase::plain(row.internal.clone())
    })
    .priority(6),
    Column::words("External sponsors", 18, |row: &Row| {
        Phrase::plain(row.external.clone())
    })
    .priority(7),
    Column::instant("Created", |row: &Row| row.created.clone()).priority(5),
];

const BINDINGS: &[Binding] = &[
    object::open(|_, spot| Ok(Step::Go(Screen::Organization(selected(spot)?)))),
    object::new(|scene, _| {
        scene.allows(&form::blank()?)?;
        Ok(Step::OpenForm(&form::CREATE, None))
    }),
    EDIT,
    DELETE,
];

/// Edits the organization that is selected or shown.
pub(super) const EDIT: Binding = object::edit(|scene, spot| {
    let organization = selected(spot)?;
    scene.allows(&form::untouched(organization))?;
    Ok(Step::OpenForm(&form::EDIT, Some(organization.into())))
});

/// Deletes the organization that is selected or shown.
pub(super) const DELETE: Binding = object::delete(|scene, spot| delete(scene, selected(spot)?));

fn selected(spot: &Spot) -> Result<ConnectedOrganizationId, Reason> {
    if let ObjectRef::ConnectedOrganization(id) = spot.object()? {
        Ok(id)
    } else {
        Err(Reason::new("no organization is selected"))
    }
}

/// Asks before an organization is disconnected.
fn delete(scene: &Scene<'_>, organization: ConnectedOrganizationId) -> Result<Step, Reason> {
    let with = OrganizationReference {
        connected_organization: organization,
    };
    let command = Command::from(OrganizationCommand::DeleteConnectedOrganization(with));
    scene.allows(&command)?;
    let name = scene.name(organization);
    let lines = vec![
        Phrase::plain(format!("Organization \"{name}\" will be deleted.")),
        Phrase::plain("Its people can no longer request; guests and their access stay."),
    ];
    let done = format!("Organization \"{name}\" was deleted. Guests from there stay.");
    let then = Step::Execute(Box::new(command), done.into());
    Ok(Confirm::deletion(("organization", name), lines, then))
}

fn objects(scene: &Scene<'_>, _: Screen) -> Vec<ObjectRef> {
    let named = scene
        .tenant()
        .index
        .named
        .of(ObjectKind::ConnectedOrganization);
    seen(scene, named.map(|(_, object)| *object))
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    let Some(found) = organization::find(scene, object) else {
        return Vec::new();
    };
    let row = Row {
        name: Safe::line(found.display_name.as_str()),
        state: found.state,
        sources: organization::sources(scene, found),
        sponsors: found.internal_sponsors.len() + found.external_sponsors.len(),
        internal: some_names(found.internal_sponsors.iter().map(|one| scene.name(*one))),
        external: some_names(found.external_sponsors.iter().map(|one| scene.name(*one))),
        created: scene.calendar.when(found.created_date_time),
    };
    column::cells(COLUMNS, &row)
}

#[cfg(test)]
mod tests {
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;

    fn with_contoso() -> Rehearsal {
        let mut desk = Rehearsal::new(Screen::ExternalPeople);
        desk.press("a").type_text("Contoso").press("tab");
        desk.type_text("contoso.onmicrosoft.com").press("Ctrl-S");
        desk.press("g o").expect("No connected organization.");
        desk.press("n").type_text("Contoso").press("tab tab enter");
        desk.press("space enter Ctrl-S");
        desk
    }

    #[test]
    fn another_directory_is_connected_and_listed_with_how_people_sign_in() {
        with_contoso().expect(">Contoso").expect("Configured");
    }

    #[test]
    fn an_organization_without_any_source_is_refused_beside_the_field() {
        let mut desk = Rehearsal::new(Screen::Organizations);
        desk.press("n").type_text("Fabrikam").press("Ctrl-S");
        desk.expect("choose a directory or name");
        desk.press("tab")
            .type_text("fabrikam.com, not a domain")
            .press("Ctrl-S");
        desk.expect("has \"not\"");
    }

    #[test]
    fn editing_adds_a_domain_and_keeps_the_directory() {
        let mut desk = with_contoso();
        desk.press("e tab tab tab")
            .type_text("contoso.de")
            .press("Ctrl-S");
        desk.expect("Saved.").press("enter").expect("contoso.de");
        desk.expect("contoso.onmicrosoft.com");
    }

    #[test]
    fn a_sponsor_is_added_and_taken_away() {
        let mut desk = with_contoso();
        desk.press("enter 2").expect("Nobody of this directory");
        desk.press("a enter")
            .type_text("admin")
            .press("enter Ctrl-S");
        desk.expect(">Administrator").expect("Internal sponsors 1");
        desk.press("x").expect("Remove sponsor?").press("y");
        desk.expect("Nobody of this directory");
    }

    #[test]
    fn deleting_asks_for_the_name() {
        let mut desk = with_contoso();
        desk.press("d").expect("Delete organization?");
        desk.type_text("Contoso").press("enter");
        desk.expect("No connected organization.");
    }
}
