//! Workflows that policies call: what requests wait for, what it makes of them, and silence.

use serde_json::Value;

use super::world::{Instant, Request, State, Verdict, World, items, seconds, text};

/// A workflow of a catalog, which answers as it was told to.
#[derive(Debug, Clone)]
pub(super) struct Workflow {
    /// How long it is waited for, if at all.
    pub(super) wait: Option<Instant>,
    pub(super) answer: String,
}

/// Where a call stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Sent,
    Received,
    Failed,
    TimedOut,
    Waiting,
}

/// What a call is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    Request(usize),
    Assignment(usize),
}

impl Subject {
    pub(super) const fn request(self) -> Option<usize> {
        match self {
            Self::Request(number) => Some(number),
            Self::Assignment(_) => None,
        }
    }
}

/// A call of a workflow.
#[derive(Debug, Clone)]
pub(super) struct Call {
    pub(super) about: Subject,
    pub(super) workflow: String,
    pub(super) step: &'static str,
    pub(super) sent: Instant,
    pub(super) due: Option<Instant>,
    pub(super) standing: Standing,
    pub(super) denies: bool,
}

impl Call {
    fn has_succeeded(&self) -> bool {
        matches!(self.standing, Standing::Sent | Standing::Received)
    }
}

/// How a workflow ended a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    Denied,
    /// At which step it failed, or kept silent for too long.
    Failed(&'static str),
    Late(&'static str),
}

impl Stop {
    /// Returns the step that has to be gone through again.
    pub(super) fn step(self) -> Option<&'static str> {
        match self {
            Self::Denied => None,
            Self::Failed(step) | Self::Late(step) => Some(step),
        }
    }
}

pub(super) const CREATED: &str = "assignmentRequestCreated";
pub(super) const APPROVED: &str = "assignmentRequestApproved";
pub(super) const GRANTED: &str = "assignmentRequestGranted";
pub(super) const REMOVED: &str = "assignmentRequestRemoved";

impl World {
    /// `createCustomExtension`.
    pub(super) fn create_workflow(&mut self, with: &Value) {
        let wait = with["callbackConfiguration"]["timeoutDuration"].as_str();
        let workflow = Workflow {
            wait: wait.map(seconds),
            answer: text(with, "answer").to_owned(),
        };
        self.workflows
            .insert(text(with, "displayName").to_owned(), workflow);
    }

    /// `updateCustomExtension`.
    pub(super) fn update_workflow(&mut self, with: &Value) -> Verdict {
        let name = text(with, "customExtension");
        let workflow = self.workflows.get_mut(name).unwrap();
        if workflow.answer == text(with, "answer") {
            return Err("NothingToChange");
        }
        text(with, "answer").clone_into(&mut workflow.answer);
        Ok(())
    }

    /// Takes a request through a step, and on unless a workflow holds it up or ends it.
    pub(super) fn pass(&mut self, number: usize, step: &'static str) {
        self.call(number, step);
        if self.let_through(number, step) {
            self.go_on(number, step);
        }
    }

    /// Calls what the policy of a request has called at a step, unless that was done already.
    pub(super) fn call(&mut self, number: usize, step: &'static str) {
        let policy = &self.policies[&self.requests[number].policy];
        if policy.gone {
            return;
        }
        let settings = items(&policy.body, "customExtensionStageSettings").to_vec();
        for setting in settings.iter().filter(|it| text(it, "stage") == step) {
            let name = text(&setting["customExtension"], "id").to_owned();
            let mut made = self.calls.iter();
            let done = made.any(|call| {
                (call.about, call.step) == (Subject::Request(number), step)
                    && call.workflow == name
                    && call.has_succeeded()
            });
            if !done {
                self.launch(Subject::Request(number), step, name);
            }
        }
    }

    pub(super) fn launch(&mut self, about: Subject, step: &'static str, name: String) {
        let workflow = &self.workflows[&name];
        let standing = match (workflow.answer.as_str(), workflow.wait) {
            ("fail", _) => Standing::Failed,
            (_, None) => Standing::Sent,
            ("continue" | "deny", _) => Standing::Received,
            _ => Standing::Waiting,
        };
        let call = Call {
            about,
            step,
            sent: self.now,
            due: workflow.wait.map(|wait| self.now + wait),
            standing,
            denies: workflow.answer == "deny" && workflow.wait.is_some(),
            workflow: name,
        };
        self.note(match (call.standing, call.due) {
            (Standing::Waiting, _) => "a workflow is waited for",
            (Standing::Failed, None) => "a workflow that is only launched fails",
            (_, None) => "a workflow is only launched",
            (_, Some(_)) => "a workflow answers at once",
        });
        self.calls.push(call);
    }

