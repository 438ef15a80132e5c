//! Who decides, in which stage, until when.

use std::collections::BTreeSet;

use serde_json::Value;

use super::workflows::APPROVED;
use super::world::{Instant, Stage, State, Verdict, World, items, seconds, text};

/// The members of a stage that say whom it asks, and whom in their place when nobody is found.
pub(super) const PRIMARIES: (&str, &str) = ("primaryApprovers", "fallbackPrimaryApprovers");
pub(super) const ALTERNATES: (&str, &str) = ("escalationApprovers", "fallbackEscalationApprovers");

impl World {
    /// Lists whom sets of approvers mean: all of them, and those whom they name themselves.
    pub(super) fn named(
        &self,
        sets: &[Value],
        target: &str,
    ) -> (BTreeSet<String>, BTreeSet<String>) {
        let mut found: BTreeSet<String> = BTreeSet::new();
        let mut by_name: BTreeSet<String> = BTreeSet::new();
        let organization = self
            .organization_of(target)
            .map(|name| &self.organizations[name]);
        let mut vouching = |principals: Vec<String>| {
            for principal in principals {
                if self.groups.contains_key(&principal) {
                    found.extend(self.people_in(&principal));
                } else {
                    found.insert(principal.clone());
                    by_name.insert(principal);
                }
            }
        };
        for set in sets {
            match text(set, "@odata.type").trim_start_matches("#microsoft.graph.") {
                "singleUser" => vouching(vec![text(set, "userId").to_owned()]),
                "groupMembers" => vouching(vec![text(set, "groupId").to_owned()]),
                "requestorManager" => {
                    let level = set["managerLevel"].as_u64().unwrap_or(1);
                    vouching(self.manager(target, level).into_iter().collect());
                }
                "targetUserSponsors" => vouching(self.person(target).sponsors.clone()),
                "internalSponsors" => vouching(
                    organization
                        .map_or_else(Vec::new, |found| found.internal.iter().cloned().collect()),
                ),
                "externalSponsors" => vouching(
                    organization
                        .map_or_else(Vec::new, |found| found.external.iter().cloned().collect()),
                ),
                other => panic!("{other}"),
            }
        }
        (found, by_name)
    }

    /// Tells whether somebody may decide about a target: not on their own access, and not without an
    /// account that can.
    pub(super) fn is_fit(&self, name: &str, requestor: Option<&str>, target: &str) -> bool {
        name != target && Some(name) != requestor && self.can_decide(name)
    }

    /// Expands sets of approvers for a request of `requestor` for `target`.
    pub(super) fn expand(
        &self,
        sets: &[Value],
        requestor: Option<&str>,
        target: &str,
    ) -> BTreeSet<String> {
        let (mut found, _) = self.named(sets, target);
        found.retain(|name| self.is_fit(name, requestor, target));
        found
    }

    /// Expands sets, and others in their place when nobody is found.
    fn or_else(
        &self,
        stage: &Value,
        first: &str,
        otherwise: &str,
        requestor: Option<&str>,
        target: &str,
    ) -> BTreeSet<String> {
        let found = self.expand(items(stage, first), requestor, target);
        if found.is_empty() {
            self.expand(items(stage, otherwise), requestor, target)
        } else {
            found
        }
    }

    pub(super) fn primaries(
        &self,
        stage: &Value,
        requestor: Option<&str>,
        target: &str,
    ) -> BTreeSet<String> {
        let (first, otherwise) = PRIMARIES;
        self.or_else(stage, first, otherwise, requestor, target)
    }

    pub(super) fn alternates(
        &self,
        stage: &Value,
        requestor: Option<&str>,
        target: &str,
    ) -> BTreeSet<String> {
        let (first, otherwise) = ALTERNATES;
        self.or_else(stage, first, otherwise, requestor, target)
    }

    /// Lists who may decide on a pending request now.
    pub(super) fn deciding(&self, number: usize) -> BTreeSet<String> {
        let request = &self.requests[number];
        let State::Pending { stage } = request.state else {
            return BTreeSet::new();
        };
        let (asker, target) = (request.requestor.as_deref(), request.target.as_str());
        let mut found = self.asked_themselves(number);
        for sets in self.sets_asked(number) {
            found.extend(self.delegates(&request.stages[stage], sets, asker, target));
        }
        found
    }

    /// Lists who may decide on a pending request in their own right.
    pub(super) fn asked_themselves(&self, number: usize) -> BTreeSet<String> {
        let request = &self.requests[number];
        let State::Pending { stage } = request.state else {
            return BTreeSet::new();
        };
        let (asker, target) = (request.requestor.as_deref(), request.target.as_str());
        let mut found = self.primaries(&request.stages[stage], asker, target);
        if request.opened[stage].escalated {
            found.extend(self.alternates(&request.stages[stage], asker, target));
        }
        found
    }

