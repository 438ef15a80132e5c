//! Commands on users, groups and the resource directory.

use crate::domain::command::commands;
use crate::domain::id::{ExternalPersonId, GroupId, Principal, UserId};
use crate::domain::shape::{Patch, members};
use crate::domain::sharing::B2bList;
use crate::domain::subject::{DirectoryRole, TimeZone, UserType};
use crate::domain::text::{
    Attribute, Description, DisplayName, MailAddress, MailNickname, UserPrincipalName,
};

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
        /// The department.
        department: Option<Attribute>,
        /// The job title.
        job_title: Option<Attribute>,
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
        /// The department.
        #[serde(default)]
        department: Patch<Attribute>,
        /// The job title.
        #[serde(default)]
        job_title: Patch<Attribute>,
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
