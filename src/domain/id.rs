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
            /// The smallest identifier, where a range over identifiers begins.
            pub const MIN: Self = Self(Uuid::nil());

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
    /// Identifies a connected organization.
    ConnectedOrganizationId,
    /// Identifies a group.
    GroupId,
    /// Identifies an approver's word that somebody else may decide.
    DelegationId,
    /// Identifies an application (service principal).
    ApplicationId,
    /// Identifies a role that an application offers.
    AppRoleId,
    /// Identifies a site.
    SiteId,
    /// Identifies a role over the directory by its template.
    DirectoryRoleId,
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
    /// Identifies a question of a policy.
    QuestionId,
    /// Identifies an assignment request, and the approval that belongs to it.
    RequestId,
    /// Identifies an assignment.
    AssignmentId,
    /// Identifies a request about a resource of a catalog.
    ResourceRequestId,
    /// Identifies a role of entitlement management that somebody has.
    RoleAssignmentId,
    /// Identifies one round of an access review.
    ReviewId,
    /// Identifies a custom extension.
    CustomExtensionId,
    /// Identifies one call of a custom extension.
    CalloutId,
    /// Identifies an entry of the audit log by its place there.
    EntryId,
    /// Identifies a mail to one person by its place in the outbox.
    MailId,
    /// Identifies a command, so that a repeated one is answered and not repeated.
    CommandId,
}

