//! Rules on catalogs, resources and packages.

use std::collections::BTreeSet;

use crate::domain::catalog::CatalogType;
use crate::domain::invariant::Findings;
use crate::domain::tenant::Tenant;

/// Resources and packages are in a catalog that exists, each object once in a catalog, and one
/// catalog is the built-in one.
pub(super) fn catalogs_hold_their_packages_and_resources(tenant: &Tenant, found: &mut Findings) {
    let mut objects = BTreeSet::new();
    for resource in tenant.resources.iter() {
        let id = resource.id;
        let there = tenant.find_catalog(resource.catalog).is_some();
        found.expect("a resource is in a catalog", id, there);
        let new = objects.insert((resource.catalog, resource.origin));
        found.expect("an object is in a catalog once", id, new);
    }
    for request in tenant.resource_requests.iter() {
        let there = tenant.find_catalog(request.catalog).is_some();
        found.expect("a resource request is about a catalog", request.id, there);
    }
    for package in tenant.packages.iter() {
        let there = tenant.find_catalog(package.catalog).is_some();
        found.expect("a package is in a catalog", package.id, there);
    }
    let built_in = tenant
        .catalogs
        .iter()
        .filter(|catalog| catalog.catalog_type == CatalogType::ServiceDefault)
        .count();
    let founded = tenant.resource_directory().is_some();
    let fits = built_in == usize::from(founded);
    found.expect_overall("one catalog is the built-in one", fits);
}

/// A package excludes other packages, gives each role once, and only roles that resources of its own catalog offer.
pub(super) fn packages_give_what_their_catalog_has(tenant: &Tenant, found: &mut Findings) {
    for package in tenant.packages.iter() {
        let others = package
            .incompatible_access_packages
            .iter()
            .all(|other| *other != package.id && tenant.find_package(*other).is_some());
        let rule = "a package excludes other packages that exist";
        found.expect(rule, package.id, others);
        let mut roles = BTreeSet::new();
        for scope in &package.resource_roles {
            let resource = tenant.find_resource(scope.resource);
            let own = resource.is_some_and(|resource| resource.catalog == package.catalog);
            found.expect("a package gives roles of its own catalog", package.id, own);
            let new = roles.insert((scope.resource, scope.role));
            found.expect("a package gives a role once", package.id, new);
        }
    }
}
