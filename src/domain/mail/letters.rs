//! Derives the mails of a commit from its events.

use std::collections::BTreeSet;

use crate::domain::approval::StageRecord;
use crate::domain::assignment::{Assignment, AssignmentProgress, AssignmentState};
use crate::domain::event::{Change, Edit, Event, Fact};
use crate::domain::id::{AssignmentId, ObjectRef, Person, RequestId, UserId};
use crate::domain::mail::template::{Audience, Occasion, Purpose, TEMPLATES, Template};
use crate::domain::mail::wording;
use crate::domain::mail::{Addressee, Mail, Topic, Withheld};
use crate::domain::request::{AssignmentRequest, RequestProgress};
use crate::domain::subject::User;
use crate::domain::tenant::Tenant;
use crate::domain::text::MailAddress;
use crate::domain::time::Timestamp;

/// What a mail tells of, with everything that its words may name.
pub(super) struct Case<'a> {
    pub(super) request: &'a AssignmentRequest,
    /// The stage that it is about, with its place.
    pub(super) stage: Option<(usize, &'a StageRecord)>,
    /// The assignment that it is about, as the event left it.
    pub(super) assignment: Option<(&'a Assignment, &'a AssignmentProgress)>,
}

/// Writes the mails of a commit: a pure function of its events and of the tenant after them.
///
/// Events that take something back write nothing. The cost follows the events and the people whom
/// they concern, never the tenant.
pub fn written(tenant: &Tenant, events: &[Event]) -> Vec<Mail> {
    let mut outbox = Outbox {
        tenant,
        mails: Vec::new(),
    };
    for event in events.iter().filter(|event| !event.undone) {
        outbox.tell(event);
    }
    outbox.mails
}

struct Outbox<'a> {
    tenant: &'a Tenant,
    mails: Vec<Mail>,
}

impl<'a> Outbox<'a> {
    fn tell(&mut self, event: &'a Event) {
        if let Change::RequestProgress(id, edit) = &event.change {
            self.of_request(*id, event.fact, edit);
        } else if let Change::AssignmentProgress(id, edit) = &event.change {
            self.of_assignment(*id, event.fact, edit);
        }
    }

    fn of_request(&mut self, id: RequestId, fact: Fact, edit: &'a Edit<RequestProgress>) {
        let request = self.tenant.find_request(id);
        let (Some(request), Some(new), Some(occasion)) =
            (request, edit.new.as_deref(), of_request(fact))
        else {
            return;
        };
        let last = new.stages.len().saturating_sub(1);
        let everyone = occasion == Occasion::RequestApproved;
        let first = if everyone { 0 } else { last };
        for stage in new.stages.iter().enumerate().skip(first) {
            let case = Case {
                request,
                stage: Some(stage),
                assignment: None,
            };
            self.write(occasion, &case);
        }
    }

    fn of_assignment(&mut self, id: AssignmentId, fact: Fact, edit: &'a Edit<AssignmentProgress>) {
        let (Some(old), Some(new)) = (edit.old.as_deref(), edit.new.as_deref()) else {
            return;
        };
        let assignment = self.tenant.find_assignment(id);
        let request =
            assignment.and_then(|assignment| self.tenant.find_request(assignment.request));
        if let (Some(assignment), Some(request), Some(occasion)) =
            (assignment, request, of_assignment(fact, old, new))
        {
            let case = Case {
                request,
                stage: None,
                assignment: Some((assignment, new)),
            };
            self.write(occasion, &case);
        }
    }

    fn write(&mut self, occasion: Occasion, case: &Case<'_>) {
        let rows = TEMPLATES.iter().filter(|row| row.occasion == occasion);
        for row in rows.filter(|row| fits(row, case)) {
            let topic = topic(case);
            let to: Vec<Addressee> = audience(self.tenant, row, case)
                .into_iter()
                .filter(|person| !self.was_told(row.number, topic, *person))
                .map(|person| addressee(self.tenant, row, case, person))
                .collect();
            if to.is_empty() {
                continue;
            }
            self.mails.push(Mail {
                number: row.number,
                topic,
                to,
                subject: wording::subject(self.tenant, row, case),
                body: wording::body(self.tenant, row, case),
            });
        }
    }

    /// Tells whether the same commit has told somebody the same already.
    fn was_told(&self, number: u8, topic: Topic, person: Person) -> bool {
        let same = self.mails.iter().filter(|mail| {
            mail.number == number
                && mail.topic.request == topic.request
                && mail.topic.assignment == topic.assignment
        });
        same.flat_map(|mail| &mail.to).any(|to| to.person == person)
    }
}

