//! The resource directory itself: its Directory ID, its domains, and what it lets in from outside.

use crate::domain::id::ObjectKind;
use crate::domain::sharing::B2bMode;
use crate::domain::subject::Directory;
use crate::domain::text::Safe;
use crate::ui::action::Action;
use crate::ui::form::organization as form;
use crate::ui::keymap::{Binding, Chord, Shown};
use crate::ui::scene::Scene;
use crate::ui::screen::{Body, Page, directory};
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Phrase};

/// What there is to know about the resource directory.
pub const PAGE: Page = Page {
    name: "Properties",
    title: |_, _| "Properties".into(),
    parent: |_, _| None,
    bindings: BINDINGS,
    tabs: directory::tabs,
    body: Body::Detail(|scene, _| lines(scene)),
};

const BINDINGS: &[Binding] = &[Binding {
    keys: &[Chord::char('e')],
    action: Action::Edit,
    label: "edit",
    shown: Shown::Footer,
    step: |scene, _| {
        scene.allows(&form::untouched())?;
        Ok(Step::OpenForm(&form::EDIT, None))
    },
}];

fn lines(scene: &Scene<'_>) -> Vec<DetailLine> {
    let Some(directory) = scene.tenant().resource_directory() else {
        return vec![DetailLine::text("This store has no directory yet.")];
    };
    let named = &scene.tenant().index.named;
    let mut lines = vec![
        DetailLine::fact("Name", Safe::line(directory.display_name.as_str())),
        DetailLine::fact("Directory ID", directory.id.guid().to_string()),
        DetailLine::fact("Time zone", directory.time_zone.name()),
        DetailLine::fact("Users", named.count(&ObjectKind::User).to_string()),
        DetailLine::fact("Groups", named.count(&ObjectKind::Group).to_string()),
        DetailLine::Gap,
    ];
    lines.extend(domains(directory));
    lines.push(DetailLine::Gap);
    lines.extend(guests(directory));
    lines
}

/// Says what the directory lets in from outside.
fn guests(directory: &Directory) -> Vec<DetailLine> {
    let sharing = &directory.sharing;
    let switch = |on: bool| {
        if on {
            Phrase::plain("on")
        } else {
            Phrase::signed(Tone::Disabled, "off")
        }
    };
    let mut lines = vec![
        DetailLine::heading("Guests"),
        DetailLine::text(&format!("{}.", sharing.b2b.mode.label())),
    ];
    if sharing.b2b.mode != B2bMode::None {
        let listed = sharing.b2b.domains.iter();
        lines.extend(listed.map(|domain| DetailLine::bullet(Safe::line(domain.as_str()))));
    }
    let switches = [
        ("One-time passcode", sharing.email_one_time_passcode),
        ("Guests in groups", sharing.group_guests),
        ("Guests in teams", sharing.teams_guests),
        ("Guests on sites", sharing.share_point_external_sharing),
    ];
    let switches = switches.into_iter();
    lines.extend(switches.map(|(label, on)| DetailLine::Fact(label.into(), switch(on))));
    lines
}

fn domains(directory: &Directory) -> Vec<DetailLine> {
    let initial = Safe::line(directory.initial_domain.as_str());
    let others = directory.other_domains.iter();
    let others = others.map(|domain| DetailLine::bullet(Safe::line(domain.as_str())));
    [
        DetailLine::heading("Domains"),
        DetailLine::bullet(format!("{initial} (initial)")),
    ]
    .into_iter()
    .chain(others)
    .collect()
}

#[cfg(test)]
mod tests {
    use crate::ui::rehearsal::Rehearsal;
    use crate::ui::screen::Screen;

    #[test]
    fn the_directory_shows_its_id_and_its_initial_domain() {
        Rehearsal::new(Screen::Properties)
            .expect("Directory ID")
            .expect("woodgrovebank.onmicrosoft.com (initial)");
    }

    #[test]
    fn only_listed_domains_may_be_invited_once_the_list_says_so() {
        let mut desk = Rehearsal::new(Screen::Properties);
        desk.expect("Every domain may be invited.");
        desk.press("e tab tab space").expect("(o) listed domains");
        desk.press("Ctrl-S").expect("Domains is empty.");
        desk.type_text("contoso.com, no domain").press("Ctrl-S");
        desk.expect("has \"no\"").press("Ctrl-U");
        desk.type_text("contoso.com, fabrikam.com").press("Ctrl-S");
        desk.expect("Only the listed domains may be invited.");
        desk.expect("fabrikam.com");
    }

    #[test]
    fn a_switch_for_sharing_is_turned_off() {
        let mut desk = Rehearsal::new(Screen::Properties);
        desk.press("e tab tab tab space tab tab tab space Ctrl-S");
        desk.expect("Saved.").expect("One-time passcode  - off");
        desk.expect("Guests in groups   on")
            .expect("Guests on sites    - off");
    }

    #[test]
    fn another_time_zone_is_that_of_the_clock_at_once() {
        Rehearsal::new(Screen::Properties)
            .press("e tab enter")
            .type_text("europe/berlin")
            .press("enter Ctrl-S")
            .expect("Saved.")
            .expect("2026-03-01 10:00 CET");
    }
}
