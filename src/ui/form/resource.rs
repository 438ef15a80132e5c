//! The form that makes an object available to the packages of a catalog.

use crate::domain::authority::{Right, may};
use crate::domain::command::{AddCatalogResource, CatalogCommand, Command, RemoveCatalogResource};
use crate::domain::group::GroupKind;
use crate::domain::id::{CatalogId, ObjectKind, ObjectRef, Origin, ResourceId};
use crate::domain::resource::OriginSystem;
use crate::domain::subject::DirectoryRole;
use crate::domain::text::Safe;
use crate::domain::walk::Silent;
use crate::ui::form::{
    Amount, Answers, Field, FieldKey, FormTable, Kind, Order, Parsed, Pick, Reader, Source, Step,
};
use crate::ui::scene::{Reason, Scene};

const ORIGIN: FieldKey = FieldKey::new("originId");
const KIND: FieldKey = FieldKey::new("originSystem");
/// Objects of every kind are offered.
const ANY: &str = "any";

/// Adds an object to the catalog that the form is about.
pub static ADD: FormTable = FormTable {
    name: "add-resource",
    title: |scene, about| {
        about.map_or_else(Safe::default, |object| {
            format!("Add a resource to \"{}\"", scene.name(object)).into()
        })
    },
    verb: "add",
    steps: |_, _, _| {
        let field = Field::new(ORIGIN, "Object", Kind::Picker(Amount::One, Source(objects)));
        let help = "Packages of the catalog may then give its roles. Who has them now keeps them.";
        let kinds = OriginSystem::ALL.iter();
        let kinds = kinds.map(|kind| Pick::new(kind.json(), kind.label()));
        let kinds = std::iter::once(Pick::new(ANY, "every kind")).chain(kinds);
        let only = Field::new(KIND, "Offered are", Kind::Choice(kinds.collect()))
            .help("Shortens the list of objects.");
        vec![Step::new(
            "Resource",
            vec![
                field
                    .required()
                    .help(help)
                    .or_nothing("No object of that kind is outside the catalog."),
                only,
            ],
        )]
    },
    prefill: |_, _| Answers::default().with_choice(KIND, ANY),
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

/// Lists the objects of the kind chosen that are not in the catalog yet; searching finds kinds too.
fn objects(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Vec<Pick> {
    let chosen = answers.choice(&KIND);
    let wanted = |origin: &Origin| {
        matches!(chosen, None | Some(ANY)) || chosen == Some(origin.system().json())
    };
    outside(scene, catalog_of(about))
        .filter(wanted)
        .map(|origin| pick(scene, about, origin))
        .collect()
}

/// Lists the objects that could be resources and are none of a catalog.
pub fn outside<'a>(
    scene: &Scene<'a>,
    catalog: Option<CatalogId>,
) -> impl Iterator<Item = Origin> + 'a {
    let tenant = scene.tenant();
    let named = &tenant.index.named;
    let kept = [ObjectKind::Group, ObjectKind::Application, ObjectKind::Site]
        .into_iter()
        .flat_map(|kind| named.of(kind))
        .map(|(_, object)| *object);
    let roles = DirectoryRole::ALL.iter().map(|role| role.id().into());
    kept.chain(roles)
        .filter_map(Origin::of)
        .filter(move |origin| {
            let had = catalog.and_then(|catalog| tenant.resource_in(catalog, *origin));
            had.is_none()
        })
}

fn pick(scene: &Scene<'_>, about: Option<ObjectRef>, origin: Origin) -> Pick {
    let pick = Pick::new(String::from(origin), scene.name(origin)).note(kind(scene, origin));
    match barred(scene, catalog_of(about), origin) {
        Some(reason) => pick.unfit(reason.0),
        None => pick,
    }
}

/// Tells why the persona may not add an object to a catalog; what is in it already takes no right.
pub fn may_add(scene: &Scene<'_>, catalog: CatalogId, origin: Origin) -> Result<(), Reason> {
    match scene.tenant().resource_in(catalog, origin) {
        Some(_) => Ok(()),
        None => scene.allows(&addition(catalog, origin)),
    }
}

/// Says why an object may not be added to a catalog, where that is so.
pub fn barred(scene: &Scene<'_>, catalog: Option<CatalogId>, origin: Origin) -> Option<Reason> {
    let command = catalog.map(|catalog| addition(catalog, origin));
    scene.allows(&command?).err()
}

/// Names the kind of an object as people know it.
pub fn kind(scene: &Scene<'_>, origin: Origin) -> Safe {
    if let Origin::Group(id) = origin
        && let Some(group) = scene.tenant().find_group(id)
    {
        return match group.kind() {
            GroupKind::Team => "Team".into(),
            other @ (GroupKind::Security | GroupKind::Microsoft365 | GroupKind::Distribution) => {
                format!("{} group", other.label()).into()
            }
        };
    }
    origin.system().label().into()
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
        let origin = Origin::try_from(value.to_owned()).ok()?;
        scene.tenant().is_there(origin).then_some(origin)
    });
    let command = catalog_of(about)
        .zip(found.first())
        .map(|(catalog, origin)| addition(catalog, *origin));
    if let Some(Err(reason)) = command.as_ref().map(|command| scene.allows(command)) {
        read.refuse(&ORIGIN, &format!("is not possible: {}", reason.0));
    }
    read.finish(|| command).map(Order::persona)
}

fn addition(catalog: CatalogId, origin: Origin) -> Command {
    CatalogCommand::AddCatalogResource(AddCatalogResource {
        catalog,
        origin_system: origin.system(),
        origin_id: origin,
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
