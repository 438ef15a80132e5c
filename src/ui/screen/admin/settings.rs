//! The settings of entitlement management, said in words.

use crate::domain::settings::{ResourceRoleVisibility, Settings};
use crate::domain::time::Span;
use crate::ui::form::settings as form;
use crate::ui::keymap::{Binding, object};
use crate::ui::scene::Scene;
use crate::ui::screen::admin::delegates;
use crate::ui::screen::{Body, Page, Screen, Tabs};
use crate::ui::step::Step;
use crate::ui::view::DetailLine;

/// The settings of entitlement management.
pub const PAGE: Page = Page {
    name: "Settings",
    title: |_, _| "Settings".into(),
    parent: |_, _| None,
    bindings: BINDINGS,
    tabs,
    body: Body::Detail(|scene, _| lines(scene)),
};

const BINDINGS: &[Binding] = &[object::edit(|scene, _| {
    scene.allows(&form::untouched())?;
    Ok(Step::OpenForm(&form::EDIT, None))
})];

/// Returns the settings and those who may make catalogs.
pub(super) fn tabs(scene: &Scene<'_>, _: Screen) -> Tabs {
    let creators = delegates::count(scene, None);
    vec![
        ("Settings".into(), Screen::Settings),
        (
            format!("Catalog creators {creators}").into(),
            Screen::CatalogCreators,
        ),
    ]
}

/// Says what is set to those who may set it, and to others why it is not shown.
fn lines(scene: &Scene<'_>) -> Vec<DetailLine> {
    match scene.allows(&form::untouched()) {
        Ok(()) => {
            let settings = &scene.tenant().settings;
            let mut lines = guests(settings);
            lines.extend(others(settings));
            lines
        }
        Err(reason) => {
            let reason = reason.in_full();
            let says = format!("Settings are shown to those who may change them: {reason}");
            vec![DetailLine::text(&says)]
        }
    }
}

/// Says what becomes of guests.
fn guests(settings: &Settings) -> Vec<DetailLine> {
    let action = settings.external_user_lifecycle_action;
    vec![
        DetailLine::heading("Guests who lose their last access package"),
        DetailLine::fact("What happens", action.label()),
        DetailLine::fact("Sign-in", sign_in(settings)),
        DetailLine::fact("Account", account(settings)),
        DetailLine::Gap,
        DetailLine::text(
            "Only governed guests go: those whom a package brought in, and those marked governed. \
             Others stay whatever is set here.",
        ),
        DetailLine::text(
            "A change counts for guests who lose their last package from then on; \
             dates that are set already stay.",
        ),
    ]
}

/// Says what people see, and how long records are kept.
fn others(settings: &Settings) -> Vec<DetailLine> {
    let say = |on: bool, yes: &'static str, no: &'static str| if on { yes } else { no };
    let kept = |days: u32| Span::days(days).in_words();
    vec![
        DetailLine::Gap,
        DetailLine::heading("What people see"),
        DetailLine::fact("Resources", resources(settings.resource_role_visibility)),
        DetailLine::fact(
            "Approvers",
            say(
                settings.show_approver_details,
                "shown to requestors unless a stage hides them",
                "hidden from requestors unless a stage shows them",
            ),
        ),
        DetailLine::fact("Suggestions", say(settings.suggested_packages, "on", "off")),
        DetailLine::fact(
            "Specific",
            say(
                settings.show_specific_scope_to_all_members,
                "every member finds packages for specific users",
                "packages for specific users are found by those alone",
            ),
        ),
        DetailLine::fact(
            "Delegation",
            say(
                settings.approval_delegation,
                "approvers may hand their decisions over for a while",
                "approvers decide themselves",
            ),
        ),
        DetailLine::Gap,
        DetailLine::heading("Kept"),
        DetailLine::fact("Requests", kept(settings.request_retention_days)),
        DetailLine::fact("Audit log", kept(settings.audit_retention_days)),
    ]
}

/// Says who sees in My Access what a package gives.
const fn resources(seen_by: ResourceRoleVisibility) -> &'static str {
    match seen_by {
        ResourceRoleVisibility::None => "nobody sees what a package gives",
        ResourceRoleVisibility::Members => "members see what a package gives, guests do not",
        ResourceRoleVisibility::Everyone => "everyone sees what a package gives",
    }
}

/// Says whether a guest who has lost everything can still sign in.
fn sign_in(settings: &Settings) -> &'static str {
    match settings.farewell() {
        None => "stays possible",
        Some(farewell) if farewell.blocks => "blocked at once",
        Some(_) => "possible until the account is deleted",
    }
}

/// Says what becomes of the account of a guest who has lost everything.
fn account(settings: &Settings) -> String {
    let farewell = settings.farewell();
    match farewell.and_then(|farewell| farewell.deletes_after) {
        None => "stays".to_owned(),
        Some(Span::ZERO) => "deleted at once; it can be restored for 30 days".to_owned(),
        Some(wait) => format!(
            "deleted after {}; it can then be restored for 30 days",
            wait.in_words()
        ),
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::id::Person;
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    #[test]
    fn what_is_set_is_said_in_words() {
        let mut desk = Rehearsal::new(Screen::Home);
        desk.press("g s").expect("Block sign-in, then delete");
        desk.expect("blocked at once").expect("after 30 days");
    }

    #[test]
    fn a_screen_about_no_object_says_so_where_one_would_be_copied() {
        let mut desk = Rehearsal::new(Screen::Settings);
        for keys in ["y i", "T y n"] {
            desk.press(keys).expect("this screen is about no object.");
            desk.expect_no("nothing is selected");
        }
    }

    #[test]
    fn an_edit_is_said_at_once_and_sends_only_what_differs() {
        let mut desk = Rehearsal::new(Screen::Settings);
        desk.press("e tab Ctrl-U").type_text("0");
        desk.press("tab space Ctrl-S").expect("Saved.");
        desk.expect("deleted at once");
        desk.expect("possible until the account is deleted");
        desk.press("e Ctrl-S").expect("NothingToChange");
    }

    #[test]
    fn what_people_see_and_how_long_records_are_kept_is_set_here_too() {
        let mut desk = Rehearsal::new(Screen::Settings);
        desk.press("e tab tab tab space tab space tab space tab tab tab Ctrl-U");
        desk.type_text("10")
            .press("Ctrl-S down down down down down down");
        desk.press("down down down down");
        desk.expect("shown to requestors unless a stage hides them");
        desk.expect("10 days");
    }

    #[test]
    fn fields_about_the_deletion_are_greyed_while_nothing_is_deleted() {
        let mut desk = Rehearsal::new(Screen::Settings);
        desk.press("e space").expect("(o) Nothing");
        desk.expect("choose to delete the guest")
            .press("Ctrl-S")
            .expect("Saved.")
            .expect("stays possible");
    }

    #[test]
    fn who_may_not_change_the_settings_reads_why() {
        let mut made = Furnished::new();
        made.desk.persona = Person::User(made.requestor);
        made.at(Screen::Settings)
            .expect("shown to those who may change them")
            .expect_no("What happens");
        made.desk.press("e").expect("Not possible (edit)");
    }
}
