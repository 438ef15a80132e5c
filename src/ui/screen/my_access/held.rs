//! The access that the persona holds, and what they held.

use crate::domain::assignment::AssignmentState;
use crate::domain::command::{AssignmentReference, Command, RequestCommand};
use crate::domain::id::{AssignmentId, ObjectRef};
use crate::domain::text::Safe;
use crate::ui::action::Action;
use crate::ui::column::{self, Column};
use crate::ui::form::held as form;
use crate::ui::keymap::{Binding, Chord, Shown, Spot, list};
use crate::ui::modal::Confirm;
use crate::ui::scene::{Reason, Scene};
use crate::ui::screen::my_access::{self, access, available};
use crate::ui::screen::{Body, ListPage, Page, Screen};
use crate::ui::step::Step;
use crate::ui::theme::Tone;
use crate::ui::view::{Head, Phrase};
use crate::ui::wording::{self, brief};

/// The access that the persona holds.
pub const ACTIVE: Page = Page {
    name: "My Access, active",
    title: |_, _| "Active".into(),
    parent: |_, _| Some(Screen::AvailablePackages),
    bindings: ACTIVE_BINDINGS,
    tabs: my_access::tabs,
    body: Body::List(ListPage {
        objects: |scene, _| objects(scene, AssignmentState::is_active),
        heads,
        cells,
        detail: access::lines,
        overview: None,
        empty: &[
            "You hold no package.",
            "Access appears here once a request has been delivered.",
            "`1` shows what you may request.",
        ],
    }),
};

/// The access that the persona held.
pub const EXPIRED: Page = Page {
    name: "My Access, expired",
    title: |_, _| "Expired".into(),
    parent: |_, _| Some(Screen::AvailablePackages),
    bindings: EXPIRED_BINDINGS,
    tabs: my_access::tabs,
    body: Body::List(ListPage {
        objects: |scene, _| objects(scene, |state| state == AssignmentState::Expired),
        heads,
        cells,
        detail: access::lines,
        overview: None,
        empty: &[
            "No access of yours has ended.",
            "Access that ended, was taken away or given back is kept here.",
            "`2` shows what you hold.",
        ],
    }),
};

/// An assignment as a row: what its cells need, looked up.
struct Row {
    package: Safe,
    state: AssignmentState,
    since: Phrase,
    ends: Phrase,
}

const COLUMNS: &[Column<Row>] = &[
    Column::words("Package", 26, |row: &Row| {
        Phrase::plain(row.package.clone())
    })
    .priority(0),
    Column::state("State", 20, |row: &Row| state(row.state))
        .short(9)
        .priority(2),
    Column::instant("Since", |row: &Row| row.since.clone()).priority(3),
    Column::instant("End", |row: &Row| row.ends.clone()),
];

const OPEN: Binding = Binding {
    keys: list::OPEN_KEYS,
    action: Action::Open,
    label: "open",
    shown: Shown::Footer,
    step: |_, spot| Ok(Step::Go(Screen::OwnAccess(chosen(spot)?))),
};

const ACTIVE_BINDINGS: &[Binding] = &[OPEN, EXTEND, ANSWER, GIVE_BACK];

/// Asks for more time with the selected or open access.
pub(super) const EXTEND: Binding = Binding {
    keys: &[Chord::char('i')],
    action: Action::Extend,
    label: "extend",
    shown: Shown::Footer,
    step: |scene, spot| {
        let assignment = chosen(spot)?;
        scene.allows(&form::blank_request(assignment))?;
        Ok(Step::OpenForm(&form::ASK, Some(assignment.into())))
    },
};

/// Answers anew what was asked for the selected or open access.
pub(super) const ANSWER: Binding = Binding {
    keys: &[Chord::char('e')],
    action: Action::Edit,
    label: "answers",
    shown: Shown::Help,
    step: |scene, spot| {
        let assignment = chosen(spot)?;
        let form = form::answer_anew(scene, assignment)?;
        Ok(Step::OpenForm(form, Some(assignment.into())))
    },
};

/// Gives the selected or open access back.
pub(super) const GIVE_BACK: Binding = Binding {
    keys: &[Chord::char('x')],
    action: Action::Remove,
    label: "give back",
    shown: Shown::Footer,
    step: |scene, spot| give_back(scene, chosen(spot)?),
};

const EXPIRED_BINDINGS: &[Binding] = &[
    OPEN,
    Binding {
        keys: &[Chord::char('n')],
        action: Action::Request,
        label: "request again",
        shown: Shown::Footer,
        step: |scene, spot| {
            let object = chosen(spot)?.into();
            let held = my_access::assignment(scene, object);
            let held = held.ok_or_else(|| Reason::new("it no longer exists"))?;
            available::request(scene, held.access_package)
        },
    },
];

fn chosen(spot: &Spot) -> Result<AssignmentId, Reason> {
    if let ObjectRef::Assignment(id) = spot.object()? {
        Ok(id)
    } else {
        Err(Reason::new("no package is selected"))
    }
}

