//! The list of users, and what can be done to one of them from wherever it is shown.

use crate::domain::command::{Command, DirectoryCommand, UserReference};
use crate::domain::guest::SubjectLifecycle;
use crate::domain::id::{ObjectKind, ObjectRef, Person, UserId};
use crate::domain::subject::User;
use crate::domain::text::Safe;
use crate::ui::action::Action;
use crate::ui::column::{self, Column};
use crate::ui::form::{directory_role, user as form};
use crate::ui::keymap::{Binding, Chord, Shown, Spot, object};
use crate::ui::modal::Confirm;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::directory::{self, deleted, guest, user};
use crate::ui::screen::{Body, ListPage, Page, Screen};
use crate::ui::sign_in;
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::{Head, Phrase};

/// The list of users.
pub const PAGE: Page = Page {
    name: "Users",
    title: |_, _| "Users".into(),
    parent: |_, _| None,
    bindings: BINDINGS,
    tabs: directory::tabs,
    body: Body::List(ListPage {
        objects: |scene, _| directory::listed(scene, ObjectKind::User),
        heads,
        cells,
        detail: user::lines,
        overview: None,
        empty: &[
            "No user{ that you may see}.",
            "A user is an account of this directory; requests and approvals are made by users.",
            "`n` makes a user.",
        ],
    }),
};

/// A user as a row: what its cells need, looked up.
struct Row {
    name: Safe,
    sign_in_name: Safe,
    kind: &'static str,
    enabled: bool,
    lifecycle: SubjectLifecycle,
    roles: String,
    came_in: String,
}

const COLUMNS: &[Column<Row>] = &[
    Column::words("Name", 18, |row: &Row| Phrase::plain(row.name.clone())).priority(0),
    Column::address("Signs in as", 24, |row: &Row| {
        Phrase::plain(row.sign_in_name.clone())
    })
    .priority(1),
    Column::words("Type", 6, |row: &Row| Phrase::plain(row.kind)).priority(5),
    Column::words("Enabled", 7, |row: &Row| {
        if row.enabled {
            Phrase::plain("yes")
        } else {
            Phrase::signed(Tone::Disabled, "no")
        }
    })
    .short(4)
    .brief("On")
    .priority(2),
    Column::words("Lifecycle", 10, |row: &Row| {
        Phrase::plain(row.lifecycle.label())
    })
    .priority(4),
    Column::words("Roles", 8, |row: &Row| Phrase::plain(row.roles.clone())).priority(3),
    Column::words("Came in", 14, |row: &Row| {
        Phrase::plain(row.came_in.clone())
    })
    .priority(6),
];

const BINDINGS: &[Binding] = &[
    object::open(|_, spot| Ok(Step::Go(Screen::User(chosen(spot)?)))),
    object::new(|scene, _| {
        scene.allows(&form::blank()?)?;
        Ok(Step::OpenForm(&form::CREATE, None))
    }),
    EDIT,
    DELETE,
    ASSIGN_ROLE,
    REMOVE_ROLE,
    SIGN_IN,
    guest::MARK_GOVERNED,
];

/// The keys that act on one user, wherever it is shown.
pub(super) const OBJECT_BINDINGS: &[Binding] = &[
    EDIT,
    DELETE,
    ASSIGN_ROLE,
    REMOVE_ROLE,
    SIGN_IN,
    guest::MARK_GOVERNED,
    deleted::RESTORE,
];

const EDIT: Binding = object::edit(|scene, spot| {
    let user = chosen(spot)?;
    scene.allows(&form::untouched(user))?;
    Ok(Step::OpenForm(&form::EDIT, Some(user.into())))
});

const DELETE: Binding = object::delete(|scene, spot| delete(scene, chosen(spot)?));

const ASSIGN_ROLE: Binding = Binding {
    keys: &[Chord::char('a')],
    action: Action::Add,
    label: "give role",
    shown: Shown::Footer,
    step: |scene, spot| {
        let user = chosen(spot)?;
        scene.allows(&directory_role::assignable(scene, user)?)?;
        Ok(Step::OpenForm(&directory_role::ASSIGN, Some(user.into())))
    },
};

const REMOVE_ROLE: Binding = Binding {
    keys: &[Chord::char('x')],
    action: Action::Remove,
    label: "take role away",
    shown: Shown::Footer,
    step: |scene, spot| {
        let user = chosen(spot)?;
        scene.allows(&directory_role::removable(scene, user)?)?;
        Ok(Step::OpenForm(&directory_role::REMOVE, Some(user.into())))
    },
};

