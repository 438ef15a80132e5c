//! The rows of pickers that choose people and groups, and the way back from what was picked.
//!
//! Rows are found for what is typed, since a directory may hold very many people.

use crate::domain::id::{GroupId, ObjectKind, ObjectRef, Principal, UserId};
use crate::domain::subject::{Unfit, User, UserType};
use crate::domain::text::counting::counted;
use crate::domain::text::{NameKey, Safe};
use crate::ui::form::{Pick, Shows, Sought};
use crate::ui::modal::Reading;
use crate::ui::scene::Scene;
use crate::ui::search;
use crate::ui::view::{DetailLine, Phrase};

/// What people are picked for, which decides who of them cannot serve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Being somewhere or having something, of which nothing keeps an account.
    Belonging,
    /// Acting under the name, or being given access.
    Acting,
    /// Deciding on what others ask for or have.
    Deciding,
}

impl Part {
    /// Returns why an account cannot serve, if it cannot.
    fn unfit(self, user: &User) -> Option<Unfit> {
        match self {
            Self::Belonging => None,
            Self::Acting => user.inactive(),
            Self::Deciding => user.unfit_to_decide(),
        }
    }
}

/// Finds live users for what was typed, those that `keep` lets pass.
pub fn users(
    scene: &Scene<'_>,
    sought: Sought<'_>,
    part: Part,
    keep: impl Fn(UserId) -> bool,
) -> Vec<Pick> {
    found(
        scene,
        (&[ObjectKind::User], sought.typed),
        part,
        |principal| matches!(principal, Principal::User(id) if keep(id)),
    )
}

/// Finds live users and groups for what was typed, those that `keep` lets pass.
pub fn principals(
    scene: &Scene<'_>,
    sought: Sought<'_>,
    part: Part,
    keep: impl Fn(Principal) -> bool,
) -> Vec<Pick> {
    let kinds: &[ObjectKind] = match sought.shows {
        Shows::Users => &[ObjectKind::User],
        Shows::Groups => &[ObjectKind::Group],
        Shows::Both => &[ObjectKind::User, ObjectKind::Group],
    };
    found(scene, (kinds, sought.typed), part, keep)
}

fn found(
    scene: &Scene<'_>,
    (kinds, typed): (&[ObjectKind], &str),
    part: Part,
    keep: impl Fn(Principal) -> bool,
) -> Vec<Pick> {
    let objects = search::by_text(scene, kinds, typed, |object| {
        principal(object).is_some_and(&keep)
    });
    let principals = objects.into_iter().filter_map(principal);
    principals
        .map(|one| by_department(scene, one, typed, pick(scene, part, one)))
        .collect()
}

/// Names the department where that is what somebody is found by.
fn by_department(scene: &Scene<'_>, principal: Principal, typed: &str, pick: Pick) -> Pick {
    let Principal::User(user) = principal else {
        return pick;
    };
    let found = scene.tenant().find_user(user);
    let department = found.and_then(search::department);
    let department = department.filter(|_| !typed.is_empty());
    let holds = |text: &str| search::has_words(text, typed);
    match department {
        Some(department)
            if holds(department) && !holds(pick.label.as_str()) && !holds(pick.aside.as_str()) =>
        {
            let aside = format!("{department}, {}", pick.aside);
            pick.aside(Safe::line(&aside))
        }
        Some(_) | None => pick,
    }
}

/// Makes the picked row of a user or group who has a part in something.
pub fn pick(scene: &Scene<'_>, part: Part, principal: Principal) -> Pick {
    let label = scene.name(principal.object());
    let pick = Pick::new(String::from(principal), label);
    match principal {
        Principal::User(id) => {
            let address = scene.tenant().find_user(id).map(|user| {
                let address = user.user_principal_name.to_string();
                Safe::line(&address)
            });
            marked(scene, part, id, pick.aside(address.unwrap_or_default()))
        }
        Principal::Group(id) => {
            let members = scene.tenant().members(id).count();
            pick.aside(counted(members, "direct member")).note("group")
        }
    }
}

