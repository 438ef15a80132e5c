//! The rows of pickers that choose people and groups, and the way back from what was picked.

use uuid::Uuid;

use crate::domain::id::{GroupId, ObjectKind, ObjectRef, Principal, UserId};
use crate::ui::form::answers::Pick;
use crate::ui::scene::Scene;

/// Lists the live users, each with the name they sign in with.
pub fn users(scene: &Scene<'_>) -> Vec<Pick> {
    listed(scene, ObjectKind::User, |id| id.guid().to_string())
}

/// Lists the live users and groups that can be in a group.
pub fn principals(scene: &Scene<'_>) -> Vec<Pick> {
    let text = |object: ObjectRef| match object {
        ObjectRef::User(id) => String::from(Principal::User(id)),
        ObjectRef::Group(id) => String::from(Principal::Group(id)),
        ObjectRef::Directory(_)
        | ObjectRef::ExternalPerson(_)
        | ObjectRef::ConnectedOrganization(_)
        | ObjectRef::Catalog(_)
        | ObjectRef::Resource(_)
        | ObjectRef::AccessPackage(_)
        | ObjectRef::Policy(_)
        | ObjectRef::Request(_)
        | ObjectRef::Assignment(_) => String::new(),
    };
    let mut rows = listed(scene, ObjectKind::User, text);
    rows.extend(listed(scene, ObjectKind::Group, text));
    rows
}

fn listed(scene: &Scene<'_>, kind: ObjectKind, value: impl Fn(ObjectRef) -> String) -> Vec<Pick> {
    let named = scene.tenant().index.named.of(kind);
    named
        .map(|(_, object)| {
            Pick::new(value(*object), scene.name(*object)).note(note(scene, *object))
        })
        .collect()
}

/// Says what tells people of one name apart, and who cannot sign in.
fn note(scene: &Scene<'_>, object: ObjectRef) -> String {
    if let ObjectRef::User(id) = object
        && let Some(user) = scene.tenant().find_user(id)
    {
        let off = if user.account_enabled {
            ""
        } else {
            "  ! disabled"
        };
        format!("{}{off}", user.user_principal_name)
    } else if let ObjectRef::Group(id) = object {
        format!("{} members", scene.tenant().members(id).count())
    } else {
        String::new()
    }
}

/// Makes the picked row of a user.
pub fn user(scene: &Scene<'_>, id: UserId) -> Pick {
    Pick::new(id.guid().to_string(), scene.name(id)).note(note(scene, id.into()))
}

/// Makes the picked row of a user or group.
pub fn principal(scene: &Scene<'_>, principal: Principal) -> Pick {
    let object = principal.object();
    Pick::new(String::from(principal), scene.name(object)).note(note(scene, object))
}

/// Finds the live user that a row stands for.
pub fn find_user(scene: &Scene<'_>, value: &str) -> Option<UserId> {
    let id = UserId::new(Uuid::parse_str(value).ok()?);
    scene.tenant().live_user(id).ok().map(|user| user.id)
}

/// Finds the live user or group that a row stands for.
pub fn find_principal(scene: &Scene<'_>, value: &str) -> Option<Principal> {
    let principal = Principal::try_from(value.to_owned()).ok()?;
    let lives = match principal {
        Principal::User(id) => scene.tenant().live_user(id).is_ok(),
        Principal::Group(id) => is_live(scene, id),
    };
    lives.then_some(principal)
}

fn is_live(scene: &Scene<'_>, group: GroupId) -> bool {
    scene.tenant().find_live_group(group).is_some()
}
