//! One request about the persona: what became of it and what will.

use crate::domain::approvers::Asker;
use crate::domain::authority::sees_approvers;
use crate::domain::id::RequestId;
use crate::ui::action::Action;
use crate::ui::keymap::{Binding, Chord, Shown};
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::my_access::{chosen_request, find_request, requests};
use crate::ui::screen::{Body, Page, Screen, no_tabs, timeline, walk};
use crate::ui::step::Step;
use crate::ui::view::DetailLine;

/// One request about the persona.
pub const PAGE: Page = Page {
    name: "My Access, request",
    title: |scene, screen| {
        screen
            .object()
            .map(|object| scene.name(object))
            .unwrap_or_default()
    },
    parent: |_, _| Some(Screen::OwnRequests),
    bindings: &[requests::CANCEL, requests::AGAIN, WHY],
    tabs: no_tabs,
    body: Body::Detail(lines),
};

/// Shows who decides on the selected or open request.
pub(in crate::ui::screen) const WHY: Binding = Binding {
    keys: &[Chord::char('w')],
    action: Action::Why,
    label: "who decides",
    shown: Shown::Footer,
    step: |scene, spot| why(scene, chosen_request(spot)?),
};

fn why(scene: &Scene<'_>, id: RequestId) -> Result<Step, Reason> {
    let request = find_request(scene, id.into());
    let request = request.ok_or_else(|| Reason::new("it no longer exists"))?;
    let asker = Asker::of(request);
    let lines = walk::asked(
        scene,
        &request.stages,
        walk::Run::of(request),
        asker,
        |place, _| sees_approvers(scene.tenant(), scene.persona, request, place),
    );
    let title = format!("Who decides: {}", scene.name(id));
    Ok(Step::Read(title.into(), lines))
}

fn lines(scene: &Scene<'_>, screen: Screen) -> Vec<DetailLine> {
    let found = screen
        .object()
        .and_then(|object| find_request(scene, object))
        .filter(|request| scene.tenant().concerns(request, scene.persona));
    match found {
        Some(request) => timeline::lines(scene, request),
        None => vec![DetailLine::text("You have no such request.")],
    }
}
