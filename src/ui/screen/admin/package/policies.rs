//! The policies of a package.

use crate::domain::id::{ObjectRef, PolicyId};
use crate::ui::action::Action;
use crate::ui::column::{self, Column};
use crate::ui::form::policy as form;
use crate::ui::keymap::{Binding, Chord, Shown, Spot};
use crate::ui::modal::Confirm;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::admin::package::{of, shown, tabs, title};
use crate::ui::screen::admin::policy::row::{self, Row};
use crate::ui::screen::admin::{policy, seen};
use crate::ui::screen::{Body, ListPage, Page, Screen};
use crate::ui::step::Step;
use crate::ui::view::Phrase;

/// The policies of a package.
pub const PAGE: Page = Page {
    name: "Policies",
    title,
    parent: |_, _| Some(Screen::Packages),
    bindings: BINDINGS,
    tabs,
    body: Body::List(ListPage {
        objects,
        heads: || column::heads(COLUMNS),
        cells,
        detail: policy::lines,
        overview: None,
        empty: &[
            "No policy{ that you may know of} yet.",
            "Without a policy nobody can get this package, not even from you.",
            "`n` makes a policy.",
        ],
    }),
};

const COLUMNS: &[Column<Row>] = &[
    row::NAME,
    row::ENABLED,
    row::SCOPE,
    row::STAGES,
    row::APPROVERS,
    row::EXPIRES,
    row::REVIEWED,
    row::ACTIVE,
];

const BINDINGS: &[Binding] = &[
    Binding {
        keys: &[Chord::char('n')],
        action: Action::New,
        label: "new",
        shown: Shown::Footer,
        step: |scene, spot| {
            let package = shown(spot)?;
            scene.allows(&form::blank(package))?;
            Ok(Step::OpenForm(&form::CREATE, Some(package.into())))
        },
    },
    EDIT,
    DELETE,
];

/// Edits the selected policy.
pub(in crate::ui::screen) const EDIT: Binding = Binding {
    keys: &[Chord::char('e')],
    action: Action::Edit,
    label: "edit",
    shown: Shown::Footer,
    step: |scene, spot| {
        let policy = selected(spot)?;
        scene.allows(&form::untouched(policy))?;
        Ok(Step::OpenForm(&form::EDIT, Some(policy.into())))
    },
};

/// Deletes the selected policy.
pub(in crate::ui::screen) const DELETE: Binding = Binding {
    keys: &[Chord::char('d')],
    action: Action::Delete,
    label: "delete",
    shown: Shown::Footer,
    step: |scene, spot| delete(scene, selected(spot)?),
};

fn selected(spot: &Spot) -> Result<PolicyId, Reason> {
    if let Some(ObjectRef::Policy(id)) = spot.selected {
        Ok(id)
    } else {
        Err(Reason::new("no policy is selected"))
    }
}

/// Asks before deleting a policy.
fn delete(scene: &Scene<'_>, policy: PolicyId) -> Result<Step, Reason> {
    let command = form::deletion(policy);
    scene.allows(&command)?;
    let name = scene.name(policy);
    let open = scene.tenant().index.open_under.count(&policy);
    let lines = vec![
        Phrase::plain(format!("Policy \"{name}\" will be deleted.")),
        Phrase::plain(format!("Open requests canceled: {open}")),
    ];
    let done = format!("Policy \"{name}\" was deleted. The package stays as it is.");
    Ok(Confirm::before(
        command,
        ("Delete policy?", "Delete"),
        lines,
        done,
    ))
}

fn objects(scene: &Scene<'_>, screen: Screen) -> Vec<ObjectRef> {
    let Some(package) = of(screen) else {
        return Vec::new();
    };
    let policies = scene.policies_of(package).into_iter();
    seen(scene, policies.map(ObjectRef::from))
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    row::row(scene, object).map_or_else(Vec::new, |row| column::cells(COLUMNS, &row))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    #[test]
    fn a_policy_is_listed_with_what_it_says() {
        let mut made = Furnished::new();
        let package = made.package();
        made.at(Screen::PackagePolicies(package))
            .expect(">Initial policy")
            .expect("Specific user");
        made.desk.press("tab").expect("Stage 1: Approver");
    }

    #[test]
    fn policies_stand_in_the_order_of_their_names_in_the_tab_and_in_the_form_that_assigns() {
        let mut made = Furnished::new();
        let package = made.package();
        for name in ["Zealots", "Apprentices"] {
            made.make(&json!({"do": "createPolicy", "with": {
                "accessPackage": package, "displayName": name,
                "allowedTargetScope": "allMemberUsers"}}));
        }
        made.at(Screen::PackagePolicies(package));
        for name in ["Apprentices", "Initial policy", "Zealots"] {
            made.desk.expect(&format!(">{name}")).press("down");
        }
        made.at(Screen::PackageAssignments(package)).press("a");
        made.desk
            .expect("Apprentices  ( ) Initial policy  ( ) Zealots");
    }

    #[test]
    fn the_form_that_edits_a_policy_has_its_values_and_saves_only_changes() {
        let mut made = Furnished::new();
        let package = made.package();
        made.at(Screen::PackagePolicies(package)).press("e");
        made.desk.expect("Initial policy").expect("Requestor");
        made.desk.press("Ctrl-U").type_text("Field staff");
        made.desk.press("Ctrl-S").expect(">Field staff");
    }

    #[test]
    fn a_policy_that_assigns_by_a_rule_says_so_and_an_edit_keeps_what_the_form_does_not_show() {
        let mut made = Furnished::new();
        let package = made.package();
        made.automate(package);
        let rule = |made: &Furnished| {
            let mut policies = made.desk.desk.tenant.policies.iter();
            policies.find_map(|policy| policy.terms.automatic.clone())
        };
        let before = rule(&made);
        made.at(Screen::PackagePolicies(package)).press("tab");
        made.desk.expect("Automatic").expect("user.department -eq");
        made.desk.press("pagedown").expect("Grace period");
        made.at(Screen::PackagePolicies(package)).press("e");
        made.desk.expect("user.department -eq");
        made.desk.press("Ctrl-U").type_text("All sellers");
        made.desk.press("Ctrl-S").expect(">All sellers");
        assert!(before.is_some());
        assert_eq!(rule(&made), before);
    }

    #[test]
    fn a_policy_is_deleted_and_the_empty_list_says_what_that_means() {
        let mut made = Furnished::new();
        let package = made.package();
        made.at(Screen::PackagePolicies(package)).press("d y");
        made.desk.expect("not even from you");
    }
}
