//! Commands on catalogs and their resources.

use crate::domain::catalog::CatalogState;
use crate::domain::command::commands;
use crate::domain::id::{CatalogId, ResourceId};
use crate::domain::resource::{Origin, OriginSystem, ResourceAttribute};
use crate::domain::shape::members;
use crate::domain::text::{Description, DisplayName};

commands! {
    /// What can be done to catalogs.
    "do" CatalogCommand {
        /// Creates a catalog.
        CreateCatalog(CreateCatalog) = "createCatalog",
        /// Edits a catalog.
        UpdateCatalog(UpdateCatalog) = "updateCatalog",
        /// Deletes a catalog that holds no package.
        DeleteCatalog(DeleteCatalog) = "deleteCatalog",
        /// Makes a directory object available to a catalog's packages.
        AddCatalogResource(AddCatalogResource) = "addCatalogResource",
        /// Takes a resource out of a catalog whose packages do not use it.
        RemoveCatalogResource(RemoveCatalogResource) = "removeCatalogResource",
        /// Says what is asked of whoever wants access to a resource.
        SetResourceAttributes(SetResourceAttributes) = "setResourceAttributes",
    }
}

members! {
    /// Fields of `createCatalog`.
    pub struct CreateCatalog {
        /// The catalog's name.
        display_name: DisplayName,
        /// What it is for.
        description: Description,
        /// Published unless given.
        state: Option<CatalogState>,
        /// On unless given.
        is_externally_visible: Option<bool>,
    }

    /// Fields of `updateCatalog`.
    pub struct UpdateCatalog {
        /// Which catalog.
        catalog: CatalogId,
        /// The catalog's name.
        display_name: Option<DisplayName>,
        /// What it is for.
        description: Option<Description>,
        /// Whether its packages may be requested.
        state: Option<CatalogState>,
        /// Whether people from other directories may request them too.
        is_externally_visible: Option<bool>,
    }

    /// Fields of `deleteCatalog`.
    pub struct DeleteCatalog {
        /// Which catalog.
        catalog: CatalogId,
    }

    /// Fields of `addCatalogResource`.
    pub struct AddCatalogResource {
        /// Which catalog.
        catalog: CatalogId,
        /// The kind of system the object lives in.
        origin_system: OriginSystem,
        /// The object.
        origin_id: Origin,
    }

    /// Fields of `setResourceAttributes`.
    pub struct SetResourceAttributes {
        /// Which catalog.
        catalog: CatalogId,
        /// Which of its resources.
        resource: ResourceId,
        /// What is asked; replaces what was asked before.
        attributes: Vec<ResourceAttribute> => required,
    }

    /// Fields of `removeCatalogResource`.
    pub struct RemoveCatalogResource {
        /// Which catalog.
        catalog: CatalogId,
        /// Which of its resources.
        resource: ResourceId,
    }
}
