//! Groups, their members and their owners.

use serde::{Deserialize, Serialize};

use crate::domain::id::{GroupId, Principal, UserId};
use crate::domain::subject::{restorable_until, words};
use crate::domain::text::{Description, DisplayName, MailNickname};
use crate::domain::time::Timestamp;

words! {
    /// What a group is made for.
    GroupKind {
        /// Gives access; its members are assigned one by one.
        Security = "security", "Security";
    }
}

/// A group of the resource directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Group {
    /// Which group.
    pub id: GroupId,
    /// Its name; two groups may have the same one.
    pub display_name: DisplayName,
    /// What it is for.
    pub description: Description,
    /// The first half of its mail address.
    pub mail_nickname: Option<MailNickname>,
    /// What it is made for.
    pub kind: GroupKind,
    /// When it was made.
    pub created_date_time: Timestamp,
    /// When it was deleted.
    pub deleted_date_time: Option<Timestamp>,
    /// When the group was purged: only its name is left then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purged_date_time: Option<Timestamp>,
}

impl Group {
    /// Returns when a deleted group is purged unless it is restored before.
    pub fn purge_due(&self) -> Option<Timestamp> {
        restorable_until(self.deleted_date_time, self.purged_date_time)
    }
}

/// Somebody's membership of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Membership {
    /// The group.
    pub group: GroupId,
    /// The member; the members of a group inside count as well.
    pub member: Principal,
}

/// Somebody's ownership of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Ownership {
    /// The group.
    pub group: GroupId,
    /// The owner.
    pub owner: UserId,
}
