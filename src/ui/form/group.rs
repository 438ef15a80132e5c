//! The forms that make and edit a group.

use crate::domain::command::{Command, CreateGroup, DirectoryCommand, UpdateGroup};
use crate::domain::group::Group;
use crate::domain::id::{GroupId, ObjectRef};
use crate::domain::shape::Patch;
use crate::domain::text::{Description, DisplayName, MailNickname, Safe};
use crate::ui::form::difference::{changed, patch};
use crate::ui::form::{
    Amount, Answers, Field, FieldKey, Finder, FormTable, Kind, Parsed, Reader, Step, people,
};
use crate::ui::order::Order;
use crate::ui::scene::{Reason, Scene};

const NAME: FieldKey = FieldKey::new("displayName");
const DESCRIPTION: FieldKey = FieldKey::new("description");
const MAIL_NICKNAME: FieldKey = FieldKey::new("mailNickname");
const MEMBERS: FieldKey = FieldKey::new("members");
const OWNERS: FieldKey = FieldKey::new("owners");

/// Makes a group.
pub static CREATE: FormTable = FormTable {
    name: "create-group",
    title: |_, _| "New security group".into(),
    verb: "create",
    steps: |_, _, _| {
        let mut fields = fields();
        fields.extend(people_fields());
        vec![Step::new("Basics", fields)]
    },
    prefill: |_, _| Answers::default(),
    parse: |scene, _, answers| create(scene, answers),
    done: |_, _, answers| {
        let name = answers.text(&NAME).trim();
        format!("Group \"{name}\" was made. No catalog holds it yet.").into()
    },
    notes: |_, _, _| vec!["You become an owner as well.".into()],
};

/// Edits a group.
pub static EDIT: FormTable = FormTable {
    name: "edit-group",
    title: |scene, about| {
        about.map_or_else(Safe::default, |object| {
            format!("Edit group \"{}\"", scene.name(object)).into()
        })
    },
    verb: "save",
    steps: |_, _, _| vec![Step::new("Basics", fields())],
    prefill: |scene, about| edited(scene, about).map(answers_of).unwrap_or_default(),
    parse: update,
    done: |_, _, _| "Saved. Members and owners stay as they are.".into(),
    notes: |_, _, _| Vec::new(),
};

fn fields() -> Vec<Field> {
    vec![
        Field::new(NAME, "Name", Kind::Text(DisplayName::CAP))
            .required()
            .help("Two groups may have the same name."),
        Field::new(DESCRIPTION, "Description", Kind::Long(Description::CAP)),
        Field::new(
            MAIL_NICKNAME,
            "Mail nickname",
            Kind::Text(MailNickname::CAP),
        )
        .help("The first half of its mail address."),
    ]
}

fn people_fields() -> Vec<Field> {
    let principals = Finder(|scene, _, typed| people::principals(scene, typed, |_| true));
    let users = Finder(|scene, _, typed| people::users(scene, typed, |_| true));
    vec![
        Field::new(OWNERS, "Owners", Kind::Search(Amount::Many, users)),
        Field::new(MEMBERS, "Members", Kind::Search(Amount::Many, principals))
            .help("The members of a group inside count as well."),
    ]
}

fn answers_of(group: &Group) -> Answers {
    let nickname = group.mail_nickname.as_ref();
    Answers::default()
        .with_text(NAME, group.display_name.as_str())
        .with_text(DESCRIPTION, group.description.as_str())
        .with_text(MAIL_NICKNAME, nickname.map_or("", MailNickname::as_str))
}

fn edited<'a>(scene: &Scene<'a>, about: Option<ObjectRef>) -> Option<&'a Group> {
    if let Some(ObjectRef::Group(id)) = about {
        scene.tenant().find_live_group(id)
    } else {
        None
    }
}

fn create(scene: &Scene<'_>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let name = read.text(&NAME, DisplayName::parse);
    let description = read.optional_text(&DESCRIPTION, Description::parse);
    let mail_nickname = read.optional_text(&MAIL_NICKNAME, MailNickname::parse);
    let members = read.picks(&MEMBERS, |value| people::find_principal(scene, value));
    let owners = read.picks(&OWNERS, |value| people::find_user(scene, value));
    read.finish(|| {
        Some(DirectoryCommand::CreateGroup(CreateGroup {
            display_name: name?,
            description,
            mail_nickname,
            members,
            owners,
        }))
    })
    .map(Order::persona)
}

/// Sends only what differs, so that what others changed meanwhile is left alone.
fn update(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let name = read.text(&NAME, DisplayName::parse);
    let description = read.text(&DESCRIPTION, Description::parse);
    let nickname = read.optional_text(&MAIL_NICKNAME, MailNickname::parse);
    let group = edited(scene, about);
    if group.is_none() {
        read.refuse(&NAME, "belongs to a group that has been deleted");
    }
    read.finish(|| {
        let group = group?;
        Some(DirectoryCommand::UpdateGroup(UpdateGroup {
            group: group.id,
            display_name: changed(name, &group.display_name),
            description: changed(description, &group.description),
            mail_nickname: patch(nickname, group.mail_nickname.as_ref()),
        }))
    })
    .map(Order::persona)
}

/// Returns a command that makes some group, to ask whether the persona may make any.
pub fn blank() -> Result<Command, Reason> {
    let display_name =
        DisplayName::parse("group").map_err(|error| Reason::new(error.to_string()))?;
    Ok(DirectoryCommand::CreateGroup(CreateGroup {
        display_name,
        description: None,
        mail_nickname: None,
        members: Vec::new(),
        owners: Vec::new(),
    })
    .into())
}

/// Returns the edit that changes nothing, to ask whether the persona may edit at all.
pub fn untouched(group: GroupId) -> Command {
    DirectoryCommand::UpdateGroup(UpdateGroup {
        group,
        display_name: None,
        description: None,
        mail_nickname: Patch::Keep,
    })
    .into()
}
