//! Asking for access: the checks in their order, the first that fails is the answer.

use serde_json::{Value, json};

use super::questions::{Answers, Freedom};
use super::workflows::CREATED;
use super::world::{
    DAY, Held, Instant, Kind, Request, State, Verdict, World, end_of, instant, is_given, items,
    text, texts, written,
};

impl World {
    /// Finds somebody's active assignment of a package.
    pub(super) fn held(&self, package: &str, name: &str) -> Option<usize> {
        self.assignments.iter().position(|assignment| {
            assignment.is_active() && assignment.package == package && assignment.target == name
        })
    }

    /// Finds somebody's open request for new access to a package.
    pub(super) fn open_request(&self, package: &str, name: &str) -> Option<usize> {
        self.requests.iter().position(|request| {
            request.state.is_open()
                && request.is_add()
                && request.package == package
                && request.target == name
        })
    }

    /// Tells whether somebody holds, or belongs to, what excludes a package.
    pub(super) fn conflicts(&self, package: &str, name: &str) -> bool {
        let record = &self.packages[package];
        let groups = self.groups_of(name);
        record
            .incompatible_packages
            .iter()
            .any(|other| self.held(other, name).is_some())
            || record
                .incompatible_groups
                .iter()
                .any(|group| groups.contains(group))
    }

    /// Says why no policy can be chosen, or which ones can.
    fn policies_offered(&self, package: &str, name: &str) -> Verdict<Vec<String>> {
        let offered = self.offered(package, name);
        if !offered.is_empty() {
            return Ok(offered);
        }
        let admitting = || {
            let policies = self.policies_of(package).into_iter();
            policies.filter(|(_, policy)| self.matches(policy, name))
        };
        if admitting().any(|(_, policy)| !policy.is_enabled()) {
            Err("PolicyDisabled")
        } else if admitting().any(|(_, policy)| policy.has_ended(self.now)) {
            Err("PolicyEnded")
        } else {
            Err("NotInScope")
        }
    }

    /// The checks that come before the form: under which policy, and as which type of request,
    /// somebody may ask for a target; `named` is the policy asked for, if any.
    pub(super) fn may_ask(
        &self,
        who: &str,
        target: &str,
        package: &str,
        named: &str,
    ) -> Verdict<(&'static str, String)> {
        let Some(record) = self.live_package(package) else {
            return Err("PackageNotFound");
        };
        let catalog = &self.catalogs[&record.catalog];
        if !catalog.published {
            return Err("CatalogDisabled");
        }
        if self.is_external(target) && !catalog.external {
            return Err("CatalogNotExternal");
        }
        if !self.domain_allowed(target) {
            return Err("DomainBlocked");
        }
        let policy = self.chosen(package, target, named)?;
        let kind = if target == who {
            "userAdd"
        } else {
            if self.person(target).manager.as_deref() != Some(who) {
                return Err("NotManagerOfTarget");
            }
            if !self.policies[&policy].lets("enableOnBehalfRequestorsToAddAccess") {
                return Err("OnBehalfNotAllowed");
            }
            "onBehalfAdd"
        };
        self.nothing_in_the_way(package, target)?;
        Ok((kind, policy))
    }

    /// `submitRequest`.
    pub(super) fn submit(&mut self, who: &str, with: &Value) -> Verdict {
        let package = text(with, "accessPackage");
        let target = match text(with, "target") {
            "" => who.to_owned(),
            target => target.to_owned(),
        };
        let (kind, policy) = self.may_ask(who, &target, package, text(with, "policy"))?;
        let terms = &self.policies[&policy];
        if terms.wants_justification() && text(with, "justification").is_empty() {
            return Err("JustificationRequired");
        }
        let given = items(with, "answers");
        let about = (policy.as_str(), target.as_str());
        let answers = self.answered(about, &Vec::new(), given, Freedom::Any)?;
        let schedule = &with["schedule"];
        let chooses = asked_start(schedule).is_some() || is_given(&schedule["expiration"]);
        if chooses && !terms.lets("allowCustomAssignmentSchedule") {
            return Err("ScheduleNotAllowed");
        }
        let period = self.period(&policy, &with["schedule"])?;
        self.proves(who, &policy)?;
        let terms = &self.policies[&policy];
        let stages = terms.stages("isApprovalRequiredForAdd");
        self.file(kind, about, who, period, (stages, answers));
        Ok(())
    }

    /// Whoever asks can prove everything that a policy wants proven.
    pub(super) fn proves(&self, who: &str, policy: &str) -> Verdict {
        let person = self.person(who);
        for wanted in items(
            &self.policies[policy].body,
            "verifiedCredentialRequirements",
        ) {
            let issuer = text(wanted, "issuer").to_lowercase();
            for kind in texts(wanted, "types") {
                let proof = (issuer.clone(), kind.to_lowercase());
                if !person.proofs.contains(&proof) {
                    return Err("VerifiedIdRequired");
                }
            }
        }
        Ok(())
    }

    /// Finds the policy that applies: the one named, or the only one.
    fn chosen(&self, package: &str, name: &str, named: &str) -> Verdict<String> {
        let offered = self.policies_offered(package, name)?;
        match (named, offered.as_slice()) {
            ("", [only]) => Ok(only.clone()),
            ("", _) => Err("PolicyChoiceRequired"),
            (named, offered) if offered.iter().any(|policy| policy == named) => {
                Ok(named.to_owned())
            }
            _ => Err("PolicyNotApplicable"),
        }
    }

