//! The forms that add a member or an owner to a group.

use crate::domain::command::{DirectoryCommand, GroupMember, GroupOwner};
use crate::domain::id::{GroupId, ObjectRef, Principal, UserId};
use crate::domain::text::Safe;
use crate::ui::form::{
    Amount, Answers, Field, FieldKey, FormTable, Kind, Parsed, Pick, Reader, Source, Step, people,
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
    steps: |_, _, _| steps(MEMBER, "Member", Source(candidates)),
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
    steps: |_, _, _| steps(OWNER, "Owner", Source(users)),
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

fn steps(key: FieldKey, label: &'static str, source: Source) -> Vec<Step> {
    let field = Field::new(key, label, Kind::Picker(Amount::One, source));
    vec![Step::new(label, vec![field.required()])]
}

fn group(about: Option<ObjectRef>) -> Option<GroupId> {
    if let Some(ObjectRef::Group(id)) = about {
        Some(id)
    } else {
        None
    }
}

/// Lists who can join: not the group itself, nor who is in it.
fn candidates(scene: &Scene<'_>, about: Option<ObjectRef>, _: &Answers) -> Vec<Pick> {
    let mut rows = people::principals(scene);
    if let Some(group) = group(about) {
        let there = std::iter::once(Principal::Group(group)).chain(scene.tenant().members(group));
        let there: std::collections::BTreeSet<String> = there.map(String::from).collect();
        rows.retain(|row| !there.contains(&row.value));
    }
    rows
}

/// Lists who can become an owner: not who is one.
fn users(scene: &Scene<'_>, about: Option<ObjectRef>, _: &Answers) -> Vec<Pick> {
    let mut rows = people::users(scene);
    if let Some(group) = group(about) {
        let owners: Vec<UserId> = scene.tenant().owners(group).collect();
        let is_owner = |value: &str| {
            let user = people::find_user(scene, value);
            user.is_some_and(|user| owners.contains(&user))
        };
        rows.retain(|row| !is_owner(&row.value));
    }
    rows
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
