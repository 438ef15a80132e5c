//! Which objects go by a name, kind by kind. Reads the index; nobody's sight is considered here.

use crate::domain::catalog::CatalogType;
use crate::domain::history::History;
use crate::domain::id::{CatalogId, ObjectKind, ObjectRef, PackageId, Person, PolicyId, UserId};
use crate::domain::resource::Origin;
use crate::domain::review::ReviewStatus;
use crate::domain::subject::DirectoryRole;
use crate::domain::tenant::Tenant;
use crate::domain::text::NameKey;
use crate::script::fill::Scope;
use crate::script::resolve::Path;

/// Lists the objects of a kind that a name means.
pub(super) fn named(
    (tenant, history): (&Tenant, &History),
    kind: ObjectKind,
    path: &Path,
    scope: Scope,
) -> Vec<ObjectRef> {
    match kind {
        ObjectKind::Directory => of_one(path, |name| directories(tenant, name)),
        ObjectKind::ExternalPerson | ObjectKind::User => {
            of_one(path, |name| persons(tenant, kind, name))
        }
        ObjectKind::Group => of_one(path, |name| groups(tenant, name)),
        ObjectKind::Site => sites(tenant, path),
        ObjectKind::DirectoryRole => of_one(path, directory_roles),
        ObjectKind::Application
        | ObjectKind::Catalog
        | ObjectKind::ConnectedOrganization
        | ObjectKind::CustomExtension => of_one(path, |name| tenant.named(kind, name).collect()),
        ObjectKind::RoleAssignment
        | ObjectKind::ResourceRequest
        | ObjectKind::Callout
        | ObjectKind::Entry
        | ObjectKind::Mail => Vec::new(),
        ObjectKind::Resource => of_one(path, |name| resources(tenant, name, scope)),
        ObjectKind::AccessPackage => objects(packages(tenant, path.two())),
        ObjectKind::Policy => policies(tenant, path, scope),
        ObjectKind::Delegation => of_one(path, |name| delegations(tenant, name)),
        ObjectKind::Review => reviews(tenant, path, scope),
        ObjectKind::Request => newest(tenant, path, |person, package| {
            let made = tenant.requests_about(person).into_iter();
            made.filter_map(|(when, id)| Some((when, tenant.find_request(id)?)))
                .filter(|(_, request)| request.access_package == package)
                .max_by_key(|(when, request)| {
                    let gives = request.request_type.is_add();
                    let place = history.place(request.id);
                    (*when, request.progress.state.is_open(), gives, place)
                })
                .map(|(_, request)| request.id.into())
        }),
        ObjectKind::Assignment => newest(tenant, path, |person, package| {
            let held = tenant.assignments_about(person).into_iter();
            held.filter_map(|(when, id)| Some((when, tenant.find_assignment(id)?)))
                .filter(|(_, held)| held.access_package == package)
                .max_by_key(|(when, held)| {
                    let place = history.place(held.id);
                    (*when, held.progress.state.is_active(), place)
                })
                .map(|(_, held)| held.id.into())
        }),
    }
}

fn of_one(path: &Path, find: impl Fn(&str) -> Vec<ObjectRef>) -> Vec<ObjectRef> {
    path.one().map(find).unwrap_or_default()
}

fn objects<T: Into<ObjectRef>>(ids: Vec<T>) -> Vec<ObjectRef> {
    ids.into_iter().map(Into::into).collect()
}

fn directories(tenant: &Tenant, name: &str) -> Vec<ObjectRef> {
    let wanted = NameKey::of(name);
    let mut found: Vec<ObjectRef> = tenant.named(ObjectKind::Directory, name).collect();
    for directory in tenant.directories.iter() {
        let has_domain = directory.domains().any(|domain| domain.key() == wanted);
        if has_domain && !found.contains(&directory.id.into()) {
            found.push(directory.id.into());
        }
    }
    found
}

/// Finds the delegation that is not over by the name its approver signs in with.
fn delegations(tenant: &Tenant, name: &str) -> Vec<ObjectRef> {
    let approvers = persons(tenant, ObjectKind::User, name).into_iter();
    approvers
        .map(|approver| UserId::new(approver.guid()))
        .flat_map(|approver| tenant.index.open_delegations.of(approver))
        .map(|delegation| (*delegation).into())
        .collect()
}

/// Finds people by the name they sign in with; deleted accounts only when nobody else has it.
fn persons(tenant: &Tenant, kind: ObjectKind, name: &str) -> Vec<ObjectRef> {
    let (live, deleted): (Vec<ObjectRef>, Vec<ObjectRef>) = tenant
        .index
        .sign_in_names
        .of(NameKey::of(name))
        .filter_map(|person| of_kind(tenant, *person, kind))
        .partition(|object| {
            if let ObjectRef::User(id) = object {
                tenant.live_user(*id).is_ok()
            } else {
                true
            }
        });
    if live.is_empty() { deleted } else { live }
}

/// Returns the object of a kind that a person is: by the name they sign in with at home, people are
/// found as the guests that they are here.
fn of_kind(tenant: &Tenant, person: Person, kind: ObjectKind) -> Option<ObjectRef> {
    let acting = tenant.acting_as(person).object();
    [person.object(), acting]
        .into_iter()
        .find(|object| object.kind() == kind)
}

/// Finds groups by name; deleted ones only when no other has it.
fn groups(tenant: &Tenant, name: &str) -> Vec<ObjectRef> {
    let live: Vec<ObjectRef> = tenant.named(ObjectKind::Group, name).collect();
    if !live.is_empty() {
        return live;
    }
    let wanted = NameKey::of(name);
    tenant
        .index
        .deleted
        .of(ObjectKind::Group)
        .copied()
        .filter(|group| tenant.name_of(*group).map(NameKey::of) == Some(wanted.clone()))
        .collect()
}

