//! Approvals: what waits for the persona's decision, and what they were asked before.

use crate::domain::approvers;
use crate::domain::id::Person;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::my_access::counted;
use crate::ui::screen::{Screen, Tabs};

pub mod decided;
pub mod delegations;
pub mod pending;
pub mod request;

/// Returns the screen that opens for the persona, or why nobody ever asks them.
pub fn front(scene: &Scene<'_>) -> Result<Screen, Reason> {
    match scene.persona {
        Person::User(_) => Ok(Screen::PendingApprovals),
        Person::ExternalPerson(_) => Err(Reason::new("only people with an account here decide")),
    }
}

fn tabs(scene: &Scene<'_>, _: Screen) -> Tabs {
    let Some(user) = scene.tenant().account_of(scene.persona) else {
        return Vec::new();
    };
    let waiting = approvers::waiting_for(scene.tenant(), user).len();
    let decided = scene.tenant().index.decided_by.count(&user);
    vec![
        (counted("Pending", waiting), Screen::PendingApprovals),
        (counted("History", decided), Screen::DecidedApprovals),
        (
            counted("Delegation", delegations::open(scene)),
            Screen::Delegations,
        ),
    ]
}
