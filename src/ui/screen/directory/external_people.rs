//! The people of other directories, who have no account in this one.

use crate::domain::command::{DeskCommand, RemoveExternalPerson};
use crate::domain::id::{ExternalPersonId, ObjectKind, ObjectRef};
use crate::domain::subject::ExternalPerson;
use crate::domain::text::Safe;
use crate::ui::action::Action;
use crate::ui::column::{self, Column};
use crate::ui::form::{external_person as form, other_directory};
use crate::ui::keymap::{Binding, Chord, Shown, Spot};
use crate::ui::modal::Confirm;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::directory;
use crate::ui::screen::{Body, ListPage, Page};
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Head, Phrase};
use crate::ui::wording::brief;

/// The list of external people.
pub const PAGE: Page = Page {
    name: "External people",
    title: |_, _| "External people".into(),
    parent: |_, _| None,
    bindings: BINDINGS,
    tabs: directory::tabs,
    body: Body::List(ListPage {
        objects: |scene, _| directory::listed(scene, ObjectKind::ExternalPerson),
        heads,
        cells,
        detail,
        overview: None,
        empty: &[
            "Nobody from elsewhere is known here.",
            "An external person has no account in this directory; act as one with `P`.",
            "`n` adds a person, `a` adds a directory for them.",
        ],
    }),
};

/// An external person as a row: what its cells need, looked up.
struct Row {
    name: Safe,
    sign_in_name: Safe,
    directory: Safe,
    method: &'static str,
}

const COLUMNS: &[Column<Row>] = &[
    Column::words("Name", 20, |row: &Row| Phrase::plain(row.name.clone())).priority(0),
    Column::words("Directory", 18, |row: &Row| {
        brief::kind(row.directory.as_str())
    })
    .short(10)
    .priority(1),
    Column::address("Signs in as", 24, |row: &Row| {
        Phrase::plain(row.sign_in_name.clone())
    })
    .priority(2),
    Column::words("With", 18, |row: &Row| brief::kind(row.method))
        .short(9)
        .priority(3),
];

// What the operator of the desk does needs no right, so that only what is selected greys a key.
const BINDINGS: &[Binding] = &[
    Binding {
        keys: &[Chord::char('n')],
        action: Action::New,
        label: "new",
        shown: Shown::Footer,
        step: |_, _| Ok(Step::OpenForm(&form::ADD, None)),
    },
    Binding {
        keys: &[Chord::char('e')],
        action: Action::Edit,
        label: "edit",
        shown: Shown::Footer,
        step: |_, spot| Ok(Step::OpenForm(&form::EDIT, Some(chosen(spot)?.into()))),
    },
    Binding {
        keys: &[Chord::char('d')],
        action: Action::Delete,
        label: "remove person",
        shown: Shown::Footer,
        step: |scene, spot| Ok(remove(scene, chosen(spot)?)),
    },
    Binding {
        keys: &[Chord::char('a')],
        action: Action::Add,
        label: "add directory",
        shown: Shown::Footer,
        step: |_, _| Ok(Step::OpenForm(&other_directory::ADD, None)),
    },
];

fn chosen(spot: &Spot) -> Result<ExternalPersonId, Reason> {
    if let ObjectRef::ExternalPerson(id) = spot.object()? {
        Ok(id)
    } else {
        Err(Reason::new("nobody is selected"))
    }
}

/// Asks before removing a person.
fn remove(scene: &Scene<'_>, person: ExternalPersonId) -> Step {
    let name = scene.name(person);
    let lines = vec![
        Phrase::plain(format!("{name} will no longer be known here.")),
        Phrase::plain("The person's own directory does not change."),
    ];
    let command = DeskCommand::RemoveExternalPerson(RemoveExternalPerson { person });
    let done = format!("{name} was removed.");
    let then = Step::Operate(Box::new(command), done.into());
    Step::Ask(Box::new(Confirm::simple(
        "Remove person?",
        lines,
        "Remove",
        then,
    )))
}

fn find<'a>(scene: &Scene<'a>, object: ObjectRef) -> Option<&'a ExternalPerson> {
    if let ObjectRef::ExternalPerson(id) = object {
        scene.tenant().find_external_person(id)
    } else {
        None
    }
}

fn place(scene: &Scene<'_>, person: &ExternalPerson) -> Safe {
    person
        .directory
        .map_or_else(|| "none known here".into(), |id| scene.name(id))
}

fn heads() -> Vec<Head> {
    column::heads(COLUMNS)
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    let Some(person) = find(scene, object) else {
        return Vec::new();
    };
    let row = Row {
        name: Safe::line(person.display_name.as_str()),
        sign_in_name: Safe::line(person.user_principal_name.as_str()),
        directory: place(scene, person),
        method: person.sign_in_method.label(),
    };
    column::cells(COLUMNS, &row)
}

fn detail(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    let Some(person) = find(scene, object) else {
        return vec![DetailLine::text("This person has been removed.")];
    };
    let mail = person.mail.as_ref().map_or_else(
        || Phrase::signed(Tone::Warning, "none, no mail arrives"),
        |mail| Phrase::plain(Safe::line(mail.as_str())),
    );
    let mut lines = vec![
        DetailLine::fact(
            "Signs in as",
            Safe::line(person.user_principal_name.as_str()),
        ),
        DetailLine::fact("With", person.sign_in_method.label()),
        DetailLine::fact("Directory", place(scene, person)),
        DetailLine::Fact("Mail".into(), mail),
    ];
    let proofs = person.verified_credentials.iter();
    lines.extend(proofs.map(|proof| DetailLine::fact("Can prove", proof.to_string())));
    lines.push(DetailLine::fact("Id", person.id.guid().to_string()));
    lines
}

#[cfg(test)]
mod tests {
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;

    fn with_kim_of_contoso() -> Rehearsal {
        let mut desk = Rehearsal::new(Screen::ExternalPeople);
        desk.press("a").type_text("Contoso").press("tab");
        desk.type_text("contoso.onmicrosoft.com").press("Ctrl-S");
        desk.press("n").type_text("kim@contoso.com").press("tab");
        desk.type_text("Kim Ray").press("tab enter enter Ctrl-S");
        desk
    }

    #[test]
    fn nobody_from_elsewhere_greys_what_needs_somebody() {
        Rehearsal::new(Screen::ExternalPeople)
            .expect("Nobody from elsewhere is known here.")
            .press("d")
            .expect("nothing is selected");
    }

    #[test]
    fn a_person_is_added_with_the_directory_and_signs_in_by_it() {
        with_kim_of_contoso()
            .expect(">Kim Ray")
            .expect("Contoso")
            .expect("Entra ID");
    }

    #[test]
    fn removing_a_person_asks_and_no_keeps_them() {
        let mut desk = with_kim_of_contoso();
        desk.press("d").expect("Remove person?").press("enter");
        desk.expect(">Kim Ray");
        desk.press("d y").expect("Kim Ray was removed.");
        desk.expect("Nobody from elsewhere");
    }
}
