//! What happens to access that somebody has: more time, handing back, taking away, and access that
//! an administrator gives.

use serde_json::Value;

use super::questions::{Answers, Freedom, wants_change};
use super::submission::{dated, is_beyond};
use super::workflows::CREATED;
use super::world::{Held, Kind, State, Verdict, World, end_of, is_given, items, text, texts};

impl World {
    /// Requires that somebody holds the assignment, or is the holder's direct manager where the
    /// policy lets managers do this.
    pub(super) fn holds_or_manages(&self, who: &str, assignment: usize, switch: &str) -> Verdict {
        let record = &self.assignments[assignment];
        if record.target == who {
            return Ok(());
        }
        if self.person(&record.target).manager.as_deref() != Some(who) {
            return Err("UnAuthorized");
        }
        let policy = &self.policies[&record.policy];
        if !policy.gone && policy.lets(switch) {
            Ok(())
        } else {
            Err("OnBehalfNotAllowed")
        }
    }

    /// `giveBackAssignment`.
    pub(super) fn give_back(&mut self, who: &str, assignment: usize) -> Verdict {
        let record = &self.assignments[assignment];
        let switch = "enableOnBehalfRequestorsToRemoveAccess";
        self.holds_or_manages(who, assignment, switch)?;
        if !record.is_active() {
            return Err("AssignmentNotActive");
        }
        if !self.policies[&record.policy].lets("enableTargetsToSelfRemoveAccess") {
            return Err("SelfRemoveNotAllowed");
        }
        self.end("userRemove", Some(who), assignment);
        Ok(())
    }

    /// `removeAssignment`.
    pub(super) fn remove(&mut self, who: &str, assignment: usize) -> Verdict {
        self.administers(who)?;
        if !self.assignments[assignment].is_active() {
            return Err("AssignmentNotActive");
        }
        self.end("adminRemove", Some(who), assignment);
        Ok(())
    }

    pub(super) fn administers(&self, who: &str) -> Verdict {
        if self.administrators.contains(who) {
            Ok(())
        } else {
            Err("UnAuthorized")
        }
    }

    /// Returns the new end that an extension asks for as it is kept, or says why there is none.
    fn new_end(&self, assignment: usize, asked: &Value) -> Verdict<Value> {
        let record = &self.assignments[assignment];
        let policy = self.policies[&record.policy].expiration();
        let latest = end_of(policy, self.now);
        let end = if is_given(asked) {
            end_of(asked, self.now)
        } else {
            latest
        };
        if is_given(asked) && is_beyond(asked, self.now, policy) {
            return Err("ExtensionPastPolicyEnd");
        }
        let end = end.map(|end| latest.map_or(end, |latest| end.min(latest)));
        if end.is_some_and(|end| Some(end) <= record.end) {
            return Err("NothingToExtend");
        }
        Ok(dated(asked, end.filter(|_| is_given(asked)), latest))
    }

    /// `requestExtension`.
    pub(super) fn extend(&mut self, who: &str, assignment: usize, with: &Value) -> Verdict {
        let record = &self.assignments[assignment];
        let target = record.target.clone();
        let policy = &self.policies[&record.policy];
        let switch = "enableOnBehalfRequestorsToUpdateAccess";
        self.holds_or_manages(who, assignment, switch)?;
        if !record.is_active() {
            return Err("AssignmentNotActive");
        }
        if record.state != Held::Delivered {
            return Err("AssignmentNotActive");
        }
        if record.end.is_none() {
            return Err("NothingToExtend");
        }
        if !policy.lets("enableTargetsToSelfUpdateAccess") {
            return Err("ExtensionNotAllowed");
        }
        if !self.matches(policy, &target) {
            return Err("ExtensionNotInScope");
        }
        let fixed = end_of(policy.expiration(), self.now);
        let by_date = text(policy.expiration(), "type") == "afterDateTime";
        if by_date && (fixed <= record.end || fixed <= Some(self.now)) {
            return Err("ExtensionPastPolicyEnd");
        }
        if self.pending_extension(assignment).is_some() {
            return Err("ExtensionPending");
        }
        if self.conflicts(&record.package, &target) {
            return Err("IncompatibleAccess");
        }
        let stages = policy.stages("isApprovalRequiredForUpdate");
        let unsaid = text(with, "justification").is_empty();
        if policy.wants_justification() && !stages.is_empty() && unsaid {
            return Err("JustificationRequired");
        }
        let answers = match items(with, "answers") {
            [] => Vec::new(),
            given => {
                let about = (record.policy.as_str(), target.as_str());
                self.answered(about, &record.answers, given, Freedom::Editable)?
            }
        };
        let asked = &with["schedule"]["expiration"];
        if is_given(asked) && !policy.lets("allowCustomAssignmentSchedule") {
            return Err("ScheduleNotAllowed");
        }
        let end = self.new_end(assignment, asked)?;
        self.lengthen("userExtend", who, (assignment, answers), end, stages);
        Ok(())
    }

