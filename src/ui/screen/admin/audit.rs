//! The audit log: who did what, when, and what was refused.
//!
//! A row is one activity; several of one change stand together, the newest change first.

use std::rc::Rc;

use crate::domain::audit::{Initiator, Reach};
use crate::domain::authority::{Right, may};
use crate::domain::commit::Commit;
use crate::domain::event::{AuditResult, Event};
use crate::domain::id::{EntryId, ObjectRef, RequestId};
use crate::domain::refusal::Refusal;
use crate::domain::text::Safe;
use crate::domain::walk::Silent;
use crate::ui::action::Action;
use crate::ui::column::{self, Column};
use crate::ui::keymap::{Binding, Chord, Shown, Spot};
use crate::ui::log::Logged;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::{Body, ListPage, Page, Screen, StackedPage, no_tabs};
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::Phrase;
use crate::ui::wording::brief;

mod difference;
mod entry;
mod names;
mod older;
mod recent;

pub(in crate::ui::screen) use recent::recent;

pub(super) use older::{FURTHER_BACK, newest};

/// The audit log.
pub const PAGE: Page = Page {
    name: "Audit log",
    title: |scene, _| newest("Audit log", scene),
    parent: |_, _| None,
    bindings: BINDINGS,
    tabs: no_tabs,
    body: Body::Stacked(STACKED),
};

/// The entries about one request.
pub const OF_REQUEST: Page = Page {
    name: "Audit log, request",
    title: |_, _| "Audit log".into(),
    parent: |_, screen| match screen.object() {
        Some(ObjectRef::Request(request)) => Some(Screen::Request(request)),
        Some(_) | None => Some(Screen::AuditLog),
    },
    bindings: &[FURTHER_BACK],
    tabs: no_tabs,
    body: Body::Stacked(STACKED),
};

const STACKED: StackedPage = StackedPage {
    list: LIST,
    title: "Entry",
    brief: entry::brief,
};

const LIST: ListPage = ListPage {
    objects,
    heads: || column::heads(COLUMNS),
    cells,
    detail: entry::lines,
    overview: None,
    empty: &[
        "No entry{ that you may read}.",
        "Administrators, auditors and readers of reports read what everybody did.",
        "`P` acts as somebody else.",
    ],
};

/// An entry as a row: what its cells need, looked up.
struct Row {
    at: Phrase,
    who: Safe,
    activity: Phrase,
    target: Safe,
    result: Phrase,
    category: &'static str,
}

const COLUMNS: &[Column<Row>] = &[
    Column::instant("Time", |row: &Row| row.at.clone()).priority(1),
    Column::name("Who", 18, |row: &Row| Phrase::plain(row.who.clone())).priority(2),
    Column::words("Activity", 30, |row: &Row| row.activity.clone())
        .short(24)
        .priority(0),
    Column::name("Target", 24, |row: &Row| Phrase::plain(row.target.clone())).priority(3),
    Column::words("Result", 10, |row: &Row| row.result.clone())
        .short(2)
        .brief("ok")
        .priority(3),
    Column::words("Category", 22, |row: &Row| Phrase::plain(row.category)).priority(5),
];

const BINDINGS: &[Binding] = &[
    Binding {
        keys: &[Chord::char('r')],
        action: Action::SameRequest,
        label: "same request",
        shown: Shown::Footer,
        step: |scene, spot| Ok(Step::Go(Screen::RequestEntries(request(scene, spot)?))),
    },
    FURTHER_BACK,
];

/// Shows what the audit log says of the request that is selected or shown.
pub(in crate::ui::screen) const HISTORY: Binding = Binding {
    keys: &[Chord::char('H')],
    action: Action::History,
    label: "audit entries",
    shown: Shown::Help,
    step: |scene, spot| {
        if let ObjectRef::Request(request) = spot.object()? {
            Screen::RequestEntries(request).go(scene)
        } else {
            Err(Reason::new("no request is selected"))
        }
    },
};

/// Returns the request to whose story the selected entry belongs.
fn request(scene: &Scene<'_>, spot: &Spot) -> Result<RequestId, Reason> {
    let object = spot.object()?;
    let found = find(scene, object).and_then(|(commit, _)| story(&commit).next());
    found.ok_or_else(|| Reason::new("it belongs to no request"))
}

/// Lists the requests that a change is about.
fn story(commit: &Commit) -> impl Iterator<Item = RequestId> {
    let events = commit.events.iter();
    events.flat_map(Event::targets).filter_map(|object| {
        if let ObjectRef::Request(request) = object {
            Some(request)
        } else {
            None
        }
    })
}

/// Requires the right without which no entry is shown.
pub(in crate::ui::screen) fn reads(scene: &Scene<'_>) -> Result<(), Refusal> {
    let right = Right::ReadAudit;
    may(scene.tenant(), scene.persona, right, None, &mut Silent).map(drop)
}

