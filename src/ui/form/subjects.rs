//! Rows of pickers that name people as a policy means them: users, groups, organizations, and those
//! who follow from whoever asks.

use uuid::Uuid;

use crate::domain::id::{ConnectedOrganizationId, ObjectKind, ObjectRef, Principal};
use crate::domain::subject_set::SubjectSet;
use crate::domain::text::Safe;
use crate::ui::form::{Answers, Pick};
use crate::ui::scene::Scene;

/// In front of the level in the value of a manager's row.
const MANAGER: &str = "manager:";
/// In front of the identifier in the value of an organization's row.
const ORGANIZATION: &str = "organization:";

/// Approvers that follow from who asks, by the value of their row.
const RELATIONS: &[(&str, SubjectSet, &str)] = &[
    (
        "internalSponsors",
        SubjectSet::InternalSponsors,
        "Internal sponsor as approver",
    ),
    (
        "externalSponsors",
        SubjectSet::ExternalSponsors,
        "External sponsor as approver",
    ),
    (
        "targetUserSponsors",
        SubjectSet::TargetUserSponsors,
        "User's sponsor as approver",
    ),
];

/// Lists all users and groups.
pub fn users_and_groups(scene: &Scene<'_>, _: Option<ObjectRef>, _: &Answers) -> Vec<Pick> {
    let named = &scene.tenant().index.named;
    let users = named.of(ObjectKind::User);
    users
        .chain(named.of(ObjectKind::Group))
        .filter_map(|(_, object)| principal(*object))
        .map(|principal| pick(scene, set_of(principal)))
        .collect()
}

/// Lists the connected organizations.
pub fn organizations(scene: &Scene<'_>, _: Option<ObjectRef>, _: &Answers) -> Vec<Pick> {
    let named = scene
        .tenant()
        .index
        .named
        .of(ObjectKind::ConnectedOrganization);
    named
        .map(|(_, object)| ConnectedOrganizationId::new(object.guid()))
        .map(|id| {
            let set = SubjectSet::ConnectedOrganizationMembers {
                connected_organization_id: id,
            };
            pick(scene, set)
        })
        .collect()
}

/// Lists the manager and the kinds of sponsors, then all users and groups.
pub fn approvers(scene: &Scene<'_>, about: Option<ObjectRef>, answers: &Answers) -> Vec<Pick> {
    let manager = SubjectSet::RequestorManager { manager_level: 1 };
    let mut rows = vec![pick(scene, manager)];
    rows.extend(RELATIONS.iter().map(|(_, set, _)| pick(scene, *set)));
    rows.extend(users_and_groups(scene, about, answers));
    rows
}

/// Returns the row of a set of people.
pub fn pick(scene: &Scene<'_>, set: SubjectSet) -> Pick {
    match Option::<Principal>::from(set) {
        Some(principal) => {
            let label = scene.name(principal.object());
            Pick::new(String::from(principal), label).note(note(scene, principal))
        }
        None => Pick::new(value_of(set), in_words(scene, set)).note(relation(scene, set)),
    }
}

/// Says whom a set means that names no user and no group.
fn relation(scene: &Scene<'_>, set: SubjectSet) -> Safe {
    match set {
        SubjectSet::SingleUser { .. } | SubjectSet::GroupMembers { .. } => Safe::default(),
        SubjectSet::RequestorManager { .. } => "the manager of whoever gets access".into(),
        SubjectSet::ConnectedOrganizationMembers {
            connected_organization_id: id,
        } => scene
            .tenant()
            .find_organization(id)
            .map(|found| found.state.label().into())
            .unwrap_or_default(),
        SubjectSet::InternalSponsors | SubjectSet::ExternalSponsors => {
            "of the organization of whoever gets access".into()
        }
        SubjectSet::TargetUserSponsors => "of whoever gets access".into(),
    }
}

/// Says who is in a set of people.
pub fn in_words(scene: &Scene<'_>, set: SubjectSet) -> Safe {
    match set {
        SubjectSet::SingleUser { user_id } => scene.name(user_id),
        SubjectSet::GroupMembers { group_id } => {
            format!("members of {}", scene.name(group_id)).into()
        }
        SubjectSet::RequestorManager { manager_level: 1 } => "Manager as approver".into(),
        SubjectSet::RequestorManager { manager_level } => {
            format!("Manager as approver, level {manager_level}").into()
        }
        SubjectSet::ConnectedOrganizationMembers {
            connected_organization_id,
        } => scene.name(connected_organization_id),
        SubjectSet::InternalSponsors
        | SubjectSet::ExternalSponsors
        | SubjectSet::TargetUserSponsors => RELATIONS
            .iter()
            .find(|(_, listed, _)| *listed == set)
            .map_or("", |(_, _, label)| *label)
            .into(),
    }
}

/// Finds the set of people behind the value of a row.
pub fn find(scene: &Scene<'_>, value: &str) -> Option<SubjectSet> {
    if let Some(level) = value.strip_prefix(MANAGER) {
        let manager_level = level.parse().ok()?;
        return Some(SubjectSet::RequestorManager { manager_level });
    }
    if let Some(guid) = value.strip_prefix(ORGANIZATION) {
        let id = ConnectedOrganizationId::new(Uuid::parse_str(guid).ok()?);
        scene.tenant().find_organization(id)?;
        return Some(SubjectSet::ConnectedOrganizationMembers {
            connected_organization_id: id,
        });
    }
    if let Some((_, set, _)) = RELATIONS.iter().find(|(listed, ..)| *listed == value) {
        return Some(*set);
    }
    let principal = Principal::try_from(value.to_owned()).ok()?;
    scene.tenant().name_of(principal.object())?;
    Some(set_of(principal))
}

const fn set_of(principal: Principal) -> SubjectSet {
    match principal {
        Principal::User(user_id) => SubjectSet::SingleUser { user_id },
        Principal::Group(group_id) => SubjectSet::GroupMembers { group_id },
    }
}

const fn principal(object: ObjectRef) -> Option<Principal> {
    if let ObjectRef::User(user) = object {
        Some(Principal::User(user))
    } else if let ObjectRef::Group(group) = object {
        Some(Principal::Group(group))
    } else {
        None
    }
}

/// Returns the value of the row of a set that names no user and no group.
fn value_of(set: SubjectSet) -> String {
    match set {
        SubjectSet::RequestorManager { manager_level } => format!("{MANAGER}{manager_level}"),
        SubjectSet::ConnectedOrganizationMembers {
            connected_organization_id,
        } => format!("{ORGANIZATION}{}", connected_organization_id.guid()),
        SubjectSet::InternalSponsors
        | SubjectSet::ExternalSponsors
        | SubjectSet::TargetUserSponsors => RELATIONS
            .iter()
            .find(|(_, listed, _)| *listed == set)
            .map_or_else(String::new, |(value, ..)| (*value).to_owned()),
        SubjectSet::SingleUser { .. } | SubjectSet::GroupMembers { .. } => String::new(),
    }
}

fn note(scene: &Scene<'_>, principal: Principal) -> Safe {
    match principal {
        Principal::User(user) => scene
            .tenant()
            .find_user(user)
            .map(|user| Safe::line(user.user_principal_name.as_str()))
            .unwrap_or_default(),
        Principal::Group(group) => {
            let members = scene.tenant().members(group).count();
            format!("group, direct members: {members}").into()
        }
    }
}
