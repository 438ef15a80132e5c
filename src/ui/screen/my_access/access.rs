//! Access that the persona holds or held: what it gives, since when and until when.

use crate::domain::assignment::{Assignment, GrantStatus, ResourceGrant};
use crate::domain::authority::sees_contents;
use crate::domain::id::ObjectRef;
use crate::ui::scene::Scene;
use crate::ui::screen::my_access::{self, held};
use crate::ui::screen::timeline::life;
use crate::ui::screen::{Body, Page, Screen, no_tabs};
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Phrase};

/// Access that the persona holds or held.
pub const PAGE: Page = Page {
    name: "My Access, package",
    title: |scene, screen| {
        screen
            .object()
            .map(|object| scene.name(object))
            .unwrap_or_default()
    },
    parent: |scene, screen| Some(parent(scene, screen)),
    bindings: &[held::EXTEND, held::ANSWER, held::GIVE_BACK],
    tabs: no_tabs,
    body: Body::Detail(|scene, screen| {
        screen
            .object()
            .map(|object| lines(scene, object))
            .unwrap_or_default()
    }),
};

fn parent(scene: &Scene<'_>, screen: Screen) -> Screen {
    let found = screen.object().and_then(|object| own(scene, object));
    match found {
        Some(held) if !held.progress.state.is_active() => Screen::ExpiredAccess,
        Some(_) | None => Screen::ActiveAccess,
    }
}

/// Finds the persona's own assignment; a page left open does not follow to the next persona.
fn own<'a>(scene: &Scene<'a>, object: ObjectRef) -> Option<&'a Assignment> {
    my_access::assignment(scene, object)
        .filter(|held| scene.tenant().is_holder(held, scene.persona))
}

/// Says what access gives and when it ends.
pub(super) fn lines(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    let Some(held) = own(scene, object) else {
        return vec![DetailLine::text("You hold nothing here.")];
    };
    let progress = &held.progress;
    let calendar = scene.calendar;
    let mut lines = vec![DetailLine::heading("Resources")];
    let told = sees_contents(scene.tenant(), scene.persona, held.access_package);
    if !told {
        lines.push(DetailLine::text("The directory does not show them."));
    } else if progress.grants.is_empty() {
        lines.push(DetailLine::text("The package gives nothing yet."));
    }
    let shown = progress.grants.iter().filter(|_| told);
    lines.extend(shown.map(|grant| resource(scene, *grant)));
    let end = progress
        .end
        .map_or_else(|| "never".into(), |end| calendar.instant(end));
    lines.extend([
        DetailLine::Gap,
        DetailLine::Fact("State".into(), held::state(progress.state)),
        DetailLine::fact("Since", calendar.instant(progress.start)),
    ]);
    match progress.expired_date_time {
        // An end that came when it was to come is not told twice.
        Some(ended) if Some(ended) == progress.end => {
            lines.push(DetailLine::fact("Ended", calendar.instant(ended)));
        }
        Some(ended) => lines.extend([
            DetailLine::fact("Ended", calendar.instant(ended)),
            DetailLine::fact("Was to end", end),
        ]),
        None => lines.push(DetailLine::fact("Ends", end)),
    }
    lines.extend([
        DetailLine::fact("Policy", scene.name(held.policy)),
        DetailLine::fact("Id", held.id.guid().to_string()),
    ]);
    lines.extend(life::of(scene, held));
    lines
}

fn resource(scene: &Scene<'_>, grant: ResourceGrant) -> DetailLine {
    let role = format!(
        "{} as {}",
        scene.name(grant.resource),
        scene.role(grant.resource, grant.role)
    );
    DetailLine::Bullet(match grant.status {
        GrantStatus::Fulfilled => Phrase::plain(role),
        GrantStatus::PendingFulfillment => Phrase::signed(
            Tone::Pending,
            &format!("{role}, once the invitation is accepted"),
        ),
        GrantStatus::Failed(error) => {
            Phrase::signed(Tone::Danger, &format!("{role}: {}", error.label()))
        }
        GrantStatus::Revoked => Phrase::signed(Tone::Disabled, &format!("{role}, taken back")),
    })
}
