//! Who vouches for the people of an organization: members of this directory, or guests from there.

use crate::domain::command::{Command, OrganizationCommand, Sponsor};
use crate::domain::id::{ConnectedOrganizationId, ObjectRef, Principal};
use crate::domain::organization::SponsorKind;
use crate::domain::text::Safe;
use crate::ui::action::Action;
use crate::ui::form::{FormTable, connected_organization as form};
use crate::ui::keymap::{Binding, Chord, Shown, Spot};
use crate::ui::modal::Confirm;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::admin::organization::{find, of, tabs};
use crate::ui::screen::directory::group_people;
use crate::ui::screen::{Body, ListPage, Page, Screen};
use crate::ui::step::Step;
use crate::ui::view::Phrase;

/// The internal sponsors of an organization.
pub const INTERNAL: Page = page(
    "Internal sponsors",
    &[
        "Nobody of this directory vouches for these people.",
        "A policy may ask internal sponsors for their approval.",
        "a adds a member of this directory or a group.",
    ],
);

/// The external sponsors of an organization.
pub const EXTERNAL: Page = page(
    "External sponsors",
    &[
        "Nobody of the organization vouches for these people.",
        "A policy may ask external sponsors for their approval.",
        "a adds a guest from there or a group of guests.",
    ],
);

const fn page(name: &'static str, empty: &'static [&'static str]) -> Page {
    Page {
        name,
        title: |scene, screen| match screen.object() {
            Some(object) => scene.name(object),
            None => Safe::default(),
        },
        parent: |_, _| Some(Screen::Organizations),
        bindings: BINDINGS,
        tabs,
        body: Body::List(ListPage {
            objects,
            heads: group_people::heads,
            cells: group_people::cells,
            detail: group_people::detail,
            overview: None,
            empty,
        }),
    }
}

const BINDINGS: &[Binding] = &[
    Binding {
        keys: &[Chord::char('a')],
        action: Action::Add,
        label: "add sponsor",
        shown: Shown::Footer,
        step: |scene, spot| {
            let (organization, kind) = shown(spot)?;
            scene.allows(&form::blank_sponsor(organization, kind))?;
            let table: &'static FormTable = match kind {
                SponsorKind::Internal => &form::ADD_INTERNAL_SPONSOR,
                SponsorKind::External => &form::ADD_EXTERNAL_SPONSOR,
            };
            Ok(Step::OpenForm(table, Some(organization.into())))
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

/// Returns the screen of the sponsors of an organization who stand for some of them.
pub(super) const fn screen(organization: ConnectedOrganizationId, kind: SponsorKind) -> Screen {
    match kind {
        SponsorKind::Internal => Screen::InternalSponsors(organization),
        SponsorKind::External => Screen::ExternalSponsors(organization),
    }
}

/// Returns for whom the sponsors on a screen stand.
const fn kind(screen: Screen) -> Option<SponsorKind> {
    if let Screen::InternalSponsors(_) = screen {
        Some(SponsorKind::Internal)
    } else if let Screen::ExternalSponsors(_) = screen {
        Some(SponsorKind::External)
    } else {
        None
    }
}

fn shown(spot: &Spot) -> Result<(ConnectedOrganizationId, SponsorKind), Reason> {
    of(spot.screen)
        .zip(kind(spot.screen))
        .ok_or_else(|| Reason::new("no organization is open"))
}

/// Lists the sponsors on a screen.
fn sponsors(scene: &Scene<'_>, screen: Screen) -> Vec<Principal> {
    let found = screen.object().and_then(|object| find(scene, object));
    let sponsors = found.zip(kind(screen));
    sponsors.map_or_else(Vec::new, |(found, kind)| {
        found.sponsors(kind).iter().copied().collect()
    })
}

/// Asks before a sponsor is taken away.
fn remove(scene: &Scene<'_>, spot: &Spot) -> Result<Step, Reason> {
    let (organization, kind) = shown(spot)?;
    let mut listed = sponsors(scene, spot.screen).into_iter();
    let sponsor = listed.find(|one| spot.selected == Some(one.object()));
    let sponsor = sponsor.ok_or_else(|| Reason::new("no sponsor is selected"))?;
    let command = Command::from(OrganizationCommand::RemoveSponsor(Sponsor {
        connected_organization: organization,
        kind,
        sponsor,
    }));
    scene.allows(&command)?;
    let (name, from) = (scene.name(sponsor.object()), scene.name(organization));
    let lines = vec![
        Phrase::plain(format!("{name} no longer vouches for \"{from}\".")),
        Phrase::plain("Requests that wait for the decision of sponsors ask the others."),
    ];
    let done = format!("{name} no longer vouches for \"{from}\".");
    Ok(Confirm::before(
        command,
        ("Remove sponsor?", "Remove"),
        lines,
        done,
    ))
}

fn objects(scene: &Scene<'_>, screen: Screen) -> Vec<ObjectRef> {
    let sponsors = sponsors(scene, screen).into_iter();
    group_people::by_name(scene, sponsors.map(Principal::object).collect())
}
