//! The end of access, announced fourteen days and a day before to whoever can have it put off.

use super::workflows::Subject;
use super::world::{Assignment, DAY, Instant, World, items, text};

impl Assignment {
    /// Returns when the end is announced next, and how many days ahead: each announcement is made
    /// once, and none for which it was too late when the end was set.
    pub(super) fn next_notice(&self) -> Option<(Instant, Instant)> {
        let end = self.end?;
        let ahead = [14, 1].into_iter();
        let ahead = ahead.filter(|days| self.announced.is_none_or(|made| *days < made));
        let mut notices = ahead.map(|days| (end - days * DAY, days));
        notices.find(|(at, _)| *at > self.end_set)
    }
}

impl World {
    /// Announces the end of access, also to the workflows that want to know of it.
    pub(super) fn announce(&mut self, number: usize, days: Instant) {
        self.assignments[number].announced = Some(days);
        let record = &self.assignments[number];
        let policy = &self.policies[&record.policy];
        let lasts = policy.lets("enableTargetsToSelfUpdateAccess");
        self.note(match (days, lasts) {
            (14, true) => "an end in fourteen days is announced",
            (_, true) => "an end in a day is announced",
            (_, false) => "an end is near that cannot be put off",
        });
        let step = if days == 1 {
            "assignmentOneDayBeforeExpiration"
        } else {
            "assignmentFourteenDaysBeforeExpiration"
        };
        let policy = &self.policies[&self.assignments[number].policy];
        let settings = items(&policy.body, "customExtensionStageSettings").to_vec();
        for setting in settings.iter().filter(|it| text(it, "stage") == step) {
            let name = text(&setting["customExtension"], "id").to_owned();
            self.note("a workflow is told of a near end");
            self.launch(Subject::Assignment(number), step, name);
        }
    }
}
