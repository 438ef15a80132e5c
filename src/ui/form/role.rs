//! The forms that add a role to what a package gives, and take one out of it.

use crate::domain::command::{Command, ObjectRole, PackageCommand, PackageRole, ReplaceRole};
use crate::domain::id::{ObjectRef, PackageId};
use crate::domain::package::AccessPackage;
use crate::domain::resource::ResourceRole;
use crate::domain::text::Safe;
use crate::ui::form::package::{
    SEE_ALL, find_added, find_role, pick_role, roles_elsewhere, roles_of, see_all,
};
use crate::ui::form::{
    Amount, Answers, Field, FieldKey, FormTable, Kind, Order, Parsed, Pick, Reader, Source, Step,
};
use crate::ui::scene::Scene;

const ROLE: FieldKey = FieldKey::new("role");
const BY: FieldKey = FieldKey::new("by");

/// Adds a role to the package that the form is about.
pub static ADD: FormTable = FormTable {
    name: "add-role",
    title: |scene, about| titled("Add a resource role to", scene, about),
    verb: "add",
    steps: |_, _, _| {
        let role = Kind::Picker(Amount::One, Source(to_give));
        let role = Field::new(ROLE, "Resource role", role).required();
        let help = "Who holds the package gets the role at once.";
        let role = role.help(help).or_nothing(
            "The catalog has no other role to give. See all offers objects outside it.",
        );
        vec![Step::new("Role", vec![role, see_all()])]
    },
    prefill: |_, _| Answers::default(),
    parse: add,
    done: |_, _, answers| format!("The package gives {} now.", chosen(answers)).into(),
    notes: |_, _, _| Vec::new(),
};

/// Takes a role out of the package that the form is about.
pub static REMOVE: FormTable = FormTable {
    name: "remove-role",
    title: |scene, about| titled("Remove a resource role from", scene, about),
    verb: "remove",
    steps: |_, _, _| {
        let role = Kind::Picker(Amount::One, Source(given));
        let role = Field::new(ROLE, "Resource role", role).required();
        let help = "Who holds the package loses the role at once.";
        vec![Step::new("Role", vec![role.help(help)])]
    },
    prefill: |_, _| Answers::default(),
    parse: |scene, about, answers| parse(scene, about, answers),
    done: |_, _, answers| format!("The package no longer gives {}.", chosen(answers)).into(),
    notes: |_, _, _| Vec::new(),
};

/// Puts a role in the place of another in the package that the form is about.
pub static REPLACE: FormTable = FormTable {
    name: "replace-role",
    title: |scene, about| titled("Replace a resource role of", scene, about),
    verb: "replace",
    steps: |_, _, _| {
        let gone = Field::new(ROLE, "Instead of", Kind::Picker(Amount::One, Source(given)));
        let come = Field::new(BY, "Give", Kind::Picker(Amount::One, Source(not_given)));
        let help = "Who holds the package gets it before losing the other.";
        let come = come
            .help(help)
            .or_nothing("The catalog has no other role to give.");
        let fields = vec![gone.required(), come.required()];
        vec![Step::new("Role", fields)]
    },
    prefill: |scene, about| {
        let rows = given(scene, about, &Answers::default());
        let only = if rows.len() == 1 { rows } else { Vec::new() };
        Answers::default().with_picked(ROLE, only)
    },
    parse: replace,
    done: |_, _, answers| {
        let rows = answers.picked(&BY).iter();
        let names: Vec<&str> = rows.map(|row| row.label.as_str()).collect();
        let (gone, come) = (chosen(answers), names.join(", "));
        format!("The package gives {come} instead of {gone}.").into()
    },
    notes: |_, _, _| Vec::new(),
};

fn titled(words: &str, scene: &Scene<'_>, about: Option<ObjectRef>) -> Safe {
    about.map_or_else(Safe::default, |object| {
        format!("{words} \"{}\"", scene.name(object)).into()
    })
}

fn chosen(answers: &Answers) -> String {
    let rows = answers.picked(&ROLE).iter();
    let names: Vec<&str> = rows.map(|row| row.label.as_str()).collect();
    names.join(", ")
}

