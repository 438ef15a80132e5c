//! The list of groups, and what can be done to one of them from wherever it is shown.

use crate::domain::command::{Command, DirectoryCommand, GroupReference};
use crate::domain::decide::group::uses;
use crate::domain::group::Group;
use crate::domain::id::{GroupId, ObjectKind, ObjectRef};
use crate::domain::text::Safe;
use crate::ui::column::{self, Column};
use crate::ui::form::group as form;
use crate::ui::keymap::{Binding, Spot, object};
use crate::ui::modal::Confirm;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::directory::{self, deleted, group};
use crate::ui::screen::{Body, ListPage, Page, Screen};
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::{Head, Phrase};
use crate::ui::wording::brief;

/// The list of groups.
pub const PAGE: Page = Page {
    name: "Groups",
    title: |_, _| "Groups".into(),
    parent: |_, _| None,
    bindings: BINDINGS,
    tabs: directory::tabs,
    body: Body::List(ListPage {
        objects: |scene, _| directory::listed(scene, ObjectKind::Group),
        heads,
        cells,
        detail: group::lines,
        overview: None,
        empty: &[
            "No group{ that you may see}.",
            "A group gives its members access; packages give membership of groups.",
            "`n` makes a group.",
        ],
    }),
};

/// A group as a row: what its cells need, looked up.
struct Row {
    name: Safe,
    kind: Phrase,
    members: usize,
    owners: usize,
    catalogs: usize,
}

const COLUMNS: &[Column<Row>] = &[
    Column::words("Name", 24, |row: &Row| Phrase::plain(row.name.clone())).priority(0),
    Column::words("Kind", 13, |row: &Row| row.kind.clone())
        .short(12)
        .priority(1),
    Column::number("Members", 7, |row: &Row| {
        Phrase::plain(row.members.to_string())
    })
    .priority(1),
    Column::number("Owners", 6, |row: &Row| {
        Phrase::plain(row.owners.to_string())
    })
    .priority(5),
    Column::number("Catalogs", 8, |row: &Row| {
        Phrase::plain(row.catalogs.to_string())
    })
    .priority(3),
];

const BINDINGS: &[Binding] = &[
    object::open(|_, spot| Ok(Step::Go(Screen::GroupMembers(chosen(spot)?)))),
    object::new(|scene, _| {
        scene.allows_any(&form::blanks()?)?;
        Ok(Step::OpenForm(&form::CREATE, None))
    }),
    EDIT,
    DELETE,
];

/// The keys that act on one group, wherever it is shown.
pub(super) const OBJECT_BINDINGS: &[Binding] = &[EDIT, DELETE, deleted::RESTORE];

const EDIT: Binding = object::edit(|scene, spot| {
    let group = chosen(spot)?;
    scene.allows(&form::untouched(group))?;
    Ok(Step::OpenForm(&form::EDIT, Some(group.into())))
});

const DELETE: Binding = object::delete(|scene, spot| delete(scene, chosen(spot)?));

fn chosen(spot: &Spot) -> Result<GroupId, Reason> {
    if let ObjectRef::Group(id) = spot.object()? {
        Ok(id)
    } else {
        Err(Reason::new("no group is selected"))
    }
}

/// Asks before deleting a group; yes acknowledges that it is in use, which the question says.
fn delete(scene: &Scene<'_>, group: GroupId) -> Result<Step, Reason> {
    let command = Command::from(DirectoryCommand::DeleteGroup(GroupReference { group }));
    scene.allows(&command)?;
    let name = scene.name(group);
    let used_by = uses(scene.tenant(), group);
    let members = scene.tenant().members(group).count();
    let mut lines = vec![Phrase::plain(format!(
        "Group \"{name}\" will be deleted; {} what it gives.",
        match members {
            1 => "its only member loses".to_owned(),
            members => format!("its {members} members lose"),
        }
    ))];
    for object in &used_by {
        let text = format!(
            "It stops working in {} \"{}\".",
            object.kind().word(),
            scene.name(*object)
        );
        lines.push(Phrase::signed(Tone::Warning, &text));
    }
    lines.push(Phrase::plain(
        "It can be restored for 30 days, with its members.",
    ));
    let done: Safe =
        format!("Group \"{name}\" was deleted. It can be restored for 30 days.").into();
    let then = if used_by.is_empty() {
        Step::Execute(Box::new(command), done)
    } else {
        Step::Acknowledge(Box::new(command), vec!["GroupInUse".to_owned()], done)
    };
    Ok(Confirm::deletion(("group", name), lines, then))
}

