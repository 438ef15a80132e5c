//! Who holds one role over the directory.

use crate::domain::command::{Command, DirectoryCommand, UserRole};
use crate::domain::id::{ObjectRef, UserId};
use crate::domain::subject::DirectoryRole;
use crate::domain::text::Safe;
use crate::ui::action::Action;
use crate::ui::form::directory_role as form;
use crate::ui::keymap::{Binding, Chord, Shown, Spot, object};
use crate::ui::modal::Confirm;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::directory::{group_people, roles, user};
use crate::ui::screen::{Body, ListPage, Page, Screen, no_tabs};
use crate::ui::step::Step;
use crate::ui::view::Phrase;

/// Who holds a role over the directory.
pub const PAGE: Page = Page {
    name: "Holders of a role",
    title: |_, screen| shown(screen).map_or_else(Safe::default, |role| role.label().into()),
    parent: |_, _| Some(Screen::DirectoryRoles),
    bindings: BINDINGS,
    tabs: no_tabs,
    body: Body::List(ListPage {
        objects,
        heads: group_people::heads,
        cells: group_people::cells,
        detail: user::lines,
        overview: None,
        empty: &[
            "Nobody holds this role actively.",
            "It is given here, or by a package whose catalog has it as a resource.",
            "`a` gives it to a user.",
        ],
    }),
};

const BINDINGS: &[Binding] = &[
    object::open(|_, spot| Ok(Step::Go(Screen::User(selected(spot)?)))),
    GIVE,
    Binding {
        keys: &[Chord::char('x')],
        action: Action::Remove,
        label: "take role away",
        shown: Shown::Footer,
        step: take_away,
    },
];

/// Gives the role that is selected or shown to a user.
pub(super) const GIVE: Binding = Binding {
    keys: &[Chord::char('a')],
    action: Action::Add,
    label: "give role",
    shown: Shown::Footer,
    step: |scene, spot| {
        let role = shown(spot.screen)
            .or_else(|| spot.selected.and_then(roles::find))
            .ok_or_else(|| Reason::new("no role is selected"))?;
        form::giveable(scene)?;
        Ok(Step::OpenForm(&form::GIVE, Some(role.id().into())))
    },
};

/// Returns the role that a screen is about.
fn shown(screen: Screen) -> Option<DirectoryRole> {
    screen.object().and_then(roles::find)
}

fn selected(spot: &Spot) -> Result<UserId, Reason> {
    if let Some(ObjectRef::User(id)) = spot.selected {
        Ok(id)
    } else {
        Err(Reason::new("nobody is selected"))
    }
}

/// Asks before taking the role away from the selected user.
fn take_away(scene: &Scene<'_>, spot: &Spot) -> Result<Step, Reason> {
    let role = shown(spot.screen).ok_or_else(|| Reason::new("no role is open"))?;
    let user = selected(spot)?;
    let with = UserRole { user, role };
    let command = Command::from(DirectoryCommand::RemoveDirectoryRole(with));
    scene.allows(&command)?;
    let (name, role) = (scene.name(user), role.label());
    let lines = vec![
        Phrase::plain(format!("{name} no longer has the role {role}.")),
        Phrase::plain("The account and its access stay."),
    ];
    let done = format!("{name} no longer has the role {role}.");
    Ok(Confirm::before(
        command,
        ("Remove role?", "Remove"),
        lines,
        done,
    ))
}

fn objects(scene: &Scene<'_>, screen: Screen) -> Vec<ObjectRef> {
    let Some(role) = shown(screen) else {
        return Vec::new();
    };
    let people = roles::holders(scene, role).map(ObjectRef::from);
    group_people::by_name(scene, super::known(scene, people))
}
