//! Rows of pickers that name people as a policy means them: users, groups, organizations, and those
//! who follow from whoever asks.

use uuid::Uuid;

use crate::domain::id::{ConnectedOrganizationId, ObjectKind, ObjectRef, Principal};
use crate::domain::subject_set::{ManagerLevel, SubjectSet};
use crate::domain::text::{NameKey, Safe};
use crate::ui::form::people::Part;
use crate::ui::form::{Pick, Sought, people};
use crate::ui::scene::Scene;
use crate::ui::search;

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

/// Finds users and groups who may ask for access.
pub fn requestors(scene: &Scene<'_>, _: Option<ObjectRef>, sought: Sought<'_>) -> Vec<Pick> {
    people::principals(scene, sought, Part::Acting, |_| true)
}

/// Finds users and groups who decide.
pub fn deciders(scene: &Scene<'_>, _: Option<ObjectRef>, sought: Sought<'_>) -> Vec<Pick> {
    people::principals(scene, sought, Part::Deciding, |_| true)
}

/// Finds connected organizations for what was typed.
pub fn organizations(scene: &Scene<'_>, _: Option<ObjectRef>, sought: Sought<'_>) -> Vec<Pick> {
    let kinds = &[ObjectKind::ConnectedOrganization];
    let found = search::by_text(scene, kinds, sought.typed, |_| true).into_iter();
    found
        .map(|object| SubjectSet::ConnectedOrganizationMembers {
            connected_organization_id: ConnectedOrganizationId::new(object.guid()),
        })
        .map(|set| pick(scene, Part::Deciding, set))
        .collect()
}

/// Lists the manager and the kinds of sponsors, and users and groups, for what was typed: the former
/// come first where they begin with it, as they do while nothing is typed.
pub fn approvers(scene: &Scene<'_>, about: Option<ObjectRef>, sought: Sought<'_>) -> Vec<Pick> {
    let wanted = NameKey::of(sought.typed);
    let manager_level = ManagerLevel::First;
    let manager = SubjectSet::RequestorManager { manager_level };
    let relations = RELATIONS.iter().map(|(_, set, _)| *set);
    let fixed = std::iter::once(manager).chain(relations);
    let label = |row: &Pick| NameKey::of(row.label.as_str());
    let (begin, hold): (Vec<Pick>, Vec<Pick>) = fixed
        .map(|set| pick(scene, Part::Deciding, set))
        .filter(|row| label(row).as_str().contains(wanted.as_str()))
        .partition(|row| label(row).as_str().starts_with(wanted.as_str()));
    // Somebody called "Approver" is meant before all the rows that only hold the word.
    let people = deciders(scene, about, sought);
    begin.into_iter().chain(people).chain(hold).collect()
}

/// Returns the row of a set of people who have a part in something.
pub fn pick(scene: &Scene<'_>, part: Part, set: SubjectSet) -> Pick {
    match Option::<Principal>::from(set) {
        Some(principal) => people::pick(scene, part, principal),
        None => Pick::new(value_of(set), in_words(scene, set)).aside(relation(scene, set)),
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
        SubjectSet::RequestorManager { manager_level } => match manager_level {
            ManagerLevel::First => "Manager as approver".into(),
            ManagerLevel::Second => "Manager as approver, level 2".into(),
        },
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
        let manager_level = ManagerLevel::from(level.parse::<u32>().ok()?);
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

/// Returns the value of the row of a set that names no user and no group.
fn value_of(set: SubjectSet) -> String {
    match set {
        SubjectSet::RequestorManager { manager_level } => {
            format!("{MANAGER}{}", manager_level.steps())
        }
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
