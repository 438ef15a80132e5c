//! The form that makes a group available to the packages of a catalog.

use crate::domain::authority::{Right, may};
use crate::domain::command::{AddCatalogResource, CatalogCommand, Command, RemoveCatalogResource};
use crate::domain::id::{CatalogId, GroupId, ObjectKind, ObjectRef, Principal, ResourceId};
use crate::domain::resource::Origin;
use crate::domain::text::Safe;
use crate::domain::walk::Silent;
use crate::ui::form::{
    Amount, Answers, Field, FieldKey, FormTable, Kind, Order, Parsed, Pick, Reader, Source, Step,
};
use crate::ui::scene::{Reason, Scene};

const ORIGIN: FieldKey = FieldKey::new("originId");

/// Adds a group to the catalog that the form is about.
pub static ADD: FormTable = FormTable {
    name: "add-resource",
    title: |scene, about| {
        about.map_or_else(Safe::default, |object| {
            format!("Add a resource to \"{}\"", scene.name(object)).into()
        })
    },
    verb: "add",
    steps: |_, _, _| {
        let field = Field::new(ORIGIN, "Group", Kind::Picker(Amount::One, Source(groups)));
        let help = "Packages of the catalog may then give its roles. Its members stay as they are.";
        vec![Step::new("Resource", vec![field.required().help(help)])]
    },
    prefill: |_, _| Answers::default(),
    parse: add,
    done: |scene, about, answers| {
        let names: Vec<&str> = answers
            .picked(&ORIGIN)
            .iter()
            .map(|row| row.label.as_str())
            .collect();
        let catalog = about.map(|object| scene.name(object)).unwrap_or_default();
        format!(
            "\"{}\" is a resource of \"{catalog}\" now.",
            names.join(", ")
        )
        .into()
    },
    notes: |_, _, _| Vec::new(),
};

/// Lists the groups that are not in the catalog yet.
fn groups(scene: &Scene<'_>, about: Option<ObjectRef>, _: &Answers) -> Vec<Pick> {
    let named = scene.tenant().index.named.of(ObjectKind::Group);
    named
        .filter_map(|(_, object)| group_of(*object))
        .filter(|group| !is_in(scene, about, *group))
        .map(|group| pick(scene, about, group))
        .collect()
}

const fn group_of(object: ObjectRef) -> Option<GroupId> {
    if let ObjectRef::Group(group) = object {
        Some(group)
    } else {
        None
    }
}

fn is_in(scene: &Scene<'_>, about: Option<ObjectRef>, group: GroupId) -> bool {
    let tenant = scene.tenant();
    let mut made = tenant.index.resources_from.of(Origin::Group(group));
    made.any(|resource| {
        let found = tenant.find_resource(*resource);
        found.is_some_and(|found| about == Some(found.catalog.into()))
    })
}

fn pick(scene: &Scene<'_>, about: Option<ObjectRef>, group: GroupId) -> Pick {
    let value = String::from(Principal::Group(group));
    let row = Pick::new(value, scene.name(group));
    let allowed = catalog_of(about).map(|catalog| scene.allows(&addition(catalog, group)));
    match allowed {
        Some(Err(reason)) => row.note(format!("not possible: {}", reason.0)),
        Some(Ok(())) | None => row.note("group"),
    }
}

const fn catalog_of(about: Option<ObjectRef>) -> Option<CatalogId> {
    if let Some(ObjectRef::Catalog(catalog)) = about {
        Some(catalog)
    } else {
        None
    }
}

fn add(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Parsed {
    let mut read = Reader::new(answers, scene.calendar);
    let found = read.picks(&ORIGIN, |value| {
        let principal = Principal::try_from(value.to_owned()).ok()?;
        let group = group_of(principal.object())?;
        scene.tenant().find_live_group(group).map(|found| found.id)
    });
    let command = catalog_of(about)
        .zip(found.first())
        .map(|(catalog, group)| addition(catalog, *group));
    if let Some(Err(reason)) = command.as_ref().map(|command| scene.allows(command)) {
        read.refuse(&ORIGIN, &format!("is not possible: {}", reason.0));
    }
    read.finish(|| command).map(Order::persona)
}

fn addition(catalog: CatalogId, group: GroupId) -> Command {
    let origin = Origin::Group(group);
    CatalogCommand::AddCatalogResource(AddCatalogResource {
        catalog,
        origin_system: origin.system(),
        origin_id: group,
    })
    .into()
}

/// Tells why the persona may add nothing to a catalog; which groups may be added differs.
pub fn addable(scene: &Scene<'_>, catalog: CatalogId) -> Result<(), Reason> {
    let scope = Some(catalog.into());
    may(
        scene.tenant(),
        scene.persona,
        Right::ManageResources,
        scope,
        &mut Silent,
    )
    .map(|_| ())
    .map_err(|refusal| scene.reason(&refusal))
}

/// Returns the command that takes a resource out of its catalog.
pub fn removal(catalog: CatalogId, resource: ResourceId) -> Command {
    CatalogCommand::RemoveCatalogResource(RemoveCatalogResource { catalog, resource }).into()
}
