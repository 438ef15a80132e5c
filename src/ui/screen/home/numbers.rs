//! How much of everything there is, and how much of it needs attention.

use crate::domain::id::ObjectKind;
use crate::domain::index::RequestPhase;
use crate::domain::text::counting::counted;
use crate::ui::scene::Scene;
use crate::ui::screen::admin::audit;
use crate::ui::screen::home::{attention, traffic};
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Phrase};

/// How many of the newest changes are told of.
const RECENT: usize = 6;

/// Says the numbers, and what happened last.
pub(super) fn lines(scene: &Scene<'_>) -> Vec<DetailLine> {
    let mut lines = first_steps(scene);
    lines.push(DetailLine::heading("Needs attention"));
    lines.extend(needs(scene));
    lines.push(DetailLine::Gap);
    lines.extend(traffic::lines(scene));
    lines.push(DetailLine::heading("Numbers"));
    let named = &scene.tenant().index.named;
    let kinds = [
        ("Catalogs", ObjectKind::Catalog),
        ("Packages", ObjectKind::AccessPackage),
        ("Policies", ObjectKind::Policy),
        ("Users", ObjectKind::User),
        ("Groups", ObjectKind::Group),
    ];
    lines
        .extend(kinds.map(|(label, kind)| DetailLine::fact(label, named.count(&kind).to_string())));
    let all = scene.tenant().assignments.len();
    let active = scene.tenant().index.active_to.total();
    let text = format!("{all}, {active} active");
    lines.push(DetailLine::fact("Assignments", text));
    let governed = scene.tenant().index.governed_guests.total();
    if governed > 0 {
        lines.push(DetailLine::fact("Governed guests", governed.to_string()));
    }
    let recent = audit::recent(scene, RECENT);
    if !recent.is_empty() {
        lines.push(DetailLine::Gap);
        lines.push(DetailLine::heading("Recent"));
    }
    let told = recent.into_iter();
    lines.extend(told.map(|(when, what)| DetailLine::fact(when.as_str(), what)));
    lines
}

/// Tells whether a newcomer is still led through the first steps.
pub(super) fn leads(scene: &Scene<'_>) -> bool {
    !first_steps(scene).is_empty()
}

/// Leads a newcomer from an empty directory to a first request; says nothing once there is one.
fn first_steps(scene: &Scene<'_>) -> Vec<DetailLine> {
    let index = &scene.tenant().index;
    let steps = [
        (
            "People and groups",
            "g u",
            index.named.count(&ObjectKind::Group) > 0,
        ),
        ("A resource", "g c", index.resources_of.total() > 0),
        (
            "A package",
            "g p",
            index.named.count(&ObjectKind::AccessPackage) > 0,
        ),
        (
            "A request",
            "P, g m",
            index.requests_of_kind.count(&RequestPhase::Any) > 0,
        ),
    ];
    if steps.iter().all(|(_, _, done)| *done) {
        return Vec::new();
    }
    let mut lines = vec![DetailLine::heading("Where to begin")];
    lines.extend(steps.map(|(step, keys, done)| {
        let tone = if done { Tone::Good } else { Tone::Pending };
        DetailLine::Text(Phrase::signed(tone, &format!("{step}: {keys}")))
    }));
    lines.push(DetailLine::Gap);
    lines
}

fn needs(scene: &Scene<'_>) -> Vec<DetailLine> {
    let requests = &scene.tenant().index.requests_of_kind;
    let pending = requests.count(&RequestPhase::Pending);
    let mut lines = Vec::new();
    if let Some((since, _)) = requests.of(RequestPhase::Pending).next() {
        let oldest = scene.calendar.near(*since);
        let text = match pending {
            1 => format!("1, {oldest}"),
            _ => format!("{pending}, oldest {oldest}"),
        };
        lines.push(DetailLine::fact("Pending approvals", text));
    }
    let failed = attention::failed(scene).take(attention::MOST + 1).count();
    if failed > 0 {
        lines.push(DetailLine::fact("Failed or in part", at_most(failed)));
    }
    let ending = attention::ending(scene).take(attention::MOST + 1).count();
    if ending > 0 {
        let text = format!("{}, within 14 days", at_most(ending));
        lines.push(DetailLine::fact("Ends soon", text));
    }
    let off = scene.tenant().index.policies_off.count(&());
    if off > 0 {
        let text = counted(off, "policy");
        lines.push(DetailLine::fact("Switched off", text));
    }
    if lines.is_empty() {
        lines.push(DetailLine::text("Nothing needs attention."));
    }
    lines
}

/// Writes a count that went no further than one past the most.
fn at_most(count: usize) -> String {
    if count > attention::MOST {
        format!("more than {}", attention::MOST)
    } else {
        count.to_string()
    }
}
