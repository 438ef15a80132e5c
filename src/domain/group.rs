//! Groups, their members and their owners.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::domain::id::{GroupId, Principal, UserId};
use crate::domain::rule::MembershipRule;
use crate::domain::subject::{restorable_until, words};
use crate::domain::text::{Description, DisplayName, MailNickname};
use crate::domain::time::Timestamp;

/// The most owners that a Microsoft 365 group may have.
pub const OWNERS: usize = 100;

words! {
    /// What a group is made for; follows from its traits.
    GroupKind {
        /// Gives access.
        Security = "security", "Security";
        /// Has a mailbox and shares files.
        Microsoft365 = "microsoft365", "Microsoft 365";
        /// A Microsoft 365 group with a team behind it.
        Team = "team", "Team";
        /// Receives mail and gives nothing.
        Distribution = "distribution", "Distribution";
    }

    /// What Graph lists under `groupTypes`.
    GroupType {
        /// A Microsoft 365 group.
        Unified = "Unified", "Microsoft 365";
        /// A rule decides who is in it.
        DynamicMembership = "DynamicMembership", "Dynamic membership";
    }

    /// Something that is true of some groups.
    GroupTrait {
        /// It is a Microsoft 365 group.
        Unified = "unified", "Microsoft 365";
        /// It has a team.
        Team = "team", "Team";
        /// It may give access.
        Security = "security", "Security";
        /// It receives mail.
        Mail = "mail", "Mail";
        /// It may be given roles over the directory.
        RoleAssignable = "roleAssignable", "Roles can be given to it";
        /// It comes from a directory on premises.
        OnPremises = "onPremises", "Synchronized from on premises";
    }
}

/// The traits of a group.
pub type Traits = BTreeSet<GroupTrait>;

impl GroupKind {
    /// Returns what a group with these traits is made for; `None` when it is for nothing.
    pub fn of(traits: &Traits) -> Option<Self> {
        let has = |wanted: GroupTrait| traits.contains(&wanted);
        match (
            has(GroupTrait::Unified),
            has(GroupTrait::Team),
            has(GroupTrait::Security),
            has(GroupTrait::Mail),
        ) {
            (true, true, ..) => Some(Self::Team),
            (true, false, ..) => Some(Self::Microsoft365),
            (false, _, true, _) => Some(Self::Security),
            (false, _, false, true) => Some(Self::Distribution),
            (false, _, false, false) => None,
        }
    }

    /// Tells whether the group is a Microsoft 365 group, with a team or without.
    pub const fn is_unified(self) -> bool {
        match self {
            Self::Microsoft365 | Self::Team => true,
            Self::Security | Self::Distribution => false,
        }
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
    /// What is true of it; what it is made for follows.
    pub traits: Traits,
    /// The rule that decides who is in it; without one, people do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub membership_rule: Option<MembershipRule>,
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

    /// Returns what the group is made for.
    pub fn kind(&self) -> GroupKind {
        GroupKind::of(&self.traits).unwrap_or(GroupKind::Distribution)
    }

    /// Tells whether something is true of the group.
    pub fn is(&self, wanted: GroupTrait) -> bool {
        self.traits.contains(&wanted)
    }

    /// Returns the rule that fills the group, unless the group is deleted.
    pub fn live_rule(&self) -> Option<&MembershipRule> {
        let lives = self.deleted_date_time.is_none();
        self.membership_rule.as_ref().filter(|_| lives)
    }

    /// Tells whether a rule decides who is in the group.
    pub const fn is_dynamic(&self) -> bool {
        self.membership_rule.is_some()
    }

    /// Lists what Graph calls the types of the group.
    pub fn types(&self) -> Vec<GroupType> {
        let unified = self.is(GroupTrait::Unified).then_some(GroupType::Unified);
        let dynamic = self.is_dynamic().then_some(GroupType::DynamicMembership);
        unified.into_iter().chain(dynamic).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_group_is_made_for_follows_from_its_traits() {
        #[track_caller]
        fn case(traits: &[GroupTrait], expected: Option<GroupKind>) {
            assert_eq!(GroupKind::of(&traits.iter().copied().collect()), expected);
        }
        use GroupTrait::{Mail, Security, Team, Unified};
        case(&[Security], Some(GroupKind::Security));
        case(&[Security, Mail], Some(GroupKind::Security));
        case(&[Unified, Mail], Some(GroupKind::Microsoft365));
        case(&[Unified, Security, Team], Some(GroupKind::Team));
        case(&[Mail], Some(GroupKind::Distribution));
        case(&[], None);
    }
}
