//! Who is in a group and who owns it: two lists that differ in their keys.

use crate::domain::command::{Command, DirectoryCommand, GroupMember, GroupOwner};
use crate::domain::decide::holding::given_by;
use crate::domain::id::{GroupId, ObjectRef, Principal, UserId};
use crate::domain::resource::{Origin, ResourceRole};
use crate::domain::text::counting::counted;
use crate::domain::text::{NameKey, Safe};
use crate::ui::action::Action;
use crate::ui::column::{self, Column};
use crate::ui::form::group_people as form;
use crate::ui::keymap::{Binding, Chord, Shown, Spot, list};
use crate::ui::modal::Confirm;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::directory::{group, user};
use crate::ui::screen::{Body, ListPage, Page, Screen};
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Head, Phrase};

/// The direct members of a group.
pub const MEMBERS: Page = Page {
    name: "Members",
    title: group::title,
    parent: |_, _| Some(Screen::Groups),
    bindings: MEMBER_BINDINGS,
    tabs: group::tabs,
    body: Body::List(ListPage {
        objects: members,
        heads,
        cells,
        detail,
        overview: None,
        empty: &[
            "Nobody is in this group.",
            "Members come by hand or through an access package.",
            "`a` adds a user or a group.",
        ],
    }),
};

/// The owners of a group.
pub const OWNERS: Page = Page {
    name: "Owners",
    title: group::title,
    parent: |_, _| Some(Screen::Groups),
    bindings: OWNER_BINDINGS,
    tabs: group::tabs,
    body: Body::List(ListPage {
        objects: owners,
        heads,
        cells,
        detail,
        overview: None,
        empty: &[
            "Nobody owns this group.",
            "Administrators manage it; an owner could as well.",
            "`a` adds an owner.",
        ],
    }),
};

/// Somebody as a row: what its cells need, looked up.
struct Row {
    name: Safe,
    kind: &'static str,
    note: Safe,
}

const COLUMNS: &[Column<Row>] = &[
    Column::words("Name", 24, |row: &Row| Phrase::plain(row.name.clone())).priority(0),
    Column::words("Kind", 6, |row: &Row| Phrase::plain(row.kind)).priority(1),
    Column::address("Address or size", 26, |row: &Row| {
        Phrase::plain(row.note.clone())
    })
    .priority(2),
];

const MEMBER_BINDINGS: &[Binding] = &[
    OPEN,
    Binding {
        keys: &[Chord::char('a')],
        action: Action::Add,
        label: "add member",
        shown: Shown::Footer,
        step: |scene, spot| {
            let group = shown(spot)?;
            let member = Principal::Group(group);
            let command = DirectoryCommand::AddGroupMember(GroupMember { group, member });
            scene.allows(&command.into())?;
            Ok(Step::OpenForm(&form::ADD_MEMBER, Some(group.into())))
        },
    },
    Binding {
        keys: &[Chord::char('x')],
        action: Action::Remove,
        label: "remove",
        shown: Shown::Footer,
        step: remove_member,
    },
];

const OWNER_BINDINGS: &[Binding] = &[
    OPEN,
    Binding {
        keys: &[Chord::char('a')],
        action: Action::Add,
        label: "add owner",
        shown: Shown::Footer,
        step: |scene, spot| {
            let group = shown(spot)?;
            let owner = UserId::MIN;
            let command = DirectoryCommand::AddGroupOwner(GroupOwner { group, owner });
            scene.allows(&command.into())?;
            Ok(Step::OpenForm(&form::ADD_OWNER, Some(group.into())))
        },
    },
    Binding {
        keys: &[Chord::char('x')],
        action: Action::Remove,
        label: "remove",
        shown: Shown::Footer,
        step: remove_owner,
    },
];

const OPEN: Binding = Binding {
    keys: list::OPEN_KEYS,
    action: Action::Open,
    label: "open",
    shown: Shown::Footer,
    step: |_, spot| match selected(spot)? {
        Principal::User(id) => Ok(Step::Go(Screen::User(id))),
        Principal::Group(id) => Ok(Step::Go(Screen::GroupMembers(id))),
    },
};

fn shown(spot: &Spot) -> Result<GroupId, Reason> {
    if let Some(ObjectRef::Group(id)) = spot.screen.object() {
        Ok(id)
    } else {
        Err(Reason::new("no group is open"))
    }
}

fn selected(spot: &Spot) -> Result<Principal, Reason> {
    spot.selected
        .and_then(principal)
        .ok_or_else(|| Reason::new("nobody is selected"))
}

fn principal(object: ObjectRef) -> Option<Principal> {
    if let ObjectRef::User(id) = object {
        Some(Principal::User(id))
    } else if let ObjectRef::Group(id) = object {
        Some(Principal::Group(id))
    } else {
        None
    }
}

fn remove_member(scene: &Scene<'_>, spot: &Spot) -> Result<Step, Reason> {
    let (group, member) = (shown(spot)?, selected(spot)?);
    let command = DirectoryCommand::RemoveGroupMember(GroupMember { group, member });
    let leaving = Leaving {
        group,
        person: member,
        role: ResourceRole::Member,
    };
    leaving.ask(scene, command.into())
}

