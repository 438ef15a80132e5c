//! The forms that make and edit a custom extension: what it is for, whether it is waited for, and
//! which workflow is called.

use crate::domain::command::{
    Command, CreateCustomExtension, CustomExtensionReference, ExtensionCommand,
    UpdateCustomExtension,
};
use crate::domain::custom_extension::{
    CallbackConfiguration, CustomExtension, ExtensionKind, StubAnswer,
};
use crate::domain::id::{CatalogId, CustomExtensionId, ObjectRef};
use crate::domain::shape::Patch;
use crate::domain::text::{Description, DisplayName, Safe};
use crate::domain::time::Span;
use crate::domain::typed_span::Unit;
use crate::ui::form::difference::{changed, patch};
use crate::ui::form::{Answers, Field, FieldKey, FormTable, Kind, Parsed, Pick, Reader, Step};
use crate::ui::order::Order;
use crate::ui::scene::{Reason, Scene};

mod workflow;

const NAME: FieldKey = FieldKey::new("displayName");
const DESCRIPTION: FieldKey = FieldKey::new("description");
const FOR: FieldKey = FieldKey::new("kind");
const WAITS: FieldKey = FieldKey::new("callbackConfiguration");
const HOURS: FieldKey = FieldKey::new("timeoutDuration");
const ANSWER: FieldKey = FieldKey::new("answer");

/// The workflow is launched, and everything goes on.
const LAUNCH: &str = "launch";
/// The request waits until the workflow calls back.
const WAIT: &str = "wait";

/// Makes an extension of the catalog that the form is about.
pub static CREATE: FormTable = FormTable {
    name: "create-custom-extension",
    title: |scene, about| titled("New custom extension of", scene, about),
    verb: "create",
    steps: |_, _, answers| {
        let of_requests = answers.choice(&FOR) == Some(ExtensionKind::Request.json());
        steps(of_requests, Some(kinds()))
    },
    prefill: |_, _| {
        Answers::default()
            .with_choice(FOR, ExtensionKind::Request.json())
            .with_choice(WAITS, LAUNCH)
            .with_text(HOURS, "24")
            .with_choice(ANSWER, StubAnswer::default().json())
    },
    parse: create,
    done: |_, _, answers| {
        let name = answers.text(&NAME).trim();
        format!("Extension \"{name}\" was made. No policy calls it yet.").into()
    },
    notes: |_, _, _| Vec::new(),
};

/// Edits an extension.
pub static EDIT: FormTable = FormTable {
    name: "edit-custom-extension",
    title: |scene, about| titled("Edit custom extension", scene, about),
    verb: "save",
    steps: |scene, about, _| {
        let kind = edited(scene, about).map(|extension| extension.kind);
        steps(kind == Some(ExtensionKind::Request), None)
    },
    prefill: |scene, about| edited(scene, about).map(answers_of).unwrap_or_default(),
    parse: update,
    done: |_, _, _| "Saved. Calls that were made already stay as they are.".into(),
    notes: |_, _, _| Vec::new(),
};

fn titled(words: &str, scene: &Scene<'_>, about: Option<ObjectRef>) -> Safe {
    about.map_or_else(Safe::default, |object| {
        format!("{words} \"{}\"", scene.name(object)).into()
    })
}

fn kinds() -> Field {
    let kinds = ExtensionKind::ALL.iter();
    let kinds = kinds.map(|kind| Pick::new(kind.json(), kind.label()));
    Field::new(FOR, "Called for", Kind::Choice(kinds.collect()))
        .required()
        .help("It stays so: policies name the extension at steps of this kind.")
}

fn steps(of_requests: bool, kinds: Option<Field>) -> Vec<Step> {
    let mut basics = vec![
        Field::new(NAME, "Name", Kind::Text(DisplayName::CAP)).required(),
        Field::new(DESCRIPTION, "Description", Kind::Long(Description::CAP)),
    ];
    basics.extend(kinds);
    if of_requests {
        basics.extend(waiting());
    }
    let answers = StubAnswer::ALL.iter();
    let answers = answers.map(|answer| Pick::new(answer.json(), answer.label()));
    basics.push(
        Field::new(ANSWER, "At this desk it", Kind::Choice(answers.collect()))
            .required()
            .help("Nothing is called in truth; this says what the workflow would do."),
    );
    vec![
        Step::new("Basics", basics),
        Step::new("Workflow", workflow::fields()),
    ]
}

fn waiting() -> [Field; 2] {
    let waits = vec![
        Pick::new(LAUNCH, "launch and continue"),
        Pick::new(WAIT, "launch and wait"),
    ];
    [
        Field::new(WAITS, "Behavior", Kind::Choice(waits))
            .required()
            .help("A request waits when it was created or approved; later nothing is held up."),
        Field::new(
            HOURS,
            "Hours to wait",
            Kind::Length(Unit::Hours, 1, u32::MAX),
        )
        .required()
        .help("At most 336, which is 14 days; then the call has failed.")
        .only_if(WAITS, &[WAIT], "counts when it is waited for"),
    ]
}

fn edited<'a>(scene: &Scene<'a>, about: Option<ObjectRef>) -> Option<&'a CustomExtension> {
    if let Some(ObjectRef::CustomExtension(id)) = about {
        scene.tenant().find_custom_extension(id)
    } else {
        None
    }
}

