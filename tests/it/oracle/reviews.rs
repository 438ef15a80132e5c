//! Reviews: in rounds, somebody says of everybody's access whether it is still needed.

use std::collections::BTreeSet;

use serde_json::Value;

use super::world::{DAY, Instant, Kind, Verdict, World, instant, items, seconds, text, written};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Ahead,
    Open,
    Closed,
    Done,
}

/// One round of a policy's reviews.
#[derive(Debug, Clone)]
pub(super) struct Review {
    /// How the program names it.
    pub(super) id: String,
    pub(super) policy: String,
    pub(super) start: Instant,
    pub(super) end: Instant,
    pub(super) phase: Phase,
    pub(super) settings: Value,
    pub(super) contacted: BTreeSet<String>,
    pub(super) reminded: bool,
    pub(super) items: Vec<Item>,
}

impl Review {
    /// Tells whether somebody's access is under review.
    pub(super) fn is_under_way(&self) -> bool {
        self.phase == Phase::Open && !self.items.is_empty()
    }
}

/// Somebody's access in a review.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) principal: String,
    pub(super) assignment: usize,
    pub(super) recommendation: &'static str,
    pub(super) decision: String,
    pub(super) by: Option<String>,
    pub(super) applied: bool,
}

/// Returns the first time of a rhythm that does not come before `from`.
fn next_time(schedule: &Value, from: Instant) -> Instant {
    let start = instant(text(schedule, "startDateTime"));
    let weekly = schedule["recurrence"]["pattern"]["type"] == "weekly";
    let mut number = 0;
    loop {
        let time = if weekly {
            start + Instant::from(number) * 7 * DAY
        } else {
            let first = chrono::DateTime::from_timestamp(start, 0).unwrap();
            let months = chrono::Months::new(number);
            first.checked_add_months(months).unwrap().timestamp()
        };
        if time >= from {
            return time;
        }
        number += 1;
    }
}

impl World {
    fn round(&self, policy: &str, phase: Phase) -> Option<usize> {
        let mut reviews = self.reviews.iter();
        reviews.position(|review| review.policy == policy && review.phase == phase)
    }

    /// Plans the next round of a policy's reviews; one that is to begin now opens.
    pub(super) fn plan_review(&mut self, policy: &str) {
        let settings = self.policies[policy].body["reviewSettings"].clone();
        let open = self.round(policy, Phase::Open);
        let mut rounds = self.reviews.iter();
        let just_begun = rounds.any(|review| {
            review.policy == policy && review.start >= self.now && review.phase != Phase::Ahead
        });
        let from = match open {
            Some(open) => self.reviews[open].end.max(self.now + 1),
            None if just_begun => self.now + 1,
            None => self.now,
        };
        let planned = self.round(policy, Phase::Ahead);
        if settings["isEnabled"] != true {
            if let Some(planned) = planned {
                self.reviews.remove(planned);
            }
            return;
        }
        let schedule = &settings["schedule"];
        let start = next_time(schedule, from);
        let end = start + seconds(text(&schedule["expiration"], "duration"));
        let number = planned.unwrap_or(self.reviews.len());
        if planned.is_none() {
            self.reviews.push(Review {
                id: String::new(),
                policy: policy.to_owned(),
                start,
                end,
                phase: Phase::Ahead,
                settings: Value::Null,
                contacted: BTreeSet::new(),
                reminded: false,
                items: Vec::new(),
            });
        }
        (self.reviews[number].start, self.reviews[number].end) = (start, end);
        if start <= self.now {
            self.open_review(number);
        }
    }

    /// Opens a round: whoever holds the package under the policy now is reviewed, as it says now.
    pub(super) fn open_review(&mut self, number: usize) {
        let policy = self.reviews[number].policy.clone();
        let settings = self.policies[&policy].body["reviewSettings"].clone();
        let held = self.assignments.iter().enumerate();
        let held = held.filter(|(_, held)| held.is_active() && held.policy == policy);
        let items = held.map(|(assignment, held)| {
            let seen = self.person(&held.target).signed_in;
            Item {
                principal: held.target.clone(),
                assignment,
                recommendation: match seen {
                    Some(seen) if seen + 30 * DAY >= self.now => "Approve",
                    Some(_) => "Deny",
                    None => "NoInfoAvailable",
                },
                decision: "NotReviewed".to_owned(),
                by: None,
                applied: false,
            }
        });
        let items: Vec<Item> = items.collect();
        let review = &mut self.reviews[number];
        review.phase = Phase::Open;
        review.settings = settings;
        review.items = items;
        self.reviews[number].contacted = self.asked_to_review(number);
        for item in self.reviews[number].items.clone() {
            self.note(self.way_of_reviewing(number, &item.principal));
        }
        self.plan_review(&policy);
    }

