//! A collection of records of one kind, ordered by identifier.

use std::collections::BTreeMap;
use std::fmt::Debug;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::application::Application;
use crate::domain::assignment::Assignment;
use crate::domain::callout::Callout;
use crate::domain::catalog::Catalog;
use crate::domain::custom_extension::CustomExtension;
use crate::domain::delegation::Delegation;
use crate::domain::entitlement_role::RoleAssignment;
use crate::domain::former_name::FormerName;
use crate::domain::group::{Group, Membership, Ownership};
use crate::domain::holding::RoleHolding;
use crate::domain::id::{
    ApplicationId, AssignmentId, CalloutId, CatalogId, ConnectedOrganizationId, CustomExtensionId,
    DelegationId, DirectoryId, ExternalPersonId, GroupId, ObjectRef, PackageId, PolicyId,
    Principal, RequestId, ResourceId, ResourceRequestId, ReviewId, RoleAssignmentId, SiteId,
    UserId,
};
use crate::domain::organization::ConnectedOrganization;
use crate::domain::package::AccessPackage;
use crate::domain::policy::AssignmentPolicy;
use crate::domain::request::AssignmentRequest;
use crate::domain::resource::{Origin, Resource, ResourceRole};
use crate::domain::resource_request::ResourceRequest;
use crate::domain::review::{AccessReview, ReviewItem};
use crate::domain::rule_turns::RuleTurns;
use crate::domain::site::Site;
use crate::domain::subject::{Directory, ExternalPerson, User};

/// Something that a collection holds.
pub trait Record: Clone + PartialEq + Debug {
    /// What tells one record from another.
    type Id: Copy + Ord + Debug;

    /// Returns the record's identifier.
    fn id(&self) -> Self::Id;
}

macro_rules! records {
    ($($record:ident by $id:ty = |$value:ident| $key:expr;)*) => {$(
        impl Record for $record {
            type Id = $id;

            fn id(&self) -> $id {
                let $value = self;
                $key
            }
        }
    )*};
}

records! {
    Directory by DirectoryId = |record| record.id;
    ExternalPerson by ExternalPersonId = |record| record.id;
    User by UserId = |record| record.id;
    Group by GroupId = |record| record.id;
    Membership by (GroupId, Principal) = |record| (record.group, record.member);
    RuleTurns by UserId = |record| record.user;
    Ownership by (GroupId, UserId) = |record| (record.group, record.owner);
    Application by ApplicationId = |record| record.id;
    Site by SiteId = |record| record.id;
    RoleHolding by (Origin, ResourceRole, UserId) = |record| (record.object, record.role, record.user);
    ConnectedOrganization by ConnectedOrganizationId = |record| record.id;
    Catalog by CatalogId = |record| record.id;
    RoleAssignment by RoleAssignmentId = |record| record.id;
    Resource by ResourceId = |record| record.id;
    ResourceRequest by ResourceRequestId = |record| record.id;
    AccessPackage by PackageId = |record| record.id;
    AssignmentPolicy by PolicyId = |record| record.id;
    AssignmentRequest by RequestId = |record| record.id;
    Assignment by AssignmentId = |record| record.id;
    AccessReview by ReviewId = |record| record.id;
    CustomExtension by CustomExtensionId = |record| record.id;
    Callout by CalloutId = |record| record.id;
    Delegation by DelegationId = |record| record.id;
    FormerName by ObjectRef = |record| record.object;
    ReviewItem by (ReviewId, UserId) = |record| (record.review, record.principal);
}

/// The records of one kind; in JSON a list in the order of their identifiers.
#[derive(Debug, Clone, PartialEq)]
pub struct Collection<T: Record>(BTreeMap<T::Id, T>);

impl<T: Record> Default for Collection<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Record> Collection<T> {
    /// Finds a record.
    pub fn find(&self, id: T::Id) -> Option<&T> {
        self.0.get(&id)
    }

    /// Lists the records by identifier.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.values()
    }

    /// Lists the records whose identifiers are not below `from`.
    pub fn from(&self, from: T::Id) -> impl Iterator<Item = &T> {
        self.0.range(from..).map(|(_, record)| record)
    }

    /// Counts the records.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Tells whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Finds a record to change it; only `apply` does.
    pub(super) fn find_mut(&mut self, id: T::Id) -> Option<&mut T> {
        self.0.get_mut(&id)
    }

    /// Puts a record in; only `apply` does.
    pub(super) fn insert(&mut self, record: T) {
        self.0.insert(record.id(), record);
    }

    /// Takes a record out; only `apply` does.
    pub(super) fn remove(&mut self, id: T::Id) {
        self.0.remove(&id);
    }
}

impl<T: Record + Serialize> Serialize for Collection<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de, T: Record + Deserialize<'de>> Deserialize<'de> for Collection<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let records = Vec::<T>::deserialize(deserializer)?;
        Ok(Self(
            records
                .into_iter()
                .map(|record| (record.id(), record))
                .collect(),
        ))
    }
}
