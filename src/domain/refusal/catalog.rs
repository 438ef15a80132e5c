//! Refusals of catalog commands.

use crate::domain::id::{CatalogId, ObjectRef, PackageId, Principal, ResourceId};
use crate::domain::refusal::refusals;

refusals! {
    /// Refusals of catalog commands.
    CatalogRefusal, |names|
    /// Another catalog has the name.
    DuplicateCatalogName {
        /// The catalog that has it.
        catalog: CatalogId,
    } "DuplicateCatalogName" =>
        format!("there is a catalog {} already", names.quoted(*catalog)),
        "Choose another name.";
    /// The catalog holds packages.
    CatalogNotEmpty {
        /// The catalog.
        catalog: CatalogId,
        /// Its packages.
        packages: Vec<PackageId>,
    } "CatalogNotEmpty" =>
        format!("catalog {} still holds {}", names.quoted(*catalog), names.several(packages)),
        "Delete its packages first.";
    /// General can be neither deleted nor renamed.
    BuiltInCatalog {
        /// The catalog.
        catalog: CatalogId,
    } "BuiltInCatalog" =>
        format!("catalog {} is built in and stays", names.quoted(*catalog)),
        "Disable it, or make a catalog of your own.";
    /// The right over the catalog is there, the one over the object is not.
    CallerNotResourceOwner {
        /// The object.
        object: ObjectRef,
    } "CallerNotResourceOwner" =>
        format!("you have the right over the catalog, but none over {}", names.quoted(*object)),
        "Become its owner, or let its owner add or remove it.";
    /// The object is in the catalog already.
    DuplicateResource {
        /// The resource.
        resource: ResourceId,
    } "DuplicateResource" =>
        format!("{} is a resource of this catalog already", names.quoted(*resource)),
        "Use it in a package of the catalog.";
    /// The object cannot be a resource.
    ResourceNotEligible {
        /// The object.
        object: ObjectRef,
        /// Why not.
        problem: &'static str,
    } "ResourceNotEligible" =>
        format!("{} cannot be a resource: {problem}", names.quoted(*object)),
        "Choose another object.";
    /// Packages give roles on the resource.
    ResourceInUse {
        /// The resource.
        resource: ResourceId,
        /// The packages.
        packages: Vec<PackageId>,
    } "ResourceInUse" =>
        format!("{} is given by package {}", names.quoted(*resource), names.several(packages)),
        "Remove its roles from those packages first.";
    /// Nobody is known by the identifier.
    PrincipalNotFound {
        /// Who was looked for.
        principal: Principal,
    } "PrincipalNotFound" =>
        format!("there is no {}", names.present(*principal)),
        "Choose one who has not been deleted.";
    /// They have the role there already.
    DuplicateRoleAssignment {
        /// Who has it.
        principal: Principal,
        /// The role.
        role: &'static str,
    } "DuplicateRoleAssignment" =>
        format!("{} has the role {role} there already", names.person(*principal)),
        "Give it to somebody else, or another role to them.";
    /// Nobody would own the catalog any more.
    LastCatalogOwner {
        /// The catalog.
        catalog: CatalogId,
    } "LastCatalogOwner" =>
        format!("catalog {} has no other owner", names.quoted(*catalog)),
        "Make somebody else owner first, or ask an administrator.";
}
