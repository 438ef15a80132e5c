//! What the oracle holds, row by row.

use serde_json::Value;

use crate::oracle::delegation::{Delegation, Leg};
use crate::oracle::questions;
use crate::oracle::workflows::{Standing, Stop, Subject};
use crate::oracle::world::{
    self, Given, Held, Kind, Request, State, World, seconds, text, written,
};

/// Lists everything the oracle holds.
pub(in crate::oracle) fn oracle(world: &World) -> Vec<String> {
    let mut rows: Vec<String> = (0..world.requests.len())
        .filter(|number| !world.requests[*number].purged)
        .map(|number| world.request_row(number))
        .collect();
    rows.extend(world.assignments.iter().map(|it| world.assignment_row(it)));
    rows.extend(world.call_rows());
    rows.extend(world.review_rows());
    let handed = world.delegations.iter();
    rows.extend(handed.map(|it| format!("{} {}", delegation_row(it), it.id)));
    for (name, group) in world
        .groups
        .iter()
        .filter(|(_, group)| group.deleted.is_none())
    {
        rows.extend(
            group
                .members
                .iter()
                .map(|member| format!("member {name} {member}")),
        );
        rows.extend(
            group
                .owners
                .iter()
                .map(|owner| format!("owner {name} {owner}")),
        );
    }
    rows.extend(world.letters.iter().map(|letter| {
        let id = &world.assignments[letter.assignment].id;
        let (at, to, fate) = (written(letter.at), &letter.to, letter.fate);
        format!("mail 19 at {at} about {id} to {to} {fate}")
    }));
    for (object, thing) in &world.things {
        let holders = thing.holders.iter();
        rows.extend(holders.map(|(role, holder)| format!("{role} of {object} {holder}")));
    }
    for (name, person) in &world.people {
        if person.kind != Kind::Outsider || person.deleted.is_some() {
            let deleted = person.deleted.map(written);
            let attributes = ["department", "jobTitle", "city"];
            let attributes = attributes.map(|it| person.attributes.get(it).and_then(Value::as_str));
            rows.push(format!(
                "account {name} {} {deleted:?} {attributes:?} {}",
                person.enabled, person.redeemed,
            ));
        }
    }
    rows.sort();
    rows
}

/// Writes a delegation down, without its identifier.
pub(super) fn delegation_row(found: &Delegation) -> String {
    let leg = match found.leg {
        Leg::Planned => "planned",
        Leg::Active => "active",
        Leg::Ended => "ended",
    };
    format!(
        "delegation of {} to {} from {} to {} {leg} over {:?}",
        found.approver,
        found.delegate,
        written(found.start),
        written(found.end),
        found.ended.map(written),
    )
}

impl Request {
    /// Says what became of the request: its status, and a period that was over by itself.
    pub(in crate::oracle) fn came_to(&self) -> &'static str {
        if self.state == State::PeriodOver {
            "PeriodOver"
        } else {
            self.status()
        }
    }

    fn status(&self) -> &'static str {
        match self.state {
            State::Waiting { .. } => "WaitingForCallback",
            State::Failed if matches!(self.stopped, Some(Stop::Late(_))) => "CallbackTimedOut",
            State::Pending { stage } if self.opened[stage].escalated => "PendingApprovalEscalated",
            State::Pending { .. } => "PendingApproval",
            State::Scheduled { .. } => "PendingNotBefore",
            State::Delivering => "Fulfilling",
            State::Delivered => "Fulfilled",
            State::Partial => "PartiallyFulfilled",
            State::Failed => "FulfillmentFailed",
            State::Denied | State::PeriodOver => "Denied",
            State::TimedOut => "ApprovalTimedOut",
            State::Canceled => "Canceled",
        }
    }
}

impl World {
    /// Says how a policy is called; of one that is gone, its own name remains.
    pub(in crate::oracle) fn policy_name(&self, key: &str) -> String {
        if self.policies[key].gone {
            format!("gone {}", text(&self.policies[key].body, "displayName"))
        } else {
            key.to_owned()
        }
    }

    fn call_rows(&self) -> Vec<String> {
        let calls = self.calls.iter();
        let purged = |number: usize| self.requests[number].purged;
        let kept = calls.filter(|call| !call.about.request().is_some_and(purged));
        let rows = kept.map(|call| {
            let standing = match call.standing {
                Standing::Sent => "calloutSent",
                Standing::Received => "callbackReceived",
                Standing::Failed => "calloutFailed",
                Standing::TimedOut => "callbackTimedOut",
                Standing::Waiting => "waitingForCallback",
            };
            format!(
                "call {} {} {standing} {} due {:?} about {}",
                call.workflow,
                call.step,
                written(call.sent),
                call.due.map(written),
                match call.about {
                    Subject::Request(number) => &self.requests[number].id,
                    Subject::Assignment(number) => &self.assignments[number].id,
                },
            )
        });
        rows.collect()
    }

    pub(super) fn assignment_row(&self, record: &world::Assignment) -> String {
        let mut grants: Vec<String> = Vec::new();
        for grant in record.grants.iter().filter(|_| record.is_active()) {
            let given = match grant.given {
                Given::Yes => "given",
                Given::Waits => "waits",
                Given::NoGroup
                | Given::ByRule
                | Given::NoRole
                | Given::SwitchedOff
                | Given::NotShared
                | Given::NoAccount => "failed",
            };
            let role = if self.offers_role(&grant.object, &grant.role) {
                &grant.role
            } else {
                "?"
            };
            grants.push(format!("{}:{role} {given}", grant.object));
        }
        grants.sort();
        let state = match record.state {
            Held::Delivering => "delivering",
            Held::Delivered => "delivered",
            Held::Partial => "partiallyDelivered",
            Held::Failed => "deliveryFailed",
            Held::Expired => "expired",
        };
        format!(
            "assignment {} {} {state} {:?} {} from {} to {:?} or {:?} over {:?} {} {grants:?}",
            self.policy_name(&record.policy),
            record.target,
            record.announced.filter(|_| record.is_active()),
            record.id,
            written(record.start),
            record.end.map(written),
            record.leaves.filter(|_| record.is_active()).map(written),
            record.expired.map(written),
            questions::told(&record.answers),
        )
    }

    pub(super) fn request_row(&self, number: usize) -> String {
        let request = &self.requests[number];
        let where_it_stands = if let State::Pending { stage } = request.state {
            let wait = text(&request.stages[stage], "durationBeforeAutomaticDenial");
            let due = written(request.opened[stage].opened + seconds(wait));
            let deciding = self.deciding(number).into_iter().collect::<Vec<_>>();
            format!("stage {stage} until {due} by {deciding:?}")
        } else if let State::Scheduled { start } = request.state {
            format!("for {}", written(start))
        } else {
            String::new()
        };
        format!(
            "request {} {} by {:?} for {} {} {where_it_stands} made {} done {:?} {} {}",
            request.kind,
            self.policy_name(&request.policy),
            request.requestor,
            request.target,
            request.status(),
            written(request.created),
            request.completed.map(written),
            request.assignment.is_some(),
            questions::told(&request.answers),
        )
    }
}
