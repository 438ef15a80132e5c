//! One application: what there is to know about it.

use crate::domain::application::{AppRole, Application};
use crate::domain::id::{ObjectRef, Origin};
use crate::domain::text::{Attribute, Safe};
use crate::ui::scene::Scene;
use crate::ui::screen::directory::{applications, offered, some_names, usage};
use crate::ui::screen::{Body, Page, Screen, no_tabs};
use crate::ui::view::DetailLine;

/// What there is to know about an application.
pub const PAGE: Page = Page {
    name: "Application",
    title: |scene, screen| {
        screen
            .object()
            .map(|object| scene.name(object))
            .unwrap_or_default()
    },
    parent: |_, _| Some(Screen::Applications),
    bindings: &[applications::EDIT, applications::DELETE],
    tabs: no_tabs,
    body: Body::Detail(|scene, screen| {
        screen
            .object()
            .map(|object| lines(scene, object))
            .unwrap_or_default()
    }),
};

/// Finds an application behind a reference.
pub(super) fn find<'a>(scene: &Scene<'a>, object: ObjectRef) -> Option<&'a Application> {
    if let ObjectRef::Application(id) = object {
        scene.tenant().find_application(id)
    } else {
        None
    }
}

/// Says what there is to know about an application.
pub(super) fn lines(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    let Some(application) = find(scene, object) else {
        return vec![DetailLine::text("This application has been deleted.")];
    };
    let owners = application.owners.iter().map(|owner| scene.name(*owner));
    let mut lines = vec![
        DetailLine::fact("Owners", some_names(owners)),
        DetailLine::fact("Signs in", application.sign_in_audience.label()),
    ];
    if let Some(part) = application.well_known {
        lines.push(DetailLine::fact("Is", part.label()));
    }
    let origin = Origin::Application(application.id);
    if let Some(reason) = scene.tenant().barred_from_catalogs(origin) {
        lines.push(DetailLine::text(&format!(
            "No catalog can hold it: {reason}."
        )));
    }
    lines.extend(roles(scene, application));
    lines.extend(usage(scene, origin));
    lines.extend([
        DetailLine::Gap,
        DetailLine::fact("Application ID", Safe::line(application.app_id.as_str())),
        DetailLine::fact(
            "Created",
            scene.calendar.instant(application.created_date_time),
        ),
        DetailLine::fact("Id", application.id.guid().to_string()),
    ]);
    lines
}

/// Lists the roles with what is known of each; without any, the access that everybody gets.
fn roles(scene: &Scene<'_>, application: &Application) -> Vec<DetailLine> {
    if application.app_roles.is_empty() {
        return offered(scene, Origin::Application(application.id));
    }
    let mut lines = vec![DetailLine::heading("Roles")];
    let bullets = application.app_roles.iter().map(in_words);
    lines.extend(bullets.map(DetailLine::bullet));
    lines
}

fn in_words(role: &AppRole) -> Safe {
    let value = role.value.as_ref().map(Attribute::as_str);
    let value = value.map(|value| format!(" ({value})")).unwrap_or_default();
    let description = match role.description.as_str() {
        "" => String::new(),
        text => format!(": {text}"),
    };
    let only = if role.is_for_people() {
        ""
    } else {
        "; for applications only"
    };
    let off = if role.is_enabled {
        ""
    } else {
        "; switched off"
    };
    Safe::line(&format!(
        "{}{value}{description}{only}{off}",
        role.display_name.as_str()
    ))
}
