//! Everything that can be asked of the desk, as values.
//!
//! [`Command`] is what a persona does and needs a right for; [`DeskCommand`] is what the operator
//! of the desk does. Screens, scripts, samples and tests build the same values.

use serde::{Deserialize, Deserializer, Serialize};

use crate::domain::shape::Member;

pub mod approval;
pub mod assignee;
pub mod catalog;
pub mod delegation;
pub mod desk;
pub mod directory;
pub mod extension;
pub mod object;
pub mod organization;
pub mod package;
pub mod request;
pub mod review;
pub mod role;

pub use approval::{ApprovalCommand, DecideRequest, EditRequestAnswers, RevokeApproval};
pub use assignee::Assignee;
pub use catalog::{
    AddCatalogResource, CatalogCommand, CreateCatalog, DeleteCatalog, RemoveCatalogResource,
    SetResourceAttributes, UpdateCatalog,
};
pub use delegation::{DelegateApprovals, DelegationCommand, DelegationReference};
pub use desk::{
    AddDirectory, AddExternalPerson, AdvanceClock, AnswerCallout, DeskCommand, FirstAdministrator,
    FoundTenant, Nothing, RemoveExternalPerson, SignIn, SwitchPersona, UpdateExternalPerson,
};
pub use directory::{
    CreateGroup, CreateUser, DirectoryCommand, GroupFeatures, GroupMember, GroupOwner,
    GroupReference, UpdateGroup, UpdateOrganization, UpdateUser, UserReference, UserRole,
};
pub use extension::{
    CreateCustomExtension, CustomExtensionReference, ExtensionCommand, UpdateCustomExtension,
};
pub use object::{
    ApplicationReference, CreateApplication, CreateSite, NewAppRole, ObjectCommand, SiteReference,
    UpdateApplication, UpdateSite,
};
pub use organization::{
    CreateConnectedOrganization, OrganizationCommand, OrganizationReference, Sponsor,
    UpdateConnectedOrganization, UpdateSettings,
};
pub use package::{
    AccessPackageReference, CreateAccessPackage, CreatePolicy, IncompatibleAccessPackage,
    IncompatibleGroup, ObjectRole, PackageCommand, PackageRole, PolicyReference, ReplaceRole,
    RoleOfObject, RoleOfResource, UpdateAccessPackage, UpdatePolicy,
};
pub use request::{
    AssignDirectly, AssignmentReference, ChangeAnswers, ExtendAssignment, NewEnd, RemoveAssignment,
    RequestCommand, RequestExtension, RequestReference, SubmitRequest,
};
pub use review::{DecideReview, ReviewCommand, ReviewReference};
pub use role::{HeldRole, RoleCommand};

/// One row of the command tables: what help, spelling hints and the script reader go by.
#[derive(Debug, Clone, Copy)]
pub struct CommandRow {
    /// The name on a line of commands.
    pub name: &'static str,
    /// What the command does.
    pub doc: &'static str,
    /// Its fields.
    pub members: &'static [Member],
}

/// Declares a group of commands and its table.
macro_rules! commands {
    ($(#[$meta:meta])* $tag:literal $group:ident {
        $(#[doc = $doc:literal] $variant:ident($body:ty) = $name:literal,)*
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(tag = $tag, content = "with")]
        pub enum $group {
            $(#[doc = $doc] #[serde(rename = $name)] $variant($body),)*
        }

        impl $group {
            /// The table of these commands.
            pub const ROWS: &'static [crate::domain::command::CommandRow] = &[
                $(crate::domain::command::CommandRow {
                    name: $name,
                    doc: $doc,
                    members: match <$body as crate::domain::shape::Shaped>::SHAPE {
                        crate::domain::shape::Shape::Object(members) => members,
                        _ => &[],
                    },
                },)*
            ];

            /// Returns the command's name.
            pub const fn name(&self) -> &'static str {
                match self { $(Self::$variant(_) => $name,)* }
            }
        }
    };
}
pub(crate) use commands;

/// What a persona asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Command {
    /// Users, groups and the directory itself.
    Directory(DirectoryCommand),
    /// Applications and sites.
    Object(ObjectCommand),
    /// Connected organizations and settings.
    Organization(OrganizationCommand),
    /// Catalogs and their resources.
    Catalog(CatalogCommand),
    /// Custom extensions.
    Extension(ExtensionCommand),
    /// Roles of entitlement management.
    Role(RoleCommand),
    /// Packages and their policies.
    Package(PackageCommand),
    /// Requests and assignments.
    Request(RequestCommand),
    /// Decisions of approvers.
    Approval(ApprovalCommand),
    /// Decisions that approvers hand over.
    Delegation(DelegationCommand),
    /// Access reviews.
    Review(ReviewCommand),
}

impl Command {
    /// The tables of all groups, in the order in which help lists them.
    pub const TABLES: &'static [&'static [CommandRow]] = &[
        DirectoryCommand::ROWS,
        ObjectCommand::ROWS,
        OrganizationCommand::ROWS,
        CatalogCommand::ROWS,
        ExtensionCommand::ROWS,
        RoleCommand::ROWS,
        PackageCommand::ROWS,
        RequestCommand::ROWS,
        ApprovalCommand::ROWS,
        DelegationCommand::ROWS,
        ReviewCommand::ROWS,
    ];

    /// Returns the command's name on a line of commands.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Directory(command) => command.name(),
            Self::Object(command) => command.name(),
            Self::Organization(command) => command.name(),
            Self::Catalog(command) => command.name(),
            Self::Extension(command) => command.name(),
            Self::Role(command) => command.name(),
            Self::Package(command) => command.name(),
            Self::Request(command) => command.name(),
            Self::Approval(command) => command.name(),
            Self::Delegation(command) => command.name(),
            Self::Review(command) => command.name(),
        }
    }
}

macro_rules! into_command {
    ($($group:ident($inner:ident),)*) => {
        $(impl From<$inner> for Command {
            fn from(command: $inner) -> Self {
                Self::$group(command)
            }
        })*

        impl Command {
            /// Reads a command whose name is known; what is wrong is then said of its own fields.
            pub fn deserialize_named<'de, D: Deserializer<'de>>(
                name: &str,
                deserializer: D,
            ) -> Result<Self, D::Error> {
                $(if $inner::ROWS.iter().any(|row| row.name == name) {
                    return $inner::deserialize(deserializer).map(Self::from);
                })*
                Self::deserialize(deserializer)
            }
        }
    };
}

into_command! {
    Directory(DirectoryCommand),
    Object(ObjectCommand),
    Organization(OrganizationCommand),
    Catalog(CatalogCommand),
    Extension(ExtensionCommand),
    Role(RoleCommand),
    Package(PackageCommand),
    Request(RequestCommand),
    Approval(ApprovalCommand),
    Delegation(DelegationCommand),
    Review(ReviewCommand),
}
