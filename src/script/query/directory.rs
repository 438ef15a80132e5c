//! Rows of the directory: directories, people, groups and who is in them.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::domain::attribute::UserAttribute;
use crate::domain::decide::holding::given_by;
use crate::domain::group::{Group, GroupTrait};
use crate::domain::id::{
    DirectoryId, ExternalPersonId, GroupId, ObjectKind, ObjectRef, Person, Principal, UserId,
};
use crate::domain::resource::{Origin, ResourceRole};
use crate::domain::subject::User;
use crate::domain::text::MailAddress;
use crate::script::query::{Asked, Fields};
use crate::script::receipt::reference;
use crate::script::trouble::Trouble;

/// Turns a JSON object into the fields of a row.
pub(super) fn fields(value: Value) -> Option<Fields> {
    match value {
        Value::Object(fields) => Some(fields),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            None
        }
    }
}

pub(super) fn directory(asked: &Asked<'_>, id: DirectoryId) -> Option<Fields> {
    let directory = asked.tenant.find_directory(id)?;
    // The domain that a directory begins with stays the one that its names are made with.
    let domains = directory.domains().map(|domain| {
        let is_initial = *domain == directory.initial_domain;
        json!({"name": domain, "isInitial": is_initial, "isDefault": is_initial})
    });
    fields(json!({
        "displayName": directory.display_name,
        "verifiedDomains": domains.collect::<Vec<Value>>(),
        "isResourceDirectory": directory.is_resource_directory,
        "timeZone": directory.time_zone,
        "b2b": directory.sharing.b2b,
        "emailOneTimePasscode": directory.sharing.email_one_time_passcode,
        "groupGuests": directory.sharing.group_guests,
        "teamsGuests": directory.sharing.teams_guests,
        "sharePointExternalSharing": directory.sharing.share_point_external_sharing,
    }))
}

pub(super) fn external_person(asked: &Asked<'_>, id: ExternalPersonId) -> Option<Fields> {
    let person = asked.tenant.find_external_person(id)?;
    fields(json!({
        "userPrincipalName": person.user_principal_name,
        "displayName": person.display_name,
        "mail": person.mail,
        "directory": person.directory.map(|id| reference(asked.tenant, id)),
        "signInMethod": person.sign_in_method,
        "verifiedCredentials": person.verified_credentials,
        "guest": asked.tenant.guest_of(id).map(|guest| reference(asked.tenant, guest)),
        "connectedOrganization": asked
            .tenant
            .organization_of(Person::ExternalPerson(id))
            .map(|organization| reference(asked.tenant, organization)),
    }))
}

pub(super) fn user(asked: &Asked<'_>, id: UserId) -> Option<Fields> {
    let user = asked.tenant.find_user(id)?;
    let sponsors: Vec<Value> = user
        .sponsors
        .iter()
        .map(|sponsor| reference(asked.tenant, *sponsor))
        .collect();
    let mut row = fields(json!({
        "userPrincipalName": user.user_principal_name,
        "displayName": user.display_name,
        "userType": user.user_type,
        "mail": user.mail,
        "accountEnabled": user.account_enabled,
        "manager": user.manager.map(|id| reference(asked.tenant, id)),
        "otherMails": user.other_mails,
        "proxyAddresses": user.proxy_addresses,
        "employeeHireDate": user.employee_hire_date,
        "onPremisesSyncEnabled": user.on_premises_sync_enabled,
        "verifiedCredentials": user.verified_credentials,
        "sponsors": sponsors,
        "externalIdentity": user.external_identity.map(|id| reference(asked.tenant, id)),
        "creationType": user.external_user_state.map(|_| "Invitation"),
        "externalUserState": user.external_user_state,
        "lifecycle": user.lifecycle,
        "broughtBy": brought_by(asked, user),
        "deletionDateTime": user.departure.and_then(|departure| departure.delete_at),
        "lastSignInDateTime": user.last_sign_in,
        "directoryRoles": user.directory_roles,
        "createdDateTime": user.created_date_time,
        "deletedDateTime": user.deleted_date_time,
        "deleted": user.deleted_date_time.is_some(),
    }))?;
    for attribute in UserAttribute::ALL {
        let value = user.attribute(*attribute).map_or(Value::Null, Value::from);
        row.insert(attribute.json().to_owned(), value);
    }
    for (name, value) in &user.extension_attributes {
        row.insert(name.as_str().to_owned(), value.as_str().into());
    }
    Some(row)
}

/// Refers to the package for which a guest was invited, as far as the asker may know of it.
fn brought_by(asked: &Asked<'_>, user: &User) -> Option<Value> {
    let brought = asked.tenant.brought_by(user)?;
    let is_known = asked.resolver.sees(brought.id.into());
    is_known.then(|| reference(asked.tenant, brought.access_package))
}

/// Returns the address at which somebody receives mail.
pub(super) fn address_of<'tenant>(asked: &Asked<'tenant>, person: Person) -> Option<&'tenant str> {
    let mail = match asked.tenant.acting_as(person) {
        Person::User(id) => asked.tenant.find_user(id)?.mail.as_ref(),
        Person::ExternalPerson(id) => asked.tenant.find_external_person(id)?.mail.as_ref(),
    };
    mail.map(MailAddress::as_str)
}