    /// Says whether a request goes on now that its calls stand where they do: the last one of each
    /// workflow counts, if it is waited for.
    fn let_through(&mut self, number: usize, step: &'static str) -> bool {
        let mut last: Vec<&Call> = Vec::new();
        for call in &self.calls {
            if (call.about, call.step) == (Subject::Request(number), step) {
                last.retain(|earlier| earlier.workflow != call.workflow);
                last.push(call);
            }
        }
        last.retain(|call| call.due.is_some());
        let any_stands = |at: Standing| last.iter().any(|call| call.standing == at);
        let (state, ending) = if last.iter().any(|call| call.denies) {
            (State::Denied, Stop::Denied)
        } else if any_stands(Standing::Failed) {
            (State::Failed, Stop::Failed(step))
        } else if any_stands(Standing::TimedOut) {
            (State::Failed, Stop::Late(step))
        } else {
            let waits = any_stands(Standing::Waiting);
            if waits {
                self.requests[number].state = State::Waiting { step };
            }
            return !waits;
        };
        self.note(match ending {
            Stop::Denied => "a workflow denies a request",
            Stop::Failed(_) => "a workflow fails a request",
            Stop::Late(_) => "a workflow keeps silent for too long",
        });
        self.requests[number].stopped = Some(ending);
        self.finish(number, state);
        false
    }

    fn go_on(&mut self, number: usize, step: &'static str) {
        let request = &self.requests[number];
        let passed = request.opened.len();
        if passed < request.stages.len() && [CREATED, APPROVED].contains(&step) {
            self.open_stage(number, passed);
        } else {
            self.approved(number);
        }
    }

    /// Writes down what became of a call, and moves on what waits for it.
    fn settle_call(&mut self, number: usize, standing: Standing, denies: bool) {
        let call = &mut self.calls[number];
        call.standing = standing;
        call.denies = denies;
        let step = call.step;
        let Subject::Request(request) = call.about else {
            return;
        };
        let waits = self.requests[request].state == State::Waiting { step };
        if !waits {
            self.note("a workflow calls back too late");
        }
        if waits && self.let_through(request, step) {
            self.go_on(request, step);
        }
    }

    pub(super) fn give_call_up(&mut self, number: usize) {
        self.settle_call(number, Standing::TimedOut, false);
    }

    /// Lists the calls that are still to be answered.
    pub(super) fn open_calls(&self) -> Vec<usize> {
        let calls = self.calls.iter().enumerate();
        let open = calls.filter(|(_, call)| {
            let request = call.about.request();
            call.standing == Standing::Waiting
                && request.is_some_and(|request| !self.requests[request].purged)
        });
        open.map(|(number, _)| number).collect()
    }

    /// `answerCallout`, of the one call about a request that is open.
    pub(super) fn answer_call(&mut self, with: &Value) -> Verdict {
        let request = self.requests.iter();
        let request = request
            .enumerate()
            .find(|(_, request)| request.id == text(with, "request"))
            .unwrap()
            .0;
        let mut open = self.open_calls();
        open.retain(|call| self.calls[*call].about == Subject::Request(request));
        let [number] = open.as_slice() else {
            return Err("NotFound");
        };
        let number = *number;
        let answer = text(with, "answer");
        if let Some(stage) = with.get("stage") {
            let step = self.calls[number].step;
            if answer != "continue" || self.requests[request].state != (State::Waiting { step }) {
                return Err("ExtensionStageMismatch");
            }
            if self.requests[request].stages.len() == 3 {
                return Err("StageCount");
            }
            self.requests[request].stages.push(stage.clone());
            self.note("a workflow adds a stage");
        }
        match answer {
            "fail" => self.settle_call(number, Standing::Failed, false),
            _ => self.settle_call(number, Standing::Received, answer == "deny"),
        }
        Ok(())
    }

    /// Tells whether a workflow ended what a rule gave last; nobody but an administrator tries again.
    pub(super) fn stopped_by_workflow(&self, package: &str, name: &str) -> bool {
        let last = self.last_about(package, name);
        last.iter()
            .any(|request| request.kind == "systemAdd" && request.stopped.is_some())
    }

    /// Lists the last requests about a package and somebody: all of one instant.
    pub(super) fn last_about(&self, package: &str, name: &str) -> Vec<&Request> {
        let about = |request: &&Request| {
            !request.purged && request.package == package && request.target == name
        };
        let mut about: Vec<&Request> = self.requests.iter().filter(about).collect();
        let last = about.iter().map(|request| request.created).max();
        about.retain(|request| Some(request.created) == last);
        about
    }
}
