//! Rows of the outbox, and why a mail went out or did not.

use serde_json::{Value, json};

use crate::domain::id::{AssignmentId, DelegationId, ObjectRef, Person, RequestId, ReviewId};
use crate::domain::mail::{Addressee, Mail, MailState, Withheld, is_readable, template};
use crate::domain::text::NameKey;
use crate::domain::walk::{Check, Sink as _, Walk};
use crate::script::json::Malformed;
use crate::script::query::directory::fields;
use crate::script::query::log::{Entry, newest_first};
use crate::script::query::reason::{guid, may_ask_about};
use crate::script::query::{Asked, Fields};
use crate::script::receipt::{reference, walk};
use crate::script::trouble::Trouble;

/// Gives mails, commit by commit from the newest back: one's own that went out, and all of those
/// whose requests one manages.
pub(super) fn mails(
    asked: &Asked<'_>,
    only: Option<u64>,
    each: &mut dyn FnMut(Vec<Fields>),
) -> Result<(), Trouble> {
    let retention = asked.tenant.settings.request_retention();
    let wanted = Wanted::of(asked);
    newest_first(asked, retention, &mut |entry| {
        if only.is_none_or(|only| only == entry.seq) {
            each(rows_of(asked, &wanted, entry));
        }
        only.is_none_or(|only| only < entry.seq)
    })
}

/// Whose mails are asked for: each person with the address that they have at home.
struct Wanted(Option<Vec<(Person, Option<NameKey>)>>);

impl Wanted {
    fn of(asked: &Asked<'_>) -> Self {
        let with_home = |person| {
            let home = asked.tenant.home_address(person);
            (person, home.map(|address| NameKey::of(&address)))
        };
        let people = asked.people("to");
        Self(people.map(|people| people.into_iter().map(with_home).collect()))
    }

    /// Tells whether a mail went to one of them, under either identity; whose an account was that is
    /// purged by now is told by the address alone.
    fn includes(&self, asked: &Asked<'_>, to: &Addressee) -> bool {
        let Some(people) = &self.0 else {
            return true;
        };
        let address = to.address.as_ref();
        let address = address.map(|address| NameKey::of(address.as_str()));
        people.iter().any(|(person, home)| {
            let is_home = home.is_some() && *home == address;
            is_home || asked.tenant.is_same_person(to.person, *person)
        })
    }
}

fn rows_of(asked: &Asked<'_>, wanted: &Wanted, entry: &Entry) -> Vec<Fields> {
    let mails = entry.commit.mails.iter().enumerate();
    mails
        .flat_map(|(place, mail)| {
            let to = mail.to.iter().enumerate();
            to.filter(|(_, to)| wanted.includes(asked, to))
                .filter(move |(_, to)| is_readable(asked.tenant, asked.viewer, mail, to))
                .filter_map(move |(number, to)| {
                    let id = format!("{}.{place}.{number}", entry.seq);
                    row(asked, entry, mail, to, &id)
                })
        })
        .collect()
}

fn row(asked: &Asked<'_>, entry: &Entry, mail: &Mail, to: &Addressee, id: &str) -> Option<Fields> {
    let tenant = asked.tenant;
    let topic = mail.topic;
    fields(json!({
        "id": id,
        "revision": entry.seq,
        "number": mail.number,
        "from": mail.sender(),
        "to": reference(tenant, to.person),
        "address": to.address,
        "state": to.state(),
        "deliverable": to.state() == MailState::Sent,
        "withheld": to.withheld.map(Withheld::json),
        "takenBack": entry.taken_back,
        "request": topic.request.map(|request| reference(tenant, request)),
        "assignment": topic.assignment.map(|assignment| reference(tenant, assignment)),
        "review": topic.review.map(|review| reference(tenant, review)),
        "delegation": topic.delegation.map(|delegation| reference(tenant, delegation)),
        "accessPackage": topic.access_package.map(|package| reference(tenant, package)),
        "stage": topic.stage.map(|place| place + 1),
        "subject": mail.subject,
        "text": mail.body,
        "body": mail.body,
        "correlationId": topic
            .request
            .map_or(entry.commit.id.guid(), RequestId::guid)
            .to_string(),
        "sentDateTime": entry.commit.at,
        "createdDateTime": entry.commit.at,
    }))
}