fn answers_of(extension: &CustomExtension) -> Answers {
    let callback = extension.callback_configuration;
    let wait = callback.map_or(Span::hours(24), |callback| callback.timeout_duration);
    let basics = Answers::default()
        .with_text(NAME, extension.display_name.as_str())
        .with_text(DESCRIPTION, extension.description.as_str())
        .with_choice(FOR, extension.kind.json())
        .with_choice(WAITS, if callback.is_some() { WAIT } else { LAUNCH })
        .with_text(HOURS, &whole_hours(wait).to_string())
        .with_choice(ANSWER, extension.answer.json());
    workflow::prefill(basics, extension)
}

const fn whole_hours(span: Span) -> u64 {
    span.as_seconds().div_ceil(3_600)
}

/// What both forms ask, read.
struct Read {
    name: Option<DisplayName>,
    description: Option<Description>,
    callback: Option<CallbackConfiguration>,
    answer: Option<StubAnswer>,
    workflow: workflow::Read,
}

fn read(read: &mut Reader<'_>, of_requests: bool, old: Option<&CustomExtension>) -> Read {
    Read {
        name: read.text(&NAME, DisplayName::parse),
        description: read.text(&DESCRIPTION, Description::parse),
        callback: callback(read, old).filter(|_| of_requests),
        answer: read.choice(&ANSWER, |json| {
            let mut all = StubAnswer::ALL.iter().copied();
            all.find(|answer| answer.json() == json)
        }),
        workflow: workflow::read(read, old),
    }
}

/// Reads how long it is waited for; a time that is not of whole hours stays to the second.
fn callback(read: &mut Reader<'_>, old: Option<&CustomExtension>) -> Option<CallbackConfiguration> {
    if read.answers().choice(&WAITS) != Some(WAIT) {
        return None;
    }
    let hours = read.length(&HOURS, Unit::Hours)?;
    let kept = old.and_then(|old| old.callback_configuration);
    let kept = kept.filter(|old| whole_hours(old.timeout_duration) == u64::from(hours));
    kept.or(Some(CallbackConfiguration {
        timeout_duration: Span::hours(hours),
    }))
}

fn create(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Parsed {
    let mut reader = Reader::new(answers, scene.calendar);
    let kind = reader.choice(&FOR, |json| {
        let mut all = ExtensionKind::ALL.iter().copied();
        all.find(|kind| kind.json() == json)
    });
    let found = read(&mut reader, kind == Some(ExtensionKind::Request), None);
    let catalog = if let Some(ObjectRef::Catalog(catalog)) = about {
        Some(catalog)
    } else {
        reader.refuse(&NAME, "belongs to a catalog that has been deleted");
        None
    };
    reader
        .finish(|| {
            Some(ExtensionCommand::CreateCustomExtension(
                CreateCustomExtension {
                    catalog: catalog?,
                    display_name: found.name?,
                    description: found.description,
                    kind: kind?,
                    endpoint_configuration: found.workflow.endpoint,
                    authentication_configuration: found.workflow.authentication,
                    client_configuration: found.workflow.client,
                    callback_configuration: found.callback,
                    answer: found.answer,
                },
            ))
        })
        .map(Order::persona)
}

/// Sends only what differs, so that what others changed meanwhile is left alone.
fn update(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Parsed {
    let mut reader = Reader::new(answers, scene.calendar);
    let old = edited(scene, about);
    let kind = old.map(|old| old.kind);
    let found = read(&mut reader, kind == Some(ExtensionKind::Request), old);
    if old.is_none() {
        reader.refuse(&NAME, "belongs to an extension that has been deleted");
    }
    reader
        .finish(|| {
            let old = old?;
            let workflow = found.workflow;
            Some(ExtensionCommand::UpdateCustomExtension(
                UpdateCustomExtension {
                    custom_extension: old.id,
                    display_name: changed(found.name, &old.display_name),
                    description: changed(found.description, &old.description),
                    endpoint_configuration: patch(
                        workflow.endpoint,
                        old.endpoint_configuration.as_ref(),
                    ),
                    authentication_configuration: patch(
                        workflow.authentication,
                        old.authentication_configuration.as_ref(),
                    ),
                    client_configuration: patch(workflow.client, old.client_configuration.as_ref()),
                    callback_configuration: patch(
                        found.callback,
                        old.callback_configuration.as_ref(),
                    ),
                    answer: changed(found.answer, &old.answer),
                },
            ))
        })
        .map(Order::persona)
}

/// Returns a command that makes some extension, to ask whether the persona may make any.
pub fn blank(catalog: CatalogId) -> Result<Command, Reason> {
    let display_name =
        DisplayName::parse("extension").map_err(|error| Reason::new(error.to_string()))?;
    Ok(
        ExtensionCommand::CreateCustomExtension(CreateCustomExtension {
            catalog,
            display_name,
            description: None,
            kind: ExtensionKind::Request,
            endpoint_configuration: None,
            authentication_configuration: None,
            client_configuration: None,
            callback_configuration: None,
            answer: None,
        })
        .into(),
    )
}

/// Returns the edit that changes nothing, to ask whether the persona may edit at all.
pub fn untouched(custom_extension: CustomExtensionId) -> Command {
    ExtensionCommand::UpdateCustomExtension(UpdateCustomExtension {
        custom_extension,
        display_name: None,
        description: None,
        endpoint_configuration: Patch::Keep,
        authentication_configuration: Patch::Keep,
        client_configuration: Patch::Keep,
        callback_configuration: Patch::Keep,
        answer: None,
    })
    .into()
}

/// Returns the command that deletes an extension.
pub fn deletion(custom_extension: CustomExtensionId) -> Command {
    ExtensionCommand::DeleteCustomExtension(CustomExtensionReference { custom_extension }).into()
}
