//! The form that gives roles of entitlement management: over a catalog, or to make catalogs.

use crate::domain::command::{Command, HeldRole, RoleCommand};
use crate::domain::entitlement_role::EntitlementRole;
use crate::domain::id::{CatalogId, ObjectRef, Person, Principal, UserId};
use crate::domain::text::Safe;
use crate::ui::bulk::{Batch, Said};
use crate::ui::form::people::Part;
use crate::ui::form::{
    Amount, Answers, Field, FieldKey, Finder, FormTable, Kind, Parsed, Pick, Reader, Sought, Step,
    people,
};
use crate::ui::order::Order;
use crate::ui::scene::Scene;

const ROLE: FieldKey = FieldKey::new("role");
const PRINCIPALS: FieldKey = FieldKey::new("principal");

/// Gives a role over the catalog that the form is about, or without one that of catalog creators.
pub static ASSIGN: FormTable = FormTable {
    name: "assign-entitlement-role",
    title: |scene, about| match about {
        Some(catalog) => format!("Give a role over \"{}\"", scene.name(catalog)).into(),
        None => "Let somebody make catalogs".into(),
    },
    verb: "give",
    steps: |_, about, answers| steps(about, answers),
    prefill: |_, _| Answers::default(),
    parse,
    done: |_, about, answers| {
        let rows = answers.picked(&PRINCIPALS).iter();
        let names: Vec<&str> = rows.map(|row| row.label.as_str()).collect();
        let label = role(about, answers).map_or("", EntitlementRole::label);
        format!("{} has the role {label} now.", names.join(", ")).into()
    },
    notes: |_, _, answers| {
        let picked = answers.picked(&PRINCIPALS).iter();
        let is_group = |row: &Pick| {
            let principal = Principal::try_from(row.value.clone());
            principal.is_ok_and(|one| matches!(one, Principal::Group(_)))
        };
        if picked.clone().any(is_group) {
            vec!["Whoever is in the group has the role while they are in it.".into()]
        } else {
            Vec::new()
        }
    },
};

fn steps(about: Option<ObjectRef>, answers: &Answers) -> Vec<Step> {
    let kind = Kind::Search(Amount::Many, Finder::of_both(candidates));
    let people = Field::new(PRINCIPALS, "Users and groups", kind).required();
    let fields = if about.is_some() {
        let roles = EntitlementRole::ALL.iter();
        let roles = roles.filter(|role| role.is_of_a_catalog());
        let roles = roles.map(|role| Pick::new(role.json(), role.label()));
        let field = Field::new(ROLE, "Role", Kind::Choice(roles.collect())).required();
        let field = match role(about, answers) {
            Some(role) => field.help(means(role)),
            None => field,
        };
        vec![field, people]
    } else {
        vec![people.help(means(EntitlementRole::CatalogCreator))]
    };
    vec![Step::new("Role", fields)]
}

/// Says what a role allows.
pub const fn means(role: EntitlementRole) -> &'static str {
    match role {
        EntitlementRole::CatalogCreator => {
            "Makes catalogs and owns them; other catalogs stay closed."
        }
        EntitlementRole::CatalogOwner => {
            "Manages the catalog, its resources, packages and assignments, and gives its roles."
        }
        EntitlementRole::CatalogReader => "Sees what is in the catalog and changes nothing.",
        EntitlementRole::AccessPackageManager => {
            "Makes and edits packages and policies with the resources of the catalog."
        }
        EntitlementRole::AccessPackageAssignmentManager => {
            "Assigns people to the packages of the catalog and removes them."
        }
    }
}

fn role(about: Option<ObjectRef>, answers: &Answers) -> Option<EntitlementRole> {
    if about.is_none() {
        return Some(EntitlementRole::CatalogCreator);
    }
    let chosen = answers.choice(&ROLE)?;
    let mut roles = EntitlementRole::ALL.iter().copied();
    roles.find(|role| role.json() == chosen)
}

fn candidates(scene: &Scene<'_>, _: Option<ObjectRef>, sought: Sought<'_>) -> Vec<Pick> {
    people::principals(scene, sought, Part::Acting, |_| true)
}

fn parse(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let picked = read.picks(&PRINCIPALS, |value| people::find_principal(scene, value));
    let role = role(about, answers);
    let catalog = if let Some(ObjectRef::Catalog(catalog)) = about {
        Some(catalog)
    } else {
        None
    };
    let given = read.finish(|| {
        let role = role?;
        let given = picked.into_iter().map(|principal| HeldRole {
            principal,
            role,
            catalog,
        });
        Some(given.collect::<Vec<HeldRole>>()).filter(|given| !given.is_empty())
    })?;
    if let [only] = given.as_slice() {
        return Ok(Order::persona(RoleCommand::AssignRole(*only)));
    }
    let rows = given.into_iter().map(|one| {
        let object = one.principal.object();
        let done = format!("has the role {}", one.role.label());
        let command = Command::from(RoleCommand::AssignRole(one));
        (
            object,
            scene.name(object),
            command,
            Said::Words(done.into()),
        )
    });
    Ok(Order::Each(Box::new(Batch::each("give", rows, scene))))
}

/// Returns a command that gives some role, to ask whether the persona may give any.
pub fn blank(scene: &Scene<'_>, catalog: Option<CatalogId>) -> Command {
    let user = match scene.persona {
        Person::User(user) => user,
        Person::ExternalPerson(_) => UserId::MIN,
    };
    let role = if catalog.is_some() {
        EntitlementRole::CatalogReader
    } else {
        EntitlementRole::CatalogCreator
    };
    RoleCommand::AssignRole(HeldRole {
        principal: Principal::User(user),
        role,
        catalog,
    })
    .into()
}

/// Returns the command that takes a role away.
pub fn removal(held: HeldRole) -> Command {
    RoleCommand::RemoveRole(held).into()
}

/// Says what a role is over.
pub fn over(scene: &Scene<'_>, catalog: Option<CatalogId>) -> Safe {
    match catalog {
        Some(catalog) => format!("catalog \"{}\"", scene.name(catalog)).into(),
        None => "new catalogs".into(),
    }
}
