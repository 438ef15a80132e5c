//! The end of access, announced fourteen days and a day before to whoever can have it put off.

use serde_json::Value;

use super::workflows::Subject;
use super::world::{Assignment, DAY, Instant, Kind, World, end_of, items, text};

/// What the holder of access was told of its end, or was to be.
#[derive(Debug, Clone)]
pub(super) struct Letter {
    pub(super) at: Instant,
    pub(super) assignment: usize,
    pub(super) to: String,
    pub(super) fate: &'static str,
}

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
    /// Writes to the holder of access how to extend it, unless that is kept back.
    fn write_letter(&mut self, number: usize) {
        let record = &self.assignments[number];
        let person = self.person(&record.target);
        let policy = &self.policies[&record.policy];
        let silent = &policy.body["notificationSettings"]["isAssignmentNotificationDisabled"];
        let ends_with_policy = text(policy.expiration(), "type") == "afterDateTime"
            && end_of(policy.expiration(), self.now) <= record.end;
        let extensible = policy.lets("enableTargetsToSelfUpdateAccess")
            && self.matches(policy, &record.target)
            && !ends_with_policy;
        let to = record.target.clone();
        let unavailable = person.deleted.is_some() || !person.enabled;
        let fate = if unavailable && person.kind != Kind::Outsider {
            "accountUnavailable"
        } else if *silent == Value::Bool(true) {
            "mutedByPolicy"
        } else if !extensible {
            "notExtensible"
        } else if person.mailbox {
            "sent"
        } else {
            "undeliverable"
        };
        self.note(match fate {
            "accountUnavailable" => "nobody is there to be told of an end",
            "mutedByPolicy" => "a policy keeps silent about an end",
            "notExtensible" => "nobody is told of an end that cannot be put off",
            "sent" => "a holder is told of an end",
            _ => "a holder without a mailbox is to be told of an end",
        });
        self.letters.push(Letter {
            at: self.now,
            assignment: number,
            to,
            fate,
        });
    }

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
        self.write_letter(number);
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