pub(super) fn group(asked: &Asked<'_>, id: GroupId) -> Option<Fields> {
    let group = asked.tenant.find_group(id)?;
    let owners: Vec<Value> = asked
        .tenant
        .owners(id)
        .map(|owner| reference(asked.tenant, owner))
        .collect();
    fields(json!({
        "displayName": group.display_name,
        "description": group.description,
        "mailNickname": group.mail_nickname,
        "mail": mail_of(asked, group),
        "kind": group.kind(),
        "groupTypes": group.types(),
        "isTeam": group.is(GroupTrait::Team),
        "securityEnabled": group.is(GroupTrait::Security),
        "mailEnabled": group.is(GroupTrait::Mail),
        "membershipRule": group.membership_rule,
        "isAssignableToRole": group.is(GroupTrait::RoleAssignable),
        "onPremisesSyncEnabled": group.is(GroupTrait::OnPremises),
        "memberCount": asked.tenant.members(id).count(),
        "owners": owners,
        "createdDateTime": group.created_date_time,
        "deletedDateTime": group.deleted_date_time,
        "deleted": group.deleted_date_time.is_some(),
    }))
}

/// Returns the address at which a group receives mail.
fn mail_of(asked: &Asked<'_>, group: &Group) -> Option<String> {
    let nickname = group.mail_nickname.as_ref()?;
    let domain = &asked.tenant.resource_directory()?.initial_domain;
    group
        .is(GroupTrait::Mail)
        .then(|| format!("{}@{}", nickname.as_str(), domain.as_str()))
}

pub(super) fn directories(asked: &Asked<'_>) -> Vec<ObjectRef> {
    asked
        .tenant
        .directories
        .iter()
        .map(|it| it.id.into())
        .collect()
}

pub(super) fn external_persons(asked: &Asked<'_>) -> Vec<ObjectRef> {
    asked
        .tenant
        .external_persons
        .iter()
        .map(|person| person.id.into())
        .collect()
}

pub(super) fn users(asked: &Asked<'_>) -> Vec<ObjectRef> {
    let tenant = asked.tenant;
    let is_live = |user| tenant.live_user(UserId::new(user)).is_ok();
    if let Some(group) = asked.only("group") {
        let users = tenant.users_in(GroupId::new(group)).into_iter();
        let wanted = users.filter(|user| wants(asked, !is_live(user.guid())));
        return wanted.map(Into::into).collect();
    }
    let users = || tenant.users.iter().map(|user| user.id.into()).collect();
    listed(asked, ObjectKind::User, users, is_live)
}

pub(super) fn groups(asked: &Asked<'_>) -> Vec<ObjectRef> {
    let tenant = asked.tenant;
    let groups = || tenant.groups.iter().map(|group| group.id.into()).collect();
    let is_live = |group| tenant.live_group(GroupId::new(group)).is_ok();
    listed(asked, ObjectKind::Group, groups, is_live)
}

/// Tells whether deleted objects are asked for, or those that are not; so unless it is said.
fn wants(asked: &Asked<'_>, deleted: bool) -> bool {
    let wanted = asked.filters.get("deleted");
    wanted.map_or(!deleted, |it| it.contains(&Value::Bool(deleted)))
}

/// Lists deleted objects when asked for them, and otherwise those that are not deleted; what was
/// purged is neither.
fn listed(
    asked: &Asked<'_>,
    kind: ObjectKind,
    all: impl FnOnce() -> Vec<ObjectRef>,
    is_live: impl Fn(Uuid) -> bool,
) -> Vec<ObjectRef> {
    let mut objects = Vec::new();
    if wants(asked, false) {
        objects = asked.among(kind, all);
        objects.retain(|object| is_live(object.guid()));
    }
    if wants(asked, true) {
        objects.extend(asked.tenant.index.deleted.of(kind).copied());
    }
    objects
}

/// Lists who is in a group or owns it, with the assignments that give it and that the asker may
/// know of.
pub(super) fn group_members(asked: &Asked<'_>) -> Result<Vec<Fields>, Trouble> {
    let Some(group) = asked.only("group").map(GroupId::new) else {
        return Ok(Vec::new());
    };
    if !asked.resolver.sees(group.into()) {
        return Err(super::not_found(group.into()).into());
    }
    let members = asked
        .tenant
        .members(group)
        .map(|member| (member, ResourceRole::Member));
    let owners = asked
        .tenant
        .owners(group)
        .map(|owner| (Principal::User(owner), ResourceRole::Owner));
    let mut people: Vec<(Principal, ResourceRole)> = members.chain(owners).collect();
    // Nobody wrote down when they joined; those who were there first stand first.
    people.sort_by_cached_key(|(principal, role)| {
        let is_owner = *role == ResourceRole::Owner;
        (is_owner, asked.history.place(principal.object()))
    });
    Ok(people
        .into_iter()
        .filter_map(|(principal, role)| {
            let given: Vec<Value> = giving(asked, group, principal, role)
                .into_iter()
                .filter(|assignment| asked.resolver.sees(*assignment))
                .map(|assignment| reference(asked.tenant, assignment))
                .collect();
            fields(json!({
                "id": principal.object().guid().to_string(),
                "revision": asked.history.revision(group.into()),
                "group": reference(asked.tenant, group),
                "principal": reference(asked.tenant, principal),
                "role": role,
                "assignments": given,
            }))
        })
        .collect())
}

/// Lists the active assignments that make somebody a member or owner of a group.
pub(super) fn giving(
    asked: &Asked<'_>,
    group: GroupId,
    principal: Principal,
    role: ResourceRole,
) -> Vec<ObjectRef> {
    let Principal::User(user) = principal else {
        return Vec::new();
    };
    let given = given_by(asked.tenant, Origin::Group(group), user, role);
    given.into_iter().map(Into::into).collect()
}
