//! The forms that make and edit an application: what it is, and the roles it offers.

use crate::domain::application::{Application, SignInAudience, WellKnownApplication};
use crate::domain::command::{
    Command, CreateApplication, NewAppRole, ObjectCommand, UpdateApplication,
};
use crate::domain::id::{ApplicationId, ObjectRef, Principal, UserId};
use crate::domain::text::{Attribute, DisplayName, Safe};
use crate::ui::form::difference::{changed, patch};
use crate::ui::form::people::Part;
use crate::ui::form::{
    Amount, Answers, Field, FieldKey, Finder, FormTable, Kind, Parsed, Pick, Reader, Step, people,
};
use crate::ui::order::Order;
use crate::ui::scene::{Reason, Scene};

mod roles;

const NAME: FieldKey = FieldKey::new("displayName");
const APP_ID: FieldKey = FieldKey::new("appId");
const OWNERS: FieldKey = FieldKey::new("owners");
const AUDIENCE: FieldKey = FieldKey::new("signInAudience");
const WELL_KNOWN: FieldKey = FieldKey::new("wellKnown");
const ORDINARY: &str = "ordinary";

/// Makes an application.
pub static CREATE: FormTable = FormTable {
    name: "create-application",
    title: |_, _| "New application".into(),
    verb: "create",
    steps: |_, _, answers| {
        let id = Field::new(APP_ID, "Application ID", Kind::Text(Attribute::CAP));
        steps(id.help("Drawn unless entered."), answers)
    },
    prefill: |_, _| {
        let basics = Answers::default()
            .with_choice(AUDIENCE, SignInAudience::MyOrganization.json())
            .with_choice(WELL_KNOWN, ORDINARY);
        roles::prefill(basics, &[])
    },
    parse: |scene, _, answers| create(scene, answers),
    done: |_, _, answers| {
        let name = answers.text(&NAME).trim();
        format!("Application \"{name}\" was made. No catalog holds it yet.").into()
    },
    notes: |_, _, _| Vec::new(),
};

/// Edits an application.
pub static EDIT: FormTable = FormTable {
    name: "edit-application",
    title: |scene, about| {
        about.map_or_else(Safe::default, |object| {
            format!("Edit application \"{}\"", scene.name(object)).into()
        })
    },
    verb: "save",
    steps: |_, _, answers| {
        let id = Field::new(APP_ID, "Application ID", Kind::Text(Attribute::CAP));
        steps(id.required(), answers)
    },
    prefill: |scene, about| {
        let found = edited(scene, about);
        found.map_or_else(Answers::default, |found| answers_of(scene, found))
    },
    parse: update,
    done: |_, _, _| "Saved. Who loses a role that is gone loses it at once.".into(),
    notes: |_, _, _| Vec::new(),
};

fn steps(id: Field, answers: &Answers) -> Vec<Step> {
    let owners =
        Finder::new(|scene, _, sought| people::users(scene, sought, Part::Belonging, |_| true));
    let audiences = SignInAudience::ALL.iter();
    let audiences = audiences.map(|one| Pick::new(one.json(), one.label()));
    let parts = WellKnownApplication::ALL.iter();
    let parts = parts.map(|part| Pick::new(part.json(), part.label()));
    let parts = std::iter::once(Pick::new(ORDINARY, "an ordinary one")).chain(parts);
    let basics = vec![
        Field::new(NAME, "Name", Kind::Text(DisplayName::CAP)).required(),
        id,
        Field::new(OWNERS, "Owners", Kind::Search(Amount::Many, owners))
            .help("May give its roles, besides administrators."),
        Field::new(AUDIENCE, "Who signs in", Kind::Choice(audiences.collect()))
            .required()
            .help("No catalog holds one for personal accounts."),
        Field::new(WELL_KNOWN, "Application is", Kind::Choice(parts.collect()))
            .required()
            .help("No catalog holds a part of the service itself."),
    ];
    vec![
        Step::new("Basics", basics),
        Step::new("Roles", roles::fields(answers)),
    ]
}

