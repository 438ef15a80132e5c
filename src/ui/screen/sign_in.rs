//! What is seen before anybody has signed in: what this is, and how to go on.

use crate::domain::text::Safe;
use crate::ui::scene::Scene;
use crate::ui::screen::{Body, Page, Screen, no_tabs};
use crate::ui::view::DetailLine;

/// What this is, in one line.
pub const ABOUT: &str = "Microsoft Entra entitlement management, simulated on this machine. \
Choose who you are; P changes it at any time.";

/// The screen of nobody.
pub const PAGE: Page = Page {
    name: "Before signing in",
    title: |_, _| "Sign in".into(),
    parent: |_, _| None,
    bindings: &[],
    tabs: no_tabs,
    body: Body::Detail(lines),
};

fn lines(scene: &Scene<'_>, _: Screen) -> Vec<DetailLine> {
    let directory = scene.tenant().resource_directory().map_or_else(
        || Safe::from("none yet"),
        |directory| Safe::line(directory.display_name.as_str()),
    );
    vec![
        DetailLine::fact("Directory", directory),
        DetailLine::fact("Now", scene.calendar.instant(scene.calendar.now)),
        DetailLine::Gap,
        DetailLine::text("Nobody has signed in. Enter shows who can sign in, q leaves."),
    ]
}
