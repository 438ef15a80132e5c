//! The roles over the directory, with who holds how many of them.

use crate::domain::id::{DirectoryRoleId, ObjectRef, Origin, UserId};
use crate::domain::subject::DirectoryRole;
use crate::domain::text::Safe;
use crate::ui::column::{self, Column};
use crate::ui::keymap::{Binding, object};
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::directory::{self, offered, role, some_names, usage};
use crate::ui::screen::{Body, ListPage, Page, Screen};
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Phrase};

/// The list of roles over the directory.
pub const PAGE: Page = Page {
    name: "Directory roles",
    title: |_, _| "Directory roles".into(),
    parent: |_, _| None,
    bindings: BINDINGS,
    tabs: directory::tabs,
    body: Body::List(ListPage {
        objects: |scene, _| {
            let all = DirectoryRole::ALL.iter();
            directory::known(scene, all.map(|role| role.id().into()))
        },
        heads: || column::heads(COLUMNS),
        cells,
        detail: lines,
        overview: None,
        empty: &[
            "No directory role{ that you may see}.",
            "Administrators and members of the directory see who holds which.",
            "`P` switches the persona.",
        ],
    }),
};

/// A role as a row: what its cells need, looked up.
struct Row {
    name: &'static str,
    holders: usize,
    privileged: bool,
    catalogs: usize,
}

const COLUMNS: &[Column<Row>] = &[
    Column::words("Name", 32, |row: &Row| Phrase::plain(row.name)).priority(0),
    Column::number("Holders", 7, |row: &Row| {
        Phrase::plain(row.holders.to_string())
    })
    .short(4)
    .brief("Held")
    .priority(1),
    Column::words("Privileged", 10, |row: &Row| {
        if row.privileged {
            Phrase::signed(Tone::Warning, "yes")
        } else {
            Phrase::plain("no")
        }
    })
    .priority(2),
    Column::number("Catalogs", 8, |row: &Row| {
        Phrase::plain(row.catalogs.to_string())
    })
    .priority(5),
];

const BINDINGS: &[Binding] = &[
    object::open(|_, spot| {
        let ObjectRef::DirectoryRole(id) = spot.object()? else {
            return Err(Reason::new("no role is selected"));
        };
        Ok(Step::Go(Screen::DirectoryRole(id)))
    }),
    role::GIVE,
];

/// Finds a role behind a reference.
pub(super) fn find(object: ObjectRef) -> Option<DirectoryRole> {
    if let ObjectRef::DirectoryRole(id) = object {
        DirectoryRole::of(id)
    } else {
        None
    }
}

/// Lists the users who hold a role actively.
pub(super) fn holders<'a>(
    scene: &Scene<'a>,
    role: DirectoryRole,
) -> impl Iterator<Item = UserId> + 'a {
    scene.tenant().index.role_holders.of(role).copied()
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    find(object).map_or_else(Vec::new, |role| {
        let index = &scene.tenant().index;
        let row = Row {
            name: role.label(),
            holders: index.role_holders.count(&role),
            privileged: role.is_privileged(),
            catalogs: index.resources_from.count(&origin(role.id())),
        };
        column::cells(COLUMNS, &row)
    })
}

const fn origin(id: DirectoryRoleId) -> Origin {
    Origin::DirectoryRole(id)
}

/// Says what there is to know about a role.
fn lines(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    let Some(role) = find(object) else {
        return vec![DetailLine::text("This role is not known.")];
    };
    let names = holders(scene, role).map(|user| scene.name(user));
    let names: Safe = some_names(names);
    let mut lines = vec![DetailLine::fact("Held by", names)];
    if role.is_privileged() {
        lines.push(DetailLine::text(
            "Privileged: packages make people eligible for it, not active in it.",
        ));
    }
    lines.extend(offered(scene, origin(role.id())));
    lines.extend(usage(scene, origin(role.id())));
    lines.extend([
        DetailLine::Gap,
        DetailLine::fact("Id", role.id().guid().to_string()),
    ]);
    lines
}

#[cfg(test)]
mod tests {
    use crate::domain::id::Person;
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    #[test]
    fn the_list_says_how_many_hold_which_role() {
        let mut made = Furnished::new();
        made.at(Screen::DirectoryRoles)
            .expect(">Global Administrator")
            .press("enter");
        made.desk
            .expect("Global Administrator")
            .expect(">Administrator");
    }

    #[test]
    fn a_role_is_given_to_somebody_and_taken_away_again() {
        let mut made = Furnished::new();
        made.at(Screen::DirectoryRoles).press("a enter");
        made.desk.type_text("approver").press("enter Ctrl-S");
        made.desk.expect("Approver has the role").press("enter");
        made.desk.expect("Administrator").expect("Approver");
        made.desk.press("down x").expect("Remove role?");
        made.desk.press("y").expect_no(">Approver");
    }

    #[test]
    fn the_last_administrator_keeps_the_role() {
        let mut made = Furnished::new();
        made.at(Screen::DirectoryRoles).press("enter x y");
        made.desk.expect("LastAdministrator");
    }

    #[test]
    fn who_may_not_give_roles_reads_why() {
        let mut made = Furnished::new();
        made.desk.persona = Person::User(made.requestor);
        made.at(Screen::DirectoryRoles).press("a");
        made.desk.expect("Not possible (give role)");
    }
}