fn heads() -> Vec<Head> {
    column::heads(COLUMNS)
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    let Some(group) = group::find(scene, object) else {
        return Vec::new();
    };
    column::cells(COLUMNS, &row(scene, group))
}

fn row(scene: &Scene<'_>, group: &Group) -> Row {
    Row {
        name: Safe::line(group.display_name.as_str()),
        kind: brief::kind(group::kind(group).as_str()),
        members: scene.tenant().members(group.id).count(),
        owners: scene.tenant().owners(group.id).count(),
        catalogs: group::catalogs(scene, group.id).count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::{AddCatalogResource, CatalogCommand};
    use crate::domain::id::{Person, UserId};
    use crate::domain::resource::{Origin, OriginSystem};
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::admin::furnishing::Furnished;
    use serde_json::json;

    fn with_staff() -> Rehearsal {
        let mut desk = Rehearsal::new(Screen::Groups);
        desk.press("n").type_text("Staff").press("Ctrl-S");
        desk
    }

    #[test]
    fn no_group_teaches_what_groups_are_for() {
        Rehearsal::new(Screen::Groups)
            .expect("n makes a group.")
            .press("e")
            .expect("nothing is selected");
    }

    #[test]
    fn who_makes_a_group_owns_it() {
        with_staff()
            .expect("Group \"Staff\" was made.")
            .expect(">Staff")
            .press("enter 2")
            .expect("Owners 1")
            .expect(">Administrator");
    }

    #[test]
    fn whoever_may_make_any_kind_of_group_opens_the_form() {
        let mut made = Furnished::new();
        let guest = made.make(&json!({"do": "createUser", "with": {"displayName": "Gus",
            "userPrincipalName": "gus@woodgrovebank.onmicrosoft.com", "userType": "Guest"}}));
        made.desk.persona = Person::User(UserId::new(guest.guid()));
        made.at(Screen::Groups).press("n");
        made.desk.expect("Not possible (new)");
        made.desk.persona = made.administrator();
        let role = json!({"do": "assignDirectoryRole", "with": {"role": "groupsAdministrator",
            "user": guest.guid()}});
        let role: Command = serde_json::from_value(role).unwrap();
        made.desk.execute(role).unwrap();
        made.desk.persona = Person::User(UserId::new(guest.guid()));
        made.at(Screen::Groups).press("n");
        made.desk.expect("New group");
    }

    #[test]
    fn the_question_before_a_group_goes_counts_who_loses_by_it() {
        let mut made = Furnished::new();
        let group = made.make(&json!({"do": "createGroup", "with": {"displayName": "Sellers"}}));
        let group = GroupId::new(group.guid());
        made.at(Screen::Group(group))
            .press("d")
            .expect("its 0 members lose");
        for (name, says) in [
            ("appr", "its only member loses"),
            ("requ", "its 2 members lose"),
        ] {
            made.at(Screen::GroupMembers(group)).press("esc a enter");
            made.desk.type_text(name).press("enter Ctrl-S");
            made.at(Screen::Group(group)).press("d").expect(says);
        }
    }

    #[test]
    fn deleting_a_group_in_use_tells_where_and_goes_ahead_once_confirmed() {
        let mut desk = with_staff();
        let catalog = desk
            .desk
            .tenant
            .catalogs
            .iter()
            .next()
            .map(|catalog| catalog.id)
            .unwrap();
        let group = desk
            .desk
            .tenant
            .groups
            .iter()
            .next()
            .map(|group| group.id)
            .unwrap();
        let command = CatalogCommand::AddCatalogResource(AddCatalogResource {
            catalog,
            origin_system: OriginSystem::AadGroup,
            origin_id: Origin::Group(group),
        });
        desk.execute(command).unwrap();
        desk.press("d")
            .expect("It stops working in catalog \"General\".");
        desk.type_text("staff").press("enter");
        desk.expect("Group \"Staff\" was deleted.")
            .expect("Groups 0");
    }
}
