//! Refusals: a variant per rule, with what the rule found and a stable code.
//!
//! The variants hold identifiers; [`Refusal::describe`] puts names to them, says what is wrong and
//! what to do next.

use crate::domain::credential::VerifiedCredential;
use crate::domain::id::{
    AssignmentId, CatalogId, ConnectedOrganizationId, CustomExtensionId, GroupId, ObjectRef,
    PackageId, Person, PolicyId, Principal, RequestId, ResourceId, ReviewId, SiteId, UserId,
};
use crate::domain::question::Wants;
use crate::domain::resource::ResourceRole;
use crate::domain::text::{DisplayName, DomainName, QuestionText, SiteUrl, UserPrincipalName};
use crate::domain::time::Timestamp;
use crate::domain::walk::Check;

pub mod approval;
pub mod catalog;
pub(in crate::domain) mod describe;
pub mod desk;
pub mod directory;
pub mod extension;
pub mod organization;
pub mod package;
pub mod policy;
mod refused;
pub mod request;
pub mod review;

pub use approval::{ApprovalRefusal, DelegationObstacle};
pub use catalog::CatalogRefusal;
pub use describe::Description;
pub use desk::DeskRefusal;
pub use directory::DirectoryRefusal;
pub use extension::ExtensionRefusal;
pub use organization::OrganizationRefusal;
pub use package::PackageRefusal;
pub use policy::PolicyRefusal;
pub use refused::Refused;
pub use request::RequestRefusal;
pub use review::ReviewRefusal;

use describe::Names;

/// Something in a refusal that may name objects.
trait Mentions {
    fn mention(&self, objects: &mut Vec<ObjectRef>);
}

macro_rules! mentions_one {
    ($($name:ident)*) => {$(
        impl Mentions for $name {
            fn mention(&self, objects: &mut Vec<ObjectRef>) {
                objects.push(ObjectRef::from(*self));
            }
        }
    )*};
}

mentions_one! { AssignmentId CatalogId CustomExtensionId SiteId ConnectedOrganizationId GroupId ObjectRef PackageId Person PolicyId Principal RequestId ResourceId ReviewId UserId }

macro_rules! mentions_none {
    ($($name:ty),*) => {$(
        impl Mentions for $name {
            fn mention(&self, _: &mut Vec<ObjectRef>) {}
        }
    )*};
}

impl Mentions for DelegationObstacle {
    fn mention(&self, objects: &mut Vec<ObjectRef>) {
        match self {
            Self::CannotDecide(user) => user.mention(objects),
            Self::Another(delegation) => objects.push((*delegation).into()),
            Self::SwitchedOff | Self::NoAccount | Self::Oneself => {}
        }
    }
}

mentions_none! { ResourceRole, QuestionText, Wants, DisplayName, SiteUrl, DomainName, UserPrincipalName, Timestamp, usize, u64, String, &'static str, Option<Timestamp>, VerifiedCredential }

impl<T: Mentions> Mentions for Vec<T> {
    fn mention(&self, objects: &mut Vec<ObjectRef>) {
        for item in self {
            item.mention(objects);
        }
    }
}

/// Declares the refusals of a group: fields, code, what people read and the way out.
macro_rules! refusals {
    ($(#[$meta:meta])* $group:ident, |$names:ident|
        $($(#[$doc:meta])* $variant:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* } $code:literal =>
            $message:expr, $hint:literal;)*) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
        pub enum $group {
            $($(#[$doc])* #[error($code)] $variant { $($(#[$field_doc])* $field: $type,)* },)*
        }

        impl $group {
            /// Every code of the group.
            pub const CODES: &'static [&'static str] = &[$($code,)*];

            /// Returns the rule's stable code.
            pub const fn code(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $code,)* }
            }

            pub(super) fn mention(&self, objects: &mut Vec<crate::domain::id::ObjectRef>) {
                use crate::domain::refusal::Mentions as _;
                let _ = &objects;
                match self {
                    $(Self::$variant { $($field,)* } => { $($field.mention(objects);)* })*
                }
            }


            pub(super) fn sentences(&self, $names: &crate::domain::refusal::describe::Names<'_>) -> (String, &'static str) {
                match self {
                    $(Self::$variant { $($field,)* } => {
                        $(let _ = $field;)*
                        ($message, $hint)
                    })*
                }
            }
        }
    };
}
use refusals;

macro_rules! groups {
    ($($(#[$doc:meta])* $group:ident($inner:ident),)*) => {
        /// Why a command was refused.
        #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
        pub enum Refusal {
            $($(#[$doc])* #[error(transparent)] $group(#[from] $inner),)*
        }

        impl Refusal {
            /// The codes of all groups.
            pub const CODES: &'static [&'static [&'static str]] = &[$($inner::CODES,)*];

            /// Returns the rule's stable code.
            pub const fn code(&self) -> &'static str {
                match self { $(Self::$group(refusal) => refusal.code(),)* }
            }

            /// Lists the objects that the refusal speaks of.
            pub fn objects(&self) -> Vec<ObjectRef> {
                let mut objects = Vec::new();
                match self { $(Self::$group(refusal) => refusal.mention(&mut objects),)* }
                objects
            }

            fn sentences(&self, names: &Names<'_>) -> (String, &'static str) {
                match self { $(Self::$group(refusal) => refusal.sentences(names),)* }
            }
        }
    };
}

groups! {
    /// What any command may meet.
    Desk(DeskRefusal),
    /// Users and groups.
    Directory(DirectoryRefusal),
    /// Connected organizations, external people and guests.
    Organization(OrganizationRefusal),
    /// Catalogs and resources.
    Catalog(CatalogRefusal),
    /// Custom extensions.
    Extension(ExtensionRefusal),
    /// Packages.
    Package(PackageRefusal),
    /// Policies.
    Policy(PolicyRefusal),
    /// Requests and assignments.
    Request(RequestRefusal),
    /// Decisions.
    Approval(ApprovalRefusal),
    /// Access reviews.
    Review(ReviewRefusal),
}

impl Refusal {
    /// Returns the check that failed, for refusals whose rule reported none.
    pub const fn check(&self) -> Check {
        match self {
            Self::Desk(refusal) => refusal.check(),
            Self::Directory(_)
            | Self::Organization(_)
            | Self::Catalog(_)
            | Self::Extension(_)
            | Self::Package(_)
            | Self::Policy(_)
            | Self::Request(_)
            | Self::Approval(_)
            | Self::Review(_) => Check::RuleKept,
        }
    }

    /// Returns the codes of warnings, which refuse only until they are acknowledged.
    pub const WARNINGS: &'static [&'static str] = &["GroupInUse", "ManagedByEntitlement"];
}
