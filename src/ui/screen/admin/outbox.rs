//! The outbox: who was told what, and who was not and why. No mail leaves this machine.

use std::rc::Rc;

use crate::domain::commit::Commit;
use crate::domain::id::{MailId, ObjectRef, PackageId};
use crate::domain::mail::{Addressee, Mail, MailState, is_readable, template};
use crate::domain::text::Safe;
use crate::ui::column::{self, Column};
use crate::ui::keymap::{Binding, object};
use crate::ui::log::Logged;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::admin::audit;
use crate::ui::screen::{Body, ListPage, Page, Screen, no_tabs};
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Phrase};
use crate::ui::wording::brief;

/// The outbox.
pub const PAGE: Page = Page {
    name: "Outbox",
    title: |scene, _| audit::newest("Outbox", scene),
    parent: |_, _| None,
    bindings: BINDINGS,
    tabs: no_tabs,
    body: Body::List(ListPage {
        objects: |scene, _| objects(scene),
        heads: || column::heads(COLUMNS),
        cells,
        detail: lines,
        overview: None,
        empty: &[
            "No mail was due{ that you may know of}.",
            "Mails are kept here, none is ever sent.",
            "A request, a decision or the end of access writes some; `g r` shows the requests.",
        ],
    }),
};

/// A mail to one person as a row: what its cells need, looked up.
struct Row {
    at: Phrase,
    to: Safe,
    address: Safe,
    subject: Safe,
    requestor: Option<Safe>,
    state: Phrase,
    package: Safe,
}

const COLUMNS: &[Column<Row>] = &[
    Column::instant("Time", |row: &Row| row.at.clone()).priority(2),
    Column::name("To", 14, |row: &Row| Phrase::plain(row.to.clone()))
        .least(13)
        .priority(1),
    Column::words("Subject", 30, |row: &Row| {
        let asked = row.requestor.iter();
        let topic = asked.map(|name| (brief::REQUESTOR, name.as_str()));
        brief::subject(row.subject.as_str(), &topic.collect::<Vec<_>>())
    })
    .short(16)
    .priority(0),
    Column::state("State", 14, |row: &Row| row.state.clone())
        .short(6)
        .priority(3),
    Column::words("Package", 18, |row: &Row| {
        Phrase::plain(row.package.clone())
    })
    .priority(5),
    // Whoever is called something else by now, or is gone, is found by this.
    Column::address("Address", 24, |row: &Row| {
        Phrase::plain(row.address.clone())
    })
    .priority(6),
];

const BINDINGS: &[Binding] = &[OPEN, audit::FURTHER_BACK];

/// Opens what the selected mail is about.
const OPEN: Binding = object::open(|scene, spot| {
    let found = find(scene, spot.object()?);
    let topic = found.and_then(|(commit, place)| Some(at(&commit, place)?.0.topic));
    let topic = topic.ok_or_else(|| Reason::new("no mail is selected"))?;
    let request = topic.request.map(Screen::Request);
    let page = request.or_else(|| topic.review.map(Screen::Review));
    let page = page.ok_or_else(|| {
        Reason::new(if topic.assignment.is_some() {
            "the record of the request is gone"
        } else {
            "the mail is about a delegation"
        })
    })?;
    Ok(Step::Go(page))
});

/// How many addressees of one mail and mails of one change an identifier tells apart.
const EACH: u32 = 1 << 16;

/// Finds the change of a mail to one person, and the place there.
fn find(scene: &Scene<'_>, object: ObjectRef) -> Option<(Rc<Commit>, u32)> {
    if let ObjectRef::Mail(id) = object {
        let (seq, place) = id.place();
        scene.log.commit(seq).map(|commit| (commit, place))
    } else {
        None
    }
}

/// Picks the mail and its addressee out of a change.
fn at(commit: &Commit, place: u32) -> Option<(&Mail, &Addressee)> {
    let mail = commit.mails.get(usize::try_from(place / EACH).ok()?)?;
    let to = mail.to.get(usize::try_from(place % EACH).ok()?)?;
    Some((mail, to))
}

/// Returns the identifier that a mail has in the lists of scripts.
pub fn in_lists(id: MailId) -> String {
    let (seq, place) = id.place();
    format!("{seq}.{}.{}", place / EACH, place % EACH)
}

/// Lists the mails that the persona may read, the newest first.
fn objects(scene: &Scene<'_>) -> Vec<ObjectRef> {
    let retention = scene.tenant().settings.request_retention();
    let newest = scene.log.newest().into_iter();
    let kept = newest.take_while(|it| it.commit.at.plus(retention) >= scene.calendar.now);
    kept.filter(|logged| !logged.taken_back)
        .flat_map(|logged| readable(scene, &logged))
        .collect()
}

