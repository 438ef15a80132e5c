//! Commands on users, groups and the resource directory.

use crate::domain::attribute::{AttributeEdits, NewAttributes};
use crate::domain::command::commands;
use crate::domain::credential::VerifiedCredential;
use crate::domain::group::{GroupTrait, GroupType, Traits};
use crate::domain::id::{ExternalPersonId, GroupId, Principal, UserId};
use crate::domain::shape::{Patch, members};
use crate::domain::sharing::B2bList;
use crate::domain::subject::{DirectoryRole, TimeZone, UserType};
use crate::domain::text::{
    Attribute, Description, DisplayName, MailAddress, MailNickname, UserPrincipalName,
};
use crate::domain::time::Timestamp;

commands! {
    /// What can be done to the directory.
    "do" DirectoryCommand {
        /// Creates an account.
        CreateUser(CreateUser) = "createUser",
        /// Edits an account.
        UpdateUser(UpdateUser) = "updateUser",
        /// Deletes an account; it can be restored for 30 days.
        DeleteUser(UserReference) = "deleteUser",
        /// Brings a deleted account back.
        RestoreUser(UserReference) = "restoreUser",
        /// Deletes a deleted account for good, as its 30 days would.
        PurgeUser(UserReference) = "purgeUser",
        /// Gives a user a role over the directory.
        AssignDirectoryRole(UserRole) = "assignDirectoryRole",
        /// Takes a role over the directory away.
        RemoveDirectoryRole(UserRole) = "removeDirectoryRole",
        /// Creates a group; who creates it owns it.
        CreateGroup(CreateGroup) = "createGroup",
        /// Edits a group.
        UpdateGroup(UpdateGroup) = "updateGroup",
        /// Deletes a group; it can be restored for 30 days.
        DeleteGroup(GroupReference) = "deleteGroup",
        /// Brings a deleted group back with its members.
        RestoreGroup(GroupReference) = "restoreGroup",
        /// Adds a user or a group to a group.
        AddGroupMember(GroupMember) = "addGroupMember",
        /// Takes a user or a group out of a group.
        RemoveGroupMember(GroupMember) = "removeGroupMember",
        /// Makes a user an owner of a group.
        AddGroupOwner(GroupOwner) = "addGroupOwner",
        /// Takes a group out of a user's hands.
        RemoveGroupOwner(GroupOwner) = "removeGroupOwner",
        /// Lets entitlement management look after a guest who came another way.
        MarkGuestGoverned(UserReference) = "markGuestGoverned",
        /// Edits the resource directory itself.
        UpdateOrganization(UpdateOrganization) = "updateOrganization",
    }
}

