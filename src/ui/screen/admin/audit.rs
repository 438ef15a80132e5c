//! The audit log: who did what, when, and what was refused.
//!
//! A row is one activity; several of one change stand together, the newest change first.

use std::rc::Rc;

use crate::domain::audit::Reach;
use crate::domain::authority::{Right, may};
use crate::domain::commit::{Actor, Commit};
use crate::domain::event::{Change, Event};
use crate::domain::id::{EntryId, ObjectRef, RequestId};
use crate::domain::refusal::Refusal;
use crate::domain::text::Safe;
use crate::domain::walk::{Silent, Walk};
use crate::ui::action::Action;
use crate::ui::column::{self, Column};
use crate::ui::keymap::{Binding, Chord, Shown, Spot};
use crate::ui::log::Logged;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::{Body, ListPage, Page, Screen, no_tabs, walk};
use crate::ui::step::{ListStep, Step};
use crate::ui::theme::Tone;
use crate::ui::view::{DetailLine, Phrase};

mod names;

/// The audit log.
pub const PAGE: Page = Page {
    name: "Audit log",
    title: |scene, _| newest("Audit log", scene),
    parent: |_, _| None,
    bindings: BINDINGS,
    tabs: no_tabs,
    body: Body::List(LIST),
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
    body: Body::List(LIST),
};

const LIST: ListPage = ListPage {
    objects,
    heads: || column::heads(COLUMNS),
    cells,
    detail: lines,
    empty: &[
        "No entry that you may read.",
        "Administrators, auditors and readers of reports read what everybody did.",
        "P acts as somebody else.",
    ],
};

/// The most characters of a changed value that are shown.
const LONGEST_VALUE: usize = 200;

/// An entry as a row: what its cells need, looked up.
struct Row {
    at: Phrase,
    who: Safe,
    activity: &'static str,
    target: Safe,
    result: Phrase,
}