/// Says of the row of an account what it is, and why it cannot serve where it cannot.
pub fn marked(scene: &Scene<'_>, part: Part, user: UserId, pick: Pick) -> Pick {
    let Some(user) = scene.tenant().find_user(user) else {
        return pick;
    };
    let kind = if user.user_type == UserType::Guest {
        "guest"
    } else {
        "user"
    };
    let pick = pick.note(kind);
    match part.unfit(user) {
        Some(unfit) => pick.unfit(unfit.label()),
        None => pick,
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
    use crate::domain::id::PackageId;
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    /// Somebody chooses the approvers of a package that is at hand.
    fn approvers(made: &mut Furnished, package: PackageId) -> &mut Rehearsal {
        made.at(Screen::PackagePolicies(package));
        made.desk.press("e tab tab tab tab tab tab tab");
        made.desk.press("enter").expect("approvers (1 chosen)");
        &mut made.desk
    }

    fn person(name: &str, department: &str, enabled: bool) -> serde_json::Value {
        let mailbox = name.replace(' ', ".");
        let address = format!("{mailbox}@woodgrovebank.onmicrosoft.com").to_lowercase();
        serde_json::json!({"do": "createUser", "with": {
            "displayName": name, "userPrincipalName": address, "mail": address,
            "department": department, "accountEnabled": enabled}})
    }

    #[test]
    fn who_cannot_decide_is_marked_with_the_reason_where_deciders_are_chosen() {
        let mut made = Furnished::new();
        made.make(&person("Lena", "Law", false));
        let package = made.package();
        let desk = approvers(&mut made, package);
        desk.expect("[x] Approver").expect("Manager as approver");
        desk.type_text("lena").expect("! disabled  user");
        let mut made = Furnished::new();
        made.make(&person("Lena", "Law", false));
        let group = made.make(&serde_json::json!({"do": "createGroup", "with": {
            "displayName": "Readers"}}));
        let group = crate::domain::id::GroupId::new(group.guid());
        made.at(Screen::GroupMembers(group)).press("a enter");
        made.desk.type_text("lena").expect("lena@woodgrovebank");
        made.desk.expect_no("! disabled");
    }

    #[test]
    fn somebody_whose_name_begins_as_typed_comes_before_roles_that_hold_the_word() {
        let mut made = Furnished::new();
        made.make(&person("Sponsor Desk", "Law", true));
        let package = made.package();
        let desk = approvers(&mut made, package);
        desk.type_text("sponsor").expect(">[ ] Sponsor Desk");
        desk.expect("Internal sponsor as").press("Ctrl-U");
        desk.type_text("manager").expect(">[ ] Manager as approver");
    }

    #[test]
    fn tab_shows_users_or_groups_alone_where_a_list_holds_both() {
        let mut made = Furnished::new();
        let package = made.package();
        let desk = approvers(&mut made, package);
        desk.expect("users   groups  [both]").expect("Tab kind");
        desk.press("tab").expect("[users]").expect_no("Test group");
        desk.press("tab").expect("[groups]").expect("Test group");
        desk.expect_no("Requestor  ").expect("[x] Approver");
        desk.press("tab").expect("Requestor").expect("Test group");
    }

    #[test]
    fn space_chooses_until_something_is_typed_and_again_once_rows_are_gone_through() {
        let mut made = Furnished::new();
        let package = made.package();
        let desk = approvers(&mut made, package);
        desk.expect(">[x] Approver").expect("Space take away");
        desk.expect("Enter done").press("down");
        desk.expect("Space add")
            .press("up")
            .type_text("test")
            .press("space")
            .type_text("gr");
        desk.expect("> test gr").expect("(1 chosen)");
        desk.press("up space").expect("(2 chosen)");
        desk.press("Alt-Enter").expect("(1 chosen)");
    }

    #[test]
    fn who_is_chosen_stays_in_view_behind_what_somebody_else_is_typed_for() {
        let mut made = Furnished::new();
        let package = made.package();
        let desk = approvers(&mut made, package);
        desk.type_text("test gr").expect(">[ ] Test group");
        desk.expect("[x] Approver").press("down space");
        desk.expect("(0 chosen)").press("backspace");
        desk.expect_no("Approver  ").press("space");
        desk.type_text("zzz").expect("No match.");
    }

    #[test]
    fn people_are_found_by_department_identifier_and_strewn_letters() {
        let mut made = Furnished::new();
        let lena = made.make(&person("Lena", "Law and order", true));
        let id = lena.guid().to_string();
        let package = made.package();
        let desk = approvers(&mut made, package);
        desk.type_text("order").expect("Law and order, lena@");
        desk.press("Ctrl-U").type_text(&id).expect("Lena");
        desk.press("Ctrl-U").type_text("lna").expect("Lena");
        desk.press("Ctrl-U").type_text("zzz").expect("No match.");
    }

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
