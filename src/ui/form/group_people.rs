//! The forms that add a member or an owner to a group.

use crate::domain::command::{DirectoryCommand, GroupMember, GroupOwner};
use crate::domain::id::{GroupId, ObjectRef, Principal};
use crate::domain::text::Safe;
use crate::ui::form::people::Part;
use crate::ui::form::{
    Amount, Answers, Field, FieldKey, Finder, FormTable, Kind, Parsed, Pick, Reader, Sought, Step,
    people,
};
use crate::ui::order::Order;
use crate::ui::scene::Scene;

const MEMBER: FieldKey = FieldKey::new("member");
const OWNER: FieldKey = FieldKey::new("owner");

/// Adds a member.
pub static ADD_MEMBER: FormTable = FormTable {
    name: "add-group-member",
    title: |scene, about| title(scene, about, "member"),
    verb: "add",
    steps: |_, _, _| steps(MEMBER, "Member", Finder::of_both(candidates)),
    prefill: |_, _| Answers::default(),
    parse: add_member,
    done: |scene, about, answers| done(scene, about, answers, &MEMBER, "a member"),
    notes: |_, _, _| Vec::new(),
};

/// Adds an owner.
pub static ADD_OWNER: FormTable = FormTable {
    name: "add-group-owner",
    title: |scene, about| title(scene, about, "owner"),
    verb: "add",
    steps: |_, _, _| steps(OWNER, "Owner", Finder::new(users)),
    prefill: |_, _| Answers::default(),
    parse: add_owner,
    done: |scene, about, answers| done(scene, about, answers, &OWNER, "an owner"),
    notes: |_, _, _| vec!["An owner may edit, fill and delete the group.".into()],
};

fn title(scene: &Scene<'_>, about: Option<ObjectRef>, what: &str) -> Safe {
    about.map_or_else(Safe::default, |object| {
        format!("Add {what} to \"{}\"", scene.name(object)).into()
    })
}

fn steps(key: FieldKey, label: &'static str, finder: Finder) -> Vec<Step> {
    let field = Field::new(key, label, Kind::Search(Amount::One, finder));
    vec![Step::new(label, vec![field.required()])]
}

fn group(about: Option<ObjectRef>) -> Option<GroupId> {
    if let Some(ObjectRef::Group(id)) = about {
        Some(id)
    } else {
        None
    }
}

/// Finds who can join: not the group itself, nor who is in it.
fn candidates(scene: &Scene<'_>, about: Option<ObjectRef>, sought: Sought<'_>) -> Vec<Pick> {
    let group = group(about);
    people::principals(scene, sought, Part::Belonging, |one| {
        group.is_none_or(|group| {
            let is_in = scene.tenant().memberships.find((group, one)).is_some();
            one != Principal::Group(group) && !is_in
        })
    })
}

/// Finds who can become an owner: not who is one.
fn users(scene: &Scene<'_>, about: Option<ObjectRef>, sought: Sought<'_>) -> Vec<Pick> {
    let group = group(about);
    people::users(scene, sought, Part::Belonging, |user| {
        group.is_none_or(|group| scene.tenant().ownerships.find((group, user)).is_none())
    })
}

fn add_member(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let picked = read.picks(&MEMBER, |value| people::find_principal(scene, value));
    read.finish(|| {
        let (group, member) = (group(about)?, *picked.first()?);
        let with = GroupMember { group, member };
        Some(DirectoryCommand::AddGroupMember(with))
    })
    .map(Order::persona)
}

fn add_owner(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let picked = read.picks(&OWNER, |value| people::find_user(scene, value));
    read.finish(|| {
        let (group, owner) = (group(about)?, *picked.first()?);
        let with = GroupOwner { group, owner };
        Some(DirectoryCommand::AddGroupOwner(with))
    })
    .map(Order::persona)
}

fn done(
    scene: &Scene<'_>,
    about: Option<ObjectRef>,
    answers: &Answers,
    key: &FieldKey,
    what: &str,
) -> Safe {
    let (Some(group), Some(picked)) = (about, answers.picked(key).first()) else {
        return Safe::default();
    };
    let group = scene.name(group);
    format!("{} is {what} of \"{group}\" now.", picked.label).into()
}
