//! The forms that make and edit a catalog; the pattern for all forms.

use crate::domain::catalog::{Catalog, CatalogState};
use crate::domain::command::{CatalogCommand, Command, CreateCatalog, UpdateCatalog};
use crate::domain::id::{CatalogId, ObjectRef};
use crate::domain::text::{Description, DisplayName, Safe};
use crate::ui::form::{Answers, Field, FieldKey, FormTable, Kind, Parsed, Reader, Step};
use crate::ui::scene::{Reason, Scene};

const NAME: FieldKey = FieldKey::new("displayName");
const DESCRIPTION: FieldKey = FieldKey::new("description");
const ENABLED: FieldKey = FieldKey::new("state");
const EXTERNAL: FieldKey = FieldKey::new("isExternallyVisible");

/// Makes a catalog.
pub static CREATE: FormTable = FormTable {
    name: "create-catalog",
    title: |_, _| "New catalog".into(),
    verb: "create",
    steps: |_, _, _| steps(),
    prefill: |_, _| {
        Answers::default()
            .with_toggle(ENABLED, true)
            .with_toggle(EXTERNAL, true)
    },
    parse: |scene, _, answers| create(scene, answers),
    done: |_, _, answers| format!("Catalog \"{}\" was made.", answers.text(&NAME).trim()).into(),
    notes: |_, _, _| Vec::new(),
};

/// Edits a catalog.
pub static EDIT: FormTable = FormTable {
    name: "edit-catalog",
    title: |scene, about| {
        about.map_or_else(Safe::default, |object| {
            format!("Edit catalog \"{}\"", scene.name(object)).into()
        })
    },
    verb: "save",
    steps: |_, _, _| steps(),
    prefill: |scene, about| edited(scene, about).map(answers_of).unwrap_or_default(),
    parse: update,
    done: |_, _, _| "Saved. Access that people hold stays as it is.".into(),
    notes: |_, _, _| Vec::new(),
};

fn steps() -> Vec<Step> {
    vec![Step::new(
        "Basics",
        vec![
            Field::new(NAME, "Name", Kind::Text(DisplayName::CAP)).required(),
            Field::new(DESCRIPTION, "Description", Kind::Long(Description::CAP))
                .required()
                .help("Requestors read it."),
            Field::new(ENABLED, "Enabled", Kind::Toggle)
                .help("Packages of a disabled catalog cannot be requested."),
            Field::new(EXTERNAL, "Enabled for external users", Kind::Toggle),
        ],
    )]
}

fn answers_of(catalog: &Catalog) -> Answers {
    Answers::default()
        .with_text(NAME, catalog.display_name.as_str())
        .with_text(DESCRIPTION, catalog.description.as_str())
        .with_toggle(ENABLED, catalog.state == CatalogState::Published)
        .with_toggle(EXTERNAL, catalog.is_externally_visible)
}

fn edited<'a>(scene: &Scene<'a>, about: Option<ObjectRef>) -> Option<&'a Catalog> {
    if let Some(ObjectRef::Catalog(id)) = about {
        scene.tenant().find_catalog(id)
    } else {
        None
    }
}

const fn state(enabled: bool) -> CatalogState {
    if enabled {
        CatalogState::Published
    } else {
        CatalogState::Unpublished
    }
}

fn create(scene: &Scene<'_>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let name = read.text(&NAME, DisplayName::parse);
    let description = read.text(&DESCRIPTION, Description::parse);
    let (enabled, external) = (read.toggle(&ENABLED), read.toggle(&EXTERNAL));
    read.finish(|| {
        Some(CatalogCommand::CreateCatalog(CreateCatalog {
            display_name: name?,
            description: description?,
            state: Some(state(enabled)),
            is_externally_visible: Some(external),
        }))
    })
    .map(Command::from)
}

/// Sends only what differs, so that what others changed meanwhile is left alone.
fn update(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let name = read.text(&NAME, DisplayName::parse);
    let description = read.text(&DESCRIPTION, Description::parse);
    let (enabled, external) = (read.toggle(&ENABLED), read.toggle(&EXTERNAL));
    let catalog = edited(scene, about);
    if catalog.is_none() {
        read.refuse(&NAME, "belongs to a catalog that has been deleted");
    }
    read.finish(|| {
        let catalog = catalog?;
        Some(CatalogCommand::UpdateCatalog(UpdateCatalog {
            catalog: catalog.id,
            display_name: name.filter(|name| *name != catalog.display_name),
            description: description.filter(|text| *text != catalog.description),
            state: Some(state(enabled)).filter(|state| *state != catalog.state),
            is_externally_visible: Some(external)
                .filter(|external| *external != catalog.is_externally_visible),
        }))
    })
    .map(Command::from)
}

/// Returns a command that makes some catalog, to ask whether the persona may make any.
pub fn blank() -> Result<Command, Reason> {
    let display_name =
        DisplayName::parse("catalog").map_err(|error| Reason::new(error.to_string()))?;
    Ok(Command::from(CatalogCommand::CreateCatalog(
        CreateCatalog {
            display_name,
            description: Description::none(),
            state: None,
            is_externally_visible: None,
        },
    )))
}

/// Returns the edit that changes nothing, to ask whether the persona may edit at all.
pub fn untouched(catalog: CatalogId) -> Command {
    CatalogCommand::UpdateCatalog(UpdateCatalog {
        catalog,
        display_name: None,
        description: None,
        state: None,
        is_externally_visible: None,
    })
    .into()
}
