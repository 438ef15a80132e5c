//! The forms that give a user a role over the directory and take one away.

use crate::domain::authority::{Right, may};
use crate::domain::command::{Command, DirectoryCommand, UserRole};
use crate::domain::id::{ObjectRef, UserId};
use crate::domain::subject::{DirectoryRole, User};
use crate::domain::text::Safe;
use crate::domain::walk::Silent;
use crate::ui::form::people::Part;
use crate::ui::form::{
    Amount, Answers, Field, FieldKey, Finder, FormTable, Kind, Parsed, Pick, Reader, Sought, Step,
    people,
};
use crate::ui::order::Order;
use crate::ui::scene::{Reason, Scene};

const ROLE: FieldKey = FieldKey::new("role");
const USER: FieldKey = FieldKey::new("user");

/// Gives a role.
pub static ASSIGN: FormTable = FormTable {
    name: "assign-directory-role",
    title: |scene, about| title(scene, about, "Assign a role to"),
    verb: "assign",
    steps: |scene, about, _| steps(missing(scene, about)),
    prefill: |_, _| Answers::default(),
    parse: |scene, about, answers| {
        parse(scene, about, answers, DirectoryCommand::AssignDirectoryRole)
    },
    done: |scene, about, answers| done(scene, about, answers, "has"),
    notes: |_, _, _| vec!["A role counts at once and over the whole directory.".into()],
};

/// Takes a role away.
pub static REMOVE: FormTable = FormTable {
    name: "remove-directory-role",
    title: |scene, about| title(scene, about, "Remove a role from"),
    verb: "remove",
    steps: |scene, about, _| steps(held(scene, about)),
    prefill: |scene, about| match held(scene, about).as_slice() {
        [only] => Answers::default().with_choice(ROLE, only.json()),
        [] | [..] => Answers::default(),
    },
    parse: |scene, about, answers| {
        parse(scene, about, answers, DirectoryCommand::RemoveDirectoryRole)
    },
    done: |scene, about, answers| done(scene, about, answers, "no longer has"),
    notes: |_, _, _| vec!["Access that the user holds stays as it is.".into()],
};

/// Gives the role that the form is about to somebody.
pub static GIVE: FormTable = FormTable {
    name: "give-directory-role",
    title: |scene, about| {
        about.map_or_else(Safe::default, |role| {
            format!("Give the role {}", scene.name(role)).into()
        })
    },
    verb: "give",
    steps: |_, _, _| {
        let kind = Kind::Search(Amount::One, Finder::new(lacking));
        vec![Step::new(
            "Holder",
            vec![Field::new(USER, "User", kind).required()],
        )]
    },
    prefill: |_, _| Answers::default(),
    parse: |scene, about, answers| {
        let mut read = Reader::new(answers, scene.calendar);
        let users = read.picks(&USER, |value| people::find_user(scene, value));
        read.finish(|| {
            let (user, role) = (*users.first()?, role_of(about)?);
            Some(DirectoryCommand::AssignDirectoryRole(UserRole {
                user,
                role,
            }))
        })
        .map(Order::persona)
    },
    done: |scene, about, answers| {
        let row = answers.picked(&USER).first();
        let name = row.map(|row| row.label.clone()).unwrap_or_default();
        let role = about.map(|role| scene.name(role)).unwrap_or_default();
        format!("{name} has the role {role}.").into()
    },
    notes: |_, _, _| vec!["A role counts at once and over the whole directory.".into()],
};

fn role_of(about: Option<ObjectRef>) -> Option<DirectoryRole> {
    if let Some(ObjectRef::DirectoryRole(id)) = about {
        DirectoryRole::of(id)
    } else {
        None
    }
}

/// Finds users who do not have the role that a form is about.
fn lacking(scene: &Scene<'_>, about: Option<ObjectRef>, sought: Sought<'_>) -> Vec<Pick> {
    people::users(scene, sought, Part::Acting, |user| {
        let found = scene.tenant().find_user(user);
        !found
            .zip(role_of(about))
            .is_some_and(|(user, role)| user.directory_roles.contains(&role))
    })
}

/// Tells why the persona may give nobody a role.
pub fn giveable(scene: &Scene<'_>) -> Result<(), Reason> {
    let verdict = may(
        scene.tenant(),
        scene.persona,
        Right::ManageRoles,
        None,
        &mut Silent,
    );
    verdict
        .map(|_| ())
        .map_err(|refusal| scene.reason(&refusal))
}

fn title(scene: &Scene<'_>, about: Option<ObjectRef>, verb: &str) -> Safe {
    about.map_or_else(Safe::default, |object| {
        format!("{verb} \"{}\"", scene.name(object)).into()
    })
}

fn steps(roles: Vec<DirectoryRole>) -> Vec<Step> {
    let rows = roles
        .into_iter()
        .map(|role| Pick::new(role.json(), role.label()))
        .collect();
    vec![Step::new(
        "Role",
        vec![Field::new(ROLE, "Directory role", Kind::Choice(rows)).required()],
    )]
}

fn user<'a>(scene: &Scene<'a>, about: Option<ObjectRef>) -> Option<&'a User> {
    if let Some(ObjectRef::User(id)) = about {
        scene.tenant().find_user(id)
    } else {
        None
    }
}

fn held(scene: &Scene<'_>, about: Option<ObjectRef>) -> Vec<DirectoryRole> {
    user(scene, about)
        .map(|user| user.directory_roles.iter().copied().collect())
        .unwrap_or_default()
}

fn missing(scene: &Scene<'_>, about: Option<ObjectRef>) -> Vec<DirectoryRole> {
    let held = held(scene, about);
    let all = DirectoryRole::ALL.iter().copied();
    all.filter(|role| !held.contains(role)).collect()
}

fn find(json: &str) -> Option<DirectoryRole> {
    DirectoryRole::ALL
        .iter()
        .copied()
        .find(|role| role.json() == json)
}

fn parse(
    scene: &Scene<'_>,
    about: Option<ObjectRef>,
    answers: &Answers,
    make: fn(UserRole) -> DirectoryCommand,
) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let role = read.choice(&ROLE, find);
    let user = user(scene, about);
    if user.is_none() {
        read.refuse(&ROLE, "is for a user who has been deleted");
    }
    read.finish(|| {
        let (user, role) = (user?.id, role?);
        Some(make(UserRole { user, role }))
    })
    .map(Order::persona)
}

fn done(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers, verb: &str) -> Safe {
    let role = answers.choice(&ROLE).and_then(find);
    let (Some(object), Some(role)) = (about, role) else {
        return Safe::default();
    };
    format!("{} {verb} the role {}.", scene.name(object), role.label()).into()
}

/// Returns the command that gives a role the user lacks, to ask whether the persona may.
pub fn assignable(scene: &Scene<'_>, user: UserId) -> Result<Command, Reason> {
    let role = missing(scene, Some(user.into())).first().copied();
    let role = role.ok_or_else(|| Reason::new("the user has every role"))?;
    Ok(DirectoryCommand::AssignDirectoryRole(UserRole { user, role }).into())
}

/// Returns the command that takes a role the user has, to ask whether the persona may.
pub fn removable(scene: &Scene<'_>, user: UserId) -> Result<Command, Reason> {
    let role = held(scene, Some(user.into())).first().copied();
    let role = role.ok_or_else(|| Reason::new("the user has no role"))?;
    Ok(DirectoryCommand::RemoveDirectoryRole(UserRole { user, role }).into())
}
