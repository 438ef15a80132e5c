//! What became of a request, what it waits for, and what will happen if nobody acts.

use crate::domain::approval::StandIn;
use crate::domain::approval::{ApproverDecision, StageOutcome, StageRecord, Verdict};
use crate::domain::approvers::Asker;
use crate::domain::authority::sees_approvers;
use crate::domain::custom_extension::ExtensionStage;
use crate::domain::id::Person;
use crate::domain::request::{AssignmentRequest, RequestState, RequestType};
use crate::domain::text::Safe;
use crate::domain::time::{Expiration, Schedule, Timestamp};
use crate::ui::scene::Scene;
use crate::ui::screen::my_access::requests;
use crate::ui::view::{DetailLine, Moment, Phrase};
use crate::ui::wording;

mod axis;
mod calls;
mod deciders;
mod ending;
pub(in crate::ui::screen) mod life;
mod outcome;
pub(in crate::ui::screen) mod stages;

use deciders::waiting;

/// Says where a request stands and tells its story, for the pane beside a list.
pub fn beside(scene: &Scene<'_>, request: &AssignmentRequest) -> Vec<DetailLine> {
    let state = requests::state(request);
    let mut lines = vec![DetailLine::Fact("State".into(), state)];
    lines.extend(wording::justification(request));
    if let RequestState::PendingApproval { stage, due } = request.progress.state {
        let waits = waiting(scene, request, stage);
        lines.push(DetailLine::fact("Waits for", waits));
        lines.push(DetailLine::fact("Until", scene.calendar.instant(due)));
    }
    lines.extend(calls::waits_for(scene, request));
    lines.extend(period(scene, request));
    let created = scene.calendar.instant(request.created_date_time);
    lines.push(DetailLine::fact("Created", created));
    lines.push(DetailLine::Gap);
    lines.extend(moments(scene, request));
    lines
}

/// Says the period that was asked for; nothing where a request asks for none.
pub fn period(scene: &Scene<'_>, request: &AssignmentRequest) -> Option<DetailLine> {
    match request.request_type {
        RequestType::UserAdd
        | RequestType::OnBehalfAdd
        | RequestType::UserExtend
        | RequestType::AdminAdd
        | RequestType::SystemAdd => {}
        RequestType::AdminUpdate if request.schedule != Schedule::UNSPECIFIED => {}
        RequestType::UserUpdate
        | RequestType::AdminUpdate
        | RequestType::UserRemove
        | RequestType::AdminRemove
        | RequestType::SystemRemove => return None,
    }
    let calendar = scene.calendar;
    let start = request.schedule.start_date_time;
    let from = start.map_or_else(|| "at once".to_owned(), |at| calendar.day(at).to_string());
    let wanted = match request.schedule.expiration {
        Expiration::NotSpecified => request.policy_expiration,
        asked @ (Expiration::Never | Expiration::At(_) | Expiration::After(_)) => asked,
    };
    let period = match wanted {
        Expiration::At(end) => format!("{from} to {}", calendar.day(end)),
        Expiration::NotSpecified | Expiration::Never => format!("{from}, without an end"),
        Expiration::After(span) => format!("{from}, ends after {}", span.in_words()),
    };
    Some(DetailLine::fact("Period", period))
}

/// Tells the whole story of a request: past, present and future in one column.
pub fn lines(scene: &Scene<'_>, request: &AssignmentRequest) -> Vec<DetailLine> {
    let state = requests::state(request);
    let mut lines = vec![DetailLine::Fact("State".into(), state)];
    lines.extend(wording::justification(request));
    lines.extend(period(scene, request));
    lines.extend(wording::answers(scene, &request.progress.answers));
    lines.push(DetailLine::Gap);
    lines.extend(moments(scene, request));
    lines
}

/// Draws the stages and the life of a request, and lists its moments in order.
pub fn moments(scene: &Scene<'_>, request: &AssignmentRequest) -> Vec<DetailLine> {
    let teller = Teller { scene, request };
    let mut told = vec![teller.submitted()];
    told.extend(teller.calls(ExtensionStage::RequestCreated));
    told.extend(teller.stages());
    told.extend(teller.calls(ExtensionStage::RequestApproved));
    told.extend(teller.tries());
    told.extend(teller.ending());
    told.extend(teller.calls_afterwards());
    let mut lines = stages::chain(scene, request);
    let axis = axis::of(scene.calendar, &told);
    lines.append(&mut told);
    lines.extend(axis);
    lines
}

/// Writes the lines of one request.
struct Teller<'a> {
    scene: &'a Scene<'a>,
    request: &'a AssignmentRequest,
}