fn readable(scene: &Scene<'_>, logged: &Logged) -> Vec<ObjectRef> {
    let mails = (0_u32..).zip(&logged.commit.mails);
    let each = mails.flat_map(|(place, mail)| {
        let to = (0_u32..EACH).zip(&mail.to);
        to.filter(|(_, to)| is_readable(scene.tenant(), scene.persona, mail, to))
            .map(move |(number, _)| MailId::at(logged.seq, place * EACH + number))
    });
    let mut each: Vec<ObjectRef> = each.map(ObjectRef::from).collect();
    each.reverse();
    each
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    let Some((commit, place)) = find(scene, object) else {
        return Vec::new();
    };
    let row = at(&commit, place).map(|(mail, to)| Row {
        at: scene.calendar.when(commit.at),
        to: scene.name(to.person),
        address: to
            .address
            .as_ref()
            .map_or_else(Safe::default, |it| Safe::line(it.as_str())),
        subject: Safe::line(&mail.subject),
        requestor: requestor(scene, mail),
        state: state(to),
        package: named(scene, mail.topic.access_package),
    });
    row.map_or_else(Vec::new, |row| column::cells(COLUMNS, &row))
}

/// Names the package that a mail is about; nothing where it is about none.
fn named(scene: &Scene<'_>, package: Option<PackageId>) -> Safe {
    package.map_or_else(Safe::default, |package| scene.name(package))
}

/// Names who asked for what a mail is about; nothing where it is about no request, or its record is gone.
fn requestor(scene: &Scene<'_>, mail: &Mail) -> Option<Safe> {
    let request = scene.tenant().find_request(mail.topic.request?)?;
    Some(scene.name(request.target))
}

/// Says what became of a mail, readable without color.
fn state(to: &Addressee) -> Phrase {
    let state = to.state();
    match state {
        MailState::Sent => brief::state(Tone::Good, state.label()),
        MailState::Undeliverable => brief::state(Tone::Danger, state.label()),
        MailState::Withheld => brief::state(Tone::Disabled, state.label()),
    }
}

fn lines(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    let found = find(scene, object);
    let found = found.as_ref();
    let Some((commit, (mail, to))) =
        found.and_then(|(commit, place)| Some((commit, at(commit, *place)?)))
    else {
        return vec![DetailLine::text("This mail cannot be read.")];
    };
    let address = to.address.as_ref();
    let address = address.map_or("has no mailbox", |address| address.as_str());
    let mut lines = vec![
        DetailLine::text(&mail.subject),
        DetailLine::Gap,
        DetailLine::fact("From", mail.sender()),
        DetailLine::fact("To", scene.name(to.person)),
        DetailLine::fact("Address", Safe::line(address)),
        DetailLine::Fact("State".into(), state(to)),
    ];
    if let Some(withheld) = to.withheld {
        lines.push(DetailLine::fact("Because", withheld.label()));
    }
    let sent = scene.calendar.instant(commit.at);
    lines.push(DetailLine::fact("Time", sent));
    let package = mail.topic.access_package;
    lines.extend(package.map(|package| DetailLine::fact("Package", scene.name(package))));
    let kind = template(mail.number).map_or("Mail", |template| template.occasion.label());
    lines.extend([
        DetailLine::fact("Kind", format!("{kind} (mail {})", mail.number)),
        DetailLine::Gap,
    ]);
    let paragraphs = mail.body.lines();
    lines.extend(paragraphs.map(DetailLine::text));
    lines
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::domain::id::Person;
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    fn requested() -> Furnished {
        let mut made = Furnished::new();
        let package = made.package();
        made.request(package);
        made
    }

    #[test]
    fn a_mail_is_listed_with_its_text_and_leads_to_its_request() {
        let mut made = requested();
        made.at(Screen::Outbox).expect("Approver").expect("ok Sent");
        made.desk.press("tab").expect("Kit");
        made.desk.press("tab enter").expect("Pending approval");
    }

    #[test]
    fn people_read_their_own_mail_and_nobody_elses() {
        let mut made = requested();
        made.desk.persona = Person::User(made.approver);
        made.at(Screen::Outbox).expect(">").expect("Approver");
        made.desk.persona = Person::User(made.requestor);
        made.at(Screen::Outbox).expect_no("approver@");
    }

    #[test]
    fn mails_are_found_by_the_address_they_went_to_whoever_has_which_name_by_now() {
        let mut made = requested();
        made.make(&json!({"do": "updateUser", "with": {
            "user": made.approver, "displayName": "Renamed", "mail": "renamed@elsewhere.example"}}));
        let desk = made.at(Screen::Outbox);
        desk.press("/").type_text("to:renamed").press("enter");
        desk.expect("filter: to:renamed").expect("ok Sent");
        desk.press("/ ctrl-u")
            .type_text("address:approver@")
            .press("enter");
        desk.expect("ok Sent");
        desk.press("/ ctrl-u")
            .type_text("address:renamed@")
            .press("enter");
        desk.expect_no("ok Sent");
    }

    #[test]
    fn before_anything_happened_the_outbox_says_that_no_mail_leaves() {
        Furnished::new()
            .at(Screen::Outbox)
            .expect("none is ever sent");
    }
}