members! {
    /// Fields of `createUser`.
    pub struct CreateUser {
        /// The name to sign in with; made from the identity elsewhere of a guest who has one.
        user_principal_name: Option<UserPrincipalName>,
        /// The user's name.
        display_name: DisplayName,
        /// Member unless given, or guest with an identity elsewhere.
        user_type: Option<UserType>,
        /// Who a guest is elsewhere.
        external_identity: Option<ExternalPersonId>,
        /// The mailbox; a member's is the sign-in name unless given, `null` means none.
        #[serde(default)]
        mail: Patch<MailAddress>,
        /// On unless given.
        account_enabled: Option<bool>,
        /// The manager.
        manager: Option<UserId>,
        /// Those who vouch for the user.
        #[serde(default)]
        sponsors: Vec<Principal>,
        /// Addresses besides the mailbox.
        #[serde(default)]
        other_mails: Vec<MailAddress>,
        /// Addresses that the mailbox answers to.
        #[serde(default)]
        proxy_addresses: Vec<Attribute>,
        /// When the person was hired.
        employee_hire_date: Option<Timestamp>,
        /// Off unless given.
        on_premises_sync_enabled: Option<bool>,
        /// What the person can prove with a digital identity.
        #[serde(default)]
        verified_credentials: Vec<VerifiedCredential>,
        /// Other attributes.
        #[serde(flatten)]
        attributes: Box<NewAttributes> => flat,
    }

    /// Fields of `updateUser`.
    pub struct UpdateUser {
        /// Which user.
        user: UserId,
        /// The user's name.
        display_name: Option<DisplayName>,
        /// Member or guest.
        user_type: Option<UserType>,
        /// The mailbox.
        #[serde(default)]
        mail: Patch<MailAddress>,
        /// Whether the user may sign in.
        account_enabled: Option<bool>,
        /// The manager.
        #[serde(default)]
        manager: Patch<UserId>,
        /// Those who vouch for the user.
        sponsors: Option<Vec<Principal>>,
        /// Addresses besides the mailbox.
        other_mails: Option<Vec<MailAddress>>,
        /// Addresses that the mailbox answers to.
        proxy_addresses: Option<Vec<Attribute>>,
        /// When the person was hired.
        #[serde(default)]
        employee_hire_date: Patch<Timestamp>,
        /// Whether the account comes from a directory on premises.
        on_premises_sync_enabled: Option<bool>,
        /// What the person can prove with a digital identity.
        verified_credentials: Option<Vec<VerifiedCredential>>,
        /// Other attributes.
        #[serde(flatten)]
        attributes: Box<AttributeEdits> => flat,
    }

    /// A user.
    pub struct UserReference {
        /// Which user.
        user: UserId,
    }

    /// A user and a role over the directory.
    pub struct UserRole {
        /// Which user.
        user: UserId,
        /// Which role.
        role: DirectoryRole,
    }

    /// Fields of `createGroup`.
    pub struct CreateGroup {
        /// The group's name.
        display_name: DisplayName,
        /// What it is for.
        description: Option<Description>,
        /// The first half of its mail address.
        mail_nickname: Option<MailNickname>,
        /// What it is made for.
        #[serde(flatten)]
        features: GroupFeatures => flat,
        /// The rule of a dynamic group.
        membership_rule: Option<String>,
        /// Its first members.
        #[serde(default)]
        members: Vec<Principal>,
        /// Its owners besides the creator.
        #[serde(default)]
        owners: Vec<UserId>,
    }

    /// Fields of `updateGroup`.
    pub struct UpdateGroup {
        /// Which group.
        group: GroupId,
        /// The group's name.
        display_name: Option<DisplayName>,
        /// What it is for.
        description: Option<Description>,
        /// The first half of its mail address.
        #[serde(default)]
        mail_nickname: Patch<MailNickname>,
        /// What it is made for.
        #[serde(flatten)]
        features: GroupFeatures => flat,
        /// The rule of a dynamic group.
        #[serde(default)]
        membership_rule: Patch<String>,
    }

    /// What makes a group one of its kind; a new one is a security group unless given.
    #[derive(Default)]
    pub struct GroupFeatures {
        /// `Unified` makes it a Microsoft 365 group, `DynamicMembership` lets a rule fill it.
        group_types: Option<Vec<GroupType>>,
        /// Whether a Microsoft 365 group has a team.
        is_team: Option<bool>,
        /// Whether it may give access.
        security_enabled: Option<bool>,
        /// Whether it receives mail.
        mail_enabled: Option<bool>,
        /// Whether roles over the directory can be given to it; settled when it is made.
        is_assignable_to_role: Option<bool>,
        /// Whether it comes from a directory on premises.
        on_premises_sync_enabled: Option<bool>,
    }

    /// A group.
    pub struct GroupReference {
        /// Which group.
        group: GroupId,
    }

    /// A group and somebody in it.
    pub struct GroupMember {
        /// Which group.
        group: GroupId,
        /// The user or group.
        member: Principal,
    }

    /// A group and an owner of it.
    pub struct GroupOwner {
        /// Which group.
        group: GroupId,
        /// The owner.
        owner: UserId,
    }

    /// Fields of `updateOrganization`.
    #[derive(Default)]
    pub struct UpdateOrganization {
        /// The directory's name.
        display_name: Option<DisplayName>,
        /// The zone in which dates without a time are read.
        time_zone: Option<TimeZone>,
        /// Which domains guests may be invited from.
        b2b: Option<B2bList>,
        /// Whether people without a directory may sign in with a code sent by mail.
        email_one_time_passcode: Option<bool>,
        /// Whether Microsoft 365 groups take guests.
        group_guests: Option<bool>,
        /// Whether teams take guests.
        teams_guests: Option<bool>,
        /// Whether sites are shared with guests.
        share_point_external_sharing: Option<bool>,
    }
}