impl Teller<'_> {
    fn line(&self, moment: Moment, at: Option<Timestamp>, what: &str, note: &str) -> DetailLine {
        DetailLine::Moment {
            moment,
            at,
            when: at
                .map(|at| self.scene.calendar.moment(at))
                .unwrap_or_default(),
            what: what.into(),
            note: Phrase::plain(note),
        }
    }

    fn submitted(&self) -> DetailLine {
        let by = match self.request.made_by() {
            Some(person) => self.person(person),
            None if self.request.review.is_some() => "access review".to_owned(),
            None if self.by_rule() => "the rule of the policy".to_owned(),
            None => "time".to_owned(),
        };
        let kind = self.request.request_type.label();
        let policy = self.scene.name(self.request.policy);
        let note = format!("by {by}, {kind}, policy \"{policy}\"");
        let at = Some(self.request.created_date_time);
        self.line(Moment::Past, at, "Submitted", &note)
    }

    /// Tells whether the service gives or takes what the rule of an automatic policy says.
    fn by_rule(&self) -> bool {
        let tenant = self.scene.tenant();
        let held = self.request.progress.assignment;
        let held = held.and_then(|id| tenant.find_assignment(id));
        let endless = held.filter(|held| held.progress.end.is_none());
        let policy = endless.and_then(|held| tenant.find_policy(held.policy));
        let ended = policy.is_some_and(|policy| policy.terms.automatic.is_some());
        match self.request.request_type {
            RequestType::SystemAdd => true,
            RequestType::SystemRemove => ended,
            RequestType::UserAdd
            | RequestType::OnBehalfAdd
            | RequestType::UserExtend
            | RequestType::UserUpdate
            | RequestType::AdminAdd
            | RequestType::AdminUpdate
            | RequestType::UserRemove
            | RequestType::AdminRemove => false,
        }
    }

    fn stages(&self) -> Vec<DetailLine> {
        let opened = &self.request.progress.stages;
        let numbered = opened.iter().enumerate();
        let mut lines: Vec<DetailLine> = numbered
            .flat_map(|(place, record)| self.stage(place, record))
            .collect();
        if self.request.progress.state.is_open() {
            let all = self.request.stages.iter().enumerate();
            lines.extend(all.skip(opened.len()).map(|(place, stage)| {
                let time = stage.duration_before_automatic_denial.in_words();
                let names = self.names(place);
                let note = format!("{names} decides within {time}");
                self.line(Moment::Future, None, &self.number(place), &note)
            }));
        }
        lines
    }

    fn number(&self, place: usize) -> String {
        format!("Stage {} of {}", place + 1, self.request.stages.len())
    }

    fn names(&self, place: usize) -> String {
        waiting(self.scene, self.request, place)
    }

    fn stage(&self, place: usize, record: &StageRecord) -> Vec<DetailLine> {
        let number = self.number(place);
        match &record.outcome {
            StageOutcome::Open => {
                let note = format!("waiting for {}", self.names(place));
                let opened = Some(record.opened);
                let mut lines = vec![self.line(Moment::Present, opened, &number, &note)];
                lines.extend(self.prompts(place, record));
                let due = Some(record.due);
                lines.push(self.line(Moment::Aside, due, "runs out", "if nobody decides"));
                lines
            }
            StageOutcome::Decided(decision) => {
                vec![self.decision(&number, decision, record.stood_in())]
            }
            StageOutcome::Expired => {
                let everybody: Vec<_> = record.everybody_asked().collect();
                let asked = wording::any_of(self.scene, &everybody);
                let note = match asked {
                    Some(names) => format!("ran out; {names} did not decide"),
                    None => "ran out; nobody could decide".to_owned(),
                };
                vec![self.line(Moment::Failed, Some(record.due), &number, &note)]
            }
            StageOutcome::Withdrawn => {
                let opened = Some(record.opened);
                vec![self.line(Moment::Past, opened, &number, "nobody had decided yet")]
            }
        }
    }

    /// Tells what an open stage has done and will do to be decided, in the order of time.
    fn prompts(&self, place: usize, record: &StageRecord) -> Vec<DetailLine> {
        let Some(stage) = self.request.stages.get(place) else {
            return Vec::new();
        };
        let reminder = record
            .reminded
            .unwrap_or_else(|| stage.reminds_at(record.opened));
        let says = match record.reminded {
            Some(_) => "approvers were reminded",
            None => "if nobody decides",
        };
        let line = self.line(Moment::Aside, Some(reminder), "reminder", says);
        let mut told = vec![(reminder, line)];
        let forwarding = match &record.escalated {
            Some(escalated) => Some((escalated.at, escalated.asked.clone())),
            None => stage.escalates_at(record.opened).map(|at| {
                let request = self.request;
                let resolved = wording::deciders(self.scene, stage, Asker::of(request));
                (at, resolved.alternates)
            }),
        };
        if let Some((at, alternates)) = forwarding {
            let names =
                if sees_approvers(self.scene.tenant(), self.scene.persona, self.request, place) {
                    wording::any_of(self.scene, &alternates)
                } else {
                    Some(wording::SOMEBODY.to_owned())
                };
            let who = names.unwrap_or_else(|| "nobody, since nobody can decide".to_owned());
            let why = match record.escalated {
                Some(_) => "since nobody had decided",
                None => "if nobody decides",
            };
            let note = format!("to {who} too, {why}");
            told.push((at, self.line(Moment::Aside, Some(at), "forwarded", &note)));
        }
        told.sort_by_key(|(at, _)| *at);
        told.into_iter().map(|(_, line)| line).collect()
    }

    fn decision(
        &self,
        number: &str,
        decision: &ApproverDecision,
        stood_in: Option<StandIn>,
    ) -> DetailLine {
        let moment = match decision.verdict {
            Verdict::Approve => Moment::Past,
            Verdict::Deny => Moment::Denied,
        };
        let by = self.person(Person::User(decision.by));
        let by = match decision.for_approver {
            Some(approver) if self.scene.persona == Person::User(approver) => {
                format!("{by} in your place")
            }
            Some(approver) => format!("{by} in the place of {}", self.scene.name(approver)),
            None => match stood_in {
                Some(StandIn::Fallback) => format!("{by} as fallback"),
                Some(StandIn::Alternate) => format!("{by} as alternate"),
                Some(StandIn::Primary | StandIn::Delegate) | None => by,
            },
        };
        let verdict = decision.verdict.label();
        let note = match &decision.justification {
            Some(reason) => format!("{verdict} by {by}: {}", Safe::line(reason.as_str())),
            None => format!("{verdict} by {by}"),
        };
        self.line(moment, Some(decision.at), number, &note)
    }

    /// Names somebody as the persona speaks of them.
    fn person(&self, person: Person) -> String {
        if person == self.scene.persona {
            "you".to_owned()
        } else {
            self.scene.name(person.object()).to_string()
        }
    }
}
