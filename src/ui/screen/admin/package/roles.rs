//! What a package gives: roles on resources of its catalog.

use crate::domain::command::PackageRole;
use crate::domain::id::ObjectRef;
use crate::domain::package::AccessPackage;
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
    let given = format!("{}, {}", scene.name(scope.resource), scope.role.label());
    let active = scene.tenant().index.active_to.count(&id);
    let lines = vec![
        Phrase::plain(format!("The package no longer gives \"{given}\".")),
        Phrase::plain(format!("People who lose it at once: {active}")),
    ];
    let done = format!("The package no longer gives \"{given}\". Assignments stay.");
    let then = Step::Execute(Box::new(command), done.into());
    let ask = Confirm::simple("Remove resource role?", lines, "Remove", then);
    Ok(Step::Ask(Box::new(ask)))
}

fn lines(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    let Some(package) = find(scene, object) else {
        return vec![DetailLine::text("This package has been deleted.")];
    };
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
        let text = format!("{}, {}", scene.name(scope.resource), scope.role.label());
        let origin = tenant.find_resource(scope.resource);
        let there = origin.is_some_and(|found| match found.origin {
            crate::domain::resource::Origin::Group(group) => {
                tenant.find_live_group(group).is_some()
            }
        });
        DetailLine::Bullet(if there {
            Phrase::plain(text)
        } else {
            Phrase::signed(
                Tone::Warning,
                &format!("{text}: the group has been deleted"),
            )
        })
    }));
    lines
}