fn of_request(fact: Fact) -> Option<Occasion> {
    const OCCASIONS: &[(Fact, Occasion)] = &[
        (Fact::StageOpened, Occasion::StageOpened),
        (Fact::ApproversReminded, Occasion::StageReminded),
        (Fact::StageEscalated, Occasion::StageEscalated),
        (Fact::StageApproved, Occasion::StageApproved),
        (Fact::RequestApproved, Occasion::RequestApproved),
        (Fact::RequestDenied, Occasion::RequestDenied),
        (Fact::RequestTimedOut, Occasion::StageTimedOut),
    ];
    let row = OCCASIONS.iter().find(|(known, _)| *known == fact)?;
    Some(row.1)
}

/// Access counts as delivered when it reaches that state, not when a role is added to it later; and
/// access that never was does not end.
fn of_assignment(
    fact: Fact,
    old: &AssignmentProgress,
    new: &AssignmentProgress,
) -> Option<Occasion> {
    let arrived = old.state != new.state && new.state == AssignmentState::Delivered;
    if fact == Fact::AssignmentDelivered && arrived {
        return Some(Occasion::Delivered);
    }
    if fact == Fact::ExpiryAnnounced {
        return Some(Occasion::EndAnnounced);
    }
    (fact == Fact::AssignmentEnded && old.state.is_active()).then_some(Occasion::Ended)
}

fn fits(row: &Template, case: &Case<'_>) -> bool {
    let Some((place, _)) = case.stage else {
        return true;
    };
    let escalates = case
        .request
        .stages
        .get(place)
        .is_some_and(|stage| stage.is_escalation_enabled);
    row.stages.hold(place, case.request.stages.len())
        && row.escalation.is_none_or(|wanted| wanted == escalates)
}

fn topic(case: &Case<'_>) -> Topic {
    Topic {
        request: case.request.id,
        assignment: case.assignment.map(|(assignment, _)| assignment.id),
        access_package: case.request.access_package,
        stage: case.stage.map(|(place, _)| place),
    }
}

fn audience(tenant: &Tenant, row: &Template, case: &Case<'_>) -> Vec<Person> {
    let target = case
        .assignment
        .map_or(case.request.target, |(assignment, _)| assignment.target);
    let acting = |person| tenant.acting_as(person);
    let people: Vec<Person> = match (row.audience, case.stage) {
        (Audience::Asked, Some((_, stage))) => users(stage.asked.iter().copied()),
        (Audience::Alternates, Some((_, stage))) => {
            let asked = stage.escalated.iter().flat_map(|it| &it.asked);
            users(asked.copied())
        }
        (Audience::EverybodyAsked, Some((_, stage))) => users(stage.everybody_asked()),
        (Audience::Asked | Audience::Alternates | Audience::EverybodyAsked, None) => Vec::new(),
        (Audience::Requestors, _) => {
            let manager = case
                .request
                .requestor
                .filter(|_| case.request.request_type.is_of_users());
            std::iter::once(target).chain(manager).map(acting).collect()
        }
        (Audience::Holder, _) => vec![acting(target)],
    };
    let mut seen = BTreeSet::new();
    people
        .into_iter()
        .filter(|person| seen.insert(*person))
        .collect()
}

fn users(asked: impl Iterator<Item = UserId>) -> Vec<Person> {
    asked.map(Person::User).collect()
}

fn addressee(tenant: &Tenant, row: &Template, case: &Case<'_>, person: Person) -> Addressee {
    Addressee {
        person,
        address: mailbox(tenant, person),
        withheld: withheld(tenant, row.purpose, case, person),
    }
}

fn mailbox(tenant: &Tenant, person: Person) -> Option<MailAddress> {
    match person {
        Person::User(id) => tenant.find_user(id)?.mail.clone(),
        Person::ExternalPerson(id) => tenant.find_external_person(id)?.mail.clone(),
    }
}

/// Says why somebody is not told, if so.
fn withheld(
    tenant: &Tenant,
    purpose: Purpose,
    case: &Case<'_>,
    person: Person,
) -> Option<Withheld> {
    let may_receive = person
        .user()
        .is_none_or(|user| tenant.find_user(user).is_some_and(User::is_active));
    if !may_receive {
        return Some(Withheld::AccountUnavailable);
    }
    match purpose {
        Purpose::Task | Purpose::Farewell => None,
        Purpose::Outcome => {
            let asked = case.request.request_type.is_of_users();
            (!asked).then_some(Withheld::NotRequestedByUser)
        }
        Purpose::Extension => {
            let policy = case
                .assignment
                .and_then(|(assignment, _)| tenant.find_policy(assignment.policy));
            let extensible = policy.is_some_and(|policy| policy.terms.requestor.may_extend);
            (!extensible).then_some(Withheld::NotExtensible)
        }
    }
}

impl Case<'_> {
    /// Returns until when something is to be done.
    pub(super) fn deadline(&self) -> Option<Timestamp> {
        let of_stage = self.stage.map(|(_, stage)| stage.due);
        of_stage.or_else(|| self.assignment.and_then(|(_, progress)| progress.end))
    }

    /// Returns who gets access or has it.
    pub(super) fn target(&self) -> ObjectRef {
        self.request.target.into()
    }
}