    /// Lists the sets, each with those in its place, that the open stage of a request asks by now.
    fn sets_asked(&self, number: usize) -> Vec<(&'static str, &'static str)> {
        let request = &self.requests[number];
        let State::Pending { stage } = request.state else {
            return Vec::new();
        };
        let mut sets = vec![PRIMARIES];
        if request.opened[stage].escalated {
            sets.push(ALTERNATES);
        }
        sets
    }

    pub(super) fn open_stage(&mut self, number: usize, stage: usize) {
        self.requests[number].state = State::Pending { stage };
        let request = &self.requests[number];
        let asked = self.primaries(
            &request.stages[stage],
            request.requestor.as_deref(),
            &request.target,
        );
        let opened = self.now;
        self.requests[number].opened.push(Stage {
            opened,
            asked,
            escalated: false,
            decided_by: None,
            approved: false,
        });
    }

    /// Returns when the open stage asks the alternates, and when it runs out.
    pub(super) fn stage_times(&self, number: usize) -> Option<(Option<Instant>, Instant)> {
        let request = &self.requests[number];
        let State::Pending { stage } = request.state else {
            return None;
        };
        let (terms, record) = (&request.stages[stage], &request.opened[stage]);
        let asks = terms["isEscalationEnabled"] == true && !record.escalated;
        let escalation =
            asks.then(|| record.opened + seconds(text(terms, "durationBeforeEscalation")));
        let wait = seconds(text(terms, "durationBeforeAutomaticDenial"));
        Some((escalation, record.opened + wait))
    }

    pub(super) fn escalate(&mut self, number: usize) {
        let request = &self.requests[number];
        let State::Pending { stage } = request.state else {
            return;
        };
        let alternates = self.alternates(
            &request.stages[stage],
            request.requestor.as_deref(),
            &request.target,
        );
        let record = &mut self.requests[number].opened[stage];
        record.escalated = true;
        record.asked.extend(alternates);
    }

    /// `approveRequest` and `denyRequest`.
    pub(super) fn judge(
        &mut self,
        who: &str,
        number: usize,
        approves: bool,
        justification: &str,
    ) -> Verdict {
        let stage = self.decides_on(who, number)?;
        let request = &self.requests[number];
        let wants_reason = request.stages[stage]["isApproverJustificationRequired"] != false;
        if wants_reason && justification.is_empty() {
            return Err("ApproverJustificationRequired");
        }
        let last = stage + 1 == request.stages.len();
        let in_place = !self.asked_themselves(number).contains(who);
        if in_place {
            self.note("a delegate decides");
        }
        let record = &mut self.requests[number].opened[stage];
        record.decided_by = Some(who.to_owned());
        record.approved = approves;
        if !approves {
            self.finish(number, State::Denied);
        } else if last {
            self.pass(number, APPROVED);
        } else {
            self.open_stage(number, stage + 1);
        }
        Ok(())
    }

    /// Says why somebody who is no approver has no say, and tells a stranger nothing.
    fn no_approver(&self, who: &str, number: usize) -> &'static str {
        let mut stages = self.requests[number].opened.iter();
        let knows_of_it = self.administrators.contains(who)
            || self.concerned(number, who)
            || stages.any(|record| record.knows(who))
            || self.deciding(number).contains(who);
        if knows_of_it {
            "NotAnApprover"
        } else {
            "UnAuthorized"
        }
    }

    /// `revokeApproval`: whoever approved, at whatever stage, takes the access away that it led to.
    pub(super) fn revoke_approval(&mut self, who: &str, number: usize) -> Verdict {
        let request = &self.requests[number];
        let mut stages = request.opened.iter();
        if !stages.any(|it| it.approved && it.decided_by.as_deref() == Some(who)) {
            return Err(self.no_approver(who, number));
        }
        let led_to = request.assignment.filter(|held| {
            let changed = !request.is_about_held() || request.state == State::Delivered;
            changed && self.assignments[*held].is_active()
        });
        let held = led_to.ok_or("AssignmentNotActive")?;
        self.note("an approver takes an approval back");
        self.end("adminRemove", Some(who), held);
        Ok(())
    }

    /// Returns the open stage on which somebody decides, or says why they do not.
    pub(super) fn decides_on(&self, who: &str, number: usize) -> Verdict<usize> {
        let request = &self.requests[number];
        if self.concerned(number, who) {
            return Err("SelfApproval");
        }
        let decides = self.deciding(number).contains(who);
        let open = request.state.open_stage();
        let was_asked = request
            .opened
            .iter()
            .enumerate()
            .any(|(stage, record)| Some(stage) != open && record.knows(who));
        if !decides && !was_asked {
            // Whoever leaves a group while the stage is open was asked, and knows of the request.
            return Err(self.no_approver(who, number));
        }
        if request.state == State::TimedOut {
            return Err("RequestExpired");
        }
        if request.state == State::Canceled {
            return Err("RequestNotPending");
        }
        open.filter(|_| decides).ok_or("AlreadyDecided")
    }
}
