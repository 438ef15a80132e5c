//! What waits for somebody who may be acted as, and the keys that lead there.

use crate::domain::approvers;
use crate::domain::id::Person;
use crate::domain::reviewers;
use crate::ui::action::Action;
use crate::ui::scene::Scene;

/// The number from which on what waits for somebody is no longer counted out.
const MANY: usize = 99;

/// How much waits for somebody, each counted up to one more than [`MANY`].
pub(super) struct Waiting {
    /// Requests that wait for their decision.
    decisions: usize,
    /// Access that they are asked to review.
    reviews: usize,
    /// Their own requests that wait for others.
    requests: usize,
}

impl Waiting {
    /// Counts what waits for somebody.
    pub(super) fn of(scene: &Scene<'_>, person: Person) -> Self {
        let tenant = scene.tenant();
        let decisions = person
            .user()
            .map(|user| approvers::each_waiting_for(tenant, user).take(MANY + 1));
        let reviews = tenant
            .account_of(person)
            .map(|user| reviewers::each_undecided(tenant, user).take(MANY + 1));
        let requests = tenant.index.requests_of.of(person).filter(|(_, id)| {
            let request = tenant.find_request(*id);
            request.is_some_and(|request| approvers::open_stage(request).is_some())
        });
        Self {
            decisions: decisions.map_or(0, Iterator::count),
            reviews: reviews.map_or(0, Iterator::count),
            requests: requests.take(MANY + 1).count(),
        }
    }

    /// Says how much of each waits, where anything does.
    pub(super) fn parts(&self) -> Vec<String> {
        let counts = [
            (self.decisions, "to approve"),
            (self.reviews, "to review"),
            (self.requests, "pending"),
        ];
        let counts = counts.into_iter().filter_map(|(count, what)| {
            let count = counted(count)?;
            Some(format!("{count} {what}"))
        });
        counts.collect()
    }

    /// Says what they have to do, and the keys that lead there.
    pub(super) fn and_how(&self, scene: &Scene<'_>) -> String {
        let tasks = [
            (self.decisions, "To approve", Action::GoApprovals, "g d"),
            (self.reviews, "To review", Action::GoMyAccess, "g m"),
        ];
        let tasks = tasks
            .into_iter()
            .filter_map(|(count, what, action, usual)| {
                let count = counted(count)?;
                let key = scene.keys.name_of(action, usual);
                Some(format!(" {what}: {count}, {key}."))
            });
        tasks.collect()
    }
}

/// Writes a number down, unless there is nothing to count.
fn counted(count: usize) -> Option<String> {
    match count {
        0 => None,
        count if count > MANY => Some(format!("{MANY}+")),
        count => Some(count.to_string()),
    }
}
