//! The forms that make and edit an account: what it is, and the attributes that rules read.

use crate::domain::attribute::{AttributeEdits, Attributes, NewAttributes, UserAttribute};
use crate::domain::command::{Command, CreateUser, DirectoryCommand, UpdateUser};
use crate::domain::credential::VerifiedCredential;
use crate::domain::id::{ObjectRef, Principal, UserId};
use crate::domain::shape::Patch;
use crate::domain::subject::{User, UserType};
use crate::domain::text::{Attribute, DisplayName, MailAddress, Safe, UserPrincipalName};
use crate::domain::time::Timestamp;
use crate::ui::form::difference::{changed, patch};
use crate::ui::form::people::Part;
use crate::ui::form::{
    Amount, Answers, Field, FieldKey, Finder, FormTable, Kind, Parsed, Pick, Reader, Step,
    credentials, people,
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
const OTHER_MAILS: FieldKey = FieldKey::new("otherMails");
const PROXY_ADDRESSES: FieldKey = FieldKey::new("proxyAddresses");
const HIRED: FieldKey = FieldKey::new("employeeHireDate");
const CREDENTIALS: FieldKey = FieldKey::new("verifiedCredentials");
const ON_PREMISES: FieldKey = FieldKey::new("onPremisesSyncEnabled");

/// The most characters that a list of addresses may have.
const LINES: usize = 2_000;
const SPONSORS: FieldKey = FieldKey::new("sponsors");

/// Makes an account.
pub static CREATE: FormTable = FormTable {
    name: "create-user",
    title: |_, _| "New user".into(),
    verb: "create",
    steps: |scene, _, _| {
        vec![
            Step::new("Basics", fields_of_new(scene)),
            Step::new("Attributes", attribute_fields()),
        ]
    },
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
    steps: |_, _, _| {
        vec![
            Step::new("Basics", fields()),
            Step::new("Attributes", attribute_fields()),
        ]
    },
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
    let managers = Finder::new(|scene, about, sought| {
        people::users(scene, sought, Part::Belonging, |user| {
            Some(user.into()) != about
        })
    });
    let sponsors = Finder::of_both(|scene, _, sought| {
        people::principals(scene, sought, Part::Belonging, |_| true)
    });
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
    ]
}

/// Lists a field for every attribute; rules and filters read the same ones.
fn attribute_fields() -> Vec<Field> {
    let texts = UserAttribute::ALL.iter().map(|attribute| {
        let kind = Kind::Text(Attribute::CAP);
        Field::new(key(*attribute), attribute.label(), kind)
    });
    let lines = |key, label| Field::new(key, label, Kind::Long(LINES)).help("One on each line.");
    texts
        .chain([
            Field::new(HIRED, "Hired on", Kind::Date),
            lines(OTHER_MAILS, "Other mails"),
            lines(PROXY_ADDRESSES, "Proxy addresses"),
            credentials::field(CREDENTIALS),
            Field::new(ON_PREMISES, "On-premises sync", Kind::Toggle)
                .help("Whether the account comes from a directory on premises."),
        ])
        .collect()
}

/// Names the field of an attribute.
const fn key(attribute: UserAttribute) -> FieldKey {
    FieldKey::new(attribute.json())
}

fn answers_of(scene: &Scene<'_>, user: &User) -> Answers {
    let managers = user.manager.into_iter();
    let hired = user
        .employee_hire_date
        .map(|hired| scene.calendar.day(hired));
    let basics = Answers::default()
        .with_text(NAME, user.display_name.as_str())
        .with_choice(TYPE, user.user_type.json())
        .with_toggle(ENABLED, user.account_enabled)
        .with_toggle(MAILBOX, user.mail.is_some())
        .with_text(MAIL, user.mail.as_ref().map_or("", MailAddress::as_str))
        .with_picked(
            MANAGER,
            managers
                .map(|id| people::pick(scene, Part::Belonging, Principal::User(id)))
                .collect(),
        )
        .with_picked(
            SPONSORS,
            user.sponsors
                .iter()
                .map(|sponsor| people::pick(scene, Part::Belonging, *sponsor))
                .collect(),
        )
        .with_text(HIRED, hired.as_ref().map_or("", Safe::as_str))
        .with_text(
            OTHER_MAILS,
            &lined(user.other_mails.iter().map(MailAddress::as_str)),
        )
        .with_text(
            PROXY_ADDRESSES,
            &lined(user.proxy_addresses.iter().map(Attribute::as_str)),
        )
        .with_text(
            CREDENTIALS,
            &credentials::lined(user.verified_credentials.iter().cloned()),
        )
        .with_toggle(ON_PREMISES, user.on_premises_sync_enabled);
    user.attributes
        .iter()
        .fold(basics, |answers, (attribute, value)| {
            answers.with_text(key(*attribute), value.as_str())
        })
}

