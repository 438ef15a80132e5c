//! The forms that add and edit a person of another directory; they are the operator's.

use crate::domain::command::{AddExternalPerson, DeskCommand, UpdateExternalPerson};
use crate::domain::id::{DirectoryId, ObjectKind, ObjectRef};
use crate::domain::shape::Patch;
use crate::domain::subject::{ExternalPerson, SignInMethod};
use crate::domain::text::{DisplayName, MailAddress, Safe, UserPrincipalName};
use crate::ui::form::difference::{changed, patch};
use crate::ui::form::{
    Amount, Answers, Field, FieldKey, FormTable, Kind, Parsed, Pick, Reader, Source, Step,
    credentials,
};
use crate::ui::order::Order;
use crate::ui::scene::Scene;

const SIGN_IN_NAME: FieldKey = FieldKey::new("userPrincipalName");
const NAME: FieldKey = FieldKey::new("displayName");
const DIRECTORY: FieldKey = FieldKey::new("directory");
const METHOD: FieldKey = FieldKey::new("signInMethod");
const MAILBOX: FieldKey = FieldKey::new("hasMail");
const MAIL: FieldKey = FieldKey::new("mail");
const CREDENTIALS: FieldKey = FieldKey::new("verifiedCredentials");

/// Adds a person.
pub static ADD: FormTable = FormTable {
    name: "add-external-person",
    title: |_, _| "New external person".into(),
    verb: "add",
    steps: |_, _, _| vec![Step::new("Basics", fields_of_new())],
    prefill: |_, _| Answers::default().with_toggle(MAILBOX, true),
    parse: |scene, _, answers| add(scene, answers),
    done: |_, _, answers| {
        let name = answers.text(&NAME).trim();
        format!("{name} was added, without an account in this directory.").into()
    },
    notes: |_, _, _| Vec::new(),
};

/// Edits a person.
pub static EDIT: FormTable = FormTable {
    name: "edit-external-person",
    title: |scene, about| {
        about.map_or_else(Safe::default, |object| {
            format!("Edit external person \"{}\"", scene.name(object)).into()
        })
    },
    verb: "save",
    steps: |_, _, _| {
        let mut fields = vec![name()];
        fields.extend(mail("The sign-in name stays as it is."));
        fields.push(credentials::field(CREDENTIALS));
        vec![Step::new("Basics", fields)]
    },
    prefill: |scene, about| edited(scene, about).map(answers_of).unwrap_or_default(),
    parse: update,
    done: |_, _, _| "Saved. The person's own directory does not change.".into(),
    notes: |_, _, _| Vec::new(),
};

fn fields_of_new() -> Vec<Field> {
    let methods = SignInMethod::ALL
        .iter()
        .map(|method| Pick::new(method.json(), method.label()))
        .collect();
    let sign_in_name = Kind::Text(UserPrincipalName::CAP);
    let mut fields = vec![
        Field::new(SIGN_IN_NAME, "Sign-in name", sign_in_name)
            .required()
            .help("Such as kim@contoso.com."),
        name(),
        Field::new(
            DIRECTORY,
            "Directory",
            Kind::Picker(Amount::One, Source(directories)),
        )
        .help("Where the person has an account, if it is known here."),
        Field::new(METHOD, "Signs in with", Kind::Choice(methods))
            .help("The directory, or else a one-time passcode, unless chosen."),
    ];
    fields.extend(mail("The sign-in name unless entered."));
    fields.push(credentials::field(CREDENTIALS));
    fields
}

fn name() -> Field {
    Field::new(NAME, "Display name", Kind::Text(DisplayName::CAP)).required()
}

fn mail(help: &str) -> [Field; 2] {
    [
        Field::new(MAILBOX, "Mailbox", Kind::Toggle),
        Field::new(MAIL, "Mail", Kind::Text(MailAddress::CAP))
            .only_if(MAILBOX, &["yes"], "switch Mailbox on")
            .help(help),
    ]
}

/// Lists the directories but the one that owns the resources.
fn directories(scene: &Scene<'_>, _: Option<ObjectRef>, _: &Answers) -> Vec<Pick> {
    let named = scene.tenant().index.named.of(ObjectKind::Directory);
    named
        .filter_map(|(_, object)| {
            let directory = other_directory(scene, &object.guid().to_string())?;
            let domain = scene.tenant().find_directory(directory)?;
            let domain = Safe::line(domain.initial_domain.as_str());
            let value = directory.guid().to_string();
            Some(Pick::new(value, scene.name(directory)).note(domain))
        })
        .collect()
}

fn other_directory(scene: &Scene<'_>, value: &str) -> Option<DirectoryId> {
    let id = DirectoryId::new(uuid::Uuid::parse_str(value).ok()?);
    let directory = scene.tenant().find_directory(id)?;
    (!directory.is_resource_directory).then_some(id)
}

fn edited<'a>(scene: &Scene<'a>, about: Option<ObjectRef>) -> Option<&'a ExternalPerson> {
    if let Some(ObjectRef::ExternalPerson(id)) = about {
        scene.tenant().find_external_person(id)
    } else {
        None
    }
}

fn answers_of(person: &ExternalPerson) -> Answers {
    Answers::default()
        .with_text(NAME, person.display_name.as_str())
        .with_toggle(MAILBOX, person.mail.is_some())
        .with_text(MAIL, person.mail.as_ref().map_or("", MailAddress::as_str))
        .with_text(
            CREDENTIALS,
            &credentials::lined(person.verified_credentials.iter().cloned()),
        )
}

fn read_mail(read: &mut Reader<'_>) -> Option<MailAddress> {
    if read.toggle(&MAILBOX) {
        read.optional_text(&MAIL, MailAddress::parse)
    } else {
        None
    }
}

fn add(scene: &Scene<'_>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let sign_in_name = read.text(&SIGN_IN_NAME, UserPrincipalName::parse);
    let name = read.text(&NAME, DisplayName::parse);
    let directory = read.picks(&DIRECTORY, |value| other_directory(scene, value));
    let method = read.choice(&METHOD, |json| {
        let mut methods = SignInMethod::ALL.iter().copied();
        methods.find(|method| method.json() == json)
    });
    let mail = match (read.toggle(&MAILBOX), read_mail(&mut read)) {
        (true, Some(mail)) => Patch::Set(mail),
        (true, None) => Patch::Keep,
        (false, _) => Patch::Clear,
    };
    let proofs = credentials::read(&mut read, &CREDENTIALS);
    read.finish(|| {
        Some(DeskCommand::AddExternalPerson(AddExternalPerson {
            user_principal_name: sign_in_name?,
            display_name: name?,
            mail,
            directory: directory.first().copied(),
            sign_in_method: method,
            verified_credentials: proofs,
        }))
    })
    .map(Order::from)
}

/// Sends only what differs, so that what others changed meanwhile is left alone.
fn update(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let name = read.text(&NAME, DisplayName::parse);
    let mail = read_mail(&mut read);
    let proofs = credentials::read(&mut read, &CREDENTIALS);
    if read.toggle(&MAILBOX) && answers.text(&MAIL).trim().is_empty() {
        read.refuse(&MAIL, "is empty");
    }
    let person = edited(scene, about);
    if person.is_none() {
        read.refuse(&NAME, "belongs to a person who has been removed");
    }
    read.finish(|| {
        let person = person?;
        Some(DeskCommand::UpdateExternalPerson(UpdateExternalPerson {
            person: person.id,
            display_name: changed(name, &person.display_name),
            mail: patch(mail, person.mail.as_ref()),
            verified_credentials: changed(Some(proofs), &person.verified_credentials),
        }))
    })
    .map(Order::from)
}
