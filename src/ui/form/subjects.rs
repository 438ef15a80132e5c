//! Rows of pickers that name people as a policy means them: users, groups, the manager.

use crate::domain::id::{ObjectRef, Principal};
use crate::domain::subject_set::SubjectSet;
use crate::domain::text::{NameKey, Safe};
use crate::ui::form::{Pick, people};
use crate::ui::scene::Scene;

/// In front of the level in the value of a manager's row.
const MANAGER: &str = "manager:";

/// Finds users and groups for what was typed.
pub fn users_and_groups(scene: &Scene<'_>, _: Option<ObjectRef>, typed: &str) -> Vec<Pick> {
    people::principals(scene, typed, |_| true)
}

/// Lists the manager, then users and groups, for what was typed.
pub fn approvers(scene: &Scene<'_>, about: Option<ObjectRef>, typed: &str) -> Vec<Pick> {
    let manager = pick(scene, SubjectSet::RequestorManager { manager_level: 1 });
    let fits = NameKey::of(manager.label.as_str());
    let fits = fits.as_str().contains(NameKey::of(typed).as_str());
    let rows = users_and_groups(scene, about, typed);
    fits.then_some(manager).into_iter().chain(rows).collect()
}

/// Returns the row of a set of people.
pub fn pick(scene: &Scene<'_>, set: SubjectSet) -> Pick {
    match Option::<Principal>::from(set) {
        Some(principal) => people::pick(scene, principal),
        None => Pick::new(manager_value(set), in_words(scene, set))
            .note("the manager of whoever gets access"),
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
    }
}

/// Finds the set of people behind the value of a row.
pub fn find(scene: &Scene<'_>, value: &str) -> Option<SubjectSet> {
    if let Some(level) = value.strip_prefix(MANAGER) {
        let manager_level = level.parse().ok()?;
        return Some(SubjectSet::RequestorManager { manager_level });
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

fn manager_value(set: SubjectSet) -> String {
    match set {
        SubjectSet::RequestorManager { manager_level } => format!("{MANAGER}{manager_level}"),
        SubjectSet::SingleUser { .. } | SubjectSet::GroupMembers { .. } => String::new(),
    }
}
