//! Deleted users and groups, which can be brought back.

use crate::domain::command::{Command, DirectoryCommand, GroupReference, UserReference};
use crate::domain::group::Group;
use crate::domain::id::{ObjectKind, ObjectRef, Person};
use crate::domain::subject::User;
use crate::domain::text::Safe;
use crate::domain::time::Timestamp;
use crate::ui::action::Action;
use crate::ui::column::{self, Column};
use crate::ui::keymap::{Binding, Chord, Shown, Spot, object};
use crate::ui::modal::Confirm;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::directory::{self, group, user};
use crate::ui::screen::{Body, ListPage, Page, Screen};
use crate::ui::step::Step;
use crate::ui::view::{DetailLine, Head, Phrase};

/// The list of what was deleted.
pub const PAGE: Page = Page {
    name: "Deleted",
    title: |_, _| "Deleted users and groups".into(),
    parent: |_, _| None,
    bindings: BINDINGS,
    tabs: directory::tabs,
    body: Body::List(ListPage {
        objects: |scene, _| objects(scene).collect(),
        heads,
        cells,
        detail,
        overview: None,
        empty: &[
            "No deleted user or group{ that you may restore}.",
            "What is deleted under Users and Groups waits here for 30 days.",
            "`2` shows the groups, `1` the users.",
        ],
    }),
};

/// Something deleted as a row: what its cells need, looked up.
struct Row {
    name: Safe,
    kind: &'static str,
    deleted: Phrase,
    until: Phrase,
}

const COLUMNS: &[Column<Row>] = &[
    Column::words("Name", 26, |row: &Row| Phrase::plain(row.name.clone())).priority(0),
    Column::words("Kind", 6, |row: &Row| Phrase::plain(row.kind)).priority(1),
    Column::instant("Deleted", |row: &Row| row.deleted.clone()).priority(2),
    Column::words("Restore until", 13, |row: &Row| row.until.clone()).priority(3),
];

const BINDINGS: &[Binding] = &[
    object::open(|_, spot| {
        let object = spot.object()?;
        if let ObjectRef::User(user) = object {
            Ok(Step::Go(Screen::User(user)))
        } else if let ObjectRef::Group(group) = object {
            Ok(Step::Go(Screen::Group(group)))
        } else {
            Err(Reason::new("nothing is selected"))
        }
    }),
    Binding {
        shown: Shown::Footer,
        ..RESTORE
    },
    Binding {
        keys: &[Chord::char('d')],
        action: Action::Delete,
        label: "delete for good",
        shown: Shown::Footer,
        step: purge,
    },
];

/// Brings back the deleted user or group that is selected or shown.
pub(super) const RESTORE: Binding = Binding {
    keys: &[Chord::char('r')],
    action: Action::Restore,
    label: "restore",
    shown: Shown::Help,
    step: restore,
};

fn command(object: ObjectRef) -> Option<Command> {
    if let ObjectRef::User(user) = object {
        Some(DirectoryCommand::RestoreUser(UserReference { user }).into())
    } else if let ObjectRef::Group(group) = object {
        Some(DirectoryCommand::RestoreGroup(GroupReference { group }).into())
    } else {
        None
    }
}

fn restore(scene: &Scene<'_>, spot: &Spot) -> Result<Step, Reason> {
    let object = spot.object()?;
    let command = command(object).ok_or_else(|| Reason::new("nothing is selected"))?;
    let deleted = &scene.tenant().index.deleted;
    if !deleted.contains(object.kind(), object) {
        return Err(Reason::new("it has not been deleted"));
    }
    scene.allows(&command)?;
    let done = format!(
        "{} \"{}\" is back as it was.",
        capital(object.kind()),
        scene.name(object)
    );
    Ok(Step::Execute(Box::new(command), done.into()))
}

fn purge(scene: &Scene<'_>, spot: &Spot) -> Result<Step, Reason> {
    let object = spot.object()?;
    let ObjectRef::User(user) = object else {
        return Err(Reason::new("groups go after 30 days"));
    };
    let command = DirectoryCommand::PurgeUser(UserReference { user }).into();
    scene.allows(&command)?;
    let name = scene.name(object);
    let held = scene.tenant().assignments_about(Person::User(user));
    let held = held.into_iter().filter(|(_, id)| {
        scene
            .tenant()
            .find_assignment(*id)
            .is_some_and(|assignment| assignment.progress.state.is_active())
    });
    let lines = vec![
        Phrase::plain(format!("User \"{name}\" can then no longer be restored.")),
        Phrase::plain(format!("Assignments that end: {}", held.count())),
    ];
    let done = format!("User \"{name}\" was deleted for good.");
    Ok(Confirm::before(
        command,
        ("Delete for good?", "Delete"),
        lines,
        done,
    ))
}