fn edited<'a>(scene: &Scene<'a>, about: Option<ObjectRef>) -> Option<&'a Application> {
    if let Some(ObjectRef::Application(id)) = about {
        scene.tenant().find_application(id)
    } else {
        None
    }
}

fn answers_of(scene: &Scene<'_>, application: &Application) -> Answers {
    let owners = application.owners.iter();
    let owners = owners.map(|owner| people::pick(scene, Part::Belonging, Principal::User(*owner)));
    let part = application.well_known.map(WellKnownApplication::json);
    let basics = Answers::default()
        .with_text(NAME, application.display_name.as_str())
        .with_text(APP_ID, application.app_id.as_str())
        .with_picked(OWNERS, owners.collect())
        .with_choice(AUDIENCE, application.sign_in_audience.json())
        .with_choice(WELL_KNOWN, part.unwrap_or(ORDINARY));
    roles::prefill(basics, &application.app_roles)
}

/// What both forms ask, read.
struct Read {
    name: Option<DisplayName>,
    app_id: Option<Attribute>,
    owners: Vec<UserId>,
    audience: Option<SignInAudience>,
    well_known: Option<WellKnownApplication>,
    roles: Vec<NewAppRole>,
}

fn read(scene: &Scene<'_>, read: &mut Reader<'_>) -> Read {
    Read {
        name: read.text(&NAME, DisplayName::parse),
        app_id: read.optional_text(&APP_ID, Attribute::parse),
        owners: read.picks(&OWNERS, |value| people::find_user(scene, value)),
        audience: read.choice(&AUDIENCE, |json| {
            let mut all = SignInAudience::ALL.iter().copied();
            all.find(|one| one.json() == json)
        }),
        well_known: WellKnownApplication::ALL
            .iter()
            .copied()
            .find(|part| read.answers().choice(&WELL_KNOWN) == Some(part.json())),
        roles: roles::read(read),
    }
}

fn create(scene: &Scene<'_>, answers: &Answers) -> Parsed {
    let mut reader = Reader::new(answers, scene.calendar);
    let found = read(scene, &mut reader);
    reader
        .finish(|| {
            Some(ObjectCommand::CreateApplication(CreateApplication {
                display_name: found.name?,
                app_id: found.app_id,
                app_roles: found.roles,
                owners: found.owners,
                sign_in_audience: found.audience,
                well_known: found.well_known,
            }))
        })
        .map(Order::persona)
}

/// Sends only what differs, so that what others changed meanwhile is left alone.
fn update(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Parsed {
    let mut reader = Reader::new(answers, scene.calendar);
    let found = read(scene, &mut reader);
    let application = edited(scene, about);
    if application.is_none() {
        reader.refuse(&NAME, "belongs to an application that has been deleted");
    }
    reader
        .finish(|| {
            let old = application?;
            let owners = old.owners.iter().copied().collect();
            Some(ObjectCommand::UpdateApplication(UpdateApplication {
                application: old.id,
                display_name: changed(found.name, &old.display_name),
                app_id: changed(found.app_id, &old.app_id),
                app_roles: changed(Some(found.roles), &roles::of(&old.app_roles)),
                owners: changed(Some(found.owners), &owners),
                sign_in_audience: changed(found.audience, &old.sign_in_audience),
                well_known: patch(found.well_known, old.well_known.as_ref()),
            }))
        })
        .map(Order::persona)
}

/// Returns a command that makes some application, to ask whether the persona may make any.
pub fn blank() -> Result<Command, Reason> {
    let display_name =
        DisplayName::parse("application").map_err(|error| Reason::new(error.to_string()))?;
    Ok(ObjectCommand::CreateApplication(CreateApplication {
        display_name,
        app_id: None,
        app_roles: Vec::new(),
        owners: Vec::new(),
        sign_in_audience: None,
        well_known: None,
    })
    .into())
}

/// Returns the edit that changes nothing, to ask whether the persona may edit at all.
pub fn untouched(application: ApplicationId) -> Command {
    ObjectCommand::UpdateApplication(UpdateApplication {
        application,
        display_name: None,
        app_id: None,
        app_roles: None,
        owners: None,
        sign_in_audience: None,
        well_known: crate::domain::shape::Patch::Keep,
    })
    .into()
}
