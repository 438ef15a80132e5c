//! The fields that say where a package belongs and what it gives.

use uuid::Uuid;

use crate::domain::authority::appointments;
use crate::domain::catalog::CatalogType;
use crate::domain::command::{RoleOfObject, RoleOfResource};
use crate::domain::id::{CatalogId, ObjectKind, ObjectRef, Origin, ResourceId};
use crate::domain::offer::OfferedRole;
use crate::domain::resource::{Resource, ResourceRole};
use crate::ui::form::package::blank;
use crate::ui::form::resource;
use crate::ui::form::{Amount, Answers, Field, FieldKey, Kind, Pick, Reader, Source};
use crate::ui::scene::{Reason, Scene};
use crate::ui::wording;

pub(super) const CATALOG: FieldKey = FieldKey::new("catalog");
pub(super) const ROLES: FieldKey = FieldKey::new("resourceRoles");
pub(in crate::ui::form) const SEE_ALL: FieldKey = FieldKey::new("seeAll");

/// Begins the value of a row that stands for a role on an object outside the catalog.
const ADDED: &str = "added ";

/// What a row stands for.
enum Chosen {
    InCatalog(CatalogId, RoleOfResource),
    Outside(RoleOfObject),
}

/// What the rows chosen stand for.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// Roles on resources of the catalog.
    pub(super) given: Vec<RoleOfResource>,
    /// Roles on objects that become resources of the catalog.
    pub(super) added: Vec<RoleOfObject>,
}

/// Returns the field of the catalog, which has one row when the form is about a catalog.
pub(super) fn catalog_field(about: Option<ObjectRef>) -> Field {
    let help = if fixed(about).is_some() {
        "The catalog from which the wizard was opened."
    } else {
        "A package stays in its catalog."
    };
    Field::new(
        CATALOG,
        "Catalog",
        Kind::Picker(Amount::One, Source(catalogs)),
    )
    .required()
    .help(help)
}

/// Returns the fields of the roles.
pub(super) fn roles_fields() -> Vec<Field> {
    let roles = Kind::Picker(Amount::Many, Source(roles));
    vec![
        Field::new(ROLES, "Resource roles", roles)
            .help("Roles on the resources of the chosen catalog.")
            .or_nothing("The catalog has no resource yet. See all offers objects outside it."),
        see_all(),
    ]
}

/// Returns the field that lets objects outside the catalog be chosen too.
pub(in crate::ui::form) fn see_all() -> Field {
    Field::new(SEE_ALL, "See all", Kind::Toggle)
        .help("Offers objects outside the catalog too; choosing one adds it to the catalog.")
}

/// Returns the catalog that a form is about.
pub(super) const fn fixed(about: Option<ObjectRef>) -> Option<CatalogId> {
    if let Some(ObjectRef::Catalog(catalog)) = about {
        Some(catalog)
    } else {
        None
    }
}

/// Returns the built-in catalog.
fn general(scene: &Scene<'_>) -> Option<CatalogId> {
    let built_in = &scene.tenant().index.catalogs_of_type;
    built_in.of(CatalogType::ServiceDefault).next().copied()
}

/// Says why the persona may make no package in a catalog; in the built-in one without one.
fn takes(scene: &Scene<'_>, catalog: Option<CatalogId>) -> Result<(), Reason> {
    scene.allows(&blank(catalog)?)
}

/// Returns the catalog in which a package is made unless another is chosen: the built-in one, or
/// the first in which the persona has a role that lets them.
pub fn first(scene: &Scene<'_>) -> Result<Option<CatalogId>, Reason> {
    let given = appointments(scene.tenant(), scene.persona);
    let mut own = given.filter_map(|given| given.catalog);
    // The built-in one is asked last, since what refuses it greys the key.
    let own = own.find(|catalog| takes(scene, Some(*catalog)).is_ok());
    match (takes(scene, None), own) {
        (Ok(()), _) => Ok(general(scene)),
        (Err(_), Some(own)) => Ok(Some(own)),
        (Err(reason), None) => Err(reason),
    }
}

/// Returns the row of a catalog.
pub(super) fn pick_catalog(scene: &Scene<'_>, catalog: CatalogId) -> Pick {
    Pick::new(catalog.guid().to_string(), scene.name(catalog))
}

fn catalogs(scene: &Scene<'_>, about: Option<ObjectRef>, _: &Answers) -> Vec<Pick> {
    if let Some(catalog) = fixed(about) {
        return vec![pick_catalog(scene, catalog)];
    }
    let named = scene.tenant().index.named.of(ObjectKind::Catalog);
    named
        .map(|(_, object)| CatalogId::new(object.guid()))
        .filter(|catalog| takes(scene, Some(*catalog)).is_ok())
        .map(|catalog| pick_catalog(scene, catalog))
        .collect()
}

fn roles(scene: &Scene<'_>, _: Option<ObjectRef>, answers: &Answers) -> Vec<Pick> {
    let Some(catalog) = catalog_of(scene, answers) else {
        return Vec::new();
    };
    let mut rows: Vec<Pick> = roles_of(scene, catalog)
        .map(|(resource, offered)| pick_role(scene, resource, offered.role))
        .collect();
    if answers.toggle(&SEE_ALL) == Some(true) {
        rows.extend(roles_elsewhere(scene, catalog));
    }
    rows
}

