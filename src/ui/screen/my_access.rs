//! My Access: what one may request, holds, held and has asked for.

use crate::domain::approvers;
use crate::domain::assignment::{Assignment, AssignmentState};
use crate::domain::id::{ObjectRef, Person, RequestId};
use crate::domain::request::AssignmentRequest;
use crate::domain::text::Safe;
use crate::ui::keymap::Spot;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::{Screen, Tabs};

pub mod access;
pub mod available;
pub mod held;
pub mod portal;
pub mod request;
pub mod requests;
pub mod reviews;
pub mod suggested;

/// Returns the screen that opens for the persona: external people have a portal of their own.
pub const fn front(persona: Person) -> Screen {
    match persona {
        Person::User(_) => Screen::AvailablePackages,
        Person::ExternalPerson(_) => Screen::OwnPortal,
    }
}

fn tabs(scene: &Scene<'_>, _: Screen) -> Tabs {
    let (mut active, mut expired) = (0, 0);
    for held in held(scene) {
        match held.progress.state {
            AssignmentState::Delivering
            | AssignmentState::PartiallyDelivered
            | AssignmentState::Delivered => active += 1,
            AssignmentState::Expired => expired += 1,
            // What was never given was never held; the request history tells of it.
            AssignmentState::DeliveryFailed => {}
        }
    }
    let requests = scene.tenant().count_own_requests(scene.persona);
    let user = scene.persona.user();
    let decisions = user.map(|user| {
        let waiting = approvers::waiting_for(scene.tenant(), user).len();
        (counted("Approvals", waiting), Screen::PendingApprovals)
    });
    // Few are ever asked; the others get no tab for it.
    let reviewed = reviews::count(scene);
    let reviews = (reviewed > 0).then(|| (counted("Reviews", reviewed), Screen::OwnReviews));
    let own = [
        ("Available".into(), Screen::AvailablePackages),
        (counted("Active", active), Screen::ActiveAccess),
        (counted("Expired", expired), Screen::ExpiredAccess),
        (counted("Request history", requests), Screen::OwnRequests),
    ];
    // Where suggestions are switched off, nobody gets a tab for them.
    let suggested = scene.tenant().settings.suggested_packages.then(|| {
        let count = suggested::all(scene).len();
        (counted("Suggested", count), Screen::SuggestedPackages)
    });
    let more = decisions.into_iter().chain(reviews).chain(suggested);
    own.into_iter().chain(more).collect()
}

/// Names a tab with how much it holds.
pub(in crate::ui::screen) fn counted(name: &str, count: usize) -> Safe {
    match count {
        0 => name.into(),
        _ => format!("{name} {count}").into(),
    }
}

/// Lists what the persona holds or held, oldest first.
fn held<'a>(scene: &Scene<'a>) -> impl Iterator<Item = &'a Assignment> {
    let tenant = scene.tenant();
    let all = tenant.assignments_about(scene.persona);
    let oldest_first = scene.desk.history.oldest_first(all).into_iter();
    oldest_first.filter_map(|id| tenant.find_assignment(id))
}

/// Finds an assignment behind a reference.
fn assignment<'a>(scene: &Scene<'a>, object: ObjectRef) -> Option<&'a Assignment> {
    if let ObjectRef::Assignment(id) = object {
        scene.tenant().find_assignment(id)
    } else {
        None
    }
}

/// Finds a request behind a reference.
pub(in crate::ui::screen) fn find_request<'a>(
    scene: &Scene<'a>,
    object: ObjectRef,
) -> Option<&'a AssignmentRequest> {
    if let ObjectRef::Request(id) = object {
        scene.tenant().find_request(id)
    } else {
        None
    }
}

/// Returns the selected or open request.
pub(super) fn chosen_request(spot: &Spot) -> Result<RequestId, Reason> {
    if let ObjectRef::Request(id) = spot.object()? {
        Ok(id)
    } else {
        Err(Reason::new("no request is selected"))
    }
}