fn remove_owner(scene: &Scene<'_>, spot: &Spot) -> Result<Step, Reason> {
    let (group, person) = (shown(spot)?, selected(spot)?);
    let Principal::User(owner) = person else {
        return Err(Reason::new("no owner is selected"));
    };
    let command = DirectoryCommand::RemoveGroupOwner(GroupOwner { group, owner });
    let leaving = Leaving {
        group,
        person,
        role: ResourceRole::Owner,
    };
    leaving.ask(scene, command.into())
}

/// Somebody who is to be taken out of a group.
struct Leaving {
    group: GroupId,
    person: Principal,
    role: ResourceRole,
}

impl Leaving {
    /// Asks first; yes acknowledges that an assignment gives the role, which the question says.
    fn ask(&self, scene: &Scene<'_>, command: Command) -> Result<Step, Reason> {
        scene.allows(&command)?;
        let (who, group) = (scene.name(self.person), scene.name(self.group));
        let role = if self.role == ResourceRole::Owner {
            "owner"
        } else {
            "member"
        };
        let mut lines = vec![Phrase::plain(format!(
            "{who} will no longer be {role} of \"{group}\"."
        ))];
        let done: Safe = format!("{who} is no longer {role} of \"{group}\".").into();
        let given = self.packages(scene);
        for package in &given {
            let text = format!("\"{package}\" gives this; the assignment will not match any more.");
            lines.push(Phrase::signed(Tone::Warning, &text));
        }
        let then = if given.is_empty() {
            Step::Execute(Box::new(command), done)
        } else {
            let codes = vec!["ManagedByEntitlement".to_owned()];
            Step::Acknowledge(Box::new(command), codes, done)
        };
        let title = format!("Remove {role}?");
        let ask = Confirm::simple(title, lines, "Remove", then);
        Ok(Step::Ask(Box::new(ask)))
    }

    /// Names the packages whose assignments give the role.
    fn packages(&self, scene: &Scene<'_>) -> Vec<Safe> {
        let Principal::User(user) = self.person else {
            return Vec::new();
        };
        let assignments = given_by(scene.tenant(), Origin::Group(self.group), user, self.role);
        assignments.into_iter().map(|id| scene.name(id)).collect()
    }
}

pub(in crate::ui::screen) fn by_name(
    scene: &Scene<'_>,
    mut objects: Vec<ObjectRef>,
) -> Vec<ObjectRef> {
    let name = |object: &ObjectRef| NameKey::of(scene.tenant().name_of(*object).unwrap_or(""));
    objects.sort_by_cached_key(|object| (name(object), *object));
    objects
}

fn members(scene: &Scene<'_>, screen: Screen) -> Vec<ObjectRef> {
    if let Some(ObjectRef::Group(id)) = screen.object() {
        let members = scene.tenant().members(id).map(ObjectRef::from);
        by_name(scene, members.collect())
    } else {
        Vec::new()
    }
}

fn owners(scene: &Scene<'_>, screen: Screen) -> Vec<ObjectRef> {
    if let Some(ObjectRef::Group(id)) = screen.object() {
        let owners = scene.tenant().owners(id).map(ObjectRef::from);
        by_name(scene, owners.collect())
    } else {
        Vec::new()
    }
}

pub(in crate::ui::screen) fn heads() -> Vec<Head> {
    column::heads(COLUMNS)
}

pub(in crate::ui::screen) fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    let note = match principal(object) {
        Some(Principal::User(id)) => scene
            .tenant()
            .find_user(id)
            .map(|user| Safe::line(user.user_principal_name.as_str()))
            .unwrap_or_default(),
        Some(Principal::Group(id)) => counted(scene.tenant().members(id).count(), "member").into(),
        None => Safe::default(),
    };
    let row = Row {
        name: scene.name(object),
        kind: object.kind().word(),
        note,
    };
    column::cells(COLUMNS, &row)
}

pub(in crate::ui::screen) fn detail(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    match principal(object) {
        Some(Principal::User(_)) => user::lines(scene, object),
        Some(Principal::Group(_)) => group::lines(scene, object),
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::rehearsal::Rehearsal;

    fn staff() -> Rehearsal {
        let mut desk = Rehearsal::new(Screen::Groups);
        desk.press("n").type_text("Staff").press("Ctrl-S enter");
        desk
    }

    #[test]
    fn a_group_without_members_says_how_they_come() {
        staff()
            .expect("Nobody is in this group.")
            .press("x")
            .expect("nobody is selected");
    }

    #[test]
    fn a_member_is_added_through_a_picker_and_removed_after_a_question() {
        let mut desk = staff();
        desk.press("a enter")
            .type_text("admin")
            .press("enter Ctrl-S");
        desk.expect("Administrator is a member of \"Staff\" now.");
        desk.expect(">Administrator").expect("Members 1");
        desk.press("x")
            .expect("will no longer be member of")
            .press("y");
        desk.expect("Administrator is no longer member of \"Staff\".");
        desk.expect("Members 0");
    }

    #[test]
    fn whoever_is_an_owner_is_not_offered_again() {
        staff()
            .press("2 a enter")
            .expect("There is nothing to choose from.")
            .expect_no("Space add")
            .expect("Enter done");
    }
}
