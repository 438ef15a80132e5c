//! What a package gives: roles on resources of its catalog.

use crate::domain::authority::sees_contents;
use crate::domain::command::PackageRole;
use crate::domain::id::ObjectRef;
use crate::domain::package::AccessPackage;
use crate::domain::resource::{Origin, ResourceRole, RoleScope};
use crate::domain::tenant::Tenant;
use crate::ui::action::Action;
use crate::ui::form::role as form;
use crate::ui::keymap::{Binding, Chord, Shown, Spot};
use crate::ui::modal::Confirm;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::admin::package::{find, shown, tabs, title};
use crate::ui::screen::{Body, Page, Screen};
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Phrase};
use crate::ui::wording;

/// What a package gives.
pub const PAGE: Page = Page {
    name: "Resource roles",
    title,
    parent: |_, _| Some(Screen::Packages),
    bindings: BINDINGS,
    tabs,
    body: Body::Detail(|scene, screen| {
        screen
            .object()
            .map(|object| lines(scene, object))
            .unwrap_or_default()
    }),
};

const BINDINGS: &[Binding] = &[
    Binding {
        keys: &[Chord::char('a')],
        action: Action::Add,
        label: "add",
        shown: Shown::Footer,
        step: |scene, spot| {
            let package = shown(spot)?;
            scene.allows(&form::blank(package))?;
            Ok(Step::OpenForm(&form::ADD, Some(package.into())))
        },
    },
    Binding {
        keys: &[Chord::char('x')],
        action: Action::Remove,
        label: "remove",
        shown: Shown::Footer,
        step: remove,
    },
    Binding {
        keys: &[Chord::char('e')],
        action: Action::Edit,
        label: "replace",
        shown: Shown::Footer,
        step: |scene, spot| {
            let package = shown(spot)?;
            scene.allows(&form::blank(package))?;
            Ok(Step::OpenForm(&form::REPLACE, Some(package.into())))
        },
    },
];

/// Asks before taking the only role out of a package, or which of several is meant.
fn remove(scene: &Scene<'_>, spot: &Spot) -> Result<Step, Reason> {
    let id = shown(spot)?;
    let package = find(scene, id.into()).ok_or_else(|| Reason::new("the package is gone"))?;
    let Some(scope) = package.resource_roles.first() else {
        return Err(Reason::new("the package gives no role"));
    };
    let command = form::removal(PackageRole {
        access_package: id,
        resource: scope.resource,
        role: scope.role,
    });
    scene.allows(&command)?;
    if package.resource_roles.len() > 1 {
        return Ok(Step::OpenForm(&form::REMOVE, Some(id.into())));
    }
    let given = named(scene, scope);
    let active = scene.tenant().index.active_to.count(&id);
    let lines = vec![
        Phrase::plain(format!("The package no longer gives \"{given}\".")),
        Phrase::plain(format!("People who lose it at once: {active}")),
    ];
    let done = format!("The package no longer gives \"{given}\". Assignments stay.");
    Ok(Confirm::before(
        command,
        ("Remove resource role?", "Remove"),
        lines,
        done,
    ))
}

fn lines(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    let Some(package) = find(scene, object) else {
        return vec![DetailLine::text("This package has been deleted.")];
    };
    if !sees_contents(scene.tenant(), scene.persona, package.id) {
        return vec![DetailLine::text("The directory does not show that.")];
    }
    if package.resource_roles.is_empty() {
        let catalog = scene.name(package.catalog);
        return vec![
            DetailLine::text("This package gives nothing yet."),
            DetailLine::text(&format!("a adds a role of a resource in \"{catalog}\".")),
        ];
    }
    given(scene, package)
}

fn given(scene: &Scene<'_>, package: &AccessPackage) -> Vec<DetailLine> {
    let tenant = scene.tenant();
    let roles = package.resource_roles.iter();
    let mut lines = vec![DetailLine::heading("Whoever holds the package gets")];
    lines.extend(roles.map(|scope| {
        let text = named(scene, scope);
        let resource = tenant.find_resource(scope.resource);
        let origin = resource.map(|resource| resource.origin);
        let problem = origin.and_then(|origin| problem(tenant, origin, scope.role));
        DetailLine::Bullet(match problem {
            None => Phrase::plain(text),
            Some(problem) => Phrase::signed(Tone::Warning, &format!("{text}: {problem}")),
        })
    }));
    lines
}

fn named(scene: &Scene<'_>, scope: &RoleScope) -> String {
    wording::role(scene, scope.resource, scope.role)
}

/// Says why a role that the package gives reaches nobody new.
fn problem(tenant: &Tenant, origin: Origin, role: ResourceRole) -> Option<&'static str> {
    if !tenant.is_there(origin) {
        return Some("it has been deleted in the directory");
    }
    let mut offered = tenant.roles_offered(origin).into_iter();
    match offered.find(|offered| offered.role == role) {
        None => Some("it offers the role no longer"),
        Some(offered) => offered.barred,
    }
}

#[cfg(test)]
mod tests {
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    #[test]
    fn a_role_is_added_and_a_role_among_several_is_chosen_to_be_removed() {
        let mut made = Furnished::new();
        let package = made.package();
        made.at(Screen::PackageRoles(package))
            .expect("Test group as Member");
        made.desk.press("a enter").type_text("owner");
        made.desk
            .press("enter Ctrl-S")
            .expect("Test group as Owner");
        made.desk.press("x").expect("Remove a resource role from");
    }

    #[test]
    fn removing_the_only_role_asks_and_then_a_removal_is_greyed() {
        let mut made = Furnished::new();
        let package = made.package();
        made.at(Screen::PackageRoles(package)).press("x y");
        made.desk.expect("This package gives nothing yet.");
        made.desk.press("x").expect("the package gives no role");
    }

    #[test]
    fn seeing_all_adds_a_group_to_the_catalog_together_with_its_role() {
        let mut made = Furnished::new();
        let package = made.package();
        made.make(&serde_json::json!({"do": "createGroup", "with": {"displayName": "Outside"}}));
        made.at(Screen::PackageRoles(package)).press("a enter");
        made.desk
            .type_text("outside")
            .expect("No match")
            .press("esc esc");
        made.desk.press("tab space Shift-Tab enter");
        made.desk
            .type_text("outside as member")
            .press("enter Ctrl-S");
        made.desk.expect("The package gives Outside as Member now.");
        let resources = made
            .desk
            .desk
            .tenant
            .index
            .resources_of
            .count(&made.catalog);
        assert_eq!(resources, 2);
    }
}
