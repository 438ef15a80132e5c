//! Resource requests: the only way into a catalog and out of it for a directory object.
//!
//! A resource may be gone by the time its request is read, so the record keeps what it was.

use serde::{Deserialize, Serialize};

use crate::domain::id::{CatalogId, Origin, ResourceId, ResourceRequestId};
use crate::domain::subject::words;
use crate::domain::text::DisplayName;
use crate::domain::time::Timestamp;

words! {
    /// What was asked for.
    ResourceRequestType {
        /// An object was to become a resource.
        AdminAdd = "adminAdd", "Add resource";
        /// What is asked of whoever wants the resource was to change.
        AdminUpdate = "adminUpdate", "Update resource";
        /// A resource was to leave the catalog.
        AdminRemove = "adminRemove", "Remove resource";
    }

    /// How far a request has come.
    ResourceRequestState {
        /// It was carried out, which here happens at once.
        Delivered = "delivered", "Delivered";
    }
}

/// A request about a resource of a catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ResourceRequest {
    /// Which request.
    pub id: ResourceRequestId,
    /// What was asked for.
    pub request_type: ResourceRequestType,
    /// How far it has come.
    pub state: ResourceRequestState,
    /// The catalog.
    pub catalog: CatalogId,
    /// The resource.
    pub resource: ResourceId,
    /// The object behind it.
    pub origin: Origin,
    /// What the resource was called.
    pub display_name: DisplayName,
    /// When it was made.
    pub created_date_time: Timestamp,
}
