//! What the oracle holds, row by row.

use crate::oracle::questions;
use crate::oracle::workflows::{Standing, Stop};
use crate::oracle::world::{self, Held, Kind, Request, State, World, seconds, text, written};

/// Lists everything the oracle holds.
pub(in crate::oracle) fn oracle(world: &World) -> Vec<String> {
    let mut rows: Vec<String> = (0..world.requests.len())
        .filter(|number| !world.requests[*number].purged)
        .map(|number| world.request_row(number))
        .collect();
    rows.extend(world.assignments.iter().map(|it| world.assignment_row(it)));
    rows.extend(world.call_rows());
    rows.extend(world.review_rows());
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
    for (name, person) in &world.people {
        if person.kind != Kind::Outsider || person.deleted.is_some() {
            let deleted = person.deleted.map(written);
            rows.push(format!("account {name} {} {deleted:?}", person.enabled));
        }
    }
    rows.sort();
    rows
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
        let kept = calls.filter(|call| !self.requests[call.request].purged);
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
                self.requests[call.request].id,
            )
        });
        rows.collect()
    }

    pub(super) fn assignment_row(&self, record: &world::Assignment) -> String {
        let state = match record.state {
            Held::Delivered => "delivered",
            Held::Partial => "partiallyDelivered",
            Held::Failed => "deliveryFailed",
            Held::Expired => "expired",
        };
        format!(
            "assignment {} {} {state} {} from {} to {:?} or {:?} over {:?} {}",
            self.policy_name(&record.policy),
            record.target,
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
