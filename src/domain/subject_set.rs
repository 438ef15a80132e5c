//! Who is meant by a policy: people by name, by group, by organization, or by what they are to
//! the requestor.

use serde::{Deserialize, Serialize};

use crate::domain::id::{ConnectedOrganizationId, GroupId, ObjectKind, Principal, UserId};
use crate::domain::shape::{Member, Shape, Shaped};

/// A set of people, in Graph's form `{"@odata.type":"#microsoft.graph.singleUser","userId":…}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "@odata.type", rename_all_fields = "camelCase")]
pub enum SubjectSet {
    /// One user.
    #[serde(rename = "#microsoft.graph.singleUser")]
    SingleUser {
        /// The user.
        user_id: UserId,
    },
    /// The members of a group, those of nested groups included.
    #[serde(rename = "#microsoft.graph.groupMembers")]
    GroupMembers {
        /// The group.
        group_id: GroupId,
    },
    /// The manager of the person who gets access.
    #[serde(rename = "#microsoft.graph.requestorManager")]
    RequestorManager {
        /// How far up.
        #[serde(default)]
        manager_level: ManagerLevel,
    },
    /// Everybody of a connected organization.
    #[serde(rename = "#microsoft.graph.connectedOrganizationMembers")]
    ConnectedOrganizationMembers {
        /// The organization.
        connected_organization_id: ConnectedOrganizationId,
    },
    /// The internal sponsors of the requestor's organization.
    #[serde(rename = "#microsoft.graph.internalSponsors")]
    InternalSponsors,
    /// The external sponsors of the requestor's organization.
    #[serde(rename = "#microsoft.graph.externalSponsors")]
    ExternalSponsors,
    /// The sponsors of the person who gets access.
    #[serde(rename = "#microsoft.graph.targetUserSponsors")]
    TargetUserSponsors,
}

/// How many steps above somebody a manager stands.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(from = "u32", into = "u32")]
pub enum ManagerLevel {
    /// The manager.
    #[default]
    First,
    /// The manager's manager.
    Second,
}

impl ManagerLevel {
    /// The form in JSON; records of earlier stores may hold other numbers.
    const SHAPE: Shape = Shape::Within(1, 2);

    /// Returns the number of steps.
    pub const fn steps(self) -> u32 {
        match self {
            Self::First => 1,
            Self::Second => 2,
        }
    }
}

impl From<u32> for ManagerLevel {
    fn from(steps: u32) -> Self {
        if steps < 2 { Self::First } else { Self::Second }
    }
}

impl From<ManagerLevel> for u32 {
    fn from(level: ManagerLevel) -> Self {
        level.steps()
    }
}

impl SubjectSet {
    /// Tells whether the set may turn out empty for reasons that the policy's author cannot see.
    pub const fn needs_fallback(self) -> bool {
        match self {
            Self::SingleUser { .. }
            | Self::GroupMembers { .. }
            | Self::ConnectedOrganizationMembers { .. } => false,
            Self::RequestorManager { .. }
            | Self::InternalSponsors
            | Self::ExternalSponsors
            | Self::TargetUserSponsors => true,
        }
    }

    /// Tells whether the set may decide in a stage; an organization's people only ask.
    pub const fn decides(self) -> bool {
        match self {
            Self::ConnectedOrganizationMembers { .. } => false,
            Self::SingleUser { .. }
            | Self::GroupMembers { .. }
            | Self::RequestorManager { .. }
            | Self::InternalSponsors
            | Self::ExternalSponsors
            | Self::TargetUserSponsors => true,
        }
    }
}

impl From<SubjectSet> for Option<Principal> {
    fn from(set: SubjectSet) -> Self {
        match set {
            SubjectSet::SingleUser { user_id } => Some(Principal::User(user_id)),
            SubjectSet::GroupMembers { group_id } => Some(Principal::Group(group_id)),
            SubjectSet::RequestorManager { .. }
            | SubjectSet::ConnectedOrganizationMembers { .. }
            | SubjectSet::InternalSponsors
            | SubjectSet::ExternalSponsors
            | SubjectSet::TargetUserSponsors => None,
        }
    }
}

/// A type of set and the members that it has in JSON.
type TypeOfSet = (&'static str, &'static [Member]);

impl SubjectSet {
    /// The form of one user.
    pub(in crate::domain) const USER: TypeOfSet = (
        "#microsoft.graph.singleUser",
        &[Member::new(
            "userId",
            Shape::Reference(&[ObjectKind::User]),
            true,
        )],
    );
    /// The form of a group's members.
    pub(in crate::domain) const GROUP: TypeOfSet = (
        "#microsoft.graph.groupMembers",
        &[Member::new(
            "groupId",
            Shape::Reference(&[ObjectKind::Group]),
            true,
        )],
    );
    /// The form of an organization's people.
    pub(in crate::domain) const ORGANIZATION: TypeOfSet = (
        "#microsoft.graph.connectedOrganizationMembers",
        &[Member::new(
            "connectedOrganizationId",
            Shape::Reference(&[ObjectKind::ConnectedOrganization]),
            true,
        )],
    );
    /// The form of the manager.
    pub(in crate::domain) const MANAGER: TypeOfSet = (
        "#microsoft.graph.requestorManager",
        &[Member::new("managerLevel", ManagerLevel::SHAPE, false)],
    );
    /// The form of an organization's internal sponsors.
    pub(in crate::domain) const INTERNAL: TypeOfSet = ("#microsoft.graph.internalSponsors", &[]);
    /// The form of an organization's external sponsors.
    pub(in crate::domain) const EXTERNAL: TypeOfSet = ("#microsoft.graph.externalSponsors", &[]);
    /// The form of a person's sponsors.
    pub(in crate::domain) const SPONSORS: TypeOfSet = ("#microsoft.graph.targetUserSponsors", &[]);
}

impl Shaped for SubjectSet {
    const SHAPE: Shape = Shape::Tagged(&[
        Self::USER,
        Self::GROUP,
        Self::MANAGER,
        Self::ORGANIZATION,
        Self::INTERNAL,
        Self::EXTERNAL,
        Self::SPONSORS,
    ]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_of_earlier_stores_may_hold_any_level() {
        let read = |level: u32| {
            let record = serde_json::json!(
                {"@odata.type": "#microsoft.graph.requestorManager", "managerLevel": level});
            serde_json::from_value::<SubjectSet>(record).unwrap()
        };
        let of = |manager_level| SubjectSet::RequestorManager { manager_level };
        assert_eq!(read(0), of(ManagerLevel::First));
        assert_eq!(read(1), of(ManagerLevel::First));
        assert_eq!(read(2), of(ManagerLevel::Second));
        assert_eq!(read(3), of(ManagerLevel::Second));
    }
}
