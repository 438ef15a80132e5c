//! Rows on separation of duties: what excludes a package, and who holds both all the same.

use serde_json::{Value, json};

use crate::domain::authority::{Right, may};
use crate::domain::id::{ObjectRef, PackageId};
use crate::domain::package::AccessPackage;
use crate::domain::request::AssignmentRequest;
use crate::domain::separation;
use crate::domain::walk::Walk;
use crate::engine::Refused;
use crate::script::query::directory::fields;
use crate::script::query::{Asked, Fields};
use crate::script::receipt::{named, reference};
use crate::script::trouble::Trouble;

/// Returns the three lists of a package: what excludes it, and what it excludes.
pub(super) fn links(asked: &Asked<'_>, package: &AccessPackage) -> Option<Fields> {
    let references = |objects: &mut dyn Iterator<Item = ObjectRef>| -> Vec<Value> {
        objects
            .map(|object| reference(asked.tenant, object))
            .collect()
    };
    let packages = &package.incompatible_access_packages;
    let listing = asked.tenant.index.excluded_by_package.of(package.id);
    fields(json!({
        "incompatibleAccessPackages": references(&mut packages.iter().map(|id| (*id).into())),
        "incompatibleGroups":
            references(&mut package.incompatible_groups.iter().map(|id| (*id).into())),
        "accessPackagesIncompatibleWith": references(&mut listing.map(|id| (*id).into())),
    }))
}

/// Returns what excludes the package that an open request asks for, for those who decide on it.
pub(super) fn conflict(asked: &Asked<'_>, request: &AssignmentRequest) -> Option<Value> {
    if !request.progress.state.is_open() {
        return None;
    }
    separation::conflict(asked.tenant, request.target, request.access_package)
        .map(|conflict| named(asked.tenant, conflict))
}

/// Lists who holds a package and something that excludes it.
pub(super) fn additional_access(asked: &Asked<'_>) -> Result<Vec<Fields>, Trouble> {
    let Some(package) = asked.only("accessPackage").map(PackageId::new) else {
        return Ok(Vec::new());
    };
    let mut walk = Walk::default();
    let scope = Some(package.into());
    if let Err(refusal) = may(
        asked.tenant,
        asked.viewer,
        Right::ReadCatalog,
        scope,
        &mut walk,
    ) {
        return Err(Trouble::Refused(Box::new(Refused::new(refusal, walk))));
    }
    let found = separation::additional_access(asked.tenant, package);
    let row = |(assignment, conflict): (_, ObjectRef)| {
        let mut row = asked.row(ObjectRef::Assignment(assignment))?;
        row.insert("incompatible".to_owned(), named(asked.tenant, conflict));
        let state = if let ObjectRef::Assignment(other) = conflict {
            Some(asked.tenant.find_assignment(other)?.progress.state)
        } else {
            None
        };
        row.insert("incompatibleState".to_owned(), json!(state));
        Some(row)
    };
    Ok(found.into_iter().filter_map(row).collect())
}