/// Lists the entries that are kept still, all of them or those of a request.
fn objects(scene: &Scene<'_>, screen: Screen) -> Vec<ObjectRef> {
    if reads(scene).is_err() {
        return Vec::new();
    }
    let retention = scene.tenant().settings.audit_retention();
    let wanted = |logged: &Logged| match screen.object() {
        Some(ObjectRef::Request(request)) => story(&logged.commit).any(|it| it == request),
        Some(_) | None => true,
    };
    let reach = Reach::of(scene.tenant(), scene.persona);
    let newest = scene.log.newest().into_iter();
    let kept = newest.take_while(|it| it.commit.at.plus(retention) >= scene.calendar.now);
    kept.filter(wanted)
        .flat_map(|logged| {
            let events = (0_u32..).zip(&logged.commit.events);
            let covered = events.filter(|(_, event)| reach.covers(&logged.commit, event));
            let places = covered.map(|(place, _)| place);
            let places: Vec<u32> = places.collect();
            let entries = places.into_iter().rev();
            entries.map(move |place| EntryId::at(logged.seq, place).into())
        })
        .collect()
}

/// Finds an entry: its change and its place there.
fn find(scene: &Scene<'_>, object: ObjectRef) -> Option<(Rc<Commit>, usize)> {
    if let ObjectRef::Entry(id) = object {
        let (seq, place) = id.place();
        let place = usize::try_from(place).ok()?;
        scene.log.commit(seq).map(|commit| (commit, place))
    } else {
        None
    }
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    let Some((commit, place)) = find(scene, object) else {
        return Vec::new();
    };
    let Some(event) = commit.events.get(place) else {
        return Vec::new();
    };
    let target = event.targets().first().copied();
    let fact = event.told_as();
    let row = Row {
        at: scene.calendar.when(commit.at),
        who: who(scene, Initiator::of(&commit, event)),
        activity: brief::sentence(fact.activity()),
        target: target.map_or_else(|| "".into(), |target| names::of(scene, event, target)),
        result: result(event),
        category: fact.category().label(),
    };
    column::cells(COLUMNS, &row)
}

/// Names whoever acted.
fn who(scene: &Scene<'_>, by: Initiator) -> Safe {
    match by {
        Initiator::Person(person) => scene.name(person),
        Initiator::Operator => "operator".into(),
        Initiator::Service => "service".into(),
    }
}

/// Says whether the activity was done, came to nothing or waited too long, and by which code;
/// readable without color.
fn result(event: &Event) -> Phrase {
    if event.undone {
        return Phrase::muted("takes back").in_short("u");
    }
    let outcome = event.outcome();
    let text = outcome.reason.unwrap_or_else(|| outcome.result.label());
    let tone = match outcome.result {
        AuditResult::Success => Tone::Good,
        AuditResult::Failure => Tone::Danger,
        AuditResult::Timeout => Tone::Pending,
    };
    Phrase::signed(tone, text).in_short(tone.sign())
}

#[cfg(test)]
mod tests {
    use crate::domain::id::Person;
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    #[test]
    fn what_was_done_is_listed_newest_first_with_who_and_to_what() {
        let mut made = Furnished::new();
        made.at(Screen::AuditLog)
            .expect("Administrator")
            .expect("Create access package catalog");
        made.desk.press("end").expect("operator");
        made.desk.press("/").type_text("activity:catalog");
        made.desk
            .press("enter")
            .expect("Sales")
            .expect_no("Add user");
    }

    #[test]
    fn the_log_is_cut_by_category_however_narrow_the_terminal() {
        let mut made = Furnished::new();
        made.at(Screen::AuditLog)
            .expect("Create access package catalog");
        made.desk.press("/").type_text("category:group");
        made.desk
            .press("enter")
            .expect("Add group")
            .expect_no("Create access package");
    }

    #[test]
    fn a_request_has_its_own_story_from_its_row_and_from_any_of_its_entries() {
        let mut made = Furnished::new();
        let package = made.package();
        let request = made.request(package);
        made.approve(request);
        made.at(Screen::Requests).press("H").expect("Approver");
        made.desk.expect_no("Add owner").press("esc").expect("Kit");
        made.at(Screen::AuditLog).press("r").expect_no("Add owner");
    }

    #[test]
    fn the_detail_of_an_entry_lists_what_changed() {
        let mut made = Furnished::new();
        made.at(Screen::AuditLog).press("tab end");
        made.desk.expect("Objects").expect_no("(none) -> ");
        made.desk.press("home").expect("(none) -> ");
    }

    #[test]
    fn who_may_not_read_it_is_told_who_may() {
        let mut made = Furnished::new();
        made.desk.persona = Person::User(made.requestor);
        made.at(Screen::AuditLog)
            .expect("Not shown: this needs an administrator or reader role.");
    }
}
