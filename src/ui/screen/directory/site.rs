//! One site: what there is to know about it.

use crate::domain::id::{ObjectRef, Origin};
use crate::domain::site::Site;
use crate::domain::text::Safe;
use crate::ui::scene::Scene;
use crate::ui::screen::directory::{sites, some_names, usage};
use crate::ui::screen::{Body, Page, Screen, no_tabs};
use crate::ui::view::DetailLine;

/// What there is to know about a site.
pub const PAGE: Page = Page {
    name: "Site",
    title: |scene, screen| {
        screen
            .object()
            .map(|object| scene.name(object))
            .unwrap_or_default()
    },
    parent: |_, _| Some(Screen::Sites),
    bindings: &[sites::EDIT, sites::DELETE],
    tabs: no_tabs,
    body: Body::Detail(|scene, screen| {
        screen
            .object()
            .map(|object| lines(scene, object))
            .unwrap_or_default()
    }),
};

/// Finds a site behind a reference.
pub(super) fn find<'a>(scene: &Scene<'a>, object: ObjectRef) -> Option<&'a Site> {
    if let ObjectRef::Site(id) = object {
        scene.tenant().find_site(id)
    } else {
        None
    }
}

/// Names the geographic environment in which a site lies.
pub fn environment(site: &Site) -> DetailLine {
    DetailLine::fact("Environment", Safe::line(site.url.environment().as_str()))
}

/// Says what there is to know about a site.
pub(super) fn lines(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    let Some(site) = find(scene, object) else {
        return vec![DetailLine::text("This site has been deleted.")];
    };
    let owners = site.owners.iter().map(|owner| scene.name(*owner));
    let mut lines = vec![
        DetailLine::fact("Address", Safe::line(site.url.as_str())),
        environment(site),
        DetailLine::fact("Owners", some_names(owners)),
        DetailLine::heading("Roles"),
    ];
    lines.extend(site.roles.iter().map(|role| {
        let (name, number) = (role.display_name.as_str(), role.origin_id);
        DetailLine::bullet(Safe::line(&format!("{name} ({number})")))
    }));
    if site.roles.is_empty() {
        lines.push(DetailLine::text("None; packages cannot give it."));
    }
    lines.extend(usage(scene, Origin::Site(site.id)));
    lines.extend([
        DetailLine::Gap,
        DetailLine::fact("Created", scene.calendar.instant(site.created_date_time)),
        DetailLine::fact("Id", site.id.guid().to_string()),
    ]);
    lines
}
