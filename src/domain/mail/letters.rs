//! Derives the mails of a commit from its events.

use std::collections::BTreeSet;

use crate::domain::approval::StageRecord;
use crate::domain::assignment::{AssignmentProgress, AssignmentState};
use crate::domain::eligibility;
use crate::domain::event::{Change, Edit, Event, Fact};
use crate::domain::id::{AssignmentId, Person, RequestId, UserId};
use crate::domain::mail::case::{About, Case};
use crate::domain::mail::template::{Audience, Occasion, Purpose, Stages, TEMPLATES, Template};
use crate::domain::mail::wording;
use crate::domain::mail::{Addressee, Mail, Topic, Withheld};
use crate::domain::request::RequestProgress;
use crate::domain::review::AccessReview;
use crate::domain::reviewers;
use crate::domain::subject::User;
use crate::domain::tenant::Tenant;
use crate::domain::text::MailAddress;
use crate::domain::time::Expiration;

/// Writes the mails of a commit: a pure function of its events and of the tenant after them.
///
/// Events that take something back write nothing. The cost follows the events and the people whom
/// they concern, never the tenant.
pub fn written(tenant: &Tenant, events: &[Event]) -> Vec<Mail> {
    let mut outbox = Outbox {
        tenant,
        departed: departed(events),
        mails: Vec::new(),
    };
    for event in events.iter().filter(|event| !event.undone) {
        outbox.tell(event);
    }
    outbox.mails
}

struct Outbox<'a> {
    tenant: &'a Tenant,
    /// Guests whose accounts these very events disabled or deleted.
    departed: BTreeSet<UserId>,
    mails: Vec<Mail>,
}

/// Lists the guests who could sign in until they lost their last access in these events.
fn departed(events: &[Event]) -> BTreeSet<UserId> {
    let goes = |fact| matches!(fact, Fact::GuestBlocked | Fact::GuestDeleted);
    let going = events
        .iter()
        .filter(|event| !event.undone && goes(event.fact));
    going
        .filter_map(|event| {
            if let Change::User(edit) = &event.change {
                let before = edit.old.as_deref()?;
                before.is_active().then_some(before.id)
            } else {
                None
            }
        })
        .collect()
}

impl<'a> Outbox<'a> {
    fn tell(&mut self, event: &'a Event) {
        if let Change::RequestProgress(id, edit) = &event.change {
            self.of_request(*id, event.fact, edit);
        } else if let Change::AssignmentProgress(id, edit) = &event.change {
            self.of_assignment(*id, event.fact, edit);
        } else if let Change::Review(edit) = &event.change {
            self.of_review(event.fact, edit);
        } else if let (Change::Delegation(edit), Fact::ApprovalsDelegated) =
            (&event.change, event.fact)
            && let Some(delegation) = edit.new.as_deref()
        {
            let case = Case::about(About::Delegation(delegation));
            self.write(Occasion::ApprovalsDelegated, &case);
        }
    }

    fn of_request(&mut self, id: RequestId, fact: Fact, edit: &'a Edit<RequestProgress>) {
        let request = self.tenant.find_request(id);
        let (Some(request), Some(new), Some(occasion)) =
            (request, edit.new.as_deref(), of_request(fact))
        else {
            return;
        };
        let of_stage = |stage| Case {
            stage: Some(stage),
            ..Case::about(About::Request(request))
        };
        // The last stage stands first, so that what is told once is told of that one.
        let stages = new.stages.iter().enumerate().rev();
        let told = if is_told_to_all(occasion) {
            stages.len()
        } else {
            1
        };
        for stage in stages.clone().take(told) {
            self.write(occasion, &of_stage(stage));
        }
        if new.stages.is_empty() {
            self.write(occasion, &Case::about(About::Request(request)));
        }
        let approved = matches!(
            occasion,
            Occasion::StageApproved | Occasion::RequestApproved
        );
        let decided = stages.clone().next().filter(|_| approved).map(of_stage);
        if let Some(case) = decided.filter(|case| case.delegate().is_some()) {
            self.write(Occasion::DelegateApproved, &case);
        }
    }

