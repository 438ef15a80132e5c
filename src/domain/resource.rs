//! Resources: directory objects that a catalog may hand out, and the roles they offer.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use crate::domain::id::Origin;
use crate::domain::id::{AppRoleId, CatalogId, GroupId, ObjectKind, ResourceId, RoleScopeId};
use crate::domain::shape::{Shape, Shaped, members};
use crate::domain::subject::words;
use crate::domain::text::{Attribute, DisplayName, QuestionText};
use crate::domain::time::Timestamp;

words! {
    /// The kind of system that a resource comes from.
    OriginSystem {
        /// A group of the directory.
        AadGroup = "AadGroup", "Group";
        /// An application.
        AadApplication = "AadApplication", "Application";
        /// A site.
        SharePointOnline = "SharePointOnline", "Site";
        /// A role over the directory.
        DirectoryRole = "DirectoryRole", "Directory role";
    }
}

impl OriginSystem {
    /// Returns the kind of object that the system has.
    pub const fn kind(self) -> ObjectKind {
        match self {
            Self::AadGroup => ObjectKind::Group,
            Self::AadApplication => ObjectKind::Application,
            Self::SharePointOnline => ObjectKind::Site,
            Self::DirectoryRole => ObjectKind::DirectoryRole,
        }
    }

    /// Finds the system by the word that JSON has for it.
    pub fn of_json(json: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|system| system.json() == json)
    }
}

/// What one can be on a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum ResourceRole {
    /// A member of the group.
    Member,
    /// An owner of the group.
    Owner,
    /// Eligible for the role over the directory.
    EligibleMember,
    /// Active in the role over the directory.
    ActiveMember,
    /// In a role of the application; the nil identifier is the default access.
    App(AppRoleId),
    /// In the role of the site that has this number.
    Site(u32),
}

impl ResourceRole {
    /// The smallest role, where a range over roles begins.
    pub const MIN: Self = Self::Member;
    /// The role of an application that offers none of its own.
    pub const DEFAULT_ACCESS: Self = Self::App(AppRoleId::MIN);
    /// The roles that groups have.
    pub const OF_GROUPS: &'static [Self] = &[Self::Member, Self::Owner];

    /// Returns the name of a role whose object is unknown or gone.
    pub const fn bare_name(self) -> &'static str {
        match self {
            Self::Member => "Member",
            Self::Owner => "Owner",
            Self::EligibleMember => "Eligible Member",
            Self::ActiveMember => "Active Member",
            Self::App(_) => "App role",
            Self::Site(_) => "Site role",
        }
    }

    /// Returns what stands for the role in JSON, where its object is named beside it.
    pub fn json(self) -> String {
        match self {
            Self::Member => "Member".to_owned(),
            Self::Owner => "Owner".to_owned(),
            Self::EligibleMember => "EligibleMember".to_owned(),
            Self::ActiveMember => "ActiveMember".to_owned(),
            Self::App(id) => id.guid().to_string(),
            Self::Site(number) => number.to_string(),
        }
    }

    /// Reads what [`Self::json`] writes, and the names that roles of groups and directories have.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "Member" => Some(Self::Member),
            "Owner" => Some(Self::Owner),
            "EligibleMember" | "Eligible Member" => Some(Self::EligibleMember),
            "ActiveMember" | "Active Member" => Some(Self::ActiveMember),
            other => match (Uuid::parse_str(other), other.parse()) {
                (Ok(guid), _) => Some(Self::App(AppRoleId::new(guid))),
                (Err(_), Ok(number)) => Some(Self::Site(number)),
                (Err(_), Err(_)) => None,
            },
        }
    }
}

impl TryFrom<String> for ResourceRole {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("`{text}` is no role on a resource"))
    }
}

impl From<ResourceRole> for String {
    fn from(role: ResourceRole) -> Self {
        role.json()
    }
}

impl Shaped for ResourceRole {
    const SHAPE: Shape = Shape::Role;
}

impl Origin {
    /// The smallest origin, where a range over origins begins.
    pub const MIN: Self = Self::Group(GroupId::MIN);

    /// Returns the system the object lives in.
    pub const fn system(self) -> OriginSystem {
        match self {
            Self::Group(_) => OriginSystem::AadGroup,
            Self::Application(_) => OriginSystem::AadApplication,
            Self::Site(_) => OriginSystem::SharePointOnline,
            Self::DirectoryRole(_) => OriginSystem::DirectoryRole,
        }
    }
}

impl Shaped for Origin {
    const SHAPE: Shape = Shape::AnyOf(Self::KINDS);
}

members! {
    /// A question whose answer becomes an attribute of whoever gets access to the resource.
    pub struct ResourceAttribute {
        /// The attribute that the answer goes to.
        attribute: Attribute,
        /// What is asked.
        question: QuestionText,
        /// Whether a value that is there may be changed.
        #[serde(default = "yes")]
        is_editable: bool => optional,
        /// Whether the value stays when access ends.
        #[serde(default)]
        is_persisted_on_assignment_removal: bool => optional,
    }
}

const fn yes() -> bool {
    true
}

/// An object's presence in a catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Resource {
    /// Which resource.
    pub id: ResourceId,
    /// The catalog that may hand it out.
    pub catalog: CatalogId,
    /// The object behind it.
    pub origin: Origin,
    /// The object's name when it was added, for the time after the object is gone.
    pub display_name: DisplayName,
    /// What is asked of whoever wants access to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<ResourceAttribute>,
    /// When it was added.
    pub created_date_time: Timestamp,
    /// When it was last edited.
    pub modified_date_time: Timestamp,
}

/// A role on a resource that a package gives to whoever is assigned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RoleScope {
    /// Which grant of the package.
    pub id: RoleScopeId,
    /// The resource, of the package's own catalog.
    pub resource: ResourceId,
    /// The role on it.
    pub role: ResourceRole,
}
