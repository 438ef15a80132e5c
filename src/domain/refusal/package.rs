//! Refusals of package commands.

use crate::domain::id::{CatalogId, ObjectRef, PackageId, ResourceId};
use crate::domain::refusal::refusals;
use crate::domain::resource::ResourceRole;
use crate::domain::text::counting::counted;

refusals! {
    /// Refusals of package commands.
    PackageRefusal, |names|
    /// Another package of the catalog has the name.
    DuplicatePackageName {
        /// The package that has it.
        package: PackageId,
    } "DuplicatePackageName" =>
        format!("there is a package {} in this catalog already", names.quoted(*package)),
        "Choose another name.";
    /// A package stays in its catalog.
    PackageMoveNotSupported {
        /// The package.
        package: PackageId,
    } "PackageMoveNotSupported" =>
        format!("package {} cannot move to another catalog", names.quoted(*package)),
        "Create it anew in the other catalog.";
    /// People hold the package.
    PackageHasAssignments {
        /// The package.
        package: PackageId,
        /// How many hold it.
        active: usize,
    } "PackageHasAssignments" =>
        format!("{} still has {}", names.quoted(*package), counted(active, "active assignment")),
        "Remove every assignment first, under Assignments.";
    /// The resource is not in the package's catalog.
    ResourceNotInCatalog {
        /// The resource.
        resource: ResourceId,
        /// The package's catalog.
        catalog: CatalogId,
    } "ResourceNotInCatalog" =>
        format!("{} is not a resource of catalog {}", names.quoted(*resource), names.quoted(*catalog)),
        "Add it to the catalog first.";
    /// The resource is another catalog's.
    ResourceElsewhere {
        /// The resource.
        resource: ResourceId,
        /// The catalog named.
        catalog: CatalogId,
        /// The catalog that it is in.
        home: CatalogId,
    } "ResourceNotInCatalog" =>
        format!("{} is a resource of catalog {}, not of {}", names.quoted(*resource), names.quoted(*home), names.quoted(*catalog)),
        "Name the catalog that it is in.";
    /// The resource does not offer the role.
    RoleNotEligible {
        /// The resource.
        resource: ResourceId,
        /// The role.
        role: ResourceRole,
        /// Why not.
        problem: &'static str,
    } "RoleNotEligible" =>
        format!("{} cannot give {}: {problem}", names.quoted(*resource), names.role(*resource, *role)),
        "Choose one of the roles that it offers.";
    /// The package does not give the role.
    RoleNotGiven {
        /// The package.
        package: PackageId,
        /// The resource.
        resource: ResourceId,
        /// The role.
        role: ResourceRole,
    } "NotFound" =>
        format!("{} does not give {} of {}", names.quoted(*package), names.role(*resource, *role), names.quoted(*resource)),
        "Choose one of the roles that it gives.";
    /// A package cannot exclude itself.
    IncompatibleSelf {
        /// The package.
        package: PackageId,
    } "IncompatibleSelf" =>
        format!("package {} cannot be incompatible with itself", names.quoted(*package)),
        "Choose another package.";
    /// The package lists this already.
    DuplicateIncompatibility {
        /// The package.
        package: PackageId,
        /// What it lists.
        incompatible: ObjectRef,
    } "DuplicateIncompatibility" =>
        format!("{} is incompatible with package {} already", names.quoted(*incompatible), names.quoted(*package)),
        "Choose another package or group.";
    /// The package gives the role already.
    DuplicateResourceRole {
        /// The resource.
        resource: ResourceId,
        /// The role.
        role: ResourceRole,
    } "DuplicateResourceRole" =>
        format!("the package gives {} of {} already", names.role(*resource, *role), names.quoted(*resource)),
        "Choose another role or resource.";
}
