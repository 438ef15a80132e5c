//! Identifiers: one newtype per kind of object, all lower-case GUIDs in JSON.
//!
//! Nothing here draws an identifier; the engine's `IdSource` does, and hands it in.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! define_id {
    ($($(#[$doc:meta])* $name:ident,)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps a GUID.
            pub const fn new(guid: Uuid) -> Self {
                Self(guid)
            }

            /// Returns the GUID itself, for JSON and for copying.
            pub const fn guid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            /// Writes the first eight digits, enough to tell objects apart on a screen.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let (head, ..) = self.0.as_fields();
                write!(f, "{head:08x}")
            }
        }
    )*};
}

define_id! {
    /// Identifies a directory (tenant); the portal's Directory ID.
    DirectoryId,
    /// Identifies a person who has no account in the resource directory.
    ExternalPersonId,
    /// Identifies an account in the resource directory.
    UserId,
    /// Identifies a group.
    GroupId,
    /// Identifies a catalog.
    CatalogId,
    /// Identifies an object's presence in one catalog.
    ResourceId,
    /// Identifies an access package.
    PackageId,
    /// Identifies one resource role that a package gives.
    RoleScopeId,
    /// Identifies an assignment policy.
    PolicyId,
    /// Identifies an assignment request, and the approval that belongs to it.
    RequestId,
    /// Identifies an assignment.
    AssignmentId,
    /// Identifies a command, so that a repeated one is answered and not repeated.
    CommandId,
}