fn package<'a>(scene: &Scene<'a>, about: Option<ObjectRef>) -> Option<&'a AccessPackage> {
    if let Some(ObjectRef::AccessPackage(id)) = about {
        scene.tenant().find_package(id)
    } else {
        None
    }
}

fn not_given(scene: &Scene<'_>, about: Option<ObjectRef>, _: &Answers) -> Vec<Pick> {
    let Some(package) = package(scene, about) else {
        return Vec::new();
    };
    roles_of(scene, package.catalog)
        .filter(|(resource, offered)| {
            let mut given = package.resource_roles.iter();
            !given.any(|scope| scope.resource == resource.id && scope.role == offered.role)
        })
        .map(|(resource, offered)| pick_role(scene, resource, offered.role))
        .collect()
}

/// Lists the roles that the package does not give yet, those outside its catalog too where all are
/// to be seen.
fn to_give(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Vec<Pick> {
    let mut rows = not_given(scene, about, answers);
    let package = package(scene, about);
    if let Some(package) = package.filter(|_| answers.toggle(&SEE_ALL) == Some(true)) {
        rows.extend(roles_elsewhere(scene, package.catalog));
    }
    rows
}

fn given(scene: &Scene<'_>, about: Option<ObjectRef>, _: &Answers) -> Vec<Pick> {
    let roles = package(scene, about).map(|package| package.resource_roles.iter());
    roles
        .into_iter()
        .flatten()
        .filter_map(|scope| {
            let resource = scene.tenant().find_resource(scope.resource)?;
            Some(pick_role(scene, resource, scope.role))
        })
        .collect()
}

fn parse(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let package = package(scene, about).map(|package| package.id);
    let roles = read.picks(&ROLE, |value| on_resource(scene, package?, value));
    read.finish(|| roles.into_iter().next().map(removal))
        .map(Order::persona)
}

/// Adds a role on a resource of the catalog, or one on an object that becomes such a resource.
fn add(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let package = package(scene, about);
    let commands = read.picks(&ROLE, |value| {
        let access_package = package?.id;
        let outside = find_added(scene, value).map(|outside| {
            let role = ObjectRole {
                access_package,
                origin_system: outside.origin_system,
                origin_id: outside.origin_id,
                role: outside.role,
            };
            Command::from(PackageCommand::AddObjectRole(role))
        });
        outside.or_else(|| on_resource(scene, access_package, value).map(addition))
    });
    let command = commands.into_iter().next();
    if let Some(Err(reason)) = command.as_ref().map(|command| scene.allows(command)) {
        read.refuse(&ROLE, &format!("cannot be added: {}", reason.0));
    }
    read.finish(|| command).map(Order::persona)
}

/// Finds the role on a resource behind the value of a row.
fn on_resource(scene: &Scene<'_>, access_package: PackageId, value: &str) -> Option<PackageRole> {
    let (_, role) = find_role(scene, value)?;
    Some(PackageRole {
        access_package,
        resource: role.resource,
        role: role.role,
    })
}

fn replace(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let gone = read.picks(&ROLE, |value| find_role(scene, value));
    let come = read.picks(&BY, |value| find_role(scene, value));
    let package = package(scene, about);
    read.finish(|| {
        let (_, gone) = gone.into_iter().next()?;
        let (_, by) = come.into_iter().next()?;
        let replaced = ReplaceRole {
            access_package: package?.id,
            resource: gone.resource,
            role: gone.role,
            by,
        };
        Some(Command::from(PackageCommand::ReplaceResourceRole(replaced)))
    })
    .map(Order::persona)
}

fn addition(role: PackageRole) -> Command {
    PackageCommand::AddResourceRole(role).into()
}

/// Returns the command that takes a role out of a package.
pub fn removal(role: PackageRole) -> Command {
    PackageCommand::RemoveResourceRole(role).into()
}

/// Returns a command that adds some role, to ask whether the persona may add any.
pub fn blank(access_package: PackageId) -> Command {
    addition(PackageRole {
        access_package,
        resource: crate::domain::id::ResourceId::MIN,
        role: ResourceRole::Member,
    })
}