/// Finds sites by name or by address.
fn sites(tenant: &Tenant, path: &Path) -> Vec<ObjectRef> {
    let mut found: Vec<ObjectRef> = path
        .one()
        .into_iter()
        .flat_map(|name| tenant.named(ObjectKind::Site, name))
        .collect();
    let by_address = tenant.index.sites_by_url.of(NameKey::of(path.whole()));
    found.extend(by_address.map(|site| ObjectRef::from(*site)));
    found
}

/// Finds roles over the directory by the names that people and lines have for them.
fn directory_roles(name: &str) -> Vec<ObjectRef> {
    let wanted = NameKey::of(name);
    let fits = |text: &str| NameKey::of(text) == wanted;
    DirectoryRole::ALL
        .iter()
        .filter(|role| fits(role.label()) || fits(role.json()))
        .map(|role| role.id().into())
        .collect()
}

/// Finds resources by the name of what is behind them, in the catalog concerned.
fn resources(tenant: &Tenant, name: &str, scope: Scope) -> Vec<ObjectRef> {
    let package = scope.package.and_then(|id| tenant.find_package(id));
    let catalog = package.map(|package| package.catalog).or(scope.catalog);
    let Some(catalog) = catalog.or_else(|| general(tenant)) else {
        return Vec::new();
    };
    let wanted = NameKey::of(name);
    tenant
        .index
        .resources_of
        .of(catalog)
        .map(|id| ObjectRef::from(*id))
        .filter(|resource| tenant.name_of(*resource).map(NameKey::of) == Some(wanted.clone()))
        .collect()
}

/// Lists the resources of a name in whatever catalogs.
pub(super) fn elsewhere<'tenant>(
    tenant: &'tenant Tenant,
    path: &'tenant Path,
) -> impl Iterator<Item = ObjectRef> {
    let kinds = Origin::KINDS.iter();
    path.one()
        .into_iter()
        .flat_map(move |name| kinds.clone().map(move |kind| (*kind, name)))
        .flat_map(|(kind, name)| tenant.named(kind, name))
        .filter_map(Origin::of)
        .flat_map(|origin| tenant.index.resources_from.of(origin))
        .map(|id| (*id).into())
}

/// Returns the built-in catalog, where packages go that name none.
fn general(tenant: &Tenant) -> Option<CatalogId> {
    let mut built_in = tenant
        .index
        .catalogs_of_type
        .of(CatalogType::ServiceDefault);
    built_in.next().copied()
}

fn packages(tenant: &Tenant, names: Option<(&str, &str)>) -> Vec<PackageId> {
    let Some((catalog, package)) = names else {
        return Vec::new();
    };
    let catalogs: Vec<ObjectRef> = tenant.named(ObjectKind::Catalog, catalog).collect();
    tenant
        .named(ObjectKind::AccessPackage, package)
        .map(|object| PackageId::new(object.guid()))
        .filter(|id| {
            tenant
                .find_package(*id)
                .is_some_and(|package| catalogs.contains(&package.catalog.into()))
        })
        .collect()
}

fn policies(tenant: &Tenant, path: &Path, scope: Scope) -> Vec<ObjectRef> {
    let (packages, name) = match (path.three(), path.one(), scope.package) {
        (Some((catalog, package, policy)), _, _) => {
            (packages(tenant, Some((catalog, package))), policy)
        }
        (None, Some(policy), Some(package)) => (vec![package], policy),
        (None, _, _) => return Vec::new(),
    };
    let wanted = NameKey::of(name);
    packages
        .into_iter()
        .flat_map(|package| tenant.index.policies_of.of(package))
        .filter_map(|id| tenant.find_policy(*id))
        .filter(|policy| policy.terms.display_name.key() == wanted)
        .map(|policy| policy.id.into())
        .collect()
}

/// Finds the review of a policy that is open, or else the last one that was, or else the first.
fn reviews(tenant: &Tenant, path: &Path, scope: Scope) -> Vec<ObjectRef> {
    let policies = policies(tenant, path, scope).into_iter();
    policies
        .filter_map(|policy| {
            let policy = tenant.find_policy(PolicyId::new(policy.guid()))?;
            let rounds = tenant.index.reviews_of.of(policy.access_package);
            rounds
                .filter_map(|(when, id)| Some((when, tenant.find_review(*id)?)))
                .filter(|(_, review)| review.policy == policy.id)
                .max_by_key(|(when, review)| {
                    let begun = review.status != ReviewStatus::NotStarted;
                    (review.is_open(), begun, **when)
                })
                .map(|(_, review)| review.id.into())
        })
        .collect()
}

/// Finds the newest of somebody's requests or assignments of a package; of those that began in the
/// same second, the one that is not over, or else one that asks for access rather than changes or
/// ends it, or else the one that was made last.
fn newest(
    tenant: &Tenant,
    path: &Path,
    find: impl Fn(Person, PackageId) -> Option<ObjectRef>,
) -> Vec<ObjectRef> {
    let Some((catalog, package, person)) = path.three() else {
        return Vec::new();
    };
    let people: Vec<Person> = tenant
        .index
        .sign_in_names
        .of(NameKey::of(person))
        .copied()
        .collect();
    packages(tenant, Some((catalog, package)))
        .into_iter()
        .flat_map(|package| people.iter().map(move |person| (package, *person)))
        .filter_map(|(package, person)| find(person, package))
        .collect()
}
