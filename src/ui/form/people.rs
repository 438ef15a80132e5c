//! The rows of pickers that choose people and groups, and the way back from what was picked.
//!
//! Rows are found for what is typed, since a directory may hold very many people.

use crate::domain::id::{GroupId, ObjectKind, ObjectRef, Principal, UserId};
use crate::domain::text::{NameKey, Safe};
use crate::ui::form::answers::Pick;
use crate::ui::modal::Reading;
use crate::ui::scene::Scene;
use crate::ui::search;
use crate::ui::view::{DetailLine, Phrase};

/// Finds live users for what was typed, those that `keep` lets pass.
pub fn users(scene: &Scene<'_>, typed: &str, keep: impl Fn(UserId) -> bool) -> Vec<Pick> {
    found(
        scene,
        &[ObjectKind::User],
        typed,
        |principal| matches!(principal, Principal::User(id) if keep(id)),
    )
}

/// Finds live users and groups for what was typed, those that `keep` lets pass.
pub fn principals(scene: &Scene<'_>, typed: &str, keep: impl Fn(Principal) -> bool) -> Vec<Pick> {
    found(scene, &[ObjectKind::User, ObjectKind::Group], typed, keep)
}

fn found(
    scene: &Scene<'_>,
    kinds: &[ObjectKind],
    typed: &str,
    keep: impl Fn(Principal) -> bool,
) -> Vec<Pick> {
    let objects = search::by_text(scene, kinds, typed, |object| {
        principal(object).is_some_and(&keep)
    });
    let principals = objects.into_iter().filter_map(principal);
    principals.map(|one| pick(scene, one)).collect()
}

/// Makes the picked row of a user or group.
pub fn pick(scene: &Scene<'_>, principal: Principal) -> Pick {
    let label = scene.name(principal.object());
    Pick::new(String::from(principal), label).note(note(scene, principal))
}

/// Says what tells people of one name apart, and who cannot sign in.
fn note(scene: &Scene<'_>, principal: Principal) -> Safe {
    match principal {
        Principal::User(id) => scene
            .tenant()
            .find_user(id)
            .map(|user| {
                let off = if user.account_enabled {
                    ""
                } else {
                    "  ! disabled"
                };
                format!("{}{off}", user.user_principal_name).into()
            })
            .unwrap_or_default(),
        Principal::Group(id) => {
            let members = scene.tenant().members(id).count();
            format!("group, direct members: {members}").into()
        }
    }
}

/// The most people of a group who are named.
const NAMED: usize = 200;

/// Says who is in a group, directly or through other groups.
pub fn in_group(scene: &Scene<'_>, group: GroupId) -> Reading {
    let users = scene.tenant().users_in(group);
    let mut named: Vec<Safe> = users.iter().map(|user| scene.name(*user)).collect();
    named.sort_by_cached_key(|name| NameKey::of(name.as_str()));
    let more = named.len().saturating_sub(NAMED);
    let mut lines: Vec<DetailLine> = named
        .into_iter()
        .take(NAMED)
        .map(|name| DetailLine::Bullet(Phrase::plain(name)))
        .collect();
    if users.is_empty() {
        lines.push(DetailLine::text("Nobody is in this group."));
    }
    if more > 0 {
        lines.push(DetailLine::text(&format!("And {more} more.")));
    }
    let title = format!("Members of \"{}\": {}", scene.name(group), users.len());
    Reading::new(title, lines)
}

/// Finds the live user that a row stands for.
pub fn find_user(scene: &Scene<'_>, value: &str) -> Option<UserId> {
    match find_principal(scene, value)? {
        Principal::User(id) => Some(id),
        Principal::Group(_) => None,
    }
}

/// Finds the live user or group that a row stands for.
pub fn find_principal(scene: &Scene<'_>, value: &str) -> Option<Principal> {
    let principal = Principal::try_from(value.to_owned()).ok()?;
    let lives = match principal {
        Principal::User(id) => scene.tenant().live_user(id).is_ok(),
        Principal::Group(id) => scene.tenant().find_live_group(id).is_some(),
    };
    lives.then_some(principal)
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

#[cfg(test)]
mod tests {
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    #[test]
    fn right_on_a_group_shows_who_is_in_it_and_leads_back_to_the_list() {
        let mut made = Furnished::new();
        made.make(&serde_json::json!({"do": "createGroup", "with": {
            "displayName": "Askers", "members": [format!("user:{}", made.requestor.guid())]}}));
        let package = made.package();
        made.at(Screen::PackagePolicies(package)).press("n");
        made.desk.press("tab tab enter").type_text("specific users");
        made.desk.press("enter tab enter").type_text("askers");
        made.desk.expect("Right members").press("right");
        made.desk
            .expect("Members of \"Askers\": 1")
            .expect("- Requestor");
        made.desk.press("esc").expect("(0 chosen)").press("enter");
        made.desk.expect("Askers");
    }
}