    pub(super) fn pending_extension(&self, assignment: usize) -> Option<usize> {
        let mut requests = self.requests.iter();
        requests.position(|request| wants_change(request, assignment))
    }

    /// `extendAssignment`.
    pub(super) fn extend_for(&mut self, who: &str, assignment: usize, with: &Value) -> Verdict {
        self.administers(who)?;
        let record = &self.assignments[assignment];
        if !record.is_active() {
            return Err("AssignmentNotActive");
        }
        if record.end.is_none() {
            return Err("NothingToExtend");
        }
        if self.conflicts(&record.package, &record.target) {
            return Err("IncompatibleAccess");
        }
        let end = self.new_end(assignment, &with["schedule"]["expiration"])?;
        self.lengthen(
            "adminUpdate",
            who,
            (assignment, Vec::new()),
            end,
            Vec::new(),
        );
        Ok(())
    }

    pub(super) fn lengthen(
        &mut self,
        kind: &'static str,
        who: &str,
        (assignment, answers): (usize, Answers),
        expiration: Value,
        stages: Vec<Value>,
    ) {
        let record = self.assignments[assignment].clone();
        let number = self.requests.len();
        let request = super::world::Request {
            id: String::new(),
            kind,
            package: record.package.clone(),
            policy: record.policy.clone(),
            requestor: Some(who.to_owned()),
            target: record.target.clone(),
            of_stranger: false,
            start: None,
            expiration,
            policy_expiration: self.policies[&record.policy].expiration().clone(),
            stages,
            opened: Vec::new(),
            state: State::Waiting { step: CREATED },
            obstacle: None,
            stopped: None,
            created: self.now,
            completed: None,
            assignment: Some(assignment),
            answers,
            purged: false,
        };
        self.requests.push(request);
        self.pass(number, CREATED);
    }

    /// `assignDirectly`.
    pub(super) fn assign(&mut self, who: &str, with: &Value) -> Verdict {
        self.administers(who)?;
        let policy = text(with, "policy").to_owned();
        let terms = self.policies[&policy].clone();
        if !terms.is_enabled() {
            return Err("PolicyDisabled");
        }
        if terms.has_ended(self.now) {
            return Err("PolicyEnded");
        }
        let targets = texts(with, "targets");
        if targets.len() > 1 && !self.asked_of(&policy, &targets[0]).is_empty() {
            return Err("OneUserAtATime");
        }
        let bypass = with["bypassApproval"] != false;
        let stages = terms.stages("isApprovalRequiredForAdd");
        for target in texts(with, "targets") {
            if self.person(&target).kind != Kind::Outsider {
                self.is_live(&target)?;
            }
            if !self.domain_allowed(&target) {
                return Err("DomainBlocked");
            }
            self.nothing_in_the_way(&terms.package, &target)?;
            let anybody =
                terms.scope() == "notSpecified" && self.person(&target).kind != Kind::Outsider;
            let ruled = self.rule_admits(&terms, &target);
            if !anybody && !ruled && !self.matches(&terms, &target) {
                return Err("TargetNotInPolicyScope");
            }
            if bypass && !stages.is_empty() && target == who {
                return Err("SelfApproval");
            }
            let decidable = |stage: &Value| {
                let primaries = self.primaries(stage, Some(&target), &target);
                let escalates = stage["isEscalationEnabled"] == true;
                !primaries.is_empty()
                    || escalates && !self.alternates(stage, Some(&target), &target).is_empty()
            };
            if !bypass && !stages.iter().all(decidable) {
                return Err("PolicyRequiresApproval");
            }
            let given = items(with, "answers");
            let about = (policy.as_str(), target.as_str());
            let answers = self.answered(about, &Vec::new(), given, Freedom::Any)?;
            let period = self.period(&policy, &with["schedule"])?;
            let asked = if bypass { Vec::new() } else { stages.clone() };
            self.file("adminAdd", about, &target, period, (asked, answers));
        }
        Ok(())
    }
}