    /// Reviewers are reminded as they are by then, whoever was asked when the review opened.
    fn of_review(&mut self, fact: Fact, edit: &'a Edit<AccessReview>) {
        let Some(review) = edit.new.as_deref() else {
            return;
        };
        if fact == Fact::ReviewStarted {
            let asked = review.contacted_reviewers.clone();
            let case = Case::about(About::Review(review, asked));
            self.write(Occasion::ReviewOpened, &case);
        }
        if fact == Fact::ReviewersReminded {
            let items = self.tenant.items_of(review.id);
            let asked = reviewers::asked(self.tenant, review, items);
            let case = Case::about(About::Review(review, asked));
            self.write(Occasion::ReviewReminded, &case);
        }
    }

    /// The record of a request goes long before most access ends, whose end is told of all the same;
    /// that access came is told only to whoever asked.
    fn of_assignment(&mut self, id: AssignmentId, fact: Fact, edit: &'a Edit<AssignmentProgress>) {
        let (Some(old), Some(new)) = (edit.old.as_deref(), edit.new.as_deref()) else {
            return;
        };
        let (Some(assignment), Some(occasion)) = (
            self.tenant.find_assignment(id),
            of_assignment(fact, old, new),
        ) else {
            return;
        };
        let request = self.tenant.find_request(assignment.request);
        if request.is_none() && occasion == Occasion::Delivered {
            return;
        }
        let case = Case {
            assignment: Some((assignment, new)),
            ..Case::about(request.map_or(About::Access(assignment), About::Request))
        };
        self.write(occasion, &case);
    }