fn lined<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    texts.collect::<Vec<_>>().join("\n")
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
    attributes: Attributes,
    hired: Option<Timestamp>,
    other_mails: Vec<MailAddress>,
    proxy_addresses: Vec<Attribute>,
    credentials: Vec<VerifiedCredential>,
    on_premises: bool,
    sponsors: Vec<Principal>,
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
        attributes: read_attributes(read),
        hired: read.date(&HIRED).map(|day| scene.calendar.start_of(day)),
        other_mails: read_lines(read, &OTHER_MAILS, MailAddress::parse),
        proxy_addresses: read_lines(read, &PROXY_ADDRESSES, Attribute::parse),
        credentials: credentials::read(read, &CREDENTIALS),
        on_premises: read.toggle(&ON_PREMISES),
        sponsors: read.picks(&SPONSORS, |value| people::find_principal(scene, value)),
    }
}

fn read_attributes(read: &mut Reader<'_>) -> Attributes {
    let all = UserAttribute::ALL.iter();
    all.filter_map(|attribute| {
        let value = read.optional_text(&key(*attribute), Attribute::parse)?;
        Some((*attribute, value))
    })
    .collect()
}

/// Reads the lines of a text, each by the rules of its type.
fn read_lines<T, E: std::fmt::Display>(
    read: &mut Reader<'_>,
    key: &FieldKey,
    parse: impl Fn(&str) -> Result<T, E>,
) -> Vec<T> {
    let lines = |text: &str| {
        let filled = text.lines().filter(|line| !line.trim().is_empty());
        filled.map(&parse).collect::<Result<Vec<T>, E>>()
    };
    read.optional_text(key, lines).unwrap_or_default()
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
            user_type: basics.user_type,
            mail: match (basics.mailbox, basics.mail) {
                (true, Some(mail)) => Patch::Set(mail),
                (true, None) => Patch::Keep,
                (false, _) => Patch::Clear,
            },
            account_enabled: Some(basics.enabled),
            manager: basics.manager,
            other_mails: basics.other_mails,
            proxy_addresses: basics.proxy_addresses,
            employee_hire_date: basics.hired,
            verified_credentials: basics.credentials,
            on_premises_sync_enabled: Some(basics.on_premises),
            attributes: Box::new(NewAttributes::from(basics.attributes)),
            sponsors: basics.sponsors,
            ..CreateUser::new(sign_in_name?, basics.name?)
        }))
    })
    .map(Order::persona)
}

/// Returns when somebody was hired; a day that was left as it is keeps its time.
fn hired(scene: &Scene<'_>, user: &User, read: Option<Timestamp>) -> Option<Timestamp> {
    let day = |at: Timestamp| scene.calendar.day(at);
    let kept = user
        .employee_hire_date
        .filter(|old| read.map(day) == Some(day(*old)));
    kept.or(read)
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
            display_name: changed(basics.name, &user.display_name),
            user_type: changed(basics.user_type, &user.user_type),
            mail: patch(basics.mail, user.mail.as_ref()),
            account_enabled: changed(Some(basics.enabled), &user.account_enabled),
            manager: patch(basics.manager, user.manager.as_ref()),
            attributes: Box::new(AttributeEdits::between(
                &user.attributes,
                &basics.attributes,
            )),
            employee_hire_date: patch(
                hired(scene, user, basics.hired),
                user.employee_hire_date.as_ref(),
            ),
            other_mails: changed(Some(basics.other_mails), &user.other_mails),
            proxy_addresses: changed(Some(basics.proxy_addresses), &user.proxy_addresses),
            verified_credentials: changed(Some(basics.credentials), &user.verified_credentials),
            on_premises_sync_enabled: changed(
                Some(basics.on_premises),
                &user.on_premises_sync_enabled,
            ),
            sponsors: changed(
                Some(basics.sponsors),
                &user.sponsors.iter().copied().collect(),
            ),
            ..UpdateUser::of(user.id)
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
    let sign_in_name = UserPrincipalName::parse("user@example.com").map_err(wrong)?;
    let name = DisplayName::parse("user").map_err(wrong)?;
    Ok(DirectoryCommand::CreateUser(CreateUser::new(sign_in_name, name)).into())
}

/// Returns the edit that changes nothing, to ask whether the persona may edit at all.
pub fn untouched(user: UserId) -> Command {
    DirectoryCommand::UpdateUser(UpdateUser::of(user)).into()
}