    /// Nothing is held, asked for or incompatible.
    pub(super) fn nothing_in_the_way(&self, package: &str, name: &str) -> Verdict {
        if self.held(package, name).is_some() {
            return Err("AlreadyAssigned");
        }
        if self.open_request(package, name).is_some() {
            return Err("OpenRequestExists");
        }
        if self.conflicts(package, name) {
            return Err("IncompatibleAccess");
        }
        Ok(())
    }

    /// The period ends after it starts, starts no earlier than now, and fits the policy.
    ///
    /// Returns it as it is kept: a start that has come counts as now, however early today it was,
    /// a date on the policy's last day counts, and what is measured from the start becomes a date.
    pub(super) fn period(
        &self,
        policy: &str,
        schedule: &Value,
    ) -> Verdict<(Option<Instant>, Value)> {
        let asked = &schedule["expiration"];
        if asked_start(schedule).is_none() && !is_given(asked) {
            return Ok((None, Value::Null));
        }
        let wanted = asked_start(schedule).unwrap_or(self.now);
        let start = wanted.max(self.now);
        let end = end_of(asked, start);
        let is_past = wanted / DAY < self.now / DAY;
        let begins = if is_past { wanted } else { start };
        if end.is_some_and(|end| end <= begins) {
            return Err("EndBeforeStart");
        }
        if is_past {
            return Err("StartInPast");
        }
        let terms = self.policies[policy].expiration();
        let latest = end_of(terms, start);
        if latest.is_some_and(|latest| start >= latest) || is_beyond(asked, start, terms) {
            return Err("ExceedsPolicy");
        }
        let kept = (start > self.now).then_some(start);
        Ok((kept, dated(asked, end, latest)))
    }

    /// Files a request and lets it go as far as it goes by itself.
    pub(super) fn file(
        &mut self,
        kind: &'static str,
        (policy, target): (&str, &str),
        requestor: &str,
        (start, expiration): (Option<Instant>, Value),
        (stages, answers): (Vec<Value>, Answers),
    ) {
        let terms = &self.policies[policy];
        let number = self.requests.len();
        self.requests.push(Request {
            id: String::new(),
            kind,
            package: terms.package.clone(),
            policy: policy.to_owned(),
            requestor: Some(requestor.to_owned()),
            target: target.to_owned(),
            of_stranger: self.person(target).kind == Kind::Outsider,
            start,
            expiration,
            policy_expiration: terms.expiration().clone(),
            stages,
            opened: Vec::new(),
            state: State::Waiting { step: CREATED },
            obstacle: None,
            stopped: None,
            created: self.now,
            completed: None,
            assignment: None,
            answers,
            purged: false,
        });
        self.pass(number, CREATED);
    }

    /// `cancelRequest`.
    pub(super) fn cancel(&mut self, who: &str, number: usize) -> Verdict {
        let request = &self.requests[number];
        let administers = self.administrators.contains(who);
        if !administers && !self.concerned(number, who) {
            return Err("UnAuthorized");
        }
        if request.state == State::Failed && administers {
            if let Some(assignment) = request.assignment.filter(|_| request.is_add()) {
                self.assignments[assignment].state = Held::Expired;
                self.assignments[assignment].expired = Some(self.now);
            }
        } else if !request.state.is_open() {
            return Err("NotCancellable");
        }
        self.finish(number, State::Canceled);
        Ok(())
    }

    /// Tells whether a request is somebody's own: they asked, or it is for them.
    pub(super) fn concerned(&self, number: usize, who: &str) -> bool {
        let request = &self.requests[number];
        request.target == who || request.requestor.as_deref() == Some(who)
    }

    pub(super) fn finish(&mut self, number: usize, state: State) {
        self.requests[number].state = state;
        self.requests[number].completed = Some(self.now);
    }
}

/// Tells whether an end that was asked for comes after the one that a policy allows.
///
/// The last second of a day stands for the day, and a policy that does not count in hours lets access
/// last through the day on which it ends.
pub(super) fn is_beyond(asked: &Value, start: Instant, policy: &Value) -> bool {
    let Some(latest) = end_of(policy, start) else {
        return false;
    };
    let in_hours = text(policy, "duration").contains('T');
    match (text(asked, "type"), end_of(asked, start)) {
        ("noExpiration", _) => true,
        ("afterDateTime", Some(end)) if !in_hours && end % DAY == DAY - 1 => {
            end / DAY > latest / DAY
        }
        (_, end) => end.is_some_and(|end| end > latest),
    }
}

/// Writes an end that was asked for as a date, no later than the latest.
pub(super) fn dated(asked: &Value, end: Option<Instant>, latest: Option<Instant>) -> Value {
    match end {
        Some(end) => {
            let end = latest.map_or(end, |latest| end.min(latest));
            json!({"type": "afterDateTime", "endDateTime": written(end)})
        }
        None => asked.clone(),
    }
}

fn asked_start(schedule: &Value) -> Option<Instant> {
    schedule["startDateTime"].as_str().map(instant)
}
