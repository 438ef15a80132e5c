//! The forms that make and edit an account.

use crate::domain::command::{Command, CreateUser, DirectoryCommand, UpdateUser};
use crate::domain::id::{ObjectRef, Principal, UserId};
use crate::domain::shape::Patch;
use crate::domain::subject::{User, UserType};
use crate::domain::text::{Attribute, DisplayName, MailAddress, Safe, UserPrincipalName};
use crate::ui::form::difference::{changed, patch};
use crate::ui::form::{
    Amount, Answers, Field, FieldKey, Finder, FormTable, Kind, Parsed, Pick, Reader, Step, people,
};
use crate::ui::order::Order;
use crate::ui::scene::{Reason, Scene};

const SIGN_IN_NAME: FieldKey = FieldKey::new("userPrincipalName");
const NAME: FieldKey = FieldKey::new("displayName");
const TYPE: FieldKey = FieldKey::new("userType");
const ENABLED: FieldKey = FieldKey::new("accountEnabled");
const MAILBOX: FieldKey = FieldKey::new("hasMail");
const MAIL: FieldKey = FieldKey::new("mail");
const MANAGER: FieldKey = FieldKey::new("manager");
const SPONSORS: FieldKey = FieldKey::new("sponsors");
const DEPARTMENT: FieldKey = FieldKey::new("department");
const JOB_TITLE: FieldKey = FieldKey::new("jobTitle");

/// Makes an account.
pub static CREATE: FormTable = FormTable {
    name: "create-user",
    title: |_, _| "New user".into(),
    verb: "create",
    steps: |scene, _, _| vec![Step::new("Basics", fields_of_new(scene))],
    prefill: |_, _| {
        Answers::default()
            .with_choice(TYPE, UserType::Member.json())
            .with_toggle(ENABLED, true)
            .with_toggle(MAILBOX, true)
    },
    parse: |scene, _, answers| create(scene, answers),
    done: |_, _, answers| {
        let name = answers.text(&NAME).trim();
        format!("User \"{name}\" was made. Roles are given with a.").into()
    },
    notes: |_, _, _| Vec::new(),
};

/// Edits an account.
pub static EDIT: FormTable = FormTable {
    name: "edit-user",
    title: |scene, about| {
        about.map_or_else(Safe::default, |object| {
            format!("Edit user \"{}\"", scene.name(object)).into()
        })
    },
    verb: "save",
    steps: |_, _, _| vec![Step::new("Basics", fields())],
    prefill: |scene, about| {
        edited(scene, about)
            .map(|user| answers_of(scene, user))
            .unwrap_or_default()
    },
    parse: update,
    done: |_, _, _| "Saved. Access that the user holds stays as it is.".into(),
    notes: |scene, about, answers| notes(scene, about, answers),
};

fn fields_of_new(scene: &Scene<'_>) -> Vec<Field> {
    let directory = scene.tenant().resource_directory();
    let domain = directory.map_or("contoso.com", |directory| directory.initial_domain.as_str());
    let sign_in_name = Field::new(
        SIGN_IN_NAME,
        "User principal name",
        Kind::Text(UserPrincipalName::CAP),
    );
    let mut all = vec![
        sign_in_name
            .required()
            .help(format!("The name to sign in with, such as ana@{domain}.")),
    ];
    all.extend(fields());
    all
}

fn fields() -> Vec<Field> {
    let types = UserType::ALL
        .iter()
        .map(|kind| Pick::new(kind.json(), kind.label()))
        .collect();
    let managers = Finder(|scene, about, typed| {
        people::users(scene, typed, |user| Some(user.into()) != about)
    });
    let sponsors = Finder(|scene, _, typed| people::principals(scene, typed, |_| true));
    vec![
        Field::new(NAME, "Display name", Kind::Text(DisplayName::CAP)).required(),
        Field::new(TYPE, "User type", Kind::Choice(types)).required(),
        Field::new(ENABLED, "Account enabled", Kind::Toggle),
        Field::new(MAILBOX, "Mailbox", Kind::Toggle)
            .help("Without one, mails to the user cannot be delivered."),
        Field::new(MAIL, "Mail", Kind::Text(MailAddress::CAP))
            .only_if(MAILBOX, &["yes"], "switch Mailbox on")
            .help("A new member's is the user principal name unless entered."),
        Field::new(MANAGER, "Manager", Kind::Search(Amount::One, managers))
            .help("Decides where a policy asks the manager."),
        Field::new(SPONSORS, "Sponsors", Kind::Search(Amount::Many, sponsors))
            .help("Vouch for a guest; decide where a policy asks the user's sponsors."),
        Field::new(DEPARTMENT, "Department", Kind::Text(Attribute::CAP)),
        Field::new(JOB_TITLE, "Job title", Kind::Text(Attribute::CAP)),
    ]
}

fn answers_of(scene: &Scene<'_>, user: &User) -> Answers {
    let text = |text: &Option<Attribute>| {
        text.as_ref()
            .map_or_else(String::new, |text| text.as_str().to_owned())
    };
    let managers = user.manager.into_iter();
    Answers::default()
        .with_text(NAME, user.display_name.as_str())
        .with_choice(TYPE, user.user_type.json())
        .with_toggle(ENABLED, user.account_enabled)
        .with_toggle(MAILBOX, user.mail.is_some())
        .with_text(MAIL, user.mail.as_ref().map_or("", MailAddress::as_str))
        .with_picked(
            MANAGER,
            managers
                .map(|id| people::pick(scene, Principal::User(id)))
                .collect(),
        )
        .with_picked(
            SPONSORS,
            user.sponsors
                .iter()
                .map(|sponsor| people::pick(scene, *sponsor))
                .collect(),
        )
        .with_text(DEPARTMENT, &text(&user.department))
        .with_text(JOB_TITLE, &text(&user.job_title))
}