/// Asks before access is given back.
fn give_back(scene: &Scene<'_>, assignment: AssignmentId) -> Result<Step, Reason> {
    let reference = AssignmentReference { assignment };
    let command = Command::from(RequestCommand::GiveBackAssignment(reference));
    scene.allows(&command)?;
    let name = scene.name(assignment);
    let held = my_access::assignment(scene, assignment.into());
    let gives = held.map(|held| wording::gives_in_short(scene, held.access_package));
    let lines = vec![
        Phrase::plain(format!("You give \"{name}\" back; access ends at once.")),
        Phrase::plain(format!("You lose {}.", gives.unwrap_or_default())),
    ];
    let done = format!("You gave \"{name}\" back. Expired and the request history keep it.");
    Ok(Confirm::before(
        command,
        ("Give access back?", "Give back"),
        lines,
        done,
    ))
}

fn objects(scene: &Scene<'_>, wanted: impl Fn(AssignmentState) -> bool) -> Vec<ObjectRef> {
    let all = my_access::held(scene);
    let mut shown: Vec<ObjectRef> = all
        .filter(|held| wanted(held.progress.state))
        .map(|held| held.id.into())
        .collect();
    shown.reverse();
    shown
}

fn heads() -> Vec<Head> {
    column::heads(COLUMNS)
}

fn cells(scene: &Scene<'_>, object: ObjectRef) -> Vec<Phrase> {
    let Some(held) = my_access::assignment(scene, object) else {
        return Vec::new();
    };
    let progress = &held.progress;
    let ends = progress.expired_date_time.or(progress.ends());
    let row = Row {
        package: scene.name(held.access_package),
        state: progress.state,
        since: scene.calendar.when(progress.start),
        ends: ends.map_or_else(|| Phrase::plain("never"), |end| scene.calendar.when(end)),
    };
    column::cells(COLUMNS, &row)
}

/// Says where an assignment stands.
pub(super) fn state(state: AssignmentState) -> Phrase {
    let tone = match state {
        AssignmentState::Delivering => Tone::Pending,
        AssignmentState::PartiallyDelivered => Tone::Warning,
        AssignmentState::Delivered => Tone::Good,
        AssignmentState::Expired => Tone::Disabled,
        AssignmentState::DeliveryFailed => Tone::Danger,
    };
    brief::state(tone, state.label())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::screen::fixture::{act_as, approved, tutorial};

    #[test]
    fn held_access_opens_with_its_resources_and_its_end() {
        let mut desk = approved();
        desk.expect("Test package").press("enter");
        desk.expect("Test group as Member")
            .expect("2026-03-02 23:59 UTC");
        desk.press("end")
            .expect("now")
            .expect("reminder")
            .expect("-. ");
    }

    #[test]
    fn giving_back_asks_and_moves_the_access_to_expired() {
        let mut desk = approved();
        desk.press("x")
            .expect("You lose Test group as Member.")
            .press("y");
        desk.expect("You hold no package.")
            .press("3")
            .expect("- Expired");
        desk.press("n").expect("Request \"Test package\"");
    }

    #[test]
    fn extending_moves_the_end_and_is_greyed_where_the_policy_forbids_it() {
        let mut desk = approved();
        desk.press("i").expect("Extend \"Test package\"");
        desk.press("tab").type_text("+10d").press("Ctrl-S");
        desk.expect("was extended").press("enter");
        desk.expect("2026-03-11 23:59 UTC").press("esc 4");
        desk.expect("ok Access extended");
        let policy = desk.desk.tenant.policies.iter().next().unwrap().id.guid();
        let command: Command = serde_json::from_value(serde_json::json!({
            "do": "updatePolicy", "with": {
                "policy": policy,
                "requestorSettings": {"enableTargetsToSelfUpdateAccess": false},
            },
        }))
        .unwrap();
        act_as(&mut desk, "Administrator", Screen::Catalogs)
            .execute(command)
            .unwrap();
        act_as(&mut desk, "Requestor", Screen::ActiveAccess);
        desk.press("i").expect("does not let people extend access");
    }

    #[test]
    fn giving_back_is_greyed_where_the_policy_does_not_let_people() {
        let mut desk = approved();
        let policy = desk.desk.tenant.policies.iter().next().unwrap().id.guid();
        let command: Command = serde_json::from_value(serde_json::json!({
            "do": "updatePolicy", "with": {
                "policy": policy,
                "requestorSettings": {"enableTargetsToSelfRemoveAccess": false},
            },
        }))
        .unwrap();
        act_as(&mut desk, "Administrator", Screen::Catalogs)
            .execute(command)
            .unwrap();
        act_as(&mut desk, "Requestor", Screen::ActiveAccess);
        desk.press("x")
            .expect("does not let people hand access back");
    }

    #[test]
    fn whoever_holds_nothing_reads_where_to_begin() {
        let mut desk = tutorial(|_| {});
        act_as(&mut desk, "Requestor", Screen::ActiveAccess).expect("You hold no package.");
    }
}