/// Lists the roles on objects that are no resources of a catalog.
pub(in crate::ui::form) fn roles_elsewhere(
    scene: &Scene<'_>,
    catalog: CatalogId,
) -> impl Iterator<Item = Pick> {
    let tenant = scene.tenant();
    let outside = resource::outside(scene, Some(catalog));
    outside.flat_map(move |origin| {
        let name = scene.name(origin);
        let kind = resource::kind(scene, origin);
        let barred = resource::barred(scene, Some(catalog), origin);
        tenant.roles_to_give(origin).map(move |offered| {
            let value = format!("{ADDED}{}|{}", String::from(origin), offered.role.json());
            let pick = Pick::new(value, format!("{name} as {}", offered.name));
            let pick = pick.note(kind.clone());
            match &barred {
                Some(reason) => pick.unfit(reason.0.clone()),
                None => pick,
            }
        })
    })
}

/// Finds the catalog chosen for a package that is yet to be made.
pub fn catalog_of(scene: &Scene<'_>, answers: &Answers) -> Option<CatalogId> {
    let chosen = answers.picked(&CATALOG).first();
    chosen.and_then(|row| find_catalog(scene, &row.value))
}

/// Lists the roles that packages of a catalog can give, with their resources.
pub fn roles_of<'a>(
    scene: &Scene<'a>,
    catalog: CatalogId,
) -> impl Iterator<Item = (&'a Resource, OfferedRole)> {
    let tenant = scene.tenant();
    let resources = tenant.index.resources_of.of(catalog);
    resources
        .filter_map(|resource| tenant.find_resource(*resource))
        .flat_map(|resource| {
            let offered = tenant.roles_to_give(resource.origin);
            offered.map(move |offered| (resource, offered))
        })
}

/// Returns the row of a role on a resource.
pub fn pick_role(scene: &Scene<'_>, resource: &Resource, role: ResourceRole) -> Pick {
    let value = format!("{}:{}", resource.id.guid(), role.json());
    let label = wording::role(scene, resource.id, role);
    Pick::new(value, label).note(resource.origin.system().label())
}

fn find_catalog(scene: &Scene<'_>, value: &str) -> Option<CatalogId> {
    let catalog = CatalogId::new(Uuid::parse_str(value).ok()?);
    scene.tenant().find_catalog(catalog).map(|found| found.id)
}

/// Finds the role behind the value of a row, with the catalog of its resource.
pub fn find_role(scene: &Scene<'_>, value: &str) -> Option<(CatalogId, RoleOfResource)> {
    let (guid, json) = value.split_once(':')?;
    let resource = ResourceId::new(Uuid::parse_str(guid).ok()?);
    let role = ResourceRole::parse(json)?;
    let found = scene.tenant().find_resource(resource)?;
    Some((found.catalog, RoleOfResource { resource, role }))
}

/// Reads the catalog.
pub(super) fn read_catalog(scene: &Scene<'_>, read: &mut Reader<'_>) -> Option<CatalogId> {
    let rows = read.picks(&CATALOG, |value| find_catalog(scene, value));
    rows.first().copied()
}

/// Finds the role behind the value of a row about an object outside the catalog.
pub(in crate::ui::form) fn find_added(scene: &Scene<'_>, value: &str) -> Option<RoleOfObject> {
    let (origin, role) = value.strip_prefix(ADDED)?.split_once('|')?;
    let origin_id = Origin::try_from(origin.to_owned()).ok()?;
    let role = ResourceRole::parse(role)?;
    scene.tenant().is_there(origin_id).then_some(RoleOfObject {
        origin_system: origin_id.system(),
        origin_id,
        role,
    })
}

/// Reads the roles; those on resources must all be of the catalog.
pub(super) fn read_roles(
    scene: &Scene<'_>,
    read: &mut Reader<'_>,
    catalog: Option<CatalogId>,
) -> Contents {
    let rows = read.picks(&ROLES, |value| {
        let added = find_added(scene, value).map(Chosen::Outside);
        let given = || find_role(scene, value).map(|(of, role)| Chosen::InCatalog(of, role));
        added.or_else(given)
    });
    let mut contents = Contents::default();
    let mut strange = false;
    let mut barred = None;
    for row in rows {
        match row {
            Chosen::InCatalog(of, role) => {
                strange |= Some(of) != catalog;
                contents.given.push(role);
            }
            Chosen::Outside(role) => {
                let may_add = catalog.map(|to| resource::may_add(scene, to, role.origin_id));
                barred = barred.or_else(|| may_add.and_then(Result::err));
                contents.added.push(role);
            }
        }
    }
    if let Some(reason) = barred {
        read.refuse(&ROLES, &format!("hold what cannot be added: {}", reason.0));
    }
    if strange {
        read.refuse(&ROLES, "hold a resource of another catalog; choose again");
    }
    contents
}