    /// Lists who decides about somebody's access in a round.
    pub(super) fn reviewers(&self, number: usize, principal: &str) -> BTreeSet<String> {
        let settings = &self.reviews[number].settings;
        if settings["isSelfReview"] == true {
            let person = self.person(principal);
            let able =
                self.is_active(principal) && (person.kind == Kind::Member || person.redeemed);
            return able.then(|| principal.to_owned()).into_iter().collect();
        }
        let fallback = items(settings, "fallbackReviewers");
        let primary = items(settings, "primaryReviewers");
        let found = self.expand(primary, None, principal);
        if found.is_empty() {
            return self.expand(fallback, None, principal);
        }
        // Nobody reviews their own access, and neither do those who review beside them.
        let others = self.expand(fallback, None, principal);
        if self.are_named(primary, principal) && !others.is_empty() {
            others
        } else {
            found
        }
    }

    /// Says as what people come to review somebody's access.
    fn way_of_reviewing(&self, number: usize, principal: &str) -> &'static str {
        let settings = &self.reviews[number].settings;
        let primary = items(settings, "primaryReviewers");
        let found = self.expand(primary, None, principal);
        let asked = self.reviewers(number, principal);
        if settings["isSelfReview"] == true {
            "people review their own access"
        } else if asked.is_empty() {
            "nobody can review access"
        } else if found != asked && !found.is_empty() {
            "nobody reviews their own access beside others"
        } else if found != asked {
            "a fallback reviews access"
        } else if text(&primary[0], "@odata.type").ends_with("Manager") {
            "a manager reviews access"
        } else {
            "whoever is named reviews access"
        }
    }

    /// Tells whether sets of reviewers lead to the very person whose access it is.
    fn are_named(&self, sets: &[Value], principal: &str) -> bool {
        sets.iter().any(|set| {
            text(set, "userId") == principal
                || self.groups_of(principal).contains(text(set, "groupId"))
        })
    }

    fn is_reviewed(&self, item: &Item) -> bool {
        self.assignments[item.assignment].is_active()
    }

    /// Lists who decides on anything in a round.
    pub(super) fn asked_to_review(&self, number: usize) -> BTreeSet<String> {
        let items = self.reviews[number].items.iter();
        let held = items.filter(|item| self.is_reviewed(item));
        held.flat_map(|item| self.reviewers(number, &item.principal))
            .collect()
    }

    pub(super) fn remind_reviewers(&mut self, number: usize) {
        let asked = self.asked_to_review(number);
        let review = &mut self.reviews[number];
        review.reminded = true;
        review.contacted.extend(asked);
    }

    pub(super) fn close_review(&mut self, number: usize) {
        let now = self.now;
        let review = &mut self.reviews[number];
        review.phase = Phase::Closed;
        review.end = review.end.min(now);
    }

    /// Does what was decided in a round.
    pub(super) fn apply_review(&mut self, number: usize) {
        self.reviews[number].phase = Phase::Done;
        let silence = text(&self.reviews[number].settings, "expirationBehavior").to_owned();
        for place in 0..self.reviews[number].items.len() {
            self.reviews[number].items[place].applied = true;
            let item = self.reviews[number].items[place].clone();
            let ends = match (item.decision.as_str(), silence.as_str()) {
                ("Deny", _) | ("NotReviewed", "removeAccess") => true,
                ("NotReviewed", "acceptAccessRecommendation") => item.recommendation == "Deny",
                _ => false,
            };
            let held = self.is_reviewed(&item);
            self.note(match (item.decision.as_str(), ends) {
                _ if !held => "a review comes too late for access",
                ("Deny", _) => "a reviewer ends access",
                ("NotReviewed", true) if silence == "removeAccess" => "silence ends access",
                ("NotReviewed", true) => "a recommendation ends access",
                ("NotReviewed", false) => "nobody says anything and access stays",
                (_, _) => "a reviewer lets access stay",
            });
            if ends && held {
                self.end("adminRemove", None, item.assignment);
            }
        }
    }

    /// Ends the rounds of a policy that goes.
    pub(super) fn forget_reviews(&mut self, policy: &str) {
        if let Some(planned) = self.round(policy, Phase::Ahead) {
            self.reviews.remove(planned);
        }
        if let Some(open) = self.round(policy, Phase::Open) {
            self.close_review(open);
            self.apply_review(open);
        }
    }

    pub(super) fn review_number(&self, with: &Value) -> usize {
        let id = text(with, "review");
        let mut reviews = self.reviews.iter();
        reviews.position(|review| review.id == id).unwrap()
    }

    /// Requires that somebody decides now, or was asked to while the round was open.
    fn may_review(&self, who: &str, number: usize, decides: bool) -> Verdict {
        let review = &self.reviews[number];
        let contacted = review.contacted.contains(who);
        if !decides && (review.phase == Phase::Open || !contacted) {
            let asked = review.phase == Phase::Open && self.asked_to_review(number).contains(who);
            let knows = contacted || asked || self.administrators.contains(who);
            return Err(if knows {
                "NotAReviewer"
            } else {
                "UnAuthorized"
            });
        }
        if review.phase == Phase::Open {
            Ok(())
        } else {
            Err("ReviewNotOpen")
        }
    }

    /// `decideReview`.
    pub(super) fn decide_review(&mut self, who: &str, with: &Value) -> Verdict {
        let number = self.review_number(with);
        let (principal, decision) = (text(with, "principal"), text(with, "decision"));
        let decides = self.reviewers(number, principal).contains(who);
        self.may_review(who, number, decides)?;
        let settings = &self.reviews[number].settings;
        let own = settings["isSelfReview"] == true;
        let wants_reason = settings["isReviewerJustificationRequired"] == true
            && (decision == "Approve" || !own && decision != "NotReviewed");
        let listed = self.reviews[number].items.iter();
        let place = listed
            .enumerate()
            .find(|(_, item)| item.principal == principal);
        let Some((place, item)) = place else {
            return Err("NotReviewed");
        };
        if !self.is_reviewed(item) {
            return Err("AssignmentNotActive");
        }
        if wants_reason && text(with, "justification").is_empty() {
            return Err("ReviewerJustificationRequired");
        }
        let takes_back = decision == "NotReviewed";
        if takes_back && item.decision == "NotReviewed" {
            return Err("NothingToChange");
        }
        let item = &mut self.reviews[number].items[place];
        decision.clone_into(&mut item.decision);
        item.by = (!takes_back).then(|| who.to_owned());
        Ok(())
    }

    /// `acceptRecommendations`.
    pub(super) fn accept_recommendations(&mut self, who: &str, number: usize) -> Verdict {
        let open = self.reviews[number].phase == Phase::Open;
        let asked = open && self.asked_to_review(number).contains(who);
        self.may_review(who, number, asked)?;
        let mut some = false;
        for place in 0..self.reviews[number].items.len() {
            let item = self.reviews[number].items[place].clone();
            let shown = self.reviews[number].settings["isRecommendationEnabled"] == true;
            let fits = shown
                && self.is_reviewed(&item)
                && self.reviewers(number, &item.principal).contains(who)
                && item.decision == "NotReviewed"
                && item.recommendation != "NoInfoAvailable";
            if fits {
                some = true;
                let item = &mut self.reviews[number].items[place];
                item.recommendation.clone_into(&mut item.decision);
                item.by = Some(who.to_owned());
            }
        }
        if some { Ok(()) } else { Err("NothingToChange") }
    }

    /// `stopReview`.
    pub(super) fn stop_review(&mut self, who: &str, number: usize) -> Verdict {
        self.administers(who)?;
        if self.reviews[number].phase != Phase::Open {
            return Err("ReviewNotOpen");
        }
        self.close_review(number);
        self.apply_review(number);
        Ok(())
    }

    /// Lists how the reviews stand.
    pub(super) fn review_rows(&self) -> Vec<String> {
        let mut rows = Vec::new();
        for (number, review) in self.reviews.iter().enumerate() {
            let phase = match review.phase {
                Phase::Ahead => "NotStarted",
                Phase::Open => "InProgress",
                Phase::Closed => "AutoReviewed",
                Phase::Done => "Completed",
            };
            let called = format!(
                "review {} from {}",
                self.policy_name(&review.policy),
                written(review.start)
            );
            rows.push(format!(
                "{called} to {} {phase} {:?}",
                written(review.end),
                review.contacted
            ));
            for item in &review.items {
                let open = review.phase == Phase::Open;
                let asked = open.then(|| self.reviewers(number, &item.principal));
                rows.push(format!(
                    "{called} about {}: {} {} by {:?} {} asks {asked:?}",
                    item.principal, item.recommendation, item.decision, item.by, item.applied
                ));
            }
        }
        rows
    }
}