impl CreateUser {
    /// Makes a member with nothing given but the names.
    pub fn new(user_principal_name: UserPrincipalName, display_name: DisplayName) -> Self {
        Self {
            user_principal_name: Some(user_principal_name),
            display_name,
            user_type: None,
            external_identity: None,
            mail: Patch::Keep,
            account_enabled: None,
            manager: None,
            sponsors: Vec::new(),
            other_mails: Vec::new(),
            proxy_addresses: Vec::new(),
            employee_hire_date: None,
            on_premises_sync_enabled: None,
            verified_credentials: Vec::new(),
            attributes: Box::default(),
        }
    }
}

impl UpdateUser {
    /// Makes an edit that changes nothing yet.
    pub fn of(user: UserId) -> Self {
        Self {
            user,
            display_name: None,
            user_type: None,
            mail: Patch::Keep,
            account_enabled: None,
            manager: Patch::Keep,
            sponsors: None,
            other_mails: None,
            proxy_addresses: None,
            employee_hire_date: Patch::Keep,
            on_premises_sync_enabled: None,
            verified_credentials: None,
            attributes: Box::default(),
        }
    }
}

impl CreateGroup {
    /// Makes an empty security group of that name.
    pub fn named(display_name: DisplayName) -> Self {
        Self {
            display_name,
            description: None,
            mail_nickname: None,
            features: GroupFeatures::default(),
            membership_rule: None,
            members: Vec::new(),
            owners: Vec::new(),
        }
    }
}

impl UpdateGroup {
    /// Makes an edit that changes nothing yet.
    pub fn of(group: GroupId) -> Self {
        Self {
            group,
            display_name: None,
            description: None,
            mail_nickname: Patch::Keep,
            features: GroupFeatures::default(),
            membership_rule: Patch::Keep,
        }
    }
}

impl GroupFeatures {
    /// Returns the traits of a new group.
    pub fn traits(&self) -> Traits {
        let unified = self
            .group_types
            .as_ref()
            .is_some_and(|types| types.contains(&GroupType::Unified));
        let mut traits = Traits::from([GroupTrait::Security]);
        if unified {
            traits.insert(GroupTrait::Mail);
        }
        self.over(&traits)
    }

    /// Returns what becomes of the traits of a group.
    pub fn over(&self, old: &Traits) -> Traits {
        let unified = self
            .group_types
            .as_ref()
            .map(|types| types.contains(&GroupType::Unified));
        let mut traits = old.clone();
        let given = [
            (GroupTrait::Unified, unified),
            (GroupTrait::Team, self.is_team),
            (GroupTrait::Security, self.security_enabled),
            (GroupTrait::Mail, self.mail_enabled),
            (GroupTrait::RoleAssignable, self.is_assignable_to_role),
            (GroupTrait::OnPremises, self.on_premises_sync_enabled),
        ];
        for (feature, on) in given {
            match on {
                Some(true) => traits.insert(feature),
                Some(false) => traits.remove(&feature),
                None => continue,
            };
        }
        traits
    }

    /// Tells whether the types say that a rule fills the group; `None` when they say nothing.
    pub fn is_dynamic(&self) -> Option<bool> {
        let types = self.group_types.as_ref()?;
        Some(types.contains(&GroupType::DynamicMembership))
    }
}
