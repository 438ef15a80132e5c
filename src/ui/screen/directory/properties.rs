//! The resource directory itself: its Directory ID, its domains, its time zone.

use crate::domain::id::ObjectKind;
use crate::domain::subject::Directory;
use crate::domain::text::Safe;
use crate::ui::action::Action;
use crate::ui::form::organization as form;
use crate::ui::keymap::{Binding, Chord, Shown};
use crate::ui::scene::Scene;
use crate::ui::screen::{Body, Page, directory};
use crate::ui::step::Step;
use crate::ui::view::DetailLine;

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
    fn another_time_zone_is_that_of_the_clock_at_once() {
        Rehearsal::new(Screen::Properties)
            .press("e tab enter")
            .type_text("europe/berlin")
            .press("enter ctrl-s")
            .expect("Saved.")
            .expect("2026-03-01 10:00 CET");
    }
}