const COLUMNS: &[Column<Row>] = &[
    Column::words("Time", 10, |row: &Row| row.at.clone()).priority(1),
    Column::words("Who", 14, |row: &Row| Phrase::plain(row.who.clone())).priority(2),
    Column::words("Activity", 30, |row: &Row| Phrase::plain(row.activity)).priority(0),
    Column::words("Target", 16, |row: &Row| Phrase::plain(row.target.clone())).priority(3),
    Column::words("Result", 10, |row: &Row| row.result.clone()).priority(4),
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

/// Lists older changes too, for the filter and for output as well.
pub(super) const FURTHER_BACK: Binding = Binding {
    keys: &[Chord::char('m')],
    action: Action::FurtherBack,
    label: "older changes too",
    shown: Shown::Help,
    step: |scene, _| {
        if scene.log.is_cut() {
            Ok(Step::List(ListStep::FurtherBack))
        } else {
            Err(Reason::new("there is nothing older"))
        }
    },
};

/// Names a list of the log, and says how much of the log it shows where that is not all.
pub(super) fn newest(name: &str, scene: &Scene<'_>) -> Safe {
    if !scene.log.is_cut() {
        return name.into();
    }
    let (thousands, rest) = (scene.log.most() / 1_000, scene.log.most() % 1_000);
    let key = scene.keys.text(&FURTHER_BACK);
    format!("{name} (newest {thousands},{rest:03} changes, {key} for older)").into()
}

/// Shows what the audit log says of the request that is selected or shown.
pub(in crate::ui::screen) const HISTORY: Binding = Binding {
    keys: &[Chord::char('H')],
    action: Action::History,
    label: "audit entries",
    shown: Shown::Help,
    step: |scene, spot| {
        if let ObjectRef::Request(request) = spot.object()? {
            reads(scene).map_err(|refusal| scene.reason(&refusal))?;
            Ok(Step::Go(Screen::RequestEntries(request)))
        } else {
            Err(Reason::new("no request is selected"))
        }
    },
};

/// Returns the request to whose story the selected entry belongs.
fn request(scene: &Scene<'_>, spot: &Spot) -> Result<RequestId, Reason> {
    let object = spot.object()?;
    let found = find(scene, object).and_then(|(commit, _)| story(&commit).next());
    found.ok_or_else(|| Reason::new("the entry belongs to no request"))
}

/// Lists the requests that a change is about.
fn story(commit: &Commit) -> impl Iterator<Item = RequestId> {
    let events = commit.events.iter();
    events.flat_map(Event::objects).filter_map(|object| {
        if let ObjectRef::Request(request) = object {
            Some(request)
        } else {
            None
        }
    })
}

fn reads(scene: &Scene<'_>) -> Result<(), Refusal> {
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
    let target = event.objects().first().copied();
    let row = Row {
        at: scene.calendar.when(commit.at),
        who: who(scene, commit.actor),
        activity: event.fact.activity(),
        target: target.map_or_else(|| "".into(), |target| scene.name(target)),
        result: result(event),
    };
    column::cells(COLUMNS, &row)
}

/// Names whoever acted.
fn who(scene: &Scene<'_>, actor: Actor) -> Safe {
    match actor {
        Actor::Person(person) => scene.name(person),
        Actor::Operator => "operator".into(),
        Actor::System => "time".into(),
    }
}

/// Says whether the activity was done or refused, and by which code; readable without color.
fn result(event: &Event) -> Phrase {
    if let Change::Refusal(refused) = &event.change {
        Phrase::signed(Tone::Danger, &refused.code)
    } else if event.undone {
        Phrase::muted("takes back")
    } else {
        Phrase::signed(Tone::Good, "done")
    }
}

fn lines(scene: &Scene<'_>, object: ObjectRef) -> Vec<DetailLine> {
    let Some((commit, place)) = find(scene, object) else {
        return vec![DetailLine::text("This entry cannot be read.")];
    };
    let Some(event) = commit.events.get(place) else {
        return Vec::new();
    };
    let mut lines = vec![
        DetailLine::text(event.fact.activity()),
        DetailLine::Gap,
        DetailLine::fact("Time", scene.calendar.instant(commit.at)),
        DetailLine::fact("Who", who(scene, commit.actor)),
        DetailLine::fact("Command", commit.command.clone()),
        DetailLine::fact("Category", event.fact.category().label()),
        DetailLine::fact("Operation", event.fact.operation().label()),
        DetailLine::Fact("Result".into(), result(event)),
        DetailLine::fact("OS user", Safe::line(&commit.os_user)),
    ];
    if let ObjectRef::Entry(id) = object {
        let (seq, _) = id.place();
        lines.push(DetailLine::fact("Change", seq.to_string()));
    }
    if !event.objects().is_empty() {
        lines.push(DetailLine::heading("Objects"));
    }
    lines.extend(event.objects().into_iter().map(|object| {
        let kind = object.kind().word();
        DetailLine::bullet(format!("{kind} \"{}\"", scene.name(object)))
    }));
    lines.extend(modified(scene, event));
    if let Change::Refusal(refused) = &event.change {
        lines.push(DetailLine::heading("Checks"));
        lines.extend(walk::checks(scene, &Walk(refused.walk.clone())));
    }
    lines
}

/// Lists what an event changed, property by property.
fn modified(scene: &Scene<'_>, event: &Event) -> Vec<DetailLine> {
    let modified = scene.log.journal.modified(event);
    let mut lines = Vec::new();
    if !modified.is_empty() {
        lines.push(DetailLine::heading("Changed properties"));
    }
    lines.extend(modified.into_iter().map(|it| {
        let told = |value: &str| {
            // What an object is told apart by stays as it is.
            if it.name == "id" {
                in_short(value)
            } else {
                in_short(&names::put_in(scene, value))
            }
        };
        let (name, old, new) = (&it.name, told(&it.old), told(&it.new));
        DetailLine::bullet(Safe::line(&format!("{name}: {old} -> {new}")))
    }));
    lines
}

/// Cuts a value that would fill the pane; the record as JSON has it whole.
fn in_short(value: &str) -> String {
    if value.is_empty() {
        return "(none)".to_owned();
    }
    let short: String = value.chars().take(LONGEST_VALUE).collect();
    if short.len() < value.len() {
        format!("{short}…")
    } else {
        short
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::domain::command::Command;
    use crate::domain::id::Person;
    use crate::ui::screen::Screen;
    use crate::ui::screen::admin::furnishing::Furnished;

    #[test]
    fn what_was_done_is_listed_newest_first_with_who_and_to_what() {
        let mut made = Furnished::new();
        made.at(Screen::AuditLog)
            .expect("Administrator")
            .expect("Create access pac");
        made.desk.press("end").expect("operator");
        made.desk.press("/").type_text("activity:catalog");
        made.desk
            .press("enter")
            .expect("Sales")
            .expect_no("Add user");
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
        made.desk.expect("Changed properties").expect("(none) -> ");
    }

    #[test]
    fn older_changes_are_listed_and_filtered_when_asked_for() {
        let mut made = Furnished::new();
        for round in 0..1_010 {
            let edit = json!({"do": "updateGroup", "with": {
                "group": made.desk.desk.tenant.groups.iter().next().unwrap().id,
                "description": format!("Round {round}")}});
            let command: Command = serde_json::from_value(edit).unwrap();
            made.desk.execute(command).unwrap();
        }
        made.at(Screen::AuditLog)
            .expect("Audit log (newest 1,000 changes, m for older)");
        made.desk
            .press("/")
            .type_text("activity:catalog")
            .press("enter");
        made.desk.expect("0 of 1000").press("m");
        made.desk.expect("Create access pac").expect_no("newest");
        made.desk.press("m").expect("there is nothing older");
    }

    #[test]
    fn who_may_not_read_it_is_told_who_may() {
        let mut made = Furnished::new();
        made.desk.persona = Person::User(made.requestor);
        made.at(Screen::AuditLog)
            .expect("No entry that you may read.");
    }
}