macro_rules! define_objects {
    ($($(#[$doc:meta])* $kind:ident($id:ident) = $word:literal,)*) => {
        /// A kind of object that can be named in a command, a walk or a list.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub enum ObjectKind {
            $($(#[$doc])* $kind,)*
        }

        impl ObjectKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$kind,)*];

            /// Returns the word that people use for such an object.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$kind => $word,)* }
            }
        }

        /// An object of the tenant or of the desk, by kind and identifier.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(tag = "kind", content = "id", rename_all = "camelCase")]
        pub enum ObjectRef {
            $($(#[$doc])* $kind($id),)*
        }

        impl ObjectRef {
            /// Returns the object's kind.
            pub const fn kind(self) -> ObjectKind {
                match self { $(Self::$kind(_) => ObjectKind::$kind,)* }
            }

            /// Returns the object's GUID.
            pub const fn guid(self) -> Uuid {
                match self { $(Self::$kind(id) => id.guid(),)* }
            }

            /// Makes a reference to an object of a known kind.
            pub const fn new(kind: ObjectKind, guid: Uuid) -> Self {
                match kind { $(ObjectKind::$kind => Self::$kind($id::new(guid)),)* }
            }
        }

        $(impl From<$id> for ObjectRef {
            fn from(id: $id) -> Self {
                Self::$kind(id)
            }
        })*
    };
}

define_objects! {
    /// A directory (tenant).
    Directory(DirectoryId) = "directory",
    /// A person without an account in the resource directory.
    ExternalPerson(ExternalPersonId) = "external person",
    /// An account in the resource directory.
    User(UserId) = "user",
    /// A group.
    Group(GroupId) = "group",
    /// A connected organization.
    ConnectedOrganization(ConnectedOrganizationId) = "connected organization",
    /// A catalog.
    Catalog(CatalogId) = "catalog",
    /// A resource of a catalog.
    Resource(ResourceId) = "resource",
    /// An access package.
    AccessPackage(PackageId) = "access package",
    /// An assignment policy.
    Policy(PolicyId) = "policy",
    /// An assignment request.
    Request(RequestId) = "request",
    /// An assignment.
    Assignment(AssignmentId) = "assignment",
    /// An application.
    Application(ApplicationId) = "application",
    /// A site.
    Site(SiteId) = "site",
    /// A role over the directory.
    DirectoryRole(DirectoryRoleId) = "directory role",
    /// A request about a resource of a catalog.
    ResourceRequest(ResourceRequestId) = "resource request",
    /// A role of entitlement management that somebody has.
    RoleAssignment(RoleAssignmentId) = "role assignment",
    /// One round of an access review.
    Review(ReviewId) = "access review",
    /// A custom extension.
    CustomExtension(CustomExtensionId) = "custom extension",
    /// One call of a custom extension.
    Callout(CalloutId) = "callout",
    /// An entry of the audit log.
    Entry(EntryId) = "audit entry",
    /// A mail to one person.
    Mail(MailId) = "mail",
    /// An approver's word that somebody else may decide.
    Delegation(DelegationId) = "delegation",
}

/// How many bits of an identifier of the log tell places in one commit apart.
const PLACE_BITS: u32 = 32;

macro_rules! places {
    ($($name:ident)*) => {$(
        impl $name {
            /// Returns the identifier of a place in a commit.
            pub fn at(seq: u64, place: u32) -> Self {
                Self(Uuid::from_u128(u128::from(seq) << PLACE_BITS | u128::from(place)))
            }

            /// Returns the commit and the place in it.
            pub fn place(self) -> (u64, u32) {
                let bits = self.0.as_u128();
                let seq = u64::try_from(bits >> PLACE_BITS).unwrap_or(0);
                let place = u32::try_from(bits & u128::from(u32::MAX)).unwrap_or(0);
                (seq, place)
            }
        }
    )*};
}

places! { EntryId MailId }

impl ObjectRef {
    /// The smallest reference, where a range over references begins.
    pub const MIN: Self = Self::Directory(DirectoryId::MIN);
}

macro_rules! define_choice_of_objects {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $kind:ident($id:ident) = $prefix:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub enum $name {
            $($(#[$variant_doc])* $kind($id),)*
        }

        impl $name {
            /// The kinds of object it may be.
            pub const KINDS: &'static [ObjectKind] = &[$(ObjectKind::$kind,)*];

            /// Returns the object itself.
            pub const fn object(self) -> ObjectRef {
                match self { $(Self::$kind(id) => ObjectRef::$kind(id),)* }
            }

            /// Takes an object, if it is of a kind that fits.
            pub const fn of(object: ObjectRef) -> Option<Self> {
                $(if let ObjectRef::$kind(id) = object {
                    return Some(Self::$kind(id));
                })*
                None
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;
            fn try_from(text: String) -> Result<Self, String> {
                let (prefix, guid) = text.split_once(':').ok_or_else(|| format!("`{text}` has no kind"))?;
                let guid = Uuid::parse_str(guid).map_err(|error| error.to_string())?;
                match prefix {
                    $($prefix => Ok(Self::$kind($id::new(guid))),)*
                    other => Err(format!("`{other}` is not a kind that fits here")),
                }
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                match value { $($name::$kind(id) => format!("{}:{}", $prefix, id.guid()),)* }
            }
        }

        impl From<$name> for ObjectRef {
            fn from(value: $name) -> Self {
                value.object()
            }
        }
    )*};
}

define_choice_of_objects! {
    /// Whoever can be a member of a group; in JSON `user:<guid>` or `group:<guid>`.
    Principal {
        /// An account.
        User(UserId) = "user",
        /// A group, whose members count too.
        Group(GroupId) = "group",
    }
    /// What can stand behind a resource; in JSON `group:<guid>` and so on.
    Origin {
        /// A group.
        Group(GroupId) = "group",
        /// An application.
        Application(ApplicationId) = "application",
        /// A site.
        Site(SiteId) = "site",
        /// A role over the directory.
        DirectoryRole(DirectoryRoleId) = "directoryRole",
    }
    /// What a custom extension can be called about; in JSON `request:<guid>` or `assignment:<guid>`.
    CalloutSubject {
        /// A request.
        Request(RequestId) = "request",
        /// An assignment.
        Assignment(AssignmentId) = "assignment",
    }
    /// Whoever can act at the desk; in JSON `user:<guid>` or `person:<guid>`.
    Person {
        /// Somebody with an account in the resource directory.
        User(UserId) = "user",
        /// Somebody without one.
        ExternalPerson(ExternalPersonId) = "person",
    }
}

impl Person {
    /// Whoever has not signed in: nothing is known of them, so they see nothing and hold no right.
    pub const NOBODY: Self = Self::ExternalPerson(ExternalPersonId::MIN);

    /// Returns the account in the resource directory, if the person has one.
    pub const fn user(self) -> Option<UserId> {
        match self {
            Self::User(id) => Some(id),
            Self::ExternalPerson(_) => None,
        }
    }
}
