//! One connected organization: how its people are recognized, and who lists it.

use crate::domain::decide::organization::in_words;
use crate::domain::id::{ConnectedOrganizationId, ObjectRef};
use crate::domain::index::Admitted;
use crate::domain::organization::{
    ConnectedOrganization, IdentitySource, OrganizationState, SponsorKind,
};
use crate::domain::text::{DomainName, Safe};
use crate::ui::scene::Scene;
use crate::ui::screen::admin::organizations;
use crate::ui::screen::{Body, Page, Screen, Tabs};
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Phrase};
use crate::ui::wording;

pub mod sponsors;

/// What there is to know about an organization.
pub const PAGE: Page = Page {
    name: "Connected organization",
    title,
    parent: |_, _| Some(Screen::Organizations),
    bindings: &[organizations::EDIT, organizations::DELETE],
    tabs,
    body: Body::Detail(|scene, screen| {
        screen
            .object()
            .map(|object| lines(scene, object))
            .unwrap_or_default()
    }),
};

/// Returns the name of the organization that a screen is about.
fn title(scene: &Scene<'_>, screen: Screen) -> Safe {
    screen
        .object()
        .map(|object| scene.name(object))
        .unwrap_or_default()
}

/// Returns the faces of the organization that a screen is about.
fn tabs(scene: &Scene<'_>, screen: Screen) -> Tabs {
    let Some(id) = of(screen) else {
        return Tabs::new();
    };
    let found = scene.tenant().find_organization(id);
    let sponsors = SponsorKind::ALL.iter().map(|kind| {
        let count = found.map_or(0, |found| found.sponsors(*kind).len());
        let title = format!("{}s {count}", kind.label());
        (title.into(), sponsors::screen(id, *kind))
    });
    let overview = ("Overview".into(), Screen::Organization(id));
    [overview].into_iter().chain(sponsors).collect()
}

/// Returns the organization that a screen is about.
fn of(screen: Screen) -> Option<ConnectedOrganizationId> {
    if let Some(ObjectRef::ConnectedOrganization(id)) = screen.object() {
        Some(id)
    } else {
        None
    }
}

/// Finds an organization behind a reference.
pub(super) fn find<'a>(scene: &Scene<'a>, object: ObjectRef) -> Option<&'a ConnectedOrganization> {
    if let ObjectRef::ConnectedOrganization(id) = object {
        scene.tenant().find_organization(id)
    } else {
        None
    }
}

/// Says whether an administrator set the organization up.
pub(super) fn state(state: OrganizationState) -> Phrase {
    match state {
        OrganizationState::Configured => Phrase::plain(state.label()),
        OrganizationState::Proposed => Phrase::signed(Tone::Pending, state.label()),
    }
}

/// Names how the people of an organization are recognized.
pub(super) fn sources(scene: &Scene<'_>, organization: &ConnectedOrganization) -> Safe {
    let sources = organization.identity_sources.iter();
    let names: Vec<String> = sources
        .map(|source| in_words(scene.tenant(), source))
        .collect();
    Safe::line(&names.join(", "))
}

/// Says how people are recognized by a source, and where they sign in.
fn recognition(scene: &Scene<'_>, source: &IdentitySource) -> Safe {
    let name = in_words(scene.tenant(), source);
    let directory = if let IdentitySource::AzureActiveDirectoryTenant { tenant_id, .. } = source {
        scene.tenant().find_directory(*tenant_id)
    } else {
        None
    };
    let domain = source
        .domain()
        .or_else(|| directory.map(|directory| &directory.initial_domain));
    match domain.map(DomainName::as_str) {
        Some(domain) if domain != name => {
            Safe::line(&format!("{name}, {domain} ({})", source.kind()))
        }
        Some(_) | None => Safe::line(&format!("{name} ({})", source.kind())),
    }
}

/// Says what there is to know about an organization.
pub(super) fn lines(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    let Some(found) = find(scene, object) else {
        return vec![DetailLine::text("This organization has been deleted.")];
    };
    let mut lines = Vec::new();
    if !found.description.as_str().is_empty() {
        lines.push(DetailLine::text(found.description.as_str()));
        lines.push(DetailLine::Gap);
    }
    lines.push(DetailLine::Fact("State".into(), state(found.state)));
    if found.state == OrganizationState::Proposed {
        let text = "Policies for all configured organizations pass it by until e makes it one.";
        lines.push(DetailLine::text(text));
    }
    lines.push(DetailLine::heading("People are recognized by"));
    let recognized = found.identity_sources.iter();
    lines.extend(recognized.map(|source| DetailLine::bullet(recognition(scene, source))));
    lines.push(DetailLine::heading("Listed by"));
    let policies = &scene.tenant().index.policies_for;
    let listing: Vec<DetailLine> = policies
        .of(Admitted::Organization(found.id))
        .map(|policy| {
            let policy = wording::policy_of(scene, *policy);
            DetailLine::bullet(format!("policy {policy}"))
        })
        .collect();
    if listing.is_empty() {
        lines.push(DetailLine::text("No policy names it."));
    }
    lines.extend(listing);
    lines.extend([
        DetailLine::Gap,
        DetailLine::fact("Created", scene.calendar.instant(found.created_date_time)),
        DetailLine::fact("Edited", scene.calendar.instant(found.modified_date_time)),
        DetailLine::fact("Id", found.id.guid().to_string()),
    ]);
    lines
}