const SIGN_IN: Binding = Binding {
    keys: &[Chord::char('i')],
    action: Action::SignIn,
    label: "sign in",
    shown: Shown::Help,
    step: |scene, spot| sign_in::signs_in(scene, Person::User(chosen(spot)?)),
};

fn chosen(spot: &Spot) -> Result<UserId, Reason> {
    if let ObjectRef::User(id) = spot.object()? {
        Ok(id)
    } else {
        Err(Reason::new("no user is selected"))
    }
}

/// Asks before deleting a user.
fn delete(scene: &Scene<'_>, user: UserId) -> Result<Step, Reason> {
    let command = Command::from(DirectoryCommand::DeleteUser(UserReference { user }));
    scene.allows(&command)?;
    let name = scene.name(user);
    let tenant = scene.tenant();
    let requests = tenant.requests_about(Person::User(user)).into_iter();
    let requests = requests.filter(|(_, id)| {
        let request = tenant.find_request(*id);
        request.is_some_and(|request| request.progress.state.is_cancelable())
    });
    let held = tenant.assignments_about(Person::User(user)).into_iter();
    let held = held.filter(|(_, id)| {
        let assignment = tenant.find_assignment(*id);
        assignment.is_some_and(|assignment| assignment.progress.state.is_active())
    });
    let lines = vec![
        Phrase::plain(format!("User \"{name}\" can no longer sign in.")),
        Phrase::plain(format!(
            "Open requests that are canceled: {}",
            requests.count()
        )),
        Phrase::plain(format!("Active assignments that stay: {}", held.count())),
        Phrase::plain("The account can be restored for 30 days."),
    ];
    let done = format!("User \"{name}\" was deleted. Assignments stay as they are.");
    let then = Step::Execute(Box::new(command), done.into());
    Ok(Confirm::deletion(("user", name), lines, then))
}

fn heads() -> Vec<Head> {
    column::heads(COLUMNS)
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    let Some(user) = user::find(scene, object) else {
        return Vec::new();
    };
    column::cells(COLUMNS, &row(scene, user))
}

fn row(scene: &Scene<'_>, user: &User) -> Row {
    let roles: Vec<&str> = user
        .directory_roles
        .iter()
        .map(|role| role.abbreviation())
        .collect();
    Row {
        name: Safe::line(user.display_name.as_str()),
        sign_in_name: Safe::line(user.user_principal_name.as_str()),
        kind: user.user_type.label(),
        enabled: user.account_enabled,
        lifecycle: user.lifecycle,
        roles: roles.join(", "),
        came_in: guest::came_in(scene, user).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::text::MailAddress;
    use crate::ui::rehearsal::Rehearsal;

    fn with_kim() -> Rehearsal {
        let mut desk = Rehearsal::new(Screen::Users);
        desk.press("n")
            .type_text("kim@woodgrovebank.com")
            .press("tab");
        desk.type_text("Kim Ray").press("Ctrl-S");
        desk
    }

    #[test]
    fn a_new_user_is_listed_with_a_mailbox_named_like_the_user() {
        with_kim()
            .expect("User \"Kim Ray\" was made.")
            .expect(">Kim Ray")
            .expect("Users 2");
        let desk = with_kim();
        let kim = desk
            .desk
            .tenant
            .users
            .iter()
            .find(|user| user.display_name.as_str() == "Kim Ray");
        let mail = kim
            .and_then(|user| user.mail.as_ref())
            .map(MailAddress::as_str);
        assert_eq!(mail, Some("kim@woodgrovebank.com"));
    }

    #[test]
    fn a_role_is_given_and_seen_in_the_list() {
        with_kim()
            .press("a enter")
            .type_text("identity governance")
            .press("enter Ctrl-S")
            .expect("Kim Ray has the role Identity Governance Administrator.")
            .press("x Ctrl-S")
            .expect("Kim Ray no longer has the role");
    }

    #[test]
    fn taking_a_role_from_somebody_who_has_none_is_greyed() {
        with_kim().press("x").expect("the user has no role");
    }

    #[test]
    fn nobody_deletes_their_own_account() {
        Rehearsal::new(Screen::Users)
            .press("d")
            .expect("cannot delete their own account")
            .expect_no("Delete user?");
    }

    #[test]
    fn deleting_a_user_takes_the_name_and_says_what_stays() {
        with_kim()
            .press("d")
            .expect("Active assignments that stay: 0")
            .type_text("kim ray")
            .press("enter")
            .expect("was deleted. Assignments stay as they are.")
            .expect("Users 1");
    }

    #[test]
    fn an_edit_that_clears_the_mailbox_takes_it_away() {
        let mut desk = with_kim();
        desk.press("e tab tab tab space Ctrl-S").expect("Saved.");
        desk.expect("! none,");
    }
}