    fn write(&mut self, occasion: Occasion, case: &Case<'_>) {
        let rows = TEMPLATES.iter().filter(|row| row.occasion == occasion);
        for row in rows.filter(|row| fits(row, case)) {
            let topic = topic(case);
            let to: Vec<Addressee> = audience(self.tenant, row, case)
                .into_iter()
                .filter(|person| !self.was_told(row.number, topic, *person))
                .map(|person| self.addressee(row, case, person))
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

    /// Addresses a mail to somebody, or says why they are not told.
    ///
    /// Mail about the end of access is older than what the end does to a guest's account.
    fn addressee(&self, row: &Template, case: &Case<'_>, person: Person) -> Addressee {
        let departs = row.purpose == Purpose::Farewell
            && person
                .user()
                .is_some_and(|user| self.departed.contains(&user));
        let withheld = if departs || may_receive(self.tenant, person) {
            withheld(self.tenant, row.purpose, case)
        } else {
            Some(Withheld::AccountUnavailable)
        };
        Addressee {
            person,
            address: mailbox(self.tenant, person),
            withheld,
        }
    }

    /// Tells whether the same commit has told somebody the same already.
    fn was_told(&self, number: u8, topic: Topic, person: Person) -> bool {
        let same = self.mails.iter().filter(|mail| {
            mail.number == number
                && Topic {
                    stage: topic.stage,
                    ..mail.topic
                } == topic
        });
        same.flat_map(|mail| &mail.to).any(|to| to.person == person)
    }
}

/// Tells whether every stage that was reached hears of something, not just the last one.
fn is_told_to_all(occasion: Occasion) -> bool {
    matches!(
        occasion,
        Occasion::RequestApproved | Occasion::RequestDenied
    )
}

fn of_request(fact: Fact) -> Option<Occasion> {
    const OCCASIONS: &[(Fact, Occasion)] = &[
        (Fact::ApproversAdded, Occasion::StageOpened),
        (Fact::ApproversReminded, Occasion::StageReminded),
        (Fact::StageEscalated, Occasion::StageEscalated),
        (Fact::StageApproved, Occasion::StageApproved),
        (Fact::RequestApproved, Occasion::RequestApproved),
        (Fact::RequestScheduled, Occasion::RequestScheduled),
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
    let (Some((place, _)), Some(request)) = (case.stage, case.request()) else {
        // Without a stage there is nobody who was asked.
        return row.stages == Stages::Any;
    };
    let escalates = request
        .stages
        .get(place)
        .is_some_and(|stage| stage.is_escalation_enabled);
    row.stages.hold(place, request.stages.len())
        && row.escalation.is_none_or(|wanted| wanted == escalates)
}

fn topic(case: &Case<'_>) -> Topic {
    Topic {
        request: case.request().map(|request| request.id),
        assignment: case.assignment.map(|(assignment, _)| assignment.id),
        review: case.review().map(|review| review.id),
        delegation: case.delegation().map(|delegation| delegation.id),
        access_package: case.package(),
        stage: case.stage.map(|(place, _)| place),
    }
}

fn audience(tenant: &Tenant, row: &Template, case: &Case<'_>) -> Vec<Person> {
    let stage = case.stage.map(|(_, stage)| stage);
    let people: Vec<Person> = match row.audience {
        Audience::Asked => users(stage.into_iter().flat_map(|stage| &stage.asked).copied()),
        Audience::Alternates => {
            let escalated = stage.and_then(|stage| stage.escalated.as_ref());
            users(escalated.into_iter().flat_map(|it| &it.asked).copied())
        }
        Audience::EverybodyAsked => users(stage.into_iter().flat_map(StageRecord::everybody_asked)),
        Audience::Requestors => {
            let manager = case
                .request()
                .filter(|request| request.request_type.is_of_users())
                .and_then(|request| request.requestor);
            let people = case.target().into_iter().chain(manager);
            people.map(|person| tenant.acting_as(person)).collect()
        }
        Audience::Holder => {
            let holder = case.target();
            holder
                .map(|person| tenant.acting_as(person))
                .into_iter()
                .collect()
        }
        Audience::Reviewers => match &case.about {
            About::Review(_, asked) => users(asked.iter().copied()),
            About::Request(_) | About::Access(_) | About::Delegation(_) => Vec::new(),
        },
        Audience::Delegate => users(case.delegation().map(|it| it.delegate).into_iter()),
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

fn mailbox(tenant: &Tenant, person: Person) -> Option<MailAddress> {
    match person {
        Person::User(id) => tenant.find_user(id)?.mail.clone(),
        Person::ExternalPerson(id) => tenant.find_external_person(id)?.mail.clone(),
    }
}

fn may_receive(tenant: &Tenant, person: Person) -> bool {
    let account = person.user().map(|user| tenant.find_user(user));
    account.is_none_or(|user| user.is_some_and(User::is_active))
}

/// Says why a mail is kept back from whoever can receive it, if so.
fn withheld(tenant: &Tenant, purpose: Purpose, case: &Case<'_>) -> Option<Withheld> {
    let muted = is_muted(tenant, case).then_some(Withheld::MutedByPolicy);
    let asked = case
        .request()
        .is_some_and(|request| request.request_type.is_of_users());
    let unasked = (!asked).then_some(Withheld::NotRequestedByUser);
    match purpose {
        Purpose::Review | Purpose::Appointment => None,
        Purpose::Task => unasked,
        Purpose::Farewell => muted,
        Purpose::Outcome => unasked.or(muted),
        Purpose::Extension => {
            let extensible = is_extensible(tenant, case);
            muted.or((!extensible).then_some(Withheld::NotExtensible))
        }
    }
}

/// Tells whether whoever holds access may ask for more time with it: the policy lets them, admits
/// them, and does not end with the access.
fn is_extensible(tenant: &Tenant, case: &Case<'_>) -> bool {
    let Some((assignment, progress)) = case.assignment else {
        return false;
    };
    tenant.find_policy(assignment.policy).is_some_and(|policy| {
        let ends_with_policy = match policy.terms.expiration {
            Expiration::At(latest) => progress.end.is_some_and(|end| latest <= end),
            Expiration::NotSpecified | Expiration::Never | Expiration::After(_) => false,
        };
        policy.terms.requestor.may_extend
            && !ends_with_policy
            && eligibility::in_scope(tenant, assignment.target, policy)
    })
}

/// Tells whether a mail is about an assignment whose policy tells nobody of them.
fn is_muted(tenant: &Tenant, case: &Case<'_>) -> bool {
    case.policy()
        .and_then(|policy| tenant.find_policy(policy))
        .is_some_and(|policy| {
            policy
                .terms
                .notifications
                .is_assignment_notification_disabled
        })
}