/// Explains whether a mail about a request or an assignment went out, to one person or to anybody.
pub(super) fn why(asked: &Asked<'_>, with: &Fields) -> Result<Value, Trouble> {
    let number = with.get("number").and_then(Value::as_u64);
    let number = number.and_then(|number| u8::try_from(number).ok());
    let Some(template) = number.and_then(template) else {
        return Err(Malformed::at(1, "no mail has this number").into());
    };
    let tenant = asked.tenant;
    let Some(topic) = topic_of(with) else {
        let wanted = "one of \"request\", \"assignment\", \"review\" and \"delegation\" is missing";
        return Err(Malformed::at(1, wanted).into());
    };
    let to = with.get("to").and_then(Value::as_str);
    let to = to.and_then(|to| Person::try_from(to.to_owned()).ok());
    let about = to.unwrap_or(Person::NOBODY);
    may_ask_about(tenant, asked.viewer, about, Some(topic))?;
    let mut found: Option<Mail> = None;
    let retention = asked.tenant.settings.request_retention();
    newest_first(asked, retention, &mut |entry| {
        let fitting = entry
            .commit
            .mails
            .iter()
            .rev()
            .find(|mail| mail.number == template.number && mail.topic.is_about(topic));
        found = fitting.filter(|_| !entry.taken_back).cloned();
        found.is_none()
    })?;
    let mut steps = Walk::default();
    let sent = explain(asked, found.as_ref(), to, topic, &mut steps);
    Ok(json!({
        "ok": true,
        "verdict": sent,
        "number": template.number,
        "subject": found.as_ref().map_or(template.subject, |mail| &mail.subject),
        "walk": walk(tenant, &steps.0),
    }))
}

/// Returns what the mail in question is about.
fn topic_of(with: &Fields) -> Option<ObjectRef> {
    let request = guid(with, "request").map(|id| RequestId::new(id).into());
    request
        .or_else(|| guid(with, "assignment").map(|id| AssignmentId::new(id).into()))
        .or_else(|| guid(with, "review").map(|id| ReviewId::new(id).into()))
        .or_else(|| guid(with, "delegation").map(|id| DelegationId::new(id).into()))
}

fn explain(
    asked: &Asked<'_>,
    found: Option<&Mail>,
    to: Option<Person>,
    topic: ObjectRef,
    steps: &mut Walk,
) -> bool {
    steps.note(Check::MailOccasioned, found.is_some(), &[topic]);
    let Some(mail) = found else {
        return false;
    };
    let same = |person| to.is_none_or(|to| asked.tenant.is_same_person(person, to));
    let addressed: Vec<&Addressee> = mail.to.iter().filter(|it| same(it.person)).collect();
    let people: Vec<ObjectRef> = addressed.iter().map(|it| it.person.into()).collect();
    steps.note(Check::MailAddressed, !addressed.is_empty(), &people);
    let mut sent = false;
    for addressee in addressed {
        sent |= conditions(addressee, steps);
    }
    sent
}

/// Reports each condition in the order in which it is looked at, up to the one that decided.
fn conditions(addressee: &Addressee, steps: &mut Walk) -> bool {
    const CONDITIONS: [(Withheld, Check); 4] = [
        (Withheld::AccountUnavailable, Check::MailReceivable),
        (Withheld::NotRequestedByUser, Check::OutcomeAskedFor),
        (Withheld::MutedByPolicy, Check::AssignmentsTold),
        (Withheld::NotExtensible, Check::EndExtensible),
    ];
    let person = [addressee.person.into()];
    for (withheld, check) in CONDITIONS {
        let holds = addressee.withheld != Some(withheld);
        steps.note(check, holds, &person);
        if !holds {
            return false;
        }
    }
    let known = addressee.address.is_some();
    steps.note(Check::MailboxKnown, known, &person);
    known
}