const fn capital(kind: ObjectKind) -> &'static str {
    if matches!(kind, ObjectKind::User) {
        "User"
    } else {
        "Group"
    }
}

/// Lists what the persona may bring back.
pub(in crate::ui::screen) fn objects(scene: &Scene<'_>) -> impl Iterator<Item = ObjectRef> {
    let deleted = &scene.tenant().index.deleted;
    let users = deleted.of(ObjectKind::User);
    let all = users.chain(deleted.of(ObjectKind::Group)).copied();
    all.filter(|object| command(*object).is_some_and(|command| scene.allows(&command).is_ok()))
}

fn heads() -> Vec<Head> {
    column::heads(COLUMNS)
}

fn deleted_at(scene: &Scene<'_>, object: ObjectRef) -> Option<Timestamp> {
    let of_user = user::find(scene, object).and_then(|user| user.deleted_date_time);
    of_user.or_else(|| group::find(scene, object).and_then(|group| group.deleted_date_time))
}

fn restorable_until(scene: &Scene<'_>, object: ObjectRef) -> Option<Timestamp> {
    let of_user = user::find(scene, object).and_then(User::purge_due);
    of_user.or_else(|| group::find(scene, object).and_then(Group::purge_due))
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    let row = Row {
        name: scene.name(object),
        kind: object.kind().word(),
        deleted: deleted_at(scene, object)
            .map(|at| scene.calendar.when(at))
            .unwrap_or_default(),
        until: restorable_until(scene, object)
            .map(|at| scene.calendar.when(at))
            .unwrap_or_default(),
    };
    column::cells(COLUMNS, &row)
}

fn detail(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    if let ObjectRef::User(_) = object {
        user::lines(scene, object)
    } else {
        group::lines(scene, object)
    }
}

#[cfg(test)]
mod tests {
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;

    #[test]
    fn a_deleted_group_is_listed_and_comes_back() {
        let mut desk = Rehearsal::new(Screen::Groups);
        desk.press("n").type_text("Staff").press("Ctrl-S d");
        desk.type_text("staff").press("enter").expect("Groups 0");
        desk.press("8").expect(">Staff").press("r");
        desk.expect("Group \"Staff\" is back as it was.");
        desk.expect("No deleted user or group");
        desk.press("2").expect("Groups 1").expect(">Staff");
    }

    #[test]
    fn a_deleted_group_is_looked_at_before_it_comes_back() {
        let mut desk = Rehearsal::new(Screen::Groups);
        desk.press("n").type_text("Staff").press("Ctrl-S d");
        desk.type_text("staff").press("enter 8 enter");
        desk.expect("! deleted")
            .press("r")
            .expect("is back as it was");
        desk.expect_no("! deleted");
    }

    #[test]
    fn a_deleted_user_is_deleted_for_good_after_a_question() {
        let mut desk = Rehearsal::new(Screen::Users);
        desk.press("n").type_text("kim@woodgrovebank.com");
        desk.press("tab").type_text("Kim Ray").press("Ctrl-S d");
        desk.type_text("kim ray").press("enter 8");
        desk.expect(">Kim Ray").press("d");
        desk.expect("Assignments that end: 0").press("y");
        desk.expect("User \"Kim Ray\" was deleted for good.");
        desk.expect("No deleted user or group");
    }

    #[test]
    fn a_deleted_group_waits_for_its_30_days() {
        let mut desk = Rehearsal::new(Screen::Groups);
        desk.press("n").type_text("Staff").press("Ctrl-S d");
        desk.type_text("staff").press("enter 8 d");
        desk.expect("groups go after 30 days");
    }

    #[test]
    fn nothing_deleted_greys_restore() {
        Rehearsal::new(Screen::Deleted)
            .expect("No deleted user or group")
            .press("r")
            .expect("nothing is selected");
    }
}