fn edited<'a>(scene: &Scene<'a>, about: Option<ObjectRef>) -> Option<&'a User> {
    if let Some(ObjectRef::User(id)) = about {
        scene.tenant().find_user(id)
    } else {
        None
    }
}

/// What both forms ask, read.
struct Basics {
    name: Option<DisplayName>,
    user_type: Option<UserType>,
    enabled: bool,
    mailbox: bool,
    mail: Option<MailAddress>,
    manager: Option<UserId>,
    sponsors: Vec<Principal>,
    department: Option<Attribute>,
    job_title: Option<Attribute>,
}

fn read_basics(scene: &Scene<'_>, read: &mut Reader<'_>) -> Basics {
    let mailbox = read.toggle(&MAILBOX);
    Basics {
        name: read.text(&NAME, DisplayName::parse),
        user_type: read.choice(&TYPE, |json| {
            let mut types = UserType::ALL.iter().copied();
            types.find(|kind| kind.json() == json)
        }),
        enabled: read.toggle(&ENABLED),
        mailbox,
        mail: if mailbox {
            read.optional_text(&MAIL, MailAddress::parse)
        } else {
            None
        },
        manager: read
            .picks(&MANAGER, |value| people::find_user(scene, value))
            .first()
            .copied(),
        sponsors: read.picks(&SPONSORS, |value| people::find_principal(scene, value)),
        department: read.optional_text(&DEPARTMENT, Attribute::parse),
        job_title: read.optional_text(&JOB_TITLE, Attribute::parse),
    }
}

fn create(scene: &Scene<'_>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let sign_in_name = read.text(&SIGN_IN_NAME, UserPrincipalName::parse);
    let basics = read_basics(scene, &mut read);
    let guessed = basics.user_type == Some(UserType::Member);
    let entered = !answers.text(&MAIL).trim().is_empty();
    if basics.mailbox && !entered && !guessed {
        read.refuse(&MAIL, "is empty; a guest signs in with another address");
    }
    read.finish(|| {
        Some(DirectoryCommand::CreateUser(CreateUser {
            user_principal_name: Some(sign_in_name?),
            external_identity: None,
            display_name: basics.name?,
            user_type: basics.user_type,
            mail: match (basics.mailbox, basics.mail) {
                (true, Some(mail)) => Patch::Set(mail),
                (true, None) => Patch::Keep,
                (false, _) => Patch::Clear,
            },
            account_enabled: Some(basics.enabled),
            manager: basics.manager,
            sponsors: basics.sponsors,
            department: basics.department,
            job_title: basics.job_title,
        }))
    })
    .map(Order::persona)
}

/// Sends only what differs, so that what others changed meanwhile is left alone.
fn update(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let basics = read_basics(scene, &mut read);
    if basics.mailbox && answers.text(&MAIL).trim().is_empty() {
        read.refuse(&MAIL, "is empty");
    }
    let user = edited(scene, about);
    if user.is_none() {
        read.refuse(&NAME, "belongs to a user who has been deleted");
    }
    read.finish(|| {
        let user = user?;
        Some(DirectoryCommand::UpdateUser(UpdateUser {
            user: user.id,
            display_name: changed(basics.name, &user.display_name),
            user_type: changed(basics.user_type, &user.user_type),
            mail: patch(basics.mail, user.mail.as_ref()),
            account_enabled: changed(Some(basics.enabled), &user.account_enabled),
            manager: patch(basics.manager, user.manager.as_ref()),
            sponsors: changed(
                Some(basics.sponsors),
                &user.sponsors.iter().copied().collect(),
            ),
            department: patch(basics.department, user.department.as_ref()),
            job_title: patch(basics.job_title, user.job_title.as_ref()),
        }))
    })
    .map(Order::persona)
}

fn notes(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Vec<Safe> {
    let was_on = edited(scene, about).is_some_and(|user| user.account_enabled);
    if was_on && answers.toggle(&ENABLED) == Some(false) {
        vec!["A disabled account cannot sign in, request or approve.".into()]
    } else {
        Vec::new()
    }
}

/// Returns a command that makes some account, to ask whether the persona may make any.
pub fn blank() -> Result<Command, Reason> {
    let wrong = |error: crate::domain::text::TextError| Reason::new(error.to_string());
    Ok(DirectoryCommand::CreateUser(CreateUser {
        user_principal_name: Some(UserPrincipalName::parse("user@example.com").map_err(wrong)?),
        external_identity: None,
        display_name: DisplayName::parse("user").map_err(wrong)?,
        user_type: None,
        mail: Patch::Keep,
        account_enabled: None,
        manager: None,
        sponsors: Vec::new(),
        department: None,
        job_title: None,
    })
    .into())
}

/// Returns the edit that changes nothing, to ask whether the persona may edit at all.
pub fn untouched(user: UserId) -> Command {
    DirectoryCommand::UpdateUser(UpdateUser {
        user,
        display_name: None,
        user_type: None,
        mail: Patch::Keep,
        account_enabled: None,
        manager: Patch::Keep,
        sponsors: None,
        department: Patch::Keep,
        job_title: Patch::Keep,
    })
    .into()
}
