//! Commands on access packages and their policies.

use crate::domain::command::commands;
use crate::domain::id::{CatalogId, GroupId, PackageId, PolicyId, ResourceId};
use crate::domain::policy::PolicyBody;
use crate::domain::resource::{Origin, OriginSystem, ResourceRole};
use crate::domain::shape::members;
use crate::domain::text::{Description, DisplayName};

commands! {
    /// What can be done to packages and policies.
    "do" PackageCommand {
        /// Creates a package, with roles and policies at once when they are given.
        CreateAccessPackage(CreateAccessPackage) = "createAccessPackage",
        /// Edits a package.
        UpdateAccessPackage(UpdateAccessPackage) = "updateAccessPackage",
        /// Deletes a package that nobody holds.
        DeleteAccessPackage(AccessPackageReference) = "deleteAccessPackage",
        /// Adds a role on a resource to what a package gives.
        AddResourceRole(PackageRole) = "addResourceRole",
        /// Adds a role on an object to what a package gives; the object becomes a resource of the catalog.
        AddObjectRole(ObjectRole) = "addObjectRole",
        /// Takes a role on a resource out of what a package gives.
        RemoveResourceRole(PackageRole) = "removeResourceRole",
        /// Puts one role on a resource in the place of another in what a package gives.
        ReplaceResourceRole(ReplaceRole) = "replaceResourceRole",
        /// Keeps those who hold another package from getting this one.
        AddIncompatibleAccessPackage(IncompatibleAccessPackage) = "addIncompatibleAccessPackage",
        /// Lets those who hold another package get this one again.
        RemoveIncompatibleAccessPackage(IncompatibleAccessPackage) = "removeIncompatibleAccessPackage",
        /// Keeps the members of a group from getting a package.
        AddIncompatibleGroup(IncompatibleGroup) = "addIncompatibleGroup",
        /// Lets the members of a group get a package again.
        RemoveIncompatibleGroup(IncompatibleGroup) = "removeIncompatibleGroup",
        /// Creates a policy of a package.
        CreatePolicy(CreatePolicy) = "createPolicy",
        /// Edits a policy.
        UpdatePolicy(UpdatePolicy) = "updatePolicy",
        /// Deletes a policy under which nobody holds the package.
        DeletePolicy(PolicyReference) = "deletePolicy",
    }
}

members! {
    /// Fields of `createAccessPackage`.
    pub struct CreateAccessPackage {
        /// The package's name.
        display_name: DisplayName,
        /// What it is for.
        description: Description,
        /// The catalog; General unless given.
        catalog: Option<CatalogId>,
        /// Off unless given.
        is_hidden: Option<bool>,
        /// What it gives.
        #[serde(default)]
        resource_roles: Vec<RoleOfResource>,
        /// What it gives of objects that are no resources of the catalog yet; they become some.
        #[serde(default)]
        added_resource_roles: Vec<RoleOfObject>,
        /// Its policies.
        #[serde(default)]
        policies: Vec<PolicyBody> => whole,
    }

    /// A role on a resource.
    pub struct RoleOfResource {
        /// Which resource of the package's catalog.
        resource: ResourceId,
        /// Which role.
        role: ResourceRole,
    }

    /// A role on an object that becomes a resource, unless it is one already.
    pub struct RoleOfObject {
        /// The kind of system the object lives in.
        origin_system: OriginSystem,
        /// The object.
        origin_id: Origin,
        /// Which role.
        role: ResourceRole,
    }

    /// Fields of `updateAccessPackage`.
    pub struct UpdateAccessPackage {
        /// Which package.
        access_package: PackageId,
        /// The package's name.
        display_name: Option<DisplayName>,
        /// What it is for.
        description: Option<Description>,
        /// Whether people find it by browsing.
        is_hidden: Option<bool>,
        /// A package cannot move to another catalog.
        catalog: Option<CatalogId>,
    }

    /// A package.
    pub struct AccessPackageReference {
        /// Which package.
        access_package: PackageId,
    }

    /// A package and a role on a resource.
    pub struct PackageRole {
        /// Which package.
        access_package: PackageId,
        /// Which resource of its catalog.
        resource: ResourceId,
        /// Which role.
        role: ResourceRole,
    }

    /// Fields of `addObjectRole`.
    pub struct ObjectRole {
        /// Which package.
        access_package: PackageId,
        /// The kind of system the object lives in.
        origin_system: OriginSystem,
        /// The object; one that is a resource of the catalog already stays that.
        origin_id: Origin,
        /// Which role.
        role: ResourceRole,
    }

    /// Fields of `replaceResourceRole`.
    pub struct ReplaceRole {
        /// Which package.
        access_package: PackageId,
        /// The resource whose role goes.
        resource: ResourceId,
        /// The role that goes.
        role: ResourceRole,
        /// What comes in its place.
        by: RoleOfResource,
    }

    /// A package and another whose holders do not get it.
    pub struct IncompatibleAccessPackage {
        /// Which package is kept from people.
        access_package: PackageId,
        /// The package whose holders it is kept from.
        incompatible: PackageId,
    }

    /// A package and a group whose members do not get it.
    pub struct IncompatibleGroup {
        /// Which package is kept from people.
        access_package: PackageId,
        /// The group whose members it is kept from.
        group: GroupId,
    }

    /// Fields of `createPolicy`.
    pub struct CreatePolicy {
        /// Which package.
        access_package: PackageId,
        /// What the policy says.
        #[serde(flatten)]
        terms: PolicyBody => whole_flat,
    }

    /// Fields of `updatePolicy`.
    pub struct UpdatePolicy {
        /// Which policy.
        policy: PolicyId,
        /// What changes in it.
        #[serde(flatten)]
        terms: PolicyBody => flat,
    }

    /// A policy.
    pub struct PolicyReference {
        /// Which policy.
        policy: PolicyId,
    }
}
